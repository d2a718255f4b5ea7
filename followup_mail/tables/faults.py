"""Collecting every fault of a file, each with the key it is about."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from followup_mail.visible import visible

Key: TypeAlias = tuple[str, ...]
"""The way to a value: names of tables and keys, and places in lists from 0."""

_MOST_SHOWN = 50
_LONGEST_QUOTE = 60


def dotted(key: Key) -> str:
    """Return *key* as it is typed after ``--set``, safe to show."""
    return ".".join(shortened(part) for part in key)


def shortened(text: str) -> str:
    """Return *text* safe to show and short enough for one line of a terminal."""
    short = text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
    return visible(short)


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """Return "; did you mean …?" with the word of *known* most like *word*, or "".

    *likeness* is the least that counts, of 1.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a faulty file needs it

    spelled = {name.casefold(): name for name in known}
    # Nothing in these files has a name of more than a line; comparing longer ones costs.
    typed = word[:_LONGEST_QUOTE].casefold()
    for way in (typed.replace("_", "-"), typed):
        found = get_close_matches(way, spelled, n=1, cutoff=likeness)
        if found:
            return f"; did you mean {spelled[found[0]]}?"
    return ""


class Faults:
    """The faults found so far, in the order in which they were found.

    Attributes:
        typed: Keys that ``--set`` gave; faults at and below them name it instead of the file.
        told: Keys about which enough is said; further faults of theirs are passed over.
        where: Returns how the place of a key is called in front of its faults.
        count: How many there are, of which only the first are kept.

    """

    __slots__ = ("_lines", "count", "told", "typed", "where")

    def __init__(self, source: str, where: Callable[[Key], str] | None = None) -> None:
        """Begin with none; *source* is how the file is called in front of each.

        *where*, if it is given, returns the whole of what stands in front.
        """
        self.where = where or (
            lambda key: f"{visible(source)}: {dotted(key)}" if key else visible(source)
        )
        self.typed: set[Key] = set()
        self.told: set[Key] = set()
        self.count = 0
        self._lines: list[str] = []

    def add(self, key: Key, message: str) -> None:
        """Note that what stands at *key* is faulty; *message* continues "KEY: "."""
        if key in self.told:
            return
        if self.shown:
            came_from_set = any(key[:length] in self.typed for length in range(1, len(key) + 1))
            place = f"--set {dotted(key)}" if came_from_set else self.where(key)
            self._lines.append(f"{place}: {message}")
        self.count += 1

    def __len__(self) -> int:
        return self.count

    @property
    def shown(self) -> bool:
        """Whether the next one will be shown, or only counted."""
        return self.count < _MOST_SHOWN

    def __str__(self) -> str:
        """All faults, one a line; of very many, the first."""
        rest = self.count - len(self._lines)
        return "\n".join([*self._lines, f"and {rest} more"] if rest else self._lines)
