"""The terminal, lent to a command that may ask on it.

The command has a process group of its own, so that all it started ends with it. A
terminal listens to one group at a time and stops whoever else reads: so the command's is
put in front, as a shell does with what it runs, and taken back at the end. Ctrl-C then
reaches the command alone, and Ctrl-Z too; both are passed on to this process.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from threading import Thread


class Happened(Enum):
    """What befell a command, other than that it said something."""

    STOPPED = auto()
    """By Ctrl-Z, or for want of the terminal."""
    INTERRUPTED = auto()
    """By Ctrl-C, which ended it."""


class Terminal:
    """What this process and a group that it started ask on."""

    def __init__(self, descriptor: int, group: int) -> None:
        """Be the one behind *descriptor*, to be lent to *group*."""
        import termios  # noqa: PLC0415 - not on Windows

        self._descriptor = descriptor
        self._group = group
        self._modes = termios.tcgetattr(descriptor)

    def lend(self) -> bool:
        """Put the group in front and let it go on, if this process is; return whether it was."""
        with suppress(OSError):
            if os.tcgetpgrp(self._descriptor) == os.getpgrp():
                os.tcsetpgrp(self._descriptor, self._group)
                os.killpg(self._group, signal.SIGCONT)  # it may have read too early: stopped
                return True
        return False

    def take_back(self) -> None:
        """Be in front again, with the terminal as it was: echoing what is typed, above all."""
        import termios  # noqa: PLC0415 - as above

        # The system would stop who takes it from behind, unless that is blocked.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        with suppress(OSError, termios.error):
            if os.tcgetpgrp(self._descriptor) == self._group:
                os.tcsetpgrp(self._descriptor, os.getpgrp())
                termios.tcsetattr(self._descriptor, termios.TCSANOW, self._modes)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def pause(self) -> None:
        """Stop as the command was stopped, with all that a shell runs as one; then go on."""
        if not self.lend():  # it is in front, and stopped by Ctrl-Z; or another program is
            self.take_back()
            os.killpg(os.getpgrp(), signal.SIGTSTP)
            self.lend()


@contextmanager
def lent_to(group: int) -> Iterator[Terminal | None]:
    """Lend the terminal to *group* until the end; None where there is none."""
    if sys.platform == "win32":
        yield None
        return
    try:
        descriptor = os.open(os.ctermid(), os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:  # as under a timer
        yield None
        return
    try:
        terminal = Terminal(descriptor, group)
        terminal.lend()
        yield terminal
    finally:
        terminal.take_back()
        os.close(descriptor)


def watch(process: int, tell: Callable[[Happened], None]) -> None:
    """Let *tell* know of what befalls *process*, as long as it runs."""
    if hasattr(os, "waitid"):  # not on macOS before Python 3.13
        Thread(target=_watched, args=(process, tell), daemon=True).start()


def _watched(process: int, tell: Callable[[Happened], None]) -> None:
    ends = os.WEXITED | os.WSTOPPED
    with suppress(ChildProcessError):  # its end was asked for elsewhere
        # What is only looked at stays for others to ask, a stop too: it is then taken.
        while found := os.waitid(os.P_PID, process, ends | os.WNOWAIT):
            if found.si_code != os.CLD_STOPPED:
                break
            os.waitid(os.P_PID, process, os.WSTOPPED | os.WNOHANG)
            tell(Happened.STOPPED)
        if found and found.si_code == os.CLD_KILLED and found.si_status == signal.SIGINT:
            tell(Happened.INTERRUPTED)
