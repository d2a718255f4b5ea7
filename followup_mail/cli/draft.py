"""``draft``, ``preview`` and ``script``: one message, in the form asked for."""

from typing import TYPE_CHECKING

import click

from followup_mail.cli import output as out
from followup_mail.cli.options import (
    FilePath,
    force_option,
    json_option,
    output_option,
    takes_request,
)
from followup_mail.cli.shell import pass_app

if TYPE_CHECKING:
    from pathlib import Path

    from followup_mail.app import App
    from followup_mail.drafting import Request

FORMATS = ("text", "eml", "html", "json", "mailto")
"""The values of ``DraftFormat``, which is not loaded for ``--help``."""


def form_named(output: str | None) -> str:
    """Return the form that the ending of *output* names, else text."""
    ending = output.rpartition(".")[2] if output else ""
    return ending if ending in FORMATS else "text"


@click.command()
@takes_request()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="eml opens in a mail program as a draft; mailto is a link that does. "
    "Default: what the ending of -o says, else text.",
)
@output_option
@click.option("--copy", is_flag=True, help="Put the message on the clipboard as well.")
@force_option
@pass_app
def draft(
    app: "App",
    request: "Request",
    *,
    form: str | None,
    output: str | None,
    copy: bool,
    force: tuple[str, ...],
) -> None:
    """Write a message of KIND from APPLICATION, ready to send.

    KIND is thank-you, forward, check-in, network, escalation, call, voicemail
    or reflection; or due, for the step that is due. The message alone goes to
    standard output. A message that a check blocks is not written, and the exit
    status is 3.

    \b
    Example:
      followup-mail draft thank-you examples/northwind.toml --to david
      followup-mail draft check-in examples/northwind.toml --format eml -o note.eml
    """
    form = form or form_named(output)
    written = app.write(request, force)
    out.tell(written)
    written.stop_if_blocked()
    files = app.forms(written, form)
    out.tell_findings(app.findings_of(files))
    out.hand_over(files, output)
    app.keep(written)
    if copy:
        app.copy(files)
    out.tell_next(app.next_command(written, form), app.record(written, form))


@click.command()
@takes_request()
@click.option("--browser", is_flag=True, help="Open it as a page in the web browser.")
@click.option(
    "-o",
    "--output",
    type=FilePath(),
    metavar="FILE.html",
    help="Write the page to this file.",
)
@json_option
@pass_app
def preview(
    app: "App", request: "Request", *, browser: bool, output: "Path | None", as_json: bool
) -> None:
    """Show a message as its reader will see it, and where each word came from.

    With it: who it goes to and why, how long it takes to read, and what the
    checks say. Nothing is sent or kept.

    \b
    Example:
      followup-mail preview check-in examples/northwind.toml --on 2026-12-02
      followup-mail preview thank-you examples/northwind.toml -o notes.html
    """
    written = app.write(request)
    sheets = app.sheets(written)
    if not sheets:
        out.tell(written)
    elif browser or output:
        out.show_page(app.page(sheets), output, browser=browser)
    elif as_json:
        out.show_json(app.data(sheets))
    else:
        out.show_preview(sheets)


@click.command()
@takes_request("voicemail", "call")
@click.option(
    "--pace",
    type=click.IntRange(60, 240),
    metavar="WPM",
    help="Words a minute at which you speak. Default: 120, in French 115.",
)
@output_option
@force_option
@json_option
@pass_app
def script(
    app: "App",
    request: "Request",
    *,
    pace: int | None,
    output: str | None,
    force: tuple[str, ...],
    as_json: bool,
) -> None:
    """Print a card to read a call or a voicemail from.

    KIND is call or voicemail; or due, for the call that is due. Names as they are
    said, the number in groups and twice, the branches of the call, and the seconds
    each part takes. A second call has the card of its voicemail below.

    \b
    Example:
      followup-mail script voicemail examples/northwind.toml --on 2026-12-15
      followup-mail script call examples/northwind.toml --pace 110
    """
    request = request.at(pace)
    written = app.write(request, force)
    out.tell(written)
    written.stop_if_blocked()
    if as_json:
        out.show_card(app.cards_json(written), output)
    else:
        out.show_card(app.cards(written, **out.screen(output)), output)
    out.tell_next(app.next_command(written, "card"), app.record(written, "card"))
