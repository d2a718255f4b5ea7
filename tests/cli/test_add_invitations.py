"""Invitations: whose they are, which one is newer, in which clock, and what stays open."""

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

INVITATION = """\
BEGIN:VCALENDAR
METHOD:REQUEST
VERSION:2.0
BEGIN:VEVENT
UID:{uid}@northwind.example
SEQUENCE:{sequence}
ORGANIZER;CN=Lin Wei:mailto:lin.wei@northwind.example
ATTENDEE;CN=Sam Okafor:mailto:sam.okafor@example.com
DTSTART:{at}
DTEND:{end}
LOCATION:https://meet.example/1
SUMMARY:Interview
END:VEVENT
END:VCALENDAR
"""
JOB = ("--employer", "Northwind Analytics", "--position", "Data Engineer")
ME = ("--name", "Sam Okafor", "--email", "sam.okafor@example.com")


def invitation(at: str, uid: str = "round-2", sequence: int = 0, method: str = "REQUEST") -> bytes:
    """Return an invitation to an hour from *at*, in UTC: "20261201T15"."""
    end = f"{at[:-2]}{int(at[-2:]) + 1}"
    text = INVITATION.format(uid=uid, sequence=sequence, at=f"{at}0000Z", end=f"{end}0000Z")
    return text.replace("REQUEST", method).encode()


def rounds(said: Said) -> list[str]:
    """Return when the interviews of the example are, as its file has them."""
    file = said("show", "northwind", "--file").splitlines()
    return [line.partition("= ")[2] for line in file if line.startswith("at ")]


def test_the_candidate_is_no_guest_where_the_file_alone_says_who_that_is(
    said: Said, run: Run, northwind: Path
) -> None:
    """``[me]`` of the file counts as that of config.toml."""
    said("add", northwind)

    run("add", "-", "--for", "northwind", stdin=invitation("20261201T15"))

    kept = said("show", "northwind", "--file")
    assert kept.count("sam.okafor@example.com") == 1
    assert "[people.lin]" in kept


def test_hours_in_utc_are_kept_as_clocks_there_show_them(said: Said, northwind: Path) -> None:
    """Of a known application, and of a new one once its place is known."""
    said("add", northwind)

    said("add", "-", "--for", "northwind", stdin=invitation("20261201T15"))

    assert rounds(said) == ["2026-11-19T14:00:00-05:00", "2026-12-01T10:00:00-05:00"]


def test_a_new_application_keeps_the_hour_of_its_place(
    typed: Typed, said: Said, tmp_path: Path
) -> None:
    """The place is asked for after the hour was read."""
    said("init", *ME, "--language", "en-ca")
    file = tmp_path / "invitation.ics"
    file.write_bytes(invitation("20261201T15"))

    result = typed("recruiter\nOntario\n", "add", file, *JOB)

    assert result.exit_code == 0, result.output
    kept = said("show", "northwind", "--file")
    assert 'place = "CA-ON"' in kept.replace("place    =", "place =")
    assert rounds(said) == ["2026-12-01T10:00:00-05:00"]


def test_an_older_invitation_moves_nothing(said: Said, run: Run, northwind: Path) -> None:
    """Mail comes in any order; SEQUENCE says which one holds."""
    said("add", northwind)
    said("add", "-", "--for", "northwind", stdin=invitation("20261201T15", sequence=0))
    said("add", "-", stdin=invitation("20261202T15", sequence=2))
    moved = rounds(said)

    for old in (
        invitation("20261203T15", sequence=1),
        invitation("20261202T15", sequence=1, method="CANCEL"),
    ):
        result = run("add", "-", stdin=old)
        assert result.stderr == (
            "Unchanged: northwind.\n"
            "Warning: standard input: an older invitation than the one that was added last; "
            "nothing is changed by it.\n"
        )

    assert rounds(said) == moved == ["2026-11-19T14:00:00-05:00", "2026-12-02T10:00:00-05:00"]


def test_after_an_interview_was_called_off_those_behind_it_can_still_be_moved(
    said: Said, northwind: Path
) -> None:
    """Their numbers have moved up by one."""
    said("add", northwind)
    said("add", "-", "--for", "northwind", stdin=invitation("20261201T15", "second"))
    said("add", "-", "--for", "northwind", stdin=invitation("20261208T15", "third"))

    said("add", "-", stdin=invitation("20261201T15", "second", 1, "CANCEL"))
    said("add", "-", stdin=invitation("20261209T15", "third", 1))

    assert rounds(said) == ["2026-11-19T14:00:00-05:00", "2026-12-09T10:00:00-05:00"]


def test_a_language_can_be_given_where_nobody_can_be_asked(
    said: Said, run: Run, refused: Said
) -> None:
    """An invitation says none; a near miss is named."""
    said("init", *ME)
    assert refused(2, "add", "-", *JOB, stdin=invitation("20261201T15")) == (
        "Error: standard input: an invitation does not say the language, and there is no terminal "
        "to ask on; give --language TAG, or --for NAME if the application is kept.\n"
    )
    assert refused(2, "add", "-", *JOB, "--language", "en", stdin=invitation("20261201T15")) == (
        "Error: --language en: expected one of en-CA, en-US, en-GB, fr-CA, fr-FR, got 'en'.\n"
    )

    result = run("add", "-", *JOB, "--language", "en-UK", stdin=invitation("20261201T15"))

    assert result.exit_code == 0, result.output
    assert 'language = "en-GB"' in said("show", "northwind", "--file")


def test_an_open_question_hides_neither_interview_nor_history(
    said: Said, run: Run, northwind: Path, home: Path, clock: "Clock"
) -> None:
    """What is known is drawn, and every question is told, in text and on the board."""
    said("add", northwind)
    said("log", "northwind", "thank-you")
    clock.set("2026-11-23")
    assert run("add", "-", "--for", "northwind", stdin=invitation("20261201T15")).stderr.endswith(
        "It is incomplete: one answer is open.\n  What is Lin Wei's role?\n"
    )
    more = invitation("20261202T15", "third").replace(b"Lin Wei:mailto:lin.wei", b"Jo Ng:mailto:jo")
    said("add", "-", "--for", "northwind", stdin=more)

    shown = said("show", "northwind")

    assert "Answer a question: What is Lin Wei's role? What is Jo Ng's role?\n" in shown
    for line in (
        "Interview with Maria Lopez, David Chen\n",
        "You thanked Maria Lopez\n",
        "1 December ",
        "2 December ",
    ):
        assert line in shown
    assert "Check in" not in shown
    marks = json.loads(said("show", "northwind", "--json"))["timeline"]
    assert [mark["what"] for mark in marks] == [
        "interview", "thank-you", "thank-you", "interview", "interview",
    ]  # fmt: skip
    page = home / "board.html"
    said("board", "-o", page)
    assert "You thanked Maria Lopez" in page.read_text(encoding="utf-8")


def test_what_was_sent_counts_for_the_employer_while_a_detail_is_missing(
    said: Said, northwind: Path, tmp_path: Path, clock: "Clock"
) -> None:
    """An invitation with a new guest doesn't free the caps of the other application there."""
    other = tmp_path / "other.toml"
    text = northwind.read_text(encoding="utf-8")
    other.write_text(text.replace('"Data Engineer"', '"Analytics Lead"'), encoding="utf-8")
    said("add", northwind)
    said("add", other, "--name", "lead")
    clock.set("2026-12-02")
    said("log", "northwind", "check-in", "--to", "david")
    before = json.loads(said("next", "--json", "--all"))["lines"]

    said("add", "-", "--for", "northwind", stdin=invitation("20261214T15"))

    after = json.loads(said("next", "--json", "--all"))["lines"]
    (lead,) = (line for line in before if line["name"] == "lead")
    assert lead in after


@pytest.mark.parametrize("answer", ["yes", "no", "Oui"])
def test_an_answer_to_another_question_is_no_name(typed: Typed, said: Said, answer: str) -> None:
    """Whoever types yes where a name is asked for is asked again."""
    said("init", *ME, "--language", "en-CA")
    answers = ["Vole", "Binder", "Ontario", "", "", answer, "Jo Park", "hr", "", ""]

    result = typed("\n".join([*answers, ""]), "add")

    assert result.exit_code == 0, result.output
    assert f"  expected a name, got '{answer}'\n" in result.stderr
    assert "[people.jo]" in said("show", "vole", "--file")
