"""A clock that is set while somebody in another container has a message in hand."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from posting_nouns import DATA, queued
from store_nouns import NOW

from followup_mail.errors import StoreError
from followup_mail.posting import SendState
from followup_mail.store import Store, open_store, owners

_SET = [timedelta(hours=-6), timedelta(hours=6)]


@pytest.fixture
def other(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Return the same store, opened in another container: neither sees the other's processes."""
    queued(store)
    here = owners._namespace()
    store.claim(1, at=NOW)
    monkeypatch.setattr(owners, "_namespace", lambda: f"not {here}")
    with open_store(store.path.parent, create=False) as opened:
        yield opened


@pytest.mark.parametrize("jump", _SET, ids=["back", "ahead"])
def test_who_is_taken_for_gone_by_a_clock_does_not_send(
    store: Store, other: Store, jump: timedelta
) -> None:
    """Row 55: before its end was sent another one may take a message over, and alone sends it."""
    store.freeze(1, DATA, at=NOW)
    assert other.claim(1, at=NOW + timedelta(minutes=59)) is None

    assert other.claim(1, at=NOW + jump) is not None

    with pytest.raises(StoreError, match="not in the hands of this program"):
        store.dot(1, at=NOW)
    other.freeze(1, DATA, at=NOW + jump)
    other.dot(1, at=NOW + jump)


@pytest.mark.parametrize("jump", _SET, ids=["back", "ahead"])
def test_what_may_have_left_is_not_sent_by_a_clock(
    store: Store, other: Store, jump: timedelta
) -> None:
    """Row 55: once its end may have been sent nobody takes it over to send it, but as unknown."""
    store.freeze(1, DATA, at=NOW)
    store.dot(1, at=NOW)

    assert other.claim(1, at=NOW + jump) is None

    assert other.posting(1).state is SendState.UNKNOWN
