"""Whether the message is in the language of the process, and in one language."""

import re
from collections.abc import Iterator

from followup_mail.vocabulary import Severity
from followup_mail.writing.checks.check import Fault, check
from followup_mail.writing.checks.reading import Reading, is_clause

_NAMES = {"en": "English", "fr": "French"}
_FOREIGN = 3
"""Small words of another language that make a sentence one of its own."""
_FOREIGN_IN_CLAUSE = 2

# Frequent small words, without those that the other language has too.
SMALL = {
    "en": frozenset({
        "the", "and", "of", "to", "with", "that", "is", "was", "were", "have", "has", "had", "you",
        "your", "we", "our", "my", "it", "this", "from", "at", "by", "how", "which", "what", "been",
        "would", "could", "will", "not", "are", "they", "their", "there", "when", "because",
    }),
    "fr": frozenset({
        "le", "la", "les", "des", "du", "est", "et", "que", "qui", "avec", "dans", "vous", "nous",
        "je", "mon", "ma", "mes", "votre", "vos", "notre", "une", "un", "au", "aux", "cette", "été",
        "avez", "avons", "ce", "pour", "sur", "par", "ne", "pas", "sont", "leur", "où", "sans",
        "en", "de", "être", "ont",
    }),
}  # fmt: skip
_COURTESY = {
    "en": frozenset({"dear", "hi", "hello", "regards", "sincerely", "thanks", "thank", "best"}),
    "fr": frozenset({"bonjour", "cordialement", "madame", "monsieur", "salutations", "merci"}),
}


@check(
    "language",
    Severity.WARNING,
    rule="The message is in the language of the process, all of it.",
    source="the project's judgement",
)
def language(reading: Reading) -> Iterator[Fault]:
    """Yield a draft, a sentence or a detail in the other language."""
    meant = reading.application.language.base
    if reading.base != meant:
        yield Fault(
            f"The message is in {_NAMES[reading.base]} but the process in {_NAMES[meant]}: write "
            f"it in {_NAMES[meant]}, or correct language."
        )
        return
    other = "en" if meant == "fr" else "fr"
    foreign, own = SMALL[other], SMALL[meant]
    for span in reading.draft.body.spans:
        clause = _small(reading.folded[span.start : span.end]) if is_clause(span.key) else []
        strange = sum(word in foreign for word in clause)
        if strange >= _FOREIGN_IN_CLAUSE and not any(word in own for word in clause):
            yield Fault(f"{span.key} is in {_NAMES[other]}: write it in {_NAMES[meant]}.", span)
    for start, end in reading.sentences:
        sentence = _small(reading.own[start:end])
        strange = sum(word in foreign for word in sentence)
        if strange >= _FOREIGN and strange > sum(word in own for word in sentence):
            begin = " ".join(reading.body[start:end].split()[:4])
            yield Fault(
                f'The sentence that begins "{begin}" is in {_NAMES[other]}: write it in '
                f"{_NAMES[meant]}.",
                reading.at(start, end),
            )
    yield from _courtesy(reading, other)


def _courtesy(reading: Reading, other: str) -> Iterator[Fault]:
    """Yield a greeting or closing in the language *other*."""
    meant = reading.application.language.base
    for stretch in (reading.letter.greeting, reading.letter.ending):
        if stretch is None or not reading.kind.mailed:
            continue
        found = next(
            (w for w in _small(reading.own[slice(*stretch)]) if w in _COURTESY[other]), None
        )
        if found:
            yield Fault(
                f'"{found}" is {_NAMES[other]} in a letter in {_NAMES[meant]}: use one language.',
                reading.at(*stretch),
            )


def _small(folded: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", folded)


CHECKS = (language,)
