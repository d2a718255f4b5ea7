"""Saying what happened: appended, never edited; `undo` appends too."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from followup_mail.desk import plausible
from followup_mail.desk.desk import Desk
from followup_mail.errors import DataError, NotFoundError, UsageError
from followup_mail.model import Application, Happening, Person
from followup_mail.record import Record
from followup_mail.vocabulary import Act, Did, Kind

if TYPE_CHECKING:
    from followup_mail.kept import Entry, Stored
    from followup_mail.planning import Plan

_NEEDS_PERSON = frozenset(
    {
        Did.THANK_YOU,
        Did.FORWARD,
        Did.PROMISE,
        Did.CHECK_IN,
        Did.NETWORK,
        Did.ESCALATION,
        Did.CALLED,
        Did.VOICEMAIL,
        Did.NO_ANSWER,
        Did.GATEKEEPER,
        Did.REDIRECTED,
        Did.BOUNCED,
        Did.LEFT,
        Did.AWAY,
        Did.NETWORK_REPLY,
    }
)
_CALLS = frozenset({Did.CALLED, Did.VOICEMAIL, Did.NO_ANSWER, Did.GATEKEEPER})
_YOURS = frozenset({Did.THANK_YOU, Did.FORWARD, Did.PROMISE, Did.CHECK_IN, Did.NETWORK}) | {
    Did.ESCALATION,
    *_CALLS,
}
_DECIDED = frozenset({Did.SNOOZED, Did.RETIRED, Did.REOPENED, Did.WITHDREW, Did.MOVED_ON})
"""What concerns nobody in particular."""
_THANKS = frozenset({Did.THANK_YOU, Did.FORWARD})
_OF_A_MAIL = frozenset({Did.BOUNCED, Did.AWAY, Did.LEFT})
"""What one learns by the answer of a machine."""
_ENDS = {Did.REJECTED, Did.OFFER, Did.WITHDREW, Did.MOVED_ON, Did.RETIRED}


class Event(Record):
    """What is to be recorded, as it was typed."""

    did: Did
    to: tuple[str, ...] = ()
    on: date | None = None
    until: date | None = None
    note: str | None = None


class Recorded(Record):
    """What was recorded, and what follows."""

    stored: "Stored"
    happenings: tuple[Happening, ...]
    people: tuple[str, ...]
    """Name of whom each concerns; "" for nobody."""
    plan: "Plan"
    also: tuple[str, ...] = ()
    """Other applications for which the same message counts."""


def log(desk: Desk, name: str, event: Event) -> Recorded:
    """Record *event* for the application called *name*.

    Raises:
        UsageError: It can't have happened so, or is recorded already: nobody named,
            a day to come, an end before the beginning, a question before the interview.
        NotFoundError: There is no such application or person.

    """
    with desk.writing():
        stored = desk.find(name)
        known = desk.read(stored)
        now = desk.now()
        zone = known.timezone if isinstance(known, Application) else desk.timezone
        people = (
            _people(desk, stored, known, event)
            if isinstance(known, Application)
            else _nobody(desk, stored, event)
        )
        zone = _clock(event.did, people, zone)
        history = desk.store.history(stored.id)
        today = now.astimezone(ZoneInfo(zone)).date()
        plausible.check_days(event, today, zone)
        called = stored.dossier.name
        plausible.check_standing(event, called, history, desk.config.rules.on_hold_days)
        if isinstance(known, Application):
            plausible.check_order(event, called, known, today)
        names = tuple(person.name if person else "" for person in people)
        happenings = tuple(
            Happening(
                on=event.on or _not_before(history, today),
                did=event.did,
                to=person.id if person else None,
                until=event.until,
                note=event.note or _address_that_bounced(event.did, person),
            )
            for person in people
        )
        plausible.check_once(event, history, happenings, names)
        beside = _beside(desk, stored, event, people, now)
        numbers = desk.store.append(stored.id, happenings, at=now)
        for other, theirs in beside:
            told = f"in one message with {stored.dossier.name}"
            same = happenings[0]._replace(to=theirs.id, note=told)
            desk.store.append(other.id, [same], at=now)
        desk.store.mark_used(stored.id, numbers)
        plan = desk.replan(stored)
        return Recorded(
            desk.store.by_id(stored.id),
            tuple(h._replace(id=n) for h, n in zip(happenings, numbers, strict=True)),
            names,
            plan,
            tuple(other.dossier.name for other, _ in beside),
        )


def undo(desk: Desk, name: str | None) -> Recorded:
    """Take back what was recorded last, for the application *name* or at all.

    Raises:
        NotFoundError: There is nothing to take back.

    """
    with desk.writing():
        number = desk.find(name).id if name is not None else None
        newest = desk.store.newest(number)
        if newest is None:
            where = f"{name}: nothing" if name else "Nothing"
            raise NotFoundError(f"{where} was recorded that could be taken back.")
        stored, last = newest
        taken = _recorded_with(desk, stored, last)
        beside = {
            other: _recorded_with(desk, other, last)
            for other in (desk.store.siblings(stored) if last.happening.did is Did.CHECK_IN else ())
        }
        for happening in [*taken, *(each for found in beside.values() for each in found)]:
            desk.store.undo(happening.id or 0, at=desk.now())
        plan = desk.replan(stored)
        application = desk.complete(stored) if stored.dossier.complete else None
        people = application.people if application else {}
        names = tuple(_name(people.get(h.to or ""), h) for h in taken)
        also = tuple(other.dossier.name for other, found in beside.items() if found)
        return Recorded(desk.store.by_id(stored.id), tuple(taken), names, plan, also)


def _recorded_with(desk: Desk, stored: "Stored", last: "Entry") -> list[Happening]:
    """Return what counts of *stored* and was recorded by the command that recorded *last*.

    One command may have recorded several: a panel thanked, or one check-in for two
    applications.
    """
    same = (last.recorded_at, last.happening.did, last.happening.day)
    return [
        entry.happening
        for entry in desk.store.entries(stored.id)
        if entry.undone_by is None
        and entry.undoes is None
        and (entry.recorded_at, entry.happening.did, entry.happening.day) == same
    ]


def _name(person: Person | None, happening: Happening) -> str:
    return person.name if person else happening.to or ""


def _address_that_bounced(did: Did, person: Person | None) -> str | None:
    """Return the address that a mail came back from: with another one they can be reached."""
    return person.email if did is Did.BOUNCED and person else None


def _clock(did: Did, people: Sequence[Person | None], usual: str) -> str:
    """Return the zone by whose clock *did* is dated: as its step is, theirs who hear of it."""
    person = people[0] if len(people) == 1 and did not in _THANKS else None
    return (person and person.timezone) or usual


def _not_before(history: Sequence[Happening], today: date) -> date:
    """Return the day of what is recorded *today*, after all of *history*.

    The newest entry can be a day ahead where whom it concerns works further east.
    """
    newest = history[-1].day if history else today
    return newest if newest == today + timedelta(days=1) else today


def _people(
    desk: Desk, stored: "Stored", application: Application, event: Event
) -> Sequence[Person | None]:
    """Return whom *event* concerns: as told, else whom the ladder has it for."""
    if event.to:
        return [_known(application, person_id) for person_id in dict.fromkeys(event.to)]
    if event.did in _DECIDED:
        return [None]
    found = _expected(desk, stored, application, event)
    if found:
        return found
    if event.did not in _NEEDS_PERSON:
        return [None]
    listed = ", ".join(application.people) or "nobody yet"
    raise UsageError(f"{event.did}: say whom it concerns with --to ID ({listed}).")


def _expected(
    desk: Desk, stored: "Stored", application: Application, event: Event
) -> "list[Person | None]":
    """Return whom the step concerns that asks for it; of what they did, only what can't be else.

    Nobody in the list is nobody in particular, an empty one that it can't be told.
    """
    if event.did in _YOURS:
        plan, now = desk.plan_of(stored, application, desk.elsewhere(stored)), desk.now()
        # What is due first, though what is done may be another step of the same day.
        asked = [plan.current(now), *(s for s in plan.steps if s.closes is None or now < s.closes)]
        step = next((s for s in asked if s and _answers(event.did, s.act)), None)
        if step is None:
            return [*_usual(desk, application, event)]
        if step.act is Act.REPLY and not step.to:
            return [None]
        return [application.people[i] for i in step.to if i in application.people]
    if event.did is Did.NETWORK_REPLY:
        asked_inside = [e.to for e in application.history if e.did is Did.NETWORK and e.to]
        return [application.people[person_id] for person_id in asked_inside[-1:]]
    if event.did in _OF_A_MAIL:
        written = {e.to for e in application.history if e.did in _YOURS - _CALLS and e.to}
        return [application.people[person_id] for person_id in written if len(written) == 1]
    return []


def _usual(desk: Desk, application: Application, event: Event) -> list[Person]:
    """Return to whom such a message usually goes; nobody where that takes a decision."""
    from followup_mail.ladder.recipients import choose

    kind = next((kind for kind in Kind if kind.value == event.did.value), None)
    if kind is None or kind in {Kind.THANK_YOU, Kind.FORWARD}:
        return []
    try:
        chosen = choose(kind, application, moment=desk.now(), rules=desk.config.rules)
    except (DataError, UsageError):
        return []
    return [choice.to for choice in chosen.choices if choice.to is not None]


def _answers(did: Did, act: Act) -> bool:
    """Return whether *did* is what a step *act* asks for."""
    if did in _CALLS:
        return act in {Act.CALL, Act.VOICEMAIL}
    if did is Did.THANK_YOU and act is Act.REPLY:
        return True
    return did.value == act.value


def _known(application: Application, person_id: str) -> Person:
    from followup_mail.ladder.recipients import person_called

    return person_called(application, person_id)


def _beside(
    desk: Desk,
    stored: "Stored",
    event: Event,
    people: Sequence[Person | None],
    now: datetime,
) -> "list[tuple[Stored, Person]]":
    """Return the other applications that a check-in asks about as well.

    The template names all of them; see :mod:`followup_mail.desk.together`.
    """
    from followup_mail.desk.together import due_together

    if event.did is not Did.CHECK_IN or len(people) != 1 or people[0] is None:
        return []
    zone = ZoneInfo(people[0].timezone or desk.timezone)
    sent = datetime.combine(event.on, time.max, zone) if event.on else now
    return due_together(desk, stored, people[0], min(sent, now))


def _nobody(desk: Desk, stored: "Stored", event: Event) -> list[None]:
    """Return that *event* concerns nobody, for an application whose details are missing.

    Raises:
        MissingDetailError: It would have to concern somebody.

    """
    if event.to or event.did not in _DECIDED | _ENDS:
        desk.complete(stored)
    return [None]
