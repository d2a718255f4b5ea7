"""The outbox as part of an export, and back."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from followup_mail.posting import Posting, SendState
from followup_mail.record import Record
from followup_mail.store import postings
from followup_mail.store.checking import (
    MAYBE_NUMBER,
    MAYBE_TEXT,
    NUMBER,
    TEXT,
    FaultError,
    Shape,
    checked_moments,
    checked_numbers,
    checked_row,
)
from followup_mail.store.database import Row
from followup_mail.store.room import Room, at_once
from followup_mail.store.rows import encode
from followup_mail.store.tables import MESSAGE, POSTING, insertion
from followup_mail.visible import first_forbidden

_LIST: Final = (list,)
_POSTING: Final[Shape] = {
    "id": NUMBER,
    "application_id": NUMBER,
    "state": TEXT,
    "queued_at": TEXT,
    "changed_at": TEXT,
    "attempts": NUMBER,
    "not_before": MAYBE_TEXT,
    "reply_code": MAYBE_NUMBER,
    "reply_text": MAYBE_TEXT,
    "refused": _LIST,
    "told": TEXT,
    "entry_id": MAYBE_NUMBER,
    "key": TEXT,
    "kind": TEXT,
    "person": TEXT,
    "subject": TEXT,
    "mail_from": TEXT,
    "rcpt_to": _LIST,
    "message_id": TEXT,
    "account": TEXT,
    "in_reply_to": MAYBE_TEXT,
    "refs": _LIST,
    "language": TEXT,
    "test": NUMBER,
    "wanted_at": MAYBE_TEXT,
    "forced": _LIST,
    "listed": NUMBER,
    "opened": TEXT,
    "whom": TEXT,
    "body": TEXT,
    "once": MAYBE_TEXT,
}
"""What an export tells of a message; by what it would be sent isn't in it."""
_FORMER: Final = frozenset({"attachments", "data", "resend"})
"""What exports told once, and is believed of none: files to read, bytes to send."""
_NEWER: Final = {"listed": 0, "opened": "", "whom": ""}
"""What exports tell since occurrences are kept apart, and what was sent is listed."""
_PLACE: Final = {name: place for place, name in enumerate(_POSTING)}
_SENT_KEY: Final[Shape] = {"digest": TEXT, "sent_at": TEXT}
_COLUMNS: Final = (*_POSTING, "attachments", "resend", "open", "owner", "imported")
_NEW: Final = insertion(POSTING, _COLUMNS)
_DRAFT: Final = insertion(
    MESSAGE,
    ("id", "application_id", "kind", "person", "subject", "body", "made_at", "after_entry"),
)
_EXPORTED: Final = f"SELECT {', '.join(_POSTING)} FROM posting ORDER BY id"  # noqa: S608 - our own names
_KEYS: Final = "SELECT digest, sent_at FROM sent_key ORDER BY digest"
_OF_ANOTHER: Final = (
    "SELECT posting.id FROM posting LEFT JOIN entry ON entry.id = entry_id "
    "WHERE entry_id IS NOT NULL AND entry.application_id <> posting.application_id LIMIT 1"
)
_WAITED: Final = (
    "It waited to be sent when it was exported, and is a draft again: write it anew to send it."
)
_ON_ITS_WAY: Final = (
    "It was on its way when it was exported: see whether it arrived, then say so: "
    "followup-mail outbox resolve"
)


class Taken(Record):
    """What became of the messages of a document."""

    drafts: tuple[tuple[int, str], ...] = ()
    """Application and kind of those that waited, and are drafts again."""
    unknown: int = 0
    """Those of which nobody knows whether they arrived."""
    sent: int = 0


class PostingTransfer(Room):
    """The outbox, and what stays of one that was removed, in a document."""

    def exported_postings(self) -> Iterator[str]:
        """Yield each message of the outbox as JSON."""
        for row in self._database.each(_EXPORTED):
            named = dict(zip(_POSTING, row, strict=True))
            for name, types in _POSTING.items():
                if types is _LIST:
                    named[name] = json.loads(named[name])
            yield encode(named)

    def exported_keys(self) -> Iterator[str]:
        """Yield what stays of each message that was sent for what was removed, as JSON."""
        for row in self._database.each(_KEYS):
            yield encode(dict(zip(_SENT_KEY, row, strict=True)))

    def take_postings(self, values: Iterable[object]) -> list[Row]:
        """Take in the messages of a document, and return those that are to be drafts again.

        None of them can be sent: whoever wrote the document chose addresses, words and
        files. What was sent, or may have been, is kept since it only forbids.

        Raises:
            FaultError, ValueError: One of them is faulty.

        """
        drafts: list[Row] = []
        waiting = iter(values)
        while some := [_posting(value) for value in islice(waiting, at_once())]:
            self._database.many(_NEW, (row for row, _ in some))
            drafts += [draft for _, draft in some if draft is not None]
        return drafts

    def keep_drafts(self, drafts: Sequence[Row]) -> Taken:
        """Keep what waited as drafts, once numbers are given out; return what became of all."""
        if self._database.ask(_OF_ANOTHER):
            raise FaultError("outbox: entry_id is that of another application")
        if drafts:
            first = self._take("message", len(drafts))
            self._database.many(
                _DRAFT, ((number, *draft) for number, draft in enumerate(drafts, first))
            )
        counted: dict[str, int] = dict(
            self._database.ask("SELECT state, count(*) FROM posting GROUP BY state")
        )
        sent = counted.get(SendState.SENT, 0) + counted.get(SendState.PARTIAL, 0)
        brought = tuple((int(row[0]), str(row[1])) for row in drafts)
        return Taken(brought, counted.get(SendState.UNKNOWN, 0), sent)

    def take_keys(self, values: Iterable[object]) -> None:
        """Take in what stays of messages, of a document.

        Raises:
            FaultError, ValueError: One of them is faulty.

        """
        waiting = iter(values)
        while some := [_key(each) for each in islice(waiting, at_once())]:
            self._database.many(postings.KEPT_KEY, some)


def _key(value: object) -> Row:
    row = checked_row(_SENT_KEY, value, "sent_keys")
    checked_moments(dict(zip(_SENT_KEY, row, strict=True)), ("sent_at",), "sent_keys")
    return row


def _posting(value: object) -> tuple[Row, Row | None]:
    """Return a message of a document as a row, and as a draft where it waited."""
    if isinstance(value, dict):
        known = {name: held for name, held in value.items() if name not in _FORMER}
        value = {**_NEWER, **known}
    held = checked_row(_POSTING, value, "outbox")
    row = [encode(each) if isinstance(each, list) else each for each in held]
    posting = _read(row)
    _check(dict(zip(_POSTING, held, strict=True)), posting)
    # When it was to leave means nothing any more.
    row[_PLACE["not_before"]] = row[_PLACE["wanted_at"]] = None
    if row[_PLACE["once"]] not in {None, posting.what.key}:
        raise FaultError("outbox: once has a wrong value")
    state, draft = posting.state, None
    if state in _WAITING:
        state = SendState.CANCELLED
        row[_PLACE["told"]], row[_PLACE["once"]] = _WAITED, None
        if not posting.what.test:
            draft = (*(row[_PLACE[name]] for name in _AS_DRAFT), 0)
    elif state in _MAYBE:
        state = SendState.UNKNOWN
        row[_PLACE["told"]] = f"{_ON_ITS_WAY} {posting.id}"
    row[_PLACE["state"]] = state.value
    return (*row, "[]", 0, int(state in postings.OPEN), "", 1), draft


def _check(held: Mapping[str, object], posting: Posting) -> None:
    """Pass where what is shown, and what later messages refer to, can be."""
    what = posting.what
    checked_numbers(held, ("id",), "outbox", least=1, most=_MOST)
    checked_numbers(held, ("attempts",), "outbox", least=0, most=_MOST)
    checked_numbers(held, ("reply_code",), "outbox", least=0, most=999)
    checked_numbers(held, ("test",), "outbox", least=0, most=1)
    checked_moments(held, ("queued_at", "changed_at"), "outbox")
    if not what.kind.mailed:
        raise FaultError("outbox: kind is none that is mailed")
    # Those who are written to later get these in the header.
    references = (what.message_id, *what.references, what.in_reply_to or what.message_id)
    if not all(_MESSAGE_ID.fullmatch(each) for each in references):
        raise FaultError("outbox: message_id, in_reply_to or refs has a wrong value")
    addresses = (what.envelope.mail_from, *what.envelope.rcpt_to)
    if not what.envelope.rcpt_to or not all(_ADDRESS.fullmatch(each) for each in addresses):
        raise FaultError("outbox: mail_from or rcpt_to has a wrong value")
    if first_forbidden(f"{what.subject}{''.join(addresses)}"):
        raise FaultError("outbox: subject, mail_from or rcpt_to isn't one line of text")


_MOST: Final = 2**48
_MESSAGE_ID: Final = re.compile(r"<[!-;=?-~]{1,250}@[!-;=?-~]{1,250}>")
_ADDRESS: Final = re.compile(r"[^\s<>]{1,250}@[^\s<>@]{1,250}")
_AS_DRAFT: Final = ("application_id", "kind", "person", "subject", "body", "queued_at")
_WAITING: Final = frozenset({SendState.QUEUED, SendState.DEFERRED})
_MAYBE: Final = frozenset({SendState.SENDING, SendState.DOT, SendState.UNKNOWN})


def _read(row: Sequence[object]) -> Posting:
    """Return *row* as a noun, so that nothing is taken in that can't be read later."""
    blank = {"held": "", "imported": 1, "attachments": "[]", "after_entry": 0}
    blank |= {"file_digest": "", "digests": "[]", "overruled": "[]"}
    return postings.posting(
        tuple(row[_PLACE[name]] if name in _PLACE else blank[name] for name in postings.POSTING)
    )
