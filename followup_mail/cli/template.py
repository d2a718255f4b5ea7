"""``followup-mail template``: the words themselves, and how to make them one's own."""

import sys
from typing import TYPE_CHECKING

import click

from followup_mail.cli.options import KindName, json_option
from followup_mail.cli.shell import pass_app
from followup_mail.errors import TemplateError, UsageError

if TYPE_CHECKING:
    from followup_mail.app import App
    from followup_mail.vocabulary import Kind, Language


def language_name(text: str) -> "Language":
    """Return the language called *text*; one without region stands for its first region."""
    from followup_mail.vocabulary import Language

    wanted = text.lower().replace("_", "-")
    for language in Language:
        if wanted in {language.value.lower(), language.base}:
            return language
    raise click.BadParameter(f"{text!r} is not one of en, fr, {', '.join(Language)}.")


kind_argument = click.argument("kind", type=KindName())
language_option = click.option(
    "--language",
    type=language_name,
    metavar="LANGUAGE",
    help="As in fr or fr-CA. Default: the default_language of config.toml.",
)


@click.group()
def template() -> None:
    """See which words are used, and make them your own.

    \b
    Example:
      followup-mail template list
      followup-mail template copy thank-you --language en
      followup-mail template check
    """


@template.command("list")
@language_option
@json_option
@pass_app
def list_(app: "App", language: "Language | None", *, as_json: bool) -> None:
    """Show which template is in force for each kind, and why.

    \b
    Example:
      followup-mail template list --language fr-CA
    """
    from followup_mail.vocabulary import Language
    from followup_mail.writing.library import in_force

    chosen = language or app.default_language
    rows = in_force([chosen] if chosen else list(Language), app.home.templates)
    if as_json:
        _print_json(
            [
                {
                    "kind": row.kind.value,
                    "language": row.folder,
                    "why": _why(built_in=row.built_in),
                    "path": str(row.path),
                }
                for row in rows
            ]
        )
    else:
        for row in rows:
            why = _why(built_in=row.built_in)
            _print(f"{row.kind.value:<10}  {row.folder:<5}  {why:<8}  {row.path}")


@template.command()
@kind_argument
@language_option
@click.option("--path", "only_path", is_flag=True, help="Print where it is instead.")
@pass_app
def show(app: "App", kind: "Kind", language: "Language | None", *, only_path: bool) -> None:
    """Print the template in force for KIND.

    \b
    Example:
      followup-mail template show check-in --language en
    """
    source = app.templates(kind, _one(app, language)).entry
    if only_path:
        _print(str(source.path))
    elif sys.stdout.isatty():
        _print(source.text.removesuffix("\n"))
    else:
        click.echo(source.text.encode(), nl=False)


@template.command()
@kind_argument
@language_option
@click.option("--alone", is_flag=True, help="Leave the files that it uses built in.")
@click.option("--force", is_flag=True, help="Replace a copy that is there already.")
@pass_app
def copy(
    app: "App", kind: "Kind", language: "Language | None", *, alone: bool, force: bool
) -> None:
    """Copy the built-in template for KIND into your folder, where it wins.

    \b
    Example:
      followup-mail template copy thank-you --language en
    """
    from followup_mail.writing import library

    chosen = _one(app, language)
    folder = app.home.templates
    copied = library.copy(kind, chosen, folder, with_parts=not alone, force=force)
    for path in copied.paths:
        _print(str(path))
    if copied.still_built_in:
        names = ", ".join(copied.still_built_in)
        _say(f"It uses {names} as built in.")
    _say(f"Next: edit it, then followup-mail template check {kind.value} --language {chosen.base}")


@template.command()
@click.argument("names", metavar="[KIND|FILE]...", nargs=-1)
@language_option
@click.option("--kind", type=KindName(), help="What FILE is for, where its name does not say.")
@json_option
@pass_app
def check(
    app: "App",
    names: tuple[str, ...],
    language: "Language | None",
    kind: "Kind | None",
    *,
    as_json: bool,
) -> None:
    """Look for faults, and fill templates in for every example.

    Without a name, every template in force is checked. Ends in status 65 where
    something is wrong.

    \b
    Example:
      followup-mail template check
      followup-mail template check thank-you ./my-note.txt --kind thank-you
    """
    from followup_mail.writing import library

    chosen = language or app.default_language
    targets = library.targets(names, [chosen] if chosen else library.ONE_A_LANGUAGE, kind)
    checked = list(library.check(targets, app.home.templates, app.example_facts))
    problems = sorted({problem for one in checked for problem in one.problems})
    if as_json:
        told = [{"path": str(p.path), "line": p.line, "message": p.message} for p in problems]
        _print_json(told)
    else:
        for problem in problems:
            _print(str(problem))
    count = "1 template" if len(checked) == 1 else f"{len(checked)} templates"
    _say(f"Checked {count}: {len(problems) or 'no'} problem{'s' * (len(problems) > 1)}.")
    if problems:
        sys.exit(TemplateError.exit_status)


def _one(app: "App", language: "Language | None") -> "Language":
    """Return the language asked for, else the user's."""
    chosen = language or app.default_language
    if chosen is None:
        raise UsageError(
            "Say which language with --language, or set default_language in config.toml."
        )
    return chosen


def _why(*, built_in: bool) -> str:
    return "built-in" if built_in else "yours"


def _print(text: str) -> None:
    from followup_mail.visible import visible

    click.echo(visible(text, multiline=True))


def _print_json(data: object) -> None:
    import json

    click.echo(json.dumps(data, indent=2))


def _say(text: str) -> None:
    from followup_mail.visible import visible

    click.echo(visible(text), err=True)
