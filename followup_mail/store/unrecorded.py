"""What a server said of a message, until the store knows: in a file whose place is taken.

Before the end of a message is sent, a slot is reserved for the answer. The answer is
written there at once, in one piece, and erased when the store has it. So neither a
kill nor a full disk in between leaves anybody not knowing.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from followup_mail.errors import StoreError
from followup_mail.posting import Outcome, Reply, SendState
from followup_mail.record import Record
from followup_mail.store.rows import encode, stamp

FILE_NAME: Final = "followup-mail.unrecorded"

_SIZE: Final = 8192
_SLOT: Final = 512
"""Bytes, of which an answer takes one or more; a disk writes so many at once."""
_ROOM: Final = 300
"""Bytes for the answer itself, at least; a longer one is cut."""


_LARGEST: Final = 2**63 - 1
"""As far as the store counts."""


class Unrecorded(Record):
    """A message of which the server said what became of it, and that isn't recorded yet."""

    posting: int
    message_id: str
    state: SendState
    reply: Reply
    at: datetime
    refused: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """What became of the attempt."""
        told = f"The server said: {self.reply.code} {self.reply.text}"
        return Outcome(self.state, told, self.reply, self.refused)


class Slot:
    """The place for one answer."""

    def __init__(self, path: Path, descriptor: int, place: range, about: tuple[int, str]) -> None:
        """Take the open file, and which bytes of it are for the answer to what message."""
        self.path = path
        self._descriptor = descriptor
        self._place = place
        self._about = about

    def note(self, outcome: Outcome, *, at: datetime) -> None:
        """Write what the server said, where a kill leaves it; never fails.

        It isn't awaited on the disk: the store comes at once, and only a power cut
        between the two can lose it.
        """
        with suppress(OSError):
            self._write(outcome, at)

    def keep(self, outcome: Outcome, *, at: datetime) -> Path:
        """See that what the server said is on the disk, which the store can't be; return where.

        Raises:
            StoreError: It can't be written here either.

        """
        try:
            self._write(outcome, at)
            os.fsync(self._descriptor)
        except OSError as error:
            reply = outcome.reply or Reply(0, "")
            raise StoreError(
                f"{self.path}: can't be written either ({error.strerror}). Note by hand that "
                f"message {self._about[0]} was answered: {reply.code} {reply.text}"
            ) from None
        return self.path

    def erase(self) -> None:
        """Free the place, if nobody did; the store has what was there."""
        with suppress(OSError):
            _lock(self._descriptor)
            there = os.pread(self._descriptor, len(self._place), self._place.start)
            if [self._about] == [_about(held or {}) for _, held in _held(there)]:
                _write(self._descriptor, b"\n" * len(self._place), self._place.start)
        self.close()

    def close(self) -> None:
        """Leave what is there to the next run."""
        os.close(self._descriptor)

    def _write(self, outcome: Outcome, at: datetime) -> None:
        line = _answer(self._about, outcome, at, len(self._place) - 2)
        _write(self._descriptor, _framed(line, len(self._place)), self._place.start)


class UnrecordedFile:
    """The file of a folder."""

    def __init__(self, folder: Path) -> None:
        """Take the *folder*; nothing is opened yet."""
        self.path = folder / FILE_NAME

    def prepare(self) -> None:
        """Take the place on the disk.

        Raises:
            StoreError: There is none, or the file isn't the user's alone.

        """
        with self._told():
            descriptor = self._opened(os.O_CREAT)
            try:
                if os.fstat(descriptor).st_size < _SIZE:
                    _lock(descriptor)
                missing = _SIZE - os.fstat(descriptor).st_size
                if missing > 0:
                    _write(descriptor, b"\n" * missing, _SIZE - missing)
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def reserve(self, posting: int, message_id: str) -> Slot:
        """Return a place for the answer to a message, which nobody else takes.

        What was said to an earlier attempt is forgotten: it says nothing of this one.

        Raises:
            StoreError: There is none to be had.

        """
        line = _line((posting, message_id), {})
        size = -(-(len(line) + _ROOM) // _SLOT) * _SLOT
        with self._told():
            descriptor = self._opened(os.O_CREAT)
            try:
                _lock(descriptor)
                content = _all(descriptor)
                for old, held in _held(content):
                    if held is not None and _about(held) == (posting, message_id):
                        _write(descriptor, b"\n" * len(old), old.start)
                place = _free(content, size)
                _write(descriptor, _framed(line, size), place)
                _unlock(descriptor)
            except BaseException:
                os.close(descriptor)
                raise
        return Slot(self.path, descriptor, range(place, place + size), (posting, message_id))

    def lines(self) -> tuple[Unrecorded, ...]:
        """Return the answers; a line that was cut off, or has none, is left out."""
        try:
            content = self.path.read_bytes()
        except OSError:
            return ()
        found = (_answered(held) for _, held in _held(content) if held is not None)
        return tuple(each for each in found if each is not None)

    def clean(self, wanted: Callable[[int, str, Unrecorded | None], bool]) -> None:
        """Erase what is cut off, or not *wanted*: asked with number, Message-ID and answer."""
        with suppress(OSError):
            if not self.path.read_bytes().strip(b"\n"):
                return
            descriptor = self._opened(0)
            try:
                _lock(descriptor)
                for place, held in _held(_all(descriptor)):
                    about = held and _about(held)
                    if not about or not wanted(*about, _answered(held or {})):
                        _write(descriptor, b"\n" * len(place), place.start)
            finally:
                os.close(descriptor)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(
                f"{self.path}: can't be made ({error.strerror}), and without it a full disk could "
                "hide that a message was sent. Nothing was sent; make room or allow writing there."
            ) from None

    def _opened(self, more: int) -> int:
        return os.open(self.path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC | more, 0o600)


def _line(about: tuple[int, str], more: dict[str, object]) -> bytes:
    return encode({"posting": about[0], "message_id": about[1], **more}).encode()


def _answer(about: tuple[int, str], outcome: Outcome, at: datetime, room: int) -> bytes:
    """Return the line of an answer, cut to *room* bytes."""
    reply = outcome.reply or Reply(0, "")
    text, refused = reply.text, outcome.refused
    while True:
        answer = {"at": stamp(at), "code": reply.code, "state": outcome.state.value}
        line = _line(about, {**answer, "text": text, "refused": refused})
        if len(line) <= room:
            return line
        text, refused = (text[: len(text) * 3 // 4], refused) if text else ("", ())


def _free(content: bytes, size: int) -> int:
    """Return where *size* bytes are free; at the end, where nowhere else."""
    blank = b"\n" * size
    for place in range(0, len(content) - size + 1, _SLOT):
        if content[place : place + size] == blank:
            return place
    return -(-len(content) // _SLOT) * _SLOT


def _framed(line: bytes, size: int) -> bytes:
    # The line break before it ends one that was cut off.
    return (b"\n" + line).ljust(size, b"\n")


def _held(content: bytes) -> Iterator[tuple[range, dict[str, object] | None]]:
    """Yield where each line lies and what it holds; None for what is none of ours."""
    place = 0
    # Nearly all of them are empty, and asking JSON about each would take tens of milliseconds.
    for line in content.split(b"\n"):
        if line:
            try:
                held = json.loads(line)
            except (ValueError, RecursionError):
                held = None
            yield range(place, place + len(line)), held if isinstance(held, dict) else None
        place += len(line) + 1


def _about(held: dict[str, object]) -> tuple[int, str] | None:
    posting, message_id = held.get("posting"), held.get("message_id")
    if isinstance(posting, int) and isinstance(message_id, str) and 0 < posting <= _LARGEST:
        return posting, message_id
    return None


def _answered(held: dict[str, object]) -> Unrecorded | None:
    about = _about(held)
    if about is None or "code" not in held:
        return None
    try:
        refused = held.get("refused", [])
        return Unrecorded(
            *about,
            # Earlier versions wrote down nothing but what was taken.
            state=SendState(str(held.get("state", SendState.SENT))),
            reply=Reply(int(str(held["code"])[:3]), _text(held["text"])),
            at=datetime.fromisoformat(str(held["at"])),
            refused=tuple(map(str, refused)) if isinstance(refused, list) else (),
        )
    except (ValueError, KeyError):
        return None


def _text(said: object) -> str:
    """Return *said* without halves of characters, which nothing takes."""
    return str(said).encode("utf-8", "replace").decode()


def _lock(descriptor: int) -> None:
    import fcntl  # noqa: PLC0415 - start-up time: only when something is sent

    fcntl.flock(descriptor, fcntl.LOCK_EX)


def _unlock(descriptor: int) -> None:
    import fcntl  # noqa: PLC0415 - as above

    fcntl.flock(descriptor, fcntl.LOCK_UN)


def _write(descriptor: int, content: bytes, place: int) -> None:
    """Write all of *content*, though a full disk takes a part of it before it refuses."""
    while content:
        written = os.pwrite(descriptor, content, place)
        content, place = content[written:], place + written


def _all(descriptor: int) -> bytes:
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)
