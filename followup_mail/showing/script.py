"""A script cut into what is said when, with the seconds each takes."""

from collections.abc import Iterator
from itertools import chain
from math import ceil

from followup_mail.model import Draft, Part
from followup_mail.record import Record
from followup_mail.vocabulary import Kind
from followup_mail.writing import kinds, measure

BRANCHES = ("delay", "filled", "elsewhere", "no_news")
"""Parts of a call of which one is said, depending on the answer."""

VOICEMAIL_SECONDS = 30
"""What voicemail advice agrees on; some mailboxes cut off not much later."""

OPENING_SECONDS = 20
"""By then who calls, about which role, should have been said."""

_LABELS = {
    Kind.CALL: {
        "gatekeeper": "If somebody else answers",
        "opening": "Say who you are",
        "moment": "Ask for a moment",
        "question": "Ask one question",
        "listen": "Stop and listen",
        "delay": "If it takes longer",
        "filled": "If the position is filled",
        "elsewhere": "If they send you elsewhere",
        "no_news": "If there is no news",
        "read_back": "Read the date back",
        "thanks": "Thank them",
    },
    Kind.VOICEMAIL: {
        "name": "Your name and number, slowly",
        "reason": "Why you call",
        "question": "One question",
        "reply": "How they can answer",
        "again": "Name and number again, slowly",
    },
}


_FRENCH = {
    Kind.CALL: {
        "gatekeeper": "Si quelqu'un d'autre répond",
        "opening": "Présentez-vous",
        "moment": "Demandez un instant",
        "question": "Posez une seule question",
        "listen": "Faites une pause et écoutez",
        "delay": "S'il faut plus de temps",
        "filled": "Si le poste est pourvu",
        "elsewhere": "Si l'on vous renvoie à quelqu'un d'autre",
        "no_news": "S'il n'y a pas de nouvelles",
        "read_back": "Répétez la date",
        "thanks": "Remerciez",
    },
    Kind.VOICEMAIL: {
        "name": "Votre nom et votre numéro, lentement",
        "reason": "La raison de l'appel",
        "question": "Une seule question",
        "reply": "Comment vous répondre",
        "again": "Nom et numéro encore, lentement",
    },
}


class Said(Record):
    """One part of a script."""

    name: str
    """The template's block; "" for text outside the blocks of the kind."""
    label: str
    start: int
    end: int
    """Where it stands in the body."""
    text: str
    exact: float
    """Seconds, before rounding."""

    @property
    def seconds(self) -> int:
        """Seconds it takes to say, rounded up."""
        return ceil(self.exact)


class Script(Record):
    """A script at one pace."""

    parts: tuple[Said, ...]
    least: int
    """Seconds of the writer's own talking, with the shortest branch."""
    most: int
    """The same with the longest; who answers first is not counted."""
    limited: int
    """Seconds of what is limited: a whole voicemail, the opening of a call."""
    limit: int

    @property
    def over(self) -> bool:
        """Whether what is limited takes too long."""
        return self.limited > self.limit


def script(draft: Draft, wpm: int) -> Script:
    """Return *draft*, of a spoken kind, cut into its parts, at *wpm* words a minute.

    Seconds are rounded up: a number heard too fast can't be written down.
    """
    parts = tuple(_said(draft, part, wpm) for part in _parts(draft))
    if draft.kind is Kind.VOICEMAIL:
        whole = ceil(measure.spoken_seconds(draft.body.text, wpm))
        return Script(parts, whole, whole, whole, VOICEMAIL_SECONDS)
    branches = [said.exact for said in parts if said.name in BRANCHES]
    straight = sum(said.exact for said in parts if said.name not in {*BRANCHES, "gatekeeper"})
    least = ceil(straight + min(branches, default=0.0))
    most = ceil(straight + max(branches, default=0.0))
    opening = ceil(sum(said.exact for said in parts if said.name == "opening"))
    return Script(parts, least, most, opening, OPENING_SECONDS)


def _label(draft: Draft, part: Part) -> str:
    """Return the heading of *part*, in the language in which it is said."""
    if draft.language.base == "fr":
        return _FRENCH[draft.kind].get(part.name, "Dites")
    return _LABELS[draft.kind].get(part.name, "Say")


def _said(draft: Draft, part: Part, wpm: int) -> Said:
    text = draft.body.text[part.start : part.end]
    label = _label(draft, part)
    exact = measure.spoken_seconds(text, wpm)
    return Said(part.name, label, part.start, part.end, text, exact)


def _parts(draft: Draft) -> Iterator[Part]:
    """Yield the kind's own parts and whatever a template wrote between them."""
    body = draft.body
    known = kinds.KINDS[draft.kind].parts
    at = 0
    for part in chain(body.parts, (Part("", len(body.text), len(body.text)),)):
        if part.start < at or (part.name and part.name not in known):
            continue
        between = body.text[at : part.start]
        if between.strip():
            start = at + len(between) - len(between.lstrip())
            yield Part("", start, at + len(between.rstrip()))
        if part.name:
            yield part
        at = part.end


def headings(draft: Draft) -> dict[int, str]:
    """Return the heading of each part of a script by where it begins; of a message, none."""
    if not draft.kind.spoken:
        return {}
    return {part.start: _label(draft, part) for part in _parts(draft)}


def labelled(draft: Draft) -> str:
    """Return the body of a spoken kind, each part under its heading."""
    colon = "\u00a0:" if draft.language.base == "fr" else ":"
    blocks = [
        f"{_label(draft, part)}{colon}\n{draft.body.text[part.start : part.end].strip()}"
        for part in _parts(draft)
    ]
    return "\n\n".join(blocks)
