"""The nouns: what a file says, and what is made of it.

Imports nothing of the package but the shared words. Every date-time here has a
time zone; every text is NFC and, unless a field says otherwise, one line.

They are frozen; see :mod:`followup_mail.record`.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from followup_mail.record import Record
from followup_mail.vocabulary import (
    Agreement,
    Did,
    InterviewFormat,
    Kind,
    Language,
    NameOrder,
    PersonStatus,
    Register,
    Role,
    Severity,
)


class Mailbox(Record):
    """A display name and an addr-spec (RFC 5322, 3.4)."""

    display_name: str
    addr_spec: str


class Me(Record):
    """The person who had the interview and writes the messages."""

    name: str
    email: str
    phone: str | None = None
    timezone: str | None = None
    signature: tuple[str, ...] = ()
    """Extra lines under the name."""
    agreement: Agreement = Agreement.EPICENE
    current_employer_domain: str | None = None

    @property
    def mailbox(self) -> Mailbox:
        """The originator."""
        return Mailbox(self.name, self.email)


class Person(Record):
    """Somebody in the process, or somebody the writer knows inside."""

    id: str
    name: str
    role: Role
    goes_by: str | None = None
    order: NameOrder = NameOrder.GIVEN_FIRST
    given: str | None = None
    family: str | None = None
    address: str | None = None
    """A title they use themselves (Dr., Madame); never invented."""
    say_as: str | None = None
    title: str | None = None
    email: str | None = None
    phone: str | None = None
    timezone: str | None = None
    place: str | None = None
    relationship: str | None = None
    may_be_named: bool = False
    status: PersonStatus = PersonStatus.ACTIVE

    @property
    def short(self) -> str:
        """The name for use among people who know them: as signed, else whole."""
        return self.goes_by or self.name


class Interview(Record):
    """One round, held or still to come."""

    at: datetime
    end: datetime | None = None
    format: InterviewFormat | None = None
    final: bool = False
    talked_about: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Person ID to the noun phrases noted about the talk with them."""
    moved_from: str = ""
    """What it is known by, where it was once told of with another date and time."""

    @property
    def identity(self) -> str:
        """What it is known by, whatever is corrected later: date and time as first told."""
        return self.moved_from or self.as_told

    @property
    def as_told(self) -> str:
        """Its date and time on the clock that the file means, to the minute."""
        return self.at.replace(tzinfo=None).isoformat(timespec="minutes")


class Strength(Record):
    """A fact about the writer with its proof: completes "I …" / « j'ai … »."""

    i: str
    about: str | None = None


class Promise(Record):
    """Something the writer said they would send."""

    what: str
    to: str
    by: date | None = None
    done: bool = False


class Answer(Record):
    """When they said that the writer would hear."""

    by: date | None = None
    """The far end of what they named; None where nobody named a date."""
    said: str | None = None
    from_: str | None = None
    on: date | None = None


class Happening(Record):
    """One entry of the history."""

    on: date | datetime
    did: Did
    to: str | None = None
    until: date | None = None
    round: int | None = None
    """Counts interviews from 1."""
    note: str | None = None
    id: int | None = None
    """Its number in the store; None in a file."""

    @property
    def day(self) -> date:
        """The calendar day of it, as it was written."""
        return self.on.date() if isinstance(self.on, datetime) else self.on


class Application(Record):
    """One application, complete as its file describes it."""

    employer: str
    """Empty where an agency has not named its client."""
    position: str
    language: Language
    me: Me
    timezone: str
    """IANA name of where the people written to work, already decided."""
    people: Mapping[str, Person]
    position_short: str | None = None
    reference: str | None = None
    place: str | None = None
    posting: str | None = None
    why: str | None = None
    register: Register = Register.PLAIN
    no_calls: bool = False
    do_not_contact: bool = False
    agency_allows_direct: bool = False
    attachments: tuple[Path, ...] = ()
    """Absolute, each a regular file inside the folder of the application file."""
    absent: tuple[str, ...] = ()
    """Attachments that the file names, where nobody has said in which folder they lie."""
    client: str | None = None
    interviews: tuple[Interview, ...] = ()
    strengths: tuple[Strength, ...] = ()
    promised: tuple[Promise, ...] = ()
    answer: Answer | None = None
    history: tuple[Happening, ...] = ()
    also: tuple[str, ...] = ()
    """Other positions at the same employer about which the same person is to be asked."""


class Span(Record):
    """A stretch of text, end exclusive, that came from the detail *key*."""

    start: int
    end: int
    key: str


class Part(Record):
    """A stretch of text, end exclusive, that the template's block *name* wrote."""

    name: str
    start: int
    end: int


class Text(Record):
    """Finished text that remembers where its words came from."""

    text: str
    spans: tuple[Span, ...] = ()
    """In order, not overlapping."""
    parts: tuple[Part, ...] = ()
    """In the order in which they begin; an inner block follows the outer one."""

    def part(self, name: str) -> str:
        """Return what the blocks called *name* wrote, joined; "" where none did."""
        return " ".join(self.text[p.start : p.end] for p in self.parts if p.name == name)


class TemplateOrigin(Record):
    """Which template wrote a draft."""

    name: str
    path: Path
    built_in: bool


class Choice(Record):
    """For whom a message is, and why them."""

    to: Person | None
    """Who reads or hears it; None for a private note."""
    reason: str
    """Completes "To Maria Lopez: …"."""
    round: int
    """The interview it is about, counted from 1."""
    about: Person | None = None
    """A forwarded note: the person it thanks."""
    position: int = 0
    """Place among the notes written together; gives each its own opening."""


class Draft(Record):
    """A message as it will be read, before it becomes mail."""

    kind: Kind
    language: Language
    on: date
    """The day of sending, where the recipient works."""
    sender: Me
    choice: Choice
    subject: Text
    body: Text
    """Greeting to signature; paragraphs parted by one empty line, none wrapped."""
    template: TemplateOrigin
    attachments: tuple[Path, ...] = ()

    @property
    def recipient(self) -> Mailbox | None:
        """The destination mailbox, for a message that is mailed."""
        person = self.choice.to
        if person is None or person.email is None or not self.kind.mailed:
            return None
        return Mailbox(person.name, person.email)


class Finding(Record):
    """What a check has to say of a draft."""

    check: str
    """Its name, as ``--force`` takes it."""
    severity: Severity
    message: str
    """One sentence that names the words at fault and how to mend them."""
    rule: str
    """What the check holds, in one sentence."""
    source: str
    """Where the rule comes from."""
    span: Span | None = None
    """The words at fault in the body; the key is "" or the detail's."""
