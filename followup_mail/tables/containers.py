"""Lists, and the two kinds of tables: with keys of ours, and with names of the user's."""

from collections.abc import Callable
from typing import Any, TypeVar

from followup_mail.tables.faults import Key, dotted
from followup_mail.tables.kinds import Kind, Walk, named
from followup_mail.tables.toml import parse_toml

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_MOST_LISTED = 12
_ALIKE = 0.75
"""How like a key of another table a word has to be, to be taken for it."""


class ListOf(Kind[tuple[T, ...]]):
    """A list whose values are all of one kind."""

    __slots__ = ("_least", "_most", "item")

    def __init__(self, item: Kind[T], *, least: int = 0, most: int = 100) -> None:
        """Describe a list of *least* to *most* values."""
        self.item = item
        self._least = least
        self._most = most

    def read(self, value: object, key: Key, walk: Walk) -> tuple[T, ...] | None:
        """Return the values, or None where one of them is faulty."""
        if not isinstance(value, list):
            walk.faults.add(key, f"expected {self._form(key)}, got {named(value)}")
            return None
        if not self._least <= len(value) <= self._most:
            span = f"{self._least} to {self._most}" if self._least else f"at most {self._most}"
            walk.faults.add(key, f"expected {span} entries, got {len(value)}")
            return None
        read = self.item.read
        good: list[T] = []
        for at, each in enumerate(value):
            item = read(each, (*key, str(at)), walk)
            if item is not None:
                good.append(item)
        return tuple(good) if len(good) == len(value) else None

    def parse(self, text: str) -> object:
        """Return the list typed as in TOML; raise ValueError where there is none."""
        return _toml_value(text, "['one', 'two']")

    def child(self, key: str) -> Kind[object] | None:
        """Return the kind of the entries, for any place in the list."""
        return self.item if key.isdecimal() else None

    def schema(self) -> dict[str, object]:
        """Return an array's schema."""
        least = {"minItems": self._least} if self._least else {}
        return {"type": "array", "items": self.item.schema(), **least, "maxItems": self._most}

    def _form(self, key: Key) -> str:
        if isinstance(self.item, Table):
            return f"a list of tables, each under [[{dotted(key)}]]"
        return "a list in square brackets"


class Names(Kind[dict[str, T]]):
    """A table whose keys are names that the user chose."""

    __slots__ = ("_item", "name")
    _MOST = 100

    def __init__(self, name: Kind[str], item: Kind[T]) -> None:
        """Describe a table of *item* under *name*."""
        self.name = name
        self._item = item

    def read(self, value: object, key: Key, walk: Walk) -> dict[str, T] | None:
        """Return name to value in the file's order, or None where one of them is faulty."""
        if not isinstance(value, dict):
            walk.faults.add(key, f"expected a table, got {named(value)}")
            return None
        if len(value) > self._MOST:
            walk.faults.add(key, f"expected at most {self._MOST} entries, got {len(value)}")
            return None
        before = walk.faults.count
        names: set[str] = set()
        found: dict[str, T] = {}
        for typed, each in value.items():
            name = self.name.read(typed, (*key, typed), walk)
            item = self._item.read(each, (*key, name or typed), walk)
            if name in names:
                walk.faults.add((*key, typed), "is given twice, spelled in two ways")
            elif name is not None:
                names.add(name)
                if item is not None:
                    found[name] = item
        return found if walk.faults.count == before else None

    def parse(self, text: str) -> object:
        """Return the table typed as in TOML; raise ValueError where there is none."""
        return _toml_value(text, "{name = 'Jo Park'}")

    def child(self, key: str) -> Kind[object] | None:  # noqa: ARG002 - any name may stand here
        """Return the kind of the values, for any name."""
        return self._item

    def schema(self) -> dict[str, object]:
        """Return an object's schema."""
        return {
            "type": "object",
            "propertyNames": self.name.schema(),
            "additionalProperties": self._item.schema(),
            "maxProperties": self._MOST,
        }


class Field:
    """A key of a table."""

    __slots__ = ("about", "into", "key", "kind", "may_follow", "required")

    def __init__(
        self,
        key: str,
        kind: Kind[object],
        about: str,
        *,
        required: bool = False,
        may_follow: bool = False,
        into: str = "",
    ) -> None:
        """Describe *key*.

        *about* says what it means, for whoever reads the schema; *may_follow* that,
        though required, it can be asked for later where gaps are let pass
        (:attr:`Walk.gaps`); *into* is the parameter that takes the value, where it
        isn't called as the key is.
        """
        self.key = key
        self.kind = kind
        self.about = about
        self.required = required
        self.may_follow = may_follow
        self.into = into or key


class Table(Kind[T_co]):
    """A table whose keys are known, and what is made of its values."""

    __slots__ = (
        "_form",
        "_known",
        "_least",
        "_make",
        "_name_as",
        "_needed",
        "_rule",
        "fields",
        "keys",
    )

    def __init__(
        self,
        make: Callable[..., T_co],
        fields: tuple[Field, ...],
        *,
        form: str = "a table",
        name_as: str = "",
        rule: Callable[[Any, Key, Walk], None] | None = None,
    ) -> None:
        """Describe a table of *fields*, from whose values *make* makes one.

        *form* is how it is written, for somebody who wrote something else; *name_as*
        the parameter that takes the name under which it stands; *rule* notes what is
        at fault between its values.
        """
        self._make = make
        self.fields = fields
        self.keys = tuple(each.key for each in fields)
        self._known = {each.key: each for each in fields}
        self._needed = tuple(each for each in fields if each.required)
        self._least = frozenset(each.into for each in self._needed)
        self._form = form
        self._name_as = name_as
        self._rule = rule

    def read(self, value: object, key: Key, walk: Walk) -> T_co | None:
        """Return what is made of the values, or None where one is faulty or missing."""
        before = walk.faults.count
        values = self.values(value, key, walk)
        if walk.faults.count > before or not values.keys() >= self._least:
            return None
        if self._name_as:
            values[self._name_as] = key[-1]
        made = self._make(**values)
        if self._rule:
            self._rule(made, key, walk)
        return made if walk.faults.count == before else None

    def values(self, value: object, key: Key, walk: Walk) -> dict[str, Any]:
        """Return parameter to value, without what is faulty."""
        if not isinstance(value, dict):
            walk.faults.add(key, f"expected {self._form}, got {named(value)}")
            return {}
        known = self._known
        found: dict[str, Any] = {}
        for name, each in value.items():
            spec = known.get(name)
            if spec is None:
                walk.faults.add((*key, name), self._unknown(name, key, walk))
                continue
            read = spec.kind.read(each, (*key, name), walk)
            if read is not None:
                found[spec.into] = read
        for spec in self._needed:
            if spec.key in value:
                continue
            if spec.may_follow and walk.gaps is not None:
                walk.gaps.append((*key, spec.key))
            else:
                walk.faults.add((*key, spec.key), "required key is missing")
        return found

    def parse(self, text: str) -> object:
        """Return the table typed as in TOML; raise ValueError where there is none."""
        return _toml_value(text, "{name = 'Jo Park'}")

    def child(self, key: str) -> Kind[object] | None:
        """Return the kind of the value at *key*."""
        found = self._known.get(key)
        return found.kind if found else None

    def field(self, key: str) -> Field | None:
        """Return what is known of *key*."""
        return self._known.get(key)

    def schema(self) -> dict[str, object]:
        """Return an object's schema."""
        required = [each.key for each in self._needed]
        return {
            "type": "object",
            "properties": {
                each.key: {**each.kind.schema(), "description": each.about} for each in self.fields
            },
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def _unknown(self, name: str, key: Key, walk: Walk) -> str:
        if key and name in walk.top:
            return "unknown key here; it belongs at the top of the file, above the first [table]"
        hint = walk.nearest(name, self.keys)
        if key and not hint:
            above = walk.nearest(name, walk.top, likeness=_ALIKE)
            hint = above and above.replace("?", ", at the top of the file?")
        if not hint and len(self.keys) <= _MOST_LISTED:
            hint = f"; known here: {', '.join(self.keys)}"
        return f"unknown key{hint}"


def _toml_value(text: str, such_as: str) -> object:
    try:
        tree = parse_toml(f"value = {text}".encode(), "")
    except ValueError:
        tree = {}
    if tree.keys() != {"value"}:
        raise ValueError(f"expected TOML such as {such_as}")
    return tree["value"]
