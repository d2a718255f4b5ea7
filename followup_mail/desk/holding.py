"""Whether a message that waits may leave: decided anew right before it does.

What would stop ``send`` now holds it, as does whatever happened since it was written.
Order is told by the numbers of the entries, never by a clock.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from followup_mail.desk.desk import Desk
from followup_mail.desk.resting import rests_now
from followup_mail.desk.sending import NOTES
from followup_mail.errors import (
    AnsweredError,
    BlockedError,
    DataError,
    FollowupMailError,
    NotFoundError,
    UsageError,
)
from followup_mail.ladder.counting import ANSWERS
from followup_mail.ladder.occurrences import OPENERS
from followup_mail.posting import Posting, SendState
from followup_mail.record import Record
from followup_mail.vocabulary import Did

if TYPE_CHECKING:
    from followup_mail.desk.rebuilding import Rebuilt
    from followup_mail.kept import Entry, Stored
    from followup_mail.model import Finding

_WAITING: Final = frozenset({SendState.QUEUED, SendState.DEFERRED})
_THEIRS: Final = ANSWERS | {Did.NETWORK_REPLY}
_HOURS: Final = (time(7), time(19))
"""In which mail goes out by itself, where its reader works."""
_MORNING: Final = time(9)
_NAMED: Final = timedelta(hours=1)
"""How long after the hour that the user named it still is that hour."""
_DAY: Final = timedelta(days=1)


class Held(Record):
    """A message that isn't sent, and why."""

    posting: Posting
    why: str
    """Completes "Held: …, since …"."""
    error: type[FollowupMailError] | None = None
    """The error that a run ends in which finds that out; None where it is no more than news."""


class PutOff(Record):
    """A message that waits for the next working morning where its reader is."""

    until: datetime
    """UTC."""
    told: str
    """Why, as a sentence."""


def decided(desk: Desk, posting: Posting, *, by_hand: bool) -> Held | PutOff | None:
    """Return why *posting* isn't to leave now, or until when it waits; None where it may.

    To be called in the change that claims it, so that the message before counts.
    *by_hand* says that the user asks for this one, now: then the hour is theirs, and
    what held it once is looked at again. A test is only ever told by its attachments,
    which whoever reads them compares.
    """
    if posting.what.test:
        return None
    if posting.held and not by_hand:
        return Held(posting, posting.held)
    held = stale(desk, posting)
    if held is not None:
        return held
    from followup_mail.desk.rebuilding import rebuilt

    stored = desk.store.by_id(posting.application)
    try:
        made = rebuilt(desk, stored, posting.what)
        why = next(_reasons(desk, stored, posting, made), "")
    except DataError as error:
        return Held(posting, f"it couldn't be written now: {clause(error)}", DataError)
    except (BlockedError, NotFoundError, UsageError) as error:
        return Held(posting, f"it couldn't be sent now: {clause(error)}", BlockedError)
    if why:
        return Held(posting, why, BlockedError)
    return None if by_hand else _too_late(desk, posting, made)


def stale(desk: Desk, posting: Posting) -> Held | None:
    """Return what happened since *posting* was written that it can't know; None for nothing.

    It is found by numbers alone, so that looking costs little.
    """
    what = posting.what
    if what.test:
        return None
    own = [e for e in _since(desk, posting, posting.application) if not _beside(e, posting)]
    stored = desk.store.by_id(posting.application)
    theirs = [
        (each, entry)
        for each in desk.store.siblings(stored)
        for entry in _since(desk, posting, each.id)
        if entry.happening.did in _THEIRS
    ]
    answered = bool(theirs) or any(entry.happening.did in _THEIRS for entry in own)
    error = AnsweredError if answered else None
    if own:
        happening = own[-1].happening
        told = f"{happening.did} on {happening.day} was recorded after it was written"
        return Held(posting, told, error)
    if theirs:
        other, entry = theirs[-1]
        happening = entry.happening
        told = f"{happening.did} on {happening.day} was recorded for {other.dossier.name}"
        return Held(posting, f"{told}, at the same employer, after it was written", error)
    if _was_changed(posting, stored):
        return Held(posting, "the application's file was changed after it was written")
    return None


def _since(desk: Desk, posting: Posting, application: int) -> "Iterator[Entry]":
    """Yield what counts of what was recorded for *application* after *posting* was written.

    An answer that was there and has been taken back is one of those: it may have opened
    the wait that the message ends.
    """
    after = posting.what.after
    for entry in desk.store.entries(application):
        undoes = entry.undoes
        counts = undoes is None and entry.undone_by is None
        opened = undoes is not None and undoes <= after and entry.happening.did in OPENERS
        if (entry.happening.id or 0) > after and (counts or opened):
            yield entry


def _beside(entry: "Entry", posting: Posting) -> bool:
    """Return whether *entry* is a note of thanks beside *posting*, or something that was sent."""
    did, what = entry.happening.did, posting.what
    if did is Did.PROMISE:
        return True
    notes = what.kind in NOTES and did.value in {kind.value for kind in NOTES}
    return notes and entry.happening.to != what.to


def _was_changed(posting: Posting, stored: "Stored") -> bool:
    from followup_mail.desk.enclosing import digest

    if not posting.what.file_digest:
        # As an older program queued it: the clock is all there is to tell by.
        return stored.changed_at > posting.queued_at
    return digest(stored.dossier.text.encode()) != posting.what.file_digest


def _reasons(desk: Desk, stored: "Stored", posting: Posting, made: "Rebuilt") -> Iterator[str]:
    """Yield what would stop *posting*, which is *made* now, from being sent.

    Raises:
        BlockedError: It was sent otherwise.

    """
    from followup_mail.desk.occurring import standing
    from followup_mail.ladder.occurrences import occurrence

    what, reader = posting.what, made.draft.recipient
    to = what.envelope.rcpt_to[0]
    if reader is None or reader.addr_spec != to:
        name = made.draft.choice.to.name if made.draft.choice.to else to
        yield f"{name} has another address now"
    step = occurrence(what.kind, made.application, made.draft.choice, made.draft.on)
    if what.file_digest and step.opened != what.opened:
        yield "an interview or an answer lies between, and it would be another message now"
    before = standing(desk, stored, what)
    if before is not None and before.id != posting.id:
        yield f"message {before.id} is the same one, and is {before.state} already"
    for finding in _blocking(desk, stored, posting, made):
        told = finding.message.rstrip(".")
        yield f"a check blocks it ({finding.check}): {told}"


def _blocking(
    desk: Desk, stored: "Stored", posting: Posting, made: "Rebuilt"
) -> "Iterator[Finding]":
    """Yield what blocks *posting* and wasn't overruled, or was for other facts."""
    from followup_mail.desk.rebuilding import OF_THE_MOMENT, blocked

    what = posting.what
    forced, overruled = dict(what.forced), set(what.overruled)
    for finding in blocked(desk, stored, made):
        if not what.file_digest and finding.check not in OF_THE_MOMENT:
            # Of what an older program queued nobody noted what is only said since it isn't
            # known where its words came from; they were checked then, and the file is the same.
            continue
        if (finding.check, finding.message) in overruled:
            continue
        if finding.check not in forced or _has_news(desk, stored, posting):
            yield finding


def _has_news(desk: Desk, stored: "Stored", posting: Posting) -> bool:
    """Return whether anything was recorded at the employer after *posting* was written."""
    group = (stored, *desk.store.siblings(stored))
    return any(True for each in group for _ in _since(desk, posting, each.id))


def _too_late(desk: Desk, posting: Posting, made: "Rebuilt") -> PutOff | None:
    """Return until when *posting* waits if its reader isn't at work now, nor was that asked for."""
    now = desk.now()
    named = posting.what.not_before or posting.queued_at
    if named <= now <= named + _NAMED:
        return None
    from followup_mail.ladder.days import Calendar

    reader, application = made.draft.choice.to, made.application
    zone = ZoneInfo((reader and reader.timezone) or application.timezone)
    calendar = Calendar.of(desk.calendars, (reader and reader.place) or application.place or "")
    there = now.astimezone(zone)
    first, last = _HOURS
    if first <= there.time() < last and calendar.is_business(there.date()):
        return None
    day = there.date() if there.time() < _MORNING else there.date() + _DAY
    morning = datetime.combine(calendar.next_sendable(day), _MORNING, zone)
    off = calendar.reason(there.date())
    name = reader.short if reader else "its reader"
    told = f"It was {there:%H:%M} {f'on a day off ({off}) ' if off else ''}where {name} works."
    return PutOff(morning.astimezone(UTC), told)


def clause(error: FollowupMailError) -> str:
    """Return what *error* says, on one line and without its stop."""
    return " ".join(str(error).split()).rstrip(".")


def with_reasons(desk: Desk, postings: Iterable[Posting]) -> list[Posting]:
    """Return *postings*, the held ones first and with why; what is stale will be held."""
    told = []
    for posting in postings:
        if posting.state in _WAITING and not posting.held:
            held = stale(desk, posting)
            told.append(posting._replace(held=held.why) if held else posting)
        else:
            told.append(posting)
    return sorted(told, key=lambda posting: not posting.is_held)


def held(desk: Desk) -> list[Posting]:
    """Return the messages that wait and are held, each with why."""
    waiting = desk.store.outbox(states=_WAITING)
    return [posting for posting in with_reasons(desk, waiting) if posting.is_held]


def due_postings(desk: Desk) -> list[Posting]:
    """Return what a timer is to send now, as far as that is known beforehand.

    What was held once waits for the user. A server that asked to be left in peace, or
    took no password, is left in peace with whatever else waits for it.
    """
    now = desk.now()
    waiting = desk.store.outbox(states=_WAITING)
    resting = {rest.account for rest in rests_now(desk)} | {
        posting.what.account
        for posting in waiting
        if posting.state is SendState.DEFERRED and not _is_due(posting, now)
    }
    return [
        posting
        for posting in waiting
        if _is_due(posting, now) and not posting.held and posting.what.account not in resting
    ]


def named_postings(desk: Desk, numbers: Sequence[int]) -> list[Posting]:
    """Return the messages called *numbers*, whenever they are due.

    Raises:
        NotFoundError: There is no such message.

    """
    return [desk.store.posting(number) for number in dict.fromkeys(numbers)]


def _is_due(posting: Posting, now: datetime) -> bool:
    return posting.not_before is None or posting.not_before <= now
