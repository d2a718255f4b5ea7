"""Days named in a text, in English and French, and the days that are on file."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from itertools import chain
from zoneinfo import ZoneInfo

from followup_mail.model import Application, Draft, Interview
from followup_mail.record import Record

_WEEKDAYS = {
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}
_MONTHS = {
    "en": ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
           "octobre", "novembre", "décembre"),
}  # fmt: skip
_SHORT = {
    "en": {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
           "sept": 9, "oct": 10, "nov": 11, "dec": 12},
    "fr": {"janv": 1, "févr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "déc": 12},
}  # fmt: skip
_ARTICLE = {"en": "the", "fr": "le"}
_AGO = {
    "en": ("today", "yesterday", "this morning", "this afternoon", "last week", "this week"),
    "fr": (
        "aujourd'hui",
        "hier",
        "ce matin",
        "cet après-midi",
        "semaine dernière",
        "cette semaine",
    ),
}
_AHEAD = {
    "en": (
        *("tomorrow", "this week", "next week", "end of the week", "end of next week"),
        *("end of the month", "next month", "by the end", "in a week", "in two weeks"),
    ),
    "fr": (
        *("demain", "cette semaine", "semaine prochaine", "fin de semaine", "fin de la semaine"),
        *("fin du mois", "mois prochain", "d'ici une semaine", "d'ici deux semaines"),
    ),
}
_UNTIL = {
    "en": ("by", "before", "until", "no later than"),
    "fr": (
        "d'ici",
        "d'ici le",
        "d'ici à",
        "avant",
        "avant le",
        "jusqu'à",
        "jusqu'au",
        "au plus tard",
    ),
}


class Named(Record):
    """A day as a text names it: any part may be missing."""

    start: int
    end: int
    weekday: int | None
    """Monday is 0."""
    day: int | None
    month: int | None
    year: int | None


def ago(base: str) -> tuple[str, ...]:
    """Return the words that name a day gone by, or this one, by its distance."""
    return _AGO[base]


def ahead(base: str) -> tuple[str, ...]:
    """Return the words that name a day to come by its distance."""
    return _AHEAD[base]


def is_deadline(text: str, found: Named, base: str) -> bool:
    """Return whether the day *found* in *text* is one by which something happens."""
    before = text[max(0, found.start - 20) : found.start].casefold().replace("’", "'").split()
    led = " ".join(before)
    return led.endswith(_UNTIL[base])


def weekday_name(weekday: int, base: str) -> str:
    """Return the name of *weekday* as a sentence has it."""
    name = _WEEKDAYS[base][weekday]
    return name.capitalize() if base == "en" else name


def names(base: str) -> frozenset[str]:
    """Return the names of weekdays and months, in small letters."""
    return frozenset(chain(_WEEKDAYS[base], _MONTHS[base]))


def named(text: str, base: str) -> Iterator[Named]:
    """Yield the days that *text* names by weekday, by date, or by both."""
    weekdays, months = _WEEKDAYS[base], _month_numbers(base)
    tokens = [(f.start(), f.end(), f[0].lower()) for f in re.finditer(r"\w+", text)]
    at = 0
    while at < len(tokens):
        start, end, word = tokens[at]
        weekday = weekdays.index(word) if word in weekdays else None
        after = at + 1 if weekday is not None else at
        if weekday is not None and after < len(tokens) and tokens[after][2] == _ARTICLE[base]:
            after += 1
        dated = _date(text, tokens, after, months)
        if dated and (weekday is None or _close(text, end, tokens[after][0])):
            last, day, month, year = dated
            yield Named(start, tokens[last][1], weekday, day, month, year)
            at = last
        elif weekday is not None:
            yield Named(start, end, weekday, None, None, None)
        at += 1


_Token = tuple[int, int, str]


def _date(
    text: str, tokens: list[_Token], at: int, months: dict[str, int]
) -> tuple[int, int, int, int | None] | None:
    """Return the date that begins at token *at*: its last token, day, month and year."""
    pair = tokens[at : at + 3]
    if len(pair) > 1 and pair[1][2] == "of":
        del pair[1]
    if len(pair) < 2 or not _close(text, pair[0][1], pair[1][0]):  # noqa: PLR2004 - day and month
        return None
    one, other = pair[0][2], pair[1][2]
    if other in months and (day := _day(one)):
        month = months[other]
    elif one in months and (day := _day(other)):
        month = months[one]
    else:
        return None
    last = tokens.index(pair[1], at)
    year = tokens[last + 1] if last + 1 < len(tokens) else None
    if year and re.fullmatch(r"(?:19|20)\d\d", year[2]) and _close(text, pair[1][1], year[0]):
        return last + 1, day, month, int(year[2])
    return last, day, month, None


def _close(text: str, end: int, start: int) -> bool:
    """Return whether only a space, with a comma or stop, lies between two tokens."""
    between = text[end:start]
    return (
        between.strip() in {"", ",", ".", "of", "the", ", the", "le", ", le"}
        and "\n" not in between
    )


def _day(word: str) -> int | None:
    """Return the day that "19", "19th" or « 1er » names."""
    digits = word.rstrip("sthndre")
    return int(digits) if digits.isdecimal() and len(digits) <= 2 else None  # noqa: PLR2004 - a day


def resolve(found: Named, known: frozenset[date], on: date) -> date | None:
    """Return the date that *found* means: one on file, else the one nearest to *on*.

    None where there is no such day, as on 31 November.
    """
    if found.day is None or found.month is None:
        return None
    years = (found.year,) if found.year else (on.year, on.year - 1, on.year + 1)
    days = []
    for year in years:
        try:
            days.append(date(year, found.month, found.day))
        except ValueError:
            continue
    if not days:
        return None
    return min(days, key=lambda day: (day not in known, abs((day - on).days)))


def local(at: datetime, application: Application) -> datetime:
    """Return *at* by the clock of the people written to."""
    return at.astimezone(ZoneInfo(application.timezone))


def interview_day(interview: Interview, application: Application) -> date:
    """Return the day of *interview* where the people written to work."""
    return local(interview.at, application).date()


def on_file(application: Application, draft: Draft) -> frozenset[date]:
    """Return every date that the application records, with the day of sending."""
    days = {draft.on, *answers(application)}
    for interview in application.interviews:
        days |= {interview.at.date(), interview_day(interview, application)}
    days |= {promise.by for promise in application.promised if promise.by}
    days |= {entry.day for entry in application.history}
    if application.answer and application.answer.on:
        days.add(application.answer.on)
    return frozenset(days)


def answers(application: Application) -> frozenset[date]:
    """Return the dates by which they said that the writer would hear."""
    found = {entry.until for entry in application.history if entry.until}
    if application.answer and application.answer.by:
        found.add(application.answer.by)
    return frozenset(found)


@cache
def _month_numbers(base: str) -> dict[str, int]:
    return {name: number for number, name in enumerate(_MONTHS[base], 1)} | _SHORT[base]
