"""Whole messages, as bytes."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, compat32, default

import pytest

from followup_mail.errors import MessageError
from followup_mail.mail import message as subject_module
from followup_mail.mail.fields import Field
from followup_mail.mail.message import Attachment, compose, new_message_id, to_bytes
from followup_mail.model import Mailbox

SAM = Mailbox("Sam Okafor", "sam.okafor@example.com")
DAVID = Mailbox("David Chen", "david.chen@northwind.example")
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
ID = "<note.1@example.com>"


def letter(
    *,
    sender: Mailbox = SAM,
    to: Mailbox = DAVID,
    subject: str = "Thank you for Thursday",
    body: str = "Hi David,\n\nThank you.",
    attachments: tuple[Attachment, ...] = (),
    thread: Sequence[str] = (),
    html: bool = False,
    unsent: bool = False,
) -> EmailMessage:
    """Return a message that differs from a plain one in what is given."""
    return compose(
        sender=sender,
        to=to,
        subject=subject,
        body=body,
        date=NINE,
        message_id=ID,
        attachments=attachments,
        thread=thread,
        html=html,
        language="fr-CA",
        unsent=unsent,
    )


def header_lines(message: EmailMessage) -> list[str]:
    """Return the lines of the header as they are sent."""
    return to_bytes(message).partition(b"\r\n\r\n")[0].decode().split("\r\n")


def test_a_plain_message_is_seven_bit_text_and_names_no_machine() -> None:
    """An English note is readable as it stands and has no field but those meant."""
    assert to_bytes(letter()) == (
        b"From: Sam Okafor <sam.okafor@example.com>\r\n"
        b"To: David Chen <david.chen@northwind.example>\r\n"
        b"Subject: Thank you for Thursday\r\n"
        b"Date: Fri, 20 Nov 2026 09:00:00 -0500\r\n"
        b"Message-ID: <note.1@example.com>\r\n"
        b"Content-Transfer-Encoding: 7bit\r\n"
        b'Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"\r\n'
        b"MIME-Version: 1.0\r\n"
        b"\r\n"
        b"Hi David,\r\n"
        b"\r\n"
        b"Thank you.\r\n"
    )


def test_a_french_draft_keeps_its_typography_and_opens_for_editing() -> None:
    """No-break spaces and accents survive in header, text, HTML and file name."""
    message = letter(
        sender=Mailbox("Noémie Gagnon", "noemie@exemple-été.example"),
        subject="Entretien : merci",
        body="Bonjour Madame,\n\nMerci\u00a0: c'était « utile ».\nNoémie",
        attachments=(Attachment("Résumé.pdf", b"%PDF-1.7", "application", "pdf"),),
        html=True,
        unsent=True,
    )
    assert to_bytes(message).decode().split("\r\n") == [
        "From: =?utf-8?q?No=C3=A9mie_Gagnon?=",
        " <noemie@xn--exemple-t-i4ab.example>",
        "To: David Chen <david.chen@northwind.example>",
        "Subject: Entretien : merci",
        "Date: Fri, 20 Nov 2026 09:00:00 -0500",
        "Message-ID: <note.1@example.com>",
        "X-Unsent: 1",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="=_47f688a5e6565aeb5198c142m"',
        "",
        "--=_47f688a5e6565aeb5198c142m",
        'Content-Type: multipart/alternative; boundary="=_47f688a5e6565aeb5198c142a"',
        "",
        "--=_47f688a5e6565aeb5198c142a",
        "Content-Transfer-Encoding: quoted-printable",
        'Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"',
        "",
        "Bonjour Madame,",
        "",
        "Merci=C2=A0: c'=C3=A9tait =C2=AB utile =C2=BB.",
        "No=C3=A9mie",
        "",
        "--=_47f688a5e6565aeb5198c142a",
        'Content-Type: text/html; charset="utf-8"',
        "Content-Transfer-Encoding: quoted-printable",
        "MIME-Version: 1.0",
        "",
        "<!doctype html>",
        '<html lang=3D"fr-CA">',
        "<head>",
        '<meta charset=3D"utf-8">',
        "<title>Entretien : merci</title>",
        "</head>",
        "<body>",
        "<p>Bonjour Madame,</p>",
        "<p>Merci=C2=A0: c'=C3=A9tait =C2=AB utile =C2=BB.<br>",
        "No=C3=A9mie</p>",
        "</body>",
        "</html>",
        "",
        "--=_47f688a5e6565aeb5198c142a--",
        "",
        "--=_47f688a5e6565aeb5198c142m",
        "Content-Type: application/pdf",
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment; filename*=utf-8''R%C3%A9sum%C3%A9.pdf",
        "MIME-Version: 1.0",
        "",
        "JVBERi0xLjc=",
        "",
        "--=_47f688a5e6565aeb5198c142m--",
        "",
    ]


def test_an_encoded_word_in_a_subject_stays_text() -> None:
    """Row 66: What Python 3.11.7 would turn into a real Bcc line is shown as it was written."""
    hostile = "=?utf-8?q?a=0ABcc=3A_evil=40x?="
    data = to_bytes(letter(subject=hostile, to=Mailbox(hostile, "david@northwind.example")))
    read = message_from_bytes(data, policy=default)
    assert read.keys() == letter().keys()
    assert read["Subject"] == hostile
    assert [a.display_name.replace(" ", "") for a in read["To"].addresses] == [hostile]
    assert b"\nBcc" not in data


@pytest.mark.parametrize(
    "line", ["a\r\nBcc: evil@x.example", "a\r\n\r\nb", "another subject", "=?utf-8?q?b?="]
)
def test_a_field_that_would_read_differently_is_caught(line: str) -> None:
    """Row 66: Reading the bytes back finds what got past the gate, whatever it was."""
    message = letter()
    message.replace_header("Subject", Field("Subject", "a", (line,)))
    with pytest.raises(MessageError):
        to_bytes(message)


def test_a_hostile_subject_set_with_the_library_alone_never_leaves_as_a_field() -> None:
    """Some versions of Python write a real Bcc line here, later ones do not; neither is sent."""
    message = EmailMessage(policy=SMTP)
    message["To"] = "david.chen@northwind.example"
    message["Subject"] = "=?utf-8?q?a=0ABcc=3A_evil=40x?="
    message.set_content("Hi")
    try:
        data = to_bytes(message)
    except MessageError as error:
        assert "Bcc" in str(error)  # noqa: PT017 - not every version of Python comes here
    else:
        assert "Bcc" not in message_from_bytes(data, policy=compat32)


def test_a_comma_in_a_name_makes_no_second_recipient() -> None:
    """Row 67: A name written family first stays one name, with accents or without."""
    for name in ("Lopez, Maria", "Müller, Jörg", 'Maria "Mia" Lopez', "Maria (HR) Lopez"):
        read = message_from_bytes(
            to_bytes(letter(to=Mailbox(name, "m@northwind.example"))), policy=default
        )
        assert [(a.display_name, a.addr_spec) for a in read["To"].addresses] == [
            (name, "m@northwind.example")
        ]


def test_a_very_long_name_is_folded() -> None:
    """Row 67: A name of 1,500 characters without a space fills no line beyond 76 octets."""
    lines = header_lines(letter(to=Mailbox("x" * 1500, "x@northwind.example")))
    assert max(map(len, lines)) <= 76


def test_a_long_subject_is_folded_between_words() -> None:
    """A plain subject stays readable in the source."""
    subject = "Thank you for the conversation about the Data Engineer position last Thursday"
    assert header_lines(letter(subject=subject))[2:4] == [
        "Subject: Thank you for the conversation about the Data Engineer",
        " position last Thursday",
    ]


def test_a_long_first_word_stands_on_the_first_line() -> None:
    """No line of the header is empty, which some servers take for its end."""
    assert header_lines(letter(subject="x" * 60))[2] == "Subject: " + "x" * 60


def test_an_internationalised_local_part_makes_a_message_in_utf_8() -> None:
    """The address is written as it is (RFC 6532), never as an encoded word."""
    lines = header_lines(letter(to=Mailbox("Jörg", "jörg@bücher.example")))
    assert lines[1] == "To: =?utf-8?q?J=C3=B6rg?= <jörg@xn--bcher-kva.example>"


def test_a_name_may_be_missing() -> None:
    """An address alone stands in angle brackets."""
    assert header_lines(letter(to=Mailbox("", "hr@northwind.example")))[1] == (
        "To: <hr@northwind.example>"
    )


def test_the_same_parts_give_the_same_bytes() -> None:
    """Nothing random is in a message, not even between its parts."""
    text = Attachment("notes.txt", b"one\ntwo\r\n", "text", "plain")
    first, second = (to_bytes(letter(html=True, attachments=(text,))) for _ in range(2))
    assert first == second


def test_attachments_arrive_whole() -> None:
    """Bytes of any kind come back unchanged, in order, under their names."""
    sent = (
        Attachment("a.bin", bytes(range(256)), "application", "octet-stream"),
        Attachment("b c.txt", b"one\ntwo\r\nthree\r", "text", "plain"),
        Attachment(f"{'é' * 120}.pdf", b"", "application", "pdf"),
    )
    read = message_from_bytes(to_bytes(letter(attachments=sent)), policy=default)
    assert isinstance(read, EmailMessage)
    assert [
        (
            part.get_filename(),
            part.get_payload(decode=True),
            part.get_content_maintype(),
            part.get_content_subtype(),
        )
        for part in read.iter_attachments()
    ] == [(a.name, a.content, a.maintype, a.subtype) for a in sent]


@pytest.mark.parametrize(
    "name", ["", "../cv.pdf", "a\\b", "=?utf-8?q?x?=", 'a"b', "a\nb", " a", "\udcff", "é" * 200]
)
def test_an_attachment_may_not_have_such_a_name(name: str) -> None:
    """A folder, a line break or an encoded word in a file's name is refused."""
    with pytest.raises(MessageError):
        letter(attachments=(Attachment(name, b"", "text", "plain"),))


def test_a_line_too_long_for_mail_is_encoded() -> None:
    """A word of 2,000 characters leaves in lines of at most 76."""
    data = to_bytes(letter(body="x" * 2000))
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert message_from_bytes(data, policy=default).get_content() == "x" * 2000 + "\r\n"


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (datetime(2026, 11, 20, 9, 0), "has no time zone"),  # noqa: DTZ001 - that is the fault
        (datetime(1850, 1, 1, tzinfo=UTC), "can't be written"),
        (datetime(2026, 1, 1, tzinfo=timezone(timedelta(seconds=17))), "can't be written"),
    ],
)
def test_a_date_that_mail_cannot_hold_is_refused(date: datetime, words: str) -> None:
    """A date needs a zone of whole minutes and a year from 1900 on."""
    with pytest.raises(MessageError, match=words):
        compose(sender=SAM, to=DAVID, subject="", body="", date=date, message_id=ID)


def test_a_message_id_is_in_the_domain_of_the_sender() -> None:
    """The machine's name has no place in it."""
    assert new_message_id("noemie@été.example", "1a2b") == "<1a2b@xn--t-9fab.example>"


@pytest.mark.parametrize("token", ["", "a b", "a\r\nBcc: x", "a>b", "=?utf-8?q?a?=", "x" * 400])
def test_a_message_id_of_another_form_is_refused(token: str) -> None:
    """Nothing but atoms may come before the domain."""
    with pytest.raises(MessageError, match="Message-ID"):
        new_message_id("sam@example.com", token)


def test_the_module_needs_no_clock_and_no_machine() -> None:
    """Clock, random numbers and the host's name are nowhere in reach."""
    assert not {"uuid", "random", "socket", "time"} & set(vars(subject_module))


def test_a_thread_is_named_without_encoding_at_any_length() -> None:
    """Row 67: Fifty long IDs stand in both fields as they are, folded between them."""
    ids = [f"<{'x' * 180}.{number}@northwind.example>" for number in range(50)]

    data = to_bytes(letter(thread=ids))

    head = data.partition(b"\r\n\r\n")[0].decode("ascii")
    assert "=?" not in head
    unfolded = head.replace("\r\n ", " ")
    assert f"In-Reply-To: {ids[-1]}\r\n" in unfolded
    assert f"References: {' '.join(ids)}\r\n" in unfolded
