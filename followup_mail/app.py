"""The use cases: effects in order, nothing else.

Clock, tokens, environment and standard input come in from outside, so that a
test can compare whole outputs.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from followup_mail import shipped
from followup_mail.errors import ApplicationError, DataError, MissingDetailError, UsageError
from followup_mail.surroundings import Surroundings
from followup_mail.vocabulary import DraftFormat, Kind, Language, Severity

if TYPE_CHECKING:
    from followup_mail.desk import Desk
    from followup_mail.drafting import Request, Subject, Wanted, Written
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
            try:
                return self._written(request, subject, desk, force)
            except (MissingDetailError, UsageError) as error:
                from followup_mail.desk.advice import for_kept

                raise for_kept(error, stored.dossier.name) from None

    def _written(
        self, request: "Request", subject: "Subject", desk: "Desk | None", force: Sequence[str]
    ) -> "Written":
        from followup_mail.drafting import Written, parse_overrides, until

        overrides = parse_overrides(force)
        on, moment = self._when(subject.application, request.on)
        wanted = self._wanted(request, subject, desk, moment)
        kind, asked, more = wanted.kind, wanted.to, wanted.notes
        application = until(subject.application, on)
        if desk is not None and subject.stored is not None and kind is Kind.CHECK_IN:
            from followup_mail.desk.together import asking_for_all

            application, also = asking_for_all(desk, subject.stored, application, asked, moment)
            more = (*also, *more)
        drafts, notes = self._drafts(request, kind, application, asked, on, moment)
        if wanted.then is not None:
            same = tuple(draft.choice.to.id for draft in drafts if draft.choice.to)
            same = () if _is_usual(wanted.then, application, moment, same) else same
            drafts += self._drafts(request, wanted.then, application, same, on, moment)[0]
        whole = subject.application
        subject = subject._replace(application=application)
        written = Written(request, kind, subject, drafts, (), (*notes, *more), whole, overrides)
        found = tuple(self._findings(written, number, desk) for number in range(len(drafts)))
        return written._replace(findings=found)

    def redone(self, written: "Written", number: int, draft: "Draft") -> "Written":
        """Return *written* with *draft* as its draft *number*, checked anew."""
        drafts = (*written.drafts[:number], draft, *written.drafts[number + 1 :])
        written = written._replace(drafts=drafts)
        with self.desk() as desk:
            found = self._findings(written, number, desk)
        kept = written.findings
        return written._replace(findings=(*kept[:number], found, *kept[number + 1 :]))

    def _findings(
        self, written: "Written", number: int, desk: "Desk | None"
    ) -> "tuple[Finding, ...]":
        """Return what the checks say of the draft *number*."""
        from followup_mail.drafting import judged

        draft = written.drafts[number]
        subject = written.subject._replace(application=written.whole)
        return judged(
            draft,
            written.application,
            background=self._background(subject, desk, draft),
            siblings=[other for other in written.drafts if other is not draft],
            wpm=written.request.pace,
            overrides=written.overrides,
        )

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

    def _wanted(
        self, request: "Request", subject: "Subject", desk: "Desk | None", moment: datetime
    ) -> "Wanted":
        """Return what to write and to whom, where *request* may leave it to the ladder."""
        from followup_mail.drafting import Wanted, wanted_by

        if request.kind is not None:
            return Wanted(request.kind, request.to)
        wanted = wanted_by(self._plan(subject, desk), request, subject, moment)
        usual = _is_usual(wanted.kind, subject.application, moment, wanted.to)
        return wanted._replace(to=request.to or (() if usual else wanted.to))

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
        stored = written.subject.stored
        if form == "json" or (form == "text" and stored is None) or not sent:
            return ""
        if stored is None:
            entries = (entry(d.kind, d.choice.about or d.choice.to, d.on) for d in sent)
            told = "\n".join(entries).rstrip()
            return f"Once it is sent, add to the application file:\n\n{told}"
        people = [person for d in sent if (person := d.choice.about or d.choice.to)]
        return log_command(written.kind, stored.dossier.name, [*dict.fromkeys(people)])

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
        """Return the cards to read the scripts from, one below the other."""
        from followup_mail.showing.card import card
        from followup_mail.writing.measure import pace

        application = written.application
        mine = ZoneInfo(application.me.timezone or self.local_timezone())
        return "\n".join(
            card(
                draft,
                wpm=written.request.pace or pace(draft.language),
                width=width,
                colour=colour,
                people=tuple(application.people.values()),
                there=self.now().astimezone(self._zone_of(application, draft)),
                here=self.now().astimezone(mine),
            )
            for draft in written.drafts
        )

    def cards_json(self, written: "Written") -> str:
        """Return the card as JSON; the key "then" has the one that follows it, else null."""
        import json

        from followup_mail.showing.card import card_json
        from followup_mail.writing.measure import pace

        data: dict[str, object] | None = None
        for draft in reversed(written.drafts):
            there = self.now().astimezone(self._zone_of(written.application, draft))
            wpm = written.request.pace or pace(draft.language)
            data = {**card_json(draft, wpm=wpm, there=there), "then": data}
        return json.dumps(data, indent=2) + "\n"

    def next_command(self, written: "Written", form: str) -> str:
        """Return the command that comes after *written* was shown as *form*; "" for none."""
        from followup_mail.ladder.steps import next_command

        blocked = any(f.severity is Severity.BLOCKED for each in written.findings for f in each)
        if blocked or not written.drafts:
            return ""
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
        from followup_mail.drafting import sending_moment

        return sending_moment(application, self.now(), on)


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
