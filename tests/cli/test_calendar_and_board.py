"""``calendar`` and ``board``: for other programs, and for the eye."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import icalendar
import pytest
from click.testing import Result

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]


@pytest.fixture
def thanked(said: Said, northwind: Path) -> Said:
    """Return ``said`` with the example kept, its thanks and its promise done."""
    said("add", northwind)
    for did in ("thank-you", "promise"):
        said("log", "northwind", did)
    return said


def entries(text: str) -> dict[str, tuple[str, int, str]]:
    """Return the entries of a calendar: title to status, sequence and day."""
    return {
        str(event["SUMMARY"]).partition(" (")[0]: (
            str(event["STATUS"]),
            int(str(event["SEQUENCE"])),
            event.start.isoformat()[:10],
        )
        for event in icalendar.Calendar.from_ical(text).events
    }


def uids(text: str) -> list[str]:
    """Return the UIDs of a calendar."""
    return sorted(str(event["UID"]) for event in icalendar.Calendar.from_ical(text).events)


def test_the_calendar_has_what_is_to_come(thanked: Said) -> None:
    """What comes next is certain, what follows silence is tentative; a second call is one more."""
    calendar = thanked("calendar")
    assert calendar.count("SUMMARY:Call David Chen ") == 2
    assert entries(calendar) == {
        "Hear back": ("CONFIRMED", 0, "2026-11-27"),
        "Check in with Maria Lopez": ("CONFIRMED", 0, "2026-12-02"),
        "Ask Priya Raman whether there is news": ("TENTATIVE", 0, "2026-12-08"),
        "Write to David Chen": ("TENTATIVE", 0, "2026-12-14"),
        "Call David Chen": ("TENTATIVE", 0, "2027-01-04"),
        "Decide whether to move on": ("TENTATIVE", 0, "2027-01-18"),
    }


def test_a_second_export_changes_nothing_that_has_not_changed(
    thanked: Said, clock: "Clock"
) -> None:
    """The same UIDs with the same sequence, on another day as well."""
    first = thanked("calendar")
    clock.set("2026-11-25")
    second = thanked("calendar")

    assert entries(first) == entries(second)
    assert uids(first) == uids(second)


def test_a_new_date_moves_the_entries_and_a_close_cancels_them(
    thanked: Said, clock: "Clock"
) -> None:
    """Importing again updates: the sequence rises, and what is over is called off."""
    before = thanked("calendar")
    clock.set("2026-11-30")
    thanked("log", "northwind", "delayed", "--to", "maria", "--until", "2026-12-11")
    moved = entries(thanked("calendar"))
    assert moved["Check in with Maria Lopez"][2] == "2026-12-15"

    thanked("close", "northwind")
    over = thanked("calendar")

    open_ = {name: entry for name, entry in entries(over).items() if "Done: " not in name}
    assert {status for status, _, _ in open_.values()} == {"CANCELLED"}
    assert set(uids(before)) <= set(uids(over))


def test_one_application_can_be_asked_for_by_its_beginning(
    thanked: Said, refused: Said, examples: Path
) -> None:
    """Only its entries are printed; an unknown name is told."""
    thanked("add", examples / "thistle.toml")

    titles = thanked("calendar", "thi")

    assert "Thistle" in titles
    assert "Northwind" not in titles
    assert refused(66, "calendar", "nowhere").startswith(
        "Error: nowhere: no application of that name is kept"
    )


def test_a_calendar_goes_into_a_file(thanked: Said, run: Run, tmp_path: Path) -> None:
    """``-o`` writes what would have been printed, and says so."""
    file = tmp_path / "follow-up.ics"

    result = run("calendar", "-o", file)

    assert (result.stdout, result.stderr) == ("", f"Written: {file}\n")
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert entries(file.read_text(encoding="utf-8")) == entries(thanked("calendar"))


def test_a_calendar_of_nothing_says_how_to_begin(refused: Said, home: Path) -> None:
    """There is nothing to print, and no file comes of it."""
    assert refused(74, "calendar") == (
        f"Error: {home}: nothing is kept there yet. Begin with an application: followup-mail add "
        "FILE\n"
    )
    assert not home.exists()


def test_a_board_is_one_page_with_every_application(
    thanked: Said, run: Run, examples: Path, tmp_path: Path
) -> None:
    """Nothing in it comes from elsewhere."""
    thanked("add", examples / "thistle.toml")
    page = tmp_path / "board.html"

    result = run("board", "-o", page)

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"Written: {page}\n")
    text = page.read_text(encoding="utf-8")
    assert "Northwind Analytics" in text
    assert "Thistle &amp; Rowe" in text
    assert "<script" not in text
    assert "://" not in text


def test_a_board_of_a_client_shows_nobody_elses(
    said: Said, run: Run, northwind: Path, examples: Path, tmp_path: Path
) -> None:
    """A coach can hand it to the client."""
    file = tmp_path / "client.toml"
    file.write_text(f'client = "Ada"\n{northwind.read_text(encoding="utf-8")}', encoding="utf-8")
    said("add", file)
    said("add", examples / "thistle.toml")
    page = tmp_path / "board.html"

    run("board", "--client", "Ada", "-o", page)

    text = page.read_text(encoding="utf-8")
    assert "Northwind Analytics" in text
    assert "Thistle" not in text


def test_a_board_is_named_as_a_page(refused: Said, tmp_path: Path) -> None:
    """Another ending would open as text."""
    file = tmp_path / "board.txt"

    assert refused(2, "board", "-o", file) == (
        f"Error: -o {file}: this is a page; give it a name that ends in .html.\n"
    )
