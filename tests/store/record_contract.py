"""What every engine has to do with what happened, and with what goes with applications."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

import pytest
from store_nouns import LATER, NOW, dossier, happening, planned, step, unnumbered

from followup_mail.errors import NotFoundError, StoreError, UsageError
from followup_mail.kept import CalendarEntry, Entry, Message
from followup_mail.model import Happening
from followup_mail.planning import DaysOff
from followup_mail.store import Store
from followup_mail.vocabulary import Did, Kind

NewStore = Callable[[], Store]


class RecordContract:
    """What is recorded of applications comes back as it was, and is never edited."""

    @pytest.fixture
    def store(self, new_store: NewStore) -> Store:
        """Return a new store."""
        return new_store()

    # What happened

    def test_a_happening_comes_back_to_the_last_field(self, store: Store) -> None:
        """Days stay days; a time keeps the offset it was written with."""
        number = store.add(dossier("acme"), at=NOW).id
        at_nine = datetime(2026, 11, 20, 9, 0, 0, 125, tzinfo=timezone(timedelta(hours=-5)))
        told = [
            Happening(at_nine, Did.DELAYED, "maria", date(2026, 12, 1), 2, "new date"),
            Happening(date(2026, 11, 21), Did.REOPENED),
        ]

        ids = store.append(number, told, at=NOW)

        history = store.history(number)
        assert unnumbered(history) == told
        assert tuple(each.id for each in history) == ids == (1, 2)
        assert history[0].on.isoformat() == "2026-11-20T09:00:00.000125-05:00"

    def test_the_history_is_by_day_and_the_record_by_recording(self, store: Store) -> None:
        """What was recorded late stands where it belongs."""
        number = store.add(dossier("acme"), at=NOW).id
        store.append(number, [happening(20), happening(3)], at=NOW)
        store.append(number, [happening(20, Did.CALLED)], at=LATER)

        assert [(each.day.day, each.id) for each in store.history(number)] == [
            (3, 2),
            (20, 1),
            (20, 3),
        ]
        assert [entry.happening.id for entry in store.entries(number)] == [1, 2, 3]

    def test_an_undo_takes_back_and_stays_on_record(self, store: Store) -> None:
        """The history is as before; the record shows both, each naming the other."""
        number = store.add(dossier("acme"), at=NOW).id
        said = happening(20, to="maria", note="by mail")
        store.append(number, [happening(3), said], at=NOW)

        store.undo(2, at=LATER)

        assert unnumbered(store.history(number)) == [happening(3)]
        assert store.entries(number) == (
            Entry(happening(3, id=1), NOW),
            Entry(said._replace(id=2), NOW, undone_by=3),
            Entry(said._replace(id=3), LATER, undoes=2),
        )

    def test_an_undo_is_refused_where_there_is_nothing_to_take_back(self, store: Store) -> None:
        """A second one, one of an undo, and one of an entry that never was."""
        number = store.add(dossier("acme"), at=NOW).id
        store.append(number, [happening(20)], at=NOW)
        store.undo(1, at=LATER)
        before = store.entries(number)

        with pytest.raises(UsageError, match="Entry 1 was undone already"):
            store.undo(1, at=LATER)
        with pytest.raises(UsageError, match="Entry 2 undoes another one"):
            store.undo(2, at=LATER)
        with pytest.raises(NotFoundError, match="no entry 3"):
            store.undo(3, at=LATER)
        assert store.entries(number) == before

    def test_the_newest_entry_is_the_one_recorded_last_that_counts(self, store: Store) -> None:
        """Of one application or of all, with its application."""
        one, two = store.add_many([dossier("one"), dossier("two")], at=NOW)
        assert store.newest() is None
        store.append_many([(one, [happening(20)]), (two, [happening(3), happening(4)])], at=NOW)
        store.undo(3, at=LATER)

        assert store.newest() == (store.by_id(two), Entry(happening(3, id=2), NOW))
        assert store.newest(one) == (store.by_id(one), Entry(happening(20, id=1), NOW))
        store.undo(1, at=LATER)
        assert store.newest(one) is None

    def test_nothing_happens_to_an_application_that_is_not_kept(self, store: Store) -> None:
        """It is refused, and nothing of the batch recorded."""
        number = store.add(dossier("acme"), at=NOW).id

        with pytest.raises(StoreError, match="refused"):
            store.append_many([(number, [happening(3)]), (99, [happening(4)])], at=NOW)
        assert store.entries(number) == ()

    def test_what_belongs_to_an_application_needs_one(self, store: Store) -> None:
        """A plan or phrases for a number that isn't kept are refused, and counted nowhere."""
        with pytest.raises(NotFoundError, match="no application of the number 99"):
            store.keep_plan(99, planned(step(NOW)))
        with pytest.raises(NotFoundError, match="no application of the number 99"):
            store.set_mentions(99, ["acme"])
        agenda = store.agenda(NOW)
        assert (agenda.lines, agenda.due, agenda.waiting) == ((), 0, 0)

    # What goes with applications

    def test_days_off_are_kept_per_place_and_year(self, store: Store) -> None:
        """The newest of one place and year replace the older ones."""
        days = DaysOff(
            place="CA-QC",
            year=2026,
            hard={date(2026, 6, 24): "Fête nationale"},
            soft={date(2026, 12, 24): "Veille de Noël"},
            weekend=(4, 5),
            source="holidays 0.109",
        )
        store.keep_days_off(days._replace(source="holidays 0.1"))
        store.keep_days_off(days)

        assert store.days_off("CA-QC", 2026) == days
        assert store.days_off("CA-QC", 2027) is None
        assert store.days_off("CA", 2026) is None

    def test_a_phrase_leads_to_the_other_application_of_one_writer(self, store: Store) -> None:
        """Never to one's own, nor to somebody else's."""
        one, two, hers = store.add_many(
            [dossier("one"), dossier("two"), dossier("hers", writer="client/ana")], at=NOW
        )
        store.set_mentions_many([(one, ["acme", "acme"]), (two, ["acme", "bo"]), (hers, ["bo"])])

        assert store.mentioned(["bo", "x", "acme"], writer="me", besides=one) == (
            ("bo", "two"),
            ("acme", "two"),
        )
        assert store.mentioned(["bo"], writer="me", besides=two) == ()
        assert store.mentioned(["bo"], writer="client/ana", besides=0) == (("bo", "hers"),)
        store.set_mentions(two, ["cy"])
        store.change(two, dossier("two", writer="client/ana"), at=LATER)
        assert store.mentioned(["acme", "cy"], writer="client/ana", besides=0) == (("cy", "two"),)

    def test_messages_come_back_in_order(self, store: Store) -> None:
        """With a number of their own; one whose entry counts is used, others are drafts."""
        number = store.add(dossier("acme"), at=NOW).id
        store.append(number, [happening(3)], at=NOW)
        message = Message(Kind.CHECK_IN, "maria", "Data Engineer", "Dear Maria,\n\n…", NOW, 1)
        note = Message(Kind.REFLECTION, "", "", "Next time, slower.", LATER, 0)
        for each in (message, message._replace(to="lee"), note, message):
            store.keep_message(number, each)
        said = [happening(20, to="maria"), happening(20, Did.VOICEMAIL)]

        store.mark_used(number, store.append(number, said, at=LATER))

        used = message._replace(id=4, entry=2)
        drafts = (
            message._replace(id=1),
            message._replace(id=2, to="lee"),
            note._replace(id=3),
        )
        assert store.messages(number) == (*drafts, used)
        store.undo(2, at=LATER)
        assert store.messages(number) == (*drafts, used._replace(entry=None))

    def test_used_messages_are_those_of_one_writer_the_newest_first(self, store: Store) -> None:
        """Over all applications; drafts, and those whose use was undone, are left out."""
        one, two, hers = store.add_many(
            [dossier("one"), dossier("two"), dossier("hers", writer="client/ana")], at=NOW
        )
        message = Message(Kind.CHECK_IN, "maria", "Data Engineer", "Dear Maria,\n\n…", NOW, 0)
        entries: list[int] = []
        for number in (one, two, hers, one):
            store.keep_message(number, message)
            entries += store.append(number, [happening(20, to="maria")], at=LATER)
            store.mark_used(number, entries[-1:])
        store.keep_message(two, message)
        store.undo(entries[-1], at=LATER)

        used = [message._replace(id=n, entry=entries[n - 1]) for n in (2, 1)]
        assert store.used_messages(writer="me", limit=9) == tuple(used)
        assert store.used_messages(writer="me", limit=1) == tuple(used[:1])

    def test_an_invitation_leads_to_its_interview(self, store: Store) -> None:
        """A newer one of the same UID replaces it."""
        number = store.add(dossier("acme"), at=NOW).id
        store.keep_invitation("uid@mail.example", number, 1)
        store.keep_invitation("uid@mail.example", number, 2)

        assert store.invitation("uid@mail.example") == (number, 2)
        assert store.invitation("other@mail.example") is None

    def test_what_a_calendar_was_told_is_kept_by_uid(self, store: Store) -> None:
        """What is told again replaces what was told under that UID; the rest stays."""
        number = store.add(dossier("acme"), at=NOW).id
        entry = CalendarEntry("b", "check-in/1", 0, "digest", False, date(2026, 12, 1), "Ask")  # noqa: FBT003 - as the field stands
        store.keep_calendar_entries(number, [entry, entry._replace(uid="a")])
        changed = entry._replace(sequence=1, cancelled=True)
        store.keep_calendar_entries(number, [changed])

        assert store.calendar_entries(number) == (entry._replace(uid="a"), changed)

    def test_a_setting_is_kept_until_it_is_replaced(self, store: Store) -> None:
        """None stands for what was never kept."""
        assert store.setting("rules") is None
        store.keep_setting("rules", "a")
        store.keep_setting("rules", "b")
        assert store.setting("rules") == "b"

    def test_the_generation_is_another_for_every_store(self, new_store: NewStore) -> None:
        """A store that was replaced by another can be told from it."""
        one, two = new_store(), new_store()
        for each in (one, two):
            each.add(dossier("acme"), at=NOW)

        assert len(one.generation()) == 32
        assert one.generation() == one.generation() != two.generation()
