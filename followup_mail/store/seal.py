"""How far sending had come, kept beside the file: an older copy of it can be told.

A file that was restored from an old backup knows nothing of what was sent since,
and would send it again.
"""

import os
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Final

FILE_NAME: Final = "followup-mail.seal"

_PLACES: Final = (0, 512)
"""Written in turn: a power cut can damage the newer of two states, never both."""
_SIZE: Final = 96
_PARTS: Final = 3


class SealState(StrEnum):
    """What the seal says of the file."""

    FRESH = "fresh"
    """Nothing was ever sent from here."""
    MATCHING = "matching"
    OLDER = "older"
    """The file is older than the seal: restored from a backup."""
    OTHER = "other"
    """The seal is that of another file: this one was made anew."""
    MISSING = "missing"
    """Something was sent, but the seal is gone or damaged."""


class Seal:
    """The seal of a folder."""

    def __init__(self, folder: Path) -> None:
        """Take the *folder*; nothing is opened yet."""
        self._path = folder / FILE_NAME

    def read(self) -> tuple[str, int] | None:
        """Return lineage and number as they were sealed last; None where nothing readable is."""
        try:
            content = self._path.read_bytes()
        except OSError:
            return None
        found = [_read(content[place : place + _SIZE]) for place in _PLACES]
        return max((each for each in found if each is not None), key=_number, default=None)

    def state(self, lineage: str, number: int) -> SealState:
        """Return what it says of a file of that *lineage* from which *number* were sent."""
        sealed = self.read()
        if sealed is None:
            return SealState.MISSING if number or self._begun() else SealState.FRESH
        if sealed[0] != lineage:
            return SealState.OTHER if sealed[1] else SealState.FRESH
        return SealState.OLDER if sealed[1] > number else SealState.MATCHING

    def _begun(self) -> bool:
        """Return whether anything was ever written; one that was only just made is empty."""
        try:
            return self._path.stat().st_size > 0
        except FileNotFoundError:
            return False
        except OSError:
            return True

    def write(self, lineage: str, number: int, *, anew: bool) -> None:
        """Seal that *number* were sent; *anew* forgets what was sealed before.

        Nothing is raised: the message is sent and recorded, and the next one is sealed again.
        """
        with suppress(OSError):
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            descriptor = os.open(self._path, flags, 0o600)
            try:
                if anew:
                    os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, _written(lineage, number), _PLACES[number % 2])
                os.fdatasync(descriptor)
            finally:
                os.close(descriptor)


def _number(sealed: tuple[str, int]) -> int:
    return sealed[1]


def _written(lineage: str, number: int) -> bytes:
    said = f"{lineage} {number}"
    return f"{said} {_check(said)}\n".encode().ljust(_SIZE)


def _read(content: bytes) -> tuple[str, int] | None:
    parts = content.decode("ascii", "replace").split()
    if len(parts) != _PARTS or parts[2] != _check(f"{parts[0]} {parts[1]}"):
        return None
    return parts[0], int(parts[1])


def _check(said: str) -> str:
    from zlib import crc32  # noqa: PLC0415 - start-up time

    return f"{crc32(said.encode()):08x}"
