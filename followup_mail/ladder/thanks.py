"""What is owed after an interview: notes of thanks, notes passed on, promised things."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from followup_mail.ladder.anchors import Story
from followup_mail.ladder.contacts import can_be_reached
from followup_mail.ladder.ground import DAY, Ground
from followup_mail.ladder.wording import kind_of_day, say_date, say_day
from followup_mail.model import Person, Promise
from followup_mail.planning import Step
from followup_mail.record import Record
from followup_mail.vocabulary import Act, Did

_HOUR = timedelta(hours=1)
_EARLY = time(15)
_MORNING = time(9)
_LATE = timedelta(hours=48)
_THANKED = frozenset({Did.THANK_YOU, Did.FORWARD})


class Window(Record):
    """When a round is to be thanked for."""

    ended: datetime
    """UTC; an hour after it began, where that is not on file."""
    due: date
    opens: datetime
    closes: datetime
    why: str


def window(ground: Ground, number: int, until: datetime | None) -> Window:
    """Return when the thanks for interview *number* are due; *until* ends it, if earlier."""
    interview = ground.application.interviews[number - 1]
    ended = ground.local(interview.end or interview.at + _HOUR)
    due, why = _day_of_thanks(ground, ended)
    opens = max(ground.midnight(due, None), ended.astimezone(UTC) + _HOUR)
    last = ground.calendar(None).add(ended.date(), ground.rules.thank_you_lapses)
    closes = ground.midnight(last + DAY, None)
    if until is not None and until < closes:
        closes = until
    return Window(
        ended=ended.astimezone(UTC),
        due=max(due, ground.local(opens).date()),
        opens=opens,
        closes=closes,
        why=why,
    )


def _day_of_thanks(ground: Ground, ended: datetime) -> tuple[date, str]:
    """Return the day, and why that one."""
    calendar = ground.calendar(None)
    day, following = ended.date(), ended.date() + DAY
    was = f"the interview was on {say_day(day)}"
    if calendar.is_business(day):
        if ended.time() <= _EARLY:
            return day, was
        if calendar.is_business(following):
            return following, was
        return day, f"{was}, and the next day is {kind_of_day(calendar.reason(following))}"
    monday = calendar.next_business(day)
    morning = datetime.combine(monday, _MORNING, ended.tzinfo)
    if morning.astimezone(UTC) - ended.astimezone(UTC) <= _LATE:
        return monday, f"{was}, and {say_day(monday, day)} is the next business day"
    return day, f"{was}, and the next business day is more than 48 hours later"


def thanked(story: Story, number: int, day: date, person: str) -> bool:
    """Return whether *person* was thanked for interview *number*, held on *day*."""
    return any(
        entry.did in _THANKED
        and entry.to == person
        and (entry.round == number if entry.round else entry.day >= day)
        and place not in story.lost
        for place, (_, entry) in enumerate(story.events)
    )


class Owed(Record):
    """Who is still to be thanked for a round."""

    number: int
    """The interview, counted from 1."""
    own: tuple[Person, ...]
    """Those who get a note."""
    passed_on: tuple[Person, ...]
    """Those without an address, for whom somebody can pass a note on."""
    begun: bool
    """Whether anybody was thanked."""
    met: bool
    """Whether anybody is noted as met."""


def owed(ground: Ground, story: Story) -> list[Owed]:
    """Return who is still to be thanked, round by round."""
    return [_owed(ground, story, n + 1) for n in range(len(ground.application.interviews))]


def _owed(ground: Ground, story: Story, number: int) -> Owed:
    application = ground.application
    interview = application.interviews[number - 1]
    day = ground.local(interview.at).date()
    own: list[Person] = []
    passed_on: list[Person] = []
    begun = False
    for person_id in interview.talked_about:
        person = application.people[person_id]
        if thanked(story, number, day, person_id):
            begun = True
        elif not can_be_reached(person, application):
            continue
        elif person.email:
            own.append(person)
        elif (through := _carrier(ground)) is not None and through != person:
            passed_on.append(person)
    if not interview.talked_about:
        begun = any(
            entry.did in _THANKED and (entry.round == number if entry.round else entry.day >= day)
            for _, entry in story.events
        )
    return Owed(number, tuple(own), tuple(passed_on), begun, bool(interview.talked_about))


def _carrier(ground: Ground) -> Person | None:
    """Return who could pass a note on: whoever runs the process, with an address."""
    contact = ground.contact
    runs = contact is not None and contact.role.runs_the_process and contact.email
    return contact if runs else None


def thanks_steps(
    ground: Ground, rounds: Sequence[Owed], until: datetime | None = None
) -> Iterator[Step]:
    """Yield the notes that are owed in *rounds*; *until* is when they become too late."""
    for each in rounds:
        asks = not each.met and not each.begun
        if not (each.own or each.passed_on or asks):
            continue
        span = window(ground, each.number, until)
        if asks and span.ended < span.closes:
            yield _debrief(ground, each.number, span)
        if asks or span.closes <= span.opens:
            continue
        if each.own:
            yield _note(ground, Act.THANK_YOU, each.number, each.own, span, "")
        through = _carrier(ground)
        if each.passed_on and through:
            hint = f"No address is on file; {through.short} can pass the note on."
            yield _note(ground, Act.FORWARD, each.number, each.passed_on, span, hint)


def _note(
    ground: Ground, act: Act, number: int, people: Sequence[Person], span: Window, hint: str
) -> Step:
    # Without the person: who is owed one still shrinks as notes go out.
    return Step(
        act=act,
        due=span.due,
        opens=span.opens,
        why=span.why,
        to=tuple([person.id for person in people]),
        whom=tuple([person.name for person in people]),
        closes=span.closes,
        occurrence=f"{act}/r{number}/",
        round=number,
        timezone=ground.application.timezone,
        hint=hint,
    )


def _debrief(ground: Ground, number: int, span: Window) -> Step:
    due = ground.local(span.ended).date()
    return Step(
        act=Act.DEBRIEF,
        due=due,
        opens=span.ended,
        why=f"the interview was on {say_day(due)}, and nobody is noted as met",
        closes=span.closes,
        occurrence=f"{Act.DEBRIEF}/r{number}/",
        round=number,
        timezone=ground.application.timezone,
        hint="Everything later is written from these notes: two minutes while it is fresh.",
    )


def promise_steps(ground: Ground, story: Story) -> list[Step]:
    """Return what was promised and is not sent yet, the earliest first."""
    application = ground.application
    left: dict[str, int] = {}
    for place, (_, entry) in enumerate(story.events):
        if entry.did is Did.PROMISE and entry.to and place not in story.lost:
            left[entry.to] = left.get(entry.to, 0) + 1
    steps: list[Step] = []
    numbered = enumerate(application.promised, start=1)
    for number, promise in sorted(numbered, key=lambda pair: pair[1].by or date.max):
        person = application.people[promise.to]
        if promise.done or not can_be_reached(person, application):
            continue
        if left.get(promise.to):
            left[promise.to] -= 1
            continue
        steps.append(_promised(ground, story, number, promise, person))
    return steps


def _promised(ground: Ground, story: Story, number: int, promise: Promise, person: Person) -> Step:
    """Return the step for *promise*; one without a day goes with the note of thanks."""
    hint = ""
    if promise.by is None:
        rounds = ground.application.interviews
        met = (n for n in range(story.number, 0, -1) if person.id in rounds[n - 1].talked_about)
        span = window(ground, next(met, story.number), None)
        due, opens = span.due, span.opens
        why = f"you promised {person.short} {promise.what}; it goes with the note of thanks"
    else:
        due, opens = promise.by, ground.midnight(promise.by, person)
        why = f"you promised {person.short} {promise.what} by {say_date(due, due)}"
        calendar = ground.calendar(person)
        if not calendar.is_business(due):
            off = kind_of_day(calendar.reason(due))
            hint = f"{say_date(due, due)} is {off}: earlier is better than later."
    return Step(
        act=Act.PROMISE,
        due=due,
        opens=opens,
        why=why,
        to=(person.id,),
        whom=(person.name,),
        occurrence=f"{Act.PROMISE}/p{number}/{person.id}",
        timezone=ground.zone_of(person),
        hint=hint,
    )


def first_check_in(story: Story) -> date | None:
    """Return the day of the first check-in since the interview; late thanks went into it."""
    return next(
        (
            entry.day
            for place, (_, entry) in enumerate(story.events)
            if entry.did is Did.CHECK_IN and entry.day >= story.day and place not in story.lost
        ),
        None,
    )


def unthanked(story: Story, person: Person) -> str:
    """Return the reminder that *person* was met and got no note; "" otherwise."""
    met = person.id in story.interview.talked_about
    if not met or thanked(story, story.number, story.day, person.id):
        return ""
    return f"Unless {person.short} has had a note of thanks, the draft thanks them."
