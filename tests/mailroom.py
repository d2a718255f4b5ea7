"""A mail server that is only played, and a program that sends through it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import BytesIO
from typing import cast

from followup_mail.app import App
from followup_mail.errors import CredentialError
from followup_mail.mail.credentials import Secret
from followup_mail.posting import Account, Envelope, Outcome, Reply, SendState

CONFIG = """\
[accounts.home]
host = "mail.home.example"
user = "sam"
from = "sam.okafor@example.com"
"""
PASSWORD = Secret("correct horse")

TOOK = Outcome(
    SendState.SENT,
    "mail.home.example:465 took the message: 250 queued as 7.",
    Reply(250, "queued as 7"),
)
REFUSED = Outcome(
    SendState.REFUSED,
    "mail.home.example:465 refuses the message: 554 spam. Change what it objects to.",
    Reply(554, "spam"),
)
GREYLISTED = Outcome(
    SendState.DEFERRED,
    "mail.home.example:465 does not take mail now: 450 greylisted. Try again later.",
    Reply(450, "greylisted"),
)
UNKNOWN = Outcome(
    SendState.UNKNOWN,
    "mail.home.example:465 hung up at the end of the message: it may have arrived, or not.",
)
BEFORE_DOT = frozenset({SendState.DEFERRED, SendState.REFUSED})


class Server:
    """What a server did and heard; what it is to do comes from a test."""

    def __init__(self) -> None:
        """Take every message and every password."""
        self.unreachable: Exception | None = None
        self.wrong_password = False
        self.answers: list[Outcome | Callable[[], Outcome]] = []
        """To the next messages; after them each is taken."""
        self.connections: list[str] = []
        """Host and port, each."""
        self.logins: list[tuple[str, str]] = []
        self.asked = 0
        """How often a password was asked for."""
        self.waits: list[float] = []
        self.offered: list[tuple[Envelope, bytes]] = []
        """What was begun to be sent."""
        self.taken: list[bytes] = []
        self.quits = 0

    def connect(self, account: Account) -> "Connection":
        """Return a connection, unless there is no way to the server."""
        if self.unreachable is not None:
            raise self.unreachable
        self.connections.append(f"{account.host}:{account.port}")
        return Connection(self)

    @property
    def messages(self) -> list[EmailMessage]:
        """What was taken, as a mail program reads it."""
        read = (message_from_bytes(data, policy=default) for data in self.taken)
        return [cast("EmailMessage", message) for message in read]

    @property
    def readers(self) -> list[str]:
        """Where each message was to go that was begun."""
        return [to for envelope, _ in self.offered for to in envelope.rcpt_to]


class Connection:
    """One session with the server, as :class:`followup_mail.mail.submission.Session` has it."""

    def __init__(self, server: Server) -> None:
        """Begin."""
        self.server = server
        self.usable = True
        self.peer = "mail.home.example:465"
        self.size_limit = None
        self.smtputf8 = False
        self.capabilities: dict[str, str] = {}

    def authenticate(self, user: str, password: Secret) -> None:
        """Log in."""
        self.server.logins.append((user, password.reveal()))
        if self.server.wrong_password:
            self.usable = False
            raise CredentialError("mail.home.example:465 does not take the password; tried once.")

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
        """Do with a message what the test said."""
        assert partial is False
        before_mail()
        self.server.offered.append((envelope, data))
        answer = self.server.answers.pop(0) if self.server.answers else TOOK
        ended = callable(answer) or answer.state not in BEFORE_DOT
        if ended:
            before_dot()
        if callable(answer):
            answer = answer()
        if answer.state is SendState.SENT:
            self.server.taken.append(data)
        if answer.state is SendState.UNKNOWN:
            self.usable = False
        elif ended:
            after_reply(answer)
        return answer

    def quit(self) -> None:
        """Take leave."""
        self.server.quits += self.usable
        self.usable = False


class Office(App):
    """A program whose server, keyring and patience are the test's."""

    server: Server

    def connect(self, account: Account) -> Connection:  # type: ignore[override]  # as duck typing
        """Connect to what plays the server."""
        return self.server.connect(account)

    def wait(self, seconds: float) -> None:
        """Note that it would have waited."""
        self.server.waits.append(seconds)

    def password(self, account: Account, *, ask: object) -> Secret:
        """Return the one password there is."""
        assert callable(ask)
        assert account.user
        self.server.asked += 1
        return PASSWORD


def office(
    server: Server,
    environ: dict[str, str],
    now: Callable[[], datetime],
    tokens: Iterable[int],
    stdin: bytes = b"",
) -> Office:
    """Return a program that sends through *server*."""
    words = iter(tokens)
    made = Office(
        environ=environ,
        stdin=BytesIO(stdin),
        now=now,
        new_token=lambda: f"{next(words):016x}",
        local_timezone=lambda: "UTC",
    )
    made.server = server
    return made
