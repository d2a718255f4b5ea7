"""Synthetic applications, happenings and plans for the tests of the store."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from followup_mail.kept import CalendarEntry, Dossier, Message
from followup_mail.model import Happening
from followup_mail.planning import Plan, Step
from followup_mail.store import Store
from followup_mail.vocabulary import Act, Did, Kind, State

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def dossier(name: str, **changes: object) -> Dossier:
    """Return what is kept of an application called *name*, but for *changes*."""
    kept = Dossier(
        uid=f"uid-{name}",
        name=name,
        client="",
        employer="Northwind Analytics",
        position="Data Engineer",
        employer_key="northwind analytics",
        text=f'# {name}\nemployer = "Northwind Analytics"\n',
    )
    return kept._replace(**changes)


def step(opens: datetime, closes: datetime | None = None, **changes: object) -> Step:
    """Return a check-in that is due from *opens* until *closes*, but for *changes*."""
    kept = Step(
        act=Act.CHECK_IN,
        due=opens.date(),
        opens=opens,
        closes=closes,
        why="three business days after 27 November, the date Maria named on 19 November",
        to=("maria",),
        whom=("Maria López",),
    )
    return kept._replace(**changes)


def planned(*steps: Step, state: State = State.THANKED, note: str = "") -> Plan:
    """Return a plan of *steps*."""
    return Plan(state=state, steps=steps, note=note)


def happening(day: int, did: Did = Did.CHECK_IN, **changes: object) -> Happening:
    """Return what happened on that day of November 2026."""
    return Happening(on=date(2026, 11, day), did=did)._replace(**changes)


def unnumbered(happenings: Sequence[Happening]) -> list[Happening]:
    """Return *happenings* as they were before the store numbered them."""
    return [each._replace(id=None) for each in happenings]


def fill(store: Store, number: int, word: str) -> None:
    """Keep something of every kind for the application *number*, with *word* in it."""
    with store.writing():
        store.append(number, [happening(3, to=word, note=word), happening(4)], at=NOW)
        newest = store.newest(number)
        assert newest is not None
        store.undo(newest[1].happening.id or 0, at=LATER)
        store.keep_message(number, Message(Kind.CHECK_IN, word, word, word, NOW, 1))
        store.mark_used(number, [entry.happening.id or 0 for entry in store.entries(number)][:1])
        store.keep_invitation(f"{word}@mail.example", number, 1)
        uid = f"{store.by_id(number).dossier.uid}-{number:x}@followup-mail.invalid"
        entry = CalendarEntry(uid, word, 1, word, False, date(2026, 12, 1), word)  # noqa: FBT003 - as the field stands
        store.keep_calendar_entries(number, [entry])
        store.set_mentions(number, [word])
        store.keep_plan(number, planned(step(NOW, why=word), note=word))


def other(path: Path) -> sqlite3.Connection:
    """Return another program's connection."""
    return sqlite3.connect(path, isolation_level=None)
