"""What goes along with a message: its attachments, known by their content."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from followup_mail.errors import OutputError
from followup_mail.posting import NewPosting

if TYPE_CHECKING:
    from followup_mail.mail.message import Attachment


def digest(content: bytes) -> str:
    """Return by what *content* is known."""
    return sha256(content).hexdigest()


def digests(paths: Iterable[Path]) -> tuple[str, ...]:
    """Return by what the files at *paths* are known, in their order.

    Raises:
        OutputError: One of them can't be read, or they are too large.

    """
    from followup_mail.mail.files import read_attachments

    return tuple(digest(each.content) for each in read_attachments(list(paths)))


def enclosed(what: NewPosting) -> "list[Attachment]":
    """Return the attachments of *what*, which are those that it was queued with.

    Each is read once: what is compared is what is sent.

    Raises:
        OutputError: One of them is another file by now, can't be read, or they are too large.

    """
    from followup_mail.mail.files import read_attachments

    found = read_attachments([Path(path) for path in what.attachments])
    # What an older program queued was noted without.
    if what.digests:
        for each, noted in zip(found, what.digests, strict=True):
            if digest(each.content) != noted:
                raise OutputError(
                    f"the attachment {each.name} was changed after the message was written."
                )
    return found
