"""The nouns of sending: accounts, what is to be sent, and what became of it.

Imports nothing of the package but other nouns. Names are those of RFC 5321 and
RFC 8314. Nothing here ever holds a password.
"""

from datetime import datetime
from enum import StrEnum

from followup_mail.record import Record
from followup_mail.vocabulary import Kind


class Security(StrEnum):
    """How a connection is made private (RFC 8314)."""

    TLS = "tls"
    """Implicit TLS, as on port 465."""
    STARTTLS = "starttls"
    """TLS begun on a connection in clear, as on port 587; required where it is chosen."""
    PLAIN = "plain"
    """None; to this machine only."""


class Account(Record):
    """Where mail is submitted, and as whom."""

    name: str
    host: str
    port: int
    security: Security
    user: str | None = None
    """For AUTH; None where the server asks for none (this machine's)."""
    sender: str | None = None
    """The address to send from; None for that of the application's ``[me]``."""
    password_command: tuple[str, ...] = ()
    """Prints the password on its first line; () for the keyring or the prompt."""
    fingerprint: str | None = None
    """SHA-256 of the one certificate that is taken, 64 hexadecimal digits."""
    html: bool = False
    """Whether the text goes along as HTML too."""
    per_minute: int = 20
    """Messages; 0 for no limit."""
    partial: bool = False
    """Whether a message goes to those recipients that the server takes, if not all are."""


class SendState(StrEnum):
    """What became of a message that is to be sent."""

    QUEUED = "queued"
    """Nothing has left."""
    SENDING = "sending"
    """A transaction is open; its end is not yet sent."""
    DOT = "dot"
    """The end of the data may have left."""
    SENT = "sent"
    PARTIAL = "partial"
    """Taken for some recipients only."""
    REFUSED = "refused"
    """The server said no (5yz); a person has to look."""
    DEFERRED = "deferred"
    """Not taken yet (4yz, network); safe to try again."""
    UNKNOWN = "unknown"
    """The server may have it; never sent again by itself."""
    CANCELLED = "cancelled"
    """The user took it out before it left."""

    @property
    def final(self) -> bool:
        """Whether nothing more happens to it by itself."""
        return self in _FINAL

    @property
    def may_be_tried(self) -> bool:
        """Whether it can be sent (again) without anybody deciding it."""
        return self in {SendState.QUEUED, SendState.DEFERRED, SendState.SENDING}


_FINAL = frozenset(
    {
        SendState.SENT,
        SendState.PARTIAL,
        SendState.REFUSED,
        SendState.UNKNOWN,
        SendState.CANCELLED,
    }
)


class Envelope(Record):
    """Who a message is from and to, on the wire (RFC 5321, 2.3.1)."""

    mail_from: str
    rcpt_to: tuple[str, ...]
    """Bcc stands here and nowhere else."""


class Reply(Record):
    """What a server answered (RFC 5321, 4.2)."""

    code: int
    """Three digits; 0 where what came is no reply."""
    text: str
    """All its lines, as they came but for what no terminal may be shown."""

    @property
    def positive(self) -> bool:
        """Whether it is 2yz."""
        return 200 <= self.code < 300  # noqa: PLR2004 - as RFC 5321 groups them

    @property
    def transient(self) -> bool:
        """Whether it is 4yz: not now."""
        return 400 <= self.code < 500  # noqa: PLR2004 - as above


class Outcome(Record):
    """What became of one attempt to send a message."""

    state: SendState
    told: str
    """For the user: one sentence that names server and remedy."""
    reply: Reply | None = None
    """The server's last, where there was one."""
    refused: tuple[str, ...] = ()
    """Recipients that were not taken."""


class Rest(Record):
    """The time for which the server of an account is left in peace."""

    account: str
    until: datetime
    """UTC."""
    step: int
    """How often it has said no since it last took something."""
    told: str
    """What it said, as a sentence."""


class NewPosting(Record):
    """A message to be sent."""

    key: str
    """What may be sent once: occurrence of a step and person; unique in the outbox."""
    kind: Kind
    to: str
    """Person ID."""
    subject: str
    body: str
    """As the draft has it, for a person to read."""
    envelope: Envelope
    message_id: str
    """With its angle brackets; the same in every attempt."""
    account: str
    """Name of the account it goes through."""
    attachments: tuple[str, ...] = ()
    """Absolute paths."""
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    language: str = "en"
    test: bool = False
    """To the user alone, to see what arrives; counts for nothing else."""
    not_before: datetime | None = None
    """UTC: for ``--later``."""
    forced: tuple[tuple[str, str], ...] = ()
    """Checks that were overridden, and why."""
    opened: str = ""
    """What opened the wait that it ends: an interview, or an answer of theirs."""
    whom: str = ""
    """The person, as people are compared."""
    after: int = 0
    """The number of the newest entry of any history when it was written."""
    file_digest: str = ""
    """Of the application's file then (SHA-256); "" for one that wasn't noted."""
    digests: tuple[str, ...] = ()
    """Of the attachments (SHA-256), in their order; () where they weren't noted."""
    overruled: tuple[tuple[str, str], ...] = ()
    """What the overridden checks said: name and message."""


class Posting(Record):
    """A message in the outbox."""

    id: int
    application: int
    """Its number in the store."""
    what: NewPosting
    state: SendState
    queued_at: datetime
    changed_at: datetime
    attempts: int = 0
    not_before: datetime | None = None
    """UTC: not to be tried before."""
    data: bytes | None = None
    """The message as it is, or was, on the wire; frozen before MAIL."""
    reply: Reply | None = None
    told: str = ""
    """The sentence of the last attempt."""
    entry: int | None = None
    """The entry of the history that says it was sent."""
    refused: tuple[str, ...] = ()
    """Recipients that were not taken in the last attempt."""
    held: str = ""
    """Why it isn't sent, as far as that was found out; "" where nothing is known against it."""
    listed: int = 0
    """How many times this machine's list of what was sent names it."""
    imported: bool = False
    """Whether an export brought it: what it says was never ours, and is never sent."""

    @property
    def is_held(self) -> bool:
        """Whether it waits, and something is known against it."""
        return bool(self.held) and self.state in {SendState.QUEUED, SendState.DEFERRED}
