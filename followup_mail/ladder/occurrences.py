"""What may be sent once: the occurrence of a step, and the person it goes to.

A second check-in after they named another day is another occurrence; one before
that is the same again, however it came to be asked for.
"""

from datetime import date

from followup_mail.ladder.contacts import last
from followup_mail.ladder.counting import ANSWERS, person_key
from followup_mail.model import Application, Choice
from followup_mail.vocabulary import Did, Kind

_OPENERS = (*sorted(ANSWERS), Did.NETWORK_REPLY, Did.REOPENED)


def occurrence(kind: Kind, application: Application, choice: Choice, on: date) -> str:
    """Return what a message of *kind* to the person of *choice*, sent *on*, is an occurrence of.

    Two messages with the same one would be the same step twice. A note of thanks is
    one a person and round, a question to somebody inside one for good; whatever asks
    the employer is one a person until they answer, are met again, or it is reopened.
    """
    person = choice.about or choice.to
    whom = person_key(person) if person else ""
    match kind:
        case Kind.THANK_YOU | Kind.FORWARD:
            return f"{Kind.THANK_YOU}/r{choice.round}/{whom}"
        case Kind.NETWORK:
            return f"{kind}/{whom}"
        case _:
            return f"{kind}/{_opened_by(application, on)}/{whom}"


def _opened_by(application: Application, on: date) -> str:
    """Return what opened the wait: their newest answer since the last interview, else that.

    Whoever is asked: of the round in which one was met, two ways to ask know different things.
    """
    held = [interview.at.date() for interview in application.interviews]
    rounds = [number for number, day in enumerate(held, start=1) if day <= on]
    newest = last(application, *_OPENERS)
    if newest is None or (rounds and newest.day < held[rounds[-1] - 1]):
        return f"r{rounds[-1] if rounds else 0}"
    return f"e{newest.id}" if newest.id is not None else f"d{newest.day}"
