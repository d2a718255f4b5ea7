"""What goes wrong before the end of a message: nobody has it, and the sentence says why."""

import threading
import time
from collections.abc import Sequence

import pytest
from peer import (
    MESSAGE,
    OFFERS,
    ONE_BY_ONE,
    PATIENT,
    READER,
    SENDER,
    Caller,
    HungUpError,
    Peer,
    Step,
    drip,
    hand_over,
    hang_up,
    reset,
    session,
    stall,
)

from followup_mail.posting import Outcome, Reply, SendState

THREE = ("a@work.example", "b@work.example", "c@work.example")
LATER = "It stays in the outbox; try again later."
BIG = MESSAGE + (b"x" * 70 + b"\r\n") * 100_000
BIG_OFFERS = OFFERS.replace(b"SIZE 100000", b"SIZE 100000000")
BOTH_WAYS = pytest.mark.parametrize("offers", [OFFERS, ONE_BY_ONE], ids=["together", "one by one"])


def attempt(
    script: dict[str, Step | Sequence[Step]],
    to: Sequence[str] = (READER,),
    *,
    partial: bool = False,
    **seconds: float,
) -> tuple[Outcome, Peer, bool]:
    """Return what became of the message, the peer, and whether the session is still good.

    Where it is, a second message must go through it; the sentence has HOST for the peer.
    """
    with Peer(script) as peer, session(peer, **seconds) as opened:
        outcome = hand_over(opened, to, partial=partial)
        usable = opened.usable
        if usable and outcome.state is not SendState.SENT:
            assert hand_over(opened).state is SendState.SENT
            assert peer.bodies[-1].endswith(b"\r\n.\r\n")
    told = outcome.told.replace(opened.peer, "HOST")
    return outcome._replace(told=told), peer, usable


@BOTH_WAYS
@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (
            b"451 4.7.1 slow down\r\n",
            Outcome(
                SendState.DEFERRED,
                f"HOST does not take mail from {SENDER} now: “451 4.7.1 slow down”. {LATER}",
                Reply(451, "4.7.1 slow down"),
            ),
        ),
        (
            b"550-5.7.60 not allowed\r\n550 5.7.60 to send as this sender\r\n",
            Outcome(
                SendState.REFUSED,
                f"HOST refuses mail from {SENDER}: “550 5.7.60 not allowed 5.7.60 to send as this "
                "sender”. Change what it objects to, then send again.",
                Reply(550, "5.7.60 not allowed\n5.7.60 to send as this sender"),
            ),
        ),
        (
            b"530 5.7.0 authentication required\r\n",
            Outcome(
                SendState.REFUSED,
                "HOST wants a login first: “530 5.7.0 authentication required”. Set `user` for "
                "the account.",
                Reply(530, "5.7.0 authentication required"),
            ),
        ),
    ],
)
def test_a_sender_that_is_not_taken(offers: bytes, reply: bytes, expected: Outcome) -> None:
    """Row 22: 4yz is deferred, 5yz refused, and the session goes on."""
    followers: dict[str, Step | Sequence[Step]] = {
        "EHLO": offers,
        "MAIL": [reply, b"250 ok\r\n"],
    }
    if offers is OFFERS:
        followers["RCPT"] = [b"503 5.5.1 MAIL first\r\n", b"250 ok\r\n"]
        followers["DATA"] = [b"503 5.5.1 MAIL first\r\n", b"354 go\r\n"]
    outcome, peer, usable = attempt(followers)
    assert outcome == expected
    assert usable
    assert peer.ended == 1


@pytest.mark.parametrize("stage", ["MAIL", "end"])
def test_an_undeclared_limit_is_a_refusal(stage: str) -> None:
    """Row 23: 552 after the announcement or after the end means no."""
    script: dict[str, Step | Sequence[Step]] = {
        "EHLO": ONE_BY_ONE,
        stage: [b"552 5.3.4 too big\r\n", b"250 ok\r\n"],
    }
    outcome, _, usable = attempt(script)
    assert (outcome.state, outcome.reply) == (SendState.REFUSED, Reply(552, "5.3.4 too big"))
    assert usable


@BOTH_WAYS
def test_plain_addresses_ask_for_no_extension(offers: bytes) -> None:
    """Row 24: all data is 7-bit, so neither BODY nor SMTPUTF8 is ever asked for."""
    _, peer, _ = attempt({"EHLO": offers})
    assert peer.lines[1:4] == [
        b"MAIL FROM:<robin@home.example> SIZE=%d" % len(MESSAGE),
        b"RCPT TO:<sam@work.example>",
        b"DATA",
    ]


@BOTH_WAYS
def test_one_refused_recipient_keeps_the_message_from_all(offers: bytes) -> None:
    """Row 25: RSET, nothing sent, and each refusal in the sentence."""
    replies = [b"250 ok\r\n", b"550 5.1.1 unknown\r\n", b"450 4.2.0 later\r\n", b"250 ok\r\n"]
    outcome, peer, usable = attempt({"EHLO": offers, "RCPT": replies}, THREE)
    assert outcome == Outcome(
        SendState.REFUSED,
        "HOST does not take mail for b@work.example: “550 5.1.1 unknown”; c@work.example: “450 "
        "4.2.0 later”. Nothing was sent. Check the address, then send again.",
        Reply(550, "5.1.1 unknown"),
        ("b@work.example", "c@work.example"),
    )
    assert usable
    assert peer.verbs[:5] == ["MAIL", "RCPT", "RCPT", "RCPT", "RSET"]
    assert peer.ended == 1


@BOTH_WAYS
def test_a_partial_message_goes_to_those_who_are_taken(offers: bytes) -> None:
    """Row 25: where that is wanted, with the others named."""
    replies = [b"250 ok\r\n", b"550 5.1.1 unknown\r\n", b"450 4.2.0 later\r\n", b"250 ok\r\n"]
    outcome, peer, usable = attempt({"EHLO": offers, "RCPT": replies}, THREE, partial=True)
    assert outcome == Outcome(
        SendState.PARTIAL,
        "HOST took the message: “250 2.0.0 queued as 4XyZ”. It did not take it for "
        "b@work.example, c@work.example: check the address.",
        Reply(250, "2.0.0 queued as 4XyZ"),
        ("b@work.example", "c@work.example"),
    )
    assert usable
    assert peer.ended == 2


@BOTH_WAYS
@pytest.mark.parametrize("partial", [False, True])
@pytest.mark.parametrize("to", [THREE, THREE[:1]])
def test_recipients_that_do_not_exist_are_a_refusal(
    offers: bytes, to: Sequence[str], *, partial: bool
) -> None:
    """Row 26: 5yz for all is not tried again by itself."""
    replies = [b"550 5.1.1 unknown\r\n"] * len(to) + [b"250 ok\r\n"]
    data = [b"554 5.5.1 no valid recipients\r\n", b"354 go\r\n"]
    script: dict[str, Step | Sequence[Step]] = {"EHLO": offers, "RCPT": replies}
    if offers is OFFERS and len(to) == 1:
        script["DATA"] = data
    outcome, peer, usable = attempt(script, to, partial=partial)
    assert (outcome.state, outcome.refused) == (SendState.REFUSED, tuple(to))
    assert usable
    assert peer.ended == 1


@pytest.mark.parametrize("stage", ["MAIL", "RCPT"])
def test_a_server_that_asks_for_the_message_of_nobody_gets_none(stage: str) -> None:
    """A pipelined DATA may be answered with 354 all the same: then only hanging up is safe."""
    outcome, peer, usable = attempt({stage: b"550 5.1.1 no\r\n"})
    assert outcome.state is SendState.REFUSED
    assert not usable
    assert (peer.ended, b"".join(peer.bodies)) == (0, b"")


@BOTH_WAYS
@pytest.mark.parametrize("partial", [False, True])
def test_greylisting_is_tried_later(offers: bytes, *, partial: bool) -> None:
    """Row 27: 450 is deferred."""
    script: dict[str, Step | Sequence[Step]] = {
        "EHLO": offers,
        "RCPT": [b"450 4.2.0 greylisted\r\n", b"250 ok\r\n"],
    }
    if offers is OFFERS:
        script["DATA"] = [b"503 5.5.1 no recipients\r\n", b"354 go\r\n"]
    outcome, _, usable = attempt(script, partial=partial)
    assert outcome == Outcome(
        SendState.DEFERRED,
        f"HOST does not take mail for {READER}: “450 4.2.0 greylisted”. Nothing was sent. {LATER}",
        Reply(450, "4.2.0 greylisted"),
        (READER,),
    )
    assert usable


@BOTH_WAYS
@pytest.mark.parametrize("partial", [False, True])
def test_a_server_that_closes_in_mid_list_is_tried_later(offers: bytes, *, partial: bool) -> None:
    """Row 28: 421 ends the session, and nothing was sent to anybody."""
    replies: list[Step] = [b"250 ok\r\n", hang_up(b"421 4.3.2 closing\r\n")]
    script: dict[str, Step | Sequence[Step]] = {"EHLO": offers, "RCPT": replies}
    outcome, peer, usable = attempt(script, THREE, partial=partial)
    assert outcome == Outcome(
        SendState.DEFERRED,
        f"HOST does not take any more now: “421 4.3.2 closing”. {LATER}",
        Reply(421, "4.3.2 closing"),
    )
    assert not usable
    assert peer.bodies == []


@BOTH_WAYS
@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (b"451 4.3.0 not now\r\n", SendState.DEFERRED),
        (b"554 5.7.1 no\r\n", SendState.REFUSED),
    ],
)
def test_data_may_be_declined(offers: bytes, reply: bytes, state: SendState) -> None:
    """Row 29: 4yz instead of 354 is deferred, 5yz refused."""
    outcome, peer, usable = attempt({"EHLO": offers, "DATA": [reply, b"354 go\r\n"]})
    assert (outcome.state, outcome.reply and outcome.reply.code) == (state, int(reply[:3]))
    assert usable
    assert peer.ended == 1


@BOTH_WAYS
@pytest.mark.parametrize("reply", [b"250 ok\r\n", b"220 hello\r\n", b"354go\r\n", b"\r\n"])
def test_nonsense_instead_of_354_ends_the_session(offers: bytes, reply: bytes) -> None:
    """Row 29: no message is sent to a server that has not asked for it."""
    outcome, peer, usable = attempt({"EHLO": offers, "DATA": reply})
    assert outcome.state is SendState.DEFERRED
    assert not usable
    assert peer.bodies == []


@pytest.mark.parametrize("last", [hang_up(b"354 go\r\n"), reset(b"354 go\r\n")])
def test_a_connection_that_ends_after_354_is_tried_later(last: Step) -> None:
    """Row 30: the end of the message can't have left."""
    with Peer({"DATA": last}) as peer, session(peer) as opened:
        outcome = hand_over(opened, before_dot=peer.wait_until_hung_up)
        assert not opened.usable
    assert outcome.state is SendState.DEFERRED
    assert peer.ended == 0


@pytest.mark.parametrize("step", [hang_up(), reset()], ids=["FIN", "RST"])
def test_a_connection_that_breaks_in_mid_message_is_tried_later(step: Step) -> None:
    """Row 31: nothing is delivered now, one message at the next attempt."""
    with Peer({"EHLO": BIG_OFFERS, "body": [step, b""]}) as peer:
        with session(peer) as opened:
            outcome = hand_over(opened, data=BIG)
            assert outcome.state is SendState.DEFERRED
            assert outcome.told.endswith(f"while the message was sent. {LATER}")
            assert not opened.usable
            assert hand_over(opened).told == f"The connection to {opened.peer} has ended."
        assert peer.ended == 0
        with session(peer) as again:
            assert hand_over(again, data=BIG).state is SendState.SENT
    assert peer.ended == 1


def test_a_peer_that_stops_reading_is_given_up() -> None:
    """Row 32: a window of nought is not waited for longer than a block may take."""
    began = time.monotonic()
    outcome, peer, usable = attempt_big({"body": stall}, block=0.3)
    assert time.monotonic() - began < PATIENT / 2
    assert outcome == Outcome(
        SendState.DEFERRED, f"HOST took too long while the message was sent. {LATER}"
    )
    assert (usable, peer.ended) == (False, 0)


def test_a_peer_that_reads_ever_so_slowly_is_given_up() -> None:
    """Row 32: progress alone is not enough; a message as a whole has its time."""

    def sip(caller: Caller) -> None:
        while not caller.stopping.wait(0.02):
            caller.receive()
        raise HungUpError

    outcome, _, _ = attempt_big({"body": sip}, message=0.3)
    assert outcome.state is SendState.DEFERRED
    assert outcome.told == f"HOST took too long while the message was sent. {LATER}"


def attempt_big(script: dict[str, Step], **seconds: float) -> tuple[Outcome, Peer, bool]:
    """Return the same as ``attempt`` for a message that no buffer holds."""
    with Peer({"EHLO": BIG_OFFERS, **script}) as peer, session(peer, **seconds) as opened:
        outcome = hand_over(opened, data=BIG)
        usable = opened.usable
    return outcome._replace(told=outcome.told.replace(opened.peer, "HOST")), peer, usable


@pytest.mark.parametrize("then", [stall, hang_up(), reset()], ids=["stays", "FIN", "RST"])
@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (b"550 5.7.1 spam\r\n", SendState.REFUSED),
        (b"421 4.3.2 closing\r\n", SendState.DEFERRED),
        (b"451 4.3.0 later\r\n", SendState.DEFERRED),
        (b"what?\r\n", SendState.DEFERRED),
    ],
)
def test_an_early_no_is_heard(reply: bytes, state: SendState, then: Step) -> None:
    """Row 33: a reply while the message goes out ends it, and its end never leaves."""

    def step(caller: Caller) -> None:
        caller.send(reply)
        time.sleep(0.05)
        assert callable(then)
        then(caller)

    dots: list[str] = []
    with Peer({"EHLO": BIG_OFFERS, "body": step}) as peer, session(peer) as opened:
        outcome = hand_over(opened, data=BIG, before_dot=lambda: dots.append("dot"))
        assert not opened.usable
    assert outcome.state is state
    assert outcome.reply
    assert reply.decode().strip() in f"{outcome.reply.code or ''} {outcome.reply.text}"
    assert (peer.ended, dots) == (0, [])


def test_an_early_no_to_a_small_message_is_heard() -> None:
    """Row 33: also where the message has gone out whole, and even after ``dot`` was noted."""
    noted, said = threading.Event(), threading.Event()

    def step(caller: Caller) -> None:
        noted.wait(PATIENT)
        caller.send(b"550 5.7.1 spam\r\n")
        said.set()

    def before_dot() -> None:
        noted.set()
        assert said.wait(PATIENT)

    with Peer({"body": step}) as peer, session(peer) as opened:
        outcome = hand_over(opened, before_dot=before_dot)
    assert (outcome.state, outcome.reply) == (SendState.REFUSED, Reply(550, "5.7.1 spam"))
    assert peer.ended == 0


def test_an_early_yes_is_not_believed_and_not_repeated() -> None:
    """A server that took a message before its end is not asked a second time."""
    dots: list[str] = []
    with Peer({"EHLO": BIG_OFFERS, "body": b"250 ok\r\n"}) as peer, session(peer) as opened:
        outcome = hand_over(opened, data=BIG, before_dot=lambda: dots.append("dot"))
    assert outcome.state is SendState.UNKNOWN
    assert (peer.ended, dots) == (0, [])


@BOTH_WAYS
@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "RSET"])
@pytest.mark.parametrize(
    "step", [hang_up(), reset(), stall, drip(b"250 ok\r\n", 0.05)], ids=["FIN", "RST", "-", "drip"]
)
def test_whatever_breaks_before_the_message_is_tried_later(
    offers: bytes, stage: str, step: Step
) -> None:
    """Rows 28 to 30: at every command, closed, broken, silent or slow, nobody has anything."""
    script: dict[str, Step | Sequence[Step]] = {"EHLO": offers, stage: step}
    if stage == "RSET":
        script["RCPT"] = b"450 4.2.0 later\r\n"
        script["DATA"] = b"503 5.5.1 no recipients\r\n"
    outcome, peer, usable = attempt(script, command=0.1, data=0.1)
    assert outcome.state is SendState.DEFERRED
    assert outcome.told.endswith(LATER)
    assert not usable
    assert peer.bodies == []
