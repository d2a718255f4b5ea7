"""``export``, ``import``, and a store that is damaged."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.shell_completion import ShellComplete
from click.testing import Result

from followup_mail.app import App
from followup_mail.cli import main

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]

COMMANDS = (
    ("next",),
    (),
    ("list",),
    ("list", "--json"),
    ("show", "northwind"),
    ("show", "northwind", "--file"),
    ("log", "northwind", "offer"),
    ("snooze", "northwind", "2027-01-01"),
    ("retire", "northwind"),
    ("reopen", "northwind"),
    ("close", "northwind"),
    ("undo",),
    ("edit", "northwind"),
    ("debrief", "northwind"),
    ("draft", "due", "northwind"),
    ("preview", "due", "northwind"),
    ("script", "due", "northwind"),
    ("remove", "northwind", "--yes"),
    ("purge", "--older-than", "1 day", "--yes"),
    ("export",),
    ("calendar",),
    ("board", "-o", "board.html"),
    ("add", "FILE"),
    ("import", "FILE"),
)


@pytest.fixture
def kept(said: Said, examples: Path, clock: "Clock") -> str:
    """Return an export of three applications with a history, drafts and a calendar."""
    for name in ("northwind", "panel", "boreal"):
        said("add", examples / f"{name}.toml")
    said("draft", "thank-you", "northwind")
    said("log", "northwind", "thank-you", "--note", "“à la main”")
    said("log", "northwind", "promise")
    clock.set("2026-12-02")
    said("log", "northwind", "check-in")
    said("undo")
    said("calendar")
    return said("export")


def test_what_is_restored_is_exported_the_same(
    kept: str, said: Said, run: Run, tmp_path: Path, environ: dict[str, str]
) -> None:
    """Equal to the last byte, and the agenda and the timelines with it."""
    shown = [said("next"), said("list"), said("show", "northwind")]
    file = tmp_path / "backup.json"
    assert run("export", "-o", file).stderr == f"Written: {file}\n"
    assert file.read_text(encoding="utf-8") == kept
    environ["FOLLOWUP_MAIL_HOME"] = str(tmp_path / "other")

    assert run("import", file).stderr == "Restored: 3 applications. Next: followup-mail next\n"

    assert said("export") == kept
    assert [said("next"), said("list"), said("show", "northwind")] == shown


def test_standard_input_is_restored_too(
    kept: str, run: Run, said: Said, tmp_path: Path, environ: dict[str, str]
) -> None:
    """A pipe from one machine to another needs no file."""
    environ["FOLLOWUP_MAIL_HOME"] = str(tmp_path / "other")

    run("import", "-", stdin=kept.encode())

    assert said("export") == kept


def test_an_export_of_nothing_is_an_export(
    said: Said, run: Run, tmp_path: Path, environ: dict[str, str]
) -> None:
    """An empty home exports, and what it exports restores."""
    nothing = said("export")
    assert json.loads(nothing)["applications"] == []
    environ["FOLLOWUP_MAIL_HOME"] = str(tmp_path / "other")

    assert run("import", "-", stdin=nothing.encode()).exit_code == 0


def test_nothing_is_restored_over_something(
    kept: str, said: Said, refused: Said, tmp_path: Path
) -> None:
    """An export goes into an empty store only, and what is there stays."""
    file = tmp_path / "backup.json"
    file.write_text(kept, encoding="utf-8")

    assert "holds applications already" in refused(2, "import", file)
    assert said("export") == kept


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "it isn't UTF-8"),
        (b"{", "it isn't JSON (Expecting value)"),
        (b"", "it isn't JSON"),
    ],
)
def test_what_is_no_export_restores_nothing(
    said: Said, refused: Said, tmp_path: Path, content: bytes, told: str
) -> None:
    """The sentence says why, and the home is as empty as before."""
    file = tmp_path / "no-export.json"
    file.write_bytes(content)

    error = refused(65, "import", file)

    assert error.startswith(f"Error: The export can't be restored: {told}")
    assert said("list") == ""


def test_an_export_that_is_cut_off_restores_nothing(
    kept: str, said: Said, refused: Said, tmp_path: Path, environ: dict[str, str]
) -> None:
    """All or nothing, wherever the file ends."""
    environ["FOLLOWUP_MAIL_HOME"] = str(tmp_path / "other")
    file = tmp_path / "half.json"
    for part in (0.1, 0.5, 0.9, 0.99):
        file.write_text(kept[: int(len(kept) * part)], encoding="utf-8")
        assert "can't be restored" in refused(65, "import", file)
        assert said("list") == ""


def test_a_path_that_leads_nowhere_is_named(refused: Said, tmp_path: Path) -> None:
    """A missing file is 66, a folder 74."""
    missing = tmp_path / "missing.json"

    assert refused(66, "import", missing) == (
        f"Error: there is no file {missing}; give the path of an export.\n"
    )
    assert refused(74, "import", tmp_path) == (
        f"Error: {tmp_path}: can't be read (Is a directory).\n"
    )


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("damage", ["nonsense", "nothing", "zeros"])
def test_a_damaged_store_is_told_by_every_command(
    run: Run,
    said: Said,
    northwind: Path,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    damage: str,
) -> None:
    """Status 74 and a sentence with the remedy; the file is left as it is."""
    monkeypatch.chdir(tmp_path)
    said("add", northwind)
    export = tmp_path / "export.json"
    export.write_text(said("export"), encoding="utf-8")
    file = home / "followup-mail.db"
    whole = file.read_bytes()
    damaged = {
        "nonsense": b"nonsense" * 200,
        "nothing": b"",
        "zeros": whole[:4096] + bytes(4096) + whole[8192:],
    }[damage]
    file.write_bytes(damaged)
    given = export if command[:1] == ("import",) else northwind

    result = run(*(given if each == "FILE" else each for each in command))

    assert (result.exit_code, result.stdout) == (74, "")
    assert result.stderr.startswith(f"Error: {file}: is damaged (")
    assert result.stderr.endswith("and restore an export: followup-mail import FILE\n")
    assert file.read_bytes() == damaged


def test_a_damaged_store_completes_no_names(
    build: Callable[[bytes], App], said: Said, northwind: Path, home: Path
) -> None:
    """Between two keys of the shell there is no place for an error."""
    said("add", northwind)
    (home / "followup-mail.db").write_bytes(b"nonsense")
    completion = ShellComplete(main, {"obj": lambda: build(b"")}, "followup-mail", "_COMPLETE")

    assert completion.get_completions(["show"], "n") == []
