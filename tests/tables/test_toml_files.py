"""Bytes of TOML files: the tree, or one sentence."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.errors import OutputError
from followup_mail.tables import LARGEST, TomlError, parse_toml, read_bytes


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xff\xfea\0=\x001\0", ": is written in UTF-16; save it as UTF-8"),
        (b"\xfe\xff\0a", ": is written in UTF-16; save it as UTF-8"),
        (b"a = 1\nb = '\xe9'", ", line 2: byte 0xE9 is not UTF-8; save the file as UTF-8"),
        (b"a = '\xed\xa0\x80'", ", line 1: byte 0xED is not UTF-8; save the file as UTF-8"),
        (b"a = 1\n\n\0", ", line 3: holds a NUL byte; it is not a text file in UTF-8"),
        (b"a = " + b"[" * 100_000, ": lists or tables are nested too deeply"),
        (b"a = " + b"{a=" * 100_000, ": lists or tables are nested too deeply"),
        (b"a = " + b"9" * 5000, ": a number has too many digits"),
        (b"a = 1\na = 2", ", line 2, at the end: a key or table is given twice"),
        (b"[a]\n[a]\n", ", line 2, column 3: a table is given twice"),
        (b"a = {b = 1, b = 2}", ", line 1, column 18: a key is given twice"),
        (b"[a]\nb.c = 1\n[a.b]\nx = 1", ", line 3, column 5: a table is given twice"),
        (b"a = x", ", line 1, column 5: expected a value; text stands in quotes"),
        (b"a = ", ", line 1, at the end: expected a value; text stands in quotes"),
        (b"a b = 1", ", line 1, column 3: expected '=' after the key"),
        (b"= 1", ", line 1, column 1: expected a key, a [table] or a # comment"),
        (b"a = 2026-02-30", ", line 1, column 5: there is no such date or time"),
        (
            b'a = "C:\\Users"',
            (
                ", line 1, column 10: a backslash in text is doubled, or the text "
                "put in single quotes"
            ),
        ),
        (
            b'a = "\\p"',
            (
                ", line 1, column 8: a backslash in text is doubled, or the text put in "
                "single quotes"
            ),
        ),
        (b"a = '\x1b'", ", line 1, column 6: found invalid character '\\x1b'"),
        (b'a = "\\ud800"', ", line 1, column 12: escaped character is not a Unicode scalar value"),
        (b"a = 1\n[b", ", line 2, at the end: expected ']' at the end of a table declaration"),
        (b"a = 'x", ', line 1, at the end: expected "\'"'),
        (b"#" * (LARGEST + 1), ": is larger than 1 MiB, which is the most that is read"),
        (b"a." * 500_000 + b"a = 1", ", line 1: a key has too many parts"),
        (b"x = 1\n[" + b'"a" . ' * 100_000 + b"a]", ", line 2: a key has too many parts"),
        (b"x = {" + b"'a'." * 100_000 + b"a = 1}", ", line 1: a key has too many parts"),
    ],
)
def test_what_is_not_toml_is_told_in_one_line_and_at_once(data: bytes, told: str) -> None:
    """Row 80: the line names file and place; keys of very many parts would take tomllib hours."""
    before = time.process_time()
    with pytest.raises(TomlError) as caught:
        parse_toml(data, "a\x1b.toml")
    assert str(caught.value) == f"a\\x1b.toml{told}"
    assert time.process_time() - before < 5


@pytest.mark.parametrize(
    ("data", "tree"),
    [
        (b"", {}),
        (b"\xef\xbb\xbfa = 1", {"a": 1}),
        (b"a = 1\r\nb = 2\r\n", {"a": 1, "b": 2}),
        (b"a = 'x." + b"y." * 100 + b"'", {"a": "x." + "y." * 100}),
        (b"a.b.c = 0x" + b"f" * 10, {"a": {"b": {"c": 0xFFFFFFFFFF}}}),
        (b"#" * LARGEST, {}),
    ],
)
def test_what_is_toml_is_read(data: bytes, tree: dict[str, object]) -> None:
    """With a byte-order mark, carriage returns, and text full of dots."""
    assert parse_toml(data, "a.toml") == tree


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_a_tree_or_one_line(data: bytes) -> None:
    """Row 80: nothing else is ever raised."""
    try:
        told = "" if isinstance(parse_toml(data, "a.toml"), dict) else "no tree"
    except TomlError as error:
        told = str(error).removeprefix("a.toml")
    assert len(told.splitlines()) <= 1
    assert told[:1] in {"", ":", ","}


def test_no_more_is_read_than_is_needed_to_refuse(tmp_path: Path) -> None:
    """Ten mebibytes cost what one does."""
    path = tmp_path / "large.toml"
    path.write_bytes(b"#" * (10 << 20))
    assert len(read_bytes(path)) == LARGEST + 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("folder", "folder: is a folder; give the path of a TOML file"),
        ("pipe", "pipe: is not a regular file; give the path of a TOML file"),
        ("loop", "loop: can't be read: Too many levels of symbolic links"),
        ("n" * 300, "n" * 300 + ": can't be read: File name too long"),
        ("a\0b", "a\\x00b: can't be read: embedded null byte"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, told: str) -> None:
    """A pipe is not waited for."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OutputError) as caught:
        read_bytes(tmp_path / name)
    assert str(caught.value) == f"{tmp_path}/{told}"


def test_a_file_that_is_not_there_is_told_apart(tmp_path: Path) -> None:
    """Whoever asked decides whether that is a fault."""
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "gone", tmp_path / "file" / "below"):
        with pytest.raises(FileNotFoundError):
            read_bytes(path)
