"""What is decided anew right before a message leaves, by file and by hour, and how it is shown."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result
from mailroom import CONFIG, GREYLISTED, UNKNOWN, Connection, Office, Server

from followup_mail import shipped
from followup_mail.posting import Account
from followup_mail.vocabulary import Kind

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]
Changed = Callable[..., Path]

MARIA = "maria.lopez@northwind.example"
LATER = ("--yes", "--later", "2026-12-03 9:00")
CHECK_IN = ("send", "check-in", "northwind")
HELD = f"Held: check-in to {MARIA} (message 1), since "
ME = """
[me]
name = "Sam Okafor"
email = "sam.okafor@example.com"
timezone = "America/Toronto"
"""


@pytest.fixture
def mine() -> str:
    """Return the time zone of the user."""
    return '[me]\ntimezone = "America/Toronto"\n'


# By file


@pytest.fixture
def attached(said: Said, changed: Changed, tmp_path: Path) -> Path:
    """Return the file that goes with a note that waits."""
    folder = tmp_path / "job"
    folder.mkdir()
    (folder / "paper.pdf").write_bytes(b"%PDF-1.7 the right one")
    file = changed("employer =", 'attachments = ["paper.pdf"]\nemployer =')
    (folder / "northwind.toml").write_bytes(file.read_bytes())
    said("add", folder / "northwind.toml")
    said("send", "thank-you", "northwind", "--to", "david", "--yes", "--later", "2026-11-20 14:00")
    return folder / "paper.pdf"


@pytest.mark.parametrize("content", [b"%PDF-1.7 another one!!", b"", None])
def test_an_attachment_that_was_replaced_holds_it(
    attached: Path,
    said: Said,
    run: Run,
    server: Server,
    clock: "Clock",
    content: bytes | None,
) -> None:
    """Row 90: a replaced or missing attachment is told, once, before a host is called."""
    right = attached.read_bytes()
    if content is None:
        attached.unlink()
    else:
        attached.write_bytes(content)
    clock.set("2026-11-20", "14:05")

    result = run("outbox", "deliver")

    assert result.exit_code in {65, 74}
    assert "paper.pdf" in result.stderr
    assert (server.connections, run("outbox", "deliver").output) == ([], "")
    attached.write_bytes(right)
    said("outbox", "deliver", "1")
    assert right in server.messages[0].get_payload(1).get_payload(decode=True)  # type: ignore[union-attr]  # a part


def test_an_attachment_that_is_replaced_on_the_way_never_leaves(
    attached: Path, run: Run, server: Server, clock: "Clock", monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 90: the attachment that is compared is the one that is sent, or nothing is."""
    before = Office.connect

    def late(self: Office, account: Account) -> Connection:
        attached.write_bytes(b"%PDF-1.7 another one!!")
        return before(self, account)

    monkeypatch.setattr(Office, "connect", late)
    clock.set("2026-11-20", "14:05")

    result = run("outbox", "deliver")

    assert b"another" not in b"".join(server.taken)
    assert (result.exit_code, server.offered) == (74, [])
    assert "was changed after the message was written" in result.stderr


def test_writing_it_anew_takes_the_new_attachment(
    attached: Path, said: Said, server: Server, clock: "Clock"
) -> None:
    """The one that waited with the old one gives way."""
    attached.write_bytes(b"%PDF-1.7 another one!!")
    clock.set("2026-11-20", "14:05")

    said("send", "thank-you", "northwind", "--to", "david", "--yes")

    assert len(server.taken) == 1
    assert said("outbox") == ""


def test_bytes_that_may_have_arrived_are_decided_about_too(
    thanked: Said, run: Run, server: Server
) -> None:
    """Row 90: bytes that may have arrived leave as they were, but not after an answer."""
    server.answers = [UNKNOWN]
    run(*CHECK_IN, "--yes")
    thanked("outbox", "resolve", "1", "--not-sent")
    thanked("log", "northwind", "acknowledged")

    result = run("outbox", "deliver", "1")

    assert (result.exit_code, len(server.offered)) == (4, 1)


def test_bytes_that_may_have_arrived_take_no_new_attachment(
    attached: Path, said: Said, run: Run, server: Server
) -> None:
    """They hold the old one; the message has to be taken out first."""
    server.answers = [UNKNOWN]
    run("outbox", "deliver", "1")
    said("outbox", "resolve", "1", "--not-sent")
    attached.write_bytes(b"%PDF-1.7 another one!!")

    result = run("send", "thank-you", "northwind", "--to", "david", "--yes")

    assert (result.exit_code, len(server.offered)) == (3, 1)
    assert "Message 1 may have arrived once, and can only be sent again as it was" in result.stderr


# By hour


@pytest.mark.parametrize(
    ("day", "hour", "until"),
    [
        ("2026-12-03", "20:00", "2026-12-04 09:00"),
        ("2026-12-04", "06:59", "2026-12-04 09:00"),
        ("2026-12-04", "19:00", "2026-12-07 09:00"),
        ("2026-12-05", "08:00", "2026-12-07 09:00"),
        ("2026-12-06", "12:00", "2026-12-07 09:00"),
        ("2026-12-25", "10:00", "2027-01-04 09:00"),
    ],
)
def test_outside_working_hours_there_it_waits_for_the_morning(
    waiting: Said, run: Run, server: Server, clock: "Clock", day: str, hour: str, until: str
) -> None:
    """Row 90: a timer that comes late sends nothing at night, on a weekend or a holiday."""
    clock.set(day, hour)

    told = run("outbox", "deliver")

    assert (told.exit_code, server.connections) == (0, [])
    line = f"Waits: check-in to {MARIA} (message 1), not before {until}. It was {hour} "
    assert told.stdout.startswith(line)
    assert waiting("outbox").startswith(line)
    assert waiting("outbox", "deliver") == ""
    clock.set(*until.split())
    waiting("outbox", "deliver")
    assert server.readers == [MARIA]


def test_what_a_server_put_off_waits_no_night_after_it_was_sent_late(
    thanked: Said, run: Run, server: Server, clock: "Clock"
) -> None:
    """Greylisted at half past six by the user's hand, it leaves half an hour later."""
    clock.set("2026-12-02", "18:50")
    server.answers = [GREYLISTED]
    run(*CHECK_IN, "--yes")
    clock.set("2026-12-02", "19:21")

    thanked("outbox", "deliver")

    assert server.readers == [MARIA, MARIA]


def test_the_hours_are_those_of_whoever_reads_it(
    thanked: Said, server: Server, clock: "Clock", changed: Changed
) -> None:
    """Noon in Toronto is evening for who works in Paris."""
    theirs = 'role    = "recruiter"\ntimezone = "Europe/Paris"\nplace = "FR"'
    thanked("add", changed('role    = "recruiter"', theirs), "--name", "northwind")
    thanked(*CHECK_IN, *LATER)
    clock.set("2026-12-03", "14:00")

    told = thanked("outbox", "deliver")

    assert told.endswith("not before 2026-12-04 03:00. It was 20:00 where Maria works.\n")
    assert server.connections == []


def test_a_day_alone_is_its_morning_where_it_is_read(
    thanked: Said, server: Server, clock: "Clock", home: Path
) -> None:
    """Nine o'clock in Paris would be night in Toronto, and nobody named that hour."""
    config = (home / "config.toml").read_text(encoding="utf-8")
    (home / "config.toml").write_text(
        config.replace("America/Toronto", "Europe/Paris"), encoding="utf-8"
    )

    told = thanked(*CHECK_IN, "--yes", "--later", "2026-12-03")

    assert f"\nWaits: check-in to {MARIA} (message 1), not before 2026-12-03 15:00\n" in told
    clock.set("2026-12-03", "09:00")
    thanked("outbox", "deliver")
    assert server.readers == [MARIA]


# As it is shown


def test_held_messages_are_shown_first_everywhere(waiting: Said, run: Run, clock: "Clock") -> None:
    """With why and what to type; before a timer has found it out, too."""
    waiting("send", "check-in", "northwind", "--to-myself", *LATER)
    waiting("log", "northwind", "called", "--to", "maria")
    held = f"{HELD}called on 2026-12-02 was recorded after it was written. Take it out "

    for _ in range(2):
        assert waiting("outbox").startswith(held)
        assert waiting("next").startswith(held)
        assert waiting("next", "--due").startswith(held)
        doctor = run("doctor")
        assert doctor.stdout.startswith(f"BAD  held message: {held}")
        assert doctor.exit_code != 0
        for data in (
            json.loads(waiting("next", "--json"))["held"],
            json.loads(waiting("outbox", "list", "--json")),
        ):
            assert data[0]["held"] == "called on 2026-12-02 was recorded after it was written"
        clock.set("2026-12-03", "09:05")
        run("outbox", "deliver")

    assert waiting("outbox", "cancel", "1") == f"Cancelled: check-in to {MARIA} (message 1)\n"
    assert "Held" not in waiting("next") + waiting("outbox", "list", "--all")
    assert json.loads(waiting("next", "--json"))["held"] == []


def test_what_is_written_anew_with_the_same_words_is_held_no_more(
    waiting: Said, run: Run, server: Server, clock: "Clock"
) -> None:
    """It was looked at anew, and goes on as the message that it is."""
    waiting("log", "northwind", "snoozed", "--until", "2026-12-02")
    clock.set("2026-12-03", "09:05")
    assert "Held" in run("outbox", "deliver").stderr
    (before,) = json.loads(waiting("outbox", "list", "--json"))

    result = run(*CHECK_IN, "--yes")

    assert result.exit_code == 0
    assert server.readers == [MARIA]
    assert server.messages[0]["Message-ID"] == before["message_id"] or "cancelled" in result.stderr


# Whatever is written


def test_what_only_seems_wrong_by_now_holds_nothing(
    said: Said, server: Server, clock: "Clock", changed: Changed
) -> None:
    """Nobody knows any more that the words came from a detail, where that is no fault."""
    asked = "how the data team is growing from four people to nine"
    said("add", changed(asked, "the [beta] of the billing"), "--name", "northwind")
    said("send", "thank-you", "northwind", "--to", "maria", "--yes", "--later", "2026-11-20 14:00")
    clock.set("2026-11-20", "14:05")

    said("outbox", "deliver")

    assert server.readers == [MARIA]


@pytest.mark.parametrize("name", [path.stem for path in sorted(shipped.examples().glob("*.toml"))])
def test_nothing_that_may_be_sent_is_held_without_a_reason(
    said: Said, run: Run, server: Server, clock: "Clock", home: Path, name: str
) -> None:
    """Of every example, whatever can be written leaves when it is due; what was forced, too."""
    language = 'default_language = "en-CA"\n'
    (home / "config.toml").write_text(f"{language}{ME}{CONFIG}", encoding="utf-8")
    said("add", shipped.examples() / f"{name}.toml", "--name", name)
    days = ("2026-12-07", "2026-12-14", "2026-12-21", "2027-01-11", "2027-01-18")
    kinds = [kind for kind in Kind if kind.mailed]
    for day, kind in zip(days, kinds, strict=True):
        clock.set(day, "09:00")
        asked = ("send", kind.value, name, "--yes", "--later", f"{day} 11:00")
        written = run(*asked)
        blocked = dict.fromkeys(re.findall(r"--force ([a-z-]+)=REASON", written.stderr))
        if blocked:
            written = run(*asked, *(f"--force={check}=it is meant" for check in blocked))
        clock.set(day, "11:05")
        result = run("outbox", "deliver")
        assert "Held" not in written.output + result.output, (kind, result.output)
        assert result.stdout.count("Sent: ") == written.stdout.count("Waits: ")
    assert said("outbox") == ""
    assert server.taken or name == "minimal"
