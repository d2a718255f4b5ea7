"""Who is sending a message: a process that can be told from all others, and may be gone.

A process is known by boot, PID namespace, number and start, since numbers are
given out again. There are no lock files to be left behind. Whoever is wrongly
taken for gone does no harm: nothing is sent without a look at whose it is.
"""

import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")
_PATIENCE: Final = timedelta(hours=1)
"""How long a process that can't be looked at counts as running: RFC 5321 lets the
slowest server take a good half of that (4.5.3.2)."""
_HELD: Final[set[str]] = set()
"""The owners that are stores of this process, and weren't closed."""


def enter() -> str:
    """Return a new owner: this process, and something random; alive until it leaves."""
    number = os.getpid()
    owner = f"{_boot()} {_namespace()} {number} {_start(number)} {os.urandom(8).hex()}"
    _HELD.add(owner)
    return owner


def leave(owner: str) -> None:
    """Let go of what *owner* has claimed."""
    _HELD.discard(owner)


def alive(owner: str, since: datetime, now: datetime) -> bool:
    """Return whether *owner*, who wrote at *since*, may still be at it."""
    if not owner:
        return False
    boot, namespace, number, start, _ = owner.split(" ")
    if boot != _boot():
        return False
    if not boot or namespace != _namespace():
        return abs(now - since) < _PATIENCE
    if int(number) == os.getpid() and start == _start(os.getpid()):
        return owner in _HELD
    return start != "" and start == _start(int(number))


def _boot() -> str:
    return _read(_PROC / "sys/kernel/random/boot_id").strip()


def _namespace() -> str:
    with suppress(OSError):
        return os.readlink(_PROC / "self/ns/pid")  # noqa: PTH115 - it names nothing that has a path
    return ""


def _start(number: int) -> str:
    """Return when the process *number* started, in ticks since the boot; "" if it is gone."""
    # proc_pid_stat(5): the name, in parentheses, may hold anything.
    fields = _read(_PROC / f"{number}/stat").rpartition(")")[2].split()
    state, start = (fields[0], fields[19]) if len(fields) > 19 else ("X", "")  # noqa: PLR2004 - as above
    return "" if state in "XZ" else start


def _read(path: Path) -> str:
    with suppress(OSError):
        return path.read_text(encoding="utf-8", errors="replace")
    return ""
