"""TOML files: the bytes, and the tree they hold, or one sentence that says why not."""

import os
import re
import stat
import tomllib
from pathlib import Path

from followup_mail.errors import OutputError
from followup_mail.visible import visible

LARGEST = 1 << 20
"""Bytes a file may have: 1 MiB."""

_BOM = b"\xef\xbb\xbf"
_POSITION = r" \(at (?:line (\d+), column (\d+)|end of document)\)$"
# A key of very many parts costs tomllib time that grows with the square of their
# number (16,000 parts: seconds; 1 MiB of them: hours). No key of ours has more than 4.
_MOST_PARTS = 16
_MANY_PARTED_KEY = r"""(?:^|[\[{,])[ \t]*(?:(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')[ \t]*\.[ \t]*){16}"""
# tomllib's words for the mistakes people make, and what to do about each.
_MENDED = (
    ("Cannot overwrite", "a key or table is given twice"),
    ("Cannot declare", "a table is given twice"),
    ("Cannot redefine", "a key or table is given twice"),
    ("Cannot mutate", "a key or table is given twice"),
    ("Duplicate inline", "a key is given twice"),
    ("Invalid value", "expected a value; text stands in quotes"),
    ("Invalid statement", "expected a key, a [table] or a # comment"),
    ("Expected '=' after a key", "expected '=' after the key"),
    ("Invalid date or datetime", "there is no such date or time"),
    ("Invalid initial character for a key part", "expected a key or the name of a table"),
    ("Invalid hex value", "a backslash in text is doubled, or the text put in single quotes"),
    ("Unescaped '\\'", "a backslash in text is doubled, or the text put in single quotes"),
)

_TIME_WITHOUT_SECONDS = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?![:\d])"


class TomlError(ValueError):
    """The bytes are no TOML that is read here; the text names file and place."""


def parse_toml(data: bytes, source: str) -> dict[str, object]:
    """Return the tree that *data* holds.

    A byte-order mark is let pass.

    Raises:
        TomlError: The bytes are not UTF-8, or not TOML, or too much of either.

    """
    source = visible(source)
    if len(data) > LARGEST:
        raise TomlError(f"{source}: is larger than 1 MiB, which is the most that is read")
    text = _decoded(data, source)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") >= _MOST_PARTS and re.search(_MANY_PARTED_KEY, line):
            raise TomlError(f"{source}, line {number}: a key has too many parts")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TomlError(f"{source}, {_told(str(error), text)}") from None
    except RecursionError:
        raise TomlError(f"{source}: lists or tables are nested too deeply") from None
    except ValueError:  # int() refuses more than 4,300 digits
        raise TomlError(f"{source}: a number has too many digits") from None


def read_bytes(path: Path) -> bytes:
    """Return what the regular file *path* holds; see :func:`read_opened`."""
    return read_opened(path)[0]


def read_opened(path: Path) -> tuple[bytes, os.stat_result]:
    """Return what the regular file *path* holds, of a large one the first byte too many.

    With the status of what was read, which by now may no longer be called so.

    Raises:
        FileNotFoundError: There is no such file.
        OutputError: It can't be read, or isn't a regular file.

    """
    shown = visible(str(path))
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            kind = "a folder" if path.is_dir() else "not a regular file"
            raise OutputError(f"{shown}: is {kind}; give the path of a TOML file")
        with path.open("rb") as file:
            return file.read(LARGEST + 1), os.fstat(file.fileno())
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(shown) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else error
        raise OutputError(f"{shown}: can't be read: {reason}") from None


def _decoded(data: bytes, source: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TomlError(f"{source}: is written in UTF-16; save it as UTF-8")
    data = data.removeprefix(_BOM)
    nul = data.find(b"\0")
    if nul >= 0:
        line = data.count(b"\n", 0, nul) + 1
        raise TomlError(f"{source}, line {line}: holds a NUL byte; it is not a text file in UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"byte 0x{data[error.start]:02X} is not UTF-8"
        raise TomlError(f"{source}, line {line}: {byte}; save the file as UTF-8") from None


def _told(message: str, text: str) -> str:
    found = re.search(_POSITION, message)
    bare = message[: found.start()] if found else message
    if found and found[1]:
        place = f"line {found[1]}, column {found[2]}"
    else:
        place = f"line {_line(text.rstrip(), len(text))}, at the end"
    mended = next((ours for theirs, ours in _MENDED if bare.startswith(theirs)), None)
    line = text.split("\n")[int(found[1]) - 1] if found and found[1] else ""
    if re.search(_TIME_WITHOUT_SECONDS, line):
        mended = "a time of day needs its seconds, as in 2026-11-19T14:00:00"
    return f"{place}: {mended or visible(bare[:1].lower() + bare[1:])}"


def _line(text: str, end: int) -> int:
    return text.count("\n", 0, end) + 1
