"""Drafts to check, written down in one line each.

In a text ``‹key|words›`` are words that came from the detail *key*.
"""

import re
from datetime import UTC, date, datetime
from pathlib import Path

from followup_mail.model import (
    Answer,
    Application,
    Choice,
    Draft,
    Finding,
    Interview,
    Me,
    Part,
    Person,
    Span,
    Strength,
    TemplateOrigin,
    Text,
)
from followup_mail.vocabulary import Kind, Language, Role
from followup_mail.writing.checks import Case, run

THURSDAY = date(2026, 11, 19)
FRIDAY = date(2026, 11, 20)

MARIA = Person(
    "maria", "Maria Lopez", Role.RECRUITER, goes_by="Maria", email="maria@northwind.example"
)
DAVID = Person(
    "david", "David Chen", Role.HIRING_MANAGER, goes_by="David", email="david@northwind.example"
)
PRIYA = Person(
    "priya", "Priya Raman", Role.INSIDER, goes_by="Priya", email="priya@northwind.example"
)
HELENE = Person(
    "helene",
    "Hélène Côté",
    Role.HIRING_MANAGER,
    address="Madame",
    email="helene@boreal.example",
)

SAM = Me("Sam Okafor", "sam@example.com", phone="+1 416 555 0142")

NORTHWIND = Application(
    employer="Northwind Analytics",
    position="Data Engineer",
    language=Language.EN_CA,
    me=SAM,
    timezone="America/Toronto",
    people={person.id: person for person in (MARIA, DAVID, PRIYA)},
    interviews=(
        Interview(
            datetime(2026, 11, 19, 19, 0, tzinfo=UTC),
            talked_about={
                "maria": ("how the data team is growing",),
                "david": ("moving the nightly batch to streaming",),
            },
        ),
    ),
    strengths=(Strength("rebuilt the billing pipeline in 40 minutes"),),
)
"""The interview was on Thursday, 19 November 2026, at 14:00 in Toronto."""

BOREAL = NORTHWIND._replace(
    employer="Coopérative Boréal",
    position="Analyste d'affaires",
    language=Language.FR_CA,
    people={person.id: person for person in (HELENE, MARIA, PRIYA)},
    interviews=(
        Interview(
            datetime(2026, 11, 19, 19, 0, tzinfo=UTC),
            talked_about={"helene": ("l'arrivée du nouveau portail des membres",)},
        ),
    ),
)

ANSWERED = NORTHWIND._replace(
    answer=Answer(by=date(2026, 11, 27), said="by the end of next week", from_="maria")
)

LETTERS = {
    "en": "Hi Maria,\n\n{}\n\nBest regards,\nSam Okafor\n+1 416 555 0142",
    "fr": "Bonjour Madame Côté,\n\n{}\n\nMeilleures salutations,\nSam Okafor\n+1 416 555 0142",
}


def text(marked: str, parts: tuple[Part, ...] = ()) -> Text:
    """Return *marked* with its ``‹key|words›`` as spans."""
    plain = ""
    spans = []
    for piece in re.split(r"(‹[^›]*›)", marked):
        if piece.startswith("‹"):
            key, _, words = piece[1:-1].partition("|")
            spans.append(Span(len(plain), len(plain) + len(words), key))
            plain += words
        else:
            plain += piece
    return Text(plain, tuple(spans), parts)


def blocks(**written: str) -> Text:
    """Return a body whose paragraphs are the template's blocks of those names."""
    whole = text("\n\n".join(written.values()))
    parts = []
    at = 0
    for name, marked in written.items():
        length = len(text(marked).text)
        parts.append(Part(name, at, at + length))
        at += length + 2
    return Text(whole.text, whole.spans, tuple(part for part in parts if part.start < part.end))


def letter(paragraph: str, base: str = "en") -> str:
    """Return *paragraph* with a greeting and a signature around it."""
    return LETTERS[base].format(paragraph)


def draft(
    body: str | Text,
    kind: Kind = Kind.CHECK_IN,
    *,
    to: Person | None = MARIA,
    about: Person | None = None,
    language: Language = Language.EN_CA,
    subject: str = "‹position|Data Engineer› – next steps",
    on: date = FRIDAY,
    me: Me = SAM,
    attachments: tuple[str, ...] = (),
    built_in: bool = True,
) -> Draft:
    """Return a draft of *body*, to Maria on the day after the interview."""
    return Draft(
        kind=kind,
        language=language,
        on=on,
        sender=me,
        choice=Choice(to, "the recruiter", 1, about=about),
        subject=text(subject),
        body=body if isinstance(body, Text) else text(body),
        template=TemplateOrigin(kind.value, Path("template.txt"), built_in),
        attachments=tuple(Path("/files") / name for name in attachments),
    )


def case(
    body: str | Text,
    kind: Kind = Kind.CHECK_IN,
    application: Application | None = None,
    **others: object,
) -> Case:
    """Return the case of a draft; its language decides the application."""
    language = others.get("language", application.language if application else Language.EN_CA)
    french = isinstance(language, Language) and language.base == "fr"
    if french:
        others = {
            "to": HELENE,
            "subject": "‹position|Analyste d'affaires› – suite du processus",
            **others,
            "language": language,
        }
    application = application or (BOREAL if french else NORTHWIND)
    to = others.get("to")
    if isinstance(to, Person):
        application = application._replace(people={**application.people, to.id: to})
    me = others.get("me")
    application = application._replace(language=language)  # type: ignore[arg-type] - one of Language
    if isinstance(me, Me):
        application = application._replace(me=me)
    return Case(draft(body, kind, **others), application)  # type: ignore[arg-type] - by keyword


def found(check: str, judged: Case) -> list[Finding]:
    """Return what the check of that name finds."""
    return [finding for finding in run(judged) if finding.check == check]


def told(check: str, body: str | Text, kind: Kind = Kind.CHECK_IN, **others: object) -> list[str]:
    """Return the messages of the check of that name."""
    return [finding.message for finding in found(check, case(body, kind, **others))]  # type: ignore[arg-type] - by keyword
