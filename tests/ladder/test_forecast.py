"""What is to come if nobody answers, and all of it in order."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_mail.ladder.days import Calendars
from followup_mail.ladder.forecast import Mark, forecast, timeline
from followup_mail.ladder.plan import plan
from followup_mail.model import (
    Answer,
    Application,
    Happening,
    Interview,
    Me,
    Person,
    Promise,
)
from followup_mail.planning import Rules, Step, Touch
from followup_mail.vocabulary import Act, Did, InterviewFormat, Language, Role

MARIA = Person(
    "maria", "Maria Lopez", Role.RECRUITER, email="maria@northwind.example", phone="+1 416 555 0100"
)
DAVID = Person("david", "David Chen", Role.HIRING_MANAGER, email="david@northwind.example")
PRIYA = Person("priya", "Priya Raman", Role.INSIDER, email="priya@northwind.example")
BEN = Person("ben", "Ben Adeyemi", Role.INTERVIEWER)
HELD = datetime(2026, 6, 11, 14, tzinfo=UTC)
RULES = Rules()


def application(*history: Happening, **details: object) -> Application:
    """Return an application with an interview on 11 June in Toronto, an answer by the 19th."""
    base = Application(
        employer="Northwind",
        position="Data Engineer",
        language=Language.EN_CA,
        me=Me("Sam Okafor", "sam@example.com"),
        timezone="America/Toronto",
        place="CA-ON",
        people={person.id: person for person in (MARIA, DAVID, PRIYA, BEN)},
        interviews=(
            Interview(
                HELD,
                format=InterviewFormat.VIDEO,
                talked_about={"maria": ("the team",), "ben": ("the tests",)},
            ),
        ),
        answer=Answer(date(2026, 6, 19), "next Friday", "maria", date(2026, 6, 11)),
        history=history,
    )
    return base._replace(**details)


def days(steps: tuple[Step, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return what is done when and to whom, briefly."""
    return [(step.act, step.due.strftime("%m-%d"), step.to) for step in steps]


ALL = [
    ("thank-you", "06-11", ("maria",)),
    ("forward", "06-11", ("ben",)),
    ("check-in", "06-24", ("maria",)),
    ("network", "06-30", ("priya",)),
    ("escalation", "07-07", ("david",)),
    ("call", "07-14", ("maria",)),
]


def test_the_whole_ladder_is_foretold_from_the_interview_on(calendars: Calendars) -> None:
    """Each step counts from the one before; the last is the offer to move on."""
    steps = forecast(application(), calendars, RULES)

    assert days(steps)[:6] == ALL
    assert [step.act for step in steps[6:]][-1] is Act.MOVE_ON
    assert [step.due for step in steps] == sorted(step.due for step in steps)


def test_a_ladder_without_calls_ends_ten_business_days_after_the_last_message(
    calendars: Calendars,
) -> None:
    """Nothing foretold is forbidden."""
    steps = forecast(application(no_calls=True), calendars, RULES)

    assert days(steps) == [*ALL[:5], ("move-on", "07-21", ())]


def test_the_first_step_foretold_is_the_current_one(calendars: Calendars) -> None:
    """What was done is not foretold again."""
    app = application(
        Happening(date(2026, 6, 11), Did.THANK_YOU, "maria"),
        Happening(date(2026, 6, 11), Did.FORWARD, "ben"),
        Happening(date(2026, 6, 24), Did.CHECK_IN, "maria"),
    )

    steps = forecast(app, calendars, RULES)

    assert steps[0] == plan(app, calendars, RULES).steps[0]
    assert days(steps)[:2] == ALL[3:5]


def test_what_has_lapsed_by_today_is_left_out_and_what_is_overdue_counts_from_today(
    calendars: Calendars,
) -> None:
    """The check-in that was due on 24 June is done on the 26th; so the rest comes later."""
    steps = forecast(application(), calendars, RULES, today=date(2026, 6, 26))

    assert days(steps)[:2] == [
        ("check-in", "06-24", ("maria",)),
        ("network", "07-03", ("priya",)),
    ]


def test_a_step_that_leaves_no_entry_is_foretold_once(calendars: Calendars) -> None:
    """A reply, and the question whom to ask, which stops the ladder."""
    app = application(
        Happening(date(2026, 6, 15), Did.ACKNOWLEDGED, "maria"),
        people={"ben": BEN, "maria": MARIA._replace(email=None)},
    )

    acts = [step.act for step in forecast(app, calendars, RULES)]

    assert Act.REPLY in acts
    assert acts[-1] is Act.COMPLETE
    assert len(set(acts)) == len(acts)


def test_another_application_moves_what_is_foretold(calendars: Calendars) -> None:
    """The gap and the cap of a day hold for what is foretold as well."""
    elsewhere = (Touch(date(2026, 6, 24), Did.CHECK_IN, "david@northwind.example", "other"),)

    steps = forecast(application(), calendars, RULES, elsewhere=elsewhere)

    assert ("check-in", "06-25", ("maria",)) in days(steps)


def test_no_more_than_ten_steps_are_foretold(calendars: Calendars) -> None:
    """However many promises there are."""
    promised = tuple(Promise(f"thing {n}", "maria", date(2026, 6, 12)) for n in range(20))

    assert len(forecast(application(promised=promised), calendars, RULES)) == 10


ENTRIES = st.lists(
    st.tuples(
        st.sampled_from([did for did in Did if did not in {Did.AWAY, Did.SNOOZED}]),
        st.integers(0, 60),
        st.sampled_from(["maria", "david", "priya"]),
    ),
    max_size=6,
)


@settings(max_examples=60)
@given(entries=ENTRIES, ahead=st.none() | st.integers(0, 90))
def test_a_forecast_ends_is_in_order_of_opening_and_repeats_nothing(
    calendars: Calendars, entries: list[tuple[Did, int, str]], ahead: int | None
) -> None:
    """Whatever happened so far."""
    begin = date(2026, 6, 11).toordinal()
    history = (Happening(date.fromordinal(begin + n), did, to) for did, n, to in entries)
    today = None if ahead is None else date.fromordinal(begin + ahead)
    app = application(*history)

    steps = forecast(app, calendars, RULES, today=today)

    assert len(steps) <= 10
    assert len({step.occurrence for step in steps}) == len(steps)
    for step in steps:
        assert step.closes is None or step.closes > step.opens


def brief(marks: tuple[Mark, ...]) -> list[tuple[str, str, str, bool]]:
    """Return marks without moments and reasons."""
    return [(mark.day.strftime("%m-%d"), mark.what, mark.who, mark.done) for mark in marks]


def test_a_timeline_has_what_happened_what_was_named_and_what_comes(calendars: Calendars) -> None:
    """In order, with the reasons of the plan and the notes of the history."""
    sent = datetime(2026, 6, 24, 9, 30, tzinfo=ZoneInfo("America/Toronto"))
    app = application(
        Happening(sent, Did.CHECK_IN, "maria", note="by phone"),
        Happening(date(2026, 6, 11), Did.THANK_YOU, "maria"),
        Happening(date(2026, 6, 11), Did.FORWARD, "ben"),
    )
    found = plan(app, calendars, RULES)

    marks = timeline(app, found, calendars, RULES, now=datetime(2026, 6, 25, 12, tzinfo=UTC))

    assert brief(marks)[:7] == [
        ("06-11", "interview", "Maria Lopez, Ben Adeyemi", True),
        ("06-11", "thank-you", "Maria Lopez", True),
        ("06-11", "forward", "Ben Adeyemi", True),
        ("06-19", "decision", "", True),
        ("06-24", "check-in", "Maria Lopez", True),
        ("06-30", "network", "Priya Raman", False),
        ("07-07", "escalation", "David Chen", False),
    ]
    assert marks[0] == Mark(
        date(2026, 6, 11), HELD, "interview", "Maria Lopez, Ben Adeyemi", "video", done=True
    )
    assert marks[3].why == "the date Maria Lopez named on 11 June"
    assert marks[4].moment == sent.astimezone(UTC)
    assert marks[4].why == "by phone"
    assert marks[5].why == found.steps[0].why


def test_an_interview_and_a_date_to_come_are_not_done(calendars: Calendars) -> None:
    """By the clock, where one is given."""
    app = application()
    found = plan(app, calendars, RULES)

    marks = timeline(app, found, calendars, RULES, now=datetime(2026, 6, 11, 13, 59, tzinfo=UTC))

    assert [mark.what for mark in marks if mark.done] == []
    assert [mark.what for mark in marks][:3] == ["interview", "thank-you", "forward"]


@pytest.mark.parametrize(("newest", "done"), [(18, ["interview"]), (22, ["interview", "decision"])])
def test_without_a_clock_the_newest_entry_parts_past_from_future(
    newest: int, done: list[str], calendars: Calendars
) -> None:
    """What lies before it happened."""
    app = application(Happening(date(2026, 6, newest), Did.PROMISE, "maria"))

    marks = timeline(app, plan(app, calendars, RULES), calendars, RULES)

    assert [mark.what for mark in marks if mark.done and mark.what != "promise"] == done


def test_a_snooze_that_runs_is_on_the_timeline(calendars: Calendars) -> None:
    """Until its day; then it has left only the entry that says it was put off."""
    app = application(
        Happening(date(2026, 6, 20), Did.SNOOZED, until=date(2026, 7, 6), note="on holiday")
    )
    found = plan(app, calendars, RULES)

    def snoozes(day: int) -> list[Mark]:
        now = datetime(2026, 7, day, 12, tzinfo=UTC)
        return [m for m in timeline(app, found, calendars, RULES, now=now) if m.what == "snooze"]

    assert snoozes(3) == [Mark(date(2026, 7, 6), None, "snooze", "", "on holiday", done=False)]
    assert snoozes(6) == []


def test_an_ended_application_has_its_history_only(calendars: Calendars) -> None:
    """No date is waited for any more; somebody no longer on file goes by the ID."""
    app = application(
        Happening(date(2026, 6, 24), Did.CHECK_IN, "jo"),
        Happening(date(2026, 7, 20), Did.WITHDREW),
    )

    marks = timeline(app, plan(app, calendars, RULES), calendars, RULES)

    assert brief(marks) == [
        ("06-11", "interview", "Maria Lopez, Ben Adeyemi", True),
        ("06-24", "check-in", "jo", True),
        ("07-20", "withdrew", "", True),
    ]


def test_what_is_foretold_speaks_of_what_may_be_done_not_of_what_was(calendars: Calendars) -> None:
    """Only what has happened stands in the past."""
    checked = Happening(date(2026, 6, 24), Did.CHECK_IN, "maria")
    elsewhere = (Touch(date(2026, 7, 6), Did.CHECK_IN, "david@northwind.example", "other"),)

    fresh = [step.why for step in forecast(application(), calendars, RULES)][2:]
    begun = [step.why for step in forecast(application(checked), calendars, RULES)][2:]
    moved = [s.why for s in forecast(application(), calendars, RULES, elsewhere=elsewhere)]

    assert fresh == [
        "three business days after 19 June, the date Maria Lopez named on 11 June",
        "four business days after 24 June, if you write to Maria Lopez then",
        (
            "four business days after 30 June, if you ask Priya Raman then "
            "(1 July is a holiday: Canada Day)"
        ),
        "five business days after 7 July, if you write to David Chen then",
        "three business days after 14 July, if you call Maria Lopez then and nobody answers",
        (
            "ten business days after 17 July, if you call Maria Lopez then and nobody answers; "
            "two attempts to call are enough"
        ),
    ]
    assert begun[:2] == [
        "four business days after 24 June, when you wrote to Maria Lopez",
        (
            "four business days after 30 June, if you ask Priya Raman then "
            "(1 July is a holiday: Canada Day)"
        ),
    ]
    assert not [why for why in moved if "when you" in why]


def test_a_cap_that_is_reached_only_if_all_is_done_is_foretold_as_such(
    calendars: Calendars,
) -> None:
    """It is not reached yet."""
    rules = RULES._replace(cap_employer=1)

    whys = [step.why for step in forecast(application(), calendars, rules)]

    assert whys[-1].endswith("; by then one chase at Northwind is unanswered, and the most is one")


def test_a_gap_to_a_message_that_is_only_assumed_is_told_with_if(calendars: Calendars) -> None:
    """The first check-in went to the manager, who is also the one to call."""
    rules = RULES._replace(network=1, escalation_after_network=1, call=1, gap=4)
    david = DAVID._replace(phone="+1 416 555 0111")
    people = {p.id: p for p in (MARIA._replace(phone=None), david, BEN)}

    whys = [s.why for s in forecast(application(people=people), calendars, rules)]

    assert any("if you write to David Chen on" in why for why in whys)
