"""The application file: TOML that a job seeker types, read into ``model.Application``."""

from followup_mail.application.reading import load, read_application
from followup_mail.application.schema import json_schema

__all__ = ["json_schema", "load", "read_application"]
