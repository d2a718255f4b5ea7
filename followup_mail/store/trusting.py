"""Whether this store is the one to send from: what it says of itself against this machine's list.

Message by message: what the list names more often than the store knows was sent by
another copy of it, and what the store knows beyond the list was sent elsewhere, or
the list was tampered with. Only what was about to leave when a program was killed
may be named once more.
"""

from collections import Counter
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from followup_mail.errors import StoreError
from followup_mail.record import Record
from followup_mail.store.database import Database
from followup_mail.store.extras import Extras

if TYPE_CHECKING:
    from followup_mail.store.trace import Listed, Trace

LINEAGE: Final = "lineage"
"""The setting with the generation of the store from which this one was restored."""
MACHINE: Final = "machine"
"""The setting with the number of the machine that sent from this store last."""

_LEFT: Final = "SELECT value FROM counter WHERE name = 'left'"
_WAITING: Final = "SELECT 1 FROM posting WHERE open = 1 LIMIT 1"
_LISTED: Final = "SELECT message_id, listed FROM posting WHERE listed > 0"
_SENDING: Final = "SELECT message_id FROM posting WHERE open = 1 AND state = 'sending'"
_MARKS: Final = "SELECT digest, listed FROM sent_mark"
_GONE: Final = "SELECT message_id FROM posting WHERE state IN ('dot', 'sent', 'partial', 'unknown')"
_ABOUT: Final = "SELECT message_id, listed FROM posting WHERE id = ?"
_ALL: Final = "SELECT id, message_id FROM posting"
_LIST: Final = "UPDATE posting SET listed = ? WHERE id = ?"
_UNLIST: Final = "UPDATE posting SET listed = 0 WHERE listed > 0"
_NO_MARKS: Final = "DELETE FROM sent_mark WHERE listed > 0"
_MARK: Final = (
    "INSERT INTO sent_mark (digest, listed) VALUES (?, ?) ON CONFLICT (digest) "
    "DO UPDATE SET listed = sent_mark.listed + excluded.listed"
)
_OF_REMOVED: Final = (
    "SELECT message_id, listed FROM posting WHERE application_id = ? AND listed > 0"
)


class Trust(Enum):
    """What follows for a store; each value but those of :data:`SAFE` tells what is wrong."""

    FRESH = "nothing was sent from here yet"
    MATCHING = "it is the one from which was sent last"
    OF_BEFORE = "it was sent from by an earlier version last"
    OLDER = "is an older copy: {list} names {unknown} that it doesn't know of"
    OTHER = "isn't the store from which was sent last from this folder"
    ELSEWHERE = "another machine sent from it last"
    ABSENT = "messages were sent from it, and {list} knows of none: this is a copy, or that is gone"
    LACKING = "knows of messages that {list} doesn't name: that was shortened or replaced"


SAFE: Final = frozenset({Trust.FRESH, Trust.MATCHING, Trust.OF_BEFORE})
_REMEDY: Final = (
    "Nothing is sent from it. Send from where you did before, or restore the newest copy; or, if "
    "this one is right after all, type followup-mail doctor --trust-store"
)


class Judgement(Record):
    """What was found about a store."""

    trust: Trust
    listed: "Listed"
    unknown: int = 0
    """How many times the list names messages that the store doesn't know were sent."""


class _Known(Record):
    """What a store knows itself of what was sent."""

    lineage: str
    left: int
    machine: str | None
    named: Mapping[str, int]
    """How many times the list should name each message, by digest."""
    sending: frozenset[str]
    """What may be named once more: the program was killed, or is about to go on."""


class Trusting(Extras):
    """What a store knows of where it was sent from."""

    def __init__(
        self, database: Database, *, state: Path | None = None, config: Path | None = None
    ) -> None:
        """Take the connection, and where this machine's list is.

        Args:
            database: The connection.
            state: The folder of what belongs to this machine; None where none is known, and
                so nothing can be sent.
            config: That of config.toml, in which it must not lie.

        """
        super().__init__(database)
        self._state = state
        self._listing: int | None = None
        """The message that was to be listed last, if its end was not announced since."""
        self._apart = (database.path.parent, *((config,) if config else ()))

    def distrust(self) -> str:
        """Return why nothing must be sent from this store, with the remedy; "" if it may."""
        try:
            return self._told(self.judged())
        except StoreError as error:
            return str(error)

    def has_sent(self) -> bool:
        """Return whether anything was sent from here or this machine, or waits to be; quick."""
        if self._left() or self._database.ask(_WAITING):
            return True
        # A copy from before the first message knows of none.
        try:
            return self._trace("").path.exists()
        except (StoreError, OSError):
            return False

    def judged(self) -> Judgement:
        """Return whether this is the store from which was sent last.

        Raises:
            StoreError: That can't be told: the list can't be read, or has no place here.

        """
        with self._database.reading():
            known = self._known()
            # Looked at while nobody can announce anything: what is announced is named first.
            return self._compared(known, self._trace(known.lineage).read())

    def trust(self) -> str:
        """Take this store as the one to send from, as the user wants; return what that risks.

        It is "" where there was nothing against it.

        Raises:
            StoreError: That can't be noted on this machine.

        """
        if self.judged().trust in SAFE:
            return ""
        with self.writing():
            found = self.judged()
            self._take_as_listed(found.listed.named)
            trace = self._trace(self._lineage())
            self._keep_machine(trace.trust())
        self._unseal()
        return (
            f"Trusted. This machine's list names {_messages(found.unknown)} that this store does "
            "not know of; what was sent from elsewhere, or since, may be sent again. Look into "
            "your sent mail before you send what waits."
        )

    def _trace(self, lineage: str) -> "Trace":
        from followup_mail.store.trace import Trace  # noqa: PLC0415 - start-up time

        return Trace(self._state, self._apart, lineage)

    def _begin_to_send(self) -> None:
        """See that sending from here is safe and can be noted; take over what is to be.

        Raises:
            StoreError: It isn't, or can't.

        """
        with self.writing():
            found = self.judged()
            told = self._told(found)
            if told:
                raise StoreError(told)
            lineage = self._lineage()
            named = found.listed.named
            missing: list[str] = []
            if found.trust is Trust.OF_BEFORE:
                gone = self._gone(lineage)
                missing, named = [name for name in gone if name not in named], gone
            machine = self._trace(lineage).add(missing)
            new = self.setting(MACHINE) is None
            if new:
                # What an export brought was listed for another store, or on another machine.
                self._take_as_listed(named)
            if new and found.trust is not Trust.FRESH:
                self._keep_machine(machine)
        if new:
            self._unseal()

    def _list(self, number: int) -> None:
        """List a message whose end is about to be sent, as part of the write that says so.

        Raises:
            StoreError: It can't be, or another copy of this store has sent it.

        """
        name, listed = self._about(number)
        trace = self._trace(self._lineage())
        self._listing = number
        machine = trace.add([name], known=listed)
        if machine is None:
            self._listing = None
            raise StoreError(
                f"{self._database.path}: another copy of it has sent message {number}, or is "
                f"about to, as {trace.path} says. It is not sent from here; see: followup-mail "
                "doctor"
            )
        self._do(_LIST, listed + 1, number)
        self._keep_machine(machine)

    def _catch_up(self, number: int) -> None:
        """Take over that a message was listed whose end could not be announced any more."""
        self._listing = None
        name, listed = self._about(number)
        named = self._trace(self._lineage()).read().named.get(name, 0)
        if named == listed + 1:
            self._do(_LIST, named, number)

    def _keep_marks(self, application: int) -> None:
        """Keep what the list says of an application that is to be removed."""
        trace = self._trace(self._lineage())
        for message_id, listed in self._database.ask(_OF_REMOVED, application):
            self._do(_MARK, trace.name_of(message_id), listed)

    def _told(self, found: Judgement) -> str:
        if found.trust in SAFE:
            return ""
        path = self._trace("").path
        told = found.trust.value.format(list=path, unknown=_messages(found.unknown))
        return f"{self._database.path}: {told}. {_REMEDY}"

    def _compared(self, known: _Known, listed: "Listed") -> Judgement:
        named = known.named
        of_before = False
        if listed.other:
            return Judgement(Trust.OTHER, listed)
        if known.machine is None:
            from followup_mail.store.seal import Sealed, sealed  # noqa: PLC0415 - hardly ever

            seal = sealed(self._apart[0], known.lineage, known.left)
            if seal in {Sealed.OLDER, Sealed.OTHER}:
                return Judgement(Trust.OLDER if seal is Sealed.OLDER else Trust.OTHER, listed)
            of_before = seal is Sealed.MATCHING and known.left > 0
            if not listed.begun and not of_before:
                return Judgement(Trust.ABSENT if known.left else Trust.FRESH, listed)
            if of_before:
                named = self._gone(known.lineage)
        elif known.machine != listed.machine:
            trust = Trust.ABSENT if listed.machine is None else Trust.ELSEWHERE
            return Judgement(trust, listed)
        elif not listed.begun:
            return Judgement(Trust.ABSENT, listed)
        unknown = sum(
            max(0, many - named.get(name, 0) - (name in known.sending))
            for name, many in listed.named.items()
        )
        if unknown:
            return Judgement(Trust.OLDER, listed, unknown)
        if of_before:
            return Judgement(Trust.OF_BEFORE, listed)
        lacking = any(many > listed.named.get(name, 0) for name, many in named.items())
        return Judgement(Trust.LACKING if lacking else Trust.MATCHING, listed)

    def _known(self) -> _Known:
        lineage = self._lineage()
        name_of = self._trace(lineage).name_of
        named: Counter[str] = Counter(dict(self._database.ask(_MARKS)))
        for message_id, many in self._database.ask(_LISTED):
            named[name_of(message_id)] += many
        sending = frozenset(name_of(message_id) for (message_id,) in self._database.ask(_SENDING))
        return _Known(lineage, self._left(), self.setting(MACHINE), named, sending)

    def _gone(self, lineage: str) -> Counter[str]:
        """Return what left, or may have, when it wasn't listed yet."""
        name_of = self._trace(lineage).name_of
        return Counter({name_of(message_id): 1 for (message_id,) in self._database.ask(_GONE)})

    def _take_as_listed(self, named: Mapping[str, int]) -> None:
        """Keep of all messages how many times the list names them, known or not."""
        name_of = self._trace(self._lineage()).name_of
        left = dict(named)
        self._database.many(_UNLIST, [()])
        self._database.many(_NO_MARKS, [()])
        for number, message_id in self._database.ask(_ALL) if left else ():
            many = left.pop(name_of(message_id), 0)
            if many:
                self._do(_LIST, many, number)
        self._database.many(_MARK, left.items())

    def _about(self, number: int) -> tuple[str, int]:
        [(message_id, listed)] = self._database.ask(_ABOUT, number)
        return self._trace(self._lineage()).name_of(message_id), int(listed)

    def _unseal(self) -> None:
        from followup_mail.store.seal import remove  # noqa: PLC0415 - once

        remove(self._apart[0])

    def _keep_machine(self, number: str | None) -> None:
        if number is not None and self.setting(MACHINE) != number:
            self.keep_setting(MACHINE, number)

    def _lineage(self) -> str:
        return self.setting(LINEAGE) or self.setting("generation") or ""

    def _left(self) -> int:
        """Return how many messages may have left."""
        found = self._database.ask(_LEFT)
        return int(found[0][0]) if found else 0

    def _do(self, sql: str, *values: object) -> None:
        self._database.many(sql, [values])


def _messages(number: int) -> str:
    return "one message" if number == 1 else f"{number or 'no'} messages"
