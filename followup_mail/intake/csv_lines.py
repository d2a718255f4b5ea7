"""The bytes of a CSV file as lines of text, of which never much is held at a time."""

import os
from collections.abc import Iterator
from typing import BinaryIO

from followup_mail.errors import OutputError
from followup_mail.tables import LARGEST as LONGEST_ROW
from followup_mail.tables import Faults

LARGEST_FILE = 1 << 30
"""Bytes: 1 GiB."""

_CHUNK = 1 << 16
_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Unreadable(Exception):  # noqa: N818 - no failure of the program's, but the end of a loop
    """Nothing after this can be read; what is wrong is among the faults."""


class Lines:
    """Lines of text, decoded one by one; each keeps its end.

    Attributes:
        number: Of the line that was read last, counted from 1.
        row: The lines read since :meth:`begin_row`.

    """

    def __init__(self, stream: BinaryIO, source: str, faults: Faults) -> None:
        """Read from *stream*, called *source*; what is wrong with a line goes to *faults*."""
        self._stream = stream
        self._source = source
        self._faults = faults
        self._pieces = self._split()
        self._size = 0
        self.number = 0
        self.row: list[str] = []

    def begin_row(self) -> int:
        """Forget the lines so far, and return the number of the one that is next."""
        self.row = []
        self._size = 0
        return self.number + 1

    def __iter__(self) -> Iterator[str]:
        """Yield each line.

        A line with bytes that are no text is noted as a fault and yielded all the same,
        so that the rows below it can be looked at.

        Raises:
            Unreadable: The file is too large, or no CSV file at all.
            OutputError: The stream can't be read.

        """
        for piece in self._pieces:
            self.number += 1
            self._size += len(piece)
            if self._size > LONGEST_ROW:
                self._stop(self.number - len(self.row), "is a row of more than 1 MiB")
            try:
                line = self._decoded(piece)
            except UnicodeDecodeError as error:
                self._note(self.number, f"{_told(piece[error.start])}; save the file as UTF-8")
                line = piece.decode("utf-8", "replace")
            if "\0" in line:
                self._note(self.number, "holds a NUL byte; save the file anew as CSV in UTF-8")
            self.row.append(line)
            yield line

    def _decoded(self, piece: bytes) -> str:
        if self.number == 1:
            first = piece[:2]
            if first in _UTF_16 or (len(first) > 1 and first.count(0) == 1):
                self._stop(1, "is written in UTF-16; save the file as CSV in UTF-8")
            piece = piece.removeprefix(_BOM)
        return piece.decode("utf-8")

    def _split(self) -> Iterator[bytes]:
        """The lines, in memory a chunk and the part of a line at a time."""
        rest = b""
        total = self._size_beforehand()
        while chunk := self._read():
            total += len(chunk)
            self._refuse_large(total)
            pieces = (rest + chunk).splitlines(keepends=True)
            # A line feed may follow the carriage return at the end of a chunk.
            rest = b"" if pieces[-1].endswith(b"\n") else pieces.pop()
            yield from pieces
            if self._size + len(rest) > LONGEST_ROW:
                break  # told where its length is added
        if rest:
            yield rest

    def _size_beforehand(self) -> int:
        """Refuse a file that is known to be too large; return 0, which has been read so far."""
        try:
            if self._stream.seekable():
                start = self._stream.tell()
                self._refuse_large(self._stream.seek(0, os.SEEK_END) - start)
                self._stream.seek(start)
        except OSError as error:
            raise self._failure(error) from None
        return 0

    def _refuse_large(self, size: int) -> None:
        if size > LARGEST_FILE:
            self._stop(0, "is larger than 1 GiB, which is the most that is read; divide it")

    def _read(self) -> bytes:
        try:
            return self._stream.read(_CHUNK)
        except OSError as error:
            raise self._failure(error) from None

    def _failure(self, error: OSError) -> OutputError:
        return OutputError(f"{self._source}: can't be read: {error.strerror or error}")

    def _note(self, line: int, message: str) -> None:
        self._faults.where = lambda _: f"{self._source}, line {line}" if line else self._source
        self._faults.add((), message)

    def _stop(self, line: int, message: str) -> None:
        self._note(line, message)
        raise Unreadable


def _told(byte: int) -> str:
    """What is wrong with *byte*, which isn't UTF-8."""
    letter = bytes([byte]).decode("cp1252", "ignore")
    known = f", but would be '{letter}' in Latin-1" if letter else ""
    return f"byte 0x{byte:02X} is not UTF-8{known}"
