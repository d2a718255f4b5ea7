"""Looking for turns of phrase in a text, cheaply.

A list of two hundred phrases is searched with ``str.find``, not with one large
regular expression: compiling that takes longer than all the searching of the
one draft that most runs of the program look at.

A phrase is written as it is read. In it ``*`` stands for up to four words, and
``~`` at the end of a word for any ending (« désolé~ » finds « désolée » and
« désolé(e) » too). Case, the kind of apostrophe or space, and hyphens don't matter.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

_SAME = {ord(char): " " for char in "'’ʼ‘-‐‑\n\t\r\u00a0\u202f\u2009"}
_DOTTED_I = "\u0130"  # the one letter whose small form is two characters

MASK = "\x00"
"""What stands in a folded text for a character that is not to be read."""


def fold(text: str) -> str:
    """Return *text* in the form phrases are sought in; positions stay as they are."""
    return text.replace(_DOTTED_I, "I").lower().translate(_SAME)


def plain(text: str) -> str:
    """Return *text* without its accents."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    return "".join(char for char in apart if not unicodedata.combining(char))


def find(folded: str, phrases: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each place where one of *phrases* stands in *folded*."""
    for phrase in phrases:
        literal, pattern = _prepared(phrase)
        at = folded.find(literal)
        while at >= 0:
            end = _end(folded, at, literal, pattern)
            if end is not None and (at == 0 or not folded[at - 1].isalnum()):
                yield at, end
            at = folded.find(literal, at + 1)


@cache
def _prepared(phrase: str) -> tuple[str, str | None]:
    """Return what *phrase* begins with literally, and a pattern where that is not all."""
    folded = fold(phrase)
    if "~" not in folded and "*" not in folded:
        return folded, None
    parts = re.split(r"( \* |~)", folded)
    gap, ending = r" (?:[\w\x27-]+,? ){0,4}?", r"\w*(?:\(\w+\))?"
    turned = (gap if p == " * " else ending if p == "~" else re.escape(p) for p in parts)
    return parts[0], "".join(turned)


def _end(folded: str, at: int, literal: str, pattern: str | None) -> int | None:
    if pattern is None:
        end = at + len(literal)
    else:
        found = re.compile(pattern).match(folded, at)
        if found is None:
            return None
        end = found.end()
    return None if end < len(folded) and folded[end].isalnum() else end
