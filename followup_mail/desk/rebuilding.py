"""A message that waits, made a draft again: to whom it would go now, and what the checks say."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from followup_mail.desk.desk import Desk
from followup_mail.model import Application, Choice, Draft, Finding, Person, Text
from followup_mail.posting import NewPosting
from followup_mail.record import Record
from followup_mail.vocabulary import Kind, Language, Severity

if TYPE_CHECKING:
    from followup_mail.drafting import Written
    from followup_mail.kept import Stored

OF_THE_MOMENT: Final = frozenset(
    {
        "bypass-agency",
        "do-not-contact",
        "employer-domain",
        "stale",
        "too-early",
        "too-soon",
        "touches",
    }
)
"""Checks that look at the reader, the history and the day, and at no word of the text."""


class Rebuilt(Record):
    """A draft of what was queued, as it stands on a day."""

    draft: Draft
    application: Application
    """As it stood on that day."""
    whole: Application
    """With what happened later too."""


def rebuilt(desk: Desk, stored: "Stored", what: NewPosting, on: date | None = None) -> Rebuilt:
    """Return *what* as a draft for the day *on*, its reader chosen anew; None for today.

    Where words came from is not kept: it has no spans and no parts.

    Raises:
        ApplicationError: The application's file can't be read any more.
        MissingDetailError: It lacks what it needs.
        NotFoundError: The person isn't.
        UsageError: There is nothing to write for any more, or nobody to write to.

    """
    from followup_mail.drafting import sending_moment, until
    from followup_mail.model import TemplateOrigin

    whole = desk.complete(stored)
    on, moment = sending_moment(whole, desk.now(), on)
    application = until(whole, on)
    draft = Draft(
        kind=what.kind,
        # Of a program of before, it may name none of those there are.
        language=next((each for each in Language if each == what.language), whole.language),
        on=on,
        sender=application.me._replace(email=what.envelope.mail_from),
        choice=_chosen(desk, what, application, moment),
        subject=Text(what.subject),
        body=Text(what.body),
        template=TemplateOrigin(what.kind.value, Path(), built_in=True),
        attachments=tuple(Path(path) for path in what.attachments),
    )
    return Rebuilt(draft, application, whole)


def _chosen(desk: Desk, what: NewPosting, application: Application, moment: datetime) -> Choice:
    """Return for whom *what* would be at *moment*.

    Raises:
        NotFoundError, UsageError: See :func:`rebuilt`.

    """
    from followup_mail.errors import MissingDetailError, UsageError
    from followup_mail.ladder.recipients import choose, held_interviews, person_called

    person, carrier = person_called(application, what.to), _carrier(what, application)
    asked: tuple[str, ...] = (carrier.id, what.to) if carrier else (what.to,)
    if carrier and person.role.runs_the_process:
        asked = ()  # asked for, they would pass the note on themselves
    try:
        found = choose(
            what.kind, application, moment=moment, asked=asked, rules=desk.config.rules
        ).choices
    except MissingDetailError:
        # A detail may have been given on the command line, for this once.
        held = held_interviews(application, moment)
        about = person if what.kind is Kind.FORWARD else None
        return Choice(carrier if about else person, "", held[-1][0] if held else 0, about)
    for choice in found:
        if what.to == (choice.about or choice.to or person).id:
            return choice
    raise UsageError(f"There is no {what.kind} to write to {person.name} any more.")


def _carrier(what: NewPosting, application: Application) -> Person | None:
    """Return who passes a note on; None for another message, or if their address is gone."""
    if what.kind is not Kind.FORWARD:
        return None
    to = what.envelope.rcpt_to[0]
    people = application.people.values()
    return next((p for p in people if p.email == to and p.role.runs_the_process), None)


def blocked(
    desk: Desk, stored: "Stored", made: Rebuilt, siblings: Sequence[Draft] = ()
) -> tuple[Finding, ...]:
    """Return what blocks *made*, beside the *siblings* that are written with it."""
    from followup_mail.desk.background import of_kept
    from followup_mail.drafting import judged

    background = of_kept(desk, stored, made.whole, made.draft, desk.now())
    found = judged(
        made.draft, made.application, background=background, siblings=siblings, spelling=False
    )
    return tuple(finding for finding in found if finding.severity is Severity.BLOCKED)


def noted(
    desk: Desk, stored: "Stored", new: Sequence[NewPosting], written: "Written"
) -> tuple[NewPosting, ...]:
    """Return *new*, made of *written*, with what blocks each of them all the same.

    That is what the user forced, and what is said of the text only because nobody knows
    any more which detail its words came from: to be known again when it leaves.
    """
    days = [draft.on for draft in written.drafts]
    made = [
        None if what.test else rebuilt(desk, stored, what, on)
        for what, on in zip(new, days, strict=True)
    ]
    drafts = [each.draft for each in made if each is not None]
    found = []
    for what, each in zip(new, made, strict=True):
        if each is None:
            found.append(what)
            continue
        beside = [draft for draft in drafts if draft is not each.draft]
        told = blocked(desk, stored, each, beside)
        meant = {*dict(what.forced)}
        overruled = (f for f in told if f.check in meant or f.check not in OF_THE_MOMENT)
        found.append(what._replace(overruled=tuple((f.check, f.message) for f in overruled)))
    return tuple(found)
