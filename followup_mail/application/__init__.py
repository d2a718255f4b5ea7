"""The application file: TOML that a job seeker types, read into ``model.Application``."""

from followup_mail.application.gaps import Incomplete, Question
from followup_mail.application.printing import as_toml
from followup_mail.application.reading import (
    load,
    read_application,
    read_kept,
    read_so_far,
    read_tree,
)
from followup_mail.application.schema import json_schema

__all__ = [
    "Incomplete",
    "Question",
    "as_toml",
    "json_schema",
    "load",
    "read_application",
    "read_kept",
    "read_so_far",
    "read_tree",
]
