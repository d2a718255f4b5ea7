"""Short names, made from what people and companies are called."""

import re
from collections.abc import Callable, Iterable

_LONGEST = 40
"""Characters; what the ID of a person may have (``application.references``)."""
# Letters that Unicode doesn't take apart into a Latin letter and a mark.
_LETTERS = str.maketrans(
    {"æ": "ae", "ð": "d", "ø": "o", "þ": "th", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "œ": "oe"}
)
# What stands inside one word: O'Brien, J.P., AT&T.
_INSIDE = re.compile(r"(?<=\w)['’.&](?=\w)|(?<=\w)\.")
_ARTICLES = frozenset({"the", "a", "an", "le", "la", "les", "el", "los", "der", "die", "das"})
_FALLBACK_NAME = "application"
_FALLBACK_ID = "person"


def name_for(employer: str, position: str, taken: Callable[[str], bool]) -> str:
    """Return what an application is called on the command line: "northwind".

    ASCII letters, digits and hyphens. The first word of *employer* that isn't
    *taken*, else with the *position*, else with a number.
    """
    words = _words(employer)
    first = next((word for word in words if word not in _ARTICLES), "".join(words[:1]))
    full = _joined([first, *_words(position)])
    return _free([first[:_LONGEST], full] if first else [full or _FALLBACK_NAME], taken)


def person_id(name: str, taken: Callable[[str], bool]) -> str:
    """Return a short name that isn't *taken* for the person called *name*: "maria".

    It is the first word of *name* that isn't an abbreviation, else with the last
    one, else with a number. Letters of other scripts stay as they are.
    """
    words = [_slug(word) for word in name.split() if not word.endswith(".")]
    known = [word for word in words if word] or [_slug(name) or _FALLBACK_ID]
    return _free([known[0], _joined(dict.fromkeys((known[0], known[-1])))], taken)


def _words(text: str) -> list[str]:
    """The words of *text* in ASCII letters and digits."""
    whole = _INSIDE.sub("", text)
    return [word for part in whole.split() for word in _ascii(part).split("-") if word]


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", _plain(text)).strip("-")


def _slug(word: str) -> str:
    """The letters and digits of *word*, parted by hyphens, short enough for an ID."""
    parted = re.sub(r"[\W_]+", "-", _plain(_INSIDE.sub("", word))).strip("-")
    kept = "".join(char for char in parted if char == "-" or f"_{char}".isidentifier())
    return kept[:_LONGEST].strip("-")


def _plain(text: str) -> str:
    """Return *text* in small letters, without the marks on Latin ones."""
    import unicodedata  # noqa: PLC0415 - start-up time: only what is added is named

    apart = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return unicodedata.normalize("NFC", re.sub("([a-z])[\u0300-\u036f]+", r"\1", apart))


def _joined(words: Iterable[str]) -> str:
    """Return *words* with hyphens between them, as many as fit."""
    return "-".join(words)[:_LONGEST].strip("-")


def _free(wanted: list[str], taken: Callable[[str], bool]) -> str:
    """Return the first of *wanted* that isn't *taken*, else the last one with a number.

    Of very many alike the number is searched for by halves: it is one behind a taken
    one, the least unless there are gaps.
    """
    for name in wanted:
        if not taken(name):
            return name

    def numbered(number: int) -> str:
        end = f"-{number}"
        return f"{wanted[-1][: _LONGEST - len(end)].rstrip('-')}{end}"

    below, above = 1, 2
    while taken(numbered(above)):
        below, above = above, above * 2
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (middle, above) if taken(numbered(middle)) else (below, middle)
    return numbered(above)
