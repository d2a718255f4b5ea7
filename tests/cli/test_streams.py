"""Standard streams, devices and what may reach a terminal."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_standard_input_is_an_application_too(run: Run, northwind: Path) -> None:
    """A hyphen stands for standard input, so that a pipe works."""
    result = run("draft", "check-in", "-", "--on", "2026-12-02", stdin=northwind.read_bytes())

    assert result.stdout.startswith("To: Maria Lopez")


def test_escape_sequences_in_an_error_are_shown(run: Run) -> None:
    """A path with control characters can't reach the terminal as such."""
    result = run("draft", "thank-you", "./\x1b]0;gotcha\x07.toml")

    assert result.exit_code == 66
    assert "\x1b" not in result.stderr
    assert "\\x1b]0;gotcha\\x07" in result.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_crash(examples: Path, closed: str) -> None:
    """A program started without a standard stream does its work all the same."""
    program = f'"{sys.executable}" -m followup_mail'
    command = f"{program} draft check-in northwind.toml --on 2026-12-02 {closed}"

    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=examples, capture_output=True, check=False, encoding="utf-8"
    )

    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_a_full_disk_behind_standard_output_is_told(examples: Path) -> None:
    """An output that takes nothing ends in one sentence and status 74."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "followup_mail",
                "draft",
                "check-in",
                "northwind.toml",
                "--on=2026-12-02",
            ],
            cwd=examples,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            encoding="utf-8",
        )

    assert done.returncode == 74
    assert done.stderr.endswith("Error: the output can't be written (No space left on device).\n")


def test_output_to_a_device_leaves_the_device(run: Run, northwind: Path) -> None:
    """What is no regular file is written to, never replaced."""
    result = run("draft", "check-in", northwind, "--on", "2026-12-02", "-o", "/dev/null")

    assert result.exit_code == 0
    assert Path("/dev/null").is_char_device()
