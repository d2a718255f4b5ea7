"""One connection to a server, from which messages leave one after the other."""

from collections.abc import Callable
from contextlib import suppress

from followup_mail.errors import MessageError
from followup_mail.mail.credentials.secret import Secret
from followup_mail.mail.submission.deadlines import Deadlines
from followup_mail.mail.submission.envelopes import check_data, check_envelope, needs_utf8
from followup_mail.mail.submission.login import log_in
from followup_mail.mail.submission.transaction import Transaction
from followup_mail.mail.submission.wire import LostError, Wire
from followup_mail.posting import Account, Envelope, Outcome, SendState

_DIGITS = 19
"""As many as the largest number of 64 bits has; RFC 1870, 5, allows 20."""


class Session:
    """A private connection to a server; :func:`connect` makes it.

    Attributes:
        capabilities: What the server offers: keywords in upper case, their parameters.

    """

    def __init__(
        self, wire: Wire, account: Account, capabilities: dict[str, str], within: Deadlines
    ) -> None:
        self._wire = wire
        self._account = account
        self._within = within
        self.capabilities = capabilities

    @property
    def peer(self) -> str:
        """The server, as host:port."""
        return self._wire.peer

    @property
    def usable(self) -> bool:
        """Whether another message can leave over it."""
        return not self._wire.closed

    @property
    def size_limit(self) -> int | None:
        """The most octets a message may have (RFC 1870); None where the server doesn't say."""
        said = self.capabilities.get("SIZE", "")
        if not (said.isdecimal() and said.isascii()):
            return None
        digits = said.lstrip("0")
        # More than a number of 64 bits holds is no limit to anything.
        return int(digits) if 0 < len(digits) <= _DIGITS else None

    @property
    def smtputf8(self) -> bool:
        """Whether addresses may be other than ASCII (RFC 6531)."""
        return "SMTPUTF8" in self.capabilities

    def authenticate(self, user: str, password: Secret) -> None:
        """Log in, with one attempt; after an error the session is closed.

        Raises:
            CredentialError: The server does not take the password.
            TryLaterError: The server can't tell now, or broke off.
            RefusedError: No login that this program knows is possible.
            TrustError: The connection is open to others.

        """
        try:
            log_in(
                self._wire,
                self._account.name,
                self.capabilities.get("AUTH", ""),
                user,
                password,
                self._within.command,
            )
        except BaseException:
            self._wire.close()
            raise

    def deliver(
        self,
        envelope: Envelope,
        data: bytes,
        *,
        before_mail: Callable[[], None],
        before_dot: Callable[[], None],
        after_reply: Callable[[Outcome], None],
        partial: bool,
    ) -> Outcome:
        """Hand one message over and return what became of it.

        UNKNOWN only if *before_dot* has returned, or a server says it took the
        message before its end. What *before_mail* and *before_dot* raise passes
        through, after the connection was closed without the end of the data.

        Args:
            envelope: From whom to whom.
            data: The message; its lines end in CRLF.
            before_mail: Called once nothing is left to be found wrong beforehand.
            before_dot: Called when all but the end of the data has left.
            after_reply: Called with what the server's answer to the end means, before
                anything else is done.
            partial: Whether to send it though some recipients are refused.

        """
        if not self.usable:
            return Outcome(SendState.DEFERRED, f"The connection to {self.peer} has ended.")
        if found := self._found_wrong(envelope, data):
            return Outcome(SendState.REFUSED, found)
        try:
            before_mail()
            transaction = Transaction(
                self._wire,
                self._within,
                pipelining="PIPELINING" in self.capabilities,
                declares_size="SIZE" in self.capabilities,
                partial=partial,
                after_reply=after_reply,
            )
            return transaction.run(envelope, data, before_dot)
        except BaseException:
            self._wire.close()
            raise

    def quit(self) -> None:
        """Take leave where that is possible, within two seconds; never fails."""
        seconds = self._within.quit
        if self.usable:
            self._wire.allow(seconds)
            with suppress(LostError):
                self._wire.command(b"QUIT", "after QUIT", seconds)
        self._wire.close()

    def _found_wrong(self, envelope: Envelope, data: bytes) -> str:
        """Return why the message can't leave over this session, "" if it may."""
        wide = needs_utf8(envelope)
        try:
            check_envelope(envelope)
            check_data(data, wide=wide)
        except MessageError as error:
            return str(error)
        if wide and not self.smtputf8:
            return (
                f"{self.peer} can't handle an address with letters beyond ASCII before the @; "
                "use another address, or an account at a provider that knows SMTPUTF8."
            )
        if self.size_limit and len(data) > self.size_limit:
            return (
                f"The message has {len(data)} octets, and {self.peer} takes {self.size_limit} at "
                "most; send a smaller attachment, or a link."
            )
        return ""
