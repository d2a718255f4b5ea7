"""The command line: arguments in, lines out; nothing else knows Click."""

import click

from followup_mail import __version__
from followup_mail.cli.draft import draft, preview, script
from followup_mail.cli.shell import Group
from followup_mail.cli.template import template
from followup_mail.cli.tour import demo, schema

CONTEXT = {"help_option_names": ["-h", "--help"]}


@click.group(cls=Group, context_settings=CONTEXT)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def main() -> None:
    """Write what follows a job interview: thanks, check-in, escalation, call.

    APPLICATION is a file that describes one application (a path with a slash,
    or a name that ends in .toml), or "-" for standard input.

    \b
    Example:
      followup-mail draft thank-you examples/northwind.toml
      followup-mail preview check-in examples/northwind.toml --on 2026-12-02
    """


for command in (draft, preview, script, template, schema, demo):
    main.add_command(command)
