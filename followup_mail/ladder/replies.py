"""What is owed to somebody who wrote: a short answer, soon or not at all."""

from collections.abc import Mapping
from datetime import date

from followup_mail.ladder.anchors import Story
from followup_mail.ladder.contacts import can_be_reached
from followup_mail.ladder.counting import ANSWERS
from followup_mail.ladder.ground import DAY, Ground
from followup_mail.ladder.steps import DECISION
from followup_mail.ladder.wording import many, say_date
from followup_mail.model import Happening, Person
from followup_mail.planning import Step
from followup_mail.record import Record
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
_DECIDED = frozenset({Did.OFFER, Did.NEXT_ROUND})
"""What asks for more than thanks."""
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

    After an end only that is answered. Any message recorded later to the person, or
    to whoever is answered in their place, counts as the answer. An offer stays until
    it is decided about.
    """
    open_: dict[str | None, _Letter] = {}
    before: str | None = None
    for key, entry in story.events:
        if entry.did in _SENT:
            open_ = {who: it for who, it in open_.items() if not _answers(ground, entry, it)}
            before = entry.to if entry.did in _ASKED else before
        elif entry.did in _ANSWERED:
            # A redirection names whom they sent you to, not who wrote.
            redirected = entry.did is Did.REDIRECTED
            writer = before if redirected else entry.to
            if not (redirected and writer in {None, entry.to}):
                reader = _reader(ground, writer)
                open_[reader.id if reader else writer] = _Letter(key, entry, writer, reader)
        elif entry.did is Did.REOPENED:
            open_.clear()
    if story.end is None:
        return [_reply(ground, story, it) for it in open_.values()]
    last = [it for it in open_.values() if it.entry is story.end]
    if not last and story.end.did is Did.OFFER:
        return [_decision(ground, story, story.end)]
    return [_reply(ground, story, it) for it in last]


class _Letter(Record):
    """Something they wrote, and who is answered."""

    key: str
    """What opened the wait for an answer, as an occurrence names it."""
    entry: Happening
    writer: str | None
    reader: Person | None


def _reader(ground: Ground, writer: str | None) -> Person | None:
    """Return who is answered: *writer*, where nobody is named the contact; None if unreachable."""
    person = ground.people.get(writer) if writer else ground.contact
    if person is not None and not can_be_reached(person, ground.application):
        return None
    return person


def _answers(ground: Ground, sent: Happening, it: _Letter) -> bool:
    """Return whether *sent* went to whoever is answered.

    Where nobody was named that is anybody who runs the process: the contact can be
    another one since.
    """
    if sent.to in {it.writer, it.reader.id if it.reader else None}:
        return True
    person = ground.people.get(sent.to or "")
    return it.writer is None and person is not None and person.role.runs_the_process


def _reply(ground: Ground, story: Story, it: _Letter) -> Step:
    entry, person = it.entry, it.reader
    calendar = ground.calendar(person)
    due = calendar.add(entry.day, 1) if entry.did is Did.REJECTED else entry.day
    last = calendar.add(entry.day, max(_LASTS, ground.rules.reply))
    invited = story.invited is not None and story.invited[0] == it.key
    # What asks for a decision does not lapse; anything else is a courtesy.
    stays = entry.did is Did.OFFER or invited
    return Step(
        act=Act.REPLY,
        due=due,
        opens=ground.midnight(due, person),
        why=_why(ground, entry, it.writer, due),
        to=(person.id,) if person else (),
        whom=(person.name,) if person else (),
        closes=None if stays else ground.midnight(last + DAY, person),
        occurrence=f"{Act.REPLY}/{it.key}/{person.id if person else ''}",
        timezone=ground.zone_of(person),
        hint="" if entry.did in _DECIDED else "A courtesy, in two or three lines.",
    )


def _decision(ground: Ground, story: Story, offer: Happening) -> Step:
    """Return the step that an offer leaves once it was confirmed; only an end closes it."""
    key = next(key for key, entry in story.events if entry is offer)
    person = _reader(ground, offer.to)
    until = f" by {say_date(offer.until, offer.day)}" if offer.until else ""
    said = f"{ground.short(offer.to)} {_SAID[Did.OFFER]} on {say_date(offer.day, offer.day)}"
    return Step(
        act=Act.REPLY,
        due=offer.day,
        opens=ground.midnight(offer.day, person),
        why=f"{said}: decide about it{until}, and tell them",
        to=(person.id,) if person else (),
        whom=(person.name,) if person else (),
        occurrence=f"{Act.REPLY}/{key}/{DECISION}",
        timezone=ground.zone_of(person),
        hint="Whether you accept or decline, closing it here ends the reminder.",
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
