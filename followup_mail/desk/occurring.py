"""What was done already that a message would do again: nothing is sent twice.

A message is known by its occurrence, of whatever application, and whoever recorded it.
Beneath that, nobody hears the same thing twice within a few days.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from followup_mail.desk.desk import Desk
from followup_mail.desk.sending import ALREADY, DOUBTFUL, NOTES, TAKEN
from followup_mail.desk.traces import (
    act_of,
    came_back,
    digests,
    occurrence_of,
    old_digest,
    position_of,
    where,
)
from followup_mail.errors import BlockedError
from followup_mail.ladder.occurrences import OPENERS
from followup_mail.ladder.wording import a, capital
from followup_mail.model import Application
from followup_mail.posting import NewPosting, Posting, SendState
from followup_mail.record import Record
from followup_mail.vocabulary import Kind

if TYPE_CHECKING:
    from followup_mail.kept import Stored

_WAITING: Final = frozenset({SendState.QUEUED, SendState.DEFERRED, SendState.SENDING})
_SOON: Final = timedelta(days=2)
"""Within which a second note of thanks to one address is one too many."""


class Queued(Record):
    """A message that was handed to the outbox, or was there before."""

    posting: Posting
    new: bool
    instead_of: int | None = None
    """Another one that waited and had other words; it is cancelled."""


class _Case(Record):
    """A message that is looked at, beside all that one writer sent to one employer."""

    desk: Desk
    stored: "Stored"
    new: NewPosting
    application: Application
    postings: tuple[Posting, ...]
    """Of this job's employer and writer, the oldest first, without what came back."""

    @property
    def address(self) -> str:
        return self.new.envelope.rcpt_to[0]

    def is_again(self, posting: Posting) -> bool:
        """Return whether the message is *posting* once more."""
        here = posting.application == self.stored.id
        if not posting.what.whom:
            # From before occurrences were kept apart, of a file that can't be read any more.
            same = act_of(posting.what.kind) == act_of(self.new.kind)
            to = posting.what.to == self.new.to or self.address in posting.what.envelope.rcpt_to
            return here and same and to
        if not here and not self.is_same_job(posting.application):
            return False
        earlier = occurrence_of(posting.what)
        return occurrence_of(self.new).is_again(earlier, self.application if here else None)

    def is_same_job(self, application: int) -> bool:
        """Return whether *application* is for the same position: at one interview, two may be."""
        other = self.desk.store.by_id(application).dossier
        return position_of(other) == position_of(self.stored.dossier)


def standing(desk: Desk, stored: "Stored", new: NewPosting) -> Posting | None:
    """Return the message that was sent, or may have been, as what *new* is; None for none.

    Raises:
        BlockedError: It was done otherwise: by hand, for another application or one that
            was removed, to another address of theirs; or is too much so soon.

    """
    if new.test:
        return None
    case = _case(desk, stored, new)
    same = [posting for posting in case.postings if case.is_again(posting)]
    doubtful = [posting for posting in same if posting.state in DOUBTFUL]
    if doubtful:
        return doubtful[-1]
    if ALREADY in dict(new.forced):
        return None
    taken = [posting for posting in same if posting.state in TAKEN]
    if taken and taken[-1].application == stored.id:
        to = taken[-1].what.envelope.rcpt_to
        if case.address in to:
            return taken[-1]
        raise _blocked(f"{to[0]} had this {new.kind} {_on(taken[-1])}, at the address of then")
    if taken:
        raise _blocked(
            f"{case.address} had this {new.kind} {_on(taken[-1])}, for {_name(case, taken[-1])}"
        )
    _waiting(case)
    for told in (*_by_hand(case), *_before_removal(case), *_so_soon(case)):
        raise _blocked(told)
    return None


def elsewhere(desk: Desk, stored: "Stored", new: NewPosting) -> tuple[str, ...]:
    """Return a note where the same address had such a message, about another employer, just now."""
    if new.test:
        return ()
    case, here = _case(desk, stored, new), where(stored.dossier)
    sent = desk.store.to_address(case.address, new.kind, writer=stored.dossier.writer)
    return tuple(
        f"{case.address} had {a(new.kind)} from you {_on(posting)}, for {name}."
        for posting, name in sent[-1:]
        if where(desk.store.by_id(posting.application).dossier) != here
        and _is_soon(case, posting.changed_at)
    )


def queue(desk: Desk, stored: "Stored", new: NewPosting) -> Queued:
    """Put *new* into the outbox; one that waits there already goes on, or gives way to it.

    Raises:
        BlockedError: The one that waits has other words, and may have arrived once, or
            belongs to another application.

    """
    from followup_mail.desk.sending import is_same

    with desk.writing():
        waits = None if new.test else _waiting(_case(desk, stored, new))
        again = ALREADY in dict(new.forced) or _came_back(desk, stored, new)
        now = desk.now()
        posting, fresh = (
            (waits, False) if waits else desk.store.queue(stored.id, new, at=now, again=again)
        )
        waiting = posting.state in _WAITING - {SendState.SENDING}
        if fresh or not waiting:
            return Queued(posting, fresh)
        if is_same(posting, new):
            # Read once more as it is, it leans on what is known now.
            desk.store.confirm(posting.id, new)
            return Queued(desk.store.posting(posting.id), new=False)
        if posting.data is not None:
            raise BlockedError(
                f"Message {posting.id} may have arrived once, and can only be sent again as it "
                f"was: followup-mail outbox deliver {posting.id}. To write another one, type "
                f"followup-mail outbox cancel {posting.id} first."
            )
        desk.store.cancel(posting.id, at=now)
        instead, _ = desk.store.queue(stored.id, new, at=now, again=again)
        return Queued(instead, new=True, instead_of=posting.id)


def _case(desk: Desk, stored: "Stored", new: NewPosting) -> _Case:
    about = stored.dossier
    found = desk.store.postings_of_job(
        stored.id, writer=about.writer, employer_key=about.employer_key
    )
    if not about.employer_key:
        # Of what is unnamed, another position is another job.
        others = {p.application for p in found}
        jobs = {n for n in others if where(desk.store.by_id(n).dossier) == where(about)}
        found = tuple(p for p in found if p.application in jobs)
    gone = came_back(desk, {p.application for p in found})
    kept = tuple(p for p in found if p.entry is None or p.entry not in gone)
    return _Case(desk, stored, new, desk.complete(stored), kept)


def _came_back(desk: Desk, stored: "Stored", new: NewPosting) -> bool:
    """Return whether the one that was sent as *new* came back."""
    same = [p for p in desk.store.outbox(application=stored.id) if p.what.key == new.key]
    return any(p.entry in came_back(desk, {stored.id}) for p in same if p.entry)


def _waiting(case: _Case) -> Posting | None:
    """Return the message that waits as what the one of *case* is.

    Raises:
        BlockedError: It belongs to another application.

    """
    found = [p for p in case.postings if p.state in _WAITING and case.is_again(p)]
    if not found:
        return None
    if found[-1].application == case.stored.id:
        return case.desk.store.posting(found[-1].id)
    number = found[-1].id
    raise BlockedError(
        f"Message {number}, of {_name(case, found[-1])}, is this {case.new.kind} and waits "
        f"already; to write it anew: followup-mail outbox cancel {number}"
    )


def _by_hand(case: _Case) -> Iterator[str]:
    """Yield what is on record as done and was not sent from here."""
    from followup_mail.ladder.occurrences import recorded

    desk, own = case.desk, occurrence_of(case.new)
    posted = {p.entry for p in case.postings}
    for stored in (case.stored, *desk.store.siblings(case.stored)):
        here = stored.id == case.stored.id
        known = case.application if here else desk.readable(stored)
        if not isinstance(known, Application) or not case.is_same_job(stored.id):
            continue
        for entry, what in recorded(known):
            if entry.id in posted or not own.is_again(what, known if here else None):
                continue
            name = known.people[what.person].name
            yield (
                f"{capital(a(entry.did))} to {name} on {entry.day} is on record for "
                f"{stored.dossier.name}, and this is the same one"
            )


def _before_removal(case: _Case) -> Iterator[str]:
    """Yield what was sent for an application before that was removed."""
    about, what = case.stored.dossier, occurrence_of(case.new)
    kinds = [kind for kind in Kind if act_of(kind) == what.act]
    once, job, *_ = digests(about, what, case.new.kind, ())
    # Without what opened the wait, a later interview or answer opens another one.
    loose = [job, *(old_digest(about, case.address, kind) for kind in kinds)]
    for digest in (once, *loose):
        sent = case.desk.store.was_sent(digest)
        if sent is None or _known_since(case, sent):
            continue
        if digest == once or not _between(case, case.stored.id, sent, None):
            yield (
                f"{case.address} had such a message on {sent:%Y-%m-%d}, for an application that "
                "was removed since"
            )


def _known_since(case: _Case, sent: datetime) -> bool:
    """Return whether another such message was sent from here since: the user knew."""
    return any(
        p.state in TAKEN and p.changed_at > sent
        for p in case.postings
        if p.application == case.stored.id
        and act_of(p.what.kind) == act_of(case.new.kind)
        and p.what.to == case.new.to
    )


def _so_soon(case: _Case) -> Iterator[str]:
    """Yield what the same address heard of the same kind, within which nothing has happened."""
    store, new = case.desk.store, case.new
    for posting in case.postings:
        same = posting.what.kind is new.kind and case.address in posting.what.envelope.rcpt_to
        if not same or posting.state not in TAKEN | DOUBTFUL or _is_other(case, posting):
            continue
        sent = posting.changed_at
        if _is_soon(case, sent) and not _between(case, posting.application, sent, posting.entry):
            yield _soon(case, sent)
    about = case.stored.dossier
    digest = [*digests(about, occurrence_of(new), new.kind, (case.address,))][-1]
    removed = store.was_sent(digest)
    if removed is None or _known_since(case, removed):
        return
    if _is_soon(case, removed) and not _between(case, case.stored.id, removed, None):
        yield _soon(case, removed)


def _is_other(case: _Case, posting: Posting) -> bool:
    """Return whether *posting* is to another person, or about another round."""
    before, now = posting.what, case.new
    here = posting.application == case.stored.id
    if here and before.to != now.to and before.to in case.application.people:
        return True
    if before.opened == now.opened:
        return False
    if not here:
        # Each position has interviews of its own.
        return not case.is_same_job(posting.application)
    known = {each.identity for each in case.application.interviews}
    first, second = (_round(what.opened, known) for what in (before, now))
    return bool(first and second and first != second)


def _round(opened: str, known: set[str]) -> str:
    """Return the interview of *known* that *opened* tells of; "" for none."""
    return next((each for each in known if opened == each or opened.startswith(f"{each} ")), "")


def _between(case: _Case, application: int, sent: datetime, entry: int | None) -> bool:
    """Return whether an interview or an answer lies between then and now."""
    now = case.new.not_before or case.desk.now()
    if any(sent < each.at <= now for each in case.application.interviews):
        return True
    told = [e for n in {application, case.stored.id} for e in case.desk.store.entries(n)]
    return any(
        each.happening.did in OPENERS
        and each.undoes is None
        and each.undone_by is None
        and (each.recorded_at > sent if entry is None else (each.happening.id or 0) > entry)
        for each in told
    )


def _is_soon(case: _Case, sent: datetime) -> bool:
    """Return whether *sent* is so lately that the same kind again is too much."""
    from zoneinfo import ZoneInfo

    from followup_mail.ladder.days import Calendar

    now = case.new.not_before or case.desk.now()
    if case.new.kind in NOTES:
        return now - sent < _SOON
    person = case.application.people.get(case.new.to)
    zone = ZoneInfo((person and person.timezone) or case.application.timezone)
    place = (person and person.place) or case.application.place or ""
    calendar = Calendar.of(case.desk.calendars, place)
    free = calendar.add(sent.astimezone(zone).date(), case.desk.config.rules.gap)
    return now.astimezone(zone).date() < free


def _soon(case: _Case, sent: datetime) -> str:
    return (
        f"{case.address} had {a(case.new.kind)} from you on {sent:%Y-%m-%d}, and since then "
        "nothing has happened that asks for another one"
    )


def _on(posting: Posting) -> str:
    return f"on {posting.changed_at:%Y-%m-%d} (message {posting.id})"


def _name(case: _Case, posting: Posting) -> str:
    return case.desk.store.by_id(posting.application).dossier.name


def _blocked(told: str) -> BlockedError:
    return BlockedError(f"{told}. To send it again: --force {ALREADY}=REASON")
