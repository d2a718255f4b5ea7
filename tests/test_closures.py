"""Which days are off, by the law and by custom."""

import sys
import warnings
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail import places
from followup_mail.closures import days_off, installed, stale
from followup_mail.planning import DaysOff

_PROVINCES = ["AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"]


def off(place: str, day: date) -> str:
    """Return "hard", "soft" or "open"."""
    days = days_off(place, day.year)
    if day in days.hard or day.weekday() in days.weekend:
        return "hard"
    return "soft" if day in days.soft else "open"


def listed(place: str, year: int) -> list[str]:
    """Return the public holidays of *place*, weekends among them, as month and day."""
    return [f"{day:%m-%d}" for day in days_off(place, year).hard]


@pytest.mark.parametrize(
    ("place", "days"),
    [
        ("CA-ON", "01-01 02-16 04-03 05-18 07-01 09-07 10-12 12-25 12-26 12-28"),
        ("CA-QC", "01-01 04-03 04-06 05-18 06-24 07-01 09-07 10-12 12-25"),
        ("CA-BC", "01-01 02-16 04-03 05-18 07-01 08-03 09-07 09-30 10-12 11-11 12-25"),
        ("CA-AB", "01-01 02-16 04-03 05-18 07-01 09-07 10-12 11-11 12-25"),
        ("CA-NB", "01-01 02-16 04-03 07-01 08-03 09-07 11-11 12-25"),
        ("US", "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 11-26 12-25"),
        ("FR", "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25"),
        ("FR-57", "01-01 04-03 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25 12-26"),
        ("", ""),
    ],
)
def test_public_holidays_of_2026(place: str, days: str) -> None:
    """Each is never due and never counted."""
    assert listed(place, 2026) == days.split()


@pytest.mark.parametrize(
    ("place", "days"),
    [
        ("CA-ON", "01-01 02-15 03-26 05-24 07-01 09-06 10-11 12-25 12-26 12-27 12-28"),
        ("CA-QC", "01-01 03-26 03-29 05-24 06-24 07-01 09-06 10-11 12-25 12-27"),
        ("US", "01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 11-25 12-24 12-25 12-31"),
        ("FR", "01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25"),
    ],
)
def test_public_holidays_of_2027(place: str, days: str) -> None:
    """Where Christmas and Independence Day fall on a weekend."""
    assert listed(place, 2027) == days.split()


@pytest.mark.parametrize("year", [2000, 2026, 2027, 2100])
def test_both_days_that_an_employer_in_quebec_may_choose_are_off(year: int) -> None:
    """Good Friday or Easter Monday: which one, nobody outside knows."""
    names = list(days_off("CA-QC", year).hard.values())

    assert [name for name in names if name in {"Good Friday", "Easter Monday"}] == [
        "Good Friday",
        "Easter Monday",
    ]


def test_saint_jean_baptiste_is_a_holiday_in_quebec_only() -> None:
    """24 June 2026 is a Wednesday."""
    found = {p: off(f"CA-{p}", date(2026, 6, 24)) for p in _PROVINCES}

    assert [p for p, kind in found.items() if kind != "open"] == ["QC"]
    assert found["QC"] == "hard"


def test_the_civic_monday_of_august_is_soft_where_it_is_not_public() -> None:
    """Nobody keeps it in Quebec."""
    found = {p: off(f"CA-{p}", date(2026, 8, 3)) for p in _PROVINCES}

    assert {p for p, kind in found.items() if kind == "hard"} == {"BC", "NB", "NT", "NU", "SK"}
    assert [p for p, kind in found.items() if kind == "open"] == ["QC"]
    assert off("CA", date(2026, 8, 3)) == "soft"


@pytest.mark.parametrize(
    "day",
    [date(2026, 5, 18), date(2026, 9, 30), date(2026, 10, 12), date(2026, 11, 11)],
    ids=["Victoria Day", "30 September", "Thanksgiving", "11 November"],
)
def test_a_federal_holiday_is_nowhere_an_ordinary_day(day: date) -> None:
    """Some employers in every province are under federal law."""
    assert "open" not in {off(f"CA-{p}", day) for p in _PROVINCES} | {off("CA", day)}


def test_federal_holidays_are_soft_where_the_province_has_none() -> None:
    """30 September, 11 November; Thanksgiving and Victoria Day in New Brunswick."""
    assert [off("CA-QC", date(2026, 9, 30)), off("CA-BC", date(2026, 9, 30))] == ["soft", "hard"]
    assert [off("CA-ON", date(2026, 11, 11)), off("CA-AB", date(2026, 11, 11))] == ["soft", "hard"]
    assert [off("CA-NB", date(2026, 5, 18)), off("CA-NB", date(2026, 10, 12))] == ["soft", "soft"]


@pytest.mark.parametrize("place", ["US", "US-NY", "US-CA", "US-TX", "US-AL"])
def test_columbus_and_veterans_day_are_soft_by_any_name(place: str) -> None:
    """Private employers work on both."""
    days = days_off(place, 2026)

    assert not {date(2026, 10, 12), date(2026, 11, 11)} & days.hard.keys()
    assert [off("US", date(2026, 10, 12)), off("US", date(2026, 11, 11))] == ["soft", "soft"]


def test_veterans_day_is_soft_on_the_day_on_which_it_is_observed() -> None:
    """11 November 2028 is a Saturday, 2029 a Sunday."""
    assert [off("US", date(2028, 11, 10)), off("US", date(2029, 11, 12))] == ["soft", "soft"]


@pytest.mark.parametrize("place", ["FR-57", "FR-6AE", "FR-67", "FR-68"])
def test_alsace_and_moselle_keep_two_days_more(place: str) -> None:
    """Good Friday and 26 December, under whichever code."""
    assert len(listed(place, 2026)) == len(listed("FR", 2026)) + 2
    assert off(place, date(2026, 4, 3)) == "hard"


def test_august_and_bridges_are_soft_in_france() -> None:
    """Ascension Day is a Thursday, and the National Day of 2026 a Tuesday."""
    soft = days_off("FR", 2026).soft

    assert soft[date(2026, 5, 15)] == "Bridge after Ascension Day"
    assert soft[date(2026, 7, 13)] == "Bridge before National Day"
    assert [day for day, name in soft.items() if name == "August break"] == [
        date(2026, 8, day) for day in range(3, 32) if date(2026, 8, day).weekday() < 5
    ]
    assert off("FR", date(2026, 8, 15)) == "hard"


@pytest.mark.parametrize(("place", "kind"), [("CA-ON", "soft"), ("DE", "soft"), ("JP", "open")])
def test_the_end_of_the_year_is_soft_where_christmas_is_kept(place: str, kind: str) -> None:
    """24 December 2026 is a Thursday."""
    assert off(place, date(2026, 12, 24)) == kind
    assert off("CA-ON", date(2026, 12, 25)) == "hard"


def test_the_weekend_is_the_country_s() -> None:
    """Saturday is added where the law has Sunday only: offices are closed all the same."""
    weekends = [days_off(place, 2026).weekend for place in ("CA-ON", "EG", "HK", "")]

    assert weekends == [(5, 6), (4, 5), (5, 6), (5, 6)]


def test_the_source_says_what_the_days_were_made_from() -> None:
    """And what the library lacks: a subdivision, a country, a year."""
    made = days_off("CA-ON", 2026).source

    assert made.startswith("holidays 0.")
    assert made.endswith(" (edition 1)")
    assert days_off("FR-GES", 2026).source == f"{made}, which has no FR-GES: as in FR"
    assert days_off("ZZ", 2026) == DaysOff(
        "ZZ", 2026, source=f"{made}, which has no ZZ: weekends only"
    )
    assert days_off("CA", 2150).source == f"{made}, which has no CA in 2150"
    assert days_off("", 2026) == DaysOff(
        "", 2026, source="weekends only, since no place is on file"
    )


def test_a_subdivision_that_the_library_lacks_falls_back_to_the_country() -> None:
    """Grand Est, which holds Alsace, is taken as France."""
    assert days_off("FR-GES", 2026).hard == days_off("FR", 2026).hard


_CODES = st.text("ABCDEGILMNOPQRSTUVWXYZ0123456789", min_size=2, max_size=3)


@given(
    country=st.sampled_from(sorted(places._countries())),
    subdivision=st.one_of(st.just(""), _CODES, st.sampled_from(_PROVINCES)),
    year=st.integers(2000, 2100),
)
def test_no_place_on_file_fails(country: str, subdivision: str, year: int) -> None:
    """Hard and soft days are apart, of the year, in order, and named."""
    place = f"{country}-{subdivision}" if subdivision else country
    if not places._is_place(place):
        place = country
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        days = days_off(place, year)

    assert (days.place, days.year) == (place, year)
    assert not days.hard.keys() & days.soft.keys()
    assert not [day for day in days.soft if day.weekday() in days.weekend]
    for table in (days.hard, days.soft):
        assert list(table) == sorted(table)
        assert all(day.year == year and name.strip() for day, name in table.items())
    assert not stale(days)


def test_every_country_has_days_off() -> None:
    """No code of the list fails in this year, nor is one unknown."""
    sources = {days_off(country, 2026).source for country in places._countries()}

    assert sources == {days_off("CA", 2026).source}


def test_days_of_another_version_are_stale() -> None:
    """Of the library, or of what is made of it."""
    days = days_off("FR-GES", 2026)
    made, _, rest = days.source.partition(" (edition 1)")

    assert not stale(days)
    assert stale(days._replace(source=f"holidays 0.1 (edition 1){rest}"))
    assert stale(days._replace(source=f"{made} (edition 0){rest}"))
    assert stale(days._replace(source=""))


def test_days_without_a_place_are_never_stale() -> None:
    """Nothing was taken from the library."""
    assert not stale(days_off("", 2026))


def test_the_version_is_read_from_the_folder_of_the_installed_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not asked of the library, whose import takes longer than the whole command."""
    (tmp_path / "holidays-0.1.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "absent"), str(tmp_path)])

    assert installed.__wrapped__() == "0.1"
