"""The next rung of the ladder: which one, to whom, on which day, and why.

check-in → somebody inside → the hiring manager → the phone → the offer to move on
"""

from collections.abc import Iterator
from datetime import date

from followup_mail.ladder.anchors import Story
from followup_mail.ladder.contacts import (
    alternates,
    callees,
    insiders,
    status_of,
    superiors,
    through_agency,
)
from followup_mail.ladder.counting import CALLS, TOUCHES
from followup_mail.ladder.events import snoozed
from followup_mail.ladder.ground import Bound, Ground, Wait
from followup_mail.ladder.thanks import unthanked
from followup_mail.ladder.wording import Told, capital, many, number, say_date
from followup_mail.model import Happening, Person
from followup_mail.planning import Step
from followup_mail.record import Record
from followup_mail.vocabulary import Act, Did, PersonStatus, State

_DID = {
    Act.CHECK_IN: frozenset({Did.CHECK_IN}),
    Act.NETWORK: frozenset({Did.NETWORK}),
    Act.ESCALATION: frozenset({Did.ESCALATION}),
    Act.CALL: CALLS,
}
_WROTE = {
    Did.CHECK_IN: "when you wrote to {}",
    Did.NETWORK: "when you asked {}",
    Did.ESCALATION: "when you wrote to {}",
    Did.CALLED: "when you spoke to {}",
    Did.VOICEMAIL: "when you left a voicemail for {}",
    Did.NO_ANSWER: "when you called {} and nobody answered",
    Did.GATEKEEPER: "when you called {} and were not put through",
}
_IF = {
    Did.CHECK_IN: "if you write to {} then",
    Did.NETWORK: "if you ask {} then",
    Did.ESCALATION: "if you write to {} then",
    Did.CALLED: "if you speak to {} then",
    Did.VOICEMAIL: "if you leave a voicemail for {} then",
    Did.NO_ANSWER: "if you call {} then and nobody answers",
    Did.GATEKEEPER: "if you call {} then and are not put through",
}
"""The same of what is only assumed."""
_NAMES = {
    Act.CHECK_IN: "a check-in",
    Act.NETWORK: "a question inside",
    Act.ESCALATION: "a message one step up",
    Act.CALL: "a call",
}
_STATES = {
    Did.CHECK_IN: State.CHECKED_IN,
    Did.NETWORK: State.NETWORK_ASKED,
    Did.ESCALATION: State.ESCALATED,
}
_PATIENCE = 2
"""Requests for more time after which looking elsewhere is the better advice."""


class Rung(Record):
    """What is next, and where that leaves the application."""

    step: Step
    state: State | None
    """None as long as nothing was asked since the newest answer."""
    note: str = ""
    """Why nothing more is sent: a whole sentence."""


def next_rung(ground: Ground, story: Story) -> Rung:
    """Return the next rung, as if nobody were to answer."""
    return _Climb(ground, story).next()


def silence(ground: Ground, story: Story) -> Step:
    """Return the offer to move on where nobody may be contacted at all."""
    return _Climb(ground, story).move_on("they asked not to be contacted")


class _Climb:
    """What was done since the newest answer, and what can follow."""

    def __init__(self, ground: Ground, story: Story) -> None:
        self._ground = ground
        self._story = story
        self._done: list[tuple[str, Happening]] = []
        self._voided: dict[Did, Happening] = {}
        self._heard: tuple[str, Happening] | None = None
        self._refused: list[tuple[Act, str]] = []
        self._hints: list[str] = []
        for place, key, entry in story.since():
            if entry.did is Did.NETWORK_REPLY:
                self._heard = (key, entry)
            elif entry.did in TOUCHES:
                if place in story.lost:
                    self._voided[entry.did] = story.events[story.lost[place]][1]
                else:
                    self._done.append((key, entry))
                    self._heard = None

    def next(self) -> Rung:
        """Return the first rung that nothing forbids."""
        calls = [entry for _, entry in self._done if entry.did in CALLS]
        for act, person in self._again(calls) if calls else self._candidates():
            if person is None:
                return Rung(self._question(), self._state())
            if cap := self._ground.capped(act, person):
                self._refused.append((act, cap))
                continue
            return Rung(self._step(act, person), self._state())
        why = self._refused[0][1] if self._refused else self._last_word(calls)
        state = State.CALLED if any(c.did is Did.CALLED for c in calls) else State.FINAL_WAIT
        if self._heard is not None:
            state = State.WAITING_NEW_DATE
        note = f"{capital(why)}: nothing more is sent unless they answer."
        return Rung(self.move_on(why), state, note)

    def _candidates(self) -> Iterator[tuple[Act, Person | None]]:
        """Give the rungs that are left, in order; nobody where one is missing to ask."""
        ground, rules = self._ground, self._ground.rules
        application = ground.application
        checked = self._newest(Did.CHECK_IN)
        escalated = self._newest(Did.ESCALATION)
        if checked is None and escalated is None:
            contact = ground.contact
            yield Act.CHECK_IN, contact if contact and contact.email else None
        within_reach = rules.ask_insider and not through_agency(application)
        if within_reach and escalated is None and self._newest(Did.NETWORK) is None:
            for known in insiders(application):
                yield Act.NETWORK, known
        if rules.ask_manager and checked is not None and escalated is None:
            yield from self._upward(checked)
        if rules.ask_by_phone and rules.calls and not application.no_calls:
            asked = escalated or checked
            found = callees(application, asked.to if asked else None, ground.contact)
            callee = next((p for p in found if p.phone), None)
            if callee is not None:
                self._offer_alternate(checked)
                yield Act.CALL, callee

    def _upward(self, checked: Happening) -> Iterator[tuple[Act, Person | None]]:
        """Give the hiring manager; nobody above whoever was asked, if that was a manager."""
        above = superiors(self._ground.application)
        asked = self._ground.people.get(checked.to or "")
        if asked in above and not through_agency(self._ground.application):
            return
        others = [person for person in above if person != asked]
        with_address = next((person for person in others if person.email), None)
        if with_address is not None:
            yield Act.ESCALATION, with_address
        elif others:
            self._hints.append(
                f"With {others[0].short}'s e-mail address on file, a message there would be next."
            )

    def _again(self, calls: list[Happening]) -> Iterator[tuple[Act, Person | None]]:
        """Give the next attempt to call after those of *calls*, if one is left."""
        application, rules = self._ground.application, self._ground.rules
        attempts = {(call.day, call.to) for call in calls}
        spoke = any(call.did is Did.CALLED for call in calls)
        if spoke or len(attempts) >= rules.calls or application.no_calls or not rules.ask_by_phone:
            return
        left = any(call.did is Did.VOICEMAIL for call in calls)
        found = callees(application, calls[-1].to, self._ground.contact)
        callee = next((p for p in found if p.phone), None)
        if callee is None:
            return
        if left:
            self._hints.append("You left a voicemail already: leave no second one.")
        else:
            self._hints.append(
                "If you reach nobody this time either, leave the one voicemail: no second follows."
            )
        yield Act.CALL, callee

    def _step(self, act: Act, person: Person) -> Step:
        ground, story = self._ground, self._story
        wait, opened = self._wait(act)
        due, why = ground.touching(wait, person, self._bounds(act, person))
        instead = next((refused for refused in self._refused if refused[0] is not act), None)
        if instead:
            why = f"{why}; instead of {_NAMES[instead[0]]}: {instead[1]}"
        if act is Act.CHECK_IN:
            self._hints += self._beside_check_in(person)
        return Step(
            act=act,
            due=due,
            opens=ground.midnight(due, person),
            why=why,
            to=(person.id,),
            whom=(person.name,),
            occurrence=f"{act}/{opened}/{person.id}",
            round=story.number,
            timezone=ground.zone_of(person),
            hint=self._hint(person),
        )

    def _beside_check_in(self, person: Person) -> Iterator[str]:
        """Yield what to know when the first question about dates is asked."""
        story = self._story
        if reminder := unthanked(story, person):
            yield reminder
        if story.overtaken and story.base.state is None:
            day = say_date(story.overtaken, story.day)
            yield f"{day}, the date in the file, was about an earlier round and no longer counts."
        gone = self._voided.get(Did.CHECK_IN)
        if gone is not None and gone.did is Did.BOUNCED and gone.to != person.id:
            who = self._ground.short(gone.to, "somebody")
            yield f"With the right address of {who} on file, it would go there instead."

    def _wait(self, act: Act) -> tuple[Wait, str]:
        """Return what *act* waits for, and what opened that wait."""
        rules, base = self._ground.rules, self._story.base
        if again := self._lost_to(act):
            return again
        if self._heard is not None:
            return self._after_help(*self._heard)
        if not self._done or (act is Act.CHECK_IN):
            return base.wait, base.opened
        key, newest = self._done[-1]
        if act is Act.NETWORK:
            count = rules.network
        elif act is Act.ESCALATION:
            count = (
                rules.escalation_after_network if newest.did is Did.NETWORK else rules.escalation
            )
        elif newest.did in CALLS:
            count = rules.second_call
        else:
            count = rules.call
        return Wait(count, newest.day, self._told(newest)), key

    def _lost_to(self, act: Act) -> tuple[Wait, str] | None:
        """Return the wait for *act* again where the first one reached nobody."""
        kinds = _DID.get(act, frozenset())
        entry = next((gone for did, gone in self._voided.items() if did in kinds), None)
        if entry is None:
            return None
        who = self._ground.short(entry.to, "somebody")
        if entry.did is Did.BOUNCED:
            told = f"when your message to {who} came back"
        else:
            told = f"when you heard that {who} had left"
        key = next(key for key, other in self._story.events if other is entry)
        return Wait(1, entry.day, (told,)), key

    def _after_help(self, key: str, entry: Happening) -> tuple[Wait, str]:
        """Return the wait after what somebody inside said."""
        rules, who = self._ground.rules, self._ground.short(entry.to, "somebody inside")
        if entry.until:
            told: Told = (f"the date {who} told you of on ", entry.day)
            return Wait(rules.after_delay, entry.until, told), key
        return Wait(rules.delay_without_date, entry.day, (f"when {who} answered you",)), key

    def _told(self, entry: Happening) -> Told:
        words = _IF if self._ground.is_assumed(entry.day) else _WROTE
        return (words[entry.did].format(self._ground.short(entry.to, "them")),)

    def _asked_early(self) -> date | None:
        """Return the date they named, where somebody was asked before it was over."""
        named = self._story.base.named
        early = named is not None and any(entry.day <= named for _, entry in self._done)
        return named if early else None

    def _bounds(self, act: Act, person: Person) -> list[Bound]:
        """Return before which days *person* is not asked."""
        bounds: list[Bound] = []
        named = self._asked_early()
        if named is not None and act is not Act.CHECK_IN:
            # Never on the day itself: it is still theirs.
            waits = max(1, self._ground.rules.gap)
            rest = f", and what comes next waits at least {many(waits, 'business day')} after that"
            day = self._ground.calendar(person).add(named, waits)
            bounds.append((day, ("they named ", named, rest)))
        away = self._absence(person)
        if away is not None:
            bounds.append(away)
        until = snoozed(self._story.events)
        if until is not None:
            bounds.append((until, ("you put it off until ", until)))
        return bounds

    def _absence(self, person: Person) -> Bound | None:
        ground = self._ground
        entries = [e for _, e in self._story.events if e.did is Did.AWAY and e.to == person.id]
        if not entries or entries[-1].until is None:
            return None
        back = entries[-1].until
        if status_of(person, ground.application, entries[-1].day) is not PersonStatus.AWAY:
            return None
        waits = ground.rules.after_absence
        told: Told = (f"{person.short} is away until ", back)
        others = alternates(ground.application, person)
        if others:
            self._hints.append(f"While {person.short} is away, {others[0].short} could be asked.")
        rest = f", and a message waits {many(waits, 'business day')} after that"
        return ground.calendar(person).add(back, waits), (*told, rest)

    def _offer_alternate(self, checked: Happening | None) -> None:
        """Note who runs the process, where the hiring manager was asked."""
        asked = self._ground.people.get((checked and checked.to) or "")
        if asked is None or asked.role.runs_the_process:
            return
        others = alternates(self._ground.application, asked)
        if others:
            self._hints.append(f"You could also ask {others[0].short} by e-mail instead.")

    def _hint(self, person: Person) -> str:
        said = list(self._hints)
        if self._story.delays >= _PATIENCE:
            times = (
                "twice"
                if self._story.delays == _PATIENCE
                else f"{number(self._story.delays)} times"
            )
            said.append(f"They have asked for more time {times}: keep looking elsewhere meanwhile.")
        if person.status is PersonStatus.AWAY:
            said.append(f"{person.short} is marked as away in the file.")
        return " ".join(said)

    def _question(self) -> Step:
        """Return the question whose answer the check-in needs."""
        ground, story = self._ground, self._story
        person = ground.contact
        wait, opened = self._wait(Act.CHECK_IN)
        due, why = ground.after(wait, person)
        gone = next(iter(self._voided.values()), None)
        if person is not None:
            question = f"What is {person.name}'s e-mail address?"
        elif gone is not None and gone.did is Did.BOUNCED:
            whose = f"{ground.short(gone.to)}'s" if gone.to in ground.people else "An"
            question = f"{whose} address bounced: what is the right one?"
        elif gone is not None:
            question = f"{ground.short(gone.to, 'Your contact')} has left: whom can you ask now?"
        else:
            question = "Whom should you ask about the next step?"
        return Step(
            act=Act.COMPLETE,
            due=due,
            opens=ground.midnight(due, person),
            why=question,
            occurrence=f"{Act.COMPLETE}/{opened}/{person.id if person else ''}",
            round=story.number,
            timezone=ground.zone_of(person),
            hint=f"The check-in waits for it: {why}.",
        )

    def move_on(self, because: str) -> Step:
        """Return the offer to move on; no timer closes an application."""
        ground, story = self._ground, self._story
        if self._heard is not None:
            wait, key = self._after_help(*self._heard)
        elif self._done:
            key, entry = self._done[-1]
            named = story.base.named
            if named is not None and entry.day <= named:
                wait = Wait(0, named, story.base.source)
            else:
                wait = Wait(0, entry.day, self._told(entry))
        else:
            key, wait = story.base.opened, story.base.wait
        due, why = ground.after(wait._replace(count=ground.rules.move_on), None)
        return Step(
            act=Act.MOVE_ON,
            due=due,
            opens=ground.midnight(due, None),
            why=f"{why}; {because}",
            occurrence=f"{Act.MOVE_ON}/{key}/",
            round=story.number,
            timezone=ground.application.timezone,
            hint=(
                "It is an offer: nothing closes by itself. "
                "A private note (`draft reflection`) helps to look back."
            ),
        )

    def _last_word(self, calls: list[Happening]) -> str:
        """Return why no rung is left, where no cap says so."""
        application, rules = self._ground.application, self._ground.rules
        if any(call.did is Did.CALLED for call in calls):
            return "you have spoken to them, and no answer has come since"
        if calls and len({(call.day, call.to) for call in calls}) >= rules.calls:
            are = "is" if rules.calls == 1 else "are"
            return f"{many(rules.calls, 'attempt')} to call {are} enough"
        if application.no_calls:
            return "they asked for no calls, and nobody is left to write to"
        if not rules.ask_by_phone or not rules.calls:
            return "calls are switched off, and nobody is left to write to"
        return "no phone number is on file, and nobody is left to write to"

    def _state(self) -> State | None:
        if self._heard is not None:
            return State.WAITING_NEW_DATE
        if not self._done:
            return None
        return _STATES.get(self._done[-1][1].did, State.CALLED)

    def _newest(self, did: Did) -> Happening | None:
        return next((entry for _, entry in reversed(self._done) if entry.did is did), None)
