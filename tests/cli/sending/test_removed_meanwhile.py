"""``remove`` and ``purge`` beside a program that is sending: who waits, and what is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result
from mailroom import GREYLISTED, REFUSED, TOOK, UNKNOWN, Office, Server

from followup_mail.desk.erasing import erase
from followup_mail.errors import BlockedError
from followup_mail.posting import Outcome
from followup_mail.vocabulary import Did

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]
Build = Callable[..., Office]

SEND = ("send", "thank-you", "northwind", "--to", "maria", "--yes")
TO = "maria.lopez@northwind.example"
BUSY = "northwind: message 1 is being sent, and what becomes of it has to be recorded first. "
NOBODY_KNOWS = "Nobody knows whether message 1 arrived"
BUSY_TOO = f"{BUSY}Nothing of it was erased; see: followup-mail outbox\n"


@contextmanager
def claimed(build: Build, said: Said, clock: "Clock") -> Iterator[None]:
    """Let another program have a message of the example in hand."""
    said(*SEND, "--later", "tomorrow 9:00")
    with build().desk() as desk:
        assert desk.store.claim(1, at=clock.read()) is not None
        yield


@pytest.fixture
def old(
    monkeypatch: pytest.MonkeyPatch, build: Build
) -> Callable[[Outcome], Callable[[], Outcome]]:
    """Return what makes an answer before which an older program removes the example."""

    def answer(outcome: Outcome) -> Callable[[], Outcome]:
        def removed() -> Outcome:
            with build().desk() as desk:
                monkeypatch.setattr(type(desk.store), "in_hand", lambda *_, **__: None)
                erase(desk, desk.find("northwind"))
            return outcome

        return removed

    return answer


@pytest.mark.usefixtures("kept")
def test_nothing_is_removed_while_its_message_is_on_its_way(
    run: Run, build: Build, server: Server
) -> None:
    """Row 92: the message is sent and recorded; whoever removes is told to wait."""
    refusals: list[str] = []

    def meanwhile() -> Outcome:
        with build().desk() as desk, pytest.raises(BlockedError) as refused:
            erase(desk, desk.find("northwind"))
        refusals.append(f"{refused.value}\n")
        return TOOK

    server.answers = [meanwhile]

    result = run(*SEND)

    assert (result.exit_code, refusals) == (0, [BUSY_TOO])
    with build().desk() as desk:
        (entry,) = desk.store.history(desk.find("northwind").id)
        assert (entry.did, entry.to) == (Did.THANK_YOU, "maria")
    assert run("remove", "northwind", "--yes").exit_code == 0


def test_remove_refuses_what_another_program_has_in_hand(
    kept: Said, run: Run, refused: Said, build: Build, clock: "Clock"
) -> None:
    """Row 92: from the moment it is claimed until it is settled, or its sender is gone."""
    with claimed(build, kept, clock):
        assert refused(3, "remove", "northwind", "--yes") == f"Error: {BUSY_TOO}"
        assert "northwind" in kept("list")

    assert run("remove", "northwind", "--yes").exit_code == 0


def test_purge_leaves_that_one_and_goes_on(
    kept: Said, run: Run, build: Build, examples: Path, clock: "Clock"
) -> None:
    """Row 92: the others are erased, and it is said which one stays."""
    kept("add", examples / "thistle.toml")
    with claimed(build, kept, clock):
        for name in ("northwind", "thistle"):
            kept("close", name)
        clock.set("2027-12-01")
        result = run("purge", "--older-than", "6 months", "--yes")

    assert (result.exit_code, result.stderr) == (0, f"{BUSY_TOO}Erased: one application.\n")
    assert [line.split()[0] for line in kept("list", "--all").splitlines()] == ["northwind"]


WHAT_BECAME = {
    "Sent": (TOOK, 0, "added again, it is not sent again"),
    "Nobody knows whether it arrived": (UNKNOWN, 5, "added again, it is not sent again"),
    "Refused": (REFUSED, 69, "it isn't tried again"),
    "Not sent yet": (GREYLISTED, 75, "it isn't tried again"),
}


@pytest.mark.parametrize("said_first", WHAT_BECAME)
def test_what_became_of_a_message_is_told_though_its_application_is_gone(
    kept: Said,
    run: Run,
    server: Server,
    old: Callable[[Outcome], Callable[[], Outcome]],
    northwind: Path,
    said_first: str,
) -> None:
    """Row 92: removed by an older program meanwhile; what left is known later on."""
    outcome, status, then = WHAT_BECAME[said_first]
    server.answers = [old(outcome)]

    result = run(*SEND)

    assert result.stdout.splitlines()[-1] == (
        f"{said_first}: thank-you to {TO} (message 1). Its application was removed meanwhile, so "
        f"it is on record nowhere; {then}."
    )
    assert result.exit_code == status
    assert "To try again" not in result.stderr
    assert ("Error: " in result.stderr) is (status != 0)
    kept("add", northwind)
    assert run(*SEND).exit_code == 3  # it was removed while nobody knew


@pytest.mark.usefixtures("kept")
def test_a_message_that_was_removed_before_it_left_is_not_sent(
    run: Run, build: Build, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 92: while the server is called; it isn't said to wait, which it can't."""
    connect = server.connect

    def late(account: object) -> object:
        with build().desk() as desk:
            desk.store.remove(desk.find("northwind").id)
        return connect(account)  # type: ignore[arg-type]

    monkeypatch.setattr(server, "connect", late)

    result = run(*SEND)

    assert result.exit_code == 66
    assert result.stderr.endswith(
        "Error: Message 1 was removed, with its application, before it left. Nothing of it was "
        "sent.\n"
    )
    assert "waits" not in result.stderr
    assert server.taken == []


def test_of_what_nobody_knows_it_stays_known_that_it_may_have_arrived(
    kept: Said, run: Run, server: Server, northwind: Path
) -> None:
    """Row 92: one whose sender is gone keeps nothing from being removed; that is said."""
    server.answers = [UNKNOWN]
    assert run(*SEND).exit_code == 5

    result = run("remove", "northwind", "--yes")

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        0,
        f"{NOBODY_KNOWS}: it is not sent again if the application is added again.",
    )
    kept("add", northwind)
    assert run(*SEND).exit_code == 3


def test_whoever_is_gone_has_nothing_in_hand(kept: Said, build: Build, clock: "Clock") -> None:
    """Nor is a message of one application in hand for another."""
    with claimed(build, kept, clock), build().desk() as desk:
        number = desk.find("northwind").id
        assert desk.store.in_hand(number, at=clock.read()) == 1
        assert desk.store.in_hand(number + 1, at=clock.read()) is None
    with build().desk() as desk:
        assert desk.store.in_hand(number, at=clock.read()) is None
