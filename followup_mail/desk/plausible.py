"""What can't have happened so, or is on record already: refused before anything is appended."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from followup_mail.errors import UsageError
from followup_mail.ladder.events import ENDS, ending, hold
from followup_mail.ladder.wording import in_full, say_day
from followup_mail.model import Application, Happening
from followup_mail.vocabulary import Did

if TYPE_CHECKING:
    from followup_mail.desk.recording import Event

_ASKS = frozenset(
    {
        Did.CHECK_IN,
        Did.NETWORK,
        Did.ESCALATION,
        Did.CALLED,
        Did.VOICEMAIL,
        Did.NO_ANSWER,
        Did.GATEKEEPER,
    }
)
"""What the writer does to hear how an interview went."""
_NEEDS_UNTIL = frozenset({Did.AWAY, Did.SNOOZED})


def check_days(event: "Event", today: date, zone: str) -> None:
    """Raise UsageError unless the days of *event* can be; *today* is that of *zone*."""
    on = event.on or today
    if on > today:
        raise UsageError(
            f"--on: {say_day(on, today)} is still to come (it is {say_day(today)} in {zone}); "
            "record it once it has happened."
        )
    if event.until and event.until < on:
        raise UsageError(
            f"{event.did}: it can't last until {say_day(event.until, on)}, which lies before the "
            f"day of the event, {say_day(on)}."
        )
    if event.did in _NEEDS_UNTIL and event.until is None:
        raise UsageError(f"{event.did}: say until when, as in --until 2026-12-03.")


def check_standing(event: "Event", name: str, history: Sequence[Happening], days: int) -> None:
    """Raise UsageError where *event* makes no sense as the application *name* stands.

    *days* is how long a pause lasts where they named no date.
    """
    events = [("", entry) for entry in sorted(history, key=lambda entry: entry.day)]
    end = ending(events)
    if event.did is Did.SNOOZED and end is not None:
        raise UsageError(
            f"{name} has ended ({ENDS[end.did]}, on {in_full(end.day)}): there is nothing to put "
            f"off. To go on with it: followup-mail reopen {name}"
        )
    if event.did is Did.REOPENED and end is None and hold(events, days) is None:
        raise UsageError(f"{name} has not ended, so there is nothing to reopen.")


def check_order(event: "Event", name: str, application: Application, today: date) -> None:
    """Raise UsageError where *event* asks for an answer before the first interview."""
    if event.did not in _ASKS or not application.interviews:
        return
    zone = ZoneInfo(application.timezone)
    first = min(interview.at for interview in application.interviews).astimezone(zone).date()
    on = event.on or today
    if on < first:
        raise UsageError(
            f"{event.did}: {say_day(on, today)} lies before the first interview, "
            f"{say_day(first, today)}, and until then nobody is asked. If that day is wrong: "
            f"followup-mail edit {name}"
        )


def check_once(
    event: "Event", history: Sequence[Happening], new: Sequence[Happening], names: Sequence[str]
) -> None:
    """Raise UsageError where one of *new*, which concern *names*, is on record already.

    It is the same unless a note tells the two apart. An application ends once a day
    in one way, whatever is noted of it.
    """
    for happening, name in zip(new, names, strict=True):
        for known in history:
            if (known.did, known.day) != (happening.did, happening.day):
                continue
            whom = f" ({name})" if name else ""
            what = f"{happening.did}{whom}: that is on record already, for {say_day(known.day)}"
            if happening.did in ENDS:
                raise UsageError(f"{what}.")
            same = (known.to, known.until) == (happening.to, happening.until)
            if same and (event.note is None or event.note == known.note):
                raise UsageError(f"{what}. If it happened twice, add --note TEXT.")
