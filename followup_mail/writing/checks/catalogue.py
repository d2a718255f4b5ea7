"""All checks in one list: running them, and overriding what they block."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from followup_mail.errors import UsageError
from followup_mail.model import Finding
from followup_mail.vocabulary import Severity
from followup_mail.writing.checks import (
    attachments,
    language,
    leftovers,
    lookalikes,
    recipients,
    shape,
    tone,
    truth,
)
from followup_mail.writing.checks.case import Case
from followup_mail.writing.checks.check import Check, CheckInfo
from followup_mail.writing.checks.reading import Reading

_FOR_ALL: tuple[Check, ...] = (
    *recipients.CHECKS,
    *leftovers.CHECKS,
    *lookalikes.CHECKS,
    *truth.CHECKS,
    *attachments.CHECKS,
    *language.CHECKS,
    *tone.CHECKS,
    *shape.CHECKS,
)


def _for_scripts() -> tuple[Check, ...]:
    from followup_mail.writing.checks import spoken  # noqa: PLC0415 - start-up time

    return spoken.CHECKS


def _for_french() -> tuple[Check, ...]:
    from followup_mail.writing.checks import french, grammar  # noqa: PLC0415 - as above

    return french.CHECKS + grammar.CHECKS


def _for_dictionaries() -> tuple[Check, ...]:
    from followup_mail.writing.checks import spelling  # noqa: PLC0415 - as above

    return spelling.CHECKS


def _for_several() -> tuple[Check, ...]:
    from followup_mail.writing.checks import likeness  # noqa: PLC0415 - as above

    return likeness.CHECKS


def _for_history() -> tuple[Check, ...]:
    from followup_mail.writing.checks import history  # noqa: PLC0415 - as above

    return history.CHECKS


@cache
def _all() -> dict[str, CheckInfo]:
    from followup_mail.writing.checks import mailto  # noqa: PLC0415 - as above

    checks = (
        *_FOR_ALL,
        *_for_several(),
        *_for_history(),
        *_for_scripts(),
        *_for_french(),
        *_for_dictionaries(),
        *mailto.CHECKS,
    )
    return {check.info.name: check.info for check in checks}


class _Catalogue(Mapping[str, CheckInfo]):
    """Loads the rarer families when somebody asks what checks there are."""

    def __getitem__(self, name: str) -> CheckInfo:
        return _all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_all())

    def __len__(self) -> int:
        return len(_all())


CHECKS: Mapping[str, CheckInfo] = _Catalogue()
"""What there is to know of each check, by its name."""

_OF_NAMES = ("greeting-name", "other-application", "look-alike", "spelling", "invented")
"""Checks that may all see one slip in a name, the one that knows most first."""
_WEIGHT = {Severity.BLOCKED: 0, Severity.WARNING: 1, Severity.HINT: 2}


def run(case: Case) -> tuple[Finding, ...]:
    """Return what the checks have to say of *case*, the heaviest first."""
    reading = Reading(case)
    found = []
    for check in _families(reading):
        info = check.info
        if reading.kind not in check.kinds or reading.base not in info.languages:
            continue
        for fault in check.find(reading):
            severity = fault.severity or info.severity
            found.append(
                Finding(info.name, severity, fault.message, info.rule, info.source, fault.span)
            )
    return _ordered(_once(found))


def _once(found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield *found* without what weaker checks say of a name that a stronger one found."""
    ranks = {name: rank for rank, name in enumerate(_OF_NAMES)}
    named = [(ranks[f.check], f.span) for f in found if f.check in ranks and f.span]
    for finding in found:
        rank, span = ranks.get(finding.check, 0), finding.span
        if span is None or not any(
            stronger < rank and told.start < span.end and span.start < told.end
            for stronger, told in named
        ):
            yield finding


def _families(reading: Reading) -> Iterator[Check]:
    """Yield the checks of the families that *reading* may concern."""
    yield from _FOR_ALL
    if reading.case.siblings or reading.case.background is not None:
        yield from _for_several()
    if reading.case.background is not None:
        yield from _for_history()
    if reading.kind.spoken:
        yield from _for_scripts()
    if reading.base == "fr":
        yield from _for_french()
    if reading.case.knows is not None:
        yield from _for_dictionaries()


def apply_overrides(
    findings: Iterable[Finding], overrides: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Return *findings* with the blocking ones named in *overrides* as warnings.

    Args:
        findings: As :func:`run` returns them.
        overrides: Name of a check to the reason for overriding it, which the
            warning repeats.

    Raises:
        UsageError: There is no such check, it cannot be overridden, or no reason is given.

    """
    for name, reason in overrides.items():
        _must_be_overridable(name, reason)
    return _ordered(
        finding._replace(
            severity=Severity.WARNING,
            message=f"{finding.message} (Overridden: {overrides[finding.check].strip()})",
        )
        if finding.check in overrides and finding.severity is Severity.BLOCKED
        else finding
        for finding in findings
    )


def _must_be_overridable(name: str, reason: str) -> None:
    info = CHECKS.get(name)
    if info is None:
        import difflib  # noqa: PLC0415 - start-up time; only for a slip

        near = difflib.get_close_matches(name, CHECKS, n=1, cutoff=0)
        raise UsageError(f'There is no check "{name}"; the nearest is "{near[0]}".')
    if not info.overridable:
        raise UsageError(f'The check "{name}" cannot be overridden: {info.rule}')
    if not reason.strip():
        raise UsageError(f'The check "{name}" is overridden without a reason: add one after "=".')


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: _WEIGHT[finding.severity]))
