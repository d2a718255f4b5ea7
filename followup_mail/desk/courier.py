"""Carrying messages of the outbox to a server: each once, or not at all."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from followup_mail.desk import resting
from followup_mail.desk.desk import Desk
from followup_mail.desk.sending import TAKEN
from followup_mail.desk.settling import consequence, follow
from followup_mail.errors import (
    BusyError,
    CredentialError,
    DataError,
    FollowupMailError,
    NotFoundError,
    OutputError,
    StoreError,
)
from followup_mail.posting import Account, Outcome, Posting, SendState
from followup_mail.record import Record

if TYPE_CHECKING:
    from followup_mail.desk.holding import Held, PutOff
    from followup_mail.desk.settling import Consequence
    from followup_mail.mail.credentials import Secret
    from followup_mail.mail.submission import Session

_ANSWERED = TAKEN | {SendState.REFUSED}
"""After which a server is no longer one that says: not now."""
_BUSY = frozenset({421, 450, 451, 452})
"""Replies after which a server is left in peace, whatever else waits to be sent."""


_Seen = tuple[int, datetime]


class Carried(Record):
    """What became of one message."""

    posting: Posting
    outcome: Outcome
    attempted: bool = True
    """False where it was not to be sent any more, or another program has it."""
    unrecorded: str = ""
    """Where it stands that it was sent, if the store could not be told."""
    also: tuple[str, ...] = ()
    """Other applications for which it counts."""
    held: "Held | None" = None
    """Why it was not sent, though it was due."""
    removed: bool = False
    """Whether its application was removed meanwhile, and it is on record nowhere."""


class _RestingError(BusyError):
    """The server is left in peace, and wasn't asked."""


class _StoppedError(Exception):
    """Something was recorded while the server was reached: the message must not leave."""

    def __init__(self, carried: Carried) -> None:
        """Keep what is told of it."""
        super().__init__()
        self.carried = carried


class Courier:
    """One connection to the server of an account, made when the first message leaves."""

    def __init__(
        self,
        desk: Desk,
        account: Account,
        *,
        connect: Callable[[Account], "Session"],
        password: Callable[[Account], "Secret"],
        wait: Callable[[float], None],
        decide: "Callable[[Posting], Held | PutOff | None]",
        by_hand: bool = False,
    ) -> None:
        """Take what comes from outside.

        Args:
            desk: Where the outbox is.
            account: Whose server and user.
            connect: Opens a session that is not logged in yet.
            password: Gives the password; asked once, after the server was reached.
            wait: Lets seconds pass, to keep the account's rate.
            decide: Says whether a message that was taken out may leave now
                (:func:`followup_mail.desk.holding.decided`); asked once more before MAIL
                where something has come between.
            by_hand: Whether somebody asked for this: then a server is tried once though
                it is to be left in peace.

        """
        self.desk = desk
        self.account = account
        self._connect = connect
        self._password = password
        self._wait = wait
        self._decide = decide
        self.by_hand = by_hand
        self._session: Session | None = None
        self._secret: Secret | None = None
        self._left = 0
        self._paused = 0

    def __enter__(self) -> Self:
        """Return the courier."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take leave of the server."""
        if self._session is not None:
            self._session.quit()

    def carry(self, numbers: Iterable[int]) -> Iterator[Carried]:
        """Send the messages of the outbox called *numbers*, one after the other.

        It stops after the first of which nobody knows whether it arrived, or that could
        not be recorded, and when the server hangs up or asks to be left in peace; the
        rest stays as it is.

        Raises:
            FollowupMailError: The server can't be reached or trusted, or doesn't let
                the user in; the message waits.
            StoreError: What happens can't be kept, or the store can't be relied upon.
            NotFoundError: The message was removed before it left.

        """
        for number in numbers:
            try:
                carried = self._one(number)
            except NotFoundError:
                raise NotFoundError(
                    f"Message {number} was removed, with its application, before it left. "
                    "Nothing of it was sent."
                ) from None
            yield carried
            if carried.held is None and (carried.unrecorded or self._ends_with(carried.outcome)):
                return

    def _ends_with(self, outcome: Outcome) -> bool:
        if outcome.state is SendState.DEFERRED:
            lost = self._session is not None and not self._session.usable
            return lost or (outcome.reply is not None and outcome.reply.code in _BUSY)
        return outcome.state is SendState.UNKNOWN

    def _one(self, number: int) -> Carried:
        self._pause(number)
        claimed = self._claimed(number)
        if isinstance(claimed, Carried):
            return claimed
        posting, seen = claimed
        data = self._data(posting)
        if isinstance(data, Carried):
            return data
        store, now = self.desk.store, self.desk.now
        try:
            session, connected = self._ready()
        except FollowupMailError as error:
            with self.desk.writing():
                store.finish(number, Outcome(SendState.DEFERRED, str(error)), at=now())
                if isinstance(error, CredentialError) and self._secret is not None:
                    resting.locked_out(self.desk, self.account.name, str(error))
                elif isinstance(error, BusyError) and not isinstance(error, _RestingError):
                    resting.asked_for(self.desk, self.account.name, str(error))
            raise
        if connected and posting.data is None:
            # Dated when it is handed over, whatever the server or a password took.
            data = self._data(posting)
            if isinstance(data, Carried):
                return data
        return self._delivered(session, posting, data, seen)

    def _pause(self, number: int) -> None:
        """Keep the account's rate, before anything is decided about the message *number*."""
        waits = self.desk.store.posting(number).state.may_be_tried
        if waits and self._left > self._paused and self.account.per_minute:
            self._wait(60 / self.account.per_minute)
            self._paused = self._left

    def _claimed(self, number: int) -> tuple[Posting, _Seen] | Carried:
        """Take the message *number* if it is to be sent, decided in the same change.

        With it comes what was known then.
        """
        store = self.desk.store
        with self.desk.writing():
            posting = store.claim(number, at=self.desk.now())
            if posting is None:
                as_it_is = store.posting(number)
                return Carried(as_it_is, Outcome(as_it_is.state, as_it_is.told), attempted=False)
            return self._decided(posting) or (posting, self._seen(posting))

    def _decided(self, posting: Posting) -> Carried | None:
        """Decide about a claimed message, while writing; let go of one that isn't to leave."""
        found = self._decide(posting)
        if found is not None:
            return self._stopped(posting, found)
        if posting.held:
            self.desk.store.release(posting.id)
        return None

    def _stopped(self, posting: Posting, found: "Held | PutOff") -> Carried:
        """Let go of a claimed message that isn't to leave."""
        from followup_mail.desk.holding import Held

        store, now = self.desk.store, self.desk.now()
        if isinstance(found, Held):
            store.hold(posting.id, found.why, at=now)
        else:
            store.put_off(posting.id, found.until, found.told, at=now)
        as_it_is = store.posting(posting.id)
        told = Outcome(as_it_is.state, as_it_is.told)
        held = found if isinstance(found, Held) else None
        return Carried(as_it_is, told, attempted=False, held=held)

    def _seen(self, posting: Posting) -> _Seen:
        """Return by what it shows whether there is anything new to decide upon."""
        store = self.desk.store
        return store.last_entry(), store.by_id(posting.application).changed_at

    def _data(self, posting: Posting) -> bytes | Carried:
        """Return the bytes of a claimed message; let go of one that can't be written."""
        from followup_mail.desk.enclosing import enclosed
        from followup_mail.desk.holding import Held, clause
        from followup_mail.desk.outgoing import compose
        from followup_mail.mail.message import to_bytes

        try:
            if posting.data is None:
                return to_bytes(compose(self.desk, posting, self.account, now=self.desk.now()))
            # It leaves as it was once, if its files still are what it says they are.
            enclosed(posting.what)
        except StoreError:
            raise
        except (DataError, OutputError) as error:
            return self._stopped(posting, Held(posting, clause(error), type(error)))
        return posting.data

    def _delivered(self, session: "Session", posting: Posting, data: bytes, seen: _Seen) -> Carried:
        """Hand *data* over, and keep each step before it is taken.

        What is recorded while a server or a password was waited for stops it still:
        *seen* is what was known when it was decided.
        """
        store, now, number = self.desk.store, self.desk.now, posting.id
        ended = False

        def before_mail() -> None:
            with self.desk.writing():
                stopped = self._decided(posting) if self._seen(posting) != seen else None
                if stopped is None:
                    store.freeze(number, data, at=now())
            if stopped is not None:
                raise _StoppedError(stopped)

        def before_dot() -> None:
            nonlocal ended
            store.dot(number, at=now())
            ended = True

        try:
            outcome = session.deliver(
                posting.what.envelope,
                data,
                before_mail=before_mail,
                before_dot=before_dot,
                after_reply=lambda outcome: store.note(number, outcome, at=now()),
                partial=self.account.partial,
            )
        except _StoppedError as stopped:
            return stopped.carried
        except StoreError as error:
            # Nothing has left; but a step that failed to be kept may be on disk all the same.
            with suppress(StoreError):
                store.finish(number, Outcome(SendState.DEFERRED, str(error)), at=now())
            raise
        if outcome.state is SendState.UNKNOWN and not ended:
            # A server that says it has a message before its end was sent.
            with suppress(NotFoundError):
                before_dot()
        return self._kept(posting, outcome)

    def _ready(self) -> "tuple[Session, bool]":
        """Return a session that is logged in, and whether it was made now.

        Raises:
            FollowupMailError: There is none to be had.

        """
        self._left += 1
        if self._session is not None and self._session.usable:
            return self._session, False
        self._check_rest()
        session = self._connect(self.account)
        try:
            if self.account.user is not None:
                # Asked for only now: a host that isn't there needs no password.
                self._secret = self._secret or self._password(self.account)
                session.authenticate(self.account.user, self._secret)
        except BaseException:
            session.quit()
            raise
        self._session = session
        return session, True

    def _check_rest(self) -> None:
        """Leave the server in peace where another run has just been sent away.

        Raises:
            BusyError: It is to be left in peace.

        """
        rest = None if self.by_hand else resting.rest_now(self.desk, self.account.name)
        if rest is not None:
            raise _RestingError(rest.told)

    def _kept(self, posting: Posting, outcome: Outcome) -> Carried:
        """Keep *outcome*, with what follows from it for the application."""
        store, now = self.desk.store, self.desk.now()
        answered = outcome.state is SendState.DEFERRED and outcome.reply is not None
        also: tuple[str, ...] = ()
        try:
            with self.desk.writing():
                said = self._consequence(posting, outcome)
                store.finish(
                    posting.id,
                    outcome,
                    at=now,
                    happening=said.happening if said else None,
                    retry_at=now + resting.SHORTEST if answered else None,
                )
                if outcome.state in _ANSWERED:
                    resting.ended(self.desk, self.account.name)
                if said:
                    also = follow(self.desk, posting, said, now)
                kept = store.posting(posting.id)
        except NotFoundError:
            # An older program removes what is on its way; what became of it is true all the same.
            return Carried(posting, outcome, removed=True)
        except StoreError as error:
            if outcome.state not in TAKEN or outcome.reply is None:
                raise StoreError(f"{outcome.told} {error}") from None
            file = store.fallback(posting, outcome, at=now)
            return Carried(posting, outcome, unrecorded=str(file))
        return Carried(kept, outcome, also=also)

    def _consequence(self, posting: Posting, outcome: Outcome) -> "Consequence | None":
        if outcome.state not in TAKEN:
            return None
        return consequence(self.desk, posting, self.desk.now())
