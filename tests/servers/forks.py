"""Processes that start at once, because everything is imported before they are forked.

``python -m servers.forks MODULE...`` imports the modules, then forks a child for each
line it is told, which waits for a signal, calls one function and ends. So a run that
is broken at each of its hundred system calls takes seconds, not minutes::

    with Forks(["sender"], folder=tmp_path) as forks:
        whole = forks.run("sender:send", "acme")
        for call, k in points(whole.calls):
            forks.run("sender:send", "acme", tamper=[Tamper(call, k, signal="KILL")])
"""

import contextlib
import ctypes
import importlib
import itertools
import json
import os
import select
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from servers.tracing import LASTING, Call, Tamper, attached, read_calls

_GO = signal.SIGUSR1
_BROKEN = 70
"""The status of a child whose function raised something; its output holds the traceback."""
_PR_SET_PTRACER = 0x59616D61
_ANYBODY = ctypes.c_ulong(-1)
_TESTS = Path(__file__).parents[1]
_ROOT = _TESTS.parent


@dataclass(frozen=True)
class Ended:
    """What became of a child.

    Attributes:
        status: As it exited; the negative number of the signal that ended it.
        output: What it wrote to standard output and standard error.
        calls: What it asked of the system, if it was traced.

    """

    status: int
    output: str
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True)
class Child:
    """A child that was forked."""

    process: int
    out: Path

    def go(self) -> None:
        """Let it begin."""
        os.kill(self.process, _GO)

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.process, number)

    def ended(self) -> bool:
        """Whether it has ended, be it that nobody has asked how."""
        try:
            state = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        return state in "ZX"


class Forks:
    """A process that forks others, which call functions of the modules it has imported."""

    def __init__(
        self,
        modules: Sequence[str],
        *,
        folder: Path,
        environment: Mapping[str, str] | None = None,
        enter: Sequence[str] = (),
    ) -> None:
        """Start it.

        Args:
            modules: To import; from the tests' folder and from the package's.
            folder: For the children's output and traces.
            environment: Variables to add to those of the tests.
            enter: A command to start it through, as ``nsenter`` with its options.

        """
        self._folder = folder
        self._numbers = itertools.count(1)
        path = os.pathsep.join([os.fspath(_ROOT), os.fspath(_TESTS), *sys.path])
        self._process = subprocess.Popen(
            [*enter, sys.executable, "-m", "servers.forks", *modules],
            env={**os.environ, **(environment or {}), "PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def run(
        self,
        call: str,
        *arguments: str | int,
        tamper: Sequence[Tamper] = (),
        calls: Sequence[str] = LASTING,
        trace: bool = True,
        seconds: float = 30,
    ) -> Ended:
        """Call a function in a child of its own and return what became of it.

        Args:
            call: As "module:function".
            arguments: Of the function.
            tamper: What is done to it.
            calls: Those that are written down.
            trace: Whether it is traced; without, nothing is done to it.
            seconds: How long it may take; then it is killed.

        """
        child = self.begin(call, *arguments)
        if not trace:
            child.go()
            return self.wait(child, seconds=seconds)
        log = child.out.with_suffix(".calls")
        with attached(child.process, log, tamper=tamper, calls=calls):
            child.go()
            ended = self.wait(child, seconds=seconds)
        return Ended(ended.status, ended.output, read_calls(log))

    def begin(self, call: str, *arguments: str | int) -> Child:
        """Fork a child that is ready to call a function and waits for :meth:`Child.go`."""
        out = self._folder / f"child-{next(self._numbers)}.out"
        order = {"call": call, "arguments": arguments, "out": os.fspath(out)}
        return Child(self._ask(order, seconds=60), out)

    def wait(self, child: Child, *, seconds: float = 30) -> Ended:
        """Wait for the end of a child and return what became of it; at last, kill it."""
        end = time.monotonic() + seconds
        while not child.ended() and time.monotonic() < end:
            time.sleep(0.002)
        if not child.ended():
            child.signal(signal.SIGKILL)
        status = self._ask({"wait": child.process}, seconds=10)
        return Ended(status, child.out.read_text(encoding="utf-8", errors="replace"))

    def _ask(self, order: Mapping[str, object], *, seconds: float) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], seconds)[0]:
            raise TimeoutError(f"No answer to {order} within {seconds:g} s.")
        if not (answer := self._process.stdout.readline()):
            raise RuntimeError(f"The process that forks has ended, being told {order}.")
        return int(answer)


def _orders() -> Iterator[dict[str, object]]:
    for line in sys.stdin.buffer:
        yield json.loads(line)


def _serve(modules: Sequence[str]) -> None:
    """Do what standard input says, one line at a time, and answer with one number each."""
    for name in modules:
        importlib.import_module(name)
    signal.pthread_sigmask(signal.SIG_BLOCK, {_GO})
    for order in _orders():
        match order:
            case {"wait": int(process)}:
                _, status = os.waitpid(process, 0)
                answer = os.waitstatus_to_exitcode(status)
            case {"call": str(call), "arguments": list(arguments), "out": str(out)}:
                answer = os.fork()
                if answer == 0:
                    _be_child(call, arguments, Path(out))
            case _:
                raise ValueError(order)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _be_child(call: str, arguments: Sequence[object], out: Path) -> None:
    """Wait for the signal, call the function, and end without going back."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    written = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for old, new in ((nothing, 0), (written, 1), (written, 2)):
        os.dup2(old, new)
    os.close(nothing)
    os.close(written)
    # Where only parents may trace (Yama), let the tests' strace do so too.
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANYBODY, 0, 0, 0)
    module, _, name = call.partition(":")
    function = getattr(importlib.import_module(module), name)
    signal.sigwait({_GO})
    status = 0
    try:
        function(*arguments)
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:  # noqa: BLE001 - whatever it is, the child may not go on as its parent
        traceback.print_exc()
        status = _BROKEN
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    _serve(sys.argv[1:])
