"""By what an interview is known through all corrections of its file.

A note of thanks is one a person and interview. Were an interview known by its number,
adding an earlier one would make it another; were it by its time, correcting that would.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from followup_mail.model import Application, Interview

_NEAR = timedelta(days=7)
"""Within which one that is left over is taken for the one that is gone: put off, or mistyped."""


def known_by(application: Application, moved: Mapping[str, str]) -> Application:
    """Return *application* with what its interviews are known by.

    *moved* has that for those which were told of otherwise at first, by how they are
    told of now (:attr:`Interview.as_told`).
    """
    if not moved:
        return application
    rounds = tuple(
        each._replace(moved_from=moved.get(each.as_told, "")) for each in application.interviews
    )
    return application._replace(interviews=rounds)


def moved(before: Sequence[Interview], now: Sequence[Interview]) -> dict[str, str]:
    """Return what the interviews *now* are known by, where that isn't how they are told of.

    *before* are those of the same application until now, with what they are known by.
    The same time is the same interview, then the nearest of the same day, then the nearest
    within a week; of those left over in both, if they are as many, the first is the first.
    """
    found = _paired(before, now)
    taken = {each.identity for each in found.values()}
    known: dict[str, str] = {}
    for place, interview in enumerate(now):
        own = interview.as_told
        old = found.get(place)
        identity = _unlike(own, taken) if old is None else old.identity
        taken.add(identity)
        if identity != own:
            known[own] = identity
    return known


def _paired(before: Sequence[Interview], now: Sequence[Interview]) -> dict[int, Interview]:
    """Return which of *before* each of *now* is, by place."""
    left = list(before)
    found: dict[int, Interview] = {}

    def distance(pair: tuple[int, Interview]) -> tuple[bool, timedelta, int]:
        place, old = pair
        new = now[place]
        return _day(old) != _day(new), abs(_clock(old) - _clock(new)), place

    # The nearest first: one that was added may be near as well.
    pairs = sorted(((place, old) for place in range(len(now)) for old in before), key=distance)
    for place, old in pairs:
        near = abs(_clock(old) - _clock(now[place])) <= _NEAR
        if near and place not in found and old in left:
            found[place] = old
            left.remove(old)
    rest = [place for place in range(len(now)) if place not in found]
    return {**found, **dict(zip(rest, left, strict=True))} if len(rest) == len(left) else found


def _day(interview: Interview) -> str:
    return interview.as_told[:10]


def _clock(interview: Interview) -> datetime:
    return interview.at.replace(tzinfo=None)


def _unlike(own: str, taken: set[str]) -> str:
    """Return *own*, told apart from an interview that was moved away from that time."""
    number = 1
    while (name := own if number == 1 else f"{own}/{number}") in taken:
        number += 1
    return name
