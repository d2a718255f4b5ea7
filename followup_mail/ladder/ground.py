"""What all parts of a plan stand on: the application, its places and clocks, the rules."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from followup_mail.ladder.contacts import process_contact
from followup_mail.ladder.counting import cap_reached, first_allowed_day
from followup_mail.ladder.days import Calendar, Calendars
from followup_mail.ladder.wording import (
    Told,
    holidays,
    kind_of_day,
    many,
    say,
    say_date,
    say_day,
)
from followup_mail.model import Application, Person
from followup_mail.planning import Rules, Touch
from followup_mail.record import Record
from followup_mail.vocabulary import Act

DAY = timedelta(days=1)
_NO_PLACE = " (weekends only: no place is on file)"


class Wait(Record):
    """So many business days after a day, and what that day is."""

    count: int
    start: date
    told: Told
    """Completes "three business days after 27 November, …"."""


Due = tuple[date, str]
"""A day and the reason for it, made together so that they can't disagree."""

Bound = tuple[date, Told]
"""A day before which nothing is to be done, and why: a clause."""


class Ground:
    """An application with the days and hours of everybody in it; calendars are made once."""

    def __init__(
        self,
        application: Application,
        calendars: Calendars,
        rules: Rules,
        elsewhere: Sequence[Touch],
        assumed: date | None = None,
    ) -> None:
        """Take what a plan is made of; from *assumed* on, touches are only assumed."""
        self.application = application
        self.rules = rules
        self.elsewhere = elsewhere
        self.assumed = assumed
        self._days_off = calendars
        self._calendars: dict[str, Calendar] = {}
        self._zone = ZoneInfo(application.timezone)

    @property
    def people(self) -> Mapping[str, Person]:
        """The people of the application by ID."""
        return self.application.people

    @cached_property
    def contact(self) -> Person | None:
        """Who is asked about dates."""
        return process_contact(self.application)

    def place_of(self, person: Person | None) -> str:
        """Return where *person* works, else where the application's people do; "" if unknown."""
        return (person and person.place) or self.application.place or ""

    def zone_of(self, person: Person | None) -> str:
        """Return the IANA name of the clock of *person*, else of the application's people."""
        return (person and person.timezone) or self.application.timezone

    def calendar(self, person: Person | None) -> Calendar:
        """Return the business days where *person* works."""
        place = self.place_of(person)
        found = self._calendars.get(place)
        if found is None:
            found = self._calendars[place] = Calendar.of(self._days_off, place)
        return found

    def midnight(self, day: date, person: Person | None) -> datetime:
        """Return when *day* begins where *person* works, in UTC."""
        return datetime.combine(day, time(), ZoneInfo(self.zone_of(person))).astimezone(UTC)

    def local(self, moment: datetime) -> datetime:
        """Return *moment* by the clocks of the application's people."""
        return moment.astimezone(self._zone)

    def short(self, person_id: str | None, nobody: str = "they") -> str:
        """Return how a person is called among people who know them, or *nobody*."""
        person = self.people.get(person_id) if person_id else None
        return person.short if person else nobody

    def capped(self, act: Act, person: Person) -> str:
        """Return which cap forbids *act* towards *person*, as a clause; "" where none does."""
        cap = cap_reached(act, self.application, person, self.rules, elsewhere=self.elsewhere)
        return f"by then {cap}" if cap and self.assumed else cap

    def is_assumed(self, day: date) -> bool:
        """Return whether a message or call of *day* is only assumed."""
        return self.assumed is not None and self.assumed <= day

    def after(self, wait: Wait, person: Person | None) -> Due:
        """Return the day on which *wait* is over where *person* works, with its reason.

        A quiet day is passed over.
        """
        first = self.calendar(person).add(wait.start, wait.count)
        day, quiet = self._loud(first, first, person)
        said = [self._counted(wait, person, first), *([quiet] if quiet else [])]
        return day, "; ".join(said) + self._unplaced(person)

    def _loud(self, day: date, near: date, person: Person | None) -> Due:
        """Return the first day from *day* that is not quiet, and how that is told; "" for none."""
        calendar = self.calendar(person)
        quiet = calendar.is_soft(day)
        if not quiet:
            return day, ""
        to = calendar.next_sendable(day)
        return to, _moved(to, near, f"{say_date(day, near)} is a quiet day ({quiet})")

    def touching(self, wait: Wait, person: Person, bounds: Sequence[Bound]) -> Due:
        """Return when *person* may be asked: after *wait* and *bounds*, on a day fit for it.

        The day is moved forward over quiet days, and past the gap and the cap of a
        day; each move is told.
        """
        calendar = self.calendar(person)
        first = calendar.add(wait.start, wait.count)
        said = [self._counted(wait, person, first)]
        day = first

        def move(to: date, why: str) -> None:
            nonlocal day
            if to > day:
                said.append(_moved(to, first, why))
                day = to

        for free, told in bounds:
            move(calendar.next_business(free), say(told, first))
        day, quiet = self._loud(day, first, person)
        said += [quiet] if quiet else []
        move(
            *first_allowed_day(
                self.application,
                person,
                day,
                calendar,
                self.rules,
                elsewhere=self.elsewhere,
                assumed=self.assumed,
            )
        )
        return day, "; ".join(said) + self._unplaced(person)

    def _unplaced(self, person: Person | None) -> str:
        return "" if self.place_of(person) else _NO_PLACE

    def _counted(self, wait: Wait, person: Person | None, end: date) -> str:
        """Return the reason of a wait that ends on *end*."""
        calendar = self.calendar(person)
        start = calendar.next_business(wait.start)
        off = self._holidays(self.place_of(person), start, end)
        what = f"{say_date(wait.start, end)}, {say(wait.told, end)}"
        if wait.count:
            why = f"{many(wait.count, 'business day')} after {what}{holidays(off, end)}"
        else:
            why = f"from {what}"
        if start != wait.start:
            off_day = kind_of_day(calendar.reason(wait.start))
            why += (
                f"; {say_date(wait.start, end)} is {off_day}, "
                f"so it counts from {say_day(start, end)}"
            )
        return why

    def _holidays(self, place: str, start: date, end: date) -> list[tuple[date, str]]:
        """Return the holidays between the two days that are no weekend anyway, in order."""
        found: list[tuple[date, str]] = []
        for year in range(start.year, end.year + 1):
            days = self._days_off(place, year)
            found += [
                (day, name)
                for day, name in days.hard.items()
                if start < day < end and day.weekday() not in days.weekend
            ]
        found.sort()
        return found


def _moved(to: date, near: date, why: str) -> str:
    return f"moved to {say_day(to, near)}: {why}"
