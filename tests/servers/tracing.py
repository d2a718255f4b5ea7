"""strace, to see what a process asks of the system, and to break it at the k-th request.

A process killed at a call has not made that call. One whose call is to fail gets the
error, and nothing was done. Any other signal arrives when the call has been made, or
has been interrupted.
"""

import contextlib
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from servers.machine import missing, program, wait_until
from servers.machine import stop as stop_process

LASTING = (
    *("write", "pwrite64", "writev", "pwritev", "fsync", "fdatasync", "ftruncate", "fallocate"),
    *("unlink", "unlinkat", "rename", "renameat", "renameat2", "link", "linkat"),
    *("connect", "sendto", "sendmsg", "recvfrom", "recvmsg", "read", "shutdown"),
)
"""The calls that leave something behind, on disk or with a server, or bring an answer."""

_CALL = re.compile(
    r"^(?:(?P<process>\d+) +)?(?P<name>\w+)\((?P<rest>.*)$",
)


@dataclass(frozen=True)
class Tamper:
    """What is done to a process, at which of its calls.

    Attributes:
        call: The name of a system call, as "fdatasync".
        when: At which such call of the process, counted from 1.
        signal: One to send there, as "KILL", "INT" or "STOP".
        error: One to return instead, as "EIO" or "ENOSPC".
        onwards: Whether all later such calls meet the same.

    """

    call: str
    when: int
    signal: str = ""
    error: str = ""
    onwards: bool = False

    @property
    def option(self) -> str:
        """The expression of strace."""
        what = f":error={self.error}" if self.error else ""
        what += f":signal={self.signal}" if self.signal else ""
        return f"inject={self.call}{what}:when={self.when}{'+' if self.onwards else ''}"


@dataclass(frozen=True)
class Call:
    """One request to the system."""

    process: int
    name: str
    text: str
    """Arguments and result, as strace shows them: file descriptors with what they stand for."""


@cache
def absent() -> str:
    """Return a sentence on why nothing can be traced here, "" if it can."""
    if lacking := missing("strace"):
        return lacking
    tried = subprocess.run(
        [program("strace"), "-o", os.devnull, program("true")],
        capture_output=True,
        text=True,
        check=False,
    )
    return f"strace may trace nothing here: {tried.stderr.strip()}" if tried.returncode else ""


@contextlib.contextmanager
def attached(
    process: int, log: Path, *, tamper: Sequence[Tamper] = (), calls: Sequence[str] = LASTING
) -> Iterator[None]:
    """Trace a process and its children into *log* until they end, or the block does.

    Args:
        process: Its id; it waits for something, so that nothing is missed.
        log: For :func:`read_calls`.
        tamper: What is done to it.
        calls: The names of those that are written down; those tampered with always are.

    """
    names = ",".join(f"?{name}" for name in {*calls, *(one.call for one in tamper)})
    options = ["-f", "-yy", "-s", "400", "-e", "signal=STOP", "-e", f"trace={names}"]
    for one in tamper:
        options += ["-e", one.option]
    told = log.with_suffix(".strace")
    with told.open("wb") as errors:
        tracer = subprocess.Popen(
            [program("strace"), *options, "-o", os.fspath(log), "-p", str(process)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )
    try:
        wait_until(lambda: b"attached" in told.read_bytes(), f"strace at process {process}")
        yield
        # It ends with the last process it traces; a stopped one is let go.
        with contextlib.suppress(subprocess.TimeoutExpired):
            tracer.wait(5)
    finally:
        stop_process(tracer)


def has_stopped(log: Path) -> bool:
    """Return whether the process that is traced into *log* stands still: ``signal="STOP"``."""
    return "--- stopped by SIGSTOP ---" in log.read_text()


def wait_stopped(log: Path) -> None:
    """Wait until the process that is traced into *log* stands still."""
    wait_until(lambda: has_stopped(log), "the process to stop")


def read_calls(log: Path) -> tuple[Call, ...]:
    """Return what was written down, in order."""
    found = (_CALL.match(line) for line in log.read_text(errors="replace").splitlines())
    return tuple(
        Call(int(match["process"] or 0), match["name"], match["rest"]) for match in found if match
    )


def points(calls: Sequence[Call]) -> tuple[tuple[str, int], ...]:
    """Return, for each call of the first process, its name and which one of that name it is.

    They are what :class:`Tamper` takes: a run broken at each of them in turn is broken
    everywhere.
    """
    seen: Counter[str] = Counter()
    found = []
    for call in calls:
        if call.process == calls[0].process:
            seen[call.name] += 1
            found.append((call.name, seen[call.name]))
    return tuple(found)
