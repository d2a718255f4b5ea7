"""Copies, backups and other machines: what was sent is known outside of the store's folder."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from copies import copied, put_back, refused
from posting_nouns import SENT, brought_to, new_posting, opened, queued, send_all
from store_nouns import NOW, dossier, happening

from followup_mail.errors import StoreError
from followup_mail.posting import SendState
from followup_mail.store import Store, open_store
from followup_mail.store.trusting import MACHINE, Trust


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return a store with one message to be sent."""
    with opened(tmp_path / "data", create=True) as made:
        made.add(dossier("acme"), at=NOW)
        queued(made)
        yield made


def test_an_older_copy_of_the_whole_folder_is_not_sent_from(store: Store, tmp_path: Path) -> None:
    """Row 54: with whatever lies in it; the list of what was sent lies elsewhere."""
    assert store.judged().trust is Trust.FRESH
    before = copied(store, "before")
    send_all(store, tmp_path / "wire")
    queued(store, "b")
    between = copied(store, "between")
    send_all(store, tmp_path / "wire")
    assert store.judged().trust is Trust.MATCHING

    for copy, many in ((before, "2 messages"), (between, "one message")):
        put_back(store, copy)
        refused(store, Trust.OLDER, f"{tmp_path / 'state' / 'sent'} names {many} that it")
        assert store.posting(1).state is (SendState.QUEUED if copy == before else SendState.SENT)
    assert (tmp_path / "wire").read_bytes() == b".."


def test_the_user_may_trust_an_older_copy_and_is_told_what_that_risks(
    store: Store, tmp_path: Path
) -> None:
    """Row 54: once; what was sent afterwards is missing to the copy that was newer."""
    before = copied(store, "before")
    send_all(store, tmp_path / "wire")
    newest = copied(store, "newest")
    put_back(store, before)

    assert "names one message that this store does not know of" in store.trust()
    assert store.trust() == ""
    send_all(store, tmp_path / "wire")
    assert store.judged().trust is Trust.MATCHING

    put_back(store, newest)
    refused(store, Trust.OLDER, "names one message that it doesn't know of")


def test_a_copy_on_another_machine_is_not_sent_from(store: Store, tmp_path: Path) -> None:
    """Row 54: whether or not anything was sent there; a new machine is one answer, once."""
    send_all(store, tmp_path / "wire")
    queued(store, "b")
    copy = copied(store, "elsewhere")
    machine = tmp_path / "another" / "state"
    with open_store(copy, create=False, state=machine) as there:
        refused(there, Trust.ABSENT, f"{machine / 'sent'} knows of none")
        assert there.trust().startswith("Trusted. This machine's list names no messages that")
        send_all(there, tmp_path / "wire")
        assert there.judged().trust is Trust.MATCHING

    put_back(store, copy)
    refused(store, Trust.ELSEWHERE, "another machine sent from it last")
    store.trust()
    assert store.judged().trust is Trust.MATCHING
    assert store.posting(2).state is SendState.SENT


def test_of_two_copies_at_once_one_sends(store: Store) -> None:
    """Row 54: though both were looked at before anything was sent."""
    copy = copied(store, "copy")
    with opened(copy) as second:
        brought_to(second, 1, SendState.SENDING)
        brought_to(store, 1, SendState.DOT)

        with pytest.raises(StoreError, match=r"another copy of it has sent message 1"):
            second.dot(1, at=NOW)
        second.finish(1, SENT._replace(state=SendState.DEFERRED), at=NOW)
        second._let_go()
        refused(second, Trust.OLDER, "names one message")
    store.finish(1, SENT, at=NOW, happening=happening(20))
    assert store.judged().trust is Trust.MATCHING


def test_a_store_that_was_made_anew_is_not_sent_from(store: Store, tmp_path: Path) -> None:
    """Row 54: the one from which was sent is gone; before anything was sent nobody minds."""
    store.claim(1, at=NOW)
    for expected in (Trust.FRESH, Trust.OTHER):
        store.close()
        store.path.unlink()
        store.add(dossier("acme"), at=NOW)
        queued(store)
        assert store.judged().trust is expected
        if expected is Trust.FRESH:
            send_all(store, tmp_path / "wire")

    refused(store, Trust.OTHER, "isn't the store from which was sent last from this folder")
    store.trust()
    assert store.claim(1, at=NOW) is not None


def test_a_folder_that_was_moved_is_the_same_store(store: Store, tmp_path: Path) -> None:
    """Row 54: what counts is what it knows, not where it lies."""
    send_all(store, tmp_path / "wire")
    moved = copied(store, "moved")
    shutil.rmtree(store.path.parent)

    with opened(moved) as again:
        queued(again, "b")
        send_all(again, tmp_path / "wire")
        assert again.judged().trust is Trust.MATCHING


def test_an_export_is_as_good_as_the_file(store: Store, tmp_path: Path) -> None:
    """Row 54: the newest one, on the machine that sent; an older one is an older copy."""
    send_all(store, tmp_path / "wire")
    old = "".join(store.export())
    queued(store, "b")
    send_all(store, tmp_path / "wire")
    new = "".join(store.export())

    for document, expected in ((new, Trust.MATCHING), (old, Trust.OLDER)):
        store.close()
        store.path.unlink()
        store.restore([document])
        assert store.judged().trust is expected
        assert "".join(store.export()) == document
    assert "lineage" in json.loads(new)["about"]
    assert store.setting(MACHINE) is None
    with open_store(tmp_path / "there", create=True, state=tmp_path / "other" / "x") as there:
        there.restore([new])
        refused(there, Trust.ABSENT, "knows of none")


def test_what_is_removed_stays_accounted_for(store: Store, tmp_path: Path) -> None:
    """Row 54: the list names it for good, and that makes no older copy of the store."""
    send_all(store, tmp_path / "wire")
    store.add(dossier("other"), at=NOW)
    store.queue(2, new_posting("b"), at=NOW)
    store.remove(1)

    assert store.judged().trust is Trust.MATCHING
    send_all(store, tmp_path / "wire")
    assert (tmp_path / "wire").read_bytes() == b".."
