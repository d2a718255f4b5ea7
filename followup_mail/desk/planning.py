"""The agenda, and planning everything anew when the rules have changed."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from followup_mail import __version__
from followup_mail.closures import maker
from followup_mail.desk.desk import Desk
from followup_mail.errors import OutputError
from followup_mail.kept import Agenda
from followup_mail.tables import read_bytes

if TYPE_CHECKING:
    from followup_mail.posting import Posting

_CONFIG, _RULES, _OWN = "config", "rules", "own"
_FIRST = 50


def agenda(
    desk: Desk, moment: datetime, *, everything: bool, tick: Callable[[int], None]
) -> Agenda:
    """Return what is to be done at *moment*, of many applications the first.

    Every application is planned anew where config.toml has other waits and caps
    than at the last time; *tick* is then told how many are done.
    """
    refresh(desk, tick)
    return desk.store.agenda(moment, limit=None if everything else _FIRST)


def held_back(desk: Desk) -> "list[Posting]":
    """Return the messages that wait and are held, each with why."""
    from followup_mail.posting import SendState

    # Few ever wait, and only for them is anything more looked at, or loaded.
    if not desk.store.outbox(states=(SendState.QUEUED, SendState.DEFERRED)):
        return []
    from followup_mail.desk.holding import held

    return held(desk)


def refresh(desk: Desk, tick: Callable[[int], None] | None = None) -> None:
    """Plan everything anew if the rules are no longer those it was planned by."""
    # Comparing bytes spares reading the file as TOML each time.
    written = _digest(desk)
    if desk.store.setting(_CONFIG) == written or not desk.store.names("", limit=1):
        return
    rules = rules_of(desk)
    with desk.writing():
        before = desk.store.setting(_OWN)
        if before != _own(desk):
            settle_writers(desk)
        if before is None:
            from followup_mail.desk.upgrading import tell_occurrences

            tell_occurrences(desk)
        if desk.store.setting(_RULES) != rules:
            for number, (stored, _) in enumerate(list(desk.store.listed()), start=1):
                desk.replan(stored)
                if tick is not None:
                    tick(number)
        note_rules(desk)


def note_rules(desk: Desk) -> None:
    """Keep by which rules everything is planned; to be called while writing."""
    desk.store.keep_setting(_CONFIG, _digest(desk))
    desk.store.keep_setting(_RULES, rules_of(desk))
    desk.store.keep_setting(_OWN, _own(desk))


def settle_writers(desk: Desk) -> None:
    """Keep anew whose each application is, while writing; to be planned afterwards."""
    from followup_mail.desk.adding import whose, whose_text

    for stored, _ in list(desk.store.listed()):
        known = desk.readable(stored)
        writer = (
            whose_text(stored.dossier.text, desk.config) or stored.dossier.writer
            if isinstance(known, str)
            else whose(known, desk.config)
        )
        if writer != stored.dossier.writer:
            desk.store.set_writer(stored.id, writer)


def rules_of(desk: Desk) -> str:
    """Return all that program and config.toml add to a plan, as text to compare."""
    config = desk.config
    # Files lean on these: with one of them missing they can't be read, nor planned.
    leant_on = f"{config.default_language} {sorted(config.me)}"
    return f"{_made_by()} {config.rules!r} {desk.timezone} {leant_on} {_own(desk)}"


def _own(desk: Desk) -> str:
    """Return by what config.toml tells who the user is, as text to compare."""
    return f"{desk.config.me.get('name', '')} {desk.config.addresses}"


def _made_by() -> str:
    """Return the versions of the program and of the library that knows the holidays."""
    return f"{__version__} {maker()}"


def _digest(desk: Desk) -> str:
    """Return what changes with config.toml and with the program, whose reasons are kept too."""
    try:
        return f"{_made_by()} {sha256(read_bytes(desk.config_file)).hexdigest()}"
    except FileNotFoundError:
        return _made_by()
    except OutputError as error:
        # Like no digest that is kept: whoever reads the file next tells of it.
        return f"{_made_by()} {error}"
