"""Where the messages of the outbox stand, a line each and as data."""

from datetime import UTC, tzinfo

from followup_mail.posting import Posting, Rest, SendState
from followup_mail.visible import visible

_WORDS = {
    SendState.QUEUED: "Waits",
    SendState.SENDING: "Is being sent",
    SendState.DOT: "Is being sent",
    SendState.SENT: "Sent",
    SendState.PARTIAL: "Sent to some",
    SendState.REFUSED: "Refused",
    SendState.DEFERRED: "Not sent yet",
    SendState.UNKNOWN: "Nobody knows whether it arrived",
    SendState.CANCELLED: "Cancelled",
}
_WAITING = frozenset({SendState.QUEUED, SendState.DEFERRED})
_TELLING = _WAITING | {SendState.REFUSED}
"""In which the last sentence says what to know, or to do."""


def line(posting: Posting, *, before: bool = False, zone: tzinfo | None = None) -> str:
    """Return where *posting* stands, on the clock of *zone* (None for UTC); safe to show.

    *before* says that it was so before this was asked.
    """
    what = posting.what
    zone = zone or UTC
    test = "test of a " if what.test else ""
    whom = f"{test}{what.kind} to {', '.join(what.envelope.rcpt_to)}"
    if before and posting.state in {SendState.SENT, SendState.PARTIAL}:
        return visible(f"Already sent on {posting.changed_at.astimezone(zone):%Y-%m-%d}: {whom}")
    if posting.is_held:
        number = posting.id
        return visible(
            f"Held: {whom} (message {number}), since {posting.held}. Take it out and write it anew "
            f"(followup-mail outbox cancel {number}), or have it looked at again: "
            f"followup-mail outbox deliver {number}"
        )
    word = _WORDS[posting.state]
    told = f"{word}: {whom} (message {posting.id})"
    if posting.not_before is not None and posting.state in _WAITING:
        told = f"{told}, not before {posting.not_before.astimezone(zone):%Y-%m-%d %H:%M}"
    if posting.state is SendState.UNKNOWN:
        told = f"{told}; look for it, then say so: followup-mail outbox resolve {posting.id} --sent"
        told = f"{told}, or --not-sent"
    elif posting.told and posting.state in _TELLING:
        told = f"{told}. {posting.told}"
    return visible(told)


def line_without_record(posting: Posting) -> str:
    """Return what became of *posting*, whose application was removed meanwhile; safe to show."""
    may_have_left = posting.state not in {SendState.REFUSED, SendState.DEFERRED}
    then = "added again, it is not sent again" if may_have_left else "it isn't tried again"
    told = (
        f"{_WORDS[posting.state]}: {posting.what.kind} to "
        f"{', '.join(posting.what.envelope.rcpt_to)} (message {posting.id}). Its application was "
        f"removed meanwhile, so it is on record nowhere; {then}."
    )
    return visible(told)


def rest_line(rest: Rest, zone: tzinfo | None = None) -> str:
    """Return that the server of an account is left in peace, and until when; safe to show."""
    until = rest.until.astimezone(zone or UTC)
    return visible(
        f"Account {rest.account} is left in peace until {until:%Y-%m-%d %H:%M}: {rest.told} To try "
        "once all the same: followup-mail outbox deliver ID"
    )


def as_json(posting: Posting) -> dict[str, object]:
    """Return *posting* as values that ``json.dumps`` takes."""
    what = posting.what
    reply = posting.reply
    return {
        "id": posting.id,
        "state": posting.state.value,
        "kind": what.kind.value,
        "person": what.to,
        "to": list(what.envelope.rcpt_to),
        "from": what.envelope.mail_from,
        "subject": what.subject,
        "message_id": what.message_id,
        "account": what.account,
        "test": what.test,
        "queued_at": posting.queued_at.isoformat(),
        "changed_at": posting.changed_at.isoformat(),
        "held": posting.held if posting.is_held else None,
        "not_before": posting.not_before.isoformat() if posting.not_before else None,
        "attempts": posting.attempts,
        "reply": {"code": reply.code, "text": reply.text} if reply else None,
        "told": posting.told,
    }
