"""What an application still lacks, as questions.

An invitation names no roles, and a spreadsheet may not know when the interview is:
such a record is kept, and completed by answering.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from followup_mail.record import Record
from followup_mail.tables import Key, clean, dotted
from followup_mail.vocabulary import Role

_ROLE = f'role = "{Role.RECRUITER}"  # or {", ".join(list(Role)[1:])}'


class Question(Record):
    """One key that is required and missing."""

    key: str
    """Dotted, as it is typed after ``--set``."""
    text: str
    example: str
    """TOML that would answer it."""


class Incomplete(Record):
    """An application without fault that lacks what can be asked for later."""

    questions: tuple[Question, ...]
    """In the order of the file; at least one."""
    employer: str
    position: str
    client: str | None = None
    people: Mapping[str, str] = MappingProxyType({})
    """ID to name, in the order of the file."""
    name: str = ""
    """``me.name``; "" where config.toml has it."""
    email: str = ""
    """The same of ``me.email``."""


def incomplete(tree: Mapping[str, object], gaps: Iterable[Key]) -> Incomplete:
    """Return what can be said of *tree*, which has no fault but lacks the keys *gaps*."""
    table = tree.get("people")
    people = {
        clean(name): _text(person, "name")
        for name, person in (table if isinstance(table, Mapping) else {}).items()
    }
    rounds = tree.get("interviews")
    count = len(rounds) if isinstance(rounds, list) else 0
    return Incomplete(
        questions=tuple(_question(gap, people, count) for gap in gaps),
        employer=_text(tree, "employer"),
        position=_text(tree, "position"),
        client=_text(tree, "client") or None,
        name=_text(tree.get("me"), "name"),
        email=_text(tree.get("me"), "email"),
        people=people,
    )


def _question(gap: Key, people: Mapping[str, str], rounds: int) -> Question:
    table, place, _ = gap
    if table == "people":
        text = f"What is {people[place]}'s role?"
        return Question(dotted(gap), text, f"[people.{place}]\n{_ROLE}")
    which = f"interview {int(place) + 1}" if rounds > 1 else "the interview"
    example = "[[interviews]]\nat = 2026-11-19T14:00:00"
    return Question(dotted(gap), f"What are the date and time of {which}?", example)


def _text(table: object, key: str) -> str:
    value = table.get(key) if isinstance(table, Mapping) else None
    return clean(value) if isinstance(value, str) else ""
