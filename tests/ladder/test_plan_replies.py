"""Answers to what they wrote, and rounds after the first."""

from datetime import UTC, date, datetime

import pytest
from northwind import (
    DAVID,
    INTERVIEW,
    JO,
    MARIA,
    NAMED,
    PRIYA,
    RULES,
    application,
    dec,
    did,
    nov,
    owing,
    planned,
    step_of,
    told,
)

from followup_mail.ladder.days import Calendars
from followup_mail.ladder.plan import plan, state_on
from followup_mail.ladder.steps import is_decision
from followup_mail.model import Interview
from followup_mail.planning import Rules
from followup_mail.vocabulary import Act, Did, State

REPLIES = [
    (
        Did.DELAYED,
        "2026-12-02",
        "Maria asked for more time on 2 December: a short answer within one business day",
    ),
    (
        Did.ACKNOWLEDGED,
        "2026-12-02",
        "Maria answered on 2 December: a short answer within one business day",
    ),
    (
        Did.NEXT_ROUND,
        "2026-12-02",
        "Maria invited you to another round on 2 December: a short answer within one business day",
    ),
    (
        Did.ON_HOLD,
        "2026-12-02",
        "Maria put it on hold on 2 December: a short answer within one business day",
    ),
    (
        Did.OFFER,
        "2026-12-02",
        (
            "Maria made an offer on 2 December: confirm the same day that it arrived, "
            "and when you will answer"
        ),
    ),
    (
        Did.REJECTED,
        "2026-12-03",
        "Maria said no on 2 December: a day later, a short thank-you leaves the door open",
    ),
]


@pytest.mark.parametrize(("answer", "due", "why"), REPLIES)
def test_what_they_wrote_is_answered(answer: Did, due: str, why: str, calendars: Calendars) -> None:
    """Soon, or after two business days not at all; but an offer or invitation does not lapse."""
    found = plan(application(did(answer, dec(2))._replace(id=7)), calendars, RULES).steps[0]

    assert told(found) == ("reply", due, "maria", why)
    asks = answer in {Did.OFFER, Did.NEXT_ROUND}
    assert (found.closes, found.occurrence, found.hint) == (
        None if asks else datetime(2026, 12, 5, 5, tzinfo=UTC),
        "reply/e7/maria",
        "" if asks else "A courtesy, in two or three lines.",
    )


def test_an_offer_stays_until_it_is_decided_about(calendars: Calendars) -> None:
    """Confirming it leaves the decision; only what ends or reopens it takes that away."""
    offer = did(Did.OFFER, dec(2), until=dec(9))._replace(id=7)
    confirmed = (offer, did(Did.THANK_YOU, dec(2)))
    answers = (*confirmed, did(Did.ACKNOWLEDGED, dec(4)), did(Did.THANK_YOU, dec(4)))

    (decision,) = planned(calendars, *confirmed).steps

    assert told(decision) == (
        "reply",
        "2026-12-02",
        "maria",
        "Maria made an offer on 2 December: decide about it by 9 December, and tell them",
    )
    assert (decision.closes, is_decision(decision)) == (None, True)
    assert planned(calendars, *answers).steps == (decision,)
    for end in (Did.MOVED_ON, Did.WITHDREW, Did.RETIRED):
        assert planned(calendars, *confirmed, did(end, dec(5), None)).steps == ()
    for again in (Did.REJECTED, Did.REOPENED, Did.NEXT_ROUND):
        steps = planned(calendars, *confirmed, did(again, dec(5))).steps
        assert not any(is_decision(step) for step in steps)


def test_an_invitation_stays_until_it_is_answered_or_the_interview_is_on_file(
    calendars: Calendars,
) -> None:
    """With the day of the interview settled, the answer was given."""
    invited = did(Did.NEXT_ROUND, dec(2))
    settled = application(invited, interviews=(INTERVIEW, SECOND))

    found = step_of(Act.REPLY, settled, calendars)

    assert found
    assert found.closes == datetime(2026, 12, 5, 5, tzinfo=UTC)
    assert step_of(Act.REPLY, application(invited, did(Did.THANK_YOU, dec(9))), calendars) is None


def test_help_from_inside_is_thanked_for(calendars: Calendars) -> None:
    """Beside whatever the employer wrote."""
    app = application(
        did(Did.NETWORK, nov(30), "priya"),
        did(Did.NETWORK_REPLY, dec(2), "priya"),
        did(Did.ACKNOWLEDGED, dec(2)),
    )

    replies = [told(s) for s in plan(app, calendars, RULES).steps if s.act is Act.REPLY]

    assert replies == [
        (
            "reply",
            "2026-12-02",
            "priya",
            "Priya helped you on 2 December: say thank you within one business day",
        ),
        (
            "reply",
            "2026-12-02",
            "maria",
            "Maria answered on 2 December: a short answer within one business day",
        ),
    ]


@pytest.mark.parametrize("sent", [Did.THANK_YOU, Did.PROMISE, Did.CHECK_IN, Did.CALLED])
def test_whatever_goes_to_them_next_is_the_answer(sent: Did, calendars: Calendars) -> None:
    """A courtesy is not asked for twice."""
    answered = did(Did.ACKNOWLEDGED, dec(2))

    assert step_of(Act.REPLY, application(answered, did(sent, dec(2))), calendars) is None
    assert step_of(Act.REPLY, application(answered, did(sent, dec(2), "david")), calendars)


def test_who_sent_you_on_is_answered_not_the_new_one(calendars: Calendars) -> None:
    """The entry names whom to turn to now."""
    checked = did(Did.CHECK_IN, dec(2))

    found = step_of(
        Act.REPLY, application(checked, did(Did.REDIRECTED, dec(3), "david")), calendars
    )

    assert found
    assert told(found)[2:] == (
        "maria",
        "Maria sent you to somebody else on 3 December: a short answer within one business day",
    )


def test_an_answer_of_nobody_in_particular_goes_to_the_contact(calendars: Calendars) -> None:
    """Where the entry names nobody."""
    found = step_of(Act.REPLY, application(did(Did.DELAYED, dec(2), None)), calendars)

    assert found
    assert (found.to, found.why[:4]) == (("maria",), "they")


@pytest.mark.parametrize("answer", [Did.DELAYED, Did.ACKNOWLEDGED, Did.NEXT_ROUND, Did.ON_HOLD])
def test_what_nobody_in_particular_wrote_is_settled_by_writing_to_whom_the_step_names(
    answer: Did, calendars: Calendars
) -> None:
    """Also where the contact is another one since."""
    history = (did(answer, dec(2), None), did(Did.THANK_YOU, dec(2), "maria"))
    moved = (*history, did(Did.LEFT, dec(3), "maria"))

    for app in (application(*history), application(*moved, people=(MARIA, DAVID, JO))):
        assert step_of(Act.REPLY, app, calendars) is None


def test_two_answers_for_one_reader_are_one_step(calendars: Calendars) -> None:
    """Of nobody in particular, and then of the contact: the newest is answered."""
    app = application(did(Did.ACKNOWLEDGED, dec(2), None), did(Did.DELAYED, dec(3)))

    replies = [told(s) for s in plan(app, calendars, RULES).steps if s.act is Act.REPLY]

    assert [(due, to) for _, due, to, _ in replies] == [("2026-12-03", "maria")]


def test_an_answer_of_somebody_who_left_has_no_reader(calendars: Calendars) -> None:
    """The step stays, for whoever comes next."""
    found = step_of(
        Act.REPLY, application(did(Did.DELAYED, dec(2)), did(Did.LEFT, dec(3))), calendars
    )

    assert found
    assert found.to == ()
    answered = (did(Did.DELAYED, dec(2)), did(Did.LEFT, dec(3)), did(Did.THANK_YOU, dec(3), None))
    assert step_of(Act.REPLY, application(*answered), calendars) is None


def test_what_was_said_before_it_was_reopened_needs_no_answer(calendars: Calendars) -> None:
    """A no that was overcome."""
    app = application(did(Did.REJECTED, dec(2)), did(Did.REOPENED, dec(2), None))

    assert step_of(Act.REPLY, app, calendars) is None


# Rounds

SECOND = Interview(
    datetime(2026, 12, 9, 15, tzinfo=UTC), talked_about={"maria": ("x",), "david": ("y",)}
)


def test_each_round_is_thanked_for_by_itself(calendars: Calendars) -> None:
    """Notes of the first round stay owed as long as they make sense."""
    app = owing(did(Did.THANK_YOU, nov(19)), interviews=(INTERVIEW, SECOND), answer=None)

    found = plan(app, calendars, RULES)

    assert [(s.act, s.round, s.to) for s in found.steps] == [
        (Act.THANK_YOU, 1, ("david",)),
        (Act.THANK_YOU, 2, ("maria", "david")),
        (Act.CHECK_IN, 2, ("maria",)),
    ]
    assert found.steps[0].closes == datetime(2026, 11, 27, 5, tzinfo=UTC)


def test_an_interview_to_come_cancels_the_chases_of_the_round_before(calendars: Calendars) -> None:
    """The ladder hangs on the last interview, held or not."""
    app = application(
        did(Did.CHECK_IN, dec(2)),
        did(Did.NEXT_ROUND, dec(3)),
        interviews=(INTERVIEW, SECOND),
    )

    found = plan(app, calendars, RULES)

    assert state_on(found, datetime(2026, 12, 9, 14, tzinfo=UTC)) is State.INTERVIEW_TO_COME
    assert state_on(found, datetime(2026, 12, 9, 15, tzinfo=UTC)) is State.INTERVIEWED
    assert [told(s) for s in found.steps if s.act is Act.CHECK_IN] == [
        (
            "check-in",
            "2026-12-23",
            "maria",
            (
                "ten business days after 9 December, the day of the last interview, "
                "because nobody named a date"
            ),
        )
    ]
    assert found.decision is None


def test_an_invitation_without_a_date_is_asked_about(calendars: Calendars) -> None:
    """Until the next interview is on file nobody is chased."""
    found = plan(application(did(Did.NEXT_ROUND, dec(2))), calendars, RULES)

    assert (found.state, found.decision) == (State.NEXT_ROUND, None)
    assert [told(s)[::3] for s in found.steps] == [
        (
            "reply",
            (
                "Maria invited you to another round on 2 December: "
                "a short answer within one business day"
            ),
        ),
        ("complete", "When is the next interview?"),
    ]
    assert found.steps[1].hint == (
        "They invited you on 2 December. If they would rather name a day later, "
        "record that as delayed."
    )


def test_a_date_of_an_earlier_round_no_longer_counts(calendars: Calendars) -> None:
    """It was said about that round; the hint says so."""
    app = application(
        interviews=(INTERVIEW, SECOND),
        answer=NAMED._replace(by=dec(18), on=nov(19)),
        people=(MARIA, DAVID, PRIYA),
    )
    app = app._replace(history=(*app.history, did(Did.THANK_YOU, dec(9))))

    found = plan(app, calendars, RULES)

    assert found.decision is None
    assert found.steps[-1].hint == (
        "18 December, the date in the file, was about an earlier round and no longer counts."
    )
    about_this = app._replace(answer=NAMED._replace(by=dec(18), on=dec(3)))
    assert plan(about_this, calendars, RULES).decision == dec(18)


def test_waits_of_zero_days_are_told_as_such(calendars: Calendars) -> None:
    """Who sets a wait to none is due on the day itself."""
    found = plan(application(), calendars, Rules(after_date=0)).steps[-1]

    assert (found.due, found.why) == (
        date(2026, 11, 27),
        "from 27 November, the date Maria named on 19 November",
    )
