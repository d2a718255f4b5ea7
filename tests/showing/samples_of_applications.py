"""Four applications on Wednesday 2 December 2026, made by hand: due, late, waiting, ended."""

from datetime import UTC, date, datetime

from followup_mail.kept import Agenda
from followup_mail.ladder.forecast import Mark
from followup_mail.planning import Step
from followup_mail.showing.thread import BoardRow
from followup_mail.vocabulary import Act, State

NOW = datetime(2026, 12, 2, 14, 30, tzinfo=UTC)

CHECK_IN = Step(
    act=Act.CHECK_IN,
    due=date(2026, 12, 2),
    opens=datetime(2026, 12, 2, 5, tzinfo=UTC),
    why="three business days after 27 November, the date Maria named on 19 November",
    to=("maria",),
    whom=("Maria Lopez",),
    occurrence="check-in/r1/maria",
    round=1,
    timezone="America/Toronto",
)
NETWORK = Step(
    act=Act.NETWORK,
    due=date(2026, 12, 8),
    opens=datetime(2026, 12, 8, 5, tzinfo=UTC),
    why="four business days after the check-in",
    to=("priya",),
    whom=("Priya Raman",),
    occurrence="network/h2/priya",
    round=1,
    timezone="America/Toronto",
)
CALL = Step(
    act=Act.CALL,
    due=date(2026, 11, 27),
    opens=datetime(2026, 11, 26, 23, tzinfo=UTC),
    why="five business days after 20 November, when you wrote to Élodie",
    to=("elodie",),
    whom=("Élodie Marchand",),
    occurrence="call/e7/elodie",
    round=1,
    timezone="Europe/Paris",
    hint="Before she left, she gave no other name.",
)
LATER = Step(
    act=Act.CHECK_IN,
    due=date(2026, 12, 3),
    opens=datetime(2026, 12, 3, 5, tzinfo=UTC),
    why="ten business days after the interview on 19 November; nobody named a date",
    to=("helene",),
    whom=("Hélène Côté-Ouellet",),
    occurrence="check-in/r1/helene",
    round=1,
    timezone="America/Toronto",
)

NORTHWIND = BoardRow(
    name="northwind",
    client="",
    employer="Northwind Analytics",
    position="Data Engineer",
    state=State.OVERDUE,
    step=CHECK_IN,
    due=True,
    note="",
    marks=(
        Mark(date(2026, 11, 19), None, "interview", "Maria Lopez, David Chen", "video", done=True),
        Mark(date(2026, 11, 20), None, "thank-you", "David Chen", "", done=True),
        Mark(date(2026, 11, 20), None, "promise", "David Chen", "the Kafka write-up", done=True),
        Mark(
            date(2026, 11, 27),
            None,
            "decision",
            "",
            "the date Maria named on 19 November",
            done=True,
        ),
        Mark(date(2026, 12, 2), None, "check-in", "Maria Lopez", CHECK_IN.why, done=False),
        Mark(date(2026, 12, 8), None, "network", "Priya Raman", NETWORK.why, done=False),
        Mark(
            date(2026, 12, 14),
            None,
            "escalation",
            "David Chen",
            "four business days after the question to Priya",
            done=False,
        ),
    ),
)
RIVAGE = BoardRow(
    name="rivage",
    client="Amina Diallo",
    employer="Éditions du Rivage",
    position="Cheffe de projet",
    state=State.ESCALATED,
    step=CALL,
    due=True,
    note="",
    marks=(
        Mark(date(2025, 12, 18), None, "interview", "Élodie Marchand", "onsite", done=True),
        Mark(date(2026, 11, 20), None, "escalation", "Élodie Marchand", "", done=True),
        Mark(date(2026, 11, 27), None, "call", "Élodie Marchand", CALL.why, done=False),
    ),
)
BOREAL = BoardRow(
    name="boreal",
    client="",
    employer="",
    position="Analyste d’affaires",
    state=State.THANKED,
    step=LATER,
    due=False,
    note="",
    marks=(
        Mark(date(2026, 11, 19), None, "interview", "Hélène Côté-Ouellet", "", done=True),
        Mark(date(2026, 12, 3), None, "check-in", "Hélène Côté-Ouellet", LATER.why, done=False),
    ),
)
THISTLE = BoardRow(
    name="thistle & co",
    client="",
    employer="Thistle & Co <Ltd>",
    position="Site Reliability Engineer",
    state=State.REJECTED,
    step=None,
    due=False,
    note="They said no on 25 November.",
    marks=(
        Mark(date(2026, 11, 12), None, "interview", "", "phone", done=True),
        Mark(date(2026, 11, 25), None, "rejected", "Ben\x1b[2J Ames", "“not this time”", done=True),
    ),
)
ROWS = (BOREAL, RIVAGE, THISTLE, NORTHWIND)

AGENDA = Agenda(
    lines=(NORTHWIND.line, RIVAGE.line._replace(client=""), BOREAL.line),
    due=2,
    waiting=1,
    ended=1,
)
