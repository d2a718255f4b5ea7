"""What holds for any server: pipelining is only faster, replies are read however they come."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peer import MESSAGE, OFFERS, ONE_BY_ONE, Peer, Step, hand_over, session

from followup_mail.mail.submission.envelopes import stuffed
from followup_mail.mail.submission.replies import FloodError, ReplyBuffer, capabilities, quoted
from followup_mail.posting import Outcome, Reply, SendState
from followup_mail.visible import visible

REPLIES = st.sampled_from(
    [b"250 ok\r\n", b"250 ok\r\n", b"451 later\r\n", b"550 no\r\n", b"421 bye\r\n", b"eh?\r\n"]
)
TO_DATA = st.sampled_from([b"354 go\r\n", b"354 go\r\n", b"451 later\r\n", b"554 no\r\n"])
TO = ("a@work.example", "b@work.example", "c@work.example")


def outcome_of(
    offers: bytes, mail: bytes, rcpt: list[bytes], data: bytes, end: bytes, *, partial: bool
) -> tuple[Outcome, int]:
    """Return what becomes of a message to as many people as *rcpt* has replies."""
    script: dict[str, Step | list[Step]] = {
        "EHLO": offers,
        "MAIL": mail,
        "RCPT": list(rcpt),
        "DATA": data,
        "end": end,
    }
    with Peer(script) as peer, session(peer) as opened:
        outcome = hand_over(opened, TO[: len(rcpt)], partial=partial)
    return outcome._replace(told=outcome.told.replace(opened.peer, "HOST")), peer.ended


@settings(max_examples=60)
@given(
    mail=REPLIES,
    rcpt=st.lists(REPLIES, min_size=1, max_size=3),
    data=TO_DATA,
    end=REPLIES,
    partial=st.booleans(),
)
def test_pipelining_changes_nothing_but_the_time(
    mail: bytes, rcpt: list[bytes], data: bytes, end: bytes, *, partial: bool
) -> None:
    """The same replies give the same outcome, sentence and all, and the same messages."""
    together = outcome_of(OFFERS, mail, rcpt, data, end, partial=partial)
    one_by_one = outcome_of(ONE_BY_ONE, mail, rcpt, data, end, partial=partial)
    assert together == one_by_one

    outcome, messages = together
    if outcome.state in {SendState.SENT, SendState.PARTIAL}:
        assert (end, messages) == (b"250 ok\r\n", 1)
    if outcome.state is SendState.UNKNOWN:
        assert messages == 1
    if not messages:
        assert outcome.state in {SendState.DEFERRED, SendState.REFUSED}


@given(said=st.binary(max_size=60), cuts=st.lists(st.integers(0, 60)))
def test_replies_do_not_depend_on_how_they_arrive(said: bytes, cuts: list[int]) -> None:
    """In one piece or in many, any octets are the same replies."""
    lines = said + b"\r\n250-a\r\n250 b\r\n"
    assert read([lines]) == read([lines[a:b] for a, b in pieces(cuts, len(lines))])


def pieces(cuts: list[int], end: int) -> list[tuple[int, int]]:
    """Return the spans between *cuts*."""
    at = sorted({0, *(cut for cut in cuts if cut < end), end})
    return list(pairwise(at))


def read(parts: list[bytes]) -> list[Reply]:
    """Return the replies in *parts*."""
    buffer, found = ReplyBuffer(), list[Reply]()
    for part in parts:
        buffer.feed(part)
        while reply := buffer.take():
            found.append(reply)
    return found


@given(st.binary(max_size=200))
def test_no_reply_can_command_a_terminal(said: bytes) -> None:
    """Whatever comes, all of its characters can be shown, line by line."""
    for reply in read([said + b"\n"]):
        assert all(visible(line) == line for line in reply.text.split("\n"))
        assert "\n" not in quoted(reply)


@given(st.lists(st.sampled_from([b"", b".", b"..", b".a", b"a.", b"a"])))
def test_dots_come_off_again(lines: list[bytes]) -> None:
    """What a server does to the lines gives the message, and none of them ends it."""
    data = b"".join(line + b"\r\n" for line in lines) or b"\r\n"
    sent = stuffed(data)
    assert b".\r\n" not in {line + b"\r\n" for line in sent.split(b"\r\n")}
    assert b"\r\n".join(line.removeprefix(b".") for line in sent.split(b"\r\n")) == data
    assert stuffed(MESSAGE).endswith(b"\r\n")


@pytest.mark.parametrize(
    "said",
    [
        b"250-a\r\n" * 129,
        b"250 " + b"a" * 8200,
        b"250 " + b"a" * 8200 + b"\r\n",
        (b"250-" + b"a" * 8000 + b"\r\n") * 9,
    ],
)
def test_a_reply_has_limits(said: bytes) -> None:
    """Row 15: lines, octets a line, octets altogether."""
    with pytest.raises(FloodError):
        read([said])


def test_what_is_within_the_limits_passes() -> None:
    """Row 15: 128 lines and 8 KiB are more than anybody says."""
    assert read([b"250-a\r\n" * 127 + b"250 b\r\n"]) == [Reply(250, "a\n" * 127 + "b")]
    assert read([b"250 " + b"a" * 8000 + b"\r\n"]) == [Reply(250, "a" * 8000)]


def test_capabilities_are_read_from_all_but_the_first_line() -> None:
    """The first is the server's name; keywords are told without regard to case."""
    reply = Reply(250, "SIZE.example\nsize 10\nAUTH=PLAIN\nAUTH LOGIN PLAIN\n8BITMIME ")
    assert capabilities(reply) == {"SIZE": "10", "AUTH": "PLAIN LOGIN PLAIN", "8BITMIME": ""}
