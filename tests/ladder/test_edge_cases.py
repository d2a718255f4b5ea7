"""The edge cases that advice on following up names, each a test by its name."""

from datetime import UTC, date, datetime

import pytest
from northwind import (
    BEN,
    DAVID,
    HELD,
    INTERVIEW,
    JO,
    MARIA,
    NAMED,
    OWEN,
    PRIYA,
    RULES,
    RUTH,
    application,
    climb,
    dec,
    did,
    nov,
    rung,
    told,
)

from followup_mail.ladder.days import Calendars
from followup_mail.ladder.plan import plan
from followup_mail.model import Answer, Application, Happening, Interview
from followup_mail.planning import Plan, Rules, Touch
from followup_mail.vocabulary import Act, Did, State

CHECKED = did(Did.CHECK_IN, dec(2))
OTHER = "platform-engineer"


def planned(app: Application, calendars: Calendars, *elsewhere: Touch) -> Plan:
    """Return the plan of *app* by the usual rules."""
    return plan(app, calendars, RULES, elsewhere=elsewhere)


def there(what: Did, on: date, person: str = "maria@northwind.example") -> Touch:
    """Return something said about the writer's other application."""
    return Touch(on, what, person, OTHER)


def test_no_date_given(calendars: Calendars) -> None:
    """Ten business days, and no word of a date that nobody named."""
    soon = Answer(said="we will be in touch soon", from_="maria")

    found = planned(application(answer=soon), calendars)

    assert (found.decision, found.decision_source, found.overdue) == (None, "", None)
    assert told(rung(found)) == (
        "check-in",
        "2026-12-03",
        "maria",
        (
            "ten business days after 19 November, the day of the interview, "
            "because nobody named a date"
        ),
    )


def test_several_rounds_have_their_own_thank_yous_and_the_newest_date(
    calendars: Calendars,
) -> None:
    """Both rounds are thanked for; only what was said last counts."""
    second = INTERVIEW._replace(at=datetime(2026, 11, 24, 15, tzinfo=UTC))
    app = application(
        interviews=(INTERVIEW, second), answer=NAMED._replace(by=dec(4), on=nov(24))
    )._replace(history=())

    found = planned(app, calendars)

    assert found.decision == dec(4)
    assert [s.round for s in found.steps if s.act is Act.THANK_YOU] == [1, 2]


def test_several_interviewers_are_thanked_one_by_one_and_one_is_asked(
    calendars: Calendars,
) -> None:
    """Half of a panel thanked is fine; the check-in has one reader."""
    met = INTERVIEW._replace(talked_about=dict.fromkeys(("maria", "david", "ben"), ("x",)))
    app = application(people=(MARIA, DAVID, BEN), interviews=(met,))
    app = app._replace(history=(did(Did.THANK_YOU, nov(19), "david"),))

    found = planned(app, calendars)

    assert [(s.act, s.to) for s in found.steps] == [
        (Act.THANK_YOU, ("maria",)),
        (Act.FORWARD, ("ben",)),
        (Act.CHECK_IN, ("maria",)),
    ]
    assert found.state is State.INTERVIEWED


def test_the_manager_was_the_contact(calendars: Calendars) -> None:
    """No rung above, nobody's boss: the recruiting side as another way, then the phone."""
    manager = DAVID._replace(phone="+1 416 555 0177")
    app = application(did(Did.CHECK_IN, dec(2), "david"), people=(manager, JO))

    step = rung(planned(app, calendars))

    assert (*told(step), step.hint) == (
        "call",
        "2026-12-09",
        "david",
        "five business days after 2 December, when you wrote to David",
        "You could also ask Jo by e-mail instead.",
    )


def test_an_agency_s_candidate_asks_the_agency(calendars: Calendars) -> None:
    """Its other consultant is the way up; its client is left alone."""
    app = application(people=(OWEN, RUTH, DAVID, PRIYA))

    assert climb(app, calendars) == [
        ("check-in", "2026-12-02", "owen"),
        ("escalation", "2026-12-09", "ruth"),
        ("call", "2026-12-16", "owen"),
        ("move-on", "2027-01-04", ""),
    ]


def test_an_agency_that_did_not_name_its_client(calendars: Calendars) -> None:
    """The plan does without the employer's name."""
    app = application(people=(OWEN,), employer="")
    other = there(Did.CHECK_IN, dec(2), "ruth@fairlane.example")

    assert told(rung(planned(app, calendars, other)))[3].endswith(
        "; moved to Thursday 3 December: the employer hears from you about platform-engineer "
        "on 2 December"
    )


def test_an_internal_recruiter_comes_before_the_manager(calendars: Calendars) -> None:
    """Whoever runs the process is asked first."""
    assert rung(planned(application(people=(DAVID, JO)), calendars)).to == ("jo",)


def test_the_contact_left(calendars: Calendars) -> None:
    """The message that nobody read does not count; the new owner is asked the next day."""
    app = application(CHECKED, did(Did.LEFT, dec(4)), people=(MARIA, JO))

    assert told(rung(planned(app, calendars))) == (
        "check-in",
        "2026-12-07",
        "jo",
        "one business day after 4 December, when you heard that Maria had left",
    )


def test_the_contact_left_before_anything_was_asked(calendars: Calendars) -> None:
    """The day stays, the reader changes."""
    app = application(did(Did.LEFT, nov(24)), people=(MARIA, JO))

    assert told(rung(planned(app, calendars)))[:3] == ("check-in", "2026-12-02", "jo")


def test_the_contact_left_and_nobody_else_is_known(calendars: Calendars) -> None:
    """The question is whom to ask."""
    app = application(CHECKED, did(Did.LEFT, dec(4)), people=(MARIA,))

    assert told(rung(planned(app, calendars)))[::3] == (
        "complete",
        "Maria has left: whom can you ask now?",
    )


def test_out_of_office(calendars: Calendars) -> None:
    """The clock waits for the return and two business days more; somebody else is named."""
    app = application(did(Did.AWAY, dec(1), "maria", dec(4)), people=(MARIA, JO))

    step = rung(planned(app, calendars))

    assert (step.due, step.hint) == (dec(8), "While Maria is away, Jo could be asked.")


def test_back_before_the_day_they_named(calendars: Calendars) -> None:
    """Whoever answers is back."""
    away = did(Did.AWAY, dec(1), "maria", dec(21))
    app = application(away, did(Did.DELAYED, dec(3), "maria", dec(9)))

    assert rung(planned(app, calendars)).due == dec(11)


def test_an_address_bounces_and_nobody_else_is_known(calendars: Calendars) -> None:
    """Nothing is sent into the void: the right address is asked for."""
    app = application(CHECKED, did(Did.BOUNCED, dec(2)), people=(MARIA,))

    assert told(rung(planned(app, calendars))) == (
        "complete",
        "2026-12-03",
        "",
        "Maria's address bounced: what is the right one?",
    )


def test_an_address_bounces_and_somebody_else_is_known(calendars: Calendars) -> None:
    """Until it is mended the next in line is asked."""
    app = application(CHECKED, did(Did.BOUNCED, dec(2)), people=(MARIA, JO))

    step = rung(planned(app, calendars))

    assert (step.to, step.hint) == (
        ("jo",),
        "With the right address of Maria on file, it would go there instead.",
    )


def test_one_more_week(calendars: Calendars) -> None:
    """Five business days from the reply, and two more; the counters begin again."""
    app = application(CHECKED, did(Did.DELAYED, dec(9), "maria", dec(16)))

    assert climb(app, calendars)[:2] == [
        ("check-in", "2026-12-18", "maria"),
        ("network", "2027-01-04", "priya"),
    ]


def test_after_two_delays_the_advice_is_to_keep_looking(calendars: Calendars) -> None:
    """The waits are those of any delay."""
    once = application(CHECKED, did(Did.DELAYED, dec(3), "maria", dec(8)))
    twice = once._replace(history=(*once.history, did(Did.DELAYED, dec(8), "maria", dec(14))))

    thrice = twice._replace(history=(*twice.history, did(Did.DELAYED, dec(14))))

    assert rung(planned(once, calendars)).hint == ""
    assert rung(planned(thrice, calendars)).hint.startswith("They have asked for more time three")
    step = rung(planned(twice, calendars))
    assert (step.due, step.hint) == (
        dec(16),
        "They have asked for more time twice: keep looking elsewhere meanwhile.",
    )


HOLIDAYS = [
    (date(2026, 4, 3), "2026-04-09", "3 April is a holiday (Good Friday)"),
    (date(2026, 4, 4), "2026-04-09", "4 April is a Saturday"),
]


@pytest.mark.parametrize(("named", "due", "off"), HOLIDAYS)
def test_a_date_on_a_holiday_or_weekend_is_the_next_business_day(
    named: date, due: str, off: str, calendars: Calendars
) -> None:
    """Counting starts on the Monday, and the reason says so."""
    app = application(
        interviews=(Interview(datetime(2026, 3, 19, 18, tzinfo=UTC)),),
        answer=Answer(named, from_="maria"),
    )

    step = rung(planned(app, calendars))

    assert step.due.isoformat() == due
    assert step.why.endswith(f"; {off}, so it counts from Monday 6 April")


def test_a_due_date_slides_forward_never_back(calendars: Calendars) -> None:
    """24 December would be the third business day; nothing is sent between the years."""
    app = application(answer=NAMED._replace(by=dec(21)))

    assert told(rung(planned(app, calendars)))[1::2] == (
        "2027-01-04",
        (
            "three business days after 21 December, the date Maria named on 19 November; moved to "
            "Monday 4 January 2027: 24 December is a quiet day (Year-end break)"
        ),
    )


def test_a_recipient_in_another_zone(calendars: Calendars) -> None:
    """A step opens at their midnight, on a day of their calendar."""
    maria = MARIA._replace(place="US", timezone="America/Los_Angeles")
    app = application(people=(maria,), answer=NAMED._replace(by=nov(24)))

    step = rung(planned(app, calendars))

    assert (step.due, step.opens) == (nov(30), datetime(2026, 11, 30, 8, tzinfo=UTC))
    assert step.why == (
        "three business days after 24 November, the date Maria named on 19 November "
        "(26 November is a holiday: Thanksgiving Day)"
    )


def test_two_applications_at_one_employer_share_the_day(calendars: Calendars) -> None:
    """One touch a day: the second application waits, and says for what."""
    david = there(Did.CHECK_IN, dec(2), "david@northwind.example")

    assert told(rung(planned(application(), calendars, david)))[1::2] == (
        "2026-12-03",
        (
            "three business days after 27 November, the date Maria named on 19 November; moved to "
            "Thursday 3 December: Northwind hears from you about platform-engineer on 2 December"
        ),
    )


def test_two_applications_at_one_employer_share_the_cap(calendars: Calendars) -> None:
    """Three chases in all, whichever application they were about; what is left is to wait."""
    elsewhere = (
        there(Did.CHECK_IN, nov(20), "ann@northwind.example"),
        there(Did.ESCALATION, nov(25), "bo@northwind.example"),
        there(Did.CALLED, nov(30), "ann@northwind.example"),
    )
    app = application(people=(MARIA, DAVID))

    found = planned(app, calendars, *elsewhere)

    assert found.state is State.FINAL_WAIT
    assert told(rung(found)) == (
        "move-on",
        "2026-12-11",
        "",
        (
            "ten business days after 27 November, the date Maria named on 19 November; "
            "three chases at Northwind are unanswered, and the most is three"
        ),
    )
    assert found.note == (
        "Three chases at Northwind are unanswered, and the most is three: "
        "nothing more is sent unless they answer."
    )


def test_an_answer_about_one_application_frees_the_other(calendars: Calendars) -> None:
    """The employer's counter begins again."""
    elsewhere = (
        there(Did.CHECK_IN, nov(20), "ann@northwind.example"),
        there(Did.ESCALATION, nov(25), "bo@northwind.example"),
        there(Did.CALLED, nov(30), "ann@northwind.example"),
        there(Did.DELAYED, dec(1), "ann@northwind.example"),
    )

    assert rung(planned(application(), calendars, *elsewhere)).act is Act.CHECK_IN


def test_the_same_contact_gets_one_check_in_naming_both_roles(calendars: Calendars) -> None:
    """Recorded for both, one message is one touch: this ladder goes on from it."""
    both = there(Did.CHECK_IN, dec(2))

    assert told(rung(planned(application(CHECKED), calendars, both)))[:3] == (
        "network",
        "2026-12-08",
        "priya",
    )


def test_the_same_contact_is_not_written_to_twice_within_three_days(calendars: Calendars) -> None:
    """What was written about the other role counts."""
    other = there(Did.CHECK_IN, dec(1))

    assert told(rung(planned(application(), calendars, other)))[1::2] == (
        "2026-12-04",
        (
            "three business days after 27 November, the date Maria named on 19 November; moved to "
            "Friday 4 December: you wrote to Maria about platform-engineer on 1 December, and what "
            "comes next waits at least three business days"
        ),
    )


def test_a_person_with_two_unanswered_messages_gets_no_third(calendars: Calendars) -> None:
    """The next rung takes its place, and says why."""
    elsewhere = (there(Did.CHECK_IN, nov(16)), there(Did.CHECK_IN, nov(24)))

    assert told(rung(planned(application(), calendars, *elsewhere))) == (
        "network",
        "2026-12-02",
        "priya",
        (
            "three business days after 27 November, the date Maria named on 19 November; instead "
            "of a check-in: two e-mails to Maria are unanswered, and the most is two"
        ),
    )


def test_a_late_thank_you_goes_into_the_check_in(calendars: Calendars) -> None:
    """After five business days there is no note of its own."""
    found = planned(application()._replace(history=()), calendars)

    thanks, check_in = found.steps
    assert thanks.closes
    assert thanks.closes < check_in.opens
    assert check_in.hint == "Unless Maria has had a note of thanks, the draft thanks them."


def test_invited_earlier_than_expected(calendars: Calendars) -> None:
    """The old date goes with the old ladder."""
    app = application(did(Did.NEXT_ROUND, nov(23)), answer=NAMED._replace(on=nov(19)))
    second = app._replace(interviews=(INTERVIEW, INTERVIEW._replace(at=HELD.replace(day=25))))

    assert [s.act for s in planned(app, calendars).steps] == [Act.REPLY, Act.COMPLETE]
    assert planned(second, calendars).decision is None


def test_rejected_then_reopened(calendars: Calendars) -> None:
    """The history stays; the ladder begins again."""
    history = (CHECKED, did(Did.REJECTED, dec(3)), did(Did.REOPENED, dec(7), None, dec(11)))

    found = planned(application(*history), calendars)

    assert (found.state, found.decision) == (State.WAITING_NEW_DATE, dec(11))
    assert told(rung(found)) == (
        "check-in",
        "2026-12-15",
        "maria",
        "two business days after 11 December, the date named on 7 December",
    )


def test_silent_for_weeks_then_revived(calendars: Calendars) -> None:
    """Whoever moved on answers the answer, and waits as after any answer."""
    history = (
        CHECKED,
        did(Did.MOVED_ON, dec(21), None),
        did(Did.DELAYED, date(2027, 1, 12), "david", date(2027, 1, 20)),
    )

    steps = planned(application(*history), calendars).steps

    assert [told(s)[:3] for s in steps] == [
        ("reply", "2027-01-12", "david"),
        ("check-in", "2027-01-22", "maria"),
    ]


CONTACTS = (
    (),
    (CHECKED,),
    (CHECKED, did(Did.DELAYED, dec(3))),
    (CHECKED, did(Did.NEXT_ROUND, dec(3))),
    (did(Did.OFFER, dec(3)),),
)


@pytest.mark.parametrize("history", CONTACTS)
def test_asked_to_stay_out_of_touch(history: tuple[Happening, ...], calendars: Calendars) -> None:
    """Nothing goes to anybody: no chase, no thanks, no answer, nobody inside."""
    app = application(*history, do_not_contact=True)._replace(history=history)

    found = planned(app, calendars)

    assert {step.act for step in found.steps} <= {Act.MOVE_ON}
    assert all(not step.to for step in found.steps)
    assert found.state in {State.DO_NOT_CONTACT, State.OFFER}


def test_asked_to_stay_out_of_touch_is_told(calendars: Calendars) -> None:
    """The offer to move on is all there is."""
    found = planned(application(do_not_contact=True), calendars)

    assert (found.state, found.note, found.begins) == (
        State.DO_NOT_CONTACT,
        "They asked not to be contacted: nothing goes to anybody there.",
        None,
    )
    assert told(rung(found))[1::2] == (
        "2026-12-11",
        (
            "ten business days after 27 November, the date Maria named on 19 November; "
            "they asked not to be contacted"
        ),
    )


def test_the_posting_says_no_calls(calendars: Calendars) -> None:
    """Not even a second attempt."""
    called = (CHECKED, did(Did.NO_ANSWER, dec(9)))

    assert "call" not in [act for act, _, _ in climb(application(no_calls=True), calendars)]
    assert rung(planned(application(*called, no_calls=True), calendars)).act is Act.MOVE_ON


def test_the_interview_went_badly(calendars: Calendars) -> None:
    """The thank-you is owed as after any other."""
    app = application()._replace(history=())

    assert planned(app, calendars).steps[0].act is Act.THANK_YOU


def test_one_ask_of_everybody_inside(calendars: Calendars) -> None:
    """A new date begins the ladder again, but not the question to Priya."""
    history = (CHECKED, did(Did.NETWORK, dec(8), "priya"), did(Did.DELAYED, dec(9)))

    acts = [act for act, _, _ in climb(application(*history), calendars)]

    assert acts == ["check-in", "escalation", "call", "move-on"]


def test_a_cap_of_one(calendars: Calendars) -> None:
    """Who wants to ask once asks once, and the offer to move on says what it rests on."""
    app = application(CHECKED, people=(MARIA, DAVID))

    found = plan(app, calendars, Rules(cap_employer=1))

    assert told(rung(found)) == (
        "move-on",
        "2026-12-16",
        "",
        (
            "ten business days after 2 December, when you wrote to Maria; "
            "one chase at Northwind is unanswered, and the most is one"
        ),
    )
