"""Width, wrapping and colour."""

from hypothesis import given
from hypothesis import strategies as st

from followup_mail.showing.screen import Ink, Run, Screen, cells, wrap

WORDS = st.text(st.sampled_from("ab é漢/\u00a0\u0301-,"), max_size=120)


def joined(runs: list[list[Run]]) -> list[str]:
    """Return the text of each line."""
    return ["".join(run.text for run in line) for line in runs]


def test_wide_and_combining_characters_take_the_columns_a_terminal_gives_them() -> None:
    """An ideograph takes two, an accent that follows its letter none."""
    assert [cells(text) for text in ("Lin Wei", "林威", "e\u0301", "")] == [7, 4, 1, 0]


def test_lines_break_at_spaces_and_after_slashes_but_not_at_no_break_spaces() -> None:
    """A path stays readable, and a French colon stays with its word."""
    text = "see /home/sam/templates for this\u00a0: it"
    assert joined(wrap([Run(text)], 12)) == [
        "see /home/",
        "sam/",
        "templates",
        "for this\u00a0:",
        "it",
    ]


def test_a_word_wider_than_a_line_is_cut() -> None:
    """Nothing hides past the edge."""
    assert joined(wrap([Run("abcdefghij")], 4)) == ["abcd", "efgh", "ij"]


def test_a_colour_that_crosses_lines_is_ended_and_begun_again() -> None:
    """A pager that shows half of it stays in order."""
    screen = Screen(40, colour=True)
    lines = screen.lay([Run("x" * 30 + " "), Run("one two three four", Ink.DETAIL)])
    assert lines == [
        "x" * 30 + " \x1b[4;36mone two\x1b[0m",
        "\x1b[4;36mthree four\x1b[0m",
    ]


def test_entries_stand_in_two_columns_where_they_fit() -> None:
    """They are read downwards; where two do not fit, there is one column."""
    screen = Screen(40, colour=False)
    assert screen.table(["1 me.name", "2 position", "3 why"], indent=10) == [
        "          1 me.name   3 why",
        "          2 position",
    ]
    long = "2 interviews.0.talked_about.d"
    assert screen.table(["1 me.name", long], indent=10) == [
        f"          {e}" for e in ("1 me.name", long)
    ]


@given(text=WORDS, width=st.integers(2, 30))
def test_wrapping_loses_only_spaces(text: str, width: int) -> None:
    """Every character but the space is kept in order, and no line is too wide."""
    lines = joined(wrap([Run(text)], width))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cells(line) <= width for line in lines)
