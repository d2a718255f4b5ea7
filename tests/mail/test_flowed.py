"""Paragraphs as flowed text."""

from hypothesis import given
from hypothesis import strategies as st

from followup_mail.mail.flowed import flow, trim, unflow

BODIES = st.text(st.one_of(st.sampled_from(' \n>-"=F'), st.characters(codec="utf-8")), max_size=400)
WORDY = st.lists(
    st.sampled_from(["a", "--", ">", "From", "paragraph", "", "\n", "x" * 80, "\u00a0:"]),
    max_size=60,
).map(" ".join)


def test_a_long_paragraph_becomes_short_lines_that_join_again() -> None:
    """Lines end at 72 characters with the space that says: this goes on."""
    assert flow("We talked about moving the nightly batch to streaming " * 2) == (
        "We talked about moving the nightly batch to streaming We talked about \n"
        "moving the nightly batch to streaming"
    )


def test_what_a_mail_program_would_take_for_something_else_is_moved_in() -> None:
    """A quotation mark, a mailbox separator and a blank at a line's start get a space."""
    assert flow("> not quoted\nFrom me\n  indented\nFrom") == (
        " > not quoted\n From me\n   indented\nFrom"
    )


def test_nothing_becomes_a_signature_line() -> None:
    """Two hyphens and a space alone on a line would hide what follows."""
    assert flow("-- \nx") == "--\nx"
    assert flow("-- " + "x" * 80) == "-- " + "x" * 80


def test_a_no_break_space_is_kept_and_never_broken() -> None:
    """French typography survives the ends of lines."""
    text = "mot " * 17 + "merci\u00a0: oui\u00a0!"
    assert flow(text) == "mot " * 17 + "\nmerci\u00a0: oui\u00a0!"


@given(st.one_of(BODIES, WORDY))
def test_a_mail_program_gets_the_text_back(text: str) -> None:
    """Joining the lines again gives the text, but for blanks at the ends of lines."""
    assert unflow(flow(text)) == trim(text)


@given(WORDY)
def test_only_a_word_that_is_longer_makes_a_longer_line(text: str) -> None:
    """No line has more than 72 characters besides one single word."""
    for line in flow(text).split("\n"):
        assert len(line.strip(" ")) <= 72 or len(line.removeprefix("--").split()) == 1
