"""The way from the interview to an answer: every transition, its day and its reason."""

from datetime import UTC, date, datetime

import pytest
from northwind import (
    ASKED,
    CHECKED,
    dec,
    did,
    nov,
    planned,
    rung,
    told,
)

from followup_mail.ladder.days import Calendars
from followup_mail.model import Happening
from followup_mail.planning import Plan, Step
from followup_mail.vocabulary import Act, Did, State

ESCALATED = did(Did.ESCALATION, dec(14), "david")
NOBODY = did(Did.NO_ANSWER, dec(21))


def test_a_plan_is_told_whole(calendars: Calendars) -> None:
    """State, steps, dates: nothing that depends on what day it is."""
    assert planned(calendars) == Plan(
        state=State.THANKED,
        steps=(
            Step(
                act=Act.CHECK_IN,
                due=dec(2),
                opens=datetime(2026, 12, 2, 5, tzinfo=UTC),
                why="three business days after 27 November, the date Maria named on 19 November",
                to=("maria",),
                whom=("Maria Lopez",),
                occurrence="check-in/d2026-11-27/maria",
                round=1,
                timezone="America/Toronto",
            ),
        ),
        decision=nov(27),
        decision_source="the date Maria named on 19 November",
        begins=datetime(2026, 11, 19, 19, tzinfo=UTC),
        overdue=datetime(2026, 11, 28, 5, tzinfo=UTC),
    )


TRANSITIONS: list[tuple[str, tuple[Happening, ...], State, tuple[str, str, str, str]]] = [
    (
        "all thanked, and they named a date",
        (),
        State.THANKED,
        (
            "check-in",
            "2026-12-02",
            "maria",
            "three business days after 27 November, the date Maria named on 19 November",
        ),
    ),
    (
        "checked in: somebody inside comes next",
        (CHECKED,),
        State.CHECKED_IN,
        (
            "network",
            "2026-12-08",
            "priya",
            "four business days after 2 December, when you wrote to Maria",
        ),
    ),
    (
        "asked inside: the hiring manager comes next",
        (CHECKED, ASKED),
        State.NETWORK_ASKED,
        (
            "escalation",
            "2026-12-14",
            "david",
            "four business days after 8 December, when you asked Priya",
        ),
    ),
    (
        "they heard something inside, without a date",
        (CHECKED, ASKED, did(Did.NETWORK_REPLY, dec(9), "priya")),
        State.WAITING_NEW_DATE,
        (
            "escalation",
            "2026-12-16",
            "david",
            "five business days after 9 December, when Priya answered you",
        ),
    ),
    (
        "they heard of a date inside",
        (CHECKED, ASKED, did(Did.NETWORK_REPLY, dec(9), "priya", dec(15))),
        State.WAITING_NEW_DATE,
        (
            "escalation",
            "2026-12-17",
            "david",
            "two business days after 15 December, the date Priya told you of on 9 December",
        ),
    ),
    (
        "the hiring manager is silent: the phone comes next",
        (CHECKED, ASKED, ESCALATED),
        State.ESCALATED,
        (
            "call",
            "2026-12-21",
            "maria",
            "five business days after 14 December, when you wrote to David",
        ),
    ),
    (
        "nobody answered the phone",
        (CHECKED, ASKED, ESCALATED, NOBODY),
        State.CALLED,
        (
            "call",
            "2027-01-04",
            "maria",
            (
                "three business days after 21 December, when you called Maria and nobody answered; "
                "moved to Monday 4 January 2027: 24 December is a quiet day (Year-end break)"
            ),
        ),
    ),
    (
        "a voicemail was left",
        (CHECKED, did(Did.VOICEMAIL, dec(9))),
        State.CALLED,
        (
            "call",
            "2026-12-14",
            "maria",
            "three business days after 9 December, when you left a voicemail for Maria",
        ),
    ),
    (
        "not put through",
        (CHECKED, did(Did.GATEKEEPER, dec(9))),
        State.CALLED,
        (
            "call",
            "2026-12-14",
            "maria",
            "three business days after 9 December, when you called Maria and were not put through",
        ),
    ),
    (
        "spoken to: time to wait",
        (CHECKED, did(Did.CALLED, dec(9))),
        State.CALLED,
        (
            "move-on",
            "2026-12-23",
            "",
            (
                "ten business days after 9 December, when you spoke to Maria; "
                "you have spoken to them, and no answer has come since"
            ),
        ),
    ),
    (
        "two attempts",
        (CHECKED, did(Did.NO_ANSWER, dec(9)), did(Did.VOICEMAIL, dec(14))),
        State.FINAL_WAIT,
        (
            "move-on",
            "2027-01-04",
            "",
            (
                "ten business days after 14 December, when you left a voicemail for Maria "
                "(25 and 28 December are holidays: Christmas Day, Boxing Day); "
                "moved to Monday 4 January 2027: 30 December is a quiet day (Year-end break); "
                "two attempts to call are enough"
            ),
        ),
    ),
    (
        "they gave a new date",
        (CHECKED, did(Did.DELAYED, dec(4), "maria", dec(11))),
        State.WAITING_NEW_DATE,
        (
            "check-in",
            "2026-12-15",
            "maria",
            "two business days after 11 December, the new date Maria named on 4 December",
        ),
    ),
    (
        "they asked for more time",
        (CHECKED, did(Did.DELAYED, dec(4))),
        State.WAITING_NEW_DATE,
        (
            "check-in",
            "2026-12-15",
            "maria",
            (
                "two business days after 11 December, assumed because Maria asked for more time on "
                "4 December and named no date"
            ),
        ),
    ),
    (
        "they put it on hold until a day",
        (CHECKED, did(Did.ON_HOLD, dec(4), "maria", date(2027, 1, 15))),
        State.ON_HOLD,
        (
            "check-in",
            "2027-01-19",
            "maria",
            (
                "two business days after 15 January, until when Maria put it on hold on "
                "4 December 2026"
            ),
        ),
    ),
    (
        "they put it on hold",
        (CHECKED, did(Did.ON_HOLD, dec(4), None)),
        State.ON_HOLD,
        (
            "check-in",
            "2027-01-06",
            "maria",
            (
                "two business days after 3 January, which is 30 days after they put it on hold on "
                "4 December 2026, naming no date; 3 January is a Sunday, so it counts from "
                "Monday 4 January"
            ),
        ),
    ),
    (
        "they answered, and the date still stands",
        (did(Did.ACKNOWLEDGED, nov(24)),),
        State.WAITING_NEW_DATE,
        (
            "check-in",
            "2026-12-02",
            "maria",
            "three business days after 27 November, the date Maria named on 19 November",
        ),
    ),
    (
        "they answered after the date",
        (CHECKED, did(Did.ACKNOWLEDGED, dec(3))),
        State.WAITING_NEW_DATE,
        (
            "check-in",
            "2026-12-10",
            "maria",
            "five business days after 3 December, when Maria answered without naming a date",
        ),
    ),
    (
        "away until a day",
        (did(Did.AWAY, dec(1), "maria", dec(9)),),
        State.THANKED,
        (
            "check-in",
            "2026-12-11",
            "maria",
            (
                "three business days after 27 November, the date Maria named on 19 November; "
                "moved to Friday 11 December: Maria is away until 9 December, and a message waits "
                "two business days after that"
            ),
        ),
    ),
    (
        "sent to somebody else",
        (CHECKED, did(Did.REDIRECTED, dec(3), "david")),
        State.THANKED,
        (
            "check-in",
            "2026-12-04",
            "david",
            "one business day after 3 December, when they sent you to David",
        ),
    ),
    (
        "an address that bounced",
        (CHECKED, did(Did.BOUNCED, dec(2))),
        State.THANKED,
        (
            "check-in",
            "2026-12-03",
            "david",
            "one business day after 2 December, when your message to Maria came back",
        ),
    ),
    (
        "put off",
        (did(Did.SNOOZED, dec(1), None, dec(12)),),
        State.THANKED,
        (
            "check-in",
            "2026-12-14",
            "maria",
            (
                "three business days after 27 November, the date Maria named on 19 November; "
                "moved to Monday 14 December: you put it off until 12 December"
            ),
        ),
    ),
    (
        "taken up again after a no",
        (CHECKED, did(Did.REJECTED, dec(3)), did(Did.REOPENED, dec(7), None)),
        State.WAITING_NEW_DATE,
        (
            "check-in",
            "2026-12-14",
            "maria",
            "five business days after 7 December, when you took it up again",
        ),
    ),
    (
        "an answer after moving on",
        (CHECKED, did(Did.MOVED_ON, dec(16), None), did(Did.ACKNOWLEDGED, dec(17))),
        State.WAITING_NEW_DATE,
        (
            "check-in",
            "2027-01-04",
            "maria",
            (
                "five business days after 17 December, when Maria answered without naming a date; "
                "moved to Monday 4 January 2027: 24 December is a quiet day (Year-end break)"
            ),
        ),
    ),
]


@pytest.mark.parametrize(
    ("case", "history", "state", "expected"), TRANSITIONS, ids=[t[0] for t in TRANSITIONS]
)
def test_what_follows(
    case: str,
    history: tuple[Happening, ...],
    state: State,
    expected: tuple[str, str, str, str],
    calendars: Calendars,
) -> None:
    """Each entry of the history leads to one rung, on one day, for one reason."""
    found = planned(calendars, *history)

    assert (found.state, told(rung(found))) == (state, expected), case
