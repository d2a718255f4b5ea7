"""The preview as a terminal or a pipe shows it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followup_mail.model import Choice, Draft, Finding, Part, Span, TemplateOrigin, Text
from followup_mail.showing.preview import preview
from followup_mail.showing.screen import cells
from followup_mail.showing.sheet import Sheet
from followup_mail.vocabulary import Severity

Golden = Callable[[str, str], None]

SGR = re.compile(r"\x1b\[[0-9;]*m")
HOSTILE = st.text(
    st.sampled_from(
        "aé漢 ]\x1b\x07\x00\r\n\t\x9b\x85\u202e\u2066\u200f\u200b\u2028\ufeff\ue000<&\"'"
    ),
    max_size=12,
)


def test_a_preview_shows_headers_message_details_and_findings(
    note: Sheet, same_as_golden: Golden
) -> None:
    """In a pipe, at 60 columns, a stretch from the details stands in numbered brackets."""
    same_as_golden("note-60.txt", preview([note], width=60, colour=False))


def test_a_preview_in_colour_underlines_instead(note: Sheet, same_as_golden: Golden) -> None:
    """The brackets go; the numbers stay."""
    same_as_golden("note-60-colour.txt", preview([note], width=60, colour=True))


def test_several_drafts_are_parted_by_a_rule(
    note: Sheet, merci: Sheet, same_as_golden: Golden
) -> None:
    """Each has its own language, template and verdict."""
    same_as_golden("two-80.txt", preview([note, merci], width=200, colour=False))


def test_a_narrow_terminal_gets_forty_columns(merci: Sheet, same_as_golden: Golden) -> None:
    """Labels keep their column and long paths break after a slash."""
    same_as_golden("merci-40.txt", preview([merci], width=20, colour=False))


def test_a_script_is_previewed_with_whom_to_call(voicemail: Draft, same_as_golden: Golden) -> None:
    """There is neither sender nor subject, and the seconds are those of saying it."""
    same_as_golden("voicemail-preview-60.txt", preview([Sheet(voicemail)], width=60, colour=False))


def test_a_private_note_says_that_it_is_never_sent(private: Sheet, same_as_golden: Golden) -> None:
    """It is for nobody else."""
    same_as_golden("private-60.txt", preview([private], width=60, colour=False))


@pytest.mark.parametrize(
    ("domain", "shown"),
    [
        ("xn--aypal-uye.example", "<d@xn--aypal-uye.example> (look-alike letters:"),
        ("xn--bcher-kva.example", "<d@bücher.example>"),
    ],
)
def test_a_domain_that_poses_as_another_is_shown_as_it_is_sent(
    note: Sheet, domain: str, shown: str
) -> None:
    """An honest international domain is shown in its letters."""
    to = note.draft.choice.to
    assert to is not None
    david = to._replace(email=f"d@{domain}")
    sheet = note._replace(draft=note.draft._replace(choice=Choice(david, "", 1)))
    assert shown in preview([sheet], width=80, colour=False)


def test_a_person_without_an_address_is_named_as_such(note: Sheet) -> None:
    """The header does not pretend that it could be sent."""
    to = note.draft.choice.to
    assert to is not None
    sheet = note._replace(draft=note.draft._replace(choice=Choice(to._replace(email=None), "", 1)))
    assert "To        David Chen (no address on file)\n" in preview([sheet], width=80, colour=False)


def test_an_attachment_of_unknown_size_is_shown_by_name(note: Sheet) -> None:
    """Sizes come from outside and may be missing."""
    shown = preview([note._replace(sizes=())], width=60, colour=False)
    assert "Attached  kafka-write-up.pdf\n" in shown


def test_without_its_marks_the_preview_is_the_message(note: Sheet) -> None:
    """Taking out brackets and numbers leaves the words in order."""
    shown = preview([note], width=60, colour=False)
    body = shown.split("─\n\n")[1].split("\n\n─")[0]
    assert re.sub(r"\[|\][⁰¹²³⁴⁵⁶⁷⁸⁹]+", "", body).split() == note.draft.body.text.split()


@st.composite
def hostile_sheets(draw: st.DrawFn, sheet: Sheet) -> Sheet:
    """Return *sheet* with text from outside that is up to no good in every field."""

    def bad() -> str:
        return draw(HOSTILE)

    draft = sheet.draft
    to = draft.choice.to
    assert to is not None
    body = bad() + bad() + bad()
    ends = sorted(draw(st.lists(st.integers(0, len(body)), min_size=2, max_size=2)))
    names = bad() or "x"
    finding = Finding(bad(), draw(st.sampled_from(Severity)), bad(), bad(), bad(), Span(*ends, ""))
    person = to._replace(name=bad(), email=bad() or None, phone=bad() or None, say_as=bad() or None)
    return Sheet(
        draft=draft._replace(
            sender=draft.sender._replace(name=bad(), email=bad()),
            choice=Choice(person, bad(), 1),
            subject=Text(bad()),
            body=Text(body, (Span(*ends, bad()),), (Part(bad(), *ends),)),
            template=TemplateOrigin(bad(), Path(bad().replace("\0", "")), built_in=False),
            attachments=(Path("/" + names.replace("\0", "").replace("/", "")),),
        ),
        findings=(finding,),
        next_command=bad(),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), colour=st.booleans(), width=st.integers(1, 120))
def test_no_text_from_outside_reaches_the_terminal_as_a_control(
    note: Sheet, data: st.DataObject, *, colour: bool, width: int
) -> None:
    """Only line feeds and the program's own colours are left, and no line is too wide."""
    sheet = data.draw(hostile_sheets(note))
    shown = preview([sheet], width=width, colour=colour)
    bare = SGR.sub("", shown) if colour else shown
    assert all(char == "\n" or char.isprintable() or char == "\u00a0" for char in bare)
    lines = [line for line in bare.split("\n") if not line.startswith("Next: ")]
    assert max(map(cells, lines)) <= max(40, min(width, 80))
    assert set(SGR.findall(shown)) <= {
        f"\x1b[{p}m" for p in ("0", "1", "2", "4;36", "1;31", "1;33", "1;34", "1;32")
    }
