"""Which of three things a file is: an application, an invitation, or a table of many."""

import re
from enum import Enum

_ENDINGS = {".csv": "table", ".tsv": "table", ".ics": "invitation", ".ical": "invitation"}
_HEADER = re.compile(rb"""^(?:\xef\xbb\xbf)?["']?[\w.-]+["']?[ \t]*[,;\t]""")


class Form(Enum):
    """What a file holds."""

    APPLICATION = "application"
    INVITATION = "invitation"
    TABLE = "table"


def form_of(name: str, head: bytes) -> Form:
    """Return what the file *name* is, by its ending, else by how it begins.

    Args:
        name: The name of the file; of "-", *head* alone tells.
        head: Its first bytes, one line at least where it has one.

    """
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending in _ENDINGS:
        return Form(_ENDINGS[ending])
    if ending == ".toml":
        return Form.APPLICATION
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
        return Form.INVITATION
    return Form.TABLE if _HEADER.match(head) else Form.APPLICATION
