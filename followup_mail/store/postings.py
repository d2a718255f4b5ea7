"""Messages of the outbox as rows and back: what each column holds.

Moments are ISO 8601 in UTC, lists are JSON. The message on the wire is kept apart:
a row is written anew with each change of its state, which has to be quick.
"""

import json
from datetime import datetime
from typing import Final

from followup_mail.posting import Envelope, NewPosting, Posting, Reply, SendState
from followup_mail.store.database import Row
from followup_mail.store.rows import encode, stamp
from followup_mail.vocabulary import Kind

WHAT: Final = (
    "key",
    "kind",
    "person",
    "subject",
    "mail_from",
    "rcpt_to",
    "message_id",
    "account",
    "attachments",
    "in_reply_to",
    "refs",
    "language",
    "test",
    "wanted_at",
    "forced",
    "opened",
    "whom",
    "after_entry",
    "file_digest",
    "digests",
    "overruled",
    "body",
)
"""What is to be sent; never changed."""
PROGRESS: Final = (
    "state",
    "queued_at",
    "changed_at",
    "attempts",
    "not_before",
    "reply_code",
    "reply_text",
    "refused",
    "told",
    "entry_id",
    "held",
    "listed",
    "imported",
)
"""What became of it."""
POSTING: Final = ("id", "application_id", *PROGRESS, *WHAT)

LEFT: Final = frozenset({SendState.DOT, SendState.SENT, SendState.PARTIAL, SendState.UNKNOWN})
"""In which the message has left, or may have."""
OPEN: Final = frozenset(SendState) - {
    SendState.SENT,
    SendState.PARTIAL,
    SendState.REFUSED,
    SendState.CANCELLED,
}
"""In which something is still to happen to it, or to be decided."""
KEPT_KEY: Final = (
    "INSERT INTO sent_key (digest, sent_at) VALUES (?, ?) ON CONFLICT (digest) "
    "DO UPDATE SET sent_at = excluded.sent_at WHERE sent_key.sent_at < excluded.sent_at"
)
"""The SQL that keeps what stays of a message, the newest of each digest."""


def what_row(what: NewPosting) -> tuple[object, ...]:
    """Return *what* in the order of ``WHAT``."""
    return (
        what.key,
        what.kind.value,
        what.to,
        what.subject,
        what.envelope.mail_from,
        encode(what.envelope.rcpt_to),
        what.message_id,
        what.account,
        encode(what.attachments),
        what.in_reply_to,
        encode(what.references),
        what.language,
        int(what.test),
        None if what.not_before is None else stamp(what.not_before),
        encode(what.forced),
        what.opened,
        what.whom,
        what.after,
        what.file_digest,
        encode(what.digests),
        encode(what.overruled),
        what.body,
    )


def posting(row: Row, data: bytes | None = None) -> Posting:
    """Return the message of a row of ``POSTING``, with its bytes on the wire."""
    number, application, state, queued_at, changed_at, attempts, not_before = row[:7]
    code, text, refused, told, entry, held, listed, imported = row[7:15]
    return Posting(
        id=number,
        application=application,
        what=_what(row[15:]),
        state=SendState(state),
        queued_at=_moment(queued_at),
        changed_at=_moment(changed_at),
        attempts=attempts,
        not_before=None if not_before is None else _moment(not_before),
        data=data,
        reply=None if code is None else Reply(code, text),
        told=told,
        entry=entry,
        refused=texts(refused),
        held=held,
        listed=listed,
        imported=bool(imported),
    )


def _what(row: Row) -> NewPosting:
    key, kind, person, subject, mail_from, rcpt_to, message_id, account, attachments = row[:9]
    in_reply_to, refs, language, test, wanted_at, forced = row[9:15]
    opened, whom, after, file_digest, digests, overruled, body = row[15:]
    return NewPosting(
        key=key,
        kind=Kind(kind),
        to=person,
        subject=subject,
        body=body,
        envelope=Envelope(mail_from, texts(rcpt_to)),
        message_id=message_id,
        account=account,
        attachments=texts(attachments),
        in_reply_to=in_reply_to,
        references=texts(refs),
        language=language,
        test=bool(test),
        not_before=None if wanted_at is None else _moment(wanted_at),
        forced=_pairs(forced),
        opened=opened,
        whom=whom,
        after=after,
        file_digest=file_digest,
        digests=texts(digests),
        overruled=_pairs(overruled),
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def texts(text: str) -> tuple[str, ...]:
    """Return the texts of a list in JSON."""
    held: list[str] = json.loads(text)
    if not all(isinstance(each, str) for each in held):
        raise ValueError(f"{text} should hold nothing but texts")
    return tuple(held)


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    held: list[list[str]] = json.loads(text)
    return tuple((check, reason) for check, reason in held)


def data_text(data: bytes) -> str:
    """Return *data* as it is kept: a character for each byte, which every engine takes."""
    return data.decode("latin-1")


def data_bytes(text: str) -> bytes:
    """Return the bytes of what was kept."""
    return text.encode("latin-1")


def digest(*said: str) -> str:
    """Return what stays of a message that was sent when its application is removed.

    It is the same for an application that is added again, and tells nobody to whom
    it was sent who doesn't know it already.
    """
    from hashlib import sha256  # noqa: PLC0415 - start-up time

    return sha256(encode(said).encode()).hexdigest()
