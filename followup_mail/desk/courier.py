"""Carrying messages of the outbox to a server: each once, or not at all."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Self

from followup_mail.desk.desk import Desk
from followup_mail.desk.sending import TAKEN
from followup_mail.desk.settling import RETRY, consequence, follow
from followup_mail.errors import (
    CredentialError,
    DataError,
    FollowupMailError,
    OutputError,
    StoreError,
)
from followup_mail.posting import Account, Outcome, Posting, SendState
from followup_mail.record import Record

if TYPE_CHECKING:
    from followup_mail.desk.settling import Consequence
    from followup_mail.mail.credentials import Secret
    from followup_mail.mail.submission import Session

_LOCKED_OUT = timedelta(days=1)
"""The wait after a wrong password: tried again and again, it locks the mailbox."""
_BUSY = frozenset({421, 450, 451, 452})
"""Replies after which a server is left in peace, whatever else waits to be sent."""


class Carried(Record):
    """What became of one message."""

    posting: Posting
    outcome: Outcome
    attempted: bool = True
    """False where it was not to be sent any more, or another program has it."""
    unrecorded: str = ""
    """Where it stands that it was sent, if the store could not be told."""
    fault: FollowupMailError | None = None
    """What is wrong with the message itself; nobody was asked to take it."""
    also: tuple[str, ...] = ()
    """Other applications for which it counts."""


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
    ) -> None:
        """Take what comes from outside.

        Args:
            desk: Where the outbox is.
            account: Whose server and user.
            connect: Opens a session that is not logged in yet.
            password: Gives the password; asked once, after the server was reached.
            wait: Lets seconds pass, to keep the account's rate.

        """
        self.desk = desk
        self.account = account
        self._connect = connect
        self._password = password
        self._wait = wait
        self._session: Session | None = None
        self._secret: Secret | None = None
        self._left = 0

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

        """
        for number in numbers:
            carried = self._one(number)
            yield carried
            if carried.unrecorded or self._ends_with(carried.outcome):
                return

    def _ends_with(self, outcome: Outcome) -> bool:
        if outcome.state is SendState.DEFERRED:
            lost = self._session is not None and not self._session.usable
            return lost or (outcome.reply is not None and outcome.reply.code in _BUSY)
        return outcome.state is SendState.UNKNOWN

    def _one(self, number: int) -> Carried:
        store, now = self.desk.store, self.desk.now
        posting = store.claim(number, at=now())
        if posting is None:
            as_it_is = store.posting(number)
            return Carried(as_it_is, Outcome(as_it_is.state, as_it_is.told), attempted=False)
        try:
            data = posting.data or self._composed(posting)
        except StoreError:
            raise
        except (DataError, OutputError) as error:
            outcome = Outcome(SendState.DEFERRED, str(error))
            store.finish(number, outcome, at=now())
            return Carried(store.posting(number), outcome, fault=error)
        try:
            session, waited = self._ready()
        except FollowupMailError as error:
            refused = isinstance(error, CredentialError) and self._secret is not None
            retry = now() + _LOCKED_OUT if refused else None
            store.finish(number, Outcome(SendState.DEFERRED, str(error)), at=now(), retry_at=retry)
            raise
        if waited and posting.data is None:
            # Dated when it is handed over, whatever the server or a password took.
            data = self._composed(posting)
        return self._delivered(session, posting, data)

    def _composed(self, posting: Posting) -> bytes:
        from followup_mail.desk.outgoing import compose
        from followup_mail.mail.message import to_bytes

        return to_bytes(compose(self.desk, posting, self.account, now=self.desk.now()))

    def _delivered(self, session: "Session", posting: Posting, data: bytes) -> Carried:
        """Hand *data* over, and keep each step before it is taken."""
        store, now, number = self.desk.store, self.desk.now, posting.id
        ended = False

        def before_dot() -> None:
            nonlocal ended
            store.dot(number, at=now())
            ended = True

        try:
            outcome = session.deliver(
                posting.what.envelope,
                data,
                before_mail=lambda: store.freeze(number, data, at=now()),
                before_dot=before_dot,
                after_reply=lambda outcome: store.note(number, outcome, at=now()),
                partial=self.account.partial,
            )
        except StoreError as error:
            # Nothing has left; but a step that failed to be kept may be on disk all the same.
            with suppress(StoreError):
                store.finish(number, Outcome(SendState.DEFERRED, str(error)), at=now())
            raise
        if outcome.state is SendState.UNKNOWN and not ended:
            # A server that says it has a message before its end was sent.
            before_dot()
        return self._kept(posting, outcome)

    def _ready(self) -> "tuple[Session, bool]":
        """Return a session that is logged in, at the account's rate, and whether that took time.

        Raises:
            FollowupMailError: There is none to be had.

        """
        waited = bool(self._left and self.account.per_minute)
        if waited:
            self._wait(60 / self.account.per_minute)
        self._left += 1
        if self._session is not None and self._session.usable:
            return self._session, waited
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
                    retry_at=now + RETRY if answered else None,
                )
                if said:
                    also = follow(self.desk, posting, said, now)
        except StoreError as error:
            if outcome.state not in TAKEN or outcome.reply is None:
                raise StoreError(f"{outcome.told} {error}") from None
            kept = store.fallback(posting, outcome, at=now)
            return Carried(posting, outcome, unrecorded=str(kept))
        return Carried(store.posting(posting.id), outcome, also=also)

    def _consequence(self, posting: Posting, outcome: Outcome) -> "Consequence | None":
        if outcome.state not in TAKEN:
            return None
        return consequence(self.desk, posting, self.desk.now())
