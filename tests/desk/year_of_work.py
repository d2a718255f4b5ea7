"""The desk of somebody who looks for work, and what it should hold, made anew."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from io import BytesIO
from itertools import count
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
)
from year_of_caps import ASKS, Caps, Kept, in_force
from year_of_jobs import EMPLOYERS, Employer, Job, Named, Past, Round, as_csv

from followup_mail.application import Incomplete, read_kept
from followup_mail.config import Config
from followup_mail.desk import Desk
from followup_mail.desk.adding import add_text, change_text
from followup_mail.desk.desk import with_history
from followup_mail.desk.many import add_many
from followup_mail.desk.recording import Event, Recorded, log
from followup_mail.errors import DataError, UsageError
from followup_mail.intake.csv_file import applications
from followup_mail.kept import Agenda, AgendaLine, Entry, Stored
from followup_mail.ladder.counting import touches_of
from followup_mail.ladder.plan import plan
from followup_mail.model import Application
from followup_mail.planning import Plan, Step, Touch
from followup_mail.store import Store, open_store
from followup_mail.store.rows import step as step_of_row
from followup_mail.vocabulary import Act, Did, InterviewFormat, Language, Role

DAY = timedelta(days=1)
CONFIG = Config(
    me={"name": "Sam Okafor", "email": "sam@example.com", "timezone": "America/Toronto"},
    default_language=Language.EN_CA,
)
_DONE = {act: Did(act.value) for act in Act if act.value in {did.value for did in Did}}
CLIENTS = st.sampled_from((None, "Robin"))


class Workplace(RuleBasedStateMachine):
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
            config=lambda: CONFIG,
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
            datetime.combine(today - held * DAY, time(data.draw(st.integers(8, 19))), zone),
            data.draw(st.sampled_from((None, *InterviewFormat))),
            tuple(people[: data.draw(st.integers(0, 3))]),
        )
        named = data.draw(st.none() | st.integers(0, 20))
        promised = data.draw(st.none() | st.integers(0, 9))
        history = st.lists(
            st.builds(
                Past,
                on=st.integers(0, 9).map(lambda ago: today - ago * DAY),
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
            named=None if named is None else Named(today + named * DAY, data.draw(who), today),
            promised=None if promised is None else (data.draw(who), today + promised * DAY),
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
            config=CONFIG,
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
        at = (self.now + days * DAY).astimezone(ZoneInfo(job.timezone)).replace(microsecond=0)
        at = max(at, rounds[-1].at + DAY) if rounds else at
        return (*rounds, Round(at, met=tuple(job.people)[:1]))

    def live(self, days: int) -> None:
        """Look every day, and do all that is due."""
        for _ in range(days):
            while self.do_one():
                pass
            self.now += DAY

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
        return Caps(kept, self.desk.calendars, CONFIG.rules)

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
        on = today - ago * DAY
        event = Event(
            did,
            to=(who,) if to else (),
            on=on if ago else None,
            until=None if until is None else today + until * DAY,
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
        return plan(known, self.desk.calendars, CONFIG.rules, elsewhere=elsewhere)

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
                text.encode(), source="f.toml", folder=None, config=CONFIG, fallback_timezone="UTC"
            )
        return held[text]

    return read
