"""Ends and beginnings, the dates that count, the place whose days count."""

from datetime import UTC, date, datetime

import pytest
from northwind import (
    ASKED,
    CHECKED,
    DAVID,
    INTERVIEW,
    MARIA,
    NAMED,
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
from followup_mail.ladder.plan import plan
from followup_mail.vocabulary import Act, Did, InterviewFormat, State

ENDS = [
    (Did.REJECTED, State.REJECTED, "Maria said no on 2 December 2026."),
    (Did.OFFER, State.OFFER, "Maria made an offer on 2 December 2026."),
    (Did.WITHDREW, State.WITHDRAWN, "You withdrew on 2 December 2026."),
    (
        Did.MOVED_ON,
        State.MOVED_ON,
        "You moved on, 2 December 2026; should they answer after all, that opens it again.",
    ),
    (
        Did.RETIRED,
        State.RETIRED,
        "You retired it on 2 December 2026; should they answer after all, that opens it again.",
    ),
]


@pytest.mark.parametrize(("end", "state", "note"), ENDS)
def test_after_an_end_nothing_is_asked(
    end: Did, state: State, note: str, calendars: Calendars
) -> None:
    """What they decided is answered once; what the writer decided needs nothing."""
    found = planned(calendars, did(end, dec(2)), did(Did.AWAY, dec(3), "maria", dec(9)))

    assert (found.state, found.note, found.overdue) == (state, note, None)
    answered = {Did.REJECTED, Did.OFFER}
    assert [s.act for s in found.steps] == ([Act.REPLY] if end in answered else [])


@pytest.mark.parametrize("end", [Did.REJECTED, Did.OFFER, Did.WITHDREW])
def test_what_is_decided_stays_so_until_it_is_reopened(end: Did, calendars: Calendars) -> None:
    """A late acknowledgement does not undo a decision; being reopened, or invited, does."""
    late = did(Did.ACKNOWLEDGED, dec(3))

    assert planned(calendars, did(end, dec(2)), late).state.ended
    for again in (Did.REOPENED, Did.NEXT_ROUND):
        assert not planned(calendars, did(end, dec(2)), late, did(again, dec(4))).state.ended


@pytest.mark.parametrize("end", [Did.MOVED_ON, Did.RETIRED])
@pytest.mark.parametrize(
    "answer", [Did.ACKNOWLEDGED, Did.DELAYED, Did.ON_HOLD, Did.REDIRECTED, Did.NEXT_ROUND]
)
def test_what_was_given_up_opens_again_with_an_answer(
    end: Did, answer: Did, calendars: Calendars
) -> None:
    """Any answer of the employer will do, and is answered itself."""
    found = planned(calendars, CHECKED, did(end, dec(16), None), did(answer, dec(17)))

    assert not found.state.ended
    assert (found.steps[0].act is Act.REPLY) == (answer is not Did.REDIRECTED)


def test_what_somebody_inside_says_opens_nothing(calendars: Calendars) -> None:
    """An insider is not the employer."""
    help_ = did(Did.NETWORK_REPLY, dec(17), "priya")

    assert planned(calendars, ASKED, did(Did.MOVED_ON, dec(16), None), help_).state.ended


def test_a_new_date_in_the_file_counts_as_an_answer(calendars: Calendars) -> None:
    """Whoever writes it into the file after a check-in need not record it as well."""
    newer = NAMED._replace(by=dec(18), on=dec(4))

    found = planned(calendars, CHECKED, answer=newer)
    later = planned(calendars, CHECKED, ASKED, answer=newer)

    assert told(rung(found)) == (
        "check-in",
        "2026-12-22",
        "maria",
        "two business days after 18 December, the new date Maria named on 4 December",
    )
    assert rung(later) == rung(found)


def test_a_newer_answer_replaces_the_date_in_the_file(calendars: Calendars) -> None:
    """Of the file and the history, the newest counts."""
    older = NAMED._replace(by=dec(4), on=nov(20))
    delayed = did(Did.DELAYED, nov(24), "david", dec(8))

    found = planned(calendars, delayed, answer=older)

    assert (found.decision, found.decision_source) == (
        dec(8),
        "the new date David named on 24 November",
    )
    assert rung(found).due == dec(10)


def test_a_phone_screen_is_waited_for_half_as_long(calendars: Calendars) -> None:
    """Five business days instead of ten."""
    screen = INTERVIEW._replace(format=InterviewFormat.PHONE)

    found = planned(calendars, answer=None, interviews=(screen,))

    assert told(rung(found))[1:] == (
        "2026-11-26",
        "maria",
        (
            "five business days after 19 November, the day of the interview, "
            "because nobody named a date"
        ),
    )


def test_without_a_place_only_weekends_are_left_out_and_that_is_said(calendars: Calendars) -> None:
    """A holiday that can't be known is no reason to guess."""
    found = planned(calendars, did(Did.DELAYED, dec(4), "maria", dec(23)), place=None)

    assert told(rung(found))[1::2] == (
        "2026-12-25",
        (
            "two business days after 23 December, the new date Maria named on 4 December "
            "(weekends only: no place is on file)"
        ),
    )


def test_the_recipient_s_place_and_clock_decide(calendars: Calendars) -> None:
    """A recruiter in Paris is written to by the days and the midnight of Paris."""
    maria = MARIA._replace(place="FR", timezone="Europe/Paris")
    app = application(people=(maria, DAVID), answer=NAMED._replace(by=date(2026, 12, 21)))

    step = rung(plan(app, calendars, RULES))

    assert (step.opens, step.timezone) == (
        datetime(2027, 1, 3, 23, tzinfo=UTC),
        "Europe/Paris",
    )


@pytest.mark.parametrize(
    ("until", "due", "why"),
    [
        (nov(27), "2026-12-02", "three business days after 27 November, the date Maria named"),
        (nov(25), "2026-12-02", "three business days after 27 November, the date Maria named"),
        (nov(30), "2026-12-02", "two business days after 30 November, the new date they named"),
        (None, "2026-12-04", "two business days after 2 December, assumed because they asked"),
    ],
)
def test_a_delay_never_brings_the_check_in_forward(
    until: date | None, due: str, why: str, calendars: Calendars
) -> None:
    """Of the two days the later one counts, and its reason."""
    day = nov(25) if until is None else nov(24)

    found = planned(calendars, did(Did.DELAYED, day, None, until))

    assert found.state is State.WAITING_NEW_DATE
    assert rung(found).due.isoformat() == due
    assert rung(found).why.startswith(why)


def test_a_date_they_name_beats_an_assumed_one_though_it_is_earlier(calendars: Calendars) -> None:
    """Nobody had named one; nor does a date count that another round has overtaken."""
    unnamed = planned(calendars, did(Did.DELAYED, nov(24), until=nov(26)), answer=None)
    vague = planned(calendars, did(Did.DELAYED, nov(20)), answer=None)
    later_round = planned(
        calendars,
        did(Did.NEXT_ROUND, nov(23)),
        did(Did.DELAYED, nov(24), until=nov(26)),
        answer=NAMED._replace(by=dec(18)),
    )

    assert [rung(found).due for found in (unnamed, vague, later_round)] == [
        nov(30),
        dec(3),
        nov(30),
    ]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (Did.REJECTED, "They said no on 2 December 2026."),
        (Did.OFFER, "They made an offer on 2 December 2026."),
    ],
)
def test_who_was_not_named_is_called_they(what: Did, said: str, calendars: Calendars) -> None:
    """The program does not guess who wrote."""
    found = planned(calendars, did(what, dec(2), None))

    assert found.note == said
    assert found.steps[0].why.startswith("they ")
    assert found.steps[0].to == ("maria",)
