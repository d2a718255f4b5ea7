"""What goes on, and what doesn't, where config.toml may be somebody else's."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result
from mailroom import Server

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]
Refused = Callable[..., str]

LATER = ("--yes", "--later", "2026-12-03 9:00")


@pytest.fixture
def config(home: Path) -> Path:
    """Return config.toml."""
    return home / "config.toml"


def told(config: Path) -> str:
    """Return how the sentence about it begins."""
    return f"{config}: everybody may write there, so what config.toml says may not be yours."


def flat(text: str) -> str:
    """Return *text* without the breaks of lines."""
    return " ".join(text.split())


def test_nothing_is_sent(
    thanked: Said, run: Run, refused: Refused, server: Server, clock: "Clock", config: Path
) -> None:
    """Row 82: neither now nor later, nor what waits; the rest goes on, and after chmod all does."""
    thanked("send", "check-in", "northwind", *LATER)
    clock.set("2026-12-03", "09:00")
    config.chmod(0o666)

    for command in (
        ("send", "check-in", "northwind", "--yes"),
        ("send", "check-in", "northwind", "--to-myself", "--yes"),
        ("send", "check-in", "northwind", *LATER),
        ("outbox", "deliver"),
        ("outbox", "deliver", "1"),
    ):
        assert flat(refused(78, *command)).startswith(f"Error: {told(config)}"), command
    assert server.connections == []
    assert server.asked == 0

    assert "northwind" in run("next").stdout
    assert "Sam Okafor" in thanked("draft", "check-in", "northwind")
    assert "Waits: check-in" in thanked("outbox")

    config.chmod(0o644)
    assert "Sent: check-in" in thanked("outbox", "deliver")


def test_doctor_shows_it(run: Run, config: Path) -> None:
    """Row 82: as a fault, with the command to type."""
    assert "config.toml" not in run("doctor").stdout
    config.chmod(0o606)

    result = run("doctor")

    assert result.exit_code == 1
    assert f"BAD  config.toml: {told(config)}" in result.stdout
    assert f"then type: chmod o-w {config}" in result.stdout
    assert "account home: mail.home.example:465" in result.stdout


def test_the_list_of_accounts_shows_it(run: Run, config: Path) -> None:
    """Row 82: beside what the file says."""
    config.chmod(0o606)

    result = run("account", "list")

    assert result.exit_code == 0
    assert result.stderr.startswith(told(config))
    assert result.stdout.startswith("* home  mail.home.example:465 (tls)  sam, password by keyr")
    assert run("account", "list", "--json").stdout.startswith("[")


@pytest.mark.parametrize(
    "command",
    [
        ("account", "add", "--email", "sam@gmail.com"),
        ("account", "remove", "home", "--yes"),
        ("account", "password", "home", "-"),
        ("account", "password", "home", "--delete"),
        ("init", "--name", "Sam Okafor", "--email", "sam@okafor.example"),
    ],
    ids=" ".join,
)
def test_it_is_not_made_the_user_s_own_by_writing_it(
    refused: Refused, config: Path, command: tuple[str, ...]
) -> None:
    """Row 82: what somebody else put there would be trusted from then on."""
    config.chmod(0o606)
    before = config.read_bytes()

    assert flat(refused(78, *command, stdin=b"secret")).startswith(f"Error: {told(config)}")

    assert config.read_bytes() == before
    assert config.stat().st_mode & 0o777 == 0o606


def test_nobody_is_asked_for_what_could_not_be_written(
    typed: Callable[..., Result], config: Path
) -> None:
    """Neither for the account nor who one is."""
    config.chmod(0o606)
    for command in (("account", "add"), ("init",)):
        assert typed("", *command).stderr.startswith(f"Error: {config}"), command
