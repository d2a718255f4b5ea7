"""Whole numbers within bounds."""

from followup_mail.tables.kinds import Leaf, Walk, expected

_SHOWN = 10**9
"""From which on a number isn't repeated: in TOML's 0xFFF… it may have any number of digits."""


class Count(Leaf[int]):
    """A whole number between two bounds, both allowed."""

    __slots__ = ("_least", "_most")

    def __init__(self, least: int, most: int) -> None:
        """Describe a number from *least* to *most*."""
        self._least = least
        self._most = most

    def decode(self, value: object, walk: Walk) -> int:  # noqa: ARG002 - a number needs no context
        """Return it."""
        if not isinstance(value, int) or isinstance(value, bool):
            raise expected(f"a number from {self._least} to {self._most}", value)
        if not self._least <= value <= self._most:
            told = f", got {value}" if abs(value) < _SHOWN else ""
            raise ValueError(f"expected a number from {self._least} to {self._most}{told}")
        return value

    def schema(self) -> dict[str, object]:
        """Return an integer's schema."""
        return {"type": "integer", "minimum": self._least, "maximum": self._most}
