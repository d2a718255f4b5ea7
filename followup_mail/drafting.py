"""One request for messages: what was asked for, and the drafts made of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from followup_mail.errors import BlockedError, MissingDetailError, UsageError
from followup_mail.model import Application, Draft, Finding
from followup_mail.planning import Plan, Step
from followup_mail.record import Record
from followup_mail.vocabulary import Act, Did, Kind, Language, Severity

if TYPE_CHECKING:
    from followup_mail.kept import Stored
    from followup_mail.writing.checks.case import Background


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
    aloud: bool = False
    """Whether it is read from a card: of what is due, only a call can be."""

    def at(self, pace: int | None) -> "Request":
        """Return the same request for somebody who reads it aloud, at *pace*."""
        return self._replace(pace=pace, aloud=True)


class Subject(Record):
    """The application that a request is about."""

    application: Application
    stored: "Stored | None" = None
    """None for a file on its own."""


class Wanted(Record):
    """What is to be written, where it was left to the ladder or not."""

    kind: Kind
    to: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """What else is due."""
    then: Kind | None = None
    """What may be needed right after it, for the same person."""


class Written(Record):
    """The drafts of one request, each with what the checks say of it."""

    request: Request
    kind: Kind
    """What was asked for, or was due."""
    subject: Subject
    drafts: tuple[Draft, ...]
    findings: tuple[tuple[Finding, ...], ...]
    notes: tuple[str, ...]
    """Who was left out, and why."""
    whole: Application
    """The application with what happened after the day of the drafts too."""
    overrides: Mapping[str, str]
    """Checks that don't block, each with the reason."""

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


def judged(
    draft: Draft,
    application: Application,
    *,
    background: "Background | None",
    siblings: Sequence[Draft] = (),
    wpm: int | None = None,
    overrides: Mapping[str, str] = MappingProxyType({}),
    spelling: bool = True,
) -> tuple[Finding, ...]:
    """Return what the checks say of *draft*.

    Args:
        draft: What is read.
        application: As it stood on its day.
        background: What is known beside it.
        siblings: The other drafts of the same request.
        wpm: Words a minute, for scripts; None for the language's usual pace.
        overrides: Checks that don't block, each with the reason.
        spelling: Whether a dictionary is asked too, which blocks nothing and takes its time.

    """
    from followup_mail.writing.checks import Case, apply_overrides, run
    from followup_mail.writing.measure import pace

    case = Case(
        draft=draft,
        application=application,
        siblings=tuple(siblings),
        pace=wpm or pace(application.language),
        knows=dictionary_of(application.language) if spelling else None,
        background=background,
    )
    return apply_overrides(run(case), overrides)


def sending_moment(
    application: Application, now: datetime, on: date | None = None
) -> tuple[date, datetime]:
    """Return the day of sending where the reader works, and its moment; today unless *on*."""
    zone = ZoneInfo(application.timezone)
    there = now.astimezone(zone)
    if on is None or on == there.date():
        return there.date(), there
    return on, datetime.combine(on, time(23, 59, 59), zone)


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


def wanted_by(plan: Plan, request: Request, subject: Subject, moment: datetime) -> Wanted:
    """Return what *plan* has as due at *moment*, as *request* can have it.

    Raises:
        UsageError: Nothing is due, or it is nothing that is written here.

    """
    name = subject.stored.dossier.name if subject.stored else request.application
    step, kind = _due_step(name, plan, moment, aloud=request.aloud)
    after = request.aloud and request.template is None
    return Wanted(
        kind,
        step.to if step.act is not Act.FORWARD else (),
        _due_beside(name, step, plan, moment),
        Kind.VOICEMAIL if after and _leaves_voicemail(step, subject.application) else None,
    )


def _due_step(application: str, plan: Plan, moment: datetime, *, aloud: bool) -> tuple[Step, Kind]:
    """Return the first step that is due at *moment* and written here; if *aloud*, spoken.

    Raises:
        UsageError: Nothing is due, or it is nothing that is written here; the text
            says what to do instead.

    """
    from followup_mail.ladder.wording import say_day

    due = [step for step in plan.steps if step.is_open(moment.astimezone(UTC))]
    for step in due:
        kind = step.act.kind
        if kind is not None and (kind.spoken or not aloud):
            return step, kind
    if due:
        raise UsageError(f"{application}: {_instead(application, due[0])}")
    later = plan.current(moment.astimezone(UTC))
    if later is None:
        raise UsageError(f"{application}: nothing is due. {plan.note}".rstrip())
    written = f" To write it now, name it: {later.act}." if later.act.kind else ""
    raise UsageError(
        f"{application}: nothing is due until {say_day(later.due, moment.date())} "
        f"({_named(later)}).{written}"
    )


def _due_beside(name: str, step: Step, plan: Plan, moment: datetime) -> tuple[str, ...]:
    """Return a note on what is due at *moment* beside *step*, which is written."""
    from followup_mail.ladder.wording import joined
    from followup_mail.showing.deeds import deed

    others = [s for s in plan.steps if s != step and s.is_open(moment.astimezone(UTC))]
    if not others:
        return ()
    told = joined([deed(other.act, other.whom) for other in others])
    where = "" if is_file(name) else f" (followup-mail show {name})"
    return (f"Due as well: {told}{where}.",)


def _leaves_voicemail(step: Step, application: Application) -> bool:
    """Return whether *step* is a call at which a voicemail is left if nobody answers.

    Callers leave none at the first attempt: somebody may well answer the second.
    """
    from followup_mail.ladder.events import in_order

    act, _, rest = step.occurrence.partition("/")
    opened = dict(in_order(application)).get(rest.partition("/")[0])
    return act == Act.CALL and opened is not None and opened.did in _REACHED_NOBODY


_REACHED_NOBODY = frozenset({Did.NO_ANSWER, Did.GATEKEEPER})


def _instead(application: str, step: Step) -> str:
    """Return what to do about *step*, which is due but not written by this command."""
    from followup_mail.showing.deeds import command

    done = "" if is_file(application) else command(step, application)
    if step.act is Act.REPLY:
        whom = f" to {_joined(step)}" if step.whom else ""
        then = f" Then: {done}" if done else ""
        return (
            f"what is due is an answer{whom} ({step.why}). Write it yourself, in the thread.{then}"
        )
    what = "no call" if step.act.kind else "no message that is written here"
    told = f"what is due is {what} ({_named(step)})."
    return f"{told} Next: {done}" if done else told


def _named(step: Step) -> str:
    whom = f" to {_joined(step)}" if step.whom else ""
    return f"{step.act}{whom}: {step.why}"


def _joined(step: Step) -> str:
    from followup_mail.ladder.wording import joined

    return joined(step.whom)
