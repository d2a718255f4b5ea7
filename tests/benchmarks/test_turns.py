"""The harness measures what it says it measures."""

import os
import runpy
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
TURNS = runpy.run_path(os.fspath(BENCHMARKS / "turns.py"))


def test_commands_run_in_turn_after_one_uncounted_run_each(tmp_path: Path) -> None:
    """A B C A B C …, so that a slow minute of the machine falls on all of them."""
    log = tmp_path / "log"
    commands = [
        TURNS["Command"](name, ("sh", "-c", f"printf {name} >> log"), tmp_path) for name in "ABC"
    ]
    costs = TURNS["in_turn"](commands, rounds=3, environ={"PATH": os.defpath})
    assert log.read_text() == "ABC" * 4
    assert {name: len(seconds) for name, seconds in costs.items()} == {"A": 3, "B": 3, "C": 3}


def test_a_ratio_is_taken_inside_each_round() -> None:
    """Two rounds at different speeds of the machine give the same ratio."""
    found = TURNS["ratio"]({"A": [1.0, 3.0, 2.0], "B": [2.0, 6.0, 8.0]}, "B", "A")
    assert (found.median, found.least, found.most) == (2.0, 2.0, 4.0)


def test_the_time_of_a_command_is_its_own(tmp_path: Path) -> None:
    """What a process waits for does not count, what it computes does."""
    idle, busy = (
        TURNS["cpu_seconds"](
            TURNS["Command"](name, (sys.executable, "-S", "-c", code), tmp_path), {}
        )
        for name, code in (
            ("idle", "import time; time.sleep(0.4)"),
            ("busy", "import time\nwhile time.process_time() < 0.4: pass"),
        )
    )
    assert idle < 0.3
    assert busy >= 0.4


def test_a_command_that_fails_gives_no_figure(tmp_path: Path) -> None:
    """The error names the command and holds what it said."""
    failing = TURNS["Command"]("failing", ("sh", "-c", "echo why >&2; exit 3"), tmp_path)
    with pytest.raises(TURNS["CommandFailedError"], match="failing ended with status 3:\nwhy"):
        TURNS["cpu_seconds"](failing, {"PATH": os.defpath})
