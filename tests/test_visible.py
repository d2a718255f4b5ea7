"""Text made safe to show, and what one-line text may not hold."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.visible import first_forbidden, visible

UNSAFE_CATEGORIES = {"Cc", "Cs", "Co", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Maria Lopez", "Maria Lopez"),
        ("Hélène\u00a0: « d’ici\u202f»", "Hélène\u00a0: « d’ici\u202f»"),
        ("a\x1b]0;owned\x07b", "a\\x1b]0;owned\\x07b"),
        ("a\x7fb\x9bc\x85d", "a\\x7fb\\x9bc\\x85d"),
        ("a\tb\nc\r\n", "a\\x09b\\x0ac\\x0d\\x0a"),
        ("\u202etxt.exe\u2066\u200f\u061c", "\\u202etxt.exe\\u2066\\u200f\\u061c"),
        ("a\u200bb\u200cc\u200dd\u2060e\ufefff", "a\\u200bb\\u200cc\\u200dd\\u2060e\\ufefff"),
        ("a\u2028b\u2029c", "a\\u2028b\\u2029c"),
        ("a\udc80b", "a\\udc80b"),
        ("a\ue000\U000f0000b", "a\\ue000\\U000f0000b"),
        ("a\U000e0041b", "a\\U000e0041b"),
        ("so\u00adft a\u3164b", "so\\xadft a\\u3164b"),
        ("\u0600 ١٢", "\u0600 ١٢"),
        ("\\x1b", "\\x1b"),
    ],
)
def test_what_a_terminal_obeys_or_hides_is_spelled_out(text: str, shown: str) -> None:
    """Everything else stays as it is."""
    assert visible(text) == shown


def test_lines_of_a_body_keep_their_breaks_and_tabs() -> None:
    """A carriage return is spelled out even there: it overwrites a line."""
    assert visible("a\n\tb\rc\x1b", multiline=True) == "a\n\tb\\x0dc\\x1b"


@given(st.text(st.characters()))
def test_nothing_unsafe_is_ever_shown(text: str) -> None:
    """What is shown holds no control, surrogate, private-use character or separator."""
    shown = visible(text)
    assert not {unicodedata.category(char) for char in shown} & UNSAFE_CATEGORIES
    assert visible(shown) == shown
    assert visible(text, multiline=True).replace("\n", "").replace("\t", "").isascii() == (
        shown.isascii()
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\nb", (1, "a line break (U+000A)")),
        ("a\r", (1, "a line break (U+000D)")),
        ("\x0b", (0, "a line break (U+000B)")),
        ("ab\u2028", (2, "a line break (U+2028)")),
        ("\x85", (0, "a line break (U+0085)")),
        ("a\tb", (1, "a control character (U+0009)")),
        ("\x00", (0, "a control character (U+0000)")),
        ("\x9b", (0, "a control character (U+009B)")),
        ("a\u202eb\n", (1, "a bidirectional control (U+202E)")),
        ("\u200e", (0, "a bidirectional control (U+200E)")),
        ("\ue000", (0, "a private-use character (U+E000)")),
        ("\U0010fffd", (0, "a private-use character (U+10FFFD)")),
        ("\ud83d", (0, "half of a surrogate pair (U+D83D)")),
        ("\uffff", (0, "a code point that is no character (U+FFFF)")),
        ("\ufdd0", (0, "a code point that is no character (U+FDD0)")),
        ("zero\u200bwidth", (4, "an invisible character (U+200B)")),
        ("so\u00adft", (2, "an invisible character (U+00AD)")),
        ("\u3164", (0, "an invisible character (U+3164)")),
        ("\U000e0041", (0, "an invisible character (U+E0041)")),
        ("Mar\u200dia", (3, "an invisible character (U+200D)")),
        ("Mar\u200cia", (3, "an invisible character (U+200C)")),
        ("\u200cia", (0, "an invisible character (U+200C)")),
        ("👩\u200c💻", (1, "an invisible character (U+200C)")),
    ],
)
def test_what_one_line_may_not_hold_is_found_and_named(text: str, found: tuple[int, str]) -> None:
    """The first one counts."""
    assert first_forbidden(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Noémie Gagnon",
        "14\u202fh\u00a030",
        "ی\u200cخ و شرکا",
        "क\u094d\u200dष",
        "👩\u200d💻 👁\ufe0f\u200d🗨",
        "葛\U000e0100城",
        "Ⅷ … — “quoted”",
        "\U0001fae9",
        "\U00013440",
    ],
)
def test_what_spelling_needs_passes(text: str) -> None:
    """Joiners of Persian and Hindi, emoji, variants of ideographs, characters of tomorrow."""
    assert first_forbidden(text) is None
