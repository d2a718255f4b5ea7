"""What holds for every command, and the commands that only show things."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from followup_mail.cli import main
from followup_mail.cli.draft import FORMATS
from followup_mail.vocabulary import DraftFormat

Run = Callable[..., Result]


def test_schema_is_json(run: Run) -> None:
    """``schema`` prints what editors read."""
    assert json.loads(run("schema").stdout)["additionalProperties"] is False


def test_the_demo_walks_from_what_is_due_to_the_phone_and_leaves_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo ends well, begins with what is due, and writes nothing where it was started."""
    monkeypatch.chdir(tmp_path)

    result = run("demo")

    assert result.exit_code == 0
    walked = [line for line in result.stdout.splitlines() if line.startswith("$ ")]
    assert walked == [
        "$ followup-mail add northwind.toml",
        "$ followup-mail draft due northwind --to david",
        "$ followup-mail log northwind thank-you",
        "$ followup-mail log northwind promise",
        "$ followup-mail next",
        "$ followup-mail preview due northwind",
        "$ followup-mail log northwind check-in",
        "$ followup-mail log northwind network",
        "$ followup-mail draft due northwind",
        "$ followup-mail log northwind escalation",
        "$ followup-mail script due northwind",
        "$ followup-mail show northwind",
    ]
    assert "Added: northwind.\nDUE  northwind  thank Maria Lopez and David Chen" in result.output
    assert list(tmp_path.iterdir()) == []


def commands() -> list[tuple[str, ...]]:
    """Return the path of every command."""
    found: list[tuple[str, ...]] = []
    for name, command in main.commands.items():
        inner = getattr(command, "commands", {})
        found += [(name, each) for each in inner] or [(name,)]
    return found


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_every_command_has_help_with_an_example(run: Run, path: tuple[str, ...]) -> None:
    """Help works without any file and ends the search for how to type it."""
    result = run(*path, "--help")

    assert result.exit_code == 0
    assert "Example:\n    followup-mail" in result.stdout
    assert "\\b" not in result.stdout


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_every_command_is_in_the_readme(path: tuple[str, ...]) -> None:
    """A stranger finds each command without running the program."""
    readme = Path(__file__).parents[2] / "README.md"

    assert path[-1] in readme.read_text(encoding="utf-8")


def test_every_form_can_be_asked_for() -> None:
    """The choices of ``--format`` are the forms there are."""
    assert tuple(DraftFormat) == FORMATS


def test_help_survives_a_terminal_of_one_column(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Help is laid out for fifty columns at least."""
    monkeypatch.setenv("COLUMNS", "1")

    assert run("draft", "--help").exit_code == 0


def test_a_width_of_thousands_of_digits_is_no_width(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 71: no number can be made of it, and no terminal is as wide."""
    monkeypatch.setenv("COLUMNS", "9" * 5000)

    result = run("--help")

    assert result.exit_code == 0
    assert result.exception is None
