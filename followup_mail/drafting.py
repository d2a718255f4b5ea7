"""One request for messages: what was asked for, and the drafts made of it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from followup_mail.errors import BlockedError, MissingDetailError, UsageError
from followup_mail.model import Application, Draft, Finding
from followup_mail.planning import Plan, Step
from followup_mail.record import Record
from followup_mail.vocabulary import Kind, Language, Severity

if TYPE_CHECKING:
    from followup_mail.kept import Stored


class Request(Record):
    """What was asked for on the command line."""

    kind: Kind | None
    """None for the step that is due."""
    application: str
    """The name of a kept application, a path, or "-" for standard input."""
    to: tuple[str, ...] = ()
    on: date | None = None
    settings: tuple[str, ...] = ()
    template: Path | None = None
    pace: int | None = None
    """Words a minute, for scripts; None for the language's usual pace."""

    def at(self, pace: int | None) -> "Request":
        """Return the same request for somebody who speaks at *pace*."""
        return self._replace(pace=pace)


class Subject(Record):
    """The application that a request is about."""

    application: Application
    stored: "Stored | None" = None
    """None for a file on its own."""


class Written(Record):
    """The drafts of one request, each with what the checks say of it."""

    request: Request
    kind: Kind
    """What was asked for, or was due."""
    subject: Subject
    drafts: tuple[Draft, ...]
    findings: tuple[tuple[Finding, ...], ...]
    notes: tuple[str, ...] = ()
    """Who was left out, and why."""

    @property
    def application(self) -> Application:
        """What the drafts are about, as it stood on their day."""
        return self.subject.application

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


def dictionary_of(language: Language) -> Callable[[str], bool] | None:
    """Return what knows the words of *language*, where the extra ``spelling`` is installed."""
    from importlib.machinery import PathFinder

    if PathFinder.find_spec("spylls") is None:
        return None
    from followup_mail.writing.checks.spelling import dictionary

    return dictionary(language)


def all_or_none(writers: Sequence[Callable[[], Draft]], ids: Sequence[str]) -> tuple[Draft, ...]:
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


def until(application: Application, on: date) -> Application:
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


def is_file(application: str) -> bool:
    """Return whether *application* is a path, or "-", rather than a name."""
    return application == "-" or "/" in application or application.endswith(".toml")


def due_kind(application: str, plan: Plan, step: Step | None, moment: datetime) -> Kind:
    """Return what the step that is due at *moment* is written as.

    Raises:
        UsageError: Nothing is due, or it is nothing that is written here; the text
            says what to do instead.

    """
    if step is None:
        raise UsageError(f"{application}: nothing is due. {plan.note}".rstrip())
    what = f"{step.act} to {' and '.join(step.whom)}" if step.whom else step.act.value
    if step.opens > moment:
        raise UsageError(
            f"{application}: nothing is due until {step.due} ({what}: {step.why}). "
            f"To write it now, name it: {step.act}."
        )
    kind = step.act.kind
    if kind is None:
        raise UsageError(
            f"{application}: what is due is no message that is written here ({what}: {step.why}). "
            "`followup-mail next` shows what to type."
        )
    return kind
