"""Finding what is kept, reading it, and planning it anew after every change."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from followup_mail.errors import ApplicationError, NotFoundError
from followup_mail.visible import visible

if TYPE_CHECKING:
    from followup_mail.application import Incomplete
    from followup_mail.config import Config
    from followup_mail.kept import Dossier, Stored
    from followup_mail.model import Application, Happening
    from followup_mail.planning import DaysOff, Plan, Touch
    from followup_mail.store import Store

_MOST_NAMED = 10


class Desk:
    """The store, with the rules, calendars and clock it is worked by."""

    def __init__(
        self,
        store: "Store",
        *,
        config: Callable[[], "Config"],
        config_file: Path,
        now: Callable[[], datetime],
        new_token: Callable[[], str],
        fallback_timezone: Callable[[], str],
    ) -> None:
        """Keep what comes from outside; see :class:`followup_mail.app.App`."""
        self.store = store
        self.now = now
        self.new_token = new_token
        self.fallback_timezone = fallback_timezone
        self.config_file = config_file
        self._read_config = config
        self._days: dict[tuple[str, int], DaysOff] = {}
        self._fresh: list[DaysOff] = []
        self._settled = False
        self._newest_read: tuple[tuple[object, ...], Application | Incomplete] | None = None

    @property
    def config(self) -> "Config":
        """What config.toml says."""
        return self._read_config()

    @property
    def timezone(self) -> str:
        """The IANA name of the user's zone."""
        return str(self.config.me.get("timezone") or self.fallback_timezone())

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make what is done inside one change of the store, days off looked up included."""
        from followup_mail.desk.planning import note_rules, refresh

        with self.store.writing():
            if not self._settled:
                # Once: whose an application is decides what else it concerns.
                self._settled = True
                refresh(self)
                if not self.store.names("", limit=1):
                    note_rules(self)
            yield
            for days in self._fresh:
                self.store.keep_days_off(days)
        self._fresh.clear()

    def calendars(self, place: str, year: int) -> "DaysOff":
        """Return the days off of *place*, from the store where they are known."""
        found = self._days.get((place, year))
        if found is None:
            from followup_mail.closures import days_off, stale

            found = self.store.days_off(place, year)
            if found is None or stale(found):
                found = days_off(place, year)
                self._fresh.append(found)
            self._days[place, year] = found
        return found

    def find(self, name: str) -> "Stored":
        """Return the application called *name*, or the only one whose name begins so.

        Raises:
            NotFoundError: There is none, or more than one.

        """
        exact = self.store.get(name)
        if exact is not None:
            return exact
        names = self.store.names(name, limit=_MOST_NAMED + 1)
        if len(names) == 1:
            found = self.store.get(names[0])
            if found is not None:
                return found
        if names:
            more = ", …" if len(names) > _MOST_NAMED else ""
            listed = ", ".join(names[:_MOST_NAMED])
            raise NotFoundError(f"{visible(name)}: several applications begin so: {listed}{more}.")
        told = f"{visible(name)}: no application of that name is kept"
        raise NotFoundError(f"{told}{self._near(name)}")

    def _near(self, name: str) -> str:
        from difflib import get_close_matches

        # Those that begin with the same letter: a slip at the very first is rare.
        near = get_close_matches(name, self.store.names(name[:1], limit=1000), n=1)
        if near:
            return f"; did you mean {near[0]}?"
        return (
            ". `followup-mail list` shows the names; a file is given by its path "
            f"(./{visible(name)}) or a name that ends in .toml."
        )

    def read(self, stored: "Stored", settings: Sequence[str] = ()) -> "Application | Incomplete":
        """Return what the file of *stored* and its history say.

        Raises:
            ApplicationError: The file can't be read any more: an attachment is gone,
                or config.toml lacks what it leans on.

        """
        known = self.read_text(stored.dossier, settings)
        known = with_history(known, self.store.history(stored.id))
        return with_rounds(known, self.store.moved_interviews(stored.id))

    def read_text(
        self, dossier: "Dossier", settings: Sequence[str] = ()
    ) -> "Application | Incomplete":
        """Return what the file of *dossier* says."""
        from followup_mail.application import read_kept

        # Whoever sends a message asks for the same one again and again.
        asked = (dossier.text, dossier.name, dossier.folder, tuple(settings))
        if self._newest_read is not None and self._newest_read[0] == asked:
            return self._newest_read[1]
        found = read_kept(
            dossier.text.encode(),
            source=dossier.name,
            folder=Path(dossier.folder) if dossier.folder else None,
            config=self.config,
            fallback_timezone=self.fallback_timezone(),
            settings=settings,
            absent=not dossier.folder,
        )
        self._newest_read = (asked, found)
        return found

    def so_far(self, stored: "Stored") -> "Application | None":
        """Return what is known of *stored*, which is incomplete, for looking back on only."""
        from followup_mail.application import read_so_far

        dossier = stored.dossier
        found = read_so_far(
            dossier.text.encode(),
            source=dossier.name,
            folder=Path(dossier.folder) if dossier.folder else None,
            config=self.config,
            fallback_timezone=self.fallback_timezone(),
        )
        if found is None:
            return None
        return found._replace(history=(*found.history, *self.store.history(stored.id)))

    def complete(self, stored: "Stored", settings: Sequence[str] = ()) -> "Application":
        """Return the application *stored*, which has to be complete.

        Raises:
            MissingDetailError: It is not; the text asks the first question.

        """
        from followup_mail.application import Incomplete
        from followup_mail.errors import MissingDetailError

        found = self.read(stored, settings)
        if not isinstance(found, Incomplete):
            return found
        first = found.questions[0]
        missing = MissingDetailError(first.text, first.key, first.example)
        missing.hint = f"Type `followup-mail edit {stored.dossier.name}`."
        raise missing

    def open_keys(self, stored: "Stored") -> tuple[str, ...]:
        """Return the dotted keys that are required of *stored* and missing."""
        from followup_mail.application import Incomplete

        known = self.read(stored)
        return tuple(q.key for q in known.questions) if isinstance(known, Incomplete) else ()

    def rounds_held(self, stored: "Stored", text: str) -> int:
        """Return the number of the last interview that *text*, a file of *stored*, has begun."""
        from followup_mail.ladder.recipients import held_interviews
        from followup_mail.model import Application

        known = self.read_text(stored.dossier._replace(text=text))
        if not isinstance(known, Application):
            return 0
        held = held_interviews(known, self.now())
        return held[-1][0] if held else 0

    def replan(self, stored: "Stored") -> "Plan":
        """Plan *stored* anew, and the writer's other applications at the same employer.

        To be called while writing.
        """
        group = (stored, *self.store.siblings(stored))
        known = {each.id: self.readable(each) for each in group}
        touches = {each.id: self._touches(each, known[each.id]) for each in group}
        plans = {}
        for each in group:
            elsewhere = [t for other in group if other.id != each.id for t in touches[other.id]]
            plans[each.id] = self.plan_of(each, known[each.id], elsewhere)
            self.store.keep_plan(each.id, plans[each.id])
        return plans[stored.id]

    def plan_of(
        self,
        stored: "Stored",
        known: "Application | Incomplete | str",
        elsewhere: "Sequence[Touch]",
    ) -> "Plan":
        """Return the plan of *known*; a text says why the file can't be read."""
        from followup_mail.application import Incomplete
        from followup_mail.ladder.plan import incomplete, plan

        if isinstance(known, str):
            return self._decided(stored, incomplete([known], stored.changed_at))
        if isinstance(known, Incomplete):
            asked = incomplete([q.text for q in known.questions], stored.changed_at)
            return self._decided(stored, asked)
        return plan(known, self.calendars, self.config.rules, elsewhere=elsewhere)

    def _decided(self, stored: "Stored", asked: "Plan") -> "Plan":
        """Return *asked*, the plan of what can't be read, as the writer ended it or put it off."""
        from followup_mail.ladder.events import ENDS, ending, snoozed
        from followup_mail.ladder.wording import in_full, say_date
        from followup_mail.planning import Plan

        events = [("", entry) for entry in self.store.history(stored.id)]
        end, until = ending(events), snoozed(events)
        if end is not None:
            state = ENDS[end.did]
            return Plan(state, note=f"It has ended ({state}, on {in_full(end.day)}).")
        if until is None:
            return asked
        opens = datetime.combine(until, time(), ZoneInfo(self.timezone)).astimezone(UTC)
        step = asked.steps[0]
        if opens <= step.opens:
            return asked
        why = f"{step.why} You put it off until {say_date(until, until)}."
        put_off = step._replace(due=until, opens=opens, timezone=self.timezone, why=why)
        return asked._replace(steps=(put_off,))

    def look_up(self, stored: "Stored", known: "Application | Incomplete | str") -> None:
        """Keep by which phrases *stored* is found in other drafts, while writing."""
        from followup_mail.model import Application
        from followup_mail.writing.checks.likeness import mention_keys

        keys = mention_keys(known) if isinstance(known, Application) else ()
        self.store.set_mentions(stored.id, keys)

    def plan_now(self, stored: "Stored") -> "Plan":
        """Return the plan of *stored* as it stands."""
        return self.plan_of(stored, self.readable(stored), self.elsewhere(stored))

    def elsewhere(self, stored: "Stored") -> "list[Touch]":
        """Return what was said at the same employer about the writer's other applications."""
        siblings = self.store.siblings(stored)
        return [t for each in siblings for t in self._touches(each, self.readable(each))]

    def readable(self, stored: "Stored") -> "Application | Incomplete | str":
        """Return what is known of *stored*; a text says why its file can't be read."""
        try:
            return self.read(stored)
        except ApplicationError as error:
            return f"The file can't be read any more ({str(error).splitlines()[0]})."

    def _touches(
        self, stored: "Stored", known: "Application | Incomplete | str"
    ) -> "tuple[Touch, ...]":
        from followup_mail.application import Incomplete
        from followup_mail.ladder.counting import touches_of

        if isinstance(known, Incomplete):
            # What was sent counts, whatever has become of the file since.
            history = self.store.history(stored.id)
            so_far = self.so_far(stored) if history else None
            return (
                touches_of(so_far._replace(history=history), stored.dossier.name) if so_far else ()
            )
        return () if isinstance(known, str) else touches_of(known, stored.dossier.name)


def with_rounds(
    known: "Application | Incomplete", moved: Mapping[str, str]
) -> "Application | Incomplete":
    """Return *known* with what its interviews are known by, where they were moved."""
    from followup_mail.ladder.interviews import known_by
    from followup_mail.model import Application

    return known_by(known, moved) if moved and isinstance(known, Application) else known


def with_history(
    known: "Application | Incomplete", history: "Sequence[Happening]"
) -> "Application | Incomplete":
    """Return *known* with what has happened, promises that were kept included."""
    from followup_mail.model import Application
    from followup_mail.vocabulary import Did

    if not isinstance(known, Application):
        return known
    kept = {entry.to for entry in history if entry.did is Did.PROMISE}
    promised = tuple(
        promise._replace(done=True) if promise.to in kept else promise for promise in known.promised
    )
    return known._replace(history=tuple(history), promised=promised)
