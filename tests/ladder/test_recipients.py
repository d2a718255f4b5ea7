"""For whom a message is, and why."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import pytest

from followup_mail.errors import FollowupMailError, MissingDetailError, NotFoundError, UsageError
from followup_mail.ladder.recipients import Selection, choose, status_of
from followup_mail.model import (
    Answer,
    Application,
    Happening,
    Interview,
    Me,
    Person,
)
from followup_mail.planning import Rules
from followup_mail.vocabulary import Did, Kind, Language, PersonStatus, Role

LATER = datetime(2026, 12, 14, 15, tzinfo=UTC)

MARIA = Person(
    "maria", "Maria Lopez", Role.RECRUITER, email="maria@northwind.example", phone="+1 416 555 0100"
)
DAVID = Person(
    "david", "David Chen", Role.HIRING_MANAGER, email="david@northwind.example", phone=None
)
PRIYA = Person("priya", "Priya Raman", Role.INSIDER, email="priya@northwind.example")
OWEN = Person("owen", "Owen Blake", Role.AGENCY, email="owen@fairlane.example")
BEN = Person("ben", "Ben Adeyemi", Role.INTERVIEWER)

INTERVIEW = Interview(
    datetime(2026, 11, 19, 19, tzinfo=UTC),
    talked_about={"maria": ("the team",), "david": ("the batch",)},
)


def application(*people: Person, **details: object) -> Application:
    """Return an application of a thank-you's age with these people."""
    base = Application(
        employer="Northwind",
        position="Data Engineer",
        language=Language.EN_CA,
        me=Me("Sam Okafor", "sam@example.com"),
        timezone="America/Toronto",
        people={person.id: person for person in people or (MARIA, DAVID, PRIYA)},
        interviews=(INTERVIEW,),
    )
    return base._replace(**details)


def ids(selection: Selection) -> list[str | None]:
    """Return who is written to."""
    return [choice.to.id if choice.to else None for choice in selection.choices]


def chosen(kind: Kind, app: Application, *asked: str) -> list[str | None]:
    """Return who is written to about *app*."""
    return ids(choose(kind, app, moment=LATER, asked=asked))


def did(what: Did, to: str, day: int = 2) -> Happening:
    """Return something done in December."""
    return Happening(date(2026, 12, day), what, to)


def refusal(kind: Kind, app: Application, asked: Sequence[str] = ()) -> FollowupMailError:
    """Return the error that choosing ends in."""
    with pytest.raises(FollowupMailError) as raised:
        choose(kind, app, moment=LATER, asked=asked)
    return raised.value


def test_everyone_met_gets_a_thank_you_of_their_own() -> None:
    """One note a person, in the order of the file, each with its own place."""
    selection = choose(Kind.THANK_YOU, application(), moment=LATER)

    assert ids(selection) == ["maria", "david"]
    assert [choice.position for choice in selection.choices] == [0, 1]


def test_who_was_thanked_already_is_left_out_and_named() -> None:
    """Nobody is thanked twice for one round unless asked for by name."""
    app = application(history=(Happening(date(2026, 11, 20), Did.THANK_YOU, "maria"),))

    selection = choose(Kind.THANK_YOU, app, moment=LATER)

    assert ids(selection) == ["david"]
    assert selection.notes == ("Maria Lopez was thanked already; --to maria writes again.",)
    assert chosen(Kind.THANK_YOU, app, "maria") == ["maria"]


def test_an_earlier_round_s_thanks_do_not_count_for_the_next() -> None:
    """Thanks are kept per round."""
    second = Interview(datetime(2026, 12, 1, 19, tzinfo=UTC), talked_about={"maria": ("x",)})
    app = application(
        interviews=(INTERVIEW, second),
        history=(Happening(date(2026, 11, 20), Did.THANK_YOU, "maria"),),
    )

    assert chosen(Kind.THANK_YOU, app) == ["maria"]


def test_an_interview_still_to_come_does_not_count() -> None:
    """Only what was held by the moment of sending is thanked for."""
    early = datetime(2026, 11, 19, 18, tzinfo=UTC)

    with pytest.raises(UsageError) as raised:
        choose(Kind.THANK_YOU, application(), moment=early)

    assert str(raised.value) == (
        "The interview is on 2026-11-19 at 14:00 (America/Toronto), the day of sending is "
        "2026-11-19. Give --on a later day, or correct interviews.0.at."
    )


def test_without_an_interview_the_question_is_when() -> None:
    """A file without any interview is asked for one."""
    error = refusal(Kind.THANK_YOU, application(interviews=()))

    assert isinstance(error, MissingDetailError)
    assert error.key == "[[interviews]]"


@pytest.mark.parametrize("end", [Did.REJECTED, Did.OFFER, Did.WITHDREW, Did.ON_HOLD])
def test_nothing_is_asked_for_after_an_end(end: Did) -> None:
    """Whoever has an answer does not chase one, until it is taken up again."""
    ended = did(end, "maria", 3)

    assert isinstance(refusal(Kind.CHECK_IN, application(history=(ended,))), UsageError)
    again = did(Did.REOPENED, "maria", 4)
    assert chosen(Kind.CHECK_IN, application(history=(ended, again))) == ["maria"]


def test_an_absence_in_the_history_counts_while_it_lasts() -> None:
    """Who left is not written to; who was away is, once they are back."""
    left = application(history=(did(Did.LEFT, "maria"),))
    away = application(
        history=(Happening(date(2026, 12, 2), Did.AWAY, "maria", until=date(2026, 12, 9)),)
    )

    assert status_of(MARIA, left, date(2026, 12, 3)) is PersonStatus.LEFT
    assert status_of(MARIA, away, date(2026, 12, 9)) is PersonStatus.AWAY
    assert status_of(MARIA, away, date(2026, 12, 10)) is PersonStatus.ACTIVE


def test_a_contact_without_an_address_is_asked_for_it() -> None:
    """The one who runs the process is named, with the key to fill in."""
    error = refusal(Kind.CHECK_IN, application(MARIA._replace(email=None, phone=None)))

    assert isinstance(error, MissingDetailError)
    assert error.key == "people.maria.email"


def test_a_person_met_without_an_address_is_named_with_the_way_out() -> None:
    """A missing address points to a forwarded note."""
    talk = INTERVIEW._replace(talked_about={"maria": ("x",), "ben": ("y",)})
    app = application(MARIA, BEN, interviews=(talk,))

    selection = choose(Kind.THANK_YOU, app, moment=LATER)

    assert selection.notes == (
        "Ben Adeyemi has no address on file: `forward` has a note passed on.",
    )
    assert "forward" in str(refusal(Kind.THANK_YOU, app, ["ben"]))


def test_a_note_is_passed_on_by_whoever_runs_the_process() -> None:
    """A forwarded note goes to the recruiter and thanks the one without an address."""
    talk = INTERVIEW._replace(talked_about={"maria": ("x",), "ben": ("y",)})
    selection = choose(Kind.FORWARD, application(MARIA, BEN, interviews=(talk,)), moment=LATER)

    assert ids(selection) == ["maria"]
    assert [c.about.id for c in selection.choices if c.about] == ["ben"]


def test_with_nobody_to_pass_a_note_to_there_is_no_forward() -> None:
    """Where all have addresses, thank-you is named instead."""
    assert isinstance(refusal(Kind.FORWARD, application()), UsageError)


CONTACTS: list[tuple[str, Callable[[], Application], str]] = [
    ("the recruiter before the manager", application, "maria"),
    ("the agency before all others", lambda: application(MARIA, DAVID, OWEN), "owen"),
    ("the manager where nobody runs the process", lambda: application(DAVID), "david"),
    (
        "whoever named the date, among those who run the process",
        lambda: application(
            MARIA,
            Person("jo", "Jo Park", Role.HR, email="jo@northwind.example"),
            answer=Answer(from_="jo"),
        ),
        "jo",
    ),
    (
        "not the manager only because he named the date",
        lambda: application(MARIA, DAVID, answer=Answer(from_="david")),
        "maria",
    ),
    (
        "nobody who has left",
        lambda: application(MARIA._replace(status=PersonStatus.LEFT), DAVID),
        "david",
    ),
    (
        "whom they redirected to",
        lambda: application(MARIA, DAVID, history=(did(Did.REDIRECTED, "david"),)),
        "david",
    ),
]


@pytest.mark.parametrize(("case", "app", "expected"), CONTACTS, ids=[c[0] for c in CONTACTS])
def test_a_check_in_goes_to(case: str, app: Callable[[], Application], expected: str) -> None:
    """Questions about dates have one addressee, chosen by rule."""
    assert chosen(Kind.CHECK_IN, app()) == [expected], case


def test_escalation_goes_to_the_manager_after_somebody_else_was_asked() -> None:
    """The recruiter was asked; the hiring manager is next."""
    app = application(history=(did(Did.CHECK_IN, "maria"),))

    assert chosen(Kind.ESCALATION, app) == ["david"]


def test_there_is_no_escalation_past_the_manager() -> None:
    """Who asked the manager already is sent to the phone, not to the manager's boss."""
    app = application(DAVID, history=(did(Did.CHECK_IN, "david"),))

    assert "script call" in str(refusal(Kind.ESCALATION, app))


def test_an_agency_s_candidate_asks_the_agency_for_its_consent() -> None:
    """Without the agency's consent the question is exactly that."""
    error = refusal(Kind.ESCALATION, application(DAVID, OWEN))

    assert isinstance(error, MissingDetailError)
    assert error.key == "agency_allows_direct"
    assert chosen(Kind.ESCALATION, application(DAVID, OWEN, agency_allows_direct=True)) == ["david"]


def test_escalation_is_about_the_round_the_manager_was_in() -> None:
    """A manager met in the first round is reminded of that one."""
    second = Interview(datetime(2026, 12, 1, 19, tzinfo=UTC), talked_about={"maria": ("x",)})
    app = application(interviews=(INTERVIEW, second), history=(did(Did.CHECK_IN, "maria", 7),))

    assert choose(Kind.ESCALATION, app, moment=LATER).choices[0].round == 1


def test_whoever_is_asked_for_is_reminded_of_their_own_round() -> None:
    """``--to`` finds the round in which the person was met."""
    second = Interview(datetime(2026, 12, 1, 19, tzinfo=UTC), talked_about={"maria": ("x",)})
    app = application(interviews=(INTERVIEW, second))

    assert choose(Kind.CHECK_IN, app, moment=LATER, asked=["david"]).choices[0].round == 1


def test_a_call_goes_to_whom_was_written_to_last_if_there_is_a_number() -> None:
    """Without a number for the last one, the contact with one is called."""
    asked = (did(Did.CHECK_IN, "maria"), did(Did.ESCALATION, "david", 9))

    assert chosen(Kind.CALL, application(history=asked)) == ["maria"]
    reachable = DAVID._replace(phone="+1 416 555 0177")
    assert chosen(Kind.CALL, application(MARIA, reachable, history=asked)) == ["david"]


def test_a_number_that_is_missing_is_asked_for() -> None:
    """A call without a number is a question, with the key to fill in."""
    error = refusal(Kind.CALL, application(DAVID))

    assert isinstance(error, MissingDetailError)
    assert error.key == "people.david.phone"


def test_the_insider_is_asked_and_only_an_insider() -> None:
    """Network goes to somebody known inside; without one it asks for one."""
    assert chosen(Kind.NETWORK, application()) == ["priya"]
    assert isinstance(refusal(Kind.NETWORK, application(MARIA, DAVID)), MissingDetailError)


def test_a_reflection_is_for_nobody_else() -> None:
    """A private note has no reader."""
    assert chosen(Kind.REFLECTION, application()) == [None]


def test_a_name_from_the_command_line_beats_the_rule() -> None:
    """``--to`` decides."""
    assert chosen(Kind.CHECK_IN, application(), "david") == ["david"]


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    """A typing error in ``--to`` names whom it might mean."""
    error = refusal(Kind.CHECK_IN, application(), ["mari"])

    assert isinstance(error, NotFoundError)
    assert str(error) == "--to mari: no such person; did you mean maria?"


def test_one_question_goes_to_one_person() -> None:
    """A check-in to two people at once is refused."""
    assert isinstance(refusal(Kind.CHECK_IN, application(), ["maria", "david"]), UsageError)


def test_a_pause_ends_on_the_day_they_named() -> None:
    """Until then nothing is asked; a shorter pause may be set for those without a day."""
    named = Happening(date(2026, 12, 1), Did.ON_HOLD, "maria", date(2026, 12, 10))
    unnamed = named._replace(until=None)

    assert chosen(Kind.CHECK_IN, application(history=(named,))) == ["maria"]
    assert isinstance(
        refusal(Kind.CHECK_IN, application(history=(named._replace(until=LATER.date()),))),
        UsageError,
    )
    assert isinstance(refusal(Kind.CHECK_IN, application(history=(unnamed,))), UsageError)
    before = unnamed._replace(on=date(2026, 11, 18))
    assert chosen(Kind.CHECK_IN, application(history=(before,))) == ["maria"]
    short = choose(
        Kind.CHECK_IN,
        application(history=(unnamed,)),
        moment=LATER,
        rules=Rules(on_hold_days=12),
    )
    assert ids(short) == ["maria"]


@pytest.mark.parametrize("end", [Did.MOVED_ON, Did.RETIRED, Did.ON_HOLD])
def test_an_answer_opens_what_was_given_up(end: Did) -> None:
    """Whoever moved on, and then hears from them, may ask again."""
    history = (did(end, "maria", 3), did(Did.ACKNOWLEDGED, "maria", 4))

    assert chosen(Kind.CHECK_IN, application(history=history)) == ["maria"]


def test_an_acknowledgement_does_not_undo_a_no() -> None:
    """A decision stays until it is reopened."""
    history = (did(Did.REJECTED, "maria", 3), did(Did.ACKNOWLEDGED, "maria", 4))

    assert isinstance(refusal(Kind.CHECK_IN, application(history=history)), UsageError)


def test_whom_the_history_says_has_left_is_not_chosen() -> None:
    """Nor whose address bounced, until another is on file or a message went out again."""
    left = did(Did.LEFT, "maria", 3)
    bounced = did(Did.BOUNCED, "maria", 3)
    mended = bounced._replace(note="550 maria@nortwind.example: no such user")

    assert chosen(Kind.CHECK_IN, application(history=(left,))) == ["david"]
    assert chosen(Kind.CHECK_IN, application(history=(bounced,))) == ["david"]
    assert chosen(Kind.CHECK_IN, application(history=(mended,))) == ["maria"]
    again = (bounced, did(Did.CHECK_IN, "maria", 4))
    assert chosen(Kind.CHECK_IN, application(history=again)) == ["maria"]
    away = did(Did.AWAY, "maria", 3)._replace(until=date(2026, 12, 20))
    assert status_of(MARIA, application(history=(away,)), date(2026, 12, 4)) is PersonStatus.AWAY
    answered = (away, did(Did.DELAYED, "maria", 4))
    assert status_of(MARIA, application(history=answered), date(2026, 12, 5)) is (
        PersonStatus.ACTIVE
    )


def test_an_agency_s_other_consultant_is_the_way_up() -> None:
    """Its client is left alone."""
    ruth = OWEN._replace(id="ruth", name="Ruth Fair", email="ruth@fairlane.example")
    app = application(OWEN, ruth, DAVID)

    assert chosen(Kind.ESCALATION, app) == ["ruth"]
    asked = app._replace(history=(did(Did.CHECK_IN, "ruth"),))
    assert chosen(Kind.ESCALATION, asked) == ["owen"]


def test_another_insider_is_asked_before_the_same_one_again() -> None:
    """One question to each; whoever asks again by name decides."""
    noor = PRIYA._replace(id="noor", name="Noor Aziz")
    app = application(MARIA, PRIYA, noor, history=(did(Did.NETWORK, "priya"),))

    assert chosen(Kind.NETWORK, app) == ["noor"]
    assert chosen(Kind.NETWORK, app, "priya") == ["priya"]
