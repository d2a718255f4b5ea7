"""``debrief``: the questions after an interview, straight into the record."""

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
Typed = Callable[..., Result]

BARE = """\
employer = "Vole & Sons"
position = "Binder"
language = "en-GB"
place    = "GB-ENG"

[me]
name  = "Sam Okafor"
email = "sam.okafor@example.com"

[people.jo]
name  = "Jo Park"
role  = "hr"
email = "jo.park@vole.example"

# on Thursday
[[interviews]]
at     = 2026-11-19T14:00:00+00:00
format = "video"
"""
ANSWERS = (
    "",  # met Jo
    "sewing by hand",
    "Bo Reed",
    "hiring-manager",
    "bo.reed@vole.example",
    "gluing in winter",
    "",  # nobody else
    "",  # nothing that answers Jo
    "bound 900 atlases in a year",
    "a swatch of leather",
    "bo",
    "tomorrow",
    "",  # no other promise
    "next friday",
    "",  # the day that was understood
    "jo",
    "no",
    "no",
)
FILLED = """\
[people.bo]
name = "Bo Reed"
role = "hiring-manager"
email = "bo.reed@vole.example"

# on Thursday
[[interviews]]
at     = 2026-11-19T14:00:00+00:00
format = "video"

[interviews.talked_about]
jo = ["sewing by hand"]
bo = ["gluing in winter"]

[[strengths]]
i     = "bound 900 atlases in a year"
about = "bo"

[[promised]]
what = "a swatch of leather"
to   = "bo"
by   = 2026-11-21

[answer]
by = 2026-11-27
said = "next friday"
from = "jo"
"""


@pytest.fixture
def bare(said: Said) -> Said:
    """Return ``said`` with an application kept that says nothing of its interview."""
    said("add", "-", stdin=BARE.encode())
    return said


def lines(*answers: str) -> str:
    """Return *answers* as they are typed."""
    return "".join(f"{answer}\n" for answer in answers)


def test_next_asks_for_the_debrief(bare: Said) -> None:
    """Who was met is not known, so that is the first thing to do."""
    assert bare("next") == (
        "DUE  vole  note how the interview went, since Thursday 19 November: the interview was on "
        "Thursday 19 November, and nobody is noted as met. Everything later is written from these "
        "notes: two minutes while it is fresh.\n"
        "\n"
        "Next: followup-mail debrief vole\n"
    )


def test_the_answers_go_into_the_file_and_the_plan(bare: Said, typed: Typed) -> None:
    """The rest of the file stays as it was typed, and the next step follows from the answers."""
    result = typed(lines(*ANSWERS), "debrief", "vole")

    assert result.exit_code == 0, result.output
    assert "Which day is that? [2026-11-27]: \n" in result.stderr
    assert result.stderr.endswith("Changed: vole.\n")
    kept = bare("show", "vole", "--file")
    assert kept.partition("\n\n[people.bo]")[0] == BARE.partition("\n\n# on")[0]
    assert "[people.bo]" + kept.partition("[people.bo]")[2] == FILLED
    assert result.stdout.startswith("DUE  vole  thank Jo Park and Bo Reed, was due on ")
    assert bare("next") == result.stdout


def test_a_note_can_be_written_from_the_answers(bare: Said, typed: Typed) -> None:
    """What was talked about and what was said is in it."""
    typed(lines(*ANSWERS), "debrief", "vole")

    note = bare("draft", "thank-you", "vole", "--to", "bo")

    assert "gluing in winter" in note
    assert "bound 900 atlases in a year" in note
    assert "a swatch of leather" in note


def test_empty_answers_skip_and_change_nothing_else(bare: Said, typed: Typed) -> None:
    """Whoever has two minutes less answers what there is time for."""
    result = typed(lines("yes", "", "", "", "", "", "", "", "", ""), "debrief", "vole")

    assert result.exit_code == 0, result.output
    assert "Jo Park is not noted as met, for want of one thing you talked about.\n" in result.stderr
    assert bare("show", "vole", "--file") == BARE


def test_input_that_ends_keeps_the_answers_in_a_file(
    bare: Said, typed: Typed, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record stays; the file that is named can be added under the same name."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    result = typed(lines(*ANSWERS[:6]), "debrief", "vole")

    assert result.exit_code == 1
    (path,) = tmp_path.glob("followup-mail-*.toml")
    assert result.stderr.endswith(
        f"Error: Stopped. What you answered is in {path}; go on there, then type: followup-mail "
        f"add {path} --name vole\n"
    )
    assert bare("show", "vole", "--file") == BARE
    assert run("add", path, "--name", "vole").stderr.endswith("Changed: vole.\n")
    assert "gluing in winter" in bare("show", "vole", "--file")


@pytest.mark.usefixtures("bare")
def test_without_a_terminal_the_editor_is_named(refused: Said) -> None:
    """No question where nobody can answer."""
    assert refused(2, "debrief", "vole") == (
        "Error: There is no terminal to ask on; followup-mail edit takes the answers instead.\n"
    )
    assert refused(66, "debrief", "mole").startswith("Error: mole: no application of that name")


@pytest.mark.usefixtures("bare")
def test_an_interview_to_come_has_nothing_to_tell(typed: Typed, clock: "Clock") -> None:
    """Nobody is asked whom they met tomorrow."""
    clock.set("2026-11-18")

    result = typed("", "debrief", "vole")

    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        "Error: vole: the interview is still to come; answer the questions after it.\n",
    )


def test_what_is_missing_is_asked_first(said: Said, typed: Typed) -> None:
    """Roles that an invitation didn't say come before whom one met."""
    said("add", "-", stdin=BARE.replace('role  = "hr"\n', "").encode())

    result = typed(lines("hr", *ANSWERS), "debrief", "vole")

    assert result.exit_code == 0, result.output
    assert "What is Jo Park in this hiring process? hr\n" in result.stderr
    assert json.loads(said("show", "vole", "--json"))["state"] != "incomplete"


def test_a_later_round_asks_about_itself(bare: Said, typed: Typed, clock: "Clock") -> None:
    """Of two interviews, the last one that has begun is asked about."""
    typed(lines(*ANSWERS), "debrief", "vole")
    text = bare("show", "vole", "--file").replace(
        "[[strengths]]",
        '[[interviews]]\nat = 2026-12-01T10:00:00+00:00\nformat = "onsite"\n\n[[strengths]]',
    )
    bare("add", "-", "--name", "vole", stdin=text.encode())
    clock.set("2026-12-01")

    result = typed(
        lines("no", "yes", "the new press", "", "", "", "", "", "", ""), "debrief", "vole"
    )

    assert result.exit_code == 0, result.output
    kept = bare("show", "vole", "--file")
    assert 'format = "onsite"\n\n[interviews.talked_about]\nbo = ["the new press"]\n' in kept
