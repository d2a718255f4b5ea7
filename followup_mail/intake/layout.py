"""Where the tables of a TOML text stand, so that one can be put in or taken out.

tomlkit keeps the comments above a header with the table before it; whoever wrote
them means the table below. So whole tables are put in and taken out here, as
stretches of text; what stands inside one is tomlkit's.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import TypeAlias

from followup_mail.record import Record

Way: TypeAlias = tuple[str | int, ...]
"""The way to a value: names of tables and keys, and places in lists from 0."""

# In text that tomllib has read, so that nothing is left open.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}\n]"
    r"|[^\"'#\[\]{}\n]+",
    re.DOTALL,
)


class Section(Record):
    """A header and the keys below it; the first one has the keys above all headers."""

    way: Way
    start: int
    """Where the header begins; a position in the text, as are the others."""
    body: int
    """Where the line below the header begins."""
    body_end: int
    """Behind the last line with a key, or the header."""
    tail: int
    """Behind the comments that belong to it."""


def sections(text: str) -> tuple[Section, ...]:
    """Return what *text*, which is TOML, consists of, in order."""
    found: list[tuple[Way, int, int]] = [((), 0, 0)]
    ends: list[int] = [0]
    lengths: dict[tuple[str, ...], int] = {}
    for start, end in _statements(text):
        line = text[start:end].lstrip()
        if line.startswith("["):
            path = _path(line)
            if line.startswith("[["):
                lengths[path] = lengths.get(path, 0) + 1
            found.append((_way(path, lengths), start, end))
            ends.append(end)
        else:
            ends[-1] = end
    nexts = [*(start for _, start, _ in found[1:]), len(text)]
    return tuple(
        Section(way, start, body, end, _tail(text, end, after))
        for (way, start, body), end, after in zip(found, ends, nexts, strict=True)
    )


def put_in(text: str, place: int, block: str) -> str:
    """Return *text* with *block* at *place*, an empty line before and after it."""
    before, after = text[:place], text[place:]
    if before.strip():
        before = before if before.endswith("\n") else f"{before}\n"
        before = before if before.endswith("\n\n") else f"{before}\n"
    if after.strip():
        return f"{before}{block}\n{after.removeprefix(chr(10))}"
    return f"{before}{block}"


def put_line(text: str, place: int, line: str) -> str:
    """Return *text* with *line* at *place*, where another one has ended."""
    before = text[:place] if text[:place].endswith("\n") else f"{text[:place]}\n"
    return f"{before}{line}{text[place:]}"


def take_out(text: str, section: Section) -> str:
    """Return *text* without *section*; comments behind and above it stay."""
    before, after = text[: section.start], text[section.body_end :]
    if before.endswith("\n\n") or not before.strip():
        after = after.removeprefix("\n")
    return before + after if after.strip() else f"{before.rstrip()}\n{after.strip()}"


def _statements(text: str) -> Iterator[tuple[int, int]]:
    """Where each header and each key with its value begins and ends, line break included."""
    depth = start = 0
    blank = True
    for token in _TOKEN.finditer(text):
        part = token[0]
        if part == "\n" and depth == 0:
            if not blank:
                yield start, token.end()
            start, blank = token.end(), True
        elif part in "[{":
            depth, blank = depth + 1, False
        elif part in "]}":
            depth -= 1
        elif part.strip() and not part.startswith("#"):
            blank = False
    if not blank:
        yield start, len(text)


def _path(header: str) -> tuple[str, ...]:
    """The names in *header*."""
    found: list[str] = []
    node: object = tomllib.loads(header)
    while node:
        if isinstance(node, list):
            node = node[0]
        elif isinstance(node, dict):
            name, node = next(iter(node.items()))
            found.append(name)
    return tuple(found)


def _way(path: tuple[str, ...], lengths: dict[tuple[str, ...], int]) -> Way:
    """Return *path* with the places in the lists that it leads through."""
    way: list[str | int] = []
    for depth, name in enumerate(path, start=1):
        way.append(name)
        if path[:depth] in lengths:
            way.append(lengths[path[:depth]] - 1)
    return tuple(way)


def _tail(text: str, end: int, after: int) -> int:
    """Behind the comments at *end* that an empty line, or the end of *text*, follows."""
    place = end
    for line in text[end:after].splitlines(keepends=True):
        if not line.strip():
            return place
        place += len(line)
    return place if after == len(text) else end
