"""Links that open a message in a mail program."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.errors import MessageError
from followup_mail.mail.mailto import mailto_url
from followup_mail.visible import first_forbidden

LINES = st.text().filter(lambda text: first_forbidden(text) is None)


def test_lines_and_no_break_spaces_are_encoded() -> None:
    """A line ends with CRLF (RFC 6068, 5); a no-break space is two octets of UTF-8."""
    assert mailto_url("a+b@été.example", "Merci & à bientôt", "Oui\u00a0:\n\n1=1") == (
        "mailto:a%2Bb@xn--t-9fab.example?subject=Merci%20%26%20%C3%A0%20bient%C3%B4t"
        "&body=Oui%C2%A0%3A%0D%0A%0D%0A1%3D1"
    )


def test_an_address_cannot_add_a_field() -> None:
    """A question mark or an ampersand in a local part stays part of it."""
    assert mailto_url("a?bcc=b&c@d.example", "", "").startswith("mailto:a%3Fbcc%3Db%26c@d.example?")


@pytest.mark.parametrize(
    ("to", "subject", "body"),
    [("a@b.example,c@d.example", "", ""), ("a@b.example", "x\r\ny", ""), ("a@b.example", "", "\0")],
)
def test_the_gate_of_messages_holds_for_links(to: str, subject: str, body: str) -> None:
    """Two addresses, a line break in a subject and a NUL are refused."""
    with pytest.raises(MessageError):
        mailto_url(to, subject, body)


@given(LINES, LINES)
def test_a_mail_program_gets_the_text_back(subject: str, body: str) -> None:
    """Decoding the link gives subject and body, and nothing else."""
    parts = urlsplit(mailto_url("a@b.example", subject, body))
    assert unquote(parts.path) == "a@b.example"
    assert parse_qs(parts.query, keep_blank_values=True) == {"subject": [subject], "body": [body]}
