"""Any text in any field: refused clearly, or a message that is exactly the one meant."""

from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import compat32, default

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from followup_mail.errors import MessageError
from followup_mail.mail import fields, flowed
from followup_mail.mail.message import Attachment, compose, to_bytes
from followup_mail.model import Mailbox
from followup_mail.visible import first_forbidden

NAMES = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
]
DATE = datetime(2026, 11, 20, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
HOSTILE = [
    "=?utf-8?q?a=0ABcc=3A_evil=40x?=",
    "=?utf-8?b?CkJjYzogZXZpbEB4?=",
    "=?",
    "?=",
    "\r\n",
    "\nBcc: evil@x.example",
    "\x00",
    "\x85",
    "\u2028",
    "\udc0a",
    ", ",
    ";",
    ":",
    '"',
    "\\",
    "<a@b.example>",
    "(",
    ")",
    "  ",
    "\u00a0",
    "é",
    "日本",
    "👩‍💻",
    "x" * 90,
    "From ",
    "--=_",
    "-- ",
    ".",
]
TEXT = st.one_of(
    st.text(max_size=40),
    st.lists(st.one_of(st.sampled_from(HOSTILE), st.text("ab =?_", max_size=5)), max_size=8).map(
        "".join
    ),
)
CLEAN = st.text(
    st.one_of(
        st.sampled_from("=?_\"\\,;:<>()[]@. '\u00a0"),
        st.characters(codec="utf-8", categories=("L", "M", "N", "P", "Sm", "Sc", "Sk", "So")),
    ),
    max_size=90,
).filter(lambda text: first_forbidden(text) is None)


def whole(read: EmailMessage) -> str:
    """Return the text of the one part."""
    content = read.get_content()
    assert isinstance(content, str)
    return flowed.unflow(content.replace("\r\n", "\n").removesuffix("\n"))


@given(TEXT, TEXT, TEXT, TEXT, TEXT)
@example("=?utf-8?q?a=0ABcc=3A_evil=40x?=", "x" * 1500, "Doe, John", "a@b.example", "Hi")
def test_any_text_is_refused_or_arrives_as_meant(
    subject: str, name: str, sender: str, addr_spec: str, body: str
) -> None:
    """Two parsers that know nothing of ours find the very fields that were meant."""
    to = Mailbox(name, addr_spec if "@" in addr_spec else "d@b.example")
    try:
        message = compose(
            sender=Mailbox(sender, "s@a.example"),
            to=to,
            subject=subject,
            body=body,
            date=DATE,
            message_id="<1@a.example>",
        )
    except MessageError:
        return
    data = to_bytes(message)
    newer = message_from_bytes(data, policy=default)
    older = message_from_bytes(data, policy=compat32)
    assert sorted(newer.keys()) == sorted(older.keys()) == sorted(NAMES)
    assert newer["Subject"] == subject
    assert [a.addr_spec for a in newer["From"].addresses] == ["s@a.example"]
    assert [a.addr_spec for a in newer["To"].addresses] == [to.addr_spec]
    assert fields.read_mailboxes(older["From"]) == [Mailbox(sender, "s@a.example")]
    assert fields.read_mailboxes(older["To"]) == [to]
    assert isinstance(newer, EmailMessage)
    assert whole(newer) == flowed.trim(body)
    assert max(map(len, data.split(b"\r\n"))) <= 998


@given(CLEAN, CLEAN, CLEAN)
def test_text_without_controls_is_never_refused(subject: str, name: str, sender: str) -> None:
    """Letters, marks and signs of any script arrive, encoded words among them."""
    data = to_bytes(
        compose(
            sender=Mailbox(sender, "s@a.example"),
            to=Mailbox(name, "d@b.example"),
            subject=subject,
            body=subject,
            date=DATE,
            message_id="<1@a.example>",
            html=True,
        )
    )
    read = message_from_bytes(data, policy=default)
    assert read["Subject"] == subject


@given(TEXT)
def test_any_file_name_is_refused_or_arrives(name: str) -> None:
    """A file's name adds no field and no parameter."""
    try:
        message = compose(
            sender=Mailbox("", "s@a.example"),
            to=Mailbox("", "d@b.example"),
            subject="",
            body="",
            date=DATE,
            message_id="<1@a.example>",
            attachments=(Attachment(name, b"x", "application", "pdf"),),
        )
        data = to_bytes(message)
    except MessageError:
        return
    read = message_from_bytes(data, policy=default)
    assert isinstance(read, EmailMessage)
    (part,) = read.iter_attachments()
    assert dict(part["Content-Disposition"].params) == {"filename": name}
    assert part.get_payload(decode=True) == b"x"


@given(st.from_regex(r"\A[!-~]{1,70}\Z").filter(lambda text: "=?" not in text))
def test_one_printable_word_is_written_as_it_stands_or_encoded(text: str) -> None:
    """A subject of one ASCII word reads back the same with the newer parser."""
    field = fields.unstructured("Subject", text)
    assert field == text
    assert all(len(line) <= 76 for line in field.lines)


def test_a_field_is_refused_before_anything_is_written() -> None:
    """The name of the field is told."""
    with pytest.raises(MessageError, match="From holds a line break"):
        fields.mailbox("From", Mailbox("Sam\nBcc: x", "sam@example.com"))
