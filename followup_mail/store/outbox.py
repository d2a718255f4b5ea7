"""The outbox: messages that are to be sent, each once, and those that were."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from followup_mail.errors import UsageError
from followup_mail.model import Happening
from followup_mail.posting import NewPosting, Outcome, Posting, SendState
from followup_mail.store import postings
from followup_mail.store.journal import SELECTED, TAKEN, Journal
from followup_mail.store.rows import stamp
from followup_mail.store.tables import POSTING, insertion

_NEW: Final = insertion(
    POSTING,
    ("id", "application_id", "once", "open", "owner", "resend", *postings.PROGRESS, *postings.WHAT),
)
_KEPT: Final = "SELECT id FROM application WHERE id = ?"
_ONCE: Final = "SELECT id, state FROM posting WHERE once = ?"
_ASIDE: Final = "UPDATE posting SET once = NULL WHERE id = ?"
_AGAIN: Final = "UPDATE posting SET resend = 1, not_before = NULL WHERE id = ?"
_NO_DATA: Final = "DELETE FROM posting_data WHERE posting_id = ?"
_THREAD: Final = (
    "SELECT message_id, subject FROM posting WHERE application_id = ? AND person = ? "
    "AND test = 0 AND state IN ('sent', 'partial') ORDER BY changed_at, id"
)
_ADDRESSED: Final = (
    "SELECT kind, rcpt_to, changed_at FROM posting WHERE application_id = ? AND test = 0 "
    "AND state IN ('dot', 'sent', 'partial', 'unknown')"
)
_NEW_KEY: Final = (
    "INSERT INTO sent_key (digest, sent_at) VALUES (?, ?) ON CONFLICT (digest) "
    "DO UPDATE SET sent_at = excluded.sent_at WHERE sent_key.sent_at < excluded.sent_at"
)


class Outbox(Journal):
    """What is to be sent, and what is decided about it."""

    def queue(
        self, application: int, new: NewPosting, *, at: datetime, again: bool = False
    ) -> tuple[Posting, bool]:
        """Keep a message of an application to be sent; return it, and whether it is new.

        If there is one of that key, of whatever application, it is returned instead,
        unless it was refused or cancelled. With *again* one that was sent doesn't
        count either; one that may still be sent, or of which nobody knows, always
        does. Tests always are new.

        Raises:
            NotFoundError: There is no application of that number.

        """
        with self.writing():
            kept = {number for (number,) in self._database.ask(_KEPT, application)}
            self._check_kept([application], kept)
            held = [] if new.test else self._database.ask(_ONCE, new.key)
            for number, state in held:
                if state != SendState.REFUSED and not (again and state in TAKEN):
                    return self.posting(number), False
                self._do(_ASIDE, number)
            number = self._take("posting", 1)
            when = stamp(at)
            wanted = None if new.not_before is None else stamp(new.not_before)
            once = None if new.test else new.key
            blank = (None, None, "[]", "", None, "", 0, 0)
            progress = (SendState.QUEUED.value, when, when, 0, wanted, *blank)
            row = (number, application, once, 1, "", 0, *progress, *postings.what_row(new))
            self._database.many(_NEW, [row])
            return self.posting(number), True

    def outbox(
        self,
        *,
        states: Collection[SendState] | None = None,
        application: int | None = None,
        due_before: datetime | None = None,
    ) -> tuple[Posting, ...]:
        """Return the messages in the order in which they were queued, without their bytes.

        Those in one of *states*, of one *application*, not to be kept beyond *due_before*.
        """
        wanted: list[str] = []
        values: list[object] = []
        if states is not None:
            wanted.append(f"state IN ({', '.join('?' * len(states))})")
            values += [state.value for state in states]
            if postings.OPEN.issuperset(states):
                wanted.append("open = 1")  # which few are, and an index knows
        if application is not None:
            wanted.append("application_id = ?")
            values.append(application)
        if due_before is not None:
            wanted.append("(not_before IS NULL OR not_before <= ?)")
            values.append(stamp(due_before))
        where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
        found = self._database.ask(f"{SELECTED}{where} ORDER BY id", *values)
        return tuple(self._noun(postings.posting, row) for row in found)

    def thread(self, application: int, person: str) -> tuple[tuple[str, str], ...]:
        """Return Message-ID and subject of what was sent to *person*, the oldest first."""
        return tuple(self._database.ask(_THREAD, application, person))

    def resolve(
        self,
        number: int,
        *,
        sent: bool,
        at: datetime,
        happening: Happening | None = None,
    ) -> int | None:
        """Keep what somebody found out of an unknown message; return the number of the entry.

        One that wasn't sent may be sent again, with the bytes that it had.

        Raises:
            NotFoundError: There is no such message.
            UsageError: It isn't unknown.

        """
        with self.writing():
            self._check_unknown(number, at)
            if sent:
                outcome = Outcome(SendState.SENT, "You said that it was sent.")
                return self._ended(number, outcome, happening, None, at)
            self._do(_AGAIN, number)
            outcome = Outcome(SendState.DEFERRED, "You said that it wasn't sent.")
            return self._ended(number, outcome, None, None, at)

    def conclude(
        self,
        number: int,
        outcome: Outcome,
        *,
        at: datetime,
        happening: Happening | None = None,
        retry_at: datetime | None = None,
    ) -> int | None:
        """Keep what a server said to a message that a program left behind, as :meth:`finish`.

        Raises:
            NotFoundError: There is no such message.
            UsageError: It isn't unknown.

        """
        with self.writing():
            self._check_unknown(number, at)
            return self._ended(number, outcome, happening, retry_at, at)

    def _check_unknown(self, number: int, at: datetime) -> None:
        state, _ = self._settled(number, at)
        if state is not SendState.UNKNOWN:
            raise UsageError(
                f"Message {number} isn't unknown but {state.value}; nothing was changed."
            )

    def cancel(self, number: int, *, at: datetime) -> None:
        """Take out a message that hasn't left; its key is free again.

        Raises:
            NotFoundError: There is no such message.
            UsageError: It has left, may have, or is being sent.

        """
        with self.writing():
            state, free = self._settled(number, at)
            if not free:
                raise UsageError(f"Message {number} is being sent; nothing was changed.")
            if state not in {SendState.QUEUED, SendState.DEFERRED}:
                raise UsageError(
                    f"Message {number} is {state.value} and can't be cancelled any more; "
                    "nothing was changed."
                )
            self._settle(number, SendState.CANCELLED, "You cancelled it.", at)
            self._do(_ASIDE, number)
            self._do(_NO_DATA, number)

    def remove(self, number: int) -> None:
        """Erase every trace of an application but digests of what was sent.

        Raises:
            NotFoundError: There is no application of that number.

        """
        with self.writing():
            about = self.by_id(number).dossier
            for kind, addresses, sent_at in self._database.ask(_ADDRESSED, number):
                for address in postings.texts(addresses):
                    self._do(
                        _NEW_KEY,
                        postings.digest(
                            about.client, about.employer_key, about.position, address, kind
                        ),
                        sent_at,
                    )
            self._keep_marks(number)
            super().remove(number)

    def was_sent(self, digest: str) -> datetime | None:
        """Return when a message of that :func:`postings.digest` was sent for what was removed."""
        found = self._database.ask("SELECT sent_at FROM sent_key WHERE digest = ?", digest)
        return self._noun(lambda row: datetime.fromisoformat(row[0]), found[0]) if found else None
