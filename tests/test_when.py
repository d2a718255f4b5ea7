"""Days, moments and periods as people type them."""

import contextlib
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_mail.when import Prefer, period, read_day, read_moment

MONDAY = date(2026, 11, 30)


def future(text: str) -> str:
    """Return what *text* means on a Monday, of days to come."""
    return read_day(text, today=MONDAY, prefer="future").isoformat()


def past(text: str) -> str:
    """Return what *text* means on a Monday, of days gone by."""
    return read_day(text, today=MONDAY, prefer="past").isoformat()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-03", "2026-12-03"),
        ("today", "2026-11-30"),
        ("now", "2026-11-30"),
        ("Tomorrow", "2026-12-01"),
        ("yesterday", "2026-11-29"),
        ("the day after tomorrow", "2026-12-02"),
        ("day before yesterday", "2026-11-28"),
        ("next friday", "2026-12-11"),
        ("friday next", "2026-12-11"),
        ("last friday", "2026-11-27"),
        ("next monday", "2026-12-07"),
        ("last monday", "2026-11-23"),
        ("in 3 days", "2026-12-03"),
        ("3 days from now", "2026-12-03"),
        ("2 weeks ago", "2026-11-16"),
        ("in two weeks", "2026-12-14"),
        ("a week ago", "2026-11-23"),
        ("in 1 month", "2026-12-30"),
        ("in 3 months", "2027-02-28"),
        ("2 years ago", "2024-11-30"),
        ("next week", "2026-12-07"),
        ("last month", "2026-10-30"),
        ("December 3, 2026", "2026-12-03"),
        ("Thursday, 3rd of December 2026", "2026-12-03"),
    ],
)
def test_english_words_mean_one_day_whatever_is_preferred(text: str, day: str) -> None:
    """Today is Monday 30 November 2026."""
    assert (future(text), past(text)) == (day, day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("aujourd'hui", "2026-11-30"),
        ("aujourd’hui", "2026-11-30"),
        ("demain", "2026-12-01"),
        ("hier", "2026-11-29"),
        ("après-demain", "2026-12-02"),
        ("avant-hier", "2026-11-28"),
        ("vendredi prochain", "2026-12-04"),
        ("lundi dernier", "2026-11-23"),
        ("dans 3 jours", "2026-12-03"),
        ("dans deux semaines", "2026-12-14"),
        ("il y a 2 semaines", "2026-11-16"),
        ("il y a un mois", "2026-10-30"),
        ("la semaine prochaine", "2026-12-07"),
        ("l'an prochain", "2027-11-30"),
        ("le jeudi 3 décembre 2026", "2026-12-03"),
        ("1er déc. 2026", "2026-12-01"),
    ],
)
def test_french_words_mean_one_day_whatever_is_preferred(text: str, day: str) -> None:
    """Today is Monday 30 November 2026."""
    assert (future(text), past(text)) == (day, day)


@pytest.mark.parametrize(
    ("text", "after", "before"),
    [
        ("friday", "2026-12-04", "2026-11-27"),
        ("on fri", "2026-12-04", "2026-11-27"),
        ("this friday", "2026-12-04", "2026-11-27"),
        ("vendredi", "2026-12-04", "2026-11-27"),
        ("monday", "2026-12-07", "2026-11-23"),
        ("27 November", "2027-11-27", "2026-11-27"),
        ("3 dec", "2026-12-03", "2025-12-03"),
        ("Dec. 3rd", "2026-12-03", "2025-12-03"),
        ("3 décembre", "2026-12-03", "2025-12-03"),
        ("30 November", "2026-11-30", "2026-11-30"),
        ("1er mai", "2027-05-01", "2026-05-01"),
        ("29 feb", "2028-02-29", "2024-02-29"),
        ("3 days", "2026-12-03", "2026-11-27"),
        ("2 semaines", "2026-12-14", "2026-11-16"),
    ],
)
def test_what_could_be_either_goes_where_it_is_preferred(
    text: str, after: str, before: str
) -> None:
    """Today is Monday 30 November 2026; a weekday is never today, a date may be."""
    assert (future(text), past(text)) == (after, before)


@pytest.mark.parametrize(
    ("today", "coming", "following", "previous"),
    [
        (date(2026, 11, 30), "2026-12-04", "2026-12-11", "2026-11-27"),
        (date(2026, 12, 2), "2026-12-04", "2026-12-11", "2026-11-27"),
        (date(2026, 12, 3), "2026-12-04", "2026-12-11", "2026-11-27"),
        (date(2026, 12, 4), "2026-12-11", "2026-12-11", "2026-11-27"),
        (date(2026, 12, 5), "2026-12-11", "2026-12-11", "2026-12-04"),
        (date(2026, 12, 6), "2026-12-11", "2026-12-11", "2026-12-04"),
    ],
    ids=["Monday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
)
def test_next_friday_is_that_of_next_week(
    today: date, coming: str, following: str, previous: str
) -> None:
    """This Friday is the first one after today, last Friday the last one before it."""
    said = ["friday", "this friday", "vendredi prochain", "next friday", "last friday"]

    assert [read_day(text, today=today, prefer="future").isoformat() for text in said] == [
        *[coming] * 3,
        following,
        previous,
    ]


def test_29_february_is_found_across_a_century_without_it() -> None:
    """2100 is no leap year."""
    assert read_day("29 feb", today=date(2097, 3, 1), prefer="future") == date(2104, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "nonsense",
        "a",
        "12",
        "2027",
        "march",
        "mar",
        "the 3rd",
        "noon",
        "tomorrow at 10",
        "tomorrow EST",
        "lundi en huit",
        "end of month",
        "in 3 business days",
        "in several days",
        "in -3 days",
        "in 3 days ago",
        "next friday last",
        "31 november",
        "29 february 2027",
        "2026-13-45",
        "2026-02-30",
        "3 dec 26",
        "3 dec maybe",
        "3 lun",
        "5 min",
        "3 heures",
        "999999999 days ago",
        "yesterday 24:00",
        "yesterday 15 pm",
        "x" * 10_000,
    ],
)
@pytest.mark.parametrize("prefer", ["past", "future"])
def test_nothing_is_guessed(text: str, prefer: Prefer) -> None:
    """Half a date is no date, and a word too many spoils it."""
    with pytest.raises(ValueError, match=r"^'.*' is no date that can be read\. Write, for example"):
        read_moment(text, today=MONDAY, prefer=prefer)


def test_the_refusal_shows_what_can_be_written() -> None:
    """With the beginning of what was."""
    with pytest.raises(ValueError, match="no date") as caught:
        future("x" * 61)

    assert str(caught.value) == (
        f"'{'x' * 60}…' is no date that can be read. Write, for example, 2026-12-03, "
        "3 December, tomorrow, next friday, in 3 days, yesterday or 2 weeks ago."
    )


@pytest.mark.parametrize("text", ["03/12/2026", "3.12.2026", "12-03", "25/12/26"])
def test_a_date_in_figures_is_refused_unless_the_year_comes_first(text: str) -> None:
    """3 December or 12 March: it depends on the country."""
    with pytest.raises(ValueError, match="differs by country") as caught:
        future(text)

    assert str(caught.value) == (
        f"'{text}': whether the day or the month stands first differs by country. "
        "Write the year first, as 2026-12-03, or the month in words, as 3 December."
    )


def test_a_weekday_beside_a_date_is_held_to_it() -> None:
    """One of the two is a slip."""
    with pytest.raises(ValueError, match=r"^2026-12-03 is a Thursday, not a Friday\.$"):
        future("Friday 3 December")


@pytest.mark.parametrize("text", ["9999-12-31", "in 60 years", "3 December 1066"])
def test_a_date_half_a_century_away_is_a_slip(text: str) -> None:
    """Neither interviews nor decisions lie there."""
    with pytest.raises(ValueError, match="is more than 50 years from today"):
        future(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("yesterday 14:30", datetime(2026, 11, 29, 14, 30)),  # noqa: DTZ001 - the writer's clock
        ("tomorrow at 3 pm", datetime(2026, 12, 1, 15, 0)),  # noqa: DTZ001 - the same
        ("last friday, 3:30 p.m.", datetime(2026, 11, 27, 15, 30)),  # noqa: DTZ001 - the same
        ("demain à 14 h 30", datetime(2026, 12, 1, 14, 30)),  # noqa: DTZ001 - the same
        ("hier à 9h05", datetime(2026, 11, 29, 9, 5)),  # noqa: DTZ001 - the same
        ("vendredi prochain 14 h", datetime(2026, 12, 4, 14, 0)),  # noqa: DTZ001 - the same
        ("12:30 am", datetime(2026, 11, 30, 0, 30)),  # noqa: DTZ001 - the same
        ("12 pm", datetime(2026, 11, 30, 12, 0)),  # noqa: DTZ001 - the same
        ("10:00", datetime(2026, 11, 30, 10, 0)),  # noqa: DTZ001 - the same
        ("2026-12-03 10:00", datetime(2026, 12, 3, 10, 0)),  # noqa: DTZ001 - the same
        ("2026-12-03T10:00:30", datetime(2026, 12, 3, 10, 0, 30)),  # noqa: DTZ001 - the same
        ("2026-12-03T10:00Z", datetime(2026, 12, 3, 10, 0, tzinfo=UTC)),
        (
            "2026-12-03T10:00-05:00",
            datetime(2026, 12, 3, 10, 0, tzinfo=timezone(timedelta(hours=-5))),
        ),
    ],
)
def test_an_hour_makes_a_moment(text: str, moment: datetime) -> None:
    """Without a zone, unless the text has an offset."""
    assert read_moment(text, today=MONDAY, prefer="past") == moment


def test_no_hour_makes_a_day() -> None:
    """A day is not the midnight on which it begins."""
    found = read_moment("yesterday", today=MONDAY, prefer="past")

    assert (type(found), found) == (date, date(2026, 11, 29))


def test_where_a_day_is_asked_for_an_hour_is_refused() -> None:
    """It would be dropped otherwise."""
    with pytest.raises(ValueError, match="'tomorrow 10:00' names an hour, where a day is asked"):
        future("tomorrow 10:00")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1 day", 1),
        ("90 days", 90),
        ("3 weeks", 21),
        ("6 months", 186),
        ("2 years", 732),
        ("a year", 366),
        ("Six mois", 186),
        ("90 jours", 90),
        ("un an", 366),
        ("deux années", 732),
    ],
)
def test_a_period_is_never_shorter_than_the_calendar_s(text: str, days: int) -> None:
    """A month counts 31 days, a year 366."""
    assert period(text) == timedelta(days=days)


@pytest.mark.parametrize(
    "text", ["", "0 days", "days", "90", "-2 days", "51 years", "1e3 days", "9999 weeks", "2 hours"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    """Nothing is deleted by a guess."""
    with pytest.raises(ValueError, match="is no period") as caught:
        period(text)

    assert str(caught.value) == (
        f"{text!r} is no period from a day to 50 years. "
        "Write, for example, 90 days, 6 months or 2 years."
    )


_WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "in next last this le 3 12 31 9999 a un two days week mois friday mar lundi dec mai 2026 "
        "ago prochain dernier at 10:00 14 h pm il y 1er of 2026-12-03 0 , .",
    )
)


@settings(max_examples=300)
@given(
    text=st.one_of(st.text(max_size=30), st.lists(_WORDS, max_size=6).map(" ".join)),
    today=st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    prefer=st.sampled_from(["past", "future"]),
)
def test_any_text_is_a_day_or_a_refusal(text: str, today: date, prefer: Prefer) -> None:
    """Never another failure, and never a day beyond half a century."""
    with contextlib.suppress(ValueError):
        found = read_moment(text, today=today, prefer=prefer)
        assert abs(found.year - today.year) <= 50


_MONTHS = (
    "jan",
    "feb",
    "mars",
    "avril",
    "may",
    "juin",
    "july",
    "août",
    "sept",
    "oct",
    "nov",
    "déc",
)


@given(
    day=st.dates(date(2010, 1, 1), date(2090, 12, 31)),
    today=st.dates(date(2040, 1, 1), date(2060, 12, 31)),
)
def test_a_date_with_its_year_reads_back(day: date, today: date) -> None:
    """In figures as in words, whatever day it is today."""
    said = [day.isoformat(), f"{day.day} {_MONTHS[day.month - 1]} {day.year}"]

    assert [read_day(text, today=today, prefer="past") for text in said] == [day, day]


@pytest.mark.parametrize("text", ["2026-12-03", "friday 10:00", "demain"])
def test_plain_dates_and_weekdays_do_not_load_the_library(text: str) -> None:
    """It takes longer than all the rest of a command."""
    program = (
        "import sys; from datetime import date; from followup_mail.when import read_moment; "
        f"read_moment({text!r}, today=date(2026, 11, 30), prefer='past'); "
        "assert 'dateparser' not in sys.modules"
    )

    subprocess.run([sys.executable, "-c", program], check=True)
