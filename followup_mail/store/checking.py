"""What a document has to hold, and the end of the sentence where it doesn't."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from followup_mail.store.database import Row

Shape: TypeAlias = Mapping[str, tuple[type, ...]]
"""The keys of an object, which are columns, with the types of their values."""

TEXT, NUMBER = (str,), (int,)
MAYBE_TEXT, MAYBE_NUMBER = (str, type(None)), (int, type(None))

_LARGEST: Final = 2**63 - 1


class FaultError(Exception):
    """What is wrong, as the end of a sentence."""


def checked_list(value: object, where: str) -> list[object]:
    """Return *value*, which is a list.

    Raises:
        FaultError: It isn't.

    """
    if not isinstance(value, list):
        raise FaultError(f"{where}: isn't a list")
    return value


def checked_row(shape: Shape, value: object, where: str) -> Row:
    """Return the values of an object in the order of *shape*.

    Raises:
        FaultError: It is no object of that shape.

    """
    if not isinstance(value, dict) or set(value) != set(shape):
        raise FaultError(f"{where}: should hold {', '.join(shape)}, and nothing else")
    for key, types in shape.items():
        held = value[key]
        if type(held) not in types or (isinstance(held, int) and abs(held) > _LARGEST):
            raise FaultError(f"{where}: {key} has a wrong value")
    return tuple(value[key] for key in shape)
