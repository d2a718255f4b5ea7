"""What every engine has to do; a test class of an engine inherits it."""

import re
from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_nouns import LATER, NOW, dossier, fill, happening, planned, step

from followup_mail.errors import DataError, NotFoundError, StoreError, UsageError
from followup_mail.kept import Stored
from followup_mail.store import Store
from followup_mail.vocabulary import Act, State

NewStore = Callable[[], Store]
_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_NAMES = st.text(
    st.sampled_from(["a", "b", "B", "-", "é", "%", "_", "\ud7ff", "\ue000", "\U0010ffff"]),
    max_size=4,
)


class StoreContract:
    """Everything a store promises, whatever keeps it."""

    @pytest.fixture
    def store(self, new_store: NewStore) -> Store:
        """Return a new store."""
        return new_store()

    # Applications

    def test_an_application_comes_back_as_it_was_kept(self, store: Store) -> None:
        """Every field of the dossier survives; the state is open until there is a plan."""
        kept = dossier("acme", client="ana", folder="/home/ana", complete=False, text="a\0b\r\né")

        added = store.add(kept, at=NOW)

        assert added == Stored(
            id=1,
            dossier=kept,
            state=State.INCOMPLETE,
            note="",
            added_at=NOW,
            changed_at=NOW,
        )
        assert store.get("acme") == store.by_id(1) == added

    def test_what_is_not_kept_is_not_found(self, store: Store) -> None:
        """A name gives nothing; a number, which was kept once, is an error."""
        assert store.get("acme") is None
        with pytest.raises(NotFoundError, match="no application of the number 7"):
            store.by_id(7)

    def test_a_name_is_given_once(self, store: Store) -> None:
        """A second application of one name is refused, and nothing of its batch kept."""
        store.add(dossier("acme"), at=NOW)

        with pytest.raises(UsageError, match="called acme already"):
            store.add_many([dossier("other"), dossier("acme", uid="2")], at=NOW)
        with pytest.raises(UsageError, match="called twin already"):
            store.add_many([dossier("twin"), dossier("twin", uid="3")], at=NOW)
        assert store.names("", limit=9) == ("acme",)

    def test_many_are_kept_as_one_by_one(self, new_store: NewStore) -> None:
        """The fast way leads to the same store."""
        dossiers = [dossier(f"application-{number:04}") for number in range(703)]
        fast, slow = new_store(), new_store()

        assert fast.add_many(dossiers, at=NOW) == tuple(range(1, 704))
        with slow.writing():
            for each in dossiers:
                slow.add(each, at=NOW)

        assert list(fast.listed()) == list(slow.listed())
        assert [stored.dossier for stored, _ in fast.listed()] == dossiers

    def test_a_change_replaces_the_dossier_alone(self, store: Store) -> None:
        """State, note and the day of adding stay; a new name is looked up as the old one."""
        number = store.add(dossier("acme"), at=NOW).id
        store.keep_plan(number, planned(state=State.THANKED, note="Wait."))

        store.change(number, dossier("acme-2", employer="Acme"), at=LATER)

        assert store.get("acme") is None
        assert store.get("acme-2") == Stored(
            id=number,
            dossier=dossier("acme-2", employer="Acme"),
            state=State.THANKED,
            note="Wait.",
            added_at=NOW,
            changed_at=LATER,
        )

    def test_a_change_takes_no_other_name_away(self, store: Store) -> None:
        """It is refused, and the application stays as it was."""
        store.add(dossier("acme"), at=NOW)
        other = store.add(dossier("other"), at=NOW)

        with pytest.raises(UsageError, match="called acme already"):
            store.change(other.id, dossier("acme", uid="uid-other"), at=LATER)
        assert store.get("other") == other

    @settings(max_examples=25)
    @given(names=st.sets(_NAMES.filter(bool), max_size=12), prefix=_NAMES, limit=st.integers(0, 9))
    def test_names_are_those_that_begin_so(
        self, new_store: NewStore, names: set[str], prefix: str, limit: int
    ) -> None:
        """In the order of code points, with no character meaning anything else than itself."""
        store = new_store()
        store.add_many([dossier(name) for name in sorted(names, reverse=True)], at=NOW)

        wanted = sorted(name for name in names if name.startswith(prefix))

        assert store.names(prefix, limit=limit) == tuple(wanted[:limit])

    def test_the_list_is_by_name_with_the_first_step(self, store: Store) -> None:
        """Of one client only, or without those that have ended, if asked so."""
        ids = store.add_many(
            [dossier("b"), dossier("a", client="ana"), dossier("c", client="ana")], at=NOW
        )
        first, second = step(LATER, act=Act.NETWORK), step(NOW)
        store.keep_plan(ids[0], planned(first, second))
        store.keep_plan(ids[2], planned(state=State.REJECTED, note="They said no."))

        def told(listed: Iterable[tuple[Stored, object]]) -> list[tuple[str, object]]:
            return [(stored.dossier.name, step) for stored, step in listed]

        assert told(store.listed()) == [("a", None), ("b", first), ("c", None)]
        assert told(store.listed(client="ana")) == [("a", None), ("c", None)]
        assert told(store.listed(client="")) == [("b", first)]
        assert told(store.listed(ended=False)) == [("a", None), ("b", first)]

    def test_the_list_bears_being_changed_while_it_is_read(self, store: Store) -> None:
        """Each application comes once, though every one is planned anew meanwhile."""
        store.add_many([dossier(f"n{number:04}") for number in range(1001)], at=NOW)

        seen = []
        with store.writing():
            for stored, _ in store.listed():
                store.keep_plan(stored.id, planned(step(NOW)))
                seen.append(stored.dossier.name)

        assert seen == [f"n{number:04}" for number in range(1001)]

    def test_siblings_share_employer_and_writer(self, store: Store) -> None:
        """Where an agency named no employer, nothing is shared."""
        store.add_many(
            [
                dossier("one"),
                dossier("two", position="Analyst"),
                dossier("hers", writer="client/ana"),
                dossier("else", employer_key="acme"),
                dossier("unnamed", employer_key=""),
                dossier("unnamed-2", employer_key=""),
            ],
            at=NOW,
        )

        def siblings(name: str) -> list[str]:
            stored = store.get(name)
            assert stored is not None
            return [each.dossier.name for each in store.siblings(stored)]

        assert siblings("one") == ["two"]
        assert siblings("two") == ["one"]
        assert [siblings(name) for name in ("hers", "else", "unnamed")] == [[], [], []]

    def test_the_applications_for_a_job_are_found(self, store: Store) -> None:
        """That is how a second ``add`` finds the first; whose each is, it sees for itself."""
        first = store.add(dossier("one"), at=NOW)
        second = store.add(dossier("hers", writer="client/ana"), at=NOW)

        key, position = first.dossier.employer_key, first.dossier.position
        assert store.of_job(key, position) == (first, second)
        assert store.of_job(key, "Analyst") == ()
        assert store.of_job("", position) == ()

    def test_whose_an_application_is_can_be_kept_anew(self, store: Store) -> None:
        """With the phrases by which it is found."""
        number = store.add(dossier("one"), at=NOW).id
        store.set_mentions(number, ["acme"])

        store.set_writer(number, "client/ana")

        assert store.by_id(number).dossier.writer == "client/ana"
        assert store.mentioned(["acme"], writer="client/ana", besides=0) == (("acme", "one"),)
        assert store.mentioned(["acme"], writer="me", besides=0) == ()

    # All or nothing

    def test_a_write_that_fails_leaves_nothing(self, store: Store) -> None:
        """Whatever was written within one ``writing`` goes together."""
        number = store.add(dossier("acme"), at=NOW).id
        before = "".join(store.export())

        def write() -> None:
            with store.writing():
                store.append(number, [happening(3)], at=NOW)
                with store.writing():
                    store.add(dossier("other"), at=NOW)
                store.keep_plan(number, planned(step(NOW)))
                raise KeyError

        with pytest.raises(KeyError):
            write()
        assert "".join(store.export()) == before
        assert store.agenda(NOW).due == 0
        assert store.append(number, [happening(3)], at=NOW) == (1,)

    def test_a_fault_within_spoils_the_whole_write(self, store: Store) -> None:
        """A text that is no Unicode is refused with a sentence."""

        def write() -> None:
            with store.writing():
                store.add(dossier("acme"), at=NOW)
                store.add(dossier("other", text="\udc80"), at=NOW)

        with pytest.raises(StoreError, match="a text that isn't Unicode can't be kept"):
            write()
        assert store.names("", limit=9) == ()

    def test_numbers_are_never_given_again(self, store: Store) -> None:
        """Not even those of what was removed."""
        number = store.add(dossier("acme"), at=NOW).id
        (entry,) = store.append(number, [happening(3)], at=NOW)
        store.remove(number)

        again = store.add(dossier("acme"), at=NOW).id
        assert again == number + 1
        assert store.append(again, [happening(3)], at=NOW) == (entry + 1,)

    def test_what_is_removed_is_gone_everywhere(self, store: Store) -> None:
        """Nothing of it is found any more; what was kept of others stays."""
        gone, stays = store.add_many([dossier("gone"), dossier("stays")], at=NOW)
        fill(store, stays, "stays")
        before = "".join(store.export()), store.agenda(NOW)
        fill(store, gone, "gone")

        store.remove(gone)

        assert store.get("gone") is None
        assert store.invitation("gone@mail.example") is None
        assert store.mentioned(["gone"], writer="me", besides=0) == ()
        exported, agenda = before
        gone_line, counters = exported.splitlines()[2], '"counters":'
        assert [line for line in "".join(store.export()).splitlines() if counters not in line] == [
            line for line in exported.splitlines() if counters not in line and line != gone_line
        ]
        assert (store.agenda(NOW).due, store.agenda(NOW).waiting) == (agenda.due, 0)
        with pytest.raises(NotFoundError):
            store.remove(gone)

    # As a document

    @settings(max_examples=15)
    @given(data=st.data())
    def test_a_restored_export_is_the_same_to_the_last_bit(
        self, new_store: NewStore, data: st.DataObject
    ) -> None:
        """However the text is cut into pieces; only where files lie is believed of none."""
        kept, restored = new_store(), new_store()
        words = _WORDS.map(str.strip)
        with kept.writing():
            for number in range(data.draw(st.integers(0, 3), label="applications")):
                stored = kept.add(dossier(f"n{number}", text=data.draw(words)), at=NOW)
                days = data.draw(st.lists(st.integers(1, 30), max_size=3), label="days")
                for day in days:
                    entry = happening(day, to=data.draw(words), note=data.draw(st.none() | words))
                    kept.append(stored.id, [entry], at=NOW + timedelta(microseconds=day))
                if days:
                    fill(kept, stored.id, f"n{number}")
        document = "".join(kept.export())
        size = data.draw(st.integers(1, 400), label="size of a piece")

        brought = restored.restore(
            document[start : start + size] for start in range(0, len(document), size)
        )

        assert "".join(restored.export()) == re.sub(r'"folder":"[^"]*"', '"folder":null', document)
        many = brought.applications
        assert many == len(list(kept.listed()))
        assert [restored.history(s.id) for s, _ in restored.listed()] == [
            kept.history(s.id) for s, _ in kept.listed()
        ]
        assert (restored.agenda(NOW).due, restored.agenda(NOW).waiting) == (0, many)

    def test_an_export_is_only_restored_into_an_empty_store(self, store: Store) -> None:
        """Else it is refused, and nothing changed."""
        store.add(dossier("acme"), at=NOW)
        document = "".join(store.export())

        with pytest.raises(UsageError, match="only restored into an empty store"):
            store.restore([document])
        assert "".join(store.export()) == document

    def test_a_faulty_export_changes_nothing(self, new_store: NewStore) -> None:
        """Wherever it is cut off, a sentence says so."""
        kept, store = new_store(), new_store()
        fill(kept, kept.add(dossier("acme"), at=NOW).id, "acme")
        document = "".join(kept.export()).rstrip()

        for end in range(0, len(document), 7):
            with pytest.raises(DataError, match=r"^The export can't be restored: .*\.$"):
                store.restore([document[:end]])
        assert "".join(store.export()) == "".join(new_store().export())
