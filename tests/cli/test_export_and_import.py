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
    """Row 89: whatever a document says of it: whom to, with which files, since when."""
    said("add", northwind)
    document = json.loads(said("export"))
    document["outbox"] = [hostile(1, "queued"), hostile(2, "deferred"), hostile(3, "dot")]
    document["counters"]["posting"] = 3
    environ["FOLLOWUP_MAIL_HOME"] = str(tmp_path / "other")

    told = run("import", "-", stdin=json.dumps(document).encode()).stderr

    assert told == (
        "One message may have arrived, and nobody knows; to say so: followup-mail outbox\n"
        "2 messages that waited are drafts again: an import sends nothing. What is still to go: "
        "followup-mail send check-in northwind\n"
        "Restored: one application. Next: followup-mail next\n"
    )
    exported = json.loads(said("export"))
    assert [each["state"] for each in exported["outbox"]] == ["cancelled"] * 2 + ["unknown"]
    drafts = exported["applications"][0]["messages"]
    assert [(each["body"], each["used_entry"]) for each in drafts] == [("Dear Eve", None)] * 2
    assert "/etc/shadow" not in said("export")
    resolved = run("outbox", "resolve", "3", "--not-sent")
    assert resolved.stdout.startswith("Cancelled: ")
    assert resolved.stderr == "\nNext: followup-mail send check-in northwind\n"
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


@pytest.fixture
def brought(
    said: Said, run: Run, northwind: Path, tmp_path: Path, environ: dict[str, str]
) -> tuple[Path, str]:
    """Return the file of an application with an attachment, and what its import said."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "cv.pdf").write_bytes(b"%PDF-1.7")
    text = northwind.read_text(encoding="utf-8")
    file = folder / "northwind.toml"
    file.write_text(f'attachments = ["cv.pdf"]\n{text}', encoding="utf-8")
    said("add", file, "--name", "northwind")
    document = json.loads(said("export"))
    assert document["applications"][0]["folder"] == str(folder)
    environ["FOLLOWUP_MAIL_HOME"] = str(tmp_path / "other")
    return file, run("import", "-", stdin=json.dumps(document).encode()).stderr


def test_no_file_is_read_where_an_import_says(
    brought: tuple[Path, str],
    said: Said,
    refused: Said,
    clock: "Clock",
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Row 89: nor where one happens to stand; what needs none goes on, as it was planned."""
    file, told = brought
    monkeypatch.chdir(file.parent)

    assert told.splitlines()[0] == (
        "An import brings no attachments. Before a message with them, add the application's own "
        "file again (followup-mail add FILE): northwind."
    )
    assert "northwind" in said("next")
    clock.set("2026-12-02")
    assert said("draft", "check-in", "northwind").startswith("To: Maria Lopez")
    clock.set("2026-11-20")
    blocked = refused(3, "draft", "thank-you", "northwind", "--to", "david")
    assert (
        "blocked (attachment): cv.pdf should go with it, but an import brings no files: add the "
        "application's own file again (followup-mail add FILE), or take it out of there."
    ) in blocked
    out = "message.eml"
    said("draft", "thank-you", "northwind", "--to", "david", "--force", "attachment=x", "-o", out)
    assert b"application/pdf" not in Path(out).read_bytes()


def test_a_file_that_is_added_again_finds_its_attachments(
    brought: tuple[Path, str], run: Run, said: Said, environ: dict[str, str], tmp_path: Path
) -> None:
    """They lie beside it, as before; until then it can be edited."""
    file, _ = brought
    environ["EDITOR"] = "sed -i $a#mine"
    assert "+#mine" in run("edit", "northwind").output

    said("add", file)

    out = tmp_path / "message.eml"
    said("draft", "thank-you", "northwind", "--to", "david", "--force", "attachment=x", "-o", out)
    assert b"application/pdf" in out.read_bytes()


def test_the_days_off_of_an_import_are_not_believed(
    said: Said, run: Run, northwind: Path, tmp_path: Path, environ: dict[str, str]
) -> None:
    """With no working day left, or the reader's holidays worked, all would be due on other days."""
    said("add", northwind)
    shown = said("next")
    document = json.loads(said("export"))
    off = {"hard": {}, "soft": {}, "weekend": [0, 1, 2, 3, 4, 5, 6]}
    document["days_off"] = [
        {"place": place, "year": year, "source": "holidays 0.62 (edition 1)", **off}
        for place in ("CA-ON", "US", "")
        for year in (2026, 2027)
    ]
    environ["FOLLOWUP_MAIL_HOME"] = str(tmp_path / "other")

    assert run("import", "-", stdin=json.dumps(document).encode()).exit_code == 0

    assert said("next") == shown


def test_what_stands_beside_the_text_of_an_import_is_not_believed(
    said: Said, run: Run, northwind: Path, tmp_path: Path, environ: dict[str, str]
) -> None:
    """Row 89: caps are counted by the employer that the application's own file names."""
    said("add", northwind)
    exported = said("export")
    document = json.loads(exported)
    changes = {"employer_key": "another", "employer": "Another", "position": "X", "client": "Eve"}
    document["applications"][0].update(changes, complete=0)
    environ["FOLLOWUP_MAIL_HOME"] = str(tmp_path / "other")

    run("import", "-", stdin=json.dumps(document).encode())

    assert said("export") == without_folders(exported)


SPELL = "\x1b]0;owned\x07\u202e\x1b[2J"
WORDS = {
    "entries": ("note",),
    "messages": ("subject", "body", "person"),
    "calendar": ("summary", "occurrence"),
}


def test_no_word_of_an_import_reaches_a_terminal_raw(
    said: Said, run: Run, northwind: Path, tmp_path: Path, environ: dict[str, str]
) -> None:
    """Row 89: whatever texts a document holds, no command prints what a terminal obeys."""
    said("add", northwind)
    said("draft", "thank-you", "northwind", "--to", "maria")
    said("log", "northwind", "thank-you", "--to", "maria", "--note", "x")
    said("calendar")
    document = json.loads(said("export"))
    application = document["applications"][0]
    for part, words in WORDS.items():
        for each in application[part]:
            each.update(dict.fromkeys(words, SPELL))
    document["outbox"] = [hostile(n, s) for n, s in enumerate(("sent", "refused", "unknown"), 1)]
    for each in document["outbox"]:
        each.update(dict.fromkeys(("told", "account", "person", "whom", "reply_text"), SPELL))
    document["counters"]["posting"] = 3
    environ["FOLLOWUP_MAIL_HOME"] = str(tmp_path / "other")

    results = [run("import", "-", stdin=json.dumps(document).encode())]
    results += [run(*command) for command in LOOKS]

    assert [each.exit_code for each in results] == [0] * (1 + len(LOOKS))
    for each in results:
        assert not set("\x1b\x07\u202e") & set(each.output)


LOOKS = (
    ("next", "--all"),
    ("list", "--all"),
    ("show", "northwind"),
    ("outbox", "list", "--all"),
    ("outbox", "list", "--all", "--json"),
    ("preview", "thank-you", "northwind", "--to", "david"),
    ("outbox", "resolve", "3", "--sent"),
    ("calendar",),
)


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
