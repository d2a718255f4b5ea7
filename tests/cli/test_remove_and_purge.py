"""``remove`` and ``purge``: what is erased, and what never is unasked."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]
Typed = Callable[..., Result]

ASKED = "Erase northwind (Data Engineer, Northwind Analytics), its history included?"


def test_remove_asks_and_erases_everything(
    typed: Typed, said: Said, northwind: Path, home: Path
) -> None:
    """After a yes no byte of the application is left."""
    said("add", northwind)
    said("log", "northwind", "thank-you", "--note", "wrote from the train")

    result = typed("y\n", "remove", "n")

    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "",
        f"{ASKED} [y/N]: y\nErased: northwind (Data Engineer, Northwind Analytics).\n",
    )
    assert said("list", "--all") == ""
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    for trace in (b"Maria", b"Northwind", b"northwind", b"wrote from the train"):
        assert trace not in kept


@pytest.mark.parametrize("answer", ["", "n\n", "\n"])
def test_anything_but_a_yes_erases_nothing(
    typed: Typed, said: Said, northwind: Path, answer: str
) -> None:
    """The end of input means no."""
    said("add", northwind)
    before = said("export")

    result = typed(answer, "remove", "northwind")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith(f"{ASKED} [y/N]: ")
    assert result.stderr.endswith("Nothing was erased.\n")
    assert said("export") == before


def test_without_a_terminal_the_option_is_named(
    refused: Said, run: Run, said: Said, northwind: Path
) -> None:
    """No question where nobody can answer; ``--yes`` answers it."""
    said("add", northwind)

    assert refused(2, "remove", "northwind") == (
        f"Error: {ASKED} There is no terminal to ask on; say so with --yes.\n"
    )
    assert run("remove", "northwind", "--yes").stderr == (
        "Erased: northwind (Data Engineer, Northwind Analytics).\n"
    )


def test_what_is_left_is_planned_without_what_was_removed(
    said: Said, northwind: Path, tmp_path: Path, clock: "Clock"
) -> None:
    """A second application at the employer no longer waits for the first."""
    second = tmp_path / "second.toml"
    text = northwind.read_text(encoding="utf-8").replace('"Data Engineer"', '"Analytics Lead"')
    second.write_text(text, encoding="utf-8")
    for file, name in ((northwind, "northwind"), (second, "northwind-analytics-lead")):
        said("add", file)
        said("log", name, "thank-you")
        said("log", name, "promise")
    clock.set("2026-12-01")
    said("log", "northwind", "check-in", "--to", "maria")
    assert "moved to Friday 4 December: you wrote to Maria about northwind" in said("next")

    said("remove", "northwind", "--yes")

    assert said("next") == (
        "     northwind-analytics-lead  nothing until Wednesday 2 December, because that is when "
        "to check in with Maria Lopez: three business days after 27 November, the date Maria named "
        "on 19 November.\n"
        "\n"
        "Nothing is due. When somebody answers: followup-mail log NAME EVENT\n"
    )


def test_purge_erases_what_ended_long_enough_ago(
    said: Said, run: Run, typed: Typed, refused: Said, examples: Path, clock: "Clock"
) -> None:
    """The time counts from when it ended, not from when it was added; open ones stay."""
    for name in ("northwind", "thistle", "panel"):
        said("add", examples / f"{name}.toml")
    said("close", "thistle")
    clock.set("2027-03-01")
    said("close", "northwind")
    clock.set("2027-03-11")
    assert run("purge", "--older-than", "6 months").stderr == (
        "Nothing ended longer ago than 6 months.\n"
    )

    asked = "Erase one application (thistle)?"
    assert refused(2, "purge", "--older-than", "60 days") == (
        f"Error: {asked} There is no terminal to ask on; say so with --yes.\n"
    )
    assert typed("", "purge", "--older-than", "60 days").stderr == (
        f"{asked} [y/N]: \nNothing was erased.\n"
    )
    assert run("purge", "--older-than", "60 days", "--yes").stderr == ("Erased: one application.\n")
    assert [line.split()[0] for line in said("list", "--all").splitlines()] == [
        "halden",
        "northwind",
    ]


@pytest.mark.parametrize("period", ["abc", "0 days", "-1 day", "51 years"])
def test_a_period_that_is_none_is_refused(refused: Said, period: str) -> None:
    """The sentence has examples."""
    assert refused(2, "purge", f"--older-than={period}") == (
        f"Error: --older-than {period}: '{period}' is no period from a day to 50 years. Write, "
        "for example, 90 days, 6 months or 2 years.\n"
    )
