"""A year of somebody who looks for work, kept in a real store; see the invariants.

What the agenda says is done on its day, or late; answers, second thoughts and edits
come at random. The plans, the agenda and the caps are made here anew from the files
and from what is on record.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from io import BytesIO, StringIO
from itertools import count
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
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
from year_of_caps import ASKS, TOUCHES, Caps, Kept, in_force
from year_of_jobs import EMPLOYERS, PLACES, Employer, Job, Named, Past, Round, as_csv

from followup_mail.application import Incomplete, read_kept
from followup_mail.config import Config
from followup_mail.desk import Desk
from followup_mail.desk.adding import add_text, change_text
from followup_mail.desk.desk import with_history
from followup_mail.desk.many import add_many
from followup_mail.desk.recording import Event, Recorded, log, undo
from followup_mail.desk.telling import board_row, calendar_of, listed
from followup_mail.errors import DataError, NotFoundError, UsageError
from followup_mail.intake.csv_file import applications
from followup_mail.kept import Agenda, AgendaLine, Entry, Stored
from followup_mail.ladder.counting import touches_of
from followup_mail.ladder.plan import plan
from followup_mail.model import Application
from followup_mail.planning import Plan, Step, Touch
from followup_mail.showing import deeds
from followup_mail.showing.agenda import agenda_text
from followup_mail.store import Store, open_store
from followup_mail.store.rows import step as step_of_row
from followup_mail.vocabulary import Act, Did, InterviewFormat, Language, Role

_DAY = timedelta(days=1)
_CONFIG = Config(
    me={"name": "Sam Okafor", "email": "sam@example.com", "timezone": "America/Toronto"},
    default_language=Language.EN_CA,
)
_DONE = {act: Did(act.value) for act in Act if act.value in {did.value for did in Did}}
_AT_LEAST = 3
"""Applications kept, below which nothing is erased."""

AFTER = st.integers(0, 12)
UNTIL = st.none() | st.integers(0, 30)
CLIENTS = st.sampled_from((None, "Robin"))
THEY_SAY = (
    Did.ACKNOWLEDGED,
    Did.DELAYED,
    Did.NEXT_ROUND,
    Did.ON_HOLD,
    Did.REDIRECTED,
    Did.REJECTED,
    Did.OFFER,
    Did.AWAY,
    Did.BOUNCED,
    Did.LEFT,
    Did.NETWORK_REPLY,
)


class Year(RuleBasedStateMachine):
    """The desk of somebody who looks for work, and of a coach's client."""

    read: Callable[[str], Application | Incomplete]
    """Reads a file, each text once."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.folder = TemporaryDirectory()
        self.tokens, self.stores = count(), count()
        self.now = datetime(2026, 1, 5, 14, tzinfo=UTC)
        self.desk = self.open_desk()
        self.jobs: dict[str, Job] = {}
        """By uid, the files as they were typed."""
        self.known: dict[str, tuple[Entry, ...]] = {}
        """By uid, what was ever recorded."""
        self.plans: dict[str, Plan] = {}
        self.seen: set[tuple[str, str]] = set()
        self.reached = Did.NO_ANSWER

    def teardown(self) -> None:
        """Look at the file as a whole, and let go of it."""
        assert self.store.integrity() == ""
        self.store.close()
        self.folder.cleanup()

    # What comes in

    @initialize(start=st.integers(0, 364), data=st.data())
    def begin(self, start: int, data: st.DataObject) -> None:
        """Begin on some day of 2026, with two jobs at one employer and a table of others."""
        self.now += start * _DAY
        employer = data.draw(st.sampled_from(EMPLOYERS))
        self.add(self.job(data, employer))
        self.add(self.job(data, employer))
        self.add_a_table(data, after=0, many=data.draw(st.integers(4, 10)))

    @rule(data=st.data(), after=AFTER)
    def add_a_file(self, data: st.DataObject, after: int) -> None:
        """Keep another application, from a file."""
        self.live(after)
        self.add(self.job(data, self.some_employer(data)))

    @rule(data=st.data(), after=AFTER, many=st.integers(1, 6))
    def add_a_table(self, data: st.DataObject, after: int, many: int) -> None:
        """Keep several, from a table without histories."""
        self.live(after)
        jobs = [self.job(data, self.some_employer(data), past=False) for _ in range(many)]
        before = {stored.id for stored in self.all()}
        self.import_table(jobs)
        new = [stored for stored in self.all() if stored.id not in before]
        assert len(new) == many
        by_position = {job.position: job for job in jobs}
        for stored in new:
            self.jobs[stored.dossier.uid] = by_position[stored.dossier.position]

    @rule(data=st.data())
    def add_again(self, data: st.DataObject) -> None:
        """Hand in a known file a second time: nothing changes."""
        stored, job = self.one(data)
        before = self.exported()
        name = stored.dossier.name
        again = add_text(self.desk, job.text.encode(), source="f.toml", folder=None, name=name)
        assert (again.name, again.outcome, again.events) == (name, "unchanged", 0)
        assert self.exported() == before

    # What the writer does

    @rule(days=st.integers(5, 30), reached=st.sampled_from((Did.NO_ANSWER, Did.CALLED)))
    def do_what_is_due(self, days: int, reached: Did) -> None:
        """Look every day, and do all that is due; calls end as *reached* says from now on."""
        self.reached = reached
        self.live(days)

    @rule(days=st.integers(1, 20), hour=st.integers(0, 23))
    def look_away(self, days: int, hour: int) -> None:
        """Do nothing for some days, and look at another hour from then on."""
        self.now = (self.now + days * _DAY).replace(hour=hour)

    @rule(data=st.data(), after=AFTER, days=st.integers(0, 30))
    def put_off(self, data: st.DataObject, after: int, days: int) -> None:
        """Snooze an application."""
        self.live(after)
        self.say(data, Did.SNOOZED, until=days)

    @rule(
        data=st.data(),
        after=AFTER,
        did=st.sampled_from((Did.RETIRED, Did.WITHDREW, Did.MOVED_ON, Did.REOPENED)),
    )
    def decide(self, data: st.DataObject, after: int, did: Did) -> None:
        """End an application, or open it again."""
        self.live(after)
        self.say(data, did)

    @rule(data=st.data(), did=st.sampled_from(sorted(TOUCHES)), ago=st.integers(0, 4))
    def do_something_else(self, data: st.DataObject, did: Did, ago: int) -> None:
        """Write or call though nobody proposed it, and record it late."""
        self.say(data, did, to=True, ago=ago)

    @rule(data=st.data(), whose=st.booleans())
    def take_back(self, data: st.DataObject, *, whose: bool) -> None:
        """Undo what was recorded last, of one application or at all."""
        stored, _ = self.one(data)
        chosen = stored if whose else None
        newest = self.store.newest(chosen.id if chosen else None)
        try:
            taken = undo(self.desk, chosen.dossier.name if chosen else None)
        except NotFoundError:
            assert newest is None
            return
        assert newest is not None
        assert newest[1].happening in taken.happenings
        assert newest[1].happening not in self.store.history(newest[0].id)

    # What the others do

    @rule(
        data=st.data(),
        after=AFTER,
        did=st.sampled_from(THEY_SAY),
        until=UNTIL,
        ago=st.integers(0, 3),
    )
    def they_answer(
        self, data: st.DataObject, after: int, did: Did, until: int | None, ago: int
    ) -> None:
        """Let somebody answer, be away or be gone."""
        self.live(after)
        self.say(data, did, to=True, until=until, ago=ago)

    # What is edited

    @rule(data=st.data(), after=AFTER, days=st.integers(-3, 20))
    def they_invite(self, data: st.DataObject, after: int, days: int) -> None:
        """Put another round into the file."""
        self.live(after)
        stored, job = self.one(data)
        self.edit(stored, job._replace(rounds=self.with_round(job, job.rounds, days)))

    @rule(data=st.data(), after=AFTER, days=st.integers(-3, 20))
    def they_move_it(self, data: st.DataObject, after: int, days: int) -> None:
        """Move the last interview, or call it off."""
        self.live(after)
        stored, job = self.one(data)
        fewer = job.rounds[:-1]
        rounds = self.with_round(job, fewer, days) if days > 0 else fewer
        self.edit(stored, job._replace(rounds=rounds))

    @rule(data=st.data(), after=AFTER)
    def they_ask_for_quiet(self, data: st.DataObject, after: int) -> None:
        """Note that they want no calls, or to hear nothing; or that the agency lets go."""
        self.live(after)
        stored, job = self.one(data)
        flags = ("do_not_contact", "no_calls", "agency_allows_direct")
        flag = data.draw(st.sampled_from(flags))
        self.edit(stored, job._replace(**{flag: not getattr(job, flag)}))

    @rule(data=st.data(), days=st.integers(0, 20))
    def they_name_a_date(self, data: st.DataObject, days: int) -> None:
        """Put the date on which one would hear into the file."""
        stored, job = self.one(data)
        today = self.now.date()
        named = Named(today + days * _DAY, data.draw(st.sampled_from(list(job.people))), today)
        self.edit(stored, job._replace(named=named))

    @rule(data=st.data())
    def something_in_the_file_was_wrong(self, data: st.DataObject) -> None:
        """Correct the place, the employer, whose application it is, or an address."""
        stored, job = self.one(data)
        place, zone = data.draw(st.sampled_from(PLACES))
        who = data.draw(st.sampled_from(list(job.people)))
        mended = {**job.people[who], "email": f"{who}@new.example"}
        other = data.draw(st.sampled_from([e for e in EMPLOYERS if e.name]))
        change: dict[str, object] = data.draw(
            st.sampled_from(
                (
                    {"place": place, "timezone": zone},
                    {"employer": f"{job.employer.upper()} Inc." if job.employer else ""},
                    {"employer": other.name},
                    {"client": None if job.client else "Robin"},
                    {"people": {**job.people, who: mended}},
                )
            )
        )
        self.edit(stored, job._replace(**change))

    # What is erased, and moved to another machine

    @rule(data=st.data())
    @precondition(lambda self: len(self.jobs) > _AT_LEAST)
    def erase(self, data: st.DataObject) -> None:
        """Erase an application with all that happened."""
        stored, _ = self.one(data)
        self.desk.erase(stored)
        del self.jobs[stored.dossier.uid]
        del self.known[stored.dossier.uid]
        assert self.store.get(stored.dossier.name) is None
        assert stored.dossier.uid not in self.exported()

    @rule()
    def move_to_another_machine(self) -> None:
        """Export everything and go on with a new store: nothing is lost or changed."""
        before, agenda = self.exported(), self.store.agenda(self.now, limit=None)
        self.store.close()
        self.desk = self.open_desk()
        assert self.desk.restore(StringIO(before), lambda _: None) == len(self.jobs)
        assert self.exported() == before
        assert self.store.agenda(self.now, limit=None) == agenda

    @rule(data=st.data())
    def look_at_everything(self, data: st.DataObject) -> None:
        """Draw a timeline and a calendar: that writes nothing into any history."""
        stored, _ = self.one(data)
        row = board_row(self.desk, stored)
        assert row.step == self.plans[stored.dossier.uid].current(self.now)
        assert calendar_of(self.desk, [stored.dossier.name]).startswith(b"BEGIN:VCALENDAR")
        shown = {
            each.dossier.name: step for each, step in listed(self.desk, client=None, ended=True)
        }
        assert shown[stored.dossier.name] == row.step

    # What holds

    @invariant()
    def nothing_recorded_is_lost(self) -> None:
        """What was ever recorded stays, in its order; only that it was undone is new."""
        for stored in self.all():
            uid, entries = stored.dossier.uid, self.store.entries(stored.id)
            held = self.known.get(uid, ())
            same = [
                new._replace(undone_by=old.undone_by) if old.undone_by is None else new
                for old, new in zip(held, entries, strict=False)
            ]
            assert tuple(same) == held
            self.known[uid] = entries
        assert self.known.keys() == self.jobs.keys()

    @invariant()
    def the_kept_agenda_is_the_function(self) -> None:
        """State, note, steps and counts are those of files and histories, for every one."""
        kept = {stored.dossier.uid: stored for stored in self.all()}
        files = {uid: self.file(stored) for uid, stored in kept.items()}
        self.plans = {uid: self.planned(stored, kept, files) for uid, stored in kept.items()}
        for uid, stored in kept.items():
            expected = self.plans[uid]
            assert (stored.state, stored.note) == (expected.state, expected.note)
            assert self.kept_steps(stored) == expected.steps
        assert self.store.agenda(self.now, limit=None) == self.expected_agenda(kept)
        for uid, job in self.jobs.items():
            self.quiet(job, {step.act for step in self.plans[uid].steps})

    @invariant()
    def what_is_late_says_so(self) -> None:
        """No day of the past is shown as if it were to come."""
        agenda = self.store.agenda(self.now, limit=None)
        told = agenda_text(agenda, now=self.now, width=None, colour=False).splitlines()
        for line, text in zip(agenda.lines, told, strict=False):
            step = line.step
            assert text.removeprefix("DUE").strip().startswith(line.name)
            if step is None or step.act is Act.COMPLETE:
                continue
            today = self.now.astimezone(ZoneInfo(step.timezone)).date()
            if not line.due:
                assert step.due >= today
                assert "nothing until" in text
            elif step.due < today:
                assert ("was due on" if deeds.can_be_late(step) else ", since ") in text
            else:
                assert ", due today" in text

    # Machinery

    @property
    def store(self) -> Store:
        """The store in use."""
        return self.desk.store

    def clock(self) -> datetime:
        """Return the time; a moment passes whenever somebody looks."""
        self.now += timedelta(microseconds=1)
        return self.now

    def open_desk(self) -> Desk:
        """Return a desk over a store that is not there yet."""
        folder = Path(self.folder.name, str(next(self.stores)))
        return Desk(
            open_store(folder, create=True),
            config=lambda: _CONFIG,
            config_file=folder / "config.toml",
            now=self.clock,
            new_token=lambda: f"{next(self.tokens):024x}",
            fallback_timezone=lambda: "UTC",
        )

    def some_employer(self, data: st.DataObject) -> Employer:
        """Return an employer: often one that is known already."""
        there = {job.employer for job in self.jobs.values()}
        known = [employer for employer in EMPLOYERS if employer.name in there]
        return data.draw(st.sampled_from([*known * 3, *EMPLOYERS]))

    def job(self, data: st.DataObject, employer: Employer, *, past: bool = True) -> Job:
        """Return a file about another job at *employer*; one with a *past* may have a history."""
        people = list(employer.people)
        zone = ZoneInfo(employer.timezone)
        today = self.now.astimezone(zone).date()
        who = st.sampled_from(people)
        held = data.draw(st.integers(-2, 12))
        round_ = Round(
            datetime.combine(today - held * _DAY, time(data.draw(st.integers(8, 19))), zone),
            data.draw(st.sampled_from((None, *InterviewFormat))),
            tuple(people[: data.draw(st.integers(0, 3))]),
        )
        named = data.draw(st.none() | st.integers(0, 20))
        promised = data.draw(st.none() | st.integers(0, 9))
        history = st.lists(
            st.builds(
                Past,
                on=st.integers(0, 9).map(lambda ago: today - ago * _DAY),
                did=st.sampled_from((Did.THANK_YOU, Did.CHECK_IN, Did.ACKNOWLEDGED, Did.PROMISE)),
                to=who,
            ),
            max_size=2,
            unique=True,
        )
        return Job(
            employer=employer.name,
            position=f"Engineer {next(self.tokens)}",
            timezone=employer.timezone,
            people=employer.people,
            place=employer.place,
            client=data.draw(CLIENTS),
            rounds=(round_,) if data.draw(st.integers(0, 9)) else (),
            named=None if named is None else Named(today + named * _DAY, data.draw(who), today),
            promised=None if promised is None else (data.draw(who), today + promised * _DAY),
            roleless=None if data.draw(st.integers(0, 5)) or not employer.name else people[0],
            no_calls=not data.draw(st.integers(0, 5)),
            do_not_contact=not data.draw(st.integers(0, 9)),
            history=tuple(data.draw(history)) if past else (),
        )

    def add(self, job: Job) -> None:
        """Keep the file *job*."""
        if job.roleless:
            job = job._replace(history=())
        name = f"job-{next(self.tokens)}"
        added = add_text(self.desk, job.text.encode(), source="f.toml", folder=None, name=name)
        assert (added.outcome, added.events) == ("added", len(job.history))
        assert bool(added.questions) == bool(job.roleless)
        stored = self.store.get(name)
        assert stored is not None
        self.jobs[stored.dossier.uid] = job

    def import_table(self, jobs: list[Job]) -> None:
        """Keep *jobs*, a table."""
        rows = applications(
            BytesIO(as_csv(jobs)),
            source="t.csv",
            folder=None,
            config=_CONFIG,
            fallback_timezone="UTC",
        )
        done = add_many(self.desk, rows, source="t.csv", folder=None, tick=lambda _: None)
        assert (done.added, done.changed) == (len(jobs), 0)

    def edit(self, stored: Stored, job: Job) -> None:
        """Keep *job* as the file of *stored*."""
        if job.named and job.rounds:
            first = job.rounds[0].at.astimezone(ZoneInfo(job.timezone)).date()
            if job.named.by < first and not job.named.on:
                job = job._replace(named=None)
        text = job._replace(history=()).text
        change_text(self.desk, stored, text, source="f.toml")
        self.jobs[stored.dossier.uid] = job

    def with_round(self, job: Job, rounds: tuple[Round, ...], days: int) -> tuple[Round, ...]:
        """Return *rounds* with one more in some days, but not before them."""
        at = (self.now + days * _DAY).astimezone(ZoneInfo(job.timezone)).replace(microsecond=0)
        at = max(at, rounds[-1].at + _DAY) if rounds else at
        return (*rounds, Round(at, met=tuple(job.people)[:1]))

    def live(self, days: int) -> None:
        """Look every day, and do all that is due."""
        for _ in range(days):
            while self.do_one():
                pass
            self.now += _DAY

    def do_one(self) -> bool:
        """Do the first thing that is due and was not done; return whether there was one."""
        for line in self.store.agenda(self.now, limit=None).lines:
            if not line.due:
                continue
            stored = self.store.get(line.name)
            assert stored is not None
            steps = self.kept_steps(stored)
            for step in [line.step, *(s for s in steps if self.is_open(s))]:
                if step and (stored.dossier.uid, step.occurrence) not in self.seen:
                    self.do(stored, step, first=step == line.step)
                    return True
        return False

    def is_open(self, step: Step) -> bool:
        """Return whether *step* is due."""
        return step.opens <= self.now and (step.closes is None or self.now < step.closes)

    def do(self, stored: Stored, step: Step, *, first: bool) -> None:
        """Do *step* and record it, having counted what was said before."""
        uid = stored.dossier.uid
        self.seen.add((uid, step.occurrence))
        did = self.reached if step.act is Act.CALL else _DONE.get(step.act)
        if did is None:
            return
        caps = self.caps(stored)
        done = log(self.desk, stored.dossier.name, Event(did, to=() if first else step.to))
        assert tuple(happening.to for happening in done.happenings) == step.to
        if step.act in ASKS:
            (happening,) = done.happenings
            assert not list(caps.broken(step.act, uid, step.to[0], happening.day))
        self.nobody_was_bothered(done, step.act)

    def nobody_was_bothered(self, done: Recorded, act: Act) -> None:
        """Hold that nobody heard of it who wants quiet, not even about two jobs at once."""
        for name in (done.stored.dossier.name, *done.also):
            told = self.store.get(name)
            assert told is not None
            assert told.dossier.client == done.stored.dossier.client
            self.quiet(self.jobs[told.dossier.uid], {act})

    @staticmethod
    def quiet(job: Job, acts: set[Act]) -> None:
        """Hold that *acts* are nothing that *job* forbids."""
        if job.do_not_contact:
            assert acts <= {Act.MOVE_ON, Act.COMPLETE, Act.DEBRIEF}
        if job.no_calls:
            assert not acts & {Act.CALL, Act.VOICEMAIL}

    def caps(self, stored: Stored) -> Caps:
        """Return the caps of the client of *stored* at that employer."""
        key = (stored.dossier.client, stored.dossier.employer_key)
        alike = [
            each
            for each in self.all()
            if each.id == stored.id
            or (key[1] and (each.dossier.client, each.dossier.employer_key) == key)
        ]
        read = ((each, self.read(each.dossier.text)) for each in alike)
        kept = [
            Kept(each.dossier.uid, known, self.store.entries(each.id))
            for each, known in read
            if isinstance(known, Application)
        ]
        return Caps(kept, self.desk.calendars, _CONFIG.rules)

    def say(
        self,
        data: st.DataObject,
        did: Did,
        *,
        to: bool = False,
        until: int | None = None,
        ago: int = 0,
    ) -> None:
        """Record something; what makes no sense is refused, and nothing is changed then."""
        stored, job = self.one(data)
        insiders = {i for i, p in job.people.items() if p["role"] == Role.INSIDER}
        fitting = (
            insiders if did in {Did.NETWORK, Did.NETWORK_REPLY} else job.people.keys() - insiders
        )
        who = data.draw(st.sampled_from(sorted(fitting) or sorted(job.people)))
        today = self.now.astimezone(ZoneInfo(job.timezone)).date()
        on = today - ago * _DAY
        event = Event(
            did,
            to=(who,) if to else (),
            on=on if ago else None,
            until=None if until is None else today + until * _DAY,
            note="as they said",
        )
        before = self.store.entries(stored.id)
        try:
            log(self.desk, stored.dossier.name, event)
        except (UsageError, DataError):
            assert self.store.entries(stored.id) == before

    def all(self) -> list[Stored]:
        """Return all that is kept."""
        return [stored for stored, _ in self.store.listed()]

    def one(self, data: st.DataObject) -> tuple[Stored, Job]:
        """Return some application, with its file."""
        name = data.draw(st.sampled_from(self.store.names("", limit=1000)))
        stored = self.store.get(name)
        assert stored is not None
        return stored, self.jobs[stored.dossier.uid]

    def exported(self) -> str:
        """Return all that is kept as one document."""
        return "".join(self.store.export())

    def file(self, stored: Stored) -> Application | Incomplete:
        """Return what the file of *stored* and what is in force say."""
        held = in_force(self.store.entries(stored.id))
        return with_history(self.read(stored.dossier.text), [entry.happening for entry in held])

    def planned(
        self,
        stored: Stored,
        kept: Mapping[str, Stored],
        files: Mapping[str, Application | Incomplete],
    ) -> Plan:
        """Return the plan of *stored*, its colleagues taken in some other order."""
        known = files[stored.dossier.uid]
        if isinstance(known, Incomplete):
            return self.desk.plan_of(stored, known, [])
        mine = stored.dossier
        elsewhere = [
            touch
            for uid, other in sorted(kept.items(), reverse=True)
            if uid != mine.uid
            and mine.employer_key
            and (other.dossier.client, other.dossier.employer_key)
            == (mine.client, mine.employer_key)
            for touch in self.touches(other, files[uid])
        ]
        return plan(known, self.desk.calendars, _CONFIG.rules, elsewhere=elsewhere)

    @staticmethod
    def touches(stored: Stored, known: Application | Incomplete) -> tuple[Touch, ...]:
        """Return what was said about *stored*."""
        return touches_of(known, stored.dossier.name) if isinstance(known, Application) else ()

    def kept_steps(self, stored: Stored) -> tuple[Step, ...]:
        """Return the steps that are kept of *stored*."""
        query = "SELECT opens, closes, step FROM agenda WHERE application_id = ? ORDER BY place"
        return tuple(step_of_row(row) for row in self.store._database.ask(query, stored.id))

    def expected_agenda(self, kept: Mapping[str, Stored]) -> Agenda:
        """Return the agenda of all plans."""
        due: list[tuple[tuple[bool, datetime, datetime, int], AgendaLine]] = []
        waiting: list[tuple[tuple[datetime, int], AgendaLine]] = []
        idle: list[tuple[str, AgendaLine]] = []
        ended = 0
        for uid, stored in kept.items():
            found = self.plans[uid]
            step = found.current(self.now)
            is_due = step is not None and step.opens <= self.now
            line = self.line(stored, found, step, due=is_due)
            if is_due:
                due.append((self.rank(stored, found), line))
            elif found.state.ended:
                ended += 1
            elif step is not None:
                waiting.append(((step.opens, stored.id), line))
            else:
                idle.append((stored.dossier.name, line))
        for part in (due, waiting, idle):
            part.sort(key=itemgetter(0))
        lines = tuple(line for part in (due, waiting, idle) for _, line in part)
        return Agenda(lines, due=len(due), waiting=len(waiting) + len(idle), ended=ended)

    def rank(self, stored: Stored, found: Plan) -> tuple[bool, datetime, datetime, int]:
        """Return by what an application that is due is put in order."""
        open_ = [step for step in found.steps if self.is_open(step)]
        lapsing = [(step.closes, step.opens) for step in open_ if step.closes]
        if lapsing:
            return False, *min(lapsing), stored.id
        opened = min(step.opens for step in open_)
        return True, opened, opened, stored.id

    def line(self, stored: Stored, found: Plan, step: Step | None, *, due: bool) -> AgendaLine:
        """Return a line of the agenda."""
        mine = stored.dossier
        open_ = sum(self.is_open(each) for each in found.steps)
        return AgendaLine(
            name=mine.name,
            client=mine.client,
            employer=mine.employer,
            position=mine.position,
            state=found.state,
            step=step,
            note=found.note,
            due=due,
            more=open_ - due,
        )


def reading() -> Callable[[str], Application | Incomplete]:
    """Return what reads a file, each text once: thousands of plans are made of a few."""
    held: dict[str, Application | Incomplete] = {}

    def read(text: str) -> Application | Incomplete:
        if text not in held:
            held[text] = read_kept(
                text.encode(), source="f.toml", folder=None, config=_CONFIG, fallback_timezone="UTC"
            )
        return held[text]

    return read


def machine() -> type[Year]:
    """Return the machine with a reader of its own."""
    return type("ThisYear", (Year,), {"read": staticmethod(reading())})


def test_a_year_keeps_every_cap_and_every_promise_of_the_store() -> None:
    """Whatever they answer, and however late things are done; see the invariants."""
    run_state_machine_as_test(machine(), settings=settings(max_examples=9, stateful_step_count=16))
