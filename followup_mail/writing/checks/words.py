"""The word lists a language needs, and where to find them.

Lists are judgement, not measurement: what they say of the project's own texts is
printed by ``benchmarks/false_positives.py``. See
:mod:`followup_mail.writing.checks.phrases` for ``*`` and ``~``.
"""

from typing import Protocol

Phrases = tuple[str, ...]


class Words(Protocol):
    """Turns of phrase in one language, by what is wrong with them; a module each."""

    BLAME: Phrases
    SILENCE: Phrases
    """Blame towards those who owe an answer, plain news to a friend inside."""
    DESPERATION: Phrases
    FILLER: Phrases
    ONCE: Phrases
    """Politeness that wears out when said twice."""
    APOLOGY: Phrases
    PRESSURE: Phrases
    FLATTERY: Phrases
    SUPERLATIVES: Phrases
    """One is enough."""
    UPDATE: Phrases
    """Questions that are not about the timeline."""
    STATUS: Phrases
    """Questions about the process, out of place in a thank-you."""
    PAY: Phrases
    SLANG: Phrases
    SENSITIVE: Phrases
    COMPLAINT: Phrases
    """About a colleague who did not answer."""
    INTEREST: Phrases
    ASKS: Phrases
    """Questions without a question mark."""
    GENERIC: Phrases
    """Addresses to nobody in particular."""
    SEVERAL: Phrases
    """Addresses to many at once."""
    SALUTATIONS: Phrases
    """Words before the name, longest first."""
    ATTACHED: Phrases
    CLAIMS: Phrases
    """Words that put a date into the reader's mouth."""
    AGREED: Phrases
    """Words that recall a promise."""
    SECOND: Phrases
    """Words that speak of a second interview as held."""
    THIRD: Phrases


def words(base: str) -> Words:
    """Return the lists of the language with the primary subtag *base*."""
    if base == "fr":
        from followup_mail.writing.checks import words_fr  # noqa: PLC0415 - start-up time

        return words_fr
    from followup_mail.writing.checks import words_en  # noqa: PLC0415 - as above

    return words_en
