"""What is owed to somebody who wrote: a short answer, soon or not at all."""

from collections.abc import Mapping
from datetime import date

from followup_mail.ladder.anchors import Story
from followup_mail.ladder.contacts import can_be_reached
from followup_mail.ladder.counting import ANSWERS
from followup_mail.ladder.ground import DAY, Ground
from followup_mail.ladder.wording import many, say_date, say_day
from followup_mail.model import Happening
from followup_mail.planning import Step
from followup_mail.vocabulary import Act, Did

_ANSWERED = ANSWERS | {Did.NETWORK_REPLY}
_SENT = frozenset(
    {
        Did.THANK_YOU,
        Did.FORWARD,
        Did.PROMISE,
        Did.CHECK_IN,
        Did.NETWORK,
        Did.ESCALATION,
        Did.CALLED,
    }
)
_ASKED = frozenset({Did.CHECK_IN, Did.ESCALATION, Did.CALLED})
_LASTS = 2
"""Business days after which a courtesy comes too late."""
_SAID: Mapping[Did, str] = {
    Did.ACKNOWLEDGED: "answered",
    Did.DELAYED: "asked for more time",
    Did.NEXT_ROUND: "invited you to another round",
    Did.ON_HOLD: "put it on hold",
    Did.REDIRECTED: "sent you to somebody else",
    Did.REJECTED: "said no",
    Did.OFFER: "made an offer",
    Did.NETWORK_REPLY: "helped you",
}


def reply_steps(ground: Ground, story: Story) -> list[Step]:
    """Return the answers owed to what the employer and insiders wrote last.

    After an end only that is answered. Any message recorded to the person later
    counts as the answer.
    """
    open_: dict[str | None, tuple[str, Happening]] = {}
    before: str | None = None
    for key, entry in story.events:
        if entry.did in _SENT:
            open_.pop(entry.to, None)
            before = entry.to if entry.did in _ASKED else before
        elif entry.did in _ANSWERED:
            # A redirection names whom they sent you to, not who wrote.
            redirected = entry.did is Did.REDIRECTED
            writer = before if redirected else entry.to
            if not (redirected and writer in {None, entry.to}):
                open_[writer] = (key, entry)
        elif entry.did is Did.REOPENED:
            open_.clear()
    if story.end is not None:
        open_ = {to: event for to, event in open_.items() if event[1] is story.end}
    return [_reply(ground, key, entry, to) for to, (key, entry) in open_.items()]


def _reply(ground: Ground, key: str, entry: Happening, to: str | None) -> Step:
    person = ground.people.get(to) if to else ground.contact
    if person is not None and not can_be_reached(person, ground.application):
        person = None
    calendar = ground.calendar(person)
    due = calendar.add(entry.day, 1) if entry.did is Did.REJECTED else entry.day
    last = calendar.add(entry.day, max(_LASTS, ground.rules.reply))
    return Step(
        act=Act.REPLY,
        due=due,
        opens=ground.midnight(due, person),
        why=_why(ground, entry, to, due),
        to=(person.id,) if person else (),
        whom=(person.name,) if person else (),
        closes=ground.midnight(last + DAY, person),
        occurrence=f"{Act.REPLY}/{key}/{person.id if person else ''}",
        timezone=ground.zone_of(person),
        hint=f"A courtesy, in two or three lines; after {say_day(last, due)} leave it.",
    )


def _why(ground: Ground, entry: Happening, to: str | None, due: date) -> str:
    said = f"{ground.short(to)} {_SAID[entry.did]} on {say_date(entry.day, due)}"
    match entry.did:
        case Did.OFFER:
            return f"{said}: confirm the same day that it arrived, and when you will answer"
        case Did.REJECTED:
            return f"{said}: a day later, a short thank-you leaves the door open"
        case Did.NETWORK_REPLY:
            return f"{said}: say thank you within {many(ground.rules.reply, 'business day')}"
        case _:
            return f"{said}: a short answer within {many(ground.rules.reply, 'business day')}"
