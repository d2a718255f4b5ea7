"""Where a send can be broken off, and how far it had come by then."""

import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum, auto
from itertools import count, groupby
from pathlib import Path

from servers import whole_send
from servers.certificates import Certificates
from servers.dovecot import Dovecot
from servers.forks import Child, Ended, Forks
from servers.postfix import Postfix
from servers.tracing import Call, Tamper, points
from servers.whole_send import ALICE, HERE, SEND, Found, furnish

_MEMORY = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a private folder of it
_DONE = re.compile(r"\) += (?:-?\d|0x)")
_FILE = re.compile(r"^(\d+<[^>]*>)")


COMMITS = ("queued", "claimed", "frozen", "announced", "recorded")
"""Those of a send, in order."""


class Progress(Enum):
    """How far a send had come."""

    BEFORE = auto()
    ANNOUNCED = auto()
    """That the end of the message is about to leave was committed."""
    ENDED = auto()
    """The end of the message has left."""
    NOTED = auto()
    """What the server said was written down beside the store."""
    RECORDED = auto()
    """What the server said was committed."""


class Course:
    """The course of a send that nothing breaks, to find one's way in others.

    Attributes:
        calls: All it asked of the system.

    """

    def __init__(self, calls: Sequence[Call]) -> None:
        """Take the *calls* of a send with one message, with TLS from the start."""
        self.calls = _of_the_sender(calls)
        self._writes = len(_wire(self.calls))

    def body(self, calls: Sequence[Call]) -> int | None:
        """Return where in *calls* all of the message but its end leaves, if it does."""
        return self._write(calls, 2)

    def dot(self, calls: Sequence[Call]) -> int | None:
        """Return where in *calls* the end of the message leaves, if it does."""
        return self._write(calls, 1)

    def _write(self, calls: Sequence[Call], before_quit: int) -> int | None:
        wire, number = _wire(calls), self._writes - 1 - before_quit
        return wire[number] if number < len(wire) else None

    def write(self, step: str) -> tuple[str, int]:
        """Return the point of the write of "body", "dot" or "quit"."""
        place = self._write(self.calls, ("quit", "dot", "body").index(step))
        assert place is not None
        return self.every()[place]

    def progress(self, calls: Sequence[Call]) -> Progress:
        """Return how far the send had come that made *calls*, the last perhaps no more."""
        done = [call for call in _of_the_sender(calls) if is_done(call)]
        body, dot = self.body(done), self.dot(done)
        if dot is not None:
            if _committed(done[dot:]):
                return Progress.RECORDED
            return Progress.NOTED if any(map(_notes, done[dot:])) else Progress.ENDED
        if body is not None and _committed(done[body:]):
            return Progress.ANNOUNCED
        return Progress.BEFORE

    def calls_of(self, name: str) -> list[Call]:
        """Return the calls called *name*."""
        return [call for call in self.calls if call.name == name]

    def every(self) -> tuple[tuple[str, int], ...]:
        """Return every point, as :class:`servers.tracing.Tamper` takes it."""
        return points(self.calls)

    def sample(self) -> tuple[tuple[str, int], ...]:
        """Return every point at which something changes from the announcement to the record.

        Of pages written in a row to one file, which count for nothing until they are
        committed, it is the first and the last; elsewhere it is every ninth of such points.
        """
        body, dot = self.body(self.calls), self.dot(self.calls)
        assert body is not None
        assert dot is not None
        end = dot + next(n for n, call in enumerate(self.calls[dot:]) if _commits(call))
        places = [n for n, _ in enumerate(self.calls) if self._matters(n)]
        close = [n for n in places if body < n <= end + 2]
        others = [n for n in places if not body < n <= end + 2][::9]
        every = self.every()
        return tuple(every[n] for n in sorted({*close, *others}))

    def _matters(self, place: int) -> bool:
        """Return whether the call at *place* does something other than those around it."""
        near = self.calls[max(place - 1, 0) : place + 2]
        return place in {0, len(self.calls) - 1} or len({what(call) for call in near}) > 1

    def syncs(self, commit: str) -> list[tuple[str, int]]:
        """Return the points of the syncs of a commit, one of :data:`COMMITS`.

        The last is that of the folder, after the commit has taken place.
        """
        gone = [n for n, call in enumerate(self.calls) if _commits(call)]
        assert len(gone) == len(COMMITS)
        number = COMMITS.index(commit)
        since = gone[number - 1] + 2 if number else 0
        every = self.every()
        return [
            every[n] for n in range(since, gone[number] + 2) if self.calls[n].name == "fdatasync"
        ]


def is_done(call: Call) -> bool:
    """Return whether *call* was made, and not stopped before."""
    return bool(_DONE.search(call.text))


def is_wire(call: Call, name: str) -> bool:
    """Return whether *call* is one called *name* with the server."""
    return call.name == name and "<TCP:" in call.text[:12]


def is_commit(call: Call) -> bool:
    """Return whether *call* makes SQLite's transaction take place: its journal is gone."""
    return _commits(call)


def is_listed(call: Call) -> bool:
    """Return whether *call* writes the message down outside of the home."""
    return call.name == "write" and "/sent>" in call.text.partition(",")[0]


def _of_the_sender(calls: Sequence[Call]) -> list[Call]:
    """Return *calls* without those of the thread that looks a host up."""
    return [call for call in calls if call.process == calls[0].process]


def _commits(call: Call) -> bool:
    return call.name == "unlink" and ".db-journal" in call.text


def _notes(call: Call) -> bool:
    return call.name == "pwrite64" and ".unrecorded>" in call.text


def _committed(calls: Sequence[Call]) -> bool:
    return any(map(_commits, calls))


def _wire(calls: Sequence[Call]) -> list[int]:
    return [n for n, call in enumerate(calls) if is_wire(call, "write")]


def what(call: Call) -> tuple[str, str]:
    """Return what *call* is and on which file; of another kind, all of it."""
    found = _FILE.match(call.text)
    return call.name, found[1] if found else call.text


class Theatre:
    """A home that can be had any number of times, and a process that forks senders."""

    def __init__(self, forks: "Shared", folder: Path, postfix: Postfix, dovecot: Dovecot) -> None:
        """Furnish the first home, in *folder*."""
        self.forks = forks
        self._postfix = postfix
        self._dovecot = dovecot
        self._first = folder / "home"
        self._folder = folder
        self._numbers = count(1)
        furnish(self._first, postfix.submissions)
        words = ("add", os.fspath(self._first / "northwind.toml"))
        added = forks.run(f"{HERE}:run", os.fspath(self._first), *words, trace=False)
        assert added.status == 0, added.output

    def home(self) -> Path:
        """Return a home of one's own, from which nothing was sent."""
        home = self._folder / f"home-{next(self._numbers)}"
        shutil.copytree(self._first, home)
        return home

    def send(self, home: Path, *tamper: Tamper, how: str = "run") -> Ended:
        """Return what became of a send that is traced, and perhaps tampered with."""
        return self.forks.run(f"{HERE}:{how}", os.fspath(home), *SEND, tamper=tamper)

    def begin(self, home: Path) -> Child:
        """Return a child that waits for the word to send."""
        return self.forks.begin(f"{HERE}:run", os.fspath(home), *SEND)

    def twice_more(self, home: Path) -> Found:
        """Return what is found in *home* after two more sends."""
        ended = self.forks.run(f"{HERE}:twice_more", os.fspath(home), trace=False)
        assert ended.status == 0, ended.output
        return whole_send.found(home)

    def arrived(self) -> Mapping[str, int]:
        """Return how many messages arrived, by Message-ID, once all have."""
        return arrived(self._postfix, self._dovecot)


def arrived(postfix: Postfix, dovecot: Dovecot) -> Mapping[str, int]:
    """Return how many messages arrived, by Message-ID, once all have."""
    postfix.settle()
    ids = [_message_id(message) for message in dovecot.mail(ALICE)]
    return {each: len(list(same)) for each, same in groupby(sorted(ids))}


def _message_id(message: bytes) -> str:
    (found,) = re.findall(rb"^Message-ID:\s*(\S+)", message, re.MULTILINE | re.IGNORECASE)
    return str(found, "ascii")


class Shared(Forks):
    """Forks for several threads."""

    _lock = threading.Lock()

    def _ask(self, order: Mapping[str, object], *, seconds: float) -> int:
        with self._lock:
            return super()._ask(order, seconds=seconds)


@contextmanager
def theatre(
    certificates: Certificates, postfix: Postfix, dovecot: Dovecot, folder: Path
) -> Iterator[Theatre]:
    """Give a theatre, in memory if that can be: a kill takes nothing from there either."""
    where = _MEMORY if os.access(_MEMORY, os.W_OK) else folder
    made = Path(tempfile.mkdtemp(prefix="fm-theatre.", dir=where))
    environment = {**certificates.environment, whole_send.REHEARSE: "1"}
    try:
        with Shared([HERE], folder=made, environment=environment) as forks:
            yield Theatre(forks, made, postfix, dovecot)
    finally:
        shutil.rmtree(made)
