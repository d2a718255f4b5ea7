"""What an older program kept, told as this one tells it: nothing that was sent becomes sendable."""

from collections.abc import Sequence

from followup_mail.desk.desk import Desk
from followup_mail.desk.traces import act_of, key_of
from followup_mail.kept import Entry, Stored
from followup_mail.ladder.occurrences import OPENERS, Occurrence, identity, named, opened_by
from followup_mail.ladder.writers import bare
from followup_mail.model import Application
from followup_mail.posting import Posting


def tell_occurrences(desk: Desk) -> None:
    """Keep of each message what it is an occurrence of, while writing.

    Interviews were numbered in its key, which names them as long as none was added since.
    """
    for stored, _ in list(desk.store.listed()):
        old = [p for p in desk.store.outbox(application=stored.id) if _is_old(p)]
        known = desk.readable(stored) if old else ""
        if not isinstance(known, Application):
            continue  # which is taken for the same whatever it was of
        entries = desk.store.entries(stored.id)
        for posting in old:
            what = _told(stored, known, posting, entries)
            if what is not None:
                key = key_of(stored.dossier, what)
                desk.store.tell_occurrence(posting.id, key, opened=what.opened, whom=what.whom)


def _is_old(posting: Posting) -> bool:
    return not posting.what.whom and not posting.what.test


def _told(
    stored: Stored, known: Application, posting: Posting, entries: Sequence[Entry]
) -> Occurrence | None:
    """Return what *posting* is an occurrence of; None where its key doesn't tell."""
    uid, _, rest = posting.what.key.partition("/")
    act, _, rest = rest.partition("/")
    if uid != stored.dossier.uid or not rest:
        return None
    opened = ""
    if act != "network":
        by, _, rest = rest.partition("/")
        found = _opened(by, known, entries)
        if found is None:
            return None
        opened = found
    person = known.people.get(posting.what.to)
    whom = named(person, known) if person else bare(rest)
    return Occurrence(act_of(posting.what.kind), opened, whom, posting.what.to)


def _opened(by: str, known: Application, entries: Sequence[Entry]) -> str | None:
    """Return what opened a wait, of "r1" for an interview, "e7" or "d2026-12-03" for an answer."""
    if by.startswith("r") and by[1:].isdecimal():
        number = int(by[1:])
        return identity(known, number) if number <= len(known.interviews) else None
    told = [entry.happening for entry in entries if entry.undoes is None]
    answer = next(
        (e for e in told if by in {f"e{e.id}", f"d{e.day}"} and e.did in OPENERS),
        None,
    )
    if answer is None:
        return None
    until = tuple(e for e in known.history if e.day < answer.day)
    return opened_by(known._replace(history=(*until, answer)), answer.day)
