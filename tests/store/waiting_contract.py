"""What every engine has to do with messages that wait: held, put off, confirmed."""

from collections.abc import Iterator

import pytest
from posting_nouns import DATA, brought_to, new_posting, queued
from store_contract import NewStore
from store_nouns import LATER, NOW, dossier, happening

from followup_mail.errors import NotFoundError, StoreError
from followup_mail.posting import SendState
from followup_mail.store import Store

WHY = "called on 2026-12-02 was recorded after it was written"


class WaitingContract:
    """What is decided about a message before it leaves, and stays decided."""

    @pytest.fixture
    def store(self, new_store: NewStore) -> Iterator[Store]:
        """Return a new store with one application."""
        with new_store() as store:
            store.add(dossier("acme"), at=NOW)
            yield store

    def test_the_newest_entry_is_the_last_number_given_out(self, store: Store) -> None:
        """Of whichever application, taken back or not; none is ever given twice."""
        other = store.add(dossier("other"), at=NOW).id

        assert store.last_entry() == 0
        store.append(1, [happening(3)], at=LATER)
        store.append(other, [happening(3)], at=NOW)
        store.undo(2, at=NOW)
        assert store.last_entry() == 3
        store.remove(other)
        assert store.last_entry() == 3

    def test_what_is_held_says_why_and_is_let_go(self, store: Store) -> None:
        """It waits as before, and may be claimed again, by whoever looks at it anew."""
        number = queued(store)
        claimed = store.claim(number, at=NOW)
        assert claimed is not None

        store.hold(number, WHY, at=LATER)

        held = store.posting(number)
        assert held == claimed._replace(held=WHY, changed_at=LATER)
        assert held.is_held
        with pytest.raises(StoreError, match="not in the hands of this program"):
            store.freeze(number, DATA, at=LATER)
        assert store.claim(number, at=LATER) == held
        store.release(number)
        store.freeze(number, DATA, at=LATER)
        assert (store.posting(number).held, store.posting(number).state) == ("", SendState.SENDING)

    def test_what_is_put_off_waits_as_if_it_was_queued_for_then(self, store: Store) -> None:
        """With a sentence; a server that put it off before has no part in it."""
        number = queued(store)
        brought_to(store, number, SendState.DEFERRED)
        assert store.claim(number, at=NOW) is not None

        store.put_off(number, LATER, "It was 20:00 where Maria works.", at=NOW)

        posting = store.posting(number)
        assert (posting.state, posting.not_before) == (SendState.QUEUED, LATER)
        assert (posting.told, posting.what) == ("It was 20:00 where Maria works.", new_posting())
        assert store.claim(number, at=LATER) == posting._replace(changed_at=LATER)

    @pytest.mark.parametrize("state", [None, SendState.SENDING, SendState.DOT, SendState.SENT])
    def test_nothing_is_decided_about_what_is_not_in_hand(
        self, store: Store, state: SendState | None
    ) -> None:
        """Nor about what is on its way."""
        number = queued(store)
        before = store.posting(number) if state is None else brought_to(store, number, state)

        for decide in (
            lambda: store.hold(number, WHY, at=LATER),
            lambda: store.put_off(number, LATER, "", at=LATER),
            lambda: store.release(number),
        ):
            with pytest.raises(StoreError, match="not in the hands of this program"):
                decide()
        assert store.posting(number) == before

    def test_a_message_that_is_confirmed_leans_on_what_is_known_now(self, store: Store) -> None:
        """It stays the message that it is, and nothing is known against it any more."""
        number = queued(store)
        assert store.claim(number, at=NOW) is not None
        store.hold(number, WHY, at=NOW)
        known = {
            "after": 7,
            "file_digest": "ab",
            "digests": ("cd",),
            "overruled": (("touches", "Two e-mails …"),),
        }

        store.confirm(number, new_posting(message_id="<other@me.example>", **known))

        posting = store.posting(number)
        assert (posting.what, posting.held) == (new_posting(**known), "")

    @pytest.mark.parametrize("state", [SendState.SENDING, SendState.UNKNOWN, SendState.SENT])
    def test_only_what_waits_is_confirmed(self, store: Store, state: SendState) -> None:
        """What may have left leant on what was known then."""
        number = queued(store)
        before = brought_to(store, number, state)

        store.confirm(number, new_posting(after=7))

        assert store.posting(number) == before
        with pytest.raises(NotFoundError, match="no message 9 in the outbox"):
            store.confirm(9, new_posting())
