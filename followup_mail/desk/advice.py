"""What to type where a message of a kept application can't be written."""

from followup_mail.errors import DataError, MissingDetailError, UsageError

_IN_A_FILE = 'add an entry with did = "reopened".'
"""How the ladder ends its refusal to ask where an answer has come."""


def for_kept(error: MissingDetailError | UsageError, name: str) -> DataError | UsageError:
    """Return *error* with what to type about the kept application *name*."""
    if isinstance(error, MissingDetailError):
        return _for_missing(error, name)
    return UsageError(str(error).replace(_IN_A_FILE, f"type: followup-mail reopen {name}"))


def _for_missing(missing: MissingDetailError, name: str) -> DataError:
    # What has happened is recorded; it stands in no file any more.
    if missing.key == "[[history]]":
        return DataError(
            f"{missing.question}\nRecord it: followup-mail log {name} check-in --to ID --on DAY"
        )
    edit = f"Type `followup-mail edit {name}`."
    missing.hint = f"{missing.hint}\n{edit}".lstrip()
    return missing
