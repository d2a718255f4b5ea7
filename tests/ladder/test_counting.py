"""What was said so far, and what that still allows."""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.ladder.counting import (
    cap_reached,
    caps_reached,
    employer_key,
    first_allowed_day,
    fruitless_calls,
    of_day,
    person_key,
    touches,
    touches_of,
    unanswered_chases,
    unanswered_mails,
)
from followup_mail.ladder.days import Calendar
from followup_mail.model import Answer, Application, Happening, Interview, Me, Person
from followup_mail.planning import Rules, Touch
from followup_mail.vocabulary import Act, Did, Language, Role

MARIA = Person("maria", "Maria Lopez", Role.RECRUITER, email="Maria@Northwind.example")
DAVID = Person("david", "David Chen", Role.HIRING_MANAGER, email="david@northwind.example")
PRIYA = Person("priya", "Priya Raman", Role.INSIDER, email="priya@northwind.example")
MARIA_KEY = "maria@northwind.example"
DAVID_KEY = "david@northwind.example"
RULES = Rules()
OTHER = "Platform Engineer"


def application(*history: Happening, **details: object) -> Application:
    """Return an application with an interview on 19 November and this history."""
    base = Application(
        employer="Northwind",
        position="Data Engineer",
        language=Language.EN_CA,
        me=Me("Sam Okafor", "sam@example.com"),
        timezone="America/Toronto",
        people={person.id: person for person in (MARIA, DAVID, PRIYA)},
        interviews=(Interview(datetime(2026, 11, 19, 19, tzinfo=UTC)),),
        history=history,
    )
    return base._replace(**details)


def december(day: int) -> date:
    """Return a day of December."""
    return date(2026, 12, day)


def did(what: Did, day: int, to: str | None = "maria") -> Happening:
    """Return something that happened in December."""
    return Happening(december(day), what, to)


def there(what: Did, day: int, person: str = MARIA_KEY, name: str = OTHER) -> Touch:
    """Return something said in December about another application."""
    return Touch(december(day), what, person, name)


def counts(app: Application, elsewhere: Sequence[Touch] = ()) -> tuple[int, int, int]:
    """Return the unanswered e-mails to Maria, those to David, and the chases."""
    said = touches(app, elsewhere=elsewhere)
    return unanswered_mails(said, MARIA), unanswered_mails(said, DAVID), unanswered_chases(said)


# Keys


def test_a_person_is_known_by_address_whatever_its_case_else_by_name() -> None:
    """The address decides; a name is compared without case and with its spaces squeezed."""
    bare = Person("m", "María  LÓPEZ", Role.RECRUITER)

    assert person_key(MARIA) == MARIA_KEY
    assert person_key(bare) == "maría lópez"
    assert person_key(bare._replace(name="mari\u0301a lo\u0301pez")) == "maría lópez"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Northwind", "northwind"),
        ("  NORTHWIND,  Inc. ", "northwind"),
        ("Les Entreprises Côté Ltée", "les entreprises cote"),
        ("Dupont S.A.R.L.", "dupont"),
        ("Bäcker GmbH & Co. KG", "backer"),
        ("L’Oréal", "loreal"),
        ("L'Oreal SA", "loreal"),
        ("Cœur-de-Lion", "coeur de lion"),
        ("STRASSE AG", "strasse"),
        ("Straße AG", "strasse"),
        ("Ltd", "ltd"),
        ("&", "&"),
        ("ダイキ", "ダイキ"),
        ("", ""),
        (" ", ""),
    ],
)
def test_employers_are_compared_without_case_accents_and_legal_endings(name: str, key: str) -> None:
    """What tells two spellings of one employer apart is dropped; a name never becomes empty."""
    assert employer_key(name) == key


@given(st.text())
def test_the_key_of_an_employer_is_its_own_key(name: str) -> None:
    """Folding twice folds no further, and the form of composition does not matter."""
    key = employer_key(name)

    assert employer_key(key) == key
    assert employer_key(unicodedata.normalize("NFD", name)) == key
    assert bool(key) == bool(name.strip())


# What is counted


def test_thank_yous_forwards_and_promised_things_are_not_counted() -> None:
    """Only messages that want something count, and calls."""
    app = application(did(Did.THANK_YOU, 1), did(Did.FORWARD, 2), did(Did.PROMISE, 3))

    assert counts(app) == (0, 0, 0)
    assert touches(app) == ()


def test_a_question_to_an_insider_is_an_e_mail_but_no_chase() -> None:
    """The cap per person counts it, the one per employer does not."""
    app = application(did(Did.NETWORK, 1, "priya"))

    assert unanswered_mails(touches(app), PRIYA) == 1
    assert counts(app) == (0, 0, 0)


def test_all_calls_of_a_rung_are_one_chase_and_no_e_mail() -> None:
    """No answer, a voicemail and a second call count once."""
    app = application(
        did(Did.CHECK_IN, 1), did(Did.NO_ANSWER, 8), did(Did.VOICEMAIL, 8), did(Did.CALLED, 11)
    )

    assert counts(app) == (1, 0, 2)
    assert len(fruitless_calls(touches(app), MARIA)) == 3


def test_a_message_to_nobody_in_particular_counts_for_the_employer() -> None:
    """Whom it was for is not on file."""
    assert counts(application(did(Did.CHECK_IN, 1, None))) == (0, 0, 1)


def test_somebody_taken_out_of_the_record_is_nobody_in_particular() -> None:
    """A later edit of the record doesn't make its history unreadable."""
    app = application(did(Did.CHECK_IN, 1), people={"david": DAVID})

    assert touches_of(app, "") == (Touch(december(1), Did.CHECK_IN, "", ""),)


@pytest.mark.parametrize(
    "answer",
    [
        Did.ACKNOWLEDGED,
        Did.DELAYED,
        Did.NEXT_ROUND,
        Did.ON_HOLD,
        Did.REDIRECTED,
        Did.REJECTED,
        Did.OFFER,
        Did.REOPENED,
    ],
)
def test_an_answer_of_the_employer_resets_all_counters(answer: Did) -> None:
    """Whoever gave it: what was sent before counts no more, what follows does."""
    before = (did(Did.CHECK_IN, 1), did(Did.ESCALATION, 8, "david"), did(Did.NO_ANSWER, 15))

    assert counts(application(*before)) == (1, 1, 3)
    assert counts(application(*before, did(answer, 16))) == (0, 0, 0)
    assert counts(application(*before, did(answer, 16), did(Did.CHECK_IN, 18))) == (1, 0, 1)


def test_the_order_of_the_history_decides_on_one_day() -> None:
    """An entry above the answer was answered by it, one below was not."""
    assert counts(application(did(Did.CHECK_IN, 1), did(Did.DELAYED, 1))) == (0, 0, 0)
    assert counts(application(did(Did.DELAYED, 1), did(Did.CHECK_IN, 1))) == (1, 0, 1)


def test_an_insiders_reply_resets_the_insiders_counter_only() -> None:
    """The employer has not answered by it; without a name it is the insider who was asked."""
    asked = (did(Did.CHECK_IN, 1), did(Did.NETWORK, 7, "priya"))
    for name in ("priya", None):
        app = application(*asked, did(Did.NETWORK_REPLY, 8, name))

        assert unanswered_mails(touches(app), PRIYA) == 0
        assert counts(app) == (1, 0, 1)


def test_an_absence_note_is_no_answer() -> None:
    """A machine wrote it."""
    assert counts(application(did(Did.CHECK_IN, 1), did(Did.AWAY, 1))) == (1, 0, 1)


def test_another_interview_resets_the_counters() -> None:
    """They invited again, whether that was recorded or not."""
    rounds = tuple(Interview(datetime(2026, *day, 15, tzinfo=UTC)) for day in ((11, 19), (12, 10)))
    app = application(did(Did.CHECK_IN, 1), did(Did.CHECK_IN, 18), interviews=rounds)

    assert counts(app) == (1, 0, 1)


def test_a_date_that_was_named_in_the_file_later_is_an_answer() -> None:
    """It resets the counters as if it had been logged; one known before does not."""
    sent = (did(Did.CHECK_IN, 1), did(Did.ESCALATION, 8, "david"))
    for day, left in ((8, (0, 1, 1)), (9, (0, 0, 0)), (1, (1, 1, 2))):
        answer = Answer(december(18), "next week", "maria", december(day))

        assert counts(application(*sent, answer=answer)) == left


def test_each_bounce_tells_of_one_message() -> None:
    """Two that came back are two entries."""
    sent = (did(Did.CHECK_IN, 1), did(Did.CHECK_IN, 7))
    app = application(*sent, did(Did.BOUNCED, 7), did(Did.BOUNCED, 8))

    assert counts(app) == (0, 0, 0)


def test_the_message_that_bounced_does_not_count() -> None:
    """Only the last one to that address: those before may have arrived."""
    app = application(did(Did.CHECK_IN, 1), did(Did.CHECK_IN, 7), did(Did.BOUNCED, 7))

    assert counts(app) == (1, 0, 1)


def test_a_thank_you_that_bounced_takes_no_check_in_with_it() -> None:
    """The newest e-mail to that address is the one that came back."""
    app = application(did(Did.CHECK_IN, 1), did(Did.THANK_YOU, 7), did(Did.BOUNCED, 8))

    assert counts(app) == (1, 0, 1)


def test_the_touch_to_somebody_who_had_left_does_not_count() -> None:
    """Nobody read it, or took the call."""
    app = application(did(Did.CHECK_IN, 1), did(Did.ESCALATION, 8, "david"), did(Did.LEFT, 9))

    assert counts(app) == (0, 1, 1)
    assert counts(application(did(Did.NO_ANSWER, 1), did(Did.LEFT, 9))) == (0, 0, 0)


# Another application at the same employer


def test_two_applications_share_the_counters_of_person_and_employer() -> None:
    """A chase about the other one is a chase here."""
    elsewhere = (there(Did.CHECK_IN, 2), there(Did.NO_ANSWER, 9), there(Did.VOICEMAIL, 9))
    app = application(did(Did.CHECK_IN, 7))

    assert counts(app, elsewhere) == (2, 0, 3)


def test_what_one_application_tells_another_is_in_order_and_without_thank_yous() -> None:
    """What was lost is followed by the word for that, and counts in neither."""
    app = application(
        did(Did.DELAYED, 14),
        did(Did.CHECK_IN, 7),
        did(Did.THANK_YOU, 1),
        did(Did.CHECK_IN, 3, "david"),
        did(Did.BOUNCED, 4, None),
        did(Did.REOPENED, 16, None),
        interviews=(Interview(datetime(2026, 12, 10, 2, tzinfo=UTC)),),
    )
    told = touches_of(app, OTHER)

    assert told == (
        there(Did.CHECK_IN, 3, DAVID_KEY),
        there(Did.BOUNCED, 4, DAVID_KEY),
        there(Did.CHECK_IN, 7),
        there(Did.DELAYED, 14),
    )
    assert touches(application(), elsewhere=told) == told[2:]
    assert touches(app) == (
        Touch(december(7), Did.CHECK_IN, MARIA_KEY, ""),
        Touch(december(9), Did.REOPENED, "", ""),  # 10 December, 02:00 UTC, in Toronto.
        Touch(december(14), Did.DELAYED, MARIA_KEY, ""),
        Touch(december(16), Did.REOPENED, "", ""),
    )


def test_a_message_about_both_applications_counts_once() -> None:
    """The same day, word and person is the same message; of several others, too."""
    twice = (there(Did.CHECK_IN, 2), there(Did.CHECK_IN, 2, name="A third"))

    assert counts(application(did(Did.CHECK_IN, 2)), twice) == (1, 0, 1)
    assert counts(application(), twice) == (1, 0, 1)
    assert counts(application(), (there(Did.CHECK_IN, 2), there(Did.CHECK_IN, 2))) == (2, 0, 2)


def test_an_answer_about_the_other_application_resets_the_employers_counter() -> None:
    """And that of whoever gave it, not those of colleagues."""
    app = application(did(Did.CHECK_IN, 1), did(Did.ESCALATION, 8, "david"))

    assert counts(app, (there(Did.DELAYED, 9),)) == (0, 1, 0)


def test_an_answer_about_the_other_application_leaves_what_was_sent_that_day() -> None:
    """Which came first is not known; the caps hold in either case."""
    app = application(did(Did.CHECK_IN, 1), did(Did.CHECK_IN, 9))

    assert counts(app, (there(Did.DELAYED, 9),)) == (1, 0, 1)


def test_a_redirection_elsewhere_names_somebody_who_has_not_answered() -> None:
    """The person of it is the new owner."""
    app = application(did(Did.ESCALATION, 1, "david"))

    assert counts(app, (there(Did.REDIRECTED, 9, DAVID_KEY),)) == (0, 1, 0)


# Caps


CAPS = [
    (Act.CHECK_IN, (did(Did.CHECK_IN, 1),), (), ""),
    (
        Act.CHECK_IN,
        (did(Did.CHECK_IN, 1), did(Did.CHECK_IN, 8)),
        (),
        "two e-mails to Maria Lopez are unanswered, and the most is two",
    ),
    (
        Act.NETWORK,
        (did(Did.CHECK_IN, 1), did(Did.CHECK_IN, 8)),
        (),
        "two e-mails to Maria Lopez are unanswered, and the most is two",
    ),
    (Act.CALL, (did(Did.CHECK_IN, 1), did(Did.CHECK_IN, 8)), (), ""),
    (
        Act.CHECK_IN,
        (did(Did.CHECK_IN, 1, "david"), did(Did.NO_ANSWER, 8, "david")),
        (there(Did.CHECK_IN, 4, DAVID_KEY),),
        "three chases at Northwind are unanswered, and the most is three",
    ),
    (
        Act.CALL,
        (did(Did.CHECK_IN, 1), did(Did.ESCALATION, 8, "david")),
        (there(Did.NO_ANSWER, 4, "jo"),),
        "three chases at Northwind are unanswered, and the most is three",
    ),
    # Its own rung has begun: no chase more.
    (
        Act.CALL,
        (did(Did.CHECK_IN, 1), did(Did.ESCALATION, 8, "david"), did(Did.NO_ANSWER, 15)),
        (),
        "",
    ),
    (
        Act.CALL,
        (did(Did.NO_ANSWER, 8), did(Did.VOICEMAIL, 8), did(Did.GATEKEEPER, 11, "david")),
        (),
        "two attempts to call brought nothing, and the most is two",
    ),
    (
        Act.CALL,
        (did(Did.NO_ANSWER, 8),),
        (there(Did.VOICEMAIL, 1),),
        "two attempts to call brought nothing, and the most is two",
    ),
    (Act.CALL, (did(Did.NO_ANSWER, 8),), (there(Did.VOICEMAIL, 1, DAVID_KEY),), ""),
    (Act.VOICEMAIL, (did(Did.NO_ANSWER, 8),), (), ""),
    (
        Act.VOICEMAIL,
        (did(Did.NO_ANSWER, 8), did(Did.VOICEMAIL, 8, "david")),
        (),
        "you left a voicemail already, and the most is one",
    ),
    (
        Act.NETWORK,
        (did(Did.NETWORK, 1), did(Did.NETWORK_REPLY, 2), did(Did.DELAYED, 3)),
        (),
        "Maria Lopez was asked already, and the most is once",
    ),
    (Act.NETWORK, (did(Did.NETWORK, 1), did(Did.BOUNCED, 2)), (), ""),
    (
        Act.NETWORK,
        (),
        (there(Did.NETWORK, 1),),
        "Maria Lopez was asked already about Platform Engineer, and the most is once",
    ),
    (Act.NETWORK, (), (there(Did.NETWORK, 1), there(Did.BOUNCED, 2)), ""),
    *(
        (act, (did(Did.CHECK_IN, 1),) * 4, (), "")
        for act in (
            Act.THANK_YOU,
            Act.FORWARD,
            Act.PROMISE,
            Act.REPLY,
            Act.MOVE_ON,
            Act.DEBRIEF,
            Act.COMPLETE,
        )
    ),
]


@pytest.mark.parametrize(("act", "history", "elsewhere", "told"), CAPS)
def test_the_cap_that_forbids_one_more_is_named(
    act: Act, history: tuple[Happening, ...], elsewhere: tuple[Touch, ...], told: str
) -> None:
    """With what was counted; nothing caps thanks, promises and replies."""
    assert cap_reached(act, application(*history), MARIA, RULES, elsewhere=elsewhere) == told


def test_all_caps_that_forbid_it_are_told() -> None:
    """For whoever asks for an exception: the employer's and the person's."""
    app = application(did(Did.CHECK_IN, 1), did(Did.ESCALATION, 4), did(Did.NO_ANSWER, 9))

    assert caps_reached(Act.CHECK_IN, app, MARIA, RULES) == (
        "three chases at Northwind are unanswered, and the most is three",
        "two e-mails to Maria Lopez are unanswered, and the most is two",
    )


def test_caps_of_the_configuration_hold() -> None:
    """A cap of one is reached by one, and the sentence says so."""
    app = application(did(Did.CHECK_IN, 1), employer="")

    assert cap_reached(Act.CHECK_IN, app, MARIA, Rules(cap_employer=1)) == (
        "one chase at the employer is unanswered, and the most is one"
    )
    assert cap_reached(Act.CHECK_IN, app, MARIA, Rules(cap_person=1)) == (
        "one e-mail to Maria Lopez is unanswered, and the most is one"
    )


# Days


@pytest.mark.parametrize(
    ("on", "history", "elsewhere", "expected"),
    [
        (7, (), (), (7, "")),
        (7, (did(Did.CHECK_IN, 1),), (), (7, "")),
        (
            7,
            (did(Did.CHECK_IN, 3),),
            (),
            (
                8,
                (
                    "you wrote to Maria Lopez on 3 December, "
                    "and what comes next waits at least three business days"
                ),
            ),
        ),
        (7, (did(Did.CHECK_IN, 3, "david"),), (), (7, "")),
        (7, (did(Did.THANK_YOU, 3),), (), (7, "")),
        (
            7,
            (),
            (there(Did.NO_ANSWER, 4),),
            (
                9,
                (
                    "you called Maria Lopez about Platform Engineer on 4 December, "
                    "and what comes next waits at least three business days"
                ),
            ),
        ),
        # 24 December is the third business day, but soft; then come holidays and soft days.
        (
            22,
            (did(Did.CHECK_IN, 21),),
            (),
            (
                35,
                (
                    "you wrote to Maria Lopez on 21 December, "
                    "and what comes next waits at least three business days"
                ),
            ),
        ),
        (
            4,
            (),
            (there(Did.CHECK_IN, 4, DAVID_KEY),),
            (7, "Northwind hears from you about Platform Engineer on 4 December"),
        ),
        # Two applications are overdue, one is seen to: the other has to wait a day.
        (
            4,
            (),
            (there(Did.CHECK_IN, 9, DAVID_KEY),),
            (10, "Northwind hears from you about Platform Engineer on 9 December"),
        ),
        # Their answer about the other one, or what was lost there, makes room.
        (
            4,
            (did(Did.CHECK_IN, 1, "david"),),
            (
                there(Did.CHECK_IN, 2, "jo"),
                there(Did.CHECK_IN, 3, DAVID_KEY),
                there(Did.DELAYED, 9, "jo"),
            ),
            (9, "until 9 December, too many messages were unanswered"),
        ),
        (
            4,
            (),
            (there(Did.CHECK_IN, 3), there(Did.LEFT, 9)),
            (9, "until 9 December, a message of yours seemed to be on its way"),
        ),
        (4, (), (there(Did.CHECK_IN, 3, DAVID_KEY), there(Did.DELAYED, 9, DAVID_KEY)), (4, "")),
        # The insider was waited for, who turns out to have left.
        (
            4,
            (did(Did.NETWORK, 2, "priya"), did(Did.LEFT, 9, "priya")),
            (),
            (9, "what you learnt on 9 December changes whom to ask"),
        ),
        (4, (did(Did.LEFT, 3, "priya"),), (), (4, "")),
        (
            4,
            (did(Did.NETWORK, 7, "priya"),),
            (there(Did.CHECK_IN, 4, DAVID_KEY),),
            (
                8,
                "Northwind hears from you on 7 December",
            ),
        ),
    ],
)
def test_a_due_day_slides_past_the_gap_and_past_days_that_are_taken(
    on: int,
    history: tuple[Happening, ...],
    elsewhere: tuple[Touch, ...],
    expected: tuple[int, str],
    ontario: Calendar,
) -> None:
    """Forward only, to a day on which something can be sent, and the reason says past what."""
    day, why = first_allowed_day(
        application(*history), MARIA, december(on), ontario, RULES, elsewhere=elsewhere
    )

    assert ((day - december(1)).days + 1, why) == expected


def test_gap_and_taken_day_are_both_told(ontario: Calendar) -> None:
    """The day after the gap can be taken, too."""
    app = application(did(Did.CHECK_IN, 1))
    elsewhere = (there(Did.CHECK_IN, 4, DAVID_KEY),)

    assert first_allowed_day(app, MARIA, december(2), ontario, RULES, elsewhere=elsewhere) == (
        december(7),
        (
            "you wrote to Maria Lopez on 1 December, and what comes next waits at least three "
            "business days; Northwind hears from you about Platform Engineer on 4 December"
        ),
    )


def test_a_day_takes_as_many_touches_as_its_cap(ontario: Calendar) -> None:
    """With two allowed, one more fits beside one."""
    elsewhere = (there(Did.CHECK_IN, 4, DAVID_KEY),)
    two = Rules(cap_day=2)

    assert first_allowed_day(
        application(), MARIA, december(4), ontario, two, elsewhere=elsewhere
    ) == (december(4), "")


def test_a_voicemail_after_a_call_that_reached_nobody_is_one_touch() -> None:
    """Of one day and one person; to two people they are two."""
    said = (there(Did.NO_ANSWER, 4), there(Did.VOICEMAIL, 4), there(Did.CHECK_IN, 4, DAVID_KEY))

    assert of_day(said, december(4)) == (said[0], said[2])
    assert of_day((said[0], there(Did.VOICEMAIL, 4, DAVID_KEY)), december(4)) == (
        said[0],
        there(Did.VOICEMAIL, 4, DAVID_KEY),
    )
