"""What is heard of a script."""

import pytest
from drafting import NORTHWIND, SAM, blocks, case, found, told

from followup_mail.vocabulary import Kind, Language, Severity
from followup_mail.writing.checks import Case

EN, CA, FR = Language.EN_CA, Language.FR_CA, Language.FR_FR
NUMBER = "‹me.phone|4 1 6 … 5 5 5 … 0 1 4 2›"
MESSAGE = f"Hello, this is Sam Okafor, {NUMBER}. When do you expect to decide? Again, {NUMBER}."


@pytest.mark.parametrize(
    ("language", "words", "severities"),
    [
        (EN, 60, []),
        (EN, 62, [Severity.WARNING]),
        (EN, 81, [Severity.BLOCKED]),
        (CA, 57, []),
        (FR, 60, [Severity.WARNING]),
        (CA, 78, [Severity.BLOCKED]),
    ],
)
def test_a_voicemail_is_heard_out(
    language: Language, words: int, severities: list[Severity]
) -> None:
    """Thirty seconds are let pass, forty block; English is said at 120 words a minute."""
    judged = case(" ".join(["word"] * words), Kind.VOICEMAIL, language=language)

    assert [f.severity for f in found("voicemail-length", judged)] == severities


def test_the_pace_of_the_caller_counts() -> None:
    """Who speaks faster has more words."""
    judged = case(" ".join(["word"] * 75), Kind.VOICEMAIL)
    faster = Case(judged.draft, judged.application, pace=150)

    assert found("voicemail-length", faster) == []
    assert [f.message for f in found("voicemail-length", judged)] == [
        "The message takes 38 seconds at 120 words a minute: cut it to 30."
    ]


def test_the_opening_of_a_call_is_short() -> None:
    """After twenty seconds the other has to get a word in."""
    opening = " ".join(["word"] * 44)

    assert told("opening-length", blocks(opening=opening, question="When?"), Kind.CALL) == [
        "The opening takes 22 seconds at 120 words a minute: cut it to 20."
    ]
    assert told("opening-length", blocks(opening=opening[:190]), Kind.CALL) == []


@pytest.mark.parametrize(
    ("words", "messages"),
    [
        (MESSAGE, []),
        (
            f"This is Sam Okafor, {NUMBER}.",
            ["Your number is said only once: say +1 416 555 0142 at the beginning and at the end."],
        ),
        (
            "This is Sam Okafor.",
            ["Your number is said nowhere: say +1 416 555 0142 at the beginning and at the end."],
        ),
    ],
)
@pytest.mark.parametrize("language", [EN, CA, FR])
def test_the_number_is_said_twice(language: Language, words: str, messages: list[str]) -> None:
    """Once is too little to write it down."""
    assert told("number-twice", words, Kind.VOICEMAIL, language=language) == messages


def test_without_a_number_the_detail_is_asked_for() -> None:
    """There is nothing to say twice where no number is on file."""
    assert told("number-twice", "Hello.", Kind.VOICEMAIL, me=SAM._replace(phone=None)) == [
        "There is no number to call back: note yours under me.phone."
    ]


@pytest.mark.parametrize("language", [EN, CA])
def test_the_whole_name_is_said(language: Language) -> None:
    """A first name alone does not say who called."""
    assert told("whole-name", "This is Sam Okafor.", Kind.VOICEMAIL, language=language) == []
    assert told("whole-name", "This is Sam.", Kind.VOICEMAIL, language=language) == [
        'Your whole name is not said: say "Sam Okafor".'
    ]


@pytest.mark.parametrize(
    ("language", "words", "message"),
    [
        (
            EN,
            "See https://example.com/x.",
            '"https://example.com/x." cannot be heard: offer to send it by e-mail.',
        ),
        (
            EN,
            "Write to sam.okafor.engineer@example.com.",
            '"sam.okafor.engineer@example.com" is too long to say: leave it out.',
        ),
        (
            EN,
            "It is about the role and/or the team.",
            '"and/or" has a slash: say one of the two, or both with a word between.',
        ),
        (EN, "My number is 4165550142.", '"4165550142" is a heap of digits: write it in groups.'),
        (
            EN,
            "I interviewed for ‹position|Engineer (contract)›.",
            '"(contract)" (from position) stands in brackets: say it without.',
        ),
        (
            CA,
            "C'est pour le poste et/ou l'équipe.",
            '"et/ou" has a slash: say one of the two, or both with a word between.',
        ),
        (
            FR,
            "Mon numéro est le 0612345678.",
            '"0612345678" is a heap of digits: write it in groups.',
        ),
    ],
)
def test_what_is_hard_to_say_is_found(language: Language, words: str, message: str) -> None:
    """Each is named with what to say instead."""
    assert told("hard-to-say", words, Kind.CALL, language=language) == [message]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.VOICEMAIL, MESSAGE),
        (Kind.VOICEMAIL, "Hello. [pause] I am at sam@x.example in 2026."),
        (Kind.CALL, "[Stop here. Let the silence be theirs.]"),
        (Kind.CHECK_IN, "See https://example.com (soon) and/or 4165550142."),
    ],
)
def test_what_is_easy_to_say_is_let_through(kind: Kind, words: str) -> None:
    """Groups, directions and short addresses are fine, and a letter is not read aloud."""
    assert told("hard-to-say", words, kind, application=NORTHWIND) == []
