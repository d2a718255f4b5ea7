"""Names in a text as they are looked up: whose applications it speaks of.

A name is compared without case, accents and punctuation: « L'Oréal » is "l oreal".
An ordinary word may be somebody's name (Target, Indeed, The Bay), so a text
mentions a name only where it is written as one:

- a single word has a capital that no sentence's beginning gives it, and three
  letters, or two capitals (EY);
- of two words, one has such a capital;
- of three and more, the first or the last has a capital, wherever they stand.

Names of days, of months and of what everybody has an account at are no single
word's employer. A name in small letters throughout is not found in a sentence; in
the name of a file case tells nothing, so there any words count.
"""

import re
from collections.abc import Iterator
from functools import cache

from followup_mail.model import Application, Draft, Person
from followup_mail.record import Record
from followup_mail.writing import measure
from followup_mail.writing.checks import days
from followup_mail.writing.checks.phrases import plain
from followup_mail.writing.checks.reading import Stretch, is_clause, masked
from followup_mail.writing.checks.truth import COMMON

LONGEST = 6
"""Words of a name that are compared; no two names that long share so many."""

_WORD = r"[^\W_]+|&"
_WITHIN = frozenset(" \u00a0\u202f'’ʼ-‐‑./")
"""Characters that may stand between two words of one name ("T. Rowe")."""
_APART = 2
_CAMEL = r"[^\W\d_a-z]?[^\W\d_A-Z]+|[^\W_a-z]+|&"
_LABELS = 6
"""Of a domain, from its end."""
_LEGAL = frozenset(
    {
        *("inc", "incorporated", "ltd", "limited", "llc", "llp", "lp", "plc", "pllc", "ulc"),
        *("corp", "corporation", "co", "company", "ltee", "limitee", "enr", "senc", "sencrl"),
        *("cie", "compagnie", "sa", "sas", "sarl", "gmbh", "ag", "bv", "nv"),
    }
)
_PUBLIC = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr"),
        *("hotmail.ca", "hotmail.co.uk", "live.com", "live.ca", "live.fr", "msn.com", "me.com"),
        *("mac.com", "icloud.com", "yahoo.com", "yahoo.ca", "yahoo.fr", "yahoo.co.uk", "ymail.com"),
        *("aol.com", "gmx.com", "gmx.net", "gmx.fr", "gmx.de", "mail.com", "proton.me"),
        *("protonmail.com", "pm.me", "tutanota.com", "fastmail.com", "hey.com", "zoho.com"),
        *("videotron.ca", "bell.net", "sympatico.ca", "rogers.com", "shaw.ca", "telus.net"),
        *("orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "laposte.net", "comcast.net"),
        *("verizon.net", "att.net", "btinternet.com", "sky.com", "cogeco.ca", "bbox.fr"),
    }
)
_SHORT, _ENOUGH = 2, 3
"""Letters of a single word that is a name in two capitals only, and of one that needs one."""


class Word(Record):
    """One word of a text."""

    start: int
    end: int
    key: str
    """As it is compared."""
    capital: bool
    """Whether it is written as a name is."""
    first: bool
    """Whether it begins a sentence."""
    acronym: bool


class Mention(Record):
    """Words that could be a name, and where they stand."""

    phrase: str
    """As it is looked up."""
    where: str
    """"" for the body, "subject", or the name of an attachment, in which it then stands."""
    start: int
    end: int
    written: bool = True
    """Whether case says that it is a name; where it tells nothing, False."""


def key_of(text: str) -> str:
    """Return *text* as names are compared: its words in small letters, without accents."""
    return " ".join(_key(found[0]) for found in re.finditer(_WORD, text))


def name_keys(name: str) -> frozenset[str]:
    """Return the phrases by which *name* is found in a text: all of it, or each six words."""
    words = key_of(name).split()
    last = max(1, len(words) - LONGEST + 1)
    return frozenset(" ".join(words[at : at + LONGEST]) for at in range(last) if words)


def mention_keys(application: Application) -> frozenset[str]:
    """Return by which phrases a text speaks of *application*, for an index.

    The employer with and without "Inc.", the whole names of people, and the domains of
    their addresses that are no public mail provider's. Nobody's single name is among
    them, and no employer's that is the name of a day or the like.
    """
    found = {" ".join(words[:LONGEST]) for words in _employer(application.employer)}
    for person in application.people.values():
        for name in _whole_names(person):
            words = key_of(name).split()
            if len(words) > 1:
                found.add(" ".join(words[:LONGEST]))
        if person.email:
            domain = person.email.rpartition("@")[2].lower()
            if domain not in _PUBLIC:
                found.add(domain)
    return frozenset(found)


def mentions(draft: Draft) -> Iterator[Mention]:
    """Yield everything in subject, body and names of attachments that could be a name.

    Names that the template took from the application file are left out.
    """
    for where, text in (("", draft.body), ("subject", draft.subject)):
        unnamed = masked(text, lambda key: not is_clause(key))
        for start, end in measure.sentences(text.text):
            first = next(at for at in range(start, end) if text.text[at].isalnum())
            yield from _in_sentence(where, unnamed, (start, end), first)
        yield from _hosts(where, unnamed)
    for path in draft.attachments:
        yield from _in_file_name(path.name)


def own_keys(application: Application) -> frozenset[str]:
    """Return the phrases that are this application's own, or its writer's."""
    me = application.me
    names = [application.employer, application.position, application.position_short]
    names += [application.place, application.client, me.name, *me.signature]
    for person in application.people.values():
        names += [*_whole_names(person), person.goes_by, person.given, person.family]
        names += (person.title or "").split(",")
    found = {key for name in names if name for key in name_keys(name)}
    return mention_keys(application) | found | {me.email.rpartition("@")[2].lower()}


def _key(word: str) -> str:
    if word == "&":
        return "and"
    if word.isascii():
        return word.lower()
    return plain(word.casefold().replace("œ", "oe").replace("æ", "ae"))


def _employer(name: str) -> Iterator[list[str]]:
    """Yield the words of an employer's name, with what tells its legal form and without."""
    words = key_of(name).split()
    bare = list(words)
    while len(bare) > 1 and bare[-1] in _LEGAL:
        bare.pop()
    for each in (words, bare):
        if len(each) > 1 or (each and _tells(each[0])):
            yield each


def _tells(word: str) -> bool:
    """Return whether a single *word* can tell an employer from anything else."""
    if len(word) < _SHORT or word.isdecimal() or word in COMMON:
        return False
    return word not in _calendar()


@cache
def _calendar() -> frozenset[str]:
    return frozenset(map(plain, days.names("en") | days.names("fr")))


def _whole_names(person: Person) -> list[str]:
    names = [person.name]
    if person.given and person.family:
        names += [f"{person.given} {person.family}", f"{person.family} {person.given}"]
    return names


def _in_sentence(where: str, text: str, sentence: Stretch, first: int) -> Iterator[Mention]:
    for run in _runs(text, sentence, first):
        for words in _sequences(run):
            if _is_name(words):
                phrase = " ".join(word.key for word in words)
                yield Mention(phrase, where, words[0].start, words[-1].end)


def _in_file_name(name: str) -> Iterator[Mention]:
    stem = name.rpartition(".")[0] or name
    # "ContosoResume" is two words, "LinkedIn" is one: both readings are looked up.
    for pattern in (_WORD, _CAMEL):
        run = [_word(found, first=-1) for found in re.finditer(pattern, stem)]
        for words in _sequences(run):
            phrase = " ".join(word.key for word in words)
            written = len(words) > 1 or words[0].capital
            yield Mention(phrase, name, words[0].start, words[-1].end, written)


def _hosts(where: str, text: str) -> Iterator[Mention]:
    """Yield the domains in addresses and links, each with those above it."""
    if "." not in text:
        return
    for found in re.finditer(r"[\w.-]+", text):
        labels = found[0].strip(".-_").lower().split(".")[-_LABELS:]
        for at in range(len(labels) - 1):
            yield Mention(".".join(labels[at:]), where, *found.span())


def _runs(text: str, sentence: Stretch, first: int) -> Iterator[list[Word]]:
    """Yield the words of *sentence* that nothing but a space or the like parts."""
    run: list[Word] = []
    for found in re.compile(_WORD).finditer(text, *sentence):
        between = text[run[-1].end : found.start()] if run else ""
        if len(between) > _APART or not _WITHIN.issuperset(between):
            yield run
            run = []
        run.append(_word(found, first))
    yield run


def _word(found: re.Match[str], first: int) -> Word:
    word = found[0]
    capital = word != word.lower() or not (word[0].islower() or word.isdecimal())
    begins = found.start() == first
    return Word(*found.span(), _key(word), capital and word != "&", begins, word.isupper())


def _sequences(run: list[Word]) -> Iterator[list[Word]]:
    for at in range(len(run)):
        for end in range(at + 1, min(at + LONGEST, len(run)) + 1):
            yield run[at:end]


def _is_name(words: list[Word]) -> bool:
    """Return whether *words* are written as a name is; see the top of this module."""
    if len(words) == 1:
        word = words[0]
        long_enough = len(word.key) >= _ENOUGH or (word.acronym and len(word.key) == _SHORT)
        return word.capital and not word.first and long_enough
    if len(words) == 2:  # noqa: PLR2004 - two words
        return any(word.capital and not word.first and len(word.key) > 1 for word in words)
    return words[0].capital or words[-1].capital
