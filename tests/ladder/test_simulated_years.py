"""A year of several applications at a few employers: every cap holds, nobody is pestered.

What the ladder proposes is done on its day, or late; answers, absences and second
thoughts come at random. The counts are made here anew, from a log of their own.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from followup_mail.ladder.counting import touches_of
from followup_mail.ladder.days import Calendar, Calendars
from followup_mail.ladder.plan import plan, state_on
from followup_mail.model import (
    Answer,
    Application,
    Happening,
    Interview,
    Me,
    Person,
    Promise,
)
from followup_mail.planning import Plan, Rules, Step, Touch
from followup_mail.record import Record
from followup_mail.vocabulary import Act, Did, InterviewFormat, Language, Role, State

RULES = Rules()
DAY = timedelta(days=1)
MAILS = {Did.CHECK_IN, Did.NETWORK, Did.ESCALATION}
CALLED = (Did.NO_ANSWER, Did.GATEKEEPER)
CALLS = {*CALLED, Did.CALLED, Did.VOICEMAIL}
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
AFTER = st.integers(0, 20)
UNTIL = st.none() | st.integers(0, 30)
CONTACTS_NOBODY = {Act.MOVE_ON, Act.DEBRIEF, Act.COMPLETE}


def person(name: str, role: Role, host: str, *, phone: bool = False) -> Person:
    """Return somebody with an address, and perhaps a phone."""
    number = "+1 416 555 0100" if phone else None
    return Person(name.lower(), name, role, email=f"{name.lower()}@{host}.example", phone=number)


EMPLOYERS = {
    "Northwind": (
        "CA-ON",
        "America/Toronto",
        (
            person("Maria", Role.RECRUITER, "northwind", phone=True),
            person("David", Role.HIRING_MANAGER, "northwind", phone=True),
            person("Ben", Role.INTERVIEWER, "northwind"),
            person("Priya", Role.INSIDER, "northwind"),
        ),
    ),
    "Boréal": (
        "CA-QC",
        "America/Montreal",
        (
            person("Luc", Role.AGENCY, "placement", phone=True),
            person("Zoé", Role.AGENCY, "placement"),
            person("Anne", Role.HIRING_MANAGER, "boreal", phone=True),
        ),
    ),
    "Lumière": (
        "FR",
        "Europe/Paris",
        (
            person("Chloé", Role.HIRING_MANAGER, "lumiere", phone=True),
            person("Paul", Role.INSIDER, "lumiere"),
            person("Nadia", Role.INSIDER, "lumiere"),
        ),
    ),
}


class Told(Record):
    """One thing that happened, as the test counts it."""

    day: date
    name: str
    """Of the application."""
    employer: str
    did: Did
    person: str
    calendar: Calendar


class Year(RuleBasedStateMachine):
    """Somebody who looks for work, and all who answer, or don't."""

    calendars: Calendars

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.today = date(2026, 1, 5)
        self.applications: dict[str, Application] = {}
        self.log: list[Told] = []
        self.seen: set[tuple[str, str]] = set()
        self.seen_to = date.min
        self.number = 0
        self.reached = Did.NO_ANSWER

    # What the writer does

    @initialize(start=st.integers(0, 364), employer=st.sampled_from(tuple(EMPLOYERS)))
    def begin(self, start: int, employer: str) -> None:
        """Begin on some day of 2026, with two interviews at one employer."""
        self.today += timedelta(days=start)
        self.seen_to = self.today - DAY
        self.interview(employer, 14, None, 2, None)
        self.live(2)
        self.interview(employer, 10, 6, 1, None)

    @rule(
        after=AFTER,
        employer=st.sampled_from(tuple(EMPLOYERS)),
        hour=st.integers(8, 19),
        named=st.none() | st.integers(0, 30),
        met=st.integers(0, 3),
        kind=st.sampled_from((None, *InterviewFormat)),
    )
    @precondition(lambda self: len(self.applications) < 5)
    def have_interview(
        self,
        after: int,
        employer: str,
        hour: int,
        named: int | None,
        met: int,
        kind: InterviewFormat | None,
    ) -> None:
        """Have the first interview for another position."""
        self.live(after)
        self.interview(employer, hour, named, met, kind)

    @rule(days=st.integers(20, 60), reached=st.sampled_from((*CALLED, Did.CALLED)))
    def do_what_is_due(self, days: int, reached: Did) -> None:
        """Look every day, and do all that is due; calls end as *reached* says from now on."""
        self.reached = reached
        self.live(days)

    @rule(days=st.integers(1, 25))
    def look_away(self, days: int) -> None:
        """Do nothing for some days."""
        self.today += timedelta(days=days)
        self.seen_to = date.min

    @rule(data=st.data(), after=AFTER, days=st.integers(1, 30))
    def put_off(self, data: st.DataObject, after: int, days: int) -> None:
        """Snooze an application."""
        self.live(after)
        self.happens(self.one(data), Did.SNOOZED, None, self.today + timedelta(days=days))

    @rule(
        data=st.data(),
        after=AFTER,
        did=st.sampled_from((Did.RETIRED, Did.WITHDREW, Did.MOVED_ON)),
        back=AFTER,
    )
    def give_up_and_take_up_again(
        self, data: st.DataObject, after: int, did: Did, back: int
    ) -> None:
        """End an application, and reopen it later."""
        self.live(after)
        name = self.one(data)
        self.happens(name, did, None, None)
        self.live(back)
        self.happens(name, Did.REOPENED, None, None)

    # What the others do

    @rule(data=st.data(), after=AFTER, did=st.sampled_from(ANSWERS), days=UNTIL)
    def they_answer(self, data: st.DataObject, after: int, did: Did, days: int | None) -> None:
        """Let somebody who is no insider answer, with a date or without."""
        self.live(after)
        name = self.one(data)
        people = self.applications[name].people.values()
        who = data.draw(st.sampled_from([p.id for p in people if p.role is not Role.INSIDER]))
        dated = days is not None and did in {Did.DELAYED, Did.ON_HOLD, Did.ACKNOWLEDGED}
        self.happens(name, did, who, self.today + timedelta(days=days or 0) if dated else None)

    @rule(data=st.data(), after=AFTER, days=UNTIL)
    def somebody_inside_answers(self, data: st.DataObject, after: int, days: int | None) -> None:
        """Let an insider who was asked answer."""
        self.live(after)
        name = self.one(data)
        asked = [e.to for e in self.applications[name].history if e.did is Did.NETWORK]
        if asked:
            until = None if days is None else self.today + timedelta(days=days)
            self.happens(name, Did.NETWORK_REPLY, asked[-1], until)

    @rule(data=st.data(), after=AFTER, days=st.integers(0, 30))
    def somebody_is_away(self, data: st.DataObject, after: int, days: int) -> None:
        """Let a note of absence come."""
        self.live(after)
        name = self.one(data)
        who = data.draw(st.sampled_from(list(self.applications[name].people)))
        self.happens(name, Did.AWAY, who, self.today + timedelta(days=days))

    @rule(data=st.data(), after=AFTER, did=st.sampled_from((Did.BOUNCED, Did.LEFT)))
    def the_last_message_is_lost(self, data: st.DataObject, after: int, did: Did) -> None:
        """Let the newest e-mail about an application come back, or its reader have left."""
        self.live(after)
        name = self.one(data)
        sent = [told.person for told in self.log if told.name == name and told.did in MAILS]
        if sent:
            people = self.applications[name].people.values()
            self.happens(name, did, next(p.id for p in people if p.email == sent[-1]), None)

    @rule(data=st.data(), after=AFTER, days=st.integers(1, 20))
    def they_invite(self, data: st.DataObject, after: int, days: int) -> None:
        """Put another round on file, as `edit` does."""
        self.live(after)
        name = self.one(data)
        app = self.applications[name]
        at = max(
            datetime.combine(self.today + timedelta(days=days), time(14), ZoneInfo(app.timezone)),
            app.interviews[-1].at + DAY,
        )
        met = app.interviews[-1].talked_about
        rounds = (*app.interviews, Interview(at, talked_about=met))
        self.applications[name] = app._replace(interviews=rounds)
        self.note(name, Did.REOPENED, "")

    @rule(data=st.data(), after=AFTER, flag=st.sampled_from(("do_not_contact", "no_calls")))
    def they_ask_for_quiet(self, data: st.DataObject, after: int, flag: str) -> None:
        """Let them ask not to be contacted, or not to be called."""
        self.live(after)
        name = self.one(data)
        self.applications[name] = self.applications[name]._replace(**{flag: True})

    # What holds

    @invariant()
    def nothing_is_proposed_that_must_not_be(self) -> None:
        """Whoever asked for quiet has it; questions fall on days fit for them."""
        for name, app in self.applications.items():
            found = self.plan_of(name)
            acts = {step.act for step in found.steps}
            if app.do_not_contact:
                assert acts <= CONTACTS_NOBODY
            if app.no_calls:
                assert not acts & {Act.CALL, Act.VOICEMAIL}
            if found.state.ended:
                assert acts <= {Act.REPLY}
            days = Calendar.of(self.calendars, app.place or "")
            for step in found.steps:
                assert step.why
                assert step.opens.astimezone(ZoneInfo(step.timezone)).date() >= step.due
                if step.act in ASKS:
                    assert days.is_business(step.due)
                    assert days.is_soft(step.due) is None

    @invariant()
    def a_plan_depends_on_nothing_else(self) -> None:
        """The same facts give the same plan, in whatever order the days are on file."""
        for name, app in self.applications.items():
            again = app._replace(
                history=tuple(sorted(app.history, key=lambda entry: -entry.day.toordinal()))
            )
            assert plan(
                again, self.calendars, RULES, elsewhere=self.elsewhere(name)
            ) == self.plan_of(name)

    # Machinery

    def interview(
        self,
        employer: str,
        hour: int,
        named: int | None,
        met: int,
        kind: InterviewFormat | None,
    ) -> None:
        """Have an interview today, and promise something until a week later."""
        place, zone, people = EMPLOYERS[employer]
        at = datetime.combine(self.today, time(hour), ZoneInfo(zone))
        by = None if named is None else self.today + timedelta(days=named)
        name = f"{employer} {len(self.applications) + 1}"
        self.applications[name] = Application(
            employer=employer,
            position="Engineer",
            language=Language.EN_CA,
            me=Me("Sam Okafor", "sam@example.com"),
            timezone=zone,
            place=place,
            people={one.id: one for one in people},
            interviews=(
                Interview(
                    at, format=kind, talked_about={p.id: ("the team",) for p in people[:met]}
                ),
            ),
            answer=Answer(by, "soon", people[0].id, self.today),
            promised=(Promise("the plan", people[0].id, self.today + 7 * DAY),),
        )

    def live(self, days: int) -> None:
        """Look every day and do all that is due."""
        for _ in range(days):
            for name in self.applications:
                while step := self.open_step(name):
                    self.do(name, step)
            self.seen_to = self.today
            self.today += DAY

    def one(self, data: st.DataObject) -> str:
        """Return the name of some application."""
        return data.draw(st.sampled_from(list(self.applications)))

    def elsewhere(self, name: str) -> list[Touch]:
        """Return what was said about the other applications at the same employer."""
        employer = self.applications[name].employer
        return [
            touch
            for other, app in self.applications.items()
            if other != name and app.employer == employer
            for touch in touches_of(app, other)
        ]

    def plan_of(self, name: str) -> Plan:
        """Return the plan of an application."""
        return plan(self.applications[name], self.calendars, RULES, elsewhere=self.elsewhere(name))

    def open_step(self, name: str) -> Step | None:
        """Return what is due this evening and not done yet."""
        now = datetime.combine(self.today, time(21, 30), UTC)
        found = self.plan_of(name)
        if state_on(found, now) is State.INTERVIEW_TO_COME:
            assert not {s.act for s in found.steps if self.is_open(s, now)} & ASKS
        due = (
            s for s in found.steps if self.is_open(s, now) and (name, s.occurrence) not in self.seen
        )
        return next(due, None)

    @staticmethod
    def is_open(step: Step, now: datetime) -> bool:
        """Return whether *step* is due."""
        return step.opens <= now and (step.closes is None or now < step.closes)

    def happens(self, name: str, did: Did, to: str | None, until: date | None) -> None:
        """Record that something happened today."""
        self.number += 1
        app = self.applications[name]
        entry = Happening(self.today, did, to, until, id=self.number)
        self.applications[name] = app._replace(history=(*app.history, entry))
        self.note(name, did, app.people[to].email or "" if to else "")

    def note(self, name: str, did: Did, who: str) -> None:
        """Log it for the counts of this test; what was lost is struck out."""
        app = self.applications[name]
        if did in {Did.BOUNCED, Did.LEFT}:
            kinds = MAILS if did is Did.BOUNCED else MAILS | CALLS
            sent = [t for t in self.log if (t.name, t.person) == (name, who) and t.did in kinds]
            self.log.remove(sent[-1])
        days = Calendar.of(self.calendars, app.place or "")
        self.log.append(Told(self.today, name, app.employer, did, who, days))

    def do(self, name: str, step: Step) -> None:
        """Do *step* today, having looked whether that is all right."""
        if step.act in ASKS:
            self.check_caps(name, step)
            # Overdue is only what was not looked at.
            assert step.due > self.seen_to, (step, self.seen_to)
        self.seen.add((name, step.occurrence))
        done = self.reached if step.act is Act.CALL else step.act.value
        if done in set(Did):
            for to in step.to:
                self.happens(name, Did(done), to, None)

    def check_caps(self, name: str, step: Step) -> None:
        """Hold all caps of the ladder against the log, before *step* is done today."""
        app = self.applications[name]
        who = app.people[step.to[0]].email or ""
        made = [t for t in self.log if t.employer == app.employer and t.did in MAILS | CALLS]
        assert not [t for t in made if t.day == self.today], "one touch a day at one employer"
        newest = max((t.day for t in made if t.person == who), default=None)
        if newest is not None:
            between = Calendar.of(self.calendars, app.place or "").between(newest, self.today)
            assert between >= RULES.gap, "three business days between touches to one person"
        silent = list(self.silent(app.employer))
        if step.act.value in MAILS:
            helped = [t.did is Did.NETWORK_REPLY and t.person == who for t in self.log]
            since = self.log[len(helped) - helped[::-1].index(True) :] if any(helped) else self.log
            mails = [t for t in silent if t.did in MAILS and t.person == who and t in since]
            assert len(mails) < RULES.cap_person, "two e-mails to one person"
        if step.act is Act.NETWORK:
            asked = {t.person for t in made if t.did is Did.NETWORK}
            assert who not in asked, "one question to one insider"
            return
        chases = sum(t.did in MAILS - {Did.NETWORK} for t in silent)
        rungs = {t.name for t in silent if t.did in CALLS}
        own = [t for t in silent if t.did in CALLS and t.name == name]
        assert chases + len(rungs - {name} if own else rungs) < RULES.cap_employer or (
            own and step.act.value not in MAILS
        ), "three chases at one employer"
        calls = [t for t in silent if t.did in CALLS and (t.name == name or t.person == who)]
        if step.act in {Act.CALL, Act.VOICEMAIL}:
            attempts = {(t.day, t.person) for t in calls}
            assert len(attempts) < RULES.calls, "two attempts to call"
        if step.act is Act.VOICEMAIL:
            assert Did.VOICEMAIL not in {t.did for t in calls}, "one voicemail"

    def silent(self, employer: str) -> Iterator[Told]:
        """Give the touches at *employer* that no answer followed, about whatever position."""
        for place, told in enumerate(self.log):
            if told.employer != employer or told.did not in MAILS | CALLS:
                continue
            later = self.log[place + 1 :]
            if not any(
                (t.employer == employer and t.did in ANSWERS)
                or (t.name == told.name and t.did is Did.REOPENED)
                for t in later
            ):
                yield told


def test_a_year_keeps_every_cap_and_contacts_nobody_who_asked_not_to_be(
    calendars: Calendars,
) -> None:
    """Whatever they answer, and however late things are done; see the invariants."""
    year = type("ThisYear", (Year,), {"calendars": staticmethod(calendars)})
    run_state_machine_as_test(year, settings=settings(max_examples=40, stateful_step_count=12))
