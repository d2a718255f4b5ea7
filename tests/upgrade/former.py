"""What the program of commit 186c8ef kept, put into a home as it was."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from servers.victim import Machine

from followup_mail.record import Record

KEPT: Final = Path(__file__).parent / "kept"
FOLDER: Final = "@FOLDER@"
"""Stands for the home of whoever it was made by."""
MADE_AT: Final = "2026-11-20 14:00"
"""In Toronto: after all that it holds."""
REMOVED: Final = ("larch", "marsh")
"""Applications that were removed after a note to Maria had left, and one that may have."""


class Held(Record):
    """A message of the outbox, as it was left."""

    number: int
    application: str
    kind: str
    to: str
    state: str
    test: int
    address: str


def held() -> tuple[Held, ...]:
    """Return all of them."""
    listed = json.loads((KEPT / "held.json").read_text("utf-8"))
    return tuple(Held(**each) for each in listed)


def put(machine: Machine, *, seal: str = "seal") -> None:
    """Put it into the home of *machine*: that program would have gone on sending from there.

    The seal is of no path and no inode: it names the store's lineage, and how many
    messages had left, so a copy of both files matches as the original did.
    """
    home = str(machine.folder)
    store = machine.data / "followup-mail.db"
    with closing(sqlite3.connect(store)) as database:
        database.executescript((KEPT / "store.sql").read_text("utf-8").replace(FOLDER, home))
    # Eight kibibytes of place, of which the first lines are used.
    lines = (KEPT / "unrecorded").read_bytes()
    (machine.data / "followup-mail.unrecorded").write_bytes(lines.ljust(8192, b"\n"))
    (machine.data / "followup-mail.seal").write_bytes((KEPT / seal).read_bytes())
    for path in machine.data.iterdir():
        path.chmod(0o600)
    machine.file("samples/rota.txt", "Mondays: Priya\n")
    machine.at(MADE_AT)
