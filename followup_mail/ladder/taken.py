"""Which steps were taken, called as they were when they were still to come.

A calendar keeps an entry for each: it has to tell a step that was taken from one
that an answer or a close has overtaken.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from followup_mail.ladder.counting import ANSWERS, CALLS
from followup_mail.ladder.events import in_order
from followup_mail.ladder.steps import DECISION
from followup_mail.model import Application, Happening
from followup_mail.planning import Plan
from followup_mail.vocabulary import Act, Did

RUNGS = frozenset(
    {
        Act.THANK_YOU,
        Act.FORWARD,
        Act.CHECK_IN,
        Act.NETWORK,
        Act.ESCALATION,
        Act.CALL,
        Act.VOICEMAIL,
        Act.MOVE_ON,
        Act.DEBRIEF,
    }
)
"""Steps that are one at a time; promises and answers go on beside each other."""

_THANKS = (Act.THANK_YOU, Act.FORWARD)
_ONCE_EACH = (Act.CHECK_IN, Act.NETWORK, Act.ESCALATION)
_ENDS = frozenset({Did.MOVED_ON, Did.RETIRED, Did.WITHDREW})
_MESSAGES = frozenset(
    {Did.THANK_YOU, Did.PROMISE, Did.CHECK_IN, Did.NETWORK, Did.ESCALATION, Did.CALLED}
)


def numbered(slot: str, count: int) -> str:
    """Return what the step in *slot* is called that is its *count*-th."""
    return f"{slot}#{count}" if count > 1 else slot


def done_slots(application: Application, plan: Plan) -> Mapping[str, date | None]:
    """Return what was done so far, and when; None where only the file tells of it.

    A round's notes of thanks are done once nobody is left to be thanked by *plan*, a
    promise once it is kept. An answer is done once anything went to them.
    """
    found: dict[str, date | None] = {}
    seen: dict[str, int] = {}
    for slot, day in _rungs(application):
        seen[slot] = seen.get(slot, 0) + 1
        found[numbered(slot, seen[slot])] = day
    found |= _once(application, plan)
    found |= _promises(application, plan)
    return found | dict(_replies(application))


def _rungs(application: Application) -> Iterator[tuple[str, date]]:
    """Yield what was asked, in order; the calls of one day to one person are one."""
    called: set[tuple[date, str | None]] = set()
    for _, entry in in_order(application):
        act = next((act for act in _ONCE_EACH if act.value == entry.did.value), None)
        if entry.did in CALLS and (entry.day, entry.to) not in called:
            called.add((entry.day, entry.to))
            act = Act.CALL
        if act is not None:
            yield f"{act}/{_round(application, entry)}", entry.day


def _round(application: Application, entry: Happening) -> int:
    """Return after which interview *entry* was; those are counted from 1."""
    if entry.round:
        return entry.round
    zone = ZoneInfo(application.timezone)
    days = [interview.at.astimezone(zone).date() for interview in application.interviews]
    return max(1, sum(day <= entry.day for day in days))


def _once(application: Application, plan: Plan) -> dict[str, date | None]:
    """Return what is done once a round: thanks, the debrief, the end."""
    found: dict[str, date | None] = {}
    open_ = {f"{step.act}/{step.round}" for step in plan.steps}
    for _, entry in in_order(application):
        number = _round(application, entry)
        for act in _THANKS:
            if act.value == entry.did.value and f"{act}/{number}" not in open_:
                found[f"{act}/{number}"] = entry.day
        if entry.did in _ENDS:
            found[f"{Act.MOVE_ON}/{len(application.interviews)}"] = entry.day
    for number, interview in enumerate(application.interviews, start=1):
        if interview.talked_about:
            found[f"{Act.DEBRIEF}/{number}"] = None
    return found


def _promises(application: Application, plan: Plan) -> dict[str, date | None]:
    """Return the promises that *plan* no longer asks to keep, to people written to."""
    open_ = {step.occurrence for step in plan.steps}
    sent = {e.to: e.day for _, e in in_order(application) if e.did is Did.PROMISE}
    found: dict[str, date | None] = {}
    for number, promise in enumerate(application.promised, start=1):
        slot = f"{Act.PROMISE}/p{number}/{promise.to}"
        if slot not in open_ and (promise.done or promise.to in sent):
            found[slot] = sent.get(promise.to)
    return found


def _replies(application: Application) -> Iterator[tuple[str, date]]:
    """Yield what may have been an answer to what they wrote, the first time each.

    Whoever was written to, and for an offer the writer's own end, stand where the
    slot of a step has whom it asks to answer.
    """
    given: set[str] = set()
    letters: list[str] = []
    for key, entry in in_order(application):
        if entry.did in ANSWERS or entry.did is Did.NETWORK_REPLY:
            letters.append(key)
        elif entry.did in _MESSAGES | _ENDS:
            whom = DECISION if entry.did in _ENDS else entry.to or ""
            for letter in letters:
                slot = f"{Act.REPLY}/{letter}/{whom}"
                if slot not in given:
                    given.add(slot)
                    yield slot, entry.day
