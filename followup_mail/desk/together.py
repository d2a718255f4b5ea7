"""One check-in for two applications at one employer, where the same person is to be asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from followup_mail.desk.desk import Desk
from followup_mail.errors import DataError
from followup_mail.model import Application, Person
from followup_mail.vocabulary import Act, Kind, State

if TYPE_CHECKING:
    from followup_mail.kept import Stored


def asking_for_all(
    desk: Desk, stored: "Stored", application: Application, asked: Sequence[str], moment: datetime
) -> tuple[Application, tuple[str, ...]]:
    """Return *application* as a check-in has it that asks about others as well, and notes on it.

    Args:
        desk: Where the others are kept.
        stored: What is kept of *application*.
        application: As it stands at *moment*.
        asked: The person to write to, where that was said.
        moment: When the check-in is sent.

    """
    from followup_mail.ladder.recipients import choose

    (choice, *_) = choose(
        Kind.CHECK_IN, application, moment=moment, asked=asked, rules=desk.config.rules
    ).choices
    found = due_together(desk, stored, choice.to, moment) if choice.to else []
    notes = tuple(
        f"It asks about {other.dossier.name} as well: the same person, and its check-in is due."
        for other, _ in found
    )
    return application._replace(also=tuple(other.dossier.position for other, _ in found)), notes


def due_together(
    desk: Desk, stored: "Stored", person: Person, moment: datetime
) -> "list[tuple[Stored, Person]]":
    """Return the writer's other applications whose check-in to *person* is due as well.

    Each with what its own file says of that person. *moment* is when *person* is
    written to about *stored*, which is not on record yet.
    """
    from followup_mail.ladder.counting import person_key

    found = []
    for other in desk.store.siblings(stored):
        if other.state.ended or not other.dossier.complete or other.state is State.DO_NOT_CONTACT:
            continue
        try:
            application = desk.complete(other)
        except DataError:
            continue  # its file can't be read any more, which its own line says
        plan = desk.plan_of(other, application, desk.elsewhere(other))
        step = next((s for s in plan.steps if s.act is Act.CHECK_IN and s.opens <= moment), None)
        theirs = application.people.get(step.to[0]) if step and step.to else None
        if theirs and person_key(theirs) == person_key(person):
            found.append((other, theirs))
    return found
