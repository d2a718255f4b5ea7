"""Days off of four places in 2026 and 2027, written out.

``test_days_off_tables.py`` holds them to what the program makes of its library.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from followup_mail.ladder.days import Calendar, Calendars
from followup_mail.planning import DaysOff

_HARD = {
    "CA-ON": """
        2026-01-01 New Year's Day
        2026-02-16 Family Day
        2026-04-03 Good Friday
        2026-05-18 Victoria Day
        2026-07-01 Canada Day
        2026-09-07 Labour Day
        2026-10-12 Thanksgiving Day
        2026-12-25 Christmas Day
        2026-12-26 Boxing Day
        2026-12-28 Boxing Day (observed)
        2027-01-01 New Year's Day
        2027-02-15 Family Day
        2027-03-26 Good Friday
        2027-05-24 Victoria Day
        2027-07-01 Canada Day
        2027-09-06 Labour Day
        2027-10-11 Thanksgiving Day
        2027-12-25 Christmas Day
        2027-12-26 Boxing Day
        2027-12-27 Christmas Day (observed)
        2027-12-28 Boxing Day (observed)
    """,
    "CA-QC": """
        2026-01-01 New Year's Day
        2026-04-03 Good Friday
        2026-04-06 Easter Monday
        2026-05-18 National Patriots' Day
        2026-06-24 Saint Jean Baptiste Day
        2026-07-01 Canada Day
        2026-09-07 Labour Day
        2026-10-12 Thanksgiving Day
        2026-12-25 Christmas Day
        2027-01-01 New Year's Day
        2027-03-26 Good Friday
        2027-03-29 Easter Monday
        2027-05-24 National Patriots' Day
        2027-06-24 Saint Jean Baptiste Day
        2027-07-01 Canada Day
        2027-09-06 Labour Day
        2027-10-11 Thanksgiving Day
        2027-12-25 Christmas Day
        2027-12-27 Christmas Day (observed)
    """,
    "FR": """
        2026-01-01 New Year's Day
        2026-04-06 Easter Monday
        2026-05-01 Labor Day
        2026-05-08 Victory Day
        2026-05-14 Ascension Day
        2026-05-25 Pentecost Monday
        2026-07-14 National Day
        2026-08-15 Assumption Day
        2026-11-01 All Saints' Day
        2026-11-11 Armistice Day
        2026-12-25 Christmas Day
        2027-01-01 New Year's Day
        2027-03-29 Easter Monday
        2027-05-01 Labor Day
        2027-05-06 Ascension Day
        2027-05-08 Victory Day
        2027-05-17 Pentecost Monday
        2027-07-14 National Day
        2027-08-15 Assumption Day
        2027-11-01 All Saints' Day
        2027-11-11 Armistice Day
        2027-12-25 Christmas Day
    """,
    "US": """
        2026-01-01 New Year's Day
        2026-01-19 Martin Luther King Jr. Day
        2026-02-16 Washington's Birthday
        2026-05-25 Memorial Day
        2026-06-19 Juneteenth National Independence Day
        2026-07-03 Independence Day (observed)
        2026-07-04 Independence Day
        2026-09-07 Labor Day
        2026-11-26 Thanksgiving Day
        2026-12-25 Christmas Day
        2027-01-01 New Year's Day
        2027-01-18 Martin Luther King Jr. Day
        2027-02-15 Washington's Birthday
        2027-05-31 Memorial Day
        2027-06-18 Juneteenth National Independence Day (observed)
        2027-06-19 Juneteenth National Independence Day
        2027-07-04 Independence Day
        2027-07-05 Independence Day (observed)
        2027-09-06 Labor Day
        2027-11-25 Thanksgiving Day
        2027-12-24 Christmas Day (observed)
        2027-12-25 Christmas Day
        2027-12-31 New Year's Day (observed)
    """,
    "": "",
}

# A line with two dates stands for the weekdays from one to the other.
_SOFT = {
    "CA-ON": """
        2026-01-02 Year-end break
        2026-04-06 Easter Monday
        2026-08-03 Civic Holiday
        2026-09-30 National Day for Truth and Reconciliation
        2026-11-11 Remembrance Day
        2026-12-24 Year-end break
        2026-12-29 2026-12-31 Year-end break
        2027-03-29 Easter Monday
        2027-08-02 Civic Holiday
        2027-09-30 National Day for Truth and Reconciliation
        2027-11-11 Remembrance Day
        2027-12-24 Year-end break
        2027-12-29 2027-12-31 Year-end break
    """,
    "CA-QC": """
        2026-01-02 Year-end break
        2026-09-30 National Day for Truth and Reconciliation
        2026-11-11 Remembrance Day
        2026-12-24 Year-end break
        2026-12-28 Boxing Day (observed)
        2026-12-29 2026-12-31 Year-end break
        2027-09-30 National Day for Truth and Reconciliation
        2027-11-11 Remembrance Day
        2027-12-24 Year-end break
        2027-12-28 Boxing Day (observed)
        2027-12-29 2027-12-31 Year-end break
    """,
    "FR": """
        2026-01-02 Year-end break
        2026-05-15 Bridge after Ascension Day
        2026-07-13 Bridge before National Day
        2026-08-03 2026-08-31 August break
        2026-12-24 Year-end break
        2026-12-28 2026-12-31 Year-end break
        2027-05-07 Bridge after Ascension Day
        2027-08-02 2027-08-31 August break
        2027-11-12 Bridge after Armistice Day
        2027-12-24 Year-end break
        2027-12-27 2027-12-31 Year-end break
    """,
    "US": """
        2026-01-02 Year-end break
        2026-10-12 Columbus Day
        2026-11-11 Veterans Day
        2026-12-24 Year-end break
        2026-12-28 2026-12-31 Year-end break
        2027-10-11 Columbus Day
        2027-11-11 Veterans Day
        2027-12-27 2027-12-30 Year-end break
    """,
    "": "",
}


def _table(text: str, year: int) -> Mapping[date, str]:
    """Return the days of *year* that the lines of *text* name."""
    days: dict[date, str] = {}
    for line in text.split("\n"):
        words = line.split()
        dates = [date.fromisoformat(word) for word in words if word[:2] == "20"]
        if not dates or dates[0].year != year:
            continue
        name = " ".join(words[len(dates) :])
        span = (dates[-1] - dates[0]).days + 1
        run = [dates[0] + timedelta(days=n) for n in range(span)]
        days |= {day: name for day in run if span == 1 or day.weekday() < 5}
    return days


def _days_off(place: str, year: int) -> DaysOff:
    """Return what the tables have; a year they lack has weekends only."""
    return DaysOff(
        place,
        year,
        hard=_table(_HARD[place], year),
        soft=_table(_SOFT[place], year),
        source="written by hand",
    )


_TABLES = {(place, year): _days_off(place, year) for place in _HARD for year in range(2024, 2031)}


def _calendars(place: str, year: int) -> DaysOff:
    return _TABLES[place, year]


@pytest.fixture(scope="session")
def calendars() -> Calendars:
    """Return the days off by place (CA-ON, CA-QC, FR, US, "") and year (2026, 2027).

    The years around, 2024 to 2030, have weekends only.
    """
    return _calendars


@pytest.fixture(scope="session")
def ontario() -> Calendar:
    """Return the business days of Ontario."""
    return Calendar.of(_calendars, "CA-ON")


@pytest.fixture(scope="session")
def quebec() -> Calendar:
    """Return the business days of Quebec."""
    return Calendar.of(_calendars, "CA-QC")


@pytest.fixture(scope="session")
def france() -> Calendar:
    """Return the business days of France."""
    return Calendar.of(_calendars, "FR")


@pytest.fixture(scope="session")
def united_states() -> Calendar:
    """Return the business days of the United States."""
    return Calendar.of(_calendars, "US")


@pytest.fixture(scope="session")
def no_place() -> Calendar:
    """Return the business days where no place is known: all but Saturdays and Sundays."""
    return Calendar.of(_calendars, "")
