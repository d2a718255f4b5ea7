"""``outbox``: what waits, sent when it is due, held when it is stale, settled by a person."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result
from mailroom import CONFIG, REFUSED, Office, Server

from followup_mail.errors import TryLaterError

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]
Build = Callable[..., Office]

MARIA, DAVID = "maria.lopez@northwind.example", "david.chen@northwind.example"
LATER = ("--yes", "--later", "2026-12-03 9:00")
GONE = TryLaterError("mail.home.example: host not found; check its spelling.")


@pytest.fixture
def mine() -> str:
    """Return the time zone of the user."""
    return '[me]\ntimezone = "America/Toronto"\n'


HELD = f"Held: check-in to {MARIA} (message 1)"
THEN = (
    "Take it out and write it anew (followup-mail outbox cancel 1), or have it looked at again: "
    "followup-mail outbox deliver 1"
)


def test_a_message_for_later_leaves_when_it_is_due(
    waiting: Said, server: Server, clock: "Clock"
) -> None:
    """Not a minute before; it is recorded and then gone from the list."""
    line = f"Waits: check-in to {MARIA} (message 1), not before 2026-12-03 09:00\n"
    assert waiting("outbox") == line
    clock.set("2026-12-03", "08:59")
    assert waiting("outbox", "deliver") == ""
    assert server.connections == []
    clock.set("2026-12-03", "09:00")

    assert waiting("outbox", "deliver") == f"Sent: check-in to {MARIA} (message 1)\n"

    assert server.messages[0]["Date"] == "Thu, 03 Dec 2026 14:00:00 +0000"
    assert waiting("outbox", "list") == ""
    assert waiting("outbox", "deliver") == ""
    assert len(server.connections) == 1
    assert "You checked in with Maria Lopez" in waiting("show", "northwind")


def test_nothing_is_said_to_a_timer_where_nothing_is_due(
    said: Said, run: Run, typed: Run, home: Path
) -> None:
    """Cron mails whatever is printed; a person is told that there is nothing."""
    result = run("outbox", "deliver")

    assert (result.exit_code, result.output) == (0, "")
    assert typed("", "outbox", "deliver").stderr == (
        "Nothing is to be sent now. Next: followup-mail outbox\n"
    )
    assert run("outbox").stderr == "Nothing waits to be sent.\n"
    assert said("outbox", "list", "--json") == "[]\n"
    assert not list(home.glob("*.db"))


@pytest.mark.parametrize("did", ["acknowledged", "rejected"])
def test_an_answer_of_theirs_holds_it(
    waiting: Said, run: Run, server: Server, clock: "Clock", did: str
) -> None:
    """Status 4: to a timer once, to whoever gives its number every time."""
    waiting("log", "northwind", did)
    clock.set("2026-12-03")

    for numbers in ((), ("1",), ("1",)):
        result = run("outbox", "deliver", *numbers)
        assert (result.exit_code, result.stdout) == (4, "")
        assert result.stderr == (
            f"Error: {HELD}, since {did} on 2026-12-02 was recorded after it was written. {THEN}\n"
        )

    assert (run("outbox", "deliver").output, server.connections) == ("", [])
    assert waiting("outbox", "cancel", "1") == f"Cancelled: check-in to {MARIA} (message 1)\n"
    assert waiting("outbox", "deliver") == ""


def test_what_the_user_did_holds_it_too(
    waiting: Said, run: Run, server: Server, clock: "Clock"
) -> None:
    """That is no failure of a timer; taken back, it is sent once the user says so."""
    waiting("log", "northwind", "called", "--to", "maria")
    clock.set("2026-12-03")

    result = run("outbox", "deliver")

    assert (result.exit_code, server.connections) == (0, [])
    assert result.stderr.startswith(f"{HELD}, since called on 2026-12-02 was recorded aft")
    result = run("outbox", "deliver", "1")
    assert (result.exit_code, server.connections) == (3, [])
    assert result.stderr.startswith(f"Error: {HELD}, since called on 2026-12-02 was recorded after")
    waiting("undo", "northwind")
    assert waiting("outbox", "deliver") == ""
    waiting("outbox", "deliver", "1")
    assert server.readers == [MARIA]
    assert '"held": null' in waiting("outbox", "list", "--all", "--json")


def test_a_file_that_was_changed_holds_it(
    waiting: Said, run: Run, server: Server, clock: "Clock", northwind: Path, tmp_path: Path
) -> None:
    """They may have asked not to be written to."""
    changed = tmp_path / "northwind.toml"
    text = northwind.read_text(encoding="utf-8")
    changed.write_text(f"do_not_contact = true\n{text}", encoding="utf-8")
    waiting("add", changed, "--name", "northwind")
    clock.set("2026-12-03")

    result = run("outbox", "deliver")

    assert (result.exit_code, server.connections) == (0, [])
    assert result.stderr.startswith(f"{HELD}, since the application's file was changed")


def test_one_note_of_thanks_holds_no_other(
    said: Said, server: Server, northwind: Path, clock: "Clock"
) -> None:
    """Though the first is recorded before the second leaves."""
    said("add", northwind)
    said("send", "thank-you", "northwind", "--yes", "--later", "2026-11-20 18:00")
    clock.set("2026-11-20", "18:00")
    said("outbox", "deliver", "1")
    clock.set("2026-11-20", "18:15")

    said("outbox", "deliver")

    assert server.readers == [MARIA, DAVID]


def test_a_message_may_be_sent_at_once_by_its_number(waiting: Said, server: Server) -> None:
    """Though it was for later; a number twice is one message."""
    assert waiting("outbox", "deliver", "1", "1") == f"Sent: check-in to {MARIA} (message 1)\n"
    assert waiting("outbox", "deliver", "1") == (
        f"Already sent on 2026-12-02: check-in to {MARIA}\n"
    )

    assert server.readers == [MARIA]


def test_sending_it_now_sends_the_one_that_waits(waiting: Said, run: Run, server: Server) -> None:
    """There are never two of one step; words of another day give way to today's."""
    result = run("send", "check-in", "northwind", "--yes")

    assert result.exit_code == 0
    assert server.readers == [MARIA]
    assert waiting("outbox") == ""


def test_another_time_takes_the_place_of_the_first(waiting: Said, run: Run) -> None:
    """The message waits once, for the newest time."""
    result = run("send", "check-in", "northwind", "--yes", "--later", "2026-12-04 9:00")

    assert "Message 1, which waited with other words, is cancelled.\n" in result.stderr
    assert waiting("outbox") == (
        f"Waits: check-in to {MARIA} (message 2), not before 2026-12-04 09:00\n"
    )


def test_an_account_that_is_gone_stops_no_other(
    waiting: Said, run: Run, server: Server, home: Path, clock: "Clock"
) -> None:
    """The message waits, and it is said how to go on."""
    work = CONFIG.replace("accounts.home", "accounts.work")
    (home / "config.toml").write_text(work, encoding="utf-8")
    waiting("send", "check-in", "northwind", "--to-myself", *LATER)
    clock.set("2026-12-03")

    result = run("outbox", "deliver")

    told = (
        "Error: Message 1 goes through the account home, which is not on file any more; add it "
        "again, or take the message out: followup-mail outbox cancel 1\n"
    )
    assert (result.exit_code, result.stderr) == (78, told)
    assert server.readers == ["sam.okafor@example.com"]


def test_numbers_that_fit_nothing_are_refused(
    waiting: Said, refused: Said, run: Run, server: Server
) -> None:
    """Each with a sentence, and nothing is changed."""
    before = waiting("outbox", "list", "--all", "--json")
    for command in (("deliver", "9"), ("cancel", "9"), ("resolve", "9", "--sent")):
        assert refused(66, "outbox", *command) == (
            "Error: There is no message 9 in the outbox; see: followup-mail outbox list\n"
        )
    assert refused(2, "outbox", "resolve", "1") == "Error: Say one of --sent and --not-sent.\n"
    assert refused(2, "outbox", "resolve", "1", "--sent", "--not-sent") == (
        "Error: Say one of --sent and --not-sent.\n"
    )
    assert refused(2, "outbox", "resolve", "1", "--sent") == (
        "Error: Message 1 isn't unknown but queued; nothing was changed.\n"
    )
    assert run("outbox", "cancel", "one").exit_code == 2
    assert waiting("outbox", "list", "--all", "--json") == before
    waiting("outbox", "deliver", "1")
    assert "is sent and can't be cancelled any more" in refused(2, "outbox", "cancel", "1")
    assert len(server.taken) == 1


def test_the_list_shows_what_is_to_be_done(waiting: Said, run: Run, server: Server) -> None:
    """What was refused or put off stands there with its reason; what was sent on demand."""
    server.answers = [REFUSED]
    run("outbox", "deliver", "1")
    server.unreachable = GONE
    run("send", "check-in", "northwind", "--yes")

    assert waiting("outbox") == (
        f"Refused: check-in to {MARIA} (message 1). {REFUSED.told}\n"
        f"Not sent yet: check-in to {MARIA} (message 2). {GONE}\n"
    )
    found = json.loads(waiting("outbox", "list", "--json"))
    assert [(each["id"], each["state"], each["attempts"]) for each in found] == [
        (1, "refused", 1),
        (2, "deferred", 1),
    ]
