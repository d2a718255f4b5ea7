"""The nouns of the ladder: waits and caps, days off, steps, and the plan they make.

Imports nothing of the package but the shared words. Every date is a calendar
day in a place that stands beside it; every moment has a zone. Nothing here
knows what day it is today.
"""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from followup_mail.record import Record
from followup_mail.vocabulary import Act, Did, State


class Rules(Record):
    """Waits and caps: defaults drawn from conflicting advice, not measured effects.

    All waits are business days where the recipient works, unless a field says
    otherwise. docs/ladder.md names the sources of each.
    """

    after_date: int = 3
    """From the date they named to the check-in."""
    no_date: int = 10
    """From the last interview to the check-in, where nobody named a date."""
    no_date_phone: int = 5
    """The same after a phone screen."""
    earliest_after_date: int = 2
    """A check-in sooner than this after the date they named is too early."""
    after_delay: int = 2
    """From a new date that they gave in a reply to the next check-in."""
    delay_without_date: int = 5
    """Assumed where they asked for more time and named no date."""
    on_hold_days: int = 30
    """Calendar days, where they put it on hold and named no date."""
    network: int = 4
    """From the check-in to the question to somebody inside."""
    escalation_after_network: int = 4
    escalation: int = 5
    """From the check-in to the hiring manager, where nobody inside was asked."""
    call: int = 5
    """From the last message to the call."""
    second_call: int = 3
    """From a call that reached nobody to the second and last attempt."""
    after_absence: int = 2
    """From the day on which somebody is back."""
    move_on: int = 10
    """From the last touch to the offer to move on."""
    thank_you_lapses: int = 5
    """From the interview; after that, thanks go into the check-in."""
    reply: int = 1
    """Within which what they wrote is answered."""
    gap: int = 3
    """Between two touches to one person."""
    cap_person: int = 2
    """Unanswered e-mails to one person."""
    cap_employer: int = 3
    """Unanswered chases at one employer."""
    cap_day: int = 1
    """Touches at one employer on one day."""
    calls: int = 2
    """Attempts to call."""
    ask_insider: bool = True
    ask_manager: bool = True
    ask_by_phone: bool = True


class DaysOff(Record):
    """The days of one place and one year on which nobody should be written to."""

    place: str
    """ISO 3166-1 or -2; "" where no place is known, which has weekends only."""
    year: int
    hard: Mapping[date, str] = MappingProxyType({})
    """Public holidays by name: never due, never counted."""
    soft: Mapping[date, str] = MappingProxyType({})
    """Days that count but on which nothing is proposed to be sent."""
    weekend: tuple[int, ...] = (5, 6)
    """As ``date.weekday``; hard as well."""
    source: str = ""
    """What the days were taken from, with its version."""


class Touch(Record):
    """Something said to or by an employer about another application there."""

    day: date
    did: Did
    person: str
    """``person_key`` of whom it concerns; "" for nobody in particular."""
    application: str
    """Name of the other application."""
    joint: bool = False
    """Whether the same message was about another application as well."""


class Step(Record):
    """One thing to do, from a day on."""

    act: Act
    due: date
    """Where the person concerned works."""
    opens: datetime
    """UTC: when it becomes due, on that day."""
    why: str
    """Why then: completes "check-in on Wednesday 2 December: …"."""
    to: tuple[str, ...] = ()
    """Person IDs."""
    whom: tuple[str, ...] = ()
    """Their names, in the same order."""
    closes: datetime | None = None
    """UTC: when it lapses by itself; None where it stays."""
    occurrence: str = ""
    """What may happen once: act, what opened the wait, and the person."""
    round: int = 0
    """The interview it is about, counted from 1; 0 for none."""
    timezone: str = "UTC"
    """IANA name of where the person concerned works."""
    hint: str = ""
    """What else to know: a whole sentence."""

    def is_open(self, now: datetime) -> bool:
        """Return whether it is due at *now*."""
        return self.opens <= now and (self.closes is None or now < self.closes)


class Plan(Record):
    """What is to be done about one application, whatever the time."""

    state: State
    steps: tuple[Step, ...] = ()
    """The one to prefer first, where several are due together."""
    decision: date | None = None
    """The newest date on which they said that the writer would hear."""
    decision_source: str = ""
    """Completes "27 November, …": the date Maria named on 19 November."""
    note: str = ""
    """Why nothing, or nothing more, is to be done: a whole sentence."""
    begins: datetime | None = None
    """UTC: before it, the last interview is still to come; None where nobody waits for it."""
    overdue: datetime | None = None
    """UTC: when the decision date is over; None where none is waited for."""

    def current(self, now: datetime) -> Step | None:
        """Return the step that is due at *now*, else the next one; None for none at all."""
        open_now = next((step for step in self.steps if step.is_open(now)), None)
        if open_now is not None:
            return open_now
        return min((s for s in self.steps if s.opens > now), key=lambda s: s.opens, default=None)


def due_spans(steps: tuple[Step, ...]) -> tuple[tuple[datetime, datetime | None], ...]:
    """Return when at least one of *steps* is due: spans in order, apart from each other."""
    spans: list[tuple[datetime, datetime | None]] = []
    for step in sorted(steps, key=lambda s: s.opens):
        if step.closes is not None and step.closes <= step.opens:
            continue
        if spans and (spans[-1][1] is None or step.opens <= spans[-1][1]):
            begun, ended = spans[-1]
            longer = None if ended is None or step.closes is None else max(ended, step.closes)
            spans[-1] = (begun, longer)
        else:
            spans.append((step.opens, step.closes))
    return tuple(spans)
