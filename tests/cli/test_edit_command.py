"""``edit``: the file of an application in the user's editor."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Said = Callable[..., str]
Typed = Callable[..., Result]
Editor = Callable[..., None]

TYPING = """
import pathlib, sys
turns = sorted(pathlib.Path({folder!r}).iterdir())
pathlib.Path(sys.argv[1]).write_bytes(turns[0].read_bytes())
if len(turns) > 1:
    turns[0].unlink()
sys.exit({status})
"""
FAULTY = (
    "northwind.toml: place: expected the code of a country or its subdivision, such as CA-ON or "
    "FR\n"
    "northwind.toml: interviews.0.format: expected one of phone, video, onsite, panel, got 'zoom'; "
    "did you mean video?\n"
)


@pytest.fixture
def editor(environ: dict[str, str], tmp_path: Path) -> Editor:
    """Return what makes the user's editor type whole files, one after the other."""

    def make(*texts: str, status: int = 0) -> None:
        folder = tmp_path / "texts"
        folder.mkdir()
        for number, text in enumerate(texts):
            (folder / str(number)).write_text(text, encoding="utf-8")
        script = tmp_path / "my editor.py"
        script.write_text(TYPING.format(folder=str(folder), status=status), encoding="utf-8")
        environ["EDITOR"] = shlex.join([sys.executable, str(script)])

    return make


@pytest.fixture
def text(said: Said, northwind: Path) -> str:
    """Return the file of the example, which is kept."""
    said("add", northwind)
    return northwind.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which files lie while they are edited."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def faulty(text: str) -> str:
    """Return *text* with two faults."""
    return text.replace('"video"', '"zoom"').replace("CA-ON", "Narnia")


def test_a_change_is_shown_and_kept(
    run: Run, said: Said, editor: Editor, text: str, drafts: Path
) -> None:
    """The diff goes to standard error, what is to be done to standard output."""
    editor(text.replace("2026-11-27", "2026-12-01"))

    result = run("edit", "north")

    assert result.stderr == (
        "--- northwind (kept)\n"
        "+++ northwind (new)\n"
        "@@ -61,3 +61,3 @@\n"
        " [answer]\n"
        "-by   = 2026-11-27\n"
        "+by   = 2026-12-01\n"
        ' said = "by the end of next week"\n'
        "Changed: northwind.\n"
    )
    assert said("show", "northwind", "--file") == text.replace("2026-11-27", "2026-12-01")
    assert list(drafts.iterdir()) == []


def test_an_editor_that_changes_nothing_changes_nothing(
    run: Run, said: Said, editor: Editor, text: str, drafts: Path
) -> None:
    """Nothing is planned anew, and no file is left."""
    editor(text)
    before = said("export")

    result = run("edit", "northwind")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing was changed.\n")
    assert said("export") == before
    assert list(drafts.iterdir()) == []


def test_a_faulty_file_is_refused_and_kept_aside(
    refused: Said, said: Said, editor: Editor, text: str, drafts: Path
) -> None:
    """Without a terminal nothing is asked: all faults, and where the text is."""
    editor(faulty(text))

    error = refused(65, "edit", "northwind")

    (draft,) = drafts.rglob("*.toml")
    assert error == (
        f"{FAULTY}\n"
        f"Error: The file is faulty, so the old one stays. What you typed is in {draft}; mend it "
        f"there, then type: followup-mail add {draft} --name northwind\n"
    )
    assert draft.read_text(encoding="utf-8") == faulty(text)
    assert (draft.stat().st_mode & 0o077, draft.parent.stat().st_mode & 0o077) == (0o044, 0)
    assert said("show", "northwind", "--file") == text


@pytest.mark.parametrize("answer", ["y", ""])
def test_the_editor_opens_again_with_what_was_typed(
    typed: Typed, said: Said, editor: Editor, text: str, drafts: Path, answer: str
) -> None:
    """A yes, or nothing, opens it again; the mended file is kept."""
    mended = text.replace('"video"', '"phone"')
    editor(faulty(text), mended)

    result = typed(f"{answer}\n", "edit", "northwind")

    assert result.exit_code == 0
    assert result.stderr.startswith(
        f"{FAULTY}\nOpen the editor again? [Y/n]: {answer}\n--- northwind"
    )
    assert said("show", "northwind", "--file") == mended
    assert list(drafts.iterdir()) == []


@pytest.mark.parametrize("answer", ["n\n", ""])
def test_a_no_or_the_end_of_input_keeps_what_was_typed(
    typed: Typed, said: Said, editor: Editor, text: str, drafts: Path, answer: str
) -> None:
    """Nothing typed is lost, and the old file stays."""
    editor(faulty(text))

    result = typed(answer, "edit", "northwind")

    assert result.exit_code == 65
    (draft,) = drafts.rglob("*.toml")
    assert draft.read_text(encoding="utf-8") == faulty(text)
    assert said("show", "northwind", "--file") == text


def test_a_file_kept_aside_goes_in_by_add(
    run: Run, refused: Said, said: Said, editor: Editor, text: str, drafts: Path
) -> None:
    """The command that the message names does what it says."""
    editor(faulty(text))
    refused(65, "edit", "northwind")
    (draft,) = drafts.rglob("*.toml")
    draft.write_text(text.replace('"video"', '"phone"'), encoding="utf-8")

    assert run("add", draft, "--name", "northwind").stderr.endswith("Changed: northwind.\n")
    assert 'format = "phone"' in said("show", "northwind", "--file")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (
            "/nonexistent/editor",
            (
                "can't be started ([Errno 2] No such file or directory: '/nonexistent/editor')"
                "; set EDITOR to another one."
            ),
        ),
        ('"unclosed', "can't be started (No closing quotation); set EDITOR to another one."),
        ("false", "ended with status 1; nothing was changed."),
    ],
)
def test_an_editor_that_fails_leaves_nothing_behind(
    refused: Said,
    environ: dict[str, str],
    text: str,
    drafts: Path,
    said: Said,
    command: str,
    told: str,
) -> None:
    """It is named with what is wrong; a private file that nobody typed in is not left lying."""
    environ["EDITOR"] = command

    assert refused(1, "edit", "northwind") == f"Error: The editor {command} {told}\n"
    assert list(drafts.iterdir()) == []
    assert said("show", "northwind", "--file") == text


def test_an_editor_that_fails_after_typing_keeps_what_was_typed(
    refused: Said, editor: Editor, text: str, drafts: Path
) -> None:
    """The message says where it is."""
    editor(text.replace('"video"', '"phone"'), status=3)

    error = refused(1, "edit", "northwind")

    (draft,) = drafts.rglob("*.toml")
    assert error.endswith(
        f"ended with status 3; nothing was changed. What you typed is in {draft}.\n"
    )


def test_visual_goes_before_editor(
    refused: Said, environ: dict[str, str], editor: Editor, text: str
) -> None:
    """As other programs have it."""
    editor(text)
    environ["VISUAL"] = "false"

    assert refused(1, "edit", "northwind").startswith("Error: The editor false ended ")


def test_completing_a_file_in_the_editor_takes_its_history_over(
    run: Run, said: Said, editor: Editor
) -> None:
    """What an incomplete file says of the past becomes events once it can be read."""
    lacking = (
        'employer = "Vole & Sons"\nposition = "Binder"\nlanguage = "en-GB"\n\n'
        '[me]\nname = "Sam Okafor"\nemail = "sam.okafor@example.com"\n\n'
        '[people.jo]\nname = "Jo Park"\nemail = "jo.park@vole.example"\n\n'
        "[[interviews]]\nat = 2026-11-18T14:00:00+00:00\n\n"
        '[[history]]\non = 2026-11-19\ndid = "thank-you"\nto = "jo"\n'
    )
    said("add", "-", stdin=lacking.encode())
    editor(lacking.replace('"Jo Park"', '"Jo Park"\nrole = "hr"'))

    result = run("edit", "vole")

    assert result.stderr.endswith("Changed: vole, with one entry of its history.\n")
    assert "You thanked Jo Park" in said("show", "vole")
    assert "[[history]]" not in said("show", "vole", "--file")
