"""A draft as plain text."""

from hypothesis import given
from hypothesis import strategies as st

from followup_mail.model import Mailbox
from followup_mail.showing.plain import mailbox, together


def test_a_name_with_specials_is_quoted() -> None:
    """A comma in a name makes no second recipient when the line is pasted."""
    box = Mailbox('Lopez, Maria "Mia"', "maria@northwind.example")

    assert mailbox(box) == '"Lopez, Maria \\"Mia\\"" <maria@northwind.example>'


@given(st.text(st.characters(categories=["L", "P", "N"]), min_size=1))
def test_an_unquoted_name_holds_no_special(name: str) -> None:
    """What RFC 5322 calls specials never stands bare."""
    shown = mailbox(Mailbox(name, "a@b.example"))

    assert shown.startswith('"') or not set('()<>[]:;@\\,."') & set(name)


def test_one_text_is_not_parted() -> None:
    """The line stands between two only."""
    assert together(["one\n"]) == "one\n"
