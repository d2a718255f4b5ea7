"""What is one occurrence of a step, so that it is sent once."""

from datetime import date

import pytest
from northwind import (
    CHECKED,
    DAVID,
    INTERVIEW,
    JO,
    MARIA,
    PRIYA,
    application,
    dec,
    did,
    nov,
)

from followup_mail.ladder.occurrences import Occurrence, occurrence, recorded
from followup_mail.model import Application, Choice, Happening, Interview, Person
from followup_mail.vocabulary import Did, Kind

AGAIN = Interview(INTERVIEW.at.replace(month=12, day=10), talked_about={"maria": ("the team",)})


FIRST = "2026-11-19T19:00"
SECOND = "2026-12-10T19:00"
"""What the two interviews are known by."""


def check_in(
    *history: Happening, to: Person = MARIA, on: date | None = None, met: int = 1, **details: object
) -> Occurrence:
    """Return what a check-in after *history* is an occurrence of."""
    known: Application = application(*history, **details)
    return occurrence(Kind.CHECK_IN, known, Choice(to, "", met), on or dec(20))


def numbered(number: int, *happening: object) -> Happening:
    """Return an entry of the store, which has a number."""
    return did(*happening)._replace(id=number)  # type: ignore[arg-type]


def test_a_check_in_is_the_same_until_they_answer() -> None:
    """What the user did, and the answer of a machine, make it no other one."""
    first = check_in()

    assert first == Occurrence("check-in", FIRST, "maria lopez", "maria", "maria@northwind.example")
    for mine in (
        CHECKED,
        did(Did.NETWORK, dec(8), "priya"),
        did(Did.CALLED, dec(9)),
        did(Did.SNOOZED, dec(9), None, dec(12)),
        did(Did.AWAY, dec(3), "maria", dec(5)),
        did(Did.THANK_YOU, dec(3)),
    ):
        assert check_in(mine) == first


@pytest.mark.parametrize(
    "answer",
    [Did.ACKNOWLEDGED, Did.DELAYED, Did.ON_HOLD, Did.NETWORK_REPLY, Did.REOPENED, Did.REDIRECTED],
)
def test_after_each_answer_it_is_another_one(answer: Did) -> None:
    """By what they answered and when, in the store and in a file alike."""
    told = f"{FIRST} {answer} 2026-12-03"
    assert check_in(numbered(7, answer, dec(3))).opened == told
    assert check_in(did(answer, dec(3))).opened == told
    both = check_in(numbered(7, answer, dec(3)), numbered(9, answer, dec(4)))
    assert both.opened == f"{FIRST} {answer} 2026-12-04"


def test_after_another_interview_it_is_another_one() -> None:
    """From the day of it; what they answered before it no longer counts."""
    rounds = {"interviews": (INTERVIEW, AGAIN)}
    answered = numbered(7, Did.NEXT_ROUND, dec(3))

    assert check_in(answered, on=dec(9), **rounds).opened == f"{FIRST} next-round 2026-12-03"
    assert check_in(answered, **rounds).opened == SECOND


def test_it_is_the_same_however_it_was_asked_for() -> None:
    """By name one may have been met in an earlier round; the wait is the same."""
    rounds = {"interviews": (INTERVIEW, AGAIN)}

    assert check_in(met=1, **rounds) == check_in(met=2, **rounds)


def test_an_earlier_interview_that_is_added_changes_nothing() -> None:
    """It is known by its date and time, not by its number."""
    earlier = Interview(INTERVIEW.at.replace(day=5), talked_about={"maria": ("the team",)})
    rounds = (earlier, INTERVIEW)

    assert check_in(interviews=rounds) == check_in()
    known, before = application(interviews=rounds), application()
    thanks = occurrence(Kind.THANK_YOU, known, Choice(DAVID, "", 2), dec(1))
    assert thanks == occurrence(Kind.THANK_YOU, before, Choice(DAVID, "", 1), dec(1))


def test_a_moved_interview_is_known_by_what_it_was() -> None:
    """Whatever its date and time are corrected to."""
    moved = INTERVIEW._replace(at=INTERVIEW.at.replace(day=20), moved_from=FIRST)

    assert check_in(interviews=(moved,)) == check_in()


def test_to_another_person_it_is_another_one() -> None:
    """A person is a name, however it is spelled; two of one name are told apart."""
    first, known = check_in(), application()

    assert not check_in(to=JO).is_again(first, known)
    assert check_in(to=MARIA._replace(name="María  LOPEZ")).is_again(first)
    other = MARIA._replace(id="other", email="m.lopez@north.example")
    same_name = application(people=(MARIA, other))
    what = [
        occurrence(Kind.CHECK_IN, same_name, Choice(each, "", 1), dec(20))
        for each in (MARIA, other)
    ]
    assert not what[0].is_again(what[1], same_name)
    assert not what[0].is_again(what[1])


def test_a_corrected_name_or_address_is_the_same_person() -> None:
    """Within one file, as long as ID, name or address stays and nobody else has it."""
    first = check_in()

    def again(person: Person) -> bool:
        known = application(people=(person,), interviews=(Interview(INTERVIEW.at),))
        what = occurrence(Kind.CHECK_IN, known, Choice(person, "", 1), dec(20))
        return what.is_again(first, known)

    assert again(MARIA._replace(name="Marie Lopes"))
    assert again(MARIA._replace(email="maria.l@northwind.example"))
    assert again(MARIA._replace(id="m", name="M. Lopez"))
    assert again(MARIA._replace(id="m", email=None))
    assert not again(MARIA._replace(id="m", name="M. Lopez", email="m@northwind.example"))


def test_an_escalation_is_no_check_in() -> None:
    """Each step is its own."""
    known = application()

    escalation = occurrence(Kind.ESCALATION, known, Choice(MARIA, "", 1), dec(20))
    assert not escalation.is_again(check_in(), known)


def test_thanks_are_one_a_person_and_round_whoever_passes_them_on() -> None:
    """An answer of theirs is no reason to thank again."""
    known = application(numbered(7, Did.ACKNOWLEDGED, nov(21)), interviews=(INTERVIEW, AGAIN))
    first = occurrence(Kind.THANK_YOU, known, Choice(DAVID, "", 1), nov(22))

    assert (first.act, first.opened) == ("thank-you", FIRST)
    passed_on = occurrence(Kind.FORWARD, known, Choice(MARIA, "", 1, about=DAVID), nov(22))
    assert passed_on.is_again(first, known)
    second = occurrence(Kind.THANK_YOU, known, Choice(DAVID, "", 2), nov(22))
    assert not second.is_again(first, known)


def test_what_is_on_record_is_an_occurrence_as_well() -> None:
    """Of the wait that it ended: what came later doesn't change it; what came back is none."""
    answered = did(Did.DELAYED, dec(5))
    known = application(did(Did.CHECK_IN, dec(2)), answered, did(Did.THANK_YOU, dec(6), "david"))

    *_, (check, checked), (_, thanked) = recorded(known)

    assert check.day == dec(2)
    assert checked == check_in()
    assert thanked == occurrence(Kind.THANK_YOU, known, Choice(DAVID, "", 1), dec(6))
    bounced = application(did(Did.CHECK_IN, dec(2)), did(Did.BOUNCED, dec(3)))
    assert [entry.did for entry, _ in recorded(bounced)] == [Did.THANK_YOU] * 2


def test_somebody_inside_is_asked_once_for_good() -> None:
    """Whatever happens in between."""
    for history in ((), (numbered(7, Did.DELAYED, dec(3)),)):
        known = application(*history, interviews=(INTERVIEW, AGAIN))
        asked = occurrence(Kind.NETWORK, known, Choice(PRIYA, "", 1), dec(20))
        assert (asked.act, asked.opened, asked.person) == ("network", "", "priya")


def test_without_an_interview_there_is_one_all_the_same() -> None:
    """A file may have none, or one that is still to come."""
    assert check_in(interviews=()).opened == "no interview, data engineer"
    assert check_in(on=nov(1)).opened == "no interview, data engineer"
