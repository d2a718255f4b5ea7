"""What happened: appended, never edited."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from followup_mail.errors import NotFoundError, UsageError
from followup_mail.kept import Entry, Stored
from followup_mail.model import Happening
from followup_mail.store import rows
from followup_mail.store.applications import Applications
from followup_mail.store.tables import ENTRY, insertion

_NEW: Final = insertion(ENTRY, rows.ENTRY)
# As SQL, not as queries of peewee's: every message that is sent asks for a history
# several times, and putting the query together costs more than the answer.
_RECORDED: Final = (
    f"SELECT {', '.join(f'entry.{name}' for name in rows.ENTRY)}, taken_back.id "  # noqa: S608 - our own names
    "FROM entry LEFT OUTER JOIN entry AS taken_back ON taken_back.undoes = entry.id "
)
_COUNTS: Final = "entry.undoes IS NULL AND taken_back.id IS NULL"
_ONE: Final = f"{_RECORDED} WHERE entry.id = ?"
_ALL_OF_IT: Final = f"{_RECORDED} WHERE entry.application_id = ? ORDER BY entry.id"
_WHAT_COUNTS: Final = f"{_RECORDED} WHERE {_COUNTS} AND entry.application_id = ? ORDER BY entry.id"
_NEWEST: Final = f"{_RECORDED} WHERE {_COUNTS} ORDER BY entry.id DESC LIMIT 1"
_NEWEST_OF_IT: Final = (
    f"{_RECORDED} WHERE {_COUNTS} AND entry.application_id = ? ORDER BY entry.id DESC LIMIT 1"
)


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
            found = self._database.ask(_ONE, entry_id)
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
        held = (entry.happening for entry in self._entries(_WHAT_COUNTS, number))
        return tuple(sorted(held, key=lambda h: (h.day, h.id)))

    def entries(self, number: int) -> tuple[Entry, ...]:
        """Return everything that was ever recorded, in the order of recording."""
        return tuple(self._entries(_ALL_OF_IT, number))

    def newest(self, number: int | None = None) -> tuple[Stored, Entry] | None:
        """Return the entry recorded last that counts, with its application.

        Of the application *number*, or of all where it is None.
        """
        held = self._database
        found = held.ask(_NEWEST) if number is None else held.ask(_NEWEST_OF_IT, number)
        if not found:
            return None
        return self.by_id(found[0][1]), self._noun(rows.entry, found[0])

    def _entries(self, query: str, number: int) -> Iterable[Entry]:
        return [self._noun(rows.entry, row) for row in self._database.ask(query, number)]
