"""How far a day lies from the day of sending, in the steps that people speak of."""

from datetime import date, timedelta
from enum import Enum

_YEAR_AFTER_DAYS = 180
"""Beyond half a year a date without its year would be taken for another one."""


class Distance(Enum):
    """The steps; each language has a turn of its own for each."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    TOMORROW = "tomorrow"
    THIS_WEEK = "this week"
    LAST_WEEK = "last week"
    FAR = "far"


def distance(day: date, on: date) -> Distance:
    """Return how *day* is spoken of on the day *on*; weeks begin on Monday."""
    days = (day - on).days
    if days in {0, -1, 1}:
        return {0: Distance.TODAY, -1: Distance.YESTERDAY, 1: Distance.TOMORROW}[days]
    monday = on - timedelta(days=on.weekday())
    weeks = (day - timedelta(days=day.weekday()) - monday).days // 7
    if weeks == 0:
        return Distance.THIS_WEEK
    # A week and more back, a weekday's name alone could mean two days.
    if weeks == -1 and days > -7:  # noqa: PLR2004 - days of a week
        return Distance.LAST_WEEK
    return Distance.FAR


def needs_year(day: date, on: date) -> bool:
    """Return whether *day* is so far from *on* that its year has to be said."""
    return abs((day - on).days) > _YEAR_AFTER_DAYS
