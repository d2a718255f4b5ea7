"""What goes with applications: days off, phrases, messages, invitations, calendars."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

from followup_mail.kept import CalendarEntry, Message
from followup_mail.planning import DaysOff
from followup_mail.store import rows
from followup_mail.store.room import Room, at_once
from followup_mail.store.tables import (
    CALENDAR_ENTRY,
    DAYS_OFF,
    INVITATION,
    MENTION,
    MESSAGE,
    MOVED_INTERVIEW,
    SETTING,
    columns,
    insertion,
)
from followup_mail.vocabulary import Did, Kind

_NEW_SETTING: Final = insertion(SETTING, ("name", "value"))
_NEW_DAYS: Final = insertion(DAYS_OFF, ("place", "year", "source", "days"))
_NEW_MESSAGE: Final = insertion(MESSAGE, ("id", "application_id", *rows.MESSAGE))
_NEW_INVITATION: Final = insertion(INVITATION, ("uid", "application_id", "round"))
_NEW_CALENDAR: Final = insertion(CALENDAR_ENTRY, ("application_id", *rows.CALENDAR_ENTRY))
_NEW_MENTION: Final = insertion(MENTION, ("writer", "phrase", "application_id"))
_MOVED: Final = "SELECT at, identity FROM moved_interview WHERE application_id = ?"
_NEW_MOVED: Final = insertion(MOVED_INTERVIEW, ("application_id", "at", "identity"))
_NOT_MOVED: Final = "DELETE FROM moved_interview WHERE application_id = ?"
_NO_MENTION: Final = "DELETE FROM mention WHERE application_id = ?"
_WRITERS: Final = "SELECT id, writer FROM application WHERE id IN ({})"
_MENTIONED: Final = (
    "SELECT application.name FROM mention JOIN application ON application.id = application_id "
    "WHERE mention.writer = ? AND phrase = ? AND application_id <> ? "
    "ORDER BY application_id LIMIT 1"
)
_SAID: Final = "SELECT did, person FROM entry WHERE id = ?"
_WRITTEN: Final = {
    Did.THANK_YOU: Kind.THANK_YOU,
    Did.FORWARD: Kind.FORWARD,
    Did.CHECK_IN: Kind.CHECK_IN,
    Did.NETWORK: Kind.NETWORK,
    Did.ESCALATION: Kind.ESCALATION,
    Did.CALLED: Kind.CALL,
    Did.VOICEMAIL: Kind.VOICEMAIL,
}
"""The kind of message of which something done is the use."""
# A draft whose use was undone is a draft again, here and below.
_USED: Final = (
    "SELECT message.id, kind, person, subject, body, made_at, after_entry, used_entry "
    "FROM message JOIN application ON application.id = application_id "
    "WHERE used_entry IS NOT NULL AND writer = ? "
    "AND NOT EXISTS (SELECT 1 FROM entry WHERE undoes = used_entry) "
    "ORDER BY message.id DESC LIMIT ?"
)
_MESSAGES: Final = (
    "SELECT id, kind, person, subject, body, made_at, after_entry, "
    "CASE WHEN EXISTS (SELECT 1 FROM entry WHERE undoes = used_entry) THEN NULL "
    "ELSE used_entry END FROM message WHERE application_id = ? ORDER BY id"
)


class Extras(Room):
    """What goes with applications, apart from their history and plans."""

    def setting(self, name: str) -> str | None:
        """Return what was kept under *name*."""
        found = self._database.ask("SELECT value FROM setting WHERE name = ?", name)
        return str(found[0][0]) if found else None

    def keep_setting(self, name: str, value: str) -> None:
        """Keep *value* under *name*; it goes with this file and into no export."""
        with self.writing():
            self._database.run(SETTING.delete().where(SETTING.c.name == name))
            self._database.many(_NEW_SETTING, [(name, value)])

    def days_off(self, place: str, year: int) -> DaysOff | None:
        """Return the days off that are kept of *place* and *year*."""
        found = self._database.rows(
            DAYS_OFF.select(*columns(DAYS_OFF, ("place", "year", "source", "days")))
            .where(DAYS_OFF.c.place == place)
            .where(DAYS_OFF.c.year == year)
        )
        return self._noun(rows.days_off, found[0]) if found else None

    def keep_days_off(self, days: DaysOff) -> None:
        """Keep *days* in the place of what was kept of that place and year."""
        with self.writing():
            self._database.run(
                DAYS_OFF.delete()
                .where(DAYS_OFF.c.place == days.place)
                .where(DAYS_OFF.c.year == days.year)
            )
            row = (days.place, days.year, days.source, rows.days_text(days))
            self._database.many(_NEW_DAYS, [row])

    def set_mentions(self, number: int, keys: Iterable[str]) -> None:
        """Keep the phrases by which the application *number* is recognised in a text."""
        self.set_mentions_many([(number, keys)])

    def set_mentions_many(self, pairs: Iterable[tuple[int, Iterable[str]]]) -> None:
        """Keep the phrases of many applications, each with its number."""
        waiting = iter(pairs)
        with self.writing():
            while some := dict(islice(waiting, at_once())):
                self._set_some(some)

    def _set_some(self, some: Mapping[int, Iterable[str]]) -> None:
        numbers = tuple(some)
        writers: dict[int, str] = dict(self._database.among(_WRITERS, numbers))
        self._check_kept(numbers, writers)
        self._database.many(_NO_MENTION, ((number,) for number in numbers))
        self._database.many(
            _NEW_MENTION,
            (
                (writers[number], key, number)
                for number, keys in some.items()
                for key in sorted(set(keys))
            ),
        )

    def mentioned(
        self, keys: Sequence[str], *, writer: str, besides: int
    ) -> tuple[tuple[str, str], ...]:
        """Return those of *keys* that are phrases of another application of *writer*.

        Each with the name of the first such application that was kept.
        """
        with self._database.reading():
            return tuple(
                (key, str(name))
                for key in dict.fromkeys(keys)
                for (name,) in self._database.ask(_MENTIONED, writer, key, besides)
            )

    def keep_message(self, number: int, message: Message) -> int:
        """Keep a message of the application *number*; return the message's own number."""
        with self.writing():
            message_id = self._take("message", 1)
            self._database.many(_NEW_MESSAGE, [(message_id, number, *rows.message_row(message))])
        return message_id

    def messages(self, number: int) -> tuple[Message, ...]:
        """Return the messages of the application *number*, in the order in which they were kept.

        One whose entry was undone is a draft again.
        """
        return tuple(self._noun(rows.message, row) for row in self._database.ask(_MESSAGES, number))

    def used_messages(self, *, writer: str, limit: int) -> tuple[Message, ...]:
        """Return the newest messages that were used for any application of *writer*."""
        return tuple(
            self._noun(rows.message, row) for row in self._database.ask(_USED, writer, limit)
        )

    def mark_used(self, number: int, entries: Iterable[int]) -> None:
        """Keep that *entries* of the application *number* say which messages were used.

        Of each, that is the newest draft of what it did, to the person that it names.
        """
        with self.writing():
            for entry in entries:
                for kind, person in self._database.ask(_SAID, entry):
                    drafts = [
                        message
                        for message in self.messages(number)
                        if message.entry is None
                        and message.kind is _WRITTEN.get(Did(kind))
                        and message.to == (person or "")
                    ]
                    if drafts:
                        self._database.run(
                            MESSAGE.update(used_entry=entry).where(MESSAGE.c.id == drafts[-1].id)
                        )

    def invitation(self, uid: str) -> tuple[int, int] | None:
        """Return the numbers of the application and of the interview that *uid* invited to."""
        found = self._database.rows(
            INVITATION.select(INVITATION.c.application_id, INVITATION.c.round).where(
                INVITATION.c.uid == uid
            )
        )
        return found[0] if found else None

    def invitations(self, number: int) -> tuple[tuple[str, int], ...]:
        """Return the invitations to interviews of the application *number*: UID and interview."""
        return tuple(
            self._database.rows(
                INVITATION.select(INVITATION.c.uid, INVITATION.c.round)
                .where(INVITATION.c.application_id == number)
                .order_by(INVITATION.c.uid)
            )
        )

    def keep_invitation(self, uid: str, number: int, round_: int) -> None:
        """Keep that *uid* (RFC 5545) invites to interview *round_* of the application *number*."""
        with self.writing():
            self._database.run(INVITATION.delete().where(INVITATION.c.uid == uid))
            self._database.many(_NEW_INVITATION, [(uid, number, round_)])

    def moved_interviews(self, number: int) -> dict[str, str]:
        """Return what the moved interviews of the application *number* are known by.

        By how they are told of now; see :mod:`followup_mail.ladder.interviews`.
        """
        return dict(self._database.ask(_MOVED, number))

    def keep_moved_interviews(self, number: int, moved: Mapping[str, str]) -> None:
        """Keep the same, in the place of what was kept."""
        if moved == self.moved_interviews(number):
            return
        with self.writing():
            self._database.many(_NOT_MOVED, [(number,)])
            self._database.many(_NEW_MOVED, ((number, *pair) for pair in moved.items()))

    def calendar_entries(self, number: int) -> tuple[CalendarEntry, ...]:
        """Return what a calendar was told of the application *number*, by UID."""
        found = self._database.rows(
            CALENDAR_ENTRY.select(*columns(CALENDAR_ENTRY, rows.CALENDAR_ENTRY))
            .where(CALENDAR_ENTRY.c.application_id == number)
            .order_by(CALENDAR_ENTRY.c.uid)
        )
        return tuple(self._noun(rows.calendar_entry, row) for row in found)

    def keep_calendar_entries(self, number: int, entries: Iterable[CalendarEntry]) -> None:
        """Keep what a calendar was told, in the place of what was kept under the same UIDs."""
        with self.writing():
            for entry in entries:
                self._database.run(
                    CALENDAR_ENTRY.delete()
                    .where(CALENDAR_ENTRY.c.application_id == number)
                    .where(CALENDAR_ENTRY.c.uid == entry.uid)
                )
                self._database.many(_NEW_CALENDAR, [(number, *rows.calendar_row(entry))])
