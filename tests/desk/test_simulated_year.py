"""A year of somebody who looks for work, kept in a real store; see the invariants.

What the agenda says is done on its day, or late; answers, second thoughts and edits
come at random. The plans, the agenda and the caps are made here anew from the files
and from what is on record.
"""

from io import StringIO
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from year_of_caps import TOUCHES
from year_of_jobs import EMPLOYERS, PLACES, Named
from year_of_work import DAY, Workplace, reading

from followup_mail.desk.adding import add_text
from followup_mail.desk.erasing import erase
from followup_mail.desk.recording import undo
from followup_mail.desk.restoring import restore
from followup_mail.desk.telling import board_row, calendar_of, listed
from followup_mail.errors import NotFoundError
from followup_mail.showing import deeds
from followup_mail.showing.agenda import agenda_text
from followup_mail.vocabulary import Act, Did

_AT_LEAST = 3
"""Applications kept, below which nothing is erased."""

AFTER = st.integers(0, 12)
UNTIL = st.none() | st.integers(0, 30)
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


class Year(Workplace):
    """What comes in a year, and what holds after each of it."""

    # What comes in

    @initialize(start=st.integers(0, 364), data=st.data())
    def begin(self, start: int, data: st.DataObject) -> None:
        """Begin on some day of 2026, with two jobs at one employer and a table of others."""
        self.now += start * DAY
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
        self.now = (self.now + days * DAY).replace(hour=hour)

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
        named = Named(today + days * DAY, data.draw(st.sampled_from(list(job.people))), today)
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
        erase(self.desk, stored)
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
        assert restore(self.desk, StringIO(before), lambda _: None).applications == len(self.jobs)
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


def machine() -> type[Year]:
    """Return the machine with a reader of its own."""
    return type("ThisYear", (Year,), {"read": staticmethod(reading())})


def test_a_year_keeps_every_cap_and_every_promise_of_the_store() -> None:
    """Whatever they answer, and however late things are done; see the invariants."""
    run_state_machine_as_test(machine(), settings=settings(max_examples=9, stateful_step_count=16))
