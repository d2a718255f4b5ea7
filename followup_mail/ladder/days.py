"""Business days of one place.

Hard days (public holidays, weekends) are never due and never counted. Soft days
are counted, but nothing is proposed to be sent on them.
"""

from collections.abc import Callable
from datetime import date, timedelta

from followup_mail.planning import DaysOff

Calendars = Callable[[str, int], DaysOff]
"""Gives the days off of a place in a year."""

_DAY = timedelta(days=1)
# Spelt out: strftime follows the user's locale.
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# Days are walked over as ordinals, three times as fast as dates: the last day of the
# year, the remainders by 7 of its weekend (Monday's is 1), its holidays.
_Year = tuple[int, frozenset[int], frozenset[int]]


class Calendar:
    """The business days of one place; a year is asked for when a date in it is met."""

    def __init__(self, days_off: Callable[[int], DaysOff]) -> None:
        """Take *days_off*, which gives the days off of a year."""
        self._days_off = days_off
        self._years: dict[int, DaysOff] = {}
        self._numbers: dict[int, _Year] = {}

    @classmethod
    def of(cls, calendars: Calendars, place: str) -> "Calendar":
        """Return the business days of *place*."""
        return cls(lambda year: calendars(place, year))

    def is_business(self, day: date) -> bool:
        """Return whether *day* is neither on a weekend nor a public holiday."""
        days = self._year(day.year)
        return day.weekday() not in days.weekend and day not in days.hard

    def is_soft(self, day: date) -> str | None:
        """Return why nothing should be sent on *day*; None if it is no business day or no soft one.

        A soft day on a weekend is none: it is off anyway.
        """
        return self._year(day.year).soft.get(day) if self.is_business(day) else None

    def reason(self, day: date) -> str:
        """Return the holiday's name, "Saturday" or "Sunday", or the soft day's name; else ""."""
        days = self._year(day.year)
        if name := days.hard.get(day):
            return name
        if day.weekday() in days.weekend:
            return _WEEKDAYS[day.weekday()]
        return days.soft.get(day, "")

    def next_business(self, day: date) -> date:
        """Return *day* if it is a business day, else the next one."""
        while not self.is_business(day):
            day += _DAY
        return day

    def next_sendable(self, day: date) -> date:
        """Return *day* if it is a business day and not soft, else the next such day."""
        while self.reason(day):
            day += _DAY
        return day

    def add(self, day: date, count: int) -> date:
        """Return the business day *count* business days after *day*; soft days count.

        Where *day* is none itself, the next business day stands for it.

        Raises:
            ValueError: *count* is negative.

        """
        if count < 0:
            raise ValueError(f"business days are counted forward only, not {count}")
        number = self.next_business(day).toordinal()
        last, weekend, hard = self._walked(number)
        while count:
            number += 1
            if number > last:
                last, weekend, hard = self._walked(number)
            if number % 7 not in weekend and number not in hard:
                count -= 1
        return date.fromordinal(number)

    def between(self, earlier: date, later: date) -> int:
        """Return how many business days *later* is after *earlier*; 0 where it isn't after it.

        Counts as ``add`` does: ``between(day, add(day, count)) == count``.
        """
        start, end = self.next_business(earlier).toordinal(), later.toordinal()
        last, weekend, hard = self._walked(start)
        count = 0
        for number in range(start + 1, end + 1):
            if number > last:
                last, weekend, hard = self._walked(number)
            count += number % 7 not in weekend and number not in hard
        return count

    def _year(self, year: int) -> DaysOff:
        days = self._years.get(year)
        if days is None:
            days = self._years[year] = self._days_off(year)
        return days

    def _walked(self, number: int) -> _Year:
        """Return the year in which the day of that ordinal lies, made for walking."""
        year = date.fromordinal(number).year
        walked = self._numbers.get(year)
        if walked is None:
            days = self._year(year)
            walked = self._numbers[year] = (
                date(year, 12, 31).toordinal(),
                frozenset((day + 1) % 7 for day in days.weekend),
                frozenset(day.toordinal() for day in days.hard),
            )
        return walked
