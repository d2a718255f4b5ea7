"""Invitations to interviews, put into applications that are kept or that begin with them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from followup_mail.desk.adding import Added, add_text, change_text, same_job
from followup_mail.desk.desk import Desk
from followup_mail.desk.unnamed import tree_of
from followup_mail.errors import NotFoundError
from followup_mail.ladder.writers import ME

if TYPE_CHECKING:
    from followup_mail.intake.dialogues import Sheet
    from followup_mail.intake.invitation import Invitation
    from followup_mail.kept import Stored

_CALLED_OFF = 0
"""Stands for the number of an interview that will not be."""


def sheet_for(
    desk: Desk, text: str, *, interviews: Literal["past", "future"] = "future"
) -> "Sheet":
    """Return *text*, an application file, to be filled in by answers.

    *interviews* says which "monday" an interview is on: the last or the next one.
    """
    from functools import partial

    from followup_mail.intake.dialogues import Sheet
    from followup_mail.intake.questions import Dates
    from followup_mail.when import read_day, read_moment

    today = desk.now().astimezone(ZoneInfo(desk.timezone)).date()
    return Sheet(
        text,
        config=desk.config,
        fallback_timezone=desk.fallback_timezone(),
        dates=Dates(
            day=partial(read_day, today=today, prefer="future"),
            moment=partial(read_moment, today=today, prefer=interviews),
        ),
    )


def begun_by(
    desk: Desk, invitation: "Invitation", given: Mapping[str, str], *, nameless: bool
) -> "Sheet":
    """Return the application file that *invitation* begins, with what was *given* beside it.

    Guests of whom only the address is known are left out, unless *nameless* are taken:
    then somebody has to answer what they are called.
    """
    from followup_mail.application import as_toml
    from followup_mail.intake.invitation import tree_of

    tree = tree_of(invitation, me_email=my_email(desk))
    people = tree.get("people")
    if isinstance(people, dict) and not nameless:
        tree["people"] = {key: each for key, each in people.items() if "name" in each}
    return sheet_for(desk, as_toml({**given, **tree}))


def my_email(desk: Desk, text: str = "") -> str | None:
    """Return the address under which the user is invited to what *text*, a file, is about."""
    known = tree_of(text).get("me", {}).get("email") or desk.config.me.get("email")
    return str(known) if known else None


def refuse_unknown(invitation: "Invitation", source: str) -> None:
    """Raise NotFoundError if *invitation*, which belongs to nothing kept, calls something off."""
    if invitation.cancelled:
        raise NotFoundError(
            f"{source}: calls an interview off that is not kept here; name the application it "
            "belongs to with --for NAME."
        )


def application_of(
    desk: Desk, invitation: "Invitation", name: str | None, given: Mapping[str, str]
) -> "Stored | None":
    """Return the kept application that *invitation* belongs to, None for a new one.

    The one called *name*, else the one that was invited to it before, else the one
    for the position and employer *given*.
    """
    if name is not None:
        return desk.find(name)
    before = desk.store.invitation(invitation.uid) if invitation.uid else None
    if before is not None:
        return desk.store.by_id(before[0])
    if not {"employer", "position"} <= given.keys():
        return None
    mine = same_job(desk, given["employer"], given["position"], ME)
    return mine or _only_one(desk, given["employer"], given["position"])


def _only_one(desk: Desk, employer: str, position: str) -> "Stored | None":
    """Return the application for that job that is no client's, where there is but one."""
    from followup_mail.ladder.counting import employer_key

    found = desk.store.of_job(employer_key(employer), " ".join(position.split()))
    own = [stored for stored in found if not stored.dossier.client]
    return own[0] if len(own) == 1 else None


def join(desk: Desk, stored: "Stored", invitation: "Invitation", source: str) -> Added:
    """Put *invitation* into *stored*: a further interview, one that is moved or called off."""
    from followup_mail.intake import edits
    from followup_mail.intake.invitation import joined, localised
    from followup_mail.intake.questions import as_read

    before = desk.store.invitation(invitation.uid) if invitation.uid else None
    text = stored.dossier.text
    known = before is not None and before[0] == stored.id
    newest = desk.store.setting(_key(invitation)) if known else None
    if newest is not None and invitation.sequence < int(newest):
        told = "an older invitation than the one that was added last; nothing is changed by it."
        return Added(stored.dossier.name, "unchanged", warning=f"{source}: {told}")
    invitation = localised(invitation, sheet_for(desk, text).setting().zone)
    if before is not None and known and 0 < before[1] <= len(_rounds(text)):
        at = _rounds(text)[before[1] - 1]
        if invitation.cancelled:
            # Some calendars call it off at the hour it had at first.
            invitation = invitation._replace(at=at)
        elif invitation.at is not None:
            times = {"at": as_read(invitation.at), "end": as_read(invitation.end)}
            text = edits.set_interview(text, before[1] - 1, {k: v for k, v in times.items() if v})
    text = joined(text, _named(invitation), me_email=my_email(desk, text))
    added = change_text(desk, stored, text, source=source)
    if before is not None and known and invitation.cancelled:
        _call_off(desk, stored, invitation, before[1])
    else:
        _remember(desk, stored.dossier.name, invitation)
    return added


def add_new(
    desk: Desk, text: str, invitation: "Invitation", *, source: str, name: str | None
) -> Added:
    """Keep the application that began with *invitation*."""
    from followup_mail.intake import edits
    from followup_mail.intake.invitation import localised
    from followup_mail.intake.questions import as_read

    local = localised(invitation, sheet_for(desk, text).setting().zone)
    if local is not invitation and _rounds(text)[:1] == [local.at]:
        times = {"at": as_read(local.at), "end": as_read(local.end)}
        text = edits.set_interview(text, 0, {k: v for k, v in times.items() if v})
    added = add_text(desk, text.encode(), source=source, folder=None, name=name)
    _remember(desk, added.name, invitation)
    return added


def _remember(desk: Desk, name: str, invitation: "Invitation") -> None:
    """Keep which interview *invitation* is to, so that the next one can move it."""
    stored = desk.find(name)
    rounds = _rounds(stored.dossier.text)
    if invitation.uid and invitation.at in rounds:
        with desk.writing():
            number = rounds.index(invitation.at) + 1
            desk.store.keep_invitation(invitation.uid, stored.id, number)
            desk.store.keep_setting(_key(invitation), str(invitation.sequence))


def _call_off(desk: Desk, stored: "Stored", invitation: "Invitation", number: int) -> None:
    """Keep that the interview *number* was taken out: those behind it have moved up."""
    with desk.writing():
        for uid, other in desk.store.invitations(stored.id):
            if 0 < number < other:
                desk.store.keep_invitation(uid, stored.id, other - 1)
        desk.store.keep_invitation(invitation.uid, stored.id, _CALLED_OFF)
        desk.store.keep_setting(_key(invitation), str(invitation.sequence))


def _key(invitation: "Invitation") -> str:
    """Return under which name the SEQUENCE of *invitation* is kept; nobody's name is in it."""
    from hashlib import sha256

    return f"invitation:{sha256(invitation.uid.encode()).hexdigest()[:32]}"


def _named(invitation: "Invitation") -> "Invitation":
    """Return *invitation* without the guests of whom only the address is known."""
    from followup_mail.intake.invitation import plain_name

    organizer = invitation.organizer
    return invitation._replace(
        organizer=organizer if organizer and plain_name(organizer) else None,
        attendees=tuple(guest for guest in invitation.attendees if plain_name(guest)),
    )


def _rounds(text: str) -> list[Any]:
    """Return when the interviews of *text*, an application file, are; it may be incomplete."""
    return [each.get("at") for each in tree_of(text).get("interviews", ())]
