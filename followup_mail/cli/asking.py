"""Questions on a terminal: prompts on standard error, and none where nobody can answer."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from followup_mail.errors import UsageError

if TYPE_CHECKING:
    from followup_mail.intake.questions import Question


def somebody_is_there() -> bool:
    """Return whether a person can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_yes(question: str, instead: str, *, default: bool = False) -> bool:
    """Return whether the user says yes; nothing means *default*, end of input no.

    Raises:
        UsageError: There is no terminal; *instead* is the option that answers.

    """
    if not somebody_is_there():
        raise UsageError(f"{question} There is no terminal to ask on; say so with {instead}.")
    try:
        return click.confirm(_shown(question), default=default, err=True)
    except click.Abort:
        click.echo(err=True)
        return False


def ask(question: str, *, default: str = "", check: Callable[[str], object]) -> str:
    """Return the answer to *question*, asked again until *check* takes it.

    Raises:
        click.Abort: Input ended.

    """
    while True:
        text: str = click.prompt(
            _shown(question),
            default=default,
            show_default=bool(default),
            prompt_suffix=_suffix(question, default),
            err=True,
        )
        try:
            check(text.strip())
        except ValueError as fault:
            click.echo(f"  {_shown(str(fault))}", err=True)
            continue
        return text.strip()


def ask_question(question: "Question") -> str:
    """Return what is typed as the answer to *question*, whether or not it can be one.

    Raises:
        click.Abort: Input ended.

    """
    for told in (question.hint, question.choices and f"One of: {', '.join(question.choices)}"):
        if told:
            click.echo(f"  {_shown(str(told))}", err=True)
    text: str = click.prompt(
        _shown(question.text),
        default=question.default,
        show_default=bool(question.default),
        prompt_suffix=_suffix(question.text, question.default),
        err=True,
    )
    return text


def kept_aside(text: str) -> str:
    """Keep *text* in a new file that only the user can read, and return its path."""
    import tempfile

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="followup-mail-", suffix=".toml", delete=False
    ) as file:
        file.write(text)
    return file.name


def _suffix(question: str, default: str = "") -> str:
    """Return what stands between *question*, with its *default*, and the answer."""
    return " " if question.endswith("?") and not default else ": "


def _shown(text: str) -> str:
    from followup_mail.visible import visible

    return visible(text)
