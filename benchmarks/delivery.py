"""A thousand messages from the outbox to a server, and the same commits by SQLite alone."""

import io
import itertools
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kept import write_csv

from followup_mail.app import App
from followup_mail.desk import Desk
from followup_mail.desk.courier import Courier
from followup_mail.desk.holding import decided
from followup_mail.desk.many import add_many
from followup_mail.desk.occurring import queue
from followup_mail.desk.outgoing import Way, outgoing
from followup_mail.desk.rebuilding import noted
from followup_mail.drafting import Request
from followup_mail.intake.csv_file import applications
from followup_mail.kept import Stored
from followup_mail.mail.credentials import Secret
from followup_mail.posting import Account, NewPosting, SendState
from followup_mail.vocabulary import Kind

if TYPE_CHECKING:
    from followup_mail.mail.submission import Session

NOW = datetime(2026, 12, 1, 15, tzinfo=UTC)
"""After all interviews of ``kept.py``."""
FILE = "followup-mail.db"
COMMITS = 5
"""Of each message: queued, claimed, frozen, its end announced, sent."""

_PRAGMAS = ("journal_mode = DELETE", "synchronous = EXTRA", "secure_delete = ON")
"""As the store has them; foreign keys are checked by nobody here."""

Rendered = tuple[Stored, NewPosting]


def make_app(home: Path) -> App:
    """Return the program, with a clock that stands still."""
    tokens = itertools.count(1)
    return App(
        environ={
            "FOLLOWUP_MAIL_HOME": str(home),
            "XDG_STATE_HOME": str(home.with_name(f"{home.name}-state")),
        },
        stdin=io.BytesIO(),
        now=lambda: NOW,
        new_token=lambda: f"{next(tokens):032x}",
        local_timezone=lambda: "UTC",
    )


def rendered(app: App, folder: Path, count: int, account: Account) -> list[Rendered]:
    """Keep *count* applications; return a thank-you note for each, ready to be queued."""
    table = folder / "table.csv"
    write_csv(table, count)
    with app.desk(create=True) as desk, table.open("rb") as stream:
        rows = applications(
            stream, source="table", folder=None, config=desk.config, fallback_timezone="UTC"
        )
        add_many(desk, rows, source="table", folder=None, tick=lambda _: None)
    ready = []
    with app.desk() as desk:
        for stored, _ in list(desk.store.listed()):
            written = app.write(Request(Kind.THANK_YOU, stored.dossier.name))
            new = outgoing(desk, stored, written, Way(account))
            ready += [(stored, each) for each in noted(desk, stored, new, written)]
    return ready


def in_turn(
    app: App,
    folder: Path,
    ready: Sequence[Rendered],
    account: Account,
    connect: "Callable[[Account], Session]",
    *,
    at_once: int,
) -> Iterator[tuple[float, float]]:
    """Send all that is *ready*, *at_once* at a time; yield what that took, and SQLite alone.

    Both in seconds of the clock on the wall: most of it is waiting for the disk.
    """
    home = app.home.data
    beside = folder / "bare.db"
    shutil.copyfile(home / FILE, beside)
    with (
        app.desk() as desk,
        Courier(
            desk,
            account,
            connect=connect,
            password=lambda _: Secret("x"),
            wait=time.sleep,
            decide=partial(decided, desk, by_hand=True),
        ) as courier,
        bare(beside) as database,
    ):
        for begun in range(0, len(ready), at_once):
            began = time.perf_counter()
            numbers = _sent(desk, courier, ready[begun : begun + at_once])
            ours = time.perf_counter() - began
            rows = [Rows(home / FILE, number) for number in numbers]
            began = time.perf_counter()
            commit_alone(database, rows)
            yield ours, time.perf_counter() - began


def _sent(desk: Desk, courier: Courier, ready: Sequence[Rendered]) -> list[int]:
    numbers = [queue(desk, stored, new).posting.id for stored, new in ready]
    states = {carried.outcome.state for carried in courier.carry(numbers)}
    if states != {SendState.SENT}:
        raise RuntimeError(f"not all messages were sent, but {states}")
    return numbers


class Rows:
    """What the store holds of one message that was sent."""

    def __init__(self, path: Path, number: int) -> None:
        """Read it."""
        database = sqlite3.connect(path)
        database.row_factory = sqlite3.Row

        def one(table: str, column: str, value: object) -> sqlite3.Row:
            found = database.execute(f"SELECT * FROM {table} WHERE {column} = ?", (value,))  # noqa: S608 - our own names
            row: sqlite3.Row = found.fetchone()
            return row

        self.posting = one("posting", "id", number)
        self.data = one("posting_data", "posting_id", number)
        self.entry = one("entry", "id", self.posting["entry_id"])
        self.message = one("message", "used_entry", self.posting["entry_id"])
        self.application = one("application", "id", self.posting["application_id"])
        self.steps = database.execute(
            "SELECT * FROM agenda WHERE application_id = ?", (self.application["id"],)
        ).fetchall()
        database.close()


@contextmanager
def bare(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the store at *path* without the program, as it does."""
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in _PRAGMAS:
        database.execute(f"PRAGMA {pragma}")
    try:
        yield database
    finally:
        database.close()


def commit_alone(database: sqlite3.Connection, rows: Sequence[Rows]) -> None:
    """Commit what the program commits for these messages, as often as it does, in its order."""
    for each in rows:
        with _commit(database):
            queued = {**dict(each.posting), "state": "queued", "open": 1}
            queued |= dict.fromkeys(("owner", "told"), "")
            queued |= dict.fromkeys(("reply_code", "reply_text", "entry_id"))
            _insert(database, "posting", tuple(queued.values()))
            _count(database, "posting")
    for each in rows:
        _send_alone(database, each)


def _send_alone(database: sqlite3.Connection, rows: Rows) -> None:
    posting = rows.posting
    number, at = posting["id"], posting["changed_at"]
    for owner, state in (("o" * 110, "queued"), (None, "sending"), (None, "dot")):
        with _commit(database):
            database.execute(
                "UPDATE posting SET state = ?, owner = coalesce(?, owner), changed_at = ? "
                "WHERE id = ?",
                (state, owner, at, number),
            )
            if state == "sending":
                _insert(database, "posting_data", rows.data)
    with _commit(database):
        for table, row in (("entry", rows.entry), ("message", rows.message)):
            _insert(database, table, row)
            _count(database, table)
        database.execute(
            "UPDATE posting SET state = ?, open = 0, owner = '', told = ?, reply_code = ?, "
            "reply_text = ?, entry_id = ? WHERE id = ?",
            (
                *(posting[n] for n in ("state", "told", "reply_code", "reply_text", "entry_id")),
                number,
            ),
        )
        _count(database, "left")
        application = rows.application
        database.execute("DELETE FROM agenda WHERE application_id = ?", (application["id"],))
        for step in rows.steps:
            _insert(database, "agenda", step)
        database.execute(
            "UPDATE application SET state = ?, note = ?, spans = ? WHERE id = ?",
            tuple(application[name] for name in ("state", "note", "spans", "id")),
        )


@contextmanager
def _commit(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    yield
    database.execute("COMMIT")


def _insert(database: sqlite3.Connection, table: str, row: Sequence[object]) -> None:
    marks = ", ".join("?" * len(row))
    database.execute(f"INSERT INTO {table} VALUES ({marks})", tuple(row))  # noqa: S608 - our own names


def _count(database: sqlite3.Connection, counter: str) -> None:
    database.execute("UPDATE counter SET value = value + 1 WHERE name = ?", (counter,))
