"""Whom a password and a message may go to: certificates, pins, STARTTLS."""

import socket
import ssl
import threading
import warnings
from contextlib import suppress
from pathlib import Path

import pytest
from peer import OFFERS, PASSWORD, Caller, Peer, Step, account, hand_over, hang_up, patient, stall
from servers.certificates import Certificates

from followup_mail.errors import ConfigError, FollowupMailError, TrustError, TryLaterError
from followup_mail.mail.submission import Session, connect, verifying_context
from followup_mail.posting import Account, Security, SendState


def opened(to: Account, certificates: Certificates, **seconds: float) -> Session:
    """Return a session by a client that trusts the authority of the tests."""
    return connect(to, deadlines=patient(**seconds), context=certificates.trusting)


def told(
    to: Account,
    certificates: Certificates,
    error: type[FollowupMailError] = TrustError,
    **seconds: float,
) -> str:
    """Return the sentence of the *error* with which connecting ends."""
    with pytest.raises(error) as caught:
        opened(to, certificates, **seconds)
    return str(caught.value).replace(f"{to.host}:{to.port}", "HOST")


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_good_certificate_is_trusted(certificates: Certificates, security: Security) -> None:
    """A message goes all the way, nothing but the greeting in clear."""
    serving = certificates["good"].serving()
    implicit = security is Security.TLS
    with Peer(tls=serving if implicit else None, starttls=serving) as peer:
        there = opened(account(peer.port, security), certificates)
        there.authenticate("robin", PASSWORD)
        assert hand_over(there).state is SendState.SENT
        there.quit()
    in_clear = [line for secure, line in peer.heard if not secure]
    assert in_clear == ([] if implicit else [b"EHLO [127.0.0.1]", b"STARTTLS"])
    assert peer.ended == 1


def test_the_context_asks_for_tls_1_2_and_the_right_host() -> None:
    """What the program uses by itself verifies chain and name."""
    context = verifying_context()
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


CLOCK = "See first whether date and time of this machine are right; if they are, the server's"
UNKNOWN = (
    "is not signed by anybody this machine trusts. If the server is your own, pin its certificate "
    "with `fingerprint` under [accounts.home], read on the server itself; else somebody may stand "
    "between. Nothing was sent."
)
OUT_OF_DATE = {
    "expired": f"has expired. {CLOCK} operator has to renew it. Nothing was sent.",
    "future": f"is not valid yet. {CLOCK} operator has to replace it. Nothing was sent.",
}
NOT_MEANT = {
    "wrong_host": (
        "belongs to another host. Check `host` in config.toml against what your provider says; "
        "if it is right, somebody may stand between. Nothing was sent."
    ),
    "self_signed": UNKNOWN,
    "untrusted": UNKNOWN,
}
BOTH_WAYS = pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])


def refused(certificates: Certificates, name: str, security: Security) -> str:
    """Return what is told of a server with that certificate, to which nothing is said."""
    serving = certificates[name].serving()
    implicit = security is Security.TLS
    with Peer(tls=serving if implicit else None, starttls=serving) as peer:
        sentence = told(account(peer.port, security), certificates)
    assert [line for secure, line in peer.heard if secure] == []
    return sentence


@BOTH_WAYS
@pytest.mark.parametrize("name", OUT_OF_DATE)
def test_a_certificate_out_of_date_ends_it(
    certificates: Certificates, name: str, security: Security
) -> None:
    """Row 6: nothing goes on, and the sentence thinks of the clock of this machine."""
    sentence = refused(certificates, name, security)
    assert sentence == f"The certificate of HOST {OUT_OF_DATE[name]}"


@BOTH_WAYS
@pytest.mark.parametrize("name", NOT_MEANT)
def test_a_certificate_of_somebody_else_ends_it(
    certificates: Certificates, name: str, security: Security
) -> None:
    """Row 7: of another host, self-signed or of an unknown issuer, nothing goes on."""
    sentence = refused(certificates, name, security)
    assert sentence == f"The certificate of HOST {NOT_MEANT[name]}"


@pytest.mark.parametrize("name", ["self_signed", "expired", "wrong_host", "good"])
def test_a_pinned_certificate_is_the_one_exception(certificates: Certificates, name: str) -> None:
    """Row 7: whatever else is wrong with it, the certificate that was named passes."""
    with Peer(tls=certificates[name].serving()) as peer:
        to = account(peer.port, Security.TLS, fingerprint=certificates[name].fingerprint.upper())
        there = opened(to, certificates)
        assert there.usable
        there.quit()


@pytest.mark.parametrize("name", ["self_signed", "good"])
def test_a_changed_certificate_ends_it(certificates: Certificates, name: str) -> None:
    """Row 8: a pin is no addition to the authorities: both fingerprints are shown."""
    pinned, found = certificates["untrusted"].fingerprint, certificates[name].fingerprint
    with Peer(tls=certificates[name].serving()) as peer:
        to = account(peer.port, Security.TLS, fingerprint=pinned)
        assert told(to, certificates) == (
            "HOST has another certificate than the one that account “home” is pinned to; nothing "
            f"was sent.\n  pinned: {pinned}\n  found:  {found}\nIf the server's operator confirms "
            "the new one, put it into `fingerprint` in config.toml; else somebody stands between."
        )
    assert peer.lines == []


def test_an_old_tls_is_refused(certificates: Certificates) -> None:
    """Row 9: a server that knows nothing after TLS 1.1 gets nothing."""
    serving = certificates["good"].serving()
    serving.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # what is old is the subject
        serving.minimum_version = ssl.TLSVersion.TLSv1
        serving.maximum_version = ssl.TLSVersion.TLSv1_1
    with Peer(tls=serving) as peer:
        sentence = told(account(peer.port, Security.TLS), certificates)
    assert sentence.startswith("HOST could not agree on TLS (")
    assert "At least TLS 1.2 is needed" in sentence
    assert peer.lines == []


def test_a_stalled_handshake_ends_at_the_deadline(certificates: Certificates) -> None:
    """Row 9: a server that says nothing under TLS is not waited for."""
    with Peer({"greeting": stall}) as peer:
        to = account(peer.port, Security.TLS)
        assert told(to, certificates, TryLaterError, connect=0.3) == (
            "HOST took too long while TLS was agreed on; try again later."
        )


def test_a_handshake_that_breaks_is_tried_later(certificates: Certificates) -> None:
    """Row 9: a connection that ends in the middle of it is no proof of anything."""
    with Peer({"greeting": hang_up()}) as peer:
        sentence = told(account(peer.port, Security.TLS), certificates, TryLaterError)
    assert sentence == "HOST closed the connection while TLS was agreed on; try again later."


IN_CLEAR = (
    'HOST begins in clear, not with TLS; nothing was sent. Set security = "starttls" under '
    "[accounts.home] in config.toml, or the port that your provider names."
)
AT_ONCE = (
    'HOST speaks TLS from the start; nothing was sent. Set security = "tls" under [accounts.home] '
    "in config.toml, or the port that your provider names."
)


def test_plain_text_where_tls_is_due_is_no_reason_to_speak_in_clear(
    certificates: Certificates,
) -> None:
    """Row 9: the sentence names the setting that may be wrong; nothing falls back."""
    with Peer() as peer:
        assert told(account(peer.port, Security.TLS), certificates, ConfigError) == IN_CLEAR
    assert not any(line.startswith(b"EHLO") for line in peer.lines)


def test_a_port_that_waits_for_tls_is_told_after_some_silence(certificates: Certificates) -> None:
    """Row 9: a second connection tries TLS; the sentence names the setting to change."""
    with Peer(tls=certificates["self_signed"].serving()) as peer:
        to = account(peer.port, Security.STARTTLS)
        assert told(to, certificates, ConfigError, silence=0.1) == AT_ONCE
    assert peer.lines == []


def test_a_port_that_is_silent_in_clear_is_told_after_some_silence(
    certificates: Certificates,
) -> None:
    """Row 9: the same the other way: TLS gets no answer, a second connection a greeting."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def serve() -> None:
            with suppress(OSError), server.accept()[0] as silent, server.accept()[0] as second:
                second.sendall(b"220 mail.example ESMTP\r\n")
                silent.settimeout(5)
                while silent.recv(4096):
                    pass

        thread = threading.Thread(target=serve)
        thread.start()
        to = account(server.getsockname()[1], Security.TLS)
        assert told(to, certificates, ConfigError, silence=0.1) == IN_CLEAR
        thread.join()


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_slow_greeting_is_waited_for(certificates: Certificates, security: Security) -> None:
    """Row 13: the look at the port ends nothing where that is as it should be."""
    serving = certificates["good"].serving()

    def late(caller: Caller) -> None:
        caller.stopping.wait(0.4)
        caller.send(b"220 mail.example ESMTP\r\n")

    implicit = security is Security.TLS
    with Peer({"greeting": late}, tls=serving if implicit else None, starttls=serving) as peer:
        there = opened(account(peer.port, security), certificates, silence=0.1, probe=0.2)
        there.quit()


def test_no_key_is_written_where_the_environment_says(
    certificates: Certificates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SSLKEYLOGFILE would lay each session open to whoever reads that file."""
    file = tmp_path / "keys"
    monkeypatch.setenv("SSLKEYLOGFILE", str(file))
    context = verifying_context()
    assert context.keylog_filename is None
    context.load_verify_locations(certificates.authority)
    with Peer(tls=certificates["good"].serving()) as peer:
        connect(account(peer.port, Security.TLS), context=lambda: context).quit()
        pinned = certificates["self_signed"]
    with Peer(tls=pinned.serving()) as peer:
        to = account(peer.port, Security.TLS, fingerprint=pinned.fingerprint)
        connect(to).quit()
    assert not file.exists()


def test_a_proxy_in_the_environment_is_not_asked(
    certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mail goes to the account's own server, whatever web browsers are told."""
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.settimeout(0.05)
        where = f"127.0.0.1:{proxy.getsockname()[1]}"
        for name in ("ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy", "SOCKS_PROXY"):
            monkeypatch.setenv(name, f"socks5://{where}")
        with Peer(tls=certificates["good"].serving()) as peer:
            opened(account(peer.port, Security.TLS), certificates).quit()
        with pytest.raises(TimeoutError):
            proxy.accept()


@pytest.mark.parametrize(
    ("script", "how"),
    [
        ({"EHLO": OFFERS.replace(b"250-STARTTLS\r\n", b"")}, "does not offer STARTTLS"),
        (
            {"STARTTLS": b"454 4.7.0 not now\r\n"},
            "answers STARTTLS with “454 4.7.0 not now”",
        ),
        ({"STARTTLS": b"502 5.5.1 no\r\n"}, "answers STARTTLS with “502 5.5.1 no”"),
    ],
    ids=["stripped", "454", "502"],
)
def test_without_starttls_nothing_is_sent(
    certificates: Certificates, script: dict[str, Step], how: str
) -> None:
    """Row 10: no login and no message in clear, whatever is said instead of STARTTLS."""
    with Peer(script, starttls=certificates["good"].serving()) as peer:
        assert told(account(peer.port, Security.STARTTLS), certificates) == (
            f"HOST {how}, so the connection can't be made private; nothing was sent, the password "
            'least of all. Where your provider has port 465, use that with `security = "tls"`; '
            "else somebody may stand between."
        )
    assert set(peer.lines) <= {b"EHLO [127.0.0.1]", b"STARTTLS"}


def test_what_was_slipped_in_before_tls_is_forgotten(certificates: Certificates) -> None:
    """Row 11: replies in the same segment as 220 count for nothing, EHLO is asked anew."""
    injected = b"220 go\r\n250-evil\r\n250 AUTH LOGIN\r\n235 2.7.0 welcome\r\n"
    real = b"250-real\r\n250 AUTH PLAIN\r\n"
    with Peer(
        {"STARTTLS": injected, "EHLO": [OFFERS, real]}, starttls=certificates["good"].serving()
    ) as peer:
        there = opened(account(peer.port, Security.STARTTLS), certificates)
        assert there.capabilities == {"AUTH": "PLAIN"}
        there.quit()
    assert peer.heard == [
        (False, b"EHLO [127.0.0.1]"),
        (False, b"STARTTLS"),
        (True, b"EHLO [127.0.0.1]"),
        (True, b"QUIT"),
    ]


def test_one_context_serves_a_whole_run(certificates: Certificates) -> None:
    """The context is asked for once a connection, and never where a pin takes its place."""
    asked: list[ssl.SSLContext] = []

    def context() -> ssl.SSLContext:
        asked.append(certificates.trusting())
        return asked[-1]

    pair = certificates["good"]
    with Peer(tls=pair.serving()) as peer:
        to = account(peer.port, Security.TLS)
        connect(to, deadlines=patient(), context=context).quit()
        pinned = to._replace(fingerprint=pair.fingerprint)
        connect(pinned, deadlines=patient(), context=context).quit()
    assert len(asked) == 1


def test_a_truncated_reply_under_tls_is_none(certificates: Certificates) -> None:
    """A connection cut without TLS' own goodbye ends like any other."""
    ended = threading.Event()

    def cut(caller: object) -> None:
        sock = getattr(caller, "sock", None)
        assert isinstance(sock, ssl.SSLSocket)
        sock.sendall(b"220 hel")
        sock.shutdown(socket.SHUT_RDWR)
        ended.set()

    with Peer({"greeting": cut}, tls=certificates["good"].serving()) as peer:
        sentence = told(account(peer.port, Security.TLS), certificates, TryLaterError)
    assert ended.is_set()
    assert sentence == "HOST closed the connection before its greeting; try again later."
