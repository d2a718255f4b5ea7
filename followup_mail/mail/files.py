"""Reading the files that go with a message."""

import mimetypes
from pathlib import Path

from followup_mail.errors import OutputError
from followup_mail.mail.message import Attachment

_OPAQUE = ("application", "octet-stream")


def read_attachment(path: Path) -> Attachment:
    """Return the file at *path* as an attachment, its type told by its name.

    Raises:
        OutputError: It can't be read.

    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OutputError(f"The attachment {path} can't be read: {error.strerror}.") from error
    maintype, subtype = _type_of(path)
    return Attachment(path.name, content, maintype, subtype)


def _type_of(path: Path) -> tuple[str, str]:
    guessed, encoding = mimetypes.MimeTypes().guess_type(path.name)
    if guessed is None or encoding is not None:
        return _OPAQUE
    maintype, _, subtype = guessed.partition("/")
    # A message or a container of parts may not be encoded as base64 (RFC 2045, 6.4).
    return _OPAQUE if maintype in {"message", "multipart"} else (maintype, subtype)
