"""What there is to do, what was done and the command for it, in the program's own English.

Light: ``next`` is made of it at every start. Texts come out as they stand on
file; whoever shows them makes them visible.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from followup_mail.ladder.steps import is_decision, quote
from followup_mail.ladder.wording import capital, joined, say_day
from followup_mail.planning import Step
from followup_mail.vocabulary import Act, Did, InterviewFormat

_PROGRAM = "followup-mail"

_DEEDS = {
    Act.THANK_YOU: "thank {}",
    Act.FORWARD: "ask {} to pass your thanks on",
    Act.PROMISE: "send {} what you promised",
    Act.CHECK_IN: "check in with {}",
    Act.NETWORK: "ask {} whether there is news",
    Act.ESCALATION: "write to {}",
    Act.CALL: "call {}",
    Act.VOICEMAIL: "leave {} a voicemail",
    Act.REPLY: "answer {}",
    Act.MOVE_ON: "decide whether to move on",
    Act.DEBRIEF: "note how the interview went",
    Act.COMPLETE: "answer a question",
}
_LAPSES = {
    Act.THANK_YOU: "thanks go into the check-in",
    Act.FORWARD: "thanks go into the check-in",
    Act.REPLY: "leave it",
}
"""What becomes of a step that was not done in time."""
_OPEN_ENDED = {Act.MOVE_ON, Act.DEBRIEF, Act.COMPLETE}

_DONE = {
    Did.THANK_YOU: "You thanked {}",
    Did.FORWARD: "You asked {} to pass your thanks on",
    Did.PROMISE: "You sent {} what you promised",
    Did.CHECK_IN: "You checked in with {}",
    Did.NETWORK: "You asked {} whether there is news",
    Did.ESCALATION: "You wrote to {}",
    Did.CALLED: "You talked with {} on the phone",
    Did.VOICEMAIL: "You left {} a voicemail",
    Did.NO_ANSWER: "You called {}: no answer",
    Did.GATEKEEPER: "You called {}: somebody else answered",
    Did.REDIRECTED: "You were sent on to {}",
    Did.BOUNCED: "Your mail to {} came back",
    Did.WITHDREW: "You withdrew",
    Did.MOVED_ON: "You moved on",
    Did.REOPENED: "You opened it again",
    Did.SNOOZED: "You put it off",
    Did.RETIRED: "You retired it",
}
_TOLD = {
    Did.ACKNOWLEDGED: "{} answered",
    Did.DELAYED: "{} asked for more time",
    Did.NEXT_ROUND: "{} asked you to the next round",
    Did.REJECTED: "{} said no",
    Did.OFFER: "{} made you an offer",
    Did.ON_HOLD: "{} put it on hold",
    Did.AWAY: "{} went away for some time",
    Did.NETWORK_REPLY: "{} answered",
    Did.LEFT: "{} left",
}
_HELD = {
    InterviewFormat.PHONE: "by phone",
    InterviewFormat.VIDEO: "by video",
    InterviewFormat.ONSITE: "on site",
    InterviewFormat.PANEL: "before a panel",
}
_OTHERS = {"interview": "Interview", "decision": "The date they named", "snooze": "Put off until"}


def deed(act: Act, whom: Sequence[str]) -> str:
    """Return what to do: "check in with Maria Lopez"."""
    return _DEEDS[act].format(joined(whom) or "them")


def happened(what: str, who: str, *, done: bool) -> str:
    """Return what a mark stands for: "You checked in with Maria Lopez".

    *what* is the value of a ``Did`` or an ``Act``, "interview", "decision" or
    "snooze"; a word of no such list stands for itself.
    """
    if what in _OTHERS:
        return f"{_OTHERS[what]} with {who}" if what == "interview" and who else _OTHERS[what]
    if done and what in _TOLD:
        return _TOLD[Did(what)].format(who or "They")
    if done and what in _DONE:
        return _DONE[Did(what)].format(who or "them")
    if what in _DEEDS:
        return capital(_DEEDS[Act(what)].format(who or "them"))
    return capital(what.replace("-", " "))


def held(how: str | None) -> str:
    """Return how an interview was held, in words; "" where that is not known."""
    return next((words for form, words in _HELD.items() if form.value == how), "")


def can_be_late(step: Step) -> bool:
    """Return whether somebody else waits for it; questions to the writer only stay open."""
    return step.act not in _OPEN_ENDED and not is_decision(step)


def hint(step: Step) -> str:
    """Return what else to know of *step*, and when it lapses, for whoever has room for it."""
    return " ".join(filter(None, (step.hint, _lapse(step))))


def _lapse(step: Step) -> str:
    told = _LAPSES.get(step.act)
    if told is None or step.closes is None:
        return ""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - start-up time: `next` does without

    last = step.closes.astimezone(ZoneInfo(step.timezone)).date() - timedelta(days=1)
    return f"After {say_day(last, step.due)}, {told}."


def command(step: Step, name: str, *, on: date | None = None) -> str:
    """Return the command that does *step* for the application *name*.

    *on* is the day of sending, where it was asked for; only what is written has one.
    """
    stored = quote(name)
    to = f" --to {quote(step.to[0])}" if step.to else ""
    match step.act:
        case Act.DEBRIEF:
            return f"{_PROGRAM} debrief {stored}"
        case Act.COMPLETE:
            return f"{_PROGRAM} edit {stored}"
        case Act.MOVE_ON:
            return f"{_PROGRAM} close {stored}"
        case Act.PROMISE:
            return f"{_PROGRAM} log {stored} {Did.PROMISE}{to}"
        case Act.REPLY if is_decision(step):
            return f"{_PROGRAM} close {stored}"
        case Act.REPLY:
            return f"{_PROGRAM} log {stored} {Did.THANK_YOU}{to}"
        case _:
            spoken = step.act.kind is not None and step.act.kind.spoken
            day = f" --on {on}" if on else ""
            return f"{_PROGRAM} {'script' if spoken else 'draft'} due {stored}{day}"
