"""The outbox in exports and in stores that were made before there was one."""

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from posting_nouns import DATA, brought_to, new_posting, opened, queued
from store_nouns import NOW, dossier

from followup_mail.errors import DataError, StoreError
from followup_mail.posting import Envelope, SendState
from followup_mail.store import Store, database, files, transfer
from followup_mail.store.migrations import MIGRATIONS
from followup_mail.store.posting_transfer import Taken
from followup_mail.store.transfer import Restored

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
    store.keep_digests([("0123456789abcdef", NOW)])
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


def test_what_was_sent_comes_back_and_nothing_can_be_sent(tmp_path: Path) -> None:
    """Row 89: facts are kept, since they only forbid; what waited is a draft, without bytes."""
    kept = _kept(tmp_path / "kept")
    document = "".join(kept.export())

    with opened(tmp_path / "restored", create=True) as restored:
        assert restored.restore([document]) == Restored(
            1, Taken(drafts=((1, "check-in"), (1, "check-in")), unknown=3, sent=1)
        )
        restored.trust()
        states = [posting.state.value for posting in restored.outbox()]
        assert states == [
            *("cancelled", "unknown", "unknown", "sent", "refused", "cancelled", "unknown"),
            *("cancelled", "cancelled"),
        ]
        for posting in restored.outbox():
            assert restored.posting(posting.id).data is None
            assert restored.claim(posting.id, at=NOW) is None
        assert len(restored.messages(1)) == 3  # one was used, of what was sent
        sent = restored.queue(1, new_posting("sent"), at=NOW)
        assert (sent[0].state, sent[1]) == (SendState.SENT, False)
        assert restored.integrity() == ""
        again = "".join(restored.export())
    with opened(tmp_path / "once more", create=True) as twice:
        twice.restore([again])
        assert "".join(twice.export()) == again


_ANY = st.fixed_dictionaries(
    {
        "state": st.sampled_from([each.value for each in SendState]),
        "resend": st.integers(0, 1),
        "data": st.none() | st.just("RnJvbTogeA=="),
        "attachments": st.lists(st.sampled_from(["/etc/shadow", "../x", ""]), max_size=2),
        "wanted_at": st.none() | st.just("2020-01-01T00:00:00+00:00"),
        "not_before": st.none() | st.just("2020-01-01T00:00:00+00:00"),
        "test": st.integers(0, 1),
    }
)


@settings(max_examples=30)
@given(changes=st.lists(_ANY, min_size=4, max_size=4))
def test_nothing_of_any_export_can_be_claimed(
    exported: str, tmp_path_factory: pytest.TempPathFactory, changes: list[dict[str, object]]
) -> None:
    """Row 89: whatever it says, as it is and after it was said not to have been sent."""
    document = json.loads(exported)
    for posting, change in zip(document["outbox"], changes, strict=False):
        posting.update(change)
    with opened(tmp_path_factory.mktemp("any") / "data", create=True) as store:
        store.restore([json.dumps(document)])
        store.trust()
        for posting in store.outbox():
            assert store.claim(posting.id, at=NOW) is None
            if posting.state is SendState.UNKNOWN:
                store.resolve(posting.id, sent=False, at=NOW)
                assert store.claim(posting.id, at=NOW) is None
            found = store.posting(posting.id)
            assert (found.data, found.what.attachments) == (None, ())


def test_what_an_import_brought_is_not_frozen(tmp_path: Path) -> None:
    """Row 89: though somebody claimed it all the same."""
    with opened(tmp_path / "data", create=True) as store:
        store.add(dossier("acme"), at=NOW)
        number = queued(store)
        assert store.claim(number, at=NOW) is not None
        store._database.ask("UPDATE posting SET imported = 1")

        with pytest.raises(StoreError, match="nothing that an import brings is sent"):
            store.freeze(number, DATA, at=NOW)
        assert store.posting(number).data is None


def test_a_store_that_was_emptied_forgets_nothing_of_what_it_sent(
    exported: str, tmp_path: Path
) -> None:
    """Row 89: neither the digests that it has nor which numbers were given out."""
    with opened(tmp_path / "data", create=True) as store:
        store.add(dossier("acme"), at=NOW)
        numbers = [queued(store, str(number)) for number in range(30)]
        mine = [(f"{number:064x}", NOW) for number in range(2)]
        store.keep_digests(mine)
        store.remove(1)
        document = json.loads(exported)
        document["sent_keys"].append({"digest": mine[0][0], "sent_at": "2020-01-01T00:00:00+00:00"})

        store.restore([json.dumps(document)])

        assert [store.was_sent(digest) for digest, _ in mine] == [NOW, NOW]
        store.add(dossier("new"), at=NOW)
        assert store.queue(1, new_posting("new"), at=NOW)[0].id > max(numbers)


def test_an_export_laid_out_otherwise_is_restored(document: Document, tmp_path: Path) -> None:
    """The outbox may stand before the applications to which it belongs."""
    with opened(tmp_path / "restored", create=True) as restored:
        restored.restore([json.dumps(dict(reversed(document.items())), indent=1)])
        with opened(tmp_path / "other", create=True) as other:
            other.restore([json.dumps(document)])
            assert "".join(restored.export()) == "".join(other.export())


def _first(key: str, value: object) -> Callable[[Document], object]:
    return lambda document: document["outbox"][0].__setitem__(key, value)


def _another(application: Document) -> Document:
    nothing: Document = {key: [] for key in ("calendar", "entries", "invitations", "messages")}
    return {**application, **nothing, "id": 2, "name": "other", "uid": "uid-other"}


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
    "another's entry": (
        lambda d: d["outbox"][3].update(application_id=9),
        "contradict each other (FOREIGN KEY",
    ),
    "a high counter": (
        lambda d: d["counters"].update(entry=2**50),
        "counters.entry is higher than there can be",
    ),
    "an entry of another": (
        lambda d: (
            d["applications"].append(_another(d["applications"][0])),
            d["outbox"][3].update(application_id=2),
        ),
        "outbox: entry_id is that of another application",
    ),
    "a line of a header": (
        _first("message_id", "<a@b>\r\nBcc: <c@d>"),
        "outbox: message_id, in_reply_to or refs has a wrong value",
    ),
    "a reference to a header": (
        _first("refs", ["<a@b> <c@d>"]),
        "outbox: message_id, in_reply_to or refs has a wrong value",
    ),
    "nobody": (_first("rcpt_to", []), "outbox: mail_from or rcpt_to has a wrong value"),
    "no address": (_first("mail_from", "<a@b>"), "outbox: mail_from or rcpt_to has a wrong value"),
    "two lines": (_first("subject", "a\nb"), "isn't one line of text"),
    "a hidden turn": (_first("rcpt_to", ["a\u202e@b"]), "isn't one line of text"),
    "a call": (_first("kind", "call"), "outbox: kind is none that is mailed"),
    "no count": (_first("attempts", -1), "outbox: attempts has a wrong value"),
    "no reply": (_first("reply_code", 1000), "outbox: reply_code has a wrong value"),
    "no moment": (_first("queued_at", "2026-01-01T00:00:00"), "outbox: queued_at has a wrong"),
    "no moment of a key": (
        lambda d: d["sent_keys"][0].update(sent_at="2026-01-01"),
        "sent_keys: sent_at has a wrong value",
    ),
    "no application": (_first("application_id", 9), "contradict each other (FOREIGN KEY"),
    "one key twice": (
        lambda d: d["outbox"][3].update(key="unknown", once="unknown"),
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
        assert restored.restore([json.dumps(document)]).applications == 1
        assert "".join(restored.export()) == whole
