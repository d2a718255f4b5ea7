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

from followup_mail.ladder.occurrences import occurrence
from followup_mail.model import Application, Choice, Happening, Interview, Person
from followup_mail.vocabulary import Did, Kind

AGAIN = Interview(INTERVIEW.at.replace(month=12, day=10), talked_about={"maria": ("the team",)})


def check_in(
    *history: Happening, to: Person = MARIA, on: date | None = None, met: int = 1, **details: object
) -> str:
    """Return what a check-in after *history* is an occurrence of."""
    known: Application = application(*history, **details)
    return occurrence(Kind.CHECK_IN, known, Choice(to, "", met), on or dec(20))


def numbered(number: int, *happening: object) -> Happening:
    """Return an entry of the store, which has a number."""
    return did(*happening)._replace(id=number)  # type: ignore[arg-type]


def test_a_check_in_is_the_same_until_they_answer() -> None:
    """What the user did, and the answer of a machine, make it no other one."""
    first = check_in()

    assert first == "check-in/r1/maria@northwind.example"
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
    """By the entry's number where it has one, by its day in a file."""
    assert check_in(numbered(7, answer, dec(3))) == "check-in/e7/maria@northwind.example"
    assert check_in(did(answer, dec(3))) == "check-in/d2026-12-03/maria@northwind.example"
    both = check_in(numbered(7, answer, dec(3)), numbered(9, answer, dec(4)))
    assert both == "check-in/e9/maria@northwind.example"


def test_after_another_interview_it_is_another_one() -> None:
    """From the day of it; what they answered before it no longer counts."""
    rounds = {"interviews": (INTERVIEW, AGAIN)}
    answered = numbered(7, Did.NEXT_ROUND, dec(3))

    assert check_in(answered, on=dec(9), **rounds) == "check-in/e7/maria@northwind.example"
    assert check_in(answered, **rounds) == "check-in/r2/maria@northwind.example"


def test_it_is_the_same_however_it_was_asked_for() -> None:
    """By name one may have been met in an earlier round; the wait is the same."""
    rounds = {"interviews": (INTERVIEW, AGAIN)}

    assert check_in(met=1, **rounds) == check_in(met=2, **rounds)


def test_to_another_person_it_is_another_one() -> None:
    """A person is an address, however the file calls them; without one a name."""
    assert check_in(to=JO) != check_in()
    assert check_in(to=MARIA._replace(id="m", name="M. Lopez")) == check_in()
    assert check_in(to=MARIA._replace(email=None)).endswith("/maria lopez")


def test_an_escalation_is_no_check_in() -> None:
    """Each step is its own."""
    known = application()

    assert occurrence(Kind.ESCALATION, known, Choice(DAVID, "", 1), dec(20)) == (
        "escalation/r1/david@northwind.example"
    )


def test_thanks_are_one_a_person_and_round_whoever_passes_them_on() -> None:
    """An answer of theirs is no reason to thank again."""
    known = application(numbered(7, Did.ACKNOWLEDGED, nov(21)))

    assert occurrence(Kind.THANK_YOU, known, Choice(DAVID, "", 1), nov(22)) == (
        "thank-you/r1/david@northwind.example"
    )
    passed_on = Choice(MARIA, "", 1, about=DAVID)
    assert occurrence(Kind.FORWARD, known, passed_on, nov(22)) == (
        "thank-you/r1/david@northwind.example"
    )
    assert occurrence(Kind.THANK_YOU, known, Choice(DAVID, "", 2), nov(22)) != (
        "thank-you/r1/david@northwind.example"
    )


def test_somebody_inside_is_asked_once_for_good() -> None:
    """Whatever happens in between."""
    for history in ((), (numbered(7, Did.DELAYED, dec(3)),)):
        known = application(*history, interviews=(INTERVIEW, AGAIN))
        assert occurrence(Kind.NETWORK, known, Choice(PRIYA, "", 1), dec(20)) == (
            "network/priya@north.example"
        )


def test_without_an_interview_there_is_one_all_the_same() -> None:
    """A file may have none, or one that is still to come."""
    assert check_in(interviews=()) == "check-in/r0/maria@northwind.example"
    assert check_in(on=nov(1)) == "check-in/r0/maria@northwind.example"
