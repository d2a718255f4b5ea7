"""The end of a message: the one moment after which only the server knows."""

import signal
import socket
import threading
import time
from collections.abc import Callable

import pytest
from peer import (
    MESSAGE,
    OFFERS,
    PATIENT,
    READER,
    Caller,
    HungUpError,
    Peer,
    Step,
    account,
    delivered,
    drip,
    hand_over,
    hang_up,
    patient,
    reset,
    session,
    stall,
)

from followup_mail.mail.submission import Session
from followup_mail.mail.submission.wire import LostError, Wire
from followup_mail.posting import Outcome, Reply, SendState

STUFFED = MESSAGE.replace(b"\r\n.", b"\r\n..")
DUNNO = (
    "the message may have arrived, or not. It is not sent again by itself; find out, then say so "
    "with `followup-mail outbox resolve`."
)


def ended(step: Step, **seconds: float) -> tuple[Outcome, int, bool]:
    """Return what becomes of a message whose end is answered by *step*.

    And how many messages the peer has, and whether the session is still good; the
    sentence has HOST for the peer.
    """
    with Peer({"end": step}) as peer, session(peer, **seconds) as opened:
        outcome = hand_over(opened)
        usable = opened.usable
    told = outcome.told.replace(opened.peer, "HOST")
    return outcome._replace(told=told), peer.ended, usable


def arrived(peer: Peer, wanted: bytes) -> bool:
    """Return whether *wanted* is all that comes of the message."""
    until = time.monotonic() + PATIENT
    while b"".join(peer.pieces) != wanted and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(0.05)
    return b"".join(peer.pieces) == wanted


def test_the_end_leaves_alone_and_after_all_else_was_noted() -> None:
    """Row 34: when ``before_dot`` is called the body is out, its end is not."""
    seen: list[tuple[bool, int, int]] = []
    with Peer() as peer, session(peer) as opened:
        outcome = hand_over(
            opened,
            before_mail=lambda: seen.append((peer.verbs == [], 0, 0)),
            before_dot=lambda: seen.append((arrived(peer, STUFFED), peer.ended, len(peer.bodies))),
        )
    assert outcome.state is SendState.SENT
    assert seen == [(True, 0, 0), (True, 0, 1)]
    assert peer.pieces[-1] == b".\r\n"
    assert peer.bodies == [STUFFED + b".\r\n"]


def test_a_message_that_begins_with_a_dot_is_not_cut() -> None:
    """Each line that begins with a dot gets another (RFC 5321, 4.5.2), the last line its end."""
    with Peer() as peer, session(peer) as opened:
        hand_over(opened, data=b".\r\n..\r\n.a\r\nb.\r\n.")
    assert peer.bodies == [b"..\r\n...\r\n..a\r\nb.\r\n..\r\n.\r\n"]


def test_a_message_of_nothing_is_still_one() -> None:
    """An empty body has its end on a line of its own."""
    with Peer() as peer, session(peer) as opened:
        hand_over(opened, data=b"")
    assert peer.bodies == [b"\r\n.\r\n"]


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (b"250 2.0.0 queued\r\n", SendState.SENT),
        (b"450 4.2.0 greylisted\r\n", SendState.DEFERRED),
        (b"554 5.7.1 spam\r\n", SendState.REFUSED),
        (b"421 4.3.2 bye\r\n", None),
        (b"299 what?\r\n", None),
    ],
)
def test_an_answer_is_told_before_anything_else_is_said(
    answer: bytes, state: SendState | None
) -> None:
    """Row 43: to whoever writes it down; what leaves it unknown is no answer."""
    heard: list[tuple[Outcome, str]] = []
    with Peer({"end": answer}) as peer, session(peer) as opened:
        outcome = hand_over(
            opened, after_reply=lambda outcome: heard.append((outcome, peer.verbs[-1]))
        )
    assert heard == ([(outcome, "DATA")] if state else [])
    assert outcome.state is (state or SendState.UNKNOWN)


@pytest.mark.parametrize("step", [hang_up(), reset()], ids=["FIN", "RST"])
def test_a_cut_before_the_end_is_tried_later(step: Step) -> None:
    """Row 34: what broke while ``dot`` was noted is seen before the end leaves."""
    with Peer({"body": step}) as peer, session(peer) as opened:
        outcome = hand_over(opened, before_dot=peer.wait_until_hung_up)
        assert not opened.usable
    assert outcome.state is SendState.DEFERRED
    assert peer.ended == 0


class LocalWire(Wire):
    """One over a pair of sockets of this process, which know nothing of TCP."""

    def __init__(self, sock: socket.socket, peer: str, clock: Callable[[], float]) -> None:
        super().__init__(WithoutTcp(sock.family, sock.type, sock.proto, sock.detach()), peer, clock)


class WithoutTcp(socket.socket):
    """A socket that takes options of TCP and forgets them."""

    def setsockopt(self, *_: object) -> None:
        """Do nothing."""


class DeafWire(Wire):
    """One that never looks whether something came by itself."""

    def early_reply(self, step: str) -> Reply | None:
        """Return nothing."""
        assert step
        return None


def test_an_end_that_was_not_taken_is_tried_later() -> None:
    """Row 34: where not one octet of it left, nobody can have the message."""
    with Peer({"body": reset()}) as peer:
        wire = DeafWire(socket.create_connection(("127.0.0.1", peer.port)), "HOST", time.monotonic)
        assert wire.reply_to("", PATIENT).code == 220
        opened = Session(wire, account(peer.port), {}, patient())
        outcome = hand_over(opened, before_dot=peer.wait_until_hung_up)
    assert outcome == Outcome(
        SendState.DEFERRED,
        "HOST broke the connection after the end of the message. It stays in the outbox; try "
        "again later.",
    )
    assert peer.ended == 0


def test_part_of_an_end_leaves_it_unknown() -> None:
    """Row 34: a wire says whether any of what it last wrote was taken."""
    near, far = socket.socketpair()
    with near, far:
        wire = LocalWire(near, "HOST", time.monotonic)
        with pytest.raises(LostError) as caught:
            wire.write(b"x" * 10_000_000, "now", 0.1)
        assert not caught.value.unsent
    near, far = socket.socketpair()
    with near:
        far.close()
        with pytest.raises(LostError) as caught:
            LocalWire(near, "HOST", time.monotonic).write(b".\r\n", "now", 0.1)
        assert caught.value.unsent


class BreakError(Exception):
    """Something of the caller's own."""


@pytest.mark.parametrize("error", [BreakError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("when", ["before_mail", "before_dot"])
def test_what_the_journal_raises_passes_and_the_end_never_leaves(
    error: type[BaseException], when: str
) -> None:
    """Rows 34, 44: a journal that can't be written to, or a person who stops it, is obeyed."""

    def fail() -> None:
        raise error

    with Peer() as peer:
        with session(peer) as opened:
            with pytest.raises(error):
                hand_over(
                    opened,
                    before_mail=fail if when == "before_mail" else lambda: None,
                    before_dot=fail,
                )
            assert not opened.usable
        with session(peer) as again:
            assert hand_over(again).state is SendState.SENT
    assert peer.ended == 1
    assert peer.bodies[-1] == STUFFED + b".\r\n"
    if when == "before_mail":
        assert peer.connections == 2
        assert len(peer.bodies) == 1
    else:
        assert peer.bodies[0] in (b"", STUFFED)


@pytest.mark.parametrize(
    ("step", "what"),
    [
        (hang_up(), "closed the connection"),
        (reset(), "broke the connection"),
        (stall, "took too long"),
        (hang_up(b"250 2.0.0 ok"), "closed the connection"),
    ],
    ids=["FIN", "RST", "stall", "half a line"],
)
def test_a_reply_that_is_lost_leaves_it_unknown(step: Step, what: str) -> None:
    """Row 35: the peer has the message; nothing says so, and nothing is sent again."""
    outcome, messages, usable = ended(step, dot=0.2)
    assert outcome == Outcome(
        SendState.UNKNOWN, f"HOST {what} after the end of the message: {DUNNO}"
    )
    assert (messages, usable) == (1, False)


def test_the_last_reply_has_time_of_its_own() -> None:
    """Row 36: neither the deadline of a command nor that of the message ends it."""

    def late(caller: Caller) -> None:
        caller.stopping.wait(0.8)
        caller.send(b"250 2.0.0 late\r\n")

    outcome, messages, usable = ended(late, command=0.4, data=0.4, block=0.4, message=0.4)
    assert (outcome.state, outcome.reply) == (SendState.SENT, Reply(250, "2.0.0 late"))
    assert (messages, usable) == (1, True)


def test_a_reply_that_drips_is_accepted_within_the_deadline() -> None:
    """Row 37: octet by octet is slow, not wrong."""
    outcome, _, usable = ended(drip(b"250-2.0.0 a\r\n250 2.0.0 b\r\n", 0.01))
    assert (outcome.state, outcome.reply) == (SendState.SENT, Reply(250, "2.0.0 a\n2.0.0 b"))
    assert usable


def test_a_reply_that_drips_for_ever_leaves_it_unknown() -> None:
    """Row 37: the deadline is for all of it."""
    began = time.monotonic()
    outcome, _, _ = ended(drip(b"250 " + b"x" * 1000 + b"\r\n", 0.02), dot=0.2)
    assert time.monotonic() - began < PATIENT / 2
    assert outcome.state is SendState.UNKNOWN


@pytest.mark.parametrize("code", [450, 451, 452])
def test_not_now_is_tried_later(code: int) -> None:
    """Row 38: the server says that it does not have it."""
    outcome, messages, usable = ended(b"%d 4.2.0 later\r\n" % code)
    assert outcome == Outcome(
        SendState.DEFERRED,
        f"HOST does not take the message now: “{code} 4.2.0 later”. It stays in the outbox; try "
        "again later.",
        Reply(code, "4.2.0 later"),
    )
    assert (messages, usable) == (1, True)


@pytest.mark.parametrize("step", [hang_up(b"421 4.3.2 bye\r\n"), b"421 4.3.2 bye\r\n"])
def test_421_at_the_end_leaves_it_unknown(step: Step) -> None:
    """Row 39: something between may have said it, after the message was taken."""
    outcome, messages, usable = ended(step)
    assert outcome == Outcome(
        SendState.UNKNOWN,
        f"HOST answered the message with “421 4.3.2 bye”: {DUNNO}",
        Reply(421, "4.3.2 bye"),
    )
    assert (messages, usable) == (1, False)


@pytest.mark.parametrize("code", [550, 552, 554])
def test_no_is_a_refusal(code: int) -> None:
    """Row 40: spam, content or size: for a person to look at."""
    outcome, messages, usable = ended(b"%d 5.7.1 looks like spam\r\n" % code)
    assert outcome == Outcome(
        SendState.REFUSED,
        f"HOST refuses the message: “{code} 5.7.1 looks like spam”. Change what it objects to, "
        "then send again.",
        Reply(code, "5.7.1 looks like spam"),
    )
    assert (messages, usable) == (1, True)


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        (b"354 go on\r\n", Reply(354, "go on")),
        (b"251 elsewhere\r\n", Reply(251, "elsewhere")),
        (b"220 hello\r\n", Reply(220, "hello")),
        (b"what?\r\n", Reply(0, "what?")),
        (b"\r\n", Reply(0, "")),
        (b"250ok\r\n", Reply(0, "250ok")),
        (b"250-a\r\n550 b\r\n", Reply(0, "a\n550 b")),
        (b"250 ok\x00\r\n"[:3] + b"\xff\r\n", Reply(0, "250\\xff")),
    ],
)
def test_nonsense_leaves_it_unknown(said: bytes, reply: Reply) -> None:
    """Row 41: only 250 says that it was taken."""
    outcome, messages, usable = ended(said)
    assert (outcome.state, outcome.reply) == (SendState.UNKNOWN, reply)
    assert outcome.told.endswith(DUNNO)
    assert (messages, usable) == (1, False)


@pytest.mark.parametrize("said", [b"250 ok\n", b"250\r\n", b"250 \n", b"250-a\n250 b\r\n"])
def test_250_is_250_however_its_line_ends(said: bytes) -> None:
    """Row 41: a line feed alone will do."""
    outcome, _, usable = ended(said)
    assert outcome.state is SendState.SENT
    assert usable


def test_a_flood_at_the_end_leaves_it_unknown() -> None:
    """Row 41: a reply without measure is none."""
    outcome, _, _ = ended(b"250-x\r\n" * 10_000)
    assert outcome.state is SendState.UNKNOWN
    assert (
        outcome.told == f"HOST sent more than any reply has after the end of the message: {DUNNO}"
    )


@pytest.mark.parametrize("step", [hang_up(b"421 4.3.2 bye\r\n"), reset(), stall])
def test_what_follows_the_last_reply_changes_nothing(step: Step) -> None:
    """Row 42: sent stays sent, whatever becomes of QUIT."""
    with Peer({"QUIT": step}) as peer, session(peer, quit=0.1) as opened:
        assert hand_over(opened).state is SendState.SENT
    assert peer.ended == 1


def test_the_reply_is_kept_visible() -> None:
    """Row 71: the server's own ID of the message is kept, its escape sequences are not obeyed."""
    said = "250 2.0.0 Ok: queued as 4XyZ\x1b[2J \u202ex\r\n".encode()
    outcome = delivered({"end": said})
    assert outcome.reply == Reply(250, "2.0.0 Ok: queued as 4XyZ\\x1b[2J \\u202ex")
    assert "\x1b" not in outcome.told
    assert "“250 2.0.0 Ok: queued as 4XyZ\\x1b[2J \\u202ex”" in outcome.told


def test_a_long_reply_is_cut_in_the_sentence_alone() -> None:
    """What is kept is whole, what is told is one line."""
    outcome = delivered({"end": b"554 " + b"y" * 2000 + b"\r\n"})
    assert outcome.reply == Reply(554, "y" * 2000)
    assert len(outcome.told) < 450


def test_messages_follow_each_other_on_one_session() -> None:
    """After a refusal the server is made to forget; nothing is said between two it took."""
    ends: list[Step] = [b"250 1\r\n", b"250 2\r\n", b"554 no\r\n", b"450 later\r\n", b"250 5\r\n"]
    with Peer({"end": ends}) as peer, session(peer) as opened:
        states = [hand_over(opened).state for _ in ends]
    assert states == [
        SendState.SENT,
        SendState.SENT,
        SendState.REFUSED,
        SendState.DEFERRED,
        SendState.SENT,
    ]
    assert peer.connections == 1
    one = ["MAIL", "RCPT", "DATA"]
    assert peer.verbs == [*one, *one, *one, "RSET", *one, "RSET", *one]


def test_a_person_who_stops_while_the_reply_is_awaited_is_obeyed() -> None:
    """Row 44: the interruption passes; the connection is closed and nothing more is said."""

    def interrupt(caller: Caller) -> None:
        time.sleep(0.05)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        caller.stopping.wait(PATIENT)
        raise HungUpError

    with Peer({"end": interrupt}) as peer, session(peer) as opened:
        with pytest.raises(KeyboardInterrupt):
            hand_over(opened)
        assert not opened.usable
    assert peer.lines[-1] == b"DATA"


def test_bcc_is_a_recipient_like_any_other() -> None:
    """Row 69: each address of the envelope has its RCPT, and nothing of it gets into the data."""
    with Peer({"EHLO": OFFERS}) as peer, session(peer) as opened:
        hand_over(opened, [READER, "archive@home.example"])
    assert peer.lines[2:4] == [
        b"RCPT TO:<sam@work.example>",
        b"RCPT TO:<archive@home.example>",
    ]
    assert peer.bodies == [STUFFED + b".\r\n"]
