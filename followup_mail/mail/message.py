"""Pure: texts, addresses and files as an Internet message (RFC 5322), and its bytes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_string
from email.errors import MessageError as StandardLibraryError
from email.message import EmailMessage, Message
from email.policy import SMTP, SMTPUTF8, compat32

from followup_mail.addresses import domain_of, is_plain
from followup_mail.errors import MessageError
from followup_mail.mail import fields, flowed, gate, page
from followup_mail.model import Mailbox

_FIRST_YEAR = 1900  # RFC 5322, 3.3
_LONGEST_LINE = 998  # RFC 5322, 2.1.1
_LONGEST_FILE_NAME = 255  # octets, as file systems have it
_FLOWED = 'text/plain; charset="utf-8"; format="flowed"; delsp="no"'  # RFC 3676
_OF_IDS = frozenset({"In-Reply-To", "Message-ID", "References"})
_NOT_IN_NAMES = ("/", "\\", '"', gate.ENCODED_WORD)
"""What separates folders, and what the standard library reads as its own in a name."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    """Shown to the reader; no folder in it."""
    content: bytes
    maintype: str
    subtype: str


def compose(
    *,
    sender: Mailbox,
    to: Mailbox,
    subject: str,
    body: str,
    date: datetime,
    message_id: str,
    attachments: Sequence[Attachment] = (),
    thread: Sequence[str] = (),
    html: bool = False,
    language: str = "en",
    unsent: bool = False,
) -> EmailMessage:
    """Return the message of these parts; the same parts give the same bytes.

    Args:
        sender: The originator; its domain may be internationalised.
        to: The only destination.
        subject: One line.
        body: Paragraphs parted by an empty line.
        date: Value of the ``Date`` field; must have a time zone, which is kept.
        message_id: With its angle brackets; see :func:`new_message_id`.
        attachments: In the order in which they are shown.
        thread: IDs of the messages that this one answers, the oldest first.
        html: Whether to add the same text as HTML.
        language: BCP 47 tag of the text; only the HTML can carry it.
        unsent: Whether mail programs should open it as a draft (``X-Unsent``).

    Raises:
        MessageError: A part can't stand in a message; the text names field and
            code point.

    """
    from_field = fields.mailbox("From", sender)
    to_field = fields.mailbox("To", to)
    wide = not all(is_plain(f.mailbox.addr_spec) for f in (from_field, to_field))
    message = EmailMessage(policy=SMTPUTF8 if wide else SMTP)
    message["From"] = from_field
    message["To"] = to_field
    message["Subject"] = fields.unstructured("Subject", subject)
    message["Date"] = _dated(date)
    message["Message-ID"] = fields.verbatim("Message-ID", gate.message_id(message_id))
    if thread:
        message["In-Reply-To"] = fields.identifiers("In-Reply-To", thread[-1:])
        message["References"] = fields.identifiers("References", thread)
    if unsent:
        message["X-Unsent"] = fields.verbatim("X-Unsent", "1")
    _put_text(message, gate.several_lines("The body", body))
    # Given, since the library's own is random; no text can hold a hash of itself.
    boundary = f"=_{hashlib.sha256(f'{message_id}{body}'.encode()).hexdigest()[:24]}"
    if html:
        message.make_alternative(boundary=f"{boundary}a")
        message.add_alternative(
            page.as_html(subject, body, language),
            subtype="html",
            charset="utf-8",
            cte="quoted-printable",
        )
    if attachments:
        message.make_mixed(boundary=f"{boundary}m")
        for attachment in attachments:
            _attach(message, attachment)
    return message


def to_bytes(message: EmailMessage) -> bytes:
    """Return the bytes of *message*, after reading them back and comparing.

    Raises:
        MessageError: What a mail program would read differs from what was meant.

    """
    try:
        data = message.as_bytes()
        # Header fields in UTF-8 (RFC 6532) are text, not bytes, to a mail program.
        # A field is parsed where it is compared; the newer policy does so at every look.
        read = message_from_string(data.decode(), policy=compat32)
        for meant, got in zip(message.walk(), read.walk(), strict=True):
            _compare_fields(meant, got)
            if _content(meant) != _content(got):
                raise MessageError("The text of the message would not read back as written.")
    except (StandardLibraryError, ValueError, LookupError) as error:
        raise MessageError(f"The message can't be written: {error}.") from error
    if any(len(line) > _LONGEST_LINE for line in data.split(b"\r\n")):
        raise MessageError(f"The message has a line of more than {_LONGEST_LINE} octets.")
    return data


def new_message_id(sender: str, token: str) -> str:
    """Return a message's ID in the domain of the address *sender*.

    *token* makes it unique; the name of the machine has no place in it.

    Raises:
        MessageError: *sender* is no address, or *token* can't stand in an ID.

    """
    return gate.message_id(f"<{token}@{domain_of(gate.address('From', sender))}>")


def _dated(date: datetime) -> datetime:
    offset = date.utcoffset()
    if offset is None:
        raise MessageError(f"Date: {date.isoformat()} has no time zone.")
    if date.year < _FIRST_YEAR or offset % timedelta(minutes=1):
        raise MessageError(f"Date: {date.isoformat()} can't be written in a message.")
    return date


def _put_text(message: EmailMessage, body: str) -> None:
    text = flowed.flow(body)
    plain = text.isascii() and max(map(len, text.split("\n"))) <= _LONGEST_LINE
    message.set_content(
        text,
        charset="utf-8",
        cte="7bit" if plain else "quoted-printable",
    )
    # By ``params`` each of them would have the whole field parsed anew, several times.
    for name, value in (("Content-Type", _FLOWED), ("MIME-Version", "1.0")):
        del message[name]
        message[name] = value


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    name = gate.one_line("The name of an attachment", attachment.name)
    if not name or name != name.strip() or any(s in name for s in _NOT_IN_NAMES):
        raise MessageError(f"{name!r} can't be the name of an attachment; rename the file.")
    if len(name.encode()) > _LONGEST_FILE_NAME:
        raise MessageError(f"The name of the attachment {name[:40]!r}… is too long.")
    message.add_attachment(
        attachment.content,
        maintype=attachment.maintype,
        subtype=attachment.subtype,
        filename=name,
    )


def _compare_fields(meant: EmailMessage, got: Message) -> None:
    if meant.keys() != got.keys():
        raise MessageError(
            f"The message would have the fields {', '.join(got.keys())} "
            f"instead of {', '.join(meant.keys())}."
        )
    sources = dict(got.raw_items())
    for name, value in meant.items():
        source = str(sources[name])
        if isinstance(value, fields.AddressField):
            read: object = fields.read_mailboxes(source)
            wanted: object = [value.mailbox]
        elif name in _OF_IDS:
            # As it stands: the standard library decodes what no ID may be encoded as.
            read, wanted = " ".join(source.split()), str(value)
        else:
            read, wanted = source.replace("\r\n", ""), str(value)
            # What stands there as it is meant, with nothing encoded, reads so by any parser.
            if read != wanted or gate.ENCODED_WORD in read:
                read = str(SMTP.header_fetch_parse(name, source))
        if read != wanted:
            raise MessageError(f"{name} would read {read!r} instead of {wanted!r}.")


def _content(part: Message) -> bytes:
    """Return what *part* holds, with the line ends of this program; b"" for parts in it."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    return content.replace(b"\r\n", b"\n") if part.get_content_maintype() == "text" else content
