"""What the tests with real servers stand on: each server does what its fixture says."""

import re
import smtplib
import ssl
import subprocess

import pytest
from servers.certificates import NAMES, Certificates
from servers.dovecot import USERS, Dovecot
from servers.machine import missing
from servers.need import need
from servers.postfix import AT_DOT, AT_RCPT, Postfix
from servers.proxy import Do, Fault, MakeProxy, Side
from servers.secret_service import SecretService

from followup_mail.posting import Security

ALICE, BOB = USERS
MESSAGE = b"Subject: Hello\r\n\r\nOne line.\r\n.and one that begins with a dot\r\n"
A_MOMENT = 3.0
"""Seconds; each takes some hundredths, on a machine with nothing else to do."""


def logged_in(port: int, certificates: Certificates, *, implicit: bool = True) -> smtplib.SMTP:
    """Return the standard library's client, logged in as Bob."""
    context = certificates.trusting()
    client: smtplib.SMTP
    if implicit:
        client = smtplib.SMTP_SSL("localhost", port, timeout=10, context=context)
    else:
        client = smtplib.SMTP("localhost", port, timeout=10)
        client.starttls(context=context)
    client.ehlo("[127.0.0.1]")
    client.user, client.password = BOB, USERS[BOB]
    client.auth("PLAIN", client.auth_plain)
    return client


@pytest.mark.parametrize("implicit", [True, False], ids=["submissions", "submission"])
def test_postfix_delivers_to_the_mailbox_of_dovecot(
    postfix: Postfix, mailboxes: Dovecot, certificates: Certificates, *, implicit: bool
) -> None:
    """Both ports take a message, and once the queue is empty it is there, to the letter."""
    port = postfix.submissions if implicit else postfix.submission

    with logged_in(port, certificates, implicit=implicit) as client:
        assert client.sendmail(BOB, [ALICE], MESSAGE) == {}
    postfix.settle()

    (found,) = mailboxes.mail(ALICE)
    assert found.endswith(b"\n\nOne line.\n.and one that begins with a dot\n")
    assert list(mailboxes.everything()) == [ALICE]
    assert postfix.startup < A_MOMENT
    assert mailboxes.startup < A_MOMENT


def test_postfix_counts_what_each_session_did(postfix: Postfix, certificates: Certificates) -> None:
    """One wrong password is one attempt, none of them successful."""
    with (
        smtplib.SMTP_SSL(
            "localhost", postfix.submissions, context=certificates.trusting()
        ) as client,
    ):
        client.ehlo("[127.0.0.1]")
        client.user, client.password = BOB, "wrong"
        with pytest.raises(smtplib.SMTPAuthenticationError, match="535"):
            client.auth("PLAIN", client.auth_plain)

    assert postfix.sessions(1) == [
        {"service": "submissions", "ehlo": "1", "auth": "0/1", "quit": "1", "commands": "2/3"}
    ]


def test_postfix_offers_no_login_in_clear(postfix: Postfix) -> None:
    """Before STARTTLS there is no AUTH to be had."""
    with smtplib.SMTP("localhost", postfix.submission, timeout=10) as client:
        client.ehlo("[127.0.0.1]")

        assert client.has_extn("starttls")
        assert not client.has_extn("auth")


def test_postfix_takes_only_ones_own_address(postfix: Postfix, certificates: Certificates) -> None:
    """Who logs in as Bob can't send as Alice."""
    with logged_in(postfix.submissions, certificates) as client:
        assert client.mail(ALICE)[0] == 553
        assert client.mail(BOB)[0] == 250


@pytest.mark.parametrize("address", AT_RCPT)
def test_some_recipients_are_turned_away(
    postfix: Postfix, certificates: Certificates, address: str
) -> None:
    """With the answer that their table names."""
    client = logged_in(postfix.submissions, certificates)
    client.mail(BOB)

    code, told = client.rcpt(address)

    expected, _, text = AT_RCPT[address].partition(" ")
    assert code == int(expected)
    assert told.decode().endswith(text.partition(" ")[2])
    client.close()


@pytest.mark.parametrize("address", AT_DOT)
def test_some_messages_are_turned_away(
    postfix: Postfix, mailboxes: Dovecot, certificates: Certificates, address: str
) -> None:
    """After their last line, and none arrives."""
    with logged_in(postfix.submissions, certificates) as client:
        client.mail(BOB)
        client.rcpt(address)

        assert client.data(MESSAGE)[0] == int(AT_DOT[address][:3])
    postfix.settle()
    assert mailboxes.everything() == {}


def test_only_one_certificate_is_trusted(certificates: Certificates) -> None:
    """Each of the others has the one fault that its name says."""

    def told(name: str) -> str:
        to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
        trusting, serving = certificates.trusting(), certificates[name].serving()
        client = trusting.wrap_bio(to_client, to_server, server_hostname="localhost")
        server = serving.wrap_bio(to_server, to_client, server_side=True)
        return shake_hands(client, server)

    assert {name: told(name) for name in NAMES} == {
        "good": "",
        "expired": "certificate has expired",
        "future": "certificate is not yet valid",
        "wrong_host": "Hostname mismatch, certificate is not valid for 'localhost'.",
        "self_signed": "self-signed certificate",
        "untrusted": "unable to get local issuer certificate",
    }


def shake_hands(client: ssl.SSLObject, server: ssl.SSLObject) -> str:
    """Return why the client does not trust the server, "" if it does."""
    for party in (client, server, client, server):
        try:
            party.do_handshake()
        except ssl.SSLWantReadError:
            continue
        except ssl.SSLCertVerificationError as error:
            return error.verify_message
    return ""


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_the_proxy_cuts_at_the_nth_match(
    broken: MakeProxy,
    postfix: Postfix,
    mailboxes: Dovecot,
    certificates: Certificates,
    security: Security,
) -> None:
    """The second message is taken, and its 250 never comes back."""
    cut = Fault(Side.SERVER, rb"^250 .*queued as", Do.RESET, nth=2)
    proxy = broken(security, cut)
    client = logged_in(proxy.port, certificates, implicit=security is Security.TLS)
    client.sendmail(BOB, [ALICE], MESSAGE)

    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        client.sendmail(BOB, [ALICE], MESSAGE)

    client.close()
    proxy.settle()
    postfix.settle()
    assert len(mailboxes.mail(ALICE)) == 2
    assert (proxy.connections, proxy.done) == (1, [Do.RESET])


def test_the_proxy_shows_what_was_said_and_how(
    broken: MakeProxy, certificates: Certificates
) -> None:
    """Of each line: by whom, its text, and whether it was private."""
    proxy = broken(Security.STARTTLS)

    logged_in(proxy.port, certificates, implicit=False).quit()
    proxy.settle()

    clear = [line.text for line in proxy.transcript if not line.private]
    assert clear[0].startswith(b"220 localhost ESMTP")
    assert clear[-2:] == [b"STARTTLS\r\n", b"220 2.0.0 Ready to start TLS\r\n"]
    assert [line.private for line in proxy.said(Side.CLIENT, b"^auth")] == [True]
    assert [line.text for line in proxy.said(Side.CLIENT, b"^quit")] == [b"quit\r\n"]


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [
        (Fault(Side.CLIENT, rb"^\.\r\n", Do.RESET), 0),
        (Fault(Side.CLIENT, rb"^\.\r\n", Do.RESET, instead=b"."), 0),
        (Fault(Side.CLIENT, rb"^\.\r\n", Do.CLOSE), 0),
        (Fault(Side.CLIENT, rb"^One line", Do.RESET), 0),
        (Fault(Side.SERVER, rb"^250 .*queued", Do.CLOSE), 1),
        (Fault(Side.SERVER, rb"^250 .*queued", Do.STALL), 1),
        (Fault(Side.SERVER, rb"^250 .*queued", Do.CLOSE, instead=b"421 4.3.2 Bye\r\n"), 1),
        (Fault(Side.CLIENT, rb"^\.\r\n", Do.STALL), 0),
        (Fault(Side.CLIENT, rb"^One line", Do.DEAFEN), 0),
    ],
    ids=lambda value: str(value) if isinstance(value, int) else f"{value.side.name} {value.do}",
)
def test_the_proxy_breaks_before_or_after_the_message_is_taken(
    broken: MakeProxy,
    postfix: Postfix,
    mailboxes: Dovecot,
    certificates: Certificates,
    fault: Fault,
    arrived: int,
) -> None:
    """The same break is a message or none, depending on which side of the dot it falls."""
    proxy = broken(Security.TLS, fault)
    client = logged_in(proxy.port, certificates)
    assert client.sock is not None
    client.sock.settimeout(0.3)

    with pytest.raises((smtplib.SMTPException, OSError)):
        client.sendmail(BOB, [ALICE], MESSAGE)

    client.close()
    proxy.stop()
    postfix.settle()
    assert len(mailboxes.mail(ALICE)) == arrived


def test_the_proxy_makes_a_reply_come_late_and_in_drops(
    broken: MakeProxy, certificates: Certificates
) -> None:
    """Which a client with time enough takes as it is."""
    late = Fault(Side.SERVER, rb"^354", Do.PASS, seconds=0.1)
    drops = Fault(Side.SERVER, rb"^250 .*queued", Do.DRIP, seconds=0.002)
    proxy = broken(Security.TLS, late, drops)

    with logged_in(proxy.port, certificates) as client:
        assert client.sendmail(BOB, [ALICE], MESSAGE) == {}

    assert proxy.done == [Do.PASS, Do.DRIP]


def tool(service: SecretService, *words: str, said: str = "", seconds: float = 5) -> str:
    """Return what ``secret-tool`` printed, with its status before it."""
    done = subprocess.run(
        ["/usr/bin/secret-tool", *words],
        env=service.environment,
        input=said,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    return f"{done.returncode} {done.stdout}{done.stderr}".strip()


def test_the_keyring_keeps_a_secret_until_it_is_locked(keyring_daemon: SecretService) -> None:
    """Then nothing is to be had from it."""
    tool(keyring_daemon, "store", "--label=A secret", "of", "alice", said="pâté")
    assert tool(keyring_daemon, "lookup", "of", "alice") == "0 pâté"

    keyring_daemon.lock()

    assert tool(keyring_daemon, "lookup", "of", "alice") == "1"
    assert keyring_daemon.startup < A_MOMENT


def test_the_keyring_can_freeze(keyring_daemon: SecretService) -> None:
    """Who asks waits for ever, until it goes on."""
    tool(keyring_daemon, "store", "--label=A secret", "of", "alice", said="pâté")
    keyring_daemon.freeze()

    with pytest.raises(subprocess.TimeoutExpired):
        tool(keyring_daemon, "lookup", "of", "alice", seconds=0.3)

    keyring_daemon.thaw()
    assert tool(keyring_daemon, "lookup", "of", "alice") == "0 pâté"


def test_there_can_be_no_keyring(no_keyring: SecretService) -> None:
    """The bus says so at once, and starts none of the machine's."""
    told = tool(no_keyring, "lookup", "of", "alice")

    assert re.match(r"1 .*org\.freedesktop\.secrets was not provided", told)


def test_what_is_missing_skips_or_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its name and the remedy; where servers are required, nothing is skipped."""
    lacking = missing("openssl", "no-such-server")
    assert lacking == "not installed: no-such-server; `make servers` installs it"

    monkeypatch.delenv("FOLLOWUP_MAIL_SERVERS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-server"):
        need(lacking)
    monkeypatch.setenv("FOLLOWUP_MAIL_SERVERS", "required")
    with pytest.raises(pytest.fail.Exception, match="no-such-server"):
        need(lacking)
    need("")
