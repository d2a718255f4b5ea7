"""What is decided about messages before they go out: by which account, once, held or due."""

from collections.abc import Mapping, Sequence
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
from followup_mail.posting import Account, NewPosting, Outcome, Posting, SendState
from followup_mail.vocabulary import Kind

if TYPE_CHECKING:
    from followup_mail.kept import Stored

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
    BlockedError,
    CredentialError,
    TrustError,
    RefusedError,
    DataError,
    OutputError,
    ConfigError,
    TryLaterError,
)
NOTES = frozenset({Kind.THANK_YOU, Kind.FORWARD})
_WORDS = ("subject", "body", "envelope", "account", "attachments", "references", "forced")
"""By which two messages are the same to whoever reads them."""


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


def is_same(posting: Posting, new: NewPosting) -> bool:
    """Return whether *posting* is what *new* would be, and for no other time."""
    old = posting.what
    words = all(getattr(old, name) == getattr(new, name) for name in _WORDS)
    # An older program noted nothing of the files.
    words = words and old.digests in {(), new.digests}
    return words and new.not_before in {None, old.not_before}


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
