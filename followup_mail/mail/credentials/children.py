"""A child process with a deadline, of which no more is read than is wanted."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from queue import Empty, SimpleQueue
from threading import Thread

from followup_mail.mail.credentials.between import WAITING
from followup_mail.mail.credentials.terminal import Happened, Terminal, lent_to, watch
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
        alone: Whether it is in a session of its own; else it is lent the terminal, to ask
            there.

    Raises:
        OSError: It can't be started.
        KeyboardInterrupt: Ctrl-C ended it on the terminal.

    """
    begun = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - this Python, or the command of the user's own choice
        list(argv),
        stdin=subprocess.DEVNULL if request is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=dict(environ),
        start_new_session=alone,
        process_group=None if alone else 0,
    )
    heard: SimpleQueue[bytes | Happened] = SimpleQueue()
    ended = False
    with nullcontext() if alone else lent_to(process.pid) as terminal:
        try:
            # A thread, because it can be left behind: no read of a pipe can be told to end
            # everywhere.
            Thread(target=_exchange, args=(process, request, heard), daemon=True).start()
            if terminal is not None:
                watch(process.pid, heard.put)
            output, whole = _gathered(heard, patience, begun, most, terminal)
            with suppress(subprocess.TimeoutExpired):
                ended = whole and process.wait(_LAST_BREATH) is not None
        finally:
            if not ended:
                _end(process)
    if terminal is not None and process.returncode == -signal.SIGINT:
        raise KeyboardInterrupt
    return Ran(output, process.returncode if ended else None)


def _exchange(
    process: subprocess.Popen[bytes], request: bytes | None, heard: SimpleQueue[bytes | Happened]
) -> None:
    """Write *request*, then pass on what is read; an empty piece is the end."""
    with suppress(OSError, ValueError):
        if process.stdin is not None:
            with suppress(BrokenPipeError), process.stdin as pipe:
                pipe.write(request or b"")
        with process.stdout as pipe:  # type: ignore[union-attr]  # it is a pipe
            while piece := os.read(pipe.fileno(), _PIECE):
                heard.put(piece)
    heard.put(b"")


def _gathered(
    heard: SimpleQueue[bytes | Happened],
    patience: Patience,
    begun: float,
    most: int,
    terminal: Terminal | None,
) -> tuple[bytes, bool]:
    """Return what came, and whether that is all there was."""
    output = b""
    while len(output) <= most:
        seconds = patience.person if output.startswith(WAITING) else patience.seconds
        try:
            piece = heard.get(timeout=max(0.0, begun + seconds - time.monotonic()))
        except Empty:
            return output, False
        if isinstance(piece, Happened):
            if terminal is None or piece is Happened.INTERRUPTED:
                return output, False
            terminal.pause()
        elif piece:
            output += piece
        else:
            return output, True
    return output, False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the child, with all of its group: what it started, unless that went its own way."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
