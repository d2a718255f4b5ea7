"""What a template or a keyboard left behind."""

import unicodedata

import pytest
from drafting import MARIA, case, found, letter, told

from followup_mail.vocabulary import Kind, Language, Severity

EN, CA = Language.EN_CA, Language.FR_CA


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (EN, "Hi [Name], thank you."),
        (EN, "I would like to work at [the firm]."),
        (EN, "Thank you {name}."),
        (EN, "I would like to join <Company>."),
        (EN, "Thank you {{ to.name }}."),
        (EN, "{% if why %}Yes."),
        (EN, "TODO: say something."),
        (EN, "XXX said so."),
        (EN, "Lorem ipsum dolor."),
        (EN, "Best, Your Name"),
        (EN, "I met ____ on Monday."),
        (EN, "<#part filename=cv.pdf>"),
        (EN, "I like ‹why|{{ 7*7 }}›."),
        (EN, "I like ‹why|the [company name] spirit›."),
        (CA, "Bonjour [Nom], merci."),
        (CA, "J'aimerais travailler chez {entreprise}."),
        (CA, "Merci, [Votre nom]"),
        (CA, "À COMPLÉTER"),
    ],
)
def test_an_unfilled_slot_blocks(language: Language, words: str) -> None:
    """Row 65: A slot is found in the template's words, and in the user's if it reads like one."""
    judged = case(letter(words, language.base), language=language)

    assert [f.severity for f in found("placeholder", judged)] == [Severity.BLOCKED]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.CHECK_IN, "We spoke about ‹interviews.0.talked_about.maria.0|C++ <algorithm>›."),
        (Kind.CHECK_IN, "I ‹strengths.0.i|fixed the [0] index and the {a, b} set›."),
        (Kind.CHECK_IN, "I interviewed for ‹position|Engineer [Remote]›."),
        (Kind.CHECK_IN, "See <https://example.com/x> or <sam@example.com>."),
        (Kind.CHECK_IN, "I would like to say your name right."),
        (Kind.CALL, "[Stop here, and let them speak.] So that is [say the date back]."),
        (Kind.VOICEMAIL, "Hello. [pause] This is Sam Okafor."),
    ],
)
def test_what_only_looks_like_a_slot_is_let_pass(kind: Kind, words: str) -> None:
    """Code in the user's words, addresses and directions of a script are no slots."""
    assert told("placeholder", letter(words), kind) == []


def test_a_slot_in_a_script_is_a_slot() -> None:
    """Directions are let through in a script, the name of a slot is not."""
    assert told("placeholder", "This is [your name].", Kind.CALL) == [
        '"[your name]" is an unfilled slot: fill it in.'
    ]


def test_a_slot_in_the_subject_blocks() -> None:
    """Row 65: The subject is read like the body."""
    judged = case(letter("Hello."), subject="[Position] – next steps")

    assert [(f.message, f.span) for f in found("placeholder", judged)] == [
        ('"[Position]" in the subject is an unfilled slot: fill it in.', None)
    ]


def test_a_slot_of_the_users_names_its_detail() -> None:
    """The key to edit is shown."""
    assert told("placeholder", letter("I like ‹why|{{ 7*7 }}›.")) == [
        '"{{ 7*7 }}" (from why) is an unfilled slot: fill it in.'
    ]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("zero\u200bwidth", "an invisible character (U+200B)"),
        ("soft\u00adhyphen", "an invisible character (U+00AD)"),
        ("left\u202eright", "a bidirectional control (U+202E)"),
        ("cafÃ©", '"Ã©", a letter that was wrongly decoded'),
        ("donâ€™t", '"â€™", a letter that was wrongly decoded'),
        ("a\ufffdb", '"\ufffd", a letter that was wrongly decoded'),
        ("em\u2003space", "em space (U+2003)"),
        ("\U0001d407ello", "mathematical bold capital h (U+1D407)"),
        ("cafe\u0301", "a letter and its accent as two characters"),
    ],
)
def test_an_odd_character_blocks(words: str, what: str) -> None:
    """What would show as something else, or not at all, is named."""
    (finding,) = found("odd-characters", case(letter(f"We spoke: {words}.")))

    assert finding.severity is Severity.BLOCKED
    assert what in finding.message
    assert finding.span is not None


@pytest.mark.parametrize(
    "words",
    ["« Où\u00a0: là-bas\u202f! »", "naïve façade", "“quoted” – don’t…", "SÃO PAULO", "你好"],
)
def test_ordinary_letters_are_let_pass(words: str) -> None:
    """French spaces, accents, typographic quotes and other scripts are fine."""
    composed = unicodedata.normalize("NFC", words)

    assert told("odd-characters", letter(composed)) == []


def test_where_an_odd_character_stands_is_said() -> None:
    """The words before it lead to it; the detail is named."""
    body = letter("I like it because ‹why|it is so\u200bopen›.")

    assert told("odd-characters", body) == [
        'The text holds an invisible character (U+200B) after "it is so" (from why): type it anew.'
    ]


@pytest.mark.parametrize("break_", ["\r", "\n", "\r\nBcc: eve@example.com"])
def test_a_line_break_in_the_subject_blocks(break_: str) -> None:
    """A subject is one line."""
    judged = case(letter("Hello."), subject=f"Data Engineer{break_}")

    assert [f.severity for f in found("odd-characters", judged)] == [Severity.BLOCKED]


def test_a_line_break_in_a_name_blocks() -> None:
    """A name is one line, for it becomes a header."""
    judged = case(letter("Hello."), to=MARIA._replace(name="Maria\nLopez"))

    assert [f.message for f in found("odd-characters", judged)] == [
        "people.maria.name holds a line break (U+000A): type it anew."
    ]


@pytest.mark.parametrize(
    ("language", "words", "messages"),
    [
        (EN, "I met the the team.", ['"the the": write it once.']),
        (EN, "It is ‹why|the the best›.", ['"the the" (from why): write it once.']),
        (CA, "Merci de de votre temps.", ['"de de": write it once.']),
        (EN, "I know that that helps, and I had had it.", []),
        (CA, "Nous nous sommes parlé, vous vous souvenez.", []),
        (EN, "The number is 5 5 5.", []),
        (EN, "I worked at ‹employer|Walla Walla Works›.", []),
        (EN, "Thanks.\nThanks again, Sam.", []),
    ],
)
def test_a_doubled_word_is_found(language: Language, words: str, messages: list[str]) -> None:
    """A word typed twice is found, one that may stand twice is not."""
    assert told("doubled-word", letter(words, language.base), language=language) == messages


@pytest.mark.parametrize(
    ("language", "words", "messages"),
    [
        (EN, "She said “yes.", ["A ” is missing: close what is opened."]),
        (EN, 'She said "yes.', ['A " is missing: close what is opened.']),
        (EN, "It works (mostly.", ["A ) is missing: close what is opened."]),
        (CA, "Elle a dit «\u00a0oui.", ["A » is missing: close what is opened."]),
        (EN, 'She said “yes” and "no", twice (really).', []),
        (EN, 'A 5" screen.', []),
        (EN, 'It was "in 2023".', []),
        (EN, "1) first\n2) second", []),
        (CA, "Elle a dit «\u00a0oui\u00a0».", []),
    ],
)
def test_quotes_come_in_pairs(language: Language, words: str, messages: list[str]) -> None:
    """A quote or bracket without its other is found; inches and items are let pass."""
    assert told("quotes", letter(words, language.base), language=language) == messages
