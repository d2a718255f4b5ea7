"""The contract, on SQLite."""

import pytest
from agenda_contract import AgendaContract
from outbox_contract import OutboxContract
from posting_nouns import opened
from record_contract import RecordContract
from store_contract import NewStore, StoreContract
from waiting_contract import WaitingContract


@pytest.fixture(scope="module")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> NewStore:
    """Return a function that makes a new store."""
    return lambda: opened(tmp_path_factory.mktemp("kept") / "data", create=True)


class TestOnSqlite(StoreContract):
    """What every engine has to do, done by SQLite."""


class TestRecordOnSqlite(RecordContract):
    """What is recorded, by SQLite."""


class TestAgendaOnSqlite(AgendaContract):
    """The agenda, made by SQLite."""


class TestOutboxOnSqlite(OutboxContract):
    """The outbox, kept by SQLite."""


class TestWaitingOnSqlite(WaitingContract):
    """What waits, kept by SQLite."""
