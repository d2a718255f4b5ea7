"""Length, layout, parts, question, subject and signature."""

import pytest
from drafting import DAVID, NORTHWIND, SAM, blocks, case, found, letter, told

from followup_mail.vocabulary import InterviewFormat, Kind, Language, Severity

EN, CA, FR = Language.EN_CA, Language.FR_CA, Language.FR_FR
PHONE = NORTHWIND._replace(
    interviews=(NORTHWIND.interviews[0]._replace(format=InterviewFormat.PHONE),),
)


def wordy(number: int) -> str:
    """Return sentences of ten words with *number* words in all."""
    sentence = "Word word word word word word word word word word."
    return " ".join(([sentence] * (number // 10)) + (["Word"] * (number % 10)))


@pytest.mark.parametrize(
    ("kind", "language", "words", "message"),
    [
        (
            Kind.CHECK_IN,
            EN,
            39,
            "The body has 39 words where 50 to 110 are meant: say a little more.",
        ),
        (Kind.CHECK_IN, EN, 40, None),
        (Kind.CHECK_IN, EN, 132, None),
        (
            Kind.CHECK_IN,
            EN,
            133,
            "The body has 133 words where 50 to 110 are meant: cut what they know already.",
        ),
        (Kind.CHECK_IN, CA, 158, None),
        (
            Kind.CHECK_IN,
            FR,
            159,
            "The body has 159 words where 60 to 132 are meant: cut what they know already.",
        ),
        (
            Kind.THANK_YOU,
            EN,
            59,
            "The body has 59 words where 75 to 150 are meant: say a little more.",
        ),
    ],
)
def test_the_body_keeps_to_its_budget(
    kind: Kind, language: Language, words: int, message: str | None
) -> None:
    """A fifth beyond the budget is let pass; greeting and signature are not counted."""
    body = letter(wordy(words), language.base)

    assert told("length", body, kind, language=language) == ([message] if message else [])


def test_a_phone_screen_has_a_smaller_budget() -> None:
    """The interview decides how long its thank-you may be."""
    body = letter(wordy(120))

    assert told("length", body, Kind.THANK_YOU) == []
    assert len(told("length", body, Kind.THANK_YOU, application=PHONE)) == 1


def test_the_note_to_pass_on_is_counted_by_itself() -> None:
    """Request and note each have a budget; nothing is counted twice."""
    note = f"–––\n\nHi David,\n\n{wordy(90)}\n\nBest regards,\nSam Okafor"
    frame = {"closing": "Best regards,", "signature": "Sam Okafor\n+1 416 555 0142"}
    good = blocks(greeting="Hi Maria,", request=wordy(40), **frame, note=note)
    short = blocks(greeting="Hi Maria,", request=wordy(10), note=note, **frame)

    assert told("length", good, Kind.FORWARD, about=DAVID) == []
    assert told("length", short, Kind.FORWARD, about=DAVID) == [
        "The request to pass it on has 10 words where 30 to 50 are meant: say a little more."
    ]


@pytest.mark.parametrize(
    ("language", "words", "number"), [(EN, 30, 0), (EN, 31, 1), (CA, 35, 0), (FR, 36, 1)]
)
def test_a_long_sentence_is_found(language: Language, words: int, number: int) -> None:
    """Thirty words are let pass in English, thirty-five in French."""
    body = letter(" ".join(["mot"] * words) + ".", language.base)

    assert len(told("long-sentence", body, language=language)) == number


def test_a_long_sentence_names_the_clause_that_makes_it_long() -> None:
    """Where the user's own clause fills it, its key is told."""
    clause = " ".join(["word"] * 30)

    assert told("long-sentence", letter(f"As an example, I ‹strengths.0.i|{clause}›.")) == [
        (
            'The sentence that begins "As an example, I" has 34 words, most of it from '
            "strengths.0.i: make two of it."
        )
    ]


def test_paragraphs_are_few_and_short() -> None:
    """Five paragraphs, or five sentences in one, are too many."""
    four = "\n\n".join(["One. Two. Three. Four."] * 4)

    assert told("paragraphs", letter(four)) == []
    assert told("paragraphs", letter(four + "\n\nFive.")) == [
        "There are 5 paragraphs: join some, four are enough."
    ]
    assert told("paragraphs", letter("One. Two. Three. Four. Five.")) == [
        'The paragraph that begins "One. Two. Three. Four." has 5 sentences: part it.'
    ]


@pytest.mark.parametrize(
    ("kind", "language", "words", "messages"),
    [
        (
            Kind.CHECK_IN,
            EN,
            "I am interested.",
            ["There is no question: ask when they expect to decide."],
        ),
        (
            Kind.CHECK_IN,
            EN,
            "When? And who?",
            ["There are 2 questions: keep the one about the date."],
        ),
        (Kind.CHECK_IN, EN, "When do you expect to decide?", []),
        (Kind.CHECK_IN, EN, "Could you let me know when you decide.", []),
        (Kind.CHECK_IN, EN, "I like ‹employer|Who? What?›. When do you decide??", []),
        (
            Kind.ESCALATION,
            CA,
            "Je reste intéressé.",
            ["There is no question: ask when they expect to decide."],
        ),
        (
            Kind.ESCALATION,
            FR,
            "Quand ? Et qui ?",
            ["There are 2 questions: keep the one about the date."],
        ),
        (Kind.VOICEMAIL, CA, "J'aimerais savoir quand vous déciderez.", []),
        (Kind.THANK_YOU, EN, "When? And who?", []),
    ],
)
def test_a_chase_asks_one_question(
    kind: Kind, language: Language, words: str, messages: list[str]
) -> None:
    """One question is easy to answer; a thank-you asks none."""
    assert told("questions", letter(words, language.base), kind, language=language) == messages


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        (EN, "Thank you for your time.", 1),
        (EN, "I am very interested in the role.", 0),
        (EN, "I would like to work on it.", 0),
        (CA, "Merci de votre temps.", 1),
        (FR, "Ce poste m'intéresse toujours.", 0),
    ],
)
def test_interest_is_said(language: Language, words: str, number: int) -> None:
    """A thank-you says that the writer wants the job."""
    body = letter(words, language.base)

    assert len(told("interest", body, Kind.THANK_YOU, language=language)) == number


def test_a_block_of_that_name_is_interest() -> None:
    """What the template calls interest is taken at its word."""
    body = blocks(greeting="Hi Maria,", interest="Count me in.")

    assert told("interest", body, Kind.THANK_YOU) == []


FULL = "I interviewed for the ‹position|Data Engineer› position ‹interviews.0.at|last week›."


@pytest.mark.parametrize(
    ("kind", "language", "words", "messages"),
    [
        (Kind.CHECK_IN, EN, FULL, []),
        (Kind.CHECK_IN, EN, "I interviewed for the Data Engineer position on Thursday.", []),
        (
            Kind.CHECK_IN,
            EN,
            "We spoke about the job.",
            ["the position and the day of the interview"],
        ),
        (Kind.CHECK_IN, EN, f"{wordy(40)} {FULL}", ["the position and the day of the interview"]),
        (
            Kind.CHECK_IN,
            CA,
            "J'ai passé une entrevue pour le poste d'analyste d'affaires.",
            ["the day of the interview"],
        ),
        (Kind.CHECK_IN, FR, "Nous nous sommes vus hier pour le poste d'analyste d'affaires.", []),
        (Kind.VOICEMAIL, EN, f"Hello, this is Sam Okafor. {FULL}", []),
        (Kind.VOICEMAIL, EN, f"Hello, this is Sam. {FULL}", ["your name"]),
        (Kind.NETWORK, EN, "We know each other.", []),
    ],
)
def test_the_reader_knows_at_once_who_writes(
    kind: Kind, language: Language, words: str, messages: list[str]
) -> None:
    """Role and day stand in the first forty words, aloud the name too."""
    body = words if kind is Kind.VOICEMAIL else letter(words, language.base)
    expected = [
        f"The first 40 words lack {lacking}: say who you are before anything else."
        for lacking in messages
    ]

    assert told("introduction", body, kind, language=language) == expected


def test_the_opening_of_a_call_says_who_calls() -> None:
    """In a live script the block called opening counts, not the line for a gatekeeper."""
    opening = f"Hello Maria, this is Sam Okafor. {FULL}"
    good = blocks(gatekeeper="Could you put me through?", opening=opening)
    bare = blocks(gatekeeper=opening, opening="Hello Maria.")

    assert told("introduction", good, Kind.CALL) == []
    assert len(told("introduction", bare, Kind.CALL)) == 1


CHECK_IN_BLOCKS = {
    "greeting": "Hi Maria,",
    "who": "I interviewed.",
    "interest": "I am interested.",
    "question": "When?",
    "offer": "I can send more.",
    "thanks": "Thank you.",
    "closing": "Best regards,",
    "signature": "Sam Okafor",
}


@pytest.mark.parametrize(
    ("changes", "built_in", "expected"),
    [
        ({}, False, []),
        ({"date": "It was said to be Friday."}, False, []),
        (
            {"offer": ""},
            False,
            [(Severity.WARNING, 'The part "offer" is missing: write it, or give it its details.')],
        ),
        (
            {"offer": ""},
            True,
            [
                (
                    Severity.HINT,
                    (
                        'The part "offer" is empty, since nothing on file fills it: add a '
                        "detail that "
                        "does."
                    ),
                )
            ],
        ),
    ],
)
def test_a_message_has_its_parts(
    *, changes: dict[str, str], built_in: bool, expected: list[tuple[Severity, str]]
) -> None:
    """A template of the user's has every part; one of ours may lack the details for it."""
    judged = case(blocks(**{**CHECK_IN_BLOCKS, **changes}), built_in=built_in)

    assert [(f.severity, f.message) for f in found("parts", judged)] == expected


def test_the_parts_stand_in_their_order() -> None:
    """A question before the introduction is named."""
    names = ["greeting", "question", "who", "interest", "offer", "thanks", "closing", "signature"]
    body = blocks(**{name: CHECK_IN_BLOCKS[name] for name in names})

    assert told("parts", body, built_in=False) == [
        'The part "question" stands before "interest": change their order.'
    ]


def test_a_text_without_blocks_has_no_parts_to_judge() -> None:
    """A template that names no blocks is let pass."""
    assert told("parts", letter("Hello."), built_in=False) == []


@pytest.mark.parametrize(
    ("subject", "severity", "message"),
    [
        ("", Severity.BLOCKED, "The subject is empty: name the position in it."),
        (
            "Quick question",
            Severity.WARNING,
            'The subject "Quick question" could be about anything: name the position.',
        ),
        (
            "Next steps",
            Severity.WARNING,
            'The subject "Next steps" does not name the position: add it.',
        ),
        (
            "DATA ENGINEER – NEXT STEPS",
            Severity.WARNING,
            "The subject stands in capitals: write it in small letters.",
        ),
        (
            "Re: Data Engineer",
            Severity.WARNING,
            'The subject begins with "Re:" but answers no message: leave that out.',
        ),
        (
            "Data Engineer – " + "x" * 45,
            Severity.WARNING,
            "The subject has 61 characters: keep to 60; position_short helps.",
        ),
    ],
)
def test_a_poor_subject_is_found(subject: str, severity: Severity, message: str) -> None:
    """An empty subject blocks; a hollow, loud, false or long one warns."""
    judged = case(letter("Hello."), subject=subject)

    assert [(f.severity, f.message) for f in found("subject", judged)] == [(severity, message)]


@pytest.mark.parametrize(
    ("kind", "language", "subject"),
    [
        (Kind.CHECK_IN, EN, "Data Engineer – next steps"),
        (Kind.CHECK_IN, EN, "Regarding the Data Engineer position"),
        (Kind.CHECK_IN, EN, "‹position|DATA ENGINEER›"),
        (Kind.FORWARD, EN, "Thank-you note for David Chen"),
        (Kind.CHECK_IN, CA, "Suite du processus : poste d'analyste d'affaires"),
        (Kind.VOICEMAIL, EN, ""),
    ],
)
def test_a_good_subject_is_let_through(kind: Kind, language: Language, subject: str) -> None:
    """The role is enough; a script has no subject."""
    body = letter("Hello.", language.base)
    position = "DATA ENGINEER" if "DATA" in subject else None
    application = NORTHWIND._replace(position=position) if position else None

    judged = case(body, kind, application, language=language, subject=subject)

    assert found("subject", judged) == []


@pytest.mark.parametrize(
    ("language", "body", "messages"),
    [
        (EN, letter("Hello."), []),
        (CA, letter("Allô.", "fr"), []),
        (
            EN,
            "Hi Maria,\n\nThank you.\n\nSam",
            [
                'The signature lacks your whole name: sign as "Sam Okafor".',
                "The signature lacks your telephone number: add +1 416 555 0142.",
            ],
        ),
        (
            EN,
            letter("Hello.") + "\n\nSent from my iPhone",
            ['"Sent from my" begins a line that a device wrote: remove it.'],
        ),
        (
            FR,
            letter("Allô.", "fr") + "\n\nEnvoyé de mon iPhone",
            ['"Envoyé de mon" begins a line that a device wrote: remove it.'],
        ),
    ],
)
def test_a_message_is_signed(language: Language, body: str, messages: list[str]) -> None:
    """Whole name and number stand below it, and no device speaks."""
    signed = [
        m
        for m in told("signature", body, language=language)
        if "lacks" not in m or "iPhone" not in body
    ]

    assert signed == messages


def test_a_number_that_is_not_on_file_is_not_missed() -> None:
    """Who gave no number need not sign with one; another notation is the same number."""
    body = "Hi Maria,\n\nThank you.\n\nSam Okafor\n(416) 555-0142"

    assert told("signature", body) == []
    assert told("signature", "Hi Maria,\n\nOne.\n\nSam Okafor", me=SAM._replace(phone=None)) == []
