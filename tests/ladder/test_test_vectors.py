"""Business days through the whole ladder, by the vectors that were worked out by hand."""

from datetime import UTC, date, datetime

import pytest
from northwind import application, climb, did, rung

from followup_mail.ladder.days import Calendars
from followup_mail.ladder.plan import plan
from followup_mail.model import Answer, Interview
from followup_mail.planning import Rules
from followup_mail.vocabulary import Did

LADDERS = [
    ("CA-ON", ["2026-06-24", "2026-06-30", "2026-07-07", "2026-07-14", "2026-07-28"]),
    ("CA-QC", ["2026-06-25", "2026-07-02", "2026-07-08", "2026-07-15", "2026-07-29"]),
]
CHECK_INS = [
    ("CA-ON", date(2026, 4, 1), "2026-04-07"),
    ("CA-QC", date(2026, 4, 1), "2026-04-08"),
    ("CA-ON", date(2026, 12, 18), "2026-12-23"),
    ("CA-ON", date(2026, 12, 21), "2027-01-04"),
]


@pytest.mark.parametrize(("place", "days"), LADDERS)
def test_the_whole_ladder_after_19_june(place: str, days: list[str], calendars: Calendars) -> None:
    """Canada Day counts nowhere, Saint-Jean not in Quebec."""
    app = application(
        place=place,
        interviews=(Interview(datetime(2026, 6, 11, 18, tzinfo=UTC)),),
        answer=Answer(date(2026, 6, 19)),
        history=(did(Did.THANK_YOU, date(2026, 6, 11)),),
    )

    assert climb(app, calendars) == [
        ("check-in", days[0], "maria"),
        ("network", days[1], "priya"),
        ("escalation", days[2], "david"),
        ("call", days[3], "maria"),
        ("move-on", days[4], ""),
    ]


@pytest.mark.parametrize(("place", "decision", "due"), CHECK_INS)
def test_the_check_in_comes_three_business_days_after(
    place: str, decision: date, due: str, calendars: Calendars
) -> None:
    """Easter, and the days between Christmas and New Year, on which nothing is sent."""
    app = application(
        place=place,
        interviews=(Interview(datetime(2026, 3, 19, 18, tzinfo=UTC)),),
        answer=Answer(decision),
        history=(did(Did.THANK_YOU, date(2026, 3, 19)),),
    )

    assert rung(plan(app, calendars, Rules())).due.isoformat() == due
