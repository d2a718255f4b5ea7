"""Faulty CSV files: each fault with its line and column, all of them, and nothing kept."""

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.config import Config
from followup_mail.errors import ApplicationError, OutputError
from followup_mail.intake import csv_file, csv_lines
from followup_mail.intake.csv_file import applications, rows
from followup_mail.vocabulary import Language

CONFIG = Config(
    me={"name": "Sam Okafor", "email": "sam@okafor.example"}, default_language=Language.EN_CA
)
HEAD = "employer,position,reference\n"
GOOD = "Halyard,Rigger,1\n"
BELOW = "the rows below were not looked at"


def faults_of(text: str | bytes) -> str:
    """Return what is told of the rows of *text*."""
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(ApplicationError) as caught:
        list(rows(io.BytesIO(data), source="people.csv"))
    return str(caught.value)


def faults_of_made(text: str, config: Config = CONFIG) -> list[str]:
    """Return the lines of what is told of the applications of *text*."""
    with pytest.raises(ApplicationError) as caught:
        list(
            applications(
                io.BytesIO(text.encode()),
                source="people.csv",
                folder=None,
                config=config,
                fallback_timezone="UTC",
            )
        )
    return str(caught.value).split("\n")


class Pipe(io.BytesIO):
    """Bytes that can be read once, *times* over."""

    def __init__(self, begin: bytes, again: bytes, times: int) -> None:
        """Give *begin* first, then *again* as many times."""
        super().__init__()
        self.given = 0
        self._pieces = [begin]
        self._again = again
        self._times = times

    def seekable(self) -> bool:
        """Return that there is no way back."""
        return False

    def read(self, size: int | None = -1) -> bytes:  # noqa: ARG002 - pieces of its own length
        """Return the next piece."""
        if self._pieces:
            return self._pieces.pop()
        if self.given == self._times:
            return b""
        self.given += 1
        return self._again


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(
            f"{HEAD}{GOOD}Hal\0yard,Rigger,2\n",
            ", line 3: holds a NUL byte; save the file anew as CSV in UTF-8",
            id="nul",
        ),
        pytest.param(
            f"{HEAD}{GOOD}".encode("utf-16"),
            ", line 1: is written in UTF-16; save the file as CSV in UTF-8",
            id="utf-16",
        ),
        pytest.param(
            f"{HEAD}{GOOD}".encode("utf-16-le"),
            ", line 1: is written in UTF-16; save the file as CSV in UTF-8",
            id="utf-16-without-bom",
        ),
        pytest.param(
            f"{HEAD}{GOOD}".encode("utf-16-be"),
            ", line 1: is written in UTF-16; save the file as CSV in UTF-8",
            id="big-endian-utf-16-without-bom",
        ),
        pytest.param(
            f"{HEAD}{GOOD}Caf\u00e9,Cook,3\n".encode("latin-1"),
            ", line 3: byte 0xE9 is not UTF-8, but would be '\u00e9' in Latin-1; "
            "save the file as UTF-8",
            id="latin-1",
        ),
        pytest.param(
            f"{HEAD}{GOOD}".encode() + b"a\x81b,Cook,3\n",
            ", line 3: byte 0x81 is not UTF-8; save the file as UTF-8",
            id="no-encoding-at-all",
        ),
        pytest.param(
            f'{HEAD}{GOOD}Ana,"Cook,3\n{GOOD}{GOOD}',
            f", line 3, column position: a quote opens here that is not closed; {BELOW}",
            id="unclosed-quote-at-the-end",
        ),
        pytest.param(
            f'{HEAD}{GOOD}"Ana,Cook,3\n{GOOD}"Zo\u00eb",Cook,4\n',
            f", line 3, column employer: a quote opens here that is not closed; {BELOW}",
            id="unclosed-quote-before-a-quoted-cell",
        ),
        pytest.param(
            f'{HEAD}{GOOD}Ana,Cook,"3\n' + GOOD * 20_000,
            f", line 3, column reference: a quote opens here that is not closed; {BELOW}",
            id="unclosed-quote-in-a-long-file",
        ),
        pytest.param(
            '"employer,position\nHalyard,Rigger\n',
            f", line 1: a quote opens here that is not closed; {BELOW}",
            id="unclosed-quote-in-the-header",
        ),
        pytest.param(
            'employer,position,me.signature\nAna,Cook,"a\nb"\nAna,"Co\nok,"x\n',
            f", line 4, column position: a quote opens here that is not closed; {BELOW}",
            id="unclosed-quote-below-a-cell-of-two-lines",
        ),
        pytest.param(
            'employer,me.signature,position\nAna,"a\nb","Cook\n',
            f", line 3, column position: a quote opens here that is not closed; {BELOW}",
            id="unclosed-quote-beside-a-cell-of-two-lines",
        ),
        pytest.param(
            f'{HEAD}Ana,"Cook" first,3\n',
            ", line 2, column position: text follows the closing quote; a quote inside a quoted "
            f"cell is doubled; {BELOW}",
            id="text-behind-a-quote",
        ),
        pytest.param(
            "employer,position,position,employer\n",
            ", line 1, column position: is given twice, as column 2 and as column 3\n"
            "people.csv, line 1, column employer: is given twice, as column 1 and as column 4",
            id="duplicate-columns",
        ),
        pytest.param(
            "name,employer,position,name\n",
            ", line 1, column name: is given twice, as column 1 and as column 4",
            id="duplicate-name",
        ),
        pytest.param(
            "reference\nx\n",
            ", line 1, column employer: required column is missing\n"
            "people.csv, line 1, column position: required column is missing",
            id="missing-columns",
        ),
        pytest.param(
            "\nemployer,position,people.jo.role,strengths.0.about,promised.0.what\n",
            ", line 2, column people.jo.name: required column is missing\n"
            "people.csv, line 2, column strengths.0.i: required column is missing\n"
            "people.csv, line 2, column promised.0.to: required column is missing",
            id="missing-columns-of-tables",
        ),
        pytest.param(
            f"{HEAD}{GOOD}Ana,Cook\n{GOOD}Ana,Cook,3,4\n",
            ", line 3: has 2 cells, but the header has 3; quote a cell that holds ','\n"
            "people.csv, line 5: has 4 cells, but the header has 3; quote a cell that holds ','",
            id="too-few-and-too-many-cells",
        ),
        pytest.param(
            f'{HEAD}"Ha\r\nlyard","Rig\nger",1\r\nAna,Cook,"3\r"\n',
            ", line 2, column employer: holds a line break: its quote opens on line 2 and closes "
            "on line 3\n"
            "people.csv, line 2, column position: holds a line break: its quote opens on line 3 "
            "and closes on line 4\n"
            "people.csv, line 5, column reference: holds a line break: its quote opens on line 5 "
            "and closes on line 6",
            id="line-breaks-in-one-line-fields",
        ),
        pytest.param(
            f"{HEAD}{GOOD}Ana,{'x' * 131_073},3\n",
            f", line 3, column position: is longer than 131,072 characters; {BELOW}",
            id="cell-beyond-128-kib",
        ),
        pytest.param(
            f'{HEAD}{GOOD}Ana,"{"x" * 131_073}",3\n',
            f", line 3, column position: is longer than 131,072 characters; {BELOW}",
            id="quoted-cell-beyond-128-kib",
        ),
        pytest.param(
            f"{HEAD}{GOOD}{'Ana,' * 300_000}\n",
            ", line 3: is a row of more than 1 MiB",
            id="row-beyond-1-mib",
        ),
        pytest.param(
            "", ": holds no line; `add --columns` prints the columns of a header", id="empty-file"
        ),
        pytest.param(
            "\ufeff\n\n",
            ": holds no line; `add --columns` prints the columns of a header",
            id="file-of-empty-lines",
        ),
        pytest.param(
            ",".join(["employer", "position", *(f"people.p{n}.name" for n in range(999))]),
            ", line 1: has 1001 columns; at most 1000 are read",
            id="too-many-columns",
        ),
    ],
)
def test_a_faulty_file_is_told_with_its_lines(data: str | bytes, told: str) -> None:
    """Row 78: whole texts, as they are printed, each with the line to mend."""
    assert faults_of(data) == f"people.csv{told}"


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("langauge", "unknown column; did you mean language?"),
        ("Reference", "unknown column; did you mean reference?"),
        ("people.maria.emial", "unknown column; did you mean people.maria.email?"),
        ("interviews.0.formt", "unknown column; did you mean interviews.0.format?"),
        ("salary", "unknown column; `add --columns` prints the usual ones"),
        ("reference.x", "unknown column; did you mean reference?"),
        ("people", "is no column, but has some inside, such as people.maria.name"),
        ("people.maria", "is no column, but has some inside, such as people.maria.name"),
        ("interviews", "is no column, but has some inside, such as interviews.0.at"),
        ("interviews.0", "is no column, but has some inside, such as interviews.0.at"),
        ("interviews.x.at", "is no column, but has some inside, such as interviews.0.at"),
        (
            "interviews.0.talked_about",
            "is no column, but has some inside, such as interviews.0.talked_about.maria",
        ),
    ],
)
def test_an_unknown_column_is_told_with_the_nearest_known_one(column: str, told: str) -> None:
    """Once, for the header."""
    data = f"employer,position,people.maria.name,{column}\nHalyard,Rigger,Maria,x\n"
    assert faults_of(data) == f"people.csv, line 1, column {column}: {told}"


@pytest.mark.parametrize(
    ("column", "told"),
    [
        (
            "people.the boss.name",
            (
                ", column people.the boss.name: expected a short name of letters, digits, "
                "'-' and '_', such as maria"
            ),
        ),
        (
            "interviews.0.talked_about.mria",
            (
                ", column interviews.0.talked_about.mria: there is no [people.mria] in the file; "
                "did you mean maria?"
            ),
        ),
        (
            "interviews.0.talked_about.maria.0",
            (
                ", column interviews.0.talked_about.maria: holds all its phrases in one column, "
                "parted by ' | '; leave the number out"
            ),
        ),
        (
            "interviews.1.at",
            ", column interviews.1: there is no column of interviews.0; count from 0",
        ),
        ("", ": column 4 has no name"),
    ],
)
def test_a_column_that_leads_nowhere_is_told(column: str, told: str) -> None:
    """Whom it is about, or which entry of a list, has to be known."""
    data = f"employer,position,people.maria.name,{column}\nHalyard,Rigger,Maria,x\n"
    assert faults_of(data) == f"people.csv, line 1{told}"


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("answer.by", "11/27/2026", "expected a date such as 2026-11-20, got '11/27/2026'"),
        ("answer.by", "2026-02-30", "there is no such date or time"),
        ("answer.by", "2026-11-27T10:00:00", "expected a date such as 2026-11-20, got a date-time"),
        ("no_calls", "yes", "expected true or false, got 'yes'"),
        (
            "register",
            "warmm",
            ("expected one of plain, warm, formal, got 'warmm'; did you mean warm?"),
        ),
        (
            "people.maria.email",
            "maria@",
            ("'maria@' is not an e-mail address such as name@company.example"),
        ),
        ("name", "a\u202eb", "holds a bidirectional control (U+202E) as character 2; take it out"),
        (
            "why",
            "because of it",
            ("begins with 'because', which the sentence says already; leave it out"),
        ),
    ],
)
def test_a_faulty_cell_is_told_with_line_and_column(column: str, cell: str, told: str) -> None:
    """Once, by whoever finds it first."""
    head = f"employer,position,people.maria.name,people.maria.role,{column}\n"
    good = "Halyard,Rigger,Maria,hr,\n"
    assert faults_of_made(f"{head}{good}Halyard,Rigger,Maria,hr,{cell}\n") == [
        f"people.csv, line 3, column {column}: {told}"
    ]


def test_a_faulty_phrase_is_told_with_its_number() -> None:
    """The cell holds several."""
    text = (
        "employer,position,people.jo.name,people.jo.role,interviews.0.at,"
        "interviews.0.talked_about.jo\n"
        "Halyard,Rigger,Jo,hr,2026-11-19T14:00,ropes | The wind.\n"
    )
    assert faults_of_made(text) == [
        (
            "people.csv, line 2, column interviews.0.talked_about.jo, phrase 2: ends with '.', but "
            "stands inside a sentence; leave the mark out"
        )
    ]


def test_an_entry_above_an_empty_one_is_told() -> None:
    """Moved up, it would have another number than its column."""
    text = "employer,position,strengths.0.i,strengths.1.i\nHalyard,Rigger,,won\n"
    assert faults_of(text) == (
        "people.csv, line 2, column strengths.1: is filled in, but strengths.0 is empty; "
        "fill them in from 0 on"
    )


def test_all_faults_of_a_file_are_told_at_once_in_its_order() -> None:
    """Of bytes, rows, cells and applications; several of one row too."""
    text = (
        "employer,position,people.jo.name,people.jo.role,people.jo.email,history.0.on,history.0.did\n"
        "Halyard,Rigger,Jo,boss,jo,soon,thank-you\n"
        "Halyard,Rigger\n"
        "Halyard,Rigger,Jo,hr,,2026-11-20,called\n"
        ",Rigger,,,,,\n"
        "Hal\0yard,Rigger,Jo,hr,jo,,\n"
    )
    place = "people.csv, line"
    assert faults_of_made(text) == [
        (
            f"{place} 2, column history.0.on: expected a date such as 2026-11-20, or a date-time, "
            "got 'soon'"
        ),
        (
            f"{place} 2, column people.jo.role: expected one of recruiter, agency, hr, "
            "coordinator, hiring-manager, chair, interviewer, insider, got 'boss'"
        ),
        (
            f"{place} 2, column people.jo.email: 'jo' is not an e-mail address such as "
            "name@company.example"
        ),
        f"{place} 3: has 2 cells, but the header has 7; quote a cell that holds ','",
        (
            f'{place} 5, column employer: "" is for an agency\'s unnamed client, but nobody '
            'here has role = "agency"'
        ),
        f"{place} 6: holds a NUL byte; save the file anew as CSV in UTF-8",
        (
            f"{place} 6, column employer: holds a control character (U+0000) as character 4; "
            "take it out"
        ),
        (
            f"{place} 6, column people.jo.email: 'jo' is not an e-mail address such as "
            "name@company.example"
        ),
    ]


def test_of_very_many_faults_the_first_fifty_are_told() -> None:
    """And how many more there are."""
    told = faults_of(HEAD + "Halyard,Rigger\n" * 80).split("\n")
    assert len(told) == 51
    assert told[49].startswith("people.csv, line 51: has 2 cells")
    assert told[50] == "and 30 more"


def test_what_neither_columns_nor_config_say_is_told_once() -> None:
    """Not again for every row."""
    assert faults_of_made("employer,position,me.name\nA,B,C\nD,E,F\n", Config()) == [
        (
            "people.csv, line 1, column language: required key is missing; one of en-CA, en-US, "
            "en-GB, fr-CA, fr-FR (or default_language in config.toml)"
        ),
        "people.csv, line 1, column me.email: required key is missing, here and in config.toml",
    ]


def test_good_rows_come_before_the_fault_that_forbids_to_keep_them() -> None:
    """Whoever reads learns of it when all rows are consumed, and not before."""
    found = rows(io.BytesIO(f"{HEAD}{GOOD}x\n{GOOD}".encode()), source="people.csv")
    assert [next(found).line, next(found).line] == [2, 4]
    with pytest.raises(ApplicationError):
        next(found)


def test_a_name_of_a_file_is_made_visible() -> None:
    """A terminal shall not obey it."""
    with pytest.raises(ApplicationError) as caught:
        list(rows(io.BytesIO(b"x\n"), source="\x1b[2J.csv"))
    assert str(caught.value).startswith(r"\x1b[2J.csv, line 1, column x: unknown column")


def test_more_rows_than_a_million_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line of the first one too many is told; here, of the third."""
    assert csv_file.MOST_ROWS == 1_000_000
    monkeypatch.setattr(csv_file, "MOST_ROWS", 2)
    assert faults_of(f"{HEAD}{GOOD}\n{GOOD}{GOOD}{GOOD}") == (
        "people.csv, line 5: is one row more than the 2 that are read"
    )


def test_a_file_beyond_1_gib_is_refused_by_its_size() -> None:
    """Row 78: without a byte of it being read."""

    class Huge(io.BytesIO):
        """A sparse file of two GiB."""

        def seek(self, offset: int, whence: int = 0) -> int:
            """Return where the end would be."""
            return 2 << 30 if whence == io.SEEK_END else offset

        def read(self, size: int | None = -1) -> bytes:  # noqa: ARG002 - never comes to it
            """Fail: nothing shall be read."""
            raise AssertionError

    with pytest.raises(ApplicationError) as caught:
        list(rows(Huge(), source="people.csv"))
    assert str(caught.value) == (
        "people.csv: is larger than 1 GiB, which is the most that is read; divide it"
    )


def test_a_stream_beyond_1_gib_is_refused_where_it_becomes_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A pipe doesn't tell its size; here, the limit is 1 MiB."""
    assert csv_lines.LARGEST_FILE == 1 << 30
    monkeypatch.setattr(csv_lines, "LARGEST_FILE", 1 << 20)
    pipe = Pipe(HEAD.encode(), GOOD.encode() * 1000, 10_000)
    with pytest.raises(ApplicationError) as caught:
        list(rows(pipe, source="people.csv"))
    assert str(caught.value) == (
        "people.csv: is larger than 1 GiB, which is the most that is read; divide it"
    )
    assert pipe.given < 70


@pytest.mark.parametrize("begin", [HEAD.encode(), HEAD.encode() + b'"', b"x"])
def test_a_gigabyte_without_a_line_break_fills_no_memory(begin: bytes) -> None:
    """Row 78: it is given up after a MiB of it, within a few MiB of memory."""
    pipe = Pipe(begin, b"x" * (1 << 16), 1 << 14)
    tracemalloc.start()
    with pytest.raises(ApplicationError) as caught:
        list(rows(pipe, source="people.csv"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    line = begin.count(b"\n") + 1
    assert str(caught.value) == f"people.csv, line {line}: is a row of more than 1 MiB"
    assert pipe.given <= 20
    assert peak < 8 << 20


def test_a_gigabyte_of_rows_fills_no_memory() -> None:
    """Row 78: rows are forgotten as they are read; here, 20 MiB of them."""
    pipe = Pipe(HEAD.encode(), f"Halyard,Rigger,{'x' * 65_500}\n".encode(), 320)
    tracemalloc.start()
    assert sum(1 for _ in rows(pipe, source="people.csv")) == 320
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 << 20


def test_a_stream_that_fails_is_told() -> None:
    """With the reason that the system gives."""

    class Failing(io.BytesIO):
        """A folder, or a disk that is gone."""

        def read(self, size: int | None = -1) -> bytes:  # noqa: ARG002 - fails whatever the size
            """Fail."""
            raise IsADirectoryError(21, "Is a directory")

    with pytest.raises(OutputError) as caught:
        list(rows(Failing(), source="people.csv"))
    assert str(caught.value) == "people.csv: can't be read: Is a directory"


@given(
    st.binary(max_size=200)
    | st.text("employer,position;\t\"\r\n |.0'=x\0\ufeffé", max_size=80).map(str.encode)
    | st.lists(st.sampled_from(["employer", "position", ",", '"', "\n", "x", "people.a.name"]))
    .map("".join)
    .map(str.encode)
)
def test_any_bytes_are_rows_or_faults(data: bytes) -> None:
    """Row 78: nothing else is ever raised, with a header before them or without."""
    for begin in (b"", HEAD.encode()):
        try:
            found = list(rows(io.BytesIO(begin + data), source="people.csv"))
        except ApplicationError as error:
            assert str(error)  # noqa: PT017 - either will do
        else:
            assert all(row.tree for row in found)
