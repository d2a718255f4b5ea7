"""Questions, the dialogues made of them, and the short names they need."""

import tomllib
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.application import read_application, read_kept
from followup_mail.config import Config
from followup_mail.intake.dialogues import Dialogue, Sheet, completion, debrief, new_application
from followup_mail.intake.names import name_for, person_id
from followup_mail.intake.questions import SKIP, Dates, Setting, question_for, way_of
from followup_mail.model import Application
from followup_mail.vocabulary import Language, Role

KNOWN = Config(
    me={"name": "Sam Okafor", "email": "sam@okafor.example"}, default_language=Language.EN_CA
)
TODAY = date(2026, 11, 19)
EASTERN = timezone(timedelta(hours=-5))


def read_day(text: str) -> date:
    """Return the day called *text*: a fake of what knows all words for days."""
    if text == "next friday":
        return TODAY + timedelta(days=8)
    if text == "yesterday":
        return TODAY - timedelta(days=1)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no date that can be read") from None


def read_moment(text: str) -> date | datetime:
    """Return the day or moment called *text*."""
    day, _, hour = text.rpartition(" ")
    return datetime.fromisoformat(f"{read_day(day)} {hour}") if ":" in hour else read_day(text)


DATES = Dates(read_day, read_moment)


def sheet(text: str = "", config: Config = KNOWN) -> Sheet:
    """Return *text* to be filled in."""
    return Sheet(text, config=config, fallback_timezone="America/Toronto", dates=DATES)


def held(dialogue: Dialogue, answers: Iterable[tuple[str, str]]) -> str:
    """Return the file that *answers* make; each stands behind the question it answers."""
    for asked, typed in answers:
        assert dialogue.question is not None
        assert dialogue.question.text == asked
        dialogue.answer(typed)
    assert dialogue.question is None
    return dialogue.text


def read(text: str, config: Config = KNOWN) -> Application:
    """Return the application that *text* describes."""
    return read_application(
        text.encode(),
        source="a.toml",
        folder=None,
        config=config,
        fallback_timezone="America/Toronto",
    )


def test_an_application_is_made_by_questions() -> None:
    """Whatever is optional is skipped by an empty answer, and the file reads back."""
    text = held(
        new_application(sheet(config=Config())),
        [
            ("What is your name?", "Sam Okafor"),
            ("What is your e-mail address?", "sam@okafor.example"),
            ("Which company is it?", "Northwind"),
            ("What is the job called?", "Data Engineer"),
            ("In which language do they write to you?", "en-CA"),
            ("Where do the people work to whom you will write?", "CA-ON"),
            ("Why would you like this job?", ""),
            ("When is the interview, or when was it?", "yesterday 14:00"),
            ("How is it held?", "video"),
            ("Who is in touch with you, or will you meet?", "Maria Lopez"),
            ("What is Maria Lopez in this hiring process?", "recruiter"),
            ("What is Maria Lopez's e-mail address?", "maria@northwind.example"),
            ("Who else?", "Maria Cruz"),
            ("What is Maria Cruz in this hiring process?", "hr"),
            ("What is Maria Cruz's e-mail address?", ""),
            ("Who else?", ""),
        ],
    )

    assert text == (
        'employer = "Northwind"\n'
        'position = "Data Engineer"\n'
        'language = "en-CA"\n'
        'place    = "CA-ON"\n'
        "\n"
        "[me]\n"
        'name = "Sam Okafor"\n'
        'email = "sam@okafor.example"\n'
        "\n"
        "[people.maria]\n"
        'name = "Maria Lopez"\n'
        'role = "recruiter"\n'
        'email = "maria@northwind.example"\n'
        "\n"
        "[people.maria-cruz]\n"
        'name = "Maria Cruz"\n'
        'role = "hr"\n'
        "\n"
        "[[interviews]]\n"
        "at = 2026-11-18T14:00:00-05:00\n"
        'format = "video"\n'
    )
    assert read(text, Config()).people["maria-cruz"].role is Role.HR


def test_an_agency_that_names_no_client_is_asked_for_its_contact() -> None:
    """Without somebody at an agency the file would be refused."""
    text = held(
        new_application(sheet()),
        [
            ("Which company is it?", ""),
            ("What is the job called?", "Baker"),
            ("Where do the people work to whom you will write?", ""),
            ("In which time zone do they work?", ""),
            ("Why would you like this job?", ""),
            ("When is the interview, or when was it?", ""),
            ("Who is your contact at the agency?", "Owen O'Brien"),
            ("What is Owen O'Brien's e-mail address?", "owen@fairlane.example"),
            ("Who is in touch with you, or will you meet?", ""),
        ],
    )

    application = read(text)
    assert (application.employer, application.people["owen"].role) == ("", Role.AGENCY)


INVITED = """\
# From the invitation.
employer = "Northwind"
position = "Data Engineer"

[people.maria]
name  = "Maria Lopez"
goes_by = "Mia"
email = "maria@northwind.example"

[people.david]
name = "David Chen"   # spelled as on his card
role = "hiring-manager"
email = "david@northwind.example"

[people.priya]
name = "Priya Raman"
role = "insider"

# The one on video.
[[interviews]]
at = 2026-11-19T14:00:00-05:00
"""


def test_a_debrief_asks_what_only_the_writer_knows() -> None:
    """Who was met decides what is asked; the file keeps its comments."""
    text = held(
        debrief(sheet(INVITED)),
        [
            ("How was it held?", "zoom"),
            ("Did you meet Mia?", "yes"),
            ("What is Mia in this hiring process?", "recruiter"),
            ("What did you and Mia talk about?", "how the team grows"),
            ("Did you meet David Chen?", "no"),
            ("Who else did you meet?", "Lin Wei"),
            ("What is Lin Wei in this hiring process?", "interviewer"),
            ("What is Lin Wei's e-mail address?", ""),
            ("What did you and Lin Wei talk about?", "streaming"),
            ("Who else did you meet?", ""),
            ("What have you done that answers what Mia said about how the team grows?", ""),
            (
                "What have you done that answers what Lin Wei said about streaming?",
                "rebuilt the pipeline",
            ),
            ("What did you promise to send?", "the write-up"),
            ("Who did you promise it to?", "mia"),
            ("By which day?", "next friday"),
            ("What else did you promise to send?", ""),
            ("When did they say you would hear back?", "next friday"),
            ("Which day is that?", ""),
            ("Who said so?", "maria"),
            ("Did they ask you not to call?", ""),
            ("Did they ask you not to contact them at all?", ""),
        ],
    )

    assert text == INVITED.replace(
        'email = "maria@northwind.example"\n',
        'email = "maria@northwind.example"\nrole = "recruiter"\n',
    ).replace(
        "\n# The one on video.",
        '\n[people.lin]\nname = "Lin Wei"\nrole = "interviewer"\n\n# The one on video.',
    ) + (
        'format = "video"\n'
        "\n"
        "[interviews.talked_about]\n"
        'maria = ["how the team grows"]\n'
        'lin   = ["streaming"]\n'
        "\n"
        "[[strengths]]\n"
        'i     = "rebuilt the pipeline"\n'
        'about = "lin"\n'
        "\n"
        "[[promised]]\n"
        'what = "the write-up"\n'
        'to   = "maria"\n'
        "by   = 2026-11-27\n"
        "\n"
        "[answer]\n"
        "by = 2026-11-27\n"
        'said = "next friday"\n'
        'from = "maria"\n'
    )
    assert read(text).answer is not None


def test_a_debrief_of_which_nothing_is_known_leaves_the_file_as_it_is() -> None:
    """Two minutes are not always there."""
    whole = INVITED + 'format = "video"\n'

    text = held(
        debrief(sheet(whole), 1),
        [
            ("Did you meet Mia?", "n"),
            ("Did you meet David Chen?", "non"),
            ("Whom did you meet?", ""),
            ("What did you say that you are proud of?", ""),
            ("What did you promise to send?", ""),
            ("When did they say you would hear back?", ""),
            ("Which day is that?", ""),
            ("Did they ask you not to call?", ""),
            ("Did they ask you not to contact them at all?", "-"),
        ],
    )

    assert text == whole


def test_somebody_of_whose_talk_nothing_is_noted_is_asked_about_once_more() -> None:
    """The reason is told, and at the end who was left out."""
    whole = INVITED.replace('[people.priya]\nname = "Priya Raman"\nrole = "insider"\n\n', "")
    whole = whole.replace("# The one on video.", "") + 'format = "video"\n'
    dialogue = debrief(sheet(whole))
    for typed in ("y", "recruiter", "", "-", "y", ""):
        dialogue.answer(typed)

    asked = dialogue.question
    assert asked is not None
    assert asked.text == "What did you and David Chen talk about?"
    assert asked.hint == (
        "Without one thing you talked about, no note can be written to David Chen. Nothing once "
        "more, or '-', leaves them out."
    )
    dialogue.answer("the nightly batch")
    for typed in ("", "", "", "", "", "no", "no"):
        dialogue.answer(typed)

    assert dialogue.question is None
    assert dialogue.remarks == ("Mia is not noted as met, for want of one thing you talked about.",)
    assert 'david = ["the nightly batch"]' in dialogue.text
    assert "maria = [" not in dialogue.text


def test_who_has_a_strength_already_is_not_asked_about_again() -> None:
    """A second debrief asks for what is still missing only."""
    ana = '[people.ana]\nname = "Ana"\nrole = "hr"\nemail = "a@n.example"\n'
    met = '[[interviews]]\nat = 2026-11-18T10:00:00-05:00\nformat = "phone"\n'
    talk = '[interviews.talked_about]\nana = ["bread"]\n'
    file = f'employer = "N"\nposition = "B"\n{ana}{met}{talk}[[strengths]]\ni = "baked"\n'

    for about, asked in (
        ('about = "ana"\n', "What did you promise to send?"),
        ("", "What have you done that answers what Ana said about bread?"),
    ):
        dialogue = debrief(sheet(file + about))
        dialogue.answer("")
        assert dialogue.question is not None
        assert dialogue.question.text == asked


def test_who_alone_was_met_is_whom_all_of_it_concerns() -> None:
    """Nobody is asked to choose among one."""
    ana = '[people.ana]\nname = "Ana"\nrole = "hr"\nemail = "a@n.example"\n'
    file = f'employer = "N"\nposition = "B"\n{ana}'

    text = held(
        debrief(sheet(file)),
        [
            ("When is the interview, or when was it?", "yesterday 10:00"),
            ("How was it held?", ""),
            ("Did you meet Ana?", "y"),
            ("What did you and Ana talk about?", "bread"),
            ("Who else did you meet?", ""),
            ("What have you done that answers what Ana said about bread?", "baked"),
            ("What did you promise to send?", "a loaf"),
            ("By which day?", ""),
            ("What else did you promise to send?", ""),
            ("When did they say you would hear back?", "soon"),
            ("Which day is that?", ""),
            ("Did they ask you not to call?", "yes"),
            ("Did they ask you not to contact them at all?", "no"),
        ],
    )

    assert tomllib.loads(text) == {
        "employer": "N",
        "position": "B",
        "no_calls": True,
        "people": {"ana": {"name": "Ana", "role": "hr", "email": "a@n.example"}},
        "interviews": [
            {
                "at": datetime(2026, 11, 18, 10, tzinfo=EASTERN),
                "talked_about": {"ana": ["bread"]},
            }
        ],
        "strengths": [{"i": "baked", "about": "ana"}],
        "promised": [{"what": "a loaf", "to": "ana"}],
        "answer": {"said": "soon", "from": "ana"},
    }


def test_what_is_missing_is_asked_for() -> None:
    """The keys are those that reading the file found missing."""
    file = 'employer = "N"\n[people.ana]\nname = "Ana"\n[[interviews]]\n[[interviews]]\n'

    text = held(
        completion(sheet(file), ["people.ana.role", "interviews.1.at", "position"]),
        [
            ("What is Ana in this hiring process?", "chair"),
            ("When is the interview, or when was it?", "2026-12-01 09:30"),
            ("What is the job called?", "Baker"),
        ],
    )

    assert tomllib.loads(text) == {
        "employer": "N",
        "position": "Baker",
        "people": {"ana": {"name": "Ana", "role": "chair"}},
        "interviews": [{}, {"at": datetime(2026, 12, 1, 9, 30, tzinfo=EASTERN)}],
    }


def test_a_faulty_answer_is_refused_and_the_question_stays() -> None:
    """Nothing of it gets into the file."""
    dialogue = debrief(sheet(INVITED))
    before = dialogue.question

    with pytest.raises(ValueError, match=r"^expected one of phone, video, onsite, panel, got"):
        dialogue.answer("vido")

    assert dialogue.question == before
    assert dialogue.text == INVITED


def test_after_the_last_answer_nothing_is_taken() -> None:
    """A dialogue ends."""
    dialogue = completion(sheet('position = "B"\n'), [])

    assert dialogue.question is None
    with pytest.raises(ValueError, match=r"^there is nothing left to answer$"):
        dialogue.answer("x")


PLACE = "code of a country or its subdivision, such as CA-ON or FR"
ADDRESS = "an e-mail address such as name@company.example"
INSIDE = "but stands inside a sentence"
HOUR = "the hour; add it"
TOPIC = "interviews.0.talked_about.ana.0"
SETTING = Setting(
    Language.EN_CA,
    None,
    {"maria": ("Mia", "Maria Lopez"), "david": ("David Chen",), "ana": ("Ana Lopez",)},
)


@pytest.mark.parametrize(
    ("key", "typed", "why"),
    [
        ("position", "x" * 81, "is 81 characters long; at most 80 fit"),
        ("position", "a\tb", "holds a control character (U+0009) as character 2; take it out"),
        ("position", " ", "an answer is needed to go on"),
        ("place", "Kanada", f"expected the {PLACE}"),
        ("place", "Ontario, France", f"expected the {PLACE}"),
        ("place", "Georgia", f"expected the {PLACE}"),
        ("people.maria.name", "Yes", "expected a name, got 'Yes'"),
        ("people.maria.email", "mia", f"'mia' is not {ADDRESS}"),
        ("people.maria.role", "boss", f"expected one of {', '.join(Role)}, got 'boss'"),
        ("strengths.0.i", "I won.", f"ends with '.', {INSIDE}; leave the mark out"),
        (
            "strengths.0.i",
            "I won",
            "begins with 'I', which the sentence says already; leave it out",
        ),
        ("strengths.0.about", "mari", "there is no [people.mari] in the file; did you mean maria?"),
        ("strengths.0.about", "Lopez", "may be any of maria, ana; type the one"),
        (TOPIC, "The move", f"begins with a capital, {INSIDE}; write 'the move'"),
        ("interviews.0.at", "yesterday", f"names a day without {HOUR}, as in 2026-11-18 14:00"),
        ("interviews.0.at", "whenever 10:00", "'whenever' is no date that can be read"),
        ("answer.by", "1999-01-01", "the year 1999 is not between 2000 and 2100"),
        ("no_calls", "maybe", "expected yes or no"),
    ],
)
def test_a_faulty_answer_is_refused_in_the_words_of_the_file(
    key: str, typed: str, why: str
) -> None:
    """The sentence is that of the kind of value, or of what reads days."""
    question = question_for(way_of(key), SETTING, DATES)

    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole text is compared
        question.check(typed)

    assert str(caught.value) == why


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("position", " Baker ", "Baker"),
        ("place", "ca-on", "CA-ON"),
        ("place", "Ontario", "CA-ON"),
        ("place", "ON", "CA-ON"),
        ("place", "Ontario, Canada", "CA-ON"),
        ("place", "Canada", "CA"),
        ("place", "québec", "CA-QC"),
        ("place", "Les États-Unis", "US"),
        ("place", "Nouvelle-Écosse", "CA-NS"),
        ("place", "the U.K.", "GB"),
        ("language", "en-ca", "en-CA"),
        ("language", "EN-uk", "en-GB"),
        ("interviews.0.format", "Zoom", "video"),
        ("interviews.0.format", "teams", "video"),
        ("interviews.0.format", "phone call", "phone"),
        ("people.maria.role", "HR", "hr"),
        ("people.maria.role", "hr", "hr"),
        ("people.maria.phone", "+1 416 555 0142", "+1 416 555 0142"),
        ("people.maria.may_be_named", "oui", True),
        ("strengths.0.about", "mia", "maria"),
        ("strengths.0.about", "CHEN", "david"),
        ("strengths.0.about", "", None),
        ("interviews.0.at", "2026-11-19 10:00", datetime(2026, 11, 19, 10)),  # noqa: DTZ001 - local
        ("interviews.0.at", "2026-11-19 10:00+00:00", datetime(2026, 11, 19, 10, tzinfo=UTC)),
        ("answer.by", "next friday", date(2026, 11, 27)),
    ],
)
def test_an_answer_is_what_the_file_will_hold(key: str, typed: str, value: object) -> None:
    """Words of closed lists, days and people are read as they are typed."""
    assert question_for(way_of(key), SETTING, DATES).check(typed) == value


def test_a_suggestion_is_taken_or_declined() -> None:
    """An empty answer takes it, a hyphen leaves the question open."""
    question = question_for(("answer", "by"), SETTING, DATES)._replace(default="2026-11-27")

    assert question.check("") == date(2026, 11, 27)
    assert question.check(SKIP) is None


def test_an_answer_is_not_due_before_the_first_interview() -> None:
    """The file would be refused; so is the answer, in the same words."""
    dialogue = debrief(sheet(INVITED + 'format = "video"\n'))
    for typed in ("n", "n", "", "", "", "yesterday"):
        dialogue.answer(typed)

    assert dialogue.question is not None
    assert (dialogue.question.text, dialogue.question.default) == ("Which day is that?", "")
    with pytest.raises(ValueError, match=r"^lies before the first interview$"):
        dialogue.answer("2026-11-18")


def test_a_later_interview_is_not_before_the_one_above() -> None:
    """Interviews stand in order."""
    file = "[[interviews]]\nat = 2026-11-19T14:00:00-05:00\n[[interviews]]\n"
    dialogue = completion(sheet(file), ["interviews.1.at"])

    with pytest.raises(
        ValueError, match=r"^lies before the interview above it; put them in order$"
    ):
        dialogue.answer("yesterday 10:00")


def test_a_key_that_no_file_has_is_not_asked_for() -> None:
    """Neither at the top nor in a table."""
    for key in ("salary", "people.maria.salary", "position.exact"):
        with pytest.raises(KeyError):
            way_of(key)


TYPED = st.one_of(
    st.just(""),
    st.sampled_from(
        [
            "yes", "no", "Maria Lopez", "maria", "李伟", "Éloi Roy", "recruiter", "agency", "video",
            "CA-ON", "CA-BC", "en-CA", "fr-CA", "America/Toronto", "soon", "next friday",
            "2026-11-19 14:00", "2026-11-20 09:00", "a@b.example", "the plan", 'won "it" \\ all',
        ]
    ),
    st.text(max_size=12),
)  # fmt: skip
STARTS: list[Callable[[], Dialogue]] = [
    lambda: new_application(sheet()),
    lambda: new_application(sheet(config=Config())),
    lambda: debrief(sheet(INVITED)),
    lambda: debrief(sheet('employer = "N"\nposition = "B"\n')),
    lambda: debrief(sheet((Path("examples") / "panel.toml").read_text(encoding="utf-8"))),
]
ENOUGH = [
    "",
    "video",
    "Ana Roy",
    "recruiter",
    "en-CA",
    "a@b.example",
    "2026-12-04 10:00",
    "owen",
    "maria",
]
"""One of these answers any question; nothing, if that will do."""


def accepts(dialogue: Dialogue, typed: str) -> bool:
    """Return whether *typed* was taken as the answer."""
    try:
        dialogue.answer(typed)
    except ValueError:
        return False
    return True


@given(st.sampled_from(STARTS), st.lists(TYPED, max_size=40))
def test_whatever_is_accepted_makes_a_file_that_is_accepted(
    start: Callable[[], Dialogue], typed: list[str]
) -> None:
    """No answer that passes leads to a file with a fault."""
    dialogue = start()
    for answer in typed:
        if dialogue.question is not None:
            accepts(dialogue, answer)
    while dialogue.question is not None:
        assert any(accepts(dialogue, answer) for answer in ENOUGH)

    config = Config() if "me" in tomllib.loads(dialogue.text) else KNOWN
    kept = read_kept(
        dialogue.text.encode(),
        source="a.toml",
        folder=None,
        config=config,
        fallback_timezone="America/Toronto",
    )
    assert kept.position


@pytest.mark.parametrize(
    ("employer", "first", "second"),
    [
        ("Northwind Analytics", "northwind", "northwind-baker"),
        ("The Acme Company", "acme", "acme-baker"),
        ("Les Boréales", "boreales", "boreales-baker"),
        ("L’Œuvre", "loeuvre", "loeuvre-baker"),
        ("AT&T", "att", "att-baker"),
        ("J.P. Morgan", "jp", "jp-baker"),
        ("3M", "3m", "3m-baker"),
        ("İstanbul Łódź", "istanbul", "istanbul-baker"),
        ("--help", "help", "help-baker"),
        ("The", "the", "the-baker"),
        ("株式会社", "baker", "baker-2"),
        ("", "baker", "baker-2"),
        ("x" * 80, "x" * 40, "x" * 38 + "-2"),
    ],
)
def test_an_application_is_called_after_its_employer(
    employer: str, first: str, second: str
) -> None:
    """With the position where the name is taken."""
    assert name_for(employer, "Baker", set().__contains__) == first
    assert name_for(employer, "Baker", {first}.__contains__) == second


def test_names_are_numbered_where_all_else_is_taken() -> None:
    """From 2 on."""
    taken = {"northwind", "northwind-baker", "northwind-baker-2"}

    assert name_for("Northwind", "Baker", taken.__contains__) == "northwind-baker-3"
    assert name_for("", "", set().__contains__) == "application"


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("Maria Lopez", "maria", "maria-lopez"),
        ("Dr. Ana Roy", "ana", "ana-roy"),
        ("Élodie", "elodie", "elodie-2"),
        ("Jean-Paul Roy", "jean-paul", "jean-paul-roy"),
        ("Owen O'Brien", "owen", "owen-obrien"),
        ("李 伟", "李", "李-伟"),
        ("😀", "person", "person-2"),
        ("Prof.", "prof", "prof-2"),
        ("", "person", "person-2"),
    ],
)
def test_a_person_is_called_by_the_given_name(name: str, first: str, second: str) -> None:
    """With the last name where the given name is taken."""
    assert person_id(name, set().__contains__) == first
    assert person_id(name, {first}.__contains__) == second


@given(st.text(max_size=60), st.text(max_size=60), st.sets(st.text(max_size=5)))
def test_every_name_can_be_typed_and_is_free(employer: str, position: str, taken: set[str]) -> None:
    """Small ASCII letters, digits and hyphens, with a letter or digit at either end."""
    name = name_for(employer, position, taken.__contains__)

    assert name not in taken
    assert name.isascii()
    assert name.replace("-", "").isalnum()
    assert name == name.strip("-").lower()
    assert len(name) <= 40


@given(st.text(min_size=1, max_size=60).map(str.strip).filter(bool))
def test_every_id_can_stand_in_a_file(name: str) -> None:
    """Whoever is added under it is read back."""
    person = person_id(name, set().__contains__)
    text = f'employer = "N"\nposition = "B"\n[people."{person}"]\nname = "Ana"\nrole = "hr"\n'

    assert list(read(text).people) == [person]
