"""Copies of a store's folder, and what must not be done with some of them."""

import shutil
from pathlib import Path

import pytest
from store_nouns import LATER

from followup_mail.errors import StoreError
from followup_mail.store import Store
from followup_mail.store.trusting import Trust


def copied(store: Store, name: str) -> Path:
    """Return a copy of the whole folder of *store*, called *name*."""
    store.close()
    folder = store.path.parent
    return Path(shutil.copytree(folder, folder.with_name(name)))


def put_back(store: Store, copy: Path) -> None:
    """Put *copy* in the place of the whole folder of *store*."""
    store.close()
    shutil.rmtree(store.path.parent)
    shutil.copytree(copy, store.path.parent)


def refused(store: Store, trust: Trust, told: str) -> None:
    """See that nothing can be sent, and that *told* is said of it."""
    store.close()
    assert store.judged().trust is trust
    assert told in store.distrust()
    with pytest.raises(StoreError) as error:
        store.claim(1, at=LATER)
    assert str(error.value) == store.distrust()
    assert store.distrust().endswith("type followup-mail doctor --trust-store")


def broken(*_: object) -> None:
    """Stand in for what a program never came to do."""
    raise KeyError
