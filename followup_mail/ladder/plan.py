"""The plan: what is to be done about an application, from when, until when, and why.

It does not know what day it is. What time alone changes is in ``opens`` and
``closes`` of the steps and in ``begins`` and ``overdue`` of the plan.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from followup_mail.ladder.anchors import Story, read
from followup_mail.ladder.days import Calendars
from followup_mail.ladder.events import ENDS, ending, in_order, snoozed
from followup_mail.ladder.ground import DAY, Ground
from followup_mail.ladder.replies import reply_steps
from followup_mail.ladder.rungs import Rung, next_rung, silence
from followup_mail.ladder.thanks import Owed, first_check_in, owed, promise_steps, thanks_steps
from followup_mail.ladder.wording import capital, in_full, many, say, say_date
from followup_mail.model import Application, Happening
from followup_mail.planning import Plan, Rules, Step, Touch
from followup_mail.vocabulary import Act, Did, State

_PLACES = {
    act: place
    for place, act in enumerate(
        (
            Act.REPLY,
            Act.DEBRIEF,
            Act.THANK_YOU,
            Act.FORWARD,
            Act.PROMISE,
            Act.COMPLETE,
            Act.CHECK_IN,
            Act.NETWORK,
            Act.ESCALATION,
            Act.CALL,
            Act.VOICEMAIL,
            Act.MOVE_ON,
        )
    )
}
"""Which step to prefer where several are due: first what can come too late."""
_WAITING = frozenset({State.INTERVIEWED, State.THANKED, State.WAITING_NEW_DATE, State.ON_HOLD})
"""Where a date that has passed means that they are late."""
_ENDED_BY = {
    Did.REJECTED: "{} said no on {}.",
    Did.OFFER: "{} made an offer on {}.",
    Did.WITHDREW: "You withdrew on {1}.",
    Did.MOVED_ON: "You moved on, {1}; should they answer after all, that opens it again.",
    Did.RETIRED: "You retired it on {1}; should they answer after all, that opens it again.",
}


def plan(
    application: Application,
    calendars: Calendars,
    rules: Rules,
    *,
    elsewhere: Sequence[Touch] = (),
    assumed: date | None = None,
) -> Plan:
    """Return what is to be done about *application*, whatever the time.

    Args:
        application: Its history holds what is in force, in any order.
        calendars: Gives the days off of a place in a year.
        rules: Waits and caps.
        elsewhere: What was said about the writer's other applications there.
        assumed: From that day on, what the history has of messages and calls is
            only assumed: reasons say "if" of it.

    """
    ground = Ground(application, calendars, rules, elsewhere, assumed)
    if not application.interviews:
        return _without_interview(ground)
    story = read(ground)
    if story.end is not None:
        return _ended(ground, story, story.end)
    if application.do_not_contact:
        note = "They asked not to be contacted: nothing goes to anybody there."
        return _made(ground, story, State.DO_NOT_CONTACT, [silence(ground, story)], note)
    rounds = owed(ground, story)
    steps = [*reply_steps(ground, story), *promise_steps(ground, story)]
    if story.invited is not None:
        steps += [_next_round(ground, *story.invited), *thanks_steps(ground, rounds)]
        return _made(ground, story, State.NEXT_ROUND, steps)
    rung = next_rung(ground, story)
    steps += [rung.step, *thanks_steps(ground, rounds, _too_late(ground, story, rung))]
    state = rung.state or story.base.state or _thanked(rounds[-1])
    return _made(ground, story, state, steps, rung.note)


def incomplete(questions: Sequence[str], at: datetime) -> Plan:
    """Return the plan of a record that lacks required details: the first of *questions*.

    Args:
        questions: What is asked for, the most important first; at least one.
        at: When that was noticed, with a zone.

    """
    more = len(questions) - 1
    rest = f" And {many(more, 'more question')}." if more else ""
    moment = at.astimezone(UTC)
    step = Step(
        act=Act.COMPLETE,
        due=moment.date(),
        opens=moment,
        why=f"{questions[0]}{rest}",
        occurrence=f"{Act.COMPLETE}/file/",
    )
    return Plan(State.INCOMPLETE, (step,), note="Details are missing.")


def state_on(plan: Plan, now: datetime) -> State:
    """Return where an application stands at *now*, by its plan."""
    if plan.begins is not None and now < plan.begins:
        return State.INTERVIEW_TO_COME
    if plan.overdue is not None and plan.overdue <= now:
        return State.OVERDUE
    return plan.state


def _without_interview(ground: Ground) -> Plan:
    """Return the plan of an application whose interview is not on file."""
    events = in_order(ground.application)
    end = ending(events)
    if end is not None:
        return Plan(ENDS[end.did], note=_said_of(ground, end))
    if ground.application.do_not_contact:
        return Plan(State.DO_NOT_CONTACT, note="They asked not to be contacted.")
    note = "No interview is on file."
    invited = [e for _, e in events if e.did is Did.NEXT_ROUND]
    if not invited:
        return Plan(State.INCOMPLETE, note=note)
    opens = ground.midnight(invited[-1].day, None)
    until = snoozed(events)
    if until is not None:
        opens = max(opens, ground.midnight(until, None))
    step = Step(
        act=Act.COMPLETE,
        due=ground.local(opens).date(),
        opens=opens,
        why="When is the interview, or when was it?",
        occurrence=f"{Act.COMPLETE}/file/",
        timezone=ground.application.timezone,
    )
    return Plan(State.INCOMPLETE, (step,), note=note)


def _ended(ground: Ground, story: Story, end: Happening) -> Plan:
    asked_not_to = ground.application.do_not_contact
    steps = [] if asked_not_to else reply_steps(ground, story)
    return Plan(ENDS[end.did], _put_off(ground, story, steps), note=_said_of(ground, end))


def _said_of(ground: Ground, end: Happening) -> str:
    who = capital(ground.short(end.to))
    return _ENDED_BY[end.did].format(who, in_full(end.day))


def _next_round(ground: Ground, key: str, entry: Happening) -> Step:
    """Return the question for the round that they invited the writer to."""
    return Step(
        act=Act.COMPLETE,
        due=entry.day,
        opens=ground.midnight(entry.day, None),
        why="When is the next interview?",
        occurrence=f"{Act.COMPLETE}/{key}/",
        timezone=ground.application.timezone,
        hint=(
            f"They invited you on {say_date(entry.day, entry.day)}. If they would rather name a "
            "day later, record that as delayed."
        ),
    )


def _too_late(ground: Ground, story: Story, rung: Rung) -> datetime | None:
    """Return when thanks go into the check-in instead; None where the rules alone decide."""
    checked = first_check_in(story)
    if checked is not None:
        return ground.midnight(checked, None)
    return rung.step.opens if rung.step.act is Act.CHECK_IN else None


def _thanked(last_round: Owed) -> State:
    """Return whether everybody met who can be thanked was."""
    open_ = last_round.own or last_round.passed_on
    return State.THANKED if last_round.begun and not open_ else State.INTERVIEWED


def _made(
    ground: Ground, story: Story, state: State, steps: Sequence[Step], note: str = ""
) -> Plan:
    """Return the plan with the decision date and what time alone changes."""
    base = story.base
    decision = base.named if story.invited is None else None
    waits = decision and state in _WAITING
    begins = None if state is State.DO_NOT_CONTACT else story.interview.at.astimezone(UTC)
    return Plan(
        state=state,
        steps=_put_off(ground, story, steps),
        decision=decision,
        decision_source=say(base.source, decision) if decision else "",
        note=note,
        begins=begins,
        overdue=ground.midnight(decision + DAY, None) if decision and waits else None,
    )


def _put_off(ground: Ground, story: Story, steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return *steps* in order of preference, none before the day they were put off to."""
    until = snoozed(story.events)
    if until is not None:
        steps = list(_after_snooze(ground, steps, until))
    return tuple(sorted(steps, key=lambda step: _PLACES[step.act]))


def _after_snooze(ground: Ground, steps: Sequence[Step], until: date) -> Iterator[Step]:
    """Yield what is left of *steps* if nothing may be due before *until*."""
    for step in steps:
        person = ground.people.get(step.to[0]) if step.to else None
        opens = ground.midnight(until, person)
        if step.due >= until:
            yield step
        elif step.closes is None or opens < step.closes:
            why = f"{step.why}; you put it off until {say_date(until, step.due)}"
            yield step._replace(due=until, opens=opens, why=why)
