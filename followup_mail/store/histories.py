"""What happened: appended, never edited."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from peewee import JOIN, Select

from followup_mail.errors import NotFoundError, UsageError
from followup_mail.kept import Entry, Stored
from followup_mail.model import Happening
from followup_mail.store import rows
from followup_mail.store.applications import Applications
from followup_mail.store.tables import ENTRY, columns, insertion

_NEW: Final = insertion(ENTRY, rows.ENTRY)
_UNDO: Final = ENTRY.alias("taken_back")
_ENTRY: Final = [*columns(ENTRY, rows.ENTRY), _UNDO.c.id]


class Histories(Applications):
    """What happened to each application."""

    def append(
        self, number: int, happenings: Sequence[Happening], *, at: datetime
    ) -> tuple[int, ...]:
        """Record what happened to the application *number*; return the entries' numbers."""
        return self.append_many([(number, happenings)], at=at)

    def append_many(
        self, pairs: Iterable[tuple[int, Sequence[Happening]]], *, at: datetime
    ) -> tuple[int, ...]:
        """Record what happened to many applications, each by its number.

        Return the numbers of the entries, in the order of *pairs*.
        """
        when = rows.stamp(at)
        all_of_it = [(number, happening) for number, held in pairs for happening in held]
        with self.writing():
            first = self._take("entry", len(all_of_it))
            self._database.many(
                _NEW,
                (
                    (entry, number, when, *rows.happening_row(happening), None)
                    for entry, (number, happening) in enumerate(all_of_it, first)
                ),
            )
        return tuple(range(first, first + len(all_of_it)))

    def undo(self, entry_id: int, *, at: datetime) -> None:
        """Record that the entry *entry_id* is taken back.

        Raises:
            NotFoundError: There is no such entry.
            UsageError: It was taken back already, or takes another one back.

        """
        with self.writing():
            found = self._database.rows(_recorded().where(ENTRY.c.id == entry_id))
            if not found:
                raise NotFoundError(f"There is no entry {entry_id} in the history.")
            entry = self._noun(rows.entry, found[0])
            if entry.undone_by is not None:
                raise UsageError(f"Entry {entry_id} was undone already; nothing was changed.")
            if entry.undoes is not None:
                raise UsageError(
                    f"Entry {entry_id} undoes another one and can't be undone itself; "
                    "log again what happened."
                )
            number = self._take("entry", 1)
            said = rows.happening_row(entry.happening)
            self._database.many(_NEW, [(number, found[0][1], rows.stamp(at), *said, entry_id)])

    def history(self, number: int) -> tuple[Happening, ...]:
        """Return what counts of what happened, by day; what was undone is left out."""
        held = (entry.happening for entry in self._entries(_effective(), number))
        return tuple(sorted(held, key=lambda h: (h.day, h.id)))

    def entries(self, number: int) -> tuple[Entry, ...]:
        """Return everything that was ever recorded, in the order of recording."""
        return tuple(self._entries(_recorded(), number))

    def newest(self, number: int | None = None) -> tuple[Stored, Entry] | None:
        """Return the entry recorded last that counts, with its application.

        Of the application *number*, or of all where it is None.
        """
        query = _effective().order_by(ENTRY.c.id.desc()).limit(1)
        if number is not None:
            query = query.where(ENTRY.c.application_id == number)
        found = self._database.rows(query)
        if not found:
            return None
        return self.by_id(found[0][1]), self._noun(rows.entry, found[0])

    def _entries(self, query: Select, number: int) -> Iterable[Entry]:
        of_it = query.where(ENTRY.c.application_id == number).order_by(ENTRY.c.id)
        return [self._noun(rows.entry, row) for row in self._database.rows(of_it)]


def _recorded() -> Select:
    joined = ENTRY.join(_UNDO, JOIN.LEFT_OUTER, on=_UNDO.c.undoes == ENTRY.c.id)
    return Select([joined], _ENTRY)


def _effective() -> Select:
    return _recorded().where(ENTRY.c.undoes.is_null()).where(_UNDO.c.id.is_null())
