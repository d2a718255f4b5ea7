"""``schema`` and ``demo``: what a file may hold, and what the program makes of one."""

from typing import TYPE_CHECKING

import click

from followup_mail.cli import output as out
from followup_mail.cli.shell import demo_app, pass_app

if TYPE_CHECKING:
    from followup_mail.app import App

_HISTORY = (
    "history.0.on=2026-12-02",
    "history.0.did=check-in",
    "history.0.to=maria",
)
_WALK = (
    (
        "The morning after the interview: a thank-you note to each person met.",
        ("draft", "thank-you", "--on", "2026-11-20"),
    ),
    (
        "Three business days after the date Maria named: a look at the check-in.",
        ("preview", "check-in", "--on", "2026-12-02"),
    ),
    (
        "No answer, and the check-in is on record: the hiring manager.",
        ("draft", "escalation", "--on", "2026-12-14", *(f"--set={text}" for text in _HISTORY)),
    ),
    (
        "Still nothing: one voicemail, to be read from a card.",
        ("script", "voicemail", "--on", "2026-12-21", "--to", "david"),
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
    """Walk an example through four messages, in a temporary home.

    Nothing is sent, and nothing is kept.

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
        for told, (command, kind, *options) in _WALK:
            arguments = [command, kind, example.name, *options]
            click.secho(f"\n# {told}", bold=True)
            click.secho(f"$ followup-mail {' '.join(map(quote, arguments))}\n", bold=True)
            ctx.find_root().command.main(
                arguments,
                prog_name="followup-mail",
                standalone_mode=False,
                obj=demo_app(Path(home)),
            )
    click.echo("\nThat was one application. Write your own file, or begin with a copy of this one:")
    click.echo(f"  cp {quote(str(example))} my-application.toml")
