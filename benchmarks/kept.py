"""Stores and tables of many applications, to measure the commands that keep them.

Run as a program it makes one: ``kept.py store FOLDER COUNT`` or ``kept.py csv FILE COUNT``;
``kept.py bare FILE`` does with a table what any program has to do: read the rows with the
standard library's csv and insert them with its sqlite3, once, into one table.
"""

import csv
import io
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from followup_mail.planning import Plan

CHUNK = 10_000
COLUMNS = (
    "employer",
    "position",
    "place",
    "language",
    "why",
    "me.name",
    "me.email",
    "people.jo.name",
    "people.jo.goes_by",
    "people.jo.role",
    "people.jo.email",
    "people.kim.name",
    "people.kim.role",
    "people.kim.email",
    "interviews.0.at",
    "interviews.0.format",
    "interviews.0.talked_about.jo",
    "strengths.0.i",
    "answer.by",
    "answer.from",
)


def row(number: int) -> tuple[str, ...]:
    """Return the application *number* as the cells of a table."""
    day = date(2026, 9, 1) + timedelta(days=number % 90)
    employer = f"Aurora {number} Systems"
    host = f"aurora{number}.example"
    return (
        employer,
        "Data Engineer",
        ("CA-ON", "CA-QC", "US-MA")[number % 3],
        "en-CA",
        "the team writes down what it decides, and why",
        "Sam Okafor",
        "sam.okafor@example.com",
        f"Jo Park {number}",
        "Jo",
        "recruiter",
        f"jo.park@{host}",
        "Kim Duval",
        "hiring-manager",
        f"kim.duval@{host}",
        f"{day}T14:00:00-05:00",
        "video",
        "how the team splits its work between two cities",
        "rebuilt the billing pipeline so that month-end closes in forty minutes",
        str(day + timedelta(days=10)),
        "jo",
    )


def write_csv(file: Path, count: int) -> None:
    """Write a table of *count* applications."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows(row(number) for number in range(count))


def read_bare(file: Path) -> None:
    """Read *file* and insert its rows, with nothing but the standard library."""
    with tempfile.TemporaryDirectory() as folder, file.open(encoding="utf-8", newline="") as text:
        database = sqlite3.connect(Path(folder) / "bare.db")
        reader = csv.reader(text)
        names = [f'"{name}"' for name in next(reader)]
        marks = ", ".join("?" * len(names))
        with database:
            database.execute(f"CREATE TABLE application ({', '.join(names)})")
            database.executemany(f"INSERT INTO application VALUES ({marks})", reader)  # noqa: S608 - column names of our own
        database.close()


def write_store(folder: Path, count: int) -> None:
    """Keep *count* applications in *folder*, one in twenty of them due."""
    from followup_mail.app import App  # noqa: PLC0415 - the same
    from followup_mail.cli.shell import local_timezone  # noqa: PLC0415 - only the child keeps
    from followup_mail.kept import Dossier  # noqa: PLC0415 - the same

    folder.mkdir(parents=True, exist_ok=True)
    now = datetime(2026, 9, 1, tzinfo=UTC)
    app = App(
        environ={"FOLLOWUP_MAIL_HOME": str(folder)},
        stdin=io.BytesIO(),
        now=lambda: now,
        new_token=lambda: "benchmark",
        local_timezone=local_timezone,
    )
    with app.desk(create=True) as desk, desk.writing():
        store = desk.store
        for begun in range(0, count, CHUNK):
            numbers = range(begun, min(begun + CHUNK, count))
            ids = store.add_many(
                [
                    Dossier(
                        uid=f"{number:032x}",
                        name=f"aurora-{number}",
                        client="",
                        employer=f"Aurora {number} Systems",
                        position="Data Engineer",
                        employer_key=f"aurora {number} systems",
                        text=f'employer = "Aurora {number} Systems"\nposition = "Data Engineer"\n',
                    )
                    for number in numbers
                ],
                at=now,
            )
            store.keep_plans(list(zip(ids, _plans(numbers), strict=True)))


def _plans(numbers: range) -> "Iterator[Plan]":
    from followup_mail.planning import Plan, Step  # noqa: PLC0415 - only the child keeps
    from followup_mail.vocabulary import Act, State  # noqa: PLC0415 - the same

    for number in numbers:
        late = number % 20 == 0
        due = date(2026, 10, 1) if late else date(2099, 1, 1)
        due += timedelta(days=number % 300)
        if late:
            due = date(2026, 3, 1) + timedelta(days=number % 200)
        yield Plan(
            State.THANKED,
            (
                Step(
                    act=Act.CHECK_IN,
                    due=due,
                    opens=datetime.combine(due, datetime.min.time(), UTC) + timedelta(hours=5),
                    why="three business days after 27 November, the date Jo named",
                    to=("jo",),
                    whom=("Jo Park",),
                    occurrence=f"check-in/d{due}/jo",
                    timezone="America/Toronto",
                ),
            ),
        )


if __name__ == "__main__":
    _, what, path, *rest = sys.argv
    if what == "store":
        write_store(Path(path), int(rest[0]))
    elif what == "csv":
        write_csv(Path(path), int(rest[0]))
    else:
        read_bare(Path(path))
