"""``add`` and what keeps applications: edit, list, show, remove, purge, export, import."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from followup_mail.cli import output as out
from followup_mail.cli.asking import ask_yes
from followup_mail.cli.options import FilePath, StoredName, json_option, name_argument, yes_option
from followup_mail.cli.shell import pass_app
from followup_mail.errors import BlockedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from followup_mail.app import App
    from followup_mail.desk.restoring import Brought

_MOST_TOLD = 10
"""Names that are listed."""


@click.command()
@click.argument("file", required=False, metavar="[FILE|-]", type=FilePath())
@click.option("--name", metavar="NAME", help="What to call it. Default: from the employer.")
@click.option(
    "--for",
    "known",
    type=StoredName(),
    metavar="NAME",
    help="An invitation: to the next interview of this application.",
)
@click.option("--employer", metavar="TEXT", help="An invitation can't say it.")
@click.option("--position", metavar="TEXT", help="An invitation can't say it.")
@click.option("--language", metavar="TAG", help="Of an invitation's process: en-CA, fr-CA, …")
@click.option("--columns", is_flag=True, help="Print the columns that a CSV file can have.")
@click.option("--template-csv", is_flag=True, help="Print a CSV file to fill in.")
@pass_app
def add(
    app: "App",
    file: "Path | None",
    name: str | None,
    known: str | None,
    employer: str | None,
    position: str | None,
    language: str | None,
    *,
    columns: bool,
    template_csv: bool,
) -> None:
    """Keep an application, so that followup-mail next knows what to do about it.

    FILE is an application file (.toml), an invitation to an interview (.ics), or a
    table of many applications (.csv); "-" is standard input. Without FILE, questions
    are asked. An application that is kept already is changed, and the change shown.

    \b
    Example:
      followup-mail add examples/northwind.toml
      followup-mail add invitation.ics --employer "Northwind Analytics" --position "Data Engineer"
      followup-mail add --template-csv > applications.csv
    """
    from followup_mail.cli import adding

    if columns:
        adding.print_columns()
    elif template_csv:
        adding.print_template()
    elif file is None:
        adding.by_questions(app, name)
    else:
        given = {"employer": employer, "position": position, "language": language}
        adding.from_file(app, file, name, known, {k: v for k, v in given.items() if v})


@click.command()
@name_argument
@pass_app
def debrief(app: "App", name: str) -> None:
    """Answer the two-minute questions after an interview, straight into the record.

    Whom you met, what each said, what you are glad to have said, what you promised,
    when you hear back, and how they may be reached. An empty answer skips a question.

    \b
    Example:
      followup-mail debrief northwind
    """
    from followup_mail.cli.adding import debriefed

    debriefed(app, name)


@click.command()
@name_argument
@pass_app
def edit(app: "App", name: str) -> None:
    """Change the file of an application in your editor ($VISUAL or $EDITOR).

    A faulty file is refused with all its faults and opened again; nothing you
    typed is lost.

    \b
    Example:
      followup-mail edit northwind
    """
    from followup_mail.cli.editing import edited

    edited(app, name)


@click.command("list")
@click.option("--client", metavar="TEXT", help="Only those of this client.")
@click.option("--all", "everything", is_flag=True, help="Those that have ended as well.")
@json_option
@pass_app
def list_(app: "App", client: str | None, *, everything: bool, as_json: bool) -> None:
    """List the applications that are kept.

    \b
    Example:
      followup-mail list
      followup-mail list --all --json
    """
    from followup_mail.desk.planning import refresh
    from followup_mail.desk.telling import listed, nothing_listed

    with app.desk() as desk, out.progress("Planning anew") as tick:
        refresh(desk, tick)
        found = listed(desk, client=client, ended=everything)
        if not out.show_list(found, desk.now(), as_json=as_json):
            out.say(nothing_listed(desk, client))


@click.command()
@name_argument
@click.option("--file", "as_file", is_flag=True, help="Print the application file itself.")
@json_option
@pass_app
def show(app: "App", name: str, *, as_file: bool, as_json: bool) -> None:
    """Show one application: what happened, what is due, and why.

    \b
    Example:
      followup-mail show northwind
    """
    from followup_mail.desk.telling import board_row

    with app.desk() as desk:
        stored = desk.find(name)
        if as_file:
            out.show_text(stored.dossier.text)
        else:
            out.show_timeline(board_row(desk, stored), desk.now(), as_json=as_json)


@click.command()
@name_argument
@yes_option
@pass_app
def remove(app: "App", name: str, *, yes: bool) -> None:
    """Erase an application, with all that happened and all that was written.

    Not while a message of it is being sent: what becomes of that is to be recorded.

    \b
    Example:
      followup-mail remove northwind --yes
    """
    from followup_mail.desk.erasing import erase

    with app.desk() as desk:
        stored = desk.find(name)
        called = f"{stored.dossier.name} ({stored.dossier.position}, {stored.dossier.employer})"
        if not yes and not ask_yes(f"Erase {called}, its history included?", "--yes"):
            out.say("Nothing was erased.")
            return
        doubtful = erase(desk, stored)
    out.say(f"Erased: {called}.")
    _tell_doubtful(doubtful)


@click.command()
@click.option(
    "--older-than",
    metavar="PERIOD",
    required=True,
    help='How long ago they ended, as in "2 years" or "90 days".',
)
@yes_option
@pass_app
def purge(app: "App", older_than: str, *, yes: bool) -> None:
    """Erase the applications that ended some time ago.

    Open ones are never erased by this, nor is one of which a message is being sent.

    \b
    Example:
      followup-mail purge --older-than "2 years"
    """
    from followup_mail.desk.erasing import ended_before, erase

    left: list[str] = []
    doubtful: list[int] = []
    with app.desk() as desk:
        names = ended_before(desk, desk.now() - _period(older_than))
        if not names:
            out.say(f"Nothing ended longer ago than {older_than}.")
            return
        listed = ", ".join(names[:10]) + (", …" if len(names) > 10 else "")  # noqa: PLR2004 - as many as fit in two lines
        if not yes and not ask_yes(f"Erase {_counted(len(names))} ({listed})?", "--yes"):
            out.say("Nothing was erased.")
            return
        for name in names:
            try:
                doubtful += erase(desk, desk.find(name))
            except BlockedError as error:
                left.append(str(error))
    for told in left:
        out.say(told)
    out.say(f"Erased: {_counted(len(names) - len(left))}.")
    _tell_doubtful(doubtful)


def _counted(many: int) -> str:
    """Return *many* applications in words."""
    return "one application" if many == 1 else f"{many:,} applications"


def _tell_doubtful(numbers: "Sequence[int]") -> None:
    """Say that messages of which nobody knows whether they arrived go on to forbid."""
    if numbers:
        listed = ", ".join(map(str, numbers[:_MOST_TOLD])) + (", …" if numbers[_MOST_TOLD:] else "")
        out.say(
            f"Nobody knows whether message {listed} arrived: it is not sent again if the "
            "application is added again."
        )


@click.command("export")
@click.option("-o", "--output", type=FilePath(), metavar="FILE", help="Write to this file.")
@pass_app
def export(app: "App", output: "Path | None") -> None:
    """Write everything that is kept as one JSON file.

    \b
    Example:
      followup-mail export -o backup.json
    """
    with app.desk() as desk:
        out.show_pieces(desk.store.export(), output)


@click.command("import")
@click.argument("file", type=FilePath())
@pass_app
def import_(app: "App", file: "Path") -> None:
    """Restore what export wrote, into an empty home.

    Nothing that it brings is sent: what waited comes back as drafts, and attachments are
    looked for only once the application's own file is added again. What was sent, or may
    have been, is known and not sent again.

    \b
    Example:
      followup-mail import backup.json
    """
    from followup_mail.desk.restoring import restore

    with (
        out.opened(file) as text,
        app.desk(create=True) as desk,
        out.progress("Planning") as tick,
    ):
        brought = restore(desk, text, tick)
    _tell_brought(brought)
    out.say(f"Restored: {_counted(brought.applications)}. Next: followup-mail next")


def _tell_brought(brought: "Brought") -> None:
    """Say what an import did with messages and attachments."""
    messages, drafts = brought.messages, brought.drafts
    if messages.sent:
        out.say(f"{_messages(messages.sent, 'was', 'were')} sent, and will not be sent again.")
    if messages.unknown:
        out.say(
            f"{_messages(messages.unknown, 'may', 'may')} have arrived, and nobody knows; to say "
            "so: followup-mail outbox"
        )
    if drafts:
        which = [f"{kind} {name}" for kind, name in drafts]
        out.say(
            f"{_messages(len(drafts), 'that waited is a draft', 'that waited are drafts')} again: "
            f"an import sends nothing. What is still to go: followup-mail send {_some(which, ', ')}"
        )
    if brought.without_files:
        out.say(
            "An import brings no attachments. Before a message with them, add the application's "
            f"own file again (followup-mail add FILE): {_some(brought.without_files, ', ')}."
        )


def _messages(many: int, one: str, several: str) -> str:
    return f"One message {one}" if many == 1 else f"{many:,} messages {several}"


def _some(listed: "Sequence[str]", between: str) -> str:
    """Return the first of *listed*, and how many more there are."""
    each = list(dict.fromkeys(listed))
    more = f" and {len(each) - _MOST_TOLD:,} more" if each[_MOST_TOLD:] else ""
    return f"{between.join(each[:_MOST_TOLD])}{more}"


def _period(text: str) -> timedelta:
    from followup_mail.when import period

    try:
        return period(text)
    except ValueError as fault:
        raise UsageError(f"--older-than {text}: {fault}") from None
