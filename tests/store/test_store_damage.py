"""A damaged file, or a newer one, is refused and left as it is; a removed text is gone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from store_nouns import NOW, dossier, happening, other, planned, step

from followup_mail.errors import StoreError
from followup_mail.store import Store, database, files, open_store
from followup_mail.store.migrations import NEWEST

_PAGE = 4096


def _newer(path: Path) -> None:
    connection = other(path)
    connection.execute("INSERT INTO migration VALUES (?, 'later', '2030-01-01')", (NEWEST + 1,))
    connection.close()


def _other_tables(path: Path) -> None:
    path.unlink()
    connection = other(path)
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()
    path.chmod(0o600)


def _unnumbered(path: Path) -> None:
    connection = other(path)
    connection.execute("DELETE FROM migration")
    connection.close()


def _half_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: _PAGE // 2])


def _noise(path: Path) -> None:
    path.write_bytes(b"\xa5" * _PAGE)


DAMAGED: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "it is empty"),
    "cut off": (_half_a_page, "database disk image is malformed"),
    "no database": (_noise, "file is not a database"),
    "somebody else's database": (_other_tables, "it is not a store of followup-mail"),
    "no schema": (_unnumbered, "it doesn't say which schema it has"),
}


@pytest.mark.parametrize(("spoil", "fault"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_refused_and_left_as_it_is(
    kept: Path, spoil: Callable[[Path], object], fault: str
) -> None:
    """With what to do about it."""
    spoil(kept)
    before = kept.read_bytes()

    with pytest.raises(StoreError) as refused:
        open_store(kept.parent, create=True)

    assert str(refused.value) == (
        f"{kept}: is damaged ({fault}). It was left as it is. Move it away "
        f"(mv {kept} {kept}.damaged) and restore an export: followup-mail import FILE"
    )
    assert kept.read_bytes() == before


def test_a_damaged_page_is_told_where_it_is_met(kept: Path) -> None:
    """Reading and writing both stop there, and the file stays as it is."""
    content = bytearray(kept.read_bytes())
    content[_PAGE:] = b"\xa5" * (len(content) - _PAGE)
    kept.write_bytes(content)

    with pytest.raises(StoreError, match=r"is damaged \(database disk image is malformed\)"):
        open_store(kept.parent, create=True).add(dossier("other"), at=NOW)
    assert kept.read_bytes() == content


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE application SET state = 'lost'", "'lost' is not a valid State"),
        ("UPDATE application SET added_at = 'once'", "Invalid isoformat string: 'once'"),
        ("UPDATE agenda SET step = '{}'", "'act'"),
    ],
)
def test_a_row_that_says_nothing_is_told(store: Store, change: str, fault: str) -> None:
    """Somebody else wrote to the file."""
    store.keep_plan(1, planned(step(NOW)))
    store.close()
    connection = other(store.path)
    connection.execute(change)
    connection.close()

    with pytest.raises(StoreError, match=re.escape(f"damaged (a row can't be read: {fault})")):
        list(store.listed())


def test_a_newer_file_is_refused_and_left_as_it_is(kept: Path) -> None:
    """For reading and for writing: an older program would not know what it breaks."""
    _newer(kept)
    before = kept.read_bytes()

    for create in (False, True):
        with pytest.raises(StoreError) as refused:
            open_store(kept.parent, create=create)
        assert str(refused.value) == (
            f"{kept}: was written by a newer followup-mail (schema {NEWEST + 1}; this one knows "
            f"{NEWEST}). It was left as it is; install the newer one again."
        )
    assert kept.read_bytes() == before


def test_the_whole_file_can_be_looked_at(store: Store) -> None:
    """A row that belongs to nothing is found as well as a broken page."""
    assert store.integrity() == ""
    store.close()
    connection = other(store.path)
    connection.execute("INSERT INTO mention VALUES ('', 'acme', 99)")
    connection.close()

    assert store.integrity() == "mention"


def test_what_keeps_a_write_safe_is_verified(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that can't be written safely isn't written at all."""
    monkeypatch.setattr(database, "_PRAGMAS", (("journal_mode", "DELETE", "wal"),))
    store.close()

    with pytest.raises(StoreError, match=r"can't be written safely here \(journal_mode is delete"):
        store.add(dossier("other"), at=NOW)


def test_a_writer_has_every_safeguard_on(store: Store) -> None:
    """Against power cuts, against rows that belong to nothing, against remains."""
    with store.writing():
        held = {
            name: store._database.ask(f"PRAGMA {name}")[0][0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }

    assert held == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


def test_no_byte_of_what_was_removed_is_left(store: Store) -> None:
    """Not in the file, nor beside it."""
    canary = "Chrysanthème-7391"
    stored = store.add(dossier("gone", employer=canary, text=f"# {canary}\n" * 900), at=NOW)
    store.append(stored.id, [happening(3, note=canary)], at=NOW)
    store.set_mentions(stored.id, [canary])
    assert canary.encode() in store.path.read_bytes()

    store.remove(stored.id)

    assert [path.name for path in store.path.parent.iterdir()] == [files.FILE_NAME]
    assert canary.encode() not in store.path.read_bytes()
