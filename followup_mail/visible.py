"""Text from outside made safe to show, and the characters one-line fields refuse.

A terminal obeys what it is sent: an escape sequence renames the window, a
bidirectional control shows a line backwards, a zero-width space hides in a name.
"""

from collections.abc import Iterator

_LINE_BREAKS = frozenset("\n\x0b\x0c\r\x85\u2028\u2029")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
# Controls, formats, private use, surrogates, line and paragraph separators.
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
# Formats that are drawn: the number signs of Arabic, Syriac and Kaithi.
_DRAWN_FORMATS = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
# What is drawn as nothing though Unicode counts it among letters and marks: combining
# grapheme joiner, Hangul fillers, Khmer inherent vowels; and the reserved U+2065.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2065\u3164\uffa0")
_WORDS = {
    "Cc": "a control character",
    "Co": "a private-use character",
    "Cs": "half of a surrogate pair",
    "Cn": "a code point that is no character",
}


def visible(text: str, *, multiline: bool = False) -> str:
    r"""Return *text* with each character that a terminal obeys or hides written as an escape.

    ESC becomes ``\x1b``, U+202E ``\u202e``, a tag character ``\U000e0041``.
    With *multiline*, line feeds and tabs stay. The spaces of French typography,
    U+00A0 and U+202F, always stay.
    """
    if text.isascii() and text.isprintable():
        return text
    kept = "\n\t" if multiline else ""
    hidden = {text[at] for at in _unsafe(text)}.difference(kept)
    return text.translate({ord(char): _escape(char) for char in hidden})


def visible_json(text: str) -> str:
    """Return *text*, JSON, with the same characters as its escapes: it still reads as the same."""
    if text.isascii():
        return text
    hidden = {text[at] for at in _unsafe(text)}.difference("\n")
    return text.translate({ord(char): _json_escape(char) for char in hidden})


def _json_escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def first_forbidden(text: str) -> tuple[int, str] | None:
    """Return where the first character stands that no one-line text may hold, and what it is.

    The words name its code point, as in "a control character (U+001B)". Joiners
    (U+200C, U+200D) are let through where spelling needs them: after a letter of
    the scripts between Arabic and Mongolian, and U+200D inside an emoji.
    """
    if text.isascii() and text.isprintable():
        return None
    for at in _unsafe(text):
        if text[at] not in _JOINERS or not _joins(text, at):
            return at, f"{_named(text[at])} (U+{ord(text[at]):04X})"
    return None


def _unsafe(text: str) -> Iterator[int]:
    """Where the characters stand that are obeyed, hidden or drawn as nothing."""
    import unicodedata  # noqa: PLC0415 - start-up time: plain ASCII does without

    for at, char in enumerate(text):
        if char.isprintable() and char not in _BLANKS:
            continue  # never a control, format, separator or unassigned character
        category = unicodedata.category(char)
        unsafe = category in _UNSAFE_CATEGORIES and char not in _DRAWN_FORMATS
        if unsafe or char in _BLANKS or _is_noncharacter(char):
            yield at


def _is_noncharacter(char: str) -> bool:
    """Whether *char* is one of the 66 code points that will never be characters."""
    return "\ufdd0" <= char <= "\ufdef" or ord(char) & 0xFFFE == 0xFFFE  # noqa: PLR2004 - Unicode 23.7


def _escape(char: str) -> str:
    code = ord(char)
    if code < 0x100:  # noqa: PLR2004 - what two hexadecimal digits hold
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 - as above


def _named(char: str) -> str:
    import unicodedata  # noqa: PLC0415 - as above

    if char in _LINE_BREAKS:
        return "a line break"
    if char in _BIDI:
        return "a bidirectional control"
    words = None if char in _BLANKS else _WORDS.get(unicodedata.category(char))
    return words or "an invisible character"


def _joins(text: str, at: int) -> bool:
    """Whether the joiner at *at* stands where spelling, or an emoji, needs one."""
    import unicodedata  # noqa: PLC0415 - as above

    before = text[at - 1] if at else ""
    if "\u0600" <= before <= "\u18af":
        return True
    in_emoji = before == "\ufe0f" or (before and unicodedata.category(before) in {"So", "Sk"})
    return bool(in_emoji) and text[at] == "\u200d"
