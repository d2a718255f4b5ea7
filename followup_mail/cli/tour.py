"""``schema`` and ``demo``: what a file may hold, and what the program makes of one."""

from typing import TYPE_CHECKING

import click

from followup_mail.cli import output as out
from followup_mail.cli.shell import demo_app, pass_app

if TYPE_CHECKING:
    from followup_mail.app import App

_WALK: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...] = (
    (
        "2026-11-20",
        "The morning after the interview: what is due, and one of the notes.",
        (
            ("add", "northwind.toml"),
            ("draft", "due", "northwind", "--to", "david"),
            ("log", "northwind", "thank-you"),
            ("log", "northwind", "promise"),
        ),
    ),
    (
        "2026-12-02",
        "Three business days after the date that Maria named: a look at the check-in.",
        (("next",), ("preview", "due", "northwind"), ("log", "northwind", "check-in")),
    ),
    (
        "2026-12-08",
        "No answer. Somebody inside is asked; here that is only recorded.",
        (("log", "northwind", "network"),),
    ),
    (
        "2026-12-14",
        "Still none: the hiring manager, who was not asked yet.",
        (("draft", "due", "northwind"), ("log", "northwind", "escalation")),
    ),
    (
        "2026-12-21",
        "Nothing yet: one call, from a card; and what all of this looks like.",
        (("script", "due", "northwind"), ("show", "northwind")),
    ),
)


@click.command()
@pass_app
def schema(app: "App") -> None:
    """Print the JSON Schema of the application file.

    Editors that know TOML check and complete a file with it.

    \b
    Example:
      followup-mail schema > application.schema.json
    """
    out.show_json(app.schema())


@click.command()
@click.pass_context
def demo(ctx: click.Context) -> None:
    """Walk an example from the interview to the phone, in a temporary home.

    It begins with what is due. The clock is set to the day of each step; nothing is
    sent, and nothing is kept.

    \b
    Example:
      followup-mail demo
    """
    import tempfile
    from contextlib import chdir
    from pathlib import Path
    from shlex import quote

    from followup_mail import shipped

    example = shipped.examples() / "northwind.toml"
    with tempfile.TemporaryDirectory(prefix="followup-mail-") as home, chdir(home):
        Path(example.name).write_bytes(example.read_bytes())
        for day, told, commands in _WALK:
            click.secho(f"\n# {day}. {told}", bold=True)
            for arguments in commands:
                click.secho(f"\n$ followup-mail {' '.join(map(quote, arguments))}", bold=True)
                ctx.find_root().command.main(
                    list(arguments),
                    prog_name="followup-mail",
                    standalone_mode=False,
                    obj=demo_app(Path(home), day),
                )
    click.echo("\nThat was one application. Write your own file, or begin with a copy of this one:")
    click.echo(f"  cp {quote(str(example))} my-application.toml")
    click.echo("  followup-mail add my-application.toml")
