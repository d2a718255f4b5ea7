"""What the history says: where the ladder begins, and from which day its first wait counts.

The ladder is anchored at the last interview of the file and begins again with
each answer of the employer.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from followup_mail.ladder.counting import ANSWERS, CHASES, lost
from followup_mail.ladder.events import Event, ending, in_order
from followup_mail.ladder.ground import Ground, Wait
from followup_mail.ladder.wording import Told
from followup_mail.model import Answer, Happening, Interview
from followup_mail.record import Record
from followup_mail.vocabulary import Did, InterviewFormat, State

_REPLACED = frozenset({Did.DELAYED, Did.ACKNOWLEDGED, Did.ON_HOLD, Did.REOPENED, Did.NEXT_ROUND})


class Base(Record):
    """From what the first rung of the ladder counts, and where things stand until then."""

    wait: Wait
    opened: str
    """What opened the wait, as an occurrence names it."""
    state: State | None = None
    """None as long as nobody has answered since the interview."""
    named: date | None = None
    """The date they named, where it still stands."""
    source: Told = ()
    """Completes "27 November, …"."""


class Story(Record):
    """The history of one round, read."""

    events: tuple[Event, ...]
    """All of them, in order."""
    lost: Mapping[int, int]
    """Place of a message that nobody read, to the place of the entry that says so."""
    number: int
    """The last interview, counted from 1."""
    interview: Interview
    day: date
    """The day of it, where it was held."""
    segment: int
    """The place of the first event after the newest answer."""
    base: Base
    end: Happening | None = None
    """What ended it, where it has ended."""
    invited: Event | None = None
    """An invitation to a round that is not on file."""
    overtaken: date | None = None
    """A date in the file that no longer counts, because a round came after it."""
    delays: int = 0
    """How often they have asked for more time since the interview."""

    def since(self) -> Iterator[tuple[int, str, Happening]]:
        """Give what came after the newest answer: place, key, entry."""
        for place in range(self.segment, len(self.events)):
            yield place, *self.events[place]


def read(ground: Ground) -> Story:
    """Return what the history of an application with an interview says."""
    application = ground.application
    number = len(application.interviews)
    interview = application.interviews[-1]
    day = ground.local(interview.at).date()
    events = in_order(application)
    began = sum(entry.day < day for _, entry in events)
    reading = _Reading(ground, events, began, day)
    reading.go()
    return Story(
        events=events,
        lost=lost([entry for _, entry in events]),
        number=number,
        interview=interview,
        day=day,
        segment=reading.segment,
        base=reading.base,
        end=ending(events),
        invited=reading.invited,
        overtaken=reading.overtaken,
        delays=reading.delays,
    )


class _Reading:
    """Walks over the events since the last interview."""

    def __init__(
        self, ground: Ground, events: Sequence[Event], began: int, interview: date
    ) -> None:
        self._ground = ground
        self._events = events
        self._interview = interview
        self._answer = self._standing_answer()
        known = ground.application.answer
        self.overtaken = known.by if known and self._answer is None else None
        self.segment = began
        self.base = self._first()
        self.invited: Event | None = None
        self.delays = 0
        self._chased = False
        self._stands = True
        """Whether the base is one that they have not put aside for another round."""

    def go(self) -> None:
        """Read them; a date in the file counts as an answer on the day it was named."""
        spoken = self._spoken()
        for place in range(self.segment, len(self._events)):
            key, entry = self._events[place]
            if spoken and entry.day >= spoken.day:
                self._hear(spoken, place)
                spoken = None
            self._take(place, key, entry)
        if spoken:
            self._hear(spoken, len(self._events))

    def _take(self, place: int, key: str, entry: Happening) -> None:
        base = self._base_of(key, entry)
        if entry.did in CHASES:
            self._chased = True
        if base is not None:
            self.base = self._never_sooner(base) if entry.did is Did.DELAYED else base
            self._stands = True
        elif entry.did is Did.NEXT_ROUND:
            self._stands = False
        if entry.did in ANSWERS or entry.did is Did.REOPENED:
            self.segment = place + 1
            self._chased = False
            self.invited = (key, entry) if self._invites(entry) else None
            self.delays += entry.did is Did.DELAYED

    def _never_sooner(self, new: Base) -> Base:
        """Return *new*, after a delay; with the standing wait, where that ends later.

        A date they named beats one that was only assumed.
        """
        standing = self.base
        if not self._stands or (new.named and not standing.named):
            return new
        calendar = self._ground.calendar(self._ground.contact)
        before, after = (calendar.add(b.wait.start, b.wait.count) for b in (standing, new))
        if before <= after:
            return new
        return new._replace(wait=standing.wait, named=standing.named, source=standing.source)

    def _invites(self, entry: Happening) -> bool:
        rounds = len(self._ground.application.interviews)
        return entry.did is Did.NEXT_ROUND and (entry.round is None or entry.round > rounds)

    def _base_of(self, key: str, entry: Happening) -> Base | None:
        """Return from what the ladder counts after *entry*; None where that stays."""
        rules = self._ground.rules
        who = self._ground.short(entry.to)
        match entry.did:
            case Did.DELAYED if entry.until:
                source: Told = (f"the new date {who} named on ", entry.day)
                return self._named(key, entry.until, rules.after_delay, source)
            case Did.DELAYED:
                return self._unnamed(key, entry)
            case Did.ON_HOLD:
                return self._paused(key, entry)
            case Did.ACKNOWLEDGED | Did.REOPENED if entry.until:
                source = ("the date named on ", entry.day)
                return self._named(key, entry.until, rules.after_delay, source)
            case Did.ACKNOWLEDGED | Did.REOPENED:
                return self._carried_on(key, entry)
            case Did.REDIRECTED if self._chased:
                told: Told = (f"when they sent you to {self._ground.short(entry.to)}",)
                return self.base._replace(wait=Wait(1, entry.day, told), opened=key)
            case _:
                return None

    def _first(self) -> Base:
        """Return from what the ladder counts as long as nobody has answered."""
        rules = self._ground.rules
        answer = self._answer
        if answer and answer.by:
            who = self._ground.short(answer.from_)
            named = (f"the date {who} named on ", answer.on or self._interview)
            wait = Wait(rules.after_date, answer.by, named)
            return Base(wait, f"d{answer.by}", None, answer.by, named)
        interviews = self._ground.application.interviews
        phone = interviews[-1].format is InterviewFormat.PHONE
        what = (
            "the day of the last interview" if len(interviews) > 1 else "the day of the interview"
        )
        told = f"{what}, because nobody named a date"
        count = rules.no_date_phone if phone else rules.no_date
        return Base(Wait(count, self._interview, (told,)), f"r{len(interviews)}")

    def _standing_answer(self) -> Answer | None:
        """Return what the file says of a date; None where a later round has overtaken it."""
        application = self._ground.application
        answer = application.answer
        if answer is None or answer.by is None or answer.by < self._interview:
            return None
        if answer.on is None:
            return answer
        days = [self._ground.local(each.at).date() for each in application.interviews[:-1]]
        days += [e.day for _, e in self._events if e.did is Did.NEXT_ROUND and e.day > answer.on]
        overtaken = any(answer.on <= day <= self._interview for day in days)
        return None if overtaken else answer

    def _spoken(self) -> Happening | None:
        """Return the date in the file as an entry of the history, if named since the interview."""
        answer = self._answer
        if answer is None or answer.on is None or answer.on <= self._interview:
            return None
        return Happening(answer.on, Did.DELAYED, answer.from_, answer.by)

    def _hear(self, spoken: Happening, place: int) -> None:
        """Take *spoken* for an answer to what is before *place*, if there is anything."""
        earlier = self._events[:place]
        answered = any(e.did in _REPLACED and e.day >= self._interview for _, e in earlier)
        if self._chased or answered:
            self.base = self._base_of(f"d{spoken.until}", spoken) or self.base
            self.segment = place
            self._chased = False
            self.invited = None

    def _named(self, key: str, by: date, count: int, source: Told) -> Base:
        return Base(Wait(count, by, source), key, State.WAITING_NEW_DATE, by, source)

    def _unnamed(self, key: str, entry: Happening) -> Base:
        """Return the base after a request for more time without a date."""
        rules = self._ground.rules
        calendar = self._ground.calendar(self._ground.contact)
        assumed = calendar.add(entry.day, rules.delay_without_date)
        who = self._ground.short(entry.to)
        told: Told = (
            f"assumed because {who} asked for more time on ",
            entry.day,
            " and named no date",
        )
        return Base(Wait(rules.after_delay, assumed, told), key, State.WAITING_NEW_DATE)

    def _paused(self, key: str, entry: Happening) -> Base:
        rules = self._ground.rules
        who = self._ground.short(entry.to)
        if entry.until:
            source: Told = (f"until when {who} put it on hold on ", entry.day)
            base = self._named(key, entry.until, rules.after_delay, source)
            return base._replace(state=State.ON_HOLD)
        told: Told = (
            f"which is {rules.on_hold_days} days after {who} put it on hold on ",
            entry.day,
            ", naming no date",
        )
        ends = entry.day + timedelta(days=rules.on_hold_days)
        return Base(Wait(rules.after_delay, ends, told), key, State.ON_HOLD)

    def _carried_on(self, key: str, entry: Happening) -> Base:
        """Return the base after an answer without a date: the date that stands, else some days."""
        rules = self._ground.rules
        standing = self.base
        if standing.named and standing.named >= entry.day:
            wait = standing.wait._replace(count=rules.after_date)
            return standing._replace(wait=wait, opened=key, state=State.WAITING_NEW_DATE)
        if entry.did is Did.REOPENED:
            told = "when you took it up again"
        else:
            told = f"when {self._ground.short(entry.to)} answered without naming a date"
        wait = Wait(rules.delay_without_date, entry.day, (told,))
        return Base(wait, key, State.WAITING_NEW_DATE)
