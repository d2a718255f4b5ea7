"""``list`` and ``show``: what is kept, and one application from end to end."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import Result

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]

SHOWN = """\
Data Engineer, Northwind Analytics                                     northwind
────────────────────────────────────────────────────────────────────────────────
Nothing until Wednesday 2 December.

  ● 19 November      Interview with Maria Lopez, David Chen
  │                  by video
  ● 20 November      You thanked Maria Lopez
  ● 20 November      You thanked David Chen
  ● 20 November      You sent David Chen what you promised
  ● 27 November      The date Maria named on 19 November
  ▶ 1 December       Today
  ○ 2 December       Check in with Maria Lopez
  ┊                  Three business days after 27 November, the date Maria named
  ┊                  on 19 November
  ┊                  If nobody answers
  ○ 8 December       Ask Priya Raman whether there is news
  ┊                  Four business days after 2 December, if you write to Maria
  ┊                  then
  ○ 14 December      Write to David Chen
  ┊                  Four business days after 8 December, if you ask Priya then
  ○ 21 December      Call David Chen
  ┊                  Five business days after 14 December, if you write to David
  ┊                  then
  ○ 4 January 2027   Call David Chen
  ┊                  Three business days after 21 December, if you call David
  ┊                  then and nobody answers; moved to Monday 4 January 2027: 24
  ┊                  December is a quiet day (Year-end break)
  ○ 18 January 2027  Decide whether to move on
                     Ten business days after 4 January, if you call David then
                     and nobody answers; two attempts to call are enough
"""


def test_an_empty_list_says_how_to_begin(run: Run) -> None:
    """On standard error, so that a pipe gets no line."""
    result = run("list")

    assert result.stdout == ""
    assert result.stderr == (
        "Nothing is kept yet. Next: followup-mail init, then followup-mail add (or followup-mail "
        "demo)\n"
    )
    assert run("list", "--json").stdout == "[]\n"


def test_a_line_an_application_by_name(said: Said, examples: Path) -> None:
    """Name, position, employer, where it stands, and what is next or due."""
    for name in ("thistle", "northwind", "panel"):
        said("add", examples / f"{name}.toml")

    assert said("list") == (
        "halden               Senior Controls Engineer, Halden Robotics: interviewed; thank Lin "
        "Wei and Sofía de la Cruz, on Friday 20 November\n"
        "northwind            Data Engineer, Northwind Analytics: interviewed; thank Maria Lopez "
        "and David Chen, was due on Thursday 19 November, yesterday\n"
        "thistle              Conservation Officer, Thistle & Rowe: interviewed; check in with "
        "Anjali Deshpande, was due on Thursday 19 November, yesterday\n"
    )


def test_the_list_says_of_each_what_next_says(said: Said, examples: Path, clock: "Clock") -> None:
    """A step that has lapsed is listed nowhere, however the day changes."""
    for name in ("thistle", "northwind", "panel"):
        said("add", examples / f"{name}.toml")
    for day in ("2026-11-01", "2026-11-20", "2026-12-02", "2026-12-24"):
        clock.set(day)
        listed = json.loads(said("list", "--json"))
        agenda = json.loads(said("next", "--json"))["lines"]

        assert {each["name"]: (each["next"]["act"], each["next"]["due"]) for each in listed} == {
            line["name"]: (line["step"]["act"], line["step"]["due"]) for line in agenda
        }


def test_what_has_ended_is_listed_on_request(run: Run, said: Said, northwind: Path) -> None:
    """``--all`` has it, with how it ended."""
    said("add", northwind)
    said("close", "northwind", "--as", "withdrew")

    result = run("list")
    assert (result.stdout, result.stderr) == (
        "",
        "All that is kept has ended: followup-mail list --all\n",
    )
    assert said("list", "--all") == (
        "northwind            Data Engineer, Northwind Analytics: withdrawn\n"
    )


def test_a_client_has_a_list_of_its_own(said: Said, northwind: Path, tmp_path: Path) -> None:
    """A coach sees one client at a time, and no name of another's."""
    for client in ("Ada", "Grace"):
        file = tmp_path / f"{client}.toml"
        file.write_text(
            f'client = "{client}"\n{northwind.read_text(encoding="utf-8")}', encoding="utf-8"
        )
        said("add", file)

    assert said("list", "--client", "Ada") == (
        "northwind            Data Engineer, Northwind Analytics for Ada: interviewed; thank Maria "
        "Lopez and David Chen, was due on Thursday 19 November, yesterday\n"
    )
    assert [each["client"] for each in json.loads(said("list", "--json"))] == ["Ada", "Grace"]


def test_json_of_the_list_has_every_key(said: Said, northwind: Path) -> None:
    """An application that has ended has the same keys."""
    said("add", northwind)
    said("retire", "northwind")

    assert json.loads(said("list", "--all", "--json")) == [
        {
            "name": "northwind",
            "client": "",
            "employer": "Northwind Analytics",
            "position": "Data Engineer",
            "complete": True,
            "state": "retired",
            "next": None,
        }
    ]


def test_show_draws_what_was_and_what_comes(said: Said, northwind: Path, clock: "Clock") -> None:
    """The whole timeline, with today, the wait and its reason."""
    said("add", northwind)
    for did in ("thank-you", "promise"):
        said("log", "northwind", did)
    clock.set("2026-12-01")

    assert said("show", "n") == SHOWN


def test_show_json_has_the_timeline(said: Said, northwind: Path) -> None:
    """Each mark says what, who, when and why, and whether it is done."""
    said("add", northwind)

    data = json.loads(said("show", "northwind", "--json"))

    assert sorted(data) == [
        "client", "employer", "name", "next", "note", "position", "state", "timeline",
    ]  # fmt: skip
    assert data["timeline"][0] == {
        "day": "2026-11-19",
        "what": "interview",
        "who": "Maria Lopez, David Chen",
        "why": "video",
        "done": True,
    }


def test_show_file_prints_the_file_as_it_was_typed(said: Said, run: Run, northwind: Path) -> None:
    """Byte by byte, comments and all."""
    said("add", northwind)

    assert run("show", "northwind", "--file").stdout_bytes == northwind.read_bytes()


def test_an_attachment_that_has_gone_is_told_wherever_it_matters(
    said: Said, run: Run, northwind: Path, tmp_path: Path
) -> None:
    """The application stays, asks for itself, and comes back with its file."""
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.4 synthetic")
    file = tmp_path / "mine.toml"
    file.write_text(
        f'attachments = ["paper.pdf"]\n{northwind.read_text(encoding="utf-8")}', encoding="utf-8"
    )
    said("add", file)
    said("log", "northwind", "thank-you")
    planned = said("next")
    paper.unlink()

    gone = run("show", "northwind")

    assert gone.exit_code == 65
    assert gone.stderr.startswith("Error: northwind: attachments.0: ")
    assert said("next") == planned
    assert said("list").startswith("northwind ")
    said("calendar")
    assert run("board", "-o", tmp_path / "board.html").exit_code == 0
    paper.write_bytes(b"%PDF-1.4 synthetic")
    assert run("show", "northwind").exit_code == 0
