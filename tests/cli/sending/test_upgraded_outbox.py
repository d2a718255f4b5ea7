"""Messages that a program before occurrences kept: what was sent stays sent."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result
from mailroom import Server

from followup_mail.store import files

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]

MARIA = "maria.lopez@northwind.example"
EARLIER = "[[interviews]]\nat = 2026-11-12T10:00:00-05:00\n\n[[interviews]]\nat     = 2026-11-19T14"


@pytest.fixture
def as_before(home: Path) -> Callable[[str], None]:
    """Return what tells the one message by a key as it was, and forgets the rest."""

    def tell(key: str) -> None:
        with sqlite3.connect(home / files.FILE_NAME) as connection:
            [(uid,)] = connection.execute("SELECT uid FROM application")
            key = f"{uid}/{key}"
            connection.execute(
                "UPDATE posting SET key = ?, once = ?, opened = '', whom = ''", (key, key)
            )
            connection.execute("DELETE FROM setting WHERE name IN ('own', 'config', 'rules')")

    return tell


def test_a_note_stays_sent_though_an_interview_is_added(
    kept: Said, server: Server, northwind: Path, tmp_path: Path, as_before: Callable[[str], None]
) -> None:
    """It was known by the number of its interview, which changes with that."""
    asked = ("send", "thank-you", "northwind", "--to", "maria", "--yes")
    kept(*asked)
    as_before(f"thank-you/r1/{MARIA}")
    text = northwind.read_text(encoding="utf-8")
    file = tmp_path / "earlier.toml"
    file.write_text(text.replace("[[interviews]]\nat     = 2026-11-19T14", EARLIER))
    kept("add", file, "--name", "northwind")

    assert kept(*asked) == f"Already sent on 2026-11-20: thank-you to {MARIA}\n"
    assert server.readers == [MARIA]


@pytest.mark.parametrize("opened", ["e{}", "d2026-11-30"])
def test_a_check_in_after_an_answer_stays_sent(
    thanked: Said,
    server: Server,
    as_before: Callable[[str], None],
    home: Path,
    clock: "Clock",
    opened: str,
) -> None:
    """It was known by the number of the answer's entry, or by its day."""
    thanked("log", "northwind", "acknowledged", "--on", "2026-11-30")
    clock.set("2026-12-14")
    thanked("send", "check-in", "northwind", "--yes")
    with sqlite3.connect(home / files.FILE_NAME) as connection:
        [(entry,)] = connection.execute("SELECT id FROM entry WHERE did = 'acknowledged'")
    as_before(f"check-in/{opened.format(entry)}/{MARIA}")

    assert thanked("send", "check-in", "northwind", "--yes").startswith("Already sent")
    assert server.readers == [MARIA]


def test_what_cannot_be_told_is_taken_for_the_same(
    kept: Said, run: Run, server: Server, as_before: Callable[[str], None]
) -> None:
    """A key that leads nowhere still keeps the same kind to the same person out."""
    asked = ("send", "thank-you", "northwind", "--to", "maria", "--yes")
    kept(*asked)
    as_before(f"thank-you/r9/{MARIA}")

    assert run(*asked).stdout.startswith("Already sent on 2026-11-20")
    assert server.readers == [MARIA]
