"""``--set KEY=VALUE`` over a file."""

from datetime import UTC, date, datetime

import pytest

from followup_mail.application import read_application
from followup_mail.config import Config
from followup_mail.errors import ApplicationError, UsageError
from followup_mail.model import Application, Happening, Promise
from followup_mail.vocabulary import Did, Language, Role

CONFIG = Config(
    me={"name": "Sam Okafor", "email": "sam@okafor.example"}, default_language=Language.EN_CA
)
FILE = b"""
employer = "Halyard"
position = "Rigger"
no_calls = true
[people.maria]
name = "Maria Lopez"
role = "recruiter"
[[interviews]]
at = 2026-03-12T13:00:00Z
talked_about = {maria = ["rope"]}
"""


def read(*settings: str) -> Application:
    """Return the file with *settings* put over it."""
    return read_application(
        FILE,
        source="a.toml",
        folder=None,
        config=CONFIG,
        fallback_timezone="UTC",
        settings=settings,
    )


def test_the_kind_of_the_key_decides_what_the_value_is() -> None:
    """Text needs no quotes, not even where it looks like a number or like TOML."""
    application = read(
        "position=1984",
        "reference = [a=b]",
        "no_calls=false",
        "language=fr-CA",
        "people.maria.role=hr",
        "interviews.0.at=2026-03-13T09:00",
        "interviews.0.end=2026-03-13 10:00:00Z",
        "interviews.0.talked_about.maria=['knots', \"l'épissure\"]",
        "answer.by=2026-03-20",
        "me.phone=+1 416 555 0142",
    )
    assert application.position == "1984"
    assert application.reference == "[a=b]"
    assert application.no_calls is False
    assert application.language is Language.FR_CA
    assert application.people["maria"].role is Role.HR
    assert application.interviews[0].at == datetime(2026, 3, 13, 9, tzinfo=UTC)
    assert application.interviews[0].end == datetime(2026, 3, 13, 10, tzinfo=UTC)
    assert application.interviews[0].talked_about == {"maria": ("knots", "l'épissure")}
    assert application.answer is not None
    assert application.answer.by == date(2026, 3, 20)
    assert application.me.phone == "+1 416 555 0142"


def test_the_number_after_the_last_entry_appends_one() -> None:
    """Further keys of the same entry then find it there."""
    application = read(
        "history.0.on=2026-03-12",
        "history.0.did=thank-you",
        "history.0.round=1",
        "history.1.on=2026-03-16T08:00:00-05:00",
        "history.1.did=check-in",
    )
    assert application.history == (
        Happening(date(2026, 3, 12), Did.THANK_YOU, round=1),
        Happening(datetime.fromisoformat("2026-03-16T08:00:00-05:00"), Did.CHECK_IN),
    )


def test_whole_lists_and_tables_are_typed_as_toml() -> None:
    """What is put there is read like what a file holds."""
    application = read(
        'promised=[{what = "the plan", to = "maria"}]',
        "people.lin.name=Lin Wei",
        "people.lin.role=chair",
    )
    assert application.promised == (Promise("the plan", "maria"),)
    assert list(application.people) == ["maria", "lin"]


def test_the_last_of_two_settings_holds() -> None:
    """They are put in as they are typed."""
    assert read("position=A", "position=B").position == "B"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (["people.maria.rol=hr"], "people.maria.rol: unknown key; did you mean role?"),
        (["peple.maria.role=hr"], "peple: unknown key; did you mean people?"),
        (["people.ana.name=Ana"], "people.ana.role: required key is missing"),
        (["no_calls=yes"], "no_calls: expected true or false, without quotes, got text"),
        (["position="], "position: expected text, got none; fill it in or take the line out"),
        (["answer.by=Friday"], "answer.by: expected a date such as 2026-11-20, got text"),
        (["answer.by=2026-02-30"], "answer.by: there is no such date or time"),
        (
            ["interviews.0.at=2026-03-13"],
            ("interviews.0.at: expected a date-time such as 2026-11-19T14:00:00-05:00, got a date"),
        ),
        (["interviews.2.at=2026-03-13T09:00Z"], "interviews.2.at: the next entry has the number 1"),
        (
            ["interviews.x.at=2026-03-13T09:00Z"],
            ("interviews.x.at: expected the number of an entry, from 0, got 'x'"),
        ),
        (
            ["position.short=Rigger"],
            (
                "position.short: has no place: what stands above it in the "
                "file is neither a table nor a list"
            ),
        ),
        (
            ["position.short.er=Rigger"],
            (
                "position.short.er: has no place: what stands above it in "
                "the file is neither a table nor a list"
            ),
        ),
        (["attachments=cv.pdf"], "attachments: expected TOML such as ['one', 'two']"),
        (["me=Sam"], "me: expected TOML such as {name = 'Jo Park'}"),
        (["people={}\nx=1"], "people: expected TOML such as {name = 'Jo Park'}"),
        (["history.0.round=one"], "history.0.round: expected a number from 1 to 99, got text"),
        (
            ["reference=a\udc80"],
            ("reference: holds half of a surrogate pair (U+DC80) as character 2; take it out"),
        ),
        (["attachments=['\udc80']"], "attachments: expected TOML such as ['one', 'two']"),
    ],
)
def test_a_fault_names_the_setting(settings: list[str], told: str) -> None:
    """The file is not to blame for what was typed."""
    with pytest.raises(ApplicationError) as caught:
        read(*settings)
    assert str(caught.value).split("\n")[0] == f"--set {told}"


@pytest.mark.parametrize("setting", ["position", "=Rigger", "people..role=hr", ""])
def test_what_is_no_setting_is_a_mistake_in_the_command(setting: str) -> None:
    """The form is shown."""
    with pytest.raises(UsageError) as caught:
        read(setting)
    assert str(caught.value) == (
        f"--set {setting}: expected KEY=VALUE, such as answer.by=2026-11-27"
    )
