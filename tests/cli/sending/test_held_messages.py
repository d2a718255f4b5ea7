"""What is decided anew right before a message leaves, by number and by rule."""

import sqlite3
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result
from mailroom import GREYLISTED, Office, Server

from followup_mail.desk.holding import Held, decided
from followup_mail.desk.recording import Event, log
from followup_mail.posting import Account
from followup_mail.store import files
from followup_mail.vocabulary import Did

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]
Build = Callable[..., Office]
Changed = Callable[..., Path]

MARIA, DAVID = "maria.lopez@northwind.example", "david.chen@northwind.example"
LATER = ("--yes", "--later", "2026-12-03 9:00")
CHECK_IN = ("send", "check-in", "northwind")
HELD = f"Held: check-in to {MARIA} (message 1), since "
WITHOUT_MARIA = """
[people.maria]
name    = "Maria Lopez"
goes_by = "Maria"
role    = "recruiter"
title   = "Talent Partner"
email   = "maria.lopez@northwind.example"
phone   = "+1 416 555 0100"
"""
OF_MARIA = (
    'maria = ["how the data team is growing from four people to nine"]\n',
    'about = "maria"\n',
    'from = "maria"',
)


@pytest.fixture
def mine() -> str:
    """Return the time zone of the user."""
    return '[me]\ntimezone = "America/Toronto"\n'


@pytest.fixture
def record(build: Build) -> Callable[..., None]:
    """Return what records something as another process does, whatever else is going on."""

    def record_it(did: Did, name: str = "northwind", *, to: tuple[str, ...] = ()) -> None:
        with build().desk() as desk:
            log(desk, name, Event(did, to, None, None, None))

    return record_it


@pytest.fixture
def older(home: Path) -> Callable[[], None]:
    """Return what makes all that waits as an older program queued it."""

    def forget() -> None:
        with sqlite3.connect(home / files.FILE_NAME) as connection:
            connection.execute(
                "UPDATE posting SET file_digest = '', digests = '[]', overruled = '[]'"
            )

    return forget


# By number


def test_what_was_known_or_taken_back_holds_nothing(
    thanked: Said, server: Server, clock: "Clock"
) -> None:
    """An entry of before, and one that is undone, are no reason; whatever the clock said."""
    clock.set("2026-12-05")
    thanked("log", "northwind", "acknowledged", "--on", "2026-11-27")
    clock.set("2026-12-02")
    thanked(*CHECK_IN, *LATER)
    thanked("log", "northwind", "rejected")
    thanked("undo", "northwind")
    clock.set("2026-12-03", "09:05")

    thanked("outbox", "deliver")

    assert server.readers == [MARIA]


def test_an_answer_while_the_rate_limit_waits_stops_the_next(
    kept: Said,
    run: Run,
    server: Server,
    record: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Row 90: another process records an answer between two notes: the second stays."""
    monkeypatch.setattr(Office, "wait", lambda _self, _seconds: record(Did.REJECTED))

    result = run("send", "thank-you", "northwind", "--yes")

    assert result.exit_code == 4
    assert server.readers == [MARIA]
    assert f"Held: thank-you to {DAVID} (message 2), since rejected on 2026-11-20" in result.stderr
    assert kept("outbox").startswith(f"Held: thank-you to {DAVID} (message 2)")


@pytest.mark.parametrize("moment", ["connect", "password"])
def test_an_answer_while_a_server_or_a_password_is_waited_for_stops_it(
    thanked: Said,
    run: Run,
    server: Server,
    record: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
) -> None:
    """Row 90: nothing of the message is said to the server by then, not even MAIL."""
    before = getattr(Office, moment)

    def late(self: Office, account: Account, **more: object) -> object:
        record(Did.ACKNOWLEDGED)
        return before(self, account, **more)

    monkeypatch.setattr(Office, moment, late)

    result = run(*CHECK_IN, "--yes")

    assert result.exit_code == 4
    assert (len(server.connections), server.offered) == (1, [])
    assert "since acknowledged on 2026-12-02 was recorded after it was written" in result.stderr
    assert thanked("outbox", "list", "--json").count('"held": "acknowledged') == 1


def test_an_answer_while_the_user_is_asked_stops_it(
    thanked: Said,  # noqa: ARG001 - what is kept
    typed: Run,
    server: Server,
    record: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Row 90: a message that was shown before an answer was recorded can't know it."""
    command = import_module("followup_mail.cli.send")
    asked: Callable[..., str] = command._asked

    def meanwhile(draft: object, *, blocked: bool) -> str:
        record(Did.ACKNOWLEDGED)
        return asked(draft, blocked=blocked)

    monkeypatch.setattr(command, "_asked", meanwhile)

    result = typed("y\n", *CHECK_IN)

    assert (result.exit_code, server.connections) == (4, [])
    assert "since acknowledged on 2026-12-02 was recorded" in result.stderr


# By rule


@pytest.fixture
def beside(thanked: Said, changed: Changed) -> Said:
    """Return ``said`` with another application at that employer, where David is to be asked."""
    pairs = [WITHOUT_MARIA, "", "Data Engineer", "Platform Lead", "T14:00:00", "T10:00:00"]
    for text in OF_MARIA:
        pairs += [text, ""]
    thanked("add", changed(*pairs, name="lead"), "--name", "lead")
    for did in ("thank-you", "promise"):
        thanked("log", "lead", did, "--to", "david", "--on", "2026-11-20")
    return thanked


def test_the_first_of_a_day_counts_for_the_next_at_one_employer(
    beside: Said, run: Run, server: Server, clock: "Clock"
) -> None:
    """Row 90: a cap holds the second, though it is to somebody else about another position."""
    beside(*CHECK_IN, *LATER)
    beside("send", "check-in", "lead", *LATER)
    clock.set("2026-12-03", "09:05")

    result = run("outbox", "deliver")

    assert (result.exit_code, server.readers) == (3, [MARIA])
    assert result.stderr.startswith(
        f"Error: Held: check-in to {DAVID} (message 2), since a check blocks it (touches): "
    )
    clock.set("2026-12-04", "09:05")
    beside("outbox", "deliver", "2")
    assert server.readers == [MARIA, DAVID]


def test_what_is_done_about_another_application_there_holds_nothing(
    beside: Said, server: Server, clock: "Clock"
) -> None:
    """Unless a cap says so: it is no answer."""
    beside(*CHECK_IN, *LATER)
    beside("log", "lead", "snoozed", "--until", "2026-12-10")
    clock.set("2026-12-03", "09:05")

    beside("outbox", "deliver")

    assert server.readers == [MARIA]


FORCED = ("--force", "touches=they asked for it")


def test_what_was_forced_stands_for_its_facts(beside: Said, server: Server, clock: "Clock") -> None:
    """What the user overruled stays overruled, until there is one message more."""
    clock.set("2026-12-03", "08:00")
    beside("log", "lead", "check-in")
    beside(*CHECK_IN, *LATER, *FORCED)
    clock.set("2026-12-03", "09:05")
    beside("outbox", "deliver")
    assert server.readers == [MARIA]


def test_what_was_forced_stands_for_no_other_facts(
    beside: Said, run: Run, server: Server, clock: "Clock"
) -> None:
    """Row 90: what was forced is one too many after a message that the user knew nothing of."""
    beside(*CHECK_IN, *LATER, *FORCED)
    beside("log", "lead", "check-in", "--on", "2026-12-02")
    beside("log", "lead", "escalation", "--to", "david", "--on", "2026-12-02")
    clock.set("2026-12-02", "17:00")

    result = run("outbox", "deliver", "1")

    assert (result.exit_code, server.connections) == (3, [])
    assert f"{HELD}a check blocks it (touches): " in result.stderr


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        (("employer =", "do_not_contact = true\nemployer ="), "a check blocks it (do-not-"),
        (("maria.lopez@", "m.lopez@"), "Maria Lopez has another address now"),
    ],
)
def test_a_reader_who_changed_holds_what_an_older_program_queued(
    waiting: Said,
    run: Run,
    server: Server,
    clock: "Clock",
    changed: Changed,
    older: Callable[[], None],
    home: Path,
    pairs: tuple[str, ...],
    told: str,
) -> None:
    """By rule and address, where nothing else tells that the file is another one."""
    waiting("add", changed(*pairs), "--name", "northwind")
    older()
    with sqlite3.connect(home / files.FILE_NAME) as connection:
        connection.execute("UPDATE application SET changed_at = added_at")
    clock.set("2026-12-03", "09:05")

    result = run("outbox", "deliver")

    assert (result.exit_code, server.connections) == (3, [])
    assert result.stderr.startswith(f"Error: {HELD}")
    assert told in result.stderr


def test_a_file_that_was_changed_by_a_clock_of_before_holds_it(
    thanked: Said, run: Run, server: Server, clock: "Clock", changed: Changed
) -> None:
    """Its content tells, and not when it was changed; put back, it holds nothing."""
    thanked(*CHECK_IN, *LATER)
    clock.set("2026-11-30")
    original = changed()
    kept = original.read_text(encoding="utf-8")
    thanked("add", changed("Talent Partner", "Talent Lead"), "--name", "northwind")
    clock.set("2026-12-03", "09:05")
    result = run("outbox", "deliver")
    assert (result.exit_code, server.connections) == (0, [])
    assert f"{HELD}the application's file was changed after it was written" in result.stderr

    original.write_text(kept, encoding="utf-8")
    thanked("add", original, "--name", "northwind")
    thanked("outbox", "deliver", "1")

    assert server.readers == [MARIA]


def test_a_round_that_was_held_since_holds_it(
    said: Said, run: Run, server: Server, clock: "Clock", changed: Changed
) -> None:
    """Row 90: thanks for the first round come too late once the second is over."""
    second = "2026-11-23T10:00:00-05:00"
    more = f'[[interviews]]\nat = {second}\n\n[interviews.talked_about]\nmaria = ["pay"]\n\n'
    said("add", changed("[answer]", f"{more}[answer]"), "--name", "northwind")
    said("send", "thank-you", "northwind", "--to", "maria", "--yes", "--later", "2026-11-22 9:00")
    clock.set("2026-11-23", "12:00")

    result = run("outbox", "deliver")

    assert server.connections == []
    assert "since an interview or an answer lies between" in result.stderr


def test_what_was_sent_otherwise_holds_it(
    waiting: Said, run: Run, server: Server, clock: "Clock", home: Path
) -> None:
    """As the same occurrence, of whatever application; as ``send`` would say."""
    waiting("send", "check-in", "northwind", "--to-myself", "--yes")
    with sqlite3.connect(home / files.FILE_NAME) as connection:
        connection.execute(
            "UPDATE posting SET test = 0, (opened, whom, rcpt_to) = "
            "(SELECT opened, whom, rcpt_to FROM posting WHERE id = 1) WHERE id = 2"
        )
    clock.set("2026-12-03", "09:05")

    result = run("outbox", "deliver")

    assert (result.exit_code, len(server.offered)) == (3, 1)
    assert f"Error: {HELD}message 2 is the same one, and is sent already" in result.stderr


def test_a_test_is_held_by_nothing(thanked: Said, server: Server, clock: "Clock") -> None:
    """It goes to the user alone, at any hour, whatever has happened."""
    thanked(*CHECK_IN, "--to-myself", *LATER)
    thanked("log", "northwind", "rejected")
    clock.set("2026-12-05", "23:00")

    thanked("outbox", "deliver")

    assert server.readers == ["sam.okafor@example.com"]


def test_a_timer_says_nothing_of_what_it_held_before(
    beside: Said, run: Run, server: Server, clock: "Clock"
) -> None:
    """Row 90: what is held is told once; a timer goes on with the others, and ends well."""
    beside(*CHECK_IN, *LATER)
    beside("log", "northwind", "acknowledged")
    clock.set("2026-12-03", "09:05")
    assert run("outbox", "deliver").exit_code == 4
    beside("send", "check-in", "lead", "--to-myself", "--yes", "--later", "2026-12-03 9:10")
    clock.set("2026-12-03", "09:15")

    result = run("outbox", "deliver")

    assert (result.exit_code, result.stderr) == (0, "")
    assert server.readers == ["sam.okafor@example.com"]


def test_what_another_run_has_held_stays_so(
    waiting: Said, build: Build, server: Server, clock: "Clock"
) -> None:
    """A timer that saw it as due before leaves it to the user; who asks for it has it looked at."""
    clock.set("2026-12-03", "09:05")
    with build().desk() as desk:
        posting = desk.store.posting(1)._replace(held="it was so then")

        found = decided(desk, posting, by_hand=False)

        assert found == Held(posting, "it was so then")
        assert decided(desk, posting, by_hand=True) is None
    waiting("outbox", "deliver")
    assert server.readers == [MARIA]


def test_what_was_held_once_is_tried_again_as_any_other(
    waiting: Said, run: Run, server: Server, clock: "Clock"
) -> None:
    """Once the user had it looked at, nothing is known against it any more."""
    waiting("log", "northwind", "called", "--to", "maria")
    clock.set("2026-12-03", "09:05")
    run("outbox", "deliver")
    waiting("undo", "northwind")
    server.answers = [GREYLISTED]
    assert run("outbox", "deliver", "1").exit_code == 75
    clock.set("2026-12-03", "09:45")

    waiting("outbox", "deliver")

    assert server.readers == [MARIA, MARIA]
