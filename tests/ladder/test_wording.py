"""How days, counts and names are said."""

from datetime import date

import pytest

from followup_mail.ladder.wording import (
    capital,
    holidays,
    in_full,
    joined,
    kind_of_day,
    many,
    say,
    say_date,
    say_day,
)

DUE = date(2026, 12, 2)


def test_a_day_is_said_with_the_year_only_where_another_is_meant() -> None:
    """Near a day of the same year the year is left out."""
    assert say_day(DUE) == "Wednesday 2 December"
    assert say_day(date(2027, 1, 4), DUE) == "Monday 4 January 2027"
    assert say_date(date(2025, 11, 27), DUE) == "27 November 2025"
    assert say_date(date(2026, 11, 27), DUE) == "27 November"
    assert in_full(DUE) == "2 December 2026"


def test_a_clause_says_its_dates_as_near_to_the_due_day() -> None:
    """The same clause, seen from two years."""
    told = ("the date Maria named on ", date(2026, 11, 19))

    assert say(told, DUE) == "the date Maria named on 19 November"
    assert say(told, date(2027, 1, 4)) == "the date Maria named on 19 November 2026"


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "no days"), (1, "one day"), (10, "ten days"), (11, "11 days"), (-1, "-1 days")],
)
def test_counts_are_in_words_up_to_ten(count: int, said: str) -> None:
    """With the noun in its number."""
    assert many(count, "day") == said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["Maria"], "Maria"),
        (["Maria", "David"], "Maria and David"),
        (["Maria", "David", "Ben"], "Maria, David and Ben"),
    ],
)
def test_names_are_joined(names: list[str], said: str) -> None:
    """The last by a word."""
    assert joined(names) == said


CLOSED = [
    ([], ""),
    ([(date(2026, 7, 1), "Canada Day")], " (1 July is a holiday: Canada Day)"),
    (
        [(date(2026, 12, 25), "Christmas Day"), (date(2026, 12, 28), "Boxing Day (observed)")],
        " (25 and 28 December are holidays: Christmas Day, Boxing Day)",
    ),
    (
        [(date(2026, 12, 25), "Christmas Day"), (date(2027, 1, 1), "New Year's Day")],
        " (25 December and 1 January 2027 are holidays: Christmas Day, New Year's Day)",
    ),
    (
        [(date(2026, 12, n), f"Day {n}") for n in (7, 8, 9, 10)],
        " (7, 8 December and two more are holidays: Day 7, Day 8, …)",
    ),
]


@pytest.mark.parametrize(("days", "said"), CLOSED)
def test_at_most_two_holidays_are_named(days: list[tuple[date, str]], said: str) -> None:
    """The rest is counted."""
    assert holidays(days, DUE) == said


def test_a_day_off_is_a_weekday_or_a_holiday() -> None:
    """As ``Calendar.reason`` names it."""
    assert kind_of_day("Saturday") == "a Saturday"
    assert kind_of_day("Canada Day") == "a holiday (Canada Day)"
    assert capital("they said no") == "They said no"
