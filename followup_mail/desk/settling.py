"""What follows once it is known that a message was sent: history, plan, other applications."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from followup_mail.desk.desk import Desk
from followup_mail.desk.resting import SHORTEST
from followup_mail.desk.sending import NOTES, TAKEN
from followup_mail.errors import DataError
from followup_mail.model import Happening
from followup_mail.posting import Posting, SendState
from followup_mail.record import Record
from followup_mail.vocabulary import Did, Kind

if TYPE_CHECKING:
    from followup_mail.kept import Stored
    from followup_mail.model import Application

_DAY = timedelta(days=1)


class Consequence(Record):
    """What is to be recorded once a message was sent."""

    happening: Happening | None
    """None for a test, which counts for nothing."""
    also: tuple[tuple[int, str], ...] = ()
    """Other applications that it asks about: their numbers, and the person's ID there."""


def consequence(desk: Desk, posting: Posting, when: datetime) -> Consequence:
    """Return what is to be recorded if *posting* was taken at *when*, before that is recorded.

    It is dated as what is recorded by hand: by the clock of whoever it went to.
    """
    what = posting.what
    if what.test:
        return Consequence(None)
    stored = desk.store.by_id(posting.application)
    application = _readable(desk, stored)
    person = application.people.get(what.to) if application else None
    theirs = person.timezone if person and what.kind not in NOTES else None
    zone = ZoneInfo(theirs or (application.timezone if application else desk.timezone))
    day = when.astimezone(zone).date()
    history = desk.store.history(stored.id)
    if history and history[-1].day == day + _DAY:
        # Whoever the newest entry concerns works further east.
        day = history[-1].day
    also: tuple[tuple[int, str], ...] = ()
    if what.kind is Kind.CHECK_IN and person is not None:
        from followup_mail.desk.together import due_together

        also = tuple(
            (other.id, there.id)
            for other, there in due_together(desk, stored, person, when)
            if other.dossier.position in what.body
        )
    return Consequence(Happening(day, Did(what.kind.value), what.to or None), also)


def follow(desk: Desk, posting: Posting, said: Consequence, at: datetime) -> tuple[str, ...]:
    """Record *said* for other applications, plan anew, and return their names.

    To be called while writing, once *posting* and its own entry are recorded.
    """
    if said.happening is None:
        return ()
    stored = desk.store.by_id(posting.application)
    names = []
    for number, person_id in said.also:
        told = f"in one message with {stored.dossier.name}"
        desk.store.append(number, [said.happening._replace(to=person_id, note=told)], at=at)
        names.append(desk.store.by_id(number).dossier.name)
    desk.replan(stored)
    return tuple(names)


def resolve(desk: Desk, number: int, *, sent: bool) -> Posting:
    """Keep what the user found out of a message of which nobody knew whether it arrived.

    Raises:
        NotFoundError: There is no such message.
        UsageError: It isn't unknown.

    """
    with desk.writing():
        now = desk.now()
        posting = desk.store.posting(number)
        said = consequence(desk, posting, posting.changed_at) if sent else Consequence(None)
        desk.store.resolve(number, sent=sent, at=now, happening=said.happening)
        follow(desk, posting, said, now)
        return desk.store.posting(number)


def take_over(desk: Desk) -> tuple[Posting, ...]:
    """Take over what earlier runs left behind; return what was answered and is recorded now.

    The server's answer then stands beside the store.
    """
    desk.store.recover(at=desk.now())
    recorded = []
    for line in desk.store.unrecorded():
        with desk.writing():
            now = desk.now()
            posting, outcome = desk.store.posting(line.posting), line.outcome
            taken = outcome.state in TAKEN
            said = consequence(desk, posting, line.at) if taken else Consequence(None)
            waits = outcome.state is SendState.DEFERRED
            desk.store.conclude(
                line.posting,
                outcome,
                at=now,
                happening=said.happening,
                retry_at=line.at + SHORTEST if waits else None,
            )
            follow(desk, posting, said, now)
            recorded.append(desk.store.posting(line.posting))
    return tuple(recorded)


def _readable(desk: Desk, stored: "Stored") -> "Application | None":
    """Return the application *stored*; None where its file can't be read any more."""
    try:
        return desk.complete(stored)
    except DataError:
        return None
