"""By what a message is known: as an occurrence, and as digests that outlast its application."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from followup_mail.desk.desk import Desk
from followup_mail.desk.sending import DOUBTFUL, NOTES, TAKEN
from followup_mail.kept import Dossier
from followup_mail.ladder.counting import caseless
from followup_mail.ladder.occurrences import Occurrence
from followup_mail.model import Application
from followup_mail.posting import NewPosting
from followup_mail.vocabulary import Kind

if TYPE_CHECKING:
    from followup_mail.kept import Stored


def where(dossier: Dossier) -> str:
    """Return at whom *dossier* is, as that is compared; one unnamed is told by the position."""
    from followup_mail.ladder.counting import unaccented

    return dossier.employer_key or f"unnamed: {unaccented(' '.join(dossier.position.split()))}"


def key_of(dossier: Dossier, what: Occurrence) -> str:
    """Return what a message of *what* may be sent once as, of whatever application."""
    from followup_mail.store.rows import encode

    job = (dossier.writer, where(dossier), position_of(dossier))
    return encode([*job, what.act, what.opened, what.whom])


def occurrence_of(what: NewPosting) -> Occurrence:
    """Return what *what* is an occurrence of."""
    # Passed on by somebody else, it has their address.
    address = "" if what.kind is Kind.FORWARD else caseless(what.envelope.rcpt_to[0])
    return Occurrence(act_of(what.kind), what.opened, what.whom, what.to, address)


def traces(desk: Desk, stored: "Stored") -> Iterator[tuple[str, datetime]]:
    """Yield digests of all that was written for *stored*, which is to be removed, and when."""
    dossier = stored.dossier
    postings = [p for p in desk.store.outbox(application=stored.id) if not p.what.test]
    gone = came_back(desk, {stored.id})
    for posting in postings:
        if posting.state in TAKEN | DOUBTFUL and posting.entry not in gone:
            what = posting.what
            at = posting.changed_at
            for said in digests(dossier, occurrence_of(what), what.kind, what.envelope.rcpt_to):
                yield said, at
    posted = {posting.entry for posting in postings}
    known = desk.readable(stored)
    if not isinstance(known, Application):
        return
    from followup_mail.ladder.occurrences import WRITTEN, recorded

    for entry, done in recorded(known):
        if entry.id not in posted:
            email = known.people[done.person].email
            to = (email,) if email else ()
            for said in digests(dossier, done, WRITTEN[entry.did], to):
                yield said, datetime.combine(entry.day, time(12), UTC)


def digests(
    dossier: Dossier, what: Occurrence, kind: Kind, addresses: tuple[str, ...]
) -> Iterator[str]:
    """Yield by what a message is known when its application was removed."""
    from followup_mail.store.postings import digest

    yield digest("occurrence", key_of(dossier, what))
    yield digest("job", dossier.writer, where(dossier), position_of(dossier), what.act, what.whom)
    for address in addresses:
        yield digest(
            "address", dossier.writer, where(dossier), kind.value, address.casefold(), what.whom
        )


def position_of(dossier: Dossier) -> str:
    """Return the position as it is compared: two files for one are about one job."""
    return " ".join(dossier.position.split()).casefold()


def came_back(desk: Desk, applications: Iterable[int]) -> set[int | None]:
    """Return the numbers of the entries of messages that came back, or that nobody read."""
    from followup_mail.ladder.counting import lost

    found: set[int | None] = set()
    for number in applications:
        ordered = sorted(desk.store.history(number), key=lambda entry: entry.day)
        found |= {ordered[place].id for place in lost(ordered)}
    return found


def old_digest(about: Dossier, address: str, kind: Kind) -> str:
    """Return what was kept of a message before writers were told apart."""
    from followup_mail.store.postings import digest

    return digest(
        about.client, about.employer_key, about.position.casefold(), address.casefold(), kind.value
    )


def act_of(kind: Kind) -> str:
    """Return what a message of *kind* does; a note that is passed on thanks."""
    return Kind.THANK_YOU.value if kind in NOTES else kind.value
