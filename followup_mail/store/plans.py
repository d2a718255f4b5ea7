"""Plans as the agenda needs them: found by when they are due, whatever the number kept.

Three things are kept of each plan: its steps, when the application is due (spans),
and, over all applications, how many more or fewer are due from a moment on (tally).
The sum of the tally up to now is the number due; its moments are few, since steps
open and lapse at the beginnings of days and office hours.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Final

from followup_mail.kept import Agenda, AgendaLine
from followup_mail.planning import Plan, due_spans
from followup_mail.store import rows
from followup_mail.store.database import Row
from followup_mail.store.room import Room, at_once
from followup_mail.store.tables import AGENDA, insertion
from followup_mail.vocabulary import State

_NEW_STEP: Final = insertion(
    AGENDA, ("application_id", "place", "opens", "closes", "ended", "step")
)
_PLANNED: Final = "UPDATE application SET state = ?, note = ?, ended = ?, spans = ? WHERE id = ?"
_TALLIED: Final = (
    "INSERT INTO tally (ended, moment, delta) VALUES (?, ?, ?) "
    "ON CONFLICT (ended, moment) DO UPDATE SET delta = tally.delta + excluded.delta"
)
_LEVEL: Final = "DELETE FROM tally WHERE ended = ? AND moment = ? AND delta = 0"

_COUNTED: Final = "SELECT id, ended, spans FROM application WHERE id IN ({})"
_WITH_STEPS: Final = "SELECT DISTINCT application_id FROM agenda WHERE application_id IN ({})"

# From one lapse to the next, past however many share it: few moments, many steps.
_LAPSES: Final = """
    WITH RECURSIVE lapse (closes, place) AS (
        SELECT min(closes), 1 FROM agenda WHERE closes > ?
        UNION ALL
        SELECT (SELECT min(closes) FROM agenda WHERE closes > lapse.closes), place + 1
        FROM lapse WHERE lapse.closes IS NOT NULL AND place < 32)
    SELECT closes, EXISTS (
        SELECT 1 FROM agenda WHERE agenda.closes = lapse.closes AND opens <= ?)
    FROM lapse WHERE closes IS NOT NULL
    ORDER BY closes"""
_LAPSING: Final = """
    SELECT application_id FROM agenda WHERE closes = ? AND opens <= ?
    ORDER BY opens, application_id"""
_STAYING: Final = """
    SELECT application_id FROM agenda WHERE closes IS NULL AND opens <= ?
    ORDER BY opens, application_id"""
_WAITING: Final = """
    SELECT application_id FROM agenda WHERE ended = 0 AND opens > ?
    ORDER BY opens, application_id"""
_IDLE: Final = """
    SELECT id FROM application WHERE ended = 0 AND NOT EXISTS (
        SELECT 1 FROM agenda
        WHERE application_id = application.id AND (closes IS NULL OR closes > ?))
    ORDER BY name"""
_ABOUT: Final = (
    "SELECT id, name, client, employer, position, state, note FROM application WHERE id IN ({})"
)
_STEPS: Final = (
    "SELECT application_id, opens, closes, step FROM agenda WHERE application_id IN ({}) "
    "ORDER BY application_id, place"
)
_DUE: Final = "SELECT ended, sum(delta) FROM tally WHERE moment <= ? GROUP BY ended"


class Plans(Room):
    """The agenda, and the plans that it is made of."""

    def keep_plan(self, number: int, plan: Plan) -> None:
        """Keep *plan* in the place of the one that was kept for the application *number*."""
        self.keep_plans([(number, plan)])

    def keep_plans(self, plans: Sequence[tuple[int, Plan]]) -> None:
        """Keep plans, each with its application's number, in the place of older ones."""
        with self.writing():
            for start in range(0, len(plans), at_once()):
                self._keep_some(plans[start : start + at_once()])

    def agenda(self, now: datetime, *, limit: int | None = 50) -> Agenda:
        """Return what is to be done at *now*, in at most *limit* lines.

        Due ones come first: those that lapse before those that stay, by when they
        lapse or since when they are due. Then those that wait, by what is due next;
        then those for which nothing is planned, by name.
        """
        moment = rows.ticks(now)
        with self._database.reading():
            due = {bool(ended): int(many) for ended, many in self._database.ask(_DUE, moment)}
            counted: dict[str, int] = dict(self._database.ask("SELECT name, value FROM counter"))
            number_due = sum(due.values())
            chosen = dict.fromkeys(islice(self._due(moment), limit), True) if number_due else {}
            if limit is None or len(chosen) < limit:
                room = None if limit is None else limit - len(chosen)
                others = (n for n in self._not_due(moment) if n not in chosen)
                chosen |= dict.fromkeys(islice(others, room), False)
            lines = tuple(self._lines(chosen, moment))
        return Agenda(
            lines=lines,
            due=number_due,
            waiting=counted.get("open", 0) - due.get(False, 0),
            ended=counted.get("ended", 0) - due.get(True, 0),
        )

    def _keep_some(self, plans: Sequence[tuple[int, Plan]]) -> None:
        newest = dict(plans)
        change, had_steps = self._without(newest)
        steps: list[tuple[object, ...]] = []
        planned: list[tuple[object, ...]] = []
        for number, plan in newest.items():
            ended = plan.state.ended
            spans = _spans(plan)
            change.add(spans, ended=ended, many=1)
            planned.append((plan.state.value, plan.note, int(ended), _spans_text(spans), number))
            steps += [
                (
                    number,
                    place,
                    rows.ticks(step.opens),
                    None if step.closes is None else rows.ticks(step.closes),
                    int(ended),
                    rows.step_text(step),
                )
                for place, step in enumerate(plan.steps)
            ]
        self._database.many(
            "DELETE FROM agenda WHERE application_id = ?", ((number,) for number in had_steps)
        )
        self._database.many(_NEW_STEP, steps)
        self._database.many(_PLANNED, planned)
        self._apply(change)

    def _forget_plan(self, number: int) -> None:
        """Take the application *number* out of all counts."""
        change, _ = self._without([number])
        self._apply(change)

    def _without(self, numbers: Iterable[int]) -> tuple["_Change", list[int]]:
        """Return how the counts change if *numbers* are left out, and which of them have steps."""
        change = _Change()
        some = tuple(numbers)
        held = self._database.among(_COUNTED, some)
        self._check_kept(some, {row[0] for row in held})
        for _, ended, spans in held:
            change.add(_spans_of(spans), ended=bool(ended), many=-1)
        return change, [number for (number,) in self._database.among(_WITH_STEPS, some)]

    def _apply(self, change: "_Change") -> None:
        self._count(open_=change.open, ended=change.ended)
        moved = [(*place, delta) for place, delta in change.tally.items() if delta]
        self._database.many(_TALLIED, moved)
        self._database.many(_LEVEL, ((ended, moment) for ended, moment, _ in moved))

    def _due(self, moment: int) -> Iterator[int]:
        """Yield the applications that are due, each once."""
        seen: set[int] = set()
        for closes in self._lapses(moment):
            for (number,) in self._database.each(_LAPSING, closes, moment):
                if number not in seen:
                    seen.add(number)
                    yield number
        for (number,) in self._database.each(_STAYING, moment):
            if number not in seen:
                seen.add(number)
                yield number

    def _lapses(self, moment: int) -> Iterator[int]:
        """Yield when what is due lapses, soonest first."""
        after = moment
        while found := self._database.ask(_LAPSES, after, moment):
            yield from (closes for closes, is_due in found if is_due)
            after = found[-1][0]

    def _not_due(self, moment: int) -> Iterator[int]:
        """Yield the open applications that have a step to come, and then those without."""
        seen: set[int] = set()
        for query in (_WAITING, _IDLE):
            for (number,) in self._database.each(query, moment):
                if number not in seen:
                    seen.add(number)
                    yield number

    def _lines(self, chosen: dict[int, bool], moment: int) -> Iterator[AgendaLine]:
        numbers = tuple(chosen)
        for start in range(0, len(numbers), at_once()):
            some = numbers[start : start + at_once()]
            about = {row[0]: row[1:] for row in self._database.among(_ABOUT, some)}
            current: dict[int, Row] = {}
            more: Counter[int] = Counter()
            for number, *step in self._database.among(_STEPS, some):
                opens, closes, _ = step
                if chosen[number]:
                    if opens <= moment and (closes is None or moment < closes):
                        more[number] += number in current
                        current.setdefault(number, tuple(step))
                elif moment < opens < current.get(number, (opens + 1,))[0]:
                    current[number] = tuple(step)
            for number in some:
                row = (*about[number], chosen[number], more[number], current.get(number))
                yield self._noun(_line, row)


def _line(row: Row) -> AgendaLine:
    name, client, employer, position, state, note, due, more, step = row
    return AgendaLine(
        name=name,
        client=client,
        employer=employer,
        position=position,
        state=State(state),
        step=None if step is None else rows.step(step),
        note=note,
        due=due,
        more=more,
    )


_Spans = tuple[tuple[int, int | None], ...]


class _Change:
    """How the counts over all applications change."""

    def __init__(self) -> None:
        self.open = 0
        self.ended = 0
        self.tally: Counter[tuple[int, int]] = Counter()

    def add(self, spans: _Spans, *, ended: bool, many: int) -> None:
        """Count *many* applications that are due in *spans*."""
        if ended:
            self.ended += many
        else:
            self.open += many
        for opens, closes in spans:
            self.tally[int(ended), opens] += many
            if closes is not None:
                self.tally[int(ended), closes] -= many


def _spans(plan: Plan) -> _Spans:
    return tuple(
        (rows.ticks(opens), None if closes is None else rows.ticks(closes))
        for opens, closes in due_spans(plan.steps)
    )


def _spans_text(spans: _Spans) -> str:
    return " ".join(f"{opens}/{'' if closes is None else closes}" for opens, closes in spans)


def _spans_of(text: str) -> _Spans:
    parted = (span.partition("/") for span in text.split())
    return tuple((int(opens), int(closes) if closes else None) for opens, _, closes in parted)
