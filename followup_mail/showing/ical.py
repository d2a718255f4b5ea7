"""The steps, the interviews and the date they named as a calendar (RFC 5545).

Pure: what was exported before comes in, what is exported now goes out. An entry
keeps its UID for as long as it is about the same thing, so that importing again
moves it instead of doubling it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from followup_mail import __version__
from followup_mail.kept import CalendarEntry
from followup_mail.ladder.taken import RUNGS, done_slots, numbered
from followup_mail.ladder.wording import capital, joined, say_day
from followup_mail.model import Application, Interview
from followup_mail.planning import Plan, Step
from followup_mail.record import Record
from followup_mail.showing import deeds
from followup_mail.visible import visible
from followup_mail.vocabulary import Act

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_MORNING = timedelta(hours=9)
"""When the day's alarm goes off."""
_CALLED_AT = time(10)
"""Where the recipient works: in office hours, after their first mail."""
_CALL = timedelta(minutes=15)
_ASSUMED = timedelta(hours=1)
"""How long an interview takes whose end is not on file."""
_DONE = "Done: "
_YEARS_AROUND = 1
"""That a time zone is described for before the first entry and after the last."""


class CalendarItem(Record):
    """One entry of the calendar."""

    uid: str
    occurrence: str
    """What it is about, within its application."""
    start: date | datetime
    """A whole day, or a moment in the zone in which it is to be read."""
    summary: str
    end: datetime | None = None
    description: str = ""
    tentative: bool = False
    """Only if nobody answers before."""
    busy: bool = False
    """Whether it takes the time it stands on: an interview."""
    alarm: timedelta | None = None
    """From the start."""
    over: datetime | None = None
    """When nothing of it is left to do: the end of an interview, a step that lapses."""
    sequence: int = 0
    cancelled: bool = False
    done: bool = False
    """Whether it is a step that was taken; it stays where it stood."""

    @property
    def day(self) -> date:
        """The day on which it stands."""
        return self.start.date() if isinstance(self.start, datetime) else self.start

    @property
    def digest(self) -> str:
        """What tells whether anything of it has changed."""
        zone = str(self.start.tzinfo) if isinstance(self.start, datetime) else ""
        said = (
            self.start.isoformat(),
            zone,
            self.end.isoformat() if self.end else "",
            self.summary,
            self.description,
            str((self.tentative, self.busy, self.alarm)),
        )
        return _digest("\0".join(said))


def items(
    name: str,
    application: Application,
    plan: Plan,
    forecast_steps: Sequence[Step],
    *,
    uid: str,
) -> tuple[CalendarItem, ...]:
    """Return the entries of one application.

    Its interviews, the date they named while it is open, the steps that were taken,
    the steps of *plan* that have a day, and those of *forecast_steps* that follow. What
    was taken has no title of its own: ``merge`` gives it that of its step. *uid* is
    that of its dossier. The same arguments give the same entries, whatever day it is.
    """
    about = _about(application)
    made = [_interview(n, each, application) for n, each in enumerate(application.interviews, 1)]
    if plan.decision is not None and not plan.state.ended:
        made.append(_decision(plan.decision, plan, application))
    taken = done_slots(application, plan)
    seen = Counter(slot.partition("#")[0] for slot in taken)
    planned = {step.occurrence for step in plan.steps}
    later = [step for step in forecast_steps if step.occurrence not in planned]
    for tentative, steps in ((False, plan.steps), (True, later)):
        dated = [step for step in steps if step.act is not Act.COMPLETE]
        made += [_step(step, name, _slot(step, seen), tentative=tentative) for step in dated]
    made += [_done(slot, day) for slot, day in taken.items()]
    return tuple(
        item._replace(
            uid=f"{uid}-{_digest(item.occurrence)}@followup-mail.invalid",
            summary=f"{item.summary} ({about})" if item.summary else "",
        )
        for item in made
    )


def merge(
    known: Sequence[CalendarEntry], items: Sequence[CalendarItem]
) -> tuple[tuple[CalendarItem, ...], tuple[CalendarEntry, ...]]:
    """Return what to export now, and what to remember of it.

    A new entry has sequence 0, a changed one is one higher than in *known*, and
    so is one that comes back; what has vanished is cancelled, once higher, and
    stays so in every later export. A step that was taken is marked as done, on the
    day on which it stood; one that never was in the calendar is left out.
    """
    before = {entry.uid: entry for entry in known}
    items = tuple(_as_it_stood(item, before) for item in items if _was_there(item, before))
    there = {item.uid for item in items}
    exported = (
        *(_counted(item, before.get(item.uid)) for item in items),
        *(_cancelled(entry) for entry in known if entry.uid not in there),
    )
    digests = {entry.uid: entry.digest for entry in known if entry.uid not in there}
    return exported, tuple(
        CalendarEntry(
            uid=item.uid,
            occurrence=item.occurrence,
            sequence=item.sequence,
            digest=digests.get(item.uid) or item.digest,
            cancelled=item.cancelled,
            day=item.day,
            summary=item.summary,
        )
        for item in exported
    )


def _was_there(item: CalendarItem, before: Mapping[str, CalendarEntry]) -> bool:
    """Return whether *item* goes into the calendar: what is done only if it was to be done."""
    known = before.get(item.uid)
    return not item.done or (known is not None and not known.cancelled)


def _as_it_stood(item: CalendarItem, before: Mapping[str, CalendarEntry]) -> CalendarItem:
    """Return *item*, if it was done, with the day and the title that it had."""
    if not item.done:
        return item
    known = before[item.uid]
    title = known.summary.removeprefix(_DONE)
    return item._replace(start=known.day, summary=f"{_DONE}{title}")


def calendar(entries: Sequence[CalendarItem], *, stamp: datetime) -> bytes:
    """Return *entries* as an iCalendar file, made at *stamp*.

    What is over by then is left out: where it was imported, it stays.
    """
    from icalendar import Calendar  # noqa: PLC0415 - start-up time

    out = Calendar()
    out.add("prodid", f"-//followup-mail//followup-mail {__version__}//EN")
    out.add("version", "2.0")
    out.add("method", "PUBLISH")
    shown = [e for e in entries if e.summary and (e.over is None or e.over > stamp)]
    for item in shown:
        out.add_component(_event(item, stamp))
    _describe_zones(out, [item.day for item in shown])
    written: bytes = out.to_ical()
    return written


def _describe_zones(out: "Calendar", days: Sequence[date]) -> None:
    """Put the time zones before the entries that name them, in order of their names."""
    from icalendar import Timezone  # noqa: PLC0415 - start-up time

    for at, zone in enumerate(sorted(out.get_missing_tzids())):
        first = date(min(days).year - _YEARS_AROUND, 1, 1)
        last = date(max(days).year + _YEARS_AROUND + 1, 1, 1)
        described = Timezone.from_tzid(zone, first_date=first, last_date=last)
        out.subcomponents.insert(at, described)


def _event(item: CalendarItem, stamp: datetime) -> "Event":
    from icalendar import Alarm, Event  # noqa: PLC0415 - start-up time

    event = Event()
    event.add("uid", item.uid)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", item.start)
    if item.end is not None:
        event.add("dtend", item.end)
    event.add("summary", _one_line(item.summary))
    if item.description:
        event.add("description", _lines(item.description))
    event.add("sequence", item.sequence)
    event.add("status", _status(item))
    event.add("transp", "OPAQUE" if item.busy and not item.cancelled else "TRANSPARENT")
    if item.alarm is not None and not item.cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _one_line(item.summary))
        alarm.add("trigger", item.alarm)
        event.add_component(alarm)
    return event


def _status(item: CalendarItem) -> str:
    if item.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if item.tentative else "CONFIRMED"


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()))


def _lines(text: str) -> str:
    # TEXT holds no control character but the line feed, as "\n" (RFC 5545, 3.3.11).
    return visible("\n".join(text.splitlines()), multiline=True)


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _counted(item: CalendarItem, before: CalendarEntry | None) -> CalendarItem:
    if before is None:
        return item
    same = before.digest == item.digest and not before.cancelled
    return item._replace(sequence=before.sequence + (not same))


def _cancelled(entry: CalendarEntry) -> CalendarItem:
    return CalendarItem(
        uid=entry.uid,
        occurrence=entry.occurrence,
        start=entry.day,
        summary=entry.summary,
        sequence=entry.sequence + (not entry.cancelled),
        cancelled=True,
    )


def _about(application: Application) -> str:
    about = ", ".join(filter(None, (application.position, application.employer)))
    return f"{about}, for {application.client}" if application.client else about


def _done(slot: str, day: date | None) -> CalendarItem:
    return CalendarItem(
        uid="",
        occurrence=slot,
        start=day or date.min,
        summary="",
        description=f"You did it on {say_day(day)}." if day else "",
        done=True,
    )


def _slot(step: Step, seen: Counter[str]) -> str:
    """Return what *step* is for the calendar: the same when it is forecast and when it is due.

    ``Step.occurrence`` won't do for a rung: it names the message before it, which
    a forecast can only assume.
    """
    slot = f"{step.act}/{step.round}" if step.act in RUNGS else step.occurrence
    seen[slot] += 1
    return numbered(slot, seen[slot])


def _step(step: Step, name: str, slot: str, *, tentative: bool) -> CalendarItem:
    why = capital(step.why)
    said = (
        "Only if nobody answers before." if tentative else "",
        why if why.endswith((".", "?", "!")) or not why else f"{why}.",
        deeds.hint(step),
        f"Then type: {deeds.command(step, name)}",
    )
    item = CalendarItem(
        uid="",
        occurrence=slot,
        start=step.due,
        summary=capital(deeds.deed(step.act, step.whom)),
        description="\n".join(filter(None, said)),
        tentative=tentative,
        alarm=_MORNING,
        over=step.closes,
    )
    if step.act not in {Act.CALL, Act.VOICEMAIL}:
        return item
    start = datetime.combine(step.due, _CALLED_AT, ZoneInfo(step.timezone))
    alarm = _MORNING - timedelta(hours=_CALLED_AT.hour)
    return item._replace(start=start, end=start + _CALL, alarm=alarm)


def _decision(day: date, plan: Plan, application: Application) -> CalendarItem:
    answer = application.answer
    words = answer.said if answer is not None and answer.by == day else None
    said = (
        f"{capital(plan.decision_source)}." if plan.decision_source else "",
        f"They said: {words}" if words else "",
    )
    return CalendarItem(
        uid="",
        occurrence="decision",
        start=day,
        summary="Hear back",
        description="\n".join(filter(None, said)),
        alarm=_MORNING,
    )


def _interview(number: int, interview: Interview, application: Application) -> CalendarItem:
    zone = ZoneInfo(application.timezone)
    end = interview.end or interview.at + _ASSUMED
    met = [application.people[each].name for each in interview.talked_about]
    which = f"Round {number}" if len(application.interviews) > 1 else ""
    told = (which, deeds.held(interview.format))
    return CalendarItem(
        uid="",
        occurrence=f"interview/{number}",
        start=interview.at.astimezone(zone),
        end=end.astimezone(zone),
        summary=f"Interview with {joined(met)}" if met else "Interview",
        description=capital(", ".join(filter(None, told))),
        busy=True,
        over=end,
    )
