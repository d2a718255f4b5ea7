"""A message in the mailbox, as other people's mail programs show it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from servers.dovecot import Dovecot
from servers.machine import private_folder
from servers.postfix import Postfix
from servers.readers import NeoMutt, notmuch, spam_rules
from servers.submitting import ALICE, BOB, Submitter, deliver

from followup_mail.mail.message import Attachment, compose, new_message_id, to_bytes
from followup_mail.model import Mailbox

LONG_LINE = "Une très longue ligne, que personne n'a coupée : " + "encore un mot " * 12 + "fin."
pytestmark = pytest.mark.usefixtures("mail_readers")

BODY = f"Bonjour Zoë,\n\n{LONG_LINE}\n\nFrom here on, nothing changes.\n\nÀ bientôt\nBob"
SUBJECT = "Danke für das Gespräch 🙂"
FIRST, SECOND = (new_message_id(BOB, token) for token in ("first4a7c1b9e", "second5d02f8aa"))


@pytest.fixture
def home() -> Iterator[Path]:
    """Return a folder for what the mail programs keep."""
    with private_folder("fm-home") as folder:
        yield folder


@pytest.fixture
def thread(postfix: Postfix, mailboxes: Dovecot, submitter: Submitter) -> Dovecot:
    """Return a mailbox with two messages, of which the second answers the first."""
    table = Attachment("Verfügbarkeit.csv", b"a,b\r\n1,2\r\n", "text", "csv")
    session = submitter.session(postfix.submissions)
    for message_id, subject, thread in ((FIRST, SUBJECT, ()), (SECOND, f"Re: {SUBJECT}", (FIRST,))):
        message = compose(
            sender=Mailbox("Bob Müller", BOB),
            to=Mailbox("Nguyễn, Zoë “Z”", ALICE),
            subject=subject,
            body=BODY,
            date=datetime.now(UTC),
            message_id=message_id,
            attachments=[table] if thread else [],
            thread=thread,
            html=bool(thread),
        )
        deliver(session, to_bytes(message))
        postfix.settle()
    return mailboxes


def test_notmuch_reads_it_as_meant(thread: Dovecot, home: Path) -> None:
    """Names, subject, text, attachment, and which message answers which."""
    first, second = notmuch(thread.maildir(ALICE), home)

    assert (first["id"], first["depth"]) == (FIRST.strip("<>"), 0)
    assert (second["id"], second["depth"]) == (SECOND.strip("<>"), 1)
    headers = second["headers"]
    assert isinstance(headers, dict)
    del headers["Date"]
    assert headers == {
        "Subject": f"Re: {SUBJECT}",
        "From": f"Bob Müller <{BOB}>",
        "To": f'"Nguyễn, Zoë “Z”" <{ALICE}>',
    }
    match first["body"]:
        case [{"content-type": "text/plain", "content": str(text)}]:
            assert text.replace(" \n", " ").replace("\n From", "\nFrom") == f"{BODY}\n"
        case _:
            pytest.fail(f"not the text alone: {first['body']}")
    match second["body"]:
        case [{"content-type": "multipart/mixed", "content": [_, dict(attached)]}]:
            assert attached["filename"] == "Verfügbarkeit.csv"
            assert attached["content"] == "a,b\n1,2\n"
        case _:
            pytest.fail(f"not a text and an attachment: {second['body']}")


def test_neomutt_shows_it_as_meant(thread: Dovecot, home: Path) -> None:
    """The answer stands below what it answers, and the text flows as wide as the screen allows."""
    reader = NeoMutt(thread.maildir(ALICE), home)
    try:
        index = reader.screen_with("Msgs:2")
        reader.press("Enter")
        shown = reader.screen_with("À bientôt")
    finally:
        reader.close()

    assert [line.rstrip() for line in index.splitlines()[:2]] == [
        f"   1 {SUBJECT}",
        "   2 └─>",
    ]
    header, _, text = shown.partition("\n\n")
    assert header.splitlines()[:3] == [
        f"From: Bob Müller <{BOB}>",
        f'To: "Nguyễn, Zoë “Z”" <{ALICE}>',
        f"Subject: {SUBJECT}",
    ]
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    assert paragraphs[:4] == [
        "Bonjour Zoë,",
        LONG_LINE,
        "From here on, nothing changes.",
        "À bientôt Bob",
    ]
    assert "\n\nÀ bientôt\nBob\n" in text


def test_spamassassin_objects_to_nothing(thread: Dovecot, home: Path) -> None:
    """Neither to the plain message nor to the one with HTML and a file."""
    rules = [spam_rules(message, home) for message in thread.mail(ALICE)]

    assert rules == [{"ALL_TRUSTED": -1.0}, {"ALL_TRUSTED": -1.0, "HTML_MESSAGE": 0.0}]
