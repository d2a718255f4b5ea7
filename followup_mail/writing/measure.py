"""How long a text is: in words, in sentences, in seconds read or spoken."""

import re
from collections.abc import Iterator

from followup_mail.vocabulary import Language

READING_WPM = 230
"""Words a minute read in silence; Brysbaert's review of 2019 has 238 for English
prose and some twenty fewer for French, too small a difference to tell apart here."""

PAUSE_SECONDS = 0.5
"""What a pause mark (``…`` or ``[pause]``) takes."""

# Speaking teachers name 120 to 150 words a minute in English and 120 to 160 in French;
# a number that has to be written down wants the slow end, and French a little slower.
_SPEAKING_WPM = {"en": 120, "fr": 115}

# Before a full stop that ends no sentence; "Inc." and "p.m." are left out, since
# they often close one.
_TITLES = {"mr", "mrs", "ms", "mx", "dr", "prof", "st", "sr", "jr", "m", "mm"}
_ABBREVIATED = _TITLES | {"vs", "e.g", "i.e", "approx", "cf", "p.ex", "réf", "tél"}

# Compiled by re on first use and kept there: most commands measure nothing.
_STOP = r"\n|(?<![.!?])[.!?]+[\"”’»)\]\u00a0\u202f]*(?=\s+[^\sa-zà-öø-ÿœ]|$)"
_TELEPHONE = r"\+? ?\d(?:[\s().,/\u2010-\u2014-]*\d){6,}"
_DIRECTION = r"\[[^\[\]\n]*\]"


def pace(language: Language) -> int:
    """Return the words a minute at which a script in *language* is read aloud."""
    return _SPEAKING_WPM[language.base]


def words(text: str) -> int:
    """Return the number of words: what stands between spaces and has a letter or digit.

    A no-break space parts words too, so « 14 h 30 » has three; « l'entrevue » and
    "follow-up" are one each.
    """
    return sum(1 for token in text.split() if _counts(token))


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each sentence that has a word, in order.

    A line break ends a sentence. A full stop does not after an initial or a
    common abbreviation, nor before a small letter.
    """
    found = []
    start = 0
    for end in (*_ends(text), len(text)):
        piece = text[start:end]
        if any(char.isalnum() for char in piece):
            left = len(piece) - len(piece.lstrip())
            found.append((start + left, start + len(piece.rstrip())))
        start = end
    return tuple(found)


def reading_seconds(text: str) -> float:
    """Return how long *text* takes to read in silence."""
    return words(text) * 60 / READING_WPM


def spoken_words(text: str) -> int:
    """Return how many words are said when *text* is read aloud.

    Digits of a telephone number (seven or more that stand together) are said one
    by one. Elsewhere a number of one or two digits is one word, a year two, any
    other one word a digit. What stands in brackets is a direction, not said.
    """
    said = re.sub(_DIRECTION, " ", text.replace("…", " "))
    total = 0
    for number in re.findall(_TELEPHONE, said):
        total += sum(char.isdigit() for char in number)
    for token in re.sub(_TELEPHONE, " ", said).split():
        if _counts(token):
            total += max(1, sum(_said(digits) for digits in re.findall(r"\d+", token)))
    return total


def spoken_seconds(text: str, wpm: int) -> float:
    """Return how long *text* takes to say at *wpm* words a minute, pauses included."""
    pauses = text.count("…") + text.lower().count("[pause]")
    return spoken_words(text) * 60 / wpm + pauses * PAUSE_SECONDS


def _counts(token: str) -> bool:
    return token.isalnum() or any(char.isalnum() for char in token)


def _said(digits: str) -> int:
    if len(digits) <= 2:  # noqa: PLR2004 - "nineteen", « quatorze »
        return 1
    year = len(digits) == 4 and digits[:2] in {"19", "20"}  # noqa: PLR2004 - digits of a year
    return 2 if year else len(digits)


def _ends(text: str) -> Iterator[int]:
    """Yield where a sentence ends, before the white space that follows it."""
    for found in re.finditer(_STOP, text):
        if found[0][0] == "\n" or not _abbreviates(text, found.start()):
            yield found.end()


def _abbreviates(text: str, stop: int) -> bool:
    if text[stop] != ".":
        return False
    before = text[max(0, stop - 12) : stop].split()
    word = before[-1].lstrip("(«“\"'").casefold() if before else ""
    return word in _ABBREVIATED or (len(word) == 1 and word.isalpha() and word != "i")
