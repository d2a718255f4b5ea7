"""Running Jinja2 over a set of templates, and naming file and line of what fails."""

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType

from jinja2 import Template, TemplateRuntimeError
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError

from followup_mail.vocabulary import Language
from followup_mail.writing import sources
from followup_mail.writing.facts import Facts
from followup_mail.writing.narrow import SUBJECT, NarrowEnvironment, fresh_lines
from followup_mail.writing.phrasing import phrasing
from followup_mail.writing.rendering import Failed, Filled, Limits
from followup_mail.writing.sources import FaultyTemplateError, Problem, TemplateSet
from followup_mail.writing.values import (
    AbsentDetailError,
    UnknownNameError,
    context_of,
    nearest,
)

# Whatever a template can do wrong. Python's own errors come from its expressions
# (1 / 0, "a" + 1) and, for SyntaxError, from nesting deeper than Python compiles.
_FAULTS = (
    JinjaError,
    FaultyTemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
_LONGEST_TOLD = 300


class FloodError(TemplateRuntimeError):
    """A template wrote more than it may."""


def fill(
    templates: TemplateSet, facts: Facts, language: Language, limits: Limits
) -> Filled | Failed:
    """Return what *templates* write of *facts*, or why they don't."""
    return filler(templates, language).fill(facts, limits)


def filler(templates: TemplateSet, language: Language) -> "Filler":
    """Return what fills *templates* in; the same one for the same files."""
    files = tuple(sorted(templates.files.items()))
    return _filler(templates.name, files, tuple(templates.refused.items()), language)


@lru_cache(maxsize=32)
def _filler(
    name: str,
    files: tuple[tuple[str, sources.Source], ...],
    refused: tuple[tuple[str, str], ...],
    language: Language,
) -> "Filler":
    return Filler(TemplateSet(name, dict(files), dict(refused)), language)


class Filler:
    """One set of templates, compiled when it is first used."""

    def __init__(self, templates: TemplateSet, language: Language) -> None:
        """Take the filters and the typography from *language*."""
        self._templates = templates
        self._say = phrasing(language)
        self.environment = NarrowEnvironment(templates, self._say.filters())
        self._paths = {str(source.path): source.path for source in templates.files.values()}

    def fill(self, facts: Facts, limits: Limits) -> Filled | Failed:
        """Return what the templates write of *facts*, or why they don't."""
        try:
            context = context_of(facts)
            subject = self._write(self._subject, context, limits) if self._subject else ""
            return Filled(subject, self._write(self._body, context, limits))
        except _FAULTS as error:
            missing = str(error) if isinstance(error, AbsentDetailError) else ""
            return Failed(self._problem(error, facts, limits), missing)

    @cached_property
    def _subject(self) -> Template | None:
        if sources.subject(self._templates) is None:
            return None
        return self.environment.get_template(SUBJECT)

    @cached_property
    def _body(self) -> Template:
        return self.environment.get_template(self._templates.name)

    def _write(self, template: Template, context: Mapping[str, object], limits: Limits) -> str:
        pieces: list[str] = []
        left = limits.output
        # Not generate(): it would rewrite the traceback, which costs more than reading it.
        for piece in template.root_render_func(template.new_context(dict(context))):
            left -= len(piece) if piece.isascii() else len(piece.encode("utf-8", "surrogatepass"))
            if left < 0:
                raise FloodError(f"writes more than {limits.output // 1024} KiB.")
            pieces.append(piece)
        return self._say.finish(fresh_lines("".join(pieces)))

    def _problem(self, error: BaseException, facts: Facts, limits: Limits) -> Problem:
        if isinstance(error, FaultyTemplateError):
            return error.problem
        path, line = self._place(error)
        return Problem(path, line, self._told(error, facts, limits))

    def _place(self, error: BaseException) -> tuple[Path, int]:
        """Return file and line of the innermost template that *error* passed."""
        entry = self._templates.entry.path
        if isinstance(error, TemplateSyntaxError):
            return self._paths.get(error.filename or "", entry), error.lineno
        place = entry, 0
        for template, line in _frames(error.__traceback__):
            place = self._paths.get(template.filename or "", entry), line
        return place

    def _told(self, error: BaseException, facts: Facts, limits: Limits) -> str:
        match error:
            case AbsentDetailError():
                told = f"{error} has no value here; put what needs it into {{% if {error} %}}"
            case UnknownNameError():
                known = dict.fromkeys([*facts.values, *facts.absent])
                told = f"there is no detail {error}{nearest(str(error), known)}"
            case TemplateNotFound():
                told = sources.why_not(str(error.name))
            case JinjaError():
                told = error.message or type(error).__name__
            case RecursionError():
                told = "calls or includes itself without end, or is nested too deeply"
            case MemoryError():
                told = f"needs more than {limits.memory // 2**20} MiB of memory"
            case SyntaxError():
                told = f"cannot be compiled: {error.msg}"
            case ValueError():
                told = str(error)
            case _:
                told = f"{type(error).__name__}: {error}"
        told = told if len(told) <= _LONGEST_TOLD else f"{told[:_LONGEST_TOLD]}…"
        return told if told.endswith((".", "!", "?", "…")) else f"{told}."


def _frames(traceback: TracebackType | None) -> Iterable[tuple[Template, int]]:
    """Yield the templates that *traceback* passes, outermost first, with their lines."""
    while traceback is not None:
        template = traceback.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            yield template, template.get_corresponding_lineno(traceback.tb_lineno)
        traceback = traceback.tb_next
