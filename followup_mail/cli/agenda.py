"""``next`` and what is said to it: log, snooze, retire, reopen, close, undo."""

from datetime import date
from typing import TYPE_CHECKING

import click

from followup_mail.cli import output as out
from followup_mail.cli.options import EventName, StoredName, When, json_option, name_argument
from followup_mail.cli.shell import pass_app

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followup_mail.app import App
    from followup_mail.posting import Posting
    from followup_mail.vocabulary import Did


def _record(
    app: "App",
    name: str,
    did: str,
    *,
    to: tuple[str, ...] = (),
    on: date | None = None,
    until: date | None = None,
    note: str | None = None,
) -> None:
    """Record an event and show what follows from it."""
    from followup_mail.desk.recording import Event
    from followup_mail.desk.recording import log as record
    from followup_mail.vocabulary import Did

    with app.desk() as desk:
        event = Event(Did(did), to, on, until, note)
        out.show_recorded(desk, record(desk, name, event))


note_option = click.option("--note", metavar="TEXT", help="For yourself; kept with it.")


@click.command("next")
@click.option("--on", type=When("future"), metavar="DATE", help="As of the end of that day.")
@click.option("--all", "everything", is_flag=True, help="Every open application, not the first 50.")
@click.option("--due", "only_due", is_flag=True, help="Only what is due; nothing where nothing is.")
@json_option
@pass_app
def next_(app: "App", *, on: date | None, everything: bool, only_due: bool, as_json: bool) -> None:
    """Say what to do today, and why not more.

    One line an application, the due ones first; before them, messages of the outbox
    that are held, and why. It is also what followup-mail does when nothing else is typed.

    \b
    Example:
      followup-mail next
      followup-mail next --on friday
    """
    from followup_mail.desk.planning import agenda, held_back

    now = app.moment(on)
    with app.desk() as desk, out.progress("Planning anew") as tick:
        found = agenda(desk, now, everything=everything, tick=tick)
        held = held_back(desk)
        doubt = desk.store.distrust() if desk.store.has_sent() else ""
    if held and not as_json:
        _show_held(held)
    out.show_agenda(found, held, now, on, only_due=only_due, as_json=as_json)
    if doubt:
        out.say(doubt)


def _show_held(held: "Sequence[Posting]") -> None:
    """Print which messages are held, and what to type."""
    from followup_mail.showing.postings import line

    for posting in held:
        out.print_line(line(posting))
    click.echo()


@click.command()
@name_argument
@click.argument("event", type=EventName())
@click.option(
    "--to",
    metavar="ID",
    multiple=True,
    help="The person it concerns. Default: whom the due step is for; of what they did, nobody.",
)
@click.option(
    "--on",
    type=When("past"),
    metavar="WHEN",
    help="The day, as in 2026-12-02, yesterday or monday. Default: today, where they work.",
)
@click.option(
    "--until",
    type=When("future"),
    metavar="DATE",
    help="The day they named, or until when somebody is away.",
)
@note_option
@pass_app
def log(
    app: "App",
    name: str,
    event: "Did",
    to: tuple[str, ...],
    on: date | None,
    until: date | None,
    note: str | None,
) -> None:
    """Record what happened: what you did, what they did, what you decided.

    \b
    What you did:    thank-you, forward, promise, check-in, network, escalation,
                     called, voicemail, no-answer, gatekeeper
    What they did:   acknowledged, delayed (with --until where they named a day),
                     next-round, rejected, offer, on-hold, away, bounced,
                     redirected (--to the person they named), network-reply, left
    What you decide: withdrew, moved-on, reopened, snoozed, retired

    \b
    Example:
      followup-mail log northwind check-in
      followup-mail log northwind delayed --until "next friday"
    """
    _record(app, name, event, to=to, on=on, until=until, note=note)


@click.command()
@name_argument
@click.argument("until", type=When("future"), metavar="UNTIL")
@note_option
@pass_app
def snooze(app: "App", name: str, until: date, note: str | None) -> None:
    """Hear nothing of an application before the day UNTIL.

    \b
    Example:
      followup-mail snooze northwind "in 2 weeks"
    """
    _record(app, name, "snoozed", until=until, note=note)


@click.command()
@name_argument
@note_option
@pass_app
def retire(app: "App", name: str, note: str | None) -> None:
    """Put an application aside, without saying how it ended.

    \b
    Example:
      followup-mail retire northwind --note "the posting is gone"
    """
    _record(app, name, "retired", note=note)


@click.command()
@name_argument
@note_option
@pass_app
def reopen(app: "App", name: str, note: str | None) -> None:
    """Go on with an application that had ended.

    \b
    Example:
      followup-mail reopen northwind
    """
    _record(app, name, "reopened", note=note)


@click.command()
@name_argument
@click.option(
    "--as",
    "ended",
    type=EventName("moved-on", "withdrew", "rejected", "offer"),
    default="moved-on",
    show_default=True,
    help="How it ended.",
)
@click.option("--on", type=When("past"), metavar="WHEN", help="The day. Default: today.")
@note_option
@pass_app
def close(app: "App", name: str, ended: "Did", on: date | None, note: str | None) -> None:
    """End an application: you move on, unless --as says otherwise.

    A private reflection can be written afterwards; nobody else sees it.

    \b
    Example:
      followup-mail close northwind
      followup-mail close northwind --as rejected
    """
    _record(app, name, ended, on=on, note=note)


@click.command()
@click.argument("name", required=False, type=StoredName())
@pass_app
def undo(app: "App", name: str | None) -> None:
    """Take back what was recorded last, of NAME or of all.

    It is kept as taken back; nothing is ever erased by this.

    \b
    Example:
      followup-mail undo northwind
    """
    from followup_mail.desk.recording import undo as take_back

    with app.desk() as desk:
        out.show_recorded(desk, take_back(desk, name), undone=True)
