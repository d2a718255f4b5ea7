"""Nouns as rows and back: what each column holds.

Moments are ISO 8601 in UTC; what happened keeps the offset it was written with.
The agenda alone counts: microseconds since 1970, UTC.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from followup_mail.kept import CalendarEntry, Dossier, Entry, Message, Stored
from followup_mail.model import Happening
from followup_mail.planning import DaysOff, Step
from followup_mail.store.database import Row
from followup_mail.vocabulary import Act, Did, Kind, State

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
"""JSON as it is kept and exported: the same for the same."""


def ticks(moment: datetime) -> int:
    """Return *moment* as the agenda counts."""
    return (moment - _EPOCH) // _MICROSECOND


def moment_of(value: int) -> datetime:
    """Return the moment of *value* ticks."""
    return _EPOCH + value * _MICROSECOND


def stamp(moment: datetime) -> str:
    """Return *moment* in UTC."""
    return moment.astimezone(UTC).isoformat()


def dossier_row(dossier: Dossier) -> tuple[object, ...]:
    """Return *dossier* in the order of ``DOSSIER``."""
    return (
        dossier.uid,
        dossier.name,
        dossier.client,
        dossier.employer,
        dossier.position,
        dossier.employer_key,
        dossier.folder,
        int(dossier.complete),
        dossier.writer,
        dossier.text,
    )


DOSSIER: Final = (
    "uid",
    "name",
    "client",
    "employer",
    "position",
    "employer_key",
    "folder",
    "complete",
    "writer",
    "text",
)
STORED: Final = ("id", *DOSSIER, "state", "note", "added_at", "changed_at")


def stored(row: Row) -> Stored:
    """Return the application of a row of ``STORED``."""
    number, uid, name, client, employer, position, key, folder, complete, writer, text = row[:11]
    state, note, added_at, changed_at = row[11:]
    return Stored(
        id=number,
        dossier=Dossier(
            uid=uid,
            name=name,
            client=client,
            employer=employer,
            position=position,
            employer_key=key,
            text=text,
            folder=folder,
            complete=bool(complete),
            writer=writer,
        ),
        state=State(state),
        note=note,
        added_at=datetime.fromisoformat(added_at),
        changed_at=datetime.fromisoformat(changed_at),
    )


HAPPENING: Final = ("happened_on", "did", "person", "until_day", "round", "note")
ENTRY: Final = ("id", "application_id", "recorded_at", *HAPPENING, "undoes")


def happening_row(happening: Happening) -> tuple[object, ...]:
    """Return *happening* in the order of ``HAPPENING``; its number is left out."""
    return (
        happening.on.isoformat(),
        happening.did.value,
        happening.to,
        None if happening.until is None else happening.until.isoformat(),
        happening.round,
        happening.note,
    )


def happening(number: int, row: Row) -> Happening:
    """Return what a row of ``HAPPENING`` says."""
    on, did, to, until, counted, note = row
    return Happening(
        # A day is ten characters long; everything longer has a time.
        on=date.fromisoformat(on) if "T" not in on else datetime.fromisoformat(on),
        did=Did(did),
        to=to,
        until=None if until is None else date.fromisoformat(until),
        round=counted,
        note=note,
        id=number,
    )


def entry(row: Row) -> Entry:
    """Return the entry of a row of ``ENTRY`` and the number of what takes it back."""
    return Entry(
        happening=happening(row[0], row[3:9]),
        recorded_at=datetime.fromisoformat(row[2]),
        undone_by=row[10],
        undoes=row[9],
    )


def step_text(step: Step) -> str:
    """Return *step* as JSON, but for when it opens and closes; what is as usual is left out."""
    kept: dict[str, object] = {
        "act": step.act.value,
        "due": step.due.isoformat(),
        "why": step.why,
    }
    if step.to:
        kept["to"] = step.to
    if step.whom:
        kept["whom"] = step.whom
    if step.occurrence:
        kept["occurrence"] = step.occurrence
    if step.round:
        kept["round"] = step.round
    if step.timezone != "UTC":
        kept["timezone"] = step.timezone
    if step.hint:
        kept["hint"] = step.hint
    return encode(kept)


def step(row: Row) -> Step:
    """Return the step of opens, closes and JSON."""
    opens, closes, text = row
    kept: dict[str, Any] = json.loads(text)
    return Step(
        act=Act(kept.pop("act")),
        due=date.fromisoformat(kept.pop("due")),
        opens=moment_of(opens),
        closes=None if closes is None else moment_of(closes),
        why=kept.pop("why"),
        to=tuple(kept.pop("to", ())),
        whom=tuple(kept.pop("whom", ())),
        **kept,
    )


def days_text(days: DaysOff) -> str:
    """Return the days of *days* as JSON."""
    return encode(
        {
            "hard": {day.isoformat(): name for day, name in days.hard.items()},
            "soft": {day.isoformat(): name for day, name in days.soft.items()},
            "weekend": days.weekend,
        }
    )


def days_off(row: Row) -> DaysOff:
    """Return the days of place, year, source and JSON."""
    place, year, source, text = row
    kept: dict[str, Any] = json.loads(text)
    return DaysOff(
        place=place,
        year=year,
        hard=_by_day(kept["hard"]),
        soft=_by_day(kept["soft"]),
        weekend=tuple(kept["weekend"]),
        source=source,
    )


def _by_day(named: Mapping[str, str]) -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in named.items()}


MESSAGE: Final = ("kind", "person", "subject", "body", "made_at", "after_entry", "used_entry")


def message_row(message: Message) -> tuple[object, ...]:
    """Return *message* in the order of ``MESSAGE``."""
    return (
        message.kind.value,
        message.to,
        message.subject,
        message.body,
        stamp(message.made_at),
        message.after,
        message.entry,
    )


def message(row: Row) -> Message:
    """Return the message of its number and a row of ``MESSAGE``."""
    number, kind, to, subject, body, made_at, after, used = row
    return Message(
        kind=Kind(kind),
        to=to,
        subject=subject,
        body=body,
        made_at=datetime.fromisoformat(made_at),
        after=after,
        entry=used,
        id=number,
    )


CALENDAR_ENTRY: Final = (
    "uid",
    "occurrence",
    "sequence",
    "digest",
    "cancelled",
    "day",
    "summary",
)


def calendar_row(entry: CalendarEntry) -> tuple[object, ...]:
    """Return *entry* in the order of ``CALENDAR_ENTRY``."""
    return (
        entry.uid,
        entry.occurrence,
        entry.sequence,
        entry.digest,
        int(entry.cancelled),
        entry.day.isoformat(),
        entry.summary,
    )


def calendar_entry(row: Row) -> CalendarEntry:
    """Return the entry of a row of ``CALENDAR_ENTRY``."""
    uid, occurrence, sequence, digest, cancelled, day, summary = row
    return CalendarEntry(
        uid=uid,
        occurrence=occurrence,
        sequence=sequence,
        digest=digest,
        cancelled=bool(cancelled),
        day=date.fromisoformat(day),
        summary=summary,
    )
