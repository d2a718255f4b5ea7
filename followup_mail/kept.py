"""The nouns of what is kept: applications by name, what happened, what was written.

Imports nothing of the package but other nouns. Every moment is in UTC.
"""

from datetime import date, datetime

from followup_mail.model import Happening
from followup_mail.planning import Step
from followup_mail.record import Record
from followup_mail.vocabulary import Kind, State


class Dossier(Record):
    """What is kept of an application, apart from what happened."""

    uid: str
    """Random, for calendars and exports; never shown."""
    name: str
    """What it is called on the command line; unique."""
    client: str
    """Whose it is, for coaches and agencies; "" for one's own."""
    employer: str
    position: str
    employer_key: str
    """The employer's name as it is compared; "" where an agency has not named it."""
    text: str
    """The application file as the user wrote it, TOML."""
    folder: str | None = None
    """Absolute: where its attachments lie; None where it came from no file."""
    complete: bool = True
    """Whether all that is required is on file."""
    writer: str = "me"
    """Whose it is, as writers are compared: see :mod:`followup_mail.ladder.writers`."""


class Stored(Record):
    """An application that is kept."""

    id: int
    dossier: Dossier
    state: State
    """By the newest plan."""
    note: str
    """``Plan.note`` of the newest plan."""
    added_at: datetime
    changed_at: datetime


class Entry(Record):
    """One thing that was recorded; never changed afterwards."""

    happening: Happening
    """With its ``id``."""
    recorded_at: datetime
    undone_by: int | None = None
    """The number of the entry that took it back."""
    undoes: int | None = None
    """The number of the entry that this one takes back; *happening* repeats that one."""


class Message(Record):
    """A message that was written for a stored application."""

    kind: Kind
    to: str
    """Person ID; "" for a private note."""
    subject: str
    body: str
    made_at: datetime
    after: int
    """The number of the newest entry when it was written; 0 for none."""
    entry: int | None = None
    """The entry that says it was used; None for a draft."""
    id: int | None = None
    """Its number in the store."""


class AgendaLine(Record):
    """One application with the step that is due, or the next one."""

    name: str
    client: str
    employer: str
    position: str
    state: State
    step: Step | None
    """None where nothing is to be done; then *note* says why."""
    note: str
    due: bool
    more: int = 0
    """How many other steps of it are due as well."""


class Agenda(Record):
    """What is to be done, the due ones first."""

    lines: tuple[AgendaLine, ...]
    due: int
    """How many are due, shown or not."""
    waiting: int
    """How many others are open."""
    ended: int


class CalendarEntry(Record):
    """What was last exported of one entry of the calendar, so that the next export updates it."""

    uid: str
    """The entry's own, as it stands in the calendar."""
    occurrence: str
    """What it is about, within its application."""
    sequence: int
    """Rises with every change (RFC 5545, 3.8.7.4)."""
    digest: str
    """Of what the entry says."""
    cancelled: bool
    day: date
    """On which it stands: a cancelled entry still has to name it."""
    summary: str
    """The same of its title."""
