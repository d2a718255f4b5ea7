"""What a session looks at before it says anything: addresses, sizes, octets."""

import os
import socket

import pytest
from peer import MESSAGE, READER, SENDER, Peer, hand_over, session

from followup_mail.errors import MessageError
from followup_mail.mail.submission import check_envelope
from followup_mail.posting import Envelope, Outcome, SendState


def spoken(offers: bytes, to: tuple[str, ...] = (READER,)) -> list[bytes]:
    """Return what is said to a server with *offers* for a message that it takes."""
    with Peer({"EHLO": offers} if offers else {}) as peer, session(peer) as opened:
        assert hand_over(opened, to).state is SendState.SENT
    return peer.lines


def test_a_declared_limit_is_kept_before_anything_is_said() -> None:
    """Row 23: where SIZE is known, a message that is too large is not even announced."""
    called: list[str] = []
    with Peer() as peer, session(peer) as opened:
        outcome = hand_over(
            opened, data=b"x" * 70 + b"\r\n" * 50_000, before_mail=lambda: called.append("mail")
        )
        assert outcome == Outcome(
            SendState.REFUSED,
            f"The message has 100070 octets, and {opened.peer} takes 100000 at most; send a "
            "smaller attachment, or a link.",
        )
        assert opened.usable
    assert peer.verbs == []
    assert called == []


def test_the_size_is_declared_where_the_server_knows_it() -> None:
    """Row 23: octets of the message, without the dots that are added on the way (RFC 1870, 5)."""
    assert spoken(b"")[1] == b"MAIL FROM:<robin@home.example> SIZE=%d" % len(MESSAGE)
    assert spoken(b"250-hello\r\n250 AUTH PLAIN\r\n")[1] == b"MAIL FROM:<robin@home.example>"


def test_an_address_beyond_ascii_needs_a_server_that_knows_it() -> None:
    """Row 24: without SMTPUTF8 it is refused before MAIL; with it, MAIL says so."""
    wide = ("rené@work.example",)
    with Peer({"EHLO": b"250-hello\r\n250 8BITMIME\r\n"}) as peer, session(peer) as opened:
        assert hand_over(opened, wide) == Outcome(
            SendState.REFUSED,
            f"{opened.peer} can't handle an address with letters beyond ASCII before the @; use "
            "another address, or an account at a provider that knows SMTPUTF8.",
        )
    assert peer.verbs == []

    assert spoken(b"", wide)[1:3] == [
        b"MAIL FROM:<robin@home.example> SIZE=%d SMTPUTF8" % len(MESSAGE),
        "RCPT TO:<rené@work.example>".encode(),
    ]


def test_a_message_that_servers_read_differently_never_leaves() -> None:
    """No lone CR or LF, no NUL, no eighth bit: what could hide a second message is refused."""
    with Peer() as peer, session(peer) as opened:
        for data in (b"a\n.\nMAIL FROM:<x>\r\n", b"a\rb\r\n", b"a\0b\r\n", "é\r\n".encode()):
            outcome = hand_over(opened, data=data)
            assert (outcome.state, outcome.reply) == (SendState.REFUSED, None)
            assert "This is a fault of followup-mail" in outcome.told
    assert peer.verbs == []


@pytest.mark.parametrize(
    "address",
    [
        "a@work.example> SIZE=1",
        "a@work.example\r\nRCPT TO:<evil@x.example",
        "a b@work.example",
        '"a b"@work.example',
        "a@work.example)b@x.example",
        "a@work.example,b@work.example",
        "<a@work.example>",
        "not an address",
        "",
        "@work.example",
        "a@",
        "a@b@work.example",
        "a@[127.0.0.1]",
        "a\0@work.example",
        "a\u202e@work.example",
        "a\u0085@work.example",
        "a\udc80@work.example",
        "a@bücher.example",
        "a@-work.example",
        "a" * 250 + "@work.example",
        ".a@work.example",
    ],
)
@pytest.mark.parametrize("whose", ["sender", "recipient"])
def test_what_is_no_address_never_leaves(address: str, whose: str) -> None:
    """Row 68: delimiters, blanks, quotes, two addresses or none are refused on this side."""
    envelope = Envelope(SENDER, (READER, address))
    if whose == "sender":
        envelope = Envelope(address, (READER,))
    with pytest.raises(MessageError, match="is no address that mail can be sent to or from"):
        check_envelope(envelope)


def test_an_address_is_checked_again_by_the_session() -> None:
    """Row 68: nobody has to remember to do it before."""
    with Peer() as peer, session(peer) as opened:
        assert hand_over(opened, ["a@x.example>\r\nDATA"]).state is SendState.REFUSED
        assert hand_over(opened, []).told == ("The message has no recipient; name one with --to.")
    assert peer.verbs == []


def test_the_host_is_nowhere_on_the_wire() -> None:
    """Row 70: neither in the greeting nor in any command."""
    said = b"\n".join(spoken(b""))
    assert socket.gethostname().encode() not in said
    assert os.uname().nodename.encode() not in said
