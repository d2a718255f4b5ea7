"""Everything that is kept as one JSON document, and back.

The document is written and read piece by piece, an application at a time. What
is made from the rest (plans, phrases to recognise applications by) isn't in it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from followup_mail.errors import DataError, StoreError, UsageError
from followup_mail.record import Record
from followup_mail.store import rows
from followup_mail.store.database import Row
from followup_mail.store.migrations import NEWEST
from followup_mail.store.pieces import Pieces
from followup_mail.store.room import Room, at_once
from followup_mail.store.tables import (
    APPLICATION,
    CALENDAR_ENTRY,
    COUNTER,
    DAYS_OFF,
    ENTRY,
    INVITATION,
    MESSAGE,
    columns,
    insertion,
)
from followup_mail.vocabulary import State

_PROGRAM: Final = "followup-mail"
_LARGEST: Final = 2**63 - 1
_TEXT, _NUMBER = (str,), (int,)
_MAYBE_TEXT, _MAYBE_NUMBER = (str, type(None)), (int, type(None))

_Shape = Mapping[str, tuple[type, ...]]
"""The keys of an object, which are columns, with the types of their values."""

_APPLICATION: Final[_Shape] = {
    "id": _NUMBER,
    "uid": _TEXT,
    "name": _TEXT,
    "client": _TEXT,
    "employer": _TEXT,
    "position": _TEXT,
    "employer_key": _TEXT,
    "folder": _MAYBE_TEXT,
    "complete": _NUMBER,
    "text": _TEXT,
    "added_at": _TEXT,
    "changed_at": _TEXT,
}
_ENTRY: Final[_Shape] = {
    "id": _NUMBER,
    "recorded_at": _TEXT,
    "happened_on": _TEXT,
    "did": _TEXT,
    "person": _MAYBE_TEXT,
    "until_day": _MAYBE_TEXT,
    "round": _MAYBE_NUMBER,
    "note": _MAYBE_TEXT,
    "undoes": _MAYBE_NUMBER,
}
_MESSAGE: Final[_Shape] = {
    "id": _NUMBER,
    "kind": _TEXT,
    "person": _TEXT,
    "subject": _TEXT,
    "body": _TEXT,
    "made_at": _TEXT,
    "after_entry": _NUMBER,
    "used_entry": _MAYBE_NUMBER,
}
_INVITATION: Final[_Shape] = {"uid": _TEXT, "round": _NUMBER}
_CALENDAR: Final[_Shape] = {
    "uid": _TEXT,
    "occurrence": _TEXT,
    "sequence": _NUMBER,
    "digest": _TEXT,
    "cancelled": _NUMBER,
    "day": _TEXT,
    "summary": _TEXT,
}
_DAYS: Final[_Shape] = {
    "place": _TEXT,
    "year": _NUMBER,
    "source": _TEXT,
    "hard": (dict,),
    "soft": (dict,),
    "weekend": (list,),
}
_DAYS_COLUMNS: Final = ("place", "year", "source", "days")
_COUNTERS: Final[_Shape] = {"application": _NUMBER, "entry": _NUMBER, "message": _NUMBER}
_PARTS: Final = {
    "calendar": (CALENDAR_ENTRY, _CALENDAR, CALENDAR_ENTRY.c.uid),
    "entries": (ENTRY, _ENTRY, ENTRY.c.id),
    "invitations": (INVITATION, _INVITATION, INVITATION.c.uid),
    "messages": (MESSAGE, _MESSAGE, MESSAGE.c.id),
}
"""What an application holds besides its own columns: table, shape, order."""
_IN_ORDER: Final = ("entries", "messages", "invitations", "calendar")
_NEW: Final = insertion(APPLICATION, (*_APPLICATION, "state", "note", "ended", "spans"))
_UNPLANNED: Final = (State.INCOMPLETE.value, "", 0, "")


class _FaultError(Exception):
    """What is wrong, as the end of a sentence."""


class _Checked(Record):
    """An application of the document, as rows."""

    row: tuple[object, ...]
    parts: Mapping[str, tuple[tuple[object, ...], ...]]
    """Rows that begin with the application's number."""


class Transfer(Room):
    """The store as a document."""

    def export(self) -> Iterator[str]:
        """Yield everything that is kept as JSON, with sorted keys, an application a line."""
        with self._database.reading():
            about = rows.encode({"program": _PROGRAM, "schema": NEWEST})
            yield f'{{"about":{about},\n"applications":['
            begun = False
            for application in self._exported():
                yield f"{',' if begun else ''}\n{rows.encode(application)}"
                begun = True
            held: dict[str, int] = dict(
                self._database.rows(COUNTER.select(COUNTER.c.name, COUNTER.c.value))
            )
            counters = rows.encode({name: held.get(name, 0) for name in _COUNTERS})
            days = self._database.rows(
                DAYS_OFF.select(*columns(DAYS_OFF, _DAYS_COLUMNS)).order_by(
                    DAYS_OFF.c.place, DAYS_OFF.c.year
                )
            )
            listed = ",\n".join(rows.encode(_days_named(row)) for row in days)
            yield f'],\n"counters":{counters},\n"days_off":[{listed}]}}\n'

    def _exported(self) -> Iterator[dict[str, object]]:
        query = APPLICATION.select(*columns(APPLICATION, _APPLICATION)).order_by(APPLICATION.c.id)
        last = 0
        while found := self._database.rows(query.where(APPLICATION.c.id > last).limit(at_once())):
            last = found[-1][0]
            held: dict[int, dict[str, object]] = {
                row[0]: _named(_APPLICATION, row) for row in found
            }
            for part, (table, shape, order) in _PARTS.items():
                lists: dict[int, list[dict[str, object]]] = {number: [] for number in held}
                theirs = self._database.rows(
                    table.select(table.c.application_id, *columns(table, shape))
                    .where(table.c.application_id.in_(list(held)))
                    .order_by(order)
                )
                for row in theirs:
                    lists[row[0]].append(_named(shape, row[1:]))
                for number, listed in lists.items():
                    held[number][part] = listed
            yield from held.values()

    def restore(self, document: Iterable[str]) -> int:
        """Take in what an export wrote, all of it or nothing; return how many applications.

        They have no plans yet.

        Raises:
            UsageError: Something is kept here already.
            DataError: *document* is no export of this version, or is faulty.

        """
        with self.writing():
            if self._database.rows(APPLICATION.select(APPLICATION.c.id).limit(1)):
                raise UsageError(
                    f"{self._database.path}: holds applications already, and an export is only "
                    "restored into an empty store. Set FOLLOWUP_MAIL_HOME to an empty folder."
                )
            try:
                return self._restored(Pieces(document))
            except (_FaultError, ValueError, RecursionError) as error:
                told = error if isinstance(error, _FaultError) else _told(error)
                raise DataError(
                    f"The export can't be restored: {told}. Nothing was changed; "
                    "take the file as `followup-mail export` wrote it."
                ) from None
            except StoreError as error:
                if not isinstance(error.__cause__, sqlite3.IntegrityError):
                    raise
                raise DataError(
                    f"The export can't be restored: two of its parts contradict each other "
                    f"({error.__cause__}). Nothing was changed; "
                    "take the file as `followup-mail export` wrote it."
                ) from None

    def _restored(self, pieces: Pieces) -> int:
        many = 0
        seen: dict[str, object] = {}
        for key in pieces.members():
            if key == "applications":
                many = self._take_in(pieces)
                seen[key] = None
            else:
                seen[key] = pieces.value()
            if key == "about":
                _check_about(seen[key])
        pieces.end()
        if set(seen) != {"about", "applications", "counters", "days_off"}:
            raise _FaultError("it isn't a whole export of followup-mail")
        self._take_counters(seen["counters"])
        self._take_days(seen["days_off"])
        self._count(open_=many, ended=0)
        return many

    def _take_in(self, pieces: Pieces) -> int:
        many = 0
        values = pieces.values()
        while some := [_application(value) for value in islice(values, at_once())]:
            many += len(some)
            self._database.many(_NEW, (checked.row for checked in some))
            for part in _IN_ORDER:
                table, shape, _ = _PARTS[part]
                self._database.many(
                    insertion(table, ("application_id", *shape)),
                    (row for checked in some for row in checked.parts[part]),
                )
        return many

    def _take_counters(self, value: object) -> None:
        counters = _row(_COUNTERS, value, "counters")
        for (name, last), table in zip(
            zip(_COUNTERS, counters, strict=True), (APPLICATION, ENTRY, MESSAGE), strict=True
        ):
            newest = self._database.rows(table.select(table.c.id).order_by(table.c.id.desc()))
            if newest and not (isinstance(last, int) and last >= newest[0][0]):
                raise _FaultError(f"counters.{name} is lower than a number in use")
            self._database.run(
                COUNTER.update({COUNTER.c.value: last}).where(COUNTER.c.name == name)
            )

    def _take_days(self, value: object) -> None:
        held = [_days_row(each) for each in _list(value, "days_off")]
        self._database.run(DAYS_OFF.delete())
        self._database.many(insertion(DAYS_OFF, _DAYS_COLUMNS), held)


def _named(shape: _Shape, row: Row) -> dict[str, object]:
    return dict(zip(shape, row, strict=True))


def _days_named(row: Row) -> dict[str, object]:
    place, year, source, days = row
    return {"place": place, "year": year, "source": source, **json.loads(days)}


def _days_row(value: object) -> Row:
    place, year, source, hard, soft, weekend = _row(_DAYS, value, "days_off")
    names = [*hard.values(), *soft.values()]
    if not all(isinstance(name, str) for name in names):
        raise _FaultError("days_off: a name isn't text")
    if not all(type(day) is int for day in weekend):
        raise _FaultError("days_off: weekend has a wrong value")
    row = (place, year, source, rows.encode({"hard": hard, "soft": soft, "weekend": weekend}))
    rows.days_off(row)
    return row


def _told(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, UnicodeError):
        return "it isn't UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"it isn't JSON ({error.msg})"
    return f"a value in it is faulty ({error})"


def _check_about(value: object) -> None:
    if not isinstance(value, dict) or value.get("program") != _PROGRAM:
        raise _FaultError("it isn't an export of followup-mail")
    schema = value.get("schema")
    if isinstance(schema, int) and schema > NEWEST:
        raise _FaultError(
            f"it was written by a newer followup-mail (schema {schema}; this one knows {NEWEST})"
        )
    if schema != NEWEST:
        raise _FaultError("it doesn't say which schema it has")


def _application(value: object) -> _Checked:
    if not isinstance(value, dict):
        raise _FaultError("an application in it isn't an object")
    parts = {part: value.get(part) for part in _PARTS}
    own = {key: held for key, held in value.items() if key not in parts}
    name = value.get("name")
    where = f"the application {name}" if isinstance(name, str) else "an application"
    row = _row(_APPLICATION, own, where)
    rows.stored((*row[:10], *_UNPLANNED[:2], *row[10:]))
    number = row[0]
    checked = {
        part: tuple(
            (number, *_row(shape, each, f"{where}, {part}"))
            for each in _list(parts[part], f"{where}, {part}")
        )
        for part, (_, shape, _) in _PARTS.items()
    }
    _check_parts(checked, where)
    return _Checked((*row, *_UNPLANNED), checked)


def _check_parts(parts: Mapping[str, tuple[Row, ...]], where: str) -> None:
    """Read every row as a noun, and see that entries lean on earlier ones only."""
    known: set[object] = set()
    for application, number, recorded, *said, undoes in parts["entries"]:
        rows.entry((number, application, recorded, *said, undoes, None))
        if undoes is not None and undoes not in known:
            raise _FaultError(f"{where}: entry {number} undoes one that isn't there")
        known.add(number)
    for _, *message in parts["messages"]:
        rows.message(tuple(message))
        if message[-1] is not None and message[-1] not in known:
            raise _FaultError(f"{where}: message {message[0]} names an entry that isn't there")
    for _, *entry in parts["calendar"]:
        rows.calendar_entry(tuple(entry))


def _list(value: object, where: str) -> list[object]:
    if not isinstance(value, list):
        raise _FaultError(f"{where}: isn't a list")
    return value


def _row(shape: _Shape, value: object, where: str) -> Row:
    if not isinstance(value, dict) or set(value) != set(shape):
        raise _FaultError(f"{where}: should hold {', '.join(shape)}, and nothing else")
    for key, types in shape.items():
        held = value[key]
        if type(held) not in types or (isinstance(held, int) and abs(held) > _LARGEST):
            raise _FaultError(f"{where}: {key} has a wrong value")
    return tuple(value[key] for key in shape)
