"""Days, moments and periods as people type them, in English or French.

What can be said is a short list of forms; anything else is refused rather than
guessed at. Of the library ``dateparser`` only what such a form holds is asked: on
its own it reads "lundi en huit" as the 8th, and "tomorrow at 10" without the hour.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Literal

Prefer = Literal["past", "future"]
"""Which of two days is meant by "friday" or "3 December": the one before or after today."""

_LONGEST = 60
_FARTHEST = 50
"""Years from today; what lies farther is a slip."""
_LEAP = 2000
"""A year in which every day of the calendar exists."""

# Day words cost no library: half a second, in the commands that are typed daily.
_NEAR = {
    **dict.fromkeys(("day before yesterday", "the day before yesterday", "avant-hier"), -2),
    **dict.fromkeys(("yesterday", "hier"), -1),
    **dict.fromkeys(("today", "now", "aujourd'hui"), 0),
    **dict.fromkeys(("tomorrow", "demain"), 1),
    **dict.fromkeys(("day after tomorrow", "the day after tomorrow", "après-demain"), 2),
}
_WEEKDAYS = {
    name: number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "mon tue wed thu fri sat sun",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
    )
    for number, name in enumerate(names.split())
}
_DAY_NAMES = [name.capitalize() for name in [*_WEEKDAYS][:7]]
_NUMBERS = {
    name: number
    for names in (
        "a two three four five six seven eight nine ten eleven twelve",
        "an deux trois quatre cinq six sept huit neuf dix onze douze",
        "one",
        "un",
        "une",
    )
    for number, name in enumerate(names.split(), start=1)
}
_UNITS = {
    **dict.fromkeys(("day", "days", "jour", "jours"), "day"),
    **dict.fromkeys(("week", "weeks", "semaine", "semaines"), "week"),
    **dict.fromkeys(("month", "months", "mois"), "month"),
    **dict.fromkeys(("year", "years", "an", "ans", "année", "années"), "year"),
}
# The longest of each, so that a period never ends before the calendar's would.
_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}

_FORWARD = {"next", "prochain", "prochaine"}
_BACK = {"last", "dernier", "dernière"}
_TURN = "|".join(sorted(_FORWARD | _BACK))
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"
_COUNT = rf"(?P<count>\d{{1,4}}|{'|'.join(_NUMBERS)}) (?P<unit>{'|'.join(_UNITS)})"

# Compiled when first used: together they would cost as much as a start of Python.
_AS_WEEKDAY = (
    rf"(?:(?:on|this|le|ce) )?(?:(?P<before>next|last) )?{_WEEKDAY}(?: (?P<after>{_TURN}))?"
)
_AS_TURN = (
    rf"(?:(?P<before>next|last) |(?:la |le |l'))?(?P<unit>week|month|year|semaine|mois|an|année)"
    rf"(?: (?P<after>{_TURN}))?"
)
_AS_COUNT = (
    rf"(?:(?P<ahead>in |dans )|(?P<back>il y a ))?{_COUNT}(?:(?P<ago> ago)|(?P<on> from now))?"
)
_AS_DATE = (
    rf"(?:(?:on|le|the) )?(?:{_WEEKDAY} )?(?:the |le )?"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er)? (?:of )?(?P<month>[^\W\d_]{3,9})"
    r"|(?P<first>[^\W\d_]{3,9}) (?P<then>\d{1,2})(?:st|nd|rd|th)?)"
    r"(?: (?P<year>\d{4}))?"
)
_ISO_DATE = r"\d{4}-\d\d-\d\d"
_ISO_MOMENT = r"\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d)?(?:z|[+-]\d\d:?\d\d)?"
_IN_FIGURES = r"\d{1,2}([/.-])\d{1,2}(?:\1\d{2,4})?"
_HOUR = (
    r"(?:^| )(?:at |@ ?|à )?(?P<hour>\d{1,2})"
    r"(?=:| ?h| ?[ap]m)(?:[:h](?P<minutes>\d\d)| h(?: (?P<spaced>\d\d))?|h)?(?: ?(?P<half>[ap]m))?$"
)


def read_day(text: str, *, today: date, prefer: Prefer) -> date:
    """Return the day that *text* names: "2026-12-03", "3 December", "next friday", "in 3 days".

    A weekday is never today: "friday" is the first one after today, or the last one
    before it where *prefer* is "past"; "this friday" is the same. "next friday" is that
    of the week after this one, weeks beginning on Monday, and "last friday" the last
    one before today; « vendredi prochain » is the first one after today. A date without
    a year is the next one, or the last one, and may be today. "next week" is in 7 days.
    "3 days" goes where *prefer* points. Since people differ on some of these, whoever
    asked shows the date that was understood.

    Raises:
        ValueError: It is no such day; the text is a sentence with examples.

    """
    found = read_moment(text, today=today, prefer=prefer)
    if isinstance(found, datetime):
        told = f"{_shown(text)} names an hour, where a day is asked for."
        raise ValueError(told)  # noqa: TRY004 - the text is at fault, not its type
    return found


def read_moment(text: str, *, today: date, prefer: Prefer) -> date | datetime:
    """Return the day that *text* names, or the moment if it names an hour too.

    Days are those of ``read_day``; hours are "10:00", "14 h 30" or "3 pm", and stand
    last. An hour alone is today's. The moment has a zone only if *text* has an offset,
    as in "2026-12-03T10:00-05:00".

    Raises:
        ValueError: It is neither; the text is a sentence with examples.

    """
    plain = _plain(text)
    if not plain or len(plain) > _LONGEST:
        raise _refused(text)
    try:
        if re.fullmatch(_ISO_MOMENT, plain):
            found: date | datetime = datetime.fromisoformat(plain.upper())
        elif hour := re.search(_HOUR, plain):
            before = plain[: hour.start()]
            day = _day(before, today, prefer) if before else today
            found = datetime.combine(day, _time(hour))
        else:
            found = _day(plain, today, prefer)
    except _OtherWeekdayError as error:
        raise ValueError(str(error)) from None
    except (ValueError, OverflowError):
        raise _refused(text) from None
    if abs(found.year - today.year) > _FARTHEST:
        raise ValueError(f"{_shown(text)} is more than {_FARTHEST} years from today.")
    return found


def period(text: str) -> timedelta:
    """Return how long *text* says, as "90 days", "6 months", "2 years", "un an".

    A month counts 31 days and a year 366: what is older than the period is so by any
    calendar.

    Raises:
        ValueError: It is no period, or none at all; the text is a sentence with examples.

    """
    match = re.fullmatch(_COUNT, _plain(text))
    days = _count(match) * _DAYS[_UNITS[match["unit"]]] if match else 0
    if not 0 < days <= _DAYS["year"] * _FARTHEST:
        raise ValueError(
            f"{_shown(text)} is no period from a day to {_FARTHEST} years. "
            "Write, for example, 90 days, 6 months or 2 years."
        )
    return timedelta(days=days)


class _OtherWeekdayError(ValueError):
    """The date falls on another weekday than the one beside it."""


def _plain(text: str) -> str:
    """Return *text* in small letters with single spaces, without commas and last dots."""
    small = unicodedata.normalize("NFC", text).casefold().replace("’", "'").replace("p.m", "pm")
    words = small.replace("a.m", "am").replace(",", " ").split()
    return " ".join(word.rstrip(".") for word in words)


def _day(plain: str, today: date, prefer: Prefer) -> date:
    """Return the day that *plain* names.

    Raises:
        ValueError: It names none.

    """
    if plain in _NEAR:
        return today + timedelta(days=_NEAR[plain])
    if re.fullmatch(_ISO_DATE, plain):
        return date.fromisoformat(plain)
    if match := re.fullmatch(_AS_WEEKDAY, plain):
        ahead = _turned(match, prefer)
        apart = _WEEKDAYS[match["weekday"]] - today.weekday()
        if "next" in {match["before"], match["after"]}:
            return today + timedelta(days=7 + apart)
        return today + timedelta(days=(apart - 1) % 7 + 1 if ahead else -((-apart - 1) % 7 + 1))
    if (match := re.fullmatch(_AS_TURN, plain)) and (match["before"] or match["after"]):
        ahead = _turned(match, prefer)
        return _apart(1, match["unit"], ahead=ahead, today=today)
    if (match := re.fullmatch(_AS_COUNT, plain)) and _has_one_direction(match):
        ahead = bool(match["ahead"] or match["on"])
        if not (ahead or match["back"] or match["ago"]):
            ahead = prefer == "future"
        return _apart(_count(match), match["unit"], ahead=ahead, today=today)
    if match := re.fullmatch(_AS_DATE, plain):
        return _in_words(match, today, prefer)
    raise ValueError(plain)


def _turned(match: re.Match[str], prefer: Prefer) -> bool:
    """Return whether *match* points ahead.

    Raises:
        ValueError: It says so twice, as "next friday last".

    """
    if match["before"] and match["after"]:
        raise ValueError(match[0])
    turn = match["before"] or match["after"]
    return turn in _FORWARD if turn else prefer == "future"


def _has_one_direction(match: re.Match[str]) -> bool:
    return sum(bool(match[name]) for name in ("ahead", "back", "ago", "on")) <= 1


def _count(match: re.Match[str]) -> int:
    count = match["count"]
    return int(count) if count.isdecimal() else _NUMBERS[count]


def _apart(count: int, unit: str, *, ahead: bool, today: date) -> date:
    name = f"{count} {_UNITS[unit]}s"
    return _parsed(f"in {name}" if ahead else f"{name} ago", ["en"], ["relative-time"], today)


def _in_words(match: re.Match[str], today: date, prefer: Prefer) -> date:
    """Return the date that *match* names with its month in words.

    Raises:
        ValueError: There is no such day, or it is another day of the week.

    """
    day, month = int(match["day"] or match["then"]), match["month"] or match["first"]
    year = int(match["year"] or _LEAP)
    found = _parsed(f"{day} {month} {year}", ["en", "fr"], ["absolute-time"], today)
    if (found.day, found.year) != (day, year):
        raise ValueError(match[0])
    if not match["year"]:
        found = _nearest(found, today, prefer)
    if match["weekday"] and _WEEKDAYS[match["weekday"]] != found.weekday():
        raise _OtherWeekdayError(
            f"{found.isoformat()} is a {_DAY_NAMES[found.weekday()]}, "
            f"not a {_DAY_NAMES[_WEEKDAYS[match['weekday']]]}."
        )
    return found


def _nearest(day: date, today: date, prefer: Prefer) -> date:
    """Return *day* in the nearest year in which it exists and lies as preferred, or is today."""
    years = range(9)  # 29 February is eight years apart around 2100
    if prefer == "future":
        candidates = [y for n in years if _exists(day, y := today.year + n)]
        return next(found for y in candidates if (found := day.replace(year=y)) >= today)
    candidates = [y for n in years if _exists(day, y := today.year - n)]
    return next(found for y in candidates if (found := day.replace(year=y)) <= today)


def _exists(day: date, year: int) -> bool:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return leap or (day.month, day.day) != (2, 29)


def _time(match: re.Match[str]) -> time:
    """Return the time of day that *match* names.

    Raises:
        ValueError: There is none such.

    """
    hour, minute = int(match["hour"]), int(match["minutes"] or match["spaced"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - as clocks do
            raise ValueError(match[0])
        hour = hour % 12 + (12 if match["half"] == "pm" else 0)
    return time(hour, minute)


def _parsed(text: str, languages: list[str], parsers: list[str], today: date) -> date:
    """Return what the library reads in *text*, seen from *today*.

    Raises:
        ValueError: It reads nothing.

    """
    from dateparser.date import (  # type: ignore[import-untyped]  # noqa: PLC0415 - no types; slow
        DateDataParser,
    )

    reader = DateDataParser(
        languages=languages,
        settings={
            "PARSERS": parsers,
            "RELATIVE_BASE": datetime.combine(today, time()),
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RETURN_AS_TIMEZONE_AWARE": False,
            "TIMEZONE": "UTC",
        },
    )
    found: datetime | None = reader.get_date_data(text).date_obj
    if found is None:
        raise ValueError(text)
    return found.date()


def _refused(text: str) -> ValueError:
    if re.fullmatch(_IN_FIGURES, _plain(text)):
        return ValueError(
            f"{_shown(text)}: whether the day or the month stands first differs by country. "
            "Write the year first, as 2026-12-03, or the month in words, as 3 December."
        )
    return ValueError(
        f"{_shown(text)} is no date that can be read. Write, for example, 2026-12-03, "
        "3 December, tomorrow, next friday, in 3 days, yesterday or 2 weeks ago."
    )


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
