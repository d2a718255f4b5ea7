"""Filling a template in: in this process if it is ours, else in a child process.

The sandbox of Jinja2 keeps a template from the system, but stops no loop and no
flood of text; its own documentation asks for limits around it. They are in
``child``. This module loads neither Jinja2 nor the child before it knows which
of them is needed.
"""

import re

from followup_mail.errors import FollowupMailError
from followup_mail.model import Text
from followup_mail.record import Record
from followup_mail.vocabulary import Language
from followup_mail.writing.facts import Facts
from followup_mail.writing.marks import LINE_BREAK, Marks
from followup_mail.writing.sources import FaultyTemplateError, Problem, TemplateSet

_BREAKS = re.compile(f"[ \t\r\n\x0b\x0c\x1c-\x1f\x85\u2028\u2029{LINE_BREAK}]+")


class Limits(Record):
    """What a template may use up before it is stopped."""

    seconds: float = 5
    """Wall clock, the start of the child process included."""
    memory: int = 512 * 1024 * 1024
    """Bytes of address space of the child process."""
    output: int = 256 * 1024
    """Bytes of UTF-8 that one filling may write."""


LIMITS = Limits()


class Filled(Record):
    """What a template wrote, with its marks."""

    subject: str
    body: str


class Failed(Record):
    """Why a template wrote nothing."""

    problem: Problem
    missing: str = ""
    """The fact that it asked for, where that is absent; else empty."""


class Rendered(Record):
    """The texts of a message."""

    subject: Text
    """One line; empty where the template has no Subject."""
    body: Text


def render(
    templates: TemplateSet, facts: Facts, language: Language, *, limits: Limits = LIMITS
) -> Rendered:
    """Return what *templates* write of *facts*.

    Raises:
        FaultyTemplateError: The template is faulty or was stopped.
        MissingDetailError: It writes a fact that has no value here.

    """
    outcome = _fill(templates, facts, language, limits)
    if isinstance(outcome, Failed):
        raise _error(outcome, facts)
    marks = Marks(facts.keys)
    return Rendered(marks.read(_BREAKS.sub(" ", outcome.subject)), marks.read(outcome.body))


def _fill(
    templates: TemplateSet, facts: Facts, language: Language, limits: Limits
) -> Filled | Failed:
    if templates.ours:
        from followup_mail.writing.engine import fill  # noqa: PLC0415 - Jinja2's start-up

        return fill(templates, facts, language, limits)
    from followup_mail.writing.child import (  # noqa: PLC0415 - only for others' templates
        fill as fill_in_child,
    )

    return fill_in_child(templates, facts, language, limits)


def _error(outcome: Failed, facts: Facts) -> FollowupMailError:
    """Return the error to raise: a question where a detail is missing."""
    name = outcome.missing
    while name:
        if name in facts.absent:
            return facts.absent[name].error()
        name = name.rpartition(".")[0]  # a part of something that is absent as a whole
    return FaultyTemplateError(outcome.problem)
