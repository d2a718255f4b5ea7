"""Taking in what an export wrote: all of it or nothing, and nothing of it is sent."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

from followup_mail.desk.desk import Desk
from followup_mail.model import Application
from followup_mail.record import Record

if TYPE_CHECKING:
    from followup_mail.application import Incomplete
    from followup_mail.store.posting_transfer import Taken

_CHUNK = 1 << 16
"""Characters of an export that are read at once."""


class Brought(Record):
    """What an import brought."""

    applications: int
    messages: "Taken"
    drafts: tuple[tuple[str, str], ...] = ()
    """Kind and application of each message that waited, and is a draft again."""
    without_files: tuple[str, ...] = ()
    """Applications whose attachments aren't found: no file is read where an import says."""


def restore(desk: Desk, text: TextIO, tick: Callable[[int], None]) -> Brought:
    """Take in what an export wrote, and plan everything; return what that was.

    Raises:
        UsageError: Something is kept here already.
        DataError: *text* is no export.

    """
    from followup_mail.desk.upgrading import tell_occurrences

    names: dict[int, str] = {}
    without_files = []
    with desk.writing():
        # Not by lines: what is no export may be one of a gigabyte.
        restored = desk.store.restore(iter(partial(text.read, _CHUNK), ""))
        _settle(desk)
        for number, (stored, _) in enumerate(list(desk.store.listed()), start=1):
            known = desk.readable(stored)
            names[stored.id] = stored.dossier.name
            if _names_files(known, stored.dossier.text):
                without_files.append(stored.dossier.name)
            desk.look_up(stored, known)
            desk.replan(stored)
            tick(number)
        tell_occurrences(desk)
    taken = restored.messages
    drafts = tuple((kind, names[application]) for application, kind in taken.drafts)
    return Brought(restored.applications, taken, drafts, tuple(without_files))


def _settle(desk: Desk) -> None:
    """Keep of each application what its own text says, whatever stands beside that.

    Caps and what is sent once lean on employer, position and writer.
    """
    from followup_mail.desk.adding import Facts

    for stored, _ in list(desk.store.listed()):
        before, known = stored.dossier, desk.readable(stored)
        told = _as_far_as_told(before.text) if isinstance(known, str) else known
        if told is None:
            continue  # of which nothing is ever made
        facts = Facts.of(told, desk.config)
        after = facts.dossier(uid=before.uid, name=before.name, text=before.text, folder=None)
        if isinstance(known, str):
            after = after._replace(complete=before.complete)
        if after != before:
            desk.store.change(stored.id, after, at=stored.changed_at)


def _as_far_as_told(text: str) -> "Incomplete | None":
    """Return what can be said of a file that lacks what config.toml has; None for a faulty one."""
    from followup_mail.application.gaps import incomplete

    tree = _tree(text)
    with suppress(ValueError):
        return None if tree is None else incomplete(tree, ())
    return None


def _names_files(known: "Application | Incomplete | str", text: str) -> bool:
    """Return whether the application *known*, whose file is *text*, has attachments."""
    if isinstance(known, Application):
        return bool(known.absent)
    return bool((_tree(text) or {}).get("attachments"))


def _tree(text: str) -> dict[str, Any] | None:
    """Return *text*, an application file, as a tree; None where it is none."""
    from followup_mail.desk.unnamed import tree_of

    try:
        return tree_of(text)
    except (ValueError, RecursionError):
        return None
