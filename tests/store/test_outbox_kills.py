"""Kills and competitors: whatever happens, the end of a message leaves once or nobody knows."""

import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from posting_nouns import brought_to, opened, queued, send_all
from store_nouns import LATER, NOW, dossier

from followup_mail.posting import SendState
from followup_mail.store import Store, database, files, unrecorded

_LEFT_BEHIND = {files.FILE_NAME, unrecorded.FILE_NAME}
_KILLED = -signal.SIGKILL
_SAFEGUARDS = database._PRAGMAS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a store with one message to be sent, closed."""
    with opened(tmp_path / "data", create=True) as store:
        store.add(dossier("acme"), at=NOW)
        queued(store)
    return tmp_path / "data"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for the disk: a kill, unlike a power cut, takes nothing from it."""
    hasty = [(n, *("OFF", 0)) if n == "synchronous" else (n, *rest) for n, *rest in _SAFEGUARDS]
    monkeypatch.setattr(database, "_PRAGMAS", hasty)


def forked(work: Callable[[], None]) -> int:
    """Start a process that does *work*; return its number."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work()
        status = 0
    except BaseException:  # noqa: BLE001 - nothing of this process may go on in pytest
        traceback.print_exc()
    finally:
        os._exit(status)


def ended(child: int) -> int:
    """Return how the process *child* ended; the negative number of a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(folder: Path, wire: Path, place: int) -> tuple[int, str]:
    """Send in a process that is killed before its statement number *place*.

    Return how it ended, and the statement.
    """
    told = folder.parent / f"statement-{place}"

    def work() -> None:
        store = opened(folder)
        left = place

        def count(statement: str) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                told.write_text(statement, encoding="utf-8")
                os.kill(os.getpid(), signal.SIGKILL)

        database._driver(store._database._for_writing()).set_trace_callback(count)
        send_all(store, wire)

    status = ended(forked(work))
    return status, told.read_text(encoding="utf-8") if told.exists() else ""


@pytest.mark.usefixtures("quick")
def test_a_kill_at_any_statement_lets_a_message_leave_at_most_once(
    folder: Path, tmp_path: Path
) -> None:
    """Row 43: over three runs; unknown only between its end and the answer, always readable."""
    unknown, place, status = [], 0, _KILLED
    while status == _KILLED:
        copy, wire = tmp_path / str(place) / "data", tmp_path / f"wire-{place}"
        shutil.copytree(folder, copy)
        status, statement = killed_at(copy, wire, place)
        for _ in range(2):
            _send(copy, wire)
        with opened(copy) as store:
            [posting] = store.outbox()
            assert store.integrity() == ""
            assert len(store.history(1)) == (posting.state is SendState.SENT)
        many = wire.stat().st_size if wire.exists() else 0
        assert (posting.state, many) in {(SendState.SENT, 1), (SendState.UNKNOWN, 1)}, statement
        assert {path.name for path in copy.iterdir()} == _LEFT_BEHIND
        if posting.state is SendState.UNKNOWN:
            unknown.append(place)
        place += 1

    assert status == 0
    assert place > 30
    # One stretch, from the commit after `dot` to that of `sent`.
    assert unknown == list(range(unknown[0], unknown[-1] + 1))


def _send(folder: Path, wire: Path) -> None:
    with opened(folder) as store:
        send_all(store, wire)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("state", [SendState.QUEUED, SendState.SENDING, SendState.DOT])
def test_a_program_that_is_ended_leaves_the_state_of_a_kill(
    folder: Path, state: SendState, number: signal.Signals
) -> None:
    """Row 44: whatever the signal; what it had claimed is free at once."""

    def work() -> None:
        signal.signal(number, signal.SIG_DFL)
        store = opened(folder)
        if state is SendState.QUEUED:
            store.claim(1, at=NOW)
        else:
            brought_to(store, 1, state)
        os.kill(os.getpid(), number)

    assert ended(forked(work)) == -number
    with opened(folder) as store:
        claimed = store.claim(1, at=LATER)
        if state is SendState.DOT:
            assert (claimed, store.posting(1).state) == (None, SendState.UNKNOWN)
        else:
            assert claimed is not None
            assert claimed.data is None
    assert {path.name for path in folder.iterdir()} <= _LEFT_BEHIND


def test_a_message_is_announced_on_disk_before_its_end_is_sent(folder: Path) -> None:
    """Row 46: another program reads it when ``dot`` returns, and nothing is left to be undone."""
    with opened(folder) as store, opened(folder) as other:
        brought_to(store, 1, SendState.DOT)

        assert {path.name for path in folder.iterdir()} <= _LEFT_BEHIND
        assert other.posting(1).state is SendState.DOT


def test_of_eight_senders_at_once_one_sends(folder: Path, tmp_path: Path) -> None:
    """Row 47: the others find it in its hands, or sent."""
    with opened(folder) as store:
        for key in ("b", "c"):
            queued(store, key)
    wire = tmp_path / "wire"
    reading, writing = os.pipe()

    def work() -> None:
        os.close(writing)
        os.read(reading, 1)  # until all are there
        _send(folder, wire)

    children = [forked(work) for _ in range(8)]
    os.close(writing)
    os.close(reading)

    assert [ended(child) for child in children] == [0] * 8
    assert wire.read_bytes() == b"..."
    with opened(folder) as store:
        assert [posting.state for posting in store.outbox()] == [SendState.SENT] * 3
        assert len(store.history(1)) == 3


def test_of_eight_programs_at_once_one_queues(folder: Path) -> None:
    """Row 47: the key is taken in a transaction; all name the same message afterwards."""

    def work() -> None:
        with opened(folder) as store:
            from posting_nouns import new_posting  # noqa: PLC0415 - beside the rest of the work

            posting, _ = store.queue(1, new_posting("another"), at=NOW)
            os._exit(posting.id)

    assert {ended(child) for child in [forked(work) for _ in range(8)]} == {2}


def test_nothing_is_to_be_deleted_by_hand_after_a_kill(folder: Path) -> None:
    """Row 48: there is no lock, and a process that gets the number of the dead one is another."""

    def work() -> None:
        brought_to(opened(folder), 1, SendState.SENDING)
        os.kill(os.getpid(), signal.SIGKILL)

    assert ended(forked(work)) == _KILLED
    assert {path.name for path in folder.iterdir()} == _LEFT_BEHIND
    with opened(folder) as store:
        assert _reborn(store)
        assert store.claim(1, at=LATER) is not None


def _reborn(store: Store) -> bool:
    """Give this process the number of the one that is gone; return whether it did."""
    [(owner,)] = store._database.ask("SELECT owner FROM posting")
    boot, namespace, _, start, token = owner.split(" ")
    ours = f"{boot} {namespace} {os.getppid()} {start} {token}"
    store._database.many("UPDATE posting SET owner = ?", [(ours,)])
    return True
