"""Stores that an earlier version sent from, with a seal beside them: taken over once."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
from copies import broken, copied, put_back, refused
from posting_nouns import brought_to, opened, queued, send_all
from store_nouns import NOW, dossier, other

from followup_mail.posting import SendState
from followup_mail.store import Store, seal
from followup_mail.store.trusting import Trust


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return a store with one message to be sent."""
    with opened(tmp_path / "data", create=True) as made:
        made.add(dossier("acme"), at=NOW)
        queued(made)
        yield made


def sealed(store: Store, number: int, *, lineage: str = "") -> None:
    """Make *store* one of an earlier version, sealed after *number* messages."""
    said = f"{lineage or store.generation()} {number}"
    line = f"{said} {crc32(said.encode()):08x}\n".encode().ljust(96)
    path = store.path.parent / seal.FILE_NAME
    path.write_bytes(line.rjust(96 + number % 2 * 512, b"\0"))
    store.close()
    connection = other(store.path)
    connection.execute("UPDATE posting SET listed = 0")
    connection.execute("DELETE FROM setting WHERE name = 'machine'")
    connection.close()
    shutil.rmtree(path.parent.with_name("state"), ignore_errors=True)


def before_the_list(store: Store) -> None:
    """Send and lose messages as an earlier version did."""
    for state in (SendState.SENT, SendState.UNKNOWN, SendState.DOT, SendState.REFUSED):
        brought_to(store, queued(store, state.value), state)
    queued(store, "waits")
    sealed(store, 2)


def test_a_store_of_an_earlier_version_is_taken_over_unasked(store: Store, tmp_path: Path) -> None:
    """Row 54: what left, or may have, is listed from then on; the seal goes."""
    before_the_list(store)
    assert store.judged().trust is Trust.OF_BEFORE
    copy = copied(store, "copy")

    send_all(store, tmp_path / "wire")

    assert (tmp_path / "wire").read_bytes() == b".."
    assert not (store.path.parent / seal.FILE_NAME).exists()
    assert store.judged().trust is Trust.MATCHING
    listed = {posting.what.key: posting.listed for posting in store.outbox()}
    assert listed == {
        "check-in/1/maria": 1,
        "sent": 1,
        "unknown": 1,
        "dot": 1,
        "refused": 0,
        "waits": 1,
    }
    put_back(store, copy)
    refused(store, Trust.OLDER, "names 2 messages that it doesn't know of")


def test_taking_over_goes_on_after_a_crash(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 43: between the list and the store that refers to it."""
    before_the_list(store)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "_keep_machine", broken)
        with pytest.raises(KeyError):
            store.claim(1, at=NOW)
    store.close()

    assert store.judged().trust is Trust.OF_BEFORE
    send_all(store, tmp_path / "wire")
    assert store.judged().trust is Trust.MATCHING
    assert (tmp_path / "state" / "sent").read_bytes().count(b"\n") == 5


@pytest.mark.parametrize(
    ("number", "lineage", "trust"),
    [(3, "", Trust.OLDER), (2, "another", Trust.OTHER), (0, "another", Trust.ABSENT)],
)
def test_an_older_copy_of_an_earlier_version_is_none_to_take_over(
    store: Store, number: int, lineage: str, trust: Trust
) -> None:
    """Row 54: nor one whose seal is another store's, or says nothing."""
    before_the_list(store)
    sealed(store, number, lineage=lineage)

    refused(store, trust, str(store.path))
    assert store.trust() != ""
    assert store.judged().trust is Trust.MATCHING
    assert not (store.path.parent / seal.FILE_NAME).exists()
    assert store.claim(1, at=NOW) is not None


@pytest.mark.parametrize(
    ("content", "trust"),
    [
        (None, Trust.ABSENT),
        (b"", Trust.ABSENT),
        (b"\0" * 608, Trust.OTHER),
    ],
)
def test_an_earlier_version_without_its_seal_is_none_to_take_over(
    store: Store, content: bytes | None, trust: Trust
) -> None:
    """Row 54: gone, or damaged."""
    before_the_list(store)
    path = store.path.parent / seal.FILE_NAME
    path.unlink()
    if content is not None:
        path.write_bytes(content)

    refused(store, trust, str(store.path))


def test_an_earlier_version_that_sent_nothing_is_asked_nothing(store: Store) -> None:
    """Row 54: but for one whose seal says that another copy had sent."""
    sealed(store, 0)
    assert store.judged().trust is Trust.FRESH
    sealed(store, 1)
    refused(store, Trust.OLDER, "is an older copy")
    sealed(store, 0)
    assert store.claim(1, at=NOW) is not None
    assert not (store.path.parent / seal.FILE_NAME).exists()
