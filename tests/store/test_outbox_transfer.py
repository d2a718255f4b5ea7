"""The outbox in exports and in stores that were made before there was one."""

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from posting_nouns import brought_to, new_posting, opened, queued
from store_nouns import NOW, dossier

from followup_mail.errors import DataError
from followup_mail.posting import Envelope, SendState
from followup_mail.store import Store, database, files, transfer
from followup_mail.store.migrations import MIGRATIONS

Document = dict[str, Any]
"""As the standard library reads it: what a test spoils can lie at any depth."""

_STATES = (
    *(SendState.QUEUED, SendState.SENDING, SendState.DOT, SendState.SENT),
    *(SendState.REFUSED, SendState.DEFERRED, SendState.UNKNOWN),
)


def _kept(folder: Path) -> Store:
    """Return a store with a message in every state, and with digests of others."""
    store = opened(folder, create=True)
    for name in ("acme", "gone"):
        store.add(dossier(name), at=NOW)
    for state in _STATES:
        number = queued(store, state.value, references=("<a@b.example>",), forced=(("a", "b"),))
        if state is not SendState.QUEUED:
            brought_to(store, number, state)
    store.cancel(queued(store, "cancelled"), at=NOW)
    queued(store, "test", test=True, envelope=Envelope("sam@me.example", ("sam@me.example",)))
    posting, _ = store.queue(2, new_posting("removed"), at=NOW)
    brought_to(store, posting.id, SendState.UNKNOWN)
    store.remove(2)
    return store


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return an export of such a store."""
    with _kept(tmp_path_factory.mktemp("kept") / "data") as store:
        return "".join(store.export())


@pytest.fixture
def document(exported: str) -> Document:
    """Return that export, to be spoilt."""
    read: Document = json.loads(exported)
    return read


def test_every_message_comes_back_with_its_bytes(tmp_path: Path) -> None:
    """To the last bit; what was on its way is taken over as from a program that is gone."""
    kept = _kept(tmp_path / "kept")
    before = [kept.posting(posting.id) for posting in kept.outbox()]
    assert [posting.state for posting in before] == [
        *_STATES,
        SendState.CANCELLED,
        SendState.QUEUED,
    ]
    document = "".join(kept.export())

    with opened(tmp_path / "restored", create=True) as restored:
        assert restored.restore([document]) == 1
        assert "".join(restored.export()) == document
        assert [restored.posting(posting.id) for posting in restored.outbox()] == before
        assert restored.queue(1, new_posting("sent"), at=NOW) == (before[3], False)
        assert restored.integrity() == ""
        restored.trust()
        taken_over = [(posting.id, posting.state) for posting in restored.recover(at=NOW)]
        assert taken_over == [(2, SendState.DEFERRED), (3, SendState.UNKNOWN)]
        assert restored.claim(1, at=NOW) is not None
        assert [len(restored._database.ask("SELECT * FROM sent_key"))] == [1]
    kept.close()


def test_an_export_laid_out_otherwise_is_restored(document: Document, tmp_path: Path) -> None:
    """The outbox may stand before the applications to which it belongs."""
    with opened(tmp_path / "restored", create=True) as restored:
        restored.restore([json.dumps(dict(reversed(document.items())), indent=1)])

        assert json.loads("".join(restored.export())) == document


def _first(key: str, value: object) -> Callable[[Document], object]:
    return lambda document: document["outbox"][0].__setitem__(key, value)


FAULTS: dict[str, tuple[Callable[[Document], object], str]] = {
    "no outbox": (lambda d: d.pop("outbox"), "it isn't a whole export of followup-mail"),
    "no keys": (lambda d: d.pop("sent_keys"), "it isn't a whole export of followup-mail"),
    "no list": (lambda d: d.__setitem__("sent_keys", 1), "sent_keys: isn't a list"),
    "no key": (lambda d: d["sent_keys"].append(1), "sent_keys: should hold digest, sent_at"),
    "a field is gone": (lambda d: d["outbox"][0].pop("key"), "outbox: should hold id, "),
    "a wrong type": (_first("test", "no"), "outbox: test has a wrong value"),
    "no such state": (_first("state", "lost"), "'lost' is not a valid SendState"),
    "no text": (_first("rcpt_to", [1]), "[1] should hold nothing but texts"),
    "another key": (_first("once", "x"), "outbox: once has a wrong value"),
    "no bytes": (_first("data", "?"), "a value in it is faulty"),
    "no application": (_first("application_id", 9), "contradict each other (FOREIGN KEY"),
    "one key twice": (
        lambda d: d["outbox"][1].update(key="queued", once="queued"),
        "contradict each other (UNIQUE constraint failed: posting.once)",
    ),
    "a low counter": (
        lambda d: d["counters"].update(posting=1),
        "counters.posting is lower than a number in use",
    ),
    "a strange store": (
        lambda d: d["about"].update(lineage="a b"),
        "about: lineage has a wrong value",
    ),
    "no number": (lambda d: d["about"].update(schema=0), "it doesn't say which schema it has"),
}


@pytest.mark.parametrize(("spoil", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_outbox_is_named_and_changes_nothing(
    document: Document, tmp_path: Path, spoil: Callable[[Document], object], fault: str
) -> None:
    """The sentence says where; the store stays empty."""
    spoil(document)

    with opened(tmp_path / "restored", create=True) as restored:
        with pytest.raises(DataError, match=re.escape(fault)):
            restored.restore([json.dumps(document)])
        assert restored.names("", limit=9) == ()
        assert restored.outbox() == ()


_OLD_ROWS = """
    INSERT INTO application VALUES (1, 'uid-acme', 'acme', '', 'Acme', 'Clerk', 'acme', NULL, 1,
        'thanked', '', 0, '', '2026-11-20T12:00:00+00:00', '2026-11-20T12:00:00+00:00',
        'employer = "Acme"');
    INSERT INTO entry VALUES (1, 1, '2026-11-20T12:00:00+00:00', '2026-11-20', 'thank-you', 'bo',
        NULL, NULL, NULL, NULL);
    INSERT INTO entry VALUES (2, 1, '2026-11-20T12:00:01+00:00', '2026-11-20', 'thank-you', 'bo',
        NULL, NULL, NULL, 1);
    INSERT INTO mention VALUES ('', 'acme', 1);
    UPDATE counter SET value = 1 WHERE name IN ('application', 'open');
    UPDATE counter SET value = 2 WHERE name = 'entry';
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return the folder of a store made before there was an outbox, with an application."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "NEWEST", 1)
        patch.setattr(database, "MIGRATIONS", MIGRATIONS[:1])
        with opened(tmp_path / "old", create=True) as store:
            store.keep_setting("made", "by an older program")
    with sqlite3.connect(tmp_path / "old" / files.FILE_NAME) as connection:
        connection.executescript(_OLD_ROWS)
    return tmp_path / "old"


def test_a_store_from_before_the_outbox_gets_one(old: Path) -> None:
    """Everything in it stays, and messages can be queued."""
    with opened(old) as store:
        assert len(store.entries(1)) > 1
        assert store.outbox() == ()
        brought_to(store, queued(store), SendState.SENT)
        assert store.integrity() == ""


def test_an_export_from_before_the_outbox_is_restored(old: Path, tmp_path: Path) -> None:
    """As one with an empty outbox."""
    with opened(old) as store:
        whole = "".join(store.export())
    document = json.loads(whole)
    document["about"]["schema"] = transfer._OLD
    for key in ("outbox", "sent_keys"):
        del document[key]
    for key in ("left", "posting"):
        del document["counters"][key]

    with opened(tmp_path / "restored", create=True) as restored:
        assert restored.restore([json.dumps(document)]) == 1
        assert "".join(restored.export()) == whole
