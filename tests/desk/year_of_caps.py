"""The caps of the ladder, counted anew from all that is on record at one employer."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from followup_mail.kept import Entry
from followup_mail.ladder.days import Calendar, Calendars
from followup_mail.model import Application
from followup_mail.planning import Rules
from followup_mail.record import Record
from followup_mail.vocabulary import Act, Did

MAILS = frozenset({Did.CHECK_IN, Did.NETWORK, Did.ESCALATION})
CALLS = frozenset({Did.CALLED, Did.VOICEMAIL, Did.NO_ANSWER, Did.GATEKEEPER})
TOUCHES = MAILS | CALLS
ANSWERS = (
    Did.ACKNOWLEDGED,
    Did.DELAYED,
    Did.NEXT_ROUND,
    Did.ON_HOLD,
    Did.REDIRECTED,
    Did.REJECTED,
    Did.OFFER,
)
ASKS = {Act.CHECK_IN, Act.NETWORK, Act.ESCALATION, Act.CALL, Act.VOICEMAIL}


class Told(Record):
    """One thing that happened, as it is counted here."""

    day: date
    number: int
    """Of the entry."""
    uid: str
    """Of the application."""
    did: Did
    person: str
    """Address, else ID, of whom it concerns."""


class Kept(Record):
    """An application with all that counts of its history."""

    uid: str
    application: Application
    entries: tuple[Entry, ...]


def in_force(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return *entries* without what was taken back, by day."""
    undone = {entry.undoes for entry in entries}
    left = (e for e in entries if e.undoes is None and e.happening.id not in undone)
    return tuple(sorted(left, key=lambda e: (e.happening.day, e.happening.id)))


class Caps:
    """What was said at one employer to date."""

    def __init__(self, kept: Sequence[Kept], calendars: Calendars, rules: Rules) -> None:
        """Count what *kept*, the applications of one client at one employer, have on record."""
        self._kept = {each.uid: each for each in kept}
        self._calendars = calendars
        self._rules = rules
        self._told = sorted(
            (told for each in kept for told in _told(each)), key=lambda t: (t.day, t.number)
        )
        self._made = [told for told in self._told if told.did in TOUCHES]

    def broken(self, act: Act, uid: str, person_id: str, day: date) -> Iterator[str]:
        """Yield each cap that *act* towards a person breaks on *day*."""
        application = self._kept[uid].application
        person = application.people[person_id]
        who = person.email or person_id
        if any(told.day == day for told in self._made):
            yield "one touch a day at one employer"
        newest = max((t.day for t in self._made if t.person == who), default=None)
        calendar = Calendar.of(self._calendars, person.place or application.place or "")
        if newest is not None and calendar.between(newest, day) < self._rules.gap:
            yield "three business days between touches to one person"
        if act in {Act.CHECK_IN, Act.NETWORK, Act.ESCALATION}:
            yield from self._mails(act, uid, who)
        else:
            yield from self._calls(act, uid, who)
        if act is not Act.NETWORK:
            yield from self._chases(act, uid)

    def _mails(self, act: Act, uid: str, who: str) -> Iterator[str]:
        silent = self._silent(who)
        mails = {(t.day, t.did) for t in silent if t.did in MAILS and t.person == who}
        if len(mails) >= self._rules.cap_person:
            yield "two e-mails to one person"
        asked = {t.person for t in self._made if (t.did, t.uid) == (Did.NETWORK, uid)}
        if act is Act.NETWORK and who in asked:
            yield "one question to one insider"

    def _chases(self, act: Act, uid: str) -> Iterator[str]:
        silent = list(self._silent())
        called = {t.uid for t in silent if t.did in CALLS}
        # What was written about two jobs at once is one message.
        mails = {(t.day, t.did, t.person) for t in silent if t.did in MAILS - {Did.NETWORK}}
        chases = len(mails) + len(called)
        same_chase = act in {Act.CALL, Act.VOICEMAIL} and uid in called
        if chases >= self._rules.cap_employer and not same_chase:
            yield "three chases at one employer"

    def _calls(self, act: Act, uid: str, who: str) -> Iterator[str]:
        calls = [t for t in self._silent() if t.did in CALLS and (t.uid == uid or t.person == who)]
        if len({(t.day, t.person) for t in calls}) >= self._rules.calls:
            yield "two attempts to call"
        if act is Act.VOICEMAIL and any(t.did is Did.VOICEMAIL for t in calls):
            yield "one voicemail"

    def _silent(self, helper: str = "") -> Iterator[Told]:
        """Give the touches that no answer followed, nor one of *helper*, about whatever job."""
        for touch in self._made:
            if not any(self._lifts(told, touch, helper) for told in self._told) and not any(
                day > touch.day for day in _beginnings(self._kept[touch.uid].application)
            ):
                yield touch

    @staticmethod
    def _lifts(told: Told, touch: Told, helper: str) -> bool:
        if (told.day, told.number) < (touch.day, touch.number):
            return False
        return (
            told.did in ANSWERS
            or (told.did is Did.REOPENED and told.uid == touch.uid)
            or (told.did is Did.NETWORK_REPLY and told.person in {helper, ""})
        )


def _told(kept: Kept) -> Iterator[Told]:
    """Give what happened, without the messages that reached nobody."""
    said: list[Told] = []
    for entry in in_force(kept.entries):
        happening = entry.happening
        person = kept.application.people.get(happening.to or "")
        who = (person.email or person.id) if person else ""
        lost: Callable[[Told], bool] | None = {
            Did.BOUNCED: lambda t: t.did in MAILS or t.did in _COURTESIES,
            Did.LEFT: lambda t: t.did in TOUCHES,
        }.get(happening.did)
        gone = [t for t in said if lost and lost(t) and (not happening.to or t.person == who)]
        if gone:
            said.remove(gone[-1])
        said.append(Told(happening.day, happening.id or 0, kept.uid, happening.did, who))
    yield from said


_COURTESIES = {Did.THANK_YOU, Did.FORWARD, Did.PROMISE}


def _beginnings(application: Application) -> Iterator[date]:
    """Give the days on which the ladder begins anew: interviews, and being told a date."""
    zone = ZoneInfo(application.timezone)
    yield from (interview.at.astimezone(zone).date() for interview in application.interviews)
    if application.answer and application.answer.by and application.answer.on:
        yield application.answer.on
