"""The application file described as JSON Schema, for editors and other programs."""

from followup_mail.application.fields import APPLICATION


def json_schema() -> dict[str, object]:
    """Return the schema of the file (draft 2020-12), as TOML maps to JSON.

    Dates and date-times are strings there, in the form that RFC 3339 gives them.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Application file of followup-mail",
        **APPLICATION.schema(),
    }
