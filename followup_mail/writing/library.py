"""The templates as a user owns them: which are in force, copying one, checking them."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from followup_mail.errors import OutputError, UsageError
from followup_mail.vocabulary import Kind, Language
from followup_mail.writing import sources
from followup_mail.writing.facts import Facts
from followup_mail.writing.kinds import KINDS
from followup_mail.writing.sources import FaultyTemplateError, Problem

ONE_A_LANGUAGE = tuple({language.base: language for language in reversed(Language)}.values())[::-1]
"""The first of the languages with each primary subtag."""


@dataclass(frozen=True, slots=True)
class InForce:
    """A template that is used, and for which language."""

    kind: Kind
    folder: str
    """The sub-folder it lies in: "fr", or "fr-CA" for that region alone."""
    path: Path
    built_in: bool


@dataclass(frozen=True, slots=True)
class Target:
    """A template to check."""

    kind: Kind
    language: Language
    file: Path | None = None
    """None for the one in force."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A template that was checked, and what is wrong with it."""

    target: Target
    path: Path
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """Files of the user's that were written."""

    paths: tuple[Path, ...]
    still_built_in: tuple[str, ...]
    """Names of the files that the copy uses as they come with the program."""


def in_force(languages: Sequence[Language], user_folder: Path) -> list[InForce]:
    """Return the templates that messages in *languages* are written from, in order of kind."""
    rows: dict[Path, InForce] = {}
    for kind in Kind:
        for language in languages:
            source = sources.find(kind, language, user_folder=user_folder).entry
            row = InForce(kind, source.path.parent.name, source.path, source.built_in)
            rows.setdefault(source.path, row)
    return list(rows.values())


def copy(
    kind: Kind, language: Language, user_folder: Path, *, with_parts: bool, force: bool
) -> Copied:
    """Write the built-in template for *kind* into the user's folder, where it wins.

    Args:
        kind: What the template is for.
        language: Its folder is that of the language, whatever the region.
        user_folder: Made if it is not there.
        with_parts: Copy the files that the template uses too, those not there already.
        force: Replace files that are there already.

    Raises:
        OutputError: A file is there already, or can't be written.

    """
    templates = sources.find(kind, language)
    parts = tuple(name for name in sorted(templates.files) if name != templates.name)
    folder = user_folder.resolve() / language.base
    if folder.is_symlink():
        raise OutputError(f"{folder}: is a link; templates are kept in a folder of their own.")
    new = [name for name in parts if force or not (folder / name).exists()]
    names = (templates.name, *(new if with_parts else ()))
    paths = tuple(folder / name for name in names)
    there = [path for path in paths if path.exists() or path.is_symlink()]
    if there and not force:
        told = ", ".join(str(path) for path in there)
        raise OutputError(f"{told}: there already; nothing was copied. --force replaces it.")
    for name, path in zip(names, paths, strict=True):
        _write(path, templates.files[name].text)
    still = () if with_parts else tuple(p for p in parts if not (folder / p).exists())
    return Copied(paths, still)


def targets(
    named: Sequence[str], languages: Sequence[Language], kind: Kind | None = None
) -> list[Target]:
    """Return what to check.

    Args:
        named: Kinds, or files (with a slash, or the ending .txt); none means every kind.
        languages: In which each kind is checked; a file in the first, unless its
            folder names another.
        kind: What the files are for, where their names don't say.

    Raises:
        UsageError: A name is neither a kind nor a file named after one.

    """
    found: list[Target] = []
    for name in named or [kind.value for kind in Kind]:
        if "/" in name or name.endswith(sources.SUFFIX):
            file = Path(name)
            found.append(Target(kind or _kind_of(file), _language_of(file, languages), file))
        else:
            found += [Target(_kind(name), language) for language in languages]
    return found


def check(
    chosen: Iterable[Target],
    user_folder: Path,
    example_facts: Callable[[Kind, Language], Iterable[tuple[str, Facts]]],
) -> Iterator[Checked]:
    """Yield what is wrong with each of the *chosen* templates, over all examples."""
    from followup_mail.writing.inspection import check_template  # noqa: PLC0415 - Jinja2's start-up

    for target in chosen:
        kind, language = target.kind, target.language
        try:
            templates = sources.find(kind, language, user_folder=user_folder, file=target.file)
        except FaultyTemplateError as error:
            yield Checked(target, error.problem.path, (error.problem,))
            continue
        cases = example_facts(kind, language)
        problems = check_template(templates, KINDS[kind], cases, language)
        yield Checked(target, templates.entry.path, tuple(problems))


def _kind(name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError as error:
        known = ", ".join(kind.value for kind in Kind)
        told = f"{name!r} is neither a kind ({known}) nor a file: write ./{name}{sources.SUFFIX}."
        raise UsageError(told) from error


def _kind_of(file: Path) -> Kind:
    try:
        return Kind(file.stem)
    except ValueError as error:
        raise UsageError(f"{file}: its name is no kind; say what it is for with --kind.") from error


def _language_of(file: Path, languages: Sequence[Language]) -> Language:
    """Return the language that the folder of *file* names, else the first of *languages*."""
    folder = file.resolve().parent.name
    for language in [*languages, *list(Language)]:
        if folder in {language.value, language.base}:
            return language
    return languages[0]


def _write(path: Path, text: str) -> None:
    """Write *text* to *path* as a whole or not at all, for this user alone."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _make_private(path.parent)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with open(os.open(draft, flags, 0o600), "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - of a descriptor
            file.write(text)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise OutputError(f"{path}: could not be written: {error.strerror}.") from error


def _make_private(folder: Path) -> None:
    """Make *folder* and what is missing above it, for this user alone."""
    if not folder.is_dir():
        _make_private(folder.parent)
        folder.mkdir(mode=0o700)
