"""French typography and the forms of a French letter."""

import re
from collections.abc import Iterator

from followup_mail.vocabulary import Language, Severity
from followup_mail.writing.checks import days
from followup_mail.writing.checks.check import FRENCH, MAILED, Fault, check
from followup_mail.writing.checks.reading import Reading

_NARROW = "\u00a0\u202f"

# Each: a sign without which there is no such fault, a pattern that finds it, and
# what is wrong.
_SPACING = (
    (
        ":",
        rf"(?<=[^\s:{_NARROW}]):(?=\s|$)|(?<=[^\s:]) :(?=\s|$)",
        "needs a no-break space before the colon",
    ),
    (
        "«",
        rf"«(?![{_NARROW}])\s?\S*|(?<!\S)\S*(?<![{_NARROW}])»",
        "needs a no-break space inside the guillemets",
    ),
    ("%", r"\d+ ?%", "needs a no-break space between number and sign"),
    ("$", r"\d+ ?\$", "needs a no-break space between number and sign"),
    ("€", r"\d+ ?€", "needs a no-break space between number and sign"),
    (
        "h",
        r"\b\d{1,2} ?[hH](?: ?\d{2})?\b|\b\d{1,2}\u00a0[hH]\d{2}\b",
        "is written as « 14 h 30 », with no-break spaces",
    ),
    (":", r"\b\d{1,2}:\d{2}\b(?!:)", "is written with an h, as « 14 h 30 »"),
    ('"', r'"[^"\n]{0,40}"?', "has straight quotation marks: write « » instead"),
)
_CANADA = (
    "",
    rf"(?<!\S)\S*[ {_NARROW}][;!?](?=[\s{_NARROW}»)]|$)",
    "has a space before the mark, which Canada leaves out",
)
_FRANCE = (
    "",
    rf"(?<![\w'’-])[\w'’-]*[^\s{_NARROW};!?.…(«][;!?](?=[\s»)]|$)|(?<!\S)\S* [;!?](?=[\s»)]|$)",
    "needs a no-break space before the mark",
)

_MIXED = (
    "l'expression de mes salutations", "l'expression de mes * salutations",
    "l'assurance de mes salutations", "l'assurance de mes * salutations",
    "l'expression de nos salutations",
)  # fmt: skip
_SHORT_TITLES = frozenset(
    {"M", "MM", "Mme", "Mmes", "Mlle", "Mlles", "Mr", "Dr", "Dre", "Me", "Pr"}
)
_FULL = ("agréer,", "recevoir,", "croire,", "accepter,")
_SHORT_CLOSINGS = frozenset(
    {
        *("cordialement", "bien cordialement", "très cordialement", "bien à vous"),
        *("meilleures salutations", "sincères salutations", "cordiales salutations"),
        *("salutations distinguées", "salutations cordiales", "salutations"),
    }
)


@check(
    "french-spacing",
    Severity.WARNING,
    rule="Spaces, quotation marks and hours follow the usage of Canada or of France.",
    source="OQLF on spaces; OQLF on hours",
    languages=FRENCH,
)
def french_spacing(reading: Reading) -> Iterator[Fault]:
    """Yield the first fault of each sort; names and numbers on file are let through."""
    canadian = reading.draft.language is Language.FR_CA
    both = reading.body + reading.subject
    for sign, pattern, told in (*_SPACING, _CANADA if canadian else _FRANCE):
        if sign not in both:
            continue
        if found := re.search(pattern, reading.plain):
            span = reading.at(*found.span())
            key = f" (from {span.key})" if span.key else ""
            yield Fault(f'"{_around(reading.body, found.span())}"{key} {told}.', span)
        elif found := re.search(pattern, reading.plain_subject):
            yield Fault(f'"{_around(reading.subject, found.span())}" in the subject {told}.')


def _around(text: str, stretch: tuple[int, int]) -> str:
    """Return the words at fault, with the one before where they are a mark alone."""
    start, end = stretch
    said = text[start:end].strip()
    if any(char.isalnum() for char in said):
        return said
    before = re.search(r"\S*\s?$", text[:start].rpartition("\n")[2])
    return (before[0] if before else "") + text[start:end].strip("\n")


@check(
    "french-form",
    Severity.WARNING,
    rule="Dates, form of address and closing formula follow the norm.",
    source="OQLF on dates; OQLF on letters; Clefs du français pratique; Guide du rédacteur",
    languages=FRENCH,
)
def french_form(reading: Reading) -> Iterator[Fault]:
    """Yield faults of form."""
    yield from _dates(reading)
    for hit in reading.hits(_MIXED, subject=False):
        told = "mixes two formulas: one expresses sentiments and gives salutations"
        yield Fault(f"{hit.said} {told}.", hit.span)
    if reading.kind in MAILED:
        yield from _address(reading)
        yield from _closing(reading)


def _dates(reading: Reading) -> Iterator[Fault]:
    """Yield capitals on days and months, and « mardi, le 13 »."""
    starts = {start for start, _ in reading.sentences}
    for found in days.named(reading.plain, "fr"):
        said = reading.plain[found.start : found.end]
        span = reading.at(found.start, found.end)
        first, *rest = said.split()
        if any(word[0].isupper() for word in rest) or (
            first[0].isupper() and found.start not in starts
        ):
            yield Fault(f'"{said}" takes no capital in French: write it small.', span)
        if found.weekday is not None and "le" in rest:
            better = " ".join(word for word in (first.rstrip(","), *rest) if word != "le")
            yield Fault(f'"{said}" has its article too late: write « le {better} ».', span)


def _address(reading: Reading) -> Iterator[Fault]:
    for (start, end), person in reading.greetings:
        line = reading.body[start:end]
        span = reading.at(start, end)
        recorded = (person.address or "").rstrip(".")
        for word in line.rstrip(" ,").split():
            short = word.rstrip(".")
            if short in _SHORT_TITLES and short != recorded:
                yield Fault(f'"{word}" is short for a title: write it out in the greeting.', span)
        if not line.rstrip().endswith(","):
            yield Fault(f'"{line.strip()}" needs a comma at the end.', span)
    follows = reading.letter.paragraphs[:1] if reading.letter.greeting else ()
    for start, end in follows:
        if reading.body[start].islower():
            begin = " ".join(reading.body[start:end].split()[:3])
            yield Fault(
                f'"{begin}" follows the greeting: begin it with a capital.', reading.at(start, end)
            )


def _closing(reading: Reading) -> Iterator[Fault]:
    if reading.letter.ending is None:
        return
    start, end = reading.letter.ending
    ending = reading.body[start:end]
    verb = next((verb for verb in _FULL if verb in ending), None)
    if verb:
        said, comma, _ = ending.partition(verb)[2].partition(",")
        address = _appel(reading)
        if comma and address and said.strip() != address:
            told = f'"{said.strip()}" where the greeting says "{address}"'
            yield Fault(
                f"The closing says {told}: repeat the greeting exactly.", reading.at(start, end)
            )
    line = ending.partition("\n")[0].strip()
    if line.casefold() in _SHORT_CLOSINGS:
        yield Fault(
            f'"{line}" needs a comma before the name.', reading.at(start, start + len(line))
        )


def _appel(reading: Reading) -> str:
    """Return the greeting without « Bonjour » and comma."""
    if reading.letter.greeting is None:
        return ""
    line = reading.body[slice(*reading.letter.greeting)].strip(" ,\u00a0")
    return re.sub(r"^(?:Bonjour|Bonsoir)\b[ ,\u00a0]*", "", line)


CHECKS = (french_spacing, french_form)
