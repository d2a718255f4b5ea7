"""The way of a message out: claimed, frozen, its end sent, and what became of it.

Each step is committed before what it announces is done. A program that was killed
leaves behind a state from which the next one can tell whether the message may
have left: it hadn't before ``dot``, and nothing sends it again by itself after.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from followup_mail.errors import NotFoundError, StoreError
from followup_mail.kept import Message
from followup_mail.model import Happening
from followup_mail.posting import Outcome, Posting, SendState
from followup_mail.store import files, owners, postings
from followup_mail.store.database import Database, Row
from followup_mail.store.histories import Histories
from followup_mail.store.rests import Rests
from followup_mail.store.rows import encode, stamp
from followup_mail.store.tables import POSTING_DATA, insertion
from followup_mail.store.trusting import Trusting

if TYPE_CHECKING:
    from followup_mail.store.unrecorded import Slot, Unrecorded, UnrecordedFile

SELECTED: Final = f"SELECT {', '.join(postings.POSTING)} FROM posting"  # noqa: S608 - our own names
_DATA: Final = "SELECT data FROM posting_data WHERE posting_id = ?"
_NEW_DATA: Final = insertion(POSTING_DATA, ("posting_id", "data"))
_NO_DATA: Final = "DELETE FROM posting_data WHERE posting_id = ?"
_PROGRESS: Final = "SELECT state, owner, changed_at, resend FROM posting WHERE id = ?"
_IMPORTED: Final = "SELECT 1 FROM posting WHERE id = ? AND imported = 1"
_CLAIMED: Final = "UPDATE posting SET owner = ?, changed_at = ? WHERE id = ?"
_FROZEN: Final = (
    "UPDATE posting SET state = 'sending', changed_at = ?, attempts = attempts + 1 WHERE id = ?"
)
_DOT: Final = "UPDATE posting SET state = 'dot', changed_at = ? WHERE id = ?"
_SETTLED: Final = (
    "UPDATE posting SET state = ?, open = ?, owner = ?, changed_at = ?, told = ? WHERE id = ?"
)
_ENDED: Final = (
    "UPDATE posting SET not_before = ?, reply_code = ?, reply_text = ?, "
    "refused = ?, entry_id = ? WHERE id = ?"
)
_TRIED: Final = "UPDATE posting SET attempts = attempts + 1 WHERE id = ?"
_AFTER: Final = "SELECT max(id) FROM entry WHERE application_id = ? AND recorded_at <= ?"
_DRAFT: Final = (
    "SELECT id FROM message WHERE application_id = ? AND kind = ? AND person = ? "
    "AND subject = ? AND body = ? AND (used_entry IS NULL "
    "OR EXISTS (SELECT 1 FROM entry WHERE undoes = used_entry)) ORDER BY id DESC LIMIT 1"
)
_INTERRUPTED: Final = "SELECT id FROM posting WHERE open = 1 AND state IN ('sending', 'dot')"
_MESSAGE_ID: Final = "SELECT message_id FROM posting WHERE id = ?"
_AWAITED: Final = (
    "SELECT state, owner, changed_at FROM posting WHERE id = ? AND message_id = ? "
    "AND state IN ('sending', 'dot', 'unknown')"
)

_BEFORE_DOT: Final = frozenset({SendState.QUEUED, SendState.DEFERRED, SendState.SENDING})
_AFTER_DOT: Final = frozenset({SendState.DOT, SendState.UNKNOWN})
TAKEN: Final = frozenset({SendState.SENT, SendState.PARTIAL})
_FOLLOWS: Final = {
    SendState.SENT: _AFTER_DOT,
    SendState.PARTIAL: _AFTER_DOT,
    SendState.UNKNOWN: _AFTER_DOT,
    SendState.REFUSED: _BEFORE_DOT | _AFTER_DOT,
    SendState.DEFERRED: _BEFORE_DOT | _AFTER_DOT,
}
"""What an attempt can end in, and from where."""
_ANSWERED: Final = TAKEN | {SendState.REFUSED, SendState.DEFERRED}
"""What a server's answer can say; anything else leaves it unknown."""
_BROKEN_OFF: Final = "The program ended before the message had left; it is sent anew."
_LOST: Final = (
    "The program ended between the end of the message and the server's answer: "
    "see whether it arrived, then say so: followup-mail outbox resolve"
)


class Journal(Histories, Trusting, Rests):
    """The steps of one attempt; each needs the one before it, and the message claimed."""

    def __init__(
        self, database: Database, *, state: Path | None = None, config: Path | None = None
    ) -> None:
        """Take the connection, and where this machine's list is; see :class:`Trusting`."""
        super().__init__(database, state=state, config=config)
        self._owner = ""
        self._ready = False
        self._slots: dict[int, Slot] = {}
        """Where the answers to messages go whose end may be sent."""
        self._finished: set[int] = set()
        """Those of which the store has the answer, as soon as the transaction takes place."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Let all writes within take place together, or none of them; may be nested.

        Raises:
            StoreError: Another program is writing and doesn't end, the disk is full,
                or whatever else keeps them from taking place.

        """
        done = False
        try:
            with super().writing():
                yield
            done = True
        finally:
            if not self._database.within:
                for number in self._finished if done else ():
                    self._slots.pop(number).erase()
                self._finished.clear()

    def posting(self, number: int) -> Posting:
        """Return the message *number* of the outbox, with its bytes.

        Raises:
            NotFoundError: There is none.

        """
        with self._database.reading():
            found = self._database.ask(f"{SELECTED} WHERE id = ?", number)
            if not found:
                raise _no_posting(number)
            held = self._database.ask(_DATA, number)
        data = postings.data_bytes(held[0][0]) if held else None
        return self._noun(lambda row: postings.posting(row, data), found[0])

    def claim(self, number: int, *, at: datetime) -> Posting | None:
        """Take the message *number* to send it; None where that isn't to be done, or is being done.

        One that a program left behind is taken over: before its end was sent as
        deferred, else as unknown. Bytes that come with it have to be sent as they are.

        Raises:
            NotFoundError: There is no such message.
            StoreError: This store isn't the one from which was sent last (see
                :meth:`judged`), or can't be relied upon.

        """
        self._progress(number)
        self._prepare(at)
        with self.writing():
            state, free = self._settled(number, at)
            if not free or state not in {SendState.QUEUED, SendState.DEFERRED}:
                return None
            if self.was_imported(number):
                return None
            # Whatever was claimed by a store counts as let go once that is closed.
            self._owner = self._owner or owners.enter()
            self._do(_CLAIMED, self._owner, stamp(at), number)
            return self.posting(number)

    def was_imported(self, number: int) -> bool:
        """Return whether an export brought the message *number*: it is sent by nothing."""
        return bool(self._database.ask(_IMPORTED, number))

    def freeze(self, number: int, data: bytes, *, at: datetime) -> None:
        """Keep the bytes of a claimed message, before MAIL.

        Raises:
            StoreError: Somebody else has it by now, or it has to be sent again with the
                bytes that it had.

        """
        with self.writing():
            self._own(number, {SendState.QUEUED, SendState.DEFERRED})
            if self.was_imported(number):
                raise StoreError(
                    f"{self._database.path}: an import brought message {number}, and nothing that "
                    "an import brings is sent. Write it anew."
                )
            text = postings.data_text(data)
            held = self._database.ask(_DATA, number)
            if held and held[0][0] != text:
                raise StoreError(
                    f"{self._database.path}: message {number} may have arrived once and can only "
                    "be sent again as it was, to the byte. Nothing was sent; cancel it "
                    f"(followup-mail outbox cancel {number}) and write another one."
                )
            if not held:
                self._database.many(_NEW_DATA, [(number, text)])
            self._do(_FROZEN, stamp(at), number)

    def dot(self, number: int, *, at: datetime) -> None:
        """Keep that the end of a frozen message is about to be sent.

        Raises:
            StoreError: Somebody else has it by now, or it can't be listed: its end must not
                be sent.

        """
        with self.writing():
            self._own(number, {SendState.SENDING})
            [(message_id,)] = self._database.ask(_MESSAGE_ID, number)
            slot = self._unrecorded.reserve(number, message_id)
            try:
                self._list(number)
                self._do(_DOT, stamp(at), number)
            except BaseException:
                slot.erase()
                raise
            self._slots[number] = slot
        self._listing = None

    def note(self, number: int, outcome: Outcome, *, at: datetime) -> None:
        """Note what the server said to the end of a message, before anything else is done.

        It is known from then on, though the program be killed: see :meth:`unrecorded`.
        """
        if number in self._slots and outcome.state in _ANSWERED:
            self._slots[number].note(outcome, at=at)

    def fallback(self, posting: Posting, outcome: Outcome, *, at: datetime) -> Path:
        """Keep the server's answer beside the store, which can't take it; return where.

        Raises:
            StoreError: It can't be kept there either.

        """
        number, message_id = posting.id, posting.what.message_id
        slot = self._slots.pop(number, None) or self._unrecorded.reserve(number, message_id)
        try:
            return slot.keep(outcome, at=at)
        finally:
            slot.close()

    def finish(
        self,
        number: int,
        outcome: Outcome,
        *,
        at: datetime,
        happening: Happening | None = None,
        retry_at: datetime | None = None,
    ) -> int | None:
        """Keep what became of an attempt; return the number of the entry made of *happening*.

        That is only made if the message was taken, as is the copy among the
        messages that were used. A deferred one loses its bytes, unless they were
        unknown to have arrived once.

        Raises:
            StoreError: Somebody else has it by now, or it can't end so: what was sent
                had to be announced by :meth:`dot`.

        """
        with self.writing():
            state = self._own(number, _FOLLOWS[outcome.state])
            if number == self._listing:
                self._catch_up(number)
            entry = self._ended(number, outcome, happening, retry_at, at)
            if state in {SendState.QUEUED, SendState.DEFERRED}:
                self._do(_TRIED, number)
            if number in self._slots:
                self._finished.add(number)
        return entry

    def recover(self, *, at: datetime) -> tuple[Posting, ...]:
        """Take over what programs left behind that are gone; return it as it is now."""
        with self._database.reading():
            numbers = [number for (number,) in self._database.ask(_INTERRUPTED)]
        if not numbers:
            return ()
        with self.writing():
            before = {number: self._progress(number)[0] for number in numbers}
            changed = [n for n in numbers if self._settled(n, at)[0].value != before[n]]
            return tuple(self.posting(number) for number in changed)

    def unrecorded(self) -> "tuple[Unrecorded, ...]":
        """Return answers that were kept beside the store, to messages that nobody has in hand."""
        return tuple(
            line
            for line in self._unrecorded.lines()
            if self._awaits(line.posting, line.message_id, line.at)
            in {(SendState.DOT, False), (SendState.UNKNOWN, False), (SendState.UNKNOWN, True)}
        )

    def _awaits(self, number: int, message_id: str, at: datetime) -> tuple[SendState, bool] | None:
        """Return the state of a message whose answer may be awaited, and whether somebody does."""
        for state, owner, since in self._database.ask(_AWAITED, number, message_id):
            return SendState(state), owners.alive(owner, datetime.fromisoformat(since), at)
        return None

    def _let_go(self) -> None:
        """Let go of what was claimed."""
        for slot in self._slots.values():
            slot.close()
        self._slots.clear()
        owners.leave(self._owner)
        self._owner = ""
        self._ready = False

    def _prepare(self, at: datetime) -> None:
        """See, once, that sending from here is safe.

        Raises:
            StoreError: It isn't.

        """
        if self._ready:
            return
        files.check_near(self._folder)
        self._begin_to_send()
        self._unrecorded.prepare()

        def wanted(number: int, message_id: str, answer: "Unrecorded | None") -> bool:
            state, alive = self._awaits(number, message_id, at) or (None, False)
            return alive or (answer is not None and state in _AFTER_DOT)

        self._unrecorded.clean(wanted)
        self._ready = True

    def _settled(self, number: int, at: datetime) -> tuple[SendState, bool]:
        """Return the state of a message, and whether nobody else has it.

        If whoever had it is gone, it is taken over.
        """
        held, owner, changed, resend = self._progress(number)
        state = SendState(held)
        own = owner == self._owner
        if not own and owners.alive(owner, datetime.fromisoformat(changed), at):
            return state, False
        if state is SendState.SENDING:
            self._catch_up(number)
            self._settle(number, SendState.DEFERRED, _BROKEN_OFF, at)
            if not resend:
                self._do(_NO_DATA, number)
            return SendState.DEFERRED, True
        if state is SendState.DOT:
            self._settle(number, SendState.UNKNOWN, f"{_LOST} {number}", at)
            return SendState.UNKNOWN, True
        return state, True

    def _own(self, number: int, states: frozenset[SendState] | set[SendState]) -> SendState:
        """Return the state of a message that this store has claimed.

        Raises:
            StoreError: It hasn't, or not any more, or the state isn't one of *states*.

        """
        held, owner, _, _ = self._progress(number)
        if not owner or owner != self._owner or held not in states:
            raise StoreError(
                f"{self._database.path}: message {number} is {held} by now, and not in the hands "
                f"of this program. Nothing was changed; see: followup-mail outbox list"
            )
        return SendState(held)

    def _ended(
        self,
        number: int,
        outcome: Outcome,
        happening: Happening | None,
        retry_at: datetime | None,
        at: datetime,
    ) -> int | None:
        """Keep how an attempt ended, whoever says so; return the number of the entry."""
        entry = None
        if happening is not None and outcome.state in TAKEN:
            entry = self._recorded(number, happening, at)
        if outcome.state is SendState.DEFERRED and not self._progress(number)[3]:
            self._do(_NO_DATA, number)
        self._settle(number, outcome.state, outcome.told, at)
        reply = outcome.reply
        code, text = (None, None) if reply is None else (reply.code, reply.text)
        retry = None if retry_at is None else stamp(retry_at)
        self._do(_ENDED, retry, code, text, encode(outcome.refused), entry, number)
        return entry

    def _settle(self, number: int, state: SendState, told: str, at: datetime) -> None:
        # Whoever was late, and has the answer after all, may still say so.
        owner = self._progress(number)[1] if state is SendState.UNKNOWN else ""
        open_ = int(state in postings.OPEN)
        self._do(_SETTLED, state.value, open_, owner, stamp(at), told, number)
        if state in postings.LEFT:
            self._take("left", 1)

    def _recorded(self, number: int, happening: Happening, at: datetime) -> int:
        """Record that a message was sent, and what it said; return the number of the entry."""
        posting = self.posting(number)
        what = posting.what
        written = stamp(posting.queued_at)
        [(newest,)] = self._database.ask(_AFTER, posting.application, written)
        (entry,) = self.append(posting.application, [happening], at=at)
        same = (what.kind.value, what.to, what.subject, what.body)
        drafts = self._database.ask(_DRAFT, posting.application, *same)
        if drafts:
            self._do("UPDATE message SET used_entry = ? WHERE id = ?", entry, drafts[0][0])
        else:
            kept = Message(what.kind, what.to, what.subject, what.body, posting.queued_at, 0, entry)
            self.keep_message(posting.application, kept._replace(after=newest or 0))
        return entry

    @property
    def _folder(self) -> Path:
        return self._database.path.parent

    @property
    def _unrecorded(self) -> "UnrecordedFile":
        from followup_mail.store.unrecorded import UnrecordedFile  # noqa: PLC0415 - start-up time

        return UnrecordedFile(self._folder)

    def _progress(self, number: int) -> Row:
        found = self._database.ask(_PROGRESS, number)
        if not found:
            raise _no_posting(number)
        return found[0]


def _no_posting(number: int) -> NotFoundError:
    return NotFoundError(
        f"There is no message {number} in the outbox; see: followup-mail outbox list"
    )
