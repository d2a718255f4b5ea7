"""Messages for applications that are kept: what is due, what was said before and elsewhere."""

import email
from collections.abc import Callable
from email.policy import default
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
    said("draft", "due", "northwind")
    said("log", "northwind", "check-in")
    return said


def test_the_notes_that_are_due_are_those_of_the_file(said: Said, northwind: Path) -> None:
    """A kept application is written about as its file is."""
    said("add", northwind)

    assert said("draft", "due", "northwind") == said("draft", "thank-you", northwind)


def test_due_works_for_a_file_as_well(said: Said, examples: Path, clock: "Clock") -> None:
    """The step follows from the file's own history."""
    clock.set("2026-12-08")

    written = said("draft", "due", examples / "northwind-checked-in.toml")

    assert written.startswith("To: Priya Raman <priya.raman@northwind.example>\n")


def test_the_check_in_is_told_from_the_history(asked: Said, clock: "Clock") -> None:
    """When it was and to whom is on record, so nobody has to say it again."""
    clock.set("2026-12-08")
    assert "I wrote to Maria last Wednesday to ask about timing" in asked(
        "draft", "due", "northwind"
    )
    asked("log", "northwind", "network")
    clock.set("2026-12-14")

    assert "I wrote to Maria Lopez on December 2 to ask about the timeline" in asked(
        "draft", "due", "northwind"
    )


def test_a_draft_to_send_ends_with_what_to_record(
    asked: Said, run: Run, clock: "Clock", tmp_path: Path
) -> None:
    """The commands can be typed as they stand, and the history has what they say."""
    clock.set("2026-12-08")
    file = tmp_path / "note.eml"

    result = run("draft", "due", "northwind", "-o", file)

    assert result.stderr.endswith(
        "\nOnce it is sent:\n\n  followup-mail log northwind network --to priya\n"
    )
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    assert message["To"] == "Priya Raman <priya.raman@northwind.example>"
    asked("log", "northwind", "network", "--to", "priya")
    assert "You asked Priya Raman whether there is news" in asked("show", "northwind")


def test_nothing_due_is_no_message(said: Said, refused: Said, northwind: Path) -> None:
    """The day on which something will be is named."""
    said("add", northwind)
    for did in ("thank-you", "promise"):
        said("log", "northwind", did)

    assert refused(2, "draft", "due", "northwind") == (
        "Error: northwind: nothing is due until Wednesday 2 December (check-in to Maria Lopez: "
        "three business days after 27 November, the date Maria named on 19 November). To write it "
        "now, name it: check-in.\n"
    )


def test_what_is_due_may_be_no_message(said: Said, refused: Said, northwind: Path) -> None:
    """A promise is kept by whoever made it."""
    said("add", northwind)
    said("log", "northwind", "thank-you")

    assert refused(2, "draft", "due", "northwind") == (
        "Error: northwind: what is due is no message that is written here (promise to David Chen: "
        "you promised David the write-up of our Kafka migration by 20 November). Next: "
        "followup-mail log northwind promise --to david\n"
    )


def test_there_is_nothing_to_ask_for_once_it_has_ended(
    asked: Said, refused: Said, clock: "Clock"
) -> None:
    """Until something new is recorded."""
    asked("close", "northwind", "--as", "rejected")
    clock.set("2026-12-14")

    assert refused(2, "draft", "escalation", "northwind").startswith(
        "Error: There is nothing to ask for: on 2026-12-02 they said no "
    )
    assert refused(2, "draft", "due", "northwind").startswith("Error: northwind: ")
    asked("reopen", "northwind")
    assert asked("draft", "escalation", "northwind").startswith("To: David Chen ")


def test_a_message_before_news_is_stale(asked: Said, refused: Said) -> None:
    """Looking back, a draft doesn't know what came later."""
    assert (
        "blocked (stale): The message is for 2026-12-01, but on 2026-12-02 there was news: "
        "check-in (Maria Lopez). Write it anew for a later day, or leave it.\n"
    ) in refused(3, "draft", "check-in", "northwind", "--on", "2026-12-01")
    assert "You checked in" in asked("show", "northwind")


def test_a_day_to_come_is_no_hour_of_the_night(said: Said, run: Run, northwind: Path) -> None:
    """A draft for another day is taken to go out by day."""
    said("add", northwind)
    for did in ("thank-you", "promise"):
        said("log", "northwind", did)

    result = run("draft", "check-in", "northwind", "--on", "2026-12-02")

    assert result.stderr == (
        "To Maria Lopez: the recruiter, who runs the process.\n"
        "\n"
        "\n"
        "Once it is sent:\n"
        "\n"
        "  followup-mail log northwind check-in --to maria\n"
        "\n"
        "Next: followup-mail draft check-in northwind --on=2026-12-02 --format eml -o drafts/\n"
    )


def test_now_at_night_is_pointed_out(said: Said, run: Run, northwind: Path, clock: "Clock") -> None:
    """The hour is that of whoever reads it."""
    said("add", northwind)
    clock.set("2026-11-20", "23:30")

    error = run("draft", "thank-you", "northwind", "--to", "maria").stderr

    assert "(sending-time): It is 23:30 where Maria works: " in error


def test_the_name_of_another_application_blocks(
    said: Said, refused: Said, northwind: Path, examples: Path, tmp_path: Path
) -> None:
    """An employer or a person of another process in the text is the worst slip of all."""
    other = tmp_path / "panel.toml"
    panel = (examples / "panel.toml").read_text(encoding="utf-8")
    theirs = 'name  = "Aiko Tanaka-Ruiz"\nemail = "aiko@example.com"'
    own = 'name  = "Sam Okafor"\nemail = "sam.okafor@example.com"'
    other.write_text(panel.replace(theirs, own), encoding="utf-8")
    said("add", other)
    file = tmp_path / "slip.toml"
    text = northwind.read_text(encoding="utf-8")
    file.write_text(text.replace("data quality there", "Halden Robotics there"), encoding="utf-8")
    said("add", file)

    assert refused(3, "draft", "thank-you", "northwind", "--to", "david") == (
        "To David Chen: you met in the interview.\n"
        'blocked (other-application): "Halden Robotics" (from why) belongs to another application, '
        "halden: leave it out, or put the right name.\n"
        "\n"
        "Error: Nothing was written. Mend what blocks it, see it whole with `followup-mail "
        "preview`, or overrule it: --force other-application=REASON.\n"
    )
    said("remove", "halden", "--yes")
    said("draft", "thank-you", "northwind", "--to", "david")


def test_another_clients_names_are_nobodys_business(
    said: Said, northwind: Path, examples: Path, tmp_path: Path
) -> None:
    """Not even as a warning: clients don't learn of each other."""
    other = tmp_path / "other.toml"
    panel = (examples / "panel.toml").read_text(encoding="utf-8")
    other.write_text(f'client = "Ada"\n{panel}', encoding="utf-8")
    said("add", other)
    file = tmp_path / "slip.toml"
    text = northwind.read_text(encoding="utf-8")
    file.write_text(text.replace("data quality there", "Halden Robotics there"), encoding="utf-8")
    said("add", file)

    assert "Halden Robotics" in said("draft", "thank-you", "northwind", "--to", "david")


def test_a_second_message_that_says_the_same_is_pointed_out(
    asked: Said, run: Run, clock: "Clock"
) -> None:
    """What was sent to the same person before is compared with, once it is on record."""
    clock.set("2026-12-09")
    told = "% of this message stood in the check-in of 2026-12-02 to Maria Lopez: say"

    assert told in " ".join(asked("preview", "check-in", "northwind").split())
    assert "warning (repetition): " in run("draft", "check-in", "northwind").stderr
    asked("undo", "northwind")
    assert "(repetition): " not in run("draft", "check-in", "northwind").stderr


def test_a_draft_that_was_never_used_is_compared_with_nothing(
    said: Said, run: Run, northwind: Path
) -> None:
    """Writing the same draft twice is no repetition."""
    said("add", northwind)
    first = run("draft", "due", "northwind")

    again = run("draft", "due", "northwind")

    assert (again.stdout, again.stderr) == (first.stdout, first.stderr)


def test_two_notes_of_one_panel_alike_are_blocked(
    said: Said, refused: Said, northwind: Path, tmp_path: Path
) -> None:
    """Written together, or one after the other: they may compare."""
    template = tmp_path / "en" / "thank-you.txt"
    template.parent.mkdir()
    template.write_text(ALIKE, encoding="utf-8")
    said("add", northwind)
    draft = ("draft", "thank-you", "northwind", "--template", template, "--force", "topic=x")

    together = refused(3, *draft)
    said(*draft, "--to", "maria")
    alone = refused(3, *draft, "--to", "david")

    told = "of this note stands in the one to Maria Lopez too, and they may compare"
    assert f"blocked (alike-notes) [david]: 100% {told}" in together
    assert f"blocked (alike-notes): 100% {told}" in alone


ALIKE = """\
Subject: Thank you – {{ position }} interview

Hi {{ to.name }},

Thank you for the interview about the {{ position }} position. I learned a lot about your team, \
and how you move data safely from one system to another without losing any of it was very \
interesting to me.

I would like to join you, and look forward to hearing from you soon.

Best regards,
{{ me.name }}
"""


def test_an_application_that_lacks_details_asks_for_them(said: Said, refused: Said) -> None:
    """The first question, where its answer goes, and the command."""
    said(
        "add",
        "-",
        stdin=(
            b'employer = "Vole & Sons"\nposition = "Binder"\nlanguage = "en-GB"\n'
            b'[me]\nname = "Sam Okafor"\nemail = "sam.okafor@example.com"\n'
            b'[people.jo]\nname = "Jo Park"\n'
        ),
    )

    assert refused(65, "draft", "thank-you", "vole") == (
        "Error: What is Jo Park's role?\n"
        "Fill in `people.jo.role` in the application file, for example:\n"
        "\n"
        "[people.jo]\n"
        'role = "recruiter"  # or agency, hr, coordinator, hiring-manager, chair, interviewer, '
        "insider\n"
        "\n"
        "Type `followup-mail edit vole`.\n"
    )


def test_a_setting_is_for_this_once(asked: Said, clock: "Clock") -> None:
    """``--set`` changes the message and nothing that is kept."""
    clock.set("2026-12-08")
    kept = asked("show", "northwind", "--file")

    written = asked("draft", "due", "northwind", "--set", "people.priya.goes_by=Pri")

    assert "Hi Pri,\n" in written
    assert asked("show", "northwind", "--file") == kept


def test_a_card_for_the_call_that_is_due(asked: Said, run: Run, clock: "Clock") -> None:
    """``script`` takes the word due, and ends with what to record."""
    for day, did in (("2026-12-08", "network"), ("2026-12-14", "escalation")):
        clock.set(day)
        asked("log", "northwind", did)
    clock.set("2026-12-21")

    result = run("script", "due", "northwind")

    assert result.stdout.startswith("Call to David Chen ")
    assert "There     12:00 on Monday, America/Toronto\n" in result.stdout
    assert result.stderr.startswith("To David Chen: the hiring manager, whom you wrote to last.\n")
