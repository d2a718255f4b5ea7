"""Spelling, by a Hunspell dictionary where one is installed.

An optional extra: the library spylls reads Hunspell's files in pure Python, takes
half a second for it, and brings an American dictionary. Others are looked for
where systems keep them. Without library or dictionary nothing is checked.
"""

import importlib
import importlib.util
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from followup_mail.vocabulary import Language, Severity
from followup_mail.writing.checks.check import Fault, check
from followup_mail.writing.checks.reading import Reading

FOLDERS = (
    Path("/usr/share/hunspell"),
    Path("/usr/share/myspell"),
    Path("/usr/share/myspell/dicts"),
    Path("/usr/local/share/hunspell"),
    Path("/Library/Spelling"),
)
_AMERICAN = "en_US"
_NAMES = {
    Language.EN_CA: ("en_CA", "en_GB", _AMERICAN),
    Language.EN_GB: ("en_GB", "en_CA", _AMERICAN),
    Language.EN_US: (_AMERICAN,),
    Language.FR_CA: ("fr_CA", "fr", "fr_FR"),
    Language.FR_FR: ("fr_FR", "fr", "fr_CA"),
}
# British and Canadian endings that the American dictionary writes otherwise.
_ELSEWHERE = (
    (r"our(?=$|s$|ed$|ing$|ably?$|ful|ite|hood)", "or"),
    (r"(?<=[a-z]{2})is(?=e[sdr]?$|ing$|ations?$)", "iz"),
    (r"(?<=[a-z])ys(?=e[sdr]?$|ing$)", "yz"),
    (r"ll(?=ed$|ing$|ers?$)", "l"),
    (r"(?<=[a-z]{2}[tb])re(?=s?$)", "er"),
    (r"ence(?=s?$)", "ense"),
    (r"ogue(?=s?$)", "og"),
    (r"(?<=progra)mme(?=s?$)", "m"),
    (r"(?<=fulfi)l(?=s?$|ment)", "ll"),
    (r"(?<=ski)l(?=ful)", "ll"),
)
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_FRENCH_PREFIX = r"(?i)^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)"


class _Dictionary(Protocol):
    def lookup(self, word: str) -> bool:
        """Return whether the dictionary has *word*."""


def available(language: Language, folders: Sequence[Path] = FOLDERS) -> bool:
    """Return whether texts in *language* can be checked here."""
    return importlib.util.find_spec("spylls") is not None and _find(language, folders) is not None


def dictionary(
    language: Language, folders: Sequence[Path] = FOLDERS
) -> Callable[[str], bool] | None:
    """Return what tells whether a word of *language* is known, or None where nothing can."""
    name = _find(language, folders)
    if name is None or importlib.util.find_spec("spylls") is None:
        return None
    load: Callable[[str], _Dictionary] = importlib.import_module(
        "spylls.hunspell"
    ).Dictionary.from_files
    with warnings.catch_warnings():
        # spylls leaves the files it has read to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            lookup = load(name).lookup
        except (OSError, ValueError, LookupError):  # a damaged dictionary is none
            return None
    if language is not Language.EN_US and name.endswith(_AMERICAN):
        return lambda word: lookup(word) or _american(word, lookup)
    return lookup


def _find(language: Language, folders: Sequence[Path]) -> str | None:
    """Return the dictionary to load: a path without suffix, or the one that spylls brings."""
    for name in _NAMES[language]:
        for folder in folders:
            if (folder / f"{name}.aff").is_file() and (folder / f"{name}.dic").is_file():
                return str(folder / name)
    return _AMERICAN if _AMERICAN in _NAMES[language] else None


def _american(word: str, lookup: Callable[[str], bool]) -> bool:
    """Return whether *word* is known once it is spelt as in the United States."""
    respelt = (re.sub(pattern, instead, word) for pattern, instead in _ELSEWHERE)
    return any(other != word and lookup(other) for other in respelt)


@check(
    "spelling",
    Severity.WARNING,
    rule="Every word is in the dictionary of its language, or is a name on file.",
    source="Net-Temps; AACN career centre",
)
def spelling(reading: Reading) -> Iterator[Fault]:
    """Yield unknown words once each; names on file and capitalised words are let through."""
    knows = reading.case.knows
    if knows is None:
        return
    told = _names(reading)
    starts = {start for start, _ in reading.sentences}
    for found in re.finditer(_WORD, re.sub(r"(?<!\S)\S*[@/\\]\S*", _blank, reading.plain)):
        word = found[0].replace("’", "'")
        if reading.base == "fr":
            word = re.sub(_FRENCH_PREFIX, "", word)
        begins = found.start() in starts
        if word in told or (word != word.lower() and not (begins and word[1:].islower())):
            continue
        if not any(knows(form) for form in (word, word.lower())) and not _joined(word, knows):
            told.add(word)
            span = reading.at(*found.span())
            key = f" (from {span.key})" if span.key else ""
            yield Fault(f'"{word}"{key} is in no dictionary here: check its spelling.', span)


def _names(reading: Reading) -> set[str]:
    """Return the words of names on file, which need be in no dictionary."""
    application, people = reading.application, reading.application.people.values()
    named = [application.employer, application.position, reading.draft.sender.name]
    for person in people:
        named += [person.name, person.short, person.given or "", person.family or ""]
    return set(re.findall(_WORD, " ".join(named).replace("’", "'")))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _joined(word: str, knows: Callable[[str], bool]) -> bool:
    """Return whether every part of a hyphenated *word* is known."""
    parts = word.split("-")
    return len(parts) > 1 and all(knows(part) or knows(part.lower()) for part in parts)


CHECKS = (spelling,)
