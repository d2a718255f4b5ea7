"""Runs commands in turn and compares what they cost.

A machine's speed moves by half within minutes, so no command is measured in a
row of its own: all run once in each round (A B C A B C …), ratios are taken
inside a round, and the median of the rounds is what counts.
"""

import os
import resource
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class CommandFailedError(Exception):
    """A command ended with another status than 0: a figure for it would mean nothing."""


@dataclass(frozen=True, slots=True)
class Command:
    """One that is measured."""

    name: str
    argv: Sequence[str | Path]
    cwd: Path
    environ: Mapping[str, str] | None = None
    """What it sees, where that is not what all others see."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """What one command costs in terms of another, over all rounds."""

    median: float
    least: float
    most: float


def in_turn(
    commands: Sequence[Command], *, rounds: int, environ: Mapping[str, str]
) -> dict[str, list[float]]:
    """Return the CPU seconds of each command, by its name, one figure a round.

    Each runs once before the first round, so that files are compiled and cached.

    Raises:
        CommandFailedError: One of them failed.

    """
    for command in commands:
        cpu_seconds(command, environ)
    costs: dict[str, list[float]] = {command.name: [] for command in commands}
    for _ in range(rounds):
        for command in commands:
            costs[command.name].append(cpu_seconds(command, environ))
    return costs


def cpu_seconds(command: Command, environ: Mapping[str, str]) -> float:
    """Return the user and system time of one run, as the kernel has it at its end.

    Raises:
        CommandFailedError: It failed; the text holds what it printed.

    """
    used = _run(command, environ)
    return used.ru_utime + used.ru_stime


def peak_mebibytes(command: Command) -> float:
    """Return the most memory that one run of *command* held (Linux).

    Raises:
        CommandFailedError: It failed.

    """
    return _run(command, {}).ru_maxrss / 1024


def _run(command: Command, environ: Mapping[str, str]) -> resource.struct_rusage:
    with subprocess.Popen(
        command.argv,
        cwd=command.cwd,
        env=environ if command.environ is None else command.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise CommandFailedError(
            f"{command.name} ended with status {process.returncode}:\n{_said(command, environ)}"
        )
    return used


def ratio(costs: Mapping[str, Sequence[float]], name: str, base: str) -> Ratio:
    """Return the cost of *name* in terms of *base*, compared round by round."""
    ratios = [cost / other for cost, other in zip(costs[name], costs[base], strict=True)]
    return Ratio(statistics.median(ratios), min(ratios), max(ratios))


def _said(command: Command, environ: Mapping[str, str]) -> str:
    again = subprocess.run(
        command.argv,
        cwd=command.cwd,
        env=environ if command.environ is None else command.environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
    )
    return (again.stderr or again.stdout)[-1000:]
