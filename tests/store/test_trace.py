"""The list of what left this machine: written first, whole or not at all, and watched."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from copies import broken, refused
from posting_nouns import SENT, brought_to, opened, queued, send_all
from store_nouns import LATER, NOW, dossier
from test_outbox_kills import ended, forked

from followup_mail.errors import StoreError
from followup_mail.posting import SendState
from followup_mail.store import Store, files, open_store, trace
from followup_mail.store.trusting import Trust

_CUT_OFF = 40
"""Octets of a line that a crash may leave."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return a store with one message to be sent."""
    with opened(tmp_path / "data", create=True) as made:
        made.add(dossier("acme"), at=NOW)
        queued(made)
        yield made


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Return the folder of the machine, which is not there yet."""
    return tmp_path / "state"


def test_a_message_is_on_the_list_before_its_end_is_announced(
    store: Store, monkeypatch: pytest.MonkeyPatch, state: Path
) -> None:
    """Row 45: and on the disk, as is the name of the list and that of the machine."""
    brought_to(store, 1, SendState.SENDING)
    synced: list[tuple[str, SendState]] = []
    fsync = os.fsync

    def sync(descriptor: int) -> None:
        with opened(store.path.parent) as reader:
            about = str(Path(f"/proc/self/fd/{descriptor}").readlink())
            synced.append((about, reader.posting(1).state))
        fsync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(trace.os, "fsync", sync)
        store.dot(1, at=NOW)
    assert synced == [(str(state / "sent"), SendState.SENDING)]

    shutil.rmtree(state)
    synced.clear()
    with monkeypatch.context() as patch:
        patch.setattr(trace.os, "fsync", sync)
        trace.Trace(state, [store.path.parent], "x").add([])
    assert [Path(about) for about, _ in synced] == [
        state.parent,
        state / "machine.new",
        state,
        state,
    ]


def test_what_was_listed_and_not_announced_is_deferred(store: Store, tmp_path: Path) -> None:
    """Row 43: a program that is killed between the two has sent nothing."""
    brought_to(store, 1, SendState.SENDING)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "_do", broken)
        with pytest.raises(KeyError):
            store.dot(1, at=NOW)
    store.close()
    assert (store.posting(1).state, store.posting(1).listed) == (SendState.SENDING, 0)

    assert store.judged().trust is Trust.MATCHING
    [posting] = store.recover(at=LATER)

    assert (posting.state, posting.listed) == (SendState.DEFERRED, 1)
    send_all(store, tmp_path / "wire")
    assert (store.posting(1).state, store.posting(1).listed) == (SendState.SENT, 2)
    assert store.judged().trust is Trust.MATCHING


def test_what_was_listed_and_could_not_be_announced_is_deferred(
    store: Store, tmp_path: Path
) -> None:
    """Row 49: the program that met the full disk knows as much as the next one."""
    brought_to(store, 1, SendState.SENDING)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "_do", _refused)
        with pytest.raises(StoreError):
            store.dot(1, at=NOW)
    store.finish(1, SENT._replace(state=SendState.DEFERRED), at=NOW)

    assert (store.posting(1).state, store.posting(1).listed) == (SendState.DEFERRED, 1)
    assert store.judged().trust is Trust.MATCHING
    send_all(store, tmp_path / "wire")
    assert (store.posting(1).state, store.posting(1).listed) == (SendState.SENT, 2)


def _refused(*_: object) -> None:
    raise StoreError("The disk is full.")


def test_a_list_that_takes_a_part_of_a_line_stops_the_message(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 49: it is deferred, and later sent; the part that was written spoils nothing."""
    brought_to(store, 1, SendState.SENDING)

    def full(descriptor: int, content: bytes) -> int:
        if len(content) > _CUT_OFF:
            return os.pwrite(descriptor, content[:_CUT_OFF], os.fstat(descriptor).st_size)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(trace.os, "write", full)
        with pytest.raises(StoreError, match=r"sent: can't be written \(No space left on device\)"):
            store.dot(1, at=NOW)
    store.finish(1, SENT._replace(state=SendState.DEFERRED), at=NOW)

    assert (tmp_path / "state" / "sent").stat().st_size == _CUT_OFF
    assert store.posting(1).listed == 0
    send_all(store, tmp_path / "wire")
    assert (store.posting(1).state, store.posting(1).listed) == (SendState.SENT, 1)
    assert store.judged().trust is Trust.MATCHING


def test_a_list_that_cannot_be_written_lets_nothing_begin(store: Store, state: Path) -> None:
    """Row 49: before anybody is connected to; where it can be, the message goes."""
    state.write_text("")

    for told in ("is not a folder", "sent: is a link"):
        with pytest.raises(StoreError, match=told):
            store.claim(1, at=NOW)
        state.unlink(missing_ok=True) if state.is_file() else shutil.rmtree(state)
        state.mkdir(mode=0o700)
        (state / "sent").symlink_to(state / "elsewhere")
    shutil.rmtree(state, ignore_errors=True)
    assert store.claim(1, at=NOW) is not None


@pytest.mark.parametrize("name", [".", "sent", "machine"])
def test_a_list_that_others_may_write_is_not_relied_on(
    store: Store, state: Path, tmp_path: Path, name: str
) -> None:
    """Row 82: the folder; its files are closed to them."""
    send_all(store, tmp_path / "wire")
    (state / name).chmod(0o777)

    if name == ".":
        assert store.distrust() == (
            f"{state}: others may write there, and could exchange what is kept. "
            f"Close it to them: chmod 700 {state}"
        )
    else:
        assert store.distrust() == ""
        assert stat.S_IMODE((state / name).stat().st_mode) == 0o600


def test_the_list_is_the_users_alone_and_tells_nobody_anything(
    store: Store, state: Path, tmp_path: Path
) -> None:
    """Row 83: neither address, name, Message-ID nor path, nor a digest made without the key."""
    send_all(store, tmp_path / "wire")

    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in state.iterdir()} == {
        "machine": 0o600,
        "sent": 0o600,
    }
    [line] = (state / "sent").read_text().splitlines()
    place, kind, lineage, name = line.split()
    assert (len(place), kind, len(lineage), len(name)) == (16, "s", 16, 32)
    with open_store(tmp_path / "b", create=True, state=tmp_path / "x" / "y") as another:
        another.add(dossier("acme"), at=NOW)
        queued(another)
        send_all(another, tmp_path / "wire")
    [theirs] = (tmp_path / "x" / "y" / "sent").read_text().splitlines()
    assert not set(line.split()) & set(theirs.split()) - {"s"}


_SPOILT: dict[str, tuple[Callable[[Path], object], Trust | None]] = {
    "gone": (Path.unlink, Trust.ABSENT),
    "emptied": (lambda path: path.write_bytes(b""), Trust.ABSENT),
    "shortened": (
        lambda path: path.write_bytes(path.read_bytes()[: -trace._WHOLE - 1]),
        Trust.LACKING,
    ),
    "cut within a line": (
        lambda path: path.write_bytes(path.read_bytes()[:-9]),
        Trust.LACKING,
    ),
    "changed": (lambda path: path.write_bytes(path.read_bytes().replace(b" s ", b" x ")), None),
    "another file": (lambda path: path.write_bytes(os.urandom(500) + b"\n"), None),
    "the machine is gone": (lambda path: path.with_name("machine").unlink(), None),
    "the machine is changed": (lambda path: path.with_name("machine").write_bytes(b"x"), None),
    "both are gone": (lambda path: shutil.rmtree(path.parent), Trust.ABSENT),
}


@pytest.mark.parametrize(("spoil", "trust"), _SPOILT.values(), ids=_SPOILT)
def test_a_list_that_was_tampered_with_is_noticed(
    store: Store, tmp_path: Path, spoil: Callable[[Path], object], trust: Trust | None
) -> None:
    """Row 54: as well as one that is gone, and nothing is sent until the user says so."""
    queued(store, "b")
    send_all(store, tmp_path / "wire")
    queued(store, "c")
    spoil(tmp_path / "state" / "sent")
    store.close()

    if trust is None:
        assert "is damaged (" in store.distrust()
        with pytest.raises(StoreError, match="is damaged"):
            store.claim(3, at=LATER)
        with pytest.raises(StoreError, match="is damaged"):
            store.trust()
        shutil.move(tmp_path / "state", tmp_path / "state.old")
    else:
        refused(store, trust, str(tmp_path / "state" / "sent"))
    assert store.trust() != ""
    send_all(store, tmp_path / "wire")
    assert (tmp_path / "wire").read_bytes() == b"..."
    assert store.judged().trust is Trust.MATCHING


@pytest.mark.parametrize("left", [b"", b"0123456789abcdef s 01", b"\0" * 300, b"01\0\0\0"])
def test_what_a_crash_left_of_a_line_names_nothing(
    store: Store, tmp_path: Path, left: bytes
) -> None:
    """Row 45: it was not on the disk, so its message has not left; the next line is whole."""
    send_all(store, tmp_path / "wire")
    with (tmp_path / "state" / "sent").open("ab") as file:
        file.write(left)

    assert store.judged().trust is Trust.MATCHING
    queued(store, "b")
    send_all(store, tmp_path / "wire")
    assert store.judged().trust is Trust.MATCHING
    assert (tmp_path / "state" / "sent").read_bytes().endswith(b"\n")


def test_a_line_that_lacks_only_its_end_counts(store: Store, tmp_path: Path) -> None:
    """Row 45: it may have been on the disk in time."""
    send_all(store, tmp_path / "wire")
    path = tmp_path / "state" / "sent"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))

    assert store.judged().trust is Trust.MATCHING


@pytest.mark.parametrize("where", ["", "below", ".."])
@pytest.mark.parametrize("which", ["data", "config"])
def test_a_list_that_would_be_copied_with_the_store_is_none(
    tmp_path: Path, where: str, which: str
) -> None:
    """Row 54: what lies in one folder is restored together."""
    state = Path(os.path.normpath(tmp_path / which / where))
    folder, config = tmp_path / "data" / "home", tmp_path / "config" / "home"
    if where != "..":
        folder, config = tmp_path / "data", tmp_path / "config"

    with open_store(folder, create=True, state=state, config=config) as store:
        store.add(dossier("acme"), at=NOW)
        queued(store)
        with pytest.raises(StoreError, match=r"one must not lie within the other\. .* set XDG_ST"):
            store.claim(1, at=NOW)
        assert "one must not lie within the other" in store.distrust()


def test_without_a_place_for_the_list_nothing_is_sent(store: Store) -> None:
    """Row 54: a user who has no home says where."""
    with open_store(store.path.parent, create=False) as again:
        told = "You have no home folder here, so there is no place to note what was sent."
        with pytest.raises(StoreError, match=told):
            again.claim(1, at=NOW)
        with pytest.raises(StoreError, match=told):
            again.trust()
        assert told in again.distrust()


def test_the_list_lies_on_a_disk_of_this_machine(
    store: Store, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 53: what two machines share says nothing of which of them sent."""
    monkeypatch.setattr(files, "file_system", lambda path: "nfs4" if path == state else "ext4")

    with pytest.raises(StoreError, match=r"lies on another machine \(nfs4\).* Set XDG_STATE_HOME"):
        store.claim(1, at=NOW)


def test_eight_senders_from_two_homes_share_a_list(tmp_path: Path) -> None:
    """Row 47: each home finds what it sent, and nothing of the other."""
    homes = [tmp_path / name for name in ("one", "two")]
    for home in homes:
        with opened(home, create=True) as store:
            store.add(dossier("acme"), at=NOW)
            for key in "abcdef":
                queued(store, key)

    def work(home: Path) -> None:
        with opened(home) as store:
            send_all(store, tmp_path / f"wire-{home.name}")

    children = [forked(lambda home=home: work(home)) for home in homes * 4]

    assert [ended(child) for child in children] == [0] * 8
    assert (tmp_path / "state" / "sent").read_bytes().count(b"\n") == 12
    for home in homes:
        assert (tmp_path / f"wire-{home.name}").read_bytes() == b"......"
        with opened(home) as store:
            assert store.judged().trust is Trust.MATCHING
            assert {posting.listed for posting in store.outbox()} == {1}


def test_whether_anything_was_sent_is_known_without_the_list(store: Store, state: Path) -> None:
    """What waits counts as well; nothing is made by looking."""
    assert store.has_sent()
    store.cancel(1, at=NOW)
    assert not store.has_sent()
    assert store.distrust() == ""
    assert not state.exists()
