"""The word ``due`` as a kind: which step it takes, and what is said where none is written here."""

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
def asked(said: Said, northwind: Path, clock: "Clock") -> Said:
    """Return ``said`` with the example kept, up to the check-in of 2 December."""
    said("add", northwind)
    for did in ("thank-you", "promise"):
        said("log", "northwind", did)
    clock.set("2026-12-02")
    said("log", "northwind", "check-in")
    return said


@pytest.fixture
def called(asked: Said, clock: "Clock") -> Said:
    """Return ``asked`` with a first call that nobody answered, on the day of the second."""
    for day, did in (
        ("2026-12-08", "network"), ("2026-12-14", "escalation"), ("2026-12-21", "no-answer"),
    ):  # fmt: skip
        clock.set(day)
        asked("log", "northwind", did)
    clock.set("2027-01-04")
    return asked


def test_the_first_step_that_is_written_here_is_taken(
    said: Said, run: Run, northwind: Path, clock: "Clock"
) -> None:
    """A promise in front of it is no message; that it is due is said."""
    said("add", northwind)
    said("log", "northwind", "thank-you")
    clock.set("2026-12-02")
    assert said("next").endswith("Next: followup-mail log northwind promise --to david\n")

    result = run("draft", "due", "northwind")

    assert "Subject: Data Engineer – next steps\n" in result.stdout
    assert result.stderr.startswith(
        "To Maria Lopez: the recruiter, who runs the process.\n"
        "Due as well: send David Chen what you promised (followup-mail show northwind).\n"
    )


def test_an_answer_is_written_by_the_writer(asked: Said, refused: Said, clock: "Clock") -> None:
    """The program has not seen what they wrote; it says what to record."""
    clock.set("2026-12-03")
    asked("log", "northwind", "delayed", "--until", "2026-12-09", "--to", "maria")

    assert refused(2, "draft", "due", "northwind") == (
        "Error: northwind: what is due is an answer to Maria Lopez (Maria asked for more time on 3 "
        "December: a short answer within one business day). Write it yourself, in the thread. "
        "Then: followup-mail log northwind thank-you --to maria\n"
    )


def test_a_second_call_has_the_card_of_its_voicemail_below(called: Said, run: Run) -> None:
    """Somebody may well answer; if nobody does, one message is left."""
    result = run("script", "due", "northwind")

    titles = [line for line in result.stdout.splitlines() if line.endswith(" en-CA")]
    assert [title.split("  ")[0] for title in titles] == [
        "Call to David Chen", "Voicemail for David Chen",
    ]  # fmt: skip
    assert "as you asked" not in result.stdout
    assert result.stderr == (
        "To David Chen: the hiring manager, whom you wrote to last.\n"
        "\n"
        "\n"
        "Once you have called, say what came of it (called, no-answer, voicemail, gatekeeper):\n"
        "\n"
        "  followup-mail log northwind called --to david\n"
    )
    both = json.loads(called("script", "due", "northwind", "--json"))
    assert (both["kind"], both["then"]["kind"], both["then"]["then"]) == ("call", "voicemail", None)
    assert json.loads(called("script", "call", "northwind", "--json"))["then"] is None


def test_after_a_voicemail_the_second_call_leaves_none(called: Said, clock: "Clock") -> None:
    """One is enough."""
    called("undo")
    clock.set("2026-12-21")
    called("log", "northwind", "voicemail")
    clock.set("2027-01-04")

    assert json.loads(called("script", "due", "northwind", "--json"))["then"] is None


def test_a_template_of_ones_own_is_not_taken_for_the_voicemail(
    called: Said, tmp_path: Path
) -> None:
    """It was written for the call."""
    template = tmp_path / "call.txt"
    template.write_text("Hello, this is {{ me.name }}.\n", encoding="utf-8")

    card = called("script", "due", "northwind", "--template", template)

    assert "Voicemail for" not in card


def test_a_message_is_no_script(said: Said, refused: Said, northwind: Path) -> None:
    """What is due can be written, but by the other command."""
    said("add", northwind)

    error = refused(2, "script", "due", "northwind")

    assert error.startswith("Error: northwind: what is due is no call (thank-you to Maria Lopez ")
    assert error.endswith(" Next: followup-mail draft due northwind\n")


def test_a_draft_as_text_ends_with_what_to_record(asked: Said, run: Run, clock: "Clock") -> None:
    """Whoever pastes it into a mail program has sent it then."""
    clock.set("2026-12-08")

    assert run("draft", "due", "northwind").stderr.endswith(
        "\nOnce it is sent:\n"
        "\n"
        "  followup-mail log northwind network --to priya\n"
        "\n"
        "Next: followup-mail draft network northwind --format eml -o drafts/\n"
    )
    assert "log northwind" not in run("draft", "due", "northwind", "--format", "json").stderr
    assert asked("next", "--due") != ""


def test_a_check_in_that_was_not_recorded_is_asked_for_by_its_command(
    said: Said, refused: Said, northwind: Path, clock: "Clock"
) -> None:
    """The history of what is kept stands in no file any more."""
    said("add", northwind)
    clock.set("2026-12-14")

    assert refused(65, "draft", "escalation", "northwind") == (
        "Error: When did you check in, and with whom?\n"
        "Record it: followup-mail log northwind check-in --to ID --on DAY\n"
    )
    assert refused(65, "draft", "escalation", northwind).startswith(
        "Error: When did you check in, and with whom?\nFill in `[[history]]` "
    )


def test_a_detail_that_is_missing_is_asked_for_with_its_table_and_the_command(
    said: Said, refused: Said, northwind: Path, tmp_path: Path, clock: "Clock"
) -> None:
    """The lines can be copied as they stand."""
    file = tmp_path / "no-address.toml"
    text = northwind.read_text(encoding="utf-8")
    file.write_text(
        text.replace('email   = "maria.lopez@northwind.example"\n', ""), encoding="utf-8"
    )
    said("add", file)
    clock.set("2026-12-02")

    assert refused(65, "draft", "check-in", "northwind") == (
        "Error: What is Maria Lopez's e-mail address?\n"
        "Fill in `people.maria.email` in the application file, for example:\n"
        "\n"
        "[people.maria]\n"
        'email = "jo.park@employer.example"\n'
        "\n"
        "Type `followup-mail edit northwind`.\n"
    )


def test_what_has_ended_is_reopened_by_a_command(asked: Said, refused: Said) -> None:
    """Of a file, an entry of its history says so."""
    asked("close", "northwind", "--as", "rejected")

    assert refused(2, "draft", "check-in", "northwind").endswith(
        " If it goes on after all, type: followup-mail reopen northwind\n"
    )
