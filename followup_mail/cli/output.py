"""Lines out: data on standard output, everything said about it on standard error."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict

import click

from followup_mail.cli.shell import columns
from followup_mail.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from followup_mail.app import Form, Written
    from followup_mail.showing.sheet import Sheet


class Screen(TypedDict):
    """How wide and how colourful standard output is."""

    width: int
    colour: bool


def screen(output: "Path | None" = None) -> Screen:
    """Return what standard output can show; a file gets no colour."""
    terminal = output is None and sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return {"width": columns(), "colour": colour}


def tell(written: "Written") -> None:
    """Say for whom the drafts are and why, who was left out, what the checks found."""
    from followup_mail.showing.lines import finding_line, recipient_line

    for draft in written.drafts:
        click.echo(recipient_line(draft), err=True)
    for note in written.notes:
        _say(note)
    for draft, findings in zip(written.drafts, written.findings, strict=True):
        for finding in findings:
            click.echo(finding_line(draft, finding, several=len(written.drafts) > 1), err=True)
    click.echo(err=True)


def tell_next(command: str) -> None:
    """Say which command comes next."""
    if command:
        _say(f"\nNext: {command}")


def hand_over(forms: Sequence["Form"], output: "Path | None") -> None:
    """Print *forms*, or write them to the file or folder *output*.

    Raises:
        UsageError: Several messages can't go into one file of their form.
        OutputError: A file can't be written.

    """
    from followup_mail.app import make_folder, save

    if output is None:
        _print(forms)
    elif output.is_dir() or str(output).endswith(os.sep) or len(forms) > 1:
        if output.exists() and not output.is_dir():
            raise UsageError(
                f"-o {output}: there are {len(forms)} messages; name a folder, or one --to."
            )
        make_folder(output)
        for form in forms:
            save(output / form.name, form.content)
            _say(f"Written: {output / form.name}")
    else:
        for form in forms:
            save(output, form.content)
            _say(f"Written: {output}")


def show_preview(sheets: Sequence["Sheet"]) -> None:
    """Print *sheets* for a person."""
    from followup_mail.showing.preview import preview

    click.echo(preview(sheets, **screen()), nl=False, color=screen()["colour"])


def show_json(data: object) -> None:
    """Print *data* for a program."""
    import json

    click.echo(json.dumps(data, indent=2))


def show_card(card: str, output: "Path | None") -> None:
    """Print *card*, or write it to *output*."""
    from followup_mail.app import save

    if output is None:
        click.echo(card, nl=False, color=screen()["colour"])
    else:
        save(output, card.encode())
        _say(f"Written: {output}")


def show_page(page: str, output: "Path | None", *, browser: bool) -> None:
    """Write *page* to *output*, or to a file of its own, and open it if asked."""
    import tempfile
    from pathlib import Path

    from followup_mail.app import save

    if output is None:
        output = Path(tempfile.mkdtemp(prefix="followup-mail-")) / "preview.html"
    save(output, page.encode())
    _say(f"Written: {output}")
    if browser and click.launch(str(output)) != 0:
        _say("No browser could be started; open the file yourself.")


def _print(forms: Sequence["Form"]) -> None:
    from followup_mail.showing.plain import together

    if len(forms) == 1 and forms[0].binary:
        sys.stdout.buffer.write(forms[0].content)
        sys.stdout.buffer.flush()
        return
    if len(forms) > 1 and forms[0].binary:
        raise UsageError(
            f"There are {len(forms)} messages; name a folder with -o DIR, or one person with --to."
        )
    click.echo(together([form.content.decode() for form in forms]), nl=False)


def _say(text: str) -> None:
    from followup_mail.visible import visible

    click.echo(visible(text, multiline=True), err=True)
