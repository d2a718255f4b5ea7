"""The use cases: effects in order, nothing else.

Clock, tokens, environment and standard input come in from outside, so that a
test can compare whole outputs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zoneinfo import ZoneInfo

from followup_mail import shipped
from followup_mail.errors import (
    ApplicationError,
    BlockedError,
    DataError,
    MissingDetailError,
    NotFoundError,
    UsageError,
)
from followup_mail.record import Record
from followup_mail.vocabulary import DraftFormat, Kind, Language, Severity

if TYPE_CHECKING:
    from followup_mail.config import Config, Home
    from followup_mail.handing import Form
    from followup_mail.model import Application, Draft, Finding
    from followup_mail.showing.sheet import Sheet
    from followup_mail.writing.facts import Facts
    from followup_mail.writing.sources import TemplateSet


class Request(Record):
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


class Written(Record):
    """The drafts of one request, each with what the checks say of it."""

    application: "Application"
    drafts: tuple["Draft", ...]
    findings: tuple[tuple["Finding", ...], ...]
    notes: tuple[str, ...] = ()
    """Who was left out, and why."""

    def stop_if_blocked(self) -> None:
        """Raise if a check blocks a draft; the text says how to go on."""
        from followup_mail.writing.checks import CHECKS

        blocking = {
            finding.check
            for findings in self.findings
            for finding in findings
            if finding.severity is Severity.BLOCKED
        }
        if blocking:
            final = {name for name, check in CHECKS.items() if not check.overridable}
            forced = " ".join(f"--force {name}=REASON" for name in sorted(blocking - final))
            overrule = f", or overrule it: {forced}" if forced else ""
            raise BlockedError(
                "Nothing was written. Mend what blocks it, see it whole with "
                f"`followup-mail preview`{overrule}."
            )


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

    def write(self, request: Request, force: Sequence[str] = ()) -> Written:
        """Return the drafts that *request* asks for, checked.

        Args:
            request: What to write.
            force: ``NAME=REASON`` of checks to override.

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
        drafts = _all_or_none(
            [
                partial(write, request.kind, application, choice, templates, on=on)
                for choice in selection.choices
            ],
            [choice.to.id if choice.to else "" for choice in selection.choices],
        )
        knows = _dictionary(application.language)
        overrides = parse_overrides(force)
        findings = tuple(
            apply_overrides(
                run(
                    Case(
                        draft=draft,
                        application=application,
                        siblings=tuple(other for other in drafts if other is not draft),
                        pace=request.pace or pace(application.language),
                        knows=knows,
                    )
                ),
                overrides,
            )
            for draft in drafts
        )
        return Written(application, drafts, findings, selection.notes)

    def forms(self, written: Written, form: str) -> tuple["Form", ...]:
        """Return each draft as a file of *form*, one of ``DraftFormat``."""
        from followup_mail.handing import Hands

        hands = Hands(self.now, self.new_token)
        return tuple(
            hands.form(draft, DraftFormat(form), partial(self._sheet, written, number))
            for number, draft in enumerate(written.drafts)
        )

    def findings_of(self, forms: Sequence["Form"]) -> list["Finding"]:
        """Return what is to be said of *forms* themselves: links that are too long."""
        if not any(form.form is DraftFormat.MAILTO for form in forms):
            return []
        from followup_mail.writing.checks.mailto import mailto_finding

        found = (mailto_finding(form.content.decode().strip()) for form in forms)
        return [finding for finding in found if finding]

    def record(self, written: Written, form: str) -> str:
        """Return the entries of the history to add once the messages are sent."""
        from followup_mail.ladder.steps import entry

        if form in {"text", "json"}:
            return ""
        return "\n".join(
            entry(draft.kind, (draft.choice.about or draft.choice.to), draft.on)
            for draft in written.drafts
            if draft.choice.to is not None
        )

    def copy(self, forms: Sequence["Form"]) -> None:
        """Put *forms* on the clipboard of the desktop."""
        from followup_mail.handing import copy_to_clipboard
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

    def cards_json(self, request: Request, written: Written) -> str:
        """Return the card as JSON, for a program."""
        import json

        from followup_mail.showing.card import card_json
        from followup_mail.writing.measure import pace

        draft = written.drafts[0]
        zone = self._zone_of(written.application, draft)
        there = self.now().astimezone(zone)
        data = card_json(draft, wpm=request.pace or pace(draft.language), there=there)
        return json.dumps(data, indent=2) + "\n"

    def next_command(self, request: Request, written: Written, form: str) -> str:
        """Return the command that comes after *request* was shown as *form*; "" for none."""
        from followup_mail.ladder.steps import next_command

        blocked = any(f.severity is Severity.BLOCKED for each in written.findings for f in each)
        if blocked or not written.drafts:
            return ""
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


def _dictionary(language: Language) -> Callable[[str], bool] | None:
    """Return what knows the words of *language*, where the extra ``spelling`` is installed."""
    from importlib.machinery import PathFinder

    if PathFinder.find_spec("spylls") is None:
        return None
    from followup_mail.writing.checks.spelling import dictionary

    return dictionary(language)


def _all_or_none(
    writers: Sequence[Callable[[], "Draft"]], ids: Sequence[str]
) -> tuple["Draft", ...]:
    """Return every draft; where one lacks a detail, say which others could be written.

    Raises:
        MissingDetailError: The first that is missing.

    """
    drafts, missing, ready = [], None, []
    for person_id, write in zip(ids, writers, strict=True):
        try:
            drafts.append(write())
            ready.append(f"--to {person_id}")
        except MissingDetailError as error:
            missing = missing or error
    if missing:
        if ready:
            missing.hint = f"The other notes can be written now: {' '.join(ready)}."
        raise missing
    return tuple(drafts)


def _until(application: "Application", on: date) -> "Application":
    """Return *application* as it stood on the day *on*, absences included."""
    from followup_mail.ladder.recipients import status_of

    application = application._replace(
        history=tuple(entry for entry in application.history if entry.day <= on)
    )
    people = {
        person.id: person._replace(status=status_of(person, application, on))
        for person in application.people.values()
    }
    return application._replace(people=people)


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
