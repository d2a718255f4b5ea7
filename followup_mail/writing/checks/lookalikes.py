"""Names that are nearly those on file.

Only words that were written by hand are looked at, in the template or in a detail;
what the template took from a name on file is right, and a greeting has a check of
its own. How near is near depends on the length of a name, since among short ones
every other is somebody's (Dan and Dana, Chen and Cheng):

- below three letters, never, but for accents;
- below seven, one slip behind the first letter; below five, not in a detail or the
  subject, where Java need be no Jana;
- from seven on, one slip anywhere, or two behind the first letter; two words
  together count as one long name.

Words of an employer or a position are ordinary ones more often: they need six
letters, nine for two slips, and their other forms (engineers) are none. A word that
begins a sentence has its capital from there, and needs seven. Nothing that is on
file itself is a slip, and no ordinary word is.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from followup_mail.model import Application
from followup_mail.record import Record
from followup_mail.vocabulary import Severity
from followup_mail.writing.checks import days
from followup_mail.writing.checks.check import Fault, check
from followup_mail.writing.checks.language import SMALL
from followup_mail.writing.checks.phrases import MASK, plain
from followup_mail.writing.checks.reading import Reading, Stretch
from followup_mail.writing.checks.truth import COMMON

_WORD = r"\w[\w'’-]*"
_ELIDED = ("c'", "d'", "j'", "l'", "m'", "n'", "s'", "t'", "qu'")
_STOPS = frozenset(":–—…|")
"""After these a sentence begins anew, as far as capitals go."""
_OPENERS = ' \t\n\u00a0\u202f"“«([*•-–—'
_SHORTEST, _IN_A_DETAIL, _LONG = 3, 5, 7
_ORDINARY, _ORDINARY_LONG = 6, 9
_ALONE = 4
"""Letters of an employer's name of one word."""
_ACRONYM = 5
_STEM = 4
_ENDINGS = frozenset(
    {
        *("", "s", "e", "es", "er", "ers", "ed", "ing", "al", "ly", "y", "ies", "ic", "ics"),
        *("ère", "ères", "en", "enne", "ne", "le"),
    }
)
_SALES = {"r", "se"}
"""« vendeur », « vendeuse »"""
_PLACES = frozenset({"montreal", "quebec"})
"""Their accents are French."""


class _Name(Record):
    """A name on file, or two adjoining words of one."""

    text: str
    key: str
    """The detail it stands in."""
    folded: str
    bare: str
    """Folded, and without accents."""
    of_a_person: bool
    """Whether it is somebody's, and no word of an employer or a position."""


class _Names(Record):
    """The names on file, each once."""

    words: tuple[_Name, ...]
    twos: tuple[_Name, ...]
    """Two adjoining words, or a word with a hyphen."""
    on_file: frozenset[str]
    """Every word on file that stands outside of sentences, folded."""


class _Written(Record):
    """A word with a capital in the draft, or two adjoining ones."""

    start: int
    end: int
    text: str
    begins: bool
    """Whether it begins a sentence."""
    free: bool
    """Whether the template's author wrote it into the body."""


@check(
    "look-alike",
    Severity.BLOCKED,
    rule="No name is a letter or an accent away from one on file.",
    source="Avid Careerist; Smith Hanley; job-hunt.org",
)
def look_alike(reading: Reading) -> Iterator[Fault]:
    """Yield names that somebody on file, the employer or the position nearly has, once each."""
    names: _Names | None = None
    told: set[str] = set()
    for place in ("", " in the subject"):
        written = list(_subject(reading) if place else _body(reading))
        if not written:
            continue
        names = names or _names(reading)
        end = 0
        text = reading.plain_subject if place else reading.plain
        for one in sorted([*written, *_twos(text, written)], key=lambda one: (one.start, -one.end)):
            name = _nearly(reading, one, names) if one.start >= end else None
            if name is not None:
                end = one.end
                if one.text not in told:
                    told.add(one.text)
                    yield _fault(reading, one, name, place)


def _fault(reading: Reading, one: _Written, name: _Name, place: str) -> Fault:
    span = None if place else reading.at(one.start, one.end)
    key = f" (from {span.key})" if span and span.key else place
    return Fault(
        f'"{one.text}"{key} is nearly "{name.text}", as {name.key} has it: write that, or put '
        "the other name on file.",
        span,
    )


def _body(reading: Reading) -> Iterator[_Written]:
    """Yield the words of the body that were written by hand and have a capital."""
    greetings = [where for where, _ in reading.greetings] if reading.kind.mailed else []
    for one in _capitalised(reading, reading.plain, reading.sentences, reading.unspanned):
        if not any(start <= one.start < end for start, end in greetings):
            yield one


def _subject(reading: Reading) -> Iterator[_Written]:
    text = reading.plain_subject
    return _capitalised(reading, text, ((0, len(text)),), MASK * len(text))


def _capitalised(
    reading: Reading, text: str, sentences: Iterable[Stretch], unspanned: str
) -> Iterator[_Written]:
    found = [one for one in re.finditer(_WORD, text) if one[0] != one[0].lower()]
    if not found:
        return
    begins = {next((i for i in range(*s) if text[i].isalnum()), s[0]) for s in sentences}
    for one in found:
        at, word = one.start(), one[0].replace("’", "'").rstrip("-'")
        if reading.base == "fr":
            elided = next((e for e in _ELIDED if word.lower().startswith(e)), "")
            at, word = at + len(elided), word[len(elided) :]
        word = word.removesuffix("'s")
        if word[:1].isupper():
            led = text[max(0, at - 8) : at].rstrip(_OPENERS)
            first = one.start() in begins or led[-1:] in _STOPS
            yield _Written(at, at + len(word), word, first, unspanned[at] != MASK)


def _twos(text: str, written: list[_Written]) -> Iterator[_Written]:
    for one, other in pairwise(written):
        if text[one.end : other.start] in {" ", "\u00a0"}:
            yield _Written(one.start, other.end, f"{one.text} {other.text}", one.begins, one.free)


def _names(reading: Reading) -> _Names:
    """Return the names on file, word by word and in twos."""
    application = reading.application
    words: dict[str, _Name] = {}
    twos: dict[str, _Name] = {}
    for name, key, shortest in _sources(application):
        parts = [part.strip(",.()") for part in name.replace("’", "'").split()]
        for part in parts:
            if len(part) >= shortest and part[0].isupper():
                _add(twos if "-" in part else words, part, key)
        for one, other in pairwise(parts):
            if one[:1].isupper() and other[:1].isupper():
                _add(twos, f"{one} {other}", key)
    words.update({folded: name for folded, name in twos.items() if " " not in folded})
    return _Names(tuple(words.values()), tuple(twos.values()), _on_file(reading))


def _sources(application: Application) -> Iterator[tuple[str, str, int]]:
    """Yield each name on file, its key, and the letters from which its words count."""
    for person in application.people.values():
        key = f"people.{person.id}.name"
        for name in (person.name, person.goes_by, person.given, person.family):
            if name:
                yield name, key, _SHORTEST - 1
    employer = application.employer
    yield employer, "employer", _ORDINARY if " " in employer else _ALONE
    for name in (application.position, application.position_short):
        if name:
            yield name, "position", _ORDINARY


def _add(names: dict[str, _Name], text: str, key: str) -> None:
    folded = text.casefold()
    if folded not in names:
        names[folded] = _Name(text, key, folded, plain(folded), key.startswith("people."))


def _on_file(reading: Reading) -> frozenset[str]:
    application = reading.application
    me = application.me
    texts = [application.employer, application.position, application.position_short, me.name]
    texts += [application.place, application.client, application.reference, *me.signature]
    for person in application.people.values():
        texts += [person.name, person.goes_by, person.given, person.family, person.title]
        texts += [person.address, person.place]
    if reading.case.background is not None:
        texts += [phrase for phrase, _ in reading.case.background.foreign]
    text = " ".join(text for text in texts if text).replace("’", "'").casefold()
    return frozenset(re.findall(_WORD, text))


def _nearly(reading: Reading, one: _Written, names: _Names) -> _Name | None:
    """Return the name that *one* may be misspelt from; see the top of this module."""
    folded = one.text.casefold()
    if names.on_file.issuperset(folded.split()):
        return None
    if " " in folded:
        return next((name for name in names.twos if _are_nearly(folded, name)), None)
    if folded in _ordinary(reading.base):
        return None
    bare = plain(folded)
    shortest = _LONG if one.begins else _SHORTEST if one.free else _IN_A_DETAIL
    most = 1 if one.begins else 2
    acronym = one.text.isupper() and len(one.text) <= _ACRONYM
    for name in names.words:
        if name.bare == bare:
            near = not one.begins or len(bare) > _SHORTEST
        elif len(name.bare) < shortest or (acronym and not name.text.isupper()):
            continue
        else:
            near = _is_nearly(folded, bare, name, most)
        if near and not _is_a_word(reading, folded):
            return name
    return None


def _are_nearly(folded: str, name: _Name) -> bool:
    """Return whether each of two words is one of *name*, or nearly."""
    here, there = folded.replace("-", " ").split(), name.folded.replace("-", " ").split()
    if folded == name.folded or len(here) != len(there):
        return False
    for one, other in zip(here, there, strict=True):
        if one != other:
            part = _Name(name.text, name.key, other, plain(other), name.of_a_person)
            if not _is_nearly(one, plain(one), part, most=2):
                return False
    return True


def _is_nearly(folded: str, bare: str, name: _Name, most: int) -> bool:
    """Return whether a word is at most so many slips away from *name*."""
    meant = name.bare
    long = len(meant) >= (_LONG if name.of_a_person else _ORDINARY_LONG)
    behind = bare[:1] == meant[:1]
    limit = min(most, 2 if long and behind else 1)
    if abs(len(bare) - len(meant)) > limit or not (long or behind):
        return False
    if not name.of_a_person and _is_a_form(folded, name.folded):
        return False
    return slips(bare, meant) <= limit


def slips(one: str, other: str) -> int:
    """Return how many letters to add, leave out, change or swap with their neighbour.

    The distance of Damerau and Levenshtein, each stretch edited once.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, before = before, row
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _is_a_form(one: str, other: str) -> bool:
    """Return whether two words differ in nothing but an ending."""
    shorter = min(len(one), len(other))
    stem = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    rests = {one[stem:], other[stem:]}
    return stem >= _STEM and (rests <= _ENDINGS or rests == _SALES)


@cache
def _ordinary(base: str) -> frozenset[str]:
    """Return words that have a capital by chance, or because they always have."""
    words = COMMON | SMALL["en"] | SMALL["fr"] | days.names(base)
    return words | _PLACES if base == "en" else words


def _is_a_word(reading: Reading, folded: str) -> bool:
    """Return whether *folded* is in the dictionary, or in the draft without a capital."""
    knows = reading.case.knows
    if knows is not None and knows(folded):
        return True
    return re.search(rf"(?<!\w){re.escape(folded)}(?!\w)", reading.plain) is not None


CHECKS = (look_alike,)
