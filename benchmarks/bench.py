"""What the commands cost, beside their goals: ``make bench``.

Prints two tables and a few lines. The exit status is 0 whether goals are met or
not, and 1 where something could not be run at all.
"""

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import notes
import peer
from turns import Command, CommandFailedError, cpu_seconds, in_turn, ratio

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PROGRAM = BIN / "followup-mail"

BASE = "python -c pass"
HELLO = "hello with Click"
HELP = "followup-mail --help"
VERSION = "followup-mail --version"
ENGLISH = "followup-mail draft, English"
FRENCH = "followup-mail draft, French"
MAILMERGE = "mailmerge --dry-run, one row"


@dataclass(frozen=True, slots=True)
class Goal:
    """*name* costs at most *limit* times what *base* costs."""

    name: str
    base: str
    limit: float


GOALS = (
    Goal(HELP, HELLO, 1.12),
    Goal(VERSION, HELLO, 1.12),
    Goal(ENGLISH, BASE, 11),
    Goal(ENGLISH, MAILMERGE, 1),
    Goal(FRENCH, BASE, 14),
)

MANY = 10_000
MANY_ROUNDS = 3


def commands(mailmerge: Path, job: Path) -> list[Command]:
    """Return the commands of one round, in order; *job* is mailmerge's folder."""
    draft = (PROGRAM, "draft", "thank-you")
    return [
        Command(BASE, (sys.executable, "-c", "pass"), ROOT),
        Command(HELLO, (sys.executable, ROOT / "benchmarks" / "hello.py"), ROOT),
        Command(HELP, (PROGRAM, "--help"), ROOT),
        Command(VERSION, (PROGRAM, "--version"), ROOT),
        Command(
            ENGLISH,
            (*draft, "examples/northwind.toml", "--to", "david", "--on", "2026-11-20"),
            ROOT,
        ),
        Command(FRENCH, (*draft, "examples/boreal.toml", "--on", "2026-11-18"), ROOT),
        Command(MAILMERGE, (mailmerge, "--dry-run", "--no-limit"), job),
    ]


def environment(home: Path) -> dict[str, str]:
    """Return what the commands see: an empty home, and Python's usual caches."""
    return {
        "FOLLOWUP_MAIL_HOME": os.fspath(home),
        "XDG_STATE_HOME": os.fspath(home.with_name(f"{home.name}-state")),
        "HOME": os.fspath(home),
        "LC_ALL": "C.UTF-8",
        "PATH": os.defpath,
    }


def print_commands(costs: Mapping[str, Sequence[float]]) -> None:
    """Print the first table: every command in terms of a bare start of Python."""
    print(f"{'command':<32}{'CPU ms':>8}{'x python':>10}   least..most")
    for name, seconds in costs.items():
        times = ratio(costs, name, BASE)
        print(
            f"{name:<32}{statistics.median(seconds) * 1000:>8.1f}{times.median:>10.2f}"
            f"   {times.least:.2f}..{times.most:.2f}"
        )


def print_goals(costs: Mapping[str, Sequence[float]]) -> None:
    """Print the second table: each goal, and whether it is met."""
    print(f"\n{'goal':<64}{'limit':>6}{'is':>8}")
    for goal in GOALS:
        times = ratio(costs, goal.name, goal.base)
        verdict = "met" if times.median <= goal.limit else "missed"
        print(
            f"{f'{goal.name} / {goal.base}':<64}{goal.limit:>6g}{times.median:>8.2f}"
            f"  {verdict} ({times.least:.2f}..{times.most:.2f})"
        )


def print_many(mailmerge: Path, folder: Path, environ: Mapping[str, str]) -> None:
    """Print what one more note costs in a process that writes many, and its memory."""
    peer.write_job(folder / "many", MANY)
    many = Command("mailmerge, many", (mailmerge, "--dry-run", "--no-limit"), folder / "many")
    one = Command("mailmerge, one", many.argv, folder / "one")
    ours, theirs = [], []
    for _ in range(MANY_ROUNDS):
        run = _draft_many(environ)
        ours.append(run.seconds)
        theirs.append((cpu_seconds(many, environ) - cpu_seconds(one, environ)) / (MANY - 1))
    ratios = [own / other for own, other in zip(ours, theirs, strict=True)]
    print(f"\n{MANY:,} notes in one process, CPU a note, median of {MANY_ROUNDS} rounds:")
    print(f"  followup-mail (file read, note written and checked) {_micro(ours)}")
    print(f"  mailmerge (row read, message written)               {_micro(theirs)}")
    print(f"  ratio {statistics.median(ratios):.2f} ({min(ratios):.2f}..{max(ratios):.2f})")
    sizes = [size for _, size in run.memory]
    verdict = "flat" if max(sizes) - sizes[0] < 1 else "growing"
    held = ", ".join(f"{size:.1f} MiB after {count:,}" for count, size in run.memory)
    print(f"  memory held: {held}: {verdict}")


def _draft_many(environ: Mapping[str, str]) -> notes.Run:
    printed = subprocess.run(
        [sys.executable, "benchmarks/notes.py", str(MANY), "examples/northwind.toml"],
        cwd=ROOT,
        env=environ,
        check=False,
        capture_output=True,
        text=True,
    )
    if printed.returncode != 0:
        raise CommandFailedError(f"benchmarks/notes.py failed:\n{printed.stderr[-1000:]}")
    return notes.Run.read(printed.stdout)


def _micro(seconds: Sequence[float]) -> str:
    return f"{statistics.median(seconds) * 1e6:8.0f} µs"


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40, help="of the whole commands")
    rounds = parser.parse_args().rounds
    compileall.compile_dir(ROOT / "followup_mail", quiet=1)
    mailmerge = peer.install(ROOT / ".venv-bench")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "home").mkdir()
        environ = environment(folder / "home")
        peer.write_job(folder / "one", 1)
        try:
            costs = in_turn(commands(mailmerge, folder / "one"), rounds=rounds, environ=environ)
            print(f"CPU time of whole commands, run in turn, median of {rounds} rounds\n")
            print_commands(costs)
            print_goals(costs)
            print_many(mailmerge, folder, environ)
        except CommandFailedError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
