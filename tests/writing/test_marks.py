"""Marks: text that remembers where its words came from."""

from hypothesis import given
from hypothesis import strategies as st

from followup_mail.model import Part, Span
from followup_mail.writing.marks import LINE_BREAK, PART_CLOSE, Marks, bare, part_open

WORDS = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1).filter(
    lambda text: text.strip(" ") == text
)


def test_a_value_is_found_again_with_its_key() -> None:
    """A marked stretch becomes a span that names the detail it came from."""
    marks = Marks()

    text = marks.read(f"Hi {marks.put('Maria', 'people.maria.goes_by')},")

    assert text.text == "Hi Maria,"
    assert text.spans == (Span(3, 8, "people.maria.goes_by"),)


def test_lines_of_a_paragraph_are_joined_and_paragraphs_are_kept() -> None:
    """One line feed is a space, an empty line parts paragraphs, at most one stays."""
    assert Marks().read("one\ntwo\n \n\n\nthree\n").text == "one two\n\nthree"


def test_a_line_break_ends_a_line_whatever_surrounds_it() -> None:
    """``{{ br }}`` breaks a line even when it stands on a line of its own."""
    assert Marks().read(f"Regards,\n{LINE_BREAK}\nSam").text == "Regards,\nSam"


def test_a_no_break_space_stays() -> None:
    """U+00A0 is typography, not layout."""
    assert Marks().read("oui\u00a0: non").text == "oui\u00a0: non"


def test_parts_know_where_they_stand_without_the_space_around_them() -> None:
    """A block's part begins and ends at its words."""
    marked = f"{part_open('a')}\none\n{PART_CLOSE}\n\n{part_open('b')}{PART_CLOSE}two"

    assert Marks().read(marked).parts == (Part("a", 0, 3),)


def test_an_outer_part_comes_before_the_inner_one() -> None:
    """Nested blocks are told from outside in."""
    marked = f"{part_open('body')}{part_open('who')}I{PART_CLOSE} am{PART_CLOSE}"

    assert Marks().read(marked).parts == (Part("body", 0, 4), Part("who", 0, 1))


def test_a_mark_left_open_ends_with_the_text() -> None:
    """A template that cut a value in two loses nothing but the end of the span."""
    marks = Marks()
    cut = marks.put("Maria", "k")[:4]

    assert marks.read(cut).spans == (Span(0, 3, "k"),)


@given(WORDS, WORDS)
def test_bare_text_and_read_text_agree(before: str, value: str) -> None:
    """Taking marks out gives the same words either way."""
    marks = Marks()
    marked = f"{before} {marks.put(value, 'k')}"

    assert bare(marked) == f"{before} {value}"
    text = marks.read(marked)
    assert [text.text[s.start : s.end] for s in text.spans] == [value]
