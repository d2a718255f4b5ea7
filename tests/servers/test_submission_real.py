"""Messages through real servers into a real mailbox, none of which breaks."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from servers.certificates import Certificates
from servers.dovecot import Dovecot
from servers.postfix import AT_DOT, Postfix
from servers.postfix import running as running_postfix
from servers.proxy import Do, Fault, MakeProxy, Side
from servers.submitting import ALICE, BOB, TEXT, Submitter, deliver

from followup_mail.errors import CredentialError
from followup_mail.mail.credentials import Secret
from followup_mail.mail.message import Attachment, compose, to_bytes
from followup_mail.model import Mailbox
from followup_mail.posting import Security, SendState

LONG_LINE = "Une très longue ligne, que personne n'a coupée : " + "encore un mot " * 12 + "fin"
BODY = f"Bonjour Zoë,\n\n{LONG_LINE}\n\nFrom here on, nothing changes.\n\nÀ bientôt\nBob"
THREAD = (
    "<first@mail.example>",
    "<AM0PR04MB1234A0B1C2D3E4F5A6B7C8D9E0F1@AM0PR04MB1234.eurprd04.prod.outlook.example>",
)


def read(message: bytes) -> EmailMessage:
    """Return what a mail program makes of *message*."""
    return message_from_bytes(message, policy=default)


def unflowed(text: str) -> str:
    """Return format=flowed text as it is shown (RFC 3676), unless a line is quoted."""
    lines = [line.removeprefix(" ") for line in text.split("\n")]
    return "".join(line if line.endswith(" ") and line != "-- " else f"{line}\n" for line in lines)


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_message_reads_in_the_mailbox_as_it_was_meant(
    postfix: Postfix, mailboxes: Dovecot, submitter: Submitter, security: Security
) -> None:
    """Names, subject, text, attachment, thread and ID, over either port."""
    port = postfix.submissions if security is Security.TLS else postfix.submission
    table = Attachment("Verfügbarkeit.csv", b"a,b\r\n1,2\r\n", "text", "csv")
    written = compose(
        sender=Mailbox("Bob Müller", BOB),
        to=Mailbox("Nguyễn, Zoë “Z”", ALICE),
        subject="Re: Danke für das Gespräch 🙂",
        body=BODY,
        date=datetime(2026, 11, 6, 10, tzinfo=UTC),
        message_id="<two@mail.example>",
        attachments=[table],
        thread=THREAD,
    )

    outcome = deliver(submitter.session(port, security), to_bytes(written))
    postfix.settle()

    assert outcome.state is SendState.SENT
    (found,) = mailboxes.mail(ALICE)
    got = read(found)
    assert str(got["From"]) == "Bob Müller <bob@mail.example>"
    assert got["To"].addresses[0].display_name == "Nguyễn, Zoë “Z”"
    assert got["To"].addresses[0].addr_spec == ALICE
    assert got["Subject"] == "Re: Danke für das Gespräch 🙂"
    assert got["Date"].datetime == datetime(2026, 11, 6, 10, tzinfo=UTC)
    assert got["Message-ID"] == "<two@mail.example>"
    assert got["In-Reply-To"] == THREAD[-1]
    assert got["References"].split() == list(THREAD)
    text, attached = got.iter_parts()
    assert isinstance(text, EmailMessage)
    assert text["Content-Type"].params["format"] == "flowed"
    assert unflowed(text.get_content()).rstrip("\n") == BODY
    assert isinstance(attached, EmailMessage)
    assert attached.get_filename() == "Verfügbarkeit.csv"
    assert attached.get_payload(decode=True) == b"a,b\r\n1,2\r\n"


def test_every_byte_arrives(postfix: Postfix, mailboxes: Dovecot, submitter: Submitter) -> None:
    """Dots at the beginning of lines included; the servers only add lines before it."""
    text = b"".join(b"%b\r\n" % (b"." * n + b"x" * (n % 3)) for n in range(200))

    deliver(submitter.session(postfix.submissions), TEXT + text)
    postfix.settle()

    (found,) = mailboxes.mail(ALICE)
    assert found.endswith((TEXT + text).replace(b"\r\n", b"\n"))


def test_a_password_may_have_any_letters(postfix: Postfix, submitter: Submitter) -> None:
    """Row 21: a password with letters beyond ASCII and a space lets Alice in."""
    session = submitter.session(postfix.submissions, user=ALICE)

    assert deliver(session, sender=ALICE, to=(BOB,)).state is SendState.SENT


def test_one_wrong_password_is_one_attempt(postfix: Postfix, submitter: Submitter) -> None:
    """Row 16: Postfix counts one AUTH, and the connection is closed."""
    session = submitter.connected(postfix.submissions)

    with pytest.raises(CredentialError, match="tried once"):
        session.authenticate(BOB, Secret("not the password"))

    assert not session.usable
    (counted,) = postfix.sessions(1)
    assert counted["auth"] == "0/1"
    assert postfix.log().count("SASL PLAIN authentication failed") == 1


def test_several_messages_take_one_connection_and_one_login(
    postfix: Postfix, mailboxes: Dovecot, submitter: Submitter
) -> None:
    """Row 88: one that is refused in between does not touch the others."""
    session = submitter.session(postfix.submissions)

    states = [
        deliver(session, to=(to,)).state
        for to in (ALICE, BOB, "gone@mail.example", "spam@mail.example", ALICE)
    ]
    session.quit()
    postfix.settle()

    assert states == [
        SendState.SENT,
        SendState.SENT,
        SendState.REFUSED,
        SendState.REFUSED,
        SendState.SENT,
    ]
    arrived = {user: len(messages) for user, messages in mailboxes.everything().items()}
    assert arrived == {ALICE: 2, BOB: 1}
    (counted,) = postfix.sessions(1)
    assert counted["auth"] == "1"


def test_nobody_sends_as_somebody_else(
    postfix: Postfix, mailboxes: Dovecot, submitter: Submitter
) -> None:
    """Row 22: a sender that is not the user's is refused at MAIL, with the server's words."""
    outcome = deliver(submitter.session(postfix.submissions), sender=ALICE)

    postfix.settle()
    assert outcome.state is SendState.REFUSED
    assert "not owned by user bob@mail.example" in outcome.told
    assert mailboxes.everything() == {}


def test_a_message_beyond_the_size_limit_never_leaves(
    certificates: Certificates, mailboxes: Dovecot, submitter: Submitter
) -> None:
    """Row 23: a limit that the server tells is kept before MAIL."""
    with running_postfix(certificates["good"], mailboxes, size=20_000) as small:
        session = submitter.session(small.submissions)

        outcome = deliver(session, TEXT + b"0123456789\r\n" * 2_000)

        session.quit()
        assert session.size_limit == 20_000
        assert outcome.state is SendState.REFUSED
        assert "20000" in outcome.told
        assert "mail" not in small.sessions(1)[0]


def test_a_limit_that_the_server_does_not_tell_refuses_at_the_end(
    postfix: Postfix, broken: MakeProxy, submitter: Submitter, mailboxes: Dovecot
) -> None:
    """Row 23: 552 to the end of the data is a refusal; nothing arrives."""
    silent = Fault(Side.SERVER, rb"^250-SIZE", Do.PASS, nth=0, instead=b"")
    proxy = broken(Security.TLS, silent)

    outcome = deliver(submitter.session(proxy.port), TEXT + (b"x" * 998 + b"\r\n") * 10_300)
    postfix.settle()

    assert outcome.state is SendState.REFUSED
    assert outcome.reply is not None
    assert outcome.reply.code == 552
    assert mailboxes.everything() == {}


def test_without_smtputf8_an_address_beyond_ascii_never_leaves(
    broken: MakeProxy, submitter: Submitter
) -> None:
    """Row 24: it is refused before MAIL, since the server could not take it."""
    narrow = Fault(Side.SERVER, rb"^250-SMTPUTF8", Do.PASS, nth=0, instead=b"")
    proxy = broken(Security.TLS, narrow)

    outcome = deliver(submitter.session(proxy.port), to=("zoë@mail.example",))

    assert outcome.state is SendState.REFUSED
    assert proxy.said(Side.CLIENT, b"^MAIL") == []


def test_with_smtputf8_it_arrives(
    postfix: Postfix, mailboxes: Dovecot, submitter: Submitter
) -> None:
    """Row 24: where the server knows such addresses, mail gets to them.

    Dovecot does not; but Postfix takes the message, and says what became of it.
    """
    outcome = deliver(submitter.session(postfix.submissions), to=("zoë@mail.example",))

    assert outcome.state is SendState.SENT
    assert mailboxes.mail(ALICE) == []


MANY = (ALICE, "gone@mail.example", "grey@mail.example")


def test_one_recipient_that_is_refused_stops_the_message(
    postfix: Postfix, mailboxes: Dovecot, submitter: Submitter
) -> None:
    """Row 25: of three, one is unknown and one greylisted: nobody gets it."""
    session = submitter.session(postfix.submissions)

    outcome = deliver(session, to=MANY)

    assert (outcome.state, outcome.refused) == (SendState.REFUSED, MANY[1:])
    assert deliver(session, to=(BOB,)).state is SendState.SENT
    postfix.settle()
    assert list(mailboxes.everything()) == [BOB]


def test_those_that_are_taken_get_it_if_the_user_wants(
    postfix: Postfix, mailboxes: Dovecot, submitter: Submitter
) -> None:
    """Row 25: with `partial` it goes to the one that is left, and the others are named."""
    outcome = deliver(submitter.session(postfix.submissions), to=MANY, partial=True)

    postfix.settle()
    assert (outcome.state, outcome.refused) == (SendState.PARTIAL, MANY[1:])
    assert list(mailboxes.everything()) == [ALICE]


@pytest.mark.parametrize(
    ("to", "state"),
    [
        pytest.param(("gone@mail.example",), SendState.REFUSED, id="Row 26"),
        pytest.param(("grey@mail.example",), SendState.DEFERRED, id="Row 27"),
        pytest.param((ALICE, "rush@mail.example", BOB), SendState.DEFERRED, id="Row 28"),
    ],
)
def test_recipients_that_are_turned_away_get_nothing(
    postfix: Postfix,
    mailboxes: Dovecot,
    submitter: Submitter,
    to: tuple[str, ...],
    state: SendState,
) -> None:
    """Row 26, Row 27, Row 28: 550 is a refusal, 450 and 421 wait; nobody gets it."""
    outcome = deliver(submitter.session(postfix.submissions), to=to)

    postfix.settle()
    assert outcome.state is state
    assert mailboxes.everything() == {}


@pytest.mark.parametrize(
    ("to", "state"),
    [
        pytest.param("later@mail.example", SendState.DEFERRED, id="Row 38"),
        pytest.param("spam@mail.example", SendState.REFUSED, id="Row 40"),
    ],
)
def test_a_message_that_is_turned_away_at_its_end_has_not_arrived(
    postfix: Postfix, mailboxes: Dovecot, submitter: Submitter, to: str, state: SendState
) -> None:
    """Row 38, Row 40: 450 there waits and 554 is a refusal, both with the server's words."""
    session = submitter.session(postfix.submissions)

    outcome = deliver(session, to=(to,))

    assert outcome.state is state
    assert AT_DOT[to].split(maxsplit=2)[2] in outcome.told
    assert deliver(session).state is SendState.SENT
    postfix.settle()
    assert list(mailboxes.everything()) == [ALICE]


def test_a_blind_copy_is_known_to_the_envelope_alone(
    postfix: Postfix, mailboxes: Dovecot, submitter: Submitter
) -> None:
    """Row 69: both get the message, and nothing in it names the second recipient."""
    anna = "anna@mail.example"
    deliver(submitter.session(postfix.submissions), to=(ALICE, anna))
    postfix.settle()

    (to_alice,), (to_anna,) = mailboxes.mail(ALICE), mailboxes.mail(anna)
    assert anna.encode() not in to_alice
    assert to_anna.endswith(TEXT.replace(b"\r\n", b"\n"))
    assert "bcc" not in {name.lower() for name in read(to_anna)}


def test_the_server_learns_nothing_of_the_machine(broken: MakeProxy, submitter: Submitter) -> None:
    """Row 70: what the client says of itself is an address literal, in clear and under TLS."""
    proxy = broken(Security.STARTTLS)

    deliver(submitter.session(proxy.port, Security.STARTTLS))

    hello = [(line.text, line.private) for line in proxy.said(Side.CLIENT, b"^(EHLO|HELO)")]
    assert hello == [(b"EHLO [127.0.0.1]\r\n", False), (b"EHLO [127.0.0.1]\r\n", True)]
