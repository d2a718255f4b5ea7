"""A dozen employers, and application files for jobs there, put together from parts."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from io import StringIO

from followup_mail.application import as_toml
from followup_mail.record import Record
from followup_mail.vocabulary import Did, InterviewFormat

Details = Mapping[str, object]


class Employer(Record):
    """Who decides about a job, and where they are."""

    name: str
    """Empty where an agency has not named it."""
    place: str | None
    timezone: str
    people: Mapping[str, Details]


def _person(name: str, role: str, host: str, **more: object) -> Details:
    email = f"{name.lower()}@{host}.example"
    return {"name": f"{name} Quill", "role": role, "email": email, **more}


_PHONE = {"phone": "+1 416 555 0100"}

EMPLOYERS = (
    Employer(
        "Northwind Analytics",
        "CA-ON",
        "America/Toronto",
        {
            "maria": _person("Maria", "recruiter", "northwind", **_PHONE),
            "david": _person("David", "hiring-manager", "northwind", **_PHONE),
            "ben": {"name": "Ben Quill", "role": "interviewer"},
            "priya": _person("Priya", "insider", "northwind"),
        },
    ),
    Employer(
        "Halyard Systems",
        "CA-BC",
        "America/Vancouver",
        {
            "jo": _person("Jo", "hr", "halyard", **_PHONE),
            # In Berlin and in Tokyo it is tomorrow already.
            "uwe": _person(
                "Uwe", "hiring-manager", "halyard", timezone="Europe/Berlin", place="DE", **_PHONE
            ),
            "aiko": _person("Aiko", "insider", "halyard", timezone="Asia/Tokyo", place="JP"),
        },
    ),
    Employer(
        "Boréal Conseil",
        "CA-QC",
        "America/Toronto",
        {
            "luc": _person("Luc", "agency", "placement", **_PHONE),
            "zoe": _person("Zoe", "agency", "placement"),
            "anne": _person("Anne", "hiring-manager", "boreal", **_PHONE),
        },
    ),
    Employer(
        "Lumière",
        "FR",
        "Europe/Paris",
        {
            "chloe": _person("Chloe", "hiring-manager", "lumiere", **_PHONE),
            "paul": _person("Paul", "insider", "lumiere"),
            "nadia": _person("Nadia", "insider", "lumiere"),
        },
    ),
    Employer(
        "Quillfeather Press",
        "US-NY",
        "America/New_York",
        {
            "kim": _person("Kim", "coordinator", "quillfeather"),
            "lee": _person("Lee", "chair", "quillfeather", **_PHONE),
        },
    ),
    Employer(
        "Thistle",
        "GB-SCT",
        "Europe/London",
        {
            "isla": _person("Isla", "recruiter", "thistle", **_PHONE),
            "ewan": _person(
                "Ewan", "hiring-manager", "thistle", timezone="America/Vancouver", place="CA-BC"
            ),
        },
    ),
    Employer(
        "Tern Fisheries",
        "CA-NL",
        "America/St_Johns",
        {
            "moira": {"name": "Moira Quill", "role": "recruiter", **_PHONE},
            "gord": _person("Gord", "hiring-manager", "tern"),
        },
    ),
    Employer(
        "Kestrel",
        "CA-AB",
        "America/Edmonton",
        {
            "dana": _person("Dana", "recruiter", "kestrel"),
            "omar": _person("Omar", "insider", "kestrel"),
        },
    ),
    Employer(
        "Mira",
        None,
        "UTC",
        {
            "ana": _person("Ana", "hr", "mira", **_PHONE),
            "leo": _person("Leo", "interviewer", "mira"),
        },
    ),
    Employer(
        "",
        "CA-ON",
        "America/Toronto",
        {
            "luc": _person("Luc", "agency", "placement", **_PHONE),
            "zoe": _person("Zoe", "agency", "placement"),
        },
    ),
    Employer(
        "Vega",
        "CA-SK",
        "America/Regina",
        {
            "tia": _person("Tia", "recruiter", "vega", timezone="Pacific/Auckland", place="NZ"),
            "sol": _person("Sol", "hiring-manager", "vega", **_PHONE),
        },
    ),
    Employer(
        "Onyx",
        "JP",
        "Asia/Tokyo",
        {
            "ken": _person("Ken", "hr", "onyx", **_PHONE),
            "mei": _person("Mei", "hiring-manager", "onyx", **_PHONE),
        },
    ),
)
PLACES = (
    ("CA-ON", "America/Toronto"),
    ("CA-QC", "America/Toronto"),
    ("FR", "Europe/Paris"),
    (None, "UTC"),
)


class Round(Record):
    """One interview of a file."""

    at: datetime
    format: InterviewFormat | None = None
    met: tuple[str, ...] = ()


class Named(Record):
    """The date in a file on which one would hear."""

    by: date
    from_: str
    on: date | None = None


class Past(Record):
    """An entry of [[history]]."""

    on: date
    did: Did
    to: str


class Job(Record):
    """What an application file says."""

    employer: str
    position: str
    timezone: str
    people: Mapping[str, Details]
    place: str | None = None
    client: str | None = None
    rounds: tuple[Round, ...] = ()
    named: Named | None = None
    promised: tuple[str, date] | None = None
    roleless: str | None = None
    """Whose role is not known yet."""
    no_calls: bool = False
    do_not_contact: bool = False
    agency_allows_direct: bool = False
    history: tuple[Past, ...] = ()

    @property
    def tree(self) -> dict[str, object]:
        """The file, as TOML has it."""
        flags = ("no_calls", "do_not_contact", "agency_allows_direct")
        return {
            "employer": self.employer,
            "position": self.position,
            **{key: getattr(self, key) for key in ("place", "client") if getattr(self, key)},
            "timezone": self.timezone,
            **{flag: True for flag in flags if getattr(self, flag)},
            "people": {
                who: {k: v for k, v in said.items() if k != "role" or who != self.roleless}
                for who, said in self.people.items()
            },
            **dict(self._more()),
        }

    @property
    def text(self) -> str:
        """The file."""
        return as_toml(self.tree)

    def _more(self) -> Iterator[tuple[str, object]]:
        """Give what not every file has."""
        if self.rounds:
            yield "interviews", [_round(each) for each in self.rounds]
        if self.named:
            told: dict[str, object] = {"by": self.named.by, "from": self.named.from_}
            yield "answer", told | ({"on": self.named.on} if self.named.on else {})
        if self.promised:
            to, by = self.promised
            yield "promised", [{"what": "the write-up of our move", "to": to, "by": by}]
        if self.history:
            past = [{"on": e.on, "did": e.did.value, "to": e.to} for e in self.history]
            yield "history", past


def _round(each: Round) -> dict[str, object]:
    held: dict[str, object] = {"at": each.at}
    if each.format:
        held["format"] = each.format.value
    if each.met:
        held["talked_about"] = {who: ["how the team works"] for who in each.met}
    return held


def as_csv(jobs: Sequence[Job]) -> bytes:
    """Return *jobs* as a table, one a row."""
    rows = [dict(_cells(job.tree)) for job in jobs]
    columns = list(dict.fromkeys(key for row in rows for key in row))
    out = StringIO()
    table = csv.DictWriter(out, columns, restval="")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue().encode()


def _cells(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _cells(inner, f"{key}.{name}" if key else name)
    elif isinstance(value, list) and all(isinstance(each, str) for each in value):
        yield key, " | ".join(value)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _cells(inner, f"{key}.{place}")
    elif isinstance(value, bool):
        yield key, str(value).lower()
    elif isinstance(value, datetime | date):
        yield key, value.isoformat()
    else:
        # As a spreadsheet writes a text that begins like a sum.
        yield key, f"'{value}" if str(value).startswith("+") else str(value)
