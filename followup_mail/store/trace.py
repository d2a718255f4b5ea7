"""What left this machine, kept outside of the folder that a backup brings back or a sync copies.

A machine is a random number in a file, never its name. Beside it lies a list that
only grows: a line for each message, on the disk before its end is sent. All that
a line says are keyed digests, so that nobody learns from it who was written to.
"""

import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

from followup_mail.errors import StoreError
from followup_mail.record import Record
from followup_mail.store import files
from followup_mail.trust import quoted

MACHINE_NAME: Final = "machine"
LIST_NAME: Final = "sent"
VARIABLE: Final = "XDG_STATE_HOME"
"""What moves the folder."""
_SENT: Final = b"s"
_TRUSTED: Final = b"t"
"""The kinds of lines: a message that is about to leave; a store that the user trusts."""

_NOTHING: Final = "0" * 32
"""Stands for a message in a line that is about none."""

_UNFINISHED: Final = "machine.new"
_MACHINE: Final = re.compile(rb"([0-9a-f]{32}) ([0-9a-f]{64})\n")
# Place, kind, store, message: all of one length, so that one that was cut off is none.
_LINE: Final = re.compile(rb"^[0-9a-f]{16} [st] [0-9a-f]{16} [0-9a-f]{32}$", re.MULTILINE)
_WHOLE: Final = 68
_CUT_OFF: Final = re.compile(rb"[0-9a-f st]*\0*")
"""What a crash leaves of a line; on some disks its place is there before its content."""


class Machine(Record):
    """This machine, as far as anybody is told."""

    number: str
    secret: bytes


class Listed(Record):
    """What the list says of one store."""

    machine: str | None = None
    """The number of this machine; None where it has none yet."""
    named: Mapping[str, int] = MappingProxyType({})
    """How many times it names each message, by digest."""
    begun: bool = False
    """Whether it knows the store at all."""
    other: bool = False
    """Whether another store sent from the same place last, or was trusted there."""


class Trace:
    """The folder of this machine, for one store."""

    def __init__(self, state: Path | None, apart: Collection[Path], lineage: str) -> None:
        """Take where it is; nothing is opened yet.

        Args:
            state: The folder; None where none is known.
            apart: Folders that a copy or a restored backup may bring back, the store's first:
                it must lie in none of them.
            lineage: Of the store.

        """
        self._state = state
        self._apart = tuple(apart)
        self._lineage = lineage

    @cached_property
    def folder(self) -> Path:
        """The folder.

        Raises:
            StoreError: None is known, or it would be copied together with the store.

        """
        if self._state is None:
            raise StoreError(
                "You have no home folder here, so there is no place to note what was sent. "
                f"Nothing is sent; set HOME, or {VARIABLE} to a folder of yours."
            )
        state = _real(self._state)
        for folder in map(_real, self._apart):
            if state == folder or state in folder.parents or folder in state.parents:
                raise StoreError(
                    f"{self._state}: what was sent is noted there, so that a copy of "
                    f"{folder} can be told; one must not lie within the other. Nothing is sent; "
                    f"set {VARIABLE} to a folder elsewhere."
                )
        return self._state

    @property
    def path(self) -> Path:
        """The list."""
        return self.folder / LIST_NAME

    def name_of(self, message_id: str) -> str:
        """Return the digest by which a message of the store is listed.

        The lineage is random and stands in the store alone: whoever has both knows the messages.
        """
        from hashlib import blake2b  # noqa: PLC0415 - start-up time

        return blake2b(f"{self._lineage} {message_id}".encode(), digest_size=16).hexdigest()

    def read(self) -> Listed:
        """Return what the list says of the store.

        Raises:
            StoreError: It can't be read, is damaged, or isn't the user's alone.

        """
        if not files.folder_is_there(self.folder, VARIABLE):
            return Listed()
        machine = self._machine()
        lines = self._lines(_content(self.path) or b"")
        if machine is None:
            if lines:
                raise self._damaged(self.path, f"nothing is left of {MACHINE_NAME} beside it")
            return Listed()
        ours = self._store(machine)
        place = self._place(machine)
        last = next((line for line in reversed(lines) if line.startswith(place)), None)
        sent = b"%b %b " % (_SENT, ours)
        return Listed(
            machine.number,
            Counter(line[36:].decode() for line in lines if line.startswith(sent, 17)),
            any(line.startswith(ours, 19) for line in lines),
            last is not None and not last.startswith(ours, 19),
        )

    def add(self, names: Collection[str], *, known: int | None = None) -> str | None:
        """Write a line for each of *names*, see that it is on the disk, and return this machine.

        With none of them it is seen that the list can be written. None is returned, and
        nothing written, where one is named other than *known* times: by another copy.

        Raises:
            StoreError: The list can't be written.

        """
        with self._open_list() as (descriptor, machine):
            content = _all(descriptor)
            if known is not None and any(content.count(n.encode()) != known for n in names):
                return None
            self._append(descriptor, content, machine, _SENT, names)
            return machine.number

    def trust(self) -> str:
        """Write down that the user trusts the store, and return this machine.

        Raises:
            StoreError: The list can't be written.

        """
        with self._open_list() as (descriptor, machine):
            self._append(descriptor, _all(descriptor), machine, _TRUSTED, [_NOTHING])
            return machine.number

    def _append(
        self,
        descriptor: int,
        content: bytes,
        machine: Machine,
        kind: bytes,
        names: Collection[str],
    ) -> None:
        if names:
            about = b"%b %b %b " % (self._place(machine), kind, self._store(machine))
            lines = b"".join(b"%b%b\n" % (about, name.encode()) for name in names)
            # What a crash cut off is ended first: it must not spoil another one.
            cut_off = bool(content) and not content.endswith(b"\n")
            _append(descriptor, b"\n" * cut_off + lines)
            os.fsync(descriptor)

    @contextmanager
    def _open_list(self) -> Iterator[tuple[int, Machine]]:
        """Yield the list, with nobody else at it, and this machine; both are made if missing."""
        folder, path = self.folder, self.path
        try:
            files.make_folder(folder, VARIABLE)
            fresh = not files.file_is_there(path, VARIABLE)
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            descriptor = os.open(path, flags, 0o600)
            try:
                _lock(descriptor)
                machine = self._machine() or self._made(descriptor)
                if fresh:
                    files.synchronise(folder)
                yield descriptor, machine
            finally:
                os.close(descriptor)
        except OSError as error:
            raise StoreError(
                f"{path}: can't be written ({error.strerror}), and without it nobody could tell "
                "a copy of the store from the one that sent. Nothing was sent; make room or "
                "allow writing there."
            ) from None

    def _made(self, descriptor: int) -> Machine:
        """Return this machine, which has no number yet, while the list is locked."""
        if os.fstat(descriptor).st_size:
            raise self._damaged(self.path, f"nothing is left of {MACHINE_NAME} beside it")
        unfinished = self.folder / _UNFINISHED
        with suppress(FileNotFoundError):
            unfinished.unlink()
        machine = Machine(os.urandom(16).hex(), os.urandom(32))
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC
        made = os.open(unfinished, flags, 0o600)
        try:
            _append(made, f"{machine.number} {machine.secret.hex()}\n".encode())
            os.fsync(made)
        finally:
            os.close(made)
        unfinished.rename(self.folder / MACHINE_NAME)
        files.synchronise(self.folder)
        return machine

    def _machine(self) -> Machine | None:
        path = self.folder / MACHINE_NAME
        content = _content(path)
        if content is None:
            return None
        found = _MACHINE.fullmatch(content)
        if found is None:
            raise self._damaged(path, "it isn't as it was made")
        return Machine(found[1].decode(), bytes.fromhex(found[2].decode()))

    def _lines(self, content: bytes) -> list[bytes]:
        """Return the lines of the list.

        One that was cut off names nothing: it wasn't on the disk, so the message stayed.
        """
        lines: list[bytes] = _LINE.findall(content)
        if len(lines) != content.count(b"\n") or not content.endswith(b"\n"):
            for line in content.split(b"\n"):
                cut_off = len(line) < _WHOLE or b"\0" in line
                if not _LINE.fullmatch(line) and not (cut_off and _CUT_OFF.fullmatch(line)):
                    raise self._damaged(self.path, "a line is none of ours")
        return lines

    def _store(self, machine: Machine) -> bytes:
        return _digest(self._lineage.encode(), machine)

    def _place(self, machine: Machine) -> bytes:
        return _digest(b"/" + os.fsencode(_real(self._apart[0])), machine)

    def _damaged(self, path: Path, fault: str) -> StoreError:
        folder = quoted(self.folder)
        return StoreError(
            f"{path}: is damaged ({fault}), and nobody knows any more what was sent from this "
            f"machine. Nothing is sent; see what was, move the folder away (mv {folder} "
            f"{folder}.old), then type followup-mail doctor --trust-store"
        )


def _digest(what: bytes, machine: Machine) -> bytes:
    from hashlib import blake2b  # noqa: PLC0415 - start-up time

    return blake2b(what, key=machine.secret, digest_size=8).hexdigest().encode()


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))


def _content(path: Path) -> bytes | None:
    """Return what the file holds; None where there is none.

    Raises:
        StoreError: It can't be read, or isn't the user's alone.

    """
    if not files.file_is_there(path, VARIABLE):
        return None
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            return _all(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise StoreError(
            f"{path}: can't be read ({error.strerror}), and only it knows what was sent. "
            f"Nothing is sent; allow reading: chmod 600 {quoted(path)}"
        ) from None


def _all(descriptor: int) -> bytes:
    """Return all that the file holds, however few octets come at once."""
    pieces, place = [], 0
    while piece := os.pread(descriptor, 1 << 24, place):
        pieces.append(piece)
        place += len(piece)
    return b"".join(pieces)


def _append(descriptor: int, content: bytes) -> None:
    """Write all of *content*, though a full disk takes a part of it before it refuses."""
    while content:
        content = content[os.write(descriptor, content) :]


def _lock(descriptor: int) -> None:
    import fcntl  # noqa: PLC0415 - start-up time: only when something is sent

    fcntl.flock(descriptor, fcntl.LOCK_EX)
