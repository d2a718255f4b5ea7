"""Whether what is said of attachments is so."""

import pytest
from drafting import ANSWERED, case, found, letter, told

from followup_mail.model import Promise
from followup_mail.vocabulary import Kind, Language, Severity

EN, CA, FR = Language.EN_CA, Language.FR_CA, Language.FR_FR


@pytest.mark.parametrize(
    ("language", "words", "files", "messages"),
    [
        (
            EN,
            "I have attached the write-up.",
            (),
            [
                (
                    '"have attached" promises an attachment, but there is none: attach it, or '
                    "leave the words out."
                )
            ],
        ),
        (
            EN,
            "Please find enclosed a note.",
            (),
            [
                (
                    '"enclosed" promises an attachment, but there is none: attach it, or leave '
                    "the words out."
                )
            ],
        ),
        (
            CA,
            "Vous trouverez ci-joint le résumé.",
            (),
            [
                (
                    '"ci-joint" promises an attachment, but there is none: attach it, or leave '
                    "the words out."
                )
            ],
        ),
        (
            FR,
            "Le texte est en pièce jointe.",
            (),
            [
                (
                    '"pièce jointe" promises an attachment, but there is none: attach it, or '
                    "leave the words out."
                )
            ],
        ),
        (
            EN,
            "Thank you.",
            ("notes.pdf",),
            ["The text does not mention notes.pdf: say what is attached, or leave it out."],
        ),
        (EN, "I have attached the write-up.", ("notes.pdf",), []),
        (EN, "See notes.pdf for more.", ("notes.pdf",), []),
        (EN, "Your team has attached great importance to it.", (), []),
        (EN, "We spoke about ‹why|how it is attached to the arm›.", (), []),
        (CA, "Je vous ai joint par téléphone.", (), []),
        (CA, "Ci-joint, mes notes.", ("notes.pdf",), []),
    ],
)
def test_what_is_said_to_be_attached_is(
    language: Language, words: str, files: tuple[str, ...], messages: list[str]
) -> None:
    """Words without a file and a file without words both block."""
    body = letter(words, language.base)
    findings = found("attachment", case(body, language=language, attachments=files))

    assert [f.message for f in findings] == messages
    assert {f.severity for f in findings} <= {Severity.BLOCKED}


@pytest.mark.parametrize(
    ("kind", "name", "number"),
    [
        (Kind.THANK_YOU, "Sam-Okafor-CV.pdf", 1),
        (Kind.CHECK_IN, "resume_2026.docx", 1),
        (Kind.CHECK_IN, "Lebenslauf.pdf", 1),
        (Kind.ESCALATION, "cv.pdf", 0),
        (Kind.THANK_YOU, "cvs-to-git.pdf", 0),
        (Kind.THANK_YOU, "write-up.pdf", 0),
    ],
)
def test_a_resume_is_not_attached_unasked(kind: Kind, name: str, number: int) -> None:
    """A résumé makes a thank-you look like a new application."""
    body = letter("It is attached here.")

    assert len(told("resume-attached", body, kind, attachments=(name,))) == number


def test_a_promised_resume_may_be_attached() -> None:
    """Who asked for it gets it."""
    promised = ANSWERED._replace(promised=(Promise("my updated résumé", "maria"),))
    body = letter("As promised, I have attached it.")

    assert told("resume-attached", body, application=promised, attachments=("cv.pdf",)) == []


@pytest.mark.parametrize(
    ("language", "words", "messages"),
    [
        (EN, "See https://", ['"https://" leads nowhere: paste the whole link.']),
        (
            EN,
            "See http://localhost:8000/x.",
            ['"http://localhost:8000/x" leads nowhere: paste the whole link.'],
        ),
        (
            EN,
            "See https://files.example/a…",
            ['"https://files.example/a…" leads nowhere: paste the whole link.'],
        ),
        (
            CA,
            "Voir ‹why|www.boreal›.",
            ['"www.boreal" (from why) leads nowhere: paste the whole link.'],
        ),
        (EN, "See https://files.example/a?b=c, and (www.x.example).", []),
        (EN, "See HTTP and http2.", []),
        (FR, "Voir https://fichiers.example/un-texte.", []),
    ],
)
def test_a_link_leads_somewhere(language: Language, words: str, messages: list[str]) -> None:
    """A link without a host, to this machine or cut short is found."""
    assert told("link", letter(words, language.base), language=language) == messages
