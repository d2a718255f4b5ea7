"""Which days are off in a place and a year, from the library ``holidays``.

Its lists are those of the law. What people who hire do beside the law is added
here: days on which offices are open, or may be, but nobody should be chased.

Two such habits are left out. The construction fortnight of Quebec is kept by one
trade, and no file says which trade an employer is in. The afternoon before a long
weekend is no whole day.
"""

import os
import sys
import warnings
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from followup_mail.planning import DaysOff

_EDITION = 1
"""To be raised with every change here that changes a table: kept ones are then stale."""

_SATURDAY, _SUNDAY = 5, 6
_YEAR_END = "Year-end break"
_AUGUST = "August break"
_CIVIC = "Civic Holiday"
_EASTER_MONDAY = "Easter Monday"

# Alsace is one subdivision since 2021 (6AE); its two departments, and Moselle, keep
# Good Friday and 26 December. Grand Est (GES) is wider than they are and keeps neither.
_SAME_DAYS = {"FR-67": "6AE", "FR-68": "6AE"}


def days_off(place: str, year: int) -> DaysOff:
    """Return the days off of *place* (ISO 3166-1 or -2; "" for none) in *year*.

    Names are in English where the library has them. ``source`` says by what they
    were made, and where the library has less than *place* asks for.
    """
    if not place:
        return DaysOff(place, year, source="weekends only, since no place is on file")
    from holidays import country_holidays  # noqa: PLC0415 - start-up time
    from holidays.version import __version__  # noqa: PLC0415 - the same

    country, _, subdivision = place.partition("-")
    made = _made_by(__version__)
    try:
        known = country_holidays(country)
    except NotImplementedError:
        return DaysOff(place, year, source=f"{made}, which has no {country}: weekends only")
    named = _SAME_DAYS.get(place, subdivision)
    if named not in known.subdivisions and named not in known.subdivisions_aliases:
        named = ""
    hard, soft = _by_custom(country, named, year)
    weekend = _weekend(known.weekend)
    soft = {d: n for d, n in soft.items() if d not in hard and d.weekday() not in weekend}
    if not known.start_year <= year <= known.end_year:
        made = f"{made}, which has no {country} in {year}"
    elif subdivision and not named:
        made = f"{made}, which has no {place}: as in {country}"
    return DaysOff(place, year, _in_order(hard), _in_order(soft), weekend, made)


def stale(days: DaysOff) -> bool:
    """Return whether *days* were made by another version of the library than is installed."""
    return bool(days.place) and not days.source.startswith(maker())


def maker() -> str:
    """Return what makes tables here: the library, its version, and the edition of our rules."""
    return _made_by(installed())


@cache
def installed() -> str:
    """Return the version of the library.

    Asking the library would import it (some 90 ms), asking ``importlib.metadata``
    costs 20 ms. An installed library has a folder named after its version, so a look
    into the folders of modules does; only if none has it is ``importlib.metadata`` asked.
    """
    for root in sys.path:
        for name in os.listdir(root) if os.path.isdir(root) else ():  # noqa: PTH112, PTH208 - pathlib takes ten times as long, at every start
            if name.startswith("holidays-") and name.endswith(".dist-info"):
                return name.removeprefix("holidays-").removesuffix(".dist-info")
    from importlib import metadata  # noqa: PLC0415 - start-up time

    return metadata.version("holidays")


def _made_by(version: str) -> str:
    return f"holidays {version} (edition {_EDITION})"


def _listed(country: str, subdivision: str, year: int, *categories: str) -> dict[date, str]:
    """Return the days of *categories*, public holidays if none is given, with their names."""
    from holidays import country_holidays  # noqa: PLC0415 - start-up time

    known = country_holidays(country)
    language = known.default_language
    if language and not language.startswith("en"):
        english = (name for name in sorted(known.supported_languages) if name.startswith("en"))
        language = next(english, language)
    with warnings.catch_warnings():
        # India's says that it knows the feasts of some years only.
        warnings.simplefilter("ignore")
        found = country_holidays(
            country,
            subdiv=subdivision or None,
            years=year,
            language=language,
            categories=categories or None,
        )
    return {day: name.replace("; ", " and ") for day, name in found.items()}


def _weekend(days: Iterable[int]) -> tuple[int, ...]:
    """Return *days* in order, with Saturday where the law has Sunday only.

    Six-day weeks are common in such countries, but not in the offices that hire.
    """
    found = tuple(sorted(days))
    return (_SATURDAY, _SUNDAY) if found == (_SUNDAY,) else found


def _by_custom(
    country: str, subdivision: str, year: int
) -> tuple[dict[date, str], dict[date, str]]:
    """Return the hard and the soft days that custom makes of the lists; they may overlap."""
    hard = _listed(country, subdivision, year)
    soft: dict[date, str] = {}
    if date(year, 12, 25) in hard:
        soft |= dict.fromkeys(_run(date(year, 1, 1), date(year, 1, 2)), _YEAR_END)
        soft |= dict.fromkeys(_run(date(year, 12, 24), date(year, 12, 31)), _YEAR_END)
    match country:
        case "CA":
            optional = _listed(country, subdivision, year, "government", "optional")
            if subdivision != "QC":
                soft[_nth_monday(year, 8, 1)] = _CIVIC
            else:
                # The employer gives Good Friday or Easter Monday (Act respecting labour
                # standards, s. 60); which one, nobody outside knows.
                hard |= {d: n for d, n in optional.items() if n == _EASTER_MONDAY}
            # Federal employers, and those under federal law, keep these everywhere.
            soft |= optional
        case "FR":
            soft = _bridges(hard) | soft
            soft |= dict.fromkeys(_run(date(year, 8, 1), date(year, 8, 31)), _AUGUST)
        case "US":
            # By date, since states that keep them name them differently. 10 and 12
            # November: where the 11th falls on a weekend.
            federal = {_nth_monday(year, 10, 2), *_run(date(year, 11, 10), date(year, 11, 12))}
            soft |= {d: n for d, n in hard.items() if d in federal}
            hard = {d: n for d, n in hard.items() if d not in federal}
    return hard, soft


def _bridges(hard: dict[date, str]) -> dict[date, str]:
    """Return the Mondays before and Fridays after a holiday; many offices close on them."""
    day = timedelta(days=1)
    before = {d - day: f"Bridge before {name}" for d, name in hard.items() if d.weekday() == 1}
    after = {d + day: f"Bridge after {name}" for d, name in hard.items() if d.weekday() == 3}  # noqa: PLR2004 - Thursday
    return before | after


def _run(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _nth_monday(year: int, month: int, count: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7 + 7 * (count - 1))


def _in_order(days: dict[date, str]) -> MappingProxyType[date, str]:
    return MappingProxyType(dict(sorted(days.items())))
