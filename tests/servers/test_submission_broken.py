"""A real server behind a proxy that breaks the connection: what is said, and what arrived."""

import time

import pytest
from servers.dovecot import Dovecot
from servers.postfix import Postfix
from servers.proxy import Do, Fault, MakeProxy, Proxy, Side
from servers.submitting import ALICE, BOB, HASTY, PATIENT, TEXT, Submitter, deliver

from followup_mail.errors import (
    ConfigError,
    FollowupMailError,
    RefusedError,
    TrustError,
    TryLaterError,
)
from followup_mail.mail.credentials import Secret
from followup_mail.mail.submission.deadlines import Deadlines
from followup_mail.posting import Security, SendState

TAKEN = rb"^250 .*queued as"
DOT = rb"^\.\r\n"


def never_in_clear(proxy: Proxy) -> bool:
    """Return whether neither AUTH nor a message was said in clear."""
    said = proxy.said(Side.CLIENT, b"")
    return {line.text for line in said if not line.private} <= {
        b"EHLO [127.0.0.1]\r\n",
        b"STARTTLS\r\n",
        b"QUIT\r\n",
    }


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(
            Fault(Side.SERVER, rb"^250.STARTTLS", Do.PASS, nth=0, instead=b""), id="stripped"
        ),
        pytest.param(
            Fault(
                Side.SERVER,
                rb"^250.STARTTLS",
                Do.PASS,
                nth=0,
                instead=b"250-AUTH PLAIN LOGIN\r\n",
            ),
            id="replaced by AUTH",
        ),
        pytest.param(
            Fault(Side.SERVER, rb"^220 2\.0\.0 Ready", Do.CLOSE, instead=b"454 4.7.0 Not now\r\n"),
            id="454",
        ),
        pytest.param(
            Fault(Side.SERVER, rb"^220 2\.0\.0 Ready", Do.CLOSE, instead=b"502 5.5.1 What\r\n"),
            id="502",
        ),
    ],
)
def test_without_starttls_the_password_stays_at_home(
    broken: MakeProxy, submitter: Submitter, fault: Fault
) -> None:
    """Row 10: whoever takes STARTTLS away gets neither the password nor the message."""
    proxy = broken(Security.STARTTLS, fault)

    with pytest.raises(TrustError, match="can't be made private"):
        submitter.session(proxy.port, Security.STARTTLS)

    proxy.settle()
    assert proxy.done
    assert never_in_clear(proxy)
    assert proxy.said(Side.CLIENT, b"^AUTH") == []


def test_tls_where_the_server_speaks_in_clear_ends_it(
    broken: MakeProxy, submitter: Submitter
) -> None:
    """Row 9: a greeting in clear on a port that is meant for TLS is not answered."""
    proxy = broken(Security.STARTTLS)

    with pytest.raises(ConfigError, match="begins in clear, not with TLS"):
        submitter.session(proxy.port, Security.TLS)

    assert proxy.said(Side.CLIENT, b"AUTH|EHLO|MAIL") == []


def test_clear_text_where_the_server_speaks_tls_ends_it(
    postfix: Postfix, submitter: Submitter
) -> None:
    """Row 9: a server that waits for TLS is told from one that is slow, by asking it once more."""
    soon = Deadlines(silence=0.2)
    with pytest.raises(ConfigError, match="speaks TLS from the start"):
        submitter.session(postfix.submissions, Security.STARTTLS, deadlines=soon)


def test_what_is_slipped_in_before_tls_counts_for_nothing(
    broken: MakeProxy, submitter: Submitter, postfix: Postfix, mailboxes: Dovecot
) -> None:
    """Row 11: replies in the segment of STARTTLS's 220 are thrown away, and EHLO asked anew."""
    slipped = b"220 2.0.0 Ready\r\n250-evil\r\n250 AUTH LOGIN\r\n235 2.7.0 Welcome\r\n"
    proxy = broken(
        Security.STARTTLS, Fault(Side.SERVER, rb"^220 2\.0\.0 Ready", Do.PASS, instead=slipped)
    )

    session = submitter.session(proxy.port, Security.STARTTLS)

    assert session.capabilities["AUTH"].split() == ["PLAIN", "LOGIN"]
    assert deliver(session).state is SendState.SENT
    assert never_in_clear(proxy)
    postfix.settle()
    assert len(mailboxes.mail(ALICE)) == 1


@pytest.mark.parametrize(
    ("reply", "error"),
    [(b"421 4.3.2 Busy\r\n", TryLaterError), (b"554 5.3.2 No\r\n", RefusedError)],
    ids=["421", "554"],
)
def test_a_greeting_that_says_no_is_heard(
    broken: MakeProxy, submitter: Submitter, reply: bytes, error: type[FollowupMailError]
) -> None:
    """Row 12: 421 waits, 554 is a refusal; nothing is said to either."""
    proxy = broken(Security.TLS, Fault(Side.SERVER, rb"^220", Do.PASS, instead=reply))

    with pytest.raises(error):
        submitter.session(proxy.port)

    assert proxy.said(Side.CLIENT, b"AUTH|EHLO|MAIL") == []


def test_a_greeting_in_drops_ends_at_the_deadline(broken: MakeProxy, submitter: Submitter) -> None:
    """Row 13: each octet comes in time, the whole does not."""
    proxy = broken(Security.TLS, Fault(Side.SERVER, rb"^220", Do.DRIP, seconds=0.1))
    began = time.monotonic()

    with pytest.raises(TryLaterError):
        submitter.session(proxy.port, deadlines=HASTY)

    assert time.monotonic() - began < 2


def test_a_login_that_fails_for_now_is_not_tried_again(
    broken: MakeProxy, submitter: Submitter
) -> None:
    """Row 17: 454 ends the session after one AUTH."""
    proxy = broken(
        Security.TLS, Fault(Side.SERVER, rb"^235", Do.PASS, instead=b"454 4.7.0 Not now\r\n")
    )
    session = submitter.connected(proxy.port)

    with pytest.raises(TryLaterError):
        session.authenticate(BOB, Secret("tr0ub4dor&3"))

    assert not session.usable
    assert len(proxy.said(Side.CLIENT, b"^AUTH")) == 1


@pytest.mark.parametrize("how", [Do.RESET, Do.CLOSE])
@pytest.mark.parametrize(
    ("side", "line", "passed"),
    [
        pytest.param(Side.SERVER, rb"^354", b"354 Go on\r\n", id="Row 30"),
        pytest.param(Side.CLIENT, rb"^One line", None, id="Row 31"),
        pytest.param(Side.CLIENT, rb"^\.\.and one", None, id="Row 34"),
    ],
)
def test_a_cut_before_the_dot_is_safe_to_try_again(
    broken: MakeProxy,
    submitter: Submitter,
    postfix: Postfix,
    mailboxes: Dovecot,
    side: Side,
    line: bytes,
    passed: bytes | None,
    how: Do,
) -> None:
    """Row 30, Row 31, Row 34: nothing has arrived, and the next attempt makes it one."""
    proxy = broken(Security.TLS, Fault(side, line, how, instead=passed))
    session = submitter.session(proxy.port)

    outcome = deliver(session, before_dot=proxy.settle)

    assert (outcome.state, session.usable) == (SendState.DEFERRED, False)
    postfix.settle()
    assert mailboxes.everything() == {}
    again = deliver(submitter.session(postfix.submissions))
    postfix.settle()
    assert again.state is SendState.SENT
    assert len(mailboxes.mail(ALICE)) == 1


def test_a_server_that_stops_reading_is_not_waited_for(
    broken: MakeProxy, submitter: Submitter, postfix: Postfix, mailboxes: Dovecot
) -> None:
    """Row 32: when its window stays closed, the message waits, and nothing has arrived."""
    proxy = broken(Security.TLS, Fault(Side.CLIENT, rb"^One line", Do.DEAFEN))
    session = submitter.session(proxy.port, deadlines=HASTY)

    outcome = deliver(session, TEXT + (b"x" * 990 + b"\r\n") * 10_000)

    proxy.stop()
    postfix.settle()
    assert outcome.state is SendState.DEFERRED
    assert mailboxes.everything() == {}


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault(Side.CLIENT, DOT, Do.RESET), id="the dot is lost, reset"),
        pytest.param(Fault(Side.CLIENT, DOT, Do.CLOSE), id="the dot is lost, closed"),
        pytest.param(Fault(Side.CLIENT, DOT, Do.RESET, instead=b"."), id="half of it is lost"),
    ],
)
def test_a_dot_that_is_lost_on_the_way_leaves_nobody_knowing(
    broken: MakeProxy, submitter: Submitter, postfix: Postfix, mailboxes: Dovecot, fault: Fault
) -> None:
    """Row 34: nothing has arrived; but seen from here it might, so nothing is sent again."""
    proxy = broken(Security.TLS, fault)
    session = submitter.session(proxy.port)

    outcome = deliver(session)

    postfix.settle()
    assert (outcome.state, session.usable) == (SendState.UNKNOWN, False)
    assert mailboxes.everything() == {}


@pytest.mark.parametrize("how", [Do.RESET, Do.CLOSE, Do.STALL])
@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_250_that_is_lost_leaves_nobody_knowing(
    broken: MakeProxy,
    submitter: Submitter,
    postfix: Postfix,
    mailboxes: Dovecot,
    how: Do,
    security: Security,
) -> None:
    """Row 35: the message has arrived, once; the session is over and sends nothing more."""
    proxy = broken(security, Fault(Side.SERVER, TAKEN, how))
    session = submitter.session(proxy.port, security, deadlines=PATIENT._replace(dot=0.4))

    outcome = deliver(session)

    assert (outcome.state, outcome.reply) == (SendState.UNKNOWN, None)
    assert "may have arrived, or not" in outcome.told
    assert deliver(session).state is SendState.DEFERRED
    postfix.settle()
    assert len(mailboxes.mail(ALICE)) == 1
    assert proxy.connections == 1


def test_a_250_that_comes_late_is_waited_for(
    broken: MakeProxy, submitter: Submitter, postfix: Postfix, mailboxes: Dovecot
) -> None:
    """Row 36: the end of the data has a deadline of its own, longer than any command's."""
    proxy = broken(Security.TLS, Fault(Side.SERVER, TAKEN, Do.PASS, seconds=0.8))
    hasty = HASTY._replace(dot=10)

    assert deliver(submitter.session(proxy.port, deadlines=hasty)).state is SendState.SENT
    postfix.settle()
    assert len(mailboxes.mail(ALICE)) == 1


@pytest.mark.parametrize(
    ("seconds", "state"), [(0.001, SendState.SENT), (0.1, SendState.UNKNOWN)], ids=["fast", "slow"]
)
def test_a_250_in_drops_counts_if_it_is_in_time(
    broken: MakeProxy,
    submitter: Submitter,
    postfix: Postfix,
    mailboxes: Dovecot,
    seconds: float,
    state: SendState,
) -> None:
    """Row 37: as a whole, not octet by octet; either way it has arrived once."""
    proxy = broken(Security.TLS, Fault(Side.SERVER, TAKEN, Do.DRIP, seconds=seconds))
    session = submitter.session(proxy.port, deadlines=PATIENT._replace(dot=0.8))

    assert deliver(session).state is state
    postfix.settle()
    assert len(mailboxes.mail(ALICE)) == 1


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        pytest.param(b"421 4.3.2 Closing\r\n", SendState.UNKNOWN, id="Row 39: 421"),
        pytest.param(b"354 Go on\r\n", SendState.UNKNOWN, id="Row 41: 354"),
        pytest.param(b"251 Elsewhere\r\n", SendState.UNKNOWN, id="Row 41: 251"),
        pytest.param(b"who knows\r\n", SendState.UNKNOWN, id="Row 41: no reply"),
        pytest.param(b"\xff\xfe\x00\r\n", SendState.UNKNOWN, id="Row 41: no text"),
        pytest.param(b"250 2.0.0 Ok\n", SendState.SENT, id="Row 41: 250 and LF"),
    ],
)
def test_only_a_250_says_that_it_arrived(
    broken: MakeProxy,
    submitter: Submitter,
    postfix: Postfix,
    mailboxes: Dovecot,
    reply: bytes,
    state: SendState,
) -> None:
    """Row 39, Row 41: after any other word but no, it is there once and nobody knows."""
    proxy = broken(Security.TLS, Fault(Side.SERVER, TAKEN, Do.PASS, instead=reply))
    session = submitter.session(proxy.port)

    assert deliver(session).state is state
    assert session.usable is (state is SendState.SENT)
    postfix.settle()
    assert len(mailboxes.mail(ALICE)) == 1


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(
            Fault(Side.SERVER, rb"^221", Do.CLOSE, instead=b"421 4.3.2 Closing\r\n"), id="421"
        ),
        pytest.param(Fault(Side.CLIENT, rb"^QUIT", Do.RESET), id="reset"),
        pytest.param(Fault(Side.CLIENT, rb"^QUIT", Do.STALL), id="stall"),
    ],
)
def test_what_becomes_of_quit_changes_nothing(
    broken: MakeProxy, submitter: Submitter, postfix: Postfix, mailboxes: Dovecot, fault: Fault
) -> None:
    """Row 42: it was sent, and leave is taken within the deadline."""
    proxy = broken(Security.TLS, fault)
    session = submitter.session(proxy.port, deadlines=HASTY._replace(dot=10, command=10))
    assert deliver(session).state is SendState.SENT
    began = time.monotonic()

    session.quit()

    assert time.monotonic() - began < 2
    postfix.settle()
    assert len(mailboxes.mail(ALICE)) == 1
