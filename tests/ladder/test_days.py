"""Business days: the vectors of the ladder, and what holds for any date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.ladder.days import Calendar, Calendars
from followup_mail.planning import DaysOff

_LADDER = (3, 4, 4, 5, 10)
"""Check-in, network, escalation, call, move on: business days after the one before."""


def chain(calendar: Calendar, decision: date) -> list[str]:
    """Return when each rung after *decision* is due, as month and day."""
    days = [decision]
    for wait in _LADDER:
        days.append(calendar.add(days[-1], wait))
    return [f"{day:%m-%d}" for day in days[1:]]


def test_the_ladder_in_ontario_skips_canada_day(ontario: Calendar) -> None:
    """A decision promised for Friday 19 June 2026."""
    assert chain(ontario, date(2026, 6, 19)) == ["06-24", "06-30", "07-07", "07-14", "07-28"]


def test_the_ladder_in_quebec_skips_saint_jean_baptiste_too(quebec: Calendar) -> None:
    """A decision promised for Friday 19 June 2026."""
    assert chain(quebec, date(2026, 6, 19)) == ["06-25", "07-02", "07-08", "07-15", "07-29"]


def test_ontario_works_on_easter_monday_but_quebec_may_not(
    ontario: Calendar, quebec: Calendar
) -> None:
    """Three business days after Wednesday 1 April 2026, across Good Friday."""
    assert ontario.add(date(2026, 4, 1), 3) == date(2026, 4, 7)
    assert quebec.add(date(2026, 4, 1), 3) == date(2026, 4, 8)


def test_the_last_days_before_christmas_eve_are_ordinary(ontario: Calendar) -> None:
    """Three business days after Friday 18 December 2026."""
    due = ontario.add(date(2026, 12, 18), 3)

    assert (due, ontario.is_soft(due), ontario.next_sendable(due)) == (
        date(2026, 12, 23),
        None,
        date(2026, 12, 23),
    )


def test_christmas_eve_counts_but_is_slid_into_january(ontario: Calendar) -> None:
    """Three business days after Monday 21 December 2026."""
    due = ontario.add(date(2026, 12, 21), 3)

    assert (due, ontario.is_soft(due), ontario.next_sendable(due)) == (
        date(2026, 12, 24),
        "Year-end break",
        date(2027, 1, 4),
    )


@pytest.mark.parametrize("decision", [date(2026, 7, 4), date(2026, 7, 5), date(2026, 7, 3)])
def test_a_date_on_a_day_off_stands_for_the_next_business_day(
    united_states: Calendar, decision: date
) -> None:
    """Independence Day 2026 falls on a Saturday: Friday is off as well."""
    assert united_states.next_business(decision) == date(2026, 7, 6)
    assert united_states.add(decision, 3) == date(2026, 7, 9)
    assert united_states.add(decision, 0) == date(2026, 7, 6)


def test_august_in_france_is_walked_over(france: Calendar) -> None:
    """August counts, so the day falls into it; it is slid into September."""
    due = france.add(date(2026, 7, 30), 3)

    assert due == date(2026, 8, 4)
    assert france.next_sendable(due) == date(2026, 9, 1)


def test_a_bridge_counts_but_is_slid_past_the_weekend(france: Calendar) -> None:
    """Ascension Day 2026 is Thursday 14 May."""
    assert france.add(date(2026, 5, 13), 1) == date(2026, 5, 15)
    assert france.next_sendable(date(2026, 5, 15)) == date(2026, 5, 18)


def test_columbus_day_counts_in_the_united_states(united_states: Calendar) -> None:
    """Private employers work on it; nothing is sent on it all the same."""
    assert united_states.add(date(2026, 10, 9), 1) == date(2026, 10, 12)
    assert united_states.next_sendable(date(2026, 10, 12)) == date(2026, 10, 13)


def test_no_place_has_weekends_only(no_place: Calendar) -> None:
    """Christmas 2026 is a Friday like any other."""
    assert no_place.add(date(2026, 12, 24), 1) == date(2026, 12, 25)
    assert no_place.add(date(2026, 12, 25), 1) == date(2026, 12, 28)


def test_each_day_off_says_why(ontario: Calendar) -> None:
    """A holiday's name stands before the weekday's, and that before a soft day's."""
    days = [date(2026, 12, day) for day in range(23, 30)] + [date(2027, 1, 2)]

    assert [ontario.reason(day) for day in days] == [
        "",
        "Year-end break",
        "Christmas Day",
        "Boxing Day",
        "Sunday",
        "Boxing Day (observed)",
        "Year-end break",
        "Saturday",
    ]


def test_a_soft_day_on_a_weekend_is_no_soft_day() -> None:
    """It is off anyway, whatever the table says."""
    saturday = date(2026, 8, 1)
    calendar = Calendar(lambda year: DaysOff("", year, soft={saturday: "August break"}))

    assert calendar.is_soft(saturday) is None
    assert calendar.reason(saturday) == "Saturday"


def test_the_weekend_is_the_country_s() -> None:
    """Thursday is followed by Sunday where Friday and Saturday are off."""
    calendar = Calendar(lambda year: DaysOff("EG", year, weekend=(4, 5)))

    assert calendar.add(date(2026, 12, 3), 1) == date(2026, 12, 6)
    assert calendar.reason(date(2026, 12, 4)) == "Friday"


def test_a_year_is_asked_for_once_and_only_when_it_is_met() -> None:
    """Days off may come from a file."""
    asked: list[tuple[str, int]] = []

    def calendars(place: str, year: int) -> DaysOff:
        asked.append((place, year))
        return DaysOff(place, year)

    calendar = Calendar.of(calendars, "CA-ON")
    for _ in range(2):
        calendar.add(date(2026, 12, 21), 5)
    assert asked == [("CA-ON", 2026)]
    calendar.add(date(2026, 12, 30), 2)
    assert asked == [("CA-ON", 2026), ("CA-ON", 2027)]


def test_counting_back_is_refused(ontario: Calendar) -> None:
    """Due dates slide forward, never back."""
    with pytest.raises(ValueError, match="counted forward only, not -1"):
        ontario.add(date(2026, 6, 19), -1)


_PLACES = st.sampled_from(["CA-ON", "CA-QC", "FR", "US", ""])
_DAYS = st.dates(date(2025, 12, 1), date(2027, 12, 31))
_COUNTS = st.integers(0, 30)


@given(place=_PLACES, day=_DAYS, count=_COUNTS)
def test_what_is_added_can_be_counted_again(
    calendars: Calendars, place: str, day: date, count: int
) -> None:
    """Adding business days and counting them agree, and end on a business day."""
    calendar = Calendar.of(calendars, place)
    due = calendar.add(day, count)

    assert calendar.is_business(due)
    assert due >= day
    assert calendar.between(day, due) == count


@given(place=_PLACES, day=_DAYS, first=_COUNTS, then=_COUNTS)
def test_waits_add_up(calendars: Calendars, place: str, day: date, first: int, then: int) -> None:
    """Two waits one after the other are one wait."""
    calendar = Calendar.of(calendars, place)

    assert calendar.add(calendar.add(day, first), then) == calendar.add(day, first + then)


@given(place=_PLACES, day=_DAYS, count=_COUNTS)
def test_every_business_day_passed_is_counted_once(
    calendars: Calendars, place: str, day: date, count: int
) -> None:
    """Adding is what walking day by day over ``is_business`` gives."""
    calendar = Calendar.of(calendars, place)
    start, due = calendar.next_business(day), calendar.add(day, count)
    walked = [start + timedelta(days=n + 1) for n in range((due - start).days)]

    assert sum(map(calendar.is_business, walked)) == count


@given(place=_PLACES, earlier=_DAYS, later=_DAYS)
def test_the_count_between_two_days_leads_up_to_the_later(
    calendars: Calendars, place: str, earlier: date, later: date
) -> None:
    """One business day more would be past it; nothing lies between a day and an earlier one."""
    calendar = Calendar.of(calendars, place)
    count = calendar.between(earlier, later)

    if later <= calendar.next_business(earlier):
        assert count == 0
    else:
        assert calendar.add(earlier, count) <= later < calendar.add(earlier, count + 1)


@given(place=_PLACES, day=_DAYS)
def test_what_is_sendable_has_no_reason_against_it(
    calendars: Calendars, place: str, day: date
) -> None:
    """It is the first such day, on or after the one asked about."""
    calendar = Calendar.of(calendars, place)
    found = calendar.next_sendable(day)

    assert (calendar.is_business(found), calendar.is_soft(found), calendar.reason(found)) == (
        True,
        None,
        "",
    )
    assert all(calendar.reason(day + timedelta(days=n)) for n in range((found - day).days))
