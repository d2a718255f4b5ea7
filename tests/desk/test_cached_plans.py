"""What is kept of plans for the agenda is what planning anew would give, whatever was done."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from followup_mail import shipped
from followup_mail.app import App
from followup_mail.desk import Desk
from followup_mail.desk.adding import add_text, change_text
from followup_mail.desk.erasing import erase
from followup_mail.desk.planning import agenda
from followup_mail.desk.recording import Event, log, undo
from followup_mail.desk.telling import line
from followup_mail.errors import FollowupMailError
from followup_mail.vocabulary import Did

NORTHWIND = (shipped.examples() / "northwind.toml").read_text(encoding="utf-8")
LEAD = NORTHWIND.replace('"Data Engineer"', '"Analytics Lead"')
NAMES = ("northwind", "northwind-analytics-lead", "thistle")
PEOPLE = ("maria", "david", "priya", "anjali")
BEGUN = datetime(2026, 11, 20, 15, tzinfo=UTC)

Turn = tuple[str, str, object]
TURNS = st.one_of(
    st.tuples(st.just("log"), st.sampled_from(NAMES), st.sampled_from(list(Did))),
    st.tuples(st.just("log-to"), st.sampled_from(NAMES), st.sampled_from(PEOPLE)),
    st.tuples(st.just("undo"), st.sampled_from(NAMES), st.none()),
    st.tuples(st.just("date"), st.sampled_from(NAMES), st.integers(21, 30)),
    st.tuples(st.just("wait"), st.just(""), st.integers(-9, 9)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.none()),
)


class Days:
    """A clock that is moved by days."""

    def __init__(self) -> None:
        """Begin on the day after the interview."""
        self.now = BEGUN

    def read(self) -> datetime:
        """Return the time, a moment later each time."""
        self.now += timedelta(microseconds=1)
        return self.now


def taken(desk: Desk, days: Days, turn: Turn) -> None:
    """Do what *turn* says; what is refused changes nothing."""
    what, name, value = turn
    try:
        if what == "log" and isinstance(value, Did):
            until = (days.now + timedelta(days=4)).date()
            to = () if value.value in {"snoozed", "retired", "offer", "rejected"} else ("maria",)
            log(desk, name, Event(value, to, None, until, None))
        elif what == "log-to":
            log(desk, name, Event(Did.CHECK_IN, (str(value),)))
        elif what == "undo":
            undo(desk, name)
        elif what == "date":
            stored = desk.find(name)
            text = stored.dossier.text.replace("by   = 2026-11-27", f"by   = 2026-11-{value}")
            change_text(desk, stored, text, source="a test")
        elif what == "remove":
            erase(desk, desk.find(name))
        else:
            days.now += timedelta(days=int(str(value)))
    except FollowupMailError:
        pass


def check(desk: Desk, days: Days) -> None:
    """Compare the agenda with planning every application anew."""
    moment = days.now
    found = agenda(desk, moment, everything=True, tick=lambda _: None)
    anew = {
        stored.dossier.name: line(desk, stored, desk.plan_now(stored))
        for stored, _ in desk.store.listed()
    }
    open_ = {name: each for name, each in anew.items() if each.due or not each.state.ended}
    assert {each.name: (each.step, each.more) for each in found.lines} == {
        name: (each.step, each.more) for name, each in open_.items()
    }
    assert found.due == sum(each.due for each in anew.values())
    assert found.waiting == sum(not e.due and not e.state.ended for e in anew.values())


def with_desk(home: Path, days: Days, work: Callable[[Desk], None]) -> None:
    """Do *work* at the desk of a new process."""
    tokens = count()
    app = App(
        environ={"FOLLOWUP_MAIL_HOME": str(home)},
        stdin=BytesIO(),
        now=days.read,
        new_token=lambda: f"{next(tokens):032x}",
        local_timezone=lambda: "America/Toronto",
    )
    with app.desk(create=True) as desk:
        work(desk)


@settings(max_examples=25)
@given(turns=st.lists(TURNS, min_size=1, max_size=14))
@example(turns=[("wait", "", 12), ("log-to", NAMES[0], "maria"), ("undo", NAMES[1], None)])
def test_the_agenda_is_what_planning_anew_gives(turns: list[Turn]) -> None:
    """After each change, for the application and those beside it at the same employer."""
    days = Days()

    def work(desk: Desk) -> None:
        thistle = (shipped.examples() / "thistle.toml").read_bytes()
        for data in (NORTHWIND.encode(), LEAD.encode(), thistle):
            add_text(desk, data, source="a test", folder=None)
        check(desk, days)
        for turn in turns:
            taken(desk, days, turn)
            check(desk, days)

    with TemporaryDirectory() as home:
        with_desk(Path(home), days, work)


@settings(max_examples=15)
@given(turns=st.lists(TURNS, min_size=1, max_size=8))
def test_nothing_that_was_recorded_is_ever_lost(turns: list[Turn]) -> None:
    """Entries are only added, undone ones too, as long as their application is kept."""
    days = Days()

    def work(desk: Desk) -> None:
        for data in (NORTHWIND.encode(), LEAD.encode()):
            add_text(desk, data, source="a test", folder=None)
        before: dict[str, list[tuple[int | None, Did]]] = {}
        for turn in turns:
            taken(desk, days, turn)
            after = {
                stored.dossier.name: [
                    (entry.happening.id, entry.happening.did)
                    for entry in desk.store.entries(stored.id)
                ]
                for stored, _ in desk.store.listed()
            }
            for name, entries in after.items():
                known = before.get(name, [])
                assert entries[: len(known)] == known
            before = after

    with TemporaryDirectory() as home:
        with_desk(Path(home), days, work)
