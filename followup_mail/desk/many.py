"""Taking in a table of applications: all of them or none, in little memory."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from followup_mail.desk.adding import Facts, Known, change, check_name, same_job
from followup_mail.desk.desk import Desk
from followup_mail.desk.unnamed import Unnamed, trace_of
from followup_mail.errors import ApplicationError, UsageError
from followup_mail.kept import Dossier, Stored
from followup_mail.model import Happening
from followup_mail.planning import Plan
from followup_mail.record import Record

if TYPE_CHECKING:
    from followup_mail.intake.csv_file import Row

_CHUNK = 1000
_MOST_FAULTS = 50
_MOST_WARNINGS = 20
_REFUSED = "Nothing was added."


class Imported(Record):
    """What became of a table of applications."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    incomplete: int = 0
    warnings: tuple[str, ...] = ()
    """Rows that may be about one job."""


class _Taken(Record):
    """One row on its way into the store."""

    dossier: Dossier
    facts: Facts


def add_many(
    desk: Desk,
    rows: Iterable[tuple["Row", Known]],
    *,
    source: str,
    folder: Path | None,
    tick: Callable[[int], None],
) -> Imported:
    """Keep *rows*, all of them or none.

    A row that is for the same position at the same employer as a kept application,
    or is called as it is, changes that one.

    Args:
        desk: Where they are kept.
        rows: Each row with the application that it is; raises ApplicationError at its
            end where some were faulty.
        source: How faults name the file.
        folder: Where attachments lie.
        tick: Told the number of rows done, every thousand.

    Raises:
        ApplicationError: Rows are faulty; the text has a line for each fault.

    """
    with desk.writing():
        intake = _Intake(desk, source, str(folder.resolve()) if folder else None)
        try:
            for chunk in _chunks(rows):
                intake.take(chunk)
                tick(intake.seen)
        except ApplicationError as error:
            raise ApplicationError(f"{error}\n{_REFUSED}") from None
        intake.finish()
        return intake.imported


class _Intake:
    """The rows taken so far."""

    def __init__(self, desk: Desk, source: str, folder: str | None) -> None:
        self.desk = desk
        self.source = source
        self._folder = folder
        self.seen = 0
        self.imported = Imported()
        self._faults: list[str] = []
        self._empty_before = not desk.store.names("", limit=1)
        self._names: set[str] = set()
        self._touched: set[int] = set()
        """Applications whose history concerns others at the same employer."""
        self._matched: set[int] = set()
        """Applications that a row was for."""
        self._unnamed = Unnamed(desk)
        self._lines: dict[tuple[str, str, str], int] = {}
        """The first line of each job."""

    def take(self, chunk: "list[tuple[Row, Known]]") -> None:
        """Keep *chunk*, unless a row of the file could not be kept before or now."""
        taken: list[_Taken] = []
        for row, known in chunk:
            self.seen += 1
            facts = Facts.of(known, self.desk.config)
            self._note_same(row, facts)
            try:
                if not self._changes_one(row, facts):
                    taken.append(self._new(row, facts))
            except (ApplicationError, UsageError) as error:
                told = f"{self.source}, line {row.line}: {error}"
                self._faults += told.splitlines()
        if not self._faults:
            self._keep(taken)

    def finish(self) -> None:
        """Plan those anew that share an employer with somebody written to.

        Raises:
            ApplicationError: Rows were faulty.

        """
        if self._faults:
            shown = self._faults[:_MOST_FAULTS]
            more = len(self._faults) - len(shown)
            rest = [f"and {more} more"] if more else []
            raise ApplicationError("\n".join([*shown, *rest, _REFUSED]))
        for number in sorted(self._touched):
            self.desk.replan(self.desk.store.by_id(number))

    def _changes_one(self, row: "Row", facts: Facts) -> bool:
        if self._empty_before:
            return False
        before = self.desk.store.get(row.name) if row.name else self._same(row, facts)
        if before is None:
            return False
        if before.id in self._matched:
            raise UsageError(f"name: {before.dossier.name} is that of a row above; choose another.")
        self._matched.add(before.id)
        dossier = facts.dossier(
            uid=before.dossier.uid,
            name=before.dossier.name,
            text=_text(row),
            folder=self._folder,
        )
        outcome = change(self.desk, before, dossier, facts).outcome
        self._count(**{outcome: 1})
        return True

    def _same(self, row: "Row", facts: Facts) -> Stored | None:
        """Return the application kept for the job of *row*, which no row above is about."""
        if not facts.employer:
            return self._unnamed.like(trace_of(row.tree, facts.writer), self._matched)
        first = same_job(self.desk, facts.employer, facts.position, facts.writer)
        if first is None or first.id not in self._matched:
            return first
        others = self.desk.store.siblings(first)
        same = (o for o in others if o.dossier.position == facts.position)
        return next((other for other in same if other.id not in self._matched), None)

    def _note_same(self, row: "Row", facts: Facts) -> None:
        """Warn of *row* if a row above is for the same job."""
        from followup_mail.ladder.counting import employer_key

        where = employer_key(facts.employer) or "@".join(
            sorted(trace_of(row.tree, facts.writer).agency)
        )
        first = self._lines.setdefault((facts.writer, where, facts.position), row.line)
        if first != row.line and len(self.imported.warnings) < _MOST_WARNINGS:
            told = (
                f"{self.source}, lines {first} and {row.line}: the same position at the same "
                "employer, or agency; if they are one application, remove one of them."
            )
            warnings = (*self.imported.warnings, told)
            self.imported = self.imported._replace(warnings=warnings)

    def _new(self, row: "Row", facts: Facts) -> _Taken:
        name = row.name or self._name_for(facts)
        if row.name:
            check_name(row.name)
        if self._is_taken(name):
            raise UsageError(f"name: {name} is the name of another application; choose another.")
        self._names.add(name)
        dossier = facts.dossier(
            uid=self.desk.new_token(), name=name, text=_text(row), folder=self._folder
        )
        return _Taken(dossier, facts)

    def _keep(self, taken: list[_Taken]) -> None:
        from followup_mail.application import Incomplete
        from followup_mail.ladder.plan import incomplete, plan
        from followup_mail.writing.checks.likeness import mention_keys

        desk, now = self.desk, self.desk.now()
        ids = desk.store.add_many([each.dossier for each in taken], at=now)
        self._matched.update(ids)
        events: list[tuple[int, tuple[Happening, ...]]] = []
        plans: list[tuple[int, Plan]] = []
        mentions: list[tuple[int, frozenset[str]]] = []
        for number, facts in zip(ids, (each.facts for each in taken), strict=True):
            known = facts.known
            if isinstance(known, Incomplete):
                plans.append((number, incomplete([q.text for q in known.questions], now)))
                continue
            mentions.append((number, mention_keys(known)))
            if facts.history:
                events.append((number, facts.history))
            plans.append((number, plan(known, desk.calendars, desk.config.rules)))
        desk.store.append_many(events, at=now)
        desk.store.keep_plans(plans)
        desk.store.set_mentions_many(mentions)
        self._touched.update(number for number, _ in events)
        self._touched.update(self._beside_others(ids))
        gaps = sum(1 for each in taken if not each.dossier.complete)
        self._count(added=len(taken), incomplete=gaps)

    def _beside_others(self, ids: tuple[int, ...]) -> Iterator[int]:
        """Yield those of *ids* whose employer is that of an application kept before."""
        if self._empty_before:
            return
        for number in ids:
            if self.desk.store.siblings(self.desk.store.by_id(number)):
                yield number

    def _name_for(self, facts: Facts) -> str:
        from followup_mail.intake.names import name_for

        return name_for(facts.employer, facts.position, self._is_taken)

    def _is_taken(self, name: str) -> bool:
        if name in self._names:
            return True
        return not self._empty_before and self.desk.store.get(name) is not None

    def _count(self, **more: int) -> None:
        counted = {name: getattr(self.imported, name) + count for name, count in more.items()}
        self.imported = self.imported._replace(**counted)


def _text(row: "Row") -> str:
    from followup_mail.application import as_toml

    tree = {key: value for key, value in row.tree.items() if key != "history"}
    return as_toml(tree)


def _chunks(rows: Iterable[tuple["Row", Known]]) -> Iterator[list[tuple["Row", Known]]]:
    chunk: list[tuple[Row, Known]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    yield chunk
