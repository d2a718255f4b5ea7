"""``send`` and ``outbox deliver`` where the clock of this machine is wrong, or is set meanwhile."""

import inspect
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import Result
from mailroom import GREYLISTED, TOOK, Office, Server

from followup_mail.mail.submission import connect
from followup_mail.posting import Outcome, SendState
from followup_mail.vocabulary import Did

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]
Build = Callable[..., Office]

SEND = ("send", "check-in", "northwind", "--yes")
JUMPS = [timedelta(days=-30), timedelta(hours=-6), timedelta(hours=6), timedelta(days=400)]
NAMES = ["30 days back", "6 hours back", "6 hours ahead", "400 days ahead"]


@pytest.fixture
def states(build: Build) -> Callable[[], list[SendState]]:
    """Return what gives the states of all messages of the outbox."""

    def read() -> list[SendState]:
        with build().desk() as desk:
            return [posting.state for posting in desk.store.outbox()]

    return read


@pytest.fixture
def recorded(build: Build) -> Callable[[], list[Did]]:
    """Return what gives all that is recorded of the example."""

    def read() -> list[Did]:
        with build().desk() as desk:
            return [entry.did for entry in desk.store.history(desk.find("northwind").id)]

    return read


@pytest.mark.usefixtures("thanked")
@pytest.mark.parametrize("jump", JUMPS, ids=NAMES)
def test_what_was_sent_is_not_sent_again_by_another_clock(
    run: Run,
    server: Server,
    clock: "Clock",
    states: Callable[[], list[SendState]],
    jump: timedelta,
) -> None:
    """Row 55: neither by `send` nor by the timer, whichever way the clock was set, and back."""
    assert run(*SEND).exit_code == 0
    for moved in (jump, -jump):
        clock.now += moved
        for words in (SEND, ("outbox", "deliver"), ("outbox", "deliver", "1")):
            run(*words)

    assert len(server.offered) == 1
    assert states() == [SendState.SENT]


@pytest.mark.usefixtures("thanked")
@pytest.mark.parametrize("jump", JUMPS, ids=NAMES)
def test_a_clock_that_is_set_during_a_send_changes_nothing(
    run: Run,
    server: Server,
    clock: "Clock",
    states: Callable[[], list[SendState]],
    recorded: Callable[[], list[Did]],
    jump: timedelta,
) -> None:
    """Row 55: between the end of the message and the server's answer; it is recorded, once."""

    def set_and_take() -> Outcome:
        clock.now += jump
        return TOOK

    server.answers = [set_and_take]

    assert run(*SEND).exit_code == 0
    clock.now -= jump

    assert states() == [SendState.SENT]
    assert recorded().count(Did.CHECK_IN) == 1
    assert run(*SEND).exit_code == 0
    assert len(server.offered) == 1


@pytest.mark.usefixtures("thanked")
def test_a_clock_that_runs_behind_holds_a_message_and_loses_none(
    run: Run, server: Server, clock: "Clock", states: Callable[[], list[SendState]]
) -> None:
    """Row 55: what is for later waits for its hour by the clock; then it leaves, once."""
    assert run(*SEND, "--later", "2026-12-02 20:00").exit_code == 0
    clock.now -= timedelta(hours=6)
    run("outbox", "deliver")
    assert (server.offered, states()) == ([], [SendState.QUEUED])

    clock.set("2026-12-02", "15:01")
    assert run("outbox", "deliver").exit_code == 0
    clock.now -= timedelta(hours=6)
    run("outbox", "deliver")

    assert len(server.offered) == 1
    assert states() == [SendState.SENT]


@pytest.mark.usefixtures("thanked")
def test_a_wait_by_a_clock_that_ran_ahead_is_ended_by_hand(
    run: Run, server: Server, clock: "Clock", states: Callable[[], list[SendState]]
) -> None:
    """Row 55: the timer waits for the hour that was noted; `outbox deliver 1` sends at once."""
    server.answers = [GREYLISTED]
    run(*SEND)
    clock.now -= timedelta(hours=3)
    assert run("outbox", "deliver").exit_code == 0
    assert len(server.offered) == 1

    assert run("outbox", "deliver", "1").exit_code == 0

    assert len(server.taken) == 1
    assert states() == [SendState.SENT]


def test_deadlines_go_by_a_clock_that_nobody_sets() -> None:
    """Row 55: a server is waited for as long as was meant, whatever becomes of the time of day."""
    assert inspect.signature(connect).parameters["clock"].default is time.monotonic
