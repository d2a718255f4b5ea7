"""One application's marks woven into a thread: what was done, today, what comes.

The page and the terminal draw the same knots.
"""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from followup_mail.kept import AgendaLine
from followup_mail.ladder.forecast import Mark
from followup_mail.ladder.wording import capital, say_date
from followup_mail.planning import Step
from followup_mail.record import Record
from followup_mail.showing import agenda, deeds
from followup_mail.vocabulary import Act, State

_ASKING = frozenset({Act.CHECK_IN, Act.NETWORK, Act.ESCALATION, Act.CALL, Act.VOICEMAIL})
_ACTS = frozenset(Act)


class BoardRow(Record):
    """One application as the board and ``show`` draw it."""

    name: str
    client: str
    employer: str
    position: str
    state: State
    step: Step | None
    """What is due, else what comes next."""
    due: bool
    note: str
    marks: tuple[Mark, ...]
    """In order of time."""

    @property
    def line(self) -> AgendaLine:
        """The same without its past."""
        return AgendaLine(
            name=self.name,
            client=self.client,
            employer=self.employer,
            position=self.position,
            state=self.state,
            step=self.step,
            note=self.note,
            due=self.due,
        )

    @property
    def title(self) -> str:
        """The position and where it is; an agency's client may have no name."""
        return f"{self.position}, {self.employer}" if self.employer else self.position


class Look(StrEnum):
    """What a knot is, which decides how it is drawn."""

    DONE = "done"
    DUE = "due"
    TODAY = "today"
    NEXT = "next"
    IF = "if"
    LATER = "later"


class Knot(Record):
    """A point or a stretch of the thread; texts are as they stand on file."""

    look: Look
    text: str
    day: date | None = None
    """None for a stretch."""
    when: str = ""
    """The day in words."""
    why: str = ""


def thread(row: BoardRow, now: datetime) -> tuple[Knot, ...]:
    """Return *row* as knots in order of time, with today between them."""
    return tuple(_knots(row, today(row, now)))


def today(row: BoardRow, now: datetime) -> date:
    """Return what day it is where the next step's person works; else in the zone of *now*."""
    return (now.astimezone(ZoneInfo(row.step.timezone)) if row.step else now).date()


def verdict(row: BoardRow, now: datetime) -> str:
    """Return where *row* stands, as a sentence; the reason is told by the thread."""
    if row.step is None:
        return capital(agenda.idle(row.line))
    if not row.due:
        return f"Nothing until {agenda.until(row.step, now)}."
    told = capital(agenda.standing(row.step, now))
    return agenda.because(told, row.step.why if row.step.act is Act.COMPLETE else "")


def _knots(row: BoardRow, on: date) -> Iterator[Knot]:
    # A question that a record leaves open has no day of its own.
    marks = [mark for mark in row.marks if mark.what != Act.COMPLETE]
    at = next((i for i, mark in enumerate(marks) if _is_step(mark, row.step)), None)
    asked = next((i for i, mark in enumerate(marks) if _asks(mark)), len(marks))
    marked = row.state.ended or all(mark.done and mark.day <= on for mark in marks)
    conditional = False
    for i, mark in enumerate(marks):
        if not marked and (mark.day > on or (mark.day == on and not mark.done)):
            yield Knot(Look.TODAY, "Today", on, say_date(on, on))
            marked = True
        if i > asked and not mark.done and not conditional:
            yield Knot(Look.IF, "If nobody answers")
            conditional = True
        yield _knot(mark, row, on, is_step=i == at)
    if not marked:
        yield Knot(Look.TODAY, "Today", on, say_date(on, on))


def _is_step(mark: Mark, step: Step | None) -> bool:
    if step is None or mark.done:
        return False
    return mark.what == step.act and mark.day == step.due


def _asks(mark: Mark) -> bool:
    """Return whether what follows *mark*, which is still to come, depends on an answer to it."""
    return not mark.done and mark.what in _ASKING


def _knot(mark: Mark, row: BoardRow, on: date, *, is_step: bool) -> Knot:
    look = Look.DONE if mark.done else Look.NEXT if is_step else Look.LATER
    if not mark.done and row.due and mark.day <= on and mark.what in _ACTS:
        look = Look.DUE
    text, why = _said(mark)
    return Knot(look, text, mark.day, say_date(mark.day, on), why)


def _said(mark: Mark) -> tuple[str, str]:
    """Return what *mark* stands for, and what stands below."""
    if mark.what == "decision" and mark.why:
        return capital(mark.why), ""
    text = deeds.happened(mark.what, mark.who, done=mark.done)
    if mark.what == "interview":
        return text, deeds.held(mark.why)
    return text, mark.why if mark.done else capital(mark.why)
