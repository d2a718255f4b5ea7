"""The outbox: messages that are to be sent, each once, and those that were."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from followup_mail.errors import UsageError
from followup_mail.model import Happening
from followup_mail.posting import NewPosting, Outcome, Posting, SendState
from followup_mail.store import owners, postings
from followup_mail.store.journal import SELECTED, TAKEN
from followup_mail.store.rows import stamp
from followup_mail.store.tables import POSTING, insertion
from followup_mail.store.waiting import Waiting
from followup_mail.vocabulary import Kind

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
_IN_HAND: Final = (
    "SELECT id, owner, changed_at FROM posting WHERE application_id = ? AND open = 1 "
    "AND owner <> '' AND state <> 'unknown' ORDER BY id"
)
_ANEW: Final = (
    "You said that it wasn't sent. An import brought it, so it isn't sent as it is: write it anew."
)
_TOLD: Final = "UPDATE posting SET key = ?, opened = ?, whom = ? WHERE id = ?"
_OF_JOB: Final = (
    f"{SELECTED} WHERE test = 0 AND (application_id = ? OR application_id IN "  # noqa: S608 - our own names
    "(SELECT id FROM application WHERE writer = ? AND employer_key = ?)) ORDER BY id"
)
_OF_WRITER: Final = (
    f"SELECT application.name, {', '.join(f'posting.{name}' for name in postings.POSTING)} "  # noqa: S608 - our own names
    "FROM posting JOIN application ON application.id = application_id WHERE test = 0 "
    "AND kind = ? AND posting.state IN ('dot', 'sent', 'partial', 'unknown') "
    "AND writer = ? ORDER BY posting.id"
)


class Outbox(Waiting):
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
            if self.was_imported(number):
                # Its words and addresses came from elsewhere, and so would its bytes.
                self._settle(number, SendState.CANCELLED, _ANEW, at)
                self._do(_ASIDE, number)
                return None
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

    def in_hand(self, application: int, *, at: datetime) -> int | None:
        """Return the first message of an application that a program is sending, or about to."""
        for number, owner, changed in self._database.ask(_IN_HAND, application):
            if owners.alive(owner, datetime.fromisoformat(changed), at):
                return int(number)
        return None

    def postings_of_job(
        self, application: int, *, writer: str, employer_key: str
    ) -> tuple[Posting, ...]:
        """Return the messages of *application*, and the writer's others at the same employer.

        Without their bytes, the oldest first; tests are left out.
        """
        found = self._database.ask(_OF_JOB, application, writer, employer_key)
        return tuple(self._noun(postings.posting, row) for row in found)

    def to_address(
        self, address: str, kind: Kind, *, writer: str
    ) -> tuple[tuple[Posting, str], ...]:
        """Return what may have left of *kind* to *address*, of all the writer's applications.

        Each with the name of its application, the oldest first.
        """
        found = self._database.ask(_OF_WRITER, kind.value, writer)
        read = [(self._noun(postings.posting, row[1:]), str(row[0])) for row in found]
        return tuple((p, name) for p, name in read if address in p.what.envelope.rcpt_to)

    def tell_occurrence(self, number: int, key: str, *, opened: str, whom: str) -> None:
        """Keep what the message *number* is of; its *key* keeps others out as the old one did."""
        with self.writing():
            self._do(_TOLD, key, opened, whom, number)
            taken = self._database.ask("SELECT 1 FROM posting WHERE once = ?", key)
            once = None if taken else key
            self._do("UPDATE posting SET once = ? WHERE id = ? AND once IS NOT NULL", once, number)

    def keep_digests(self, sent: Iterable[tuple[str, datetime]]) -> None:
        """Keep digests of what was sent, each with the moment; they outlast their application."""
        with self.writing():
            self._database.many(postings.KEPT_KEY, [(digest, stamp(at)) for digest, at in sent])

    def remove(self, number: int) -> None:
        """Erase every trace of an application but that its messages are listed as sent.

        Raises:
            NotFoundError: There is no application of that number.

        """
        with self.writing():
            self._keep_marks(number)
            super().remove(number)

    def was_sent(self, digest: str) -> datetime | None:
        """Return when a message of that :func:`postings.digest` was sent for what was removed."""
        found = self._database.ask("SELECT sent_at FROM sent_key WHERE digest = ?", digest)
        return self._noun(lambda row: datetime.fromisoformat(row[0]), found[0]) if found else None
