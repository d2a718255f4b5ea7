"""What waits is decided anew when it leaves: rules, records, files, attachments and the hour."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result
from mailroom import CONFIG, Office, Server

from followup_mail.desk.recording import Event, log
from followup_mail.posting import Posting, SendState
from followup_mail.store import files
from followup_mail.vocabulary import Did

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]
Build = Callable[..., Office]

MARIA = "maria.lopez@northwind.example"
LATER = ("--yes", "--later", "2026-12-03 9:00")
CHECK_IN = ("send", "check-in", "northwind", *LATER)


def postings(build: Build) -> tuple[Posting, ...]:
    """Return what is in the outbox."""
    with build().desk() as desk:
        return desk.store.outbox()


@pytest.fixture
def another(changed: Callable[..., Path]) -> Callable[..., Path]:
    """Return what writes the example for another position, with texts put for others."""
    return lambda position, *pairs: changed("Data Engineer", position, *pairs, name=position)


def test_the_first_of_several_counts_for_the_others(
    waiting: Said, run: Run, server: Server, clock: "Clock", another: Callable[..., Path]
) -> None:
    """Five check-ins to one recruiter: one leaves, and each of the others says why it doesn't."""
    for number, position in enumerate(("Analyst", "Clerk", "Baker", "Cook")):
        day = f"2026-11-{16 + number % 3}T1{number}:00:00-05:00"
        file = another(position, "2026-11-19T14:00:00-05:00", day)
        waiting("add", file, "--name", f"job{number}")
        waiting("send", "check-in", f"job{number}", *LATER)
    clock.set("2026-12-03", "09:05")

    result = run("outbox", "deliver")

    assert server.readers == [MARIA]
    assert result.stderr.count("Held: check-in to") == 4
    assert run("outbox", "deliver").output == ""
    assert server.readers == [MARIA]
    held = json.loads(waiting("outbox", "list", "--json"))
    assert [bool(each["held"]) for each in held] == [True] * 4
    assert waiting("outbox").count("Held: ") == 4
    assert run("next").stdout.count("Held: ") == 4
    assert run("doctor").stdout.count("BAD  held message: Held: ") == 4


def test_a_held_message_goes_on_when_it_is_asked_for_and_may(
    waiting: Said, run: Run, server: Server, clock: "Clock", home: Path
) -> None:
    """A timer leaves it; by its number it is decided again."""
    config = home / "config.toml"
    before = config.read_text(encoding="utf-8")
    config.write_text(
        f'[me]\ncurrent_employer_domain = "northwind.example"\n{CONFIG}', encoding="utf-8"
    )
    clock.set("2026-12-03", "09:05")
    result = run("outbox", "deliver")
    assert (result.exit_code, server.connections) == (3, [])
    assert "since a check blocks it (" in result.stderr
    config.write_text(before, encoding="utf-8")

    assert run("outbox", "deliver").exit_code == 0
    assert server.readers == []
    waiting("outbox", "deliver", "1")
    assert server.readers == [MARIA]


def test_an_answer_at_another_position_holds_it(
    waiting: Said, run: Run, server: Server, clock: "Clock", another: Callable[..., Path]
) -> None:
    """They may have said there what is asked for here."""
    waiting("add", another("Analyst"), "--name", "analyst")
    waiting("log", "analyst", "rejected")
    clock.set("2026-12-03", "09:05")

    result = run("outbox", "deliver")

    assert (result.exit_code, server.connections) == (4, [])
    assert "since rejected on 2026-12-02 was recorded for analyst, at the same e" in result.stderr


def test_a_clock_that_was_ahead_hides_no_answer(
    thanked: Said, run: Run, server: Server, clock: "Clock"
) -> None:
    """Row 55: what came later is told by its number; it was queued by a clock six hours ahead."""
    clock.set("2026-12-02", "23:00")
    thanked(*CHECK_IN)
    clock.set("2026-12-02", "17:00")
    thanked("log", "northwind", "rejected")
    clock.set("2026-12-03", "09:05")

    assert run("outbox", "deliver").exit_code == 4
    assert server.connections == []


def test_a_clock_that_was_behind_holds_nothing(
    thanked: Said, run: Run, server: Server, clock: "Clock"
) -> None:
    """Row 55: what was recorded before is known to the message, whatever the clock said."""
    clock.set("2026-12-02", "23:00")
    thanked("log", "northwind", "snoozed", "--until", "2026-12-02")
    clock.set("2026-12-02", "12:00")
    thanked(*CHECK_IN)
    clock.set("2026-12-03", "09:05")

    assert run("outbox", "deliver").exit_code == 0
    assert server.readers == [MARIA]


def test_an_answer_while_the_rate_is_kept_stops_the_next(
    thanked: Said, run: Run, server: Server, clock: "Clock", another: Callable[..., Path],
    build: Build, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Each is looked at again right before it leaves, not once a batch."""
    thanked("add", another("Clerk", "Northwind Analytics", "Halden", MARIA, "jo@halden.example"),
            "--name", "halden")  # fmt: skip
    thanked(*CHECK_IN)
    thanked("send", "check-in", "halden", *LATER)
    clock.set("2026-12-03", "09:05")

    def answered(*_: object) -> None:
        with build().desk() as desk:
            log(desk, "halden", Event(Did.REJECTED))

    monkeypatch.setattr(Office, "wait", answered)

    result = run("outbox", "deliver")

    assert (result.exit_code, server.readers) == (4, [MARIA])


@pytest.mark.usefixtures("waiting")
def test_an_answer_while_the_password_is_typed_stops_it(
    run: Run, server: Server, clock: "Clock", build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once more before MAIL: a server or a person may have been waited for."""
    clock.set("2026-12-03", "09:05")
    connect = server.connect

    def answered(account: object) -> object:
        with build().desk() as desk:
            log(desk, "northwind", Event(Did.REJECTED))
        return connect(account)  # type: ignore[arg-type]

    monkeypatch.setattr(server, "connect", answered)

    assert run("outbox", "deliver").exit_code == 4
    assert server.taken == []
    assert [p.state for p in postings(build)] == [SendState.QUEUED]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (MARIA, "maria@northwind.example", "the application's file was changed"),
        ("[me]", "do_not_contact = true\n\n[me]", "the application's file was changed"),
    ],
    ids=["address", "do not contact"],
)
def test_what_the_file_says_now_counts(
    waiting: Said, run: Run, server: Server, clock: "Clock", another: Callable[..., Path],
    old: str, new: str, told: str,
) -> None:  # fmt: skip
    """An address was corrected, or they asked not to be written to."""
    waiting("add", another("Data Engineer", old, new), "--name", "northwind")
    clock.set("2026-12-03", "09:05")

    assert f"since {told}" in run("outbox", "deliver").stderr
    assert server.connections == []


def test_an_exchanged_attachment_holds_it(
    said: Said, run: Run, server: Server, northwind: Path, tmp_path: Path, build: Build
) -> None:
    """What leaves is what was read; it is said which file it was."""
    folder = tmp_path / "with a file"
    folder.mkdir()
    (folder / "cv.pdf").write_bytes(b"%PDF-1.7\n")
    text = northwind.read_text(encoding="utf-8").replace("[me]", 'attachments = ["cv.pdf"]\n[me]')
    (folder / "northwind.toml").write_text(text, encoding="utf-8")
    said("add", folder / "northwind.toml")
    said("send", "thank-you", "northwind", "--to", "david", "--yes", "--later", "2026-11-20 18:00")
    with build().desk() as desk:
        attached = bool(desk.store.posting(1).what.attachments)
    (folder / "cv.pdf").write_bytes(b"MZ")

    result = run("outbox", "deliver", "1")

    assert attached
    assert result.exit_code == 74
    assert "since the attachment cv.pdf was changed after the message was written" in result.stderr
    assert server.connections == []


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (("2026-12-03", "20:30"), "2026-12-04"),
        (("2026-12-04", "05:00"), "2026-12-04"),
        (("2026-12-05", "11:00"), "2026-12-07"),
        (("2026-12-25", "11:00"), "2027-01-04"),
    ],
    ids=["evening", "night", "weekend", "holiday"],
)
def test_it_waits_for_the_next_working_morning(
    thanked: Said, run: Run, server: Server, clock: "Clock", at: tuple[str, str], until: str
) -> None:
    """The machine was off when it was due; that hour is nobody's."""
    thanked(*CHECK_IN)
    clock.set(*at)

    result = run("outbox", "deliver")

    assert (result.exit_code, server.connections) == (0, [])
    # At nine where it is read, which is Toronto; told by the clock of the user, in UTC.
    assert f"not before {until} 14:00" in thanked("outbox")
    clock.set(until, "09:00")
    thanked("outbox", "deliver")
    assert server.readers == [MARIA]


def test_the_hour_that_was_named_is_kept(thanked: Said, server: Server, clock: "Clock") -> None:
    """And so is that of whoever types its number."""
    thanked("send", "check-in", "northwind", "--yes", "--later", "2026-12-04 02:00")
    clock.set("2026-12-03", "21:10")
    thanked("outbox", "deliver")
    assert server.readers == [MARIA]


def test_by_its_number_it_leaves_at_any_hour(waiting: Said, server: Server, clock: "Clock") -> None:
    """Whoever types it means now."""
    clock.set("2026-12-03", "23:10")
    waiting("outbox", "deliver", "1")
    assert server.readers == [MARIA]


def test_what_was_overruled_stays_so_on_the_same_facts(
    thanked: Said, run: Run, server: Server, clock: "Clock"
) -> None:
    """A reason that was given when it was queued stands for its check."""
    thanked("log", "northwind", "delayed", "--until", "2026-12-11")
    asked = ("send", "check-in", "northwind", "--yes", "--later", "2026-12-03 9:00")
    assert run(*asked).exit_code == 3
    thanked(*asked, "--force", "too-early=they asked me to")
    clock.set("2026-12-03", "09:05")

    thanked("outbox", "deliver")
    assert server.readers == [MARIA]


def test_what_an_older_program_queued_is_held_by_its_clock_alone(
    waiting: Said, server: Server, clock: "Clock", home: Path
) -> None:
    """It noted neither file nor attachments: nothing is held without a reason."""
    with sqlite3.connect(home / files.FILE_NAME) as connection:
        connection.execute("UPDATE posting SET file_digest = '', digests = '[]', overruled = '[]'")
    clock.set("2026-12-03", "09:05")

    waiting("outbox", "deliver")
    assert server.readers == [MARIA]


def test_an_answer_that_is_taken_back_holds_what_it_opened(
    thanked: Said, run: Run, server: Server, clock: "Clock"
) -> None:
    """Row 90: without it the check-in is the one that was sent before."""
    thanked("send", "check-in", "northwind", "--yes")
    thanked("log", "northwind", "delayed", "--until", "2026-12-04")
    thanked("send", "check-in", "northwind", "--yes", "--later", "2026-12-10 15:00")
    thanked("undo", "northwind")
    clock.set("2026-12-10", "10:05")

    assert run("outbox", "deliver").exit_code == 4
    assert server.readers == [MARIA]


def test_a_promise_that_was_kept_holds_nothing(kept: Said, server: Server, clock: "Clock") -> None:
    """Row 90: it is what was sent besides, as it was promised."""
    kept("send", "thank-you", "northwind", "--to", "maria", "--yes", "--later", "2026-11-20 19:00")
    kept("log", "northwind", "promise")
    clock.set("2026-11-20", "14:05")

    kept("outbox", "deliver")
    assert server.readers == [MARIA]


@pytest.mark.parametrize("command", [("deliver",), ("cancel",), ("resolve", "--sent")])
def test_a_number_beyond_all_is_a_sentence(refused: Said, command: tuple[str, ...]) -> None:
    """Row 71: however many digits are typed."""
    assert "9" * 30 in refused(2, "outbox", *command, "9" * 30)


@pytest.mark.usefixtures("kept")
def test_a_year_beyond_all_is_a_sentence(refused: Said) -> None:
    """Row 55: days are counted on from there."""
    told = refused(2, "log", "northwind", "delayed", "--until", "9999-12-31")
    assert "a year from 2000 to 2100 is expected" in told
