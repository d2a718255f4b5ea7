"""What every engine has to do with the outbox: each message leaves once, or nobody knows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from posting_nouns import (
    DATA,
    DEFERRED,
    REFUSED,
    SENT,
    UNKNOWN,
    brought_to,
    new_posting,
    opened,
    queued,
)
from store_contract import NewStore
from store_nouns import LATER, NOW, dossier, happening

from followup_mail.errors import NotFoundError, StoreError, UsageError
from followup_mail.kept import Entry, Message
from followup_mail.model import Happening
from followup_mail.posting import Envelope, Outcome, Posting, SendState
from followup_mail.store import Store, owners
from followup_mail.store.postings import digest
from followup_mail.vocabulary import Kind

_REACHED = (SendState.SENDING, SendState.DOT, SendState.SENT, SendState.REFUSED, SendState.UNKNOWN)


class OutboxContract:
    """Everything the outbox promises, whatever keeps it."""

    @pytest.fixture
    def store(self, new_store: NewStore) -> Iterator[Store]:
        """Return a new store with one application."""
        with new_store() as store:
            store.add(dossier("acme"), at=NOW)
            yield store

    # What is to be sent

    def test_a_message_comes_back_to_the_last_field(self, store: Store) -> None:
        """With nothing left out, and with everything that can be."""
        whole = new_posting(
            envelope=Envelope("sam@me.example", ("maria@northwind.example", "bcc@me.example")),
            attachments=("/home/sam/cv « 2026 ».pdf",),
            in_reply_to="<1@northwind.example>",
            references=("<0@northwind.example>", "<1@northwind.example>"),
            language="fr-CA",
            not_before=LATER,
            forced=(("cap", "Maria asked me to."), ("weekend", "…")),
        )
        posting, is_new = store.queue(1, whole, at=NOW)
        bare, _ = store.queue(1, new_posting("bare"), at=LATER)

        assert is_new
        assert posting == Posting(1, 1, whole, SendState.QUEUED, NOW, NOW, 0, LATER)
        assert bare == Posting(2, 1, new_posting("bare"), SendState.QUEUED, LATER, LATER)
        assert store.outbox() == (posting, bare) == (store.posting(1), store.posting(2))

    def test_one_key_is_queued_once(self, store: Store) -> None:
        """The message that there is comes back instead, as long as it may have left or still may.

        It doesn't matter which application it belongs to: two may be for one job.
        """
        first = queued(store)
        other = store.add(dossier("other"), at=NOW).id

        assert store.queue(1, new_posting(subject="Another"), at=LATER) == (
            store.posting(first),
            False,
        )
        for state in (SendState.SENT, SendState.UNKNOWN, SendState.DEFERRED):
            number = queued(store, state.value)
            kept = brought_to(store, number, state)
            assert store.queue(1, new_posting(state.value), at=LATER) == (kept, False)
        assert store.queue(other, new_posting(), at=NOW) == (store.posting(first), False)
        assert store.queue(other, new_posting("else"), at=NOW)[1]

    def test_what_was_refused_or_cancelled_keeps_nothing_out(self, store: Store) -> None:
        """It stays on record; the new one counts."""
        refused, cancelled = queued(store), queued(store, "b")
        before = brought_to(store, refused, SendState.REFUSED)
        store.cancel(cancelled, at=NOW)

        again = queued(store), queued(store, "b")

        assert [posting.id for posting in store.outbox()] == [refused, cancelled, *again]
        assert store.posting(refused) == before
        assert store.queue(1, new_posting(), at=LATER)[0].id == again[0]

    def test_a_message_is_sent_again_only_if_it_is_said_so(self, store: Store) -> None:
        """And not even then while one may still leave, or nobody knows."""
        sent, unknown, waiting = queued(store), queued(store, "b"), queued(store, "c")
        brought_to(store, sent, SendState.SENT)
        brought_to(store, unknown, SendState.UNKNOWN)

        def again(key: str) -> tuple[int, bool]:
            posting, is_new = store.queue(1, new_posting(key), at=LATER, again=True)
            return posting.id, is_new

        assert again(new_posting().key) == (4, True)
        assert again(new_posting().key) == (4, False)
        assert (again("b"), again("c")) == ((unknown, False), (waiting, False))

    def test_tests_keep_nothing_out_and_count_for_nothing(self, store: Store) -> None:
        """They go to the user alone."""
        tests = [queued(store, test=True), queued(store, test=True)]
        brought_to(store, tests[0], SendState.SENDING)
        store.dot(tests[0], at=NOW)
        store.finish(tests[0], SENT, at=NOW)

        assert queued(store) == 3
        assert store.history(1) == store.thread(1, "maria") == ()
        assert store.messages(1) == ()

    def test_nothing_is_queued_for_an_application_that_is_not_kept(self, store: Store) -> None:
        """A number that isn't there is an error; so is that of a message."""
        with pytest.raises(NotFoundError, match="no application of the number 9"):
            store.queue(9, new_posting(), at=NOW)
        for ask in (store.posting, lambda number: store.claim(number, at=NOW)):
            with pytest.raises(NotFoundError, match="no message 9 in the outbox"):
                ask(9)
        assert store.outbox() == ()

    def test_the_outbox_is_asked_by_state_application_and_time(self, store: Store) -> None:
        """In the order of queueing."""
        other = store.add(dossier("other"), at=NOW).id
        queued(store, "a", not_before=LATER)
        store.queue(other, new_posting("b"), at=NOW)
        brought_to(store, queued(store, "c"), SendState.SENT)

        def numbers(*states: SendState, **asked: object) -> list[int]:
            found = store.outbox(states=states or None, **asked)  # type: ignore[arg-type]  # as it comes
            return [posting.id for posting in found]

        assert numbers() == [1, 2, 3]
        assert numbers(application=1) == [1, 3]
        assert numbers(SendState.QUEUED) == [1, 2]
        assert numbers(SendState.QUEUED, due_before=LATER - timedelta(microseconds=1)) == [2]
        assert numbers(SendState.QUEUED, due_before=LATER) == [1, 2]
        assert numbers(SendState.SENT, SendState.QUEUED, application=1) == [1, 3]

    # The way out

    def test_what_was_sent_is_on_record_at_once(self, store: Store) -> None:
        """The entry of the history, the message that it used, and the server's answer."""
        store.append(1, [happening(3)], at=NOW)
        number = queued(store)
        claimed = store.claim(number, at=NOW)
        assert claimed == store.posting(number)._replace(state=SendState.QUEUED)
        store.freeze(number, DATA, at=NOW)
        assert store.posting(number).data == DATA
        store.dot(number, at=NOW)

        said = happening(20, to="maria")
        entry = store.finish(number, SENT, at=LATER, happening=said)

        assert entry == 2
        assert store.entries(1)[1] == Entry(said._replace(id=2), LATER)
        assert store.messages(1) == (
            Message(Kind.CHECK_IN, "maria", "Data Engineer", "Dear Maria,\n\n…", NOW, 1, 2, 1),
        )
        assert store.posting(number) == Posting(
            id=number,
            application=1,
            what=new_posting(),
            state=SendState.SENT,
            queued_at=NOW,
            changed_at=LATER,
            attempts=1,
            data=DATA,
            reply=SENT.reply,
            told=SENT.told,
            entry=2,
            listed=1,
        )

    def test_the_draft_that_was_sent_is_used_and_not_doubled(self, store: Store) -> None:
        """One of other words stays a draft."""
        what = new_posting()
        same = Message(what.kind, what.to, what.subject, what.body, NOW, 0)
        store.keep_message(1, same)
        store.keep_message(1, same._replace(body="Dear Maria, I …"))

        brought_to(store, queued(store), SendState.SENT)

        assert store.messages(1) == (
            same._replace(id=1, entry=1),
            same._replace(id=2, body="Dear Maria, I …"),
        )

    def test_a_partial_message_names_whom_it_did_not_reach(self, store: Store) -> None:
        """It is on record as one that was sent."""
        number = queued(store)
        brought_to(store, number, SendState.DOT)
        outcome = Outcome(SendState.PARTIAL, "One was refused.", SENT.reply, ("lee@x.example",))

        entry = store.finish(number, outcome, at=NOW, happening=happening(20, to="maria"))

        posting = store.posting(number)
        assert (posting.state, posting.refused, posting.entry) == (
            SendState.PARTIAL,
            ("lee@x.example",),
            entry,
        )
        assert len(store.history(1)) == 1

    def test_what_was_not_taken_is_not_on_record(self, store: Store) -> None:
        """Whatever the courier would have recorded."""
        for outcome in (DEFERRED, REFUSED, UNKNOWN):
            number = queued(store, outcome.state.value)
            brought_to(store, number, SendState.DOT)
            assert store.finish(number, outcome, at=NOW, happening=happening(20)) is None
            assert store.posting(number).state is outcome.state
        assert store.history(1) == ()

    def test_a_deferred_message_is_made_anew(self, store: Store) -> None:
        """Its Message-ID stays, its bytes don't, and it isn't due before its time."""
        number = queued(store)
        brought_to(store, number, SendState.DOT)
        retry = NOW + timedelta(minutes=30)
        store.finish(number, DEFERRED, at=NOW, retry_at=retry)

        posting = store.posting(number)
        assert (posting.state, posting.data, posting.attempts) == (SendState.DEFERRED, None, 1)
        assert (posting.not_before, posting.reply) == (retry, DEFERRED.reply)
        assert store.claim(number, at=LATER) is not None
        store.freeze(number, b"another Date\r\n", at=LATER)
        assert store.posting(number).attempts == 2

    def test_an_attempt_that_came_to_no_bytes_is_one(self, store: Store) -> None:
        """As one whose connection was refused."""
        number = queued(store)
        assert store.claim(number, at=NOW) is not None
        store.finish(number, Outcome(SendState.DEFERRED, "No answer."), at=NOW)

        posting = store.posting(number)
        assert (posting.state, posting.attempts, posting.reply) == (SendState.DEFERRED, 1, None)

    def test_each_step_needs_the_one_before(self, store: Store) -> None:
        """So nothing can be sent that wasn't announced, nor changed afterwards."""
        number = queued(store)
        steps: dict[str, Callable[[], object]] = {
            "freeze": lambda: store.freeze(number, DATA, at=LATER),
            "dot": lambda: store.dot(number, at=LATER),
            "sent": lambda: store.finish(number, SENT, at=LATER),
            "unknown": lambda: store.finish(number, UNKNOWN, at=LATER),
            "deferred": lambda: store.finish(number, DEFERRED, at=LATER),
        }

        def refused(*names: str) -> None:
            before = store.posting(number)
            for name in names:
                with pytest.raises(StoreError, match="not in the hands of this program"):
                    steps[name]()
            assert store.posting(number) == before

        refused(*steps)
        assert store.claim(number, at=NOW) is not None
        refused("dot", "sent", "unknown")
        steps["freeze"]()
        refused("freeze", "sent", "unknown")
        steps["dot"]()
        refused("freeze", "dot")
        steps["sent"]()
        refused(*steps)
        assert store.claim(number, at=LATER) is None

    @pytest.mark.parametrize("state", _REACHED)
    def test_what_has_an_owner_or_an_end_is_claimed_by_nobody(
        self, new_store: NewStore, state: SendState
    ) -> None:
        """Row 47: a second program gets nothing, and can't cancel it."""
        with two(new_store) as (store, other):
            number = queued(store)
            kept = brought_to(store, number, state)

            assert other.claim(number, at=LATER) is None
            assert other.recover(at=LATER) == ()
            with pytest.raises(UsageError, match=rf"Message {number} is .*; nothing was changed"):
                other.cancel(number, at=LATER)
            assert other.posting(number) == kept

    def test_what_was_let_go_before_its_end_is_sent_anew(self, new_store: NewStore) -> None:
        """Row 48: nothing is locked by who is gone; nothing had left."""
        with two(new_store) as (store, other):
            number = queued(store)
            brought_to(store, number, SendState.SENDING)
            store.close()

            [posting] = other.recover(at=LATER)

            assert (posting.state, posting.data, posting.changed_at) == (
                SendState.DEFERRED,
                None,
                LATER,
            )
            assert posting.told == "The program ended before the message had left; it is sent anew."
            assert other.claim(number, at=LATER) == posting
            assert other.recover(at=LATER) == ()

    def test_what_was_let_go_after_its_end_is_unknown(self, new_store: NewStore) -> None:
        """Row 35: it is never sent again by itself."""
        with two(new_store) as (store, other):
            number = queued(store)
            brought_to(store, number, SendState.DOT)
            store.close()

            assert other.claim(number, at=LATER) is None

            posting = other.posting(number)
            assert (posting.state, posting.data) == (SendState.UNKNOWN, DATA)
            assert f"followup-mail outbox resolve {number}" in posting.told

    def test_who_was_taken_for_gone_sends_nothing(self, new_store: NewStore) -> None:
        """Row 43: a program that slept finds its message in other hands, before the end is sent."""
        with two(new_store) as (store, other):
            number = queued(store)
            brought_to(store, number, SendState.SENDING)
            owners.leave(store._owner)
            assert other.claim(number, at=LATER) is not None

            with pytest.raises(StoreError, match="not in the hands of this program"):
                store.dot(number, at=LATER)

    def test_an_answer_that_comes_late_still_counts(self, store: Store) -> None:
        """Row 36: it was unknown for a while; who waited for the answer knows."""
        number = queued(store)
        brought_to(store, number, SendState.UNKNOWN)

        entry = store.finish(number, SENT, at=LATER, happening=happening(20))

        assert (store.posting(number).state, entry) == (SendState.SENT, 1)

    # What a person decides

    def test_an_unknown_message_that_arrived_is_on_record(self, store: Store) -> None:
        """As one that was sent."""
        number = queued(store)
        brought_to(store, number, SendState.UNKNOWN)

        entry = store.resolve(number, sent=True, at=LATER, happening=happening(20))

        posting = store.posting(number)
        assert (posting.state, posting.entry, posting.reply) == (SendState.SENT, entry, None)
        assert store.thread(1, "maria") == ((posting.what.message_id, "Data Engineer"),)
        assert len(store.history(1)) == len(store.messages(1)) == 1

    def test_an_unknown_message_that_did_not_arrive_is_sent_as_it_was(self, store: Store) -> None:
        """To the byte, however often it is deferred, so that a late copy is the same message."""
        number = queued(store)
        brought_to(store, number, SendState.UNKNOWN)
        assert store.resolve(number, sent=False, at=LATER, happening=happening(20)) is None

        for _ in range(2):
            claimed = store.claim(number, at=LATER)
            assert claimed is not None
            assert claimed.data == DATA
            with pytest.raises(StoreError, match="sent again as it was, to the byte"):
                store.freeze(number, b"another Date", at=LATER)
            store.freeze(number, DATA, at=LATER)
            store.finish(number, DEFERRED, at=LATER)
        assert store.history(1) == ()

    @pytest.mark.parametrize("outcome", [SENT, REFUSED, DEFERRED])
    def test_what_a_server_said_to_a_message_left_behind_counts(
        self, new_store: NewStore, outcome: Outcome
    ) -> None:
        """As if the program that heard it had kept it."""
        with two(new_store) as (store, other):
            number = queued(store)
            brought_to(store, number, SendState.DOT)
            with pytest.raises(UsageError, match="isn't unknown but dot"):
                other.conclude(number, outcome, at=LATER)
            store.close()

            retry = LATER + timedelta(minutes=30)
            entry = other.conclude(
                number, outcome, at=LATER, happening=happening(20), retry_at=retry
            )

            posting = other.posting(number)
            assert (posting.state, posting.reply) == (outcome.state, outcome.reply)
            assert (entry is None) is (outcome is not SENT)
            assert posting.not_before == retry
            assert (posting.data is None) is (outcome is DEFERRED)

    def test_only_what_is_unknown_is_resolved(self, store: Store) -> None:
        """Else nothing changes."""
        number = queued(store)
        for sent in (True, False):
            with pytest.raises(UsageError, match=f"Message {number} isn't unknown but queued"):
                store.resolve(number, sent=sent, at=NOW)

    def test_what_is_cancelled_is_kept_without_its_bytes(self, store: Store) -> None:
        """And is never sent."""
        number = queued(store)
        brought_to(store, number, SendState.DEFERRED)
        store.cancel(number, at=LATER)

        posting = store.posting(number)
        assert (posting.state, posting.data) == (SendState.CANCELLED, None)
        assert store.claim(number, at=LATER) is None
        with pytest.raises(UsageError, match="is cancelled and can't be cancelled any more"):
            store.cancel(number, at=LATER)

    def test_a_thread_is_what_was_sent_to_one_person(self, store: Store) -> None:
        """The oldest first, whenever it was queued."""
        late, early, hers = queued(store, "a"), queued(store, "b"), queued(store, "c", to="lee")
        unsent = queued(store, "d")
        for number, at in ((early, NOW), (late, LATER), (hers, NOW)):
            brought_to(store, number, SendState.DOT)
            store.finish(number, SENT, at=at)
        brought_to(store, unsent, SendState.REFUSED)

        assert store.thread(1, "maria") == (
            ("<b@me.example>", "Data Engineer"),
            ("<a@me.example>", "Data Engineer"),
        )

    # What is removed

    def test_of_what_is_removed_digests_stay(self, store: Store) -> None:
        """Those that were kept; they tell when it was sent last."""
        queued(store)
        first, second = digest("one", "maria@northwind.example"), digest("two")
        store.keep_digests([(first, LATER), (second, NOW)])
        store.keep_digests([(first, NOW)])

        store.remove(1)

        assert store.outbox() == ()
        assert (store.was_sent(first), store.was_sent(second)) == (LATER, NOW)
        assert store.was_sent(digest("one")) is None

    def test_messages_are_found_by_job_and_by_address(self, store: Store) -> None:
        """Of one writer at one employer, whatever the application; tests are left out."""
        beside = store.add(dossier("beside"), at=NOW).id
        hers = store.add(dossier("hers", writer="client/ana"), at=NOW).id
        other = store.add(dossier("other", employer_key="acme"), at=NOW).id
        numbers = [
            store.queue(each, new_posting(str(each)), at=NOW)[0].id
            for each in (1, beside, hers, other)
        ]
        queued(store, "test", test=True)
        for number in (numbers[2], numbers[3]):
            brought_to(store, number, SendState.SENT)

        found = store.postings_of_job(1, writer="me", employer_key="northwind analytics")
        assert [p.id for p in found] == numbers[:2]
        sent = store.to_address("maria@northwind.example", Kind.CHECK_IN, writer="me")
        assert [(p.id, name) for p, name in sent] == [(numbers[3], "other")]
        assert store.to_address("jo@northwind.example", Kind.CHECK_IN, writer="me") == ()

    def test_what_a_message_is_of_can_be_told_anew(self, store: Store) -> None:
        """Its key keeps others out as before, unless another one has that key already."""
        number, second, gone = queued(store), queued(store, "b"), queued(store, "c")
        store.cancel(gone, at=NOW)

        for each in (number, second, gone):
            store.tell_occurrence(each, "new", opened="then", whom="maria")

        assert {(p.what.key, p.what.opened, p.what.whom) for p in store.outbox()} == {
            ("new", "then", "maria")
        }
        assert store.queue(1, new_posting("new"), at=NOW) == (store.posting(number), False)
        assert store.queue(1, new_posting(), at=NOW)[1]

    # All ways at once

    @settings(max_examples=30)
    @given(
        steps=st.lists(
            st.sampled_from(["claim", "freeze", "dot", "close", "recover", "yes", "no", "cancel"])
            | st.sampled_from([SENT, DEFERRED, REFUSED, UNKNOWN]),
            max_size=14,
        )
    )
    def test_no_order_of_steps_sends_a_message_twice(
        self, new_store: NewStore, steps: list[str | Outcome]
    ) -> None:
        """What leaves a second time was said not to have arrived, or not to have been taken."""
        with new_store() as store:
            store.add(dossier("acme"), at=NOW)
            number = queued(store)
            may_have_left, bytes_sent = False, set()
            said: Happening = happening(20, to="maria")
            for step in steps:
                before = store.posting(number)
                try:
                    done = _step(store, number, step, said)
                except (StoreError, UsageError):
                    assert store.posting(number)._replace(changed_at=before.changed_at) == before
                    continue
                if step == "dot":
                    assert not may_have_left
                    may_have_left = True
                    bytes_sent.add(store.posting(number).data)
                elif step in {DEFERRED, REFUSED} or step == "no":
                    may_have_left = False
                elif step in {SENT, "yes"}:
                    assert done is not None
            history = store.history(1)
            assert len(history) == (store.posting(number).state is SendState.SENT)
            assert len(store.messages(1)) == len(history)


def _step(store: Store, number: int, step: str | Outcome, said: Happening) -> object:
    if isinstance(step, Outcome):
        return store.finish(number, step, at=NOW, happening=said)
    steps: dict[str, Callable[[], object]] = {
        "claim": lambda: store.claim(number, at=NOW),
        "freeze": lambda: store.freeze(number, store.posting(number).data or DATA, at=NOW),
        "dot": lambda: store.dot(number, at=NOW),
        "close": store.close,
        "recover": lambda: store.recover(at=NOW),
        "yes": lambda: store.resolve(number, sent=True, at=NOW, happening=said),
        "no": lambda: store.resolve(number, sent=False, at=NOW),
        "cancel": lambda: store.cancel(number, at=NOW),
    }
    return steps[step]()


@contextmanager
def two(new_store: NewStore) -> Iterator[tuple[Store, Store]]:
    """Yield two connections to a new store with one application."""
    with new_store() as store:
        store.add(dossier("acme"), at=NOW)
        with opened(store.path.parent) as other:
            yield store, other
