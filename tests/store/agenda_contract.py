"""What the agenda has to be, whatever keeps the plans: the same as a walk through them all."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_contract import NewStore
from store_nouns import NOW, dossier, planned, step

from followup_mail.kept import Agenda, AgendaLine
from followup_mail.planning import Plan, Step
from followup_mail.store import Store
from followup_mail.vocabulary import Act, State

Plans = Mapping[str, tuple[int, Plan]]
"""Name to number and plan."""

_FAR = datetime(9999, 12, 31, tzinfo=UTC)
_MOMENTS = st.integers(-4, 4).map(lambda hours: NOW + timedelta(hours=hours)) | st.datetimes(
    datetime(2026, 11, 22),  # noqa: DTZ001 - the zone is given below
    datetime(2026, 11, 25),  # noqa: DTZ001 - the same
    timezones=st.just(UTC),
)
_STEPS = st.builds(
    step,
    _MOMENTS,
    st.none() | _MOMENTS,
    act=st.sampled_from(Act),
    hint=st.sampled_from(["", "Maria is away."]),
)
_PLANS = st.builds(
    Plan,
    state=st.sampled_from([State.THANKED, State.OVERDUE, State.REJECTED]),
    steps=st.lists(_STEPS, max_size=4).map(tuple),
    note=st.sampled_from(["", "They said no."]),
)
_NAMES = st.sampled_from(["ann", "bo", "cy", "dee", "eve"])
_CHANGES = st.lists(st.tuples(_NAMES, st.none() | _PLANS), max_size=12)


class AgendaContract:
    """The agenda, beside the slow way to it."""

    @settings(max_examples=100)
    @given(changes=_CHANGES, moments=st.lists(_MOMENTS, min_size=1, max_size=4), data=st.data())
    def test_the_agenda_is_that_of_a_walk_through_all_plans(
        self,
        new_store: NewStore,
        changes: list[tuple[str, Plan | None]],
        moments: list[datetime],
        data: st.DataObject,
    ) -> None:
        """After any changes (None removes), at any moment, however many lines are asked for."""
        store = new_store()
        plans: dict[str, tuple[int, Plan]] = {}
        with store.writing():
            for name, plan in changes:
                if plan is None:
                    if name in plans:
                        store.remove(plans.pop(name)[0])
                    continue
                stored = store.get(name) or store.add(dossier(name), at=NOW)
                store.keep_plan(stored.id, plan)
                plans[name] = stored.id, plan

        for now in moments:
            limit = data.draw(st.none() | st.integers(0, 6), label="limit")
            assert store.agenda(now, limit=limit) == walked(plans, now, limit)

    @settings(max_examples=20)
    @given(plans=st.lists(_PLANS, max_size=8), again=st.lists(_PLANS, max_size=8))
    def test_many_plans_are_kept_as_one_by_one(
        self, new_store: NewStore, plans: list[Plan], again: list[Plan]
    ) -> None:
        """The fast way leads to the same agenda."""
        fast, slow = new_store(), new_store()
        for each in (fast, slow):
            each.add_many([dossier(f"n{number}") for number in range(8)], at=NOW)
        for some in (plans, again):
            fast.keep_plans(list(enumerate(some, 1)))
            with slow.writing():
                for number, plan in enumerate(some, 1):
                    slow.keep_plan(number, plan)

        assert fast.agenda(NOW, limit=None) == slow.agenda(NOW, limit=None)
        assert fast.agenda(_FAR, limit=None) == slow.agenda(_FAR, limit=None)

    @pytest.fixture
    def busy(self, new_store: NewStore) -> Store:
        """Return a store with one application of each sort; its name says which."""
        store = new_store()
        hour = timedelta(hours=1)
        sorts = {
            "stays-long": planned(step(NOW - 9 * hour)),
            "idle": planned(note="They said December."),
            "waits": planned(step(NOW + 2 * hour)),
            "lapses-later": planned(step(NOW - hour, NOW + 2 * hour)),
            "over": planned(state=State.REJECTED),
            "lapses": planned(step(NOW - hour, NOW + hour)),
            "stays": planned(step(NOW - 2 * hour), step(NOW - 99 * hour, NOW - hour)),
            "waits-less": planned(step(NOW + 3 * hour), step(NOW + hour)),
        }
        ids = store.add_many([dossier(name) for name in sorts], at=NOW)
        store.keep_plans(list(zip(ids, sorts.values(), strict=True)))
        return store

    def test_due_ones_come_first_and_of_those_what_lapses(self, busy: Store) -> None:
        """Then what waits, soonest first, then what nothing is planned for."""
        agenda = busy.agenda(NOW)

        assert [line.name for line in agenda.lines] == [
            *("lapses", "lapses-later", "stays-long", "stays"),
            *("waits-less", "waits"),
            "idle",
        ]
        assert [line.due for line in agenda.lines] == [True] * 4 + [False] * 3
        assert (agenda.due, agenda.waiting, agenda.ended) == (4, 3, 1)

    def test_a_short_agenda_counts_the_rest(self, busy: Store) -> None:
        """However few lines are shown, all are counted."""
        agenda = busy.agenda(NOW, limit=1)

        assert [line.name for line in agenda.lines] == ["lapses"]
        assert (agenda.due, agenda.waiting, agenda.ended) == (4, 3, 1)

    def test_what_ended_is_on_the_agenda_while_a_step_of_it_is_due(
        self, new_store: NewStore
    ) -> None:
        """A rejection is answered; before and afterwards it is over."""
        store = new_store()
        number = store.add(dossier("acme"), at=NOW).id
        reply = step(NOW, NOW + timedelta(days=1), act=Act.REPLY)
        store.keep_plan(number, planned(reply, state=State.REJECTED))

        def counts(moment: datetime) -> tuple[int, int, int, int]:
            agenda = store.agenda(moment)
            return len(agenda.lines), agenda.due, agenda.waiting, agenda.ended

        assert counts(NOW - timedelta(seconds=1)) == (0, 0, 0, 1)
        assert counts(NOW) == (1, 1, 0, 0)
        assert counts(NOW + timedelta(days=1)) == (0, 0, 0, 1)

    def test_a_step_comes_back_to_the_last_field(self, new_store: NewStore) -> None:
        """With what is as usual left out, and with nothing left out."""
        store = new_store()
        whole = Step(
            act=Act.FORWARD,
            due=NOW.date(),
            opens=NOW - timedelta(microseconds=1),
            why="« pourquoi », \u2028\n\"'",
            to=("maria", "lee"),
            whom=("Maria López", "Lee"),
            closes=NOW + timedelta(microseconds=1),
            occurrence="forward/12/maria",
            round=2,
            timezone="America/Toronto",
            hint="Maria is away.",
        )
        bare = Step(act=Act.COMPLETE, due=NOW.date(), opens=NOW, why="")
        ids = store.add_many([dossier("whole"), dossier("bare")], at=NOW)
        store.keep_plans([(ids[0], planned(whole)), (ids[1], planned(bare))])

        assert [line.step for line in store.agenda(NOW).lines] == [whole, bare]
        assert {stored.dossier.name: step for stored, step in store.listed()} == {
            "whole": whole,
            "bare": bare,
        }


def walked(plans: Plans, now: datetime, limit: int | None) -> Agenda:
    """Return the agenda, made from every plan."""
    due: list[tuple[tuple[datetime, datetime], int, str]] = []
    waiting: list[tuple[datetime, int, str]] = []
    idle: list[str] = []
    ended = 0
    for name, (number, plan) in plans.items():
        current = plan.current(now)
        if current is not None and current.opens <= now:
            due.append((_urgency(plan, now), number, name))
        elif plan.state.ended:
            ended += 1
        elif current is not None:
            waiting.append((current.opens, number, name))
        else:
            idle.append(name)
    names = [name for _, _, name in sorted(due)] + [name for _, _, name in sorted(waiting)]
    names += sorted(idle)
    return Agenda(
        lines=tuple(_line(name, plans[name][1], now) for name in names[:limit]),
        due=len(due),
        waiting=len(waiting) + len(idle),
        ended=ended,
    )


def _urgency(plan: Plan, now: datetime) -> tuple[datetime, datetime]:
    """Return when the first of the steps that are due lapses, and since when it is due."""
    return min((step.closes or _FAR, step.opens) for step in plan.steps if step.is_open(now))


def _line(name: str, plan: Plan, now: datetime) -> AgendaLine:
    about = dossier(name)
    current = plan.current(now)
    return AgendaLine(
        name=name,
        client=about.client,
        employer=about.employer,
        position=about.position,
        state=plan.state,
        step=current,
        note=plan.note,
        due=current is not None and current.opens <= now,
        more=max(0, sum(step.is_open(now) for step in plan.steps) - 1),
    )
