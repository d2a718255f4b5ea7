"""What is decided about messages before they go out: by which account, once, held or due."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from followup_mail.desk.desk import Desk
from followup_mail.errors import (
    AnsweredError,
    BlockedError,
    ConfigError,
    CredentialError,
    DataError,
    FollowupMailError,
    OutputError,
    RefusedError,
    StoreError,
    TrustError,
    TryLaterError,
    UnknownOutcomeError,
    UsageError,
)
from followup_mail.ladder.counting import ANSWERS
from followup_mail.posting import Account, NewPosting, Outcome, Posting, SendState
from followup_mail.record import Record
from followup_mail.vocabulary import Did, Kind

if TYPE_CHECKING:
    from followup_mail.kept import Entry, Stored

ALREADY = "already-sent"
"""As ``--force`` takes it: what was sent once goes out again, with a reason."""
LOOK_ALIKE = "look-alike-domain"
"""The same: a recipient's domain may pass for another one."""
OWN_CHECKS = (ALREADY, LOOK_ALIKE)
"""What ``--force`` takes besides the checks of a draft."""
TAKEN = frozenset({SendState.SENT, SendState.PARTIAL})
DOUBTFUL = frozenset({SendState.DOT, SendState.UNKNOWN})
UNSETTLED = (
    SendState.QUEUED,
    SendState.SENDING,
    SendState.DOT,
    SendState.DEFERRED,
    SendState.UNKNOWN,
    SendState.REFUSED,
)
"""States in which something is still to be done about a message."""
_FAILURES: Mapping[SendState, type[FollowupMailError]] = {
    SendState.UNKNOWN: UnknownOutcomeError,
    SendState.REFUSED: RefusedError,
    SendState.DEFERRED: TryLaterError,
}
_GRAVEST: tuple[type[FollowupMailError], ...] = (
    UnknownOutcomeError,
    StoreError,
    AnsweredError,
    CredentialError,
    TrustError,
    RefusedError,
    DataError,
    OutputError,
    ConfigError,
    TryLaterError,
)
NOTES = frozenset({Kind.THANK_YOU, Kind.FORWARD})
_THEIRS = ANSWERS | {Did.NETWORK_REPLY}
_WORDS = ("subject", "body", "envelope", "account", "attachments", "references", "forced")
"""By which two messages are the same to whoever reads them."""


class Queued(Record):
    """A message that was handed to the outbox, or was there before."""

    posting: Posting
    new: bool
    instead_of: int | None = None
    """Another one that waited and had other words; it is cancelled."""


class Held(Record):
    """A message that isn't sent though it is due: something happened that it can't know."""

    posting: Posting
    why: str
    """Completes "Held: message 3, since …"."""
    answered: bool = False
    """Whether that is an answer of theirs."""


def account_for(
    accounts: Mapping[str, Account], default: str | None, name: str | None, source: str
) -> Account:
    """Return the account called *name*, else the usual one.

    Raises:
        ConfigError: There is none, or more than one and none is the usual.

    """
    wanted = name or default
    if wanted is None and len(accounts) == 1:
        return next(iter(accounts.values()))
    if wanted is not None and wanted in accounts:
        return accounts[wanted]
    if not accounts:
        raise ConfigError(
            f"{source}: no account to send through is on file. Next: followup-mail account add"
        )
    listed = ", ".join(accounts)
    if wanted is None:
        raise ConfigError(
            f"{source}: several accounts are on file ({listed}); name one with --account, "
            "or the usual one as default_account."
        )
    raise ConfigError(f"{source}: there is no account {wanted}; there are: {listed}.")


def check_trust(desk: Desk) -> None:
    """Pass where this is the store from which was sent last.

    Raises:
        StoreError: It may not know what was sent.

    """
    told = desk.store.distrust()
    if told:
        raise StoreError(told)


def standing(desk: Desk, stored: "Stored", new: NewPosting) -> Posting | None:
    """Return the message that was sent, or may have been, as what *new* is; None for none.

    Raises:
        BlockedError: It was sent for an application that was removed since.

    """
    if new.test:
        return None
    again = ALREADY in dict(new.forced)
    same = [p for p in desk.store.outbox(application=stored.id) if p.what.key == new.key]
    found = [p for p in same if p.state in DOUBTFUL or (p.state in TAKEN and not again)]
    if found:
        return found[-1]
    before = None if again else _sent_before_removal(desk, stored, new)
    if before is not None:
        raise BlockedError(
            f"{new.envelope.rcpt_to[0]} had such a message on {before:%Y-%m-%d}, for an "
            f"application that was removed since. To send it again: --force {ALREADY}=REASON"
        )
    return None


def _sent_before_removal(desk: Desk, stored: "Stored", new: NewPosting) -> datetime | None:
    """Return when such a message was sent before *stored* was added again; None for never.

    What was sent since says that the user knew.
    """
    from followup_mail.store.postings import digest

    about = stored.dossier
    for address in new.envelope.rcpt_to:
        known = (about.client, about.employer_key, about.position, address, new.kind.value)
        when = desk.store.was_sent(digest(*known))
        since = (
            p.what.kind is new.kind and address in p.what.envelope.rcpt_to and p.state in TAKEN
            for p in desk.store.outbox(application=stored.id)
        )
        if when is not None and not any(since):
            return when
    return None


def queue(desk: Desk, stored: "Stored", new: NewPosting) -> Queued:
    """Put *new* into the outbox; one that waits there already goes on, or gives way to it.

    Raises:
        BlockedError: The one that waits has other words, and may have arrived once.

    """
    again = ALREADY in dict(new.forced)
    with desk.writing():
        posting, fresh = desk.store.queue(stored.id, new, at=desk.now(), again=again)
        waits = posting.state in {SendState.QUEUED, SendState.DEFERRED}
        if fresh or not waits or _same(posting, new):
            return Queued(posting, fresh)
        if posting.data is not None:
            raise BlockedError(
                f"Message {posting.id} may have arrived once, and can only be sent again as it "
                f"was: followup-mail outbox deliver {posting.id}. To write another one, type "
                f"followup-mail outbox cancel {posting.id} first."
            )
        desk.store.cancel(posting.id, at=desk.now())
        instead, _ = desk.store.queue(stored.id, new, at=desk.now(), again=again)
        return Queued(instead, new=True, instead_of=posting.id)


def _same(posting: Posting, new: NewPosting) -> bool:
    """Return whether *posting* is what *new* would be, and for no other time."""
    old = posting.what
    words = all(getattr(old, name) == getattr(new, name) for name in _WORDS)
    return words and new.not_before in {None, old.not_before}


def stale(desk: Desk, posting: Posting) -> Held | None:
    """Return what happened since *posting* was queued that it can't know; None for nothing."""
    if posting.what.test:
        return None
    later = [
        entry
        for entry in desk.store.entries(posting.application)
        if entry.recorded_at > posting.queued_at
        and entry.undone_by is None
        and entry.undoes is None
        and not _to_somebody_else(entry, posting)
    ]
    if later:
        happening = later[-1].happening
        answered = any(entry.happening.did in _THEIRS for entry in later)
        told = f"{happening.did} on {happening.day} was recorded after it was written"
        return Held(posting, told, answered)
    if desk.store.by_id(posting.application).changed_at > posting.queued_at:
        return Held(posting, "the application's file was changed after it was written")
    return None


def _to_somebody_else(entry: "Entry", posting: Posting) -> bool:
    """Return whether *entry* is a note of thanks beside the one that is *posting*."""
    did, what = entry.happening.did, posting.what
    notes = what.kind in NOTES and did.value in {kind.value for kind in NOTES}
    return notes and entry.happening.to != what.to


def failure(outcome: Outcome) -> FollowupMailError | None:
    """Return *outcome* as an error; None where the message was taken."""
    kind = _FAILURES.get(outcome.state)
    return kind(outcome.told) if kind else None


def gravest(errors: Sequence[FollowupMailError]) -> FollowupMailError:
    """Return one error that tells all of *errors* and ends in the status of the gravest."""
    if len(errors) == 1:
        return errors[0]
    kind = next((k for k in _GRAVEST if any(isinstance(e, k) for e in errors)), FollowupMailError)
    return kind("\n".join(dict.fromkeys(map(str, errors))))


def check_kept(stored: "Stored | None", application: str) -> "Stored":
    """Return *stored*; raise UsageError where the application is a file on its own."""
    if stored is None:
        raise UsageError(
            f"{application}: only for a kept application is it known what was sent before. "
            "Type followup-mail add FILE, then send by its name."
        )
    return stored


def due_postings(desk: Desk) -> tuple[list[Posting], list[Held]]:
    """Return what is to be sent now, and what is held.

    A server that asked to be left in peace, or took no password, is left in peace with
    whatever else waits for it.
    """
    due: list[Posting] = []
    held: list[Held] = []
    now = desk.now()
    waiting = desk.store.outbox(states=[SendState.QUEUED, SendState.DEFERRED])
    resting = {
        posting.what.account
        for posting in waiting
        if posting.state is SendState.DEFERRED and not _is_due(posting, now)
    }
    for posting in waiting:
        if not _is_due(posting, now) or posting.what.account in resting:
            continue
        why = stale(desk, posting)
        if why is None:
            due.append(posting)
        else:
            held.append(why)
    return due, held


def named_postings(desk: Desk, numbers: Sequence[int]) -> tuple[list[Posting], list[Held]]:
    """Return the messages called *numbers* whenever they are due, and what is held of them.

    Raises:
        NotFoundError: There is no such message.

    """
    postings = [desk.store.posting(number) for number in dict.fromkeys(numbers)]
    found = [(each, stale(desk, each) if each.state.may_be_tried else None) for each in postings]
    return [each for each, why in found if why is None], [why for _, why in found if why]


def _is_due(posting: Posting, now: datetime) -> bool:
    return posting.not_before is None or posting.not_before <= now
