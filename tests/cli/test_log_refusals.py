"""What ``log`` and its like refuse, and whom they record an event with."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]


@pytest.fixture
def checked_in(said: Said, northwind: Path, clock: "Clock") -> Said:
    """Return ``said`` with the example kept, up to the check-in of 2 December."""
    said("add", northwind)
    for did in ("thank-you", "promise"):
        said("log", "northwind", did)
    clock.set("2026-12-02")
    said("log", "northwind", "check-in")
    return said


@pytest.mark.usefixtures("checked_in")
def test_the_same_twice_on_a_day_is_refused_unless_a_note_tells_them_apart(
    said: Said, refused: Said
) -> None:
    """A slip of the fingers would count as a second chase."""
    before = said("next")

    assert refused(2, "log", "northwind", "check-in") == (
        "Error: check-in (Maria Lopez): that is on record already, for Wednesday 2 December. If "
        "it happened twice, add --note TEXT.\n"
    )
    assert said("next") == before
    said("log", "northwind", "check-in", "--to", "maria", "--note", "from my phone")
    assert refused(2, "log", "northwind", "check-in", "--to", "maria", "--note", "from my phone")
    said("log", "northwind", "check-in", "--to", "david")
    assert said("show", "northwind").count("You checked in with Maria Lopez") == 2


@pytest.mark.parametrize("did", ["delayed", "acknowledged", "rejected", "offer", "on-hold"])
def test_what_they_did_names_nobody_who_was_not_told(checked_in: Said, did: str) -> None:
    """The program can't know who wrote; ``--to`` says it."""
    told = checked_in("log", "northwind", did).splitlines()[0]

    assert told == f"Recorded: northwind, Wednesday 2 December: {did}."
    mark = json.loads(checked_in("show", "northwind", "--json"))["timeline"]
    assert [each["who"] for each in mark if each["what"] == did and each["done"]] == [""]
    checked_in("undo")
    named = checked_in("log", "northwind", did, "--to", "david").splitlines()[0]
    assert named == f"Recorded: northwind, Wednesday 2 December: {did} (David Chen)."


def test_the_answer_of_an_insider_is_that_of_whom_was_asked(checked_in: Said) -> None:
    """Only they can have helped."""
    checked_in("log", "northwind", "network", "--note", "early")

    assert checked_in("log", "northwind", "network-reply").startswith(
        "Recorded: northwind, Wednesday 2 December: network-reply (Priya Raman).\n"
    )


def test_a_bounce_is_asked_for_where_several_were_written_to(
    said: Said, refused: Said, northwind: Path
) -> None:
    """With one message sent there is no doubt which one came back."""
    said("add", northwind)
    said("log", "northwind", "thank-you", "--to", "maria")
    assert said("log", "northwind", "bounced").startswith(
        "Recorded: northwind, Friday 20 November: bounced (Maria Lopez).\n"
    )
    said("undo")
    said("log", "northwind", "thank-you", "--to", "david")

    assert refused(2, "log", "northwind", "bounced") == (
        "Error: bounced: say whom it concerns with --to ID (maria, david, priya).\n"
    )


def test_plain_thanks_go_to_whom_the_due_answer_is_for(checked_in: Said, clock: "Clock") -> None:
    """The command that ``next`` suggests settles its step, with the person or without."""
    clock.set("2026-12-03")
    checked_in("log", "northwind", "delayed", "--until", "2026-12-09")
    assert checked_in("next").endswith("Next: followup-mail log northwind thank-you --to maria\n")

    assert checked_in("log", "northwind", "thank-you").startswith(
        "Recorded: northwind, Thursday 3 December: thank-you (Maria Lopez).\n"
    )

    assert checked_in("next", "--due") == ""


def test_thanks_go_to_nobody_where_nobody_can_be_reached(
    said: Said, northwind: Path, tmp_path: Path, clock: "Clock"
) -> None:
    """After a rejection and a bounce the suggested command still ends well."""
    file = tmp_path / "alone.toml"
    text = northwind.read_text(encoding="utf-8")
    begin, end = text.index("[people.david]"), text.index("[[interviews]]")
    alone = text[:begin] + text[end : text.index("[[strengths]]")]
    file.write_text(
        "\n".join(line for line in alone.splitlines() if not line.startswith("david")),
        encoding="utf-8",
    )
    said("add", file)
    said("log", "northwind", "thank-you")
    said("log", "northwind", "bounced", "--to", "maria")
    said("log", "northwind", "rejected")
    clock.set("2026-11-23")
    lines = said("next", "--due", "--json")

    for line in json.loads(lines)["lines"]:
        said(*line["command"].split()[1:])

    assert said("next", "--due") == ""


@pytest.mark.parametrize(
    "did", ["check-in", "network", "escalation", "called", "voicemail", "no-answer", "gatekeeper"]
)
def test_nobody_is_asked_before_the_first_interview(
    said: Said, refused: Said, northwind: Path, did: str
) -> None:
    """The day is a slip; thanks, which ask nothing, are taken."""
    said("add", northwind)

    assert refused(2, "log", "northwind", did, "--to", "maria", "--on", "2026-11-18") == (
        f"Error: {did}: Wednesday 18 November lies before the first interview, Thursday 19 "
        "November, and until then nobody is asked. If that day is wrong: followup-mail edit "
        "northwind\n"
    )
    said("log", "northwind", "acknowledged", "--on", "2026-11-18")


def test_what_has_ended_is_not_put_off(said: Said, refused: Said, northwind: Path) -> None:
    """There is nothing to be reminded of."""
    said("add", northwind)
    said("close", "northwind", "--as", "rejected")

    assert refused(2, "snooze", "northwind", "tomorrow") == (
        "Error: northwind has ended (rejected, on 20 November 2026): there is nothing to put off. "
        "To go on with it: followup-mail reopen northwind\n"
    )


def test_what_is_open_is_not_reopened(said: Said, refused: Said, northwind: Path) -> None:
    """On hold, it can be: nobody waits any longer then."""
    said("add", northwind)

    assert refused(2, "reopen", "northwind") == (
        "Error: northwind has not ended, so there is nothing to reopen.\n"
    )
    said("log", "northwind", "on-hold")
    said("reopen", "northwind")


def test_a_snooze_into_the_past_names_no_option_that_was_not_typed(
    said: Said, refused: Said, northwind: Path
) -> None:
    """The day stands behind the name there."""
    said("add", northwind)

    assert refused(2, "snooze", "northwind", "yesterday") == (
        "Error: snoozed: it can't last until Thursday 19 November, which lies before the day of "
        "the event, Friday 20 November.\n"
    )


def test_after_a_call_the_day_they_named_is_asked_for(run: Run, checked_in: Said) -> None:
    """What they said on the phone moves the next step, if it is recorded."""
    result = run("log", "northwind", "called", "--to", "david")

    assert result.stderr == (
        "\nIf they named a day: followup-mail log northwind delayed --until DAY\n"
    )
    assert checked_in("undo") != ""


def test_a_day_in_another_year_is_told_with_the_year(checked_in: Said, clock: "Clock") -> None:
    """The day of the event comes first."""
    clock.set("2026-12-03")

    told = checked_in("log", "northwind", "delayed", "--to", "maria", "--until", "2027-01-22")

    assert told.splitlines()[0] == (
        "Recorded: northwind, Thursday 3 December: delayed (Maria Lopez) until Friday 22 January "
        "2027."
    )
