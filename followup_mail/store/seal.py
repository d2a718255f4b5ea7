"""The seal that earlier versions kept beside the file: how far sending had come by then.

It is read once, to take over what it says; see ``trusting.py``.
"""

from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from typing import Final

FILE_NAME: Final = "followup-mail.seal"

_PLACES: Final = (0, 512)
"""Written in turn: a power cut can damage the newer of two states, never both."""
_SIZE: Final = 96
_PARTS: Final = 3


class Sealed(Enum):
    """What the seal says of the file."""

    NOT = auto()
    """Nothing: there is none, or nothing had been sent."""
    MATCHING = auto()
    OLDER = auto()
    """The file is older than the seal: restored from a backup."""
    OTHER = auto()
    """The seal is that of another file, or can't be read."""


def sealed(folder: Path, lineage: str, number: int) -> Sealed:
    """Return what is said of a file of that *lineage* from which *number* were sent."""
    try:
        content = (folder / FILE_NAME).read_bytes()
    except FileNotFoundError:
        return Sealed.NOT
    except OSError:
        return Sealed.OTHER
    states = [_read(content[place : place + _SIZE]) for place in _PLACES]
    found = max(filter(None, states), key=lambda state: state[1], default=None)
    if found is None:
        # One that was only just made is empty.
        return Sealed.OTHER if content else Sealed.NOT
    if found[0] != lineage:
        return Sealed.OTHER if found[1] else Sealed.NOT
    return Sealed.OLDER if found[1] > number else Sealed.MATCHING


def remove(folder: Path) -> None:
    """Remove a seal that was taken over; one that stays is never looked at again."""
    with suppress(OSError):
        (folder / FILE_NAME).unlink()


def _read(content: bytes) -> tuple[str, int] | None:
    from zlib import crc32  # noqa: PLC0415 - only once

    parts = content.decode("ascii", "replace").split()
    if len(parts) != _PARTS or parts[2] != f"{crc32(f'{parts[0]} {parts[1]}'.encode()):08x}":
        return None
    return parts[0], int(parts[1])
