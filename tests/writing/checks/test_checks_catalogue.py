"""All checks together: order, overrides, the page, and any text at all."""

from pathlib import Path
from typing import NamedTuple

import pytest
from drafting import ANSWERED, BOREAL, MARIA, NORTHWIND, blocks, case, draft, letter
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_mail.errors import UsageError
from followup_mail.model import Finding, Part, Span, Text
from followup_mail.vocabulary import Kind, Language, Severity
from followup_mail.writing.checks import CHECKS, Case, apply_overrides, run
from followup_mail.writing.checks.mailto import LONGEST, mailto_finding
from followup_mail.writing.checks.page import page

PAGE = Path(__file__).parents[3] / "docs" / "checks.md"
GOOD = letter(
    "I spoke with you ‹interviews.0.at|on Thursday› about the ‹position|Data Engineer› position. "
    "You mentioned that I might hear by ‹answer.by|Friday, November 27›.\n\n"
    "I am still very interested in the role, and our conversation about "
    "‹interviews.0.talked_about.maria.0|how the data team is growing› is part of the reason. "
    "When do you now expect to decide on the next step?\n\n"
    "If a reference would be useful in the meantime, I can send one. Thank you for your help."
)


def test_a_good_message_has_nothing_said_of_it() -> None:
    """The checks are silent where there is nothing to say."""
    assert run(case(GOOD, application=ANSWERED)) == ()


def test_the_heaviest_findings_come_first() -> None:
    """What blocks precedes warnings, and warnings precede hints."""
    judged = case(
        letter("Bonjour [Nom], je vous envoie un mail, j'attends toujours.", "fr"),
        language=Language.FR_CA,
    )
    weights = [list(Severity).index(finding.severity) for finding in run(judged)]

    assert weights == sorted(weights)
    assert {0, 1, 2} == set(weights)


def test_a_finding_repeats_rule_and_source_of_its_check() -> None:
    """Each finding can be shown by itself."""
    for finding in run(case(letter("Sorry to bother you [Name]."))):
        info = CHECKS[finding.check]
        assert (finding.rule, finding.source) == (info.rule, info.source)


def blocked(check: str) -> Finding:
    """Return a blocking finding of that check."""
    return Finding(check, Severity.BLOCKED, "It is so.", "rule", "source")


def test_an_override_makes_a_warning_with_its_reason() -> None:
    """The finding stays, and so does the reason; others stay as they are."""
    findings = (blocked("greeting-name"), blocked("topic"))

    overridden = apply_overrides(findings, {"greeting-name": " she signs so now "})

    assert [(f.check, f.severity, f.message) for f in overridden] == [
        ("topic", Severity.BLOCKED, "It is so."),
        ("greeting-name", Severity.WARNING, "It is so. (Overridden: she signs so now)"),
    ]


def test_an_override_leaves_warnings_alone() -> None:
    """Only what blocks is overridden, and a check that found nothing may be named."""
    warning = blocked("subject")._replace(severity=Severity.WARNING)

    assert apply_overrides((warning,), {"subject": "as agreed", "topic": "as agreed"}) == (warning,)


@pytest.mark.parametrize(
    ("name", "reason", "message"),
    [
        (
            "greting-name",
            "why not",
            'There is no check "greting-name"; the nearest is "greeting-name".',
        ),
        (
            "do-not-contact",
            "why not",
            (
                'The check "do-not-contact" cannot be overridden: Who asked not to be contacted, '
                "left, or cannot be reached is not written to."
            ),
        ),
        (
            "odd-characters",
            "why not",
            (
                'The check "odd-characters" cannot be overridden: No invisible, decomposed or '
                "wrongly decoded characters; no line break in a header."
            ),
        ),
        ("topic", "  ", 'The check "topic" is overridden without a reason: add one after "=".'),
    ],
)
def test_an_override_that_makes_no_sense_is_refused(name: str, reason: str, message: str) -> None:
    """Unknown names get the nearest known one; some checks hold whatever is said."""
    with pytest.raises(UsageError) as raised:
        apply_overrides((), {name: reason})

    assert str(raised.value) == message


def test_only_two_checks_cannot_be_overridden() -> None:
    """Who asked for silence gets it, and a broken mail is never sent."""
    assert {name for name, info in CHECKS.items() if not info.overridable} == {
        "do-not-contact",
        "odd-characters",
    }


def test_names_can_be_typed() -> None:
    """A name is short and in kebab case."""
    for name in CHECKS:
        assert name == name.lower()
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz-")
        assert len(name) <= 20


def test_the_page_of_checks_is_what_the_code_says() -> None:
    """docs/checks.md is written by the program."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_a_long_mailto_link_is_a_warning() -> None:
    """Some mail programs cut a long link; a short one is let through."""
    assert mailto_finding("mailto:" + "x" * (LONGEST - 7)) is None
    assert mailto_finding("mailto:" + "x" * (LONGEST - 6)) == Finding(
        "mailto-length",
        Severity.WARNING,
        "The mailto link has 2,001 characters, and some mail programs cut it at 2,000: use "
        "--format eml instead.",
        "A mailto link has at most 2,000 characters.",
        "InternHack, issue 47",
    )


KEYS = ("position", "why", "me.phone", "interviews.0.at", "interviews.0.talked_about.maria.0")
BLOCKS = ("greeting", "thanks", "note", "opening", "closing", "signature")


class Cut(NamedTuple):
    """A stretch of a text, by shares of its length."""

    start: float
    length: float
    name: str


def cuts(names: tuple[str, ...]) -> st.SearchStrategy[list[Cut]]:
    """Return stretches with one of *names* each."""
    share = st.floats(0, 1)
    return st.lists(st.builds(Cut, share, share, st.sampled_from(names)), max_size=4)


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """Return any text with any stretches, spans never overlapping."""
    plain = draw(
        st.text(max_size=120)
        | st.from_regex(r"[A-Z\[{«]\w* [.,?!:\n]{0,3}\w{0,9}\.", fullmatch=True)
    )
    spans: list[Span] = []
    for cut in sorted(draw(cuts(KEYS))):
        start = max(int(cut.start * len(plain)), spans[-1].end if spans else 0)
        end = min(len(plain), start + int(cut.length * len(plain)))
        if start < end:
            spans.append(Span(start, end, cut.name))
    parts = []
    for cut in draw(cuts(BLOCKS)):
        start = int(cut.start * len(plain))
        parts.append(Part(cut.name, start, start + int(cut.length * (len(plain) - start))))
    parts.sort(key=lambda part: (part.start, -part.end))
    return Text(plain, tuple(spans), tuple(parts))


@settings(max_examples=200)
@given(texts(), texts(), st.sampled_from(Kind), st.sampled_from(Language))
def test_any_text_is_read_to_its_end(
    body: Text, subject: Text, kind: Kind, language: Language
) -> None:
    """No draft makes the checks fail, and every finding points into the body."""
    french = language.base == "fr"
    application = (BOREAL if french else NORTHWIND)._replace(language=language)
    about = MARIA if kind is Kind.FORWARD else None
    judged = draft(body, kind, language=language, about=about)._replace(subject=subject)

    for finding in run(Case(judged, application, knows=str.isascii)):
        assert finding.message.endswith((".", ")"))
        assert finding.check in CHECKS
        if finding.span is not None:
            assert 0 <= finding.span.start <= finding.span.end <= len(body.text)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_name_is_read_to_its_end(name: str, greeted: str) -> None:
    """No name on file makes the checks fail."""
    person = MARIA._replace(name=name, goes_by=None)

    assert run(case(f"Hi {greeted},\n\nThank you.\n\nSam Okafor", to=person)) is not None


def test_the_private_note_is_read_for_leftovers_only() -> None:
    """Nobody else reads a reflection."""
    body = blocks(effort="[Name] hey, I am desperate 😀", learned="What\u200b?")
    judged = case(body, Kind.REFLECTION, to=None, subject="")

    assert {finding.check for finding in run(judged)} == {"placeholder", "odd-characters"}
