"""What a document has to hold, and the end of the sentence where it doesn't."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final, TypeAlias

from followup_mail.store.database import Row

Shape: TypeAlias = Mapping[str, tuple[type, ...]]
"""The keys of an object, which are columns, with the types of their values."""

TEXT, NUMBER = (str,), (int,)
MAYBE_TEXT, MAYBE_NUMBER = (str, type(None)), (int, type(None))

_LARGEST: Final = 2**53 - 1
"""As far as every reader of JSON counts exactly; more can be added to it without overflow."""
_YEARS: Final = range(1970, 3000)
"""A clock may have been wrong; what no time zone can take is nobody's."""


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


def checked_moments(held: Mapping[str, object], names: tuple[str, ...], where: str) -> None:
    """Pass where what *held* has under *names* are moments as they are kept: in UTC, to compare.

    Raises:
        FaultError: One isn't.

    """
    for name in names:
        text = held[name]
        moment = datetime.fromisoformat(str(text))
        if moment.tzinfo != UTC or moment.isoformat() != text or moment.year not in _YEARS:
            raise FaultError(f"{where}: {name} has a wrong value")


def checked_days(held: Mapping[str, object], names: tuple[str, ...], where: str) -> None:
    """Pass where what *held* has under *names* are days, moments with their offset, or nothing.

    Raises:
        FaultError: One isn't.

    """
    for name in names:
        text = held[name]
        if text is None:
            continue
        day = datetime.fromisoformat(str(text))
        bare = "T" not in str(text)
        known = date.fromisoformat(str(text)).isoformat() == text if bare else day.tzinfo
        if day.year not in _YEARS or not known:
            raise FaultError(f"{where}: {name} has a wrong value")


def checked_numbers(
    held: Mapping[str, object], names: tuple[str, ...], where: str, *, least: int, most: int
) -> None:
    """Pass where what *held* has under *names* are numbers from *least* to *most*, or nothing.

    Raises:
        FaultError: One isn't.

    """
    for name in names:
        number = held[name]
        if isinstance(number, int) and not least <= number <= most:
            raise FaultError(f"{where}: {name} has a wrong value")
