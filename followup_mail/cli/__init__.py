"""The command line: arguments in, lines out; nothing else knows Click."""

import click

from followup_mail import __version__
from followup_mail.cli.account import account
from followup_mail.cli.agenda import close, log, next_, reopen, retire, snooze, undo
from followup_mail.cli.doctor import doctor
from followup_mail.cli.draft import draft, preview, script
from followup_mail.cli.keeping import (
    add,
    debrief,
    edit,
    export,
    import_,
    list_,
    purge,
    remove,
    show,
)
from followup_mail.cli.outbox import outbox
from followup_mail.cli.pictures import board, calendar
from followup_mail.cli.send import send
from followup_mail.cli.setup import init
from followup_mail.cli.shell import Group
from followup_mail.cli.template import template
from followup_mail.cli.tour import demo, schema

CONTEXT = {"help_option_names": ["-h", "--help"]}


@click.group(cls=Group, context_settings=CONTEXT, invoke_without_command=True)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Carry job applications from the interview to an answer.

    Alone it says what to do today, as followup-mail next does. APPLICATION is the
    name of an application that is kept (any unique beginning of it), the path of a
    file (with a slash, or ending in .toml), or "-" for standard input.

    \b
    Example:
      followup-mail add examples/northwind.toml
      followup-mail next
      followup-mail draft due northwind
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(next_)


COMMANDS = (
    next_,
    add,
    debrief,
    draft,
    preview,
    script,
    send,
    outbox,
    log,
    snooze,
    close,
    retire,
    reopen,
    undo,
    show,
    list_,
    board,
    calendar,
    edit,
    remove,
    purge,
    export,
    import_,
    init,
    account,
    template,
    schema,
    doctor,
    demo,
)
for command in COMMANDS:
    main.add_command(command)
