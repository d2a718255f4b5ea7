"""Everything that is kept as one JSON document, and back.

The document is written and read piece by piece, an application at a time. What
is made from the rest (plans, phrases to recognise applications by) isn't in it.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from followup_mail.errors import DataError, StoreError, UsageError
from followup_mail.record import Record
from followup_mail.store import document, rows
from followup_mail.store.checking import (
    NUMBER,
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
    COUNTER,
    ENTRY,
    MESSAGE,
    POSTING,
    SETTING,
    columns,
    insertion,
)
from followup_mail.store.trusting import LINEAGE

_PROGRAM: Final = "followup-mail"
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
_WHOLE: Final = frozenset({"about", "applications", "counters", "outbox", "sent_keys"})
_FORMER: Final = {"days_off"}
"""What exports held once, and nobody is to believe: with no working day nothing is ever due."""
_MOST: Final = 2**48
"""Far more than was ever given out, and far from where a number ends."""
_LINEAGE: Final = re.compile(r"[A-Za-z0-9]{1,64}")
_OLD: Final = 1
"""The schema before there was an outbox, whose exports are taken in as well."""
_SINCE: Final = {"outbox", "sent_keys"}
_COUNTED_SINCE: Final = {"left", "posting"}
_NEW: Final = insertion(APPLICATION, (*document.APPLICATION, "state", "note", "ended", "spans"))
_AHEAD: Final = (
    "SELECT 1 FROM message WHERE after_entry > (SELECT value FROM counter WHERE name = 'entry') "
    "LIMIT 1"
)


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
            yield f'],\n"counters":{counters},\n"outbox":['
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
        query = APPLICATION.select(*columns(APPLICATION, document.APPLICATION)).order_by(
            APPLICATION.c.id
        )
        last = 0
        while found := self._database.rows(query.where(APPLICATION.c.id > last).limit(at_once())):
            last = found[-1][0]
            held: dict[int, dict[str, object]] = {
                row[0]: _named(document.APPLICATION, row) for row in found
            }
            for part, (table, shape, order) in document.PARTS.items():
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

    def restore(self, pieces: Iterable[str]) -> Restored:
        """Take in what an export wrote, all of it or nothing; return what that was.

        They have no plans yet. Nothing of it can be sent, and no file is found by it.

        Raises:
            UsageError: Something is kept here already.
            DataError: *pieces* are no export that this version knows, or a faulty one.

        """
        with self.writing():
            if self._database.rows(APPLICATION.select(APPLICATION.c.id).limit(1)):
                raise UsageError(
                    f"{self._database.path}: holds applications already, and an export is only "
                    "restored into an empty store. Set FOLLOWUP_MAIL_HOME to an empty folder."
                )
            try:
                return self._restored(Pieces(pieces))
            except (FaultError, ValueError, RecursionError) as error:
                raise _refusal(
                    str(error) if isinstance(error, FaultError) else _told(error)
                ) from None
            except StoreError as error:
                raise _as_fault(error) from None

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
        if set(seen) - _FORMER != (_WHOLE - _SINCE if old else _WHOLE):
            raise FaultError("it isn't a whole export of followup-mail")
        # What stands before the applications to which it belongs had to wait.
        drafts += self.take_postings(checked_list(seen.get("outbox", []), "outbox"))
        self.take_keys(checked_list(seen.get("sent_keys", []), "sent_keys"))
        self._take_counters(seen["counters"], old=old)
        self._take_lineage(about)
        if self._database.ask(_AHEAD):
            raise FaultError("a message names an entry that isn't there yet")
        self._count(open_=many, ended=0)
        return Restored(many, self.keep_drafts(drafts))

    def _take_in(self, pieces: Pieces) -> int:
        many = 0
        values = pieces.values()
        while some := [document.application(value) for value in islice(values, at_once())]:
            many += len(some)
            self._database.many(_NEW, (checked.row for checked in some))
            for part in document.IN_ORDER:
                table, shape, _ = document.PARTS[part]
                self._database.many(
                    insertion(table, ("application_id", *shape)),
                    (row for checked in some for row in checked.parts[part]),
                )
        return many

    def _take_lineage(self, about: object) -> None:
        lineage = about.get(LINEAGE) if isinstance(about, dict) else None
        if lineage is not None:
            if not isinstance(lineage, str) or not _LINEAGE.fullmatch(lineage):
                raise FaultError("about: lineage has a wrong value")
            self._database.run(SETTING.delete().where(SETTING.c.name == LINEAGE))
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
            if not (isinstance(last, int) and last >= (newest[0][0] if newest else 0)):
                raise FaultError(f"counters.{name} is lower than a number in use")
            # A number that was given out here, to what was removed since, isn't used again.
            self._database.run(
                COUNTER.update({COUNTER.c.value: last})
                .where(COUNTER.c.name == name)
                .where(COUNTER.c.value < last)
            )


def _listed(lines: Iterable[str]) -> Iterator[str]:
    """Yield the members of a list in JSON, a line each."""
    begun = False
    for line in lines:
        yield f"{',' if begun else ''}\n{line}"
        begun = True


def _named(shape: Shape, row: Row) -> dict[str, object]:
    return dict(zip(shape, row, strict=True))


def _refusal(told: str) -> DataError:
    return DataError(
        f"The export can't be restored: {told}. Nothing was changed; "
        "take the file as `followup-mail export` wrote it."
    )


def _as_fault(error: StoreError) -> DataError | StoreError:
    """Return *error* as one of the document, where it is."""
    if isinstance(error.__cause__, UnicodeError):
        return _refusal("a text in it isn't Unicode")
    if isinstance(error.__cause__, sqlite3.IntegrityError):
        return _refusal(f"two of its parts contradict each other ({error.__cause__})")
    return error


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
