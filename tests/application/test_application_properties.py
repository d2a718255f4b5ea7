"""What holds for any file and any text."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from followup_mail.application import read_application
from followup_mail.config import Config
from followup_mail.errors import ApplicationError, UsageError
from followup_mail.model import Application
from followup_mail.visible import first_forbidden
from followup_mail.vocabulary import Language

CONFIG = Config(
    me={"name": "Sam Okafor", "email": "sam@okafor.example"}, default_language=Language.EN_CA
)
FILE = b"""
employer = "Halyard"
position = "Rigger"
[people.maria]
name = "Maria Lopez"
role = "recruiter"
email = "maria@halyard.example"
[[interviews]]
at = 2026-03-12T13:00:00Z
talked_about = {maria = ["rope"]}
[[strengths]]
i = "won"
[[promised]]
what = "the plan"
to = "maria"
[answer]
by = 2026-03-20
[[history]]
on = 2026-03-13
did = "thank-you"
"""
TEXT_FIELDS = {
    "employer": lambda a: a.employer,
    "position": lambda a: a.position,
    "position_short": lambda a: a.position_short,
    "reference": lambda a: a.reference,
    "why": lambda a: a.why,
    "client": lambda a: a.client,
    "me.name": lambda a: a.me.name,
    "me.phone": lambda a: a.me.phone,
    "me.email": lambda a: a.me.email.casefold(),
    "people.maria.name": lambda a: a.people["maria"].name,
    "people.maria.goes_by": lambda a: a.people["maria"].goes_by,
    "people.maria.address": lambda a: a.people["maria"].address,
    "people.maria.say_as": lambda a: a.people["maria"].say_as,
    "people.maria.title": lambda a: a.people["maria"].title,
    "people.maria.relationship": lambda a: a.people["maria"].relationship,
    "interviews.0.talked_about.maria.0": lambda a: a.interviews[0].talked_about["maria"][0],
    "strengths.0.i": lambda a: a.strengths[0].i,
    "promised.0.what": lambda a: a.promised[0].what,
    "answer.said": lambda a: a.answer.said,
    "history.0.note": lambda a: a.history[0].note,
    "posting": lambda a: a.posting,
    "place": lambda a: a.place,
    "timezone": lambda a: a.timezone,
}
VALUES = st.recursive(
    st.text(max_size=20)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)
FRAGMENTS = st.sampled_from(
    [
        *FILE.decode().splitlines(),
        "[me]",
        "[people]",
        "[[people]]",
        "[interviews]",
        "a.b = 1",
        "why = 'x'",
        'client = """',
        "'''",
        "{",
        "]",
        "at = 2026-03-08T02:30:00",
        "until = 2000-01-01",
    ]
)


def read(data: bytes, *settings: str) -> Application:
    """Return what *data* describes."""
    return read_application(
        data,
        source="a.toml",
        folder=None,
        config=CONFIG,
        fallback_timezone="America/Toronto",
        settings=settings,
    )


def outcome(data: bytes, *settings: str) -> Application | str:
    """Return what *data* describes, or what is told of its faults."""
    try:
        return read(data, *settings)
    except ApplicationError as error:
        return str(error)


def toml(value: object) -> str:
    """Return *value* as TOML writes it."""
    if isinstance(value, str):
        escaped = "".join(f"\\U{ord(char):08X}" for char in value)
        return f'"{escaped}"'
    if isinstance(value, list):
        return "[" + ", ".join(toml(each) for each in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


@given(st.binary(max_size=300))
def test_any_bytes_are_an_application_or_its_faults(data: bytes) -> None:
    """Nothing else is ever raised."""
    assert outcome(data)


@given(st.lists(FRAGMENTS, max_size=30))
def test_any_lines_are_an_application_or_its_faults(lines: list[str]) -> None:
    """Tables in any order, open quotes, keys in the wrong place."""
    assert outcome("\n".join(lines).encode())


@given(st.sampled_from(sorted(TEXT_FIELDS)), st.text(st.characters(), max_size=60))
@example("employer", "=?utf-8?q?a=0ABcc=3A_evil=40x.example?=")
@example("promised.0.what", "'")
@example("people.maria.name", "{{ 7*7 }}")
@example("people.maria.name", "\ue000Maria\ue003")
@settings(max_examples=300)
def test_any_text_in_any_field_is_refused_or_kept(key: str, text: str) -> None:
    """What is kept is the same in NFC but for blanks at its ends, and is one safe line."""
    read_or_told = outcome(FILE, f"{key}={text}")
    if isinstance(read_or_told, str):
        assert read_or_told.startswith("--set ")
        return
    kept = TEXT_FIELDS[key](read_or_told)
    assert kept == unicodedata.normalize("NFC", text).strip()
    assert first_forbidden(kept) is None


@given(
    st.sampled_from(
        [
            *sorted(TEXT_FIELDS),
            "people",
            "me",
            "interviews",
            "history.0.on",
            "answer.by",
            "history.0.round",
            "no_calls",
            "attachments",
            "answer",
            "interviews.0.at",
        ]
    ),
    VALUES,
)
@settings(max_examples=300)
def test_any_value_under_any_key_is_refused_or_read(key: str, value: object) -> None:
    """Of whatever type TOML has."""
    name = key.rpartition(".")[2]
    lines = f"{name} = {toml(value)}".encode()
    for data in (lines, FILE + lines, lines + FILE):
        assert outcome(data)


@given(st.text(st.characters(), max_size=40))
def test_any_setting_is_taken_or_refused(setting: str) -> None:
    """A mistake in the command is told apart from a fault of the value."""
    key, equals, _ = setting.partition("=")
    if equals and all(part.strip() for part in key.split(".")):
        assert outcome(FILE, setting, f"people.{setting}", f"interviews.{setting}")
    else:
        with pytest.raises(UsageError):
            read(FILE, setting)
