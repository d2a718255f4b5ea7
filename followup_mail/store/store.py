"""The store: everything that is kept, in one file of the user's data folder."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from followup_mail.store.database import Database
from followup_mail.store.outbox import Outbox

if TYPE_CHECKING:
    from followup_mail.store.transfer import Restored


class Store(Outbox):
    """What is kept of all applications.

    Nothing is opened before it is asked for, and nothing is opened for writing before
    something is written. All methods raise StoreError if the file can't be read or
    written; then it is as it was.
    """

    def generation(self) -> str:
        """Return the random stamp made with the file; "" where there is none yet."""
        return self.setting("generation") or ""

    def export(self) -> Iterator[str]:
        """Yield everything that is kept as JSON, with sorted keys, an application a line."""
        from followup_mail.store.transfer import Transfer  # noqa: PLC0415 - start-up time

        return Transfer(self._database).export()

    def restore(self, document: Iterable[str]) -> "Restored":
        """Take in what an export wrote, all of it or nothing; return what that was.

        They have no plans yet, and no phrases to be recognised by. No message of it can be
        sent, and no application has a folder: an export may be written by anybody.

        Raises:
            UsageError: Something is kept here already.
            DataError: *document* is no export of this version, or is faulty.

        """
        from followup_mail.store.transfer import Transfer  # noqa: PLC0415 - start-up time

        return Transfer(self._database).restore(document)

    def integrity(self) -> str:
        """Return what is wrong with the file as a whole; "" if nothing. Reads all of it."""
        return self._database.integrity()

    @property
    def path(self) -> Path:
        """Where the file lies, or would."""
        return self._database.path

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the file."""
        self.close()

    def close(self) -> None:
        """Let go of the file, and of claimed messages; the next call opens it again."""
        self._let_go()
        self._database.close()


def random_stamp() -> str:
    """Return 32 random hexadecimal digits."""
    return os.urandom(16).hex()


def open_store(
    folder: Path,
    *,
    create: bool,
    state: Path | None = None,
    config: Path | None = None,
    stamp: Callable[[], str] = random_stamp,
) -> Store:
    """Return the store of *folder*, which notes in *state* what leaves this machine.

    Without *create* a folder that holds none reads as empty and can't be written to;
    with it, the first write makes the file. Without *state* nothing can be sent; it
    must not lie within *folder* or *config*, nor they within it.

    Raises:
        StoreError: Folder or file are damaged, somebody else's or open to others, or
            the file was written by a newer version.

    """
    store = Store(Database(folder, create=create, stamp=stamp), state=state, config=config)
    store.generation()
    return store
