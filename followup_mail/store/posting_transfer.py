"""The outbox as part of an export, and back."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from followup_mail.store import postings
from followup_mail.store.checking import (
    MAYBE_NUMBER,
    MAYBE_TEXT,
    NUMBER,
    TEXT,
    FaultError,
    Shape,
    checked_row,
)
from followup_mail.store.database import Row
from followup_mail.store.room import Room, at_once
from followup_mail.store.rows import encode
from followup_mail.store.tables import POSTING, POSTING_DATA, SENT_KEY, insertion

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
    "held": TEXT,
    "listed": NUMBER,
    "imported": NUMBER,
    "key": TEXT,
    "kind": TEXT,
    "person": TEXT,
    "subject": TEXT,
    "mail_from": TEXT,
    "rcpt_to": _LIST,
    "message_id": TEXT,
    "account": TEXT,
    "attachments": _LIST,
    "in_reply_to": MAYBE_TEXT,
    "refs": _LIST,
    "language": TEXT,
    "test": NUMBER,
    "wanted_at": MAYBE_TEXT,
    "forced": _LIST,
    "opened": TEXT,
    "whom": TEXT,
    "after_entry": NUMBER,
    "file_digest": TEXT,
    "digests": _LIST,
    "overruled": _LIST,
    "body": TEXT,
    "once": MAYBE_TEXT,
    "resend": NUMBER,
    "data": MAYBE_TEXT,
}
_COLUMNS: Final = (*postings.POSTING, "once", "resend")
_ONCE: Final = _COLUMNS.index("once")
_SENT_KEY: Final[Shape] = {"digest": TEXT, "sent_at": TEXT}
_NEW: Final = insertion(POSTING, (*_COLUMNS, "open", "owner"))
_NEW_DATA: Final = insertion(POSTING_DATA, ("posting_id", "data"))
_NEW_KEY: Final = insertion(SENT_KEY, tuple(_SENT_KEY))
_EXPORTED: Final = (
    f"SELECT {', '.join(_COLUMNS)}, data FROM posting "  # noqa: S608 - our own names
    "LEFT JOIN posting_data ON posting_id = id ORDER BY id"
)
_KEYS: Final = "SELECT digest, sent_at FROM sent_key ORDER BY digest"


class PostingTransfer(Room):
    """The outbox, and what stays of one that was removed, in a document."""

    def exported_postings(self) -> Iterator[str]:
        """Yield each message of the outbox as JSON."""
        for row in self._database.each(_EXPORTED):
            named = dict(zip(_POSTING, row, strict=True))
            for name, types in _POSTING.items():
                if types is _LIST:
                    named[name] = json.loads(named[name])
            if named["data"] is not None:
                named["data"] = b64encode(postings.data_bytes(named["data"])).decode()
            yield encode(named)

    def exported_keys(self) -> Iterator[str]:
        """Yield what stays of each message that was sent for what was removed, as JSON."""
        for row in self._database.each(_KEYS):
            yield encode(dict(zip(_SENT_KEY, row, strict=True)))

    def take_postings(self, values: Iterable[object]) -> None:
        """Take in the messages of a document.

        Raises:
            FaultError, ValueError: One of them is faulty.

        """
        waiting = iter(values)
        # A few at a time: their bytes may be many.
        while some := [_posting(value) for value in islice(waiting, 10)]:
            self._database.many(_NEW, (row for row, _ in some))
            self._database.many(_NEW_DATA, ((row[0], data) for row, data in some if data))

    def take_keys(self, values: Iterable[object]) -> None:
        """Take in what stays of messages, of a document.

        Raises:
            FaultError, ValueError: One of them is faulty.

        """
        waiting = iter(values)
        while some := [
            checked_row(_SENT_KEY, each, "sent_keys") for each in islice(waiting, at_once())
        ]:
            self._database.many(_NEW_KEY, some)


def _posting(value: object) -> tuple[Row, str | None]:
    """Return a message of a document as a row, and its bytes as they are kept."""
    held = checked_row(_POSTING, value, "outbox")
    row = tuple(encode(each) if isinstance(each, list) else each for each in held[:-1])
    # Read as a noun, so that nothing is taken in that can't be read later.
    posting = postings.posting(row[: len(postings.POSTING)])
    if held[_ONCE] not in {None, posting.what.key}:
        raise FaultError("outbox: once has a wrong value")
    data = None if held[-1] is None else postings.data_text(b64decode(held[-1], validate=True))
    return (*row, int(posting.state in postings.OPEN), ""), data
