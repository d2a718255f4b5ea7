"""The kinds of values a key can have: each reads, and describes itself as JSON Schema.

A kind is handed what tomllib made of the file. It gives back the value in the
form the program uses, or notes a fault and gives None, which no kind has for a value.

Kinds are plain classes: making a dataclass costs every start about a millisecond.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Generic, TypeVar
from zoneinfo import ZoneInfo

from followup_mail.tables.faults import Faults, Key, nearest, shortened
from followup_mail.visible import first_forbidden
from followup_mail.vocabulary import Language

T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound=StrEnum)

_SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
_BLANK = f"{_SPACES}\u205f\u3000"
_LONGEST_LINE = 300


class Walk:
    """What the values of one file are read by, and where their faults go.

    Attributes:
        faults: Takes every fault.
        zone: Takes local date-times; None where the file's own zone is faulty.
        language: Of the messages; None where it is missing or faulty.
        people: IDs that may be referred to; None where the file has no readable table.
        folder: Where attachments are; None for a file that came without one.
        absent: Whether attachments may be named all the same, though nobody knows where they lie.
        top: Keys at the top of the file, which are easily written under a table.
        gaps: Takes the keys that are missing and may follow; None where those are faults.

    """

    __slots__ = ("absent", "faults", "folder", "gaps", "language", "people", "top", "zone")

    def __init__(
        self,
        faults: Faults,
        *,
        zone: ZoneInfo | None = None,
        language: Language | None = None,
        people: frozenset[str] | None = None,
        folder: Path | None = None,
        absent: bool = False,
        top: frozenset[str] = frozenset(),
        gaps: list[Key] | None = None,
    ) -> None:
        self.faults = faults
        self.zone = zone
        self.language = language
        self.people = people
        self.folder = folder
        self.absent = absent
        self.top = top
        self.gaps = gaps

    def nearest(self, word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
        """Return :func:`nearest`'s hint; "" where nobody will read it.

        Comparing words takes time, and a file may hold a hundred thousand wrong ones.
        """
        return nearest(word, known, likeness=likeness) if self.faults.shown else ""


class Kind(Generic[T_co]):
    """What values of one kind look like in a file, and what they become."""

    __slots__ = ()

    @abstractmethod
    def read(self, value: object, key: Key, walk: Walk) -> T_co | None:
        """Return the value in the form to be used; None, and a fault, where it is faulty."""

    @abstractmethod
    def schema(self) -> dict[str, object]:
        """Return the JSON Schema of the values."""

    def parse(self, text: str) -> object:
        """Return what a file would hold where somebody typed *text* after ``--set KEY=``.

        Text that doesn't fit is given back as it is, for :meth:`read` to refuse, or
        refused by a ValueError that continues "KEY: ".
        """
        return text

    def child(self, key: str) -> "Kind[object] | None":  # noqa: ARG002 - most have nothing inside
        """Return the kind of the value at *key* inside, None where there can be none."""
        return None


class Leaf(Kind[T_co]):
    """A kind of values with nothing inside that has a key of its own.

    Attributes:
        form: How a value that isn't text is typed; "" for text.

    """

    __slots__ = ()
    form: ClassVar[str] = ""

    @abstractmethod
    def decode(self, value: object, walk: Walk) -> T_co:
        """Return the value in the form to be used.

        Raises:
            ValueError: It is faulty; the text continues "KEY: ".

        """

    def read(self, value: object, key: Key, walk: Walk) -> T_co | None:
        """Return the value in the form to be used; None, and a fault, where it is faulty."""
        try:
            return self.decode(value, walk)
        except ValueError as fault:
            walk.faults.add(key, str(fault))
            return None


class Line(Leaf[str]):
    """One line of text, normalised to NFC, without blanks at its ends."""

    __slots__ = ("_check", "_facets", "_longest", "may_be_empty")

    def __init__(
        self,
        longest: int = _LONGEST_LINE,
        check: Callable[[str], str] | None = None,
        *,
        may_be_empty: bool = False,
        facets: Mapping[str, object] | None = None,
    ) -> None:
        """Describe text of at most *longest* characters.

        *check* returns the form to be used, or raises ValueError; *facets* is what
        the JSON Schema says beside the length.
        """
        self._longest = longest
        self._check = check
        self.may_be_empty = may_be_empty
        self._facets = facets or {}

    def decode(self, value: object, walk: Walk) -> str:  # noqa: ARG002 - text needs no context
        """Return the text; refuse characters that :func:`first_forbidden` names."""
        if not isinstance(value, str):
            raise expected("text in quotes", value)
        text = clean(value)
        if not text and not self.may_be_empty:
            raise ValueError("expected text, got none; fill it in or take the line out")
        if len(text) > self._longest:
            raise ValueError(f"is {len(text)} characters long; at most {self._longest} fit")
        return self._check(text) if self._check else text

    def schema(self) -> dict[str, object]:
        """Return a string's schema."""
        least = {} if self.may_be_empty else {"minLength": 1}
        return {"type": "string", **least, "maxLength": self._longest, **self._facets}


class Lines(Leaf[tuple[str, ...]]):
    """Text of a few lines; empty ones are left out."""

    __slots__ = ()
    _MOST = 8

    def decode(self, value: object, walk: Walk) -> tuple[str, ...]:
        """Return the lines, each as :class:`Line` returns it."""
        if not isinstance(value, str):
            raise expected("text in quotes", value)
        each = tuple(Line().decode(text, walk) for text in value.split("\n") if text.strip(_BLANK))
        if len(each) > self._MOST:
            raise ValueError(f"has {len(each)} lines; at most {self._MOST} fit")
        return each

    def schema(self) -> dict[str, object]:
        """Return a string's schema."""
        return {"type": "string"}


class Choice(Leaf[E]):
    """One word of a closed list."""

    __slots__ = ("_meant", "_members", "_words")

    def __init__(self, words: type[E], *, meant: Mapping[str, E] | None = None) -> None:
        """Describe a value that is one of *words*.

        *meant* has, in small letters, other words that are typed for one of them.
        """
        self._meant = meant or {}
        self._words = words
        self._members = {word.value: word for word in words}

    def decode(self, value: object, walk: Walk) -> E:
        """Return the member whose word it is."""
        found = self._members.get(value) if isinstance(value, str) else None
        if found is not None:
            return found
        told = f"one of {', '.join(self._words)}"
        if not isinstance(value, str):
            raise expected(told, value)
        meant = self._meant.get(value.casefold())
        hint = f"; did you mean {meant}?" if meant else walk.nearest(value, self._words)
        raise ValueError(f"expected {told}, got '{shortened(value)}'{hint}")

    def as_typed(self, text: str) -> str:
        """Return the word that *text* stands for where somebody answers with it, else *text*."""
        plain = text.casefold().strip()
        near = {word.casefold(): word for word in self._members}
        return near.get(plain) or self._meant.get(plain) or text

    def schema(self) -> dict[str, object]:
        """Return the list of words."""
        return {"type": "string", "enum": [word.value for word in self._words]}


class Flag(Leaf[bool]):
    """True or false."""

    __slots__ = ()
    form = "true or false"

    def decode(self, value: object, walk: Walk) -> bool:  # noqa: ARG002 - a flag needs no context
        """Return it."""
        if not isinstance(value, bool):
            raise expected("true or false, without quotes", value)
        return value

    def parse(self, text: str) -> object:
        """Return the flag typed as ``true`` or ``false``, or in capitals, as spreadsheets do."""
        return {"true": True, "false": False}.get(text.lower(), text)

    def schema(self) -> dict[str, object]:
        """Return a boolean's schema."""
        return {"type": "boolean"}


class Ordinal(Leaf[int]):
    """A number that counts from 1."""

    __slots__ = ()
    _MOST = 99
    form = f"a number from 1 to {_MOST}"

    def decode(self, value: object, walk: Walk) -> int:  # noqa: ARG002 - a number needs no context
        """Return it."""
        if not isinstance(value, int) or isinstance(value, bool):
            raise expected(self.form, value)
        if not 1 <= value <= self._MOST:
            raise ValueError(f"expected {self.form}, got another")
        return value

    def parse(self, text: str) -> object:
        """Return the number typed in digits."""
        short = len(text) <= len(str(self._MOST))
        return int(text) if short and text.isascii() and text.isdecimal() else text

    def schema(self) -> dict[str, object]:
        """Return an integer's schema."""
        return {"type": "integer", "minimum": 1, "maximum": self._MOST}


def nfc(text: str) -> str:
    """Return *text* in normalisation form C."""
    if text.isascii():
        return text
    import unicodedata  # noqa: PLC0415 - start-up time: plain ASCII does without

    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Return *text* in NFC without blanks at its ends.

    Raises:
        ValueError: It holds a character that no line of text may hold.

    """
    if text.isascii() and text.isprintable():
        return text.strip(" ")  # the only blank among them; nothing to normalise or refuse
    normal = nfc(text).strip(_BLANK)
    found = first_forbidden(normal)
    if found:
        at, what = found
        raise ValueError(f"holds {what} as character {at + 1}; take it out")
    return normal


def expected(what: str, value: object, hint: str = "") -> ValueError:
    """Return the error that says *value* should have been *what*."""
    return ValueError(f"expected {what}, got {named(value)}{hint}")


def named(value: object) -> str:
    """Return what kind of TOML value *value* is, with its article; never its content."""
    kinds: tuple[tuple[type, str], ...] = (
        (str, "text"),
        (bool, "true or false"),
        (int, "a number"),
        (float, "a number"),
        (datetime, "a date-time"),
        (date, "a date"),
        (time, "a time of day"),
        (list, "a list"),
        (dict, "a table"),
    )
    return next((words for kind, words in kinds if isinstance(value, kind)), "something else")
