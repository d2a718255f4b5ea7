"""Spelling, with and without a dictionary."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from drafting import NORTHWIND, case, found, letter

from followup_mail.vocabulary import Language
from followup_mail.writing.checks import Case, spelling

KNOWN = {
    *("hi", "and", "see", "or", "i", "we", "talked", "about", "the", "batch", "it", "is", "good"),
    *("streaming", "write-up", "don't", "write", "up", "thank", "you", "color", "fulfill"),
    *("nous", "avons", "parlé", "de", "l", "arrivée", "du", "portail", "bonjour", "merci"),
    *("best", "regards", "meilleures", "salutations"),
}


def spelt(words: str, language: Language = Language.EN_CA) -> list[str]:
    """Return what the check says of *words* with a small dictionary."""
    judged = case(letter(words, language.base), language=language)
    known = Case(judged.draft, judged.application, knows=KNOWN.__contains__)
    return [finding.message for finding in found("spelling", known)]


def test_an_unknown_word_is_named_once() -> None:
    """The word is quoted, with the detail it stands in."""
    assert spelt("We talked about the bacth. ‹why|it is good streeming› bacth") == [
        '"bacth" is in no dictionary here: check its spelling.',
        '"streeming" (from why) is in no dictionary here: check its spelling.',
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.EN_CA, "Talked about Kafka, SIL and ‹employer|northwynd›."),
        (Language.EN_CA, "The write-up is good. Don’t you? See sam@qwrty.example or a/b/qwrty."),
        (Language.FR_CA, "Nous avons parlé de l’arrivée du portail."),
    ],
)
def test_names_and_known_words_are_let_through(language: Language, words: str) -> None:
    """Names on file, words with capitals, addresses and French elisions are fine."""
    assert spelt(words, language) == []


def test_without_a_dictionary_nothing_is_said() -> None:
    """Spelling is an optional extra."""
    assert found("spelling", case(letter("Qwrty zxcvb."))) == []


class Loaded:
    """A dictionary as spylls gives it; remembers which files it was read from."""

    files: list[str]

    def __init__(self, name: str) -> None:
        self.name = name

    @classmethod
    def from_files(cls, name: str) -> "Loaded":
        """Return the dictionary of that name."""
        cls.files.append(name)
        if Path(name).with_suffix(".dic").parent.name == "damaged":
            raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
        return cls(name)

    def lookup(self, word: str) -> bool:
        """Return whether the word is known."""
        return word in KNOWN


@pytest.fixture
def spylls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put a small stand-in for the optional library where it would be imported from."""
    package, module = ModuleType("spylls"), ModuleType("spylls.hunspell")
    package.__spec__ = module.__spec__ = sys.__spec__
    module.__dict__["Dictionary"] = Loaded
    Loaded.files = []
    monkeypatch.setitem(sys.modules, "spylls", package)
    monkeypatch.setitem(sys.modules, "spylls.hunspell", module)
    return Loaded.files


def put(folder: Path, *names: str) -> None:
    """Put the two files of each dictionary into *folder*."""
    for name in names:
        (folder / f"{name}.aff").touch()
        (folder / f"{name}.dic").touch()


@pytest.mark.parametrize(
    ("language", "there", "chosen"),
    [
        (Language.EN_CA, ("en_CA", "en_GB", "en_US"), "en_CA"),
        (Language.EN_CA, ("en_GB", "en_US"), "en_GB"),
        (Language.EN_US, ("en_GB", "en_US"), "en_US"),
        (Language.FR_CA, ("fr_FR", "fr"), "fr"),
        (Language.FR_FR, ("fr_CA",), "fr_CA"),
    ],
)
def test_the_nearest_dictionary_is_taken(
    language: Language, there: tuple[str, ...], chosen: str, tmp_path: Path, spylls: list[str]
) -> None:
    """The language's own comes first, then its nearest relative."""
    put(tmp_path, *there)

    knows = spelling.dictionary(language, [tmp_path])

    assert knows is not None
    assert knows("good")
    assert spylls == [str(tmp_path / chosen)]
    assert spelling.available(language, [tmp_path])


def test_english_falls_back_to_the_dictionary_of_the_library(
    tmp_path: Path, spylls: list[str]
) -> None:
    """The American one knows British spellings once they are respelt."""
    knows = spelling.dictionary(Language.EN_CA, [tmp_path])

    assert knows is not None
    assert [knows(word) for word in ("colour", "fulfil", "colur")] == [True, True, False]
    assert spylls == ["en_US"]


def test_american_english_has_no_other_spelling(tmp_path: Path, spylls: list[str]) -> None:
    """In the United States « colour » is a slip."""
    knows = spelling.dictionary(Language.EN_US, [tmp_path])

    assert knows is not None
    assert not knows("colour")
    assert spylls == ["en_US"]


def test_french_without_a_dictionary_is_not_checked(tmp_path: Path, spylls: list[str]) -> None:
    """The library brings no French one."""
    assert spelling.dictionary(Language.FR_CA, [tmp_path]) is None
    assert not spelling.available(Language.FR_CA, [tmp_path])
    assert spylls == []


def test_a_damaged_dictionary_is_none(tmp_path: Path, spylls: list[str]) -> None:
    """Nothing is checked with it, and nothing fails."""
    folder = tmp_path / "damaged"
    folder.mkdir()
    put(folder, "fr")

    assert spelling.dictionary(Language.FR_CA, [folder]) is None
    assert spylls == [str(folder / "fr")]


def test_without_the_library_nothing_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dictionary alone does not help."""
    put(tmp_path, "en_CA")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.delitem(sys.modules, "spylls", raising=False)

    assert spelling.dictionary(Language.EN_CA, [tmp_path]) is None
    assert not spelling.available(Language.EN_CA, [tmp_path])
    assert NORTHWIND.language is Language.EN_CA
