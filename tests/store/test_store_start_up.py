"""What asking the store costs: nothing heavy but peewee, and no walk over everything."""

import subprocess
import sys

import pytest
from store_contract import NewStore
from store_nouns import NOW

from followup_mail.store import open_store, plans, rows

HEAVY = {
    *("babel", "click", "csv", "dateparser", "email", "email_validator", "holidays"),
    *("icalendar", "jinja2", "msgspec", "phonenumbers", "subprocess", "tomlkit", "tomllib"),
}
UNNEEDED = {"pieces", "seal", "trace", "transfer", "unrecorded"}


def test_the_store_loads_nothing_heavy_but_peewee() -> None:
    """Nor what only exports, sending, or making the file, need."""
    code = "import sys, followup_mail.store; print('\\n'.join(sys.modules))"
    loaded = set(
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        ).stdout.split()
    )

    assert "peewee" in loaded
    unneeded = {f"followup_mail.store.{name}" for name in UNNEEDED}
    assert loaded & (HEAVY | unneeded | {"fcntl"}) == set()


@pytest.fixture(scope="module")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> NewStore:
    """Return a function that makes a new store."""
    return lambda: open_store(tmp_path_factory.mktemp("kept") / "data", create=True)


@pytest.mark.parametrize(
    "query", [plans._LAPSES, plans._LAPSING, plans._STAYING, plans._WAITING, plans._IDLE]
)
def test_the_agenda_walks_over_nothing_but_an_index(new_store: NewStore, query: str) -> None:
    """What it finds is in order already: it can stop after the lines that are shown."""
    store = new_store()
    store.keep_setting("rules", "")
    values = [rows.ticks(NOW)] * query.count("?")

    steps = [row[3] for row in store._database.ask(f"EXPLAIN QUERY PLAN {query}", *values)]

    walks = [
        step
        for step in steps
        if step.startswith("SCAN") and "INDEX" not in step and step != "SCAN lapse"
    ]
    assert walks == []
    if query is not plans._LAPSES:  # of that at most 32 rows are put in order
        assert not [step for step in steps if "ORDER BY" in step]
