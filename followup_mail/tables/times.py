"""Dates and date-times as values."""

import re
from datetime import UTC, date, datetime, tzinfo
from typing import TypeVar

from followup_mail.tables.kinds import Leaf, Walk, expected

D = TypeVar("D", bound=date)

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
_MOMENT = rf"{_DAY}[Tt ]{_CLOCK}(?:[Zz]|[+-][0-9]{{2}}:[0-9]{{2}})?"


class Day(Leaf[date]):
    """A calendar day."""

    __slots__ = ()
    form = "a date such as 2026-11-20"

    def decode(self, value: object, walk: Walk) -> date:  # noqa: ARG002 - a day is one anywhere
        """Return the date."""
        if not isinstance(value, date) or isinstance(value, datetime):
            raise _unfit(self.form, value, _DAY)
        return _plausible(value)

    def parse(self, text: str) -> object:
        """Return the date typed as in ISO 8601."""
        return _parsed(text)

    def schema(self) -> dict[str, object]:
        """Return the schema of a full-date (RFC 3339)."""
        return {"type": "string", "format": "date"}


class Moment(Leaf[datetime]):
    """A date-time; a local one is taken in the file's zone."""

    __slots__ = ()
    form = "a date-time such as 2026-11-19T14:00:00-05:00"

    def decode(self, value: object, walk: Walk) -> datetime:
        """Return the date-time, always with an offset.

        A local time that the zone skips or has twice is refused: which was meant
        can't be known.
        """
        if not isinstance(value, datetime):
            raise _unfit(self.form, value, _MOMENT)
        _plausible(value)
        return value if value.tzinfo else in_zone(value, walk.zone or UTC)

    def parse(self, text: str) -> object:
        """Return the date-time typed as in RFC 3339, with or without an offset."""
        return _parsed(text)

    def schema(self) -> dict[str, object]:
        """Return the schema of a date-time (RFC 3339), whose offset may be left out."""
        return {"type": "string", "pattern": f"^{_MOMENT}$"}


class DayOrMoment(Leaf[date]):
    """A calendar day, or a date-time where the hour is known."""

    __slots__ = ()
    form = "a date such as 2026-11-20, or a date-time"

    def decode(self, value: object, walk: Walk) -> date:
        """Return a date, or a date-time with an offset."""
        if isinstance(value, datetime):
            return Moment().decode(value, walk)
        if isinstance(value, date):
            return _plausible(value)
        raise _unfit(self.form, value, f"{_MOMENT}|{_DAY}")

    def parse(self, text: str) -> object:
        """Return the date or date-time typed as in RFC 3339."""
        return _parsed(text)

    def schema(self) -> dict[str, object]:
        """Return the schema of either."""
        return {"anyOf": [Day().schema(), Moment().schema()]}


def in_zone(local: datetime, zone: tzinfo) -> datetime:
    """Return the local time *local* in *zone*.

    Raises:
        ValueError: The clocks of *zone* skip it, or show it twice.

    """
    first = local.replace(tzinfo=zone, fold=0)
    second = local.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    exists = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) == local
    what = "was shown twice" if exists else "was skipped"
    raise ValueError(
        f"{local:%H:%M} {what} by the clocks in {zone} on that day; "
        f"add the offset, as in {second.isoformat()}"
    )


def _plausible(day: D) -> D:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"the year {day.year} is not between {_FIRST_YEAR} and {_LAST_YEAR}")
    return day


def _parsed(text: str) -> object:
    """The date or date-time in *text*, or *text* where it has the form of neither."""
    try:
        if re.fullmatch(_DAY, text):
            return date.fromisoformat(text)
        if re.fullmatch(_MOMENT, text):
            return datetime.fromisoformat(text.upper())
    except ValueError:  # the 30th of February
        raise ValueError("there is no such date or time") from None
    return text


def _unfit(what: str, value: object, form: str) -> ValueError:
    quoted = isinstance(value, str) and re.fullmatch(form, value)
    return expected(what, value, "; take the quotes off" if quoted else "")
