"""What a message may say, from an application and a day."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from followup_mail.errors import MissingDetailError
from followup_mail.model import (
    Answer,
    Application,
    Choice,
    Happening,
    Interview,
    Me,
    Person,
    Promise,
    Strength,
)
from followup_mail.vocabulary import Did, InterviewFormat, Kind, Language, Role
from followup_mail.writing.facts import attachments_for, facts
from followup_mail.writing.marks import LINE_BREAK, bare

ON = date(2026, 11, 20)
MARIA = Person("maria", "Maria Lopez", Role.RECRUITER, goes_by="Maria", email="maria@n.example")
DAVID = Person("david", "David Chen", Role.HIRING_MANAGER, email="david@n.example")
SOFIA = Person("sofia", "Sofía Cruz", Role.INTERVIEWER, email="sofia@n.example")
APPLICATION = Application(
    employer="Northwind",
    position="Data Engineer",
    language=Language.EN_CA,
    me=Me("Sam Okafor", "sam@example.com"),
    timezone="America/Toronto",
    people={person.id: person for person in (MARIA, DAVID, SOFIA)},
    why="data quality has an owner",
    interviews=(
        Interview(
            datetime(2026, 11, 19, 19, tzinfo=UTC),
            format=InterviewFormat.VIDEO,
            talked_about={"maria": ("the team",), "david": ("the batch",), "sofia": ("the tests",)},
        ),
    ),
    strengths=(Strength("rebuilt the pipeline", "david"), Strength("trained two analysts")),
)


def told(
    person: Person, application: Application = APPLICATION, kind: Kind = Kind.THANK_YOU
) -> dict[str, object]:
    """Return the facts of a message to *person*, without marks."""
    position = list(application.interviews[0].talked_about).index(person.id)
    choice = Choice(person, "", 1, position=position)
    values = facts(kind, application, choice, on=ON).values
    return {
        name: bare(value) if isinstance(value, str) else value for name, value in values.items()
    }


def test_a_strength_meant_for_a_colleague_is_not_borrowed() -> None:
    """Two of a panel never read the same proof; the one without gets a question."""
    assert told(DAVID)["strength"] == "rebuilt the pipeline"
    assert told(MARIA)["strength"] == "trained two analysts"
    with pytest.raises(MissingDetailError) as raised:
        told(SOFIA)
    assert raised.value.key == "[[strengths]]"


def test_a_phone_screen_needs_no_strength() -> None:
    """A shorter note can do without."""
    screen = APPLICATION.interviews[0]._replace(format=InterviewFormat.PHONE)

    assert "strength" not in told(SOFIA, APPLICATION._replace(interviews=(screen,)))


def test_the_reason_is_for_whoever_decides() -> None:
    """One note of a round says why the job is wanted: the hiring manager's."""
    assert [told(person)["leads"] for person in (MARIA, DAVID)] == [False, True]


def test_who_was_told_the_reason_is_not_told_again() -> None:
    """A chase repeats nothing that the thank-you note said."""
    thanked = APPLICATION._replace(history=(Happening(ON, Did.THANK_YOU, "david"),))

    assert told(DAVID, APPLICATION, Kind.CHECK_IN)["told_why"] is False
    assert told(DAVID, thanked, Kind.CHECK_IN)["told_why"] is True


def test_who_read_one_strength_is_told_another() -> None:
    """An escalation adds something new where there is something."""
    history = (Happening(ON, Did.THANK_YOU, "david"), Happening(ON, Did.CHECK_IN, "maria"))

    facts_of = told(DAVID, APPLICATION._replace(history=history), Kind.ESCALATION)

    assert facts_of["strength"] == "trained two analysts"


def test_the_day_of_the_interview_is_that_of_the_employer_s_zone() -> None:
    """Late in the evening in Vancouver is the next day in Toronto."""
    late = APPLICATION.interviews[0]._replace(at=datetime(2026, 11, 20, 4, 30, tzinfo=UTC))

    def day(timezone: str) -> object:
        application = APPLICATION._replace(interviews=(late,), timezone=timezone)
        interview = told(DAVID, application)["interview"]
        assert isinstance(interview, dict)
        return bare(str(interview["day"]))

    assert day("America/Vancouver") == "yesterday"
    assert day("Asia/Tokyo") == "today"


def test_a_new_date_replaces_the_first() -> None:
    """What they wrote last is what they expect."""
    application = APPLICATION._replace(
        answer=Answer(by=date(2026, 11, 27), from_="maria"),
        history=(Happening(date(2026, 11, 20), Did.DELAYED, "david", until=date(2026, 12, 11)),),
    )

    news = told(DAVID, application, Kind.CHECK_IN)["news"]

    assert isinstance(news, dict)
    assert bare(str(news["by"])) == "Friday, December 11"
    assert (news["revised"], news["from_you"]) == (True, True)


def news(person: Person, *history: Happening, answer: Answer | None = None) -> object:
    """Return what is told of dates in a check-in with *person*."""
    application = APPLICATION._replace(answer=answer, history=history)
    return told(person, application, Kind.CHECK_IN).get("news")


def by(found: object) -> str:
    """Return the day of *found* news."""
    assert isinstance(found, dict)
    return bare(str(found["by"]))


def test_what_was_said_last_counts() -> None:
    """A date named after a delay replaces it; of two on one day, the one written last."""
    delay = Happening(date(2026, 11, 19), Did.DELAYED, "maria", until=date(2026, 12, 1))
    later = Answer(by=date(2026, 11, 27), from_="maria", on=date(2026, 11, 20))
    tie = delay._replace(until=date(2026, 12, 4))

    assert by(news(MARIA, delay, answer=later)) == "Friday, November 27"
    assert by(news(MARIA, delay, tie)) == "Friday, December 4"


def test_a_date_from_before_the_interview_is_past() -> None:
    """What an earlier round was promised is not held against this one."""
    delay = Happening(date(2026, 11, 5), Did.DELAYED, "maria", until=date(2026, 11, 10))

    assert news(MARIA, delay) is None
    assert news(MARIA, answer=Answer(by=date(2026, 11, 10), from_="maria")) is None


def test_a_date_named_later_than_the_day_of_sending_is_not_known() -> None:
    """A note claims only what had been said by then."""
    answer = Answer(by=date(2026, 12, 11), from_="maria", on=date(2026, 11, 21))

    assert news(MARIA, answer=answer) is None


def test_promises_for_different_days_are_not_run_together() -> None:
    """What is due later is not said to come today."""
    promised = (Promise("the plan", "david", ON), Promise("a list", "david", date(2026, 12, 10)))

    promise = told(DAVID, APPLICATION._replace(promised=promised))["promise"]

    assert isinstance(promise, dict)
    assert bare(str(promise["what"])) == "the plan"


def test_nobody_is_told_not_to_have_met_where_nothing_is_noted() -> None:
    """Unknown is not no."""
    unnoted = APPLICATION.interviews[0]._replace(talked_about={})
    application = APPLICATION._replace(
        interviews=(unnoted,), history=(Happening(ON, Did.CHECK_IN, "maria"),)
    )

    values = facts(Kind.ESCALATION, application, Choice(DAVID, "", 1), on=ON).values

    to = values["to"]
    assert isinstance(to, dict)
    assert (to["met"], to["never_met"]) == (False, False)


def test_only_the_agency_is_asked_what_its_client_expects() -> None:
    """The employer's own people decide themselves."""
    owen = MARIA._replace(id="owen", role=Role.AGENCY)
    application = APPLICATION._replace(people={**APPLICATION.people, "owen": owen})

    assert told(DAVID, application)["agency"] is False
    assert told(DAVID, application)["through_agency"] is True


def test_a_reader_in_another_zone_has_their_own_yesterday() -> None:
    """The day of the interview is that of the reader's zone, where it is on file."""
    far = DAVID._replace(timezone="Pacific/Kiritimati")
    application = APPLICATION._replace(people={**APPLICATION.people, "david": far})

    interview = told(far, application)["interview"]

    assert isinstance(interview, dict)
    assert bare(str(interview["day"])) == "today"


def test_without_a_date_no_message_can_say_there_was_one() -> None:
    """An answer without ``by`` is no news."""
    application = APPLICATION._replace(answer=Answer(said="soon", from_="maria"))

    assert "news" not in told(DAVID, application, Kind.CHECK_IN)


def test_an_insider_is_not_named_to_others() -> None:
    """Who else was met leaves out an insider who may not be named."""
    insider = SOFIA._replace(role=Role.INSIDER)
    application = APPLICATION._replace(people={**APPLICATION.people, "sofia": insider})

    assert told(DAVID, application)["others"] == "Maria Lopez"
    named = insider._replace(may_be_named=True)
    application = APPLICATION._replace(people={**APPLICATION.people, "sofia": named})
    assert told(DAVID, application)["others"] == "Maria Lopez and Sofía Cruz"


def test_what_an_insider_said_is_not_laid_at_their_door() -> None:
    """A date that came from an insider is told without the name."""
    insider = SOFIA._replace(role=Role.INSIDER)
    application = APPLICATION._replace(
        people={**APPLICATION.people, "sofia": insider},
        answer=Answer(by=date(2026, 11, 27), from_="sofia", on=ON),
    )

    news = told(DAVID, application, Kind.CHECK_IN)["news"]

    assert isinstance(news, dict)
    assert news["name"] == ""


FILES = (Path("/a/write-up.pdf"),)


@pytest.mark.parametrize(
    ("kind", "person", "promised", "goes"),
    [
        (Kind.THANK_YOU, DAVID, (Promise("the write-up", "david"),), True),
        (Kind.THANK_YOU, MARIA, (Promise("the write-up", "david"),), False),
        (Kind.THANK_YOU, DAVID, (Promise("the write-up", "david", done=True),), True),
        (Kind.THANK_YOU, DAVID, (), True),
        (Kind.CHECK_IN, MARIA, (), False),
        (Kind.CHECK_IN, DAVID, (Promise("the write-up", "david"),), False),
        (Kind.FORWARD, MARIA, (), False),
        (Kind.CALL, MARIA, (), False),
    ],
)
def test_attachments_go_to_whom_they_were_promised(
    kind: Kind,
    person: Person,
    promised: tuple[Promise, ...],
    goes: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Else with the thank-you notes; never with a later chase."""
    application = APPLICATION._replace(attachments=FILES, promised=promised)

    assert bool(attachments_for(kind, application, person)) is goes


def happened(what: Did, to: str = "maria", day: int = 20) -> Happening:
    """Return something done in November 2026."""
    return Happening(date(2026, 11, day), what, to)


@pytest.mark.parametrize(
    ("history", "person", "unthanked"),
    [
        ((), MARIA, True),
        ((happened(Did.THANK_YOU, "david"),), MARIA, True),
        ((happened(Did.THANK_YOU, day=3),), MARIA, True),
        ((happened(Did.THANK_YOU),), MARIA, False),
        ((happened(Did.FORWARD),), MARIA, False),
        ((happened(Did.CHECK_IN),), MARIA, False),
        ((happened(Did.THANK_YOU, day=3)._replace(round=1),), MARIA, False),
    ],
)
def test_who_was_met_and_not_thanked_since_is_to_be_thanked(
    history: tuple[Happening, ...], person: Person, *, unthanked: bool
) -> None:
    """By a note, a note passed on, or an earlier check-in, which then had the thanks in it."""
    told_of = told(person, APPLICATION._replace(history=history), Kind.CHECK_IN)
    assert told_of["unthanked"] is unthanked


def test_who_was_not_met_is_owed_no_thanks() -> None:
    """A recruiter who was not there has held no interview."""
    (held,) = APPLICATION.interviews
    application = APPLICATION._replace(interviews=(held._replace(talked_about={"david": ("x",)}),))
    values = facts(Kind.CHECK_IN, application, Choice(MARIA, "", 1), on=ON).values
    assert values["unthanked"] is False


def test_calls_that_reached_nobody_are_listed_and_counted_by_attempt() -> None:
    """A voicemail on the day of a call is the same attempt; all of it is on the record."""
    history = (
        happened(Did.CHECK_IN),
        happened(Did.NO_ANSWER, day=23),
        happened(Did.VOICEMAIL, day=23),
        happened(Did.GATEKEEPER, day=26),
    )
    english = APPLICATION._replace(history=history)
    sent = date(2026, 11, 30)
    choice = Choice(None, "", 1)
    touches = {
        language: facts(
            Kind.REFLECTION, english._replace(language=language), choice, on=sent
        ).values["touches"]
        for language in (Language.EN_CA, Language.FR_CA)
    }
    lines = {
        language: [bare(line) for line in str(said).split(LINE_BREAK)]
        for language, said in touches.items()
    }
    values = facts(Kind.REFLECTION, english, choice, on=sent).values

    assert (values["chases"], values["chases_words"]) == (3, "three")
    assert lines == {
        Language.EN_CA: [
            "- November 20: check-in, Maria Lopez",
            "- November 23: unanswered call, Maria Lopez",
            "- November 23: voicemail, Maria Lopez",
            "- November 26: call, not put through, Maria Lopez",
        ],
        Language.FR_CA: [
            "- 20\u00a0novembre\u00a0: message de suivi, Maria Lopez",
            "- 23\u00a0novembre\u00a0: appel sans réponse, Maria Lopez",
            "- 23\u00a0novembre\u00a0: message vocal, Maria Lopez",
            "- 26\u00a0novembre\u00a0: appel filtré, Maria Lopez",
        ],
    }
