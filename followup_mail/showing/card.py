"""The card to read a call or a voicemail from, and the same as data for a program."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum, auto

from followup_mail.model import Draft, Person, Text
from followup_mail.record import Record
from followup_mail.showing import wording
from followup_mail.showing.screen import Ink, Run, Screen
from followup_mail.showing.script import BRANCHES, Said, Script, script
from followup_mail.visible import visible
from followup_mail.vocabulary import Kind
from followup_mail.writing.phrasing.numbers import PAUSE

_SPEECH = 2
_NUMBER = 6
_OFFICE_HOURS = range(9, 17)
_WEEKEND = (5, 6)
_DIRECTION = re.compile(r"\[[^\]\n]*\][.,;:!?]*")
_STOPS = re.compile(r"[.,;:!?]*")


def card(
    draft: Draft,
    *,
    wpm: int,
    width: int,
    colour: bool,
    people: Sequence[Person] = (),
    there: datetime | None = None,
    here: datetime | None = None,
) -> str:
    """Return *draft*, of a spoken kind, laid out to be read aloud at *wpm* words a minute.

    *people* are those whose name may be said; how it sounds stands after it.
    *there* and *here* are one moment in the recipient's zone and in the
    writer's. The headings of what is said are in its language, other labels in English.
    """
    screen = Screen(width, colour)
    told = script(draft, wpm)
    names = _Names((*people, draft.choice.to) if draft.choice.to is not None else people)
    lines = [*screen.title(wording.title(draft), draft.language.value), screen.rule()]
    for label, value in _reach(draft, there, here):
        lines += screen.row(label, value)
    lines.append(screen.rule())
    for said in told.parts:
        lines += ["", *_part(said, draft.body, names, screen)]
    lines += ["", screen.rule(), *_timing(draft.kind, told, wpm, screen)]
    return "\n".join(lines) + "\n"


def card_json(draft: Draft, *, wpm: int, there: datetime | None = None) -> dict[str, object]:
    """Return the card as values that ``json.dumps`` takes.

    Every key is always there; what is not known is null. Text is given as it
    stands, not in visible form. ::

        kind              "call" or "voicemail"
        language          "en-CA"
        on                "2026-12-14"
        to                {"id", "name", "say_as", "phone", "now", "timezone"}
        reason            why them
        words_per_minute  the pace
        parts             [{"name", "label", "text", "branch", "seconds"}]; of those
                          with branch true one is said, depending on the answer
        seconds           {"least", "most"}, of the writer's own talking
        limit             {"seconds", "takes", "over"}, of a whole voicemail or the
                          opening of a call
    """
    told = script(draft, wpm)
    to = draft.choice.to
    return {
        "kind": draft.kind.value,
        "language": draft.language.value,
        "on": draft.on.isoformat(),
        "to": None
        if to is None
        else {
            "id": to.id,
            "name": to.name,
            "say_as": to.say_as,
            "phone": to.phone,
            "now": there.isoformat(timespec="minutes") if there is not None else None,
            "timezone": str(there.tzinfo) if there is not None else to.timezone,
        },
        "reason": draft.choice.reason,
        "words_per_minute": wpm,
        "parts": [
            {
                "name": said.name,
                "label": said.label,
                "text": said.text,
                "branch": said.name in BRANCHES,
                "seconds": said.seconds,
            }
            for said in told.parts
        ],
        "seconds": {"least": told.least, "most": told.most},
        "limit": {"seconds": told.limit, "takes": told.limited, "over": told.over},
    }


def _reach(
    draft: Draft, there: datetime | None, here: datetime | None
) -> Iterator[tuple[str, str]]:
    """Yield label and value of what is needed before anything is said."""
    to = draft.choice.to
    if to is not None:
        if to.say_as:
            yield "Say as", visible(to.say_as)
        yield "Number", visible(to.phone or "none on file")
    if there is not None:
        yield "There", _clock(draft.on, there, here)
    if draft.choice.reason:
        yield "Why", wording.reason(draft)


def _clock(on: date, there: datetime, here: datetime | None) -> str:
    """Return how far their clocks are from the writer's and, on the day itself, what they show."""
    told = visible(str(there.tzinfo))
    ahead = (there.utcoffset() or timedelta()) - ((here or there).utcoffset() or timedelta())
    if ahead:
        hours, minutes = divmod(abs(ahead) // timedelta(minutes=1), 60)
        span = f"{hours} h {minutes:02}" if minutes else f"{hours} h"
        told += f", {span} {'ahead of' if ahead > timedelta() else 'behind'} you"
    if there.date() != on:
        return told
    told = f"{there:%H:%M} on {wording.weekday(there)}, {told}"
    closed = there.hour not in _OFFICE_HOURS or there.weekday() in _WEEKEND
    return f"{told}; outside office hours" if closed else told


class _Names:
    """How the names in a script sound."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._sounds = {
            name: person.say_as
            for person in people
            if person.say_as
            for name in (person.name, person.short)
        }
        longest_first = sorted(self._sounds, key=len, reverse=True)
        names = "|".join(map(re.escape, longest_first))
        self._pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)") if names else None

    def runs(self, text: str) -> Iterator[Run]:
        """Yield *text*; after the first mention of a name, how it sounds."""
        at = 0
        heard: set[str] = set()
        for found in self._pattern.finditer(text) if self._pattern else ():
            sound = self._sounds[found[0]]
            if sound in heard or text[found.end() :].lstrip(" (").startswith(sound):
                continue
            heard.add(sound)
            yield Run(visible(text[at : found.end()]))
            yield Run(f" ({visible(sound)})", Ink.DIM)
            at = found.end()
        yield Run(visible(text[at:]))


class _How(StrEnum):
    """How a line of a part is read."""

    ALOUD = auto()
    DIGITS = auto()
    DIRECTION = auto()


class _Line(Record):
    how: _How
    text: str


def _part(said: Said, body: Text, names: _Names, screen: Screen) -> Iterator[str]:
    ink = Ink.HINT if said.name in {*BRANCHES, "gatekeeper"} else Ink.STRONG
    yield from screen.title(said.label.upper(), f"{said.seconds} s" if said.seconds else "", ink)
    for line in _lines(said, body):
        match line.how:
            case _How.ALOUD:
                yield from screen.lay(names.runs(line.text), indent=_SPEECH)
            case _How.DIGITS:
                yield from screen.lay([Run(_grouped(line.text), Ink.SPOKEN)], indent=_NUMBER)
            case _How.DIRECTION:
                yield from screen.lay([Run(visible(line.text), Ink.DIM)], indent=_SPEECH)


def _grouped(digits: str) -> str:
    """Return *digits* so that a line breaks between groups only."""
    groups = visible(digits).split(PAUSE)
    return PAUSE.join(group.replace(" ", "\u00a0") for group in groups)


def _lines(said: Said, body: Text) -> Iterator[_Line]:
    """Yield the part with every telephone number and direction on a line of its own."""
    at = said.start
    for start, end, how in sorted(_set_apart(said, body)):
        if start < at:
            continue
        yield from _aloud(body.text[at:start])
        yield _Line(how, body.text[start:end])
        at = end
    yield from _aloud(body.text[at : said.end])


def _set_apart(said: Said, body: Text) -> Iterator[tuple[int, int, _How]]:
    for found in _DIRECTION.finditer(body.text, said.start, said.end):
        yield found.start(), found.end(), _How.DIRECTION
    for span in body.spans:
        if span.key.endswith(".phone") and said.start <= span.start and span.end <= said.end:
            stops = _STOPS.match(body.text, span.end, said.end)
            yield span.start, stops.end() if stops else span.end, _How.DIGITS


def _aloud(text: str) -> Iterator[_Line]:
    for line in text.split("\n"):
        if line.strip():
            yield _Line(_How.ALOUD, line.strip(" "))


def _timing(kind: Kind, told: Script, wpm: int, screen: Screen) -> Iterator[str]:
    what = "Voicemail" if kind is Kind.VOICEMAIL else "Opening"
    ink = Ink.WARNING if told.over else Ink.GOOD
    bar = 20
    full = min(bar, round(told.limited * bar / told.limit))
    meter = [Run("█" * full, ink), Run("░" * (bar - full), Ink.DIM)]
    yield screen.paint([*meter, Run(f"  {what} {told.limited} of {told.limit} s")])
    if kind is Kind.CALL:
        least, most = told.least, told.most
        span = f"{least} to {most}" if least != most else f"{least}"
        yield from screen.lay([Run(f"You speak for {span} s in all, depending on the answer.")])
    yield from screen.lay([Run(f"Timed at {wpm} words a minute.", Ink.DIM)])
    if told.over:
        much = told.limited - told.limit
        then = (
            "some mailboxes stop there" if kind is Kind.VOICEMAIL else "a listener is lost by then"
        )
        yield from screen.lay(
            [Run(f"! Warning: {much} s too long; {then}. Say less of the position.", Ink.WARNING)]
        )
