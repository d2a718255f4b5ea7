"""What holds between several keys of a file.

A rule is looked at where all the values it compares can be read; what is wrong
with one of them is reported as such.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from followup_mail.attached import too_large
from followup_mail.config import Config
from followup_mail.model import Answer, Happening, Interview
from followup_mail.tables import Faults, Key, Walk
from followup_mail.vocabulary import Did, Language, Role

_NEEDS_UNTIL = frozenset({Did.AWAY, Did.SNOOZED})


def check_interview(interview: Interview, key: Key, walk: Walk) -> None:
    """An interview ends after it began."""
    if interview.end is not None and interview.end <= interview.at:
        walk.faults.add((*key, "end"), "is not later than the interview's at")


def check_happening(happening: Happening, key: Key, walk: Walk) -> None:
    """An entry of the history has what its word needs, in the right order."""
    if happening.did in _NEEDS_UNTIL and happening.until is None:
        told = f"required key is missing: {happening.did} needs the day on which it ends"
        walk.faults.add((*key, "until"), told)
    if happening.did is Did.REDIRECTED and happening.to is None:
        walk.faults.add((*key, "to"), "required key is missing: to whom they sent you")
    if happening.until is not None and happening.until < happening.day:
        walk.faults.add((*key, "until"), "lies before the entry's on")


def check_together(
    tree: Mapping[str, object], values: Mapping[str, object], config: Config, walk: Walk
) -> None:
    """Note what is at fault between keys of *tree*; *values* are those that can be read."""
    check_completed_by_config(tree, config, walk.faults)
    if values.get("employer") == "" and not _has_agency(tree.get("people"), walk):
        told = f'"" is for an agency\'s unnamed client, but nobody here has role = "{Role.AGENCY}"'
        walk.faults.add(("employer",), told)
    _check_sizes(values.get("attachments"), walk.faults)
    rounds = values.get("interviews", () if "interviews" not in tree else None)
    if isinstance(rounds, tuple):
        _check_order(rounds, walk)
        _check_rounds(values.get("history"), len(rounds), walk)
        answer = values.get("answer")
        if isinstance(answer, Answer):
            _check_answer(answer, rounds, walk)


def _check_sizes(attachments: object, faults: Faults) -> None:
    """Files that no server takes are told of before anybody leans on them."""
    if not (isinstance(attachments, tuple) and attachments):
        return
    try:
        told = too_large(path.stat().st_size for path in attachments)
    except OSError:
        return  # it went away this moment, which whoever reads it tells
    if told:
        names = ", ".join(path.name for path in attachments)
        faults.add(("attachments",), f"{names}: {told}")


def check_completed_by_config(tree: Mapping[str, object], config: Config, faults: Faults) -> None:
    """Note what neither *tree* nor *config* says, though one of them has to."""
    if "language" not in tree and config.default_language is None:
        told = f"required key is missing; one of {', '.join(Language)}"
        faults.add(("language",), f"{told} (or default_language in {config.source})")
    me = tree.get("me", {})
    if not isinstance(me, Mapping):
        return
    for name in ("name", "email"):
        if name not in me and name not in config.me:
            told = f"required key is missing, here and in {config.source}"
            faults.add(("me", name), told)


def _has_agency(people: object, walk: Walk) -> bool:
    """Whether one of *people* is an agency's, or may turn out to be."""
    each = people.values() if isinstance(people, Mapping) else ()
    fitting = (Role.AGENCY,) if walk.gaps is None else (Role.AGENCY, None)
    return any(isinstance(one, Mapping) and one.get("role") in fitting for one in each)


def _check_order(rounds: Sequence[Interview], walk: Walk) -> None:
    for place in range(1, len(rounds)):
        if rounds[place].at < rounds[place - 1].at:
            told = "lies before the interview above it; put them in order"
            walk.faults.add(("interviews", str(place), "at"), told)


def _check_rounds(history: object, rounds: int, walk: Walk) -> None:
    for place, happening in enumerate(history if isinstance(history, tuple) else ()):
        if happening.round is not None and happening.round > rounds:
            told = f"there is no interview {happening.round}; the file has {rounds or 'none'}"
            walk.faults.add(("history", str(place), "round"), told)


def _check_answer(answer: Answer, rounds: Sequence[Interview], walk: Walk) -> None:
    """An answer is not promised for a day before it was promised, or before all interviews."""
    spoken = answer.on or (_day(rounds[0], walk.zone) if rounds else None)
    if answer.by is not None and spoken is not None and answer.by < spoken:
        since = "answer.on" if answer.on else "the first interview"
        walk.faults.add(("answer", "by"), f"lies before {since}")


def _day(interview: Interview, zone: ZoneInfo | None) -> date:
    return interview.at.astimezone(zone).date() if zone else interview.at.date()
