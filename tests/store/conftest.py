"""A store with one application, open and closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_nouns import NOW, dossier, happening

from followup_mail.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return a store with one application, to which something happened."""
    with open_store(tmp_path / "data", create=True, state=tmp_path / "state") as opened:
        number = opened.add(dossier("acme"), at=NOW).id
        opened.append(number, [happening(3)], at=NOW)
        yield opened


@pytest.fixture
def kept(store: Store) -> Path:
    """Return the file of that store, closed."""
    store.close()
    return store.path
