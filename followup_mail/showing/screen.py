"""Lines for a terminal: how wide text is, where it wraps, what colour it has.

A dozen SGR sequences are all the colour there is, so nothing has to be imported
for it. Nothing here looks at a terminal: width and colour come in as arguments,
and text from outside has to be made visible before it becomes a run.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

WIDEST = 80
"""Longer lines of prose are hard to read, however wide the terminal is."""

NARROWEST = 40
"""The least width that is laid out for; a narrower terminal wraps by itself."""

LABELS = 10
"""Columns that the labels of rows take."""


class Ink(StrEnum):
    """What a run of text is; the value holds its SGR parameters (ECMA-48, 8.3.117)."""

    PLAIN = ""
    STRONG = "1"
    DIM = "2"
    DETAIL = "4;36"
    SPOKEN = "1;36"
    BLOCKED = "1;31"
    WARNING = "1;33"
    HINT = "1;34"
    GOOD = "1;32"


class Run(NamedTuple):
    """Visible text in one ink."""

    text: str
    ink: Ink = Ink.PLAIN


def cells(text: str) -> int:
    """Return how many columns *text* takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def _cell(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


@dataclass(frozen=True, slots=True)
class Screen:
    """Where lines go: *columns* of the terminal, and whether it shows colour."""

    columns: int
    colour: bool

    @property
    def width(self) -> int:
        """The width to lay out for."""
        return max(NARROWEST, min(self.columns, WIDEST))

    def paint(self, runs: Iterable[Run]) -> str:
        """Return *runs* as one line; each coloured run ends its own colour."""
        return "".join(
            f"\x1b[{ink}m{text}\x1b[0m" if self.colour and ink and text else text
            for text, ink in runs
        )

    def rule(self, stroke: str = "─") -> str:
        """Return a line of *stroke* from edge to edge."""
        return self.paint([Run(stroke * self.width, Ink.DIM)])

    def lay(self, runs: Iterable[Run], *, indent: int = 0, head: Run | None = None) -> list[str]:
        """Return *runs* wrapped, *indent* columns in, with *head* before the first line.

        A line feed in a run begins a new line.
        """
        first = head or Run("")
        margin = [first, Run(" " * (indent - cells(first.text)))]
        out: list[str] = []
        for line in wrap(runs, self.width - indent):
            out.append(self.paint([*margin, *line]) if line else "")
            margin = [Run(" " * indent)]
        return out

    def title(self, left: str, right: str, ink: Ink = Ink.STRONG) -> list[str]:
        """Return *left* and *right* at the two edges of a line, or wrapped where they don't fit."""
        gap = self.width - cells(left) - cells(right)
        runs = [Run(left, ink), Run(" " * max(gap, 1)), Run(right, Ink.DIM)]
        return [self.paint(runs if right else runs[:1])] if gap > 0 else self.lay(runs)

    def row(self, label: str, value: str) -> list[str]:
        """Return *value* wrapped beside *label*."""
        return self.lay([Run(value)], indent=LABELS, head=Run(label, Ink.DIM))

    def table(self, entries: Sequence[str], *, indent: int) -> list[str]:
        """Return *entries* in two columns, read downwards, or in one where two are too wide."""
        deep = (len(entries) + 1) // 2
        lefts, rights = entries[:deep], [*entries[deep:], ""]
        left = max(map(cells, lefts), default=0) + 2
        if indent + left + max(map(cells, rights)) > self.width:
            lefts, rights = entries, [""] * len(entries)
        rows = [
            f"{one}{' ' * (left - cells(one))}{other}".rstrip()
            for one, other in zip(lefts, rights, strict=False)
        ]
        return self.lay([Run("\n".join(rows))], indent=indent)


def wrap(runs: Iterable[Run], width: int) -> list[list[Run]]:
    """Return *runs* in lines of at most *width* columns, broken at spaces and after / and @.

    No-break spaces hold; a word wider than a line is cut, since an address that
    ran over the edge could hide its end.
    """
    glyphs = [(char, ink) for text, ink in runs for char in text]
    return [
        [Run("".join(char for char, _ in group), ink) for ink, group in groupby(line, _ink)]
        for paragraph in _cut(glyphs, "\n")
        for line in _fill(paragraph, width)
    ]


_Glyph = tuple[str, Ink]


def _ink(glyph: _Glyph) -> Ink:
    return glyph[1]


def _cut(glyphs: Sequence[_Glyph], after: str) -> list[list[_Glyph]]:
    """Return *glyphs* cut after each character of *after*."""
    out: list[list[_Glyph]] = [[]]
    for glyph in glyphs:
        out[-1].append(glyph)
        if glyph[0] in after:
            out.append([])
    return out


def _fill(paragraph: Sequence[_Glyph], width: int) -> list[list[_Glyph]]:
    lines: list[list[_Glyph]] = [[]]
    used = 0
    for chunk in _cut(paragraph, " /@"):
        if used + sum(_cell(char) for char, _ in chunk if char not in " \n") > width:
            lines.append([])
            used = 0
        for char, ink in chunk:
            if char == "\n" or (char == " " and not used):
                continue
            if char != " " and used + _cell(char) > width:
                lines.append([])
                used = 0
            lines[-1].append((char, ink))
            used += _cell(char)
    return [_without_end(line) for line in lines if line] or [[]]


def _without_end(line: list[_Glyph]) -> list[_Glyph]:
    while line and line[-1][0] == " ":
        line.pop()
    return line
