"""What was sent but could not be recorded: a file whose place on the disk is taken beforehand.

A line of JSON each, the rest empty lines to be written over. So a full disk can't
keep a line from being written.
"""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from followup_mail.errors import StoreError
from followup_mail.posting import Posting, Reply
from followup_mail.record import Record
from followup_mail.store.rows import encode, stamp

FILE_NAME: Final = "followup-mail.unrecorded"

_SIZE: Final = 8192
_TEXT: Final = 400
"""Characters of a reply that are kept, so that several fit."""


class Unrecorded(Record):
    """A message of which the server said what became of it, and that isn't recorded yet."""

    posting: int
    message_id: str
    reply: Reply
    at: datetime


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
        try:
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
        except OSError as error:
            raise StoreError(
                f"{self.path}: can't be made ({error.strerror}), and without it a full disk could "
                "hide that a message was sent. Nothing was sent; make room or allow writing there."
            ) from None

    def append(self, posting: Posting, reply: Reply, *, at: datetime) -> Path:
        """Add what the server said of *posting*; return where.

        Raises:
            StoreError: It can't be written here either.

        """
        line = encode(
            {
                "at": stamp(at),
                "code": reply.code,
                "message_id": posting.what.message_id,
                "posting": posting.id,
                "text": reply.text[:_TEXT],
            }
        )
        try:
            descriptor = self._opened(os.O_CREAT)
            try:
                _lock(descriptor)
                end = len(_all(descriptor).rstrip(b"\n"))
                # Each line begins with a line break, which ends one that was cut off.
                _write(descriptor, b"\n" * (end > 0) + line.encode() + b"\n", end)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise StoreError(
                f"{self.path}: can't be written either ({error.strerror}). Note by hand that "
                f"message {posting.id} was answered: {reply.code} {reply.text}"
            ) from None
        return self.path

    def lines(self) -> tuple[Unrecorded, ...]:
        """Return what was added; a line that was cut off is left out."""
        try:
            content = self.path.read_bytes()
        except OSError:
            return ()
        # Nearly all of them are empty, and asking JSON about each would take tens of milliseconds.
        lines = filter(None, content.splitlines())
        return tuple(each for line in lines if (each := _read(line)) is not None)

    def clear(self) -> None:
        """Forget what was added; the place on the disk stays taken."""
        with suppress(OSError):
            descriptor = self._opened(0)
            try:
                _write(descriptor, b"\n" * os.fstat(descriptor).st_size, 0)
            finally:
                os.close(descriptor)

    def _opened(self, more: int) -> int:
        return os.open(self.path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC | more, 0o600)


def _lock(descriptor: int) -> None:
    import fcntl  # noqa: PLC0415 - start-up time: only when it is made, or something broke

    fcntl.flock(descriptor, fcntl.LOCK_EX)


def _write(descriptor: int, content: bytes, place: int) -> None:
    """Write all of *content*, though a full disk takes a part of it before it refuses."""
    while content:
        written = os.pwrite(descriptor, content, place)
        content, place = content[written:], place + written


def _all(descriptor: int) -> bytes:
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


def _read(line: bytes) -> Unrecorded | None:
    try:
        held = json.loads(line)
        return Unrecorded(
            posting=int(held["posting"]),
            message_id=str(held["message_id"]),
            reply=Reply(int(held["code"]), str(held["text"])),
            at=datetime.fromisoformat(held["at"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
