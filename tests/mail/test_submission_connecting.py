"""Reaching a server and learning what it can do, or saying why not."""

import contextlib
import socket
import time
from collections.abc import Iterator, Sequence

import pytest
from peer import OFFERS, PATIENT, Peer, Step, account, drip, hang_up, patient, session, stall

from followup_mail.errors import FollowupMailError, RefusedError, TrustError, TryLaterError
from followup_mail.mail.submission import Deadlines, Session, connect
from followup_mail.mail.submission.reaching import Address
from followup_mail.posting import Account, Security

SOON = 0.3
HERE = socket.AddressFamily.AF_INET


def told(to: Account, within: Deadlines, error: type[FollowupMailError]) -> str:
    """Return the sentence of the *error* with which connecting ends."""
    with pytest.raises(error) as caught:
        connect(to, deadlines=within)
    assert type(caught.value) is error or error is TryLaterError
    return str(caught.value)


def told_by(script: dict[str, Step], error: type[FollowupMailError], **seconds: float) -> str:
    """Return the sentence of the *error* that a server with *script* causes, host and port cut."""
    with Peer(script) as peer:
        sentence = told(account(peer.port), patient(**seconds), error)
        assert f"127.0.0.1:{peer.port} " in sentence
        return sentence.replace(f"127.0.0.1:{peer.port}", "HOST")


@contextlib.contextmanager
def black_hole() -> Iterator[int]:
    """Give a port whose queue is full, so that it answers no attempt to connect."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            filler = stack.enter_context(socket.socket())
            filler.settimeout(0)
            with contextlib.suppress(BlockingIOError):
                filler.connect(listener.getsockname())
        time.sleep(0.05)
        yield listener.getsockname()[1]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def test_a_session_knows_what_the_server_offers() -> None:
    """Keywords in upper case with their parameters, the limit as a number."""
    offers = b"250-hello\r\n250-size 1234\r\n250-AUTH=LOGIN\r\n250-auth PLAIN\r\n250 SmtpUtf8\r\n"
    with Peer({"EHLO": offers}) as peer, session(peer) as opened:
        assert opened.capabilities == {"SIZE": "1234", "AUTH": "LOGIN PLAIN", "SMTPUTF8": ""}
        assert (opened.size_limit, opened.smtputf8, opened.usable) == (1234, True, True)


@pytest.mark.parametrize(
    "size",
    [
        *(b"SIZE", b"SIZE 0", b"SIZE lots", b"SIZE -1", b"8BITMIME"),
        *(b"SIZE " + b"9" * 400, b"SIZE " + b"0" * 400, b"SIZE 99999999999999999999"),
    ],
)
def test_a_limit_that_is_no_number_is_none(size: bytes) -> None:
    """SIZE alone or of 0 names no limit (RFC 1870, 4)."""
    with Peer({"EHLO": b"250-hello\r\n250 " + size + b"\r\n"}) as peer, session(peer) as opened:
        assert opened.size_limit is None
        assert not opened.smtputf8


def test_a_host_that_does_not_exist_is_a_matter_of_spelling() -> None:
    """Row 1: the sentence says where to look, and it can be tried again."""

    def nobody(host: str, port: int) -> Sequence[Address]:
        raise socket.gaierror(socket.EAI_NONAME, f"{host}:{port}")

    with pytest.raises(TryLaterError) as caught:
        connect(account(1, host="smtp.typo.example"), deadlines=patient(), resolve=nobody)
    assert str(caught.value) == (
        "The host smtp.typo.example was not found: check the spelling of `host` in "
        "config.toml, and whether this machine is online."
    )


def test_what_can_be_no_host_is_not_looked_up() -> None:
    """Row 1: a label too long for any name ends in the same sentence."""
    with pytest.raises(TryLaterError, match="check the spelling"):
        connect(account(1, host=f"{'a' * 70}.example"), deadlines=patient())


def test_a_silent_name_server_is_waited_for_within_bounds() -> None:
    """Row 2: nobody's default of forty seconds holds, but our own deadline."""

    def silent(_: str, __: int) -> Sequence[Address]:
        time.sleep(PATIENT)
        return []

    began = time.monotonic()
    with pytest.raises(TryLaterError) as caught:
        connect(account(1, host="smtp.a.example"), deadlines=patient(connect=0.1), resolve=silent)
    assert time.monotonic() - began < PATIENT / 2
    assert str(caught.value) == (
        "The address of smtp.a.example was not found within 0.1 seconds: the name server does "
        "not answer. See whether this machine is online, then try again."
    )


def test_no_name_server_is_told_from_no_host() -> None:
    """Row 2: a machine that is offline is no spelling mistake."""

    def offline(host: str, port: int) -> Sequence[Address]:
        raise socket.gaierror(socket.EAI_AGAIN, f"{host}:{port}")

    with pytest.raises(TryLaterError, match="no name server answers"):
        connect(account(1, host="smtp.a.example"), deadlines=patient(), resolve=offline)


def test_a_port_that_nobody_listens_on_is_named() -> None:
    """Row 3: host, port and reason stand in the sentence."""
    port = free_port()
    assert told(account(port), patient(), TryLaterError) == (
        f"127.0.0.1:{port} can't be reached: connection refused. See whether this machine is "
        "online and whether host and port are right, then try again."
    )


def test_dropped_packets_end_at_the_deadline() -> None:
    """Row 4: an attempt that nobody answers is given up."""
    with black_hole() as port:
        assert told(account(port), patient(connect=SOON), TryLaterError) == (
            f"127.0.0.1:{port} can't be reached: it does not answer. See whether this machine is "
            "online and whether host and port are right, then try again."
        )


def test_the_address_that_answers_is_taken() -> None:
    """Row 5: neither a refused address nor a silent one keeps the third from being used."""
    with Peer() as peer, black_hole() as hole:
        addresses: list[Address] = [
            (socket.AddressFamily.AF_INET6, ("::1", free_port(), 0, 0)),
            (HERE, ("127.0.0.1", hole)),
            (HERE, ("127.0.0.1", peer.port)),
        ]
        opened = connect(account(peer.port), deadlines=patient(), resolve=lambda _, __: addresses)
        assert opened.capabilities["PIPELINING"] == ""
        opened.quit()


def test_nothing_is_sent_in_clear_to_another_machine() -> None:
    """Plain is for this machine: an address elsewhere is refused before a word is said."""
    with Peer() as peer, pytest.MonkeyPatch.context() as patch:
        patch.setattr("followup_mail.mail.submission.wire.Wire.is_local", lambda _: False)
        sentence = told(account(peer.port), patient(), TrustError)
    assert sentence == (
        f"127.0.0.1:{peer.port} is not this machine, and to others nothing is sent in clear: set "
        '`security` to "tls" or "starttls" in config.toml.'
    )
    assert peer.lines == []


def test_a_busy_server_is_tried_later() -> None:
    """Row 12: 421 instead of a greeting is no refusal."""
    assert told_by({"greeting": hang_up(b"421 4.3.2 too busy\r\n")}, TryLaterError) == (
        "HOST is busy: “421 4.3.2 too busy”. Try again later."
    )


def test_a_server_that_takes_no_mail_refuses() -> None:
    """Row 12: 554 instead of a greeting is for a person to look at."""
    assert told_by({"greeting": b"554 5.7.1 no\r\n"}, RefusedError) == (
        "HOST takes no mail from here: “554 5.7.1 no”. Check host and port against what your "
        "provider says."
    )


@pytest.mark.parametrize(
    "greeting", [stall, drip(b"220 hello\r\n", 0.1)], ids=["silent", "dripping"]
)
def test_a_greeting_has_one_deadline(greeting: Step) -> None:
    """Row 13: neither silence nor an octet now and then holds the program."""
    began = time.monotonic()
    assert told_by({"greeting": greeting}, TryLaterError, greeting=SOON) == (
        "HOST took too long before its greeting; try again later."
    )
    assert time.monotonic() - began < PATIENT / 2


def test_a_server_that_hangs_up_is_tried_later() -> None:
    """A connection that ends without a word is no refusal."""
    assert told_by({"greeting": hang_up()}, TryLaterError) == (
        "HOST closed the connection before its greeting; try again later."
    )


def test_a_server_that_only_knows_helo_gets_nothing() -> None:
    """Row 14: without EHLO nobody can log in, and nothing is sent by somebody unknown."""
    with Peer({"EHLO": b"502 5.5.1 what?\r\n"}) as peer:
        assert told(account(peer.port), patient(), RefusedError) == (
            f"127.0.0.1:{peer.port} does not know EHLO (“502 5.5.1 what?”), so nobody can log in "
            "there. Check host and port against what your provider says. Nothing was sent."
        )
    assert peer.lines == [b"EHLO [127.0.0.1]"]


def test_a_busy_answer_to_ehlo_is_tried_later() -> None:
    """A server may think better of it after its greeting."""
    assert told_by({"EHLO": b"451 4.3.0 later\r\n"}, TryLaterError) == (
        "HOST is busy: “451 4.3.0 later”. Try again later."
    )


@pytest.mark.parametrize(
    "flood",
    [
        b"250-X\r\n" * 100_000,
        b"250-" + b"x" * 10_000_000,
        b"250-" + b"x" * 8_000 + b"\r\n",
        (b"250-" + b"x" * 1_000 + b"\r\n") * 100,
    ],
    ids=["lines", "endless line", "unended", "octets"],
)
def test_a_flood_is_cut_off(flood: bytes) -> None:
    """Row 15: a hundred thousand lines, or ten million octets without an end, are not kept."""
    end = "took too long" if len(flood) < 10_000 else "sent more than any reply has"
    assert told_by({"EHLO": flood}, TryLaterError, command=SOON) == (
        f"HOST {end} after EHLO; try again later."
    )


def test_a_captive_portal_is_no_mail_server() -> None:
    """Row 87: an answer in HTTP is refused before anything was sent."""
    http = b"HTTP/1.1 400 Bad Request\r\nServer: portal\r\n\r\n<html>log in</html>"
    with Peer({"greeting": http}) as peer:
        assert told(account(peer.port), patient(), RefusedError) == (
            f"127.0.0.1:{peer.port} is no mail server: it says “HTTP/1.1 400 Bad Request”. Check "
            "host and port; on a public network, log in to that first. Nothing was sent."
        )
    assert peer.lines == []


def test_the_greeting_of_the_program_says_nothing_of_the_machine() -> None:
    """Row 70: an address literal stands for the host's name."""
    with Peer() as peer, session(peer):
        pass
    assert peer.lines == [b"EHLO [127.0.0.1]", b"QUIT"]


def test_what_a_server_says_is_made_visible() -> None:
    """Row 71: no escape sequence, reversed line or odd octet gets to a terminal."""
    evil = "554 \x1b]0;owned\x07 \u202eneppo\r\n".encode() + b""
    sentence = told_by({"greeting": evil}, RefusedError)
    assert "“554 \\x1b]0;owned\\x07 \\u202eneppo”" in sentence
    with Peer({"greeting": b"554 \xff\x9b\r\n"}) as peer:
        assert "“554 \\xff\\x9b”" in told(account(peer.port), patient(), RefusedError)


@pytest.mark.parametrize("quit_step", [hang_up(b"421 4.3.2 bye\r\n"), stall, hang_up()])
def test_leaving_is_bounded_and_never_fails(quit_step: Step) -> None:
    """Row 42: 421, silence or a broken connection after QUIT change nothing."""
    with Peer({"QUIT": quit_step}) as peer:
        opened = connect(account(peer.port), deadlines=patient(quit=0.1))
        began = time.monotonic()
        opened.quit()
        opened.quit()
        assert time.monotonic() - began < PATIENT / 2
    assert not opened.usable


def test_deadlines_are_those_of_the_standard() -> None:
    """RFC 5321, 4.5.3.2: five minutes a command, two for DATA, three a block, ten for the end."""
    usual = Deadlines()
    assert (usual.command, usual.data, usual.block, usual.dot) == (300, 120, 180, 600)
    assert (usual.connect, usual.greeting, usual.quit) == (30, 60, 2)


def test_no_context_is_made_for_a_connection_in_clear() -> None:
    """Reading the certificates of the system is only paid for where they are looked at."""

    def never() -> object:
        raise AssertionError

    with Peer({"EHLO": OFFERS}) as peer:
        opened: Session = connect(
            account(peer.port, Security.PLAIN),
            deadlines=patient(),
            context=never,  # type: ignore[arg-type]  # it never returns
        )
        opened.quit()
