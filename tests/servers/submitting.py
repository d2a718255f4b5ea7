"""The program's own submission client, as the tests with real servers use it."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

from servers.certificates import Certificates
from servers.dovecot import USERS

from followup_mail.mail.credentials import Secret
from followup_mail.mail.submission import Deadlines, Session, connect
from followup_mail.posting import Account, Envelope, Outcome, Security

ALICE, BOB = USERS
PATIENT = Deadlines(
    connect=10, greeting=10, command=10, data=10, block=10, message=20, dot=10, quit=2
)
HASTY = PATIENT._replace(command=0.3, block=0.3, dot=0.3, greeting=0.3, quit=0.3)
"""For servers that stall: less than a test may take, more than loopback does."""
TEXT = (
    b"From: Bob <bob@mail.example>\r\nTo: Alice <alice@mail.example>\r\n"
    b"Subject: Thank you\r\nDate: Fri, 06 Nov 2026 10:00:00 +0000\r\n"
    b"Message-ID: <one@mail.example>\r\n\r\n"
    b"One line.\r\n.and one that begins with a dot\r\n"
)


@dataclass
class Submitter:
    """Opens sessions that trust the tests' authority, and ends those that are left."""

    certificates: Certificates
    opened: list[Session] = field(default_factory=list)

    def connected(
        self,
        port: int,
        security: Security = Security.TLS,
        *,
        user: str = BOB,
        deadlines: Deadlines = PATIENT,
    ) -> Session:
        """Return a session with ``localhost:port`` that is not logged in."""
        account = Account("tests", "localhost", port, security, user)
        context: Callable[[], ssl.SSLContext] = self.certificates.trusting
        session = connect(account, deadlines=deadlines, context=context)
        self.opened.append(session)
        return session

    def session(
        self,
        port: int,
        security: Security = Security.TLS,
        *,
        user: str = BOB,
        deadlines: Deadlines = PATIENT,
    ) -> Session:
        """Return a session with ``localhost:port``, logged in as *user*."""
        session = self.connected(port, security, user=user, deadlines=deadlines)
        session.authenticate(user, Secret(USERS[user]))
        return session

    def close(self) -> None:
        """Take leave of every server."""
        for session in self.opened:
            session.quit()


def deliver(
    session: Session,
    data: bytes = TEXT,
    *,
    sender: str = BOB,
    to: tuple[str, ...] = (ALICE,),
    before_dot: Callable[[], None] = lambda: None,
    partial: bool = False,
) -> Outcome:
    """Return what became of one message."""
    return session.deliver(
        Envelope(sender, to),
        data,
        before_mail=lambda: None,
        before_dot=before_dot,
        after_reply=lambda _: None,
        partial=partial,
    )
