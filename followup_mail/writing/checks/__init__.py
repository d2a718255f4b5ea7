"""Reading a finished draft as a careful friend would, before it goes out.

``run(Case(draft, application))`` returns the findings; a link is judged by
:func:`followup_mail.writing.checks.mailto.mailto_finding` once it is made.

To add a check, write one function in the module of its family, as
:mod:`followup_mail.writing.checks.check` shows.
"""

from followup_mail.writing.checks.case import Case
from followup_mail.writing.checks.catalogue import CHECKS, apply_overrides, run
from followup_mail.writing.checks.check import CheckInfo

__all__ = ["CHECKS", "Case", "CheckInfo", "apply_overrides", "run"]
