"""By what an interview is known through all corrections of its file."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from northwind import application

from followup_mail.ladder.interviews import known_by, moved
from followup_mail.model import Interview

_MOMENTS = st.integers(0, 60 * 24 * 4).map(
    lambda quarter: datetime(2026, 11, 1, tzinfo=UTC) + timedelta(minutes=15 * quarter)
)
_ROUNDS = st.lists(_MOMENTS, max_size=5, unique=True).map(
    lambda moments: tuple(Interview(at) for at in sorted(moments))
)


def at(day: int, hour: int = 14, known: str = "") -> Interview:
    """Return an interview in November 2026."""
    return Interview(datetime(2026, 11, day, hour, tzinfo=UTC), moved_from=known)


def test_what_stays_needs_no_telling() -> None:
    """An interview that is where it was is known by that, however many are added."""
    assert moved((at(5),), (at(5),)) == {}
    assert moved((at(5),), (at(2), at(5), at(9))) == {}
    assert moved((), (at(5),)) == {}


def test_a_corrected_time_is_the_same_interview() -> None:
    """The same day first, then the only one left, then the nearest within a week."""
    assert moved((at(5),), (at(5, 15),)) == {"2026-11-05T15:00": "2026-11-05T14:00"}
    assert moved((at(5),), (at(25),)) == {"2026-11-25T14:00": "2026-11-05T14:00"}
    assert moved((at(5),), (at(2), at(5, 15))) == {"2026-11-05T15:00": "2026-11-05T14:00"}
    assert moved((at(5),), (at(7), at(20))) == {"2026-11-07T14:00": "2026-11-05T14:00"}
    assert moved((at(5),), (at(20), at(25))) == {}


def test_it_stays_known_by_what_it_was_first() -> None:
    """Moved again, and back."""
    again = moved((at(6, known="2026-11-05T14:00"),), (at(9),))
    assert again == {"2026-11-09T14:00": "2026-11-05T14:00"}
    assert moved((at(6, known="2026-11-05T14:00"),), (at(5),)) == {}


def test_another_one_where_it_was_is_told_apart() -> None:
    """A new interview at the time from which another one was moved away is new."""
    before = (at(9, known="2026-11-05T14:00"),)

    assert moved(before, (at(5), at(9))) == {
        "2026-11-05T14:00": "2026-11-05T14:00/2",
        "2026-11-09T14:00": "2026-11-05T14:00",
    }


@given(before=_ROUNDS, now=_ROUNDS)
def test_no_two_interviews_are_known_by_one_thing(
    before: tuple[Interview, ...], now: tuple[Interview, ...]
) -> None:
    """Whatever is added, moved and taken out, twice."""
    first = known_by(application(interviews=now), moved(before, now))
    second = known_by(application(interviews=before), moved(first.interviews, before))

    for known in (first, second):
        identities = [each.identity for each in known.interviews]
        assert len(set(identities)) == len(identities)


@given(before=_ROUNDS, now=_ROUNDS)
def test_as_many_interviews_are_the_same_ones(
    before: tuple[Interview, ...], now: tuple[Interview, ...]
) -> None:
    """Where none is added and none taken out, each is one of those before."""
    if len(before) == len(now):
        known = known_by(application(interviews=now), moved(before, now))
        assert {i.identity for i in known.interviews} == {i.identity for i in before}
