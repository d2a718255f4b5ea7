"""Who could be turned to: shared by the plan and by the choice of a message's reader.

The order is that of career centres' and recruiters' advice: questions about
dates go to whoever runs the process, one person at a time; the hiring manager
is asked only after somebody else was; an agency's candidate asks the agency.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from followup_mail.model import Application, Happening, Person
from followup_mail.vocabulary import Did, PersonStatus, Role

UNREACHABLE = frozenset({PersonStatus.LEFT, PersonStatus.BOUNCED})

_PROCESS = (Role.AGENCY, Role.RECRUITER, Role.HR, Role.COORDINATOR)
_DECIDERS = (Role.HIRING_MANAGER, Role.CHAIR, Role.INTERVIEWER)
_ABSENCES = {
    Did.LEFT: PersonStatus.LEFT,
    Did.BOUNCED: PersonStatus.BOUNCED,
    Did.AWAY: PersonStatus.AWAY,
}
_HEARD_FROM = frozenset(
    {Did.ACKNOWLEDGED, Did.DELAYED, Did.NEXT_ROUND, Did.ON_HOLD, Did.NETWORK_REPLY}
)
_MAILED = frozenset(
    {Did.THANK_YOU, Did.FORWARD, Did.PROMISE, Did.CHECK_IN, Did.NETWORK, Did.ESCALATION}
)


def last(application: Application, *kinds: Did) -> Happening | None:
    """Return the newest entry of the history that is one of *kinds*."""
    found = [entry for entry in application.history if entry.did in kinds]
    # Of several on one day, the one written last.
    return max(reversed(found), key=lambda entry: entry.day) if found else None


def status_of(person: Person, application: Application, on: date) -> PersonStatus:
    """Return whether *person* can be reached on the day *on*, by file and history.

    An absence ends on its last day, or when they answer. A bounce is mended once
    another address is on file than the entry's note names, or a message went out
    afterwards.
    """
    status = person.status
    for entry in sorted(application.history, key=lambda entry: entry.day):
        if entry.to != person.id:
            continue
        if entry.did in _ABSENCES:
            over = entry.did is Did.AWAY and entry.until is not None and entry.until < on
            mended = entry.did is Did.BOUNCED and _is_another_address(person, entry.note)
            status = person.status if over or mended else _ABSENCES[entry.did]
        elif entry.did in _HEARD_FROM or (
            status is PersonStatus.BOUNCED and entry.did in _MAILED and entry.day <= on
        ):
            status = person.status
    return status


def _is_another_address(person: Person, note: str | None) -> bool:
    return bool(
        note and person.email and "@" in note and person.email.casefold() not in note.casefold()
    )


def can_be_reached(person: Person, application: Application) -> bool:
    """Return whether *person* is still there, at an address that works; away counts."""
    if not application.history:
        return person.status not in UNREACHABLE
    return status_of(person, application, date.max) not in UNREACHABLE


def has_agency(application: Application) -> bool:
    """Return whether an agency stands between writer and employer."""
    return any(person.role is Role.AGENCY for person in application.people.values())


def through_agency(application: Application) -> bool:
    """Return whether nobody but the agency may be asked."""
    return has_agency(application) and not application.agency_allows_direct


def process_contact(application: Application) -> Person | None:
    """Return who is asked about dates: whoever runs the process, else a decider.

    A redirection recorded in the history comes first, then the person who named
    the decision date, then the roles in their usual order.
    """
    sent_to = last(application, Did.REDIRECTED)
    people = [p for p in application.people.values() if can_be_reached(p, application)]
    redirected = application.people.get(sent_to.to) if sent_to and sent_to.to else None
    if redirected in people:
        return redirected
    roles: tuple[Role, ...] = (Role.AGENCY,) if has_agency(application) else _PROCESS + _DECIDERS
    named = application.answer.from_ if application.answer else None
    ranked = [p for p in people if p.role in roles]
    if not ranked:
        return None
    return min(
        ranked,
        key=lambda p: (
            not (p.email or p.phone),
            not p.role.runs_the_process,
            p.id != named,
            roles.index(p.role),
        ),
    )


def alternates(application: Application, person: Person) -> tuple[Person, ...]:
    """Return who else runs the process, and has an address."""
    return tuple(
        other
        for other in application.people.values()
        if other.id != person.id
        and other.role.runs_the_process
        and other.email
        and can_be_reached(other, application)
        and (other.role is Role.AGENCY or not through_agency(application))
    )


def insiders(application: Application) -> tuple[Person, ...]:
    """Return who inside can be asked: never asked yet, and not met as an interviewer."""
    asked: set[str | None] = set()
    for entry in sorted(application.history, key=lambda entry: entry.day):
        if entry.did is Did.NETWORK:
            asked.add(entry.to)
        elif entry.did is Did.BOUNCED:
            asked.discard(entry.to)
    met = {
        person_id for interview in application.interviews for person_id in interview.talked_about
    }
    return tuple(
        person
        for person in application.people.values()
        if person.role is Role.INSIDER
        and person.email
        and person.id not in asked
        and person.id not in met
        and can_be_reached(person, application)
    )


def superiors(application: Application) -> tuple[Person, ...]:
    """Return who can be asked once the first contact is silent, the one to prefer first.

    That is the hiring manager, else the chair; an agency's candidate asks the
    agency's other people, unless the agency lets its client be asked directly.
    """
    roles = (Role.AGENCY,) if through_agency(application) else (Role.HIRING_MANAGER, Role.CHAIR)
    return tuple(
        person
        for role in roles
        for person in application.people.values()
        if person.role is role and can_be_reached(person, application)
    )


def callees(
    application: Application, silent: str | None, contact: Person | None
) -> Sequence[Person]:
    """Return whom to call, the one to prefer first: who was *silent* last, then the *contact*."""
    asked = application.people.get(silent) if silent else None
    found: Iterable[Person | None] = (asked, contact if contact != asked else None)
    return [
        person
        for person in found
        if person is not None
        and person.role is not Role.INSIDER
        and (person.role is Role.AGENCY or not through_agency(application))
        and can_be_reached(person, application)
    ]
