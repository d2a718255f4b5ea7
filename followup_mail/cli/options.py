"""Options that several commands share, turned into values before a command sees them."""

from collections.abc import Callable
from datetime import date
from functools import update_wrapper
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from pathlib import Path

    from click.shell_completion import CompletionItem

    from followup_mail.app import Request
    from followup_mail.vocabulary import Kind

P = ParamSpec("P")
R = TypeVar("R")


class Day(click.ParamType[date]):
    """A calendar day as ISO 8601 writes it."""

    name = "date"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return *value* as a date."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise click.BadParameter(
                f"{value!r} is not a day; write it as 2026-11-20.", ctx, param
            ) from None
        return day


class FilePath(click.ParamType["Path"]):
    """A path; Click's own type would load pathlib for ``--help`` as well."""

    name = "path"

    def convert(
        self,
        value: "str | Path",
        param: click.Parameter | None,  # noqa: ARG002 - Click's own signature
        ctx: click.Context | None,  # noqa: ARG002 - the same
    ) -> "Path":
        """Return *value* as a path, which need not exist."""
        from pathlib import Path

        return Path(value)


class KindName(click.ParamType["Kind"]):
    """A kind of message; underscores and spaces are taken for hyphens.

    Only some, where their names are given. The list itself is read when a word is
    to be understood, not for ``--help``.
    """

    name = "kind"

    def __init__(self, *names: str) -> None:
        self.names = names

    @property
    def kinds(self) -> "list[Kind]":
        """The kinds that are understood."""
        from followup_mail.vocabulary import Kind

        return [kind for kind in Kind if not self.names or kind.value in self.names]

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:  # noqa: ARG002 - Click's own signature
        """Return what stands for it in the usage line."""
        return "KIND"

    def convert(
        self, value: "str | Kind", param: click.Parameter | None, ctx: click.Context | None
    ) -> "Kind":
        """Return *value* as a kind; a near miss is named, never taken."""
        wanted = value.strip().lower().replace("_", "-").replace(" ", "-")
        for kind in self.kinds:
            if kind.value == wanted:
                return kind
        from difflib import get_close_matches

        near = get_close_matches(wanted, [kind.value for kind in self.kinds], n=1)
        known = ", ".join(kind.value for kind in self.kinds)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise click.BadParameter(f"{value!r} is not one of {known}.{hint}", ctx, param)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - Click's own signature
        param: click.Parameter,  # noqa: ARG002 - the same
        incomplete: str,
    ) -> list["CompletionItem"]:
        """Return the kinds that begin with *incomplete*."""
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(kind.value) for kind in self.kinds if kind.value.startswith(incomplete)
        ]


_DETAILS = (
    click.argument("application", metavar="APPLICATION"),
    click.option(
        "--to",
        metavar="ID",
        multiple=True,
        help="Person to write to, instead of the usual one. Thank-you notes take several.",
    ),
    click.option(
        "--on",
        type=Day(),
        metavar="DATE",
        help="Day of sending, as in 2026-11-20. Default: today, where they work.",
    ),
    click.option(
        "--set",
        "settings",
        metavar="KEY=VALUE",
        multiple=True,
        help="Use another detail this once, as in --set register=formal.",
    ),
    click.option(
        "--template",
        type=FilePath(),
        metavar="FILE",
        help="Use this template instead of the one in force.",
    ),
)


def takes_request(
    *kinds: str,
) -> Callable[[Callable[Concatenate["Request", P], R]], Callable[..., R]]:
    """Give a command the arguments that say what to write, as one request."""

    def decorate(command: Callable[Concatenate["Request", P], R]) -> Callable[..., R]:
        def gather(
            kind: "Kind",
            application: str,
            to: tuple[str, ...],
            on: date | None,
            settings: tuple[str, ...],
            template: "Path | None",
            *args: P.args,
            **kwargs: P.kwargs,
        ) -> R:
            from followup_mail.app import Request

            request = Request(kind, application, to, on, settings, template)
            return command(request, *args, **kwargs)

        wrapped: Callable[..., R] = update_wrapper(gather, command)
        for option in reversed(_DETAILS):
            wrapped = option(wrapped)
        return click.argument("kind", type=KindName(*kinds))(wrapped)

    return decorate


json_option = click.option("--json", "as_json", is_flag=True, help="Print data for a program.")

force_option = click.option(
    "--force",
    metavar="CHECK=REASON",
    multiple=True,
    help="Write it although this check blocks it, and say why.",
)

output_option = click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    help="Write to this file; several notes go into a folder, a file each.",
)
