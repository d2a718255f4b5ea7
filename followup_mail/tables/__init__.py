"""Files of tables: how TOML becomes values, each fault with its key, and how keys are described.

A list of :class:`Field` is all there is to know of a table: it is what reads the
file, what ``--set`` asks for types, and what the JSON Schema is made of. Which keys
there are is not known here.

msgspec would decode too, but stops at the first fault, can't take a date *or* a
date-time, and costs every start the time of a quarter of Jinja2's import.
"""

from followup_mail.tables.containers import Field, ListOf, Names, Table
from followup_mail.tables.faults import Faults, Key, dotted, nearest, shortened
from followup_mail.tables.kinds import (
    Choice,
    Flag,
    Kind,
    Leaf,
    Line,
    Lines,
    Ordinal,
    Walk,
    clean,
    expected,
    nfc,
)
from followup_mail.tables.times import Day, DayOrMoment, Moment
from followup_mail.tables.toml import LARGEST, TomlError, parse_toml, read_bytes, read_opened

__all__ = [
    "LARGEST",
    "Choice",
    "Day",
    "DayOrMoment",
    "Faults",
    "Field",
    "Flag",
    "Key",
    "Kind",
    "Leaf",
    "Line",
    "Lines",
    "ListOf",
    "Moment",
    "Names",
    "Ordinal",
    "Table",
    "TomlError",
    "Walk",
    "clean",
    "dotted",
    "expected",
    "nearest",
    "nfc",
    "parse_toml",
    "read_bytes",
    "read_opened",
    "shortened",
]
