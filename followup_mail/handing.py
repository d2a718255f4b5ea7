"""Handing a draft over: the form it takes, the file or clipboard it goes to."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from followup_mail.errors import FollowupMailError, OutputError, UsageError
from followup_mail.model import Draft, Mailbox
from followup_mail.record import Record
from followup_mail.vocabulary import DraftFormat

if TYPE_CHECKING:
    from followup_mail.showing.sheet import Sheet

SUFFIXES = {
    DraftFormat.TEXT: ".txt",
    DraftFormat.EML: ".eml",
    DraftFormat.HTML: ".html",
    DraftFormat.JSON: ".json",
    DraftFormat.MAILTO: ".mailto.txt",
}


class Form(Record):
    """One message in the form in which it is handed over."""

    name: str
    """A file name, without folder."""
    content: bytes
    form: DraftFormat

    @property
    def alone(self) -> bool:
        """Whether it is whole in itself, so that no second one may follow in one stream."""
        return self.form in {DraftFormat.EML, DraftFormat.HTML}


class Hands(Record):
    """What a message for a mail program needs beside its draft."""

    now: Callable[[], datetime]
    new_token: Callable[[], str]

    def form(self, draft: Draft, form: DraftFormat, sheet: Callable[[], "Sheet"]) -> Form:
        """Return *draft* as a file of *form*; *sheet* gives all that is shown beside it.

        Raises:
            UsageError: A script or a private note can't be mailed.
            MessageError: The message would not read back as meant.

        """
        return Form(f"{_stem(draft)}{SUFFIXES[form]}", self._content(draft, form, sheet), form)

    def _content(self, draft: Draft, form: DraftFormat, sheet: Callable[[], "Sheet"]) -> bytes:
        match form:
            case DraftFormat.TEXT:
                from followup_mail.showing.plain import as_text

                return as_text(draft).encode()
            case DraftFormat.JSON:
                return _json(sheet())
            case DraftFormat.HTML:
                from followup_mail.mail.page import as_html

                page = as_html(draft.subject.text, draft.body.text, draft.language.value)
                return page.encode()
            case DraftFormat.MAILTO if draft.attachments:
                raise UsageError("A mailto link carries no attachments: use --format eml.")
            case DraftFormat.MAILTO:
                return f"{_mailto(draft)}\n".encode()
            case DraftFormat.EML:
                return self._eml(draft)

    def _eml(self, draft: Draft) -> bytes:
        from followup_mail.mail.files import read_attachments
        from followup_mail.mail.message import compose, new_message_id, to_bytes

        sender = draft.sender.mailbox
        message = compose(
            sender=sender,
            to=_need_mailed(draft),
            subject=draft.subject.text,
            body=draft.body.text,
            date=self.now(),
            message_id=new_message_id(sender.addr_spec, self.new_token()),
            attachments=read_attachments(draft.attachments),
            language=draft.language.value,
            unsent=True,
        )
        return to_bytes(message)


def _stem(draft: Draft) -> str:
    """Return the name of the file a draft goes into, without its ending."""
    person = draft.choice.about or draft.choice.to
    return f"{draft.kind.value}-{person.id}" if person else draft.kind.value


def _json(sheet: "Sheet") -> bytes:
    import json

    from followup_mail.showing.data import as_json

    return (json.dumps(as_json(sheet), indent=2) + "\n").encode()


def _mailto(draft: Draft) -> str:
    """Return the link that opens *draft* in a mail program (RFC 6068)."""
    from followup_mail.mail.mailto import mailto_url

    return mailto_url(_need_mailed(draft).addr_spec, draft.subject.text, draft.body.text)


def _need_mailed(draft: Draft) -> Mailbox:
    if draft.recipient is None:
        raise UsageError(f"A {draft.kind.value} is no e-mail: use --format text, html or json.")
    return draft.recipient


def make_folder(path: Path) -> None:
    """Make the folder *path*, and those above it, unless it is there.

    Raises:
        OutputError: It can't be made.

    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: the folder can't be made ({error.strerror}).") from error


def save(path: Path, content: bytes) -> Path | None:
    """Write *content* to *path*, all of it or nothing.

    A file that is there and says something else, edited perhaps, is kept beside it
    under its name with a tilde; that name is returned. A link is followed, and what
    is no regular file (``/dev/stdout``) is written to as it is.

    Raises:
        OutputError: The file can't be written; an older one is left as it was.

    """
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as special:
                special.write(content)
            return None
        target = path.resolve()
        kept = None
        if target.is_file() and target.read_bytes() != content:
            kept = _unused(target)
            _replace(kept, target.read_bytes())
        _replace(target, content)
    except OSError as error:
        raise OutputError(f"{path}: can't be written ({error.strerror}).") from error
    except RuntimeError as error:  # what pathlib makes of links that lead in a circle
        raise OutputError(f"{path}: can't be written (its links lead in a circle).") from error
    return kept


def replace_file(path: Path, content: bytes) -> None:
    """Put *content* in the place of *path*: after a crash it is the old or the new, never half.

    Raises:
        OutputError: It can't be written; it is as it was.

    """
    try:
        _replace(path.resolve(), content)
    except OSError as error:
        raise OutputError(f"{path}: can't be written ({error.strerror}).") from error


def _unused(path: Path) -> Path:
    """Return the first of "name~", "name~2", … that nothing has."""
    kept, number = path.with_name(f"{path.name}~"), 2
    while kept.exists():
        kept, number = path.with_name(f"{path.name}~{number}"), number + 1
    return kept


def _replace(path: Path, content: bytes) -> None:
    """Put *content* in the place of *path* at once."""
    import os
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
        _sync_folder(path.parent)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    """Make the disk keep the names in *folder*, without which a file may be gone after all."""
    import os

    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy_to_clipboard(text: str) -> None:
    """Put *text* on the clipboard of the desktop."""
    import pyperclip

    try:
        pyperclip.copy(text)
    except pyperclip.PyperclipException as error:
        raise FollowupMailError(
            "No clipboard can be reached: install xclip, xsel or wl-clipboard, or leave --copy out."
        ) from error
