"""What the commands over many kept applications cost, beside their goals: ``make bench``.

Makes a store of ten thousand applications and one of a million (a minute or two, and
about 800 MB of disk while it runs). The exit status is 0 whether goals are met or not,
and 1 where something could not be run at all.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from turns import Command, CommandFailedError, cpu_seconds, in_turn, peak_mebibytes, ratio

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(sys.executable).parent / "followup-mail"
KEPT = ROOT / "benchmarks" / "kept.py"

HELLO = "hello with Click"
FEW, MANY = 10_000, 1_000_000
NEXT_FEW = f"followup-mail next, of {FEW:,}"
NEXT_MANY = f"followup-mail next, of {MANY:,}"
COMPLETE = f"completion of a name, of {MANY:,}"
BARE = "csv and sqlite3 alone"
ADD = f"followup-mail add, {FEW:,} rows"


def environment(home: Path) -> dict[str, str]:
    """Return what a command sees whose home is *home*."""
    return {
        "FOLLOWUP_MAIL_HOME": os.fspath(home),
        "XDG_STATE_HOME": os.fspath(home.with_name(f"{home.name}-state")),
        "HOME": os.fspath(home),
        "LC_ALL": "C.UTF-8",
        "PATH": os.defpath,
    }


def made(what: str, path: Path, count: int) -> Path:
    """Return *path* after ``kept.py`` has made *what* of *count* applications there."""
    done = subprocess.run(
        [sys.executable, KEPT, what, path, str(count)], check=False, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise CommandFailedError(f"kept.py {what} failed:\n{done.stderr[-1000:]}")
    return path


def print_reading(folder: Path, rounds: int) -> None:
    """Print what ``next`` and completion cost."""
    few, many = made("store", folder / "few", FEW), made("store", folder / "many", MANY)
    completing = {
        "_FOLLOWUP_MAIL_COMPLETE": "bash_complete",
        "COMP_WORDS": "followup-mail show aurora-4321",
        "COMP_CWORD": "2",
    }
    commands = [
        Command(HELLO, (sys.executable, ROOT / "benchmarks" / "hello.py"), ROOT),
        Command(NEXT_FEW, (PROGRAM, "next"), ROOT, environment(few)),
        Command(NEXT_MANY, (PROGRAM, "next"), ROOT, environment(many)),
        Command(COMPLETE, (PROGRAM,), ROOT, environment(many) | completing),
    ]
    costs = in_turn(commands, rounds=rounds, environ=environment(folder))
    print(f"CPU time of whole commands, run in turn, median of {rounds} rounds\n")
    for name, seconds in costs.items():
        print(f"{name:<40}{statistics.median(seconds) * 1000:>8.1f} ms")
    print()
    for name, base, limit in (
        (NEXT_MANY, HELLO, 2.3),
        (NEXT_MANY, NEXT_FEW, 1.15),
        (COMPLETE, HELLO, 2.3),
    ):
        print_goal(name, base, limit, costs)
    held = [peak_mebibytes(command) for command in commands[1:3]]
    print(f"memory at its peak: {held[0]:.1f} MiB over {FEW:,}, {held[1]:.1f} over {MANY:,}")


def print_adding(folder: Path, rounds: int) -> None:
    """Print what adding a table costs in terms of reading and inserting its rows alone."""
    table = made("csv", folder / "table.csv", FEW)
    bare = Command(BARE, (sys.executable, KEPT, "bare", table), ROOT, environment(folder))
    costs: dict[str, list[float]] = {BARE: [], ADD: []}
    for number in range(rounds + 1):
        home = folder / f"home-{number}"
        home.mkdir()
        add = Command(ADD, (PROGRAM, "add", table), ROOT, environment(home))
        costs[BARE].append(cpu_seconds(bare, environment(folder)))
        costs[ADD].append(cpu_seconds(add, environment(home)))
    # The first round compiles and fills caches.
    costs = {name: seconds[1:] for name, seconds in costs.items()}
    print(f"\n{ADD}: {statistics.median(costs[ADD]) / FEW * 1e6:.0f} µs a row")
    print_goal(ADD, BARE, 60, costs)


def print_goal(name: str, base: str, limit: float, costs: Mapping[str, list[float]]) -> None:
    """Print a goal, and whether it is met."""
    times = ratio(costs, name, base)
    verdict = "met" if times.median <= limit else "missed"
    print(
        f"{f'{name} / {base}':<74}{limit:>6g}{times.median:>8.2f}"
        f"  {verdict} ({times.least:.2f}..{times.most:.2f})"
    )


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30, help="of the whole commands")
    parser.add_argument("--adding", type=int, default=5, help="rounds of adding a table")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        try:
            print_reading(Path(name), asked.rounds)
            print_adding(Path(name), asked.adding)
        except CommandFailedError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
