"""Other programs, kills, a full disk, a wrong clock: nothing recorded is lost or half written."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from installed_program import Program

from followup_mail.app import App
from followup_mail.desk.recording import Event, log
from followup_mail.store import files, open_store
from followup_mail.store.migrations import MIGRATED, MIGRATIONS, NEWEST
from followup_mail.vocabulary import Did

Moment = Callable[[Program, subprocess.Popen[str]], None]
"""Waits until a program is to be killed."""
_READING = (("next",), ("list",), ("show", "northwind"))


def full(size: int) -> tuple[str, ...]:
    """Return what starts a program for which every file is full at *size* bytes."""
    return "/bin/sh", "-c", f'ulimit -f {size // 512}; exec "$@"', "sh"


def table(tmp_path: Path, rows: int) -> Path:
    """Return a table of applications, each with somebody to thank."""
    header = (
        "name,employer,position,language,me.name,me.email,people.bo.name,people.bo.role,"
        "people.bo.email,interviews.0.at,interviews.0.talked_about.bo"
    )
    lines = [
        f"vole-{n:03},Vole {n} & Sons,Binder,en-CA,Sam Okafor,sam@example.com,Bo Reed,hr,"
        f"bo@vole{n}.example,2026-11-19T14:00-05:00,the glue"
        for n in range(rows)
    ]
    file = tmp_path / "table.csv"
    file.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return file


def ended(processes: Sequence[subprocess.Popen[str]]) -> list[tuple[int, str]]:
    """Return the status and the complaints of *processes*, once all have ended."""
    told = [process.communicate(timeout=60)[1] for process in processes]
    return [(process.returncode, err) for process, err in zip(processes, told, strict=True)]


# Other programs


def test_eight_programs_that_record_at_once_lose_nothing(kept: Program) -> None:
    """Each waits for the others; all is recorded, and nothing twice."""
    notes = [f"attempt {number}" for number in range(8)]

    started = [
        kept.start("log", "northwind", "no-answer", "--to", "david", "--note", note)
        for note in notes
    ]

    assert ended(started) == [(0, "")] * 8
    assert sorted(note or "" for note in kept.notes("northwind")) == notes
    assert kept.exported()


def test_an_end_that_several_record_at_once_is_recorded_once(kept: Program) -> None:
    """The others are told that it is on record."""
    told = ended([kept.start("retire", "northwind", "--note", "gone") for _ in range(4)])

    assert sorted(status for status, _ in told) == [0, 2, 2, 2]
    assert all("that is on record already" in err for status, err in told if status)
    assert kept.notes("northwind") == ["gone"]


def test_two_first_applications_at_once_are_both_kept(program: Program, examples: Path) -> None:
    """Whoever comes second finds the store that the other one makes."""
    started = [program.start("add", examples / f"{name}.toml") for name in ("thistle", "northwind")]

    assert [status for status, _ in ended(started)] == [0, 0]
    assert [each["name"] for each in json.loads(program.said("list", "--json"))] == [
        "northwind",
        "thistle",
    ]


def test_a_store_of_the_first_schema_is_brought_up_by_one_of_many(kept: Program) -> None:
    """The others find it done; nothing is asked of anybody."""
    kept.file.unlink()
    old = sqlite3.connect(kept.file, isolation_level=None)
    old.execute("BEGIN")
    for statement in MIGRATIONS[0].statements:
        old.execute(statement)
    old.execute(MIGRATED, (1, MIGRATIONS[0].name))
    old.execute("COMMIT")
    old.close()

    told = ended([kept.start("list") for _ in range(4)])

    assert [status for status, _ in told] == [0] * 4, told
    done = sqlite3.connect(kept.file)
    assert done.execute("SELECT number FROM migration ORDER BY number").fetchall() == [
        (number + 1,) for number in range(NEWEST)
    ]
    done.close()


def test_a_program_that_goes_on_writing_is_told_after_a_while(kept: Program) -> None:
    """Meanwhile one can read, and afterwards write."""
    before = kept.exported()
    other = sqlite3.connect(kept.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()

    waiting = kept.start("log", "northwind", "acknowledged")
    assert "northwind" in kept.said("next")

    told = (
        f"Error: {kept.file}: another program is writing there. Nothing was changed; "
        "try again when it has ended.\n"
    )
    assert ended([waiting]) == [(74, told)]
    assert 4 < time.monotonic() - begun < 30
    other.execute("ROLLBACK")
    other.close()
    assert kept.exported() == before
    kept.said("log", "northwind", "acknowledged")


# Kills


def after(seconds: float) -> Moment:
    """Return what waits so long."""

    def wait(_program: Program, _process: subprocess.Popen[str]) -> None:
        time.sleep(seconds)

    return wait


def while_writing(seconds: float) -> Moment:
    """Return what waits until the journal is there, and *seconds* more."""

    def wait(program: Program, process: subprocess.Popen[str]) -> None:
        journal = Path(f"{program.file}-journal")
        while not journal.exists() and process.poll() is None:
            time.sleep(0.0005)
        time.sleep(seconds)

    return wait


MOMENTS = {
    "early": after(0.3),
    "as it begins to write": while_writing(0),
    "while it writes": while_writing(0.004),
    "later": while_writing(0.06),
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_killed_table_is_kept_whole_or_not_at_all(
    kept: Program,
    tmp_path: Path,
    moment: Moment,
) -> None:
    """The next command finds either, and can do what was begun."""
    rows = table(tmp_path, 100)
    before = kept.exported()

    with kept.start("add", rows) as process:
        moment(kept, process)
        process.kill()
    assert process.returncode in {-signal.SIGKILL, 0}

    now = kept.exported()
    whole = "vole-000" in now
    assert whole or now == before
    told = "0 added, 100 unchanged.\n" if whole else "100 added.\n"
    assert kept.said("add", rows) == told
    counts = json.loads(kept.said("next", "--json"))
    assert counts["due"] + counts["waiting"] == 101
    assert [path.name for path in kept.home.iterdir()] == [files.FILE_NAME]


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_killed_entry_is_recorded_or_not(kept: Program, moment: Moment) -> None:
    """What was recorded before is there, and the next entry comes after it."""
    kept.said("log", "northwind", "thank-you", "--to", "maria", "--note", "first")

    with kept.start("log", "northwind", "promise", "--note", "killed") as process:
        moment(kept, process)
        process.kill()
    kept.said("log", "northwind", "no-answer", "--to", "david", "--note", "last")

    assert kept.notes("northwind") in (["first", "last"], ["first", "killed", "last"])
    assert kept.exported()
    assert [path.name for path in kept.home.iterdir()] == [files.FILE_NAME]


# The disk


def test_a_full_disk_keeps_what_was_there(kept: Program, tmp_path: Path) -> None:
    """Whatever was begun is taken back, what to do is said, and one can read on."""
    before, size = kept.exported(), kept.file.stat().st_size
    rows = table(tmp_path, 50)

    told = kept.refused(74, "add", rows, prefix=full(size))

    assert told == (
        f"Error: {kept.file}: the disk refused to read or write (disk I/O error). Nothing was "
        "changed; see whether it is full, over its quota, or failing.\n"
    )
    assert kept.run("next", prefix=full(size)).returncode == 0
    assert kept.exported() == before
    assert kept.said("add", rows) == "50 added.\n"


def test_a_disk_that_was_full_from_the_start_is_told(program: Program, examples: Path) -> None:
    """No store is made by halves; the next try begins anew."""
    told = program.refused(74, "add", examples / "northwind.toml", prefix=full(8192))

    assert told == (
        f"Error: {program.file}: the disk refused to read or write (disk I/O error). Nothing was "
        "changed; see whether it is full, over its quota, or failing.\n"
    )
    assert not program.file.exists()
    program.said("add", examples / "northwind.toml")


def test_a_backup_that_does_not_fit_leaves_the_old_one(kept: Program, tmp_path: Path) -> None:
    """A file that was there is as it was."""
    backup = tmp_path / "backup.json"
    kept.said("export", "-o", backup)
    before = backup.read_bytes()

    told = kept.refused(74, "export", "-o", backup, prefix=full(512))

    assert told == f"Error: {backup}: can't be written ({os.strerror(27)}).\n"
    assert backup.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.json", "home"]


# The clock


@pytest.fixture
def checked_in(kept: Program) -> Program:
    """Return a home with a check-in of 2 December, by that day's clock."""
    for day, did in (
        ("2026-11-20", Did.THANK_YOU),
        ("2026-11-20", Did.PROMISE),
        ("2026-12-02", Did.CHECK_IN),
    ):
        app = App(
            environ={"FOLLOWUP_MAIL_HOME": str(kept.home)},
            stdin=BytesIO(),
            now=partial(datetime.fromisoformat, f"{day}T17:00:00+00:00"),
            new_token=str,
            local_timezone=lambda: "UTC",
        )
        with app.desk() as desk:
            log(desk, "northwind", Event(did))
    return kept


_SILENCE = "four business days after 2 December, when you wrote to Maria."
CLOCKS = {
    "2026-11-02T17:00:00+00:00": (
        "     northwind  nothing until Tuesday 8 December, because that is when to ask Priya Raman "
        f"whether there is news: {_SILENCE}\n"
        "\nNothing is due. When somebody answers: followup-mail log NAME EVENT\n"
    ),
    "2028-01-06T17:00:00+00:00": (
        "DUE  northwind  ask Priya Raman whether there is news, was due on Tuesday 8 December "
        f"2026, 394 days ago: {_SILENCE}\n"
        "\nNext: followup-mail draft due northwind\n"
    ),
}


@pytest.mark.parametrize("now", CLOCKS)
def test_a_wrong_clock_changes_nothing(checked_in: Program, now: str) -> None:
    """Thirty days back, or 400 ahead: what is shown is true of that day, and nothing is written."""
    before = checked_in.file.read_bytes()

    told = [checked_in.at(now, *command) for command in _READING]

    assert [done.returncode for done in told] == [0] * len(_READING)
    assert told[0].stdout == CLOCKS[now]
    assert checked_in.file.read_bytes() == before


@pytest.mark.parametrize("now", CLOCKS)
def test_what_is_recorded_by_a_wrong_clock_is_added(checked_in: Program, now: str) -> None:
    """Nothing that was there is lost, and it can be taken back once the clock is right."""
    agenda = checked_in.at(_RIGHT, "next").stdout
    before = history(checked_in)

    assert checked_in.at(now, "log", "northwind", "acknowledged").returncode == 0
    recorded = history(checked_in)
    assert [entry for entry in recorded if entry in before] == before
    assert len(recorded) == len(before) + 1
    assert checked_in.at(_RIGHT, "undo", "northwind").returncode == 0

    assert checked_in.at(_RIGHT, "next").stdout == agenda
    assert history(checked_in) == before


_RIGHT = "2026-12-02T18:00:00+00:00"


def history(program: Program) -> list[object]:
    """Return what counts of what happened to northwind."""
    with open_store(program.home, create=False) as store:
        stored = store.get("northwind")
        assert stored is not None
        return list(store.history(stored.id))
