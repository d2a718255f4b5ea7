"""Homes and files that are not what they should be, and text that a terminal would obey."""

import os
import pty
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from installed_program import COMMAND, Program

from followup_mail.store.migrations import NEWEST

_GIBIBYTE = 1 << 30
_LITTLE = ("/bin/sh", "-c", 'ulimit -v 300000; exec "$@"', "sh")
"""Starts a program that has 300 MB of memory, of which an ordinary command takes 60."""
_NOBODY = 65534


class Case(NamedTuple):
    """What can be wrong with a home, and what is said of it."""

    spoil: Callable[[Path], object]
    """Takes the file in it."""
    told: str
    """With {home} and {file}."""


def _link_home(file: Path) -> None:
    file.parent.symlink_to(file.parent.rename(file.parent.with_name("elsewhere")))


def _link_file(file: Path) -> None:
    file.symlink_to(file.rename(file.with_name("elsewhere")))


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _newer(file: Path) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("INSERT INTO migration VALUES (?, 'later', '2030-01-01')", (NEWEST + 1,))
    connection.close()


def _cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size - 4096)


HOMES = {
    "the home is a link": Case(
        _link_home,
        "{home}: is a link; what is kept lies in a folder of its own. Give the folder that it "
        "leads to as FOLLOWUP_MAIL_HOME.",
    ),
    "everybody may write to the home": Case(
        lambda file: file.parent.chmod(0o777),
        "{home}: others may write there, and could exchange what is kept. Close it to them: "
        "chmod 700 {home}",
    ),
    "the file is a link": Case(_link_file, "{file}: is a link. Move it away: mv {file} {file}.old"),
    "the file is a pipe": Case(
        _pipe, "{file}: is not a regular file. Move it away: mv {file} {file}.old"
    ),
    "the file has a second name": Case(
        lambda file: file.with_name("second").hardlink_to(file),
        "{file}: has a second name (a hard link), so it can be changed from elsewhere. Make it a "
        "file of its own: cp {file} {file}.copy && mv {file}.copy {file}",
    ),
    "the file is cut off": Case(
        _cut,
        "{file}: is damaged (database disk image is malformed). It was left as it is. Move it "
        "away (mv {file} {file}.damaged) and restore an export: followup-mail import FILE",
    ),
    "the file is newer": Case(
        _newer,
        f"{{file}}: was written by a newer followup-mail (schema {NEWEST + 1}; this one knows "
        f"{NEWEST}). It was left as it is; install the newer one again.",
    ),
}


@pytest.mark.parametrize("case", HOMES.values(), ids=HOMES)
def test_a_home_that_cannot_be_trusted_is_left_as_it_is(
    kept: Program, examples: Path, case: Case
) -> None:
    """Reading and adding both say why, and what to type."""
    case.spoil(kept.file)
    before = kept.file.read_bytes() if kept.file.is_file() else None
    beside = sorted(path.name for path in kept.home.iterdir())

    for command in (("next",), ("add", examples / "thistle.toml")):
        told = kept.refused(74, *command)
        assert told == f"Error: {case.told.format(home=kept.home, file=kept.file)}\n"

    assert (kept.file.read_bytes() if kept.file.is_file() else None) == before
    assert sorted(path.name for path in kept.home.iterdir()) == beside


def test_a_home_of_somebody_else_is_refused(program: Program, tmp_path: Path) -> None:
    """Even for root, who could write there."""
    program.home = Path("/usr")
    if os.geteuid() == 0:
        program.home = tmp_path / "theirs"
        program.home.mkdir()
        os.chown(program.home, _NOBODY, _NOBODY)

    owner = program.home.stat().st_uid
    assert program.refused(74, "next") == (
        f"Error: {program.home}: belongs to somebody else (user {owner}). Run this as its owner, "
        "or set FOLLOWUP_MAIL_HOME to a folder of your own.\n"
    )


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


CONFIGS = {
    "a folder": Case(Path.mkdir, "is a folder; give the path of a TOML file"),
    "a pipe": Case(os.mkfifo, "is not a regular file; give the path of a TOML file"),
    "UTF-16": Case(lambda path: path.write_bytes(b"\xff\xfea\0"), "is written in UTF-16"),
    "Latin-1": Case(lambda path: path.write_bytes(b"# caf\xe9"), "line 1: byte 0xE9 is not UTF-8"),
    "no TOML": Case(lambda path: path.write_bytes(b"[me"), "line 1"),
    "a value that can't be": Case(
        lambda path: path.write_bytes(b"[ladder]\ngap = 0\n"), "ladder.gap: "
    ),
    "larger than memory": Case(lambda path: _sparse(path, _GIBIBYTE), "is larger than 1 MiB"),
}


@pytest.mark.parametrize("case", CONFIGS.values(), ids=CONFIGS)
def test_a_config_that_cannot_be_read_is_told(kept: Program, case: Case) -> None:
    """At once, whatever stands there; what is kept stays as it is."""
    config = kept.home / "config.toml"
    case.spoil(config)
    before = kept.file.read_bytes()

    for command in (("next",), ("log", "northwind", "offer")):
        told = kept.refused(78, *command, prefix=_LITTLE)
        assert told.startswith(f"Error: {config}")
        assert case.told in told

    assert kept.file.read_bytes() == before


# What is too large


@pytest.mark.parametrize("name", ["large.csv", "large.toml", "large.ics"])
def test_a_file_of_a_gigabyte_is_refused_in_little_memory(
    kept: Program, tmp_path: Path, name: str
) -> None:
    """With its limit, before it is read."""
    before = kept.exported()
    _sparse(tmp_path / name, _GIBIBYTE + 1)

    told = kept.refused(65, "add", name, prefix=_LITTLE)

    most = "1 GiB" if name.endswith("csv") else "1 MiB"
    assert f"{name}: is larger than {most}, which is the most that is read" in told
    assert kept.exported() == before


def test_a_row_that_never_ends_is_refused_in_little_memory(kept: Program, tmp_path: Path) -> None:
    """A quote that is never closed swallows the rest of a file."""
    file = tmp_path / "table.csv"
    rows = "Wren,Binder,en-CA,Sam,sam@example.com\n" * 100_000
    file.write_text(f'employer,position,language,me.name,me.email\n"Vole,Binder\n{rows}')
    before = kept.exported()

    told = kept.refused(65, "add", file, prefix=_LITTLE)

    assert told.startswith(
        f"Error: {file}, line 2, column employer: a quote opens here that is not closed"
    )
    assert kept.exported() == before


def test_an_export_of_a_gigabyte_is_refused_in_little_memory(
    program: Program, tmp_path: Path
) -> None:
    """It need not have lines."""
    _sparse(tmp_path / "export.json", _GIBIBYTE)

    assert program.refused(65, "import", "export.json", prefix=_LITTLE) == (
        "Error: The export can't be restored: it isn't JSON (Expecting {). Nothing was changed; "
        "take the file as `followup-mail export` wrote it.\n"
    )


# What a terminal would obey

_OBEYED = ("\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u2028")
EVIL = "red \x1b[31m\x9b31m \x1b]0;title\x07 \u202ebackwards\u2066 \nDUE  forged\u2028line"


def on_a_terminal(program: Program, *arguments: str) -> str:
    """Return what the command shows on a terminal of 80 columns without colours."""
    ours, theirs = pty.openpty()
    environment = {"FOLLOWUP_MAIL_HOME": str(program.home), "NO_COLOR": "1", "COLUMNS": "80"}
    process = subprocess.Popen(
        (*COMMAND, *arguments),
        cwd=program.home.parent,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    with process:
        try:
            while chunk := os.read(ours, 1 << 16):
                shown += chunk
        except OSError:
            pass  # Linux says so when the other side has closed
    os.close(ours)
    assert b"Traceback" not in shown, shown.decode()
    return shown.decode()


def test_no_note_reaches_a_terminal_raw(kept: Program) -> None:
    """Neither where it is recorded, nor where it is shown, nor where it is taken back."""
    for command in (
        ("log", "northwind", "no-answer", "--to", "david", "--note", EVIL),
        ("snooze", "northwind", "tomorrow", "--note", EVIL),
        ("show", "northwind"),
        ("undo",),
        ("retire", "northwind", "--note", EVIL),
        ("show", "northwind", "--json"),
    ):
        shown = on_a_terminal(kept, *command)
        assert shown
        assert not [char for char in _OBEYED if char in shown], command
        assert "\nDUE  forged" not in shown


def test_no_name_reaches_a_terminal_raw(kept: Program) -> None:
    """Of a file, a person, an event: errors that repeat them show what they hold."""
    before = kept.exported()
    for command in (
        ("show", EVIL),
        ("add", EVIL),
        ("add", "--name", EVIL, "../t.toml"),
        ("log", "northwind", EVIL),
        ("log", "northwind", "offer", "--to", EVIL),
        ("snooze", "northwind", EVIL),
        ("list", "--client", EVIL),
        ("import", EVIL),
    ):
        shown = on_a_terminal(kept, *command)
        assert not [char for char in _OBEYED if char in shown], command
        assert "\nDUE  forged" not in shown
    assert kept.exported() == before


def test_a_file_is_shown_and_compared_without_what_is_obeyed(
    kept: Program, examples: Path, tmp_path: Path
) -> None:
    """TOML allows such characters in comments; a pipe gets them to the byte."""
    text = (examples / "northwind.toml").read_text(encoding="utf-8")
    file = tmp_path / "northwind.toml"
    file.write_text(f"# \u202e \x9b31m\n{text}", encoding="utf-8")

    shown = on_a_terminal(kept, "add", str(file)) + on_a_terminal(
        kept, "show", "northwind", "--file"
    )

    assert not [char for char in _OBEYED if char in shown]
    assert r"# \u202e \x9b31m" in shown
    assert kept.said("show", "northwind", "--file") == file.read_text(encoding="utf-8")


def test_no_application_is_kept_that_a_terminal_would_obey(kept: Program) -> None:
    """It is refused with the place of each such text, and shown as it is refused."""
    evil = ("employer", "position", "client", "people.bo.name")
    cells = dict.fromkeys(evil, EVIL)
    cells |= {"language": "en-CA", "me.name": "Sam Okafor", "me.email": "sam@example.com"}
    values = ",".join(f'"{value}"' for value in cells.values())
    file = kept.home.parent / "t.csv"
    file.write_text(f"{','.join(cells)}\n{values}\n", encoding="utf-8")
    before = kept.exported()

    shown = on_a_terminal(kept, "add", "t.csv")

    for key in evil:
        assert f"t.csv, line 2, column {key}: holds" in shown
    assert not [char for char in _OBEYED if char in shown]
    assert kept.exported() == before
