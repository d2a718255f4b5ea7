"""``next``: what to do today, and why not more."""

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

NOTHING = "Nothing is due. When somebody answers: followup-mail log NAME EVENT\n"
BEGIN = (
    "Nothing is kept yet. Next: followup-mail init, then followup-mail add (or followup-mail "
    "demo)\n"
)
LINE = (
    "DUE  northwind  thank Maria Lopez and David Chen, was due on Thursday 19 November, yesterday: "
    "the interview was on Thursday 19 November. One more step is due: followup-mail show "
    "northwind\n"
)
THANKS = f"{LINE}\nNext: followup-mail draft due northwind\n"
CHECK_IN = (
    "     northwind  nothing until Wednesday 2 December, because that is when to check in with "
    "Maria Lopez: three business days after 27 November, the date Maria named on 19 November.\n"
    f"\n{NOTHING}"
)
# The day, what is due on it, what is typed then, what was done, and what follows.
LADDER = (
    ("2026-11-20", THANKS, "draft due northwind", "thank-you", None),
    (
        "2026-11-20",
        (
            "DUE  northwind  send David Chen what you promised, due today, Friday 20 November: "
            "you promised David the write-up of our Kafka migration by 20 November.\n"
            "\n"
            "Next: followup-mail log northwind promise --to david\n"
        ),
        "",
        "promise",
        CHECK_IN,
    ),
    (
        "2026-12-02",
        (
            "DUE  northwind  check in with Maria Lopez, due today, Wednesday 2 December: three "
            "business "
            "days after 27 November, the date Maria named on 19 November.\n"
            "\n"
            "Next: followup-mail draft due northwind\n"
        ),
        "draft due northwind",
        "check-in",
        (
            "     northwind  nothing until Tuesday 8 December, because that is when to ask Priya "
            "Raman "
            "whether there is news: four business days after 2 December, when you wrote to Maria.\n"
            f"\n{NOTHING}"
        ),
    ),
    (
        "2026-12-08",
        (
            "DUE  northwind  ask Priya Raman whether there is news, due today, Tuesday 8 December: "
            "four business days after 2 December, when you wrote to Maria.\n"
            "\n"
            "Next: followup-mail draft due northwind\n"
        ),
        "draft due northwind",
        "network",
        (
            "     northwind  nothing until Monday 14 December, because that is when to write to "
            "David "
            "Chen: four business days after 8 December, when you asked Priya.\n"
            f"\n{NOTHING}"
        ),
    ),
    (
        "2026-12-14",
        (
            "DUE  northwind  write to David Chen, due today, Monday 14 December: four business "
            "days "
            "after 8 December, when you asked Priya.\n"
            "\n"
            "Next: followup-mail draft due northwind\n"
        ),
        "draft due northwind",
        "escalation",
        (
            "     northwind  nothing until Monday 21 December, because that is when to call David "
            "Chen: "
            "five business days after 14 December, when you wrote to David.\n"
            f"\n{NOTHING}"
        ),
    ),
    (
        "2026-12-21",
        (
            "DUE  northwind  call David Chen, due today, Monday 21 December: five business days "
            "after "
            "14 December, when you wrote to David.\n"
            "\n"
            "Next: followup-mail script due northwind\n"
        ),
        "script due northwind",
        "no-answer",
        None,
    ),
)


def test_an_empty_home_says_how_to_begin(said: Said) -> None:
    """Nothing is kept, so the one thing to do is to add something."""
    assert [said("next"), said("next", "--all"), said()] == [BEGIN, BEGIN, BEGIN]
    assert said("next", "--due") == ""


def test_after_init_the_home_is_still_empty(said: Said, home: Path) -> None:
    """config.toml alone makes no store and no fault."""
    said("init", "--name", "Sam Okafor", "--email", "sam.okafor@example.com")

    assert said("next") == BEGIN
    assert [path.name for path in home.iterdir()] == ["config.toml"]


def test_the_whole_ladder_from_init_to_the_call(
    said: Said, northwind: Path, clock: "Clock"
) -> None:
    """Each day says what is due, logging it says what follows, and undo takes exactly it back."""
    said(
        "init", "--name", "Sam Okafor", "--email", "sam.okafor@example.com",
        "--timezone", "America/Toronto",
    )  # fmt: skip
    assert said("add", northwind) == THANKS
    for day, due, typed, did, follows in LADDER:
        clock.set(day)
        assert said("next") == due
        assert said() == due
        if typed:
            said(*typed.split())
        recorded = said("log", "northwind", did)
        after = said("next")
        assert recorded.endswith(after)
        assert after != due
        assert follows in {None, after}
        undone = said("undo", "northwind")
        assert undone == recorded[: -len(after)].replace("Recorded:", "Taken back:") + due
        assert said("next") == due
        assert said("log", "northwind", did) == recorded


def test_the_day_asked_about_is_in_the_command(said: Said, northwind: Path) -> None:
    """``--on`` understands words, says the day that was understood, and hands it on."""
    said("add", northwind)
    said("log", "northwind", "promise")

    found = said("next", "--on", "2 december")

    assert found == (
        "DUE  northwind  check in with Maria Lopez, due today, Wednesday 2 December: three "
        "business "
        "days after 27 November, the date Maria named on 19 November. Unless Maria has had a note "
        "of thanks, the draft thanks them.\n"
        "\n"
        "Next: followup-mail draft due northwind --on 2026-12-02\n"
    )
    assert said("next", "--on", "in 12 days") == found
    (line,) = json.loads(said("next", "--on", "2026-12-02", "--json"))["lines"]
    assert line["command"] == "followup-mail draft due northwind --on 2026-12-02"


def test_a_date_that_two_people_read_differently_is_refused(
    refused: Said, northwind: Path, said: Said
) -> None:
    """Figures in an unknown order are no date."""
    said("add", northwind)

    assert refused(2, "next", "--on", "02/12").endswith(
        "Error: Invalid value for '--on': '02/12': whether the day or the month stands first "
        "differs by country. Write the year first, as 2026-12-03, or the month in words, as "
        "3 December.\n"
    )


def test_due_alone_is_silent_where_nothing_is(said: Said, northwind: Path) -> None:
    """A reminder by cron sends a letter only if there is something, and without the command."""
    said("add", northwind)
    assert said("next", "--due") == LINE
    for did in ("thank-you", "promise"):
        said("log", "northwind", did)

    assert said("next", "--due") == ""
    assert json.loads(said("next", "--due", "--json"))["lines"] == []


def test_json_has_every_key_always(said: Said, northwind: Path, examples: Path) -> None:
    """A program finds each key, whether or not it holds something."""
    said("add", northwind)
    said("add", examples / "thistle.toml")
    said("retire", "thistle")

    data = json.loads(said("next", "--all", "--json"))

    assert sorted(data) == ["due", "ended", "held", "lines", "now", "waiting"]
    assert (data["due"], data["waiting"], data["ended"]) == (1, 0, 1)
    (line,) = data["lines"]
    assert sorted(line) == [
        "client", "command", "due", "employer", "name", "note", "position", "state", "step",
    ]  # fmt: skip
    assert sorted(line["step"]) == [
        "act", "closes", "days_late", "due", "hint", "opens", "round", "timezone", "to", "why",
    ]  # fmt: skip
    assert line["step"]["to"] == [
        {"id": "maria", "name": "Maria Lopez"},
        {"id": "david", "name": "David Chen"},
    ]


def test_fifty_are_shown_and_the_rest_counted(said: Said) -> None:
    """``--all`` has the others as well."""
    rows = ["employer,position,language,me.name,me.email,people.jo.name"]
    rows += [
        f"Firm{n:02} Ltd,Analyst,en-CA,Sam Okafor,sam.okafor@example.com,Jo Park"
        for n in range(1, 54)
    ]
    assert said("add", "-", stdin="\n".join(rows).encode()) == "53 added.\n"

    shown = said("next").splitlines()

    assert shown[50:] == [
        "and 3 more due: followup-mail next --all",
        "",
        "Next: followup-mail edit firm01",
    ]
    assert len(said("next", "--all").splitlines()) == 55


def test_a_panel_waits_for_the_end_of_the_interview(
    said: Said, examples: Path, clock: "Clock"
) -> None:
    """On the day of the interview the hour is named; then everybody with an address is thanked."""
    assert said("add", examples / "panel.toml") == (
        "     halden  nothing until 15:00 on Friday 20 November, because that is when to thank Lin "
        "Wei and Sofía de la Cruz: the interview was on Friday 20 November.\n"
        f"\n{NOTHING}"
    )
    clock.set("2026-11-20", "15:00")
    assert said("next").startswith("DUE  halden  thank Lin Wei and Sofía de la Cruz, due today, ")

    assert said("log", "halden", "thank-you").splitlines()[:2] == [
        "Recorded: halden, Friday 20 November: thank-you (Lin Wei).",
        "Recorded: halden, Friday 20 November: thank-you (Sofía de la Cruz).",
    ]
    assert said("undo").splitlines()[:2] == [
        "Taken back: halden, Friday 20 November: thank-you (Lin Wei).",
        "Taken back: halden, Friday 20 November: thank-you (Sofía de la Cruz).",
    ]


def agency(northwind: Path, tmp_path: Path, employer: str) -> Path:
    """Return the example as an agency's candidate has it."""
    file = tmp_path / "agency.toml"
    text = northwind.read_text(encoding="utf-8").replace("Northwind Analytics", employer)
    file.write_text(text.replace('"recruiter"', '"agency"'), encoding="utf-8")
    return file


def test_an_agency_is_asked_before_its_client(
    said: Said, refused: Said, northwind: Path, tmp_path: Path, clock: "Clock"
) -> None:
    """The client's people are no rung of the ladder, and nothing is written to them unasked."""
    said("add", agency(northwind, tmp_path, "Northwind Analytics"))
    said("log", "northwind", "thank-you", "--to", "maria")
    said("log", "northwind", "promise")
    clock.set("2026-12-02")
    assert said("next").startswith("DUE  northwind  check in with Maria Lopez, due today, ")
    said("log", "northwind", "check-in")

    steps = [said("next", "--on", f"2026-12-{day:02}") for day in range(3, 32)]

    assert not any("David" in step or "Priya" in step for step in steps)
    assert refused(65, "draft", "escalation", "northwind", "--on", "2026-12-14").startswith(
        "Error: Has the agency agreed that you write to its client directly?\n"
    )


def test_an_agency_that_names_no_client_is_known_again(
    said: Said, run: Run, northwind: Path, tmp_path: Path
) -> None:
    """Without an employer's name the file is told by its position and its people."""
    file = agency(northwind, tmp_path, "")
    said("add", file, "--name", "hidden")

    again = run("add", file, "--name", "hidden")

    assert again.stderr == "Unchanged: hidden.\n"
    assert said("list").count("\n") == 1


@pytest.mark.parametrize("rule", ["after_date = 5", "after_date = 4"])
def test_another_wait_in_the_configuration_plans_anew(
    said: Said, northwind: Path, home: Path, rule: str
) -> None:
    """Changing a rule changes every date, and taking it back brings the old one back."""
    said("add", northwind)
    said("log", "northwind", "thank-you")
    said("log", "northwind", "promise")
    assert said("next") == CHECK_IN
    home.joinpath("config.toml").write_text(f"[ladder]\n{rule}\n", encoding="utf-8")
    days = {"after_date = 5": ("Friday 4", "five"), "after_date = 4": ("Thursday 3", "four")}
    day, number = days[rule]

    expected = CHECK_IN.replace("Wednesday 2", day).replace("three", number)
    assert said("next") == expected
    assert said("list") == (
        "northwind            Data Engineer, Northwind Analytics: thanked; check in with Maria "
        f"Lopez, on {day} December\n"
    )
    home.joinpath("config.toml").unlink()
    assert said("next") == CHECK_IN


def test_a_faulty_rule_is_told_before_anything_is_planned(
    said: Said, refused: Said, northwind: Path, home: Path
) -> None:
    """config.toml is refused with the key, and what is kept stays planned as it was."""
    said("add", northwind)
    config = home / "config.toml"
    config.write_text("[ladder]\nafter_date = 0\n", encoding="utf-8")

    assert refused(78, "next") == (
        f"Error: {config}: ladder.after_date: expected a number from 1 to 60, got 0\n"
    )
    config.unlink()
    assert said("next") == THANKS


def test_a_file_that_leans_on_the_configuration_is_read_again_after_init(
    said: Said, examples: Path, home: Path
) -> None:
    """Who the user is comes back with init, and the plan with it."""
    who = ("--name", "Sam Okafor", "--email", "sam.okafor@example.com", "--language", "en-CA")
    said("init", *who)
    said("add", examples / "minimal.toml")
    planned = said("next")
    home.joinpath("config.toml").unlink()

    assert "The file can't be read any more" in said("next")
    said("init", *who)

    assert said("next") == planned


def test_a_clock_thirty_days_back_loses_nothing(
    said: Said, northwind: Path, clock: "Clock"
) -> None:
    """Row 55: What was recorded in the future stays recorded, and nothing is due before its day."""
    said("add", northwind)
    for did in ("thank-you", "promise"):
        said("log", "northwind", did)
    clock.set("2026-12-02")
    said("log", "northwind", "check-in")
    there, shown = said("next"), said("show", "northwind")
    clock.set("2026-11-02")

    # A note, a promise and a check-in are on record: what follows the check-in is next.
    assert said("next") == there
    assert "You checked in with Maria Lopez" in said("show", "northwind")
    said("calendar")
    said("list")
    clock.set("2026-12-02")
    assert (said("next"), said("show", "northwind")) == (there, shown)


def test_what_is_undone_with_the_clock_back_is_what_was_recorded_last(
    said: Said, northwind: Path, clock: "Clock"
) -> None:
    """The order of recording counts, not the clock."""
    said("add", northwind)
    said("log", "northwind", "thank-you")
    clock.set("2026-10-21")
    said("snooze", "northwind", "2026-12-24")

    assert said("undo").startswith(
        "Taken back: northwind, Wednesday 21 October: snoozed until Thursday 24 December.\n"
    )
    assert said("undo").startswith(
        "Taken back: northwind, Friday 20 November: thank-you (Maria Lopez).\n"
    )
