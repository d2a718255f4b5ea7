"""The table of kinds: parts in order, length, question, what must be on file.

Lengths are words of the body without greeting, closing and signature. They are
defaults drawn from career centres' and recruiters' advice (50 to 125 words in
Boomerang's mail study; three to ten sentences elsewhere), not measured effects.
French needs about a fifth more words for the same content (e2f's expansion
figures), so its budgets are a fifth larger.
"""

from followup_mail.model import Application, Interview
from followup_mail.record import Record
from followup_mail.vocabulary import InterviewFormat, Kind, Language

FRAME = ("greeting", "closing", "signature")
"""Parts that are not counted as the body's words."""


class KindSpec(Record):
    """What makes a message of one kind complete."""

    kind: Kind
    parts: tuple[str, ...]
    """Names of the template blocks every such message has, in order."""
    optional: tuple[str, ...] = ()
    """Blocks that are written only where the application has something for them."""
    words: tuple[int, int] = (0, 10_000)
    """Budget in English words, both ends allowed."""
    asks: bool = False
    """Whether it asks exactly one question."""
    required: tuple[str, ...] = ()
    """Facts a template of this kind has to use; see ``writing.facts``."""


KINDS: dict[Kind, KindSpec] = {
    spec.kind: spec
    for spec in (
        KindSpec(
            Kind.THANK_YOU,
            ("greeting", "thanks", "specific", "strength", "interest", "closing", "signature"),
            optional=("changed", "promise"),
            words=(75, 150),
            required=("position", "interview.day", "topics"),
        ),
        KindSpec(
            Kind.FORWARD,
            ("greeting", "request", "closing", "signature", "note"),
            words=(100, 200),
            required=("position", "interview.day", "topics", "about.name"),
        ),
        KindSpec(
            Kind.CHECK_IN,
            ("greeting", "who", "interest", "question", "offer", "thanks", "closing", "signature"),
            optional=("date", "also"),
            words=(50, 110),
            asks=True,
            required=("position", "interview.day"),
        ),
        KindSpec(
            Kind.NETWORK,
            (
                "greeting",
                "personal",
                "status",
                "question",
                "way_out",
                "thanks",
                "closing",
                "signature",
            ),
            words=(50, 90),
            asks=True,
            required=("position", "interview.day", "to.relationship"),
        ),
        KindSpec(
            Kind.ESCALATION,
            (
                "greeting",
                "who",
                "specific",
                "strength",
                "earlier",
                "question",
                "thanks",
                "closing",
                "signature",
            ),
            words=(60, 120),
            asks=True,
            required=("position", "interview.day", "earlier.day", "earlier.name"),
        ),
        KindSpec(
            Kind.CALL,
            (
                "gatekeeper",
                "opening",
                "moment",
                "question",
                "listen",
                "delay",
                "filled",
                "elsewhere",
                "no_news",
                "read_back",
                "thanks",
            ),
            required=("position", "interview.date", "me.phone_spoken"),
        ),
        KindSpec(
            Kind.VOICEMAIL,
            ("name", "reason", "question", "reply", "again"),
            words=(40, 60),
            asks=True,
            required=("position", "interview.date", "me.phone_spoken"),
        ),
        KindSpec(
            Kind.REFLECTION,
            ("effort", "learned", "silence", "change", "thanks_owed", "again"),
            required=("position",),
        ),
    )
}


def budget(
    kind: Kind, language: Language, interview: Interview | None, *, forwarded: bool = False
) -> tuple[int, int]:
    """Return the least and the most words for a message about *interview*.

    A phone screen's thank-you is shorter, a final round's a little longer.
    *forwarded* asks for the covering lines of a ``forward`` alone.
    """
    low, high = KINDS[kind].words
    if kind is Kind.THANK_YOU and interview is not None:
        if interview.final:
            low, high = 90, 160
        elif interview.format is InterviewFormat.PHONE:
            low, high = 50, 90
    if forwarded:
        low, high = 30, 50
    if language.base == "fr":
        low, high = round(low * 1.2), round(high * 1.2)
    return low, high


def interview_of(application: Application, number: int) -> Interview | None:
    """Return interview *number*, counted from 1, or None where there is none."""
    rounds = application.interviews
    return rounds[number - 1] if 0 < number <= len(rounds) else None
