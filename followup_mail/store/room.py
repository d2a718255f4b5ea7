"""What all parts of the store stand on: the connection, transactions, numbers."""

from collections.abc import Callable, Container, Iterable
from contextlib import AbstractContextManager
from typing import Final, TypeVar

from followup_mail.errors import NotFoundError, StoreError
from followup_mail.store.database import Database, Row, damaged

Noun = TypeVar("Noun")

# As SQL, not as queries of peewee's: every message that is sent takes four of them.
_TAKEN: Final = "UPDATE counter SET value = value + ? WHERE name = ?"
_LAST: Final = "SELECT value FROM counter WHERE name = ?"


def at_once() -> int:
    """Return how many rows are asked for, or named in one query, at a time."""
    return 500


def missing(number: int) -> NotFoundError:
    """Return the error for an application that isn't kept, or not any more."""
    return NotFoundError(f"There is no application of the number {number} any more.")


class Room:
    """A part of the store."""

    def __init__(self, database: Database) -> None:
        """Take the connection."""
        self._database = database

    def writing(self) -> AbstractContextManager[None]:
        """Let all writes within take place together, or none of them; may be nested.

        Raises:
            StoreError: Another program is writing and doesn't end, the disk is full,
                or whatever else keeps them from taking place.

        """
        return self._database.writing()

    def _noun(self, build: Callable[[Row], Noun], row: Row) -> Noun:
        """Return what *build* makes of *row*.

        Raises:
            StoreError: It makes nothing: something else wrote the row, or damaged it.

        """
        try:
            return build(row)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise StoreError(
                damaged(self._database.path, f"a row can't be read: {error}")
            ) from None

    def _check_kept(self, numbers: Iterable[int], kept: Container[int]) -> None:
        """See that there are applications of all *numbers*.

        Raises:
            NotFoundError: One of them isn't among *kept*.

        """
        for number in numbers:
            if number not in kept:
                raise missing(number)

    def _take(self, counter: str, many: int) -> int:
        """Return the first of *many* new numbers; none is ever given out again."""
        self._database.many(_TAKEN, [(many, counter)])
        [(last,)] = self._database.ask(_LAST, counter)
        return int(last) - many + 1

    def _count(self, *, open_: int, ended: int) -> None:
        """Add to how many applications are open and have ended."""
        for name, more in (("open", open_), ("ended", ended)):
            if more:
                self._take(name, more)
