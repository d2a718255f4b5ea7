"""Homes on a disk whose power fails while somebody writes there."""

import itertools
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from servers.forks import Child, Ended, Forks
from servers.kill_points import is_done, what
from servers.machine import wait_until
from servers.power import Disk
from servers.tracing import Call, Tamper, attached, has_stopped, points, read_calls

from followup_mail.store import files, open_store

HERE = __name__
SENDER = "servers.whole_send:run"
_SYNCS = {"fsync", "fdatasync"}


_STORE = files.FILE_NAME
REACHED: Sequence[Sequence[str]] = ((), (_STORE,), (f"{_STORE}-journal",))
"""What may have got to the disk of what nobody had synced."""
Held = tuple[int, int, int]
"""How many applications, entries and messages."""


class Outcome(NamedTuple):
    """What a power cut left of a command."""

    point: tuple[str, int]
    reached: Sequence[str]
    told: bool
    """Whether the command had said that it was done."""
    held: Held


def look(home: str) -> None:
    """Print what is kept in *home*: faults, applications, entries, messages of the outbox."""
    with open_store(Path(home), create=False) as store:
        held = [stored for stored, _ in store.listed()]
        entries = sum(len(store.history(each.id)) for each in held)
        found = (store.integrity(), len(held), entries, len(store.outbox()))
    sys.stdout.write(json.dumps(found))


def name_file_system(home: str) -> None:
    """Print what the table of mounts says of *home*."""
    sys.stdout.write(files.file_system(Path(home)))


class Grounds:
    """A disk with homes, and a process that forks those who write there."""

    def __init__(self, forks: Forks, disk: Disk, folder: Path) -> None:
        """Take *forks* that sees the disk, and a *folder* elsewhere for traces."""
        self._forks = forks
        self._disk = disk
        self._folder = folder
        self._numbers = itertools.count(1)

    def place(self, number: int | str) -> Path:
        """Return a place on the disk, as those see it who write there."""
        return self._disk.folder / str(number)

    def from_here(self, path: Path) -> Path:
        """Return where that is seen from here."""
        return self._disk.from_here(path)

    def home(self, first: Path) -> Path:
        """Return a copy of the home *first*, or an empty place; the disk has all of it."""
        made = self.place(f"home-{next(self._numbers)}")
        if self.from_here(first).exists():
            shutil.copytree(self.from_here(first), self.from_here(made))
        self._disk.reach()
        return made

    def remove(self, home: Path) -> None:
        """Make room for the next one."""
        shutil.rmtree(self.from_here(home), ignore_errors=True)

    def run(self, home: Path, *words: str, trace: bool = False) -> Ended:
        """Return what became of a command that nothing breaks."""
        return self._forks.run(SENDER, os.fspath(home), *words, trace=trace)

    def found(self, call: str, home: Path) -> Ended:
        """Return what a function of this module or of a send's finds in *home*."""
        return self._forks.run(call, os.fspath(home), trace=False)

    def held(self, home: Path) -> Held:
        """Return how many applications, entries and messages are kept in *home*, all in order."""
        ended = self.found(f"{HERE}:look", home)
        assert ended.status == 0, ended.output
        faults, *numbers = json.loads(ended.output)
        assert not faults
        applications, entries, messages = numbers
        return applications, entries, messages

    def cut(
        self,
        home: Path,
        *words: str,
        point: tuple[str, int] | None = None,
        tamper: Sequence[Tamper] = (),
        reached: Sequence[str] = (),
    ) -> Ended:
        """Return what became of a command in the middle of which the power failed.

        Args:
            home: Where it writes.
            words: Of the command line.
            point: The call after which that is; None for the end of the command.
            tamper: What else is done to it.
            reached: Files that had got to the disk by then though nobody had synced them.

        """
        stop = [Tamper(*point, signal="STOP")] if point else []
        child = self._forks.begin(SENDER, os.fspath(home), *words)
        log = child.out.with_suffix(".calls")
        with attached(child.process, log, tamper=[*stop, *tamper]):
            child.go()
            wait_until(lambda: child.ended() or has_stopped(log), "the call", seconds=30)
            for name in reached:
                _sync(self.from_here(home / name))
            ended = self._cut(child)
        return Ended(ended.status, ended.output, read_calls(log))

    def _cut(self, child: Child) -> Ended:
        self._disk.cut()
        child.signal(signal.SIGKILL)
        ended = self._forks.wait(child)
        self._disk.start_again()
        return ended

    def outcomes(
        self, first: Path, words: Sequence[str], *, done: str, every: bool = False
    ) -> Iterator[Outcome]:
        """Cut the power at the calls of a command, each time in a copy of the home *first*.

        Args:
            first: A home, or an empty place.
            words: Of the command line.
            done: What it says when it has done its work.
            every: Whether to leave nothing out, neither a call nor what may have reached the disk.

        """
        for point, reached in self._tries(first, words, every=every):
            home = self.home(first)
            ended = self.cut(home, *words, point=point, reached=reached)
            yield Outcome(point, reached, told=is_said(done, ended.calls), held=self.held(home))
            again = self.run(home, "next")
            assert again.status == 0, again.output
            self.remove(home)

    def _tries(
        self, first: Path, words: Sequence[str], *, every: bool
    ) -> list[tuple[tuple[str, int], Sequence[str]]]:
        home = self.home(first)
        whole = self.run(home, *words, trace=True)
        assert whole.status == 0, whole.output
        self.remove(home)
        if every:
            return [(point, way) for point in points(whole.calls) for way in REACHED]
        turned = turns(whole.calls)
        return [(point, ()) for point in turned] + [
            (point, REACHED[1 + n % 2]) for n, point in enumerate(turned[::3])
        ]


def check(outcomes: Sequence[Outcome], old: Held, new: Held) -> str:
    """See that all is as it was or as it was to be, and new once that was said; return figures."""
    for each in outcomes:
        assert each.held in ({new} if each.told else {old, new}), each
    held = [each.held for each in outcomes]
    assert set(held) == {old, new}
    return f"{len(held)} power cuts: old {held.count(old)}, new {held.count(new)}"


def _sync(path: Path) -> None:
    if path.exists():
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


def is_said(text: str, calls: Sequence[Call]) -> bool:
    """Return whether *calls* say *text* to the user."""
    said = (call.text for call in calls if call.name == "write" and is_done(call))
    return any(each.startswith(("1<", "2<")) and text in each for each in said)


def turns(calls: Sequence[Call]) -> list[tuple[str, int]]:
    """Return the points of *calls* after which other things may be lost, or were said.

    Of pages written in a row to one file it is the last: none of them counts before a sync.
    """
    written = [
        (each, call) for each, call in zip(points(calls), calls, strict=True) if _changes(call)
    ]
    after = [*written[1:], None]
    return [
        each
        for (each, call), follows in zip(written, after, strict=True)
        if follows is None or what(call) != what(follows[1])
    ]


def _changes(call: Call) -> bool:
    return call.name not in {"read", "recvfrom", "recvmsg", "connect"}


def lasting(calls: Sequence[Call]) -> list[Call]:
    """Return those of *calls* of which a power cut right after them takes nothing back.

    What goes to a server is gone; what goes to a file may be, from the last sync on.
    """
    synced = max((n for n, call in enumerate(calls) if call.name in _SYNCS), default=-1)
    return [call for n, call in enumerate(calls) if n <= synced or "<TCP:" in call.text[:12]]
