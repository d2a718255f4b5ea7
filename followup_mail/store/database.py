"""The connection: opened for reading until something is to be written, its faults told.

Other parts of the store hand it queries of peewee's, or SQL that every engine
understands, with ``?`` for each value.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, TypeAlias
from urllib.parse import quote

import peewee

from followup_mail.errors import StoreError
from followup_mail.store import files
from followup_mail.store.migrations import MIGRATED, MIGRATIONS, NEWEST
from followup_mail.trust import quoted

Row: TypeAlias = tuple[Any, ...]
"""As the driver gives it; rows.py makes nouns of it, and nothing else reads one."""

_PATIENCE: Final = 5
"""Seconds to wait for another program that is writing."""
_PRAGMAS: Final = (
    # The one pair that lost nothing in simulated power cuts; see ARCHITECTURE.md.
    ("journal_mode", "DELETE", "delete"),
    ("synchronous", "EXTRA", 3),
    ("foreign_keys", "ON", 1),
    # What is removed is overwritten, not only unlisted.
    ("secure_delete", "ON", 1),
)
_GENERATION: Final = "INSERT INTO setting (name, value) VALUES ('generation', ?)"
_PRIMARY: Final = 0xFF
"""The part of an extended result code that names the kind of fault."""


class _Told:
    """Turns the engine's faults into a StoreError that names the file and the remedy."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Tell."""
        if isinstance(error, peewee.PeeweeException):
            raise StoreError(_sentence(self._path, _cause(error))) from error
        if isinstance(error, sqlite3.Error):
            raise StoreError(_sentence(self._path, error)) from error
        if isinstance(error, UnicodeEncodeError):
            raise StoreError(
                f"{self._path}: a text that isn't Unicode can't be kept; nothing was changed."
            ) from error


def _cause(error: peewee.PeeweeException) -> BaseException:
    """Return what the driver raised, which knows the number of the fault."""
    return error.__context__ or error


def _sentence(path: Path, cause: BaseException) -> str:
    code = getattr(cause, "sqlite_errorcode", None)
    match None if code is None else code & _PRIMARY:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return (
                f"{path}: another program is writing there. "
                "Nothing was changed; try again when it has ended."
            )
        case sqlite3.SQLITE_FULL:
            return f"{path}: the disk is full. Nothing was changed; make room and try again."
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return (
                f"{path}: can't be opened or written. Nothing was changed; allow it: "
                f"chmod 700 {quoted(path.parent)} && chmod 600 {quoted(path)}"
            )
        case sqlite3.SQLITE_IOERR:
            return (
                f"{path}: the disk refused to read or write ({cause}). Nothing was changed; "
                "see whether it is full, over its quota, or failing."
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_FORMAT:
            return damaged(path, str(cause))
        case sqlite3.SQLITE_TOOBIG:
            return f"{path}: a text is too long to be kept. Nothing was changed; shorten it."
    return f"{path}: the store refused ({cause}). Nothing was changed."


def damaged(path: Path, fault: str) -> str:
    """Return the sentence for a file that can't be trusted."""
    name = quoted(path)
    return (
        f"{path}: is damaged ({fault}). It was left as it is. Move it away "
        f"(mv {name} {name}.damaged) and restore an export: followup-mail import FILE"
    )


class Database:
    """The file of a store, connected to as late and as narrowly as can be."""

    def __init__(self, folder: Path, *, create: bool, stamp: Callable[[], str]) -> None:
        """Take the *folder*; nothing is opened yet."""
        self.path = folder / files.FILE_NAME
        self._folder = folder
        self._create = create
        self._stamp = stamp
        self._peewee: peewee.SqliteDatabase | None = None
        self._writable = False
        self._begun: peewee.SqliteDatabase | None = None
        """The connection on which a transaction was begun and not yet ended."""
        self._told = _Told(self.path)

    def close(self) -> None:
        """Let go of the file; the next query opens it again."""
        # An export that nobody read to its end is still reading; it lets go by itself.
        if self._peewee is not None and self._peewee is not self._begun:
            self._peewee.close()
        self._peewee = None
        self._writable = False

    @property
    def within(self) -> bool:
        """Whether a transaction is open."""
        return self._begun is not None

    def rows(self, query: peewee.Query) -> list[Row]:
        """Return what *query* finds; nothing where there is no file."""
        with self._told:
            database = self._for_reading()
            return [] if database is None else _found(database, query).fetchall()

    def ask(self, sql: str, *values: object) -> list[Row]:
        """Return what *sql* finds; nothing where there is no file."""
        with self._told:
            database = self._for_reading()
            return [] if database is None else _driver(database).execute(sql, values).fetchall()

    def among(self, sql: str, values: Sequence[object]) -> list[Row]:
        """Return what *sql* finds, with all *values* in the place of ``{}``."""
        # peewee spends on each value of a list as much as on adding a row.
        return self.ask(sql.format(", ".join("?" * len(values))), *values)

    def each(self, sql: str, *values: object) -> Iterator[Row]:
        """Yield what *sql* finds, row by row; only within :meth:`reading`."""
        with self._told:
            database = self._for_reading()
            if database is not None:
                yield from _done(database, sql, *values)

    def run(self, query: peewee.Query) -> None:
        """Do what *query* says, as part of a write."""
        with self._told:
            _found(self._for_writing(), query)

    def many(self, sql: str, values: Iterable[tuple[object, ...]]) -> None:
        """Do what *sql* says once for each of *values*, as part of a write."""
        with self._told:
            _driver(self._for_writing()).executemany(sql, values)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let all reads within see one state, whatever others write meanwhile."""
        with self._told:
            database = self._for_reading()
        if database is None or database is self._begun:
            yield
            return
        with self._transaction(database, "DEFERRED"):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Let all writes within take place together, or none of them; may be nested.

        Raises:
            StoreError: Another program is writing and doesn't end, the disk is full,
                or whatever else keeps them from taking place.

        """
        with self._told:
            database = self._for_writing()
        if database is self._begun:
            yield
            return
        with self._transaction(database, "IMMEDIATE"):
            yield

    @contextmanager
    def _transaction(self, database: peewee.SqliteDatabase, kind: str) -> Iterator[None]:
        with self._told:
            database.begin(kind)
        self._begun = database
        try:
            yield
            with self._told:
                self._check_whole(database)
                database.commit()
        except BaseException:
            if _driver(database).in_transaction:
                with self._told:
                    database.rollback()
            raise
        finally:
            if database is self._begun:
                self._begun = None

    def _check_whole(self, database: peewee.SqliteDatabase) -> None:
        # After some faults SQLite takes everything back by itself; what came after
        # would take place alone.
        if database is self._begun and not _driver(database).in_transaction:
            raise StoreError(f"{self.path}: was refused before. Nothing was changed; try again.")

    def integrity(self) -> str:
        """Return what is wrong with the file as a whole; "" if nothing."""
        found = [row[0] for row in self.ask("PRAGMA integrity_check(1)")]
        broken = [row[0] for row in self.ask("PRAGMA foreign_key_check")]
        return "; ".join(str(fault) for fault in [*found, *broken] if fault != "ok")

    def _for_reading(self) -> peewee.SqliteDatabase | None:
        if self._peewee is None and files.found(self._folder):
            self._peewee = self._opened(writable=False)
        return self._peewee

    def _for_writing(self) -> peewee.SqliteDatabase:
        if self._peewee is not None and self._writable:
            self._check_whole(self._peewee)
            return self._peewee
        self.close()
        if not files.found(self._folder):
            if not self._create:
                raise StoreError(
                    f"{self._folder}: nothing is kept there yet. "
                    "Begin with an application: followup-mail add FILE"
                )
            self._make()
        self._peewee = self._opened(writable=True)
        self._writable = True
        return self._peewee

    def _make(self) -> None:
        with files.making(self._folder) as path:
            if path is None:
                return
            made = _connected(path, writable=True)
            try:
                _secured(made, path)
                _migrate(made, 0)
                _done(made, _GENERATION, self._stamp())
            finally:
                made.close()

    def _opened(self, *, writable: bool) -> peewee.SqliteDatabase:
        database = _connected(self.path, writable=writable)
        try:
            number = _schema(database, self.path)
            if writable:
                _secured(database, self.path)
            if number < NEWEST:
                if not writable:
                    database.close()
                    return self._opened(writable=True)
                _migrate(database, number)
        except peewee.OperationalError as error:
            database.close()
            # A program was killed while it wrote: taking back what it began is a write.
            if not writable and _needs_recovery(error):
                return self._opened(writable=True)
            raise
        except BaseException:
            database.close()
            raise
        return database


def _connected(path: Path, *, writable: bool) -> peewee.SqliteDatabase:
    address = f"file:{quote(str(path))}?mode={'rw' if writable else 'ro'}"
    database = peewee.SqliteDatabase(
        address, timeout=_PATIENCE, uri=True, thread_safe=False, pragmas=(("foreign_keys", "ON"),)
    )
    database.connect()
    return database


def _schema(database: peewee.SqliteDatabase, path: Path) -> int:
    """Return the number of the newest migration that was done."""
    if path.stat().st_size == 0:
        raise StoreError(damaged(path, "it is empty"))
    tables = _done(
        database, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'"
    ).fetchall()
    if not tables:
        raise StoreError(damaged(path, "it is not a store of followup-mail"))
    number = _newest(database)
    if number is None:
        raise StoreError(damaged(path, "it doesn't say which schema it has"))
    if number > NEWEST:
        raise StoreError(
            f"{path}: was written by a newer followup-mail (schema {number}; this one knows "
            f"{NEWEST}). It was left as it is; install the newer one again."
        )
    return number


def _secured(database: peewee.SqliteDatabase, path: Path) -> None:
    for name, wanted, held in _PRAGMAS:
        _done(database, f"PRAGMA {name} = {wanted}").fetchall()
        [(value,)] = _done(database, f"PRAGMA {name}").fetchall()
        if value != held:
            raise StoreError(
                f"{path}: can't be written safely here ({name} is {value}). "
                "Nothing was changed; set FOLLOWUP_MAIL_HOME to another disk."
            )


def _migrate(database: peewee.SqliteDatabase, since: int) -> None:
    """Do what is missing, each migration together with its record."""
    for migration in MIGRATIONS[since:]:
        database.begin("IMMEDIATE")
        try:
            # Another program may have done it while this one waited.
            if not since or (_newest(database) or 0) < migration.number:
                for statement in migration.statements:
                    _done(database, statement)
                _done(database, MIGRATED, migration.number, migration.name)
            database.commit()
        except BaseException:
            # A full disk makes SQLite take everything back by itself.
            if _driver(database).in_transaction:
                database.rollback()
            raise


def _newest(database: peewee.SqliteDatabase) -> int | None:
    """Return the number of the newest migration on record; None where none is."""
    [(number,)] = _done(database, "SELECT max(number) FROM migration").fetchall()
    return number if isinstance(number, int) else None


def _driver(database: peewee.SqliteDatabase) -> sqlite3.Connection:
    driver: sqlite3.Connection = database.connection()  # type: ignore[no-untyped-call]  # its stubs
    return driver


def _found(database: peewee.SqliteDatabase, query: peewee.Query) -> sqlite3.Cursor:
    found: sqlite3.Cursor = database.execute(query)  # type: ignore[no-untyped-call]  # its stubs
    return found


def _done(database: peewee.SqliteDatabase, sql: str, *values: object) -> sqlite3.Cursor:
    done: sqlite3.Cursor = database.execute_sql(sql, values)  # type: ignore[no-untyped-call]  # its stubs
    return done


def _needs_recovery(error: peewee.OperationalError) -> bool:
    return getattr(_cause(error), "sqlite_errorcode", None) in {
        sqlite3.SQLITE_READONLY_ROLLBACK,
        sqlite3.SQLITE_READONLY_RECOVERY,
    }
