"""The tables, as queries name them; migrations.py makes them and says what they hold.

They are peewee's plain tables: its models would cost each start twenty times as
much to define, and everything they could do for us is done by the nouns.
"""

from collections.abc import Iterable

from peewee import Column, Table

APPLICATION = Table("application")
ENTRY = Table("entry")
AGENDA = Table("agenda")
TALLY = Table("tally")
COUNTER = Table("counter")
SETTING = Table("setting")
DAYS_OFF = Table("days_off")
MENTION = Table("mention")
MESSAGE = Table("message")
INVITATION = Table("invitation")
CALENDAR_ENTRY = Table("calendar_entry")
POSTING = Table("posting")
POSTING_DATA = Table("posting_data")
SENT_KEY = Table("sent_key")
SENT_MARK = Table("sent_mark")
MOVED_INTERVIEW = Table("moved_interview")
ACCOUNT_REST = Table("account_rest")

OF_AN_APPLICATION = (
    AGENDA,
    POSTING,
    MENTION,
    CALENDAR_ENTRY,
    INVITATION,
    MESSAGE,
    ENTRY,
    MOVED_INTERVIEW,
)
"""What goes with an application, in an order in which it can be deleted."""


def columns(table: Table, names: Iterable[str]) -> list[Column]:
    """Return the columns of *table* called *names*, in that order."""
    return [Column(table, name) for name in names]


def insertion(table: Table, names: Iterable[str]) -> str:
    """Return the SQL that adds a row to *table*, the values in the order of *names*."""
    listed = tuple(names)
    places = ", ".join("?" * len(listed))
    held = ", ".join(listed)
    return f"INSERT INTO {table.__name__} ({held}) VALUES ({places})"  # noqa: S608 - our own names
