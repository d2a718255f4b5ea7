"""What the nouns are made of: frozen values, compared by what they hold.

As frozen dataclasses they would be put together by ``exec`` at every start, as
named tuples by ``eval``: with some fifty of them a command would spend between
half a start of Python and three starts on that alone. Type checkers see
dataclasses.
"""

from typing import ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Record:
    """A value with the fields that its class annotates, in that order.

    A field with a value in the class may be left out. Records are equal if their
    classes and all fields are, and never change; see :meth:`_replace`.
    """

    _fields: ClassVar[tuple[str, ...]] = ()
    _known: ClassVar[frozenset[str]] = frozenset()
    _needed: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        """Read the fields."""
        cls._fields = tuple(cls.__annotations__)
        cls._known = frozenset(cls._fields)
        cls._needed = frozenset(name for name in cls._fields if not hasattr(cls, name))

    def __init__(self, *values: object, **named: object) -> None:
        """Take the fields by place or by name.

        Raises:
            TypeError: One is missing, unknown, or given twice.

        """
        if not values and self._needed <= named.keys() <= self._known:
            self.__dict__.update(named)  # nothing to sort out, which is the usual case
            return
        held = dict(zip(self._fields, values, strict=False))
        wrong = [name for name in named if name in held or name not in self._fields]
        held.update(named)
        wrong += [n for n in self._fields if n not in held and not hasattr(type(self), n)]
        if wrong or len(values) > len(self._fields):
            raise TypeError(
                f"{type(self).__name__}: {', '.join(wrong) or 'a value too many'}; "
                f"its fields are {', '.join(self._fields)}"
            )
        self.__dict__.update(held)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: a record is frozen."""
        raise AttributeError(
            f"{type(self).__name__}.{name} can't be set to {value!r}: it is frozen"
        )

    def __delattr__(self, name: str) -> None:
        """Refuse: a record is frozen."""
        raise AttributeError(f"{type(self).__name__}.{name} can't be deleted: it is frozen")

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self._fields)

    def __eq__(self, other: object) -> bool:
        """Return whether *other* is of the same class and holds the same."""
        if type(other) is not type(self) or not isinstance(other, Record):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        """Return a number for sets and keys."""
        return hash(self._values())

    def __repr__(self) -> str:
        """Return the expression that makes it."""
        held = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._fields)
        return f"{type(self).__name__}({held})"

    def _replace(self, **changes: object) -> Self:
        """Return the same with *changes*."""
        return type(self)(**{name: getattr(self, name) for name in self._fields} | changes)
