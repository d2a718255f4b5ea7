"""How the message sounds: turns of phrase that work against their writer.

No machine can judge tone; these checks see words and say so, hence none of them
blocks but the one that would turn colleagues against each other.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from followup_mail.vocabulary import Kind, Role, Severity
from followup_mail.writing.checks.check import CHASES, Fault, check
from followup_mail.writing.checks.reading import Hit, Reading
from followup_mail.writing.checks.words import words

THANKS = frozenset({Kind.THANK_YOU, Kind.FORWARD})

_EMOJI = (
    "[\u2600-\u27bf\u2b50\u2b55\ufe0f\U0001f000-\U0001faff]"
    "|(?<!\\S)[:;][-o]?[)(DdPp](?!\\w)|<3(?!\\d)"
)
_EYES = frozenset(":;<")
_CAPITALS = r"\b[A-ZÀ-ÖØ-ÞŒ]{3,}(?:[ \u00a0]+[A-ZÀ-ÖØ-ÞŒ]{3,})+\b"


def _each(hits: Iterator[Hit], remedy: str) -> Iterator[Fault]:
    """Yield a fault for each of *hits*; *remedy* completes the sentence."""
    for hit in hits:
        yield Fault(f"{hit.said} {remedy}.", hit.span)


@check(
    "blame",
    Severity.WARNING,
    rule="Nothing reproaches the reader with the wait.",
    source="Invincible Career; Destiny Connect",
)
def blame(reading: Reading) -> Iterator[Fault]:
    """Yield reproaches; to a friend inside, that nobody answered is plain news."""
    lists = words(reading.base)
    silence = () if reading.kind is Kind.NETWORK else lists.SILENCE
    hits = reading.hits(lists.BLAME + silence)
    return _each(hits, "reads as a reproach: leave it out and ask when they expect to decide")


@check(
    "desperation",
    Severity.WARNING,
    rule="Nothing pleads.",
    source="Ask The Headhunter; Accelerate",
)
def desperation(reading: Reading) -> Iterator[Fault]:
    """Yield pleading."""
    hits = reading.hits(words(reading.base).DESPERATION)
    return _each(hits, "reads as pleading: say what draws you to this work instead")


@check(
    "filler",
    Severity.WARNING,
    rule="Every sentence says something.",
    source="career-ops (follow-up guide); pm-claude-skills",
)
def filler(reading: Reading) -> Iterator[Fault]:
    """Yield empty turns, and polite ones that are used twice."""
    lists = words(reading.base)
    yield from _each(reading.hits(lists.FILLER), "says nothing: begin with what you have to say")
    repeated = list(reading.hits(lists.ONCE, subject=False))
    if len(repeated) > 1:
        yield Fault(f"{repeated[1].said} stands here a second time: keep one.", repeated[1].span)


@check(
    "apology",
    Severity.WARNING,
    rule="Nobody apologises for following up.",
    source="Ask a Manager",
)
def apology(reading: Reading) -> Iterator[Fault]:
    """Yield apologies for writing at all."""
    hits = reading.hits(words(reading.base).APOLOGY)
    return _each(hits, "apologises for an ordinary question: leave it out")


@check(
    "pressure",
    Severity.WARNING,
    rule="Nothing sets the reader a deadline or waves another offer.",
    source="Evil HR Lady (CBS News); Accelerate",
)
def pressure(reading: Reading) -> Iterator[Fault]:
    """Yield ultimatums."""
    hits = reading.hits(words(reading.base).PRESSURE)
    return _each(hits, "reads as an ultimatum: ask when they expect to decide instead")


@check(
    "flattery",
    Severity.WARNING,
    rule="No gushing: at most one superlative and one exclamation mark, none in an escalation.",
    source="Boomerang's reply study; TU Delft career centre",
)
def flattery(reading: Reading) -> Iterator[Fault]:
    """Yield over-claims, the second superlative and the exclamation mark too many."""
    lists = words(reading.base)
    yield from _each(reading.hits(lists.FLATTERY), "claims too much: say what you noticed instead")
    superlatives = list(reading.hits(lists.SUPERLATIVES))
    if len(superlatives) > 1:
        said = " and ".join(hit.said for hit in superlatives[:2])
        yield Fault(f"{said} are one superlative too many: keep one.", superlatives[1].span)
    marks = [found.start() for found in re.finditer("!+", reading.folded)]
    allowed = 0 if reading.kind is Kind.ESCALATION else 1
    if len(marks) > allowed:
        at = marks[allowed]
        some = "There are too many exclamation marks" if allowed else "There is an exclamation mark"
        yield Fault(f"{some}: end the sentence with a full stop.", reading.at(at, at + 1))


@check(
    "any-update",
    Severity.WARNING,
    rule="Ask when they expect to decide, not for news or the verdict.",
    source="Ask a Manager",
    kinds=CHASES | {Kind.NETWORK},
)
def any_update(reading: Reading) -> Iterator[Fault]:
    """Yield questions that are easy to ignore."""
    hits = reading.hits(words(reading.base).UPDATE)
    return _each(hits, "is easy to leave unanswered: ask when they expect to decide")


@check(
    "wrong-moment",
    Severity.WARNING,
    rule="A thank-you asks neither for the state of things nor about pay.",
    source="Climb the Ladder",
    kinds=THANKS,
)
def wrong_moment(reading: Reading) -> Iterator[Fault]:
    """Yield questions that belong in a check-in, or in a talk about an offer."""
    lists = words(reading.base)
    early = "does not belong in a thank-you: keep it for the check-in"
    yield from _each(reading.hits(lists.STATUS + lists.UPDATE, own=True), early)
    money = "does not belong in a thank-you: keep it for the offer"
    yield from _each(reading.hits(lists.PAY), money)


@check(
    "sensitive",
    Severity.WARNING,
    rule="Pay, health, family, age, immigration, rivals and the law are not volunteered.",
    source="the project's judgement",
)
def sensitive(reading: Reading) -> Iterator[Fault]:
    """Yield subjects that nobody asked about."""
    lists = words(reading.base)
    wanted = lists.SENSITIVE if reading.kind in THANKS else lists.SENSITIVE + lists.PAY
    return _each(reading.hits(wanted), "is nothing to volunteer here: leave it out")


@check(
    "casual",
    Severity.WARNING,
    rule="No emoji, slang or capitals throughout.",
    source="University of Waterloo; TU Delft career centre",
)
def casual(reading: Reading) -> Iterator[Fault]:
    """Yield emoji, slang and shouting."""
    remedy = "is too casual: write it as you would say it in the interview"
    yield from _each(reading.hits(words(reading.base).SLANG), remedy)
    yield from _smiles(reading)
    if reading.body.isupper():
        yield Fault("The whole message stands in capitals: write it in small letters.")
        return
    for found in re.finditer(_CAPITALS, reading.body) if _may_shout(reading.body) else ():
        if reading.own[found.start()].isalpha():
            span = reading.at(*found.span())
            yield Fault(f'"{found[0]}" stands in capitals: write it in small letters.', span)


@check(
    "burned-bridge",
    Severity.BLOCKED,
    rule="Nobody complains of a colleague, and an insider is named only with their leave.",
    source="NWjobs; Marc Cenedella",
)
def burned_bridge(reading: Reading) -> Iterator[Fault]:
    """Yield complaints about who was asked first, and names of insiders."""
    to = reading.to
    if to is not None and to.role is not Role.INSIDER and not to.role.runs_the_process:
        hits = reading.hits(words(reading.base).COMPLAINT)
        remedy = "complains of a colleague of theirs: say when you wrote, and no more"
        yield from _each(hits, remedy)
    taken = {p.short for p in reading.application.people.values() if p.role is not Role.INSIDER}
    taken |= {reading.draft.sender.name, *reading.draft.sender.name.split()}
    for person in reading.application.people.values():
        if person.role is not Role.INSIDER or person.may_be_named or (to and person.id == to.id):
            continue
        for name in dict.fromkeys((person.name, person.short)):
            found = None if name in taken else _whole(name, reading.body)
            if found or _whole(name, reading.subject):
                yield Fault(
                    f"{name} is named, who has not agreed to it: leave the name out, or set "
                    f"people.{person.id}.may_be_named once you have asked.",
                    reading.at(*found.span()) if found else None,
                )
                break


def _smiles(reading: Reading) -> Iterator[Fault]:
    if not _may_smile(reading.plain + reading.plain_subject):
        return
    if found := re.search(_EMOJI, reading.plain):
        yield Fault(f'"{found[0]}" is too casual: leave it out.', reading.at(*found.span()))
    elif found := re.search(_EMOJI, reading.plain_subject):
        yield Fault(f'"{found[0]}" in the subject is too casual: leave it out.')


def _may_smile(text: str) -> bool:
    """Return whether looking for emoji, which takes longer, could find one."""
    return max(text, default="") > "\u25ff" or not _EYES.isdisjoint(text)


def _may_shout(text: str) -> bool:
    """Return whether two words in a row stand in capitals."""
    return any(one.isupper() and other.isupper() for one, other in pairwise(text.split()))


def _whole(name: str, text: str) -> re.Match[str] | None:
    if name not in text:
        return None
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)


CHECKS = (
    burned_bridge,
    blame,
    desperation,
    filler,
    apology,
    pressure,
    flattery,
    any_update,
    wrong_moment,
    sensitive,
    casual,
)
