"""``followup-mail template``: list, show, copy, check."""

import io
import json
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from followup_mail import shipped
from followup_mail.app import App
from followup_mail.cli import main
from followup_mail.vocabulary import Kind, Language
from followup_mail.writing.sources import find

PARTS = sorted({*find(Kind.THANK_YOU, Language.EN_CA).files} - {"thank-you.txt"})
"""The files that the English thank-you template is put together from."""
Run = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the user's folder, which is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def run(home: Path) -> Run:
    """Return what runs ``followup-mail template`` in that home."""

    def build() -> App:
        return App(
            environ={"FOLLOWUP_MAIL_HOME": str(home)},
            stdin=io.BytesIO(),
            now=lambda: datetime(2026, 11, 20, 12, tzinfo=UTC),
            new_token=lambda: "token",
            local_timezone=lambda: "America/Toronto",
        )

    def command(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["template", *arguments], obj=build)

    return command


def put(home: Path, name: str, text: str) -> Path:
    """Write a template of the user's."""
    path = home / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def told(result: Result, status: int = 0) -> tuple[str, str]:
    """Return what was printed, after a look at how it ended."""
    assert result.exit_code == status, result.output
    return result.stdout, result.stderr


def test_list_says_which_template_is_in_force_and_why(run: Run, home: Path) -> None:
    """A row a kind: its language, whose it is, and where."""
    own = put(home, "en/voicemail.txt", "x")
    folder = shipped.templates() / "en"
    rows = [
        f"{kind.value:<10}  en     built-in  {folder}/{kind.value}.txt"
        if kind is not Kind.VOICEMAIL
        else f"voicemail   en     yours     {own}"
        for kind in Kind
    ]
    assert told(run("list", "--language", "en-GB")) == ("\n".join(rows) + "\n", "")


def test_list_shows_every_language_where_none_is_the_users(run: Run, home: Path) -> None:
    """Both languages, and a region only where the user has something of its own for it."""
    put(home, "fr-CA/call.txt", "x")
    out, _ = told(run("list", "--json"))
    rows = [(row["kind"], row["language"], row["why"]) for row in json.loads(out)]
    assert [row for row in rows if row[0] == "call"] == [
        ("call", "en", "built-in"),
        ("call", "fr-CA", "yours"),
        ("call", "fr", "built-in"),
    ]
    assert len(rows) == 2 * len(Kind) + 1


def test_list_keeps_to_the_language_of_the_configuration(run: Run, home: Path) -> None:
    """The default language is the one that matters to this user."""
    home.mkdir()
    (home / "config.toml").write_text('default_language = "fr-FR"\n')
    out, _ = told(run("list", "--json"))
    assert {row["language"] for row in json.loads(out)} == {"fr"}


def test_show_prints_the_source_as_it_stands(run: Run, home: Path) -> None:
    """In a pipe, the template can be saved from standard output."""
    built_in = shipped.templates() / "fr" / "thank-you.txt"
    assert told(run("show", "thank-you", "--language", "fr"))[0] == built_in.read_text("utf-8")
    own = put(home, "fr-CA/thank-you.txt", "à moi\n")
    assert told(run("show", "thank-you", "--language", "fr-CA")) == ("à moi\n", "")
    assert told(run("show", "thank-you", "--language", "fr-CA", "--path")) == (f"{own}\n", "")


def test_show_asks_for_a_language(run: Run) -> None:
    """Without a default language, there is no telling which is meant."""
    assert told(run("show", "call"), 2) == (
        "",
        "Error: Say which language with --language, or set default_language in config.toml.\n",
    )


def test_unknown_language_names_those_there_are(run: Run) -> None:
    """A language is one of a closed list."""
    _, err = told(run("show", "call", "--language", "de"), 2)
    assert err.endswith("'de' is not one of en, fr, en-CA, en-US, en-GB, fr-CA, fr-FR.\n")


def test_copy_puts_the_template_where_it_wins(run: Run, home: Path) -> None:
    """The copy says what it leans on, and is in force at once; nobody else can read it."""
    path = home / "templates" / "en" / "thank-you.txt"
    out, err = told(run("copy", "thank-you", "--language", "en-US", "--alone"))
    assert out == f"{path}\n"
    assert err == (
        f"It uses {', '.join(PARTS)} as built in.\n"
        "Next: edit it, then followup-mail template check thank-you --language en\n"
    )
    assert path.read_text() == (shipped.templates() / "en" / "thank-you.txt").read_text()
    assert told(run("show", "thank-you", "--language", "en", "--path"))[0] == f"{path}\n"
    modes = [stat.S_IMODE(p.stat().st_mode) for p in (home, path.parent, path)]
    assert modes == [0o700, 0o700, 0o600]
    assert [p.name for p in path.parent.iterdir()] == ["thank-you.txt"]


def test_copy_never_replaces_unasked(run: Run, home: Path) -> None:
    """A second copy would lose what was written."""
    path = put(home, "en/thank-you.txt", "mine")
    _, err = told(run("copy", "thank-you", "--language", "en"), 74)
    assert err == f"Error: {path}: there already; nothing was copied. --force replaces it.\n"
    assert [p.name for p in path.parent.iterdir()] == ["thank-you.txt"]
    assert path.read_text() == "mine"
    out, err = told(run("copy", "thank-you", "--language", "en", "--force"))
    assert out.splitlines() == [str(path.with_name(name)) for name in ("thank-you.txt", *PARTS)]
    assert "as built in" not in err
    assert path.read_text() != "mine"


def test_a_second_copy_leaves_the_first_one_s_parts_alone(run: Run, home: Path) -> None:
    """Words edited in a shared file survive the copy of another kind."""
    told(run("copy", "thank-you", "--language", "en"))
    note = put(home, "en/note.txt", "mine")
    told(run("copy", "forward", "--language", "en"))
    assert note.read_text() == "mine"


def test_copy_that_cannot_be_written_says_so(run: Run, home: Path) -> None:
    """A file in place of the folder is told in one line."""
    home.write_text("a file")
    _, err = told(run("copy", "call", "--language", "en"), 74)
    assert err == (f"Error: {home}/templates/en/call.txt: could not be written: File exists.\n")


@pytest.mark.parametrize("kind", list(Kind))
def test_built_in_templates_pass_their_own_check(run: Run, kind: Kind) -> None:
    """What comes with the program is fine over all examples, in both languages."""
    assert told(run("check", kind.value)) == ("", "Checked 2 templates: no problem.\n")


def test_copies_pass_the_check(run: Run) -> None:
    """A copy that nobody has touched writes, in its child process, what the original does."""
    told(run("copy", "thank-you", "--language", "en"))
    assert told(run("check", "thank-you", "--language", "en")) == (
        "",
        "Checked 1 template: no problem.\n",
    )


def test_check_names_file_line_and_remedy(run: Run, home: Path) -> None:
    """Problems are lines that editors can jump to, and end in status 65."""
    path = put(home, "en/network.txt", '{% extends "letter.txt" %}\nBcc: x\n\n')
    out, err = told(run("check", "network", "--language", "en"), 65)
    assert out == (
        f"{path}:2: Bcc is no header line of a template; there is only Subject. "
        "If it belongs to the text, put {% block %} before it.\n"
    )
    assert err == "Checked 1 template: 1 problem.\n"
    out, _ = told(run("check", "network", "--language", "en", "--json"), 65)
    assert [(p["path"], p["line"]) for p in json.loads(out)] == [(str(path), 2)]


def test_check_takes_files(run: Run, tmp_path: Path) -> None:
    """A template that is not in force yet can be checked by its path."""
    path = tmp_path / "fr" / "call.txt"
    path.parent.mkdir()
    text = (shipped.templates() / "fr" / "call.txt").read_text("utf-8")
    path.write_text(text.replace("{{ to.asked_for }}", "{{ to.asked_fro }}"), "utf-8")
    out, _ = told(run("check", str(path)), 65)
    assert "there is no detail to.asked_fro (did you mean to.asked_for?)." in out
    other = path.rename(path.with_name("other.txt"))
    _, err = told(run("check", str(other)), 2)
    assert err == f"Error: {other}: its name is no kind; say what it is for with --kind.\n"
    assert told(run("check", str(other), "--kind", "call"), 65)[0] != ""


def test_check_of_a_file_that_may_not_be_read_says_why(run: Run, home: Path) -> None:
    """A link is a problem like others."""
    link = home / "templates" / "en" / "call.txt"
    link.parent.mkdir(parents=True)
    link.symlink_to("/etc/passwd")
    out, _ = told(run("check", "call", "--language", "en"), 65)
    assert out == f"{link}: is reached through a symbolic link; put the file itself there.\n"


def test_check_of_something_else_is_refused(run: Run) -> None:
    """A word is a kind, or it is told how to write a file's name."""
    _, err = told(run("check", "nothing"), 2)
    assert err == (
        "Error: 'nothing' is neither a kind (thank-you, forward, check-in, network, escalation, "
        "call, voicemail, reflection) nor a file: write ./nothing.txt.\n"
    )


def test_escape_sequences_of_a_path_are_made_visible(run: Run, tmp_path: Path) -> None:
    """A file name cannot write to the terminal."""
    path = tmp_path / "\x1b]0;x\x07" / "call.txt"
    path.parent.mkdir()
    path.write_text("{{ }}")
    out, _ = told(run("check", str(path), "--language", "en"), 65)
    assert "\x1b" not in out
    assert out.startswith(f"{tmp_path}/\\x1b]0;x\\x07/call.txt:1: ")
