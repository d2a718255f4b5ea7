"""Everything that is kept as one JSON document, and back.

The document is written and read piece by piece, an application at a time. What
is made from the rest (plans, phrases to recognise applications by) isn't in it.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from followup_mail.errors import DataError, StoreError, UsageError
from followup_mail.record import Record
from followup_mail.store import rows
from followup_mail.store.checking import (
    MAYBE_NUMBER,
    MAYBE_TEXT,
    NUMBER,
    TEXT,
    FaultError,
    Shape,
    checked_list,
    checked_row,
)
from followup_mail.store.database import Row
from followup_mail.store.migrations import NEWEST
from followup_mail.store.pieces import Pieces
from followup_mail.store.posting_transfer import PostingTransfer, Taken
from followup_mail.store.room import at_once
from followup_mail.store.tables import (
    APPLICATION,
    CALENDAR_ENTRY,
    COUNTER,
    DAYS_OFF,
    ENTRY,
    INVITATION,
    MESSAGE,
    MOVED_INTERVIEW,
    POSTING,
    SETTING,
    columns,
    insertion,
)
from followup_mail.store.trusting import LINEAGE
from followup_mail.vocabulary import State

_PROGRAM: Final = "followup-mail"
_APPLICATION: Final[Shape] = {
    "id": NUMBER,
    "uid": TEXT,
    "name": TEXT,
    "client": TEXT,
    "employer": TEXT,
    "position": TEXT,
    "employer_key": TEXT,
    "folder": MAYBE_TEXT,
    "complete": NUMBER,
    "text": TEXT,
    "added_at": TEXT,
    "changed_at": TEXT,
}
_ENTRY: Final[Shape] = {
    "id": NUMBER,
    "recorded_at": TEXT,
    "happened_on": TEXT,
    "did": TEXT,
    "person": MAYBE_TEXT,
    "until_day": MAYBE_TEXT,
    "round": MAYBE_NUMBER,
    "note": MAYBE_TEXT,
    "undoes": MAYBE_NUMBER,
}
_MESSAGE: Final[Shape] = {
    "id": NUMBER,
    "kind": TEXT,
    "person": TEXT,
    "subject": TEXT,
    "body": TEXT,
    "made_at": TEXT,
    "after_entry": NUMBER,
    "used_entry": MAYBE_NUMBER,
}
_INVITATION: Final[Shape] = {"uid": TEXT, "round": NUMBER}
_CALENDAR: Final[Shape] = {
    "uid": TEXT,
    "occurrence": TEXT,
    "sequence": NUMBER,
    "digest": TEXT,
    "cancelled": NUMBER,
    "day": TEXT,
    "summary": TEXT,
}
_DAYS: Final[Shape] = {
    "place": TEXT,
    "year": NUMBER,
    "source": TEXT,
    "hard": (dict,),
    "soft": (dict,),
    "weekend": (list,),
}
_DAYS_COLUMNS: Final = ("place", "year", "source", "days")
_COUNTERS: Final[Shape] = {
    "application": NUMBER,
    "entry": NUMBER,
    "left": NUMBER,
    "message": NUMBER,
    "posting": NUMBER,
}
_NUMBERED: Final = {
    "application": APPLICATION,
    "entry": ENTRY,
    "message": MESSAGE,
    "posting": POSTING,
}
_WHOLE: Final = frozenset({"about", "applications", "counters", "days_off", "outbox", "sent_keys"})
_MOST: Final = 2**53
"""Far more than was ever given out, and far from where a number ends."""
_NAME: Final = re.compile(r"[a-z0-9_][a-z0-9_-]{0,199}")
"""As ``add --name`` takes it: it stands in commands and in the names of files."""
_UID: Final = re.compile(r"[A-Za-z0-9-]{1,64}")
_OLD: Final = 1
"""The schema before there was an outbox, whose exports are taken in as well."""
_SINCE: Final = {"outbox", "sent_keys"}
_COUNTED_SINCE: Final = {"left", "posting"}
_MOVED: Final[Shape] = {"at": TEXT, "identity": TEXT}
_PARTS: Final = {
    "calendar": (CALENDAR_ENTRY, _CALENDAR, CALENDAR_ENTRY.c.uid),
    "entries": (ENTRY, _ENTRY, ENTRY.c.id),
    "invitations": (INVITATION, _INVITATION, INVITATION.c.uid),
    "messages": (MESSAGE, _MESSAGE, MESSAGE.c.id),
    "moved_interviews": (MOVED_INTERVIEW, _MOVED, MOVED_INTERVIEW.c.at),
}
"""What an application holds besides its own columns: table, shape, order."""
_NEWER: Final = frozenset({"moved_interviews"})
"""Parts that exports had not always."""
_IN_ORDER: Final = ("entries", "messages", "invitations", "calendar", "moved_interviews")
_NEW: Final = insertion(APPLICATION, (*_APPLICATION, "state", "note", "ended", "spans"))
_UNPLANNED: Final = (State.INCOMPLETE.value, "", 0, "")


class _Checked(Record):
    """An application of the document, as rows."""

    row: tuple[object, ...]
    parts: Mapping[str, tuple[tuple[object, ...], ...]]
    """Rows that begin with the application's number."""


class Restored(Record):
    """What was taken in of a document."""

    applications: int
    messages: Taken


class Transfer(PostingTransfer):
    """The store as a document."""

    def export(self) -> Iterator[str]:
        """Yield everything that is kept as JSON, with sorted keys, an application a line."""
        with self._database.reading():
            held: dict[str, int] = dict(
                self._database.rows(COUNTER.select(COUNTER.c.name, COUNTER.c.value))
            )
            about = rows.encode(
                {"program": _PROGRAM, "schema": NEWEST, **self._lineage(held.get("left", 0))}
            )
            yield f'{{"about":{about},\n"applications":['
            yield from _listed(map(rows.encode, self._exported()))
            counters = rows.encode({name: held.get(name, 0) for name in _COUNTERS})
            days = self._database.rows(
                DAYS_OFF.select(*columns(DAYS_OFF, _DAYS_COLUMNS)).order_by(
                    DAYS_OFF.c.place, DAYS_OFF.c.year
                )
            )
            listed = ",\n".join(rows.encode(_days_named(row)) for row in days)
            yield f'],\n"counters":{counters},\n"days_off":[{listed}],\n"outbox":['
            yield from _listed(self.exported_postings())
            yield '],\n"sent_keys":['
            yield from _listed(self.exported_keys())
            yield "]}\n"

    def _lineage(self, left: int) -> dict[str, str]:
        """Return which store this is, as a part of ``about``; nothing if none was sent."""
        if not left:
            return {}
        found = self._database.ask(
            "SELECT value FROM setting WHERE name IN (?, 'generation') ORDER BY name DESC", LINEAGE
        )
        return {LINEAGE: found[0][0]}

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

    def restore(self, document: Iterable[str]) -> Restored:
        """Take in what an export wrote, all of it or nothing; return what that was.

        They have no plans yet. Nothing of it can be sent, and no file is found by it.

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
            except (FaultError, ValueError, RecursionError) as error:
                told = error if isinstance(error, FaultError) else _told(error)
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

    def _restored(self, pieces: Pieces) -> Restored:
        many = 0
        drafts: list[Row] = []
        seen: dict[str, object] = {}
        for key in pieces.members():
            if key == "applications":
                many = self._take_in(pieces)
                seen[key] = None
            elif key == "outbox" and "applications" in seen:
                drafts += self.take_postings(pieces.values())
                seen[key] = []
            else:
                seen[key] = pieces.value()
            if key == "about":
                _check_about(seen[key])
        pieces.end()
        about = seen.get("about")
        old = isinstance(about, dict) and about.get("schema") == _OLD
        if set(seen) != (_WHOLE - _SINCE if old else _WHOLE):
            raise FaultError("it isn't a whole export of followup-mail")
        # What stands before the applications to which it belongs had to wait.
        drafts += self.take_postings(checked_list(seen.get("outbox", []), "outbox"))
        self.take_keys(checked_list(seen.get("sent_keys", []), "sent_keys"))
        self._take_counters(seen["counters"], old=old)
        self._take_days(seen["days_off"])
        self._take_lineage(about)
        self._count(open_=many, ended=0)
        return Restored(many, self.keep_drafts(drafts))

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

    def _take_lineage(self, about: object) -> None:
        lineage = about.get(LINEAGE) if isinstance(about, dict) else None
        if lineage is not None:
            if not isinstance(lineage, str) or not lineage.isalnum() or not lineage.isascii():
                raise FaultError("about: lineage has a wrong value")
            self._database.many(insertion(SETTING, ("name", "value")), [(LINEAGE, lineage)])

    def _take_counters(self, value: object, *, old: bool) -> None:
        names = [name for name in _COUNTERS if not (old and name in _COUNTED_SINCE)]
        counters = checked_row(dict.fromkeys(names, NUMBER), value, "counters")
        for name, last in zip(names, counters, strict=True):
            table = _NUMBERED.get(name)
            newest = (
                self._database.rows(table.select(table.c.id).order_by(table.c.id.desc()).limit(1))
                if table is not None
                else []
            )
            if isinstance(last, int) and last > _MOST:
                raise FaultError(f"counters.{name} is higher than there can be")
            if newest and not (isinstance(last, int) and last >= newest[0][0]):
                raise FaultError(f"counters.{name} is lower than a number in use")
            self._database.run(
                COUNTER.update({COUNTER.c.value: last}).where(COUNTER.c.name == name)
            )

    def _take_days(self, value: object) -> None:
        held = [_days_row(each) for each in checked_list(value, "days_off")]
        self._database.run(DAYS_OFF.delete())
        self._database.many(insertion(DAYS_OFF, _DAYS_COLUMNS), held)


def _listed(lines: Iterable[str]) -> Iterator[str]:
    """Yield the members of a list in JSON, a line each."""
    begun = False
    for line in lines:
        yield f"{',' if begun else ''}\n{line}"
        begun = True


def _named(shape: Shape, row: Row) -> dict[str, object]:
    return dict(zip(shape, row, strict=True))


def _days_named(row: Row) -> dict[str, object]:
    place, year, source, days = row
    return {"place": place, "year": year, "source": source, **json.loads(days)}


def _days_row(value: object) -> Row:
    place, year, source, hard, soft, weekend = checked_row(_DAYS, value, "days_off")
    names = [*hard.values(), *soft.values()]
    if not all(isinstance(name, str) for name in names):
        raise FaultError("days_off: a name isn't text")
    if not all(type(day) is int for day in weekend):
        raise FaultError("days_off: weekend has a wrong value")
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
        raise FaultError("it isn't an export of followup-mail")
    schema = value.get("schema")
    if isinstance(schema, int) and schema > NEWEST:
        raise FaultError(
            f"it was written by a newer followup-mail (schema {schema}; this one knows {NEWEST})"
        )
    if type(schema) is not int or schema < _OLD:
        raise FaultError("it doesn't say which schema it has")


def _application(value: object) -> _Checked:
    if not isinstance(value, dict):
        raise FaultError("an application in it isn't an object")
    parts = {part: value.get(part, [] if part in _NEWER else None) for part in _PARTS}
    own = {key: held for key, held in value.items() if key not in parts}
    name = value.get("name")
    where = f"the application {name}" if isinstance(name, str) else "an application"
    row = checked_row(_APPLICATION, own, where)
    if not (_NAME.fullmatch(row[2]) and _UID.fullmatch(row[1])):
        raise FaultError(f"{where}: name or uid has a wrong value")
    rows.stored((*row[:9], "", row[9], *_UNPLANNED[:2], *row[10:]))
    number = row[0]
    checked = {
        part: tuple(
            (number, *checked_row(shape, each, f"{where}, {part}"))
            for each in checked_list(parts[part], f"{where}, {part}")
        )
        for part, (_, shape, _) in _PARTS.items()
    }
    _check_parts(checked, where)
    # Whoever wrote the document chose the folder, and files would be mailed from there.
    row = tuple(
        None if name == "folder" else held for name, held in zip(_APPLICATION, row, strict=True)
    )
    return _Checked((*row, *_UNPLANNED), checked)


def _check_parts(parts: Mapping[str, tuple[Row, ...]], where: str) -> None:
    """Read every row as a noun, and see that entries lean on earlier ones only."""
    known: set[object] = set()
    for application, number, recorded, *said, undoes in parts["entries"]:
        rows.entry((number, application, recorded, *said, undoes, None))
        if undoes is not None and undoes not in known:
            raise FaultError(f"{where}: entry {number} undoes one that isn't there")
        known.add(number)
    for _, *message in parts["messages"]:
        rows.message(tuple(message))
        if message[-1] is not None and message[-1] not in known:
            raise FaultError(f"{where}: message {message[0]} names an entry that isn't there")
    for _, *entry in parts["calendar"]:
        rows.calendar_entry(tuple(entry))
