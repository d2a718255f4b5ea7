"""Days, counts and names as the ladder's reasons say them, in English.

Month and weekday names are spelt out here: ``strftime`` follows the user's locale.
"""

from collections.abc import Sequence
from datetime import date

Told = tuple[str | date, ...]
"""A clause whose dates are still dates, because how one is said depends on the day near it."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MOST_NAMED = 2


def say_day(day: date, near: date | None = None) -> str:
    """Return *day* like "Wednesday 2 December", with the year where *near* is in another."""
    return f"{_WEEKDAYS[day.weekday()]} {say_date(day, near or day)}"


def say_date(day: date, near: date) -> str:
    """Return *day* like "2 December", with the year where *near* is in another."""
    said = f"{day.day} {_MONTHS[day.month]}"
    return said if day.year == near.year else f"{said} {day.year}"


def in_full(day: date) -> str:
    """Return *day* like "2 December 2026"."""
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


def say(told: Told, near: date) -> str:
    """Return *told* with its dates said as near to *near*."""
    return "".join([say_date(p, near) if isinstance(p, date) else p for p in told])


def number(count: int) -> str:
    """Return *count* in words up to ten, in figures above."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def many(count: int, noun: str) -> str:
    """Return "one chase", "two chases"."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def a(noun: str) -> str:
    """Return "a check-in", "an escalation"."""
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def joined(names: Sequence[str]) -> str:
    """Return "Maria", "Maria and David", "Maria, David and Ben"."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def capital(clause: str) -> str:
    """Return *clause* as a sentence begins."""
    return clause[:1].upper() + clause[1:]


def kind_of_day(name: str) -> str:
    """Return "a Saturday", or "a holiday (Canada Day)"; *name* is ``Calendar.reason``'s."""
    return f"a {name}" if name in _WEEKDAYS else f"a holiday ({name})"


def holidays(days: Sequence[tuple[date, str]], near: date) -> str:
    """Return " (1 July is a holiday: Canada Day)" for *days*; "" for none, at most two named."""
    if not days:
        return ""
    named = days[:_MOST_NAMED]
    more = len(days) - len(named)
    if len(named) > 1 and (named[0][0].month, named[0][0].year) == (
        named[1][0].month,
        named[1][0].year,
    ):
        said = [str(named[0][0].day), say_date(named[1][0], near)]
    else:
        said = [say_date(day, near) for day, _ in named]
    if more:
        said.append(f"{number(more)} more")
    names = list(dict.fromkeys(name.removesuffix(" (observed)") for _, name in named))
    verb = "are holidays" if len(days) > 1 else "is a holiday"
    return f" ({joined(said)} {verb}: {', '.join(names)}{', …' if more else ''})"
