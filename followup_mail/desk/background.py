"""What the checks have to know beside a draft: other applications, and what happened before."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from followup_mail.desk.desk import Desk
from followup_mail.desk.traces import came_back
from followup_mail.model import Application, Draft, Happening, Person
from followup_mail.vocabulary import Kind

if TYPE_CHECKING:
    from followup_mail.kept import Message, Stored
    from followup_mail.ladder.days import Calendars
    from followup_mail.planning import Rules, Touch
    from followup_mail.writing.checks.case import Background, Earlier

_MORNING = time(10)
"""When a message for another day is taken to be sent."""
_NEWEST = 20
"""Messages of the writer whose first and last sentences are compared."""
_THANKS = frozenset({Kind.THANK_YOU, Kind.FORWARD})


def of_file(
    draft: Draft, application: Application, calendars: "Calendars", rules: "Rules"
) -> "Background | None":
    """Return what the file itself tells; None where that concerns no *draft* of this kind."""
    from followup_mail.writing.checks.case import Background

    if not draft.kind.chases and draft.kind is not Kind.NETWORK:
        return None
    return Background(breaches=_breaches(draft, application, calendars, rules, ()))


def of_kept(
    desk: Desk, stored: "Stored", application: Application, draft: Draft, now: datetime
) -> "Background":
    """Return all that is known beside *draft*, of the kept *application*.

    *application* is whole, with what happened after the day of *draft* too.
    """
    from followup_mail.writing.checks.case import Background
    from followup_mail.writing.checks.likeness import ends, phrases

    # What came back was read by nobody, and may be said once more.
    unread = {None, *came_back(desk, [stored.id])}
    used = [m for m in desk.store.messages(stored.id) if m.entry not in unread]
    elsewhere = desk.elsewhere(stored)
    # Who works at the same employer may well be named.
    beside = {sibling.dossier.name for sibling in desk.store.siblings(stored)}
    mentioned = desk.store.mentioned(
        sorted(phrases(draft)), writer=stored.dossier.writer, besides=stored.id
    )
    moment = _moment(draft, application, now)
    return Background(
        breaches=_breaches(draft, application, desk.calendars, desk.config.rules, elsewhere),
        foreign=tuple(each for each in mentioned if each[1] not in beside),
        earlier=tuple(_earlier(message, application) for message in used),
        notes=_notes(desk, stored, application, draft),
        openers=tuple(
            ends(message.body, draft, application)
            for message in desk.store.used_messages(writer=stored.dossier.writer, limit=_NEWEST)
        ),
        newer=tuple(
            (entry.day, _told(entry, application))
            for entry in application.history
            if entry.day > draft.on
        ),
        moment=moment,
        day_off=_day_off(desk, draft, application, moment.date()),
        thread=_thread(used, draft.choice.to),
    )


def _breaches(
    draft: Draft,
    application: Application,
    calendars: "Calendars",
    rules: "Rules",
    elsewhere: "Sequence[Touch]",
) -> tuple[tuple[str, str], ...]:
    from followup_mail.ladder.limits import breaches

    to = draft.choice.to
    if to is None:
        return ()
    found = breaches(draft.kind, application, to, draft.on, calendars, rules, elsewhere=elsewhere)
    return tuple((each.rule, each.message) for each in found)


def _earlier(message: "Message", application: Application) -> "Earlier":
    from followup_mail.writing.checks.case import Earlier

    day = message.made_at.astimezone(ZoneInfo(application.timezone)).date()
    return Earlier(message.kind, message.to, day, message.subject, message.body)


def _notes(
    desk: Desk, stored: "Stored", application: Application, draft: Draft
) -> "tuple[Earlier, ...]":
    """Return the newest note to each other person, if *draft* is a note of thanks."""
    if draft.kind not in _THANKS:
        return ()
    own = draft.choice.about or draft.choice.to
    newest = {m.to: m for m in desk.store.messages(stored.id) if m.kind in _THANKS}
    return tuple(
        _earlier(message, application)
        for person_id, message in newest.items()
        if own is None or person_id != own.id
    )


def _told(entry: Happening, application: Application) -> str:
    person = application.people.get(entry.to or "")
    whom = f" ({person.name})" if person else ""
    return f"{entry.did}{whom}"


def _moment(draft: Draft, application: Application, now: datetime) -> datetime:
    """Return when *draft* is to be sent, by the clock of whoever reads it."""
    reader = draft.choice.to
    zone = ZoneInfo((reader and reader.timezone) or application.timezone)
    there = now.astimezone(zone)
    return there if there.date() == draft.on else datetime.combine(draft.on, _MORNING, zone)


def _day_off(
    desk: Desk, draft: Draft, application: Application, day: date
) -> tuple[str, str] | None:
    reader = draft.choice.to
    place = (reader and reader.place) or application.place or ""
    days = desk.calendars(place, day.year)
    if day in days.hard:
        return "hard", days.hard[day]
    if day in days.soft:
        return "soft", days.soft[day]
    return None


def _thread(used: "Sequence[Message]", to: Person | None) -> str | None:
    """Return the subject of the newest mail that *to* has had."""
    mailed = [m for m in used if to is not None and m.to == to.id and m.subject and m.kind.mailed]
    return mailed[-1].subject if mailed else None
