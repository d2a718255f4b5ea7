"""An invitation to an interview (RFC 5545, RFC 5546): what it says, and what it can't.

It comes from whoever has the writer's address. Nothing in it repeats, expands or is
looked up; what it says is shown with control characters made visible; and a time
whose zone isn't known stays a question.
"""

import re
import tomllib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from followup_mail.addresses import check_addr_spec
from followup_mail.errors import ApplicationError
from followup_mail.intake import edits
from followup_mail.intake.answers import HourOf, ZoneOf
from followup_mail.intake.dialogues import Sheet
from followup_mail.intake.names import person_id
from followup_mail.intake.questions import Question, as_read
from followup_mail.intake.vevents import Property, VEvent, read_vevents
from followup_mail.intake.whereabouts import whereabouts
from followup_mail.places import is_timezone
from followup_mail.record import Record
from followup_mail.tables import Faults, Line, Walk, shortened
from followup_mail.visible import visible
from followup_mail.vocabulary import InterviewFormat

_LONGEST = 300
_LONGEST_NUMBER = 10
_LONGEST_INTERVIEW = timedelta(days=3)
_MOST_GUESTS = 100
"""People of whom a file may tell."""
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_REPEATS = ("RRULE", "RDATE", "RECURRENCE-ID")
_ANSWERS = frozenset({"REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"})
_THINGS = frozenset({"GROUP", "RESOURCE", "ROOM"})
"""Calendar users that are nobody (RFC 5545, 3.2.3)."""
_NOWHERE = frozenset(
    {"UTC", "UCT", "GMT", "GMT0", "GMT+0", "GMT-0", "Greenwich", "Universal", "Zulu"}
)
"""Zones in which nobody works."""
_ROBOT = re.compile(r"(?:no|do-?not)[._-]?reply", re.IGNORECASE)
_WALK = Walk(Faults(""))


class Guest(Record):
    """The organizer, or somebody who was invited."""

    name: str | None = None
    email: str | None = None
    doubtful: bool = False
    """Whether the name is one that nobody would sign: "Chen, David (he/him)"."""


class Invitation(Record):
    """What an invitation says; every text is one line, safe to show."""

    uid: str
    sequence: int
    """Rises with every change; an invitation with a lower one is older."""
    cancelled: bool
    at: datetime | None = None
    """None where the hour or its zone isn't known; see *local* and *day*."""
    end: datetime | None = None
    timezone: str | None = None
    """IANA name; None where the time is given in UTC or in no zone that is known."""
    local: datetime | None = None
    """The hour without a zone, where that is all there is."""
    local_end: datetime | None = None
    unknown_zone: str = ""
    """What the zone of *local* is called, if it is called anything."""
    day: date | None = None
    """The day, where no hour is given."""
    place: str = ""
    """Where, as they write it."""
    link: str = ""
    """To the video call."""
    format: InterviewFormat | None = None
    """Guessed; None where the invitation may mean several."""
    organizer: Guest | None = None
    attendees: tuple[Guest, ...] = ()
    summary: str = ""
    first_line: str = ""
    """Of the description."""


def read_invitation(data: bytes, *, source: str) -> Invitation:
    """Return the invitation that *data* is.

    Args:
        data: What the file holds: iCalendar.
        source: How faults name the file.

    Raises:
        ApplicationError: It is none, or one to several interviews, or faulty; the
            text is a sentence.

    """
    events = read_vevents(data, source)
    try:
        event = _the_one(events)
        return _invitation(event)
    except ValueError as fault:
        raise ApplicationError(f"{visible(source)}: {fault}") from None


def localised(invitation: Invitation, zone: ZoneInfo | None) -> Invitation:
    """Return *invitation* with hours that it gives in UTC as clocks of *zone* show them."""
    if zone is None or invitation.timezone or invitation.at is None:
        return invitation
    end = invitation.end.astimezone(zone) if invitation.end else None
    return invitation._replace(at=invitation.at.astimezone(zone), end=end)


def tree_of(invitation: Invitation, *, me_email: str | None) -> dict[str, object]:
    """Return what the invitation says, as the tree of an application file.

    Nobody has a role there, and neither employer nor position is guessed. Whoever
    has the address *me_email* is left out.
    """
    people = {
        person: _entry(guest) for person, guest in guests(invitation, me_email=me_email).items()
    }
    zone = {"timezone": invitation.timezone} if invitation.timezone else {}
    return {**zone, **({"people": people} if people else {}), "interviews": [_round(invitation)]}


def guests(
    invitation: Invitation, *, me_email: str | None, taken: Iterable[str] = ()
) -> dict[str, Guest]:
    """Return who is invited or invites, under IDs that aren't *taken*."""
    mine = me_email.casefold() if me_email else None
    found: dict[str, Guest] = {}
    known = set[str]()
    ids = set(taken)
    for guest in (invitation.organizer, *invitation.attendees):
        if guest is None or (guest.email and guest.email.casefold() == mine):
            continue
        same = (guest.email or guest.name or "").casefold()
        if same not in known:
            known.add(same)
            mailbox = re.sub(r"[._+-]+", " ", (guest.email or "").partition("@")[0])
            person = person_id(plain_name(guest) or mailbox, ids.__contains__)
            ids.add(person)
            found[person] = guest
    return found


def plain_name(guest: Guest) -> str:
    """Return the name as somebody would sign it, as far as that can be told; "" for none."""
    name = re.sub(r"\([^)]*\)?|\[[^\]]*\]?|<[^>]*>?", " ", guest.name or "")
    name = re.split(r"[|/;:_]", name)[0]
    family, comma, given = name.partition(",")
    return " ".join((f"{given} {family}" if comma else name).split())


def questions(invitation: Invitation, sheet: Sheet, *, me_email: str | None) -> list[Question]:
    """Return what an invitation can't say, as far as *sheet* doesn't say it either.

    *sheet* holds the :func:`tree_of` the invitation, or more.
    """
    asked = [sheet.question(key) for key in ("employer", "position") if sheet.find(key) is None]
    if sheet.find("language") is None and sheet.config.default_language is None:
        asked.append(sheet.question("language")._replace(required=True))
    if sheet.find("interviews", 0, "at") is None:
        asked.append(_time_asked(invitation, sheet))
    if sheet.find("interviews", 0, "format") is None:
        asked.append(sheet.question("interviews", 0, "format"))
    for person, guest in guests(invitation, me_email=me_email).items():
        if guest.doubtful or guest.name is None:
            name = sheet.question("people", person, "name")
            asked.append(name._replace(default=plain_name(guest)))
        if sheet.find("people", person, "role") is None:
            asked.append(sheet.question("people", person, "role"))
    if sheet.find("place") is None:
        place = sheet.question("place")
        said = f"The invitation says: {invitation.place}. " if invitation.place else ""
        asked.append(place._replace(hint=f"{said}{place.hint}"))
    return asked


def joined(text: str, invitation: Invitation, *, me_email: str | None) -> str:
    """Return the application file *text* with the interview and who is new to it.

    An interview that begins at the same time is completed, or taken out where the
    invitation is cancelled. People are known by address or by name.

    Raises:
        ApplicationError: *text* is faulty.

    """
    tree = tomllib.loads(text.removeprefix("\ufeff"))
    rounds = [each.get("at") for each in tree.get("interviews", ())]
    same = rounds.index(invitation.at) if invitation.at in rounds else None
    if invitation.cancelled:
        return text if same is None else edits.remove_interview(text, same)
    known = tree.get("people", {})
    by = {str(each.get(key, "")).casefold() for each in known.values() for key in ("email", "name")}
    for person, guest in guests(invitation, me_email=me_email, taken=known).items():
        if not {(guest.email or "").casefold(), plain_name(guest).casefold()} & (by - {""}):
            text = edits.add_person(text, person, _entry(guest))
    if same is None:
        return edits.add_interview(text, _round(invitation))
    known_of_it = tree["interviews"][same]
    new = {key: each for key, each in _round(invitation).items() if key not in known_of_it}
    return edits.set_interview(text, same, {**new, "end": as_read(invitation.end)})


def _time_asked(invitation: Invitation, sheet: Sheet) -> Question:
    at = sheet.question("interviews", 0, "at")
    if invitation.day is not None:
        return at._replace(
            text=f"At what time on {invitation.day} is the interview?",
            hint="The invitation names the day only. Such as 14:00, or with an offset 14:00-05:00.",
            kind=HourOf(invitation.day),
        )
    hours = {"at": invitation.local, "end": invitation.local_end}
    why = f"calls it '{invitation.unknown_zone}'" if invitation.unknown_zone else "names none"
    return at._replace(
        key=at.key[:-1],
        text=f"In which time zone is the interview at {invitation.local:%H:%M on %Y-%m-%d}?",
        hint=f"The invitation {why}. Such as America/Toronto.",
        kind=ZoneOf({name: hour for name, hour in hours.items() if hour is not None}),
    )


def _entry(guest: Guest) -> dict[str, object]:
    entry = {"name": plain_name(guest), "email": guest.email}
    return {key: value for key, value in entry.items() if value}


def _round(invitation: Invitation) -> dict[str, object]:
    entry = {
        "at": invitation.at,
        "end": invitation.end,
        "format": invitation.format,
    }
    return {key: as_read(value) for key, value in entry.items() if value}


def _the_one(events: tuple[VEvent, ...]) -> VEvent:
    """Return the only interview among *events*, in its newest form."""
    newest: dict[str, VEvent] = {}
    for number, event in enumerate(events):
        if event.method in _ANSWERS:
            told = f"answers an invitation (METHOD:{event.method})"
            raise ValueError(f"{told}; give the invitation itself")
        if any(name in event.properties for name in _REPEATS):
            raise ValueError("holds an event that repeats; give the invitation to one interview")
        uid = event.text("UID") or str(number)
        if uid not in newest or _sequence(event) >= _sequence(newest[uid]):
            newest[uid] = event
    live = [event for event in newest.values() if not _is_cancelled(event)] or [*newest.values()]
    if len(live) > 1:
        names = ", ".join(f"'{_line(event, 'SUMMARY')}'" for event in live[:3])
        raise ValueError(
            f"holds {len(live)} events ({names}); give the invitation to one interview"
        )
    return live[0]


def _invitation(event: VEvent) -> Invitation:
    people = [each for each in event.properties.get("ATTENDEE", ()) if _is_person(each)]
    if len(people) > _MOST_GUESTS:
        raise ValueError(f"invites {len(people)} people; at most {_MOST_GUESTS} fit in a file")
    organizer = event.first("ORGANIZER")
    attendees = (_guest(each) for each in people)
    where = whereabouts(event)
    lines = (one_line(each) for each in event.text("DESCRIPTION").splitlines())
    return Invitation(
        uid=visible(event.text("UID").strip()),
        sequence=_sequence(event),
        cancelled=_is_cancelled(event),
        place=_line(event, "LOCATION"),
        link=where.link,
        format=where.format,
        organizer=_guest(organizer) if organizer else None,
        attendees=tuple(guest for guest in attendees if guest),
        summary=_line(event, "SUMMARY"),
        first_line=next(filter(None, lines), ""),
        **_times(event),
    )


def _is_cancelled(event: VEvent) -> bool:
    return event.method == "CANCEL" or event.text("STATUS").strip().upper() == "CANCELLED"


def _sequence(event: VEvent) -> int:
    text = event.text("SEQUENCE").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _LONGEST_NUMBER else 0


def _times(event: VEvent) -> dict[str, Any]:
    """The fields of an Invitation that say when it is."""
    begun = event.first("DTSTART")
    if begun is None:
        raise ValueError("says no time (DTSTART); give the invitation to one interview")
    start = _time(begun)
    if not isinstance(start, datetime):
        return {"day": start}
    end = _end(event, start)
    if start.tzinfo is None:
        return {"local": start, "local_end": end, "unknown_zone": one_line(begun.param("TZID"))}
    key = start.tzinfo.key if isinstance(start.tzinfo, ZoneInfo) else ""
    nowhere = key.startswith("Etc/") or key in _NOWHERE
    return {"at": start, "end": end, "timezone": None if nowhere else key}


def _end(event: VEvent, start: datetime) -> datetime | None:
    """Return when *event* ends, None where it doesn't say so in the way it says *start*."""
    from icalendar.prop import vDuration  # noqa: PLC0415 - start-up time

    ended, lasts = event.first("DTEND"), event.text("DURATION").strip()
    try:
        if ended:
            end: object = _time(ended)
        else:
            length = vDuration.from_ical(lasts or "P")  # type: ignore[no-untyped-call] # theirs
            end = start + min(length, _LONGEST_INTERVIEW)
    except ValueError:
        return None
    if not isinstance(end, datetime) or (end.tzinfo is None) != (start.tzinfo is None):
        return None
    return end if start < end <= start + _LONGEST_INTERVIEW else None


def _time(held: Property) -> date:
    """Return the date or date-time of *held*, in its zone if that is known.

    Raises:
        ValueError: It is neither, or of another century.

    """
    from icalendar.prop import vDDDTypes  # noqa: PLC0415 - start-up time

    try:
        found = vDDDTypes.from_ical(held.value.strip())  # type: ignore[no-untyped-call] # theirs
    except ValueError:
        found = None
    if not isinstance(found, date):
        told = f"has '{shortened(held.value)}' for a time, which is none"
        raise ValueError(told)  # noqa: TRY004 - the text is at fault, not its type
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise ValueError(f"is for {found.year}; expected {_FIRST_YEAR} to {_LAST_YEAR}")
    if not isinstance(found, datetime):
        return found
    zone = "UTC" if found.tzinfo else _zone(held.param("TZID"))
    return found.replace(tzinfo=ZoneInfo(zone) if zone else None)


def _zone(tzid: str) -> str:
    """Return the IANA zone that *tzid* means, "" where that isn't known.

    It may be one of Windows', or one behind the name of a program ("/…/Europe/Paris").
    """
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - start-up

    parts = tzid.strip().strip("/").split("/")
    names = ("/".join(parts[start:]) for start in range(len(parts) if tzid[:1] == "/" else 1))
    known = (WINDOWS_TO_OLSON.get(name, name) for name in names)
    return next((name for name in known if is_timezone(name)), "")


def _is_person(held: Property) -> bool:
    return held.param("CUTYPE").upper() not in _THINGS


def _guest(held: Property) -> Guest | None:
    """Return who *held* is; None where neither name nor address can be used."""
    address = unquote(re.sub("^mailto:", "", held.value.strip(), flags=re.IGNORECASE))
    email: str | None
    try:
        email = check_addr_spec(address)
    except ValueError:
        email = None
    try:
        name = Line().decode(held.param("CN").strip().strip("'\""), _WALK)
    except ValueError:
        name = ""
    if "@" in name:
        name = ""
    if email and _ROBOT.match(email):
        email = None
    doubtful = bool(name and re.search(r"[^\w\s.'’\-]|[\d_]", name))
    return Guest(name or None, email, doubtful) if name or email else None


def one_line(text: str) -> str:
    """Return *text* on one line, safe to show and not too long for it."""
    short = " ".join(text[: _LONGEST * 4].split())
    return visible(short if len(short) <= _LONGEST else f"{short[: _LONGEST - 1]}…")


def _line(event: VEvent, name: str) -> str:
    return one_line(event.text(name))
