"""Length, layout, parts, question, subject and signature."""

import re
from collections.abc import Iterator
from itertools import pairwise

from followup_mail.vocabulary import Kind, Severity
from followup_mail.writing import kinds, measure
from followup_mail.writing.checks import days, phrases
from followup_mail.writing.checks.check import MAILED, Fault, check
from followup_mail.writing.checks.reading import Reading, Stretch
from followup_mail.writing.checks.words import words

_LEEWAY = 0.2
"""Share by which a budget may be missed."""
_SENTENCE_WORDS = {"en": 30, "fr": 35}
_SENTENCES = 4
_PARAGRAPHS = 4
_FIRST_WORDS = 40
_SUBJECT = 60
_PHONE_DIGITS = 7

_HOLLOW = frozenset(
    {
        *("hello", "hi", "question", "quick question", "follow up", "following up", "checking in"),
        *("follow up on interview", "interview", "thank you", "thanks", "no subject", "update"),
        *("bonjour", "question rapide", "petite question", "suivi", "relance", "nouvelles"),
        *("merci", "entrevue", "entretien", "sans objet", "candidature"),
    }
)  # fmt: skip
_REPLY = ("re:", "re :", "rép:", "rép :", "tr:", "tr :", "fw:", "fwd:", "fwd :")
_DEVICE = (
    "sent from my",
    "sent from outlook",
    "get outlook for",
    "envoyé de mon",
    "envoyé depuis mon",
    "envoyé à partir de mon",
    "télécharger outlook",
)

INTRODUCED = frozenset({Kind.THANK_YOU, Kind.CHECK_IN, Kind.ESCALATION, Kind.CALL, Kind.VOICEMAIL})


@check(
    "length",
    Severity.WARNING,
    rule="The body keeps to its kind's budget of words, give or take a fifth.",
    source="Boomerang's reply study; U.S. News",
    kinds=MAILED,
)
def length(reading: Reading) -> Iterator[Fault]:
    """Yield a body that is too short or too long."""
    interview = kinds.interview_of(reading.application, reading.draft.choice.round)
    language = reading.draft.language
    if reading.note is None:
        budget = kinds.budget(reading.kind, language, interview)
        parts = [("The body", reading.letter.paragraphs, budget)]
    else:
        cover = kinds.budget(Kind.FORWARD, language, interview, forwarded=True)
        note = kinds.budget(Kind.THANK_YOU, language, interview)
        parts = [
            ("The request to pass it on", reading.letter.paragraphs, cover),
            ("The note", reading.note.paragraphs, note),
        ]
    for name, paragraphs, (low, high) in parts:
        count = sum(measure.words(reading.body[slice(*paragraph)]) for paragraph in paragraphs)
        if not round(low * (1 - _LEEWAY)) <= count <= round(high * (1 + _LEEWAY)):
            remedy = "say a little more" if count < low else "cut what they know already"
            yield Fault(f"{name} has {count} words where {low} to {high} are meant: {remedy}.")


@check(
    "long-sentence",
    Severity.WARNING,
    rule="No sentence has more than 30 words, in French 35.",
    source="Human Engineers; Boomerang's reply study",
    kinds=MAILED,
)
def long_sentence(reading: Reading) -> Iterator[Fault]:
    """Yield sentences that a telephone shows as a block."""
    most = _SENTENCE_WORDS[reading.base]
    for start, end in reading.sentences:
        sentence = reading.body[start:end]
        count = measure.words(sentence)
        if count > most:
            key = _longest_clause(reading, (start, end))
            where = f", most of it from {key}" if key else ""
            yield Fault(
                f'The sentence that begins "{_begin(sentence)}" has {count} words{where}: make '
                "two of it.",
                reading.at(start, end),
            )


def _longest_clause(reading: Reading, stretch: Stretch) -> str:
    """Return the detail that wrote the half of a sentence or more, if one did."""
    start, end = stretch
    for span in reading.draft.body.spans:
        if start <= span.start < end and 2 * (span.end - span.start) > end - start:
            return span.key
    return ""


def _begin(text: str) -> str:
    return " ".join(text.split()[:4])


@check(
    "paragraphs",
    Severity.WARNING,
    rule="At most four paragraphs of at most four sentences.",
    source="Human Engineers; Boomerang's reply study",
    kinds=MAILED,
)
def paragraphs(reading: Reading) -> Iterator[Fault]:
    """Yield paragraphs that are too many or too long."""
    for found in (reading.letter.paragraphs, reading.note.paragraphs if reading.note else ()):
        if len(found) > _PARAGRAPHS:
            yield Fault(f"There are {len(found)} paragraphs: join some, four are enough.")
        for start, end in found:
            text = reading.body[start:end]
            count = len(measure.sentences(text))
            if count > _SENTENCES:
                yield Fault(
                    f'The paragraph that begins "{_begin(text)}" has {count} sentences: part it.',
                    reading.at(start, end),
                )


@check(
    "questions",
    Severity.WARNING,
    rule="A message that asks, asks one question.",
    source="Ask a Manager",
)
def questions(reading: Reading) -> Iterator[Fault]:
    """Yield a chase that asks nothing, or two things."""
    if not kinds.KINDS[reading.kind].asks:
        return
    marks = [found.start() for found in re.finditer(r"\?+", reading.folded)]
    if len(marks) > 1:
        yield Fault(
            f"There are {len(marks)} questions: keep the one about the date.",
            reading.at(marks[1], marks[1] + 1),
        )
    elif not marks and not reading.has(words(reading.base).ASKS):
        yield Fault("There is no question: ask when they expect to decide.")


@check(
    "interest",
    Severity.WARNING,
    rule="The message says that the writer wants the job.",
    source="Ask a Manager; the project's judgement",
    kinds=frozenset({Kind.THANK_YOU, Kind.FORWARD, Kind.CHECK_IN}),
)
def interest(reading: Reading) -> Iterator[Fault]:
    """Yield a message without a word of interest."""
    if reading.draft.body.part("interest").strip() or reading.has(words(reading.base).INTEREST):
        return
    yield Fault("The message does not say that you want the job: add a sentence that does.")


@check(
    "introduction",
    Severity.WARNING,
    rule="Position and day of the interview stand in the first 40 words; aloud, the name too.",
    source="Ask a Manager; the project's judgement",
    kinds=INTRODUCED,
)
def introduction(reading: Reading) -> Iterator[Fault]:
    """Yield a beginning after which the reader has to ask who this is."""
    start, end = _beginning(reading)
    text = reading.body[start:end]
    missing = []
    if reading.kind.spoken and reading.draft.sender.name not in text:
        missing.append("your name")
    if not _names_position(reading, text):
        missing.append("the position")
    keys = (s.key for s in reading.draft.body.spans if s.start < end and start < s.end)
    dated = any(key.startswith("interviews.") and key.endswith(".at") for key in keys)
    if not dated and not any(True for _ in days.named(text, reading.base)):
        near = phrases.find(phrases.fold(text), days.ago(reading.base))
        if not any(True for _ in near):
            missing.append("the day of the interview")
    if missing:
        yield Fault(
            f"The first {_FIRST_WORDS} words lack {' and '.join(missing)}: say who you are before "
            "anything else."
        )


def _beginning(reading: Reading) -> Stretch:
    """Return the first words after the greeting; of a live call, the opening."""
    if reading.kind is Kind.CALL:
        part = next((p for p in reading.draft.body.parts if p.name == "opening"), None)
        if part is not None:
            return part.start, part.end
    first = reading.letter.paragraphs if reading.kind.mailed else ()
    start = first[0][0] if first else 0
    tokens = re.finditer(r"\S+", reading.body[start:])
    end = start
    for number, token in enumerate(tokens, 1):
        end = start + token.end()
        if number == _FIRST_WORDS:
            break
    return start, end


def _names_position(reading: Reading, text: str) -> bool:
    titles = (reading.application.position, reading.application.position_short)
    folded = phrases.fold(text)
    return any(phrases.fold(title) in folded for title in titles if title)


@check(
    "parts",
    Severity.WARNING,
    rule="A message has the parts of its kind, in their order.",
    source="career centres' outlines; the project's judgement",
)
def parts(reading: Reading) -> Iterator[Fault]:
    """Yield blocks that are missing or out of order, where a template names any."""
    begin: dict[str, int] = {}
    for part in reading.draft.body.parts:
        if reading.body[part.start : part.end].strip():
            begin.setdefault(part.name, part.start)
    if not begin:
        return
    wanted = kinds.KINDS[reading.kind].parts
    for name in wanted:
        if name in begin or name == "interest":  # that one has a check of its own
            continue
        if reading.draft.template.built_in:
            told = f'The part "{name}" is empty, since nothing on file fills it'
            yield Fault(f"{told}: add a detail that does.", severity=Severity.HINT)
        else:
            yield Fault(f'The part "{name}" is missing: write it, or give it its details.')
    # A note to pass on may stand above the signature or below it.
    there = [name for name in wanted if name in begin and name != "note"]
    for name, after in pairwise(there):
        if begin[after] < begin[name]:
            yield Fault(f'The part "{after}" stands before "{name}": change their order.')


@check(
    "subject",
    Severity.BLOCKED,
    rule="The subject names the position in at most 60 characters and claims no thread.",
    source="Boomerang's reply study; jobflow",
    kinds=MAILED,
)
def subject(reading: Reading) -> Iterator[Fault]:
    """Yield a subject that is empty (which blocks), long, hollow, loud or false."""
    text = reading.subject.strip()
    if not text:
        yield Fault("The subject is empty: name the position in it.")
        return
    background = reading.case.background
    if background and background.thread and bare_subject(background.thread) == bare_subject(text):
        return  # a reply keeps the subject it answers, whatever that is
    warn = Severity.WARNING
    if len(text) > _SUBJECT:
        remedy = "" if reading.application.position_short else "; position_short helps"
        yield Fault(
            f"The subject has {len(text)} characters: keep to {_SUBJECT}{remedy}.", severity=warn
        )
    if phrases.fold(text).strip(" .!?:()") in _HOLLOW:
        yield Fault(f'The subject "{text}" could be about anything: name the position.', None, warn)
    elif reading.kind is not Kind.FORWARD and not _names_position(reading, text):
        yield Fault(f'The subject "{text}" does not name the position: add it.', severity=warn)
    if reading.folded_subject.strip(phrases.MASK + " ") and text.isupper():
        yield Fault("The subject stands in capitals: write it in small letters.", severity=warn)
    if phrases.fold(text).startswith(_REPLY):
        said = text.partition(":")[0].strip()
        yield Fault(
            f'The subject begins with "{said}:" but answers no message: leave that out.',
            severity=warn,
        )


def bare_subject(text: str) -> str:
    """Return the subject *text* as it is compared: without "Re:" and the like, and folded."""
    bare = phrases.fold(text).strip()
    while prefix := next((p for p in _REPLY if bare.startswith(p)), None):
        bare = bare.removeprefix(prefix).strip()
    return bare


@check(
    "signature",
    Severity.WARNING,
    rule="The message is signed with the whole name, and the telephone number that is on file.",
    source="Marc Cenedella; johannacfs.wordpress.com",
    kinds=MAILED,
)
def signature(reading: Reading) -> Iterator[Fault]:
    """Yield a signature that leaves the reader guessing, or that a device wrote."""
    me = reading.draft.sender
    written = reading.ending
    if me.name not in written:
        yield Fault(f'The signature lacks your whole name: sign as "{me.name}".')
    digits = re.sub(r"\D", "", me.phone or "")[-_PHONE_DIGITS:]
    if digits and digits not in re.sub(r"\D", "", written):
        yield Fault(f"The signature lacks your telephone number: add {me.phone}.")
    for hit in reading.hits(_DEVICE, subject=False):
        yield Fault(f"{hit.said} begins a line that a device wrote: remove it.", hit.span)


CHECKS = (
    subject,
    length,
    long_sentence,
    paragraphs,
    questions,
    interest,
    introduction,
    parts,
    signature,
)
