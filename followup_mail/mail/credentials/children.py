"""A child process with a deadline, of which no more is read than is wanted."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread

from followup_mail.mail.credentials.between import WAITING
from followup_mail.record import Record

_LAST_BREATH = 0.5
"""Seconds for a child that has said everything to end by itself."""
_PIECE = 4096


class Patience(Record):
    """How long is waited for a child, in seconds."""

    seconds: float = 10
    person: float = 90
    """Once it has said that it waits for a person, from its start on."""


class Ran(Record):
    """What came of a child."""

    output: bytes
    """What it wrote, at most a piece more than was wanted."""
    status: int | None
    """What it ended with; None where it was stopped."""


def run_child(
    argv: Sequence[str],
    *,
    environ: Mapping[str, str],
    patience: Patience,
    request: bytes | None = None,
    most: int = 65536,
    alone: bool = True,
) -> Ran:
    """Start *argv* without a shell and return what it wrote, of *most* bytes.

    Args:
        argv: The program and its arguments.
        environ: Its environment, all of it.
        patience: When it is stopped.
        request: What it reads; None for nothing.
        most: Bytes; who writes more is stopped.
        alone: Whether it is in a session of its own, so that all it started ends with
            it; not so where it has to reach the terminal.

    Raises:
        OSError: It can't be started.

    """
    begun = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - this Python, or the command of the user's own choice
        list(argv),
        stdin=subprocess.DEVNULL if request is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=dict(environ),
        start_new_session=alone,
    )
    pieces: SimpleQueue[bytes] = SimpleQueue()
    # A thread, because it can be left behind: no read of a pipe can be told to end everywhere.
    Thread(target=_exchange, args=(process, request, pieces), daemon=True).start()
    try:
        output, whole = _gathered(pieces, patience, begun, most)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LAST_BREATH if whole else 0)
    finally:
        stopped = process.returncode is None
        if stopped:
            _kill(process, alone=alone)
    return Ran(output, None if stopped or not whole else process.returncode)


def _exchange(
    process: subprocess.Popen[bytes], request: bytes | None, pieces: SimpleQueue[bytes]
) -> None:
    """Write *request*, then pass on what is read; an empty piece is the end."""
    with suppress(OSError, ValueError):
        if process.stdin is not None:
            with suppress(BrokenPipeError), process.stdin as pipe:
                pipe.write(request or b"")
        with process.stdout as pipe:  # type: ignore[union-attr]  # it is a pipe
            while piece := os.read(pipe.fileno(), _PIECE):
                pieces.put(piece)
    pieces.put(b"")


def _gathered(
    pieces: SimpleQueue[bytes], patience: Patience, begun: float, most: int
) -> tuple[bytes, bool]:
    """Return what came, and whether that is all there was."""
    output = b""
    while len(output) <= most:
        seconds = patience.person if output.startswith(WAITING) else patience.seconds
        try:
            piece = pieces.get(timeout=max(0.0, begun + seconds - time.monotonic()))
        except Empty:
            return output, False
        if not piece:
            return output, True
        output += piece
    return output, False


def _kill(process: subprocess.Popen[bytes], *, alone: bool) -> None:
    """End the child, with all that it may have started where it is *alone*."""
    if alone and sys.platform != "win32":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
