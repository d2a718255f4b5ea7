"""How a language says what the facts are: names, days, lists, numbers.

To add a language, write a class with the members of :class:`Phrasing` and name
it in :func:`phrasing`; nothing outside this package knows which languages exist.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol

from followup_mail.model import Interview, Person
from followup_mail.vocabulary import Did, Language, Register, Role
from followup_mail.writing.marks import Marks


class Phrasing(Protocol):
    """What each language can say. Marked text in means marked text out."""

    def greeting(self, person: Person, register: Register, marks: Marks) -> str:
        """Return the line of address, with its comma."""

    def called(self, person: Person, marks: Marks) -> str:
        """Return what to call *person* aloud."""

    def asked_for(self, person: Person, marks: Marks) -> str:
        """Return how to ask a third person for *person*."""

    def closing(self, person: Person | None, register: Register, marks: Marks) -> str:
        """Return the line before the name."""

    def day(self, day: date, on: date) -> str:
        """Return *day* as said on *on*, with its preposition: "on Thursday"."""

    def exact_day(self, day: date, on: date) -> str:
        """Return *day* as it is right whenever it is read."""

    def deadline(self, day: date, on: date) -> str:
        """Return *day* as it follows "by": "Friday, November 27"."""

    def calendar_date(self, day: date, on: date) -> str:
        """Return *day* as a date without weekday, wherever *on* lies near it."""

    def join(self, items: Sequence[str]) -> str:
        """Return a list of names."""

    def topics(self, topics: Sequence[str]) -> str:
        """Return noun phrases as they follow "we talked about"."""

    def role(self, role: Role) -> str:
        """Return what a person is in the process."""

    def record(self, when: str, did: Did, whom: str) -> str:
        """Return what was done as one line of a record; *whom* may be empty."""

    def terms(self, interview: Interview | None) -> Mapping[str, str]:
        """Return words that differ between places or kinds of interview."""

    def number(self, number: int) -> str:
        """Return a small number in words."""

    def filters(self) -> Mapping[str, Callable[..., str]]:
        """Return what templates may put behind a ``|``."""

    def finish(self, marked: str) -> str:
        """Return *marked* with the typography of the template's own words."""


def phrasing(language: Language) -> Phrasing:
    """Return how *language* says things."""
    if language.base == "fr":
        from followup_mail.writing.phrasing.french import (  # noqa: PLC0415 - Babel's start-up
            French,
        )

        return French(language)
    from followup_mail.writing.phrasing.english import English  # noqa: PLC0415 - as above

    return English(language)


def filters(language: Language) -> Mapping[str, Callable[..., str]]:
    """Return the filters that templates in *language* may use."""
    return phrasing(language).filters()


def finish(marked: str, language: Language) -> str:
    """Return rendered text with the typography of its language."""
    return phrasing(language).finish(marked)
