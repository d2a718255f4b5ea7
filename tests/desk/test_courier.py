"""Carrying messages over a wire that is real: what is journalled, sent and told."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from mail.peer import OFFERS, Peer, Step, account, hang_up, patient, plain_login
from mailroom import PASSWORD

from followup_mail import shipped
from followup_mail.app import App
from followup_mail.desk import Desk
from followup_mail.desk.adding import add_text
from followup_mail.desk.courier import Carried, Courier
from followup_mail.desk.occurring import queue
from followup_mail.errors import FollowupMailError, TryLaterError
from followup_mail.mail.submission import connect
from followup_mail.posting import Account, Envelope, NewPosting, SendState
from followup_mail.vocabulary import Did, Kind

NORTHWIND = (shipped.examples() / "northwind.toml").read_bytes()
BEGUN = datetime(2026, 12, 2, 17, tzinfo=UTC)
SAM, MARIA = "sam.okafor@example.com", "maria.lopez@northwind.example"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return a desk with the example kept; its clock moves a second at each look."""
    seconds = count()
    tokens = count()
    app = App(
        environ={
            "FOLLOWUP_MAIL_HOME": str(tmp_path / "home"),
            "XDG_STATE_HOME": str(tmp_path / "state"),
        },
        stdin=BytesIO(),
        now=lambda: BEGUN + timedelta(seconds=next(seconds)),
        new_token=lambda: f"{next(tokens):x}",
        local_timezone=lambda: "America/Toronto",
    )
    with app.desk(create=True) as made:
        add_text(made, NORTHWIND, source="northwind.toml", folder=None, name="northwind")
        yield made


def queued(desk: Desk, *keys: str, **changes: object) -> list[int]:
    """Return the numbers of check-ins in the outbox, one of each key."""
    stored = desk.find("northwind")
    new = NewPosting(
        key="",
        kind=Kind.CHECK_IN,
        to="maria",
        subject="Data Engineer",
        body="Hi Maria,\n\nIs there news?\n\nSam Okafor",
        envelope=Envelope(SAM, (MARIA,)),
        message_id="",
        account="home",
        whom="maria lopez",
    )._replace(**changes)
    each = (new._replace(key=key, opened=key, message_id=f"<{key}@example.com>") for key in keys)
    return [queue(desk, stored, message).posting.id for message in each]


def courier(desk: Desk, peer: Peer, **changes: object) -> Courier:
    """Return a courier to *peer* that never waits long."""
    to: Account = account(peer.port, user="sam", per_minute=0, **changes)
    waits: list[float] = []
    open_session = partial(connect, deadlines=patient(dot=0.3, quit=0.1))
    return Courier(
        desk,
        to,
        connect=open_session,
        password=lambda _: PASSWORD,
        wait=waits.append,
        decide=lambda _: None,
    )


def carried(desk: Desk, peer: Peer, numbers: Sequence[int], **changes: object) -> list[Carried]:
    """Return what became of messages that were sent to *peer*."""
    with courier(desk, peer, **changes) as messenger, closing(messenger.carry(numbers)) as all_:
        return list(all_)


def states(desk: Desk) -> list[SendState]:
    """Return where each message of the outbox stands."""
    return [posting.state for posting in desk.store.outbox()]


def test_messages_leave_over_one_wire(desk: Desk) -> None:
    """Rows 42, 88: one connection and login; the bytes that were frozen are those that left."""
    with Peer({"QUIT": hang_up()}) as peer:
        done = carried(desk, peer, queued(desk, "a", "b"))

    assert [each.outcome.state for each in done] == [SendState.SENT] * 2
    assert (peer.connections, peer.lines.count(plain_login("sam", PASSWORD.reveal()))) == (1, 1)
    sent = [body.removesuffix(b".\r\n") for body in peer.bodies]
    assert [each.posting.data for each in done] == sent
    assert b"Message-ID: <a@example.com>\r\n" in sent[0]
    assert [each.posting.reply.text for each in done if each.posting.reply] == [
        "2.0.0 queued as 4XyZ"
    ] * 2


def test_blind_copies_stand_in_the_envelope_alone(desk: Desk) -> None:
    """Row 69: each has an RCPT of its own, and no line of the message names them."""
    to = (MARIA, "coach@home.example")
    with Peer() as peer:
        carried(desk, peer, queued(desk, "a", envelope=Envelope(SAM, to)))

    assert [line for line in peer.lines if line.startswith(b"RCPT")] == [
        b"RCPT TO:<%b>" % each.encode() for each in to
    ]
    assert b"coach" not in peer.bodies[0]
    assert b"bcc" not in peer.bodies[0].lower()


def test_each_step_is_committed_before_it_is_taken(desk: Desk) -> None:
    """Row 46: another connection to the store sees the state before the server hears of it."""
    seen: list[tuple[str, SendState, int]] = []

    def look(stage: str, reply: bytes) -> Step:
        def step(caller: object) -> None:
            with closing(sqlite3.connect(desk.store.path)) as other:
                (state,) = other.execute("SELECT state FROM posting").fetchone()
                (kept,) = other.execute("SELECT count(*) FROM posting_data").fetchone()
            seen.append((stage, state, kept))
            caller.send(reply)  # type: ignore[attr-defined]

        return step

    script = {
        "AUTH": look("AUTH", b"235 ok\r\n"),
        "MAIL": look("MAIL", b"250 ok\r\n"),
        "end": look("end", b"250 ok\r\n"),
    }
    with Peer(script) as peer:
        numbers = queued(desk, "a")
        carried(desk, peer, numbers)

    assert seen == [
        ("AUTH", SendState.QUEUED, 0),
        ("MAIL", SendState.SENDING, 1),
        ("end", SendState.DOT, 1),
    ]


@pytest.mark.parametrize(
    ("script", "state"),
    [
        ({"end": hang_up()}, SendState.UNKNOWN),
        ({"end": b"421 4.3.2 closing\r\n"}, SendState.UNKNOWN),
        ({"end": b"450 4.2.0 later\r\n"}, SendState.DEFERRED),
        ({"DATA": b"354 go\r\n", "body": hang_up()}, SendState.DEFERRED),
        ({"RCPT": b"450 4.2.0 greylisted\r\n"}, SendState.DEFERRED),
        ({"MAIL": b"421 4.3.2 closing\r\n"}, SendState.DEFERRED),
    ],
)
def test_a_batch_ends_where_it_has_to(
    desk: Desk, script: dict[str, Step], state: SendState
) -> None:
    """Rows 27, 28, 31, 35, 38, 39, 88: the second message is left as it was."""
    with Peer(script) as peer:
        done = carried(desk, peer, queued(desk, "a", "b"))

    assert [each.outcome.state for each in done] == [state]
    assert states(desk) == [state, SendState.QUEUED]
    assert peer.connections == 1


def test_a_size_limit_is_kept_before_mail(desk: Desk) -> None:
    """Row 23: the message is refused, and the next one leaves."""
    offers = OFFERS.replace(b"SIZE 100000", b"SIZE 2000")
    with Peer({"EHLO": offers}) as peer:
        done = carried(
            desk, peer, [*queued(desk, "a", body="Hi Maria,\n\n" + "x " * 2000), *queued(desk, "b")]
        )

    assert [each.outcome.state for each in done] == [SendState.REFUSED, SendState.SENT]
    assert "takes 2000 at most" in done[0].outcome.told
    assert peer.verbs == ["MAIL", "RCPT", "DATA"]


def test_a_server_that_takes_it_too_early_leaves_it_unknown(desk: Desk) -> None:
    """Row 33: nothing sends it again, though its end never left."""
    large = "x " * 400_000
    offers = OFFERS.replace(b"SIZE 100000", b"SIZE")
    with Peer({"EHLO": offers, "body": b"250 2.0.0 have it\r\n"}) as peer:
        numbers = queued(desk, "a", body=f"Hi Maria,\n\n{large}")
        done = carried(desk, peer, numbers)
        again = carried(desk, peer, numbers)

    assert [each.outcome.state for each in done] == [SendState.UNKNOWN]
    assert [(each.outcome.state, each.attempted) for each in again] == [(SendState.UNKNOWN, False)]
    assert peer.ended == 0


def test_what_was_sent_is_planned_in_the_same_change(desk: Desk) -> None:
    """The entry, the plan, the copy that was used and the state come together."""
    with Peer() as peer:
        (done,) = carried(desk, peer, queued(desk, "a"))

    stored = desk.find("northwind")
    entry = desk.store.entries(stored.id)[-1]
    assert (entry.happening.did, entry.happening.to) == (Did.CHECK_IN, "maria")
    assert done.posting.entry == entry.happening.id
    assert [m.entry for m in desk.store.messages(stored.id)] == [entry.happening.id]
    planned = next(each for each in desk.store.agenda(desk.now(), limit=None).lines)
    assert planned.step == desk.plan_now(stored).current(desk.now())


def test_a_wire_that_broke_costs_one_message_one_attempt(desk: Desk) -> None:
    """Rows 31, 88: what is left goes over a new connection, by another run."""
    with Peer({"body": [hang_up(), b""]}) as peer:
        numbers = queued(desk, "a", "b")
        assert [each.outcome.state for each in carried(desk, peer, numbers)] == [SendState.DEFERRED]
        done = carried(desk, peer, numbers)

    assert [each.outcome.state for each in done] == [SendState.SENT] * 2
    assert [each.posting.attempts for each in done] == [2, 1]
    assert (peer.connections, peer.ended) == (2, 2)


def test_a_password_is_asked_for_once_and_only_at_a_server(desk: Desk) -> None:
    """Rows 1, 3: nobody listens, so nobody is asked."""
    asked: list[str] = []

    def password(to: Account) -> object:
        asked.append(to.name)
        return PASSWORD

    with Peer() as peer:
        there, numbers = account(peer.port, user="sam", per_minute=0), queued(desk, "a", "b")
    for to, error in ((there, TryLaterError), (there, TryLaterError)):
        messenger = Courier(
            desk,
            to,
            connect=connect,
            password=password,
            wait=float,  # type: ignore[arg-type]
            decide=lambda _: None,
        )
        with messenger, pytest.raises(error) as told:
            list(messenger.carry(numbers))
        assert f"127.0.0.1:{there.port}" in str(told.value)

    assert asked == []
    assert states(desk) == [SendState.DEFERRED, SendState.QUEUED]
    assert isinstance(told.value, FollowupMailError)
