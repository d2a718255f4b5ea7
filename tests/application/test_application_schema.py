"""The JSON Schema, held against files that are read."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from followup_mail.application import json_schema
from followup_mail.application.fields import APPLICATION
from followup_mail.model import Application, Me, Person
from followup_mail.tables import Field, Table

FILES = Path(__file__).parent / "files"
VALIDATOR = jsonschema.Draft202012Validator(
    json_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def as_json(value: object) -> object:
    """Return *value* of a TOML tree as an editor hands it to a validator."""
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def instance(path: Path) -> Any:  # noqa: ANN401 - JSON is what it is
    """Return the file at *path* as JSON."""
    return as_json(tomllib.loads(path.read_text("utf-8")))


def test_the_schema_is_one() -> None:
    """It follows the draft that it names."""
    schema = json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


def test_every_file_that_is_read_fits_the_schema(examples: Path) -> None:
    """The examples, and the file that has every key."""
    paths = [*examples.glob("*.toml"), *FILES.glob("*.toml")]
    assert {path.name: [e.message for e in VALIDATOR.iter_errors(instance(path))]
            for path in paths} == {path.name: [] for path in paths}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"langauge": "en-CA"},
            "Additional properties are not allowed ('langauge' was unexpected)",
        ),
        ({"position": "x" * 81}, f"'{'x' * 81}' is too long"),
        ({"language": "en"}, "'en' is not one of ['en-CA', 'en-US', 'en-GB', 'fr-CA', 'fr-FR']"),
        ({"no_calls": "yes"}, "'yes' is not of type 'boolean'"),
        ({"why": "it matters."}, "'it matters.' does not match '[^.!?…,;:]$'"),
        ({"interviews": [{}]}, "'at' is a required property"),
        ({"answer": {"by": "soon"}}, "'soon' is not a 'date'"),
        ({"promised": [{"what": "x"}]}, "'to' is a required property"),
    ],
)
def test_what_does_not_fit_is_found(change: dict[str, object], told: str) -> None:
    """An editor underlines it."""
    minimal = {"employer": "Halyard", "position": "Rigger"}
    assert [error.message for error in VALIDATOR.iter_errors({**minimal, **change})] == [told]


def test_the_file_that_has_every_key_has_every_key() -> None:
    """A key that is added to the list is added there."""
    tree = tomllib.loads((FILES / "full.toml").read_text("utf-8"))
    assert {each.key for each in APPLICATION.fields} == tree.keys()
    assert {each.key for each in table("me").fields} == tree["me"].keys()
    assert {each.key for each in table("people", "x").fields} == tree["people"]["tomas"].keys()
    assert {each.key for each in table("answer").fields} == tree["answer"].keys()
    for name in ("interviews", "strengths", "promised", "history"):
        keys = {key for entry in tree[name] for key in entry}
        assert {each.key for each in table(name, "0").fields} == keys


def test_every_field_of_the_nouns_has_a_key() -> None:
    """What an application can say, a file can say; its siblings are found beside it.

    So is whether its attachments are.
    """
    found = {"also", "absent"}
    assert {each.key for each in APPLICATION.fields} | found == set(Application._fields)
    assert {each.key for each in table("me").fields} == set(Me._fields)
    assert {each.key for each in table("people", "x").fields} | {"id"} == set(Person._fields)


def test_every_key_is_described() -> None:
    """With a sentence of its own."""
    abouts = [each.about for each in all_fields(APPLICATION)]
    assert all(about and about[-1] in ".…" for about in abouts)


def table(*names: str) -> Table[Any]:
    """Return the table at *names*."""
    kind: Any = APPLICATION
    for name in names:
        kind = kind.child(name)
    assert isinstance(kind, Table)
    return kind


def all_fields(of: Table[Any]) -> Iterator[Field]:
    """Yield every field of the table and of those inside it."""
    for each in of.fields:
        yield each
        for kind in (each.kind, each.kind.child("0")):
            if isinstance(kind, Table):
                yield from all_fields(kind)
