"""Whether a message that waits may still leave: decided anew each time one is taken out.

What was true when it was queued may not be now: something was recorded, the file or an
attachment was changed, another message left first, it is night where it is read.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from followup_mail.desk.desk import Desk
from followup_mail.desk.occurring import standing
from followup_mail.desk.resting import rests_now
from followup_mail.desk.sending import NOTES
from followup_mail.errors import (
    AnsweredError,
    BlockedError,
    DataError,
    FollowupMailError,
    OutputError,
    UsageError,
)
from followup_mail.ladder.counting import ANSWERS
from followup_mail.ladder.days import Calendar
from followup_mail.model import Application, Draft
from followup_mail.posting import NewPosting, Posting, SendState
from followup_mail.record import Record
from followup_mail.vocabulary import Did, Kind, Severity

if TYPE_CHECKING:
    from followup_mail.kept import Entry, Stored

_THEIRS: Final = ANSWERS | {Did.NETWORK_REPLY}
_WAITING: Final = (SendState.QUEUED, SendState.DEFERRED)
_HOURS: Final = (time(7), time(19))
"""When mail may arrive at work without anybody having named the hour (docs/ladder.md)."""
_MORNING: Final = time(9)
_NAMED: Final = timedelta(hours=1)
"""How long after the hour that was named it still is that hour."""


class Held(Record):
    """A message that isn't sent though it is due."""

    posting: Posting
    why: str
    """Completes "Held: message 3, since …"."""
    ends_in: type[FollowupMailError] | None = None
    """The error that a run ends in which finds that out; None where it is no more than news."""
    lasting: bool = True
    """Whether it stays so until somebody decides; else it is seen anew each time."""


def noted(desk: Desk, stored: "Stored", new: NewPosting) -> NewPosting:
    """Return *new* with what it leans on now, so that it is known later what has changed.

    Raises:
        OutputError: An attachment can't be read.

    """
    newest = desk.store.newest(None)
    new = new._replace(
        after=(newest[1].happening.id or 0) if newest else 0,
        file_digest=_digest(desk.store.by_id(stored.id).dossier.text.encode()),
        digests=_digests_of(new),
    )
    if new.test:
        return new
    draft, application, whole = _draft(desk, stored, new, new.not_before or desk.now())
    return new._replace(overruled=tuple(_blocked(desk, stored, draft, application, whole)))


def held_now(desk: Desk) -> list[Held]:
    """Return what waits and is held, as far as that can be told without reading each message."""
    found = []
    for posting in desk.store.outbox(states=_WAITING):
        held = Held(posting, posting.held) if posting.held else stale(desk, posting)
        if held is not None:
            found.append(held)
    return found


def stale(desk: Desk, posting: Posting) -> Held | None:
    """Return what happened since *posting* was queued that it can't know; None for nothing.

    The numbers of entries tell what came later: a clock may have been wrong.
    """
    what = posting.what
    if what.test:
        return None
    stored = desk.store.by_id(posting.application)
    later = [entry for entry in _later(desk, stored, what) if not _to_somebody_else(entry, posting)]
    if later:
        happening = later[-1].happening
        answered = any(entry.happening.did in _THEIRS for entry in later)
        told = f"{happening.did} on {happening.day} was recorded after it was written"
        return Held(posting, told, AnsweredError if answered else None, lasting=False)
    for other in desk.store.siblings(stored):
        answers = [e for e in _later(desk, other, what) if e.happening.did in _THEIRS]
        if answers:
            happening = answers[-1].happening
            told = (
                f"{happening.did} on {happening.day} was recorded for {other.dossier.name}, at the "
                "same employer, after it was written"
            )
            return Held(posting, told, AnsweredError, lasting=False)
    changed = (
        _digest(stored.dossier.text.encode()) != what.file_digest
        if what.file_digest
        else stored.changed_at > posting.queued_at
    )
    if changed:
        told = "the application's file was changed after it was written"
        return Held(posting, told, lasting=False)
    return None


def decided(desk: Desk, posting: Posting, *, by_hand: bool) -> Held | datetime | None:
    """Return why *posting* is held, or until when it waits; None where it may leave now.

    Everything that would keep ``send`` from sending it now keeps it here, but for what
    was overruled when it was queued. *by_hand* says that somebody asked for it now.
    """
    what = posting.what
    try:
        changed = next(_changed(what), None)
    except OutputError as error:
        return Held(posting, _clause(str(error)), OutputError)
    if changed is not None:
        told = f"the attachment {Path(changed).name} was changed after it was written"
        return Held(posting, told, OutputError)
    if what.test:
        return None
    held = stale(desk, posting)
    if held is not None:
        return held
    try:
        return _against(desk, posting, by_hand=by_hand)
    except (BlockedError, DataError, UsageError) as error:
        return Held(posting, _clause(str(error)), type(error))


def due_postings(desk: Desk) -> list[Posting]:
    """Return what is to be sent now, as far as it isn't held already.

    A server that asked to be left in peace, or took no password, is left in peace with
    whatever else waits for it.
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
        if _is_due(posting, now) and posting.what.account not in resting and not posting.held
    ]


def named_postings(desk: Desk, numbers: Sequence[int]) -> list[Posting]:
    """Return the messages called *numbers*, whenever they are due.

    Raises:
        NotFoundError: There is no such message.

    """
    return [desk.store.posting(number) for number in dict.fromkeys(numbers)]


def _is_due(posting: Posting, now: datetime) -> bool:
    return posting.not_before is None or posting.not_before <= now


def _later(desk: Desk, stored: "Stored", what: NewPosting) -> "list[Entry]":
    """Return what was recorded of *stored* since *what* was queued, and counts."""
    return [
        entry
        for entry in desk.store.entries(stored.id)
        if (entry.happening.id or 0) > what.after
        and entry.undone_by is None
        and entry.undoes is None
    ]


def _to_somebody_else(entry: "Entry", posting: Posting) -> bool:
    """Return whether *entry* is a note of thanks beside the one that is *posting*."""
    did, what = entry.happening.did, posting.what
    notes = what.kind in NOTES and did.value in {kind.value for kind in NOTES}
    return notes and entry.happening.to != what.to


def _against(desk: Desk, posting: Posting, *, by_hand: bool) -> Held | datetime | None:
    """Return what stands against *posting* by record, reader, checks and hour.

    Raises:
        BlockedError: It was sent otherwise.
        DataError, UsageError: There is nobody to write to, or nothing to ask.

    """
    what, now = posting.what, desk.now()
    stored = desk.store.by_id(posting.application)
    before = standing(desk, stored, what)
    if before is not None and before.id != posting.id:
        told = f"message {before.id} is the same one, and is {before.state}"
        return Held(posting, told, BlockedError)
    draft, application, whole = _draft(desk, stored, what, now)
    to = draft.recipient.addr_spec if draft.recipient else ""
    if to != what.envelope.rcpt_to[0]:
        return Held(
            posting, f"{draft.choice.to.name if draft.choice.to else to} has another address now"
        )
    for check, message in _blocked(desk, stored, draft, application, whole):
        if not _is_overruled(desk, stored, what, check, message):
            return Held(posting, f"a check blocks it ({check}): {_clause(message)}", BlockedError)
    return None if by_hand else _quiet(desk, draft, application, what, now)


def _is_overruled(desk: Desk, stored: "Stored", what: NewPosting, check: str, message: str) -> bool:
    """Return whether the user overruled *check*, and on these facts."""
    if (check, message) in what.overruled:
        return True
    group = (stored, *desk.store.siblings(stored))
    return check in dict(what.forced) and not any(_later(desk, each, what) for each in group)


def _draft(
    desk: Desk, stored: "Stored", what: NewPosting, moment: datetime
) -> tuple[Draft, Application, Application]:
    """Return *what* as the draft it would be now, with its application as of that day and whole.

    Raises:
        DataError, UsageError: There is nobody to write to, or nothing to ask.

    """
    from followup_mail.desk.together import asking_for_all
    from followup_mail.drafting import until
    from followup_mail.ladder.recipients import choose
    from followup_mail.model import TemplateOrigin, Text
    from followup_mail.vocabulary import Language

    whole = desk.complete(stored)
    there = moment.astimezone(ZoneInfo(whole.timezone))
    application = until(whole, there.date())
    asked = (what.to,)
    if what.kind is Kind.CHECK_IN:
        application, _ = asking_for_all(desk, stored, application, asked, there)
    rules = desk.config.rules
    chosen = choose(what.kind, application, moment=there, asked=asked, rules=rules).choices
    draft = Draft(
        kind=what.kind,
        language=Language(what.language),
        on=there.date(),
        sender=whole.me._replace(email=what.envelope.mail_from),
        choice=chosen[0],
        subject=Text(what.subject),
        body=Text(what.body),
        template=TemplateOrigin("", Path(), built_in=True),
        attachments=tuple(map(Path, what.attachments)),
    )
    return draft, application, whole


def _blocked(
    desk: Desk, stored: "Stored", draft: Draft, application: Application, whole: Application
) -> Iterator[tuple[str, str]]:
    """Yield the checks that block *draft*, each with what it says."""
    from followup_mail.desk.background import of_kept
    from followup_mail.drafting import judged

    background = of_kept(desk, stored, whole, draft, desk.now())
    for finding in judged(draft, application, background=background):
        if finding.severity is Severity.BLOCKED:
            yield finding.check, finding.message


def _quiet(
    desk: Desk, draft: Draft, application: Application, what: NewPosting, now: datetime
) -> datetime | None:
    """Return the morning for which it waits where nobody works; None where somebody may read it."""
    if what.not_before is not None and now - what.not_before <= _NAMED:
        return None
    reader = draft.choice.to
    there = now.astimezone(ZoneInfo((reader and reader.timezone) or application.timezone))
    place = (reader and reader.place) or application.place or ""
    calendar = Calendar.of(desk.calendars, place)
    begins, ends = _HOURS
    today = there.date()
    if begins <= there.time() < ends and not calendar.reason(today):
        return None
    day = calendar.next_sendable(today if there.time() < begins else today + timedelta(days=1))
    return datetime.combine(day, _MORNING, there.tzinfo).astimezone(UTC)


def _changed(what: NewPosting) -> Iterator[str]:
    """Yield the attachments that aren't what they were.

    Raises:
        OutputError: One can't be read any more.

    """
    # Those of an older program were not noted.
    for path, was, now in zip(what.attachments, what.digests, _digests_of(what), strict=False):
        if was != now:
            yield path


def _digests_of(what: NewPosting) -> tuple[str, ...]:
    from followup_mail.mail.files import read_attachments

    found = read_attachments([Path(path) for path in what.attachments])
    return tuple(_digest(each.content) for each in found)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _clause(sentence: str) -> str:
    """Return *sentence* to stand within another one."""
    first = sentence.splitlines()[0].rstrip(".")
    return f"{first[:1].lower()}{first[1:]}" if first[1:2].islower() else first
