"""Lines out: data on standard output, everything said about it on standard error."""

import json
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO, TypedDict

import click

from followup_mail.cli.shell import columns
from followup_mail.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from followup_mail.app import Written
    from followup_mail.handing import Form
    from followup_mail.model import Finding
    from followup_mail.showing.sheet import Sheet


_NARROWEST = 20
"""Columns; on less, words are better cut than stacked."""


class Screen(TypedDict):
    """How wide and how colourful standard output is."""

    width: int
    colour: bool


def screen(output: str | None = None) -> Screen:
    """Return what standard output can show; a file gets no colour."""
    terminal = output is None and sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return {"width": columns(), "colour": colour}


def tell(written: "Written") -> None:
    """Say for whom the drafts are and why, who was left out, what the checks found."""
    from followup_mail.showing.lines import finding_line, recipient_line

    lines = [recipient_line(draft) for draft in written.drafts]
    lines += written.notes
    for draft, findings in zip(written.drafts, written.findings, strict=True):
        lines += [finding_line(draft, each, several=len(written.drafts) > 1) for each in findings]
    for line in lines:
        _say(_wrapped(line, sys.stderr))
    if lines:
        click.echo(err=True)


def tell_findings(findings: Sequence["Finding"]) -> None:
    """Say what was found about the form of a message."""
    for finding in findings:
        _say(_wrapped(f"{finding.severity} ({finding.check}): {finding.message}", sys.stderr))


def tell_next(command: str, record: str = "") -> None:
    """Say what to add to the file once a message is sent, and which command comes next."""
    if record:
        _say(f"\nOnce it is sent, add to the application file:\n\n{record.rstrip()}")
    if command:
        _say(f"\nNext: {command}")


def hand_over(forms: Sequence["Form"], output: str | None) -> None:
    """Print *forms*, or write them to the file or folder *output*.

    Raises:
        UsageError: Several messages can't go into one file of their form.
        OutputError: A file can't be written.

    """
    from pathlib import Path

    from followup_mail.handing import SUFFIXES, make_folder

    if output is None:
        _print(forms)
        return
    path = Path(output)
    if len(forms) == 1 and not path.is_dir() and not output.endswith(os.sep):
        _write(path, forms[0].content)
    elif path.is_file() or path.suffix in SUFFIXES.values():
        raise UsageError(
            f"-o {output}: there are {len(forms)} messages; name a folder, or one person with --to."
        )
    else:
        make_folder(path)
        for form in forms:
            _write(path / form.name, form.content)


def show_preview(sheets: Sequence["Sheet"]) -> None:
    """Print *sheets* for a person."""
    from followup_mail.showing.preview import preview

    click.echo(preview(sheets, **screen()), nl=False, color=screen()["colour"])


def show_json(data: object) -> None:
    """Print *data* for a program."""
    click.echo(json.dumps(data, indent=2))


def show_card(card: str, output: str | None) -> None:
    """Print *card*, or write it to the file *output*.

    Raises:
        UsageError: *output* is a folder.

    """
    from pathlib import Path

    if output is None:
        click.echo(card, nl=False, color=screen()["colour"])
    elif output.endswith(os.sep) or Path(output).is_dir():
        raise UsageError(f"-o {output}: a card is one file; give it a name.")
    else:
        _write(Path(output), card.encode())


def show_page(page: str, output: "Path | None", *, browser: bool) -> None:
    """Write *page* to *output*, or to a file of its own, and open it if asked.

    Raises:
        UsageError: *output* is not named as a page.

    """
    import tempfile
    from pathlib import Path

    if output is None:
        output = Path(tempfile.mkdtemp(prefix="followup-mail-")) / "preview.html"
    elif output.suffix.lower() not in {".html", ".htm"}:
        raise UsageError(f"-o {output}: a preview is a page; give it a name that ends in .html.")
    _write(output, page.encode())
    if browser and not _opened(output):
        _say("No browser could be started; open the file yourself.")


def _opened(page: "Path") -> bool:
    """Return whether a browser with a window took *page*."""
    import webbrowser

    displays = ("DISPLAY", "WAYLAND_DISPLAY")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in displays):
        return False
    return webbrowser.open(page.resolve().as_uri())


def _write(path: "Path", content: bytes) -> None:
    from followup_mail.handing import save

    kept = save(path, content)
    _say(f"Written: {path}" + (f" (what was there is now {kept.name})" if kept else ""))


def _print(forms: Sequence["Form"]) -> None:
    from followup_mail.showing.plain import together
    from followup_mail.vocabulary import DraftFormat

    alone = any(form.alone for form in forms)
    if alone and len(forms) > 1:
        raise UsageError(
            f"There are {len(forms)} messages; name a folder with -o DIR, or one person with --to."
        )
    if alone:
        sys.stdout.buffer.write(forms[0].content)
        sys.stdout.buffer.flush()
        return
    texts = [form.content.decode() for form in forms]
    if any(form.form is DraftFormat.JSON for form in forms):
        show_json([json.loads(text) for text in texts])
    elif any(form.form is DraftFormat.MAILTO for form in forms):
        click.echo("".join(texts), nl=False)
    else:
        click.echo(_wrapped(together(texts), sys.stdout), nl=False)


def _wrapped(text: str, stream: TextIO) -> str:
    """Return *text* with its lines broken between words, where *stream* is a terminal."""
    if not stream.isatty():
        return text
    import textwrap

    width = max(columns(), _NARROWEST)
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )


def _say(text: str) -> None:
    from followup_mail.visible import visible

    click.echo(visible(text, multiline=True), err=True)
