"""Whether the message is its own: no names of another application, no words sent before.

Lays a draft beside its siblings, and beside what ``Case.background`` tells. Other
applications are found through an index that the caller keeps: under the
:func:`mention_keys` of each, asked for the :func:`phrases` of a draft.
"""

from collections.abc import Iterable, Iterator

from followup_mail.model import Application, Choice, Draft, Text
from followup_mail.vocabulary import Kind, Severity
from followup_mail.writing import measure
from followup_mail.writing.checks.case import Background, Case, Earlier
from followup_mail.writing.checks.check import MAILED, Fault, check
from followup_mail.writing.checks.mentions import (
    Mention,
    key_of,
    mention_keys,
    mentions,
    own_keys,
)
from followup_mail.writing.checks.reading import Reading, Stretch
from followup_mail.writing.checks.tone import THANKS

__all__ = ["CHECKS", "ends", "mention_keys", "phrases"]

Words = tuple[str, ...]

_NOTHING = Background()
_SHINGLE = 5
_ALIKE = 0.6
_REPEATED = 0.4
_SENTENCE = 5
"""Words of a sentence that two people would not write alike by chance."""
_MESSAGES = 4
"""From which number on a habit shows."""


def phrases(draft: Draft) -> frozenset[str]:
    """Return everything in *draft* that could be a name, as an index of names is asked for it.

    One to six words of subject, body and names of attachments, and domains.
    """
    return frozenset(mention.phrase for mention in mentions(draft))


def ends(body: str, draft: Draft, application: Application) -> tuple[str, str]:
    """Return the first and the last sentence of *body*, greeting and signature apart.

    *body* is that of another message by the writer of *draft*. "" stands for none.
    """
    return _ends(Reading(Case(draft._replace(body=Text(body)), application)))


@check(
    "other-application",
    Severity.BLOCKED,
    rule="No employer, person or domain of another application is named.",
    source="Considine Search",
)
def other_application(reading: Reading) -> Iterator[Fault]:
    """Yield names of other applications, once each.

    In a strength or a topic another employer may well be meant, a former one or a
    maker of tools: that is a warning, and so is a word in the small name of a file.
    """
    foreign = dict((reading.case.background or _NOTHING).foreign)
    if not foreign:
        return
    own = own_keys(reading.application)
    found = sorted(mentions(reading.draft), key=lambda m: (m.where, m.start, -m.end))
    taken = [(m.where, m.start, m.end) for m in found if m.phrase in own]
    if reading.kind.mailed:  # who is greeted is another check's business
        taken += [("", *greeting) for greeting, _ in reading.greetings]
    done: set[tuple[str, str]] = set()
    for mention in found:
        if mention.phrase not in foreign or (mention.where, mention.phrase) in done:
            continue
        if not any(_within(mention, *stretch) for stretch in taken):
            done.add((mention.where, mention.phrase))
            taken.append((mention.where, mention.start, mention.end))
            yield _named(reading, mention, foreign[mention.phrase])


def _within(mention: Mention, where: str, start: int, end: int) -> bool:
    return mention.where == where and start <= mention.start and mention.end <= end


def _named(reading: Reading, mention: Mention, application: str) -> Fault:
    remedy = f"belongs to another application, {application}: leave it out, or put the right name"
    if mention.where == "":
        span = reading.at(mention.start, mention.end)
        said = reading.body[mention.start : mention.end].replace("\n", " ")
        key = f" (from {span.key})" if span.key else ""
        theirs = ".talked_about." in span.key or span.key.endswith(".i")
        return Fault(f'"{said}"{key} {remedy}.', span, Severity.WARNING if theirs else None)
    if mention.where == "subject":
        return Fault(f'"{reading.subject[mention.start : mention.end]}" in the subject {remedy}.')
    said = mention.where[mention.start : mention.end]
    severity = None if mention.written else Severity.WARNING
    return Fault(f'"{said}" in the name of {mention.where} {remedy}.', severity=severity)


@check(
    "alike-notes",
    Severity.BLOCKED,
    rule=(
        "Two notes of one round share less than 60 % of their five-word runs, and not the "
        "sentence about the talk."
    ),
    source="Net-Temps; America Job Portal; Employment Professionals Canada",
    kinds=THANKS,
)
def alike_notes(reading: Reading) -> Iterator[Fault]:
    """Yield the notes that colleagues would find to be the same."""
    person = reading.draft.choice.about or reading.to
    own = _shingles(reading)
    for other in _other_notes(reading):
        reader = other.draft.choice.about or other.to
        if reader is None or person is None or reader.id == person.id:
            continue
        theirs = _shingles(other)
        share = _share(own, theirs, min(len(own), len(theirs)))
        if share >= _ALIKE:
            yield Fault(
                f"{share:.0%} of this note stands in the one to {reader.name} too, and they may "
                "compare: say it in other words."
            )
            continue
        said = set(_sentences(other).values())
        for (start, end), sentence in _sentences(reading).items():
            if sentence in said and _is_about_the_talk(reading, start, end):
                yield Fault(
                    f"The sentence about the talk stands in the note to {reader.name} too, and "
                    "they may compare: say it in other words.",
                    reading.at(start, end),
                )


def _is_about_the_talk(reading: Reading, start: int, end: int) -> bool:
    spans = reading.draft.body.spans
    return any(".talked_about." in s.key and s.start < end and start < s.end for s in spans)


def _other_notes(reading: Reading) -> Iterator[Reading]:
    """Yield the notes of the same round to lay beside this one."""
    for sibling in reading.case.siblings:
        if sibling.kind in THANKS:
            yield Reading(Case(sibling, reading.application))
    for note in (reading.case.background or _NOTHING).notes:
        if note.kind in THANKS:
            yield _read(note, reading)


@check(
    "repetition",
    Severity.WARNING,
    rule="At most 40 % of what a message says stood in an earlier one to the same person.",
    source="career-ops (follow-up guide); Talent Blvd",
    kinds=MAILED - {Kind.FORWARD},
)
def repetition(reading: Reading) -> Iterator[Fault]:
    """Yield the earlier message that this one repeats the most, if it does."""
    own = _shingles(reading)
    worst, repeated = 0.0, None
    for earlier in (reading.case.background or _NOTHING).earlier:
        if reading.to is None or earlier.to != reading.to.id or not earlier.kind.mailed:
            continue
        share = _share(own, _shingles(_read(earlier, reading)), len(own))
        if share >= max(_REPEATED, worst):
            worst, repeated = share, earlier
    if repeated is not None and reading.to is not None:
        yield Fault(
            f"{worst:.0%} of this message stood in the {repeated.kind} of {repeated.day} to "
            f"{reading.to.name}: say something new."
        )


@check(
    "sameness",
    Severity.HINT,
    rule="Not more than half of a writer's messages begin or end with the same sentence.",
    source="Fortune",
    kinds=MAILED,
)
def sameness(reading: Reading) -> Iterator[Fault]:
    """Yield the first or last sentence that has become a habit."""
    others = (reading.case.background or _NOTHING).openers
    messages = len(others) + 1
    if messages < _MESSAGES:
        return
    for place, (verb, sentence) in enumerate(zip(("begin", "end"), _ends(reading), strict=True)):
        key = key_of(sentence)
        same = sum(key_of(pair[place]) == key for pair in others) + 1
        if key and 2 * same > messages:
            yield Fault(
                f'{same} of your {messages} messages {verb} with "{sentence}": {verb} another way.'
            )


def _read(earlier: Earlier, reading: Reading) -> Reading:
    """Return *earlier* as something to read; its writer is that of *reading*."""
    draft = reading.draft._replace(
        kind=earlier.kind,
        on=earlier.day,
        choice=Choice(reading.application.people.get(earlier.to), "", 0),
        subject=Text(earlier.subject),
        body=Text(earlier.body),
        attachments=(),
    )
    return Reading(Case(draft, reading.application))


def _paragraphs(reading: Reading) -> tuple[Stretch, ...]:
    """Return the paragraphs that are laid side by side: of a forwarded note, the note's."""
    return (reading.note or reading.letter).paragraphs


def _ends(reading: Reading) -> tuple[str, str]:
    paragraphs = reading.letter.paragraphs
    found = [
        reading.body[start + first : start + last]
        for start, end in paragraphs
        for first, last in measure.sentences(reading.body[start:end])
    ]
    return (found[0], found[-1]) if found else ("", "")


def _sentences(reading: Reading) -> dict[Stretch, tuple[str, ...]]:
    """Return the sentences that nobody would repeat by chance, in words to compare."""
    names = _fixed(reading)
    found = {}
    for start, end in _paragraphs(reading):
        for first, last in measure.sentences(reading.body[start:end]):
            words = _words(reading.body[start + first : start + last], names)
            if len(words) >= _SENTENCE:
                found[start + first, start + last] = words
    return found


def _shingles(reading: Reading) -> frozenset[Words]:
    text = " ".join(reading.body[start:end] for start, end in _paragraphs(reading))
    words = _words(text, _fixed(reading))
    return frozenset(words[at : at + _SHINGLE] for at in range(len(words) - _SHINGLE + 1))


def _fixed(reading: Reading) -> tuple[str, ...]:
    """Return what no message about this application can do without."""
    application = reading.application
    names = (application.employer, application.position, application.position_short)
    return tuple(key for name in names if name and (key := key_of(name)))


def _words(text: str, without: Iterable[str]) -> Words:
    """Return the words of *text* as they are compared, *without* some names."""
    padded = f" {key_of(text)} "
    for name in without:
        padded = padded.replace(f" {name} ", " ")
    return tuple(padded.split())


def _share(one: frozenset[Words], other: frozenset[Words], total: int) -> float:
    """Return which part of *total* the two have in common."""
    return len(one & other) / total if total else 0.0


CHECKS = (other_application, alike_notes, repetition, sameness)
