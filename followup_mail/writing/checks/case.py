"""What a check is given to judge."""

from collections.abc import Callable

from followup_mail.model import Application, Draft
from followup_mail.record import Record


class Case(Record):
    """A finished draft with what is needed to judge it."""

    draft: Draft
    application: Application
    siblings: tuple[Draft, ...] = ()
    """The other drafts of the same run, for checks that lay notes side by side."""
    pace: int | None = None
    """Words a minute of a script; the usual ones of its language where None."""
    knows: Callable[[str], bool] | None = None
    """Whether a dictionary has a word (``spelling.dictionary``); None checks no spelling."""
