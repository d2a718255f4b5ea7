"""Remembering where words came from while a template is filled.

Jinja2 keeps no origin, so every value enters a template between two characters
of Unicode's private use areas, and every block between two others. They are
taken out again by :meth:`Marks.read`, which also lays the text out. The
application file may hold no private-use character, so none can be forged.
"""

import re
from collections.abc import Iterable

from followup_mail.model import Part, Span, Text

CLOSE = "\ue000"
PART_OPEN = "\ue001"
PART_NAME_END = "\ue002"
PART_CLOSE = "\ue003"
LINE_BREAK = "\ue004"
"""What ``{{ br }}`` puts into a template: a line that ends here, in a paragraph."""

_FIRST_KEY = 0xF0000  # Supplementary Private Use Area-A
_LAST_KEY = 0xFFFFD

_MARKS = re.compile("[\ue000-\ue004\U000f0000-\U000ffffd]")
_PARTS = re.compile(f"{PART_OPEN}[^{PART_NAME_END}]*{PART_NAME_END}|{PART_CLOSE}")
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")
_WHITE = f" \t\r\n{LINE_BREAK}"  # not U+00A0, which French typography needs kept
_PIECES = re.compile(
    f"{PART_OPEN}[^{PART_NAME_END}]*{PART_NAME_END}?"
    f"|[{_WHITE}]+"
    f"|[{CLOSE}{PART_NAME_END}{PART_CLOSE}\U000f0000-\U000ffffd]"
    f"|[^{_WHITE}{CLOSE}{PART_OPEN}{PART_NAME_END}{PART_CLOSE}\U000f0000-\U000ffffd]+"
)


def bare(text: str) -> str:
    """Return *text* without its marks."""
    return _MARKS.sub("", _PARTS.sub("", text))


def part_open(name: str) -> str:
    """Return the mark before what the block *name* writes."""
    return f"{PART_OPEN}{name}{PART_NAME_END}"


class Marks:
    """The keys that marked values stand for."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        """Begin with *keys*, as :attr:`keys` of another instance gave them."""
        self.keys = list(keys)
        self._index = {key: i for i, key in enumerate(self.keys)}

    def put(self, text: str, key: str) -> str:
        """Return *text*, which may hold no mark, marked as coming from *key*."""
        index = self._index.setdefault(key, len(self.keys))
        if index == len(self.keys):
            self.keys.append(key)
        return f"{chr(_FIRST_KEY + index)}{text}{CLOSE}"

    def read(self, marked: str) -> Text:
        """Take the marks out and lay the text out.

        Paragraphs are parted by empty lines; the lines of one are joined, since
        mail programs wrap by themselves; ``LINE_BREAK`` ends a line for good.
        A mark left open by a template that cut a value in two ends with the text.
        """
        return _Reader(self.keys).read(marked)


class _Reader:
    """One pass over marked text, piece by piece."""

    def __init__(self, keys: list[str]) -> None:
        self._keys = keys
        self._out: list[str] = []
        self._length = 0
        self._white = ""
        self._waiting: list[str] = []
        self._open_span: tuple[int, str] | None = None
        self._open_parts: list[tuple[str, int, int]] = []
        self._opened = 0
        self._spans: list[Span] = []
        self._parts: list[tuple[int, int, Part]] = []

    def read(self, marked: str) -> Text:
        for piece in _PIECES.findall(marked):
            first = piece[0]
            if first in _WHITE:
                self._white += piece
            elif first == CLOSE:
                self._close_span()
            elif first == PART_CLOSE:
                self._close_part()
            elif first == PART_OPEN or _FIRST_KEY <= ord(first) <= _LAST_KEY:
                self._waiting.append(piece)
            else:
                self._put(piece)
        self._white = ""
        self._flush_waiting()
        self._close_span()
        while self._open_parts:
            self._close_part()
        parts = (part for _, _, part in sorted(self._parts))
        return Text("".join(self._out), tuple(self._spans), tuple(parts))

    def _put(self, words: str) -> None:
        if self._white:
            self._add(self._layout())
        self._flush_waiting()
        self._add(words)

    def _layout(self) -> str:
        white, self._white = self._white, ""
        if not self._out:
            return ""
        if _EMPTY_LINE.search(white):
            return "\n\n"
        return "\n" if LINE_BREAK in white else " "

    def _add(self, text: str) -> None:
        self._out.append(text)
        self._length += len(text)

    def _flush_waiting(self) -> None:
        for mark in self._waiting:
            if mark[0] == PART_OPEN:
                self._opened += 1
                name = mark[1:].rstrip(PART_NAME_END)
                self._open_parts.append((name, self._length, self._opened))
            else:
                self._close_span()
                index = ord(mark) - _FIRST_KEY
                if index < len(self._keys):
                    self._open_span = (self._length, self._keys[index])
        self._waiting.clear()

    def _close_span(self) -> None:
        if self._waiting and self._waiting[-1][0] != PART_OPEN:
            self._waiting.pop()  # an empty value
        elif self._open_span:
            start, key = self._open_span
            self._open_span = None
            if start < self._length:
                self._spans.append(Span(start, self._length, key))

    def _close_part(self) -> None:
        if self._waiting and self._waiting[-1][0] == PART_OPEN:
            self._waiting.pop()  # an empty block
        elif self._open_parts:
            name, start, order = self._open_parts.pop()
            if start < self._length:
                self._parts.append((start, order, Part(name, start, self._length)))
