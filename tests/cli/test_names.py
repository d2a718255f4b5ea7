"""Names of applications: completed in the shell, matched by their beginning, near misses."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import Result

from followup_mail.app import App
from followup_mail.cli import main

Run = Callable[..., Result]
Said = Callable[..., str]
Completed = Callable[..., list[tuple[str, str]]]

HEADER = "name,employer,position,language,me.name,me.email"


def table(*names: str) -> bytes:
    """Return a table of applications called *names*."""
    me = "en-CA,Sam Okafor,sam.okafor@example.com"
    return "\n".join(
        [HEADER, *(f"{name},{name.title()} Ltd,Analyst,{me}" for name in names)]
    ).encode()


@pytest.fixture
def completed(build: Callable[[bytes], App]) -> Completed:
    """Return what the shell offers behind the words of a command line, the last one begun."""

    def complete(*words: str) -> list[tuple[str, str]]:
        shell = ShellComplete(main, {"obj": lambda: build(b"")}, "followup-mail", "_COMPLETE")
        found = shell.get_completions(list(words[:-1]), words[-1])
        return [(item.value, item.type) for item in found]

    return complete


@pytest.mark.parametrize(
    "command",
    [
        ("log",), ("snooze",), ("retire",), ("reopen",), ("close",), ("undo",), ("show",),
        ("edit",), ("debrief",), ("remove",), ("calendar",), ("calendar", "other"),
        ("add", "--for"), ("draft", "due"), ("preview", "check-in"), ("script", "due"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_command_that_takes_a_name_completes_it(
    said: Said, completed: Completed, command: tuple[str, ...]
) -> None:
    """Those that begin so are offered, in order, and no others."""
    said("add", "-", stdin=table("vole", "vale", "mole"))

    assert completed(*command, "v") == [("vale", "plain"), ("vole", "plain")]
    assert [value for value, _ in completed(*command, "")] == ["mole", "vale", "vole"]


def test_a_path_is_left_to_the_shell(said: Said, completed: Completed) -> None:
    """Where a file may stand, what looks like one is completed as one."""
    said("add", "-", stdin=table("vole"))

    assert completed("draft", "due", "./v") == [("./v", "file")]
    assert completed("draft", "due", "examples/") == [("examples/", "file")]
    assert completed("draft", "due", "nowhere") == [("nowhere", "file")]
    assert completed("show", "nowhere") == []


def test_events_and_kinds_are_completed(completed: Completed) -> None:
    """The words that are understood are offered."""
    assert completed("log", "vole", "net") == [("network", "plain"), ("network-reply", "plain")]
    assert completed("close", "vole", "--as", "o") == [("offer", "plain")]
    assert completed("draft", "d") == [("due", "plain")]
    assert completed("script", "") == [("call", "plain"), ("voicemail", "plain"), ("due", "plain")]


def test_nothing_kept_completes_nothing(completed: Completed, home: Path) -> None:
    """Completion makes no file."""
    assert completed("show", "") == []
    assert not home.exists()


def test_any_unique_beginning_will_do(said: Said) -> None:
    """One letter is enough where only one begins with it."""
    said("add", "-", stdin=table("vole", "mole"))

    assert said("show", "v") == said("show", "vole")


def test_a_whole_name_is_never_ambiguous(said: Said) -> None:
    """Although another one begins with it."""
    said("add", "-", stdin=table("vole", "vole-two"))

    assert said("show", "vole").splitlines()[0].endswith(" vole")
    assert said("show", "vole-").splitlines()[0].endswith(" vole-two")


def test_a_beginning_of_several_names_them(said: Said, refused: Said) -> None:
    """At most ten of them."""
    said("add", "-", stdin=table(*(f"vole-{n:02}" for n in range(10))))
    assert refused(66, "show", "vole") == (
        "Error: vole: several applications begin so: vole-00, vole-01, vole-02, vole-03, vole-04, "
        "vole-05, vole-06, vole-07, vole-08, vole-09.\n"
    )
    said("add", "-", stdin=table("vole-10"))

    assert refused(66, "show", "vole").endswith("vole-08, vole-09, ….\n")


@pytest.mark.parametrize(
    "command",
    [
        ("log", "vloe", "offer"), ("snooze", "vloe", "2027-01-01"), ("retire", "vloe"),
        ("reopen", "vloe"), ("close", "vloe"), ("undo", "vloe"), ("show", "vloe"),
        ("edit", "vloe"), ("debrief", "vloe"), ("remove", "vloe", "--yes"),
        ("calendar", "vloe"), ("draft", "due", "vloe"), ("preview", "due", "vloe"),
        ("script", "due", "vloe"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_near_miss_is_named_and_never_taken(
    said: Said, refused: Said, command: tuple[str, ...]
) -> None:
    """Every command answers alike, and changes nothing."""
    said("add", "-", stdin=table("vole", "mole"))
    before = said("export")

    assert refused(66, *command) == (
        "Error: vloe: no application of that name is kept; did you mean vole?\n"
    )
    assert said("export") == before


def test_a_name_like_no_other_is_answered_with_the_list(said: Said, refused: Said) -> None:
    """And with how a file is given."""
    said("add", "-", stdin=table("vole"))

    assert refused(66, "show", "weasel") == (
        "Error: weasel: no application of that name is kept. `followup-mail list` shows the "
        "names; a file is given by its path (./weasel) or a name that ends in .toml.\n"
    )


def test_a_name_with_control_characters_cannot_reach_the_terminal(
    said: Said, refused: Said
) -> None:
    """It is shown in visible form."""
    said("add", "-", stdin=table("vole"))

    error = refused(66, "show", "\x1b]0;gotcha\x07")

    assert "\x1b" not in error
    assert "\\x1b]0;gotcha\\x07" in error


def test_names_are_made_of_employer_then_position_then_a_number(said: Said, run: Run) -> None:
    """Each is free, short and plain."""
    me = "en-CA,Sam Okafor,sam.okafor@example.com"
    rows = [
        HEADER.removeprefix("name,"),
        f"Côté-Ouellet & Fils,Analyste,{me}",
        f"The Vole Press,Binder,{me}",
        f"Vole Energy,Binder,{me}",
        f"Vole Finance,Binder,{me}",
    ]
    assert run("add", "-", stdin="\n".join(rows).encode()).exit_code == 0

    names = [line.split()[0] for line in said("list").splitlines()]

    assert names == ["cote", "vole", "vole-binder", "vole-binder-2"]
