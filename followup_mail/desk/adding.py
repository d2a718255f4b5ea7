"""Taking applications in: one file, one changed text, or a table of many."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from followup_mail.desk.desk import Desk
from followup_mail.desk.unnamed import Unnamed, trace_of, tree_of
from followup_mail.errors import ApplicationError, UsageError
from followup_mail.kept import Dossier, Stored
from followup_mail.model import Application, Happening
from followup_mail.record import Record
from followup_mail.visible import visible

if TYPE_CHECKING:
    from followup_mail.application import Incomplete
    from followup_mail.config import Config

_BOM = b"\xef\xbb\xbf"
Known: TypeAlias = "Application | Incomplete"


class Added(Record):
    """What became of one application that was handed in."""

    name: str
    outcome: str
    """"added", "changed" or "unchanged"."""
    diff: str = ""
    """What changed, as a unified diff."""
    events: int = 0
    """Entries of [[history]] that were taken over."""
    questions: tuple[str, ...] = ()
    """What is still to be answered."""
    warning: str = ""


def add_text(
    desk: Desk,
    data: bytes,
    *,
    source: str,
    folder: Path | None,
    name: str | None = None,
) -> Added:
    """Keep the application that the file *data* describes; a known one is changed.

    Args:
        desk: Where it is kept.
        data: The file, TOML.
        source: How faults name the file.
        folder: Where its attachments lie.
        name: What to call it; the one that is called so is changed.

    Raises:
        ApplicationError: The file is faulty; nothing is kept.
        UsageError: *name* can't be one.

    """
    from followup_mail.application import read_kept
    from followup_mail.intake.edits import drop_history

    known = read_kept(
        data,
        source=source,
        folder=folder,
        config=desk.config,
        fallback_timezone=desk.fallback_timezone(),
    )
    text = data.removeprefix(_BOM).decode()
    if name is not None:
        check_name(name)
    facts = Facts.of(known, desk.config)
    with desk.writing():
        if name:
            before = desk.store.get(name)
        elif facts.employer:
            before = same_job(desk, facts.employer, facts.position, facts.writer)
        else:
            before = Unnamed(desk).like(trace_of(tree_of(text), facts.writer))
        called = before.dossier.name if before else name or _new_name(desk, facts)
        dossier = facts.dossier(
            uid=before.dossier.uid if before else desk.new_token(),
            name=called,
            text=drop_history(text) if facts.history else text,
            folder=str(folder.resolve()) if folder else None,
        )
        if before is None:
            return _keep_new(desk, dossier, facts)
        return change(desk, before, dossier, facts)


def change_text(desk: Desk, stored: Stored, text: str, *, source: str) -> Added:
    """Keep *text* as the file of *stored*.

    Raises:
        ApplicationError: The text is faulty, or another one is kept meanwhile; that stays.

    """
    from followup_mail.application import read_kept
    from followup_mail.intake.edits import drop_history

    folder = Path(stored.dossier.folder) if stored.dossier.folder else None
    known = read_kept(
        text.encode(),
        source=source,
        folder=folder,
        config=desk.config,
        fallback_timezone=desk.fallback_timezone(),
        # Those of an application that an import brought; no others.
        absent=folder is None and "attachments" in tree_of(stored.dossier.text),
    )
    facts = Facts.of(known, desk.config)
    dossier = facts.dossier(
        uid=stored.dossier.uid,
        name=stored.dossier.name,
        text=drop_history(text) if facts.history else text,
        folder=stored.dossier.folder,
    )
    with desk.writing():
        if desk.store.by_id(stored.id).dossier.text != stored.dossier.text:
            raise ApplicationError(
                f"{stored.dossier.name}: was changed by another command meanwhile; see what is "
                f"kept now with `followup-mail show {stored.dossier.name} --file`."
            )
        return change(desk, stored, dossier, facts)


class Facts(Record):
    """What the store has to know of a file that was read."""

    employer: str
    position: str
    client: str
    writer: str
    people: frozenset[str]
    history: tuple[Happening, ...]
    questions: tuple[str, ...]
    known: Known

    @classmethod
    def of(cls, known: Known, config: "Config") -> "Facts":
        """Return the facts of *known*, beside what *config* says of the user."""
        if isinstance(known, Application):
            history, questions = known.history, tuple[str, ...]()
        else:
            history, questions = (), tuple(question.text for question in known.questions)
        return cls(
            known.employer,
            " ".join(known.position.split()),
            known.client or "",
            whose(known, config),
            frozenset(known.people),
            history,
            questions,
            known,
        )

    def dossier(self, *, uid: str, name: str, text: str, folder: str | None) -> Dossier:
        """Return what is kept of it."""
        from followup_mail.ladder.counting import employer_key

        return Dossier(
            uid=uid,
            name=name,
            client=self.client,
            employer=self.employer,
            position=self.position,
            employer_key=employer_key(self.employer),
            text=text,
            folder=folder,
            complete=not self.questions,
            writer=self.writer,
        )


def whose(known: Known, config: "Config") -> str:
    """Return whose application *known* is, as writers are compared."""
    from followup_mail.ladder.writers import writer_of

    mine = known.me if isinstance(known, Application) else known
    return writer_of(
        known.client or "",
        mine.name,
        mine.email,
        own_name=str(config.me.get("name", "")),
        own_addresses=config.addresses,
    )


def whose_text(text: str, config: "Config") -> str | None:
    """Return the same of a file that can't be read as an application; None if not even as TOML."""
    from followup_mail.application.gaps import incomplete

    try:
        return whose(incomplete(tree_of(text), ()), config)
    except ValueError:
        return None


def check_name(name: str) -> None:
    """Raise unless *name* can be what an application is called on the command line."""
    plain = name.replace("-", "").replace("_", "")
    if not (plain.isascii() and plain.isalnum() and name == name.lower() and name[0] != "-"):
        raise UsageError(
            f"--name {visible(name)}: a name is made of small letters, digits and hyphens, "
            "such as northwind-data."
        )


def change(desk: Desk, before: Stored, dossier: Dossier, facts: Facts) -> Added:
    """Put *dossier* in the place of *before*, while writing.

    Raises:
        ApplicationError: Somebody is gone of whom the history tells.

    """
    history = desk.store.history(before.id)
    gone = sorted({e.to for e in history if e.to and e.to not in facts.people})
    if gone:
        raise ApplicationError(
            f"{dossier.name}: people.{gone[0]}: is part of what has happened, so it has to stay; "
            'set status = "left" there instead.'
        )
    # What was taken back doesn't come again with the same file.
    ever = [entry.happening for entry in desk.store.entries(before.id)]
    new = [entry for entry in facts.history if not _recorded(entry, ever)]
    if dossier == before.dossier and not new:
        return Added(dossier.name, "unchanged", questions=facts.questions)
    rounds = _rounds_until_now(desk, before, facts.known)
    desk.store.change(before.id, dossier, at=desk.now())
    desk.store.append(before.id, new, at=desk.now())
    if rounds is not None:
        desk.store.keep_moved_interviews(before.id, rounds)
    after = desk.store.by_id(before.id)
    desk.look_up(after, facts.known)
    desk.replan(after)
    if _group(before.dossier) != _group(dossier):
        for left_behind in desk.store.siblings(before):
            desk.replan(left_behind)
    return Added(
        dossier.name,
        "changed",
        diff=_diff(before.dossier, dossier),
        events=len(new),
        questions=facts.questions,
    )


def _rounds_until_now(desk: Desk, before: Stored, known: Known) -> dict[str, str] | None:
    """Return what the interviews of *known* are known by, where they were moved.

    None where nothing can be said: one of the two can't be read, or lacks something.
    """
    from followup_mail.ladder.interviews import moved

    until_now = desk.readable(before)
    if not (isinstance(until_now, Application) and isinstance(known, Application)):
        return None
    return moved(until_now.interviews, known.interviews)


def _rounds_beside(desk: Desk, stored: Stored, known: Known) -> dict[str, str]:
    """Return the same for *known*, which is new: another file may tell of the same interviews."""
    told = {each.as_told for each in known.interviews} if isinstance(known, Application) else set()
    found: dict[str, str] = {}
    for other in desk.store.siblings(stored) if told else ():
        beside = desk.store.moved_interviews(other.id)
        found |= {at: identity for at, identity in beside.items() if at in told}
    return found


def _group(dossier: Dossier) -> tuple[str, str]:
    """Return what the applications that share their caps have in common."""
    return dossier.writer, dossier.employer_key


def _keep_new(desk: Desk, dossier: Dossier, facts: Facts) -> Added:
    stored = desk.store.add(dossier, at=desk.now())
    desk.store.append(stored.id, facts.history, at=desk.now())
    desk.store.keep_moved_interviews(stored.id, _rounds_beside(desk, stored, facts.known))
    desk.look_up(stored, facts.known)
    desk.replan(stored)
    same = [s for s in desk.store.siblings(stored) if s.dossier.position == dossier.position]
    warning = (
        f"{same[0].dossier.name} is an application for the same position at the same employer; "
        f"if it is the same one, remove one of them: followup-mail remove {dossier.name}"
        if same
        else ""
    )
    return Added(
        dossier.name,
        "added",
        events=len(facts.history),
        questions=facts.questions,
        warning=warning,
    )


def same_job(desk: Desk, employer: str, position: str, writer: str) -> Stored | None:
    """Return the kept application for *position* at *employer*, of the same writer."""
    from followup_mail.ladder.counting import employer_key

    found = desk.store.of_job(employer_key(employer), " ".join(position.split()))
    return next((stored for stored in found if stored.dossier.writer == writer), None)


def _new_name(desk: Desk, facts: Facts) -> str:
    from followup_mail.intake.names import name_for

    return name_for(facts.employer, facts.position, lambda name: desk.store.get(name) is not None)


def _recorded(entry: Happening, history: Sequence[Happening]) -> bool:
    return any(
        (entry.day, entry.did, entry.to) == (known.day, known.did, known.to) for known in history
    )


def _diff(before: Dossier, after: Dossier) -> str:
    from difflib import unified_diff

    return "\n".join(
        unified_diff(
            before.text.splitlines(),
            after.text.splitlines(),
            f"{before.name} (kept)",
            f"{after.name} (new)",
            lineterm="",
            n=1,
        )
    )
