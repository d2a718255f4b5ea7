"""What a usual CSV file looks like: its columns, and a filled example."""

import csv
import io

from followup_mail.application.fields import APPLICATION
from followup_mail.intake.csv_cells import neutralised
from followup_mail.intake.csv_columns import SEPARATOR
from followup_mail.record import Record
from followup_mail.tables import Field, Kind, Leaf, ListOf, Table

# Column, and its cells in the two rows of the example.
_USUAL = (
    ("name", "halyard", "quillfeather"),
    ("employer", "Halyard Systems", "Quillfeather Press"),
    ("position", "Reliability Engineer", "Production Editor"),
    ("reference", "HS-2026-041", ""),
    ("place", "CA-ON", "US-MA"),
    ("language", "en-CA", "en-US"),
    ("posting", "https://halyard.example/jobs/41", ""),
    ("why", "on-call is shared by everybody who ships", "your atlases are drawn by hand"),
    ("people.recruiter.name", "Maria Lopez", "Jo Park"),
    ("people.recruiter.role", "recruiter", "hr"),
    ("people.recruiter.email", "maria.lopez@halyard.example", "jo.park@quillfeather.example"),
    ("people.recruiter.phone", "+1 416 555 0100", ""),
    ("people.manager.name", "Tomasz Zieliński", ""),
    ("people.manager.role", "hiring-manager", ""),
    ("people.manager.title", "Head of Platform", ""),
    ("people.manager.email", "tomasz.zielinski@halyard.example", ""),
    ("interviews.0.at", "2026-11-19T14:00", "2026-11-20T09:30-05:00"),
    ("interviews.0.format", "video", "phone"),
    ("interviews.0.talked_about.recruiter", "the size of the team", "the autumn list"),
    (
        "interviews.0.talked_about.manager",
        SEPARATOR.join(("moving the queues without a stop", "who carries the pager")),
        "",
    ),
    ("strengths.0.i", "halved the alerts of a week", "saw a reference work of 900 pages to press"),
    ("strengths.0.about", "manager", ""),
    ("answer.by", "2026-11-27", ""),
    ("answer.said", "by the end of next week", ""),
    ("answer.from", "recruiter", ""),
)


class Column(Record):
    """A column of a usual file."""

    name: str
    """The dotted key; of people, the part in the middle is any short name."""
    about: str
    """What it means."""
    form: str
    """How a value is written, where that isn't plain text."""
    required: bool


def columns() -> tuple[Column, ...]:
    """Return the columns of a usual file in order; every other key may be one as well."""
    return tuple(_column(name) for name, *_ in _USUAL)


def template_csv() -> str:
    """Return a file of the usual columns with two rows that can be read."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for line in zip(*_USUAL, strict=True):
        writer.writerow([neutralised(cell) for cell in line])
    return out.getvalue()


def _column(name: str) -> Column:
    field: Field | None = None
    kind: Kind[object] | None = APPLICATION
    for part in name.split("."):
        field = kind.field(part) if isinstance(kind, Table) else field
        kind = kind.child(part) if kind else None
    if field is None or kind is None:
        return Column(name, "What it shall be called on the command line.", "", required=False)
    return Column(name, field.about, _form(kind), required=field.required and not field.may_follow)


def _form(kind: Kind[object]) -> str:
    if isinstance(kind, ListOf):
        return f"one or several, parted by '{SEPARATOR}'"
    words = kind.schema().get("enum")
    if isinstance(words, list):
        return f"one of {', '.join(words)}"
    return kind.form if isinstance(kind, Leaf) else ""
