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
    The same time is the same interview, then the same day; of those left over in both,
    if they are as many, the first is the first, else the nearest within a week.
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

    def pair(place: int, old: Interview) -> None:
        found[place] = old
        left.remove(old)

    for told in (_told, _day):
        for place, new in enumerate(now):
            same = [old for old in left if place not in found and told(old) == told(new)]
            if same:
                pair(place, same[0])
    rest = [place for place in range(len(now)) if place not in found]
    if len(rest) == len(left):
        return {**found, **dict(zip(rest, left, strict=True))}
    for place in rest:
        near = sorted(left, key=lambda old: abs(_clock(old) - _clock(now[place])))
        if near and abs(_clock(near[0]) - _clock(now[place])) <= _NEAR:
            pair(place, near[0])
    return found


def _told(interview: Interview) -> str:
    return interview.as_told


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
