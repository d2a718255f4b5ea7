"""A password in a box that doesn't show it."""

from typing import NoReturn, SupportsIndex

_SHOWN = "<secret>"


class Secret:
    """A password; whoever needs it asks for it by name, see :meth:`reveal`.

    It is not shown by ``repr``, in text, in a traceback with its variables, nor
    can it be pickled or copied.
    """

    __slots__ = ("_text",)
    __hash__ = None  # type: ignore[assignment]  # a set or a key would keep it

    def __init__(self, text: str) -> None:
        """Put *text* in the box."""
        self._text = text

    def reveal(self) -> str:
        """Return the password."""
        return self._text

    def __bool__(self) -> bool:
        """Return whether it is not empty."""
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        """Return whether *other* holds the same."""
        if not isinstance(other, Secret):
            return NotImplemented
        return self._text == other._text

    def __repr__(self) -> str:
        """Return what says nothing of it."""
        return _SHOWN

    def __format__(self, form: str) -> str:
        """Return the same, in any form."""
        return _SHOWN

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        """Refuse to be written or copied."""
        raise TypeError("a secret can't be pickled or copied")
