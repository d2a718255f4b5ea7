"""How long a text is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.vocabulary import Language
from followup_mail.writing import measure


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("One.", 1),
        ("Thank you – truly.", 3),
        ("A follow-up, isn't it?", 4),
        ("l'entrevue du 14\u00a0h\u00a030", 5),
        ("«\u00a0Oui\u00a0» :", 1),
        ("one\n\ntwo\tthree", 3),
    ],
)
def test_a_word_stands_between_spaces_and_has_a_letter_or_digit(text: str, number: int) -> None:
    """Dashes and lone punctuation are no words; hyphens and apostrophes join."""
    assert measure.words(text) == number


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("I met Dr. Chen and J. Park, e.g. today.", ["I met Dr. Chen and J. Park, e.g. today."]),
        ("So did I. Then we left.", ["So did I.", "Then we left."]),
        ("«\u00a0Oui\u00a0?\u00a0» Bien sûr.", ["«\u00a0Oui\u00a0?\u00a0»", "Bien sûr."]),
        ("M. Roy est là. Élise aussi.", ["M. Roy est là.", "Élise aussi."]),
        ("version 3.11 is out", ["version 3.11 is out"]),
        ("Hi Maria,\n\nThank you.\n–––\n", ["Hi Maria,", "Thank you."]),
        ("Wait… and see", ["Wait… and see"]),
        ("He said: “Go.” We went.", ["He said: “Go.”", "We went."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    """Abbreviations, initials and numbers end none; a line break does."""
    assert [text[start:end] for start, end in measure.sentences(text)] == sentences


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4 1 6 … 5 5 5 … 0 1 4 2", 10),
        ("+1 (416) 555-0142", 11),
        ("06 … 39 … 98 … 12 … 34", 10),
        ("on November 19, 2026", 5),
        ("in 300 days", 5),
        ("at 14:30", 3),
        ("[Stop here.] Thank you.", 2),
        ("Hello [pause] there", 2),
        ("B2B", 1),
    ],
)
def test_digits_count_as_they_are_said(text: str, number: int) -> None:
    """A telephone number is said digit by digit, a year in two words, a direction not at all."""
    assert measure.spoken_words(text) == number


def test_a_pause_takes_half_a_second() -> None:
    """Both marks of a pause count."""
    assert measure.spoken_seconds("one two … three four [pause]", 120) == 2 + 2 * 0.5


def test_reading_in_silence_is_faster_than_aloud() -> None:
    """230 words are read in a minute."""
    assert measure.reading_seconds(" ".join(["word"] * 230)) == 60


def test_french_is_said_a_little_slower() -> None:
    """A number has to be written down at first hearing."""
    assert [measure.pace(language) for language in (Language.EN_GB, Language.FR_CA)] == [120, 115]


@given(st.text())
def test_sentences_are_parts_of_the_text_in_order(text: str) -> None:
    """No sentence overlaps another, is empty, or begins or ends with a space."""
    at = 0
    for start, end in measure.sentences(text):
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        at = end


@given(st.text(), st.text())
def test_words_of_two_lines_add_up(one: str, other: str) -> None:
    """Counting line by line gives the same number."""
    assert measure.words(f"{one}\n{other}") == measure.words(one) + measure.words(other)
