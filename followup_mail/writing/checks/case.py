"""What a check is given to judge."""

from collections.abc import Callable
from datetime import date, datetime

from followup_mail.model import Application, Draft
from followup_mail.record import Record
from followup_mail.vocabulary import Kind


class Earlier(Record):
    """A message that was written before."""

    kind: Kind
    to: str
    """ID of the person it is for; of a forwarded note, of whom it thanks."""
    day: date
    subject: str
    body: str


class Background(Record):
    """What is known beside the application file, where the application is kept."""

    breaches: tuple[tuple[str, str], ...] = ()
    """What the ladder forbids: "cap", "gap" or "early", and why, as a whole sentence.
    Other names are passed over."""
    foreign: tuple[tuple[str, str], ...] = ()
    """Those of ``likeness.phrases(draft)`` that another application has among its
    ``likeness.mention_keys``, each with that application's name."""
    earlier: tuple[Earlier, ...] = ()
    """Messages about this application that were used."""
    notes: tuple[Earlier, ...] = ()
    """The other thank-yous of the same round, used or not."""
    openers: tuple[tuple[str, str], ...] = ()
    """First and last sentence of each of the writer's other messages, as
    ``likeness.ends`` returns them."""
    newer: tuple[tuple[date, str], ...] = ()
    """When and what happened after the day of the draft: "an offer", "they wrote back"."""
    moment: datetime | None = None
    """When it is to be sent or called, by the clock of whoever reads or hears it."""
    day_off: tuple[str, str] | None = None
    """"hard" or "soft" and its name, where that day is one there."""
    thread: str | None = None
    """The subject of what was written to or by the same person before."""


class Case(Record):
    """A finished draft with what is needed to judge it."""

    draft: Draft
    application: Application
    siblings: tuple[Draft, ...] = ()
    """The other drafts of the same run, for checks that lay notes side by side."""
    pace: int | None = None
    """Words a minute of a script; the usual ones of its language where None."""
    knows: Callable[[str], bool] | None = None
    """Whether a dictionary has a word (``spelling.dictionary``); None checks no spelling."""
    background: Background | None = None
    """None for a file on its own: then only what the file itself tells is checked."""
