"""Lines out: data on standard output, everything said about it on standard error."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TextIO, TypedDict

import click

from followup_mail.cli.shell import columns
from followup_mail.errors import NotFoundError, OutputError, UsageError

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from followup_mail.desk import Desk
    from followup_mail.desk.recording import Recorded
    from followup_mail.drafting import Written
    from followup_mail.handing import Form
    from followup_mail.kept import Agenda, Stored
    from followup_mail.model import Finding
    from followup_mail.planning import Plan, Step
    from followup_mail.posting import Posting
    from followup_mail.showing.sheet import Sheet
    from followup_mail.showing.thread import BoardRow


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

    lines = [*dict.fromkeys(recipient_line(draft) for draft in written.drafts)]
    lines += written.notes
    for draft, findings in zip(written.drafts, written.findings, strict=True):
        lines += [finding_line(draft, each, several=len(written.drafts) > 1) for each in findings]
    for line in lines:
        _say(wrapped(line, sys.stderr))
    if lines:
        click.echo(err=True)


def tell_findings(findings: Sequence["Finding"]) -> None:
    """Say what was found about the form of a message."""
    for finding in findings:
        _say(wrapped(f"{finding.severity} ({finding.check}): {finding.message}", sys.stderr))


def tell_next(command: str, record: str = "") -> None:
    """Say what to add to the file once a message is sent, and which command comes next."""
    if record:
        _say(f"\n{record}")
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
        raise UsageError(f"-o {output}: this is a page; give it a name that ends in .html.")
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
        click.echo(wrapped(together(texts), sys.stdout), nl=False)


def wrapped(text: str, stream: TextIO) -> str:
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


class Tick(Protocol):
    """Told how much is done."""

    def __call__(self, done: int, /) -> None:
        """Take how many are done."""


@contextmanager
def progress(doing: str) -> Iterator[Tick]:
    """Show on the terminal how far *doing* has come, once it takes longer than a second."""
    from time import monotonic

    begun = monotonic()
    shown = False

    def tick(done: int, /) -> None:
        nonlocal shown
        if sys.stderr.isatty() and monotonic() - begun > 1:
            click.echo(f"\r{doing}: {done:,}", nl=False, err=True)
            shown = True

    try:
        yield tick
    finally:
        if shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def show_agenda(
    agenda: "Agenda",
    held: "Sequence[Posting]",
    now: "datetime",
    on: "date | None",
    *,
    only_due: bool,
    as_json: bool,
) -> None:
    """Print what is to be done; *only_due* leaves the rest out, and says nothing of none.

    *held* messages of the outbox stand in the data; for a person they are told before.
    """
    if only_due:
        agenda = agenda._replace(lines=tuple(line for line in agenda.lines if line.due))
    if as_json:
        from followup_mail.showing.agenda import agenda_json

        show_json(agenda_json(agenda, now, on=on, held=held))
    elif agenda.lines or not only_due:
        from followup_mail.showing.agenda import agenda_text

        if only_due:
            agenda = agenda._replace(waiting=0)
        text = agenda_text(agenda, now=now, on=on, **_page())
        if only_due:
            text = _without_last(text)
        click.echo(text, nl=False, color=screen()["colour"])


def _without_last(text: str) -> str:
    """Return *text*, an agenda, without its last paragraph: what to type next."""
    return text.rpartition("\n\n")[0] + "\n"


def show_text(text: str) -> None:
    """Print *text* to the byte; on a terminal, what that would obey as an escape."""
    if sys.stdout.isatty():
        from followup_mail.visible import visible

        text = visible(text, multiline=True)
    click.echo(text.encode(), nl=False)


def show_recorded(desk: "Desk", recorded: "Recorded", *, undone: bool = False) -> None:
    """Print what was recorded, and what follows from it."""
    from followup_mail.ladder.wording import say_day

    name = recorded.stored.dossier.name
    for happening, person in zip(recorded.happenings, recorded.people, strict=True):
        whom = f" ({person})" if person else ""
        until = f" until {say_day(happening.until, happening.day)}" if happening.until else ""
        told = "Taken back" if undone else "Recorded"
        print_line(f"{told}: {name}, {say_day(happening.day)}: {happening.did}{whom}{until}.")
    for other in recorded.also:
        print_line(
            f"It was taken back for {other} as well: it was one message."
            if undone
            else f"It counts for {other} as well: the same person, and its check-in was due."
        )
    show_one(desk, recorded.stored, recorded.plan)
    if not undone and any(happening.did == "called" for happening in recorded.happenings):
        _say(f"\nIf they named a day: followup-mail log {name} delayed --until DAY")


def show_one(desk: "Desk", stored: "Stored", plan: "Plan") -> None:
    """Print what is to be done about one application."""
    from followup_mail.desk.telling import one_line
    from followup_mail.showing.agenda import agenda_text

    agenda = one_line(desk, stored, plan)
    text = agenda_text(agenda, now=desk.now(), **_page())
    if agenda.ended:
        # The last paragraph says that all that is kept has ended, which may not be so.
        text = _without_last(text)
    click.echo(text, nl=False, color=screen()["colour"])


class _Page(TypedDict):
    """What an agenda is laid out for; None is for no terminal, where no line is broken."""

    width: int | None
    colour: bool


def _page() -> _Page:
    return {"width": columns() if sys.stdout.isatty() else None, "colour": screen()["colour"]}


def print_line(text: str) -> None:
    """Print *text* as data, made visible, its lines broken between words on a terminal."""
    from followup_mail.visible import visible

    click.echo(wrapped(visible(text), sys.stdout))


def say(text: str) -> None:
    """Say something about what was done, on standard error."""
    _say(text)


def show_list(
    listed: "Iterable[tuple[Stored, Step | None]]", now: "datetime", *, as_json: bool
) -> bool:
    """Print the applications that are kept, a line each; return whether all is said by that."""
    from followup_mail.showing.listing import as_json as data
    from followup_mail.showing.listing import lines

    if as_json:
        show_json([data(stored, step, now) for stored, step in listed])
        return True
    empty = True
    for line in lines(listed, now):
        click.echo(line)
        empty = False
    return not empty


def show_timeline(row: "BoardRow", now: "datetime", *, as_json: bool) -> None:
    """Print one application: what happened, what is due, what comes."""
    if as_json:
        from followup_mail.showing.listing import row_as_json

        show_json(row_as_json(row, now))
        return
    from followup_mail.showing.timeline import timeline_text

    unicode = (sys.stdout.encoding or "").lower() in {"utf-8", "utf8"}
    click.echo(
        timeline_text(row, now=now, unicode=unicode, **screen()),
        nl=False,
        color=screen()["colour"],
    )


def show_pieces(pieces: Iterable[str], output: "Path | None") -> None:
    """Print *pieces* of one document in JSON, or write them to the file *output*.

    On a terminal what that would obey, or hide, is written as JSON's escapes.
    """
    if output is None:
        from followup_mail.visible import visible_json

        terminal = sys.stdout.isatty()
        for piece in pieces:
            click.echo(visible_json(piece) if terminal else piece, nl=False)
    else:
        _write(output, "".join(pieces).encode())


def show_bytes(content: bytes, output: "Path | None") -> None:
    """Print *content* as it is, or write it to the file *output*."""
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        _write(output, content)


@contextmanager
def opened(file: "Path") -> Iterator[TextIO]:
    """Open *file* for reading as UTF-8; "-" is standard input.

    Raises:
        NotFoundError: There is no such file.
        OutputError: It can't be read.

    """
    from followup_mail.visible import visible

    if str(file) == "-":
        yield sys.stdin
        return
    try:
        stream = file.open(encoding="utf-8")
    except FileNotFoundError:
        told = f"there is no file {visible(str(file))}; give the path of an export."
        raise NotFoundError(told) from None
    except OSError as error:
        told = f"{visible(str(file))}: can't be read ({error.strerror})."
        raise OutputError(told) from None
    with stream:
        yield stream
