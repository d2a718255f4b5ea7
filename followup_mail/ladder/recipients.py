"""For whom a message is: the rule of each kind, and the reason in words.

Who comes into question at all is in :mod:`followup_mail.ladder.contacts`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from followup_mail.errors import MissingDetailError, NotFoundError, UsageError
from followup_mail.ladder.contacts import (
    callees,
    can_be_reached,
    insiders,
    last,
    process_contact,
    status_of,
    superiors,
    through_agency,
)
from followup_mail.model import Application, Choice, Interview, Person
from followup_mail.planning import Rules
from followup_mail.record import Record
from followup_mail.visible import visible
from followup_mail.vocabulary import Did, Kind, Role

__all__ = ["Selection", "choose", "held_interviews", "person_called", "status_of"]

_WORDS = {
    Role.RECRUITER: "the recruiter",
    Role.AGENCY: "the agency's consultant",
    Role.HR: "the HR contact",
    Role.COORDINATOR: "the coordinator",
    Role.HIRING_MANAGER: "the hiring manager",
    Role.CHAIR: "the chair of the panel",
    Role.INTERVIEWER: "an interviewer",
    Role.INSIDER: "somebody you know inside",
}
_ENDS = {
    Did.REJECTED: "they said no",
    Did.OFFER: "they made an offer",
    Did.WITHDREW: "you withdrew",
    Did.MOVED_ON: "you moved on",
    Did.RETIRED: "you retired it",
    Did.ON_HOLD: "they put it on hold",
}


class Selection(Record):
    """The messages to write, and what to tell about those not written."""

    choices: tuple[Choice, ...]
    notes: tuple[str, ...] = ()


def choose(
    kind: Kind,
    application: Application,
    *,
    moment: datetime,
    asked: Sequence[str] = (),
    rules: Rules | None = None,
) -> Selection:
    """Return for whom to write messages of *kind*.

    Args:
        kind: What is to be written.
        application: Its history is taken as complete.
        moment: The time of sending, with a zone; later interviews do not count.
        asked: Person IDs from the command line, which beat the rule.
        rules: How long a pause without a date lasts; without them, as by default.

    Raises:
        MissingDetailError: One detail would decide it, and is not on file.
        NotFoundError: An ID in *asked* is not in the file.
        UsageError: The kind makes no sense here; the text says what would.

    """
    people = [person_called(application, person_id) for person_id in dict.fromkeys(asked)]
    several = kind in {Kind.THANK_YOU, Kind.FORWARD}
    if len(people) > 1 and not several:
        raise UsageError(f"A {kind} goes to one person; give --to once.")
    held = held_interviews(application, moment)
    if kind is not Kind.REFLECTION:
        _need_interview(application, held, moment)
    if kind.chases or kind is Kind.NETWORK:
        _need_open(application, moment.date(), rules or Rules(), held[-1][1])
    number = held[-1][0] if held else 0
    match kind:
        case Kind.THANK_YOU:
            return _thank_you(application, held, people)
        case Kind.FORWARD:
            return _forward(application, held, people)
        case Kind.REFLECTION:
            return Selection((Choice(None, "a private note, never sent", number),))
        case _:
            return Selection((_one(kind, application, number, people),))


def _one(kind: Kind, application: Application, number: int, people: Sequence[Person]) -> Choice:
    """Return for whom the one message of *kind* is."""
    if kind.spoken:
        return _called(application, kind, number, people)
    rule = {Kind.NETWORK: _insider, Kind.ESCALATION: _manager, Kind.CHECK_IN: _contact}[kind]
    return rule(application, number, people)


def held_interviews(application: Application, moment: datetime) -> list[tuple[int, Interview]]:
    """Return the interviews that had begun by *moment*, numbered from 1."""
    return [
        (number, interview)
        for number, interview in enumerate(application.interviews, start=1)
        if interview.at <= moment
    ]


def person_called(application: Application, person_id: str) -> Person:
    """Return the person with the ID *person_id*, as typed after ``--to``.

    Raises:
        NotFoundError: There is nobody; the text names the nearest.

    """
    person = application.people.get(person_id)
    if person is None:
        from difflib import get_close_matches  # noqa: PLC0415 - for faults only

        near = get_close_matches(person_id, application.people, n=1)
        known = ", ".join(application.people) or "nobody"
        hint = f"did you mean {near[0]}?" if near else f"the file knows {known}."
        raise NotFoundError(f"--to {visible(person_id)}: no such person; {hint}")
    return person


def _need_open(application: Application, on: date, rules: Rules, newest_round: Interview) -> None:
    """Refuse to ask for an answer that has come, or is no longer wanted."""
    from followup_mail.ladder.events import (  # noqa: PLC0415 - start-up time; notes do without
        ending,
        hold,
        in_order,
    )

    events = in_order(application)
    newest = ending(events)
    if newest is None:
        paused = hold(events, rules.on_hold_days)
        # An interview held since then has lifted it.
        began = newest_round.at.astimezone(ZoneInfo(application.timezone)).date()
        newest = paused[0] if paused and began <= paused[0].day and on <= paused[1] else None
    if newest is not None:
        raise UsageError(
            f"There is nothing to ask for: on {newest.day} {_ENDS[newest.did]} (did = "
            f'"{newest.did}"). If it goes on after all, add an entry with did = "reopened".'
        )


def _somebody(person_id: str, name: str, role: str) -> str:
    """Return a table of the application file to copy."""
    email = f"{name.lower().replace(' ', '.')}@employer.example"
    return f'[people.{person_id}]\nname = "{name}"\nrole = "{role}"\nemail = "{email}"'


def _need_interview(
    application: Application, held: Sequence[tuple[int, Interview]], moment: datetime
) -> None:
    if held:
        return
    if application.interviews:
        first = application.interviews[0].at.astimezone(ZoneInfo(application.timezone))
        raise UsageError(
            f"The interview is on {first.date()} at {first:%H:%M} ({application.timezone}), the "
            f"day of sending is {moment.date()}. Give --on a later day, or correct interviews.0.at."
        )
    raise MissingDetailError(
        "When was the interview?",
        "[[interviews]]",
        "[[interviews]]\nat = 2026-11-19T14:00:00-05:00",
    )


def _thank_you(
    application: Application, held: Sequence[tuple[int, Interview]], people: Sequence[Person]
) -> Selection:
    notes: list[str] = []
    if people:
        rounds = [_round_with(held, person) for person in people]
    else:
        number, interview = held[-1]
        _need_topics(application, number, interview)
        met = [application.people[i] for i in interview.talked_about]
        for person in met:
            if _thanked(application, number, interview, person):
                notes.append(f"{person.name} was thanked already; --to {person.id} writes again.")
            elif not can_be_reached(person, application):
                status = status_of(person, application, date.max)
                notes.append(f"{person.name} can't be reached (status: {status}).")
            elif not person.email:
                notes.append(
                    f"{person.name} has no address on file: `forward` has a note passed on."
                )
            else:
                people = [*people, person]
        rounds = [held[-1]] * len(people)
    choices = []
    for person, (number, interview) in zip(people, rounds, strict=True):
        _need_email(person, also="or let somebody pass a note on, with `forward`")
        place = list(interview.talked_about).index(person.id)
        reason = f"you met in interview {number}" if number > 1 else "you met in the interview"
        choices.append(Choice(person, reason, number, position=place))
    return Selection(tuple(choices), tuple(notes))


def _forward(
    application: Application, held: Sequence[tuple[int, Interview]], people: Sequence[Person]
) -> Selection:
    carriers = [p for p in people if p.role.runs_the_process]
    thanked = [p for p in people if not p.role.runs_the_process]
    if len(carriers) > 1:
        raise UsageError("A note is passed on by one person; name one of them with --to.")
    carrier = carriers[0] if carriers else process_contact(application)
    number, interview = held[-1]
    if not thanked:
        _need_topics(application, number, interview)
        thanked = [
            person
            for person in (application.people[i] for i in interview.talked_about)
            if not person.email and not _thanked(application, number, interview, person)
        ]
    if not thanked:
        raise UsageError(
            "Nobody is waiting for a note to be passed on: everyone met has an address, "
            "or was thanked. Write `thank-you` instead."
        )
    if carrier is None or carrier in thanked or not carrier.role.runs_the_process:
        raise MissingDetailError(
            f"Who could pass a note on to {thanked[0].name}?",
            "people",
            _somebody("jo", "Jo Park", "hr"),
        )
    _need_email(carrier)
    choices = []
    for person in thanked:
        at, talk = _round_with(held, person)
        reason = f"{_WORDS[carrier.role]}, who can pass a note on to {person.name}"
        place = list(talk.talked_about).index(person.id)
        choices.append(Choice(carrier, reason, at, about=person, position=place))
    return Selection(tuple(choices))


def _contact(application: Application, number: int, people: Sequence[Person]) -> Choice:
    if people:
        return _asked_for(application, people[0], number)
    person = process_contact(application)
    if person is None:
        raise MissingDetailError(
            "Whom should you ask about the next step?",
            "people",
            _somebody("jo", "Jo Park", "recruiter"),
        )
    _need_email(person)
    why = (
        "who runs the process" if person.role.runs_the_process else "since no recruiter is on file"
    )
    return Choice(person, f"{_WORDS[person.role]}, {why}", number)


def _insider(application: Application, number: int, people: Sequence[Person]) -> Choice:
    if people:
        return _asked_for(application, people[0], number)
    known = [p for p in application.people.values() if p.role is Role.INSIDER]
    usable = [p for p in known if can_be_reached(p, application)]
    if not usable:
        raise MissingDetailError(
            "Whom do you know well inside, and how?",
            "people",
            _somebody("priya", "Priya Raman", "insider")
            + '\nrelationship = "we shared an on-call rota until 2023"',
        )
    person = next(iter(insiders(application)), usable[0])
    _need_email(person)
    return Choice(person, _WORDS[Role.INSIDER], number)


def _manager(application: Application, number: int, people: Sequence[Person]) -> Choice:
    if people:
        return _asked_for(application, people[0], number)
    before = last(application, Did.CHECK_IN)
    asked = before.to if before else None
    managers = superiors(application)
    if through_agency(application):
        contact = process_contact(application)
        return _within_agency(managers, asked or (contact.id if contact else None), number)
    if not managers:
        raise MissingDetailError(
            "Who is the hiring manager?",
            "people",
            _somebody("david", "David Chen", "hiring-manager"),
        )
    manager = managers[0]
    if asked == manager.id:
        raise UsageError(
            f"There is nobody to escalate to: the check-in went to {manager.name}, "
            f"{_WORDS[manager.role]}. The next step is a call: `script call`."
        )
    _need_email(manager)
    reason = f"{_WORDS[manager.role]}, since the check-in went to somebody else"
    return Choice(manager, reason, _round_met(application, manager, number))


def _within_agency(agency: Sequence[Person], asked: str | None, number: int) -> Choice:
    """Return the agency's other person; nobody past the agency unless it agreed."""
    others = [person for person in agency if person.id != asked]
    if not others:
        raise MissingDetailError(
            "Has the agency agreed that you write to its client directly?",
            "agency_allows_direct",
            "agency_allows_direct = true",
        )
    _need_email(others[0])
    return Choice(others[0], "the agency's other contact, since the first was asked", number)


def _called(application: Application, kind: Kind, number: int, people: Sequence[Person]) -> Choice:
    if people:
        choice = _asked_for(application, people[0], number, mailed=False)
    else:
        asked = last(application, Did.ESCALATION, Did.CHECK_IN)
        silent = asked.to if asked else None
        found = callees(application, silent, process_contact(application))
        with_phone = (p for p in found if p.phone)
        person = next(with_phone, found[0] if found else None)
        if person is None:
            raise MissingDetailError(
                "Whom should you call?",
                "people",
                _somebody("jo", "Jo Park", "recruiter") + '\nphone = "+1 416 555 0100"',
            )
        why = "whom you wrote to last" if person.id == silent else "who knows the dates"
        choice = Choice(person, f"{_WORDS[person.role]}, {why}", number)
    person = choice.to
    if kind is Kind.CALL and person and not person.phone:
        raise MissingDetailError(
            f"What is {person.name}'s phone number?",
            f"people.{person.id}.phone",
            'phone = "+1 416 555 0100"',
        )
    return choice


def _asked_for(
    application: Application, person: Person, number: int, *, mailed: bool = True
) -> Choice:
    if mailed:
        _need_email(person)
    met = _round_met(application, person, number)
    return Choice(person, f"{_WORDS[person.role]}, as you asked", met)


def _need_email(person: Person, also: str = "") -> None:
    if not person.email:
        raise MissingDetailError(
            f"What is {person.name}'s e-mail address" + (f" ({also})?" if also else "?"),
            f"people.{person.id}.email",
            'email = "jo.park@employer.example"',
        )


def _need_topics(application: Application, number: int, interview: Interview) -> None:
    if not interview.talked_about:
        somebody = next(iter(application.people), "maria")
        raise MissingDetailError(
            f"Whom did you meet in interview {number}, and what did you talk about with each?",
            f"interviews.{number - 1}.talked_about",
            f'talked_about = {{ {somebody} = ["how the team is growing"] }}',
        )


def _round_with(held: Sequence[tuple[int, Interview]], person: Person) -> tuple[int, Interview]:
    for number, interview in reversed(held):
        if person.id in interview.talked_about:
            return number, interview
    number = held[-1][0]
    raise MissingDetailError(
        f"What did you talk about with {person.name}?",
        f"interviews.{number - 1}.talked_about.{person.id}",
        f'{person.id} = ["how the team is growing"]',
    )


def _thanked(application: Application, number: int, interview: Interview, person: Person) -> bool:
    day = interview.at.astimezone(ZoneInfo(application.timezone)).date()
    return any(
        entry.did in {Did.THANK_YOU, Did.FORWARD}
        and entry.to == person.id
        and (entry.round == number if entry.round else entry.day >= day)
        for entry in application.history
    )


def _round_met(application: Application, person: Person, number: int) -> int:
    """Return the last round up to *number* in which *person* was met, else *number*."""
    met = (n for n in range(number, 0, -1) if _was_met(application, n, person))
    return next(met, number)


def _was_met(application: Application, number: int, person: Person) -> bool:
    return person.id in application.interviews[number - 1].talked_about
