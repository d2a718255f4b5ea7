"""Synthetic messages of the outbox, and the shortest program that sends them."""

import os
from pathlib import Path

from store_nouns import NOW, happening

from followup_mail.posting import Envelope, NewPosting, Outcome, Posting, Reply, SendState
from followup_mail.store import Store, open_store
from followup_mail.vocabulary import Kind

DATA = b"From: sam@example.example\r\nSubject: Data Engineer\r\n\r\nDear Maria,\r\n"
SENT = Outcome(SendState.SENT, "mail.example took it.", Reply(250, "2.0.0 queued as 7"))
DEFERRED = Outcome(SendState.DEFERRED, "mail.example: not now.", Reply(450, "4.2.0 greylisted"))
REFUSED = Outcome(SendState.REFUSED, "mail.example refused.", Reply(554, "5.7.1 spam"))
UNKNOWN = Outcome(SendState.UNKNOWN, "mail.example hung up.")


def opened(folder: Path, *, create: bool = False) -> Store:
    """Return the store of *folder*; the list of its machine lies beside that."""
    return open_store(folder, create=create, state=folder.parent / "state")


def new_posting(key: str = "check-in/1/maria", **changes: object) -> NewPosting:
    """Return a check-in to Maria that is to be sent, but for *changes*."""
    new = NewPosting(
        key=key,
        kind=Kind.CHECK_IN,
        to="maria",
        subject="Data Engineer",
        body="Dear Maria,\n\n…",
        envelope=Envelope("sam@me.example", ("maria@northwind.example",)),
        message_id=f"<{key.replace('/', '.')}@me.example>",
        account="home",
    )
    return new._replace(**changes)


def queued(store: Store, key: str = "check-in/1/maria", **changes: object) -> int:
    """Return the number of a new message of the first application."""
    posting, is_new = store.queue(1, new_posting(key, **changes), at=NOW)
    assert is_new
    return posting.id


def brought_to(store: Store, number: int, state: SendState) -> Posting:
    """Return the message *number*, brought from where it is queued to *state*."""
    assert store.claim(number, at=NOW) is not None
    outcomes = {each.state: each for each in (SENT, DEFERRED, REFUSED, UNKNOWN)}
    store.freeze(number, DATA, at=NOW)
    if state is not SendState.SENDING:
        store.dot(number, at=NOW)
    if state in outcomes:
        said = happening(20, to="maria") if state is SendState.SENT else None
        store.finish(number, outcomes[state], at=NOW, happening=said)
    return store.posting(number)


def send_all(store: Store, wire: Path) -> None:
    """Send what is in the outbox: each end of a message is a byte more in *wire*."""
    store.recover(at=NOW)
    for posting in store.outbox(states=[SendState.QUEUED, SendState.DEFERRED]):
        claimed = store.claim(posting.id, at=NOW)
        if claimed is None:
            continue
        store.freeze(posting.id, claimed.data or DATA, at=NOW)
        store.dot(posting.id, at=NOW)
        descriptor = os.open(wire, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(descriptor, b".")
        os.close(descriptor)
        store.finish(posting.id, SENT, at=NOW, happening=happening(20, to="maria"))
