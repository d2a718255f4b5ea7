"""Which command comes after which."""

from collections.abc import Sequence
from datetime import date

from followup_mail.model import Application, Person
from followup_mail.planning import Step
from followup_mail.vocabulary import Did, Kind, Role

DECISION = "?"
"""In place of the person in the occurrence of a step: the writer decides. No ID is like it."""

_PROGRAM = "followup-mail"
_SAFE = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=-")


def quote(text: str) -> str:
    """Return *text* as one word of a shell, as it stands where nothing in it is special."""
    if text and _SAFE.issuperset(text):
        return text
    import shlex  # noqa: PLC0415 - start-up time; few need it

    return shlex.quote(text)


def next_command(
    kind: Kind, path: str, application: Application, form: str, *, details: Sequence[str] = ()
) -> str:
    """Return what to type after a message of *kind* was handed over as *form*.

    A draft read as text comes next as a file for the mail program, with the same
    *details* (options); after that, the next step of the ladder. "" where nothing
    follows.
    """
    file = quote(f"./{path}" if path.startswith("-") and path != "-" else path)
    same = " ".join([kind.value, file, *map(quote, details)])
    if kind.mailed and form in {"text", "preview"}:
        return f"{_PROGRAM} draft {same} --format eml -o drafts/"
    if kind.spoken and form in {"text", "preview"}:
        return f"{_PROGRAM} script {same}"
    after = _after(kind, application)
    if after is None:
        return ""
    command = f"{_PROGRAM} {'script' if after.spoken else 'draft'} {after.value} {file}"
    day = application.answer.by if application.answer else None
    waits = after is Kind.CHECK_IN and day is not None
    return f"{command}  # some days after {day}, the date they named" if waits else command


def is_decision(step: Step) -> bool:
    """Return whether *step* asks the writer to decide about what was offered."""
    return step.occurrence.endswith(f"/{DECISION}")


def log_command(kind: Kind, name: str, people: Sequence[Person]) -> str:
    """Return what to type for the application *name* once messages of *kind* were used."""
    whom = "".join(f" --to {quote(person.id)}" for person in people)
    command = f"{_PROGRAM} log {quote(name)} {_done_as(kind)}{whom}"
    if not kind.spoken:
        return f"Once it is sent:\n\n  {command}"
    ways = (Did.CALLED, Did.NO_ANSWER, Did.VOICEMAIL, Did.GATEKEEPER)
    told = f"Once you have called, say what came of it ({', '.join(ways)})"
    return f"{told}:\n\n  {command}"


def entry(kind: Kind, to: Person | None, on: date) -> str:
    """Return the entry of the history that records a message of *kind*, as TOML."""
    whom = f'to = "{to.id}"\n' if to else ""
    return f'[[history]]\non = {on}\ndid = "{_done_as(kind)}"\n{whom}'


def _done_as(kind: Kind) -> Did:
    return Did.CALLED if kind is Kind.CALL else Did(kind.value)


def _after(kind: Kind, application: Application) -> Kind | None:
    """Return the step that follows when *kind* brings no answer."""
    roles = {person.role for person in application.people.values()}
    insider = Role.INSIDER in roles
    match kind:
        case Kind.THANK_YOU | Kind.FORWARD:
            return Kind.CHECK_IN
        case Kind.CHECK_IN if insider:
            return Kind.NETWORK
        case Kind.CHECK_IN | Kind.NETWORK:
            return Kind.ESCALATION if _can_escalate(application) else Kind.CALL
        case Kind.ESCALATION:
            return Kind.CALL
        case Kind.CALL:
            return Kind.VOICEMAIL
        case Kind.VOICEMAIL:
            return Kind.REFLECTION
        case Kind.REFLECTION:
            return None


def _can_escalate(application: Application) -> bool:
    """Return whether there is a hiring manager besides whoever was asked first."""
    roles = {person.role for person in application.people.values()}
    if Role.AGENCY in roles and not application.agency_allows_direct:
        return False
    return Role.HIRING_MANAGER in roles and any(role.runs_the_process for role in roles)
