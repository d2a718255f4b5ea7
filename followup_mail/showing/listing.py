"""What is kept, a line an application, and one application as data."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from followup_mail.kept import Stored
from followup_mail.ladder.wording import say_day
from followup_mail.planning import Step
from followup_mail.showing import deeds
from followup_mail.showing.agenda import standing
from followup_mail.showing.thread import BoardRow
from followup_mail.visible import visible


def lines(listed: Iterable[tuple[Stored, Step | None]], now: datetime) -> Iterator[str]:
    """Yield a line for each application: name, what it is, where it stands, what is next."""
    for stored, step in listed:
        about = stored.dossier
        where = f", {about.employer}" if about.employer else ""
        whose = f" for {about.client}" if about.client else ""
        yield visible(
            f"{about.name:<20} {about.position}{where}{whose}: {stored.state}{_next(step, now)}"
        )


def as_json(stored: Stored, step: Step | None, now: datetime) -> dict[str, object]:
    """Return one application of the list as values that ``json.dumps`` takes."""
    about = stored.dossier
    return {
        "name": about.name,
        "client": about.client,
        "employer": about.employer,
        "position": about.position,
        "complete": about.complete,
        "state": stored.state.value,
        "next": _step(step, now),
    }


def row_as_json(row: BoardRow, now: datetime) -> dict[str, object]:
    """Return one application with its timeline as values that ``json.dumps`` takes."""
    return {
        "name": row.name,
        "client": row.client,
        "employer": row.employer,
        "position": row.position,
        "state": row.state.value,
        "next": _step(row.step, now),
        "note": row.note,
        "timeline": [
            {
                "day": mark.day.isoformat(),
                "what": mark.what,
                "who": mark.who,
                "why": mark.why,
                "done": mark.done,
            }
            for mark in row.marks
        ],
    }


def _next(step: Step | None, now: datetime) -> str:
    if step is None:
        return ""
    if step.opens <= now:
        return f"; {standing(step, now)}"
    return f"; {deeds.deed(step.act, step.whom)}, on {say_day(step.due, now.date())}"


def _step(step: Step | None, now: datetime) -> dict[str, object] | None:
    if step is None:
        return None
    return {
        "act": step.act.value,
        "to": list(step.to),
        "due": step.due.isoformat(),
        "is_due": step.opens <= now,
        "why": step.why,
    }
