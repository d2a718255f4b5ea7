"""What a template sees of the facts, and what it may do with them.

Values are text, numbers, yes or no, lists, and groups of these: things without
methods. The filters here are there in every language; each takes marked text
and keeps its marks.
"""

import re
from collections.abc import Callable, Mapping

from jinja2 import TemplateRuntimeError, Undefined
from jinja2.exceptions import UndefinedError
from jinja2.utils import missing

from followup_mail.writing.facts import Facts
from followup_mail.writing.marks import PART_NAME_END, PART_OPEN, bare

_PART_NAME = re.compile(f"({PART_OPEN}[^{PART_NAME_END}]*{PART_NAME_END})")


class AbsentDetailError(UndefinedError):
    """A detail without a value was written; the message is its dotted name."""


class UnknownNameError(UndefinedError):
    """A name that nothing has; the message is the name."""


class Absent(Undefined):
    """A detail without a value: false in a test, an error anywhere else."""

    __slots__ = ()
    __str__ = __iter__ = __len__ = Undefined._fail_with_undefined_error  # noqa: SLF001 - as StrictUndefined does

    def __init__(self, name: str) -> None:
        super().__init__(hint=name, exc=AbsentDetailError)

    def part(self, name: str) -> "Absent":
        """Return the part *name* of it, which is absent as well."""
        return Absent(f"{self._undefined_hint}.{name}")


class Unknown(Undefined):
    """What Jinja2 makes of a name without a value; here it is an error at once."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        if hint is None and obj is missing and name is not None:
            raise UnknownNameError(name)
        raise exc(self._undefined_message)


class Marked(str):
    """Text between marks that compares as if it were bare."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return bare(self) == (bare(other) if isinstance(other, str) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(bare(self))

    def __contains__(self, other: str) -> bool:  # type: ignore[override]  # str's own says object in 3.12
        return bare(other) in bare(self)


class Group:
    """Details that belong together, such as those of one person."""

    __slots__ = ("name", "parts")

    def __init__(self, name: str, parts: dict[str, object]) -> None:
        self.name = name
        self.parts = parts

    def part(self, name: str) -> object:
        """Return the part *name*.

        Raises:
            UndefinedError: It has none of that name.

        """
        if name in self.parts:
            return self.parts[name]
        raise UndefinedError(
            f"there is no detail {self.name}.{name}{nearest(name, self.parts, f'{self.name}.')}."
        )


def nearest(name: str, known: Mapping[str, object], prefix: str = "") -> str:
    """Return " (did you mean …?)", or nothing where no known name is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - for faults only

    near = get_close_matches(name, known, n=1)
    return f" (did you mean {prefix}{near[0]}?)" if near else ""


def context_of(facts: Facts) -> dict[str, object]:
    """Return *facts* as a template sees them."""
    values = {name: _value(name, value) for name, value in facts.values.items()}
    for dotted in sorted(facts.absent, key=lambda name: name.count(".")):
        *groups, last = dotted.split(".")
        parts: object = values
        for name in groups:
            child = parts.setdefault(name, Group(name, {})) if isinstance(parts, dict) else None
            parts = child.parts if isinstance(child, Group) else None
        if isinstance(parts, dict):
            parts.setdefault(last, Absent(dotted))
    return values


def _value(name: str, value: object) -> object:
    if isinstance(value, str):
        return Marked(value)
    if isinstance(value, Mapping):
        return Group(name, {part: _value(f"{name}.{part}", v) for part, v in value.items()})
    if isinstance(value, (list, tuple)):
        return [_value(name, item) for item in value]
    return value


def shown(value: object) -> str:
    """Return *value* as it is written into a message.

    Raises:
        TemplateRuntimeError: It is nothing that can be read.

    """
    if isinstance(value, str):
        return value
    if isinstance(value, Undefined):
        return str(value)  # raises
    if isinstance(value, Group):
        raise TemplateRuntimeError(
            f"{value.name} is a group of details; write one, such as "
            f"{value.name}.{next(iter(value.parts), 'name')}."
        )
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise TemplateRuntimeError(_unreadable(value))


def _unreadable(value: object) -> str:
    if isinstance(value, bool):
        return "a yes or no cannot be written; ask for it with {% if … %}."
    if isinstance(value, list):
        return "a list cannot be written; put its items together with join."
    if value is None:
        return "none cannot be written; write a text instead."
    return "what stands here is neither text nor number, and cannot be written."


def _default(value: object, instead: object = "") -> object:
    return instead if isinstance(value, Undefined) else value


def _length(value: object) -> int:
    if isinstance(value, str):
        return len(bare(value))
    return len(_items(value))


def _items(value: object) -> list[object]:
    if isinstance(value, Absent):
        shown(value)
    if isinstance(value, (list, tuple, range)):
        return list(value)
    raise TemplateRuntimeError("only a list has items.")


def _join(items: object, between: str = "") -> str:
    return shown(between).join(shown(item) for item in _items(items))


def _item(items: object, at: int) -> object:
    found = _items(items)
    if not found:
        raise TemplateRuntimeError("an empty list has no item to take.")
    return found[at]


def _first(items: object) -> object:
    return _item(items, 0)


def _last(items: object) -> object:
    return _item(items, -1)


def _outside_names(text: str, change: Callable[[str], str]) -> str:
    """Return *text* changed, but for the names in the marks of parts."""
    pieces = _PART_NAME.split(text)
    return "".join(p if i % 2 else change(p) for i, p in enumerate(pieces))


def _lower(value: object) -> str:
    return _outside_names(shown(value), str.lower)


def _upper(value: object) -> str:
    return _outside_names(shown(value), str.upper)


def _trim(value: object) -> str:
    return shown(value).strip(" \t\r\n")


def _replace(value: object, old: object, new: object) -> str:
    sought, put = shown(old), shown(new)
    return _outside_names(shown(value), lambda piece: piece.replace(sought, put))


FILTERS: dict[str, Callable[..., object]] = {
    "default": _default,
    "first": _first,
    "join": _join,
    "last": _last,
    "length": _length,
    "lower": _lower,
    "replace": _replace,
    "trim": _trim,
    "upper": _upper,
}
