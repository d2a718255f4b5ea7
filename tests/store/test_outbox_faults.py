"""Full disks, damaged and replaced files: what can't be kept isn't sent, nothing sent is lost."""

import os
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from posting_nouns import (
    DATA,
    DEFERRED,
    REFUSED,
    SENT,
    UNKNOWN,
    brought_to,
    opened,
    queued,
)
from store_nouns import LATER, NOW, dossier, happening, other
from test_outbox_kills import ended, forked

from followup_mail.errors import StoreError
from followup_mail.posting import Outcome, Reply, SendState
from followup_mail.store import Store, database, files, unrecorded
from followup_mail.store.unrecorded import UnrecordedFile

_PAGE = 4096
PARTIAL = Outcome(SendState.PARTIAL, "…", Reply(250, "2.0.0 queued as 8"), ("lee@x.example",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a store with one message to be sent, closed."""
    with opened(tmp_path / "data", create=True) as store:
        store.add(dossier("acme"), at=NOW)
        queued(store)
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """Return that store."""
    with opened(folder, create=True) as made:
        yield made


@contextmanager
def full(store: Store) -> Iterator[None]:
    """Let the file not grow any more."""
    with pytest.MonkeyPatch.context() as patch:
        pages = store.path.stat().st_size // _PAGE
        limited = (*database._PRAGMAS, ("max_page_count", str(pages), pages))
        patch.setattr(database, "_PRAGMAS", limited)
        store._database.close()
        yield
    store._database.close()


# The disk


def test_a_full_disk_stops_a_message_before_it_leaves(store: Store) -> None:
    """Row 49: its bytes can't be kept, so it isn't sent; later it is."""
    with full(store):
        assert store.claim(1, at=NOW) is not None
        with pytest.raises(StoreError, match=r"the disk is full\. Nothing was changed; make room"):
            store.freeze(1, DATA * 999, at=NOW)
        with pytest.raises(StoreError, match="not in the hands of this program"):
            store.dot(1, at=NOW)

    assert store.posting(1).state is SendState.QUEUED
    store.freeze(1, DATA * 999, at=NOW)
    assert store.integrity() == ""


def test_without_room_for_the_fallback_nothing_is_sent(store: Store, tmp_path: Path) -> None:
    """Row 49: the place for what a full disk could hide is taken beforehand, or nothing begins."""
    told = tmp_path / "told"

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
        try:
            store.claim(1, at=NOW)
        except StoreError as error:
            told.write_text(str(error), encoding="utf-8")

    assert ended(forked(work)) == 0
    path = store.path.parent / unrecorded.FILE_NAME
    assert told.read_text(encoding="utf-8").startswith(f"{path}: can't be made (File too large)")
    assert store.posting(1).state is SendState.QUEUED


def test_what_was_sent_on_a_full_disk_is_kept_beside_the_store(store: Store) -> None:
    """Row 50: the store says "dot", the next run "unknown"; the answer is known all the same."""
    posting = brought_to(store, 1, SendState.DOT)
    outcome = Outcome(SendState.SENT, "…", Reply(250, "2.0.0 queued as 7 « \u2028 »"))
    with full(store):
        said = happening(20, note="x" * 99 * _PAGE)
        with pytest.raises(StoreError, match="the disk is full"):
            store.finish(1, SENT, at=LATER, happening=said)
        path = store.fallback(posting, outcome, at=LATER)
    assert path == store.path.parent / unrecorded.FILE_NAME
    store.close()

    with opened(path.parent) as again:
        [line] = again.unrecorded()
        assert (line.posting, line.message_id, line.at) == (1, posting.what.message_id, LATER)
        assert (line.outcome.state, line.outcome.reply) == (SendState.SENT, outcome.reply)
        assert again.claim(1, at=LATER) is None
        assert again.posting(1).state is SendState.UNKNOWN
        assert again.unrecorded() == (line,)
        again.conclude(1, line.outcome, at=LATER, happening=happening(20))
        assert again.unrecorded() == ()
        assert UnrecordedFile(path.parent).lines() == (line,)
        again._let_go()
        queued(again, "b")
        again.claim(2, at=LATER)
        assert UnrecordedFile(path.parent).lines() == ()


@pytest.mark.parametrize("outcome", [SENT, PARTIAL, REFUSED, DEFERRED])
def test_an_answer_is_known_from_the_moment_it_is_noted(store: Store, outcome: Outcome) -> None:
    """Row 43: whatever the server said, a program that is killed at its record leaves it behind."""
    brought_to(store, 1, SendState.DOT)
    assert store.unrecorded() == ()
    store.note(1, outcome, at=LATER)
    assert store.unrecorded() == ()
    store.close()

    with opened(store.path.parent) as again:
        [line] = again.unrecorded()
        assert (line.state, line.reply, line.refused) == (
            outcome.state,
            outcome.reply,
            outcome.refused,
        )
        assert again.recover(at=LATER)[0].state is SendState.UNKNOWN
        assert again.unrecorded() == (line,)
        again.conclude(1, line.outcome, at=LATER)
        assert again.posting(1).state is outcome.state


def test_what_leaves_it_unknown_is_no_answer(store: Store) -> None:
    """Row 41: nor is one to a message whose end was not to be sent."""
    store.note(1, SENT, at=LATER)
    brought_to(store, 1, SendState.DOT)
    store.note(1, UNKNOWN, at=LATER)
    store.close()

    assert store.unrecorded() == ()
    assert store.recover(at=LATER)[0].state is SendState.UNKNOWN


def test_the_place_of_an_answer_is_free_once_it_is_recorded(store: Store) -> None:
    """Row 50: only then: what a larger write takes back is still to be recorded."""
    path = store.path.parent / unrecorded.FILE_NAME
    brought_to(store, 1, SendState.DOT)
    store.note(1, SENT, at=LATER)

    def write() -> None:
        with store.writing():
            store.finish(1, SENT, at=LATER, happening=happening(20))
            assert len(UnrecordedFile(path.parent).lines()) == 1
            raise KeyError

    with pytest.raises(KeyError):
        write()
    assert len(UnrecordedFile(path.parent).lines()) == 1
    store.finish(1, SENT, at=LATER, happening=happening(20))
    assert path.read_bytes() == b"\n" * 8192
    for key in map(str, range(40)):
        brought_to(store, queued(store, key), SendState.SENT)
    assert path.read_bytes() == b"\n" * 8192


def test_many_answers_at_once_have_each_a_place(store: Store) -> None:
    """Row 47: none is written over by another, and the file grows if it has to."""
    numbers = [1, *(queued(store, str(number)) for number in range(19))]
    for number in numbers:
        brought_to(store, number, SendState.DOT)
    for number in numbers:
        store.note(number, _answered(f"queued as {number}"), at=LATER)
    store.close()

    assert [line.posting for line in store.unrecorded()] == numbers
    assert {line.reply.text for line in store.unrecorded()} == {f"queued as {n}" for n in numbers}
    store.claim(1, at=LATER)
    assert [line.posting for line in store.unrecorded()] == numbers


def test_a_place_that_was_freed_and_taken_meanwhile_is_left_alone(store: Store) -> None:
    """Row 47: between the record of an answer and its erasure somebody else may begin."""
    brought_to(store, 1, SendState.DOT)
    file = UnrecordedFile(store.path.parent)
    file.clean(lambda *_: False)
    taken = file.reserve(2, "<b@me.example>")

    store.finish(1, SENT, at=LATER, happening=happening(20))

    assert b"<b@me.example>" in file.path.read_bytes()[:512]
    other_place = file.reserve(3, "<c@me.example>")
    for slot in (taken, other_place):
        slot.note(SENT, at=LATER)
        slot.close()
    assert [line.posting for line in file.lines()] == [2, 3]


def test_a_reserved_place_of_a_program_that_is_gone_is_free_again(store: Store) -> None:
    """Row 48: nothing is to be deleted by hand."""
    brought_to(store, 1, SendState.DOT)
    queued(store, "b")
    store.close()
    path = store.path.parent / unrecorded.FILE_NAME
    assert path.read_bytes().strip(b"\n")

    assert store.claim(2, at=LATER) is not None
    assert path.read_bytes() == b"\n" * 8192


def test_what_was_said_to_an_earlier_attempt_says_nothing_of_the_next(store: Store) -> None:
    """Row 35: a no of then must not make a message be sent again of which nobody knows now."""
    brought_to(store, 1, SendState.DOT)
    store.note(1, DEFERRED, at=LATER)
    store.close()
    store.recover(at=LATER)
    store.resolve(1, sent=False, at=LATER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(UnrecordedFile, "clean", lambda *_: None)
        brought_to(store, 1, SendState.DOT)
    store.close()

    assert store.unrecorded() == ()


def test_the_answer_is_kept_where_no_file_can_grow(store: Store, tmp_path: Path) -> None:
    """Row 50: not by a byte; it goes into the place that was taken."""
    told = tmp_path / "told"

    def work() -> None:
        posting = brought_to(store, 1, SendState.DOT)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
        try:
            store.finish(1, SENT, at=LATER, happening=happening(20))
        except StoreError as error:
            store.fallback(posting, _answered("queued"), at=LATER)
            told.write_text(str(error), encoding="utf-8")

    store.close()
    assert ended(forked(work)) == 0
    assert "the disk refused to read or write" in told.read_text(encoding="utf-8")
    store.close()
    with opened(store.path.parent) as again:
        assert [line.reply for line in again.unrecorded()] == [Reply(250, "queued")]
        assert again.integrity() == ""


def test_what_somebody_still_has_in_hand_is_not_taken_from_them(store: Store) -> None:
    """Row 50: neither is its answer forgotten by a program that begins meanwhile."""
    brought_to(store, 1, SendState.DOT)
    store.note(1, SENT, at=NOW)
    with opened(store.path.parent) as again:
        queued(again, "b")
        assert again.claim(2, at=NOW) is not None
        assert again.unrecorded() == ()

    assert len(UnrecordedFile(store.path.parent).lines()) == 1
    store.finish(1, SENT, at=NOW, happening=happening(20))
    assert UnrecordedFile(store.path.parent).lines() == ()


def test_an_answer_of_an_earlier_version_counts(store: Store) -> None:
    """Row 50: it wrote down nothing but what was taken, line by line."""
    posting = brought_to(store, 1, SendState.DOT)
    store.close()
    path = store.path.parent / unrecorded.FILE_NAME
    line = (
        f'{{"at":"{LATER.isoformat()}","code":250,"message_id":"{posting.what.message_id}",'
        f'"posting":1,"text":"{"x" * 400}"}}\n'
    )
    path.write_text(line.ljust(8192, "\n"))

    [found] = store.unrecorded()
    assert (found.state, found.reply.code, found.at) == (SendState.SENT, 250, LATER)


def test_a_line_that_was_cut_off_hides_no_other(tmp_path: Path) -> None:
    """Row 50: nor does what anything else wrote there; a long answer is cut to its place."""
    file = UnrecordedFile(tmp_path)
    file.prepare()
    file.reserve(1, "<a@b.example>").note(_answered("a"), at=NOW)
    content = file.path.read_bytes()[:512]
    for rubbish in (b'{"posting": 1, "mess', b"[1]", b'{"code": 250}', b"\xff\xfe"):
        content += b"\n" + rubbish
    file.path.write_bytes(content.ljust(1024, b"x"))
    long = Outcome(SendState.PARTIAL, "…", Reply(250, "ß" * 999), ("x" * 600,))
    file.reserve(2, f"<{'m' * 400}@b.example>").note(long, at=NOW)
    file.prepare()

    [first, second] = file.lines()
    assert (first.reply.text, first.posting) == ("a", 1)
    assert (second.state, second.reply.code, second.refused) == (SendState.PARTIAL, 250, ())
    assert set(second.reply.text) <= {"ß"}
    assert (file.path.stat().st_size, stat.S_IMODE(file.path.stat().st_mode)) == (8192, 0o600)
    file.clean(lambda number, message_id, answer: bool(answer) and message_id and number == 1)
    assert file.lines() == (first,)
    assert file.path.read_bytes().count(b"\n") > 8192 - 512
    file.clean(lambda *_: False)
    assert (file.lines(), file.path.stat().st_size) == ((), 8192)


def test_where_nothing_can_be_kept_the_answer_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 50: as a last resort a person writes it down."""
    posting = brought_to(store, 1, SendState.DOT)

    def refuse(*_: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "pwrite", refuse)
    store.note(1, SENT, at=NOW)
    with pytest.raises(StoreError, match=r"Note by hand that message 1 was answered: 250 2\.0\.0"):
        store.fallback(posting, SENT, at=NOW)


def test_without_a_place_for_the_answer_no_end_is_sent(store: Store, tmp_path: Path) -> None:
    """Row 49: another file may lie where it would be."""
    path = store.path.parent / unrecorded.FILE_NAME
    brought_to(store, 1, SendState.SENDING)
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(StoreError, match=r"can't be made .* Nothing was sent; make room"):
        store.dot(1, at=NOW)
    assert store.posting(1).state is SendState.SENDING
    store.finish(1, DEFERRED, at=NOW)
    store._let_go()
    with pytest.raises(StoreError, match=r"can't be made .* Nothing was sent; make room"):
        store.claim(1, at=LATER)
    UnrecordedFile(path.parent).clean(lambda *_: False)
    assert not (tmp_path / "elsewhere").exists()


def _answered(text: str) -> Outcome:
    return SENT._replace(reply=Reply(250, text))


# The file


def test_nothing_is_sent_from_a_damaged_file(store: Store) -> None:
    """Row 51: a page that can't be read stops it; the file stays as it is."""
    store.close()
    content = bytearray(store.path.read_bytes())
    content[_PAGE:] = b"\xa5" * (len(content) - _PAGE)
    store.path.write_bytes(content)

    with pytest.raises(StoreError, match=r"is damaged .* restore an export"):
        opened(store.path.parent).claim(1, at=NOW)
    assert store.path.read_bytes() == content


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("state = 'lost'", "'lost' is not a valid SendState"),
        ("rcpt_to = '[1]'", "[1] should hold nothing but texts"),
        ("forced = '[[1]]'", "not enough values to unpack"),
    ],
)
def test_a_message_that_says_nothing_is_told(store: Store, change: str, fault: str) -> None:
    """Row 51: somebody else wrote to the file."""
    store.close()
    connection = other(store.path)
    connection.execute(f"UPDATE posting SET {change}")  # noqa: S608 - written above
    connection.close()

    with pytest.raises(StoreError) as refused:
        store.outbox()
    assert fault in str(refused.value)


def test_a_newer_file_is_not_sent_from(store: Store) -> None:
    """Row 52: it is refused, and left as it is to the byte."""
    store.close()
    connection = other(store.path)
    connection.execute("INSERT INTO migration VALUES (99, 'later', '2030-01-01')")
    connection.close()
    before = store.path.read_bytes()

    with pytest.raises(StoreError, match="was written by a newer followup-mail"):
        opened(store.path.parent).claim(1, at=NOW)
    assert store.path.read_bytes() == before


def test_a_file_that_another_program_holds_is_waited_for_and_then_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 53: each step of a message by itself."""
    monkeypatch.setattr(database, "_PATIENCE", 0)
    store.close()
    brought_to(store, 1, SendState.SENDING)
    blocking = other(store.path)
    blocking.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreError, match="another program is writing there"):
        store.dot(1, at=NOW)
    blocking.execute("ROLLBACK")
    blocking.close()
    assert store.posting(1).state is SendState.SENDING


def test_nothing_is_sent_from_another_machines_disk(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 53: where locks and power cuts can't be relied on."""
    monkeypatch.setattr(files, "file_system", lambda _: "nfs4")

    with pytest.raises(StoreError, match=r"lies on another machine \(nfs4\)"):
        store.claim(1, at=NOW)
    assert store.posting(1).state is SendState.QUEUED
