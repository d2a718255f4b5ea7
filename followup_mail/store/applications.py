"""Applications: kept, found, changed and removed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from followup_mail.errors import UsageError
from followup_mail.kept import Dossier, Stored
from followup_mail.planning import Step
from followup_mail.store import rows
from followup_mail.store.plans import Plans
from followup_mail.store.room import at_once, missing
from followup_mail.store.tables import (
    APPLICATION,
    MENTION,
    OF_AN_APPLICATION,
    columns,
    insertion,
)
from followup_mail.vocabulary import State

_STORED: Final = columns(APPLICATION, rows.STORED)
_NEW: Final = insertion(
    APPLICATION,
    ("id", *rows.DOSSIER, "state", "note", "ended", "spans", "added_at", "changed_at"),
)
# As SQL, not as queries of peewee's: every message that is sent asks for its application
# several times, and putting the query together costs more than the answer.
_SELECTED: Final = f"SELECT {', '.join(rows.STORED)} FROM application"  # noqa: S608 - our own names
_NAMED: Final = f"{_SELECTED} WHERE name = ?"
_NUMBERED: Final = f"{_SELECTED} WHERE id = ?"
# That it isn't empty is said for the planner: only then does the index know them all.
_SIBLINGS: Final = (
    f"{_SELECTED} WHERE employer_key = ? AND employer_key <> '' AND writer = ? AND id <> ? "
    "ORDER BY name"
)
_OF_JOB: Final = (
    f"{_SELECTED} WHERE employer_key = ? AND employer_key <> '' AND position = ? ORDER BY id"
)
_NAMES: Final = "SELECT name FROM application WHERE name >= ? ORDER BY name LIMIT ?"
_NAMES_BEFORE: Final = (
    "SELECT name FROM application WHERE name >= ? AND name < ? ORDER BY name LIMIT ?"
)
_FIRST_STEPS: Final = (
    "SELECT application_id, opens, closes, step FROM agenda "
    "WHERE place = 0 AND application_id IN ({})"
)
_TAKEN: Final = "SELECT name FROM application WHERE name IN ({})"
_LAST_CHARACTER: Final = 0x10FFFF
_BEFORE_SURROGATES: Final = 0xD7FF


class Applications(Plans):
    """What is kept of each application, apart from what happened."""

    def add(self, dossier: Dossier, *, at: datetime) -> Stored:
        """Keep a new application.

        Raises:
            UsageError: There is one of that name.

        """
        with self.writing():
            (number,) = self.add_many((dossier,), at=at)
            return self.by_id(number)

    def add_many(self, dossiers: Sequence[Dossier], *, at: datetime) -> tuple[int, ...]:
        """Keep new applications and return their numbers; each is incomplete until planned.

        Raises:
            UsageError: There is one of that name, or two of them share one.

        """
        when = rows.stamp(at)
        fixed = (State.INCOMPLETE.value, "", 0, "", when, when)
        with self.writing():
            self._refuse_taken([dossier.name for dossier in dossiers])
            first = self._take("application", len(dossiers))
            self._database.many(
                _NEW,
                (
                    (number, *rows.dossier_row(dossier), *fixed)
                    for number, dossier in enumerate(dossiers, first)
                ),
            )
            self._count(open_=len(dossiers), ended=0)
        return tuple(range(first, first + len(dossiers)))

    def change(self, number: int, dossier: Dossier, *, at: datetime) -> None:
        """Keep *dossier* in the place of what was kept; state and plan stay.

        Raises:
            UsageError: Another application has that name.
            NotFoundError: There is no application of that number.

        """
        with self.writing():
            before = self.by_id(number).dossier
            if dossier.name != before.name:
                self._refuse_taken([dossier.name])
            values = dict(zip(rows.DOSSIER, rows.dossier_row(dossier), strict=True))
            self._database.run(
                APPLICATION.update(**values, changed_at=rows.stamp(at)).where(
                    APPLICATION.c.id == number
                )
            )
            if dossier.writer != before.writer:
                self._set_writer(number, dossier.writer)

    def set_writer(self, number: int, writer: str) -> None:
        """Keep whose the application *number* is, which config.toml decides too."""
        with self.writing():
            self._database.run(APPLICATION.update(writer=writer).where(APPLICATION.c.id == number))
            self._set_writer(number, writer)

    def _set_writer(self, number: int, writer: str) -> None:
        self._database.run(MENTION.update(writer=writer).where(MENTION.c.application_id == number))

    def remove(self, number: int) -> None:
        """Erase every trace of an application; its bytes are overwritten.

        Raises:
            NotFoundError: There is no application of that number.

        """
        with self.writing():
            self.by_id(number)
            self._forget_plan(number)
            for table in OF_AN_APPLICATION:
                self._database.run(table.delete().where(table.c.application_id == number))
            self._database.run(APPLICATION.delete().where(APPLICATION.c.id == number))

    def get(self, name: str) -> Stored | None:
        """Return the application called *name*."""
        found = self._database.ask(_NAMED, name)
        return self._noun(rows.stored, found[0]) if found else None

    def by_id(self, number: int) -> Stored:
        """Return the application of that number.

        Raises:
            NotFoundError: There is none.

        """
        found = self._database.ask(_NUMBERED, number)
        if not found:
            raise missing(number)
        return self._noun(rows.stored, found[0])

    def names(self, prefix: str, *, limit: int) -> tuple[str, ...]:
        """Return the names that begin with *prefix*, in order, at most *limit*."""
        end = _after(prefix)
        found = (
            self._database.ask(_NAMES, prefix, limit)
            if end is None
            else self._database.ask(_NAMES_BEFORE, prefix, end, limit)
        )
        return tuple(name for (name,) in found)

    def listed(
        self, *, client: str | None = None, ended: bool = True
    ) -> Iterator[tuple[Stored, Step | None]]:
        """Yield the applications by name, each with the first step of its plan.

        They are read a few hundred at a time, so that nobody is kept from writing.
        """
        query = APPLICATION.select(*_STORED).order_by(APPLICATION.c.name).limit(at_once())
        if client is not None:
            query = query.where(APPLICATION.c.client == client)
        if client:
            # For the planner: only then is the index on clients known to hold them all.
            query = query.where(APPLICATION.c.client != "")
        if not ended:
            query = query.where(APPLICATION.c.ended == 0)
        last: str | None = None
        while True:
            page = query if last is None else query.where(APPLICATION.c.name > last)
            with self._database.reading():
                found = [self._noun(rows.stored, row) for row in self._database.rows(page)]
                steps = self._first_steps([stored.id for stored in found])
            yield from ((stored, steps.get(stored.id)) for stored in found)
            if len(found) < at_once():
                return
            last = found[-1].dossier.name

    def siblings(self, stored: Stored) -> tuple[Stored, ...]:
        """Return the other applications of the same writer at the same employer, by name."""
        key = stored.dossier.employer_key
        if not key:
            return ()
        found = self._database.ask(_SIBLINGS, key, stored.dossier.writer, stored.id)
        return tuple(self._noun(rows.stored, row) for row in found)

    def of_job(self, employer_key: str, position: str) -> tuple[Stored, ...]:
        """Return the applications for *position* there, in the order in which they were kept."""
        found = self._database.ask(_OF_JOB, employer_key, position)
        return tuple(self._noun(rows.stored, row) for row in found)

    def _first_steps(self, numbers: Sequence[int]) -> dict[int, Step]:
        found = self._database.among(_FIRST_STEPS, numbers)
        return {row[0]: self._noun(rows.step, row[1:]) for row in found}

    def _refuse_taken(self, names: Sequence[str]) -> None:
        seen: set[str] = set()
        for start in range(0, len(names), at_once()):
            some = names[start : start + at_once()]
            found = self._database.among(_TAKEN, some)
            taken = {name for (name,) in found} | seen
            for name in some:
                if name in taken:
                    raise UsageError(
                        f"There is an application called {name} already; give this one another "
                        "name, or change that one."
                    )
                taken.add(name)
                seen.add(name)


def _after(prefix: str) -> str | None:
    """Return the first text behind all that begin with *prefix*; None where none is."""
    kept = prefix.rstrip(chr(_LAST_CHARACTER))
    if not kept:
        return None
    last = ord(kept[-1])
    # Surrogates can't be kept, nor asked for.
    following = 0xE000 if last == _BEFORE_SURROGATES else last + 1
    return kept[:-1] + chr(following)
