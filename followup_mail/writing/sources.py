"""Finding the template that is in force, and reading it without trusting it.

A template is a text file named after its kind. Optional comments and an
optional ``{% extends %}`` come first, then header lines (``Subject: …`` is the
only one), an empty line, and the body. Header lines are taken off the source,
never off rendered text, so that no value can become one.

Templates refer to each other by plain file names in quotes. The user's folder
for the region comes first, then their folder for the language, then the
built-in one; ``built-in/NAME`` means the built-in file whatever else there is.
"""

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from followup_mail import shipped
from followup_mail.errors import NotFoundError, OutputError, TemplateError
from followup_mail.model import TemplateOrigin
from followup_mail.record import Record
from followup_mail.visible import first_forbidden
from followup_mail.vocabulary import Kind, Language

MAX_BYTES = 256 * 1024
MAX_FILES = 32
"""Files that one template may reach."""
BUILT_IN = "built-in/"
SUFFIX = ".txt"

# None of these may take more than linear time: they read files of strangers.
_COMMENT = re.compile(r"\{#.*?(?:#\}|\Z)", re.DOTALL)
_REFERENCE = re.compile(
    r"\{%[-+]?\s*(?:extends|include|import|from)\b((?:(?!%\}|\{%).)*)%\}", re.DOTALL
)
_EXTENDS = re.compile(r"""\{%[-+]?\s*extends\s+["']([^"'\n]*)["']""")
_QUOTED = re.compile(r"""["']([^"'\n]*)["']""")
_NAME = re.compile(r"[\w-][\w. -]*")
_BEFORE_HEADERS = re.compile(r"(?:\s|\{#.*?#\}|\{%[-+]?\s*extends\s[^%\n]*%\})*", re.DOTALL)
_HEADER = re.compile(
    r"(?i:(subject)[ \t]*:"
    r"|([a-z][a-z0-9-]*):(?=[ \t\n]|\Z))"  # an unknown name needs a space: "https://…" is text
    r"[ \t]*([^\n]*)(?:\n|\Z)"
)
_EMPTY_LINES = re.compile(r"(?:[ \t]*\n)+|[ \t]*\Z")


class Problem(NamedTuple):
    """Something wrong with a template, and where."""

    path: Path
    line: int
    """Counts from 1; 0 where no line can be named."""
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else f"{self.path}"
        return f"{place}: {self.message}"


class FaultyTemplateError(TemplateError):
    """A template whose fault has a place.

    Attributes:
        problem: The fault.

    """

    def __init__(self, problem: Problem) -> None:
        """Say *problem*."""
        self.problem = problem
        super().__init__(str(problem))


class Source(Record):
    """One file, as it was read."""

    text: str
    """Lines end in LF."""
    path: Path
    built_in: bool


class TemplateSet(Record):
    """A template with everything that it refers to."""

    name: str
    files: Mapping[str, Source]
    """The template itself and all that it can reach, by the names used to reach it."""
    refused: Mapping[str, str]
    """Names that are there but may not be read, each with the reason."""

    @property
    def entry(self) -> Source:
        """The template itself."""
        return self.files[self.name]

    @property
    def origin(self) -> TemplateOrigin:
        """Which template it is."""
        return TemplateOrigin(self.name, self.entry.path, self.entry.built_in)

    @property
    def ours(self) -> bool:
        """Whether nothing in it comes from the user."""
        return not self.refused and all(source.built_in for source in self.files.values())


class Header(Record):
    """A header line of a template."""

    name: str
    line: int
    template: str
    """What follows the colon."""


def find(
    kind: Kind, language: Language, *, user_folder: Path | None = None, file: Path | None = None
) -> TemplateSet:
    """Return the template in force for *kind*, with all files that it can reach.

    Args:
        kind: Its value is the name of the file.
        language: Decides the sub-folders.
        user_folder: Holds one sub-folder a language or region; need not exist.
        file: A template to use instead; its folder then takes the place of the user's.

    Raises:
        FaultyTemplateError: The template may not be read.
        NotFoundError: There is no such file.

    """
    folders = _folders(language, user_folder, file)
    name = file.name if file else f"{kind.value}{SUFFIX}"
    entry = _first(name, folders[:1] if file else folders)
    if entry is None:
        where = f"in {folders[0][0]}" if file else f"for {language.value}"
        raise NotFoundError(f"There is no template {name} {where}.")
    return _gather(name, entry, folders)


def at_line(text: str, position: int) -> int:
    """Return the line, counted from 1, in which *position* of *text* lies."""
    return text.count("\n", 0, position) + 1


def split(source: Source) -> tuple[tuple[Header, ...], str]:
    """Return the header lines of *source*, and its body with line numbers kept.

    Raises:
        FaultyTemplateError: A header line is unknown, doubled or not closed off.

    """
    text = source.text
    before = _BEFORE_HEADERS.match(text)
    start = at = before.end() if before else 0
    headers: list[Header] = []
    while found := _HEADER.match(text, at):
        line = at_line(text, at)
        if found[1] is None:
            raise FaultyTemplateError(Problem(source.path, line, _unknown_header(found[2])))
        if headers:
            problem = Problem(source.path, line, "a second Subject: a message has one.")
            raise FaultyTemplateError(problem)
        headers.append(Header("Subject", line, found[3]))
        at = found.end()
    if not headers:
        return (), text
    empty = _EMPTY_LINES.match(text, at)
    if empty:
        at = empty.end()
    elif not text.startswith(("{%", "{#"), at):
        line = at_line(text, at)
        told = "an empty line has to part the header lines from the text."
        raise FaultyTemplateError(Problem(source.path, line, told))
    lines = text.count("\n", start, at)
    return tuple(headers), f"{text[:start]}{padding(lines)}{text[at:]}"


def padding(lines: int) -> str:
    """Return a comment that writes nothing and is *lines* line ends long."""
    return "{#" + "\n" * lines + "#}" if lines else ""


def extends(source: Source) -> str | None:
    """Return the name of the template that *source* extends."""
    found = _EXTENDS.search(_COMMENT.sub("", source.text))
    return found[1] if found else None


def chain(templates: TemplateSet) -> list[str]:
    """Return the names from the template itself to the last one it builds on."""
    names = [templates.name]
    while True:
        parent = extends(templates.files[names[-1]])
        if parent is None or parent in names or parent not in templates.files:
            return names
        names.append(parent)


def subject(templates: TemplateSet) -> tuple[Source, Header] | None:
    """Return the Subject line in force, from the nearest file of the chain that has one.

    Raises:
        FaultyTemplateError: A file of the chain has a faulty header line.

    """
    for name in chain(templates):
        source = templates.files[name]
        headers, _ = split(source)
        if headers:
            return source, headers[0]
    return None


def outside(name: str) -> bool:
    """Return whether *name*, as a template refers to another, leads out of its folder."""
    plain = name.removeprefix(BUILT_IN)
    return bool({"/", "\\", "\0"} & set(plain)) or plain.startswith(".")


def why_not(name: str) -> str:
    """Return why there is no template called *name*."""
    if outside(name):
        return f"{name!r} lies outside: a template may use files of its own folder only."
    return f"there is no template {name!r} in its folder or among the built-in ones."


def _unknown_header(name: str) -> str:
    return (
        f"{name} is no header line of a template; there is only Subject. "
        "If it belongs to the text, put {% block %} before it."
    )


_Folder = tuple[Path, bool]


def _resolved(folder: Path) -> Path:
    """Return where *folder* really is.

    Raises:
        OutputError: Its links lead in a circle.

    """
    try:
        return folder.resolve()
    except RuntimeError as error:
        raise OutputError(f"{folder}: can't be read (its links lead in a circle).") from error


def _folders(language: Language, user_folder: Path | None, file: Path | None) -> list[_Folder]:
    """Return where to look, in order, each with whether it is built in."""
    built_in = (shipped.templates() / language.base, True)
    if file is not None:
        return [(_resolved(file.parent), False), built_in]
    if user_folder is None:
        return [built_in]
    # The folder itself may be a link (people keep their settings elsewhere); nothing in it may.
    root = _resolved(user_folder)
    return [(root / language.value, False), (root / language.base, False), built_in]


def _gather(name: str, entry: Source, folders: list[_Folder]) -> TemplateSet:
    files, refused = {name: entry}, {}
    waiting = [entry]
    while waiting:
        for reference in _references(waiting.pop()):
            if reference in files or reference in refused:
                continue
            try:
                found = _first(reference, folders)
            except FaultyTemplateError as error:
                refused[reference] = str(error)
                continue
            if found is None:
                continue  # told with the line that refers to it, once it is asked for
            if len(files) == MAX_FILES:
                told = f"uses more than {MAX_FILES} files."
                raise FaultyTemplateError(Problem(entry.path, 0, told))
            files[reference] = found
            waiting.append(found)
    return TemplateSet(name, files, refused)


def _references(source: Source) -> list[str]:
    """Return every quoted name in a tag that refers to another template."""
    return [
        quoted[1] for tag in _REFERENCE.finditer(source.text) for quoted in _QUOTED.finditer(tag[1])
    ]


def _first(name: str, folders: list[_Folder]) -> Source | None:
    """Return the first file called *name*; None where there is none or can be none."""
    plain = name.removeprefix(BUILT_IN)
    if not _NAME.fullmatch(plain):
        return None
    for folder, built_in in folders:
        if name != plain and not built_in:
            continue
        path = folder / plain
        data = _built_in_bytes(path) if built_in else _bytes(path)
        if data is not None:
            return Source(_text(data, path), path, built_in)
    return None


def _built_in_bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _bytes(path: Path) -> bytes | None:
    """Read a file of the user's; None where there is none.

    Links are not followed, neither the folder nor the file, and nothing but a
    regular file is read: a template that was passed on must not print what
    happens to be elsewhere on this machine.
    """
    try:
        if path.parent.is_symlink() or path.is_symlink():
            told = "is reached through a symbolic link; put the file itself there."
            raise FaultyTemplateError(Problem(path, 0, told))
        # Windows has neither flag; there the look before has to do.
        flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(path, os.O_RDONLY | flags)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise OutputError(f"{path}: could not be read: {error.strerror}.") from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FaultyTemplateError(Problem(path, 0, "is not a regular file."))
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(MAX_BYTES + 1)
    finally:
        os.close(descriptor)


def _text(data: bytes, path: Path) -> str:
    """Return what the bytes of a template say.

    Raises:
        FaultyTemplateError: Too long, not UTF-8, or with characters no template may hold.

    """
    if len(data) > MAX_BYTES:
        told = f"is longer than {MAX_BYTES // 1024} KiB, the most a template may have."
        raise FaultyTemplateError(Problem(path, 0, told))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FaultyTemplateError(Problem(path, line, "is not UTF-8; save it as that.")) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line_text in enumerate(text.split("\n"), start=1):
        forbidden = first_forbidden(line_text.replace("\t", " "))
        if forbidden:
            told = f"holds {forbidden[1]}, which no template may; take it out."
            raise FaultyTemplateError(Problem(path, number, told))
    return text
