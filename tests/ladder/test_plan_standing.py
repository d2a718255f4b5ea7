"""What time and the writer change: the state by the hour, snoozes, incomplete records."""

from datetime import UTC, date, datetime

from northwind import (
    ASKED,
    BEN,
    CHECKED,
    DAVID,
    INTERVIEW,
    MARIA,
    RULES,
    application,
    dec,
    did,
    nov,
    planned,
    rung,
    told,
)

from followup_mail.ladder.days import Calendars
from followup_mail.ladder.plan import incomplete, plan, state_on
from followup_mail.model import Interview, Promise
from followup_mail.planning import Plan, Step
from followup_mail.vocabulary import Act, Did, PersonStatus, State

ESCALATED = did(Did.ESCALATION, dec(14), "david")
NOBODY = did(Did.NO_ANSWER, dec(21))


# Snoozing


def test_nothing_is_due_before_the_day_it_was_put_off_to(calendars: Calendars) -> None:
    """What lapses before that day vanishes; the rest waits."""
    app = application(promised=(Promise("the write-up", "david", nov(20)),))
    app = app._replace(history=(did(Did.SNOOZED, nov(19), None, dec(7)),))

    steps = plan(app, calendars, RULES).steps

    assert [told(step)[:2] for step in steps] == [
        ("promise", "2026-12-07"),
        ("check-in", "2026-12-07"),
    ]
    assert steps[0].why == (
        "you promised David the write-up by 20 November; you put it off until 7 December"
    )


def test_an_answer_ends_the_snooze(calendars: Calendars) -> None:
    """Whoever put it off until January is not kept from an offer in December."""
    snooze = did(Did.SNOOZED, dec(1), None, date(2027, 1, 11))

    assert planned(calendars, snooze, did(Did.OFFER, dec(3))).steps[0].due == dec(3)


def test_the_offer_to_move_on_can_be_put_off(calendars: Calendars) -> None:
    """The newest snooze wins."""
    snoozes = (
        did(Did.SNOOZED, dec(10), None, date(2027, 3, 1)),
        did(Did.SNOOZED, dec(11), None, date(2027, 1, 9)),
    )

    found = planned(calendars, CHECKED, did(Did.CALLED, dec(9)), *snoozes)

    assert told(rung(found))[1::2] == (
        "2027-01-09",
        (
            "ten business days after 9 December, when you spoke to Maria; you have spoken to "
            "them, and no answer has come since; you put it off until 9 January 2027"
        ),
    )


# What time alone changes


def test_the_state_depends_on_the_hour(calendars: Calendars) -> None:
    """To come, held, overdue: the same plan at four moments."""
    found = planned(calendars)
    moments = [
        datetime(2026, 11, 19, 18, 59, tzinfo=UTC),
        datetime(2026, 11, 19, 19, 0, tzinfo=UTC),
        datetime(2026, 11, 28, 4, 59, tzinfo=UTC),
        datetime(2026, 11, 28, 5, 0, tzinfo=UTC),
    ]

    assert [state_on(found, moment) for moment in moments] == [
        State.INTERVIEW_TO_COME,
        State.THANKED,
        State.THANKED,
        State.OVERDUE,
    ]


def test_whoever_was_asked_is_not_overdue(calendars: Calendars) -> None:
    """After a check-in it is the check-in that counts, whatever the date."""
    later = datetime(2027, 1, 1, tzinfo=UTC)

    assert state_on(planned(calendars, CHECKED), later) is State.CHECKED_IN


# Incomplete records


def test_a_record_that_lacks_details_asks_the_first_question() -> None:
    """And says how many more there are."""
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    questions = ["What is Maria's role?", "Which job is it?", "In which language?"]

    assert incomplete(questions, at) == Plan(
        State.INCOMPLETE,
        (
            Step(
                act=Act.COMPLETE,
                due=nov(20),
                opens=at,
                why="What is Maria's role? And two more questions.",
                occurrence="complete/file/",
            ),
        ),
        note="Details are missing.",
    )
    assert incomplete(questions[:1], at).steps[0].why == "What is Maria's role?"


def test_without_an_interview_on_file_nothing_is_due(calendars: Calendars) -> None:
    """It waits; only once they have invited, from that day on, is the interview asked for."""
    bare = application(interviews=(), history=())
    invited = bare._replace(history=(did(Did.NEXT_ROUND, dec(2)),))

    waits, asks = (plan(app, calendars, RULES) for app in (bare, invited))

    assert waits == Plan(State.INCOMPLETE, note="No interview is on file.")
    assert (asks.state, asks.note) == (waits.state, waits.note)
    assert [(s.act, s.opens, s.why) for s in asks.steps] == [
        (
            Act.COMPLETE,
            datetime(2026, 12, 2, 5, tzinfo=UTC),
            "When is the interview, or when was it?",
        )
    ]


def test_a_record_without_an_interview_can_end_or_be_put_off(calendars: Calendars) -> None:
    """The flag, an end and a snooze count without one, too."""
    bare = application(interviews=(), history=())
    retired = bare._replace(history=(did(Did.RETIRED, dec(2), None),))
    snoozed = bare._replace(
        history=(did(Did.NEXT_ROUND, dec(1)), did(Did.SNOOZED, dec(2), None, dec(9)))
    )
    flagged = bare._replace(do_not_contact=True)

    ended, put_off, quiet = (plan(a, calendars, RULES) for a in (retired, snoozed, flagged))

    assert (ended.state, ended.steps) == (State.RETIRED, ())
    assert put_off.steps[0].due == dec(9)
    assert (quiet.state, quiet.steps) == (State.DO_NOT_CONTACT, ())


# What a plan is read from


def test_the_order_of_the_file_does_not_matter_across_days(calendars: Calendars) -> None:
    """Entries are taken by day; those of one day in the order they stand in."""
    entries = (CHECKED, ASKED, ESCALATED, NOBODY)

    assert rung(planned(calendars, *reversed(entries)))._replace(occurrence="") == rung(
        planned(calendars, *entries)
    )._replace(occurrence="")


def test_the_number_in_the_store_names_the_occurrence(calendars: Calendars) -> None:
    """An entry of a file goes by its place, one of the store by its number."""
    kept = planned(calendars, CHECKED._replace(id=41))

    assert rung(kept).occurrence == "network/e41/priya"
    assert rung(planned(calendars, CHECKED)).occurrence == "network/h2/priya"


def test_who_is_no_longer_in_the_record_breaks_nothing(calendars: Calendars) -> None:
    """A person taken out of the file may still stand in the history."""
    history = (did(Did.CHECK_IN, dec(2), "gone"), did(Did.DELAYED, dec(3), "gone", dec(9)))

    assert told(rung(planned(calendars, *history)))[3] == (
        "two business days after 9 December, the new date they named on 3 December"
    )


def test_a_person_marked_as_away_is_mentioned(calendars: Calendars) -> None:
    """The file has no day of return: the step stays, with a word about it."""
    maria = MARIA._replace(status=PersonStatus.AWAY)

    assert rung(planned(calendars, people=(maria, DAVID))).hint == (
        "Maria is marked as away in the file."
    )


def test_an_interview_of_ben_is_passed_over(calendars: Calendars) -> None:
    """Somebody without an address is never written to."""
    app = application(people=(BEN,), interviews=(Interview(INTERVIEW.at),))

    assert rung(plan(app, calendars, RULES)).act is Act.COMPLETE
