"""What a check is.

A check is one generator function with its severity, rule and source beside it::

    @check("shouting", Severity.WARNING, rule="…", source="…")
    def shouting(reading: Reading) -> Iterator[Fault]:
        ...

and is named in the ``CHECKS`` tuple at the end of its module.
"""

from collections.abc import Callable, Iterator

from followup_mail.model import Span
from followup_mail.record import Record
from followup_mail.vocabulary import Kind, Severity
from followup_mail.writing.checks.reading import Reading

BOTH = ("en", "fr")
FRENCH = ("fr",)

EVERY = frozenset(Kind)
SHARED = EVERY - {Kind.REFLECTION}
"""Everything that somebody else reads or hears."""
MAILED = frozenset(kind for kind in Kind if kind.mailed)
CHASES = frozenset(kind for kind in Kind if kind.chases)


class CheckInfo(Record):
    """What there is to know of a check without running it."""

    name: str
    """As ``--force NAME=REASON`` takes it."""
    severity: Severity
    """The heaviest that its findings have."""
    rule: str
    """What it holds, in one sentence."""
    source: str
    """Where the rule comes from."""
    overridable: bool = True
    languages: tuple[str, ...] = BOTH
    """Primary subtags of the languages it reads."""


class Fault(Record):
    """One fault that a check found; with the check's rule it makes a finding."""

    message: str
    span: Span | None = None
    severity: Severity | None = None
    """None for the check's own."""


Find = Callable[[Reading], Iterator[Fault]]


class Check(Record):
    """A check: what is known of it, what it applies to, and how it looks."""

    info: CheckInfo
    kinds: frozenset[Kind]
    find: Find


def check(
    name: str,
    severity: Severity,
    *,
    rule: str,
    source: str,
    kinds: frozenset[Kind] = SHARED,
    languages: tuple[str, ...] = BOTH,
    overridable: bool = True,
) -> Callable[[Find], Check]:
    """Return a decorator that makes a :class:`Check` of a function."""
    info = CheckInfo(name, severity, rule, source, overridable, languages)
    return lambda find: Check(info, kinds, find)
