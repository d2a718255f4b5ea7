"""CSV files without a fault: every form in which they come, as rows and as applications."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.application import Incomplete, Question, as_toml, read_application
from followup_mail.config import Config
from followup_mail.intake.csv_cells import neutralised, restored
from followup_mail.intake.csv_file import Row, applications, rows
from followup_mail.intake.csv_template import Column, columns, template_csv
from followup_mail.model import (
    Answer,
    Application,
    Happening,
    Interview,
    Me,
    Person,
    Promise,
    Strength,
)
from followup_mail.vocabulary import Did, InterviewFormat, Language, Role

CONFIG = Config(
    me={"name": "Sam Okafor", "email": "sam@okafor.example"}, default_language=Language.EN_CA
)
EVERY_KIND = {
    "name": "halyard",
    "employer": "Halyard, Inc.",
    "position": "Rigger",
    "place": "CA-ON",
    "no_calls": "TRUE",
    "client": "Ana",
    "me.signature": "Rigger\r\nToronto",
    "people.maria.name": "María López",
    "people.maria.role": "recruiter",
    "people.maria.phone": "+1 416 555 0100",
    "people.lin.name": "Lin",
    "people.lin.role": "chair",
    "interviews.0.at": "2026-11-19 14:00",
    "interviews.0.talked_about.maria": 'the "big" tent | rope',
    "interviews.1.at": "2026-11-20T09:30:00-05:00",
    "interviews.1.final": "false",
    "interviews.1.format": "panel",
    "strengths.0.i": "won",
    "strengths.0.about": "lin",
    "promised.0.what": "the plan",
    "promised.0.to": "maria",
    "promised.0.by": "2026-11-23",
    "answer.by": "2026-11-27",
    "answer.from": "maria",
    "history.0.on": "2026-11-20",
    "history.0.did": "thank-you",
    "history.0.round": "1",
}


def read(text: str | bytes) -> list[Row]:
    """Return the rows of *text*."""
    data = text.encode() if isinstance(text, str) else text
    return list(rows(io.BytesIO(data), source="people.csv"))


def made(text: str, config: Config = CONFIG) -> list[Application | Incomplete]:
    """Return what is made of the rows of *text*."""
    stream = io.BytesIO(text.encode())
    each = applications(
        stream, source="people.csv", folder=None, config=config, fallback_timezone="UTC"
    )
    return [application for _, application in each]


def written(table: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    """Return *table* as the csv module writes it."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(table)
    return out.getvalue()


def test_a_row_is_an_application_of_every_kind_of_value() -> None:
    """Dates, flags, numbers, lists, lines of a signature, a number that begins with plus."""
    text = written([list(EVERY_KIND), list(EVERY_KIND.values())])
    toronto = ZoneInfo("America/Toronto")
    assert made(text) == [
        Application(
            employer="Halyard, Inc.",
            position="Rigger",
            place="CA-ON",
            timezone="America/Toronto",
            language=Language.EN_CA,
            no_calls=True,
            client="Ana",
            me=Me("Sam Okafor", "sam@okafor.example", signature=("Rigger", "Toronto")),
            people={
                "maria": Person("maria", "María López", Role.RECRUITER, phone="+1 416 555 0100"),
                "lin": Person("lin", "Lin", Role.CHAIR),
            },
            interviews=(
                Interview(
                    datetime(2026, 11, 19, 14, tzinfo=toronto),
                    talked_about={"maria": ('the "big" tent', "rope")},
                ),
                Interview(datetime(2026, 11, 20, 14, 30, tzinfo=UTC), format=InterviewFormat.PANEL),
            ),
            strengths=(Strength("won", "lin"),),
            promised=(Promise("the plan", "maria", date(2026, 11, 23)),),
            answer=Answer(by=date(2026, 11, 27), from_="maria"),
            history=(Happening(date(2026, 11, 20), Did.THANK_YOU, round=1),),
        )
    ]
    assert [(row.line, row.name) for row in read(text)] == [(2, "halyard")]


def test_an_empty_cell_is_no_key() -> None:
    """Nor is a blank one; a table of which nothing is filled in isn't there."""
    text = (
        "employer,position,people.jo.name,people.jo.role,interviews.0.at,name\n"
        "Halyard,Rigger,,  ,\u00a0,\n"
    )
    assert read(text) == [Row(2, None, {"employer": "Halyard", "position": "Rigger"})]


def test_an_empty_employer_is_the_unnamed_client_of_an_agency() -> None:
    """As the empty text is in an application file."""
    text = "position,employer,people.jo.name,people.jo.role\nRigger,,Jo,agency\n"
    assert [each.employer for each in made(text)] == [""]


def test_columns_stand_in_any_order() -> None:
    """Those of a list are put in the order of their numbers."""
    text = (
        "strengths.1.i,position,strengths.0.i,employer\nsang,Rigger,won,Halyard\n"
        ",Rigger,won,Halyard\n"
    )
    assert [row.tree["strengths"] for row in read(text)] == [
        [{"i": "won"}, {"i": "sang"}],
        [{"i": "won"}],
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_header_tells_how_cells_are_parted(delimiter: str, end: str, mark: bytes) -> None:
    """By comma, semicolon or tabulator; lines end as on any system, with or without a BOM."""
    table = [["employer", "position"], ["Halyard, Ltd; x", 'The "R"'], ["Ana", "Zoé"]]
    text = written(table, delimiter, end)
    assert read(mark + text.encode()) == [
        Row(2, None, {"employer": "Halyard, Ltd; x", "position": 'The "R"'}),
        Row(3, None, {"employer": "Ana", "position": "Zoé"}),
    ]


def test_empty_lines_are_passed_over_but_counted() -> None:
    """And rows of empty cells, as spreadsheets leave them at the end; the last end may lack."""
    text = "\n\nemployer,position\n\nHalyard,Rigger\n,\n \n , \nAna,Cook"
    assert [row.line for row in read(text)] == [5, 9]


def test_blanks_after_a_delimiter_are_passed_over() -> None:
    """As people type them before a quote."""
    text = 'employer, position\nHalyard, "Rigger, Senior"\n'
    assert read(text)[0].tree["position"] == "Rigger, Senior"


@pytest.mark.parametrize("cell", ["+1 416 555 0100", "'+1 416 555 0100", " '+1 416 555 0100"])
def test_a_number_is_read_with_and_without_its_apostrophe(cell: str) -> None:
    """What keeps a spreadsheet from reckoning with it is no part of it."""
    text = f"employer,position,people.jo.name,people.jo.phone\nHalyard,Rigger,Jo,{cell}\n"
    assert read(text)[0].tree["people"] == {"jo": {"name": "Jo", "phone": "+1 416 555 0100"}}


def test_other_apostrophes_stay() -> None:
    """A name may begin with one."""
    text = "employer,position\n't Hooft,'n Rigger\n"
    assert read(text)[0].tree == {"employer": "'t Hooft", "position": "'n Rigger"}


@given(st.text("'=+-@\t\r\n\uff1d\uff0bab", max_size=5) | st.text(max_size=9))
def test_what_is_neutralised_begins_no_formula_and_is_restored(text: str) -> None:
    """Row 79: even where it began with apostrophes."""
    assert not neutralised(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert restored(neutralised(text)) == text


def test_what_a_row_lacks_is_asked_for() -> None:
    """A role and a date may follow; other rows are read beside it."""
    text = (
        "employer,position,people.jo.name,people.jo.role,interviews.0.format\n"
        "Halyard,Rigger,Jo,hr,\nAna,Cook,Jo,hr,video\n"
    )
    complete, lacking = made(text)
    assert isinstance(complete, Application)
    assert isinstance(lacking, Incomplete)
    assert lacking.questions == (
        Question(
            "interviews.0.at",
            "What are the date and time of the interview?",
            "[[interviews]]\nat = 2026-11-19T14:00:00",
        ),
    )


def test_the_template_is_read_without_fault() -> None:
    """Row for row what it says, and again from the application file made of each."""
    config = Config(me=CONFIG.me)
    text = template_csv()
    halyard, quillfeather = made(text, config)
    assert isinstance(halyard, Application)
    assert isinstance(quillfeather, Application)
    assert halyard.people["recruiter"].phone == "+1 416 555 0100"
    assert halyard.interviews[0].talked_about["manager"] == (
        "moving the queues without a stop",
        "who carries the pager",
    )
    assert quillfeather.interviews[0].at.utcoffset() == timedelta(hours=-5)
    for row, application in zip(read(text), (halyard, quillfeather), strict=True):
        assert application == read_application(
            as_toml(row.tree).encode(),
            source="a.toml",
            folder=None,
            config=config,
            fallback_timezone="UTC",
        )


def test_no_cell_of_the_template_begins_a_formula() -> None:
    """Row 79: a spreadsheet shows the telephone number as it is typed."""
    cells = [cell for line in csv.reader(io.StringIO(template_csv())) for cell in line]
    assert "'+1 416 555 0100" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_the_columns_of_the_template_are_described() -> None:
    """With their meaning, the form of what isn't plain text, and whether they may lack."""
    listed = columns()
    assert [each.name for each in listed] == next(csv.reader(io.StringIO(template_csv())))
    described = {each.name: each for each in listed}
    assert described["employer"].required
    assert not described["people.recruiter.role"].required
    assert described["answer.by"] == Column(
        "answer.by",
        "The day they named; of a range, its far end.",
        "a date such as 2026-11-20",
        required=False,
    )
    assert described["interviews.0.format"].form == "one of phone, video, onsite, panel"
    assert described["interviews.0.talked_about.manager"].form == (
        "one or several, parted by ' | '"
    )
    assert all(each.about for each in listed)


def test_rows_are_read_as_they_come() -> None:
    """The first one is there before the last line is read."""

    class Endless(io.BytesIO):
        """A pipe whose rows never end."""

        begun = False

        def seekable(self) -> bool:
            """Return that there is no way back."""
            return False

        def read(self, size: int | None = -1) -> bytes:  # noqa: ARG002 - as many as it likes
            """Return the header first, then a row each time."""
            line = b"Halyard,Rigger\n" if self.begun else b"employer,position\n"
            self.begun = True
            return line

    found = rows(Endless(), source="people.csv")
    assert [next(found).line for _ in range(3)] == [2, 3, 4]
