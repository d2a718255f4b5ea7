"""Whether this is the moment for the message: caps and waits, news, thread, hour.

What was sent and answered before is worked out elsewhere and comes in
``Case.background``; without it nothing is found here.
"""

from collections.abc import Iterator
from datetime import datetime, time

from followup_mail.vocabulary import Kind, Severity
from followup_mail.writing.checks.case import Background
from followup_mail.writing.checks.check import CHASES, MAILED, Fault, check
from followup_mail.writing.checks.reading import Reading
from followup_mail.writing.checks.shape import bare_subject
from followup_mail.writing.checks.tone import THANKS

_NOTHING = Background()
_FRIDAY, _SATURDAY = 4, 5
_NOON = time(12, 0)
_MAIL_HOURS = (time(7, 0), time(19, 0))
_CALL_HOURS = (time(8, 30), time(17, 30))


def _background(reading: Reading) -> Background:
    return reading.case.background or _NOTHING


def _breaches(reading: Reading, rule: str) -> Iterator[Fault]:
    for broken, sentence in _background(reading).breaches:
        if broken == rule:
            yield Fault(sentence)


@check(
    "touches",
    Severity.BLOCKED,
    rule="Nobody is asked more often without an answer than the caps allow.",
    source="HR Daily Advisor; TNT Personnel; Grenier",
)
def touches(reading: Reading) -> Iterator[Fault]:
    """Yield the caps that one more message exceeds."""
    return _breaches(reading, "cap")


@check(
    "too-soon",
    Severity.BLOCKED,
    rule="Between two messages to one person lies the shortest gap, or more.",
    source="HR Daily Advisor; TNT Personnel; Grenier",
)
def too_soon(reading: Reading) -> Iterator[Fault]:
    """Yield the gaps that are not over."""
    return _breaches(reading, "gap")


@check(
    "too-early",
    Severity.BLOCKED,
    rule=(
        "A check-in leaves them their date and some days, without a date two working weeks; "
        "nothing asks before the interview."
    ),
    source="ASAP Canada Staffing; CareerOneStop; Employment Professionals Canada",
    kinds=CHASES,
)
def too_early(reading: Reading) -> Iterator[Fault]:
    """Yield the waits that are not over."""
    return _breaches(reading, "early")


@check(
    "stale",
    Severity.BLOCKED,
    rule="A message knows what has happened up to now.",
    source="the project's judgement",
)
def stale(reading: Reading) -> Iterator[Fault]:
    """Yield the newest thing that happened after the day of the message."""
    newest = max(_background(reading).newer, default=None)
    if newest is not None:
        day, what = newest
        yield Fault(
            f"The message is for {reading.draft.on}, but on {day} there was news: {what}. Write "
            "it anew for a later day, or leave it."
        )


@check(
    "new-thread",
    Severity.HINT,
    rule="Who has had mail from you finds the question in the same thread.",
    source="powertofly.com; projectpractical.com",
    kinds=(CHASES & MAILED) | {Kind.NETWORK},
)
def new_thread(reading: Reading) -> Iterator[Fault]:
    """Yield a subject that begins a thread beside the one there is."""
    thread, to = _background(reading).thread, reading.to
    if not thread or to is None or bare_subject(thread) == bare_subject(reading.subject):
        return
    yield Fault(
        f'You and {to.name} have a thread, "{thread}": answer in it, so that all of it stands '
        "together."
    )


@check(
    "sending-time",
    Severity.WARNING,
    rule="Mail goes out from 7:00 to 19:00 of a working day there, calls come in office hours.",
    source="Climb the Ladder; the project's judgement",
)
def sending_time(reading: Reading) -> Iterator[Fault]:
    """Yield an hour or a day at which people are not at work."""
    background = _background(reading)
    moment, to = background.moment, reading.to
    if moment is None or to is None:
        return
    where = f"where {to.short} works"
    earliest, latest = _CALL_HOURS if reading.kind.spoken else _MAIL_HOURS
    if not earliest <= moment.time() < latest:
        verb = "call" if reading.kind.spoken else "send it"
        yield Fault(
            f"It is {moment:%H:%M} {where}: {verb} between {_clock(earliest)} and "
            f"{_clock(latest)} there."
        )
    told = _day(reading.kind, moment, background.day_off)
    if told is not None:
        what, severity = told
        verb = "call" if reading.kind.spoken else "send it"
        yield Fault(
            f"{moment.date()} is {what} {where}: {verb} on a working day there.", severity=severity
        )


def _day(
    kind: Kind, moment: datetime, day_off: tuple[str, str] | None
) -> tuple[str, Severity] | None:
    """Return what the day is that makes it a bad one, and how bad; None for a good one."""
    strength, name = day_off or ("", "")
    if strength == "hard":
        return f"a day off ({name})", Severity.WARNING
    if moment.weekday() >= _SATURDAY:
        if kind in THANKS:
            return None
        return "a weekend", Severity.WARNING if kind.spoken else Severity.HINT
    if strength == "soft":
        return f"a day when many are away ({name})", Severity.HINT
    friday_afternoon = moment.weekday() == _FRIDAY and moment.time() >= _NOON
    if friday_afternoon and kind not in THANKS and not kind.spoken:
        return "a Friday, and past noon,", Severity.HINT
    return None


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"


CHECKS = (touches, too_soon, too_early, stale, new_thread, sending_time)
