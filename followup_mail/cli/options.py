"""Options that several commands share, turned into values before a command sees them."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum
from functools import update_wrapper
from typing import TYPE_CHECKING, Concatenate, Literal, ParamSpec, TypeVar

import click

from followup_mail.errors import FollowupMailError

if TYPE_CHECKING:
    from pathlib import Path

    from click.shell_completion import CompletionItem

    from followup_mail.drafting import Request
    from followup_mail.vocabulary import Did, Kind

P = ParamSpec("P")
R = TypeVar("R")
W = TypeVar("W", bound=StrEnum)

DUE = "due"
"""Stands in the place of a kind for the step that is due."""


class When(click.ParamType[date]):
    """A calendar day: ISO 8601, or words such as tomorrow, monday and in 3 days."""

    name = "date"

    def __init__(self, prefer: "Literal['past', 'future']") -> None:
        """Take "monday" for the last or the next one, by *prefer*."""
        self.prefer: Literal["past", "future"] = prefer

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return *value* as a date."""
        if isinstance(value, date):
            return value
        if len(value) == _ISO_LENGTH:
            with suppress(ValueError):  # words, or a mistake that is told below
                return _within(date.fromisoformat(value), ctx, param)
        from followup_mail.when import read_day

        try:
            found = read_day(value, today=_today(ctx), prefer=self.prefer)
        except ValueError as fault:
            raise click.BadParameter(str(fault), ctx, param) from None
        return _within(found, ctx, param)


def _within(day: date, ctx: click.Context | None, param: click.Parameter | None) -> date:
    first, last = _YEARS
    if first <= day.year <= last:
        return day
    raise click.BadParameter(f"{day}: a year from {first} to {last} is expected.", ctx, param)


_YEARS = (2000, 2100)
"""As in the application file."""
NUMBER = click.IntRange(1, 2**63 - 1)
"""What the store counts with."""


_ISO_LENGTH = len("2026-11-20")


def _today(ctx: click.Context | None) -> date:
    """Return the day it is where the user is, by the clock that the app will have."""
    from followup_mail.cli.shell import build_app

    build = (ctx.find_root().obj if ctx else None) or build_app
    today: date = build().today()
    return today


class StoredName(click.ParamType[str]):
    """The name of a kept application; any unique beginning of it will do."""

    name = "name"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 - Click's own signature
        incomplete: str,
    ) -> list["CompletionItem"]:
        """Return the names that begin with *incomplete*."""
        from click.shell_completion import CompletionItem

        from followup_mail.cli.shell import build_app

        app = (ctx.find_root().obj or build_app)()
        try:
            return [CompletionItem(name) for name in app.names(incomplete)]
        except FollowupMailError:
            return []  # a command tells it; between two keys there is no place for it


class ApplicationName(StoredName):
    """The name of a kept application, or the path of a file."""

    name = "application"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list["CompletionItem"]:
        """Return names, and leave paths to the shell."""
        from click.shell_completion import CompletionItem

        from followup_mail.drafting import is_file

        if is_file(incomplete) or incomplete.startswith("."):
            return [CompletionItem(incomplete, type="file")]
        found = super().shell_complete(ctx, param, incomplete)
        return found or [CompletionItem(incomplete, type="file")]


class EventName(click.ParamType["Did"]):
    """One of the events that can be recorded; underscores and spaces are taken for hyphens."""

    name = "event"

    def __init__(self, *names: str) -> None:
        """Understand only *names*, where some are given."""
        self.names = names

    @property
    def words(self) -> "list[Did]":
        """The events that are understood."""
        from followup_mail.vocabulary import Did

        return [did for did in Did if not self.names or did.value in self.names]

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:  # noqa: ARG002 - Click's own signature
        """Return what stands for it in the usage line."""
        return "EVENT"

    def convert(
        self, value: "str | Did", param: click.Parameter | None, ctx: click.Context | None
    ) -> "Did":
        """Return *value* as an event; a near miss is named, never taken."""
        return _word(value, self.words, param, ctx)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - Click's own signature
        param: click.Parameter,  # noqa: ARG002 - the same
        incomplete: str,
    ) -> list["CompletionItem"]:
        """Return the events that begin with *incomplete*."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(w.value) for w in self.words if w.value.startswith(incomplete)]


def _word(
    value: str,
    words: "Sequence[W]",
    param: click.Parameter | None,
    ctx: click.Context | None,
) -> "W":
    """Return the one of *words* that *value* spells.

    Raises:
        click.BadParameter: None does; the text names the nearest.

    """
    wanted = value.strip().lower().replace("_", "-").replace(" ", "-")
    for word in words:
        if word.value == wanted:
            return word
    from difflib import get_close_matches

    near = get_close_matches(wanted, [word.value for word in words], n=1)
    known = ", ".join(word.value for word in words)
    if near:
        told = f"{value!r}: did you mean {near[0]}? The words are {known}."
    else:
        told = f"{value!r} is not one of {known}."
    raise click.BadParameter(told, ctx, param)


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


class KindName(click.ParamType["Kind | Literal['due']"]):
    """A kind of message; underscores and spaces are taken for hyphens.

    Only some, where their names are given. The list itself is read when a word is
    to be understood, not for ``--help``.
    """

    name = "kind"

    def __init__(self, *names: str, or_due: bool = False) -> None:
        """Understand only *names*, where some are given; and "due", if wanted."""
        self.names = names
        self.or_due = or_due

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
    ) -> "Kind | Literal['due']":
        """Return *value* as a kind; a near miss is named, never taken."""
        if self.or_due and value.strip().lower() == DUE:
            return "due"
        return _word(value, self.kinds, param, ctx)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - Click's own signature
        param: click.Parameter,  # noqa: ARG002 - the same
        incomplete: str,
    ) -> list["CompletionItem"]:
        """Return the kinds that begin with *incomplete*."""
        from click.shell_completion import CompletionItem

        words = [kind.value for kind in self.kinds] + ([DUE] if self.or_due else [])
        return [CompletionItem(word) for word in words if word.startswith(incomplete)]


_DETAILS = (
    click.argument("application", metavar="APPLICATION", type=ApplicationName()),
    click.option(
        "--to",
        metavar="ID",
        multiple=True,
        help="Person to write to, instead of the usual one. Thank-you notes take several.",
    ),
    click.option(
        "--on",
        type=When("future"),
        metavar="DATE",
        help="Day of sending, as in 2026-11-20 or tomorrow. Default: today, where they work.",
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
            kind: "Kind | Literal['due']",
            application: str,
            to: tuple[str, ...],
            on: date | None,
            settings: tuple[str, ...],
            template: "Path | None",
            *args: P.args,
            **kwargs: P.kwargs,
        ) -> R:
            from followup_mail.drafting import Request

            wanted = None if kind == "due" else kind
            request = Request(wanted, application, to, on, settings, template)
            return command(request, *args, **kwargs)

        wrapped: Callable[..., R] = update_wrapper(gather, command)
        for option in reversed(_DETAILS):
            wrapped = option(wrapped)
        return click.argument("kind", type=KindName(*kinds, or_due=True))(wrapped)

    return decorate


name_argument = click.argument("name", type=StoredName())

yes_option = click.option("--yes", "-y", is_flag=True, help="Do it without asking.")

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
