"""What may be sent once: the occurrence of a step, and the person it goes to.

A second check-in after they named another day is another occurrence; one before
that is the same again, however it came to be asked for and whatever was corrected
in the file since. Two files about one job have the same occurrences.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from followup_mail.ladder.contacts import last
from followup_mail.ladder.counting import ANSWERS, caseless, lost, unaccented
from followup_mail.model import Application, Choice, Happening, Person
from followup_mail.record import Record
from followup_mail.vocabulary import Did, Kind

OPENERS: Final = (*sorted(ANSWERS), Did.NETWORK_REPLY, Did.REOPENED)
"""What makes the next question another one."""
WRITTEN: Final = {
    Did.THANK_YOU: Kind.THANK_YOU,
    Did.FORWARD: Kind.FORWARD,
    Did.CHECK_IN: Kind.CHECK_IN,
    Did.NETWORK: Kind.NETWORK,
    Did.ESCALATION: Kind.ESCALATION,
}
"""What was written, where that is e-mail, by what is recorded of it."""
_THANKS: Final = frozenset({Kind.THANK_YOU, Kind.FORWARD})


class Occurrence(Record):
    """What a message is of; two with the same one would be the same step twice."""

    act: str
    """The kind; a note that is passed on is a thank-you."""
    opened: str
    """What opened the wait that it ends."""
    whom: str
    """The person's name, as names are compared."""
    person: str
    """Their ID in the file."""
    address: str = ""
    """Where they are written to, as addresses are compared."""

    def is_again(self, earlier: "Occurrence", beside: Application | None = None) -> bool:
        """Return whether it is *earlier* once more.

        *beside* is the application where both belong to the same one: there, a person
        may have been given another name or address, and two may share one.
        """
        if (self.act, self.opened) != (earlier.act, earlier.opened):
            return False
        alike = self.whom == earlier.whom or self.address == earlier.address != ""
        if beside is None or not earlier.person:
            return alike
        if self.person == earlier.person:
            return True
        return alike and earlier.person not in beside.people


def occurrence(kind: Kind, application: Application, choice: Choice, on: date) -> Occurrence:
    """Return what a message of *kind* to the person of *choice*, sent *on*, is an occurrence of.

    A note of thanks is one a person and interview, a question to somebody inside one for
    good; whatever asks the employer is one a person until they answer, are met again, or
    it is reopened.
    """
    person = choice.about or choice.to
    whom, person_id = (named(person, application), person.id) if person else ("", "")
    address = caseless(person.email) if person and person.email else ""
    act = Kind.THANK_YOU.value if kind in _THANKS else kind.value
    opened = _opened(kind, application, choice.round, on)
    return Occurrence(act, opened, whom, person_id, address)


def recorded(application: Application) -> Iterator[tuple[Happening, Occurrence]]:
    """Yield what the history of *application* says was written, and of what that was.

    Without what came back, or went to somebody who had left.
    """
    ordered = sorted(application.history, key=lambda entry: entry.day)
    gone = lost(ordered)
    for place, entry in enumerate(ordered):
        kind, person = WRITTEN.get(entry.did), application.people.get(entry.to or "")
        if kind is None or person is None or place in gone:
            continue
        before = application._replace(history=tuple(ordered[:place]))
        round_ = entry.round or _met(application, person, entry.day)
        yield entry, occurrence(kind, before, Choice(person, "", round_), entry.day)


def named(person: Person, application: Application) -> str:
    """Return the name of *person* as it is compared, told apart from whoever shares it."""
    own = _bare(person.name)
    others = (each for each in application.people.values() if each.id != person.id)
    if any(_bare(each.name) == own for each in others):
        return f"{own} {_bare(person.email or person.id)}"
    return own


def _bare(name: str) -> str:
    return unaccented(" ".join(name.split()))


def _met(application: Application, person: Person, on: date) -> int:
    """Return the number of the last interview until *on* in which *person* was met, else of all."""
    held = _held(application, on)
    met = [n for n in held if person.id in application.interviews[n - 1].talked_about]
    return (met or held or [0])[-1]


def _held(application: Application, on: date) -> list[int]:
    days = (interview.at.date() for interview in application.interviews)
    return [number for number, day in enumerate(days, start=1) if day <= on]


def _opened(kind: Kind, application: Application, round_: int, on: date) -> str:
    if kind in _THANKS:
        return identity(application, round_)
    return "" if kind is Kind.NETWORK else opened_by(application, on)


def opened_by(application: Application, on: date) -> str:
    """Return what opened the wait: the last interview, and what they have answered since.

    Whoever is asked: of the round in which one was met, two ways to ask know different things.
    """
    held = _held(application, on)
    newest_round = held[-1] if held else 0
    opened = identity(application, newest_round)
    newest = last(application, *OPENERS)
    began = application.interviews[newest_round - 1].at.date() if held else None
    if newest is None or (began is not None and newest.day < began):
        return opened
    return f"{opened} {newest.did} {newest.day}"


def identity(application: Application, number: int) -> str:
    """Return by what interview *number* is known; without any, it is about the position."""
    if number == 0:
        return f"no interview, {_bare(application.position)}"
    return application.interviews[number - 1].identity
