"""What a message would break of the ladder's caps and waits, and from when it would not."""

from collections.abc import Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from followup_mail.ladder.contacts import through_agency
from followup_mail.ladder.counting import (
    CALLS,
    TOUCHES,
    after_gap,
    caps_reached,
    person_key,
    touches,
    untaken,
)
from followup_mail.ladder.days import Calendar, Calendars
from followup_mail.ladder.plan import plan
from followup_mail.ladder.wording import capital, many, say_date, say_day
from followup_mail.model import Application, Person
from followup_mail.planning import Plan, Rules, Touch
from followup_mail.record import Record
from followup_mail.vocabulary import Act, Did, Kind, Role

_NO_PACE = {Did.SNOOZED, Did.AWAY}
"""Put a step off without making the message too early."""


class Breach(Record):
    """A cap or a wait that a message would break."""

    rule: str
    """One of "ended", "agency", "early", "gap", "cap"."""
    message: str
    """One sentence: what was counted, and when it would be all right."""


class _Case(Record):
    """A message that is looked at, with all that came before it."""

    kind: Kind
    application: Application
    to: Person
    on: date
    calendar: Calendar
    rules: Rules
    elsewhere: tuple[Touch, ...]


def breaches(
    kind: Kind,
    application: Application,
    to: Person,
    on: date,
    calendars: Calendars,
    rules: Rules,
    *,
    elsewhere: Sequence[Touch] = (),
) -> tuple[Breach, ...]:
    """Return what a message of *kind* to *to* on the day *on* would break, the gravest first.

    What happened later than that day does not count. Thank-yous, forwarded and
    private notes break nothing.
    """
    if not (kind.chases or kind is Kind.NETWORK):
        return ()
    case = _Case(
        kind,
        application._replace(history=tuple(e for e in application.history if e.day <= on)),
        to,
        on,
        Calendar.of(calendars, to.place or application.place or ""),
        rules,
        tuple(touch for touch in elsewhere if touch.day <= on),
    )
    unhurried = tuple(e for e in case.application.history if e.did not in _NO_PACE)
    found = plan(case.application._replace(history=unhurried), calendars, rules)
    return (
        *_ended(found),
        *_past_the_agency(case),
        *_early(case, found),
        *_too_soon(case),
        *_too_many(case),
    )


def _ended(found: Plan) -> Iterator[Breach]:
    if found.state.ended:
        yield Breach(
            "ended",
            f"The application has ended ({found.state}): it would be all right once something "
            "new is recorded, such as `reopened`.",
        )


def _past_the_agency(case: _Case) -> Iterator[Breach]:
    if case.kind.chases and case.to.role is not Role.AGENCY and through_agency(case.application):
        yield Breach(
            "agency",
            f"{case.to.short} is the agency's client: it would be all right once the agency "
            "agrees (agency_allows_direct).",
        )


def _early(case: _Case, found: Plan) -> Iterator[Breach]:
    """Yield a chase before the interview, or a check-in before they can have decided."""
    zone = ZoneInfo(case.application.timezone)
    days = [interview.at.astimezone(zone).date() for interview in case.application.interviews]
    if case.kind.chases and days and days[-1] > case.on:
        yield Breach(
            "early",
            f"Interview {len(days)} is still to come, on {say_day(days[-1], case.on)}: a "
            f"{case.kind} would be all right some days after it.",
        )
    elif case.kind is Kind.CHECK_IN and found.decision:
        wait = case.rules.earliest_after_date
        first = case.calendar.add(found.decision, wait)
        if case.on < first:
            yield Breach(
                "early",
                f"A check-in waits at least {many(wait, 'business day')} after "
                f"{say_date(found.decision, case.on)}, {found.decision_source}: "
                f"{_all_right(case, first)}.",
            )
    elif case.kind is Kind.CHECK_IN:
        step = next((step for step in found.steps if step.act is Act.CHECK_IN), None)
        # What only a soft day puts off is not too early.
        if step and case.calendar.next_sendable(case.on) < step.due:
            yield Breach("early", f"A check-in waits for {say_day(step.due, case.on)}: {step.why}.")


def _too_soon(case: _Case) -> Iterator[Breach]:
    """Yield the gap to the last touch, and the touch of the same day."""
    rules, made = case.rules, _made(case)
    if case.kind is Kind.CALL and any(touch.did in CALLS for touch in made):
        rules = rules._replace(gap=max(rules.gap, rules.second_call))
    after, gap = after_gap(made, case.to, case.on, case.calendar, rules)
    if gap:
        yield Breach("gap", f"{capital(gap)}: {_all_right(case, after)}.")
    after, taken = untaken(made, case.application, case.on, case.calendar, rules)
    if taken:
        yield Breach("cap", f"{capital(taken)} already: {_all_right(case, after)}.")


def _made(case: _Case) -> list[Touch]:
    """Return all touches, but for the call that a voicemail belongs to."""
    said = touches(case.application, elsewhere=case.elsewhere)
    return [t for t in said if t.did in TOUCHES and not _same_call(case, t)]


def _same_call(case: _Case, touch: Touch) -> bool:
    return (
        case.kind is Kind.VOICEMAIL
        and touch.did in {Did.NO_ANSWER, Did.GATEKEEPER}
        and (touch.day, touch.person) == (case.on, person_key(case.to))
    )


def _too_many(case: _Case) -> Iterator[Breach]:
    acts = [Act(case.kind.value)]
    said = touches(case.application, elsewhere=case.elsewhere)
    if case.kind is Kind.VOICEMAIL and not any(_same_call(case, touch) for touch in said):
        # On a day of its own it is an attempt more.
        acts.append(Act.CALL)
    clauses = [
        clause
        for act in acts
        for clause in caps_reached(
            act, case.application, case.to, case.rules, elsewhere=case.elsewhere
        )
    ]
    when = (
        "ask somebody else inside"
        if case.kind is Kind.NETWORK
        else "one more would be all right once they answer"
    )
    for clause in dict.fromkeys(clauses):
        yield Breach("cap", f"{capital(clause)}: {when}.")


def _all_right(case: _Case, day: date) -> str:
    return f"{say_day(case.calendar.next_sendable(day), case.on)} would be all right"
