"""A document that is no export is refused with a sentence that says why."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from store_nouns import NOW, dossier, fill

from followup_mail.errors import DataError
from followup_mail.store import Store, open_store
from followup_mail.store.migrations import NEWEST

Document = dict[str, Any]
"""As the standard library reads it: what a test spoils can lie at any depth."""


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """Return an export of two applications with something of every kind."""
    with open_store(tmp_path / "kept", create=True) as store:
        for number in store.add_many([dossier("ann"), dossier("bo")], at=NOW):
            fill(store, number, f"of {number}")
        read: Document = json.loads("".join(store.export()))
        return read


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty store."""
    with open_store(tmp_path / "data", create=True) as opened:
        yield opened


def test_the_document_says_what_it_is_first_and_in_order(document: Document) -> None:
    """Its keys are sorted, and a schema that is too new is seen before anything else."""
    parts = ["about", "applications", "counters", "outbox", "sent_keys"]
    assert list(document) == parts
    assert document["about"] == {"program": "followup-mail", "schema": NEWEST}
    assert [list(each) == sorted(each) for each in document["applications"]] == [True, True]


def _set(*path: str | int, value: object) -> Callable[[Document], object]:
    """Return a function that puts *value* at *path*."""

    def spoil(document: Document) -> None:
        place: Any = document
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return spoil


FIRST = ("applications", 0)
FAULTS: dict[str, tuple[Callable[[Document], object], str]] = {
    "another program": (
        _set("about", "program", value="mutt"),
        "it isn't an export of followup-mail",
    ),
    "a newer one": (
        _set("about", "schema", value=NEWEST + 1),
        f"it was written by a newer followup-mail (schema {NEWEST + 1}; this one knows {NEWEST})",
    ),
    "no schema": (_set("about", value={"program": "followup-mail"}), "it doesn't say which schema"),
    "a part is gone": (lambda d: d.pop("outbox"), "it isn't a whole export of followup-mail"),
    "something else": (_set("more", value=1), "it isn't a whole export of followup-mail"),
    "no object": (_set(*FIRST, value=7), "an application in it isn't an object"),
    "a key is gone": (
        lambda d: d["applications"][0].pop("uid"),
        "the application ann: should hold id, uid, name, client,",
    ),
    "no list": (_set(*FIRST, "entries", value=None), "the application ann, entries: isn't a list"),
    "a wrong type": (
        _set(*FIRST, "complete", value=True),
        "the application ann: complete has a wrong value",
    ),
    "a huge number": (
        _set(*FIRST, "messages", 0, "after_entry", value=2**63),
        "the application ann, messages: after_entry has a wrong value",
    ),
    "no day": (
        _set(*FIRST, "entries", 0, "happened_on", value="soon"),
        "a value in it is faulty (Invalid isoformat string: 'soon')",
    ),
    "no such event": (
        _set(*FIRST, "entries", 0, "did", value="sang"),
        "a value in it is faulty ('sang' is not a valid Did)",
    ),
    "an undo of nothing": (
        _set(*FIRST, "entries", 0, "undoes", value=99),
        "the application ann: entry 1 undoes one that isn't there",
    ),
    "a use by nothing": (
        _set(*FIRST, "messages", 0, "used_entry", value=99),
        "the application ann: message 1 names an entry that isn't there",
    ),
    "a moment without offset": (
        _set(*FIRST, "changed_at", value="2026-11-23T15:30:00"),
        "the application ann: changed_at has a wrong value",
    ),
    "a moment that isn't UTC": (
        _set(*FIRST, "entries", 0, "recorded_at", value="2026-11-23T15:30:00+01:00"),
        "the application ann, entries: recorded_at has a wrong value",
    ),
    "a day that no zone has": (
        _set(*FIRST, "entries", 0, "happened_on", value="9999-12-31"),
        "the application ann, entries: happened_on has a wrong value",
    ),
    "an hour without offset": (
        _set(*FIRST, "entries", 0, "until_day", value="2026-11-23T15:30:00"),
        "the application ann, entries: until_day has a wrong value",
    ),
    "no number": (_set(*FIRST, "id", value=0), "the application ann: id has a wrong value"),
    "no round": (
        _set(*FIRST, "entries", 0, "round", value=0),
        "the application ann, entries: round has a wrong value",
    ),
    "no round to come to": (
        _set(*FIRST, "invitations", 0, "round", value=-1),
        "the application ann, invitations: round has a wrong value",
    ),
    "a later entry": (
        _set(*FIRST, "messages", 0, "after_entry", value=99),
        "a message names an entry that isn't there yet",
    ),
    "somebody's meeting": (
        _set(*FIRST, "calendar", 0, "uid", value="board-meeting@mail.example"),
        "the application ann, calendar: uid is no entry of ours",
    ),
    "an entry that can't change": (
        _set(*FIRST, "calendar", 0, "sequence", value=2**31 - 1),
        "the application ann, calendar: sequence has a wrong value",
    ),
    "a negative counter": (
        _set("counters", "left", value=-1),
        "counters.left is lower than a number in use",
    ),
    "no Unicode": (_set(*FIRST, "text", value="\ud800"), "a text in it isn't Unicode"),
    "one name twice": (
        _set("applications", 1, "name", value="ann"),
        "two of its parts contradict each other (UNIQUE constraint failed: application.name)",
    ),
    "a low counter": (
        _set("counters", "entry", value=1),
        "counters.entry is lower than a number in use",
    ),
}


@pytest.mark.parametrize(("spoil", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_value_is_named_and_changes_nothing(
    document: Document, store: Store, spoil: Callable[[Document], object], fault: str
) -> None:
    """The sentence says where it stands; the store stays empty."""
    spoil(document)

    with pytest.raises(DataError, match=re.escape(fault)):
        store.restore([json.dumps(document)])

    assert store.names("", limit=9) == ()


def test_where_files_lie_is_not_read_from_an_export(document: Document, store: Store) -> None:
    """Row 89: a key could lie there, and be mailed as an attachment."""
    document["applications"][0]["folder"] = "/home/sam/.ssh"

    store.restore([json.dumps(document)])

    assert [stored.dossier.folder for stored, _ in store.listed()] == [None, None]


def test_days_off_of_an_older_export_are_passed_over(document: Document, store: Store) -> None:
    """Row 89: they are looked up here; a document could make every day a holiday."""
    document["days_off"] = [{"place": "CA", "year": 2026}]

    store.restore([json.dumps(document)])

    assert store.days_off("CA", 2026) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "it isn't JSON (Expecting {)"),
        ("\ufeff{}", "it isn't JSON (Expecting {)"),
        ('{"about": ' + "[" * 100_000, "it is nested too deeply"),
        ('{"about": ' + "9" * 5000 + "}", "it isn't JSON (a number has too many digits)"),
        ("null", "it isn't JSON (Expecting {)"),
    ],
    ids=["nothing", "a byte order mark", "nested", "a long number", "null"],
)
def test_what_is_no_document_is_told(store: Store, text: str, fault: str) -> None:
    """In one sentence, whatever it is."""
    with pytest.raises(DataError, match=re.escape(f"The export can't be restored: {fault}")):
        store.restore([text])


def test_a_file_that_is_not_text_is_told(store: Store, tmp_path: Path) -> None:
    """As a file in another encoding."""
    path = tmp_path / "export.json"
    path.write_bytes(b'{"about": "\xe9"}')

    with path.open(encoding="utf-8") as text, pytest.raises(DataError, match="it isn't UTF-8"):
        store.restore(text)


def test_a_document_laid_out_by_another_program_is_restored(
    document: Document, store: Store
) -> None:
    """Spaces and line breaks mean nothing, nor does the order of keys."""
    turned = dict(reversed(document.items()))

    assert store.restore([json.dumps(turned, indent=4)]).applications == 2
    assert json.loads("".join(store.export())) == document
