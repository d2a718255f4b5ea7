"""What is still to come if nobody answers, and all of it in order of time."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from followup_mail.ladder.counting import TOUCHES
from followup_mail.ladder.days import Calendars
from followup_mail.ladder.plan import plan
from followup_mail.model import Application, Happening
from followup_mail.planning import Plan, Rules, Step, Touch
from followup_mail.record import Record
from followup_mail.vocabulary import Act, Did

_MOST = 10
_UNANSWERED = {
    Act.THANK_YOU: Did.THANK_YOU,
    Act.FORWARD: Did.FORWARD,
    Act.PROMISE: Did.PROMISE,
    Act.CHECK_IN: Did.CHECK_IN,
    Act.NETWORK: Did.NETWORK,
    Act.ESCALATION: Did.ESCALATION,
    Act.CALL: Did.NO_ANSWER,
    Act.VOICEMAIL: Did.VOICEMAIL,
}
"""What is recorded of a step that brought no answer; the other steps leave no entry."""

_OF_A_ROUND = {Did.THANK_YOU, Did.FORWARD}


class Mark(Record):
    """A point on the timeline of an application."""

    day: date
    """Of a step, where its person works; else where the application's people do."""
    moment: datetime | None
    """UTC; None where only the day is known."""
    what: str
    """A word of ``Did`` or of ``Act``, or "interview", "decision", "snooze"."""
    who: str
    """Names, parted by commas; "" for nobody in particular."""
    why: str
    """The reason of a step, their words on a date, the note of an entry."""
    done: bool
    """Whether it lies behind; a step never does."""


def forecast(
    application: Application,
    calendars: Calendars,
    rules: Rules,
    *,
    elsewhere: Sequence[Touch] = (),
    today: date | None = None,
) -> tuple[Step, ...]:
    """Return the steps to come if each is done on its day and nobody answers, ten at most.

    With *today*, what has lapsed by then is left out, and what is overdue is taken
    as done today.
    """
    steps: list[Step] = []
    known, assumed = len(application.history), None
    while len(steps) < _MOST:
        found = plan(application, calendars, rules, elsewhere=elsewhere, assumed=assumed)
        step = _next_new(found, steps, today)
        if step is None:
            break
        steps.append(step)
        application = _after(application, step, today)
        made = (entry.day for entry in application.history[known:] if entry.did in TOUCHES)
        assumed = min(made, default=None)
    return tuple(steps)


def _next_new(found: Plan, steps: Sequence[Step], today: date | None) -> Step | None:
    """Return the first step of *found* that is not among *steps*, nor over by *today*."""
    seen = {_identity(step) for step in steps}
    new = [s for s in found.steps if _identity(s) not in seen and not _lapsed(s, today)]
    return min(new, key=lambda step: step.opens, default=None)


def _identity(step: Step) -> object:
    return step.occurrence or (step.act, step.due, step.to)


def _lapsed(step: Step, today: date | None) -> bool:
    if step.closes is None:
        return False
    ends = step.closes.astimezone(ZoneInfo(step.timezone)).date()
    return step.closes <= step.opens or (today is not None and ends <= today)


def _after(application: Application, step: Step, today: date | None) -> Application:
    """Return *application* with *step* done: on its day, or today where that is past."""
    did = _UNANSWERED.get(step.act)
    if did is None:
        return application
    day = step.due if today is None else max(step.due, today)
    number = step.round if did in _OF_A_ROUND else None
    done = tuple(Happening(day, did, to, round=number) for to in step.to or (None,))
    return application._replace(history=(*application.history, *done))


def timeline(
    application: Application,
    found: Plan,
    calendars: Calendars,
    rules: Rules,
    *,
    elsewhere: Sequence[Touch] = (),
    now: datetime | None = None,
) -> tuple[Mark, ...]:
    """Return what happened and what is to come, in order.

    Args:
        application: The application.
        found: Its plan.
        calendars: Gives the days off of a place in a year.
        rules: Waits and caps.
        elsewhere: What was said about the writer's other applications there.
        now: Parts what lies behind from what lies ahead; without it, what the
            newest entry of the history follows lies behind.

    """
    zone = ZoneInfo(application.timezone)
    day = now.astimezone(zone).date() if now else None
    until = day or max((entry.day for entry in application.history), default=date.min)
    marks = [*_interviews(application, zone, now, until), *_entries(application)]
    marks += _dates(application, found, until)
    marks += [
        Mark(step.due, None, step.act, ", ".join(step.whom), step.why, done=False)
        for step in forecast(application, calendars, rules, elsewhere=elsewhere, today=day)
    ]
    # Sorting keeps the order of a day: the interview, what was done, what was named.
    return tuple(sorted(marks, key=lambda mark: (mark.day, not mark.done)))


def _interviews(
    application: Application, zone: ZoneInfo, now: datetime | None, until: date
) -> Iterator[Mark]:
    for interview in application.interviews:
        day = interview.at.astimezone(zone).date()
        yield Mark(
            day,
            interview.at.astimezone(UTC),
            "interview",
            ", ".join(_name(application, person) for person in interview.talked_about),
            interview.format or "",
            done=interview.at <= now if now else day <= until,
        )


def _entries(application: Application) -> Iterator[Mark]:
    for entry in sorted(application.history, key=lambda entry: entry.day):
        moment = entry.on.astimezone(UTC) if isinstance(entry.on, datetime) else None
        who = _name(application, entry.to) if entry.to else ""
        yield Mark(entry.day, moment, entry.did, who, entry.note or "", done=True)


def _dates(application: Application, found: Plan, until: date) -> Iterator[Mark]:
    """Yield the date they named, and the one until which it was put off."""
    if found.decision:
        why = found.decision_source
        yield Mark(found.decision, None, "decision", "", why, done=found.decision < until)
    snoozes = [entry for entry in application.history if entry.did is Did.SNOOZED]
    newest = max(reversed(snoozes), key=lambda entry: entry.day, default=None)
    if newest and newest.until and newest.until > until and not found.state.ended:
        yield Mark(newest.until, None, "snooze", "", newest.note or "", done=False)


def _name(application: Application, person_id: str) -> str:
    person = application.people.get(person_id)
    # Somebody who was taken out of the record since.
    return person.name if person else person_id
