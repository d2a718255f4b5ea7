"""What is shown of applications that are kept: lines, timelines, the calendar, exports."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from followup_mail.desk.desk import Desk
from followup_mail.errors import ApplicationError
from followup_mail.kept import Agenda, AgendaLine, Stored
from followup_mail.ladder.steps import quote
from followup_mail.model import Application
from followup_mail.planning import Plan, Step
from followup_mail.visible import visible
from followup_mail.vocabulary import Act

if TYPE_CHECKING:
    from followup_mail.application import Incomplete
    from followup_mail.ladder.forecast import Mark
    from followup_mail.showing.ical import CalendarItem
    from followup_mail.showing.thread import BoardRow


_ACTS = frozenset(act.value for act in Act)


def line(desk: Desk, stored: Stored, plan: Plan) -> AgendaLine:
    """Return what is to be done about *stored*."""
    from followup_mail.ladder.plan import state_on

    step = plan.current(desk.now())
    return AgendaLine(
        name=stored.dossier.name,
        client=stored.dossier.client,
        employer=stored.dossier.employer,
        position=stored.dossier.position,
        state=state_on(plan, desk.now()),
        step=step,
        note=plan.note,
        due=step is not None and step.opens <= desk.now(),
        more=sum(1 for s in plan.steps if s != step and s.is_open(desk.now())),
    )


def listed(
    desk: Desk, *, client: str | None, ended: bool
) -> "Iterator[tuple[Stored, Step | None]]":
    """Yield the applications by name, each with what is due, else with what comes next."""
    now = desk.now()
    current = {each.name: each.step for each in desk.store.agenda(now, limit=None).lines}
    for stored, first in desk.store.listed(client=client, ended=ended):
        lapsed = first is not None and first.closes is not None and first.closes <= now
        # Of what has ended, the agenda has only what is due.
        yield stored, current.get(stored.dossier.name, None if lapsed else first)


def nothing_listed(desk: Desk, client: str | None) -> str:
    """Return why there is no open application, of *client* if one is named."""
    whose = f" for {visible(client)}" if client else ""
    if next(iter(desk.store.listed(client=client, ended=True)), None):
        same = f" --client {quote(client)}" if client else ""
        return f"All that is kept{whose} has ended: followup-mail list --all{same}"
    if client:
        return f"Nothing is kept{whose}."
    return (
        "Nothing is kept yet. Next: followup-mail init, then followup-mail add "
        "(or followup-mail demo)"
    )


def one_line(desk: Desk, stored: Stored, plan: Plan) -> Agenda:
    """Return the agenda of one application."""
    found = line(desk, stored, plan)
    waits = not found.due and not found.state.ended
    return Agenda(
        (found,),
        due=int(found.due),
        waiting=int(waits),
        ended=int(not found.due and not waits),
    )


def board_row(desk: Desk, stored: Stored) -> "BoardRow":
    """Return *stored* with its timeline.

    Raises:
        ApplicationError: Its file can't be read any more.

    """
    from followup_mail.ladder.forecast import timeline

    known = desk.read(stored)
    elsewhere = desk.elsewhere(stored)
    whole = isinstance(known, Application)
    application = known if isinstance(known, Application) else desk.so_far(stored)
    plan = desk.plan_of(stored, _asked_at_once(known), elsewhere)
    shown = line(desk, stored, plan)
    if application is None:
        return _row(shown, ())
    rules, now = desk.config.rules, desk.now()
    marks = timeline(application, plan, desk.calendars, rules, elsewhere=elsewhere, now=now)
    # What is to come can't be told without the answers.
    return _row(shown, tuple(m for m in marks if whole or m.done or m.what not in _ACTS))


def _asked_at_once(known: "Application | Incomplete") -> "Application | Incomplete":
    """Return *known* with all its open questions as one."""
    if isinstance(known, Application):
        return known
    told = " ".join(question.text for question in known.questions)
    return known._replace(questions=(known.questions[0]._replace(text=told),))


def _row(shown: AgendaLine, marks: "tuple[Mark, ...]") -> "BoardRow":
    from followup_mail.showing.thread import BoardRow

    return BoardRow(
        name=shown.name,
        client=shown.client,
        employer=shown.employer,
        position=shown.position,
        state=shown.state,
        step=shown.step,
        due=shown.due,
        note=shown.note,
        marks=marks,
    )


def board_rows(
    desk: Desk, lines: Sequence[AgendaLine], *, tick: Callable[[int], None]
) -> Iterator["BoardRow"]:
    """Yield the rows of the board for *lines*; *tick* is told how many are done."""
    for number, each in enumerate(lines, start=1):
        stored = desk.store.get(each.name)
        if stored is not None:
            try:
                yield board_row(desk, stored)
            except ApplicationError:
                yield _row(each, ())  # what has happened to its file is its step
        tick(number)


def calendar_of(desk: Desk, names: Sequence[str]) -> bytes:
    """Return the calendar of the applications *names*, of all open ones where none is named.

    What was in an earlier calendar and is over is in this one as cancelled.

    Raises:
        NotFoundError: There is no such application.

    """
    from followup_mail.showing.ical import calendar, merge

    entries: list[CalendarItem] = []
    with desk.writing():
        chosen = (
            [desk.find(name) for name in names]
            if names
            else [stored for stored, _ in desk.store.listed()]
        )
        for stored in chosen:
            known = desk.store.calendar_entries(stored.id)
            if not known and stored.state.ended:
                continue
            found = _items(desk, stored)
            if found is None:
                continue  # its file can't be read any more, which cancels nothing
            items, kept = merge(known, found)
            entries += items
            desk.store.keep_calendar_entries(stored.id, kept)
    return calendar(entries, stamp=desk.now())


def _items(desk: Desk, stored: Stored) -> "tuple[CalendarItem, ...] | None":
    """Return the entries of *stored*; None where its file can't be read any more."""
    from followup_mail.ladder.forecast import forecast
    from followup_mail.showing.ical import items

    try:
        known = desk.read(stored)
    except ApplicationError:
        return None
    if not isinstance(known, Application):
        return ()
    elsewhere = desk.elsewhere(stored)
    plan = desk.plan_of(stored, known, elsewhere)
    today = desk.now().astimezone(ZoneInfo(known.timezone)).date()
    steps = forecast(known, desk.calendars, desk.config.rules, elsewhere=elsewhere, today=today)
    return items(stored.dossier.name, known, plan, steps, uid=stored.dossier.uid)
