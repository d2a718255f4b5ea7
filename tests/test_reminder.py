"""The blocks of docs/reminder.md do what the page says, with stand-ins for what they call."""

import configparser
import os
import plistlib
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

_PAGE = (Path(__file__).parents[1] / "docs" / "reminder.md").read_text(encoding="utf-8")
_DUE = 'northwind  check-in to "Maria" & David, due today\nfabrikam  call\n'

Read = Callable[[Path], list[str]]


def block(number: int, language: str) -> str:
    """Return one of the page's blocks."""
    return str(re.findall(rf"```{language}\n(.*?)```", _PAGE, re.DOTALL)[number])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home whose commands write down what they are called with."""
    commands = tmp_path / ".local" / "bin"
    commands.mkdir(parents=True)
    for name in ("systemctl", "launchctl", "notify-send", "osascript"):
        stand_in(commands / name, f'printf "%s\\0" {name} "$@" >> "$HOME/called"')
    return tmp_path


def stand_in(path: Path, line: str) -> None:
    """Write a command of one line to *path*."""
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(0o755)


def due(home: Path, text: str, *, status: int = 0) -> None:
    """Let the program print *text* where it is asked for what is due."""
    (home / "due").write_text(text, encoding="utf-8")
    asked = '[ "$*" = "next --due" ] && cat "$HOME/due" >&2'
    stand_in(home / ".local" / "bin" / "followup-mail", f"{asked}\nexit {status}")


def run(command: list[str], home: Path) -> tuple[int, list[str]]:
    """Return the status of *command*, and what it called."""
    (home / "called").unlink(missing_ok=True)
    path = f"{home}/.local/bin:{os.defpath}"
    status = subprocess.run(command, env={"HOME": str(home), "PATH": path}, check=False).returncode
    called = home / "called"
    return status, called.read_text(encoding="utf-8").split("\0") if called.exists() else []


def service(home: Path) -> list[str]:
    """Return what systemd would start, after its own reading of the line."""
    file = home / ".config/systemd/user/followup-mail.service"
    unit = configparser.RawConfigParser()
    unit.read(file, encoding="utf-8")
    program, option, script = unit["Service"]["ExecStart"].split(" ", 2)
    return [program, option, script.strip("'").replace("$$", "$")]


def agent(home: Path) -> list[str]:
    """Return what launchd would start."""
    file = home / "Library/LaunchAgents/followup-mail.reminder.plist"
    arguments = plistlib.loads(file.read_bytes())["ProgramArguments"]
    return [str(argument) for argument in arguments]


def test_the_block_for_systemd_writes_a_service_and_switches_its_timer_on(home: Path) -> None:
    """On weekdays at 8:15, and later where that was missed."""
    status, called = run(["/bin/sh", "-c", block(0, "sh")], home)

    assert (status, " ".join(called)) == (
        0,
        "systemctl --user daemon-reload systemctl --user enable --now followup-mail.timer ",
    )
    timer = configparser.RawConfigParser()
    timer.read(home / ".config/systemd/user/followup-mail.timer", encoding="utf-8")
    assert dict(timer["Timer"]) == {"oncalendar": "Mon..Fri 08:15", "persistent": "true"}


def test_the_block_for_launchd_writes_an_agent_and_starts_it(home: Path) -> None:
    """From Monday, which launchd counts as 1, to Friday at 8:15."""
    status, called = run(["/bin/sh", "-c", block(1, "sh")], home)
    file = home / "Library/LaunchAgents/followup-mail.reminder.plist"

    assert status == 0
    assert called == ["launchctl", "bootstrap", f"gui/{os.getuid()}", str(file), ""]
    assert plistlib.loads(file.read_bytes())["StartCalendarInterval"] == [
        {"Weekday": day, "Hour": 8, "Minute": 15} for day in range(1, 6)
    ]


@pytest.mark.parametrize(("number", "read"), [(0, service), (1, agent)])
def test_what_is_due_is_notified_as_it_stands(home: Path, number: int, read: Read) -> None:
    """Quotation marks, ampersands and lines come through."""
    run(["/bin/sh", "-c", block(number, "sh")], home)
    due(home, _DUE)

    status, called = run(read(home), home)

    assert (status, called[-2:]) == (0, [_DUE.rstrip("\n"), ""])


@pytest.mark.parametrize(("number", "read"), [(0, service), (1, agent)])
def test_nothing_is_notified_where_nothing_is_due(home: Path, number: int, read: Read) -> None:
    """Or it would be switched off within a week."""
    run(["/bin/sh", "-c", block(number, "sh")], home)
    due(home, "")

    assert run(read(home), home) == (0, [])


@pytest.mark.parametrize(("number", "read"), [(0, service), (1, agent)])
def test_a_failure_is_notified_and_stays_a_failure(home: Path, number: int, read: Read) -> None:
    """What the program says on standard error is shown."""
    run(["/bin/sh", "-c", block(number, "sh")], home)
    due(home, "The store is damaged.\n", status=74)

    status, called = run(read(home), home)

    assert (status, called[-2:]) == (74, ["The store is damaged.", ""])


def test_the_line_for_cron_prints_what_is_due(home: Path) -> None:
    """Cron mails it."""
    *settings, line = block(0, "crontab").splitlines()
    due(home, _DUE)
    minute, hour, day, month, weekdays, command = line.split(" ", 5)

    printed = subprocess.run(
        ["/bin/sh", "-c", command],
        env={"HOME": str(home), "PATH": os.defpath},
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )

    assert [setting.partition("=")[0] for setting in settings] == ["MAILTO", "CONTENT_TYPE"]
    assert (minute, hour, day, month, weekdays) == ("15", "8", "*", "*", "1-5")
    assert printed.stdout == _DUE
