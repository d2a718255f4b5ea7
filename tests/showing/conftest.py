"""Small drafts made by hand, and whole outputs to compare with.

``FOLLOWUP_MAIL_WRITE_GOLDEN=1`` rewrites the files under ``tests/golden/showing``;
read the difference before it is committed.
"""

import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from followup_mail.model import (
    Choice,
    Draft,
    Finding,
    Interview,
    Me,
    Person,
    Span,
    TemplateOrigin,
    Text,
)
from followup_mail.showing.sheet import Sheet
from followup_mail.vocabulary import InterviewFormat, Kind, Language, Role, Severity
from followup_mail.writing.marks import LINE_BREAK, PART_CLOSE, Marks, part_open

GOLDEN = Path(__file__).parents[1] / "golden" / "showing"

SAM = Me("Sam Okafor", "sam.okafor@mail.example", "+1 416 555 0142")
NOEMIE = Me("Noémie Gagnon", "noemie.gagnon@courriel.example", "+1 514 555 0188")
MARIA = Person(
    "maria",
    "Maria Lopez",
    Role.RECRUITER,
    goes_by="Maria",
    say_as="mah-REE-ah LOH-pez",
    email="maria.lopez@northwind.example",
    phone="+1 604 555 0100",
)
DAVID = Person(
    "david", "David Chen", Role.HIRING_MANAGER, "David", email="david.chen@northwind.example"
)
HELENE = Person(
    "helene", "Hélène Côté-Ouellet", Role.HIRING_MANAGER, email="helene.cote@boreal.example"
)

NOTE = """\
<greeting>Hi {people.david.goes_by:David},</greeting>

<thanks>Thank you for walking me through the {position:Data Engineer} role
{interviews.0.at:on Thursday}.</thanks> <specific>I keep coming back to
{interviews.0.talked_about.david.0:moving the nightly batch to streaming without losing late
events}: few people start from the events that arrive late.</specific>

<strength>Last year I {strengths.0.i:rebuilt the billing pipeline at Brightwater so that month-end
closes in forty minutes instead of six hours}.</strength>
<promise>The {promised.0.what:write-up of our Kafka migration} is attached, as promised.</promise>

<closing>Best regards,</closing>

<signature>{me.name:Sam Okafor}|{me.phone:+1 416 555 0142}</signature>"""

MERCI = """\
<greeting>Bonjour Madame {people.helene.family:Côté-Ouellet},</greeting>

<thanks>Merci de l’entrevue de {interviews.0.at:mardi} pour le poste
d’{position:analyste d’affaires}.</thanks> <strength>J’ai {strengths.0.i:animé douze ateliers avec
des producteurs} : la question s’y posait de la même façon.</strength>

<closing>Sincères salutations,</closing>

<signature>{me.name:Noémie Gagnon}</signature>"""

CALL = """\
<gatekeeper>Hello, this is {me.name:Sam Okafor}. Could you put me through to
{people.maria.name:Maria Lopez}, please?</gatekeeper>

<opening>Hello {people.maria.goes_by:Maria}, this is {me.name:Sam Okafor}. I interviewed for the
{position:Data Engineer} position on {interviews.0.at:November 19}.</opening>

<moment>Do you have a minute for one short question?</moment>

<question>When do you expect to make a decision?</question>

<listen>[Stop here. Let the silence be theirs.]</listen>

<delay>That helps, thank you. Is there a date by which I could expect to hear?</delay>

<filled>Thank you for telling me. I enjoyed meeting the team.</filled>

<elsewhere>Of course. Whom should I ask, and how do I reach them?</elsewhere>

<no_news>I understand. When should I check with you again?</no_news>

<read_back>So that is … [say the date back]. In case you need it, my number is
{me.phone:4 1 6 … 5 5 5 … 0 1 4 2}.</read_back>

<thanks>Thank you for your time, {people.maria.goes_by:Maria}.</thanks>"""

VOICEMAIL = """\
<name>Hello {people.maria.goes_by:Maria}, this is {me.name:Sam Okafor},
{me.phone:4 1 6 … 5 5 5 … 0 1 4 2}.</name>

<reason>I interviewed for the {position:Data Engineer} position on {interviews.0.at:November 19},
and I am still interested.</reason>

<question>When do you expect to decide?</question>

<reply>An e-mail is fine.</reply>

<again>Again, {me.name:Sam Okafor}: {me.phone:4 1 6 … 5 5 5 … 0 1 4 2}. Thank you.</again>"""


def marked(source: str) -> Text:
    """Return *source* read as a filled template: {key:words}, <part>…</part>, | for a line end."""
    marks = Marks()
    out = re.sub(r"<(\w+)>", lambda found: part_open(found[1]), source)
    out = re.sub(r"</\w+>", PART_CLOSE, out)
    out = re.sub(r"\{([^:{}]+):([^{}]*)\}", lambda found: marks.put(found[2], found[1]), out)
    return marks.read(out.replace("|", LINE_BREAK))


def where(body: Text, words: str) -> Span:
    """Return the place of *words* in *body*."""
    start = body.text.index(words)
    return Span(start, start + len(words), "")


def built_in(name: str) -> TemplateOrigin:
    """Return the origin of one of the program's own templates."""
    return TemplateOrigin(name, Path(f"/opt/templates/en/{name}.txt"), built_in=True)


@pytest.fixture
def note() -> Sheet:
    """Return a thank-you note with an attachment, a warning, a hint and a next command."""
    body = marked(NOTE)
    draft = Draft(
        kind=Kind.THANK_YOU,
        language=Language.EN_CA,
        on=date(2026, 11, 20),
        sender=SAM,
        choice=Choice(DAVID, "you talked with David on Thursday", round=1),
        subject=Text("Thank you – Data Engineer interview"),
        body=body,
        template=built_in("thank-you"),
        attachments=(Path("/home/sam/kafka-write-up.pdf"),),
    )
    findings = (
        Finding(
            "paragraphs",
            Severity.HINT,
            'The paragraph "Last year I" is short: join it to the next.',
            "A paragraph has two to four sentences.",
            "Humanities writing centres",
            where(body, "Last year I rebuilt"),
        ),
        Finding(
            "flattery",
            Severity.WARNING,
            'Leave out "few people": it flatters.',
            "Praise has a reason.",
            "",
            where(body, "few people"),
        ),
    )
    interview = Interview(datetime(2026, 11, 19, 19, tzinfo=UTC), format=InterviewFormat.VIDEO)
    command = "followup-mail draft thank-you northwind.toml --to david --format eml -o david.eml"
    return Sheet(draft, findings, interview, (214_300,), command)


@pytest.fixture
def merci() -> Sheet:
    """Return a French note by a template of the user's, which a check blocks."""
    draft = Draft(
        kind=Kind.THANK_YOU,
        language=Language.FR_CA,
        on=date(2026, 11, 18),
        sender=NOEMIE,
        choice=Choice(HELENE, "you talked with Hélène Côté-Ouellet on Tuesday", round=1),
        subject=Text("Merci – entrevue, analyste d’affaires"),
        body=marked(MERCI),
        template=TemplateOrigin(
            "thank-you", Path("/home/noemie/.config/followup-mail/fr/thank-you.txt"), built_in=False
        ),
    )
    blocked = Finding(
        "placeholder",
        Severity.BLOCKED,
        'The body still says "XXX": write what belongs there.',
        "Nothing is left to fill in.",
        "Considine Search",
    )
    return Sheet(draft, (blocked,))


@pytest.fixture
def call() -> Draft:
    """Return the script of a call."""
    return Draft(
        kind=Kind.CALL,
        language=Language.EN_CA,
        on=date(2026, 12, 14),
        sender=SAM,
        choice=Choice(MARIA, "Maria was the last to be asked", round=1),
        subject=Text(""),
        body=marked(CALL),
        template=built_in("call"),
    )


@pytest.fixture
def voicemail(call: Draft) -> Draft:
    """Return the script of a voicemail."""
    return call._replace(
        kind=Kind.VOICEMAIL, body=marked(VOICEMAIL), template=built_in("voicemail")
    )


@pytest.fixture
def private(note: Sheet) -> Sheet:
    """Return a note to oneself."""
    draft = note.draft._replace(
        kind=Kind.REFLECTION,
        choice=Choice(None, "", round=1),
        subject=Text(""),
        body=marked("<learned>What did I learn?</learned>"),
        template=built_in("reflection"),
        attachments=(),
    )
    return Sheet(draft)


@pytest.fixture
def same_as_golden() -> Callable[[str, str], None]:
    """Return a check that a text is what the golden file of that name holds."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("FOLLOWUP_MAIL_WRITE_GOLDEN") == "1":
            path.write_text(text, encoding="utf-8", newline="")
        assert text == path.read_bytes().decode()

    return check
