"""Erasing applications, with all that happened and all that was written."""

from datetime import datetime

from followup_mail.desk.desk import Desk
from followup_mail.errors import BlockedError
from followup_mail.kept import Stored
from followup_mail.visible import visible


def erase(desk: Desk, stored: Stored) -> tuple[int, ...]:
    """Erase *stored*, and plan the writer's others at the same employer anew.

    Of what was sent, or may have been, digests stay, by which it is known if the
    application is added again. Return the messages of which nobody knows.

    Raises:
        BlockedError: A message of it is on its way, and what becomes of that is to be kept.

    """
    from followup_mail.desk.sending import DOUBTFUL
    from followup_mail.desk.traces import traces

    with desk.writing():
        number = desk.store.in_hand(stored.id, at=desk.now())
        if number is not None:
            raise BlockedError(
                f"{visible(stored.dossier.name)}: message {number} is being sent, and what becomes "
                "of it has to be recorded first. Nothing of it was erased; see: "
                "followup-mail outbox"
            )
        beside = desk.store.siblings(stored)
        doubtful = desk.store.outbox(states=DOUBTFUL, application=stored.id)
        desk.store.keep_digests(traces(desk, stored))
        desk.store.remove(stored.id)
        if beside:
            desk.replan(beside[0])
    return tuple(posting.id for posting in doubtful if not posting.what.test)


def ended_before(desk: Desk, moment: datetime) -> tuple[str, ...]:
    """Return the names of the applications that ended, and changed last, before *moment*."""
    return tuple(
        stored.dossier.name
        for stored, _ in desk.store.listed()
        if stored.state.ended and _touched(desk, stored) < moment
    )


def _touched(desk: Desk, stored: Stored) -> datetime:
    """Return when *stored* changed last, or something was recorded for it."""
    recorded = (entry.recorded_at for entry in desk.store.entries(stored.id))
    return max((stored.changed_at, *recorded))
