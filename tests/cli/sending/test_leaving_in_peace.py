"""A server that says "not now" before any message is left in peace; so is one that locks out."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from mailroom import Connection, Office, Server

from followup_mail.desk.resting import LONGEST, SHORTEST, ended, wait_after
from followup_mail.errors import BusyError, TryLaterError
from followup_mail.posting import Account

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]
Build = Callable[..., Office]

MARIA = "maria.lopez@northwind.example"
BUSY = "mail.home.example:465 can't check passwords now: 454 too many login attempts."


@pytest.fixture
def due(thanked: Said, clock: "Clock") -> Said:
    """Return ``said`` when a check-in is due to be sent."""
    thanked("send", "check-in", "northwind", "--yes", "--later", "2026-12-03 14:00")
    clock.set("2026-12-03", "09:05")
    return thanked


@given(st.integers(0, 10_000))
def test_the_wait_doubles_up_to_eight_hours(step: int) -> None:
    """From half an hour; never less, never more."""
    assert SHORTEST <= wait_after(step) <= LONGEST
    assert wait_after(step + 1) in {2 * wait_after(step), LONGEST}
    assert [wait_after(n) / timedelta(minutes=30) for n in range(6)] == [1, 2, 4, 8, 16, 16]


def test_a_timer_leaves_a_busy_server_in_peace(
    due: Said, run: Run, server: Server, clock: "Clock", monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 17: half an hour, then an hour; what it takes afterwards ends that."""
    tried: list[Account] = []
    server.unreachable = BusyError(BUSY)
    connect = server.connect

    def counted(account: Account) -> Connection:
        tried.append(account)
        return connect(account)

    monkeypatch.setattr(server, "connect", counted)
    assert run("outbox", "deliver").exit_code == 75
    for _ in range(3):
        assert run("outbox", "deliver").exit_code == 0
    clock.set("2026-12-03", "09:34")
    run("outbox", "deliver")
    assert len(tried) == 1

    clock.set("2026-12-03", "09:36")
    run("outbox", "deliver")
    clock.set("2026-12-03", "10:35")
    run("outbox", "deliver")
    assert len(tried) == 2

    clock.set("2026-12-03", "10:37")
    server.unreachable = None
    due("outbox", "deliver")
    assert server.readers == [MARIA]
    assert "left in peace" not in run("outbox").stderr


def test_it_is_told_with_the_server_s_words(due: Said, run: Run, server: Server) -> None:
    """By ``outbox`` and by ``doctor``, with what to type."""
    server.unreachable = BusyError(BUSY)
    run("outbox", "deliver")

    line = (
        f"Account home is left in peace until 2026-12-03 14:35: {BUSY} To try once all the same: "
        "followup-mail outbox deliver ID"
    )
    assert line in " ".join(run("outbox").stderr.split())
    assert f"ok   account home: {line}" in run("doctor").stdout
    assert due("export").count("too many login") <= 1


def test_by_hand_it_is_tried_once_at_once(due: Said, run: Run, server: Server) -> None:
    """And if it still says no, it is left in peace for longer."""
    server.unreachable = BusyError(BUSY)
    run("outbox", "deliver")
    assert run("outbox", "deliver", "1").exit_code == 75
    assert "until 2026-12-03 15:05" in run("outbox").stderr
    server.unreachable = None
    due("outbox", "deliver", "1")
    assert server.readers == [MARIA]


def test_a_server_that_is_not_there_is_tried_again(due: Said, run: Run, server: Server) -> None:
    """A laptop that is offline says nothing about the server."""
    server.unreachable = TryLaterError("mail.home.example has no address; try again later.")
    assert run("outbox", "deliver").exit_code == 75
    server.unreachable = None
    due("outbox", "deliver")
    assert server.readers == [MARIA]


def test_a_wrong_password_is_tried_once_a_day(
    due: Said, run: Run, server: Server, clock: "Clock", build: Build
) -> None:
    """Row 16: for all messages of the account together, until another one is kept."""
    server.wrong_password = True
    assert run("outbox", "deliver").exit_code == 77
    clock.set("2026-12-04", "09:00")
    run("outbox", "deliver")
    assert len(server.logins) == 1
    with build().desk() as desk:
        ended(desk, "home")
    server.wrong_password = False
    due("outbox", "deliver")
    assert server.readers == [MARIA]


def test_a_rest_of_a_wrong_clock_ends(due: Said, run: Run, server: Server, clock: "Clock") -> None:
    """Further ahead than any lasts, it was begun by a clock that was wrong."""
    clock.set("2027-12-03", "09:05")
    server.unreachable = BusyError(BUSY)
    run("outbox", "deliver", "1")
    clock.set("2026-12-03", "09:10")
    server.unreachable = None
    due("outbox", "deliver")
    assert server.readers == [MARIA]


@pytest.mark.parametrize(
    "command",
    [
        ("account", "check", "home"),
        (
            *("account", "add", "home", "--host", "mail.home.example", "--no-login", "--no-check"),
            *("--email", "sam.okafor@example.com"),
        ),
    ],
    ids=["check", "add"],
)
def test_a_login_that_is_seen_to_work_ends_it(
    due: Said, run: Run, server: Server, command: tuple[str, ...]
) -> None:
    """Row 17: so does another server under its name; the next run of the timer sends."""
    server.unreachable = BusyError(BUSY)
    run("outbox", "deliver")
    assert "left in peace" in run("outbox").stderr
    server.unreachable = None
    if command[1] == "add":
        due("account", "remove", "home", "--yes")
    due(*command)

    assert "left in peace" not in run("outbox").stderr
    due("outbox", "deliver")
    assert server.readers == [MARIA]
