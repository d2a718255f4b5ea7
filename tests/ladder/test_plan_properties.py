"""What holds for every plan, whatever happened."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from northwind import (
    BEN,
    DAVID,
    DONE_AS,
    JO,
    MARIA,
    NAMED,
    OWEN,
    PRIYA,
    RULES,
    RUTH,
    application,
    calendar_of,
    day_of_reason,
    rung,
)

from followup_mail.ladder.contacts import can_be_reached
from followup_mail.ladder.counting import touches, unanswered_chases, unanswered_mails
from followup_mail.ladder.days import Calendars
from followup_mail.ladder.plan import plan
from followup_mail.model import Answer, Application, Happening, Interview, Promise
from followup_mail.planning import Touch
from followup_mail.vocabulary import Act, Did, InterviewFormat, State

CHASES = {Act.CHECK_IN, Act.NETWORK, Act.ESCALATION, Act.CALL, Act.VOICEMAIL}
COUNTED = CHASES | {Act.MOVE_ON}
FIRST = date(2026, 1, 5)
PEOPLE = (MARIA, DAVID._replace(phone="+1 416 555 0177"), PRIYA, BEN, JO, OWEN, RUTH)
IDS = [person.id for person in PEOPLE]
PLACES = ("CA-ON", "CA-QC", "FR", "US", "")
ZONES = ("America/Toronto", "Europe/Paris", "Pacific/Auckland", "Asia/Kolkata")

suite = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def days(most: int = 600) -> st.SearchStrategy[date]:
    """Return days of 2026 and the first half of 2027."""
    return st.integers(0, most).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def happenings(draw: st.DrawFn) -> Happening:
    """Draw an entry of the history, as a file may hold it."""
    what = draw(st.sampled_from(list(Did)))
    day = draw(days())
    until = None
    if what in {Did.AWAY, Did.SNOOZED} or draw(st.booleans()):
        until = day + timedelta(days=draw(st.integers(0, 60)))
    to = draw(st.sampled_from(IDS if what is Did.REDIRECTED else [*IDS, None]))
    return Happening(day, what, to, until)


@st.composite
def elsewhere_touches(draw: st.DrawFn) -> Touch:
    """Draw something said about another application."""
    what = draw(st.sampled_from([Did.CHECK_IN, Did.ESCALATION, Did.CALLED, Did.DELAYED]))
    person = draw(st.sampled_from([p.email for p in PEOPLE if p.email]))
    return Touch(draw(days()), what, person, "other")


@st.composite
def applications(draw: st.DrawFn) -> Application:
    """Draw an application with a history."""
    people = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True))
    began = sorted(draw(st.lists(days(200), min_size=1, max_size=3)))
    interviews = tuple(
        Interview(
            datetime.combine(day, time(draw(st.integers(0, 23))), UTC),
            format=draw(st.sampled_from([None, *InterviewFormat])),
            talked_about={
                p.id: ("x",) for p in draw(st.lists(st.sampled_from(people), unique=True))
            },
        )
        for day in began
    )
    by = draw(st.none() | days(300))
    on = draw(st.none() | days(300))
    known = [person.id for person in people]
    return application(
        people=tuple(people),
        interviews=interviews,
        place=draw(st.sampled_from(PLACES)),
        timezone=draw(st.sampled_from(ZONES)),
        answer=Answer(by, None, draw(st.sampled_from([None, *known])), on),
        promised=tuple(
            Promise("it", who, draw(st.none() | days())) for who in known if draw(st.booleans())
        ),
        history=tuple(draw(st.lists(happenings(), max_size=8))),
        no_calls=draw(st.booleans()),
        do_not_contact=draw(st.integers(0, 5)) == 0,
        agency_allows_direct=draw(st.booleans()),
    )


elsewhere = st.lists(elsewhere_touches(), max_size=4).map(tuple)


@suite
@given(app=applications(), others=elsewhere)
def test_a_due_date_is_what_its_reason_says(
    app: Application, others: tuple[Touch, ...], calendars: Calendars
) -> None:
    """Whoever counts by the reason, with a calendar at hand, comes to the due date."""
    for step in plan(app, calendars, RULES, elsewhere=others).steps:
        if step.act in COUNTED:
            calendar = calendar_of(step, app, calendars)
            assert day_of_reason(step.why, calendar, step.due) == step.due, step


@suite
@given(app=applications(), others=elsewhere)
def test_nobody_is_asked_on_a_day_off(
    app: Application, others: tuple[Touch, ...], calendars: Calendars
) -> None:
    """No weekend, no holiday, no quiet day where the recipient works."""
    for step in plan(app, calendars, RULES, elsewhere=others).steps:
        if step.act in CHASES:
            assert calendar_of(step, app, calendars).reason(step.due) == "", step


@suite
@given(app=applications(), others=elsewhere)
def test_a_step_opens_on_its_day_and_closes_later(
    app: Application, others: tuple[Touch, ...], calendars: Calendars
) -> None:
    """Where the person concerned works; and each step has an occurrence of its own."""
    steps = plan(app, calendars, RULES, elsewhere=others).steps

    for step in steps:
        assert step.opens.tzinfo is UTC
        assert step.opens.astimezone(ZoneInfo(step.timezone)).date() == step.due, step
        assert step.closes is None or step.opens < step.closes, step
    assert len({step.occurrence for step in steps}) == len(steps)


@suite
@given(app=applications(), others=elsewhere)
def test_a_rung_is_never_due_before_what_opened_it(
    app: Application, others: tuple[Touch, ...], calendars: Calendars
) -> None:
    """Neither before the last interview, nor before the newest touch of the same ladder."""
    zone = ZoneInfo(app.timezone)
    interview = max(each.at.astimezone(zone).date() for each in app.interviews)
    for step in plan(app, calendars, RULES, elsewhere=others).steps:
        if step.act not in COUNTED:
            continue
        assert interview <= step.due
        opened = step.occurrence.split("/")[1]
        if opened.startswith("h"):
            assert app.history[int(opened[1:])].day <= step.due


@suite
@given(app=applications(), others=elsewhere)
def test_whoever_asked_not_to_be_contacted_is_not(
    app: Application, others: tuple[Touch, ...], calendars: Calendars
) -> None:
    """Flags beat the ladder; nobody is written to who can't be reached."""
    found = plan(app, calendars, RULES, elsewhere=others)

    for step in found.steps:
        assert not (app.do_not_contact and step.to), step
        assert not (app.no_calls and step.act in {Act.CALL, Act.VOICEMAIL}), step
        assert all(can_be_reached(app.people[i], app) for i in step.to), step
    if found.state.ended:
        assert {step.act for step in found.steps} <= {Act.REPLY}
    else:
        assert found.steps


@suite
@given(app=applications(), until=days())
def test_a_snooze_that_is_newest_holds(app: Application, until: date, calendars: Calendars) -> None:
    """Nothing is due before the day it was put off to."""
    newest = max((e.day for e in app.history), default=FIRST)
    snooze = Happening(newest, Did.SNOOZED, None, max(until, newest))

    found = plan(app._replace(history=(*app.history, snooze)), calendars, RULES)

    assert all(snooze.until and step.due >= snooze.until for step in found.steps)


ANSWERS = [Did.ACKNOWLEDGED, Did.DELAYED, Did.ON_HOLD, Did.NETWORK_REPLY, Did.AWAY, Did.NO_ANSWER]


@suite
@given(data=st.data())
def test_caps_hold_while_every_step_is_done_on_its_day(
    data: st.DataObject, calendars: Calendars
) -> None:
    """With answers at random: at most two e-mails to a person, three chases, and an end."""
    people = data.draw(st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True))
    app = application(people=tuple(people), answer=data.draw(st.sampled_from([None, NAMED])))
    for _ in range(14):
        found = plan(app, calendars, RULES)
        step = rung(found)
        if step.act not in DONE_AS:
            break
        done = [Happening(step.due, DONE_AS[step.act], step.to[0])]
        if data.draw(st.integers(0, 3)) == 0:
            what = data.draw(st.sampled_from(ANSWERS))
            until = step.due + timedelta(days=9)
            done.append(Happening(step.due, what, step.to[0], until))
        app = app._replace(history=(*app.history, *done))
        said = touches(app)
        assert unanswered_chases(said) <= RULES.cap_employer
        assert all(unanswered_mails(said, p) <= RULES.cap_person for p in people)
    else:
        assert found.state is not State.FINAL_WAIT
