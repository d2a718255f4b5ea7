"""What the tests of templates share: a folder of the user's, and facts of a message."""

from collections.abc import Callable
from pathlib import Path

import pytest

from followup_mail.vocabulary import Kind, Language
from followup_mail.writing.absent import Absent
from followup_mail.writing.facts import Facts, Value
from followup_mail.writing.marks import LINE_BREAK, Marks
from followup_mail.writing.sources import TemplateSet, find

Own = Callable[..., TemplateSet]
MakeFacts = Callable[..., Facts]


@pytest.fixture
def user_folder(tmp_path: Path) -> Path:
    """Return the folder of the user's templates, which is not there yet."""
    return tmp_path / "templates"


@pytest.fixture
def own(user_folder: Path) -> Own:
    """Return what writes a thank-you template of the user's and finds it."""

    def write(text: str, **others: str) -> TemplateSet:
        folder = user_folder / "en"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "thank-you.txt").write_text(text, encoding="utf-8")
        for name, other in others.items():
            (folder / f"{name}.txt").write_text(other, encoding="utf-8")
        return find(Kind.THANK_YOU, Language.EN_CA, user_folder=user_folder)

    return write


@pytest.fixture
def make_facts() -> MakeFacts:
    """Return what makes the facts of a small message; texts given replace some."""

    def make(**texts: str) -> Facts:
        marks = Marks()
        values: dict[str, Value] = {
            "br": LINE_BREAK,
            "register": "plain",
            "variant": 1,
            "greeting": "Hello,",
            "closing": "Best regards,",
            "signature": marks.put("Sam Okafor", "me.name"),
            "position": marks.put(texts.get("position", "Data Engineer"), "position"),
            "topics": marks.put(texts.get("topics", "the nightly batch"), "topics"),
            "names": [marks.put("Maria", "people.maria.name"), marks.put("Jo", "people.jo.name")],
            "to": {"name": marks.put("Maria Lopez", "people.maria.name"), "insider": False},
            "interview": {
                "day": marks.put("on Thursday", "interviews.0.at"),
                "day_short": marks.put("Thursday", "interviews.0.at"),
                "round": 1,
            },
        }
        absent = {
            "promise": Absent("[[promised]]", "What did you promise to send them?"),
            "reference": Absent("reference", "Which reference number?", 'reference = "R-1"'),
            "to.title": Absent("people.maria.title", "What is their job title?"),
        }
        return Facts(values, absent, tuple(marks.keys))

    return make
