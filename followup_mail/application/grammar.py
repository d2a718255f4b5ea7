"""Clauses and noun phrases, which are spliced into sentences of the templates.

What the text begins and ends with is all that is checked, and only what can't be
meant: whether "Kafka" or "Halden" has a capital of its own nobody here can know,
but "The" before a small letter has none.
"""

from collections.abc import Mapping

from followup_mail.tables import Leaf, Line, Walk, shortened
from followup_mail.vocabulary import Language

_LONGEST_BEGINNING = 40
_END_MARKS = ".!?…,;:"
_LINE = Line()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that open what people type and are never names where a small letter or a
# figure follows ("The Hague" and "Le Devoir" have a capital there). In small letters.
_OPENERS = {
    "en": _words("""
        a an the this that these those my your our their his her its we you they he she it
        how what why when where which who whether if while because since as not no every
        each some many more most all both from to in at on with for by of
        moving keeping tuning building working using making getting finding hiring growing
        scaling running handling managing improving reducing planning writing designing
        developing migrating learning helping bringing turning
    """),
    "fr": _words("""
        le la les l un une des du de d ce cet cette ces mon ma mes ton ta tes son sa ses
        notre nos votre vos leur leurs je j tu il elle on nous vous ils elles c s qu que qui
        quoi comment pourquoi quand où quel quelle quels quelles si parce car chaque plusieurs
        certains certaines tout tous toute toutes pour par avec dans en à au aux sur
    """),
}
# Words that open what somebody did, in the past tense.
_PARTICIPLES = {
    "en": _words("""
        automated brought built coached coordinated created cut delivered designed developed
        doubled fixed founded halved helped improved increased introduced kept launched led
        made managed mentored migrated moved negotiated organised organized ran rebuilt
        redesigned reduced replaced rewrote saved shipped spent started taught took trained
        won worked wrote
    """),
    "fr": _words("""
        accompagné amélioré animé automatisé conçu construit coordonné créé dirigé développé
        doublé écrit fait formé géré lancé mené migré mis négocié optimisé organisé piloté
        rédigé réduit refait remplacé réussi travaillé
    """),
}


class Splice(Leaf[str]):
    """Text that completes a sentence of the program's."""

    __slots__ = ("_past", "_said", "_sides")

    def __init__(
        self, said: Mapping[str, tuple[str, ...]] | None = None, *, past: bool = False
    ) -> None:
        """Describe the text by what it may not begin with.

        *said* are, by language and in small letters, the words that the sentence has
        already; *past* tells that it begins with a past participle or the past tense.
        """
        self._said = said or {}
        self._past = past
        self._sides: dict[Language, tuple[tuple[str, ...], frozenset[str]]] = {}

    def decode(self, value: object, walk: Walk) -> str:
        """Return the text; raise ValueError where it can't stand inside a sentence."""
        text = _LINE.decode(value, walk)
        if text[-1] in _END_MARKS:
            raise ValueError(
                f"ends with '{text[-1]}', but stands inside a sentence; leave the mark out"
            )
        if walk.language is not None:
            self._check_beginning(text, walk.language)
        return text

    def schema(self) -> dict[str, object]:
        """Return a string's schema."""
        return {**Line().schema(), "pattern": "[^.!?…,;:]$"}

    def _check_beginning(self, text: str, language: Language) -> None:
        said, small_words = self._sides.get(language) or self._side(language)
        plain = text[:_LONGEST_BEGINNING].lower().replace("’", "'")
        if plain.startswith(said):
            words = next(each for each in said if plain.startswith(each))
            typed = text[: len(words)].rstrip()
            raise ValueError(
                f"begins with '{typed}', which the sentence says already; leave it out"
            )
        if text[0].isupper() and _is_only_capitalised(text, small_words):
            small = text[0].lower() + text[1:]
            raise ValueError(
                f"begins with a capital, but stands inside a sentence; write '{shortened(small)}'"
            )

    def _side(self, language: Language) -> tuple[tuple[str, ...], frozenset[str]]:
        """What the text may not begin with, and which words it begins with in small letters."""
        base = language.base
        words = _OPENERS.get(base, frozenset())
        more = _PARTICIPLES.get(base, frozenset()) if self._past else frozenset[str]()
        self._sides[language] = self._said.get(base, ()), words | more
        return self._sides[language]


def _is_only_capitalised(text: str, small_words: frozenset[str]) -> bool:
    """Whether the first word is one of *small_words* with a capital, and no name's first."""
    word, parted, rest = text.replace("'", " ").replace("’", " ").partition(" ")
    return (
        word[:1].isupper()
        and word[1:] == word[1:].lower()
        and word.lower() in small_words
        and parted != ""
        and rest[:1].isalnum()
        and not rest[0].isupper()
    )


REASON = Splice({"en": ("because ",), "fr": ("parce que ", "parce qu'", "car ")})
"""Completes "I would like this role because …" / « ce poste m'intéresse parce que … »."""
RELATIONSHIP = Splice()
"""Completes "…, since we know each other: …"."""
TOPIC = Splice({"en": ("about ", "we talked about "), "fr": ("de ", "d'", "nous avons parlé ")})
"""Completes "we talked about …" / « nous avons parlé de … »."""
FACT = Splice({"en": ("i ", "i've ", "i'd "), "fr": ("j'ai ", "je ", "j'")}, past=True)
"""Completes "I …" / « j'ai … »."""
THING = Splice()
"""Completes "I promised you …"."""
