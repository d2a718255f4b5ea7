"""The history in order, and what it has come to: an end, a pause, a snooze."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from followup_mail.ladder.counting import ANSWERS
from followup_mail.model import Application, Happening
from followup_mail.vocabulary import Did, State

Event = tuple[str, Happening]
"""An entry of the history with the key by which a step names what opened it."""

_LEFT_OPEN = frozenset({Did.MOVED_ON, Did.RETIRED})
ENDS: Mapping[Did, State] = {
    Did.REJECTED: State.REJECTED,
    Did.OFFER: State.OFFER,
    Did.WITHDREW: State.WITHDRAWN,
    Did.MOVED_ON: State.MOVED_ON,
    Did.RETIRED: State.RETIRED,
}
_BEGINNINGS = frozenset({Did.REOPENED, Did.NEXT_ROUND})


def in_order(application: Application) -> tuple[Event, ...]:
    """Return the history by day, that of one day as it was written."""
    numbered = enumerate(application.history)
    return tuple(
        (f"e{entry.id}" if entry.id is not None else f"h{place}", entry)
        for place, entry in sorted(numbered, key=lambda pair: pair[1].day)
    )


def ending(events: Sequence[Event]) -> Happening | None:
    """Return what ended an application; None while it is open.

    What the writer gave up opens again with any answer of the employer; what has
    an answer, or was withdrawn, only by being reopened or by a next round.
    """
    end: Happening | None = None
    for _, entry in events:
        if entry.did in ENDS:
            end = entry
        elif entry.did in _BEGINNINGS or (
            end is not None and end.did in _LEFT_OPEN and entry.did in ANSWERS
        ):
            end = None
    return end


def hold(events: Sequence[Event], days: int) -> tuple[Happening, date] | None:
    """Return the newest pause that no answer has lifted, and its last day.

    Args:
        events: The history, in order.
        days: Calendar days that a pause lasts where they named no date.

    """
    found: Happening | None = None
    for _, entry in events:
        if entry.did is Did.ON_HOLD:
            found = entry
        elif entry.did in ANSWERS or entry.did is Did.REOPENED:
            found = None
    return (found, found.until or found.day + timedelta(days=days)) if found else None


def snoozed(events: Sequence[Event]) -> date | None:
    """Return until when the writer put it off; an answer that came later ends that."""
    until: date | None = None
    for _, entry in events:
        if entry.did is Did.SNOOZED:
            until = entry.until
        elif entry.did in ANSWERS or entry.did is Did.REOPENED:
            until = None
    return until
