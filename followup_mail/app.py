"""The use cases: effects in order, nothing else.

Clock, tokens, environment and standard input come in from outside, so that a
test can compare whole outputs.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from followup_mail import shipped
from followup_mail.errors import ApplicationError, DataError, UsageError
from followup_mail.surroundings import Surroundings
from followup_mail.vocabulary import Act, DraftFormat, Kind, Language, Severity

if TYPE_CHECKING:
    from followup_mail.desk import Desk
    from followup_mail.drafting import Request, Subject, Written
    from followup_mail.handing import Form
    from followup_mail.model import Application, Draft, Finding
    from followup_mail.planning import Plan
    from followup_mail.showing.sheet import Sheet
    from followup_mail.writing.checks.case import Background
    from followup_mail.writing.facts import Facts
    from followup_mail.writing.sources import TemplateSet


class App(Surroundings):
    """Everything a command can ask for."""

    def read(self, application: str, settings: Sequence[str] = ()) -> "Application":
        """Return the application in the file *application*, "-" being standard input.

        Raises:
            NotFoundError: No such file exists.
            ApplicationError: The file is faulty.

        """
        from followup_mail.application import load

        return load(
            None if application == "-" else Path(application),
            self.stdin,
            config=self.config,
            fallback_timezone=self.local_timezone(),
            settings=settings,
        )

    def write(self, request: "Request", force: Sequence[str] = ()) -> "Written":
        """Return the drafts that *request* asks for, checked.

        Args:
            request: What to write.
            force: ``NAME=REASON`` of checks to override.

        Raises:
            NotFoundError: There is no such file, or no application of that name.
            UsageError: Nothing is due, or the message makes no sense here.

        """
        from followup_mail.drafting import Subject, is_file

        if is_file(request.application):
            subject = Subject(self.read(request.application, request.settings))
            return self._written(request, subject, None, force)
        with self.desk() as desk:
            stored = desk.find(request.application)
            subject = Subject(desk.complete(stored, request.settings), stored)
            return self._written(request, subject, desk, force)

    def _written(
        self, request: "Request", subject: "Subject", desk: "Desk | None", force: Sequence[str]
    ) -> "Written":
        from followup_mail.drafting import Written, dictionary_of, parse_overrides, until
        from followup_mail.writing.checks import Case, apply_overrides, run
        from followup_mail.writing.measure import pace

        overrides = parse_overrides(force)
        on, moment = self._when(subject.application, request.on)
        kind, asked = self._asked(request, subject, desk, moment)
        application, more = until(subject.application, on), tuple[str, ...]()
        if desk is not None and subject.stored is not None and kind is Kind.CHECK_IN:
            from followup_mail.desk.together import asking_for_all

            application, more = asking_for_all(desk, subject.stored, application, asked, moment)
        drafts, notes = self._drafts(request, kind, application, asked, on, moment)
        findings = tuple(
            apply_overrides(
                run(
                    Case(
                        draft=draft,
                        application=application,
                        siblings=tuple(other for other in drafts if other is not draft),
                        pace=request.pace or pace(application.language),
                        knows=dictionary_of(application.language),
                        background=self._background(subject, desk, draft),
                    )
                ),
                overrides,
            )
            for draft in drafts
        )
        subject = subject._replace(application=application)
        return Written(request, kind, subject, drafts, findings, (*notes, *more))

    def _drafts(
        self,
        request: "Request",
        kind: Kind,
        application: "Application",
        asked: Sequence[str],
        on: date,
        moment: datetime,
    ) -> "tuple[tuple[Draft, ...], tuple[str, ...]]":
        """Return the drafts, and who was left out and why."""
        from followup_mail.drafting import all_or_none
        from followup_mail.ladder.recipients import choose
        from followup_mail.writing.drafts import write

        selection = choose(kind, application, moment=moment, asked=asked, rules=self.config.rules)
        templates = self.templates(kind, application.language, request.template)
        drafts = all_or_none(
            [
                partial(write, kind, application, choice, templates, on=on)
                for choice in selection.choices
            ],
            [choice.to.id if choice.to else "" for choice in selection.choices],
        )
        return drafts, selection.notes

    def _asked(
        self, request: "Request", subject: "Subject", desk: "Desk | None", moment: datetime
    ) -> tuple[Kind, tuple[str, ...]]:
        """Return what to write and to whom, where *request* may leave it to the ladder."""
        from followup_mail.drafting import due_kind

        if request.kind is not None:
            return request.kind, request.to
        plan = self._plan(subject, desk)
        step = plan.current(moment.astimezone(UTC))
        kind = due_kind(request.application, plan, step, moment)
        if request.to or step is None or step.act is Act.FORWARD:
            return kind, request.to
        return kind, () if _is_usual(kind, subject.application, moment, step.to) else step.to

    def _background(
        self, subject: "Subject", desk: "Desk | None", draft: "Draft"
    ) -> "Background | None":
        from followup_mail.closures import days_off
        from followup_mail.desk.background import of_file, of_kept

        if desk is not None and subject.stored is not None:
            return of_kept(desk, subject.stored, subject.application, draft, self.now())
        return of_file(draft, subject.application, cache(days_off), self.config.rules)

    def _plan(self, subject: "Subject", desk: "Desk | None") -> "Plan":
        from followup_mail.ladder.plan import plan

        if desk is not None and subject.stored is not None:
            elsewhere = desk.elsewhere(subject.stored)
            return desk.plan_of(subject.stored, subject.application, elsewhere)
        from followup_mail.closures import days_off

        return plan(subject.application, cache(days_off), self.config.rules)

    def forms(self, written: "Written", form: str) -> tuple["Form", ...]:
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

    def record(self, written: "Written", form: str) -> str:
        """Return how to say that the messages were used: commands, or entries of the file."""
        from followup_mail.ladder.steps import entry, log_command

        sent = [d for d in written.drafts if d.choice.to is not None]
        if form in {"text", "json"} or not sent:
            return ""
        if written.subject.stored is None:
            entries = (entry(d.kind, d.choice.about or d.choice.to, d.on) for d in sent)
            told = "\n".join(entries).rstrip()
            return f"Once it is sent, add to the application file:\n\n{told}"
        name = written.subject.stored.dossier.name
        people = [person for d in sent if (person := d.choice.about or d.choice.to)]
        return log_command(written.kind, name, people)

    def keep(self, written: "Written") -> None:
        """Keep what was handed over for a kept application, to compare later notes with."""
        from followup_mail.kept import Message

        stored = written.subject.stored
        if stored is None:
            return
        with self.desk(create=True) as desk, desk.writing():
            newest = desk.store.newest(stored.id)
            after = newest[1].happening.id if newest else None
            for draft in written.drafts:
                person = draft.choice.about or draft.choice.to
                desk.store.keep_message(
                    stored.id,
                    Message(
                        kind=draft.kind,
                        to=person.id if person else "",
                        subject=draft.subject.text,
                        body=draft.body.text,
                        made_at=self.now(),
                        after=after or 0,
                    ),
                )

    def copy(self, forms: Sequence["Form"]) -> None:
        """Put *forms* on the clipboard of the desktop."""
        from followup_mail.handing import copy_to_clipboard
        from followup_mail.showing.plain import together

        copy_to_clipboard(together([form.content.decode() for form in forms]))

    def sheets(self, written: "Written") -> tuple["Sheet", ...]:
        """Return each draft with all that is shown beside it."""
        command = self.next_command(written, "preview")
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

    def cards(self, written: "Written", *, width: int, colour: bool) -> str:
        """Return the card to read the script from."""
        from followup_mail.showing.card import card
        from followup_mail.writing.measure import pace

        draft, application = written.drafts[0], written.application
        zone = self._zone_of(application, draft)
        return card(
            draft,
            wpm=written.request.pace or pace(draft.language),
            width=width,
            colour=colour,
            people=tuple(application.people.values()),
            there=self.now().astimezone(zone),
            here=self.now().astimezone(ZoneInfo(application.me.timezone or self.local_timezone())),
        )

    def cards_json(self, written: "Written") -> str:
        """Return the card as JSON, for a program."""
        import json

        from followup_mail.showing.card import card_json
        from followup_mail.writing.measure import pace

        draft = written.drafts[0]
        zone = self._zone_of(written.application, draft)
        there = self.now().astimezone(zone)
        data = card_json(draft, wpm=written.request.pace or pace(draft.language), there=there)
        return json.dumps(data, indent=2) + "\n"

    def next_command(self, written: "Written", form: str) -> str:
        """Return the command that comes after *written* was shown as *form*; "" for none."""
        from followup_mail.ladder.steps import next_command

        blocked = any(f.severity is Severity.BLOCKED for each in written.findings for f in each)
        if blocked or not written.drafts:
            return ""
        request = written.request
        request = written.request
        details = [f"--to={person_id}" for person_id in request.to]
        details += [f"--set={text}" for text in request.settings]
        details += [f"--on={request.on}"] if request.on else []
        details += [f"--template={request.template}"] if request.template else []
        if written.subject.stored is not None and form not in {"text", "preview"}:
            return ""  # what to record comes next
        return next_command(
            written.kind, request.application, written.application, form, details=details
        )

    def _zone_of(self, application: "Application", draft: "Draft") -> ZoneInfo:
        person = draft.choice.to
        return ZoneInfo((person and person.timezone) or application.timezone)

    def _sheet(self, written: "Written", number: int) -> "Sheet":
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


def _is_usual(
    kind: Kind, application: "Application", moment: datetime, to: tuple[str, ...]
) -> bool:
    """Return whether a message of *kind* goes to *to* without anybody asking for it."""
    from followup_mail.ladder.recipients import choose

    try:
        choices = choose(kind, application, moment=moment).choices
    except (DataError, UsageError):
        return False
    return {choice.to.id for choice in choices if choice.to} == set(to)
