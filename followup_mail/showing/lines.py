"""One-line messages about a draft, for standard error; light, since every draft has one."""

from followup_mail.model import Draft, Finding
from followup_mail.visible import visible


def recipient_line(draft: Draft) -> str:
    """Return for whom *draft* is and why, on one line."""
    to = draft.choice.to
    if to is None:
        return f"For you alone: {visible(draft.choice.reason)}."
    return f"To {visible(to.name)}: {visible(draft.choice.reason)}."


def finding_line(draft: Draft, finding: Finding, *, several: bool) -> str:
    """Return *finding* on one line, with whose draft it is about if there are several."""
    to = draft.choice.about or draft.choice.to
    whose = f" [{visible(to.id)}]" if several and to is not None else ""
    return f"{finding.severity.value} ({finding.check}){whose}: {visible(finding.message)}"
