"""Applications of a document, and what of each is taken for true.

An export may be an old one, somebody else's, or altered. So it isn't believed where
attachments lie, and a calendar is told of none but entries of our own.
"""

import re
from collections.abc import Mapping
from typing import Final

from followup_mail.record import Record
from followup_mail.store import rows
from followup_mail.store.checking import (
    MAYBE_NUMBER,
    MAYBE_TEXT,
    NUMBER,
    TEXT,
    FaultError,
    Shape,
    checked_days,
    checked_list,
    checked_moments,
    checked_numbers,
    checked_row,
)
from followup_mail.store.database import Row
from followup_mail.store.tables import (
    CALENDAR_ENTRY,
    ENTRY,
    INVITATION,
    MESSAGE,
    MOVED_INTERVIEW,
)
from followup_mail.vocabulary import State

APPLICATION: Final[Shape] = {
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
_MOVED: Final[Shape] = {"at": TEXT, "identity": TEXT}
PARTS: Final = {
    "calendar": (CALENDAR_ENTRY, _CALENDAR, CALENDAR_ENTRY.c.uid),
    "entries": (ENTRY, _ENTRY, ENTRY.c.id),
    "invitations": (INVITATION, _INVITATION, INVITATION.c.uid),
    "messages": (MESSAGE, _MESSAGE, MESSAGE.c.id),
    "moved_interviews": (MOVED_INTERVIEW, _MOVED, MOVED_INTERVIEW.c.at),
}
"""What an application holds besides its own columns: table, shape, order."""
IN_ORDER: Final = ("entries", "messages", "invitations", "calendar", "moved_interviews")
UNPLANNED: Final = (State.INCOMPLETE.value, "", 0, "")
"""State, note, whether it ended, and spans, of an application without a plan."""

_SINCE: Final = "moved_interviews"
"""What documents of older programs don't have."""
_NAME: Final = re.compile(r"[a-z0-9_][a-z0-9_-]{0,199}")
"""As ``add --name`` takes it: it stands in commands and in the names of files."""
_UID: Final = re.compile(r"[A-Za-z0-9-]{1,64}")
_OWN_ENTRY: Final = re.compile(r"[0-9a-f]+@followup-mail\.invalid")
"""After the application's own UID and a hyphen: no calendar has anything else by such a UID."""
_MOST_ROUNDS: Final = 1000
_MOST_CHANGES: Final = 2**31 - 1
"""Of a calendar entry; an INTEGER of RFC 5545, 3.3.8."""
_ANY: Final = 2**53


class Checked(Record):
    """An application of the document, as rows."""

    row: tuple[object, ...]
    """In the order of ``APPLICATION`` and ``UNPLANNED``."""
    parts: Mapping[str, tuple[tuple[object, ...], ...]]
    """Rows that begin with the application's number."""


def application(value: object) -> Checked:
    """Return an application of a document as it is kept.

    Raises:
        FaultError, ValueError: It is faulty.

    """
    if not isinstance(value, dict):
        raise FaultError("an application in it isn't an object")
    parts = {part: value.get(part, [] if part == _SINCE else None) for part in PARTS}
    own = {key: held for key, held in value.items() if key not in parts}
    name = value.get("name")
    where = f"the application {name}" if isinstance(name, str) else "an application"
    row = checked_row(APPLICATION, own, where)
    _check_own(own, where)
    rows.stored((*row[:9], "", row[9], *UNPLANNED[:2], *row[10:]))
    number = row[0]
    checked = {
        part: tuple(
            (number, *checked_row(shape, each, f"{where}, {part}"))
            for each in checked_list(parts[part], f"{where}, {part}")
        )
        for part, (_, shape, _) in PARTS.items()
    }
    _check_history(checked["entries"], where)
    _check_messages(checked["messages"], {row[1] for row in checked["entries"]}, where)
    _check_rest(checked, str(own["uid"]), where)
    # Whoever wrote the document chose the folder, and files would be mailed from there.
    kept = [None if key == "folder" else own[key] for key in APPLICATION]
    return Checked((*kept, *UNPLANNED), checked)


def _check_own(own: Mapping[str, object], where: str) -> None:
    if not (_NAME.fullmatch(str(own["name"])) and _UID.fullmatch(str(own["uid"]))):
        raise FaultError(f"{where}: name or uid has a wrong value")
    checked_numbers(own, ("id",), where, least=1, most=_ANY)
    checked_numbers(own, ("complete",), where, least=0, most=1)
    checked_moments(own, ("added_at", "changed_at"), where)


def _check_history(entries: tuple[Row, ...], where: str) -> None:
    """Read every entry as a noun, and see that it leans on earlier ones only."""
    known: set[object] = set()
    for application_, *row in entries:
        held = dict(zip(_ENTRY, row, strict=True))
        place = f"{where}, entries"
        checked_numbers(held, ("id",), place, least=1, most=_ANY)
        checked_numbers(held, ("round",), place, least=1, most=_MOST_ROUNDS)
        checked_moments(held, ("recorded_at",), place)
        checked_days(held, ("happened_on", "until_day"), place)
        number, recorded, *said, undoes = row
        rows.entry((number, application_, recorded, *said, undoes, None))
        if undoes is not None and undoes not in known:
            raise FaultError(f"{where}: entry {number} undoes one that isn't there")
        known.add(number)


def _check_messages(messages: tuple[Row, ...], known: set[object], where: str) -> None:
    for _, *row in messages:
        held = dict(zip(_MESSAGE, row, strict=True))
        checked_numbers(held, ("id",), f"{where}, messages", least=1, most=_ANY)
        checked_numbers(held, ("after_entry",), f"{where}, messages", least=0, most=_ANY)
        checked_moments(held, ("made_at",), f"{where}, messages")
        rows.message(tuple(row))
        if held["used_entry"] is not None and held["used_entry"] not in known:
            raise FaultError(f"{where}: message {held['id']} names an entry that isn't there")


def _check_rest(parts: Mapping[str, tuple[Row, ...]], uid: str, where: str) -> None:
    for _, *row in parts["calendar"]:
        held = dict(zip(_CALENDAR, row, strict=True))
        rest = str(held["uid"]).removeprefix(f"{uid}-")
        if not _OWN_ENTRY.fullmatch(rest):
            raise FaultError(f"{where}, calendar: uid is no entry of ours")
        checked_numbers(held, ("sequence",), f"{where}, calendar", least=0, most=_MOST_CHANGES - 1)
        checked_numbers(held, ("cancelled",), f"{where}, calendar", least=0, most=1)
        checked_days(held, ("day",), f"{where}, calendar")
        rows.calendar_entry(tuple(row))
    for _, _, round_ in parts["invitations"]:
        place = f"{where}, invitations"
        checked_numbers({"round": round_}, ("round",), place, least=1, most=_MOST_ROUNDS)
