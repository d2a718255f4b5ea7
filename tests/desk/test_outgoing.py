"""What a draft becomes on its way out: subject, thread, addresses, and what is refused."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail import shipped
from followup_mail.app import App
from followup_mail.desk import Desk
from followup_mail.desk.adding import add_text
from followup_mail.desk.outgoing import Way, _answering, compose, outgoing, rehearsed
from followup_mail.drafting import Request, Written
from followup_mail.errors import MessageError, OutputError, UsageError
from followup_mail.mail.message import to_bytes
from followup_mail.posting import Account, Envelope, NewPosting, Posting, Security, SendState
from followup_mail.vocabulary import Kind

NORTHWIND = (shipped.examples() / "northwind.toml").read_bytes()
NOW = datetime(2026, 12, 2, 17, tzinfo=UTC)
HOME = Account("home", "mail.home.example", 465, Security.TLS)
SAM, MARIA = "sam.okafor@example.com", "maria.lopez@northwind.example"


@pytest.fixture
def app(tmp_path: Path) -> App:
    """Return a program with the example kept."""
    tokens = count()
    made = App(
        environ={
            "FOLLOWUP_MAIL_HOME": str(tmp_path / "home"),
            "XDG_STATE_HOME": str(tmp_path / "state"),
        },
        stdin=BytesIO(),
        now=lambda: NOW,
        new_token=lambda: f"{next(tokens):x}",
        local_timezone=lambda: "America/Toronto",
    )
    with made.desk(create=True) as desk:
        add_text(desk, NORTHWIND, source="northwind.toml", folder=None, name="northwind")
    return made


@pytest.fixture
def desk(app: App) -> Iterator[Desk]:
    """Return its desk."""
    with app.desk() as opened:
        yield opened


@pytest.fixture
def written(app: App) -> Written:
    """Return a check-in with Maria."""
    return app.write(Request(Kind.CHECK_IN, "northwind"))


def only(desk: Desk, written: Written, way: Way) -> NewPosting:
    """Return the one message of *written*."""
    (new,) = outgoing(desk, desk.find("northwind"), written, way)
    return new


def test_a_draft_becomes_a_message_for_one_person(desk: Desk, written: Written) -> None:
    """What it is once, from whom to whom, and with which words."""
    new = only(desk, written, Way(HOME))

    whose, *rest = json.loads(new.key)
    assert whose == desk.find("northwind").dossier.writer
    job = ["northwind analytics", "data engineer"]
    assert rest == [*job, "check-in", "2026-11-19T14:00", "maria lopez"]
    assert new.envelope == Envelope(SAM, (MARIA,))
    assert (new.kind, new.to, new.account, new.test) == (Kind.CHECK_IN, "maria", "home", False)
    assert (new.subject, new.body) == (
        written.drafts[0].subject.text,
        written.drafts[0].body.text,
    )
    assert (new.in_reply_to, new.references, new.forced) == (None, (), ())


def test_each_test_is_one_of_its_own(desk: Desk, written: Written) -> None:
    """To the user, through the same account, from the account's own address."""
    way = Way(HOME._replace(sender="sam@okafor.example"), test=True)
    first, second = only(desk, written, way), only(desk, written, way)

    assert first.key != second.key
    assert first.key.startswith("test/")
    assert first.envelope == Envelope("sam@okafor.example", ("sam@okafor.example",))
    assert first.subject == f"[Test] {written.drafts[0].subject.text}"
    assert first.message_id.endswith("@okafor.example>")


def test_a_private_note_is_no_mail(app: App, desk: Desk) -> None:
    """It says what shows it."""
    reflection = app.write(Request(Kind.REFLECTION, "northwind"))

    with pytest.raises(UsageError, match="A reflection is no e-mail: followup-mail draft reflec"):
        only(desk, reflection, Way(HOME))


@given(st.sampled_from(["", "Re: ", "RE : ", "re:", "Ré : ", "AW: Re: ", "Re: Re: Re: "]))
def test_an_answer_has_one_re(before: str) -> None:
    """However often, and in whichever language, it was answered before."""
    assert _answering(f"{before}Data Engineer: next steps") == "Re: Data Engineer: next steps"


def posting(desk: Desk, new: NewPosting) -> Posting:
    """Return *new* as it stands in the outbox."""
    return Posting(1, desk.find("northwind").id, new, SendState.QUEUED, NOW, NOW)


def test_a_long_thread_is_not_encoded(desk: Desk, written: Written) -> None:
    """Row 67: IDs as long as Outlook's stand as they are, in short lines."""
    ids = tuple(
        f"<AM0PR04MB{number:04}A0B1C2D3E4F5A6B7C8D9E0F1A2B3C4@AM0PR04.eurprd04.prod.example>"
        for number in range(12)
    )
    new = only(desk, written, Way(HOME))._replace(in_reply_to=ids[-1], references=ids)

    data = to_bytes(compose(desk, posting(desk, new), HOME, now=NOW))

    message = message_from_bytes(data, policy=default)
    assert message["References"].split() == list(ids)
    assert message["In-Reply-To"] == ids[-1]
    assert b"=?utf-8?" not in data.partition(b"References:")[2].partition(b"Content-")[0]
    assert max(map(len, data.split(b"\r\n"))) <= 100


def test_it_is_dated_without_a_place(desk: Desk, written: Written) -> None:
    """Row 70: in UTC, wherever the user is."""
    data = to_bytes(compose(desk, posting(desk, only(desk, written, Way(HOME))), HOME, now=NOW))

    assert b"\r\nDate: Wed, 02 Dec 2026 17:00:00 +0000\r\n" in data
    assert data.isascii()


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "x\r\nBcc: eve@evil.example"},
        {"subject": "x\x00"},
        {"subject": "x\u2028Bcc: eve@evil.example"},
        {"message_id": "<a@b>\r\nBcc: eve@evil.example"},
        {"references": ("<a@b>\r\nBcc: eve@evil.example",)},
        {"envelope": Envelope(SAM, ("maria@northwind.example> <eve@evil.example",))},
        {"envelope": Envelope("sam okafor@example.com", (MARIA,))},
        {"envelope": Envelope(SAM, ())},
    ],
)
def test_what_is_no_header_or_address_is_found_beforehand(
    desk: Desk, written: Written, changes: dict[str, object]
) -> None:
    """Rows 66, 68: when it is rehearsed, which is before it is queued."""
    new = only(desk, written, Way(HOME))._replace(**changes)

    with pytest.raises(MessageError):
        rehearsed(desk, desk.find("northwind"), new, HOME)


def test_an_attachment_that_is_gone_is_found_beforehand(
    desk: Desk, written: Written, tmp_path: Path
) -> None:
    """With its path."""
    gone = tmp_path / "cv.pdf"
    new = only(desk, written, Way(HOME))._replace(attachments=(str(gone),))

    with pytest.raises(OutputError, match=f"The attachment {gone} can't be read"):
        rehearsed(desk, desk.find("northwind"), new, HOME)
    gone.write_bytes(b"%PDF")
    assert rehearsed(desk, desk.find("northwind"), new, HOME) > 1000
