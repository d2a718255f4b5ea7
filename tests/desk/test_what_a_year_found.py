"""Faults that simulated years brought to light, each held by itself."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from year_of_jobs import EMPLOYERS, Job, Named, Past, Round, as_csv

from followup_mail.config import Config
from followup_mail.desk import Desk
from followup_mail.desk.adding import add_text, change_text
from followup_mail.desk.many import add_many
from followup_mail.desk.recording import Event, log, undo
from followup_mail.errors import ApplicationError
from followup_mail.intake.csv_file import applications
from followup_mail.kept import Stored
from followup_mail.store import open_store
from followup_mail.vocabulary import Act, Did, Language

_CONFIG = Config(
    me={"name": "Sam Okafor", "email": "sam@example.com"}, default_language=Language.EN_CA
)
NORTHWIND, HALYARD = EMPLOYERS[0], EMPLOYERS[1]
NOON = datetime(2026, 12, 2, 17, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    now = NOON

    def read(self) -> datetime:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return the clock of the desk."""
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Return a desk without applications."""
    tokens = count()
    with open_store(tmp_path / "data", create=True) as store:
        yield Desk(
            store,
            config=lambda: _CONFIG,
            config_file=tmp_path / "config.toml",
            now=clock.read,
            new_token=lambda: f"{next(tokens):024x}",
            fallback_timezone=lambda: "UTC",
        )


Keep = Callable[..., Stored]


@pytest.fixture
def keep(desk: Desk) -> Keep:
    """Return what keeps a job, under a name, and returns it."""

    def kept(name: str, job: Job) -> Stored:
        add_text(desk, job.text.encode(), source="f.toml", folder=None, name=name)
        return desk.find(name)

    return kept


def job(title: str, **more: object) -> Job:
    """Return a job at Northwind, with a date named for 27 November."""
    made = Job(
        employer=NORTHWIND.name,
        position=title,
        timezone=NORTHWIND.timezone,
        people=NORTHWIND.people,
        place=NORTHWIND.place,
        rounds=(Round(datetime(2026, 11, 19, 19, tzinfo=UTC)),),
        named=Named(date(2026, 11, 27), "maria", date(2026, 11, 19)),
    )
    return made._replace(**more)


def first_touch(desk: Desk, name: str) -> tuple[Act, str, date]:
    """Return what is to be said next to anybody about an application, to whom, and when."""
    step = next(s for s in desk.plan_now(desk.find(name)).steps if s.act is not Act.DEBRIEF)
    return step.act, "".join(step.to), step.due


def test_an_application_that_changes_hands_leaves_the_caps_of_the_first(
    desk: Desk, keep: Keep
) -> None:
    """What was said for one client no longer puts off what another one does."""
    keep("mine", job("Engineer"))
    theirs = keep("theirs", job("Analyst"))
    log(desk, "theirs", Event(Did.CHECK_IN, to=("david",)))
    assert first_touch(desk, "mine") == (Act.CHECK_IN, "maria", date(2026, 12, 3))

    text = job("Analyst", client="Robin").text
    change_text(desk, theirs, text, source="f.toml")

    (mine, other) = desk.store.agenda(NOON).lines
    assert (mine.name, mine.step and mine.step.due) == ("mine", date(2026, 12, 2))
    assert other.name == "theirs"


def test_a_message_is_dated_by_the_clock_of_whoever_reads_it(
    desk: Desk, keep: Keep, clock: Clock
) -> None:
    """In the afternoon of Vancouver it is tomorrow in Berlin; what follows comes after it."""
    keep(
        "halyard",
        Job(
            employer=HALYARD.name,
            position="Engineer",
            timezone=HALYARD.timezone,
            people=HALYARD.people,
            place=HALYARD.place,
            rounds=(Round(datetime(2026, 11, 19, 19, tzinfo=UTC)),),
        ),
    )
    clock.now = datetime(2026, 12, 2, 23, 30, tzinfo=UTC)

    log(desk, "halyard", Event(Did.NO_ANSWER, to=("uwe",)))
    log(desk, "halyard", Event(Did.ACKNOWLEDGED, to=("jo",)))

    history = desk.store.history(desk.find("halyard").id)
    assert [(entry.did, entry.day) for entry in history] == [
        (Did.NO_ANSWER, date(2026, 12, 3)),
        (Did.ACKNOWLEDGED, date(2026, 12, 3)),
    ]


def test_what_was_taken_back_does_not_come_again_with_the_file(desk: Desk, keep: Keep) -> None:
    """The history in a file is recorded once."""
    past = (Past(date(2026, 11, 20), Did.THANK_YOU, "maria"),)
    kept = keep("mine", job("Engineer", history=past))
    undo(desk, "mine")

    again = add_text(
        desk, job("Engineer", history=past).text.encode(), source="f.toml", folder=None, name="mine"
    )

    assert (again.outcome, again.events) == ("unchanged", 0)
    assert desk.store.history(kept.id) == ()


def test_one_message_about_two_jobs_stays_unanswered_about_the_other(
    desk: Desk, keep: Keep, clock: Clock
) -> None:
    """A new round of the one lifts the cap of the employer by what was said about it alone."""
    people = {who: said for who, said in NORTHWIND.people.items() if who != "priya"}
    first = keep("first", job("Engineer", people=people))
    keep("second", job("Analyst", people=people))
    done = log(desk, "first", Event(Did.CHECK_IN))
    assert done.also == ("second",)
    clock.now = datetime(2026, 12, 20, 17, tzinfo=UTC)
    log(desk, "second", Event(Did.ESCALATION, to=("david",), on=date(2026, 12, 9)))
    rounds = (*job("Engineer").rounds, Round(datetime(2026, 12, 14, 19, tzinfo=UTC)))
    again = job("Engineer", people=people, rounds=rounds, named=None)
    change_text(desk, first, again.text, source="f.toml")
    log(desk, "first", Event(Did.CHECK_IN, to=("maria",), on=date(2026, 12, 16)))

    plan = desk.plan_now(desk.find("first"))

    assert plan.note == (
        "Three chases at Northwind Analytics are unanswered, and the most is three: "
        "nothing more is sent unless they answer."
    )


def test_the_second_attempt_counts_those_about_another_job(
    desk: Desk, keep: Keep, clock: Clock
) -> None:
    """Whoever was called about two jobs in vain is not called a third time."""
    clock.now = datetime(2026, 12, 18, 17, tzinfo=UTC)
    keep("first", job("Engineer"))
    keep("second", job("Analyst"))
    log(desk, "second", Event(Did.NO_ANSWER, to=("maria",), on=date(2026, 12, 9)))
    log(desk, "first", Event(Did.NO_ANSWER, to=("maria",), on=date(2026, 12, 15)))

    acts = {
        step.act for name in ("first", "second") for step in desk.plan_now(desk.find(name)).steps
    }

    assert not acts & {Act.CALL, Act.VOICEMAIL}


def test_the_reasons_name_the_same_application_in_any_order(
    desk: Desk, keep: Keep, clock: Clock
) -> None:
    """One message stands in two records, and what is kept names the one that comes first."""
    clock.now = datetime(2026, 12, 3, 17, tzinfo=UTC)
    keep("a", job("Engineer", named=None))
    keep("b", job("Analyst", named=None))
    keep("c", job("Writer", named=Named(date(2026, 12, 1), "maria", date(2026, 11, 19))))
    assert log(desk, "b", Event(Did.CHECK_IN, to=("maria",))).also == ("a",)

    kept = {line.name: line.step for line in desk.store.agenda(clock.now).lines}
    again = {name: desk.plan_now(desk.find(name)).current(clock.now) for name in "abc"}

    assert kept == again


@pytest.mark.parametrize("roleless", [None, "maria"])
@pytest.mark.parametrize("key", ["employer", "position", "client"])
def test_a_line_break_in_a_cell_is_told_and_nothing_more(
    desk: Desk, key: str, roleless: str | None
) -> None:
    """A spreadsheet lets one type it; the row is refused as a whole, however much it lacks."""
    rows = applications(
        BytesIO(as_csv([job("Engineer", roleless=roleless, **{key: "two\nlines"})])),
        source="t.csv",
        folder=None,
        config=_CONFIG,
        fallback_timezone="UTC",
    )

    with pytest.raises(ApplicationError) as told:
        add_many(desk, rows, source="t.csv", folder=None, tick=lambda _: None)

    assert str(told.value) == (
        f"t.csv, line 2, column {key}: holds a line break: its quote opens on line 2 and closes "
        "on line 3\nNothing was added."
    )
    assert list(desk.store.listed()) == []
