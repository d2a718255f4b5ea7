"""What every command stands on: how the app is built, and how errors are told."""

import os
import sys
from collections.abc import Callable
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click

from followup_mail.errors import FollowupMailError, OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from followup_mail.app import App

P = ParamSpec("P")
R = TypeVar("R")


_LEAST_COLUMNS = 50
_MOST_COLUMNS = 100
"""Wider than that, help is no easier to read."""
_MOST_DIGITS = 4
"""Of columns; no terminal has more, and of thousands of digits no number can be made."""


def columns() -> int:
    """Return how wide the terminal is; 80 where there is none.

    As ``shutil.get_terminal_size``, whose module costs ``--help`` a tenth of its time.
    """
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and len(told) <= _MOST_DIGITS and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 80
    except (OSError, ValueError):
        return 80


class Group(click.Group):
    """A group that ends in the exit status of the error that was raised."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 - Click's own signature
    ) -> click.Context:
        """Return a context that lays help out for this terminal."""
        extra.setdefault("terminal_width", max(_LEAST_COLUMNS, min(columns(), _MOST_COLUMNS)) - 2)
        return super().make_context(info_name, args, parent, **extra)

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Click's own signature
        """Run the program; tell an output that takes nothing, where the reader has not gone."""
        try:
            return super().main(*args, **kwargs)
        except OSError as error:
            click.echo(f"Error: the output can't be written ({error.strerror}).", err=True)
            # What is still to be flushed would fail once more, as Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            sys.exit(OutputError.exit_status)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - Click's own signature
        """Run the command; tell a failure in one place, on standard error."""
        try:
            return super().invoke(ctx)
        except FollowupMailError as error:
            from followup_mail.cli.output import wrapped
            from followup_mail.visible import visible

            told = f"Error: {visible(str(error), multiline=True)}"
            click.echo(wrapped(told, sys.stderr), err=True)
            ctx.exit(error.exit_status)


def build_app() -> "App":
    """Return the app on this machine's clock, environment and standard input."""
    from datetime import UTC, datetime

    from followup_mail.app import App

    return App(
        environ=os.environ,
        stdin=sys.stdin.buffer,
        now=lambda: datetime.now(UTC),
        new_token=new_token,
        local_timezone=local_timezone,
    )


def new_token() -> str:
    """Return a random word that nothing can be told from."""
    from secrets import token_hex

    return token_hex(12)


def demo_app(home: "Path", day: str) -> Callable[[], "App"]:
    """Return a builder of apps that know no home but *home*, on the morning of *day*."""
    from datetime import datetime

    now = datetime.fromisoformat(f"{day}T15:00:00+00:00")

    def build() -> "App":
        app = build_app()
        app.environ = {"FOLLOWUP_MAIL_HOME": str(home)}
        app.now = lambda: now
        return app

    return build


def local_timezone() -> str:
    """Return the IANA name of the machine's time zone; UTC where it can't be told."""
    from followup_mail.places import is_timezone

    named = os.environ.get("TZ", "").lstrip(":")
    if is_timezone(named):
        return named
    try:
        target = os.path.realpath("/etc/localtime")
    except OSError:
        return "UTC"
    name = target.partition("/zoneinfo/")[2]
    return name if is_timezone(name) else "UTC"


def pass_app(command: Callable[Concatenate["App", P], R]) -> Callable[P, R]:
    """Give *command* the app, built after its arguments were read.

    Help and usage errors so need no configuration, and a test passes a builder
    of its own as the context's object.
    """

    @click.pass_obj
    def with_app(build: Callable[[], "App"] | None, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return command((build or build_app)(), *args, **kwargs)

    return update_wrapper(with_app, command)
