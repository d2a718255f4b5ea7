"""What a message would break, and from when it would not."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from followup_mail.ladder.days import Calendars
from followup_mail.ladder.limits import Breach, breaches
from followup_mail.model import Answer, Application, Happening, Interview, Me, Person
from followup_mail.planning import Rules, Touch
from followup_mail.vocabulary import Did, InterviewFormat, Kind, Language, Role

MARIA = Person(
    "maria", "Maria Lopez", Role.RECRUITER, email="maria@northwind.example", phone="+1 416 555 0100"
)
DAVID = Person("david", "David Chen", Role.HIRING_MANAGER, email="david@northwind.example")
PRIYA = Person("priya", "Priya Raman", Role.INSIDER, email="priya@northwind.example")
OWEN = Person("owen", "Owen Blake", Role.AGENCY, email="owen@fairlane.example")
HELD = datetime(2026, 11, 19, 19, tzinfo=UTC)
OTHER = "Platform Engineer"


def application(*history: Happening, **details: object) -> Application:
    """Return an application with an interview on 19 November, an answer by the 27th."""
    base = Application(
        employer="Northwind",
        position="Data Engineer",
        language=Language.EN_CA,
        me=Me("Sam Okafor", "sam@example.com"),
        timezone="America/Toronto",
        place="CA-ON",
        people={person.id: person for person in (MARIA, DAVID, PRIYA)},
        interviews=(Interview(HELD, talked_about={"maria": ("the team",)}),),
        answer=Answer(date(2026, 11, 27), "next Friday", "maria", date(2026, 11, 19)),
        history=history,
    )
    return base._replace(**details)


def december(day: int) -> date:
    """Return a day of December."""
    return date(2026, 12, day)


def did(what: Did, day: int, to: str | None = "maria", until: date | None = None) -> Happening:
    """Return something that happened in December."""
    return Happening(december(day), what, to, until)


def there(what: Did, day: int, person: str = "maria@northwind.example") -> Touch:
    """Return something said in December about another application."""
    return Touch(december(day), what, person, OTHER)


def told(found: Sequence[Breach]) -> list[tuple[str, str]]:
    """Return breaches as pairs."""
    return [(breach.rule, breach.message) for breach in found]


CASES = {
    "a check-in on its day": (Kind.CHECK_IN, application(), MARIA, 2, (), []),
    "a check-in two business days after their date": (
        Kind.CHECK_IN,
        application(),
        MARIA,
        1,
        (),
        [],
    ),
    "a check-in before that": (
        Kind.CHECK_IN,
        application(answer=Answer(date(2026, 11, 30), None, "maria", date(2026, 11, 19))),
        MARIA,
        1,
        (),
        [
            (
                "early",
                (
                    "A check-in waits at least two business days after 30 November, the date Maria "
                    "Lopez named on 19 November: Wednesday 2 December would be all right."
                ),
            )
        ],
    ),
    "a check-in two business days after the new date": (
        Kind.CHECK_IN,
        application(did(Did.DELAYED, 2, until=december(9))),
        MARIA,
        10,
        (),
        [
            (
                "early",
                (
                    "A check-in waits at least two business days after 9 December, the new date "
                    "Maria Lopez named on 2 December: Friday 11 December would be all right."
                ),
            )
        ],
    ),
    "a check-in where nobody named a date": (
        Kind.CHECK_IN,
        application(answer=None),
        MARIA,
        2,
        (),
        [
            (
                "early",
                (
                    "A check-in waits for Thursday 3 December: ten business days after 19 "
                    "November, the day of the interview, because nobody named a date."
                ),
            )
        ],
    ),
    "a check-in after a phone screen without a date": (
        Kind.CHECK_IN,
        application(answer=None, interviews=(Interview(HELD, format=InterviewFormat.PHONE),)),
        MARIA,
        1,
        (),
        [],
    ),
    "a check-in that the writer had put off": (
        Kind.CHECK_IN,
        application(did(Did.SNOOZED, 1, None, december(20)), answer=None),
        MARIA,
        4,
        (),
        [],
    ),
    "a check-in on a soft day": (
        Kind.CHECK_IN,
        application(interviews=(Interview(datetime(2026, 12, 10, 19, tzinfo=UTC)),), answer=None),
        MARIA,
        24,
        (),
        [],
    ),
    "any chase before an interview to come": (
        Kind.CALL,
        application(
            interviews=(Interview(HELD), Interview(datetime(2026, 12, 10, 19, tzinfo=UTC)))
        ),
        MARIA,
        2,
        (),
        [
            (
                "early",
                (
                    "Interview 2 is still to come, on Thursday 10 December: a call would be all "
                    "right some days after it."
                ),
            )
        ],
    ),
    "a second message within the gap": (
        Kind.CHECK_IN,
        application(did(Did.CHECK_IN, 2)),
        MARIA,
        4,
        (),
        [
            (
                "gap",
                (
                    "You wrote to Maria Lopez on 2 December, and what comes next waits at least "
                    "three business days: Monday 7 December would be all right."
                ),
            )
        ],
    ),
    "a second call too soon": (
        Kind.CALL,
        application(did(Did.NO_ANSWER, 2)),
        MARIA,
        4,
        (),
        [
            (
                "gap",
                (
                    "You called Maria Lopez on 2 December, and what comes next waits at least "
                    "three business days: Monday 7 December would be all right."
                ),
            )
        ],
    ),
    "a voicemail right after a call that reached nobody": (
        Kind.VOICEMAIL,
        application(did(Did.CHECK_IN, 2), did(Did.NO_ANSWER, 9)),
        MARIA,
        9,
        (),
        [],
    ),
    "a second voicemail": (
        Kind.VOICEMAIL,
        application(did(Did.VOICEMAIL, 2), did(Did.NO_ANSWER, 9)),
        MARIA,
        9,
        (),
        [
            (
                "cap",
                (
                    "You left a voicemail already, and the most is one: one more would be all "
                    "right once they answer."
                ),
            )
        ],
    ),
    "a third call": (
        Kind.CALL,
        application(did(Did.VOICEMAIL, 2), did(Did.NO_ANSWER, 9)),
        MARIA,
        14,
        (),
        [
            (
                "cap",
                (
                    "Two attempts to call brought nothing, and the most is two: one more would be "
                    "all right once they answer."
                ),
            )
        ],
    ),
    "a voicemail that would be a third attempt": (
        Kind.VOICEMAIL,
        application(did(Did.NO_ANSWER, 2), did(Did.NO_ANSWER, 9)),
        MARIA,
        14,
        (),
        [
            (
                "cap",
                (
                    "Two attempts to call brought nothing, and the most is two: one more would be "
                    "all right once they answer."
                ),
            )
        ],
    ),
    "a third e-mail to one person": (
        Kind.CHECK_IN,
        application(did(Did.CHECK_IN, 2)),
        MARIA,
        16,
        (there(Did.CHECK_IN, 8),),
        [
            (
                "cap",
                (
                    "Two e-mails to Maria Lopez are unanswered, and the most is two: one more "
                    "would be all right once they answer."
                ),
            )
        ],
    ),
    "a fourth chase at one employer": (
        Kind.ESCALATION,
        application(did(Did.CHECK_IN, 2)),
        DAVID,
        16,
        (there(Did.CHECK_IN, 8), there(Did.NO_ANSWER, 14)),
        [
            (
                "cap",
                (
                    "Three chases at Northwind are unanswered, and the most is three: one more "
                    "would be all right once they answer."
                ),
            )
        ],
    ),
    "a second touch at one employer on one day": (
        Kind.ESCALATION,
        application(did(Did.CHECK_IN, 2)),
        DAVID,
        9,
        (there(Did.CHECK_IN, 9),),
        [
            (
                "cap",
                (
                    "Northwind hears from you about Platform Engineer on 9 December already: "
                    "Thursday 10 December would be all right."
                ),
            )
        ],
    ),
    "a second question to one insider": (
        Kind.NETWORK,
        application(did(Did.NETWORK, 2, "priya"), did(Did.NETWORK_REPLY, 3, "priya")),
        PRIYA,
        16,
        (),
        [("cap", "Priya Raman was asked already, and the most is once: ask somebody else inside.")],
    ),
    "a chase past the agency": (
        Kind.ESCALATION,
        application(people={p.id: p for p in (OWEN, MARIA, DAVID)}),
        DAVID,
        9,
        (),
        [
            (
                "agency",
                (
                    "David Chen is the agency's client: it would be all right once the agency "
                    "agrees (agency_allows_direct)."
                ),
            )
        ],
    ),
    "a chase past the agency that agrees": (
        Kind.ESCALATION,
        application(people={p.id: p for p in (OWEN, MARIA, DAVID)}, agency_allows_direct=True),
        DAVID,
        9,
        (),
        [],
    ),
    "a chase after an end": (
        Kind.CHECK_IN,
        application(did(Did.REJECTED, 2)),
        MARIA,
        16,
        (),
        [
            (
                "ended",
                (
                    "The application has ended (rejected): it would be all right once something "
                    "new is recorded, such as `reopened`."
                ),
            )
        ],
    ),
    "thanks after everything": (
        Kind.THANK_YOU,
        application(*[did(Did.CHECK_IN, 2)] * 4, did(Did.REJECTED, 2)),
        MARIA,
        2,
        (there(Did.CHECK_IN, 2),),
        [],
    ),
    "what happened later": (
        Kind.CHECK_IN,
        application(did(Did.CHECK_IN, 3), did(Did.REJECTED, 4)),
        MARIA,
        2,
        (there(Did.CHECK_IN, 3),),
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_message_breaks_what_was_counted_and_nothing_else(
    case: str, calendars: Calendars
) -> None:
    """Each sentence says what was counted, and when it would be all right."""
    kind, app, to, day, elsewhere, expected = CASES[case]

    found = breaches(kind, app, to, december(day), calendars, Rules(), elsewhere=elsewhere)

    assert told(found) == expected


def test_all_that_is_broken_is_told_the_gravest_first(calendars: Calendars) -> None:
    """End, agency, waits, caps."""
    app = application(
        did(Did.CHECK_IN, 7, "david"),
        did(Did.DELAYED, 8, until=december(18)),
        did(Did.CHECK_IN, 9, "david"),
        did(Did.CHECK_IN, 10, "david"),
        did(Did.RETIRED, 11, None),
        people={p.id: p for p in (OWEN, MARIA, DAVID)},
    )

    found = breaches(Kind.CHECK_IN, app, DAVID, december(10), calendars, Rules())
    later = breaches(Kind.CHECK_IN, app, DAVID, december(11), calendars, Rules())

    assert [breach.rule for breach in found] == ["agency", "early", "gap", "cap", "cap"]
    assert later[0].rule == "ended"


def test_the_waits_of_the_configuration_hold(calendars: Calendars) -> None:
    """Longer waits are broken for longer."""
    rules = Rules(earliest_after_date=5, gap=6, second_call=8)
    app = application(did(Did.NO_ANSWER, 1))

    assert told(breaches(Kind.CHECK_IN, app, MARIA, december(3), calendars, rules)) == [
        (
            "early",
            (
                "A check-in waits at least five business days after 27 November, the date Maria "
                "Lopez named on 19 November: Friday 4 December would be all right."
            ),
        ),
        (
            "gap",
            (
                "You called Maria Lopez on 1 December, and what comes next waits at least six "
                "business days: Wednesday 9 December would be all right."
            ),
        ),
    ]
    assert told(breaches(Kind.CALL, app, MARIA, december(9), calendars, rules)) == [
        (
            "gap",
            (
                "You called Maria Lopez on 1 December, and what comes next waits at least eight "
                "business days: Friday 11 December would be all right."
            ),
        )
    ]
