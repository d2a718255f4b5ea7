"""Thank-yous, notes passed on, the debrief, promised things."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from northwind import (
    BEN,
    DAVID,
    HELD,
    INTERVIEW,
    MARIA,
    RULES,
    application,
    did,
    nov,
    owing,
    step_of,
)

from followup_mail.ladder.days import Calendars
from followup_mail.ladder.plan import plan
from followup_mail.model import Answer, Happening, Interview, Promise
from followup_mail.planning import Step
from followup_mail.vocabulary import Act, Did, State

TORONTO = ZoneInfo("America/Toronto")


def interview(
    text: str, *, ended: str | None = None, met: tuple[str, ...] = ("maria",)
) -> Interview:
    """Return an interview at the local time *text*."""
    at, end = (t and datetime.fromisoformat(t).replace(tzinfo=TORONTO) for t in (text, ended))
    assert at
    return Interview(at, end or None, talked_about=dict.fromkeys(met, ("x",)))


def test_one_step_a_round_names_all_who_are_not_thanked_yet(calendars: Calendars) -> None:
    """The note is one step, however many people it is written to, one by one."""
    assert step_of(Act.THANK_YOU, owing(), calendars) == Step(
        act=Act.THANK_YOU,
        due=nov(19),
        opens=datetime(2026, 11, 19, 21, tzinfo=UTC),
        why="the interview was on Thursday 19 November",
        to=("maria", "david"),
        whom=("Maria Lopez", "David Chen"),
        closes=datetime(2026, 11, 27, 5, tzinfo=UTC),
        occurrence="thank-you/r1/",
        round=1,
        timezone="America/Toronto",
    )
    rest = step_of(Act.THANK_YOU, owing(did(Did.THANK_YOU, nov(19), "david")), calendars)
    assert rest
    assert (rest.to, rest.occurrence) == (("maria",), "thank-you/r1/")


def test_who_has_left_is_not_thanked(calendars: Calendars) -> None:
    """Nor counted as somebody who still has to be."""
    app = owing(did(Did.THANK_YOU, nov(19)), did(Did.LEFT, nov(20), "david"))

    assert step_of(Act.THANK_YOU, app, calendars) is None
    assert plan(app, calendars, RULES).state is State.THANKED


DAYS = [
    # at, end, opens (local), the end of the reason
    ("2026-11-19T14:00", "2026-11-19T15:00", "2026-11-19T16:00", "was on Thursday 19 November"),
    (
        "2026-11-19T14:00",
        "2026-11-19T15:01",
        "2026-11-20T00:00",
        "was on Thursday 19 November",
    ),
    (
        "2026-11-19T16:30",
        None,
        "2026-11-20T00:00",
        "was on Thursday 19 November",
    ),
    (
        "2026-11-20T16:00",
        "2026-11-20T17:30",
        "2026-11-20T18:30",
        "the next day is a Saturday",
    ),
    (
        "2026-12-24T16:00",
        "2026-12-24T17:00",
        "2026-12-24T18:00",
        "the next day is a holiday (Christmas Day)",
    ),
    (
        "2026-11-21T10:00",
        "2026-11-21T11:00",
        "2026-11-23T00:00",
        "Monday 23 November is the next business day",
    ),
    (
        "2026-11-21T06:00",
        "2026-11-21T07:00",
        "2026-11-21T08:00",
        "the next business day is more than 48 hours later",
    ),
    (
        "2026-12-26T10:00",
        "2026-12-26T11:00",
        "2026-12-26T12:00",
        "the next business day is more than 48 hours later",
    ),
    (
        "2026-11-20T22:30",
        "2026-11-20T23:30",
        "2026-11-21T00:30",
        "the next day is a Saturday",
    ),
]


@pytest.mark.parametrize(("at", "end", "opens", "why"), DAYS)
def test_the_day_of_a_thank_you(
    at: str, end: str | None, opens: str, why: str, calendars: Calendars
) -> None:
    """The same day if there is time, else the next morning, but hardly on a weekend."""
    app = owing(interviews=(interview(at, ended=end),), answer=None)

    found = step_of(Act.THANK_YOU, app, calendars)

    assert found
    local = found.opens.astimezone(TORONTO)
    assert local == datetime.fromisoformat(opens).replace(tzinfo=TORONTO)
    assert found.due == local.date()
    assert found.why.endswith(why)


def test_thanks_lapse_when_the_check_in_opens(calendars: Calendars) -> None:
    """From then on they go into the check-in."""
    soon = step_of(Act.THANK_YOU, owing(answer=Answer(nov(20))), calendars)
    assert soon
    assert soon.closes == datetime(2026, 11, 25, 5, tzinfo=UTC)

    checked = step_of(Act.THANK_YOU, owing(did(Did.CHECK_IN, nov(24))), calendars)
    assert checked
    assert checked.closes == datetime(2026, 11, 24, 5, tzinfo=UTC)


def test_a_thank_you_that_came_back_is_still_owed_once_the_address_is_right(
    calendars: Calendars,
) -> None:
    """A bounce with another address on file."""
    bounced = did(Did.BOUNCED, nov(20))._replace(note="maria@nortwind.example")
    app = owing(did(Did.THANK_YOU, nov(19)), did(Did.THANK_YOU, nov(19), "david"), bounced)

    found = step_of(Act.THANK_YOU, app, calendars)

    assert found
    assert found.to == ("maria",)


def test_who_has_no_address_gets_a_note_passed_on(calendars: Calendars) -> None:
    """By whoever runs the process; without them nobody is bothered."""
    met = INTERVIEW._replace(talked_about={"ben": ("x",)})
    app = owing(people=(MARIA, DAVID, BEN), interviews=(met,))

    found = step_of(Act.FORWARD, app, calendars)

    assert found
    assert (found.to, found.occurrence, found.hint) == (
        ("ben",),
        "forward/r1/",
        "No address is on file; Maria can pass the note on.",
    )
    assert (
        step_of(Act.FORWARD, app._replace(people={"david": DAVID, "ben": BEN}), calendars) is None
    )
    sent = app._replace(history=(did(Did.FORWARD, nov(20), "ben"),))
    assert plan(sent, calendars, RULES).state is State.THANKED


def test_nobody_noted_as_met_is_the_first_thing_to_mend(calendars: Calendars) -> None:
    """The debrief opens when the interview ends."""
    app = owing(interviews=(Interview(HELD, HELD + timedelta(minutes=45)),))

    assert plan(app, calendars, RULES).steps[0] == Step(
        act=Act.DEBRIEF,
        due=nov(19),
        opens=datetime(2026, 11, 19, 19, 45, tzinfo=UTC),
        why="the interview was on Thursday 19 November, and nobody is noted as met",
        closes=datetime(2026, 11, 27, 5, tzinfo=UTC),
        occurrence="debrief/r1/",
        round=1,
        timezone="America/Toronto",
        hint="Everything later is written from these notes: two minutes while it is fresh.",
    )


def test_notes_that_went_out_without_a_debrief_need_none(calendars: Calendars) -> None:
    """Whoever was thanked was met."""
    app = owing(did(Did.THANK_YOU, nov(19)), interviews=(Interview(HELD),))

    assert step_of(Act.DEBRIEF, app, calendars) is None
    assert plan(app, calendars, RULES).state is State.THANKED


# Promised things

WRITE_UP = Promise("the write-up", "david", nov(20))


def test_a_promise_is_due_on_its_own_day(calendars: Calendars) -> None:
    """It is kept for as long as it takes."""
    assert step_of(Act.PROMISE, application(promised=(WRITE_UP,)), calendars) == Step(
        act=Act.PROMISE,
        due=nov(20),
        opens=datetime(2026, 11, 20, 5, tzinfo=UTC),
        why="you promised David the write-up by 20 November",
        to=("david",),
        whom=("David Chen",),
        occurrence="promise/p1/david",
        timezone="America/Toronto",
    )


def test_a_promise_for_a_weekend_says_so(calendars: Calendars) -> None:
    """The day is not moved: it was promised."""
    found = step_of(Act.PROMISE, application(promised=(WRITE_UP._replace(by=nov(21)),)), calendars)

    assert found
    assert (found.due, found.hint) == (
        nov(21),
        "21 November is a Saturday: earlier is better than later.",
    )


def test_a_promise_without_a_day_goes_with_the_thanks(calendars: Calendars) -> None:
    """Of the round in which the person was met."""
    found = step_of(Act.PROMISE, application(promised=(WRITE_UP._replace(by=None),)), calendars)

    assert found
    assert (found.due, found.opens, found.why) == (
        nov(19),
        datetime(2026, 11, 19, 21, tzinfo=UTC),
        "you promised David the write-up; it goes with the note of thanks",
    )


def test_a_promise_is_kept_once(calendars: Calendars) -> None:
    """Marked as done, recorded, or ended with everything else."""
    kept = did(Did.PROMISE, nov(20), "david")

    def owed(*history: Happening, promised: tuple[Promise, ...] = (WRITE_UP,)) -> list[str]:
        steps = plan(application(*history, promised=promised), calendars, RULES).steps
        return [each.occurrence for each in steps if each.act is Act.PROMISE]

    second = WRITE_UP._replace(what="the slides", by=nov(18))
    assert owed() == ["promise/p1/david"]
    assert owed(kept) == []
    assert owed(promised=(WRITE_UP._replace(done=True),)) == []
    assert owed(kept, promised=(WRITE_UP, second)) == ["promise/p1/david"]
    assert owed(did(Did.WITHDREW, nov(20), None)) == []
    assert owed(did(Did.LEFT, nov(20), "david")) == []
