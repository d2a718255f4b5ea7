"""Other writers, a full disk: nothing kept is lost, and what to do is said."""

import threading
import time
from pathlib import Path

import pytest
from store_nouns import LATER, NOW, dossier, happening, other

from followup_mail.errors import StoreError
from followup_mail.store import Store, database, files, open_store

_PAGE = 4096


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for another program."""
    monkeypatch.setattr(database, "_PATIENCE", 0)


@pytest.mark.usefixtures("impatient")
def test_a_writer_that_does_not_end_is_told(store: Store) -> None:
    """What is kept can be read meanwhile, and written afterwards."""
    store.close()
    blocking = other(store.path)
    blocking.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreError) as refused:
        store.add(dossier("other"), at=NOW)
    assert str(refused.value) == (
        f"{store.path}: another program is writing there. "
        "Nothing was changed; try again when it has ended."
    )
    assert store.names("", limit=9) == ("acme",)
    blocking.execute("ROLLBACK")
    blocking.close()
    store.add(dossier("other"), at=NOW)


def test_a_writer_that_ends_is_waited_for(store: Store) -> None:
    """Nothing is lost of either."""
    store.close()
    begun = threading.Event()

    def write() -> None:
        connection = other(store.path)
        connection.execute("BEGIN IMMEDIATE")
        begun.set()
        time.sleep(0.3)
        connection.execute("UPDATE application SET note = 'theirs'")
        connection.execute("COMMIT")
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait()
    store.add(dossier("other"), at=NOW)
    writer.join()

    assert [(stored.dossier.name, stored.note) for stored, _ in store.listed()] == [
        ("acme", "theirs"),
        ("other", ""),
    ]


@pytest.mark.usefixtures("impatient")
def test_a_reader_in_the_way_of_a_commit_is_told(store: Store) -> None:
    """The write is taken back as a whole, and works once the reader has gone."""
    reading = other(store.path)
    reading.execute("BEGIN")
    reading.execute("SELECT * FROM application").fetchall()

    with pytest.raises(StoreError, match="another program is writing there"):
        store.add(dossier("other"), at=NOW)
    reading.execute("COMMIT")
    reading.close()

    assert store.names("", limit=9) == ("acme",)
    store.add(dossier("other"), at=NOW)


def test_an_export_nobody_reads_to_its_end_hinders_nobody(store: Store) -> None:
    """It lets go of the file with the store."""
    export = store.export()
    next(export)
    store.close()
    del export

    store.add(dossier("other"), at=NOW)


def test_two_programs_that_begin_at_once_make_one_store(tmp_path: Path) -> None:
    """The second one waits for the first, and finds what it made."""
    folder = tmp_path / "data"

    def begin_second() -> None:
        with open_store(folder, create=True) as store:
            store.add(dossier("second"), at=NOW)

    second = threading.Thread(target=begin_second)

    def stamp() -> str:
        second.start()
        time.sleep(0.2)
        return "first"

    with open_store(folder, create=True, stamp=stamp) as store:
        store.add(dossier("first"), at=NOW)
        second.join()

        assert store.generation() == "first"
        assert store.names("", limit=9) == ("first", "second")
    assert [path.name for path in folder.iterdir()] == [files.FILE_NAME]


def test_a_program_that_never_ends_to_begin_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a while the second one gives up."""
    monkeypatch.setattr(files, "_PATIENCE", 0.1)

    def stamp() -> str:
        with pytest.raises(StoreError, match="another program is making the store"):
            open_store(tmp_path / "data", create=True).add(dossier("second"), at=NOW)
        return "first"

    with open_store(tmp_path / "data", create=True, stamp=stamp) as store:
        store.add(dossier("first"), at=NOW)
        assert store.names("", limit=9) == ("first",)


# The disk


def _full(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the file not grow any more."""
    pages = store.path.stat().st_size // _PAGE
    limited = (*database._PRAGMAS, ("max_page_count", str(pages), pages))
    monkeypatch.setattr(database, "_PRAGMAS", limited)
    store.close()


def test_a_full_disk_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the write is kept, and the next one may fit."""
    before = "".join(store.export())
    with monkeypatch.context() as patch:
        _full(store, patch)

        def write() -> None:
            with store.writing():
                store.append(1, [happening(4)], at=LATER)
                store.add(dossier("large", text="x" * 10 * _PAGE), at=NOW)

        with pytest.raises(StoreError) as refused:
            write()
        assert str(refused.value) == (
            f"{store.path}: the disk is full. Nothing was changed; make room and try again."
        )
        assert "".join(store.export()) == before
    store.close()

    store.add(dossier("large", text="x" * 10 * _PAGE), at=NOW)
    assert store.integrity() == ""


def test_what_follows_a_full_disk_is_not_kept_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write whose fault was passed over fails as a whole all the same."""
    _full(store, monkeypatch)
    before = "".join(store.export())

    def write() -> None:
        with store.writing():
            with pytest.raises(StoreError, match="the disk is full"):
                store.add(dossier("large", text="x" * 10 * _PAGE), at=NOW)
            store.append(1, [happening(4)], at=LATER)

    with pytest.raises(StoreError, match="Nothing was changed"):
        write()
    assert "".join(store.export()) == before


def test_a_file_that_cannot_be_written_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the command that allows it."""
    only_read = (*database._PRAGMAS, ("query_only", "ON", 1))
    monkeypatch.setattr(database, "_PRAGMAS", only_read)
    store.close()

    with pytest.raises(StoreError) as refused:
        store.add(dossier("other"), at=NOW)
    assert str(refused.value) == (
        f"{store.path}: can't be opened or written. Nothing was changed; allow it: "
        f"chmod 700 {store.path.parent} && chmod 600 {store.path}"
    )
