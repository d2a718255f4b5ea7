"""Header fields that decide themselves how they are written.

The standard library's own header classes read a value before they write it, and
up to Python 3.12.4 what they read in an encoded word can end the line it stands
on. These are stored by ``EmailPolicy`` as they are (it leaves alone whatever has
a ``name``), and only ever write what the gate has passed.
"""

import re
from collections.abc import Sequence
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.policy import Policy
from email.utils import getaddresses
from string import ascii_letters, digits
from typing import Self

from followup_mail.mail import gate
from followup_mail.model import Mailbox

_WIDTH = 60
"""Of a line, and so of an encoded word: with the field's name it stays within the
76 of RFC 2047, 2."""
_IN_WORD = {char: char for char in f"{ascii_letters}{digits}!*+-/"} | {" ": "_"}
"""What needs no escape in an encoded word, even in a phrase (RFC 2047, 5, rule 3)."""

_PLAIN = re.compile(r"[!-~]{1,60}(?: [!-~]{1,60})*")
"""Short words with one space between: can be folded and reads back unchanged."""
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_QUOTABLE = re.compile(r'[^"\\]{1,60}')


class Field(str):
    """A field's value as it is meant, with the lines in which it is written."""

    __slots__ = ("lines", "name")

    name: str
    lines: tuple[str, ...]
    """What stands after the colon, folded; without line ends."""

    def __new__(cls, name: str, value: str, lines: tuple[str, ...]) -> Self:
        """Make the field *name* that means *value* and is written as *lines*."""
        self = super().__new__(cls, value)
        self.name = name
        self.lines = lines
        return self

    def fold(self, *, policy: Policy) -> str:
        """Return the whole field, as the generator of messages asks for it."""
        end = policy.linesep
        return f"{self.name}: {f'{end} '.join(self.lines)}{end}"


class AddressField(Field):
    """A field that holds one mailbox."""

    __slots__ = ("mailbox",)

    mailbox: Mailbox
    """With the domain in its ASCII form."""


def unstructured(name: str, text: str) -> Field:
    """Return the field *name* for one line of free text.

    Raises:
        MessageError: *text* can't stand in a header field.

    """
    return Field(name, gate.one_line(name, text), _folded(text))


def verbatim(name: str, value: str) -> Field:
    """Return the field *name* for a short value that is plain ASCII."""
    return Field(name, value, (value,))


def identifiers(name: str, ids: Sequence[str]) -> Field:
    """Return the field *name* for message IDs, never encoded and folded between two.

    The standard library encodes an ID that is longer than a line, and threads fall
    apart (RFC 2047, 5, forbids it).

    Raises:
        MessageError: One of *ids* is none.

    """
    checked = tuple(gate.message_id(each) for each in ids)
    return Field(name, " ".join(checked), checked)


def mailbox(name: str, meant: Mailbox) -> AddressField:
    """Return the field *name* for the one mailbox *meant*.

    Raises:
        MessageError: Its name or its address can't stand in a header field.

    """
    display_name = gate.one_line(name, meant.display_name)
    addr_spec = gate.address(name, meant.addr_spec)
    angled = f"<{addr_spec}>"
    lines = _phrase(display_name)
    if lines and len(lines[-1]) + 1 + len(angled) <= _WIDTH:
        lines = (*lines[:-1], f"{lines[-1]} {angled}")
    else:
        lines = (*lines, angled)
    field = AddressField(name, str(Address(display_name, *addr_spec.split("@"))), lines)
    field.mailbox = Mailbox(display_name, addr_spec)
    return field


def read_mailboxes(source: str) -> list[Mailbox]:
    """Return the mailboxes in the source of an address field, as a mail program reads it.

    Not with the standard library's newer parser: on Python 3.11 it puts a space
    between two encoded words of a name, which RFC 2047, 6.2, has joined.
    """
    return [
        Mailbox(str(make_header(decode_header(phrase))), addr_spec)
        for phrase, addr_spec in getaddresses([source])
    ]


def _phrase(display_name: str) -> tuple[str, ...]:
    """Return *display_name* as a phrase of RFC 5322, in folded lines."""
    if not display_name:
        return ()
    if _is_plain(display_name):
        if _ATOMS.fullmatch(display_name):
            return _folded(display_name)
        if _QUOTABLE.fullmatch(display_name):
            return (f'"{display_name}"',)
    return _encoded(display_name)


def _folded(text: str) -> tuple[str, ...]:
    """Return *text* in lines: as it stands where it can, else encoded."""
    if not text:
        return ("",)
    if not _is_plain(text):
        return _encoded(text)
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _WIDTH:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".lstrip(" ")
    return tuple(lines)


def _encoded(text: str) -> tuple[str, ...]:
    """Return *text* as encoded words, one a line, none cutting a character in two."""
    words, word = [], ""
    for char in text:
        octets = _IN_WORD.get(char) or "".join(f"={octet:02X}" for octet in char.encode())
        if len("=?utf-8?q??=") + len(word) + len(octets) > _WIDTH:
            words.append(word)
            word = ""
        word += octets
    return tuple(f"=?utf-8?q?{word}?=" for word in (*words, word))


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and gate.ENCODED_WORD not in text
