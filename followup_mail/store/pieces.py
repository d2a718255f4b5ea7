"""JSON read piece by piece: never more in memory than one member of a list."""

import json
from collections.abc import Iterable, Iterator
from typing import Final

_SPACE: Final = " \t\r\n"
_LEAST: Final = 1 << 16
_MOST: Final = 1 << 26
"""Characters of one value."""


class Pieces:
    """A JSON document that comes in pieces.

    Methods raise ValueError (its subclass JSONDecodeError for wrong grammar) and
    RecursionError.
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        """Take the *pieces*; nothing is read yet."""
        self._pieces = iter(pieces)
        self._decode = json.JSONDecoder().raw_decode
        self._text = ""
        self._at = 0

    def members(self) -> Iterator[str]:
        """Yield the keys of an object; the value of each has to be read before the next."""
        self._take("{")
        if self._next() == "}":
            self._at += 1
            return
        while True:
            key = self.value()
            if not isinstance(key, str):
                raise self._fault("Expecting property name enclosed in double quotes")
            self._take(":")
            yield key
            if self._take(",}") == "}":
                return

    def values(self) -> Iterator[object]:
        """Yield the members of a list, one by one."""
        self._take("[")
        if self._next() == "]":
            self._at += 1
            return
        while True:
            yield self.value()
            if self._take(",]") == "]":
                return

    def value(self) -> object:
        """Return the value that stands here."""
        self._next()
        while True:
            try:
                value: object
                value, end = self._decode(self._text, self._at)
            except json.JSONDecodeError:
                # It may only be cut off.
                if not self._more():
                    raise
                continue
            except ValueError:  # int() refuses more than 4,300 digits
                raise self._fault("a number has too many digits") from None
            # A number at the very end may go on.
            if end == len(self._text) and self._more():
                continue
            self._at = end
            return value

    def end(self) -> None:
        """See that nothing follows."""
        if self._next():
            raise self._fault("Extra data")

    def _next(self) -> str:
        """Return the next character that isn't white space; "" at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def _take(self, expected: str) -> str:
        found = self._next()
        if not found or found not in expected:
            raise self._fault(f"Expecting {' or '.join(expected)}")
        self._at += 1
        return found

    def _more(self) -> bool:
        """Read about as much again as is waiting; return whether there was more."""
        waiting = len(self._text) - self._at
        if waiting > _MOST:
            raise self._fault("a value is too long")
        read, length = [self._text[self._at :]], 0
        for piece in self._pieces:
            read.append(piece)
            length += len(piece)
            if length >= max(_LEAST, waiting):
                break
        self._text, self._at = "".join(read), 0
        return length > 0

    def _fault(self, what: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(what, self._text, min(self._at, len(self._text)))
