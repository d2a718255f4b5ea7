"""``calendar`` and ``board``: where everything stands, for other programs and for the eye."""

from typing import TYPE_CHECKING

import click

from followup_mail.cli import output as out
from followup_mail.cli.options import FilePath, StoredName
from followup_mail.cli.shell import pass_app

if TYPE_CHECKING:
    from pathlib import Path

    from followup_mail.app import App


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...", type=StoredName())
@click.option("-o", "--output", type=FilePath(), metavar="FILE.ics", help="Write to this file.")
@pass_app
def calendar(app: "App", names: tuple[str, ...], output: "Path | None") -> None:
    """Print what is to come as a calendar (iCalendar), for the program you use.

    Importing it again changes the entries that have changed, and cancels those that
    are over.

    \b
    Example:
      followup-mail calendar -o follow-up.ics
    """
    from followup_mail.desk.telling import calendar_of

    with app.desk() as desk:
        content = calendar_of(desk, names)
    out.show_bytes(content, output)


@click.command()
@click.option("-o", "--output", type=FilePath(), metavar="FILE.html", help="Write to this file.")
@click.option("--open", "browser", is_flag=True, help="Open it in the web browser.")
@click.option("--client", metavar="TEXT", help="Only the applications of this client.")
@pass_app
def board(app: "App", output: "Path | None", client: str | None, *, browser: bool) -> None:
    """Draw where everything stands: one page, a timeline an application.

    \b
    Example:
      followup-mail board --open
    """
    from followup_mail.desk.planning import refresh
    from followup_mail.desk.telling import board_rows
    from followup_mail.showing.board import MOST, Counts
    from followup_mail.showing.board import board as page

    with app.desk() as desk, out.progress("Drawing") as tick:
        refresh(desk, tick)
        agenda = desk.store.agenda(desk.now(), limit=MOST)
        lines = [line for line in agenda.lines if client is None or line.client == client]
        rows = list(board_rows(desk, lines, tick=tick))
        counts = Counts(agenda.due, agenda.waiting, agenda.ended)
        drawn = page(rows, now=app.here(), counts=counts)
    out.show_page(drawn, output, browser=browser)
