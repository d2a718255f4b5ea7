"""CSV files of many applications, one a row, read as they come.

A row is given out as soon as it is read, but the file may prove faulty below it:
whoever reads keeps nothing before all rows are consumed.
"""

import csv
import re
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from followup_mail.application import Incomplete
from followup_mail.application.reading import read_noting
from followup_mail.application.rules import check_completed_by_config
from followup_mail.config import Config
from followup_mail.errors import ApplicationError
from followup_mail.intake.csv_columns import Columns, where
from followup_mail.intake.csv_lines import Lines, Unreadable
from followup_mail.model import Application
from followup_mail.record import Record
from followup_mail.tables import Faults
from followup_mail.visible import visible

MOST_ROWS = 1_000_000
"""Rows a file may have, beside its header."""

_DELIMITERS = ",;\t"
_LONGEST_CELL = 131_072
"""Characters; the limit of the csv module."""
_QUOTED = r'"[^"]*+(?:""[^"]*+)*+"'
_BREAK = r"\r\n|\r|\n"


class Row(Record):
    """One row of a CSV file, as a file of its own would hold it."""

    line: int
    """Where it begins, counted from 1."""
    name: str | None
    """What the application shall be called on the command line."""
    tree: dict[str, object]


def rows(stream: BinaryIO, *, source: str) -> Iterator[Row]:
    """Yield the rows of the CSV file *stream*; *source* is how faults name it.

    Raises:
        ApplicationError: The file is faulty, after all rows without fault; the text
            has a line for every fault, of very many the first fifty.
        OutputError: It can't be read.

    """
    sheet = _Sheet(stream, source)
    for row, before in sheet:
        if sheet.faults.count == before:
            yield row
    sheet.finish()


def applications(
    stream: BinaryIO, *, source: str, folder: Path | None, config: Config, fallback_timezone: str
) -> Iterator[tuple[Row, Application | Incomplete]]:
    """Yield the rows of the CSV file *stream* with what :func:`read_tree` makes of each.

    Other arguments are those of :func:`read_tree`, failures those of :func:`rows`.
    """
    sheet = _Sheet(stream, source)
    check_completed_by_config(sheet.outline, config, sheet.faults)
    if not sheet.faults:
        for row, before in sheet:
            read = read_noting(
                row.tree, sheet.faults, folder=folder, config=config, fallback=fallback_timezone
            )
            if read is not None and sheet.faults.count == before:
                yield row, read
    sheet.finish()


class _Sheet:
    """A CSV file that is being read.

    Attributes:
        faults: Takes every fault; those of a row while it is the last one given out.

    """

    def __init__(self, stream: BinaryIO, source: str) -> None:
        """Read the header.

        Raises:
            ApplicationError: It is faulty, and the rows can't be read by it.

        """
        self.faults = Faults(source)
        self._source = visible(source)
        self._lines = Lines(stream, self._source, self.faults)
        self._keys: list[tuple[str, ...]] = []
        self._delimiter = ","
        self._reader: Iterator[list[str]] = iter(())
        header = self._header()
        if header is not None:
            self._columns = Columns(header, self.faults)
            self._keys = self._columns.keys
        self.finish()

    @property
    def outline(self) -> dict[str, object]:
        """The keys that have a column, as a tree of empty texts; below ``[me]`` alone two deep."""
        tree: dict[str, object] = {key[0]: "" for key in self._keys}
        mine = {key[1]: "" for key in self._keys if key[0] == "me"}
        return {**tree, "me": mine}

    def finish(self) -> None:
        """Raise ApplicationError if there are faults."""
        if self.faults:
            raise ApplicationError(str(self.faults))

    def __iter__(self) -> Iterator[tuple[Row, int]]:
        """Yield each row, and how many faults there were before it."""
        count = 0
        while True:
            before = self.faults.count
            line = self._lines.begin_row()
            cells = self._next(line)
            if cells is None:
                return
            if not any(cells):
                continue
            self.faults.where = partial(where, self._source, line)
            self.faults.told.clear()
            count += 1
            if count > MOST_ROWS:
                self.faults.add((), f"is one row more than the {MOST_ROWS:,} that are read")
                return
            if len(cells) != len(self._keys):
                told = f"has {len(cells)} cells, but the header has {len(self._keys)}"
                self.faults.add((), f"{told}; quote a cell that holds '{self._delimiter}'")
                continue
            if self._lines.number > line:
                self._note_breaks(line, cells)
            name = self._columns.name(cells, self.faults)
            yield Row(line, name, self._columns.tree(cells, self.faults)), before

    def _header(self) -> list[str] | None:
        """The cells of the first line that isn't empty; None with a fault."""
        lines = iter(self._lines)
        first = ""
        try:
            while not first.strip():
                start = self._lines.begin_row()
                first = next(lines)
        except StopIteration:
            self.faults.add((), "holds no line; `add --columns` prints the columns of a header")
            return None
        except Unreadable:
            return None
        self.faults.where = partial(where, self._source, start)
        self._delimiter = max(_DELIMITERS, key=first.count)
        self._reader = csv.reader(
            chain([first], lines), delimiter=self._delimiter, strict=True, skipinitialspace=True
        )
        return self._next(start)

    def _next(self, line: int) -> list[str] | None:
        """The cells of the row that begins on *line*; None where nothing more can be read."""
        try:
            return next(self._reader, None)
        except csv.Error:
            self._note_broken(line)
        except Unreadable:
            pass
        return None

    def _note_breaks(self, line: int, cells: list[str]) -> None:
        """Note which cells of the row that begins on *line* hold a line break and may not."""
        for at, cell in enumerate(cells):
            opened = line
            line += len(re.findall(_BREAK, cell))
            if line > opened and at not in self._columns.several_lines:
                told = f"holds a line break: its quote opens on line {opened}"
                self.faults.add(self._keys[at], f"{told} and closes on line {line}")
                self.faults.told.add(self._keys[at])

    def _note_broken(self, line: int) -> None:
        """Note which cell of the row that begins on *line* csv could not read."""
        text = "".join(self._lines.row)
        plain = rf'[^"{self._delimiter}\r\n][^{self._delimiter}\r\n]*+'
        cell = re.compile(rf" *+(?:{_QUOTED}|{plain})?(?:{self._delimiter}|{_BREAK}|$)")
        start = column = 0
        while (found := cell.match(text, start)) and 0 < len(found[0]) <= _LONGEST_CELL:
            start = found.end()
            column += 1
        opened = line + len(re.findall(_BREAK, text[:start]))
        if found and found[0]:
            told = f"is longer than {_LONGEST_CELL:,} characters"
        elif opened == self._lines.number and re.match(rf" *{_QUOTED}", text[start:]):
            told = "text follows the closing quote; a quote inside a quoted cell is doubled"
        else:
            told = "a quote opens here that is not closed"
        key = self._keys[column] if column < len(self._keys) else ()
        self.faults.where = partial(where, self._source, opened)
        self.faults.add(key, f"{told}; the rows below were not looked at")
