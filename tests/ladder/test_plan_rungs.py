"""Which rungs there are, to whom they lead, and what is said beside them."""

import pytest
from northwind import (
    ASKED,
    CHECKED,
    DAVID,
    JO,
    MARIA,
    OWEN,
    PRIYA,
    RULES,
    RUTH,
    application,
    climb,
    dec,
    did,
    nov,
    planned,
    rung,
    told,
)

from followup_mail.ladder.counting import person_key
from followup_mail.ladder.days import Calendars
from followup_mail.ladder.plan import plan
from followup_mail.planning import Rules, Touch
from followup_mail.vocabulary import Act, Did, PersonStatus, Role, State

RUNGS: list[tuple[str, dict[str, object], list[str]]] = [
    (
        "everybody",
        {},
        ["check-in maria", "network priya", "escalation david", "call maria", "move-on"],
    ),
    (
        "nobody inside",
        {"people": (MARIA, DAVID)},
        ["check-in maria", "escalation david", "call maria", "move-on"],
    ),
    ("the hiring manager alone", {"people": (DAVID,)}, ["check-in david", "move-on"]),
    (
        "no calls",
        {"no_calls": True},
        ["check-in maria", "network priya", "escalation david", "move-on"],
    ),
    (
        "no number",
        {"people": (MARIA._replace(phone=None), DAVID)},
        ["check-in maria", "escalation david", "move-on"],
    ),
    (
        "the manager has a number",
        {"people": (MARIA, DAVID._replace(phone="+1 416 555 0177"))},
        ["check-in maria", "escalation david", "call david", "move-on"],
    ),
    (
        "an agency",
        {"people": (OWEN, DAVID, PRIYA)},
        ["check-in owen", "call owen", "move-on"],
    ),
    (
        "an agency with two people",
        {"people": (OWEN, RUTH, DAVID)},
        ["check-in owen", "escalation ruth", "call owen", "move-on"],
    ),
    (
        "an agency that allows it",
        {"people": (OWEN, DAVID, PRIYA), "agency_allows_direct": True},
        ["check-in owen", "network priya", "escalation david", "call owen", "move-on"],
    ),
    (
        "somebody inside who was an interviewer",
        {"people": (MARIA, DAVID._replace(role=Role.INSIDER))},
        ["check-in maria", "call maria", "move-on"],
    ),
]


@pytest.mark.parametrize(("case", "details", "expected"), RUNGS, ids=[r[0] for r in RUNGS])
def test_the_rungs_are_those_that_the_people_make(
    case: str, details: dict[str, object], expected: list[str], calendars: Calendars
) -> None:
    """A rung without anybody on it is left out."""
    seen = climb(application(**details), calendars)

    assert [f"{act} {to}".strip() for act, _, to in seen] == expected, case


SWITCHES: list[tuple[Rules, list[str]]] = [
    (Rules(ask_insider=False), ["check-in", "escalation", "call", "move-on"]),
    (Rules(ask_manager=False), ["check-in", "network", "call", "move-on"]),
    (Rules(ask_by_phone=False), ["check-in", "network", "escalation", "move-on"]),
    (Rules(calls=0), ["check-in", "network", "escalation", "move-on"]),
]


@pytest.mark.parametrize(("rules", "expected"), SWITCHES)
def test_a_rung_can_be_switched_off(
    rules: Rules, expected: list[str], calendars: Calendars
) -> None:
    """Somebody inside, the manager and the phone are asked only if the writer wants to."""
    seen = climb(application(), calendars, rules=rules)

    assert [act for act, _, _ in seen] == expected


def test_each_reason_for_having_no_rung_left_is_told(calendars: Calendars) -> None:
    """The offer to move on says what it rests on, and the plan that nothing more is sent."""
    escalated = (CHECKED, did(Did.ESCALATION, dec(9), "david"))
    alone: dict[str, object] = {"people": (MARIA._replace(phone=None), DAVID)}

    reasons = {
        "numbers": planned(calendars, *escalated, **alone).note,
        "no calls": planned(calendars, *escalated, **alone, no_calls=True).note,
        "rules": plan(application(*escalated, **alone), calendars, Rules(calls=0)).note,
    }

    assert reasons == {
        "numbers": "No phone number is on file, and nobody is left to write to: "
        "nothing more is sent unless they answer.",
        "no calls": "They asked for no calls, and nobody is left to write to: "
        "nothing more is sent unless they answer.",
        "rules": "Calls are switched off, and nobody is left to write to: "
        "nothing more is sent unless they answer.",
    }


def test_who_has_no_address_is_asked_about_not_written_to(calendars: Calendars) -> None:
    """The question opens on the day of the check-in, and says what waits for it."""
    found = planned(calendars, people=(MARIA._replace(email=None),))

    assert (*told(rung(found)), rung(found).hint) == (
        "complete",
        "2026-12-02",
        "",
        "What is Maria Lopez's e-mail address?",
        (
            "The check-in waits for it: three business days after 27 November, the date Maria "
            "named on 19 November."
        ),
    )


def test_nobody_to_ask_is_a_question(calendars: Calendars) -> None:
    """An application with only somebody inside has no contact."""
    found = planned(calendars, people=(PRIYA,))

    assert told(rung(found))[::3] == ("complete", "Whom should you ask about the next step?")


def test_an_address_that_was_mended_is_used_again(calendars: Calendars) -> None:
    """The entry notes the address that bounced; another one on file mends it."""
    bounced = did(Did.BOUNCED, dec(2))._replace(note="maria@nortwind.example")

    found = planned(calendars, CHECKED, bounced)

    assert told(rung(found))[:3] == ("check-in", "2026-12-03", "maria")


def test_a_question_inside_that_bounced_goes_to_another_insider(calendars: Calendars) -> None:
    """The ask that nobody read is not the one ask."""
    noor = PRIYA._replace(id="noor", name="Noor Aziz", goes_by="Noor", email="noor@n.example")
    people = (MARIA, DAVID, PRIYA, noor)

    found = planned(calendars, CHECKED, ASKED, did(Did.BOUNCED, dec(8), "priya"), people=people)

    assert told(rung(found)) == (
        "network",
        "2026-12-09",
        "noor",
        "one business day after 8 December, when your message to Priya came back",
    )


# Hints


def test_the_hint_names_who_else_could_be_asked(calendars: Calendars) -> None:
    """While the contact is away, and where the manager was the contact."""
    away = planned(calendars, did(Did.AWAY, dec(1), "maria", dec(9)), people=(MARIA, DAVID, JO))
    manager = planned(
        calendars,
        did(Did.CHECK_IN, dec(2), "david"),
        people=(DAVID._replace(phone="+1 416 555 0177"), JO),
    )

    assert rung(away).hint == "While Maria is away, Jo could be asked."
    assert rung(manager).hint == "You could also ask Jo by e-mail instead."


def test_the_hint_names_the_address_that_is_missing(calendars: Calendars) -> None:
    """A manager who can't be written to is not forgotten."""
    people = (MARIA, DAVID._replace(email=None))

    step = rung(planned(calendars, CHECKED, people=people))

    assert (step.act, step.hint) == (
        Act.CALL,
        "With David's e-mail address on file, a message there would be next.",
    )


def test_the_second_call_needs_a_number_too(calendars: Calendars) -> None:
    """Whoever was called from a number that is not on file is not called again."""
    alone = (DAVID,)
    history = (did(Did.CHECK_IN, dec(2), "david"), did(Did.NO_ANSWER, dec(9), "david"))

    assert rung(planned(calendars, *history, people=alone)).act is Act.MOVE_ON


def test_after_help_from_inside_and_no_rung_left_it_counts_from_there(
    calendars: Calendars,
) -> None:
    """The offer to move on waits for what somebody inside said."""
    help_ = did(Did.NETWORK_REPLY, dec(9), "priya", dec(15))

    found = planned(calendars, CHECKED, ASKED, help_, people=(MARIA, PRIYA), no_calls=True)

    assert found.state is State.WAITING_NEW_DATE
    assert told(rung(found))[3].startswith(
        "ten business days after 15 December, the date Priya told you of on 9 December"
    )


def test_no_second_voicemail(calendars: Calendars) -> None:
    """The one voicemail is announced, and after it the hint forbids another."""
    before = planned(calendars, CHECKED, did(Did.NO_ANSWER, dec(9)))
    after = planned(calendars, CHECKED, did(Did.NO_ANSWER, dec(9)), did(Did.VOICEMAIL, dec(9)))

    assert (rung(before).act, rung(before).hint) == (
        Act.CALL,
        "If you reach nobody this time either, leave the one voicemail: no second follows.",
    )
    assert (rung(after).act, rung(after).hint) == (
        Act.CALL,
        "You left a voicemail already: leave no second one.",
    )


def test_a_missing_note_of_thanks_is_called_to_mind(calendars: Calendars) -> None:
    """A thank-you that never went out goes into the check-in."""
    found = plan(application()._replace(history=()), calendars, RULES)

    assert rung(found).hint == "Unless Maria has had a note of thanks, the draft thanks them."


def test_somebody_inside_is_asked_once_whatever_the_application(calendars: Calendars) -> None:
    """Asked about another job there, they are passed over; whoever else is inside is not."""
    elsewhere = (Touch(nov(30), Did.NETWORK, person_key(PRIYA), "platform"),)
    paul = PRIYA._replace(id="paul", name="Paul Ames", goes_by="Paul", email="paul@north.example")
    alone = plan(application(CHECKED), calendars, RULES, elsewhere=elsewhere)
    both = application(CHECKED, people=(MARIA, DAVID, PRIYA, paul))

    assert told(rung(alone)) == (
        "escalation",
        "2026-12-09",
        "david",
        (
            "five business days after 2 December, when you wrote to Maria; instead of a question "
            "inside: Priya was asked already about platform, and the most is once"
        ),
    )
    assert told(rung(plan(both, calendars, RULES, elsewhere=elsewhere))) == (
        "network",
        "2026-12-08",
        "paul",
        "four business days after 2 December, when you wrote to Maria",
    )


def test_after_an_early_check_in_the_date_they_named_is_left_to_them(calendars: Calendars) -> None:
    """What comes next waits the gap after that date; so does the offer to move on."""
    early = did(Did.CHECK_IN, nov(23))
    alone: dict[str, object] = {"people": (MARIA,), "no_calls": True}

    assert told(rung(planned(calendars, early))) == (
        "network",
        "2026-12-02",
        "priya",
        (
            "four business days after 23 November, when you wrote to Maria; moved to Wednesday "
            "2 December: they named 27 November, and what comes next waits at least three business "
            "days after that"
        ),
    )
    assert told(rung(planned(calendars, early, **alone)))[3].startswith(
        "ten business days after 27 November, the date Maria named on 19 November"
    )


def test_the_offer_to_move_on_passes_over_quiet_days(calendars: Calendars) -> None:
    """As everything else does."""
    found = planned(calendars, did(Did.CHECK_IN, dec(15)), people=(MARIA,), no_calls=True)

    assert told(rung(found)) == (
        "move-on",
        "2027-01-04",
        "",
        (
            "ten business days after 15 December, when you wrote to Maria (25 and 28 December are "
            "holidays: Christmas Day, Boxing Day); moved to Monday 4 January 2027: 31 December is "
            "a quiet day (Year-end break); they asked for no calls, and nobody is left to write to"
        ),
    )


@pytest.mark.parametrize("missed", [Did.NO_ANSWER, Did.GATEKEEPER])
def test_after_one_call_that_reached_nobody_comes_another(
    missed: Did, calendars: Calendars
) -> None:
    """With a voicemail only if that fails, too."""
    found = rung(planned(calendars, CHECKED, did(missed, dec(9))))

    assert told(found)[:3] == ("call", "2026-12-14", "maria")
    assert found.hint == (
        "If you reach nobody this time either, leave the one voicemail: no second follows."
    )


def test_an_address_that_bounced_is_asked_for_by_name_where_there_is_one(
    calendars: Calendars,
) -> None:
    """Without a person there is no possessive."""
    for to, whose in (("maria", "Maria's"), (None, "An")):
        sent = did(Did.CHECK_IN, dec(2), to), did(Did.BOUNCED, dec(3), to)
        gone = MARIA._replace(status=PersonStatus.BOUNCED)
        step = rung(planned(calendars, *sent, people=(gone,)))
        assert step.why == f"{whose} address bounced: what is the right one?"
