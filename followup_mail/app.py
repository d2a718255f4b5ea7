"""The use cases: effects in order, nothing else.

Clock, tokens, environment and standard input come in from outside, so that a
test can compare whole outputs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from zoneinfo import ZoneInfo

from followup_mail import shipped
from followup_mail.errors import (
    ApplicationError,
    BlockedError,
    DataError,
    FollowupMailError,
    NotFoundError,
    UsageError,
)
from followup_mail.vocabulary import DraftFormat, Kind, Language, Severity

if TYPE_CHECKING:
    from followup_mail.config import Config, Home
    from followup_mail.model import Application, Draft, Finding, Mailbox
    from followup_mail.showing.sheet import Sheet
    from followup_mail.writing.facts import Facts
    from followup_mail.writing.sources import TemplateSet

_SUFFIXES = {
    DraftFormat.TEXT: ".txt",
    DraftFormat.EML: ".eml",
    DraftFormat.HTML: ".html",
    DraftFormat.JSON: ".json",
    DraftFormat.MAILTO: ".mailto.txt",
}


class Request(NamedTuple):
    """What was asked for on the command line."""

    kind: Kind
    application: str
    """A path, or "-" for standard input."""
    to: tuple[str, ...] = ()
    on: date | None = None
    settings: tuple[str, ...] = ()
    template: Path | None = None
    pace: int | None = None
    """Words a minute, for scripts; None for the language's usual pace."""

    def at(self, pace: int | None) -> "Request":
        """Return the same request for somebody who speaks at *pace*."""
        return self._replace(pace=pace)


class Written(NamedTuple):
    """The drafts of one request, each with what the checks say of it."""

    application: "Application"
    drafts: tuple["Draft", ...]
    findings: tuple[tuple["Finding", ...], ...]
    notes: tuple[str, ...] = ()
    """Who was left out, and why."""

    def stop_if_blocked(self) -> None:
        """Raise if a check blocks a draft."""
        blocking = [
            finding
            for findings in self.findings
            for finding in findings
            if finding.severity is Severity.BLOCKED
        ]
        if blocking:
            told = "\n".join(dict.fromkeys(f"blocked ({f.check}): {f.message}" for f in blocking))
            names = dict.fromkeys(finding.check for finding in blocking)
            raise BlockedError(
                f"{told}\nNothing was written. Mend it, see it whole with `followup-mail preview`, "
                f"or overrule a check: {' '.join(f'--force {name}=REASON' for name in names)}"
            )


class Form(NamedTuple):
    """One message in the form in which it is handed over."""

    name: str
    """A file name, without folder."""
    content: bytes
    binary: bool = False
    """Whether it is bytes to be kept as they are, not text to be read."""


class App:
    """Everything a command can ask for."""

    def __init__(
        self,
        *,
        environ: Mapping[str, str],
        stdin: BinaryIO,
        now: Callable[[], datetime],
        new_token: Callable[[], str],
        local_timezone: Callable[[], str],
    ) -> None:
        """Keep what comes from outside.

        Args:
            environ: Environment variables.
            stdin: Standard input.
            now: Returns the time, with a zone.
            new_token: Returns a fresh random word for a Message-ID.
            local_timezone: Returns the IANA name of the machine's zone.

        """
        self.environ = environ
        self.stdin = stdin
        self.now = now
        self.new_token = new_token
        self.local_timezone = local_timezone

    @cached_property
    def home(self) -> "Home":
        """Where configuration, templates and data are."""
        from followup_mail.config import find_home

        return find_home(self.environ)

    @cached_property
    def config(self) -> "Config":
        """What config.toml says."""
        from followup_mail.config import read_config

        return read_config(self.home)

    @property
    def default_language(self) -> Language | None:
        """The language of files that name none."""
        return self.config.default_language

    def read(self, application: str, settings: Sequence[str] = ()) -> "Application":
        """Return the application in the file *application*, "-" being standard input.

        Raises:
            NotFoundError: *application* is a bare word, or no such file exists.
            ApplicationError: The file is faulty.

        """
        from followup_mail.application import load

        if application != "-" and "/" not in application and not application.endswith(".toml"):
            raise NotFoundError(
                f"{application}: no stored application of that name. For a file, write its "
                f"path: ./{application}, or a name that ends in .toml."
            )
        return load(
            None if application == "-" else Path(application),
            self.stdin,
            config=self.config,
            fallback_timezone=self.local_timezone(),
            settings=settings,
        )

    def write(self, request: Request, force: Sequence[str] = (), *, stop: bool = True) -> Written:
        """Return the drafts that *request* asks for, checked.

        Args:
            request: What to write.
            force: ``NAME=REASON`` of checks to override.
            stop: Whether a finding that blocks is an error; a preview shows it instead.

        Raises:
            BlockedError: A check blocks a draft, and was not overridden.

        """
        from followup_mail.ladder.recipients import choose
        from followup_mail.writing.checks import Case, apply_overrides, run
        from followup_mail.writing.drafts import write
        from followup_mail.writing.measure import pace

        application = self.read(request.application, request.settings)
        on, moment = self._when(application, request.on)
        application = _until(application, on)
        selection = choose(request.kind, application, moment=moment, asked=request.to)
        templates = self.templates(request.kind, application.language, request.template)
        drafts = tuple(
            write(request.kind, application, choice, templates, on=on)
            for choice in selection.choices
        )
        overrides = parse_overrides(force)
        findings = tuple(
            apply_overrides(
                run(
                    Case(
                        draft=draft,
                        application=application,
                        siblings=tuple(other for other in drafts if other is not draft),
                        pace=request.pace or pace(application.language),
                    )
                ),
                overrides,
            )
            for draft in drafts
        )
        written = Written(application, drafts, findings, selection.notes)
        if stop:
            written.stop_if_blocked()
        return written

    def forms(self, written: Written, form: DraftFormat) -> tuple["Form", ...]:
        """Return each draft as a file of *form*."""
        from followup_mail.showing.plain import as_text

        match form:
            case DraftFormat.TEXT:
                contents = [as_text(draft).encode() for draft in written.drafts]
            case DraftFormat.JSON:
                contents = [_json(self._sheet(written, n)) for n in range(len(written.drafts))]
            case DraftFormat.EML:
                contents = [self._eml(draft) for draft in written.drafts]
            case DraftFormat.HTML:
                from followup_mail.mail.page import as_html

                contents = [
                    as_html(d.subject.text, d.body.text, d.language.value).encode()
                    for d in written.drafts
                ]
            case DraftFormat.MAILTO:
                contents = [_mailto(draft) for draft in written.drafts]
        suffix = _SUFFIXES[form]
        return tuple(
            Form(f"{_stem(draft)}{suffix}", content, binary=form is DraftFormat.EML)
            for draft, content in zip(written.drafts, contents, strict=True)
        )

    def copy(self, forms: Sequence["Form"]) -> None:
        """Put *forms* on the clipboard of the desktop."""
        from followup_mail.showing.plain import together

        copy_to_clipboard(together([form.content.decode() for form in forms]))

    def sheets(self, request: Request, written: Written) -> tuple["Sheet", ...]:
        """Return each draft with all that is shown beside it."""
        command = self.next_command(request, written, "preview")
        return tuple(
            self._sheet(written, number)._replace(next_command=command)
            for number in range(len(written.drafts))
        )

    def page(self, sheets: Sequence["Sheet"]) -> str:
        """Return *sheets* as one self-contained HTML page."""
        from followup_mail.showing.page import page

        return page(sheets)

    def data(self, sheets: Sequence["Sheet"]) -> object:
        """Return *sheets* as values for a program: always a list."""
        from followup_mail.showing.data import as_json

        return [as_json(sheet) for sheet in sheets]

    def cards(self, request: Request, written: Written, *, width: int, colour: bool) -> str:
        """Return the card to read the script from."""
        from followup_mail.showing.card import card
        from followup_mail.writing.measure import pace

        draft, application = written.drafts[0], written.application
        zone = self._zone_of(application, draft)
        return card(
            draft,
            wpm=request.pace or pace(draft.language),
            width=width,
            colour=colour,
            people=tuple(application.people.values()),
            there=self.now().astimezone(zone),
            here=self.now().astimezone(ZoneInfo(application.me.timezone or self.local_timezone())),
        )

    def cards_data(self, request: Request, written: Written) -> object:
        """Return the card as values for a program."""
        from followup_mail.showing.card import card_json
        from followup_mail.writing.measure import pace

        draft = written.drafts[0]
        zone = self._zone_of(written.application, draft)
        there = self.now().astimezone(zone)
        return card_json(draft, wpm=request.pace or pace(draft.language), there=there)

    def next_command(self, request: Request, written: Written, form: str) -> str:
        """Return the command that comes after *request* was shown as *form*; "" for none."""
        from followup_mail.ladder.steps import next_command

        details = [f"--to={person_id}" for person_id in request.to]
        details += [f"--set={text}" for text in request.settings]
        details += [f"--on={request.on}"] if request.on else []
        details += [f"--template={request.template}"] if request.template else []
        return next_command(
            request.kind, request.application, written.application, form, details=details
        )

    def _zone_of(self, application: "Application", draft: "Draft") -> ZoneInfo:
        person = draft.choice.to
        return ZoneInfo((person and person.timezone) or application.timezone)

    def _sheet(self, written: Written, number: int) -> "Sheet":
        from followup_mail.showing.sheet import Sheet
        from followup_mail.writing.kinds import interview_of

        draft = written.drafts[number]
        return Sheet(
            draft=draft,
            findings=written.findings[number],
            interview=interview_of(written.application, draft.choice.round),
            sizes=tuple(path.stat().st_size for path in draft.attachments),
        )

    def _eml(self, draft: "Draft") -> bytes:
        from followup_mail.mail.files import read_attachment
        from followup_mail.mail.message import compose, new_message_id, to_bytes

        sender = draft.sender.mailbox
        message = compose(
            sender=sender,
            to=_need_mailed(draft),
            subject=draft.subject.text,
            body=draft.body.text,
            date=self.now(),
            message_id=new_message_id(sender.addr_spec, self.new_token()),
            attachments=[read_attachment(path) for path in draft.attachments],
            language=draft.language.value,
            unsent=True,
        )
        return to_bytes(message)

    def schema(self) -> dict[str, object]:
        """Return the JSON Schema of the application file."""
        from followup_mail.application import json_schema

        return json_schema()

    def templates(self, kind: Kind, language: Language, file: Path | None = None) -> "TemplateSet":
        """Return the templates in force for *kind*; *file* beats the user's folder."""
        from followup_mail.writing.sources import find

        return find(kind, language, user_folder=self.home.templates, file=file)

    def example_facts(self, kind: Kind, language: Language) -> Iterator[tuple[str, "Facts"]]:
        """Yield the name and the facts of every example that a *kind* makes sense for.

        Each as on the day after its last interview or entry of the history.
        """
        from followup_mail.ladder.recipients import choose
        from followup_mail.writing.facts import facts

        for path in sorted(shipped.examples().glob("*.toml")):
            try:
                application = self.read(str(path))
            except ApplicationError:
                continue  # the example that leans on config.toml
            if application.language.base != language.base:
                continue
            days = [interview.at.date() for interview in application.interviews]
            days += [entry.day for entry in application.history]
            on, moment = self._when(application, max(days) + timedelta(days=1))
            try:
                choices = choose(kind, application, moment=moment).choices
                told = [facts(kind, application, choice, on=on) for choice in choices]
            except (DataError, UsageError):
                continue  # an example too young, or too bare, for this kind
            yield from ((path.name, each) for each in told)

    def _when(self, application: "Application", on: date | None) -> tuple[date, datetime]:
        """Return the day of sending where the reader works, and its moment."""
        zone = ZoneInfo(application.timezone)
        now = self.now().astimezone(zone)
        if on is None or on == now.date():
            return now.date(), now
        return on, datetime.combine(on, time(23, 59, 59), zone)


def _stem(draft: "Draft") -> str:
    """Return the name of the file a draft goes into, without its ending."""
    person = draft.choice.about or draft.choice.to
    return f"{draft.kind.value}-{person.id}" if person else draft.kind.value


def _json(sheet: "Sheet") -> bytes:
    import json

    from followup_mail.showing.data import as_json

    return (json.dumps(as_json(sheet), indent=2) + "\n").encode()


def _mailto(draft: "Draft") -> bytes:
    from followup_mail.mail.mailto import mailto_url

    url = mailto_url(_need_mailed(draft).addr_spec, draft.subject.text, draft.body.text)
    return f"{url}\n".encode()


def _need_mailed(draft: "Draft") -> "Mailbox":
    if draft.recipient is None:
        raise UsageError(f"A {draft.kind.value} is no e-mail: use --format text, html or json.")
    return draft.recipient


def _until(application: "Application", on: date) -> "Application":
    """Return *application* as it stood at the end of the day *on*."""
    return application._replace(history=tuple(e for e in application.history if e.day <= on))


def parse_overrides(texts: Sequence[str]) -> dict[str, str]:
    """Return NAME to REASON of ``--force NAME=REASON``.

    Raises:
        UsageError: A text has no reason.

    """
    overrides = {}
    for text in texts:
        name, _, reason = text.partition("=")
        if not name.strip() or not reason.strip():
            raise UsageError(
                f"--force {text}: give a reason too, as in --force length='they asked'."
            )
        overrides[name.strip()] = reason.strip()
    return overrides


def make_folder(path: Path) -> None:
    """Make the folder *path*, and those above it, unless it is there.

    Raises:
        OutputError: It can't be made.

    """
    from followup_mail.errors import OutputError

    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: the folder can't be made ({error.strerror}).") from error


def save(path: Path, content: bytes) -> None:
    """Write *content* to *path*, all of it or nothing.

    Raises:
        OutputError: The file can't be written; an older one is left as it was.

    """
    import os
    import tempfile

    from followup_mail.errors import OutputError

    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"{path}: can't be written ({error.strerror}).") from error


def copy_to_clipboard(text: str) -> None:
    """Put *text* on the clipboard of the desktop."""
    import pyperclip

    try:
        pyperclip.copy(text)
    except pyperclip.PyperclipException as error:
        raise FollowupMailError(
            "No clipboard can be reached: install xclip, xsel or wl-clipboard, or leave --copy out."
        ) from error
