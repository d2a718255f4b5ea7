"""The kinds of answers that a file doesn't have: yes and no, whom, and days as people say them."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from followup_mail.application.references import PersonRef
from followup_mail.tables import Choice, Day, Leaf, Line, Moment, Walk, clean, expected
from followup_mail.tables.forms import PLACE, check_timezone
from followup_mail.tables.place_names import place_named
from followup_mail.tables.times import in_zone

_YES = frozenset({"yes", "y", "true", "oui", "o"})
_NO = frozenset({"no", "n", "false", "non"})
_CLOCK = re.compile(r"(\d{1,2})(?::| ?h ?)(\d\d)?((?:[+-]\d\d:\d\d|[Zz])?)", re.ASCII)


class Typed(Leaf[object]):
    """What is typed as text, and is in no file as it is typed."""

    __slots__ = ()

    def schema(self) -> dict[str, object]:
        """Return a string's schema."""
        return {"type": "string"}


class YesNo(Typed):
    """Yes or no, in English or French."""

    __slots__ = ()

    def decode(self, value: object, walk: Walk) -> bool:  # noqa: ARG002 - yes is yes anywhere
        """Return whether it is yes."""
        word = _line(value).casefold()
        if word not in _YES | _NO:
            raise ValueError("expected yes or no")
        return word in _YES


class WordTyped(Typed):
    """A word of a closed list, in whatever letters, or another that means it."""

    __slots__ = ("_words",)

    def __init__(self, words: Choice[StrEnum]) -> None:
        """Take the list."""
        self._words = words

    def decode(self, value: object, walk: Walk) -> StrEnum:
        """Return the word."""
        return self._words.decode(self._words.as_typed(_line(value)), walk)


class PlaceTyped(Typed):
    """A place, by its code or by what people call it: "ON", "Ontario", "Québec"."""

    __slots__ = ()

    def decode(self, value: object, walk: Walk) -> str:
        """Return the code."""
        text = _line(value)
        try:
            return PLACE.decode(text.upper(), walk)
        except ValueError:
            return PLACE.decode(place_named(text) or text, walk)


class NameTyped(Typed):
    """What somebody is called; an answer to another question is no name."""

    __slots__ = ()

    def decode(self, value: object, walk: Walk) -> str:
        """Return the name."""
        text = Line().decode(value, walk)
        if text.casefold() in _YES | _NO:
            raise ValueError(f"expected a name, got '{text}'")
        return text


class Who(Typed):
    """Somebody whom the file describes, by ID or by name."""

    __slots__ = ("_people",)

    def __init__(self, people: Mapping[str, tuple[str, ...]]) -> None:
        """Take *people*: ID to what each is called."""
        self._people = people

    def decode(self, value: object, walk: Walk) -> str:
        """Return the ID."""
        text = _line(value)
        if text not in self._people:
            wanted = text.casefold()
            called = [
                person
                for person, names in self._people.items()
                if wanted in {each.casefold() for name in names for each in (name, *name.split())}
                or wanted == person.casefold()
            ]
            if len(called) > 1:
                raise ValueError(f"may be any of {', '.join(called)}; type the one")
            if called:
                return called[0]
        return PersonRef().decode(text, walk)


class DayTyped(Typed):
    """A day as people say it, not before another one."""

    __slots__ = ("_earliest", "_event", "_read")

    def __init__(
        self, read: Callable[[str], date], *, earliest: date | None = None, event: str = ""
    ) -> None:
        """Take what reads it; *event* is what *earliest* is the day of."""
        self._read = read
        self._earliest = earliest
        self._event = event

    def decode(self, value: object, walk: Walk) -> date:
        """Return the day."""
        day = Day().decode(self._read(_line(value)), walk)
        if self._earliest is not None and day < self._earliest:
            raise ValueError(f"lies before {self._event}")
        return day


class MomentTyped(Typed):
    """A day and an hour as people say them, not before the interview above it."""

    __slots__ = ("_earliest", "_read")

    def __init__(
        self, read: Callable[[str], date | datetime], *, earliest: datetime | None = None
    ) -> None:
        """Take what reads it."""
        self._read = read
        self._earliest = earliest

    def decode(self, value: object, walk: Walk) -> datetime:
        """Return the date-time, local where no zone is known."""
        found = self._read(_line(value))
        if not isinstance(found, datetime):
            told = f"names a day without the hour; add it, as in {found:%Y-%m-%d} 14:00"
            raise ValueError(told)  # noqa: TRY004 - what was typed is at fault
        settled = Moment().decode(found, walk)
        if self._earliest is not None and settled < Moment().decode(self._earliest, walk):
            raise ValueError("lies before the interview above it; put them in order")
        return found if walk.zone is None else settled


class HourOf(Typed):
    """The hour of a day that is known: "14:00", "14 h 30", "14:00-05:00"."""

    __slots__ = ("_day",)

    def __init__(self, day: date) -> None:
        """Take the day."""
        self._day = day

    def decode(self, value: object, walk: Walk) -> datetime:
        """Return the date-time, local where no zone is known."""
        found = _CLOCK.fullmatch(_line(value))
        if not found:
            raise ValueError("expected an hour such as 14:00, or with its offset 14:00-05:00")
        hour, minute, offset = found.groups()
        typed = f"{self._day}T{hour:0>2}:{minute or '00'}{offset.upper()}"
        try:
            moment = datetime.fromisoformat(typed)
        except ValueError:
            raise ValueError("there is no such hour") from None
        settled = Moment().decode(moment, walk)
        return moment if walk.zone is None else settled


class ZoneOf(Typed):
    """The time zone of hours that are known: gives the keys of the interview that has them."""

    __slots__ = ("_hours",)

    def __init__(self, hours: Mapping[str, datetime]) -> None:
        """Take the local date-times by their keys."""
        self._hours = hours

    def decode(self, value: object, walk: Walk) -> dict[str, datetime]:  # noqa: ARG002 - it is the zone
        """Return the date-times with their zone."""
        zone = ZoneInfo(check_timezone(_line(value)))
        return {key: in_zone(hour, zone) for key, hour in self._hours.items()}


def _line(value: object) -> str:
    if not isinstance(value, str):
        raise expected("text", value)
    return clean(value)
