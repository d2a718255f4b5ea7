"""What is kept though something is missing: questions instead of faults."""

from collections.abc import Mapping

import pytest

from followup_mail.application import (
    Incomplete,
    Question,
    json_schema,
    read_application,
    read_kept,
    read_tree,
)
from followup_mail.config import Config
from followup_mail.errors import ApplicationError
from followup_mail.model import Application
from followup_mail.tables import Key
from followup_mail.vocabulary import Language, Role

CONFIG = Config(
    me={"name": "Sam Okafor", "email": "sam@okafor.example"}, default_language=Language.EN_CA
)
HEAD = 'employer = "Halyard"\nposition = "Rigger"\n'
JO = '[people.jo]\nname = " Jo Park "\n'
ROUND = '[[interviews]]\nformat = "video"\n'
ROLES = "recruiter, agency, hr, coordinator, hiring-manager, chair, interviewer, insider"
OF_JO = Question(
    "people.jo.role",
    "What is Jo Park's role?",
    f'[people.jo]\nrole = "recruiter"  # or {ROLES.removeprefix("recruiter, ")}',
)
OF_ROUND = Question(
    "interviews.0.at",
    "What are the date and time of the interview?",
    "[[interviews]]\nat = 2026-11-19T14:00:00",
)


def kept(text: str, *settings: str) -> Application | Incomplete:
    """Return what is made of *text*."""
    return read_kept(
        text.encode(),
        source="a.toml",
        folder=None,
        config=CONFIG,
        fallback_timezone="America/Toronto",
        settings=settings,
    )


def faults_of(text: str, *settings: str) -> str:
    """Return what is told of *text*."""
    with pytest.raises(ApplicationError) as caught:
        kept(text, *settings)
    return str(caught.value)


def test_what_is_missing_becomes_questions_in_the_order_of_the_file() -> None:
    """With what there is to name the application by."""
    assert kept(f'{HEAD}client = "Ana"\n{JO}{ROUND}') == Incomplete(
        (OF_JO, OF_ROUND), "Halyard", "Rigger", "Ana", {"jo": "Jo Park"}
    )


def test_of_several_interviews_the_question_says_which() -> None:
    """They are counted from 1, their keys from 0."""
    read = kept(f"{HEAD}{ROUND}at = 2026-11-19T14:00:00\n{ROUND}")
    assert read == Incomplete(
        (
            Question(
                "interviews.1.at",
                "What are the date and time of interview 2?",
                "[[interviews]]\nat = 2026-11-19T14:00:00",
            ),
        ),
        "Halyard",
        "Rigger",
    )


def test_an_answer_completes_it() -> None:
    """The key of a question is what is typed after --set."""
    read = kept(f"{HEAD}{JO}", f"{OF_JO.key}=hr")
    assert isinstance(read, Application)
    assert read.people["jo"].role is Role.HR


def test_the_example_of_a_question_is_toml_that_answers_it() -> None:
    """Put below what is there, without the rest of the table."""
    for question, rest in ((OF_JO, 'name = "Jo Park"\n'), (OF_ROUND, "")):
        assert isinstance(kept(f"{HEAD}{question.example}\n{rest}"), Application)


def test_the_strict_reader_still_calls_a_gap_a_fault() -> None:
    """A file used on its own is written from at once."""
    with pytest.raises(ApplicationError) as caught:
        read_application(
            f"{HEAD}{JO}{ROUND}".encode(),
            source="a.toml",
            folder=None,
            config=CONFIG,
            fallback_timezone="UTC",
        )
    assert str(caught.value) == (
        "a.toml: people.jo.role: required key is missing\n"
        "a.toml: interviews.0.at: required key is missing"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{HEAD}[people.jo]\n", "people.jo.name: required key is missing"),
        (f'{HEAD}{JO}role = "boss"', f"people.jo.role: expected one of {ROLES}, got 'boss'"),
        (
            f'{HEAD}{JO}{ROUND}[answer]\nby = "x"',
            "answer.by: expected a date such as 2026-11-20, got text",
        ),
        ('position = "Rigger"\n', "employer: required key is missing"),
        (f"{HEAD}{ROUND}[[promised]]\nwhat = 'the plan'", "promised.0.to: required key is missing"),
        (f'{HEAD}[people."zoe\u0301"]\nname = "Z"\n[people."zo\u00e9"]\nname = "Z"',
         "people.zo\u00e9: is given twice, spelled in two ways"),
    ],
)  # fmt: skip
def test_other_faults_stay_faults(text: str, told: str) -> None:
    """Beside a gap, and without one; the gap itself is then not told."""
    assert faults_of(text) == f"a.toml: {told}"


def test_a_setting_without_a_place_stays_a_fault() -> None:
    """Though all else could be kept."""
    assert faults_of(f"{HEAD}{JO}", "position.x=1") == (
        "--set position.x: has no place: what stands above it in the file is neither a table "
        "nor a list"
    )


def test_an_unnamed_client_waits_for_the_role_of_whoever_may_be_an_agent() -> None:
    """Once everybody has another role, it is a fault."""
    unnamed = f'employer = ""\nposition = "Rigger"\n{JO}'
    assert kept(unnamed) == Incomplete((OF_JO,), "", "Rigger", None, {"jo": "Jo Park"})
    assert isinstance(kept(f'{unnamed}role = "agency"'), Application)
    assert faults_of(f'{unnamed}role = "hr"') == (
        'a.toml: employer: "" is for an agency\'s unnamed client, but nobody here has '
        'role = "agency"'
    )


def test_a_tree_is_read_without_toml() -> None:
    """It gives what a file with the same keys gives."""
    tree: dict[str, object] = {"employer": "Halyard", "position": "Rigger"}
    read = read_tree(tree, source="x", folder=None, config=CONFIG, fallback_timezone="UTC")
    assert read == read_kept(
        HEAD.encode(), source="x", folder=None, config=CONFIG, fallback_timezone="UTC"
    )
    assert read_tree(
        {**tree, "people": {"jo": {"name": "Jo Park"}}},
        source="x",
        folder=None,
        config=CONFIG,
        fallback_timezone="UTC",
    ) == Incomplete((OF_JO,), "Halyard", "Rigger", None, {"jo": "Jo Park"})


def test_whoever_made_a_tree_says_where_its_faults_stand() -> None:
    """The whole of what stands in front of a fault is theirs."""
    tree: Mapping[str, object] = {
        "employer": 1, "position": "", "people": {"jo": {"name": "Jo", "email": "jo"}}
    }  # fmt: skip

    def where(key: Key) -> str:
        return f"row 3, cell {'/'.join(key)}"

    with pytest.raises(ApplicationError) as caught:
        read_tree(
            dict(tree), source="x", folder=None, config=CONFIG, fallback_timezone="UTC", where=where
        )
    assert str(caught.value) == (
        "row 3, cell employer: expected text in quotes, got a number\n"
        "row 3, cell position: expected text, got none; fill it in or take the line out\n"
        "row 3, cell people/jo/email: 'jo' is not an e-mail address such as name@company.example"
    )


def test_the_schema_stays_strict() -> None:
    """An editor shall ask for what a message needs."""
    properties = json_schema()["properties"]
    assert isinstance(properties, dict)
    assert properties["people"]["additionalProperties"]["required"] == ["name", "role"]
    assert properties["interviews"]["items"]["required"] == ["at"]


def absent(name: str) -> Application | Incomplete:
    """Return what is made of a file with an attachment of that *name*, wherever it lies."""
    return read_kept(
        f'{HEAD}attachments = ["{name}"]\n'.encode(),
        source="a.toml",
        folder=None,
        config=CONFIG,
        fallback_timezone="America/Toronto",
        absent=True,
    )


def test_attachments_that_may_be_absent_are_named_and_are_no_files() -> None:
    """So that nothing looks for one by its name, in whatever folder the program runs."""
    found = absent("cv.pdf")

    assert isinstance(found, Application)
    assert (found.attachments, found.absent) == ((), ("cv.pdf",))


@pytest.mark.parametrize("name", ["/etc/passwd", "../cv.pdf", "~/cv.pdf", "C:/cv.pdf"])
def test_an_absent_attachment_leads_nowhere_else(name: str) -> None:
    """As one that is there."""
    with pytest.raises(ApplicationError, match="has to be a path inside the folder"):
        absent(name)
