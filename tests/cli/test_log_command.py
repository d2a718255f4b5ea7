"""``log``, ``snooze``, ``retire``, ``reopen``, ``close`` and ``undo``."""

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

MOVED_ON = (
    "     northwind  You moved on, 20 November 2026; should they answer after all, that opens it "
    "again.\n"
)


@pytest.fixture
def thanked(said: Said, northwind: Path) -> Said:
    """Return ``said`` with the example kept, its thanks and its promise done."""
    said("add", northwind)
    for did in ("thank-you", "promise"):
        said("log", "northwind", did)
    return said


@pytest.fixture
def two(thanked: Said, northwind: Path, tmp_path: Path) -> Said:
    """Return ``said`` with two applications at one employer, both to check in on 2 December."""
    second = tmp_path / "second.toml"
    text = northwind.read_text(encoding="utf-8")
    second.write_text(text.replace('"Data Engineer"', '"Analytics Lead"'), encoding="utf-8")
    thanked("add", second)
    for did in ("thank-you", "promise"):
        thanked("log", "northwind-analytics-lead", did)
    return thanked


LEAD = "northwind-analytics-lead"


def test_one_check_in_asks_about_both_and_counts_for_both(
    two: Said, run: Run, clock: "Clock"
) -> None:
    """The draft names both positions, both are recorded, and one undo takes both back."""
    clock.set("2026-12-02")
    before = two("next")
    assert [line[:30] for line in before.splitlines()[:2]] == [
        "DUE  northwind         check i",
        "DUE  northwind-analytics-lead ",
    ]
    draft = run("draft", "due", "northwind")
    assert draft.exit_code == 0
    assert "Subject: Data Engineer – next steps\n" in draft.stdout
    assert (
        "I'm asking about the Analytics Lead position as well, for which I also interviewed."
        in draft.stdout
    )
    assert draft.stderr.startswith(
        "To Maria Lopez: the recruiter, who runs the process.\n"
        "It asks about northwind-analytics-lead as well: the same person, and its check-in is "
        "due.\n"
    )

    recorded = two("log", "northwind", "check-in")

    assert recorded.splitlines()[:2] == [
        "Recorded: northwind, Wednesday 2 December: check-in (Maria Lopez).",
        (
            "It counts for northwind-analytics-lead as well: the same person, and its check-in was "
            "due."
        ),
    ]
    for name in ("northwind", LEAD):
        assert "You checked in with Maria Lopez" in two("show", name)
    assert two("next", "--due") == ""
    undone = two("undo", "northwind").splitlines()
    assert undone[:2] == [
        "Taken back: northwind, Wednesday 2 December: check-in (Maria Lopez).",
        "It was taken back for northwind-analytics-lead as well: it was one message.",
    ]
    assert two("next") == before


def test_undo_without_a_name_takes_back_all_of_one_message(two: Said, clock: "Clock") -> None:
    """Whichever of the two the last entry belongs to, the other goes with it."""
    clock.set("2026-12-02")
    before = two("next")
    two("log", LEAD, "check-in")

    two("undo")

    assert two("next") == before


def test_one_employer_hears_of_one_application_a_day(
    two: Said, refused: Said, clock: "Clock"
) -> None:
    """What concerns one application takes the day from the other, and says so."""
    clock.set("2026-12-02")
    two("log", "northwind", "check-in")
    clock.set("2026-12-08")
    assert two("next").count("DUE ") == 2

    two("log", "northwind", "network")

    assert two("next").splitlines()[0] == (
        "     northwind-analytics-lead  nothing until Wednesday 9 December, because that is when "
        "to write to David Chen: five business days after 2 December, when you wrote to Maria; "
        "instead of a question inside: Priya was asked already about northwind, and the most is "
        "once."
    )
    assert refused(3, "draft", "network", LEAD) == (
        "To Priya Raman: somebody you know inside.\n"
        "blocked (touches): Northwind Analytics hears from you about northwind on 8 December "
        "already: Wednesday 9 December would be all right.\n"
        "blocked (touches): Priya was asked already about northwind, and the most is once: ask "
        "somebody else inside.\n"
        "blocked (too-soon): You wrote to Priya about northwind on 8 December, and what comes next "
        "waits at least three business days: Friday 11 December would be all right.\n"
        "\n"
        "Error: Nothing was written. Mend what blocks it, see it whole with `followup-mail "
        "preview`, or overrule it: --force too-soon=REASON --force touches=REASON.\n"
    )


def test_three_unanswered_chases_are_all_an_employer_gets(two: Said, clock: "Clock") -> None:
    """Whoever does each day what is due reaches the shared cap, and then nothing is asked for."""
    made: list[tuple[str, str, str]] = []
    for day in range(2, 62):
        date_ = f"2026-12-{day:02}" if day < 32 else f"2027-01-{day - 31:02}"
        clock.set(date_)
        for line in json.loads(two("next", "--due", "--json"))["lines"][:1]:
            act = line["step"]["act"]
            if act != "move-on":
                two("log", line["name"], act)
                made.append((date_, line["name"], act))

    assert made == [
        ("2026-12-02", "northwind", "check-in"),
        ("2026-12-08", "northwind", "network"),
        ("2026-12-09", LEAD, "escalation"),
        ("2026-12-14", "northwind", "escalation"),
    ]
    lines = json.loads(two("next", "--json"))["lines"]
    assert [(line["due"], line["step"]["act"]) for line in lines] == [(True, "move-on")] * 2


@pytest.mark.parametrize(
    ("arguments", "until"),
    [
        (("2026-12-04",), "4 December"),
        (("in 2 weeks",), "4 December"),
        (("demain",), "21 November"),
    ],
)
def test_snooze_says_the_day_it_understood(
    said: Said, northwind: Path, arguments: tuple[str, ...], until: str
) -> None:
    """Words are taken as a day, and the day is shown."""
    said("add", northwind)
    before = said("next")

    first = said("snooze", "northwind", *arguments, "--note", "travelling").splitlines()[0]

    assert first.startswith("Recorded: northwind, Friday 20 November: snoozed until ")
    assert first.endswith(f"{until}.")
    assert said("next", "--due") == ""
    said("undo")
    assert said("next") == before


def test_close_ends_and_reopen_goes_on(said: Said, northwind: Path) -> None:
    """What has ended is no more on the agenda, unless everything is asked for."""
    said("add", northwind)
    open_ = said("next")
    assert said("close", "northwind") == (
        f"Recorded: northwind, Friday 20 November: moved-on.\n{MOVED_ON}"
    )
    assert said("next") == (
        "Nothing is due: all that is kept has ended. Next: followup-mail add FILE\n"
    )

    assert said("reopen", "northwind") == (
        f"Recorded: northwind, Friday 20 November: reopened.\n{open_}"
    )
    assert said("next") == open_


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("retire", "northwind", "--note", "gone"), "retired"),
        (("close", "northwind"), "moved-on"),
        (("close", "northwind", "--as", "withdrew"), "withdrew"),
        (("log", "northwind", "retired"), "retired"),
    ],
)
def test_an_ending_can_be_taken_back(
    said: Said, northwind: Path, command: tuple[str, ...], told: str
) -> None:
    """Undo brings the agenda back as it was, and what was said of it names the ending."""
    said("add", northwind)
    open_ = said("next")

    assert said(*command).startswith(f"Recorded: northwind, Friday 20 November: {told}.\n")
    assert said("undo") == f"Taken back: northwind, Friday 20 November: {told}.\n{open_}"


def test_the_same_ending_twice_on_a_day_is_a_slip(
    said: Said, refused: Said, northwind: Path
) -> None:
    """It is on record already."""
    said("add", northwind)
    said("close", "northwind", "--as", "rejected")

    assert refused(2, "close", "northwind", "--as", "rejected") == (
        "Error: rejected: that is on record already, for Friday 20 November.\n"
    )


def test_a_new_date_moves_the_check_in(thanked: Said, clock: "Clock") -> None:
    """What they answered is recorded with nobody, and settled by thanking whom it is for."""
    clock.set("2026-12-02")
    thanked("log", "northwind", "check-in")
    clock.set("2026-12-03")

    recorded = thanked("log", "northwind", "delayed", "--until", "friday")

    assert recorded.splitlines()[0] == (
        "Recorded: northwind, Thursday 3 December: delayed until Friday 4 December."
    )
    thanked("log", "northwind", "thank-you", "--to", "maria")
    assert "nothing until Tuesday 8 December, because that is when to check in" in thanked("next")


def test_where_it_cannot_be_told_who_is_asked_for(
    said: Said, refused: Said, northwind: Path
) -> None:
    """Nobody is guessed; the IDs are listed."""
    said("add", northwind)

    assert refused(2, "log", "northwind", "redirected") == (
        "Error: redirected: say whom it concerns with --to ID (maria, david, priya).\n"
    )


@pytest.mark.parametrize(
    ("status", "arguments", "told"),
    [
        (66, ("northwind", "check-in", "--to", "marja"),
         "Error: --to marja: no such person; did you mean maria?\n"),
        (66, ("nrthwind", "offer"),
         "Error: nrthwind: no application of that name is kept; did you mean northwind?\n"),
        (2, ("northwind", "offer", "--on", "2026-11-21"),
         ("Error: --on: Saturday 21 November is still to come (it is Friday 20 November in "
         "America/Toronto); record it once it has happened.\n")),
        (2, ("northwind", "delayed", "--until", "2026-11-01"),
         ("Error: delayed: it can't last until Sunday 1 November, which lies before the day of the "
         "event, Friday 20 November.\n")),
        (2, ("northwind", "delayed", "--on", "yesterday", "--until", "2026-11-18"),
         ("Error: delayed: it can't last until Wednesday 18 November, which lies before the day of "
         "the event, Thursday 19 November.\n")),
        (2, ("northwind", "away", "--to", "maria"),
         "Error: away: say until when, as in --until 2026-12-03.\n"),
        (2, ("northwind", "snoozed"),
         "Error: snoozed: say until when, as in --until 2026-12-03.\n"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_what_cannot_have_happened_is_refused(
    said: Said, refused: Said, northwind: Path, status: int, arguments: tuple[str, ...], told: str
) -> None:
    """The sentence names the option and the remedy, and nothing is recorded."""
    said("add", northwind)

    assert refused(status, "log", *arguments) == told
    assert refused(66, "undo") == "Error: Nothing was recorded that could be taken back.\n"


def test_an_unknown_event_is_answered_with_the_nearest(
    said: Said, refused: Said, northwind: Path
) -> None:
    """A near miss is named and never taken; underscores are hyphens."""
    said("add", northwind)

    told = refused(2, "log", "northwind", "offr")
    assert "'offr': did you mean offer? The words are thank-you, forward, " in told
    assert told.endswith(", snoozed, retired.\n")
    assert "'call': did you mean called? " in refused(2, "log", "northwind", "call")
    assert said("log", "northwind", "Thank_You", "--to", "maria").startswith(
        "Recorded: northwind, Friday 20 November: thank-you (Maria Lopez).\n"
    )


def test_two_things_logged_in_a_row_are_undone_one_by_one(thanked: Said) -> None:
    """Undo takes one command back, not the day."""
    assert thanked("undo").startswith(
        "Taken back: northwind, Friday 20 November: promise (David Chen)."
    )
    assert thanked("undo").splitlines()[:2] == [
        "Taken back: northwind, Friday 20 November: thank-you (Maria Lopez).",
        "Taken back: northwind, Friday 20 November: thank-you (David Chen).",
    ]


def test_undo_with_nothing_recorded_says_so(said: Said, refused: Said, northwind: Path) -> None:
    """Of one application, and of all."""
    said("add", northwind)

    assert refused(66, "undo", "north") == (
        "Error: north: nothing was recorded that could be taken back.\n"
    )
    assert refused(66, "undo") == "Error: Nothing was recorded that could be taken back.\n"


def test_an_incomplete_application_can_be_put_off_and_ended(said: Said, refused: Said) -> None:
    """What lacks details is no noise that can't be stopped."""
    said("add", "-", stdin=INCOMPLETE)
    asked = said("next")
    assert asked == (
        "DUE  vole  answer a question: What is Jo Park's role?\n\nNext: followup-mail edit vole\n"
    )

    assert said("snooze", "vole", "2026-11-23").splitlines()[1] == (
        "     vole  nothing until Monday 23 November, because that is when to answer a question: "
        "What is Jo Park's role? You put it off until 23 November."
    )
    said("undo")
    assert said("next") == asked
    assert said("retire", "vole") == (
        "Recorded: vole, Friday 20 November: retired.\n"
        "     vole  It has ended (retired, on 20 November 2026).\n"
    )
    assert said("next").startswith("Nothing is due: all that is kept has ended.")
    said("reopen", "vole")
    assert said("next") == asked
    assert refused(65, "log", "vole", "check-in").startswith("Error: What is Jo Park's role?\n")


INCOMPLETE = b"""
employer = "Vole & Sons"
position = "Binder"
language = "en-GB"
[me]
name = "Sam Okafor"
email = "sam.okafor@example.com"
[people.jo]
name = "Jo Park"
[[interviews]]
at = 2026-11-19T14:00:00+00:00
"""
