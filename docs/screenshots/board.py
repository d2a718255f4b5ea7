# ruff: noqa: INP001 - beside a script that imports it
"""A board of five applications on Wednesday 2 December 2026; everybody is invented."""

from datetime import UTC, date, datetime

from followup_mail.ladder.forecast import Mark
from followup_mail.planning import Step
from followup_mail.showing.board import Counts, board
from followup_mail.showing.thread import BoardRow
from followup_mail.vocabulary import Act, State

NOW = datetime(2026, 12, 2, 14, 30, tzinfo=UTC)


def page() -> str:
    """Return the page."""
    return board(
        (northwind(), halden(), boreal(), sillage(), thistle()),
        now=NOW,
        counts=Counts(due=2, waiting=2, ended=1),
    )


def day(month: int, number: int) -> date:
    """Return a day of 2026."""
    return date(2026, month, number)


def past(on: date, what: str, who: str = "", why: str = "") -> Mark:
    """Return something that happened."""
    return Mark(on, None, what, who, why, done=True)


def ahead(on: date, what: str, who: str = "", why: str = "") -> Mark:
    """Return something to come."""
    return Mark(on, None, what, who, why, done=False)


def step(act: Act, mark: Mark, timezone: str = "America/Toronto", hint: str = "") -> Step:
    """Return the step that *mark* stands for."""
    opens = datetime.combine(mark.day, datetime.min.time(), UTC)
    return Step(act, mark.day, opens, mark.why, whom=(mark.who,), timezone=timezone, hint=hint)


def northwind() -> BoardRow:
    """Return a check-in that is due today."""
    due = ahead(
        day(12, 2),
        "check-in",
        "Maria Lopez",
        "three business days after 27 November, the date Maria named on 19 November",
    )
    return BoardRow(
        name="northwind",
        client="",
        employer="Northwind Analytics",
        position="Data Engineer",
        state=State.OVERDUE,
        step=step(Act.CHECK_IN, due),
        due=True,
        note="",
        marks=(
            past(day(11, 19), "interview", "Maria Lopez, David Chen", "video"),
            past(day(11, 20), "thank-you", "David Chen"),
            past(day(11, 20), "thank-you", "Maria Lopez"),
            past(day(11, 27), "decision", "", "the date Maria named on 19 November"),
            due,
            ahead(
                day(12, 8),
                "network",
                "Priya Raman",
                "four business days after 2 December, when you wrote to Maria",
            ),
            ahead(
                day(12, 14),
                "escalation",
                "David Chen",
                "four business days after 8 December, when you asked Priya",
            ),
        ),
    )


def halden() -> BoardRow:
    """Return a call that is late."""
    due = ahead(
        day(11, 30),
        "call",
        "Lin Wei",
        "five business days after 23 November, when you wrote to Lin Wei",
    )
    return BoardRow(
        name="halden",
        client="",
        employer="Halden Robotics",
        position="Senior Controls Engineer",
        state=State.ESCALATED,
        step=step(Act.CALL, due, hint="Lin Wei is back from leave since 25 November."),
        due=True,
        note="",
        marks=(
            past(day(10, 29), "interview", "Owen O'Brien", "phone"),
            past(day(11, 5), "interview", "Lin Wei, Ben Adeyemi", "panel"),
            past(day(11, 6), "thank-you", "Lin Wei"),
            past(day(11, 16), "check-in", "Owen O'Brien"),
            past(day(11, 23), "escalation", "Lin Wei"),
            due,
        ),
    )


def boreal() -> BoardRow:
    """Return an application with a new date to wait for."""
    following = ahead(
        day(12, 17),
        "check-in",
        "Hélène Côté-Ouellet",
        "two business days after 15 December, the new date Hélène named on 1 December",
    )
    return BoardRow(
        name="boreal",
        client="",
        employer="Coopérative Boréal",
        position="Analyste d’affaires",
        state=State.WAITING_NEW_DATE,
        step=step(Act.CHECK_IN, following),
        due=False,
        note="",
        marks=(
            past(day(11, 17), "interview", "Hélène Côté-Ouellet", "onsite"),
            past(day(11, 18), "thank-you", "Hélène Côté-Ouellet"),
            past(
                day(12, 1),
                "delayed",
                "Hélène Côté-Ouellet",
                "“Nous vous reviendrons d’ici le 15 décembre.”",
            ),
            ahead(day(12, 15), "decision", "", "the new date Hélène named on 1 December"),
            following,
        ),
    )


def sillage() -> BoardRow:
    """Return an interview to come."""
    thanks = ahead(day(12, 9), "thank-you", "Yann Le Bihan", "the day of the interview")
    return BoardRow(
        name="sillage",
        client="",
        employer="Sillage Marine",
        position="Ingénieure logiciel embarqué",
        state=State.INTERVIEW_TO_COME,
        step=step(Act.THANK_YOU, thanks, timezone="Europe/Paris"),
        due=False,
        note="",
        marks=(
            past(day(11, 18), "interview", "Claire Fontanel", "phone"),
            past(day(11, 19), "thank-you", "Claire Fontanel"),
            past(day(11, 25), "next-round", "Claire Fontanel"),
            ahead(day(12, 9), "interview", "Yann Le Bihan", "video"),
            thanks,
        ),
    )


def thistle() -> BoardRow:
    """Return an application that has ended."""
    return BoardRow(
        name="thistle",
        client="",
        employer="Thistle Conservation Trust",
        position="Conservation Officer",
        state=State.REJECTED,
        step=None,
        due=False,
        note="Anjali said no on 25 November 2026.",
        marks=(
            past(day(11, 12), "interview", "Anjali Deshpande"),
            past(day(11, 13), "thank-you", "Anjali Deshpande"),
            past(day(11, 25), "rejected", "Anjali Deshpande", "“A close second; do apply again.”"),
        ),
    )
