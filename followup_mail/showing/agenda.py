"""What to do today, a line an application: the answer of ``next``.

Nothing is imported that the command would not load anyway, since it runs at every
login; hence its own breaking of lines beside that of :mod:`followup_mail.showing.screen`.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from followup_mail.kept import Agenda, AgendaLine
from followup_mail.ladder.steps import quote
from followup_mail.ladder.wording import say_day
from followup_mail.planning import Step
from followup_mail.showing import deeds
from followup_mail.visible import visible
from followup_mail.vocabulary import Act, State

if TYPE_CHECKING:
    from followup_mail.posting import Posting

_MARK = "DUE  "
_NARROWEST = 40
"""The least width that is laid out for; a narrower terminal wraps by itself."""
_WIDE = 60
_WIDEST_NAME = {True: 16, False: 8}
_DUE, _NAME = "1;33", "1"


def agenda_text(
    agenda: Agenda, *, now: datetime, width: int | None, colour: bool, on: date | None = None
) -> str:
    """Return *agenda* for a person: due ones first, then the counts, then what to type.

    Lines break at *width* columns; None leaves an application on one line, for a
    pipe. Without *colour* there is no control character but the line feed. *on* is
    the day that was asked about, for the command at the end.
    """
    columns = max(width, _NARROWEST) if width is not None else None
    lines = list(_table(agenda, now, columns, colour=colour))
    if rest := _rest(agenda):
        lines += _broken(rest, columns, hang=0)
    if lines:
        lines.append("")
    first = next((line for line in agenda.lines if line.due and line.step), None)
    if first is not None:
        lines += _typed(f"Next: {visible(command_for(first, on=on))}", columns)
    else:
        lines += _broken(_idle(agenda), columns, hang=0)
    return "\n".join([*lines, ""])


def agenda_json(
    agenda: Agenda, now: datetime, *, on: date | None = None, held: "Sequence[Posting]" = ()
) -> dict[str, object]:
    """Return *agenda* as values that ``json.dumps`` takes.

    Every key is always there; what is not known is null. Text is given as it
    stands, not in visible form. ::

        now       the moment that was asked about
        lines     [{"name", "client", "employer", "position", "state", "due", "note",
                  "step", "command"}]; the command is that of a step that is due
        due       how many are due, shown or not
        waiting   how many others are open
        ended     how many have ended
        held      messages of the outbox that are held, as ``outbox list --json`` has them

    A step is null, or ::

        act       "check-in"
        due       "2026-12-02", where the person concerned works
        opens     the moment from which it is due
        closes    the moment at which it lapses, or null
        days_late how many days are past since then
        why       why then
        hint      what else to know; ""
        round     the interview it is about, counted from 1; 0 for none
        timezone  where the person concerned works
        to        [{"id", "name"}]
    """
    return {
        "now": now.isoformat(),
        "lines": [_line_json(line, now, on) for line in agenda.lines],
        "due": agenda.due,
        "waiting": agenda.waiting,
        "ended": agenda.ended,
        "held": [_posting_json(posting) for posting in held],
    }


def _posting_json(posting: "Posting") -> dict[str, object]:
    from followup_mail.showing.postings import as_json  # noqa: PLC0415 - start-up time

    return as_json(posting)


def command_for(line: AgendaLine, *, on: date | None) -> str:
    """Return the command that does what *line* asks for; "" where it asks for nothing.

    *on* is the day that was asked about, None for today.
    """
    return deeds.command(line.step, line.name, on=on) if line.step is not None else ""


def standing(step: Step, now: datetime) -> str:
    """Return what to do and since when *step*, which is due at *now*, has been due.

    "check in with Maria Lopez, due today, Wednesday 2 December". A question that a
    record leaves open has no day.
    """
    told = deeds.deed(step.act, step.whom)
    if step.act is Act.COMPLETE:
        return told
    late = days_late(step, now)
    day = say_day(step.due, now.date())
    if late == 0:
        return f"{told}, due today, {day}"
    if not deeds.can_be_late(step):
        return f"{told}, since {day}"
    return f"{told}, was due on {day}, {'yesterday' if late == 1 else f'{late:,} days ago'}"


def because(told: str, why: str) -> str:
    """Return *told* with its reason, as a sentence."""
    said = f"{told}: {why}" if why else told
    return said if said.endswith((".", "?", "!")) else f"{said}."


def waiting(step: Step, now: datetime) -> str:
    """Return until when nothing is to be done, and why; *step* is not due at *now*."""
    told = f"nothing until {until(step, now)}, because that is when to "
    return because(told + deeds.deed(step.act, step.whom), step.why)


def idle(line: AgendaLine) -> str:
    """Return why nothing is to be done about *line*, and what to type where something could be."""
    if line.state is State.INCOMPLETE:
        name = quote(line.name)
        return (
            f"nothing until the interview is on file: followup-mail edit {name}, "
            f"or followup-mail add INVITE.ics --for {name}"
        )
    return line.note or "nothing is to be done."


def until(step: Step, now: datetime) -> str:
    """Return the day of *step*, which is not due at *now*; on that day itself, the hour too."""
    day = say_day(step.due, now.date())
    if step.due > now.date():
        return day
    opens = _there(step.opens, step)
    return f"{opens:%H:%M} on {day}" if opens.hour or opens.minute else day


def days_late(step: Step, now: datetime) -> int:
    """Return how many days *step* is past its day, where the person concerned works."""
    return max(0, (_there(now, step).date() - step.due).days)


def _there(moment: datetime, step: Step) -> datetime:
    """Return *moment* where the person concerned works."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - start-up time: only what is due needs it

    return moment.astimezone(ZoneInfo(step.timezone))


def rest(due: int, others: int, ended: int = 0) -> str:
    """Return how many are left out: "312 more due, 4,210 waiting"; "" where none is."""
    counted = ((due, "more due"), (others, "waiting"), (ended, "ended"))
    return ", ".join(f"{number:,} {what}" for number, what in counted if number > 0)


def _table(agenda: Agenda, now: datetime, columns: int | None, *, colour: bool) -> Iterator[str]:
    """Yield the lines of the applications, each under its name."""
    widest = _WIDEST_NAME[columns is None or columns >= _WIDE]
    names = [visible(line.name) for line in agenda.lines]
    column = min(max(map(_cells, names), default=0), widest)
    hang = len(_MARK) + column + 2
    for name, line in zip(names, agenda.lines, strict=True):
        padded = name + " " * (column - _cells(name))
        mark = _MARK if line.due else " " * len(_MARK)
        head = f"{mark}{padded}  "
        first, *further = _broken(head + _told(line, now), columns, hang=hang, whole=len(head))
        if colour and line.due:
            painted = f"{_painted(mark, _DUE)}{_painted(padded, _NAME)}"
            first = painted + first.removeprefix(mark + padded)
        yield first
        yield from further


def _painted(text: str, ink: str) -> str:
    bare = text.rstrip()
    return f"\x1b[{ink}m{bare}\x1b[0m{text[len(bare) :]}"


def _told(line: AgendaLine, now: datetime) -> str:
    whose = f"for {line.client}: " if line.client else ""
    return visible(whose + _what(line, now))


def _what(line: AgendaLine, now: datetime) -> str:
    step = line.step
    if step is None:
        return idle(line)
    if not line.due:
        return waiting(step, now)
    told = because(standing(step, now), step.why)
    told = f"{told} {step.hint}" if step.hint else told
    if not line.more:
        return told
    others = "One more step is" if line.more == 1 else f"{line.more} more steps are"
    return f"{told} {others} due: followup-mail show {line.name}"


def _rest(agenda: Agenda) -> str:
    due = agenda.due - sum(line.due for line in agenda.lines)
    others = sum(not line.due and not line.state.ended for line in agenda.lines)
    told = rest(due, agenda.waiting - others)
    return f"and {told}: followup-mail next --all" if told else ""


def _idle(agenda: Agenda) -> str:
    """Return what to say where nothing that is shown is due."""
    if agenda.waiting or agenda.due:
        return "Nothing is due. When somebody answers: followup-mail log NAME EVENT"
    if agenda.ended:
        return "Nothing is due: all that is kept has ended. Next: followup-mail add FILE"
    return (
        "Nothing is kept yet. Next: followup-mail init, then followup-mail add "
        "(or followup-mail demo)"
    )


def _typed(command: str, columns: int | None) -> list[str]:
    """Return *command* so that it can be copied whole: a shell reads over the breaks in it."""
    if columns is None or _cells(command) <= columns or "'" in command:
        return [command]
    lines = _broken(command, columns - 2, hang=6, cut=False)
    return [f"{line} \\" for line in lines[:-1]] + lines[-1:]


def _broken(
    text: str, columns: int | None, *, hang: int, whole: int = 0, cut: bool = True
) -> list[str]:
    """Return *text* in lines of at most *columns*, all but the first *hang* columns in.

    Lines break at spaces, not within the first *whole* characters; a word that is
    wider than a line is cut, unless *cut* is false.
    """
    if columns is None:
        return [text]
    lines: list[str] = []
    line, *words = text[whole:].split(" ")
    line = text[:whole] + line
    used = _cells(line)
    for word in words:
        wide = _cells(word)
        if used + 1 + wide <= columns:
            line = f"{line} {word}"
            used += 1 + wide
            continue
        lines.append(line.rstrip())
        line = " " * hang + word
        used = hang + wide
    lines.append(line)
    if not cut or all(_cells(each) <= columns for each in lines):
        return lines
    return [piece for each in lines for piece in _chopped(each, columns, hang)]


def _chopped(line: str, columns: int, hang: int) -> Iterator[str]:
    """Yield *line* cut wherever it is full."""
    piece, used = "", 0
    for char in line:
        wide = _cells(char)
        if used + wide > columns:
            yield piece.rstrip()
            piece, used = " " * hang, hang
        piece += char
        used += wide
    yield piece


def _cells(text: str) -> int:
    """Return how many columns *text* takes."""
    if text.isascii():
        return len(text)
    from followup_mail.showing.screen import cells  # noqa: PLC0415 - start-up time: few need it

    return cells(text)


def _line_json(line: AgendaLine, now: datetime, on: date | None) -> dict[str, object]:
    return {
        "name": line.name,
        "client": line.client,
        "employer": line.employer,
        "position": line.position,
        "state": line.state.value,
        "due": line.due,
        "note": line.note,
        "step": _step_json(line.step, now) if line.step is not None else None,
        "command": command_for(line, on=on) if line.due else None,
    }


def _step_json(step: Step, now: datetime) -> dict[str, object]:
    return {
        "act": step.act.value,
        "due": step.due.isoformat(),
        "opens": step.opens.isoformat(),
        "closes": step.closes.isoformat() if step.closes is not None else None,
        "days_late": days_late(step, now),
        "why": step.why,
        "hint": step.hint,
        "round": step.round,
        "timezone": step.timezone,
        "to": [
            {"id": person, "name": name} for person, name in zip(step.to, step.whom, strict=True)
        ],
    }
