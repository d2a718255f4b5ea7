"""What may enter a message at all.

Every text is judged here before it becomes a header field, a body or a link, so
that nothing that reaches the standard library can change the number of header
fields. Needs no e-mail library: a mailto link passes the same gate.
"""

import re

from followup_mail.addresses import check_addr_spec
from followup_mail.errors import MessageError
from followup_mail.visible import first_forbidden, visible

ENCODED_WORD = "=?"
"""How an encoded word begins (RFC 2047, 2); readers decode it even where it may not stand."""

_ATOMS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-]+)*"
_MESSAGE_ID = re.compile(rf"<{_ATOMS}@[A-Za-z0-9.\-]+>")
_LONGEST_MESSAGE_ID = 400  # octets: an address' domain, a token, and one line holds it

_WITHOUT_LAYOUT = str.maketrans("\n\t", "  ")


def one_line(field: str, text: str) -> str:
    """Return *text*, which is to stand in *field*, unchanged.

    Raises:
        MessageError: It holds a character that ends, reverses or disguises a line.

    """
    found = first_forbidden(text)
    if found:
        raise MessageError(
            f"{field} holds {found[1]}, which no message may hold there; "
            "take it out of the detail or the template that it comes from."
        )
    return text


def several_lines(field: str, text: str) -> str:
    """Return *text* unchanged; of controls it may hold line feeds and tabs.

    Raises:
        MessageError: It holds what :func:`one_line` refuses.

    """
    one_line(field, text.translate(_WITHOUT_LAYOUT))
    return text


def address(field: str, addr_spec: str) -> str:
    """Return the one address *addr_spec* with its domain in ASCII.

    Raises:
        MessageError: It is none, or more than one.

    """
    try:
        checked = check_addr_spec(addr_spec)
    except ValueError as error:
        raise MessageError(f"The address in {field}: {error}.") from error
    if ENCODED_WORD in checked:
        raise MessageError(
            f"The address in {field}: {checked!r} holds {ENCODED_WORD!r}, which mail "
            "programs take for the beginning of encoded text."
        )
    return checked


def message_id(text: str) -> str:
    """Return *text*, a message's ID with its angle brackets, unchanged.

    Raises:
        MessageError: It is not one msg-id of RFC 5322, 3.6.4, in ASCII.

    """
    well_formed = _MESSAGE_ID.fullmatch(text) and ENCODED_WORD not in text
    if not well_formed or len(text) > _LONGEST_MESSAGE_ID:
        raise MessageError(f"Message-ID: {visible(text)!r} is not of the form <token@domain>.")
    return text
