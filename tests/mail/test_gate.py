"""What is refused before a message exists."""

import pytest

from followup_mail.errors import MessageError
from followup_mail.mail import gate


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\r\nBcc: x@y.example", "a line break (U+000D)"),
        ("ends with\n", "a line break (U+000A)"),
        ("a\0b", "a control character (U+0000)"),
        ("a\tb", "a control character (U+0009)"),
        ("a\x85b", "a line break (U+0085)"),
        ("a\u2028b", "a line break (U+2028)"),
        ("a\u2029b", "a line break (U+2029)"),
        ("a\x0bb", "a line break (U+000B)"),
        ("a\udc80b", "half of a surrogate pair (U+DC80)"),
        ("\ue000Northwind", "a private-use character (U+E000)"),
        ("a\u202eb", "a bidirectional control (U+202E)"),
    ],
)
def test_a_character_that_ends_a_line_is_refused(text: str, told: str) -> None:
    """Row 66: The error names the field and the code point."""
    with pytest.raises(MessageError) as caught:
        gate.one_line("Subject", text)
    assert str(caught.value) == (
        f"Subject holds {told}, which no message may hold there; "
        "take it out of the detail or the template that it comes from."
    )


def test_letters_of_any_script_pass() -> None:
    """Accents, no-break spaces, right-to-left letters, joiners and emoji are text."""
    text = "Hélène\u00a0: שלום می‌خواهم 👩‍💻 日本"
    assert gate.one_line("Subject", text) == text


def test_a_body_may_have_lines_and_tabs() -> None:
    """Line feeds and tabs are the only controls in a body."""
    assert gate.several_lines("The body", "one\n\ttwo") == "one\n\ttwo"
    with pytest.raises(MessageError, match=r"U\+000D"):
        gate.several_lines("The body", "one\r\ntwo")


@pytest.mark.parametrize(
    ("written", "sent_to"),
    [
        ("sam.okafor+jobs@example.com", "sam.okafor+jobs@example.com"),
        ("o'neil@mail.example", "o'neil@mail.example"),
        ("jörg@bücher.example", "jörg@xn--bcher-kva.example"),
        ("a@例え.example", "a@xn--r8jz45g.example"),
    ],
)
def test_an_address_is_put_in_the_form_that_servers_know(written: str, sent_to: str) -> None:
    """The domain comes back in ASCII."""
    assert gate.address("To", written) == sent_to


@pytest.mark.parametrize(
    "written",
    [
        "",
        "not an address",
        "a@",
        "@b.example",
        "a@b.example, c@d.example",
        "a@b.example c@d.example",
        "a@b@c.example",
        "alice@example.org)bob@example.com",
        "<a@b.example>",
        "a@b.example>",
        '"a b"@c.example',
        "a b@c.example",
        "a..b@c.example",
        ".a@c.example",
        "a@[127.0.0.1]",
        "a@b..example",
        "a@-b.example",
        "a@b_c.example",
        "a@b.example.",
        "=?utf-8?q?a?=@b.example",
        "a\u00a0b@c.example",
        "a\u200bb@c.example",
        "a\u202eb@c.example",
        "a@b\u2028.example",
        f"{'a' * 65}@b.example",
        f"a@{'b' * 64}.example",
        f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.example",
        "a@\u0378.example",
    ],
)
def test_anything_but_one_address_is_refused(written: str) -> None:
    """Two addresses, brackets, quotes, blanks and half addresses end here."""
    with pytest.raises(MessageError, match="The address in To: "):
        gate.address("To", written)
