"""Applications through an agency that has not named its client: which of them are one."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from followup_mail.desk.desk import Desk
from followup_mail.kept import Stored
from followup_mail.record import Record
from followup_mail.vocabulary import Role


class Trace(Record):
    """What tells an application without an employer from others."""

    writer: str
    position: str
    agency: frozenset[str]
    """Domains of its agency's addresses; names, where there is no address."""
    begun: date | None = None
    """The day of its first interview, as it is written."""

    def is_of(self, other: "Trace") -> bool:
        """Return whether it may be the job of *other*: the same title through the same agency.

        With first interviews on two days they are two jobs: an agency has many clients.
        """
        days = {self.begun, other.begun} - {None}
        same = (self.writer, self.position) == (other.writer, other.position)
        return same and bool(self.agency & other.agency) and len(days) <= 1


class Unnamed:
    """The applications kept that name no employer; read once, when first asked for."""

    def __init__(self, desk: Desk) -> None:
        """Look among those of *desk*."""
        self._desk = desk
        self._known: list[tuple[int, Trace]] | None = None

    def like(self, trace: Trace, besides: Collection[int] = ()) -> Stored | None:
        """Return the first that may be the job of *trace*, not one of *besides*."""
        if not trace.agency:
            return None
        if self._known is None:
            self._known = [
                (stored.id, trace_of(tree_of(stored.dossier.text), stored.dossier.writer))
                for stored, _ in list(self._desk.store.listed())
                if not stored.dossier.employer_key
            ]
        found = (n for n, known in self._known if n not in besides and trace.is_of(known))
        number = next(found, None)
        return None if number is None else self._desk.store.by_id(number)


def trace_of(tree: Mapping[str, Any], writer: str) -> Trace:
    """Return the trace of *tree*, an application file of *writer* without fault."""
    agency = [p for p in tree.get("people", {}).values() if p.get("role") == Role.AGENCY]
    begun = next((each.get("at") for each in tree.get("interviews", ())), None)
    return Trace(
        writer=writer,
        position=str(tree.get("position", "")).strip(),
        agency=frozenset(
            str(person.get("email", person.get("name", ""))).rpartition("@")[2].strip().casefold()
            for person in agency
        ),
        begun=begun.date() if isinstance(begun, datetime) else None,
    )


def tree_of(text: str) -> dict[str, Any]:
    """Return *text*, an application file without fault, as a tree."""
    import tomllib

    return tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
