"""Whether a mailto link is short enough to be opened."""

from collections.abc import Iterator

from followup_mail.model import Finding
from followup_mail.vocabulary import Severity
from followup_mail.writing.checks.check import Fault, check
from followup_mail.writing.checks.reading import Reading

LONGEST = 2_000
"""Characters; Internet Explorer's 2,083 still bind some mail programs on Windows."""


@check(
    "mailto-length",
    Severity.WARNING,
    rule=f"A mailto link has at most {LONGEST:,} characters.",
    source="InternHack, issue 47",
    kinds=frozenset(),
)
def mailto_length(reading: Reading) -> Iterator[Fault]:  # noqa: ARG001 - the link is made later
    """Yield nothing: whoever makes a link asks :func:`mailto_finding`."""
    return iter(())


def mailto_finding(url: str) -> Finding | None:
    """Return what is wrong with the length of *url*, if anything."""
    if len(url) <= LONGEST:
        return None
    info = mailto_length.info
    message = (
        f"The mailto link has {len(url):,} characters, and some mail programs cut it at "
        f"{LONGEST:,}: use --format eml instead."
    )
    return Finding(info.name, info.severity, message, info.rule, info.source)


CHECKS = (mailto_length,)
