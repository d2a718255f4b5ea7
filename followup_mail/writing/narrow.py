"""Jinja2, narrowed to what a letter needs.

A template sees text, numbers, yes-or-no values and groups of them, and nothing
with methods. On top of Jinja2's immutable sandbox:

- only attributes that are named here can be reached, so no method of any value;
- a name that is no detail is an error at once, even in a test: a misspelt
  ``{% if %}`` would otherwise leave a sentence out in silence;
- a detail without a value is false in a test and an error when it is written;
- nothing writes "None" or "True", and nothing can make marks of its own;
- the templates used are named in quotes, so that what a file can reach is known
  before it runs;
- what a block writes stands between the marks of its part.
"""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import NoReturn

from jinja2 import FunctionLoader, TemplateRuntimeError, nodes
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.runtime import BlockReference, Context, LoopContext, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.tests import TESTS
from jinja2.visitor import NodeTransformer

from followup_mail.visible import first_forbidden
from followup_mail.writing.compiled import KeptBeside
from followup_mail.writing.marks import PART_CLOSE, PART_NAME_END, PART_OPEN, bare, part_open
from followup_mail.writing.sources import TemplateSet, outside, padding, split, subject, why_not
from followup_mail.writing.values import FILTERS, Absent, Group, Unknown, nearest, shown

SUBJECT = "\0Subject"
"""The name of the Subject line as a template of its own; no template can write this name."""

_LOOP = (
    *("index", "index0", "revindex", "revindex0", "first", "last", "length"),
    *("depth", "depth0", "previtem", "nextitem", "cycle", "changed"),
)
_TESTS = (
    *("defined", "undefined", "even", "odd", "divisibleby", "number", "string", "in"),
    *("eq", "ne", "lt", "le", "gt", "ge", "==", "!=", "<", "<=", ">", ">="),
)


# Compiled where they are used: kept templates need neither.
_PIECE = (
    r"(?s)(?P<raw>\{%[-+]?\s*raw\s*-?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\})"
    r"|\{#.*?(?:#\}|\Z)|\{%.*?(?:%\}|\Z)|\{\{.*?(?:\}\}|\Z)|\n"
)
_FILLED_ELSEWHERE = r"\{%[-+]?\s*(?:endblock|include)\b"
_FRESH_LINE = "\ue005"
_PART_MARKS = f"{PART_OPEN}[^{PART_NAME_END}]*{PART_NAME_END}|{PART_CLOSE}"


def keep_line_ends(source: str) -> str:
    """Return *source* marked such that paragraphs come out as they look in the file.

    ``trim_blocks`` takes the line end after every tag. A letter wants that for
    lines that hold nothing but tags: a tag that ends a line of text gets a plus
    sign, which lets the line end stay. What stands in a line of its own but is
    written elsewhere (a block, an included file) may or may not end its last
    line; a mark behind it lets ``fresh_lines`` see to that. Line numbers stay.
    """
    pieces: list[str] = []
    at = 0
    has_text = False
    for found in re.finditer(_PIECE, source):
        piece = found.group()
        if source[at : found.start()].strip() or piece.startswith("{{") or found["raw"]:
            has_text = True
        pieces.append(source[at : found.end()])
        at = found.end()
        tag_ends_line = piece.startswith(("{%", "{#")) and source.startswith("\n", at)
        if tag_ends_line and piece[-3] not in "+-":
            if has_text:
                pieces[-1] = f"{pieces[-1][:-2]}+{piece[-2:]}"
            elif re.match(_FILLED_ELSEWHERE, piece):
                pieces.append(_FRESH_LINE)
        if "\n" in piece:
            has_text = False
    return "".join([*pieces, source[at:]])


def fresh_lines(text: str) -> str:
    """Return rendered *text* with exactly one line end where a line of its own ended."""
    first, *others = text.split(f"{_FRESH_LINE}\n")
    pieces = [first]
    at_line_start = True
    for piece in others:
        written = re.sub(_PART_MARKS, "", pieces[-1]).rstrip(" \t")
        if written:
            at_line_start = written.endswith("\n")
        pieces.append(piece if at_line_start else f"\n{piece}")
        at_line_start = True
    return "".join(pieces).replace(_FRESH_LINE, "")


def _guarded(phrase: Callable[..., str]) -> Callable[..., str]:
    """Return *phrase* such that it is never given what cannot be written."""

    @wraps(phrase)
    def guarded(*values: object) -> str:
        for value in values:
            shown(value)
        return phrase(*values)

    return guarded


class NarrowEnvironment(ImmutableSandboxedEnvironment):
    """The environment of one set of templates."""

    intercepted_binops = frozenset({"%"})

    def __init__(self, templates: TemplateSet, filters: Mapping[str, Callable[..., str]]) -> None:
        """Let *templates* be reached, and *filters* beside the few that are always there."""
        super().__init__(
            loader=FunctionLoader(self._source),
            undefined=Unknown,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
            finalize=shown,
            optimized=False,  # nothing of a template is computed before its limits hold
            auto_reload=False,
            bytecode_cache=KeptBeside() if templates.ours else None,
        )
        self._templates = templates
        self.globals = {"range": safe_range}
        self.filters = FILTERS | {name: _guarded(phrase) for name, phrase in filters.items()}
        self.tests = {name: TESTS[name] for name in _TESTS}

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Return *source* such that a tag behind text does not swallow the end of its line."""
        return keep_line_ends(super().preprocess(source, name, filename))

    def tree(self, source: str, path: str) -> nodes.Template:
        """Return the syntax tree of *source* as it was written.

        Raises:
            TemplateSyntaxError: It is no template.

        """
        return super()._parse(source, path, path)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _Rewriter(self, filename).visit(tree)
        tree.set_environment(self)
        return tree

    def _source(self, name: str) -> tuple[str, str, None] | None:
        if name == SUBJECT:
            return self._subject()
        source = self._templates.files.get(name)
        if source is not None:
            return split(source)[1], str(source.path), None
        if name in self._templates.refused:
            raise TemplateRuntimeError(self._templates.refused[name])
        if outside(name):
            raise SecurityError(why_not(name))
        return None

    def _subject(self) -> tuple[str, str, None] | None:
        found = subject(self._templates)
        if found is None:
            return None
        source, header = found
        return padding(header.line - 1) + header.template, str(source.path), None

    def getattr(self, obj: object, attribute: str) -> object:
        """Return a part of a group, or one of the few attributes that are let through."""
        if isinstance(obj, (Group, Absent)):
            return obj.part(attribute)
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, BlockReference) and attribute == "super":
            return obj.super
        if isinstance(obj, TemplateReference):
            return self._block(obj, attribute)
        if isinstance(obj, TemplateModule) and not attribute.startswith("_"):
            return self._exported(obj, attribute)
        raise SecurityError(f"reaches for {attribute!r}, which templates may not use.")

    def getitem(self, obj: object, argument: object) -> object:
        """Return an item of a list, or a part of a group."""
        if isinstance(obj, (list, tuple, range)) and isinstance(argument, (int, slice)):
            try:
                return obj[argument]
            except IndexError as error:
                raise UndefinedError(f"there is no item {argument} in that list.") from error
        if isinstance(argument, str):
            return self.getattr(obj, bare(argument))
        if isinstance(obj, Absent):
            return shown(obj)
        raise UndefinedError(f"only a list has an item {argument!r}.")

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Compute ``left % right`` for numbers alone: on text it would put it together."""
        if isinstance(left, str):
            raise SecurityError("puts text together with %, which templates may not; use ~.")
        return super().call_binop(context, operator, left, right)

    @staticmethod
    def _block(reference: TemplateReference, name: str) -> object:
        try:
            return reference[name]
        except KeyError as error:
            raise UndefinedError(f"there is no block {name!r}.") from error

    @staticmethod
    def _exported(module: TemplateModule, name: str) -> object:
        try:
            return vars(module)[name]
        except KeyError as error:
            raise UndefinedError(f"that template has no macro {name!r}.") from error


class _Rewriter(NodeTransformer):
    """Refuses what a letter has no use for, and puts marks around blocks.

    The marks stand where a block is placed, not in it: ``super()`` and
    ``self.name()`` repeat words but not the part.
    """

    def __init__(self, environment: NarrowEnvironment, path: str | None) -> None:
        self._environment = environment
        self._path = path

    def visit_Block(self, node: nodes.Block) -> list[nodes.Node]:  # noqa: N802 - Jinja2's name for it
        self.generic_visit(node)
        before, after = (
            nodes.Output([nodes.TemplateData(mark)], lineno=node.lineno)
            for mark in (part_open(node.name), PART_CLOSE)
        )
        return [before, node, after]

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - as above
        self.generic_visit(node)
        items = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(items, "join", [], [], None, None, lineno=node.lineno)

    def visit_Const(self, node: nodes.Const) -> nodes.Node:  # noqa: N802 - as above
        if isinstance(node.value, str):
            found = first_forbidden(re.sub("[\r\n\t]", " ", node.value))
            if found:
                self._refuse(f"writes {found[1]}, which no template may.", node)
        return node

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:  # noqa: N802 - as above
        self._known("filter", node.name, self._environment.filters, node)
        return self.generic_visit(node)

    def visit_Test(self, node: nodes.Test) -> nodes.Node:  # noqa: N802 - as above
        self._known("test", node.name, self._environment.tests, node)
        return self.generic_visit(node)

    def visit_Import(self, node: nodes.Import) -> nodes.Node:  # noqa: N802 - as above
        node.with_context = True  # else the details would be unknown in there
        return self._named(node)

    def visit_FromImport(self, node: nodes.FromImport) -> nodes.Node:  # noqa: N802 - as above
        node.with_context = True
        return self._named(node)

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802 - as above
        return self._named(node)

    def visit_Extends(self, node: nodes.Extends) -> nodes.Node:  # noqa: N802 - as above
        return self._named(node)

    def visit_ScopedEvalContextModifier(self, node: nodes.Node) -> nodes.Node:  # noqa: N802 - as above
        self._refuse("autoescape is for web pages; a letter is plain text.", node)

    def _named(
        self, node: nodes.Import | nodes.FromImport | nodes.Include | nodes.Extends
    ) -> nodes.Node:
        name = node.template
        names = name.items if isinstance(name, (nodes.List, nodes.Tuple)) else [name]
        if not all(isinstance(n, nodes.Const) and isinstance(n.value, str) for n in names):
            self._refuse("the name of another template has to stand there in quotes.", node)
        return self.generic_visit(node)

    def _known(self, what: str, name: str, known: Mapping[str, object], node: nodes.Node) -> None:
        if name not in known:
            self._refuse(f"there is no {what} {name}{nearest(name, known)}.", node)

    def _refuse(self, told: str, node: nodes.Node) -> NoReturn:
        raise TemplateSyntaxError(told, node.lineno, self._path, self._path)
