"""``--set KEY=VALUE``: what is typed, put into the tree of the file before it is read."""

from collections.abc import Sequence

from followup_mail.application.fields import APPLICATION
from followup_mail.errors import UsageError
from followup_mail.tables import Faults, Key, Kind, ListOf, nfc, shortened

_NOWHERE = "has no place: what stands above it in the file is neither a table nor a list"


def apply(settings: Sequence[str], tree: dict[str, object], faults: Faults) -> None:
    """Put each of *settings* into *tree*, in order, and note what has no place there.

    The kind of the key decides what VALUE is: text stays as it is, dates are ISO 8601,
    flags ``true`` or ``false``, lists and tables TOML. Entries of lists are counted
    from 0; the number after the last appends one.

    Raises:
        UsageError: One of them is not of the form KEY=VALUE.

    """
    for setting in settings:
        typed, equals, text = setting.partition("=")
        key = tuple(nfc(part.strip()) for part in typed.split("."))
        if not equals or not all(key):
            raise UsageError(
                f"--set {shortened(setting)}: expected KEY=VALUE, such as answer.by=2026-11-27"
            )
        try:
            _put(tree, key, text, faults)
        except ValueError as fault:
            faults.typed.add(key)
            faults.add(key, str(fault))


def _put(tree: dict[str, object], key: Key, text: str, faults: Faults) -> None:
    node: object = tree
    kind: Kind[object] | None = APPLICATION
    for depth, part in enumerate(key[:-1], start=1):
        kind = kind.child(part) if kind else None
        inside = _get(node, part)
        if inside is None:
            inside = [] if isinstance(kind, ListOf) else {}
            _assign(node, part, inside)
            faults.typed.add(key[:depth])
        node = inside
    kind = kind.child(key[-1]) if kind else None
    _assign(node, key[-1], kind.parse(text) if kind else text)
    faults.typed.add(key)


def _get(node: object, part: str) -> object:
    """Return what stands at *part*, None where something can be put there."""
    if isinstance(node, list):
        place = _place(node, part)
        return node[place] if place < len(node) else None
    if isinstance(node, dict):
        return node.get(part)
    raise ValueError(_NOWHERE)


def _assign(node: object, part: str, value: object) -> None:
    if isinstance(node, list):
        place = _place(node, part)
        node[place : place + 1] = [value]
        return
    if isinstance(node, dict):
        node[part] = value
        return
    raise ValueError(_NOWHERE)


def _place(entries: list[object], part: str) -> int:
    if not (part.isascii() and part.isdecimal() and len(part) < len("10000")):
        raise ValueError(f"expected the number of an entry, from 0, got '{shortened(part)}'")
    if int(part) > len(entries):
        raise ValueError(f"the next entry has the number {len(entries)}")
    return int(part)
