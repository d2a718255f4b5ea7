"""Pure: whether an envelope and its bytes can be put on the wire at all."""

import re

from followup_mail.errors import MessageError
from followup_mail.posting import Envelope
from followup_mail.visible import first_forbidden, visible

# Dot-atoms of RFC 5321, 4.1.2, and RFC 6531, 3.3; a domain's ASCII form. No quoted local
# parts, address literals or source routes: nobody has them, and each hides a delimiter.
_LOCAL = r"(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\x00-\x7f])+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}(?:\.{_LOCAL})*@{_LABEL}(?:\.{_LABEL})*")
_LONGEST = 254
"""Octets; RFC 5321, 4.5.3.1.3 less the angle brackets."""


def check_envelope(envelope: Envelope) -> None:
    """Pass where each address is one bare address with its domain in ASCII.

    Raises:
        MessageError: One is not, or there is no recipient.

    """
    if not envelope.rcpt_to:
        raise MessageError("The message has no recipient; name one with --to.")
    for address in (envelope.mail_from, *envelope.rcpt_to):
        too_long = len(address.encode(errors="replace")) > _LONGEST
        if too_long or first_forbidden(address) or not _ADDRESS.fullmatch(address):
            raise MessageError(
                f"“{visible(address[:80])}” is no address that mail can be sent to or from; "
                "write it as name@company.example."
            )


def check_data(data: bytes, *, wide: bool) -> None:
    """Pass where *data* are lines that every server reads alike.

    Args:
        data: A whole message.
        wide: Whether its header may be in UTF-8.

    Raises:
        MessageError: A line ends in CR or LF alone, there is a NUL, or an octet
            of more than seven bits.

    """
    lines = data.count(b"\r\n")
    alike = data.count(b"\r") == lines == data.count(b"\n") and b"\0" not in data
    if not alike or not (wide or data.isascii()):
        raise MessageError(
            "The message holds octets that mail servers read differently; nothing was sent. "
            "This is a fault of followup-mail: please report it."
        )


def needs_utf8(envelope: Envelope) -> bool:
    """Return whether an address is not ASCII, so that the server must know RFC 6531."""
    return not all(map(str.isascii, (envelope.mail_from, *envelope.rcpt_to)))


def stuffed(data: bytes) -> bytes:
    """Return *data* as lines after DATA, their end not among them (RFC 5321, 4.5.2)."""
    if not data.endswith(b"\r\n"):
        data += b"\r\n"
    data = data.replace(b"\r\n.", b"\r\n..")
    return b"." + data if data.startswith(b".") else data
