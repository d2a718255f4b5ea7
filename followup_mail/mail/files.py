"""Reading the files that go with a message."""

import mimetypes
import os
import stat
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from followup_mail.attached import too_large
from followup_mail.errors import OutputError
from followup_mail.mail.message import Attachment

_OPAQUE = ("application", "octet-stream")


def read_attachments(paths: Sequence[Path]) -> list[Attachment]:
    """Return the files at *paths* as attachments, their types told by their names.

    Sizes are looked at before anything is read, and no more is read than that.

    Raises:
        OutputError: One can't be read, isn't a regular file or grows, or they are too large.

    """
    with ExitStack() as stack:
        descriptors = []
        for path in paths:
            descriptors.append(_opened(path))
            stack.callback(os.close, descriptors[-1])
        sizes = [os.fstat(descriptor).st_size for descriptor in descriptors]
        if told := too_large(sizes):
            raise OutputError(f"The attachments have {told}: {_named(paths)}.")
        return [_read(*each) for each in zip(paths, descriptors, sizes, strict=True)]


def read_attachment(path: Path) -> Attachment:
    """Return one file as :func:`read_attachments` does."""
    (only,) = read_attachments([path])
    return only


def _opened(path: Path) -> int:
    try:
        # A pipe would wait for somebody to write into it.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
        descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise OutputError(f"The attachment {path} can't be read: {error.strerror}.") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OutputError(f"The attachment {path} can't be read: it is no regular file.")
    return descriptor


def _read(path: Path, descriptor: int, size: int) -> Attachment:
    parts: list[bytes] = []
    left = size + 1
    try:
        while left > 0 and (part := os.read(descriptor, left)):
            parts.append(part)
            left -= len(part)
    except OSError as error:
        raise OutputError(f"The attachment {path} can't be read: {error.strerror}.") from error
    content = b"".join(parts)
    if len(content) != size:
        raise OutputError(
            f"The attachment {path} is being written to; try again when that has ended."
        )
    return Attachment(path.name, content, *_type_of(path))


def _named(paths: Sequence[Path]) -> str:
    return ", ".join(path.name for path in paths)


def _type_of(path: Path) -> tuple[str, str]:
    guessed, encoding = mimetypes.MimeTypes().guess_type(path.name)
    if guessed is None or encoding is not None:
        return _OPAQUE
    maintype, _, subtype = guessed.partition("/")
    # A message or a container of parts may not be encoded as base64 (RFC 2045, 6.4).
    return _OPAQUE if maintype in {"message", "multipart"} else (maintype, subtype)
