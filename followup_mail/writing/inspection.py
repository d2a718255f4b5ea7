"""What is wrong with a template: read first, then filled in for every example.

Reading finds what no example happens to reach: a misspelt detail in a branch, a
block that its frame does not place, a detail that the kind needs and the
template never uses. A template that is not ours is read where it is filled in:
in the child process.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes

from followup_mail.vocabulary import Language
from followup_mail.writing import child, sources
from followup_mail.writing.engine import filler
from followup_mail.writing.facts import Facts
from followup_mail.writing.kinds import KindSpec
from followup_mail.writing.marks import Marks
from followup_mail.writing.narrow import NarrowEnvironment
from followup_mail.writing.rendering import LIMITS, Failed, Limits
from followup_mail.writing.sources import FaultyTemplateError, Problem, Source, TemplateSet
from followup_mail.writing.values import nearest

Case = tuple[str, Facts]
"""What an example is called, and its facts."""

_OF_JINJA = ("loop", "self", "super", "caller", "varargs", "kwargs", "range")


def check_template(
    templates: TemplateSet,
    spec: KindSpec,
    cases: Iterable[Case],
    language: Language,
    *,
    limits: Limits = LIMITS,
) -> list[Problem]:
    """Return what is wrong with *templates* as those of a kind, in order of file and line."""
    cases = list(cases)
    if templates.ours:
        return inspect(templates, spec, cases, language, limits)
    return child.check(templates, spec.kind, cases, language, limits)


def inspect(
    templates: TemplateSet,
    spec: KindSpec,
    cases: Sequence[Case],
    language: Language,
    limits: Limits,
) -> list[Problem]:
    """Return what is wrong with *templates*, found in this process."""
    reading = _Reading(templates, spec, cases, filler(templates, language).environment)
    problems = set(reading.problems())
    told = {(problem.path, problem.line) for problem in problems if problem.line}
    for problem in _filled(templates, spec, cases, language, limits):
        # The same fault met again by an example would only say it in other words.
        if (problem.path, problem.line) not in told:
            problems.add(problem)
    return sorted(problems)


def _filled(
    templates: TemplateSet,
    spec: KindSpec,
    cases: Sequence[Case],
    language: Language,
    limits: Limits,
) -> Iterator[Problem]:
    """Yield what fails when *templates* are filled in, each fault with its first example."""
    seen: set[Problem] = set()
    entry = templates.entry.path
    fills = filler(templates, language)
    for label, facts in cases:
        outcome = fills.fill(facts, limits)
        subject = None if isinstance(outcome, Failed) else sources.subject(templates)
        if isinstance(outcome, Failed):
            if any(_within(outcome.missing, name) for name in spec.required):
                continue  # a message of this kind is refused without it, with a question
            problem = outcome.problem
        elif subject and spec.kind.mailed and not Marks().read(outcome.subject).text:
            source, header = subject
            problem = Problem(source.path, header.line, "writes an empty Subject.")
        elif not Marks().read(outcome.body).text:
            problem = Problem(entry, 0, "writes no text.")
        else:
            continue
        if problem not in seen:
            seen.add(problem)
            yield problem._replace(message=f"{problem.message} (Example: {label})")


def _within(one: str, other: str) -> bool:
    """Return whether one dotted name is the other or a part of it, either way round."""
    return bool(one) and (f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}."))


@dataclass(slots=True)
class _Known:
    """The parts of a detail, as far as any example has them."""

    parts: dict[str, "_Known"] = field(default_factory=dict)
    leaf: bool = False
    """Whether it is text in an example, which has no parts."""

    def learn(self, values: Mapping[str, object]) -> None:
        for name, value in values.items():
            part = self.parts.setdefault(name, _Known())
            if isinstance(value, Mapping):
                part.learn(value)
            else:
                part.leaf = True

    def learn_name(self, dotted: str) -> None:
        node = self
        for name in dotted.split("."):
            node = node.parts.setdefault(name, _Known())


@dataclass(frozen=True, slots=True)
class _Use:
    """A detail named in a template."""

    path: tuple[str, ...]
    line: int
    asked: bool
    """Whether it only decides something, as in ``{% if … %}``."""


class _Reading:
    """The syntax trees of one set of templates, and what can be told from them."""

    def __init__(
        self,
        templates: TemplateSet,
        spec: KindSpec,
        cases: Sequence[Case],
        environment: NarrowEnvironment,
    ) -> None:
        self._templates = templates
        self._spec = spec
        self._environment = environment
        self._known = _Known()
        for _, facts in cases:
            self._known.learn(facts.values)
            for name in facts.absent:
                self._known.learn_name(name)
        self._trees: dict[str, list[nodes.Template]] = {}
        self._faults: list[Problem] = []

    def problems(self) -> Iterator[Problem]:
        """Yield every problem that can be read."""
        for name, source in self._templates.files.items():
            self._read(name, source)
        if self._faults:  # what they hide would be reported as missing
            yield from self._faults
            return
        uses = {name: list(self._uses(name)) for name in self._trees}
        for name, trees in self._trees.items():
            path = self._templates.files[name].path
            yield from self._unknown_filters(trees, path)
            if self._known.parts:
                yield from self._unknown_names(uses[name], path)
        yield from self._unused([use for named in uses.values() for use in named])
        yield from self._parts()
        yield from self._without_a_place()

    def _read(self, name: str, source: Source) -> None:
        try:
            headers, body = sources.split(source)
            texts = [body, *(sources.padding(h.line - 1) + h.template for h in headers)]
            self._trees[name] = [self._environment.tree(text, str(source.path)) for text in texts]
        except FaultyTemplateError as error:
            self._faults.append(error.problem)
        except TemplateSyntaxError as error:
            told = f"{(error.message or 'is no template').rstrip('.')}."
            self._faults.append(Problem(source.path, error.lineno, told))
        except (RecursionError, ValueError) as error:
            told = f"cannot be read: {error}."
            self._faults.append(Problem(source.path, 0, told))

    def _uses(self, name: str) -> Iterator[_Use]:
        """Yield the details that a file names; not what it calls its own values."""
        own = {stored for trees in self._trees.values() for t in trees for stored in _stored(t)}
        for tree in self._trees[name]:
            for use in _used(tree, asked=False):
                if use.path[0] not in own and use.path[0] not in _OF_JINJA:
                    yield use

    def _unknown_filters(self, trees: list[nodes.Template], path: Path) -> Iterator[Problem]:
        for tree in trees:
            for node in tree.find_all((nodes.Filter, nodes.Test)):
                what = "filter" if isinstance(node, nodes.Filter) else "test"
                known: Mapping[str, object] = getattr(self._environment, f"{what}s")
                if node.name not in known:
                    told = f"there is no {what} {node.name}{nearest(node.name, known)}."
                    yield Problem(path, node.lineno, told)

    def _unknown_names(self, uses: list[_Use], path: Path) -> Iterator[Problem]:
        for use in uses:
            known = self._known
            for depth, name in enumerate(use.path):
                before = ".".join(use.path[:depth])
                if name in known.parts:
                    known = known.parts[name]
                    continue
                if known.parts:
                    prefix = f"{before}." if before else ""
                    near = nearest(name, known.parts, prefix)
                    yield Problem(path, use.line, f"there is no detail {prefix}{name}{near}.")
                elif known.leaf:
                    yield Problem(path, use.line, f"{before} has no parts, and so no {name}.")
                break

    def _unused(self, uses: list[_Use]) -> Iterator[Problem]:
        """Yield the details that every message of the kind needs and the template never writes."""
        written = {use.path for use in uses if not use.asked}
        for name in self._spec.required:
            if not any(_serves(path, tuple(name.split("."))) for path in written):
                told = f"never writes {name}, which every {self._spec.kind.value} needs."
                yield Problem(self._templates.entry.path, 0, told)

    def _parts(self) -> Iterator[Problem]:
        entry = self._templates.entry.path
        blocks = {b.name for trees in self._trees.values() for b in _blocks(trees)}
        for name in self._spec.parts:
            if name not in blocks:
                told = f"has no {{% block {name} %}}, which every {self._spec.kind.value} has."
                yield Problem(entry, 0, told)
        if self._spec.kind.mailed and sources.subject(self._templates) is None:
            yield Problem(entry, 1, "has no Subject; begin the file with the line Subject: …")

    def _without_a_place(self) -> Iterator[Problem]:
        """Yield the blocks that what a template extends has no place for."""
        chain = sources.chain(self._templates)
        for depth, name in enumerate(chain[:-1]):
            placed = {
                b.name: b for parent in chain[depth + 1 :] for b in _blocks(self._trees[parent])
            }
            for node in self._trees[name][0].body:
                if isinstance(node, nodes.Block) and node.name not in placed:
                    near = nearest(node.name, placed)
                    told = f"{chain[depth + 1]} has no place for the block {node.name}{near}."
                    yield Problem(self._templates.files[name].path, node.lineno, told)


def _serves(path: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Return whether writing *path* writes *wanted*, or may.

    A group that is handed on whole (to a macro, say) may be written there, and
    ``position_short`` is ``position`` in another form.
    """
    if len(path) < len(wanted):
        return path == wanted[: len(path)]
    last = len(wanted) - 1
    other_form = path[last].startswith(f"{wanted[last]}_")
    return path[:last] == wanted[:last] and (path[last] == wanted[last] or other_form)


def _blocks(trees: list[nodes.Template]) -> Iterator[nodes.Block]:
    for tree in trees:
        yield from tree.find_all(nodes.Block)


def _stored(tree: nodes.Template) -> Iterator[str]:
    """Yield the names that a template gives to values of its own."""
    for name in tree.find_all(nodes.Name):
        if name.ctx != "load":
            yield name.name
    for macro in tree.find_all(nodes.Macro):
        yield macro.name
    for module in tree.find_all(nodes.Import):
        yield module.target
    for imports in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in imports.names)


def _used(node: nodes.Node, *, asked: bool) -> Iterator[_Use]:
    """Yield the details named in *node*; *asked* holds for what stands in a condition."""
    path = _path(node)
    if path:
        yield _Use(path, node.lineno, asked)
        return
    passes_on = isinstance(node, (nodes.Not, nodes.And, nodes.Or))
    for name, value in node.iter_fields():
        condition = name == "test" and isinstance(node, (nodes.If, nodes.CondExpr))
        for child_node in value if isinstance(value, list) else [value]:
            if isinstance(child_node, nodes.Node):
                yield from _used(child_node, asked=condition or (asked and passes_on))


def _path(node: nodes.Node) -> tuple[str, ...]:
    """Return the dotted name that *node* loads; empty where it is something else."""
    names: list[str] = []
    while True:
        if isinstance(node, nodes.Getattr):
            names.append(node.attr)
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            if not isinstance(node.arg.value, str):
                return ()
            names.append(node.arg.value)
        else:
            break
        node = node.node
    if isinstance(node, nodes.Name) and node.ctx == "load":
        return (node.name, *reversed(names))
    return ()
