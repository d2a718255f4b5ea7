"""The header of a CSV file: which column is which key, and what its cells become."""

from collections.abc import Callable, Sequence
from functools import partial

from followup_mail.application.fields import APPLICATION
from followup_mail.intake.csv_cells import restored
from followup_mail.tables import (
    Faults,
    Key,
    Kind,
    Leaf,
    Line,
    Lines,
    ListOf,
    Names,
    Table,
    Walk,
    clean,
    dotted,
    nfc,
    shortened,
)

SEPARATOR = " | "
"""Between the phrases of a list in one cell."""
NAME = ("name",)
"""The column that is no key: what the application is called on the command line."""

_MOST_COLUMNS = 1000
# What a cell begins with that may hold less than it seems to.
_TO_LOOK_AT = frozenset("' \t\u00a0\u202f")


class Columns:
    """The columns of one file.

    Attributes:
        keys: The key of each, in order.
        several_lines: The places of those whose cells may hold line breaks.

    """

    def __init__(self, header: Sequence[str], faults: Faults) -> None:
        """Read the *header*; what is wrong with it goes to *faults*."""
        self.keys: list[Key] = [
            tuple(nfc(part).strip() for part in cell.split(".")) for cell in header
        ]
        self.several_lines = frozenset(
            at for at, key in enumerate(self.keys) if isinstance(_kind_of(key), Lines)
        )
        self._name = self.keys.index(NAME) if NAME in self.keys else None
        self._group = _Group((), APPLICATION)
        if len(header) > _MOST_COLUMNS:
            faults.add((), f"has {len(header)} columns; at most {_MOST_COLUMNS} are read")
            return
        people = frozenset(key[1] for key in self.keys if key[0] == "people" and len(key) > 1)
        walk = Walk(faults, people=people)
        for at, key in enumerate(self.keys):
            first = self.keys.index(key)
            if not any(key):
                faults.add((), f"column {at + 1} has no name")
            elif first < at:
                faults.add(key, f"is given twice, as column {first + 1} and as column {at + 1}")
            elif key != NAME:
                self._group.add(at, key, walk)
        self._group.note_missing(faults)

    def tree(self, cells: list[str], faults: Faults) -> dict[str, object]:
        """Return the tree of a row.

        What is wrong with a cell goes to *faults* and its text into the tree, where
        nothing more is told of it.
        """
        return self._group.tree(cells, faults)

    def name(self, cells: list[str], faults: Faults) -> str | None:
        """Return what the row's application shall be called; None where it doesn't say."""
        if self._name is None:
            return None
        try:
            return clean(restored(cells[self._name].strip())) or None
        except ValueError as fault:
            faults.add(NAME, str(fault))
            return None


def where(source: str, line: int, key: Key) -> str:
    """Return what stands in front of a fault: "people.csv, line 14, column answer.by"."""
    kind = _kind_of(key[:-1])
    if isinstance(kind, ListOf) and isinstance(kind.item, Leaf):
        column = f", column {dotted(key[:-1])}, phrase {int(key[-1]) + 1}"
    else:
        column = f", column {dotted(key)}" if key else ""
    return f"{source}, line {line}{column}"


def _kind_of(key: Key) -> Kind[object] | None:
    kind: Kind[object] | None = APPLICATION
    for part in key:
        kind = kind.child(part) if kind else None
    return kind


class _Group:
    """The columns of one table, and those of the tables inside it."""

    __slots__ = ("_cells", "_empty", "_inside", "_key", "_kind", "_lists")

    def __init__(self, key: Key, kind: Kind[object]) -> None:
        """Begin with no column; *kind* is that of the table at *key*."""
        self._key = key
        self._kind = kind
        self._cells: list[tuple[int, str, Callable[[str], object] | None]] = []
        self._empty: list[str] = []
        """Keys whose empty cell is an empty text."""
        self._inside: dict[str, _Group] = {}
        self._lists: dict[str, dict[int, _Group]] = {}

    def add(self, at: int, key: Key, walk: Walk) -> None:
        """Put the column *at* in its place; note a fault where *key* has none."""
        name = key[len(self._key)]
        own = (*self._key, name)
        kind = self._kind.child(name)
        rest = key[len(own) :]
        if isinstance(self._kind, Names) and self._kind.name.read(name, key, walk) is None:
            return
        if isinstance(kind, (Table, Names)) and rest:
            self._inside.setdefault(name, _Group(own, kind)).add(at, key, walk)
        elif isinstance(kind, ListOf) and isinstance(kind.item, Table) and _is_place(rest):
            entry = _Group((*own, rest[0]), kind.item)
            self._lists.setdefault(name, {}).setdefault(int(rest[0]), entry).add(at, key, walk)
        elif isinstance(kind, ListOf) and rest and not _further(kind):
            told = f"holds all its phrases in one column, parted by '{SEPARATOR}'"
            walk.faults.add(own, f"{told}; leave the number out")
        elif kind is None or rest or _further(kind):
            walk.faults.add(key, _no_column(own, self._kind, walk))
        else:
            self._cells.append((at, name, _converter(kind)))
            if isinstance(kind, Line) and kind.may_be_empty:
                self._empty.append(name)

    def note_missing(self, faults: Faults) -> None:
        """Note the columns without which no row can be complete; put lists in order."""
        present = {name for _, name, _ in self._cells}
        for field in self._kind.fields if isinstance(self._kind, Table) else ():
            if field.required and not field.may_follow and field.key not in present:
                faults.add((*self._key, field.key), "required column is missing")
        for group in self._inside.values():
            group.note_missing(faults)
        for name, unsorted in self._lists.items():
            entries = self._lists[name] = dict(sorted(unsorted.items()))
            for number, place in enumerate(entries):
                if number != place:
                    own = (*self._key, name, str(place))
                    faults.add(own, f"there is no column of {name}.{number}; count from 0")
                    break
                entries[place].note_missing(faults)

    def tree(self, cells: list[str], faults: Faults) -> dict[str, object]:
        """Return what the row *cells* holds of this table; empty where it holds nothing."""
        found = self._values(cells, faults)
        for name, group in self._inside.items():
            inside = group.tree(cells, faults)
            if inside:
                found[name] = inside
        for name, entries in self._lists.items():
            listed = self._listed(name, [entries[at].tree(cells, faults) for at in entries], faults)
            if listed:
                found[name] = listed
        return found

    def _values(self, cells: list[str], faults: Faults) -> dict[str, object]:
        """What the cells of this table itself say."""
        found: dict[str, object] = dict.fromkeys(self._empty, "")
        for at, name, convert in self._cells:
            cell = cells[at]
            if cell and cell[0] in _TO_LOOK_AT:
                cell = restored(cell.strip()).strip()
            if not cell:
                continue
            if convert is None:
                found[name] = cell
                continue
            try:
                found[name] = convert(cell)
            except ValueError as fault:
                faults.add((*self._key, name), str(fault))
                faults.told.add((*self._key, name))
                found[name] = cell  # so that the key doesn't count as missing
        return found

    def _listed(
        self, name: str, entries: list[dict[str, object]], faults: Faults
    ) -> list[dict[str, object]]:
        """*entries* without the empty ones at the end; an empty one above others is a fault."""
        filled = [entry for entry in entries if entry]
        if filled != entries[: len(filled)]:
            empty = entries.index({})
            after = next(at for at in range(empty, len(entries)) if entries[at])
            told = f"is filled in, but {name}.{empty} is empty; fill them in from 0 on"
            faults.add((*self._key, name, str(after)), told)
        return filled


def _is_place(rest: Key) -> bool:
    """Whether *rest* begins with a place in a list and goes on."""
    return (
        len(rest) > 1 and rest[0].isascii() and rest[0].isdecimal() and len(rest[0]) < len("1000")
    )


def _further(kind: Kind[object]) -> str:
    """What has to follow the name of a table or a list of tables in a column, such as ".0.at"."""
    if isinstance(kind, Table):
        child = kind.child(kind.keys[0])
        return f".{kind.keys[0]}{_further(child) if child else ''}"
    if isinstance(kind, Names):
        child = kind.child("maria")
        return f".maria{_further(child) if child else ''}"
    if isinstance(kind, ListOf) and isinstance(kind.item, Table):
        return f".0{_further(kind.item)}"
    return ""


def _no_column(own: Key, inside: Kind[object], walk: Walk) -> str:
    """Why there is no column at or below *own*, a key of a table of the kind *inside*."""
    kind = inside.child(own[-1])
    if kind is None:
        known = inside.keys if isinstance(inside, Table) else ()
        known = known if own[:-1] else (*known, *NAME)
        hint = walk.nearest(own[-1], known)
        above = dotted((*own[:-1], ""))
        told = hint.replace("mean ", f"mean {above}") or "; `add --columns` prints the usual ones"
        return f"unknown column{told}"
    if _further(kind):
        return f"is no column, but has some inside, such as {dotted(own)}{_further(kind)}"
    return f"unknown column; did you mean {dotted(own)}?"


def _converter(kind: Kind[object]) -> Callable[[str], object] | None:
    """What makes the value of a key of *kind* out of a cell; None where that is the text."""
    if isinstance(kind, ListOf):
        return _phrases
    if isinstance(kind, Lines):
        return _lines
    return partial(_typed, kind) if isinstance(kind, Leaf) and kind.form else None


def _phrases(cell: str) -> list[str]:
    return [phrase.strip() for phrase in cell.split(SEPARATOR) if phrase.strip()]


def _lines(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def _typed(kind: Leaf[object], cell: str) -> object:
    value = kind.parse(cell.strip())
    if not isinstance(value, str):
        return value
    raise ValueError(f"expected {kind.form}, got '{shortened(value)}'")
