"""What the program sends, from the command line to Alice's mailbox, as others' programs read it."""

import email.policy
import shlex
from collections.abc import Iterator, Mapping
from datetime import datetime
from email import message_from_bytes
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner
from servers.certificates import Certificates
from servers.dovecot import Dovecot
from servers.machine import private_folder
from servers.postfix import Postfix
from servers.readers import NeoMutt, notmuch, spam_rules
from servers.submitting import ALICE, BOB
from servers.whole_send import Informed

from followup_mail.cli import main
from followup_mail.store import open_store

pytestmark = pytest.mark.usefixtures("mail_readers")

FILE_NAME = "Résumé d’été – Müller.pdf"
PDF = b"%PDF-1.4\n" + bytes(range(256)) * 20
SENDER = "Zoë Müller, CRHA"
READER = "Hélène Côté-Ouellet, ing."
POSITION = "Conseillère principale en développement des équipes, services numériques"
APPLICATION = f"""\
employer = "Coopérative Boréal"
position = "{POSITION}"
place = "CA-QC"
timezone = "America/Toronto"
language = "fr-CA"
why = "les outils y sont conçus avec les membres plutôt que pour eux"
attachments = ["{FILE_NAME}"]

[me]
name = "{SENDER}"
email = "{BOB}"
phone = "+1 514 555 0188"
agreement = "f"

[people.helene]
name = "{READER}"
address = "Madame"
goes_by = "Hélène"
role = "hiring-manager"
email = "{ALICE}"

[[interviews]]
at = 2026-11-17T10:30:00-05:00
format = "onsite"

[interviews.talked_about]
helene = ["l'arrivée du nouveau portail des membres avant la saison des récoltes"]

[[strengths]]
i = "animé douze ateliers pour refaire un portail, puis réduit de moitié les appels au soutien"
about = "helene"
"""
CONFIG = """\
[accounts.bob]
host = "localhost"
port = {port}
user = "{user}"
html = {html}
"""
NOTE, CHECK_IN = "2026-11-18T10:00:00-05:00", "2026-12-03T10:00:00-05:00"
"""When they leave; the interview was on 17 November."""

_WIDTH = 100
"""Of NeoMutt's screen."""
OF_LOCAL_DELIVERY = {
    "ALL_TRUSTED": "it came from this machine alone, and no other network was on its way",
}
"""SpamAssassin's rules that say nothing of the message, and why they are met here."""
OF_FACT = {
    "HTML_MESSAGE": "it has the text as HTML too, as was asked for; worth no point",
}


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a folder for the program, and for what the mail programs keep."""
    with private_folder("fm-reading") as made:
        yield made


class Correspondence:
    """The program with one application, and what it has sent."""

    def __init__(self, folder: Path, port: int) -> None:
        """Keep the application; Bob's server is on *port*."""
        self._home = folder / "home"
        self._tokens = count(0x5EED)
        self._home.mkdir()
        self._port = port
        (folder / FILE_NAME).write_bytes(PDF)
        file = folder / "boreal.toml"
        file.write_text(APPLICATION, encoding="utf-8")
        self.account(html=False)
        self.says(NOTE, "add", str(file), "--name", "boreal")

    def account(self, *, html: bool) -> None:
        """Write Bob's account down, which sends the text as HTML too or not."""
        text = CONFIG.format(port=self._port, user=BOB, html=str(html).lower())
        (self._home / "config.toml").write_text(text)

    def says(self, now: str, *words: str) -> str:
        """Return what the program prints at *now*, where it ends well."""
        app = Informed(
            environ={
                "FOLLOWUP_MAIL_HOME": str(self._home),
                "XDG_STATE_HOME": str(self._home.with_name("state")),
            },
            stdin=BytesIO(),
            now=lambda: datetime.fromisoformat(now),
            new_token=lambda: f"{next(self._tokens):024x}",
            local_timezone=lambda: "America/Toronto",
        )
        done = CliRunner().invoke(main, list(words), obj=lambda: app, prog_name="followup-mail")
        assert done.exit_code == 0, (shlex.join(words), done.output)
        return done.stdout

    def sends(self, now: str, kind: str) -> None:
        """Let it send what is due."""
        self.says(now, "send", kind, "boreal", "--yes")

    def written(self) -> list[tuple[str, str, str]]:
        """Return Message-ID, subject and text of what was sent, as the program has them."""
        with open_store(self._home, create=False) as store:
            sent = [posting.what for posting in store.outbox()]
        return [(what.message_id.strip("<>"), what.subject, what.body) for what in sent]


@pytest.fixture
def sent(
    folder: Path,
    postfix: Postfix,
    mailboxes: Dovecot,  # noqa: ARG001 - empty before
    certificates: Certificates,
    monkeypatch: pytest.MonkeyPatch,
) -> Correspondence:
    """Return what the program has sent: a thank-you note, and a check-in two weeks later."""
    for name, value in certificates.environment.items():
        monkeypatch.setenv(name, value)
    made = Correspondence(folder, postfix.submissions)
    made.sends(NOTE, "thank-you")
    postfix.settle()
    made.account(html=True)
    made.sends(CHECK_IN, "check-in")
    postfix.settle()
    return made


def test_notmuch_reads_what_was_sent(
    sent: Correspondence, mailboxes: Dovecot, folder: Path
) -> None:
    """Names, subjects, text, file, and the check-in in one thread with the thank-you note."""
    note, check_in = notmuch(mailboxes.maildir(ALICE), folder)

    assert [(each["id"], each["depth"]) for each in (note, check_in)] == [
        (message_id, depth) for depth, (message_id, _, _) in enumerate(sent.written())
    ]
    (_, thanks, text), (_, answering, later) = sent.written()
    assert answering == f"Re: {thanks}"
    assert POSITION in thanks
    for message, subject, day in ((note, thanks, NOTE), (check_in, answering, CHECK_IN)):
        assert message["headers"] == {
            "Subject": subject,
            "From": f"{SENDER} <{BOB}>",  # which notmuch shows as it stands, decoded
            "To": f'"{READER}" <{ALICE}>',
            "Date": f"{datetime.fromisoformat(day):%a, %d %b %Y %H:%M:%S %z}",
        }
    assert _shape(note["body"]) == ["multipart/mixed", "text/plain", "application/pdf"]
    assert _shape(check_in["body"]) == ["multipart/alternative", "text/plain", "text/html"]
    attached = _parts(note["body"])[2]
    assert (attached["filename"], attached["content-disposition"]) == (FILE_NAME, "attachment")
    assert _joined(_parts(note["body"])[1]["content"]) == text.rstrip("\n")
    assert _joined(_parts(check_in["body"])[1]["content"]) == later.rstrip("\n")


def test_the_file_arrives_to_the_byte(sent: Correspondence, mailboxes: Dovecot) -> None:
    """Whatever bytes it holds, and by its own name."""
    note, _ = mailboxes.mail(ALICE)
    read = message_from_bytes(note, policy=email.policy.default)
    files = [(each.get_filename(), each.get_content()) for each in read.iter_attachments()]

    assert len(sent.written()) == 2
    assert files == [(FILE_NAME, PDF)]


def test_neomutt_shows_what_was_sent(
    sent: Correspondence, mailboxes: Dovecot, folder: Path
) -> None:
    """The check-in hangs below the note; paragraphs flow, each as one; the file has its name."""
    reader = NeoMutt(mailboxes.maildir(ALICE), folder)
    try:
        index = reader.screen_with("Msgs:2")
        reader.press("Enter")
        shown = reader.screen_with("Subject: ")
        reader.press("v")
        parts = reader.screen_with(FILE_NAME)
    finally:
        reader.close()

    (_, thanks, text), _ = sent.written()
    assert [line.rstrip() for line in index.splitlines()[:2]] == [
        f"   1 {thanks}"[:_WIDTH].rstrip(),
        "   2 └─>",
    ]
    header, _, body = shown.partition("\n\n")
    assert " ".join(header.split()).startswith(
        f'From: "{SENDER}" <{BOB}> To: "{READER}" <{ALICE}> Subject: {thanks} '
    )
    paragraphs = [" ".join(each.split()) for each in body.split("\n\n")]
    wanted = [" ".join(each.split()) for each in text.split("\n\n")]
    assert [each for each in wanted if each in paragraphs] == wanted
    assert FILE_NAME in parts


def test_spamassassin_finds_nothing_in_its_form(
    sent: Correspondence, mailboxes: Dovecot, folder: Path
) -> None:
    """Every rule that is met is named here with its reason, and none gives a point."""
    received = [_as_if_on_the_day(message) for message in mailboxes.mail(ALICE)]
    note, check_in = [spam_rules(message, folder) for message in received]

    assert len(sent.written()) == 2
    assert set(note) == set(OF_LOCAL_DELIVERY)
    assert set(check_in) == set(OF_LOCAL_DELIVERY) | set(OF_FACT)
    assert max([*note.values(), *check_in.values()]) <= 0


def test_spamassassin_would_find_a_fault(
    sent: Correspondence, mailboxes: Dovecot, folder: Path
) -> None:
    """What the test above relies on: rules on the form are at work, offline too."""
    note, _ = mailboxes.mail(ALICE)
    lines = note.split(b"\r\n" if b"\r\n" in note else b"\n")
    faulty = b"\n".join(line for line in lines if not line.startswith((b"Date:", b"Message-ID:")))

    assert len(sent.written()) == 2
    assert {"MISSING_DATE", "MISSING_MID"} <= set(spam_rules(faulty, folder))


def _as_if_on_the_day(data: bytes) -> bytes:
    """Return a message as servers would have marked it whose clocks are the test's.

    The program's clock was set, the servers' can't be: their lines alone would have the
    message come weeks early or late.
    """
    message = message_from_bytes(data)
    received = [value.rpartition(";")[0] for value in message.get_all("Received", [])]
    del message["Received"]
    for value in received:
        message["Received"] = f"{value}; {message['Date']}"
    fields, _, rest = message.as_bytes().partition(b"\n\n")
    trace = b"\nReceived: "
    start = fields.find(trace)
    # Trace fields stand first.
    return fields[start + 1 :] + b"\n" + fields[:start] + b"\n\n" + rest


def _parts(body: object) -> list[Mapping[str, object]]:
    """Return the parts of a message as notmuch lists them, those that hold others first."""
    assert isinstance(body, list)
    found: list[Mapping[str, object]] = []
    for part in body:
        found.append(part)
        if isinstance(part.get("content"), list):
            found += _parts(part["content"])
    return found


def _shape(body: object) -> list[object]:
    return [part["content-type"] for part in _parts(body)]


def _joined(text: object) -> str:
    """Return flowed *text* as a mail program joins it again (RFC 3676, 4.1; DelSp=no)."""
    assert isinstance(text, str)
    lines = text.rstrip("\n").split("\n")
    return "".join(
        line.removeprefix(" ") + ("" if line.endswith(" ") else "\n") for line in lines
    ).rstrip("\n")
