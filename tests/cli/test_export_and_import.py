"""``export``, ``import``, and a store that is damaged."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click.testing
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


def without_folders(exported: str) -> str:
    """Return an export as one that an import brought: it tells of no folder to read from."""
    return re.sub(r'"folder":"[^"]*"', '"folder":null', exported)


def test_what_is_restored_is_exported_the_same(
    kept: str, said: Said, run: Run, tmp_path: Path, environ: dict[str, str]
) -> None:
    """Equal to the last byte but for where files lie, and the agenda and the timelines with it."""
    shown = [said("next"), said("list"), said("show", "northwind")]
    file = tmp_path / "backup.json"
    assert run("export", "-o", file).stderr == f"Written: {file}\n"
    assert file.read_text(encoding="utf-8") == kept
    environ["FOLLOWUP_MAIL_HOME"] = str(tmp_path / "other")

    assert run("import", file).stderr == "Restored: 3 applications. Next: followup-mail next\n"

    assert said("export") == without_folders(kept)
    assert [said("next"), said("list"), said("show", "northwind")] == shown


def test_standard_input_is_restored_too(
    kept: str, run: Run, said: Said, tmp_path: Path, environ: dict[str, str]
) -> None:
    """A pipe from one machine to another needs no file."""
    environ["FOLLOWUP_MAIL_HOME"] = str(tmp_path / "other")

    run("import", "-", stdin=kept.encode())

    assert said("export") == without_folders(kept)


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


# What an import may not bring


def test_what_waited_is_a_draft_again_and_nothing_is_sent(
    said: Said, run: Run, northwind: Path, tmp_path: Path, environ: dict[str, str]
) -> None:
    """Whatever a document says of it: whom to, with which files, since when."""
    said("add", northwind)
    document = json.loads(said("export"))
    document["outbox"] = [hostile(1, "queued"), hostile(2, "deferred"), hostile(3, "dot")]
    document["counters"]["posting"] = 3
    environ["FOLLOWUP_MAIL_HOME"] = str(tmp_path / "other")

    told = run("import", "-", stdin=json.dumps(document).encode()).stderr

    assert told == (
        "2 messages that waited to be sent are drafts again: send them anew.\n"
        "Of 1 messages nobody knows whether they arrived: followup-mail outbox list\n"
        "Restored: 1 applications. Next: followup-mail next\n"
    )
    exported = json.loads(said("export"))
    assert [each["state"] for each in exported["outbox"]] == ["cancelled"] * 2 + ["unknown"]
    drafts = exported["applications"][0]["messages"]
    assert [(each["body"], each["used_entry"]) for each in drafts] == [("Dear Eve", None)] * 2
    assert "/etc/shadow" not in said("export")
    assert said("outbox", "resolve", "3", "--not-sent").startswith("Cancelled: ")
    assert "Next: followup-mail outbox deliver" not in run("outbox", "list").stderr
    assert run("outbox", "deliver").exit_code == 0


def hostile(number: int, state: str) -> dict[str, object]:
    """Return a message as nobody here wrote it, as exports told of them once."""
    moment = "2020-01-01T00:00:00+00:00"
    nothing = dict.fromkeys(("not_before", "reply_code", "reply_text", "entry_id", "in_reply_to"))
    return {
        **nothing,
        "id": number,
        "application_id": 1,
        "state": state,
        "queued_at": moment,
        "changed_at": moment,
        "attempts": 0,
        "refused": [],
        "told": "",
        "key": f"k{number}",
        "kind": "check-in",
        "person": "maria",
        "subject": "Hello",
        "mail_from": "eve@evil.example",
        "rcpt_to": ["eve@evil.example"],
        "message_id": f"<{number}@evil.example>",
        "account": "home",
        "attachments": ["/etc/shadow"],
        "refs": [],
        "language": "en-CA",
        "test": 0,
        "wanted_at": "9999-01-01T00:00:00+00:00",
        "forced": [],
        "body": "Dear Eve",
        "once": f"k{number}",
        "resend": 1,
        "data": "RnJvbTogZXZlQGV2aWwuZXhhbXBsZQ0KDQpoaQ0K",
    }


def test_no_file_is_read_where_an_import_says(
    said: Said, run: Run, northwind: Path, tmp_path: Path, environ: dict[str, str]
) -> None:
    """Until the application's own file is added again, which says where they lie."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "cv.pdf").write_bytes(b"%PDF-1.7")
    text = northwind.read_text(encoding="utf-8")
    file = folder / "northwind.toml"
    file.write_text(f'attachments = ["cv.pdf"]\n{text}', encoding="utf-8")
    said("add", file, "--name", "northwind")
    exported = said("export")
    assert str(folder) in exported
    environ["FOLLOWUP_MAIL_HOME"] = str(tmp_path / "other")

    told = run("import", "-", stdin=exported.encode()).stderr

    assert "Add these again by their own files (followup-mail add FILE): northwind.\n" in told
    assert run("draft", "check-in", "northwind").exit_code == 65
    said("add", file)
    assert said("draft", "thank-you", "northwind", "--to", "maria").startswith("To: Maria Lopez")


@pytest.mark.parametrize(
    ("key", "value"),
    [("name", "../../x"), ("name", "-force"), ("uid", "a\r\nb"), ("uid", "x" * 100)],
)
def test_a_name_that_leads_elsewhere_is_refused(
    said: Said, refused: Said, northwind: Path, tmp_path: Path, environ: dict[str, str],
    key: str, value: str,
) -> None:  # fmt: skip
    """It stands in commands, in names of files and in calendars."""
    said("add", northwind)
    document = json.loads(said("export"))
    document["applications"][0][key] = value
    file = tmp_path / "hostile.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    environ["FOLLOWUP_MAIL_HOME"] = str(tmp_path / "other")

    assert "can't be restored: " in refused(65, "import", file)


def test_a_terminal_is_shown_escapes_that_read_the_same(
    said: Said, northwind: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What turns a line round, or hides in it, stands there as JSON writes it."""
    text = northwind.read_text(encoding="utf-8")
    file = tmp_path / "northwind.toml"
    file.write_text(f"# a \u202e b \u200b c \x85 \U000e0041\n{text}", encoding="utf-8")
    said("add", file)
    plain = said("export")
    monkeypatch.setattr(click.testing._NamedTextIOWrapper, "isatty", lambda _: True)

    shown = said("export")

    assert "\\u202e b \\u200b c \\u0085 \\udb40\\udc41" in shown
    assert not set(shown) & set("\u202e\u200b\x85\U000e0041")
    assert json.loads(shown) == json.loads(plain)
