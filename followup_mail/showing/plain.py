"""A draft as plain text: what ``draft`` prints, to be piped or pasted."""

from collections.abc import Iterable

from followup_mail.model import Draft, Mailbox
from followup_mail.visible import visible

BETWEEN = "-" * 60
"""The line that parts several notes."""

_SPECIALS = set('()<>[]:;@\\,."')  # RFC 5322, 3.2.3


def as_text(draft: Draft) -> str:
    """Return To, Subject, an empty line and the body.

    A script says whom to call instead, and each of its parts has a heading; a
    private note names nobody.
    """
    lines = [f"To: {_destination(draft)}"]
    if draft.subject.text:
        lines.append(f"Subject: {draft.subject.text}")
    body = draft.body.text
    if draft.kind.spoken:
        from followup_mail.showing.script import labelled  # noqa: PLC0415 - start-up of a note

        body = labelled(draft)
    return visible("\n".join([*lines, "", body, ""]), multiline=True)


def together(texts: Iterable[str]) -> str:
    """Return several texts with a line between two."""
    return f"\n{BETWEEN}\n\n".join(texts)


def mailbox(box: Mailbox) -> str:
    """Return *box* as a name-addr, its display name quoted where it must be."""
    name = box.display_name
    if _SPECIALS & set(name):
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        name = f'"{escaped}"'
    return f"{name} <{box.addr_spec}>"


def _destination(draft: Draft) -> str:
    if draft.recipient is not None:
        return mailbox(draft.recipient)
    to = draft.choice.to
    if to is None:
        return "nobody (a private note, never sent)"
    return f"{to.name}, {to.phone}" if to.phone else to.name
