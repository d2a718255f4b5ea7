"""The text of an application file, for what came from elsewhere than a file."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import lru_cache

from followup_mail.application.fields import APPLICATION
from followup_mail.tables import Kind, ListOf, Table

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_SPACES_OF_FRENCH = "\u00a0\u202f"
_FIRST_LONG = 0x10000
"""The first code point that four hexadecimal digits don't hold."""


def as_toml(tree: Mapping[str, object]) -> str:
    """Return the TOML that reads as *tree*, its keys in the order in which they are described.

    *tree* is made of what tomllib returns. Tables stand under headers of their own,
    apart from those in a list with something else, which stand in one line.
    """
    lines: list[str] = []
    _print(tree, APPLICATION, "", "", lines)
    return "\n".join(lines).lstrip("\n") + "\n" if lines else ""


def _print(
    table: Mapping[str, object], kind: Kind[object] | None, path: str, header: str, lines: list[str]
) -> None:
    """Add the lines of *table*, under *header* where it needs one."""
    values: list[str] = []
    inside: list[str] = []
    for key in _ordered(table, kind) if isinstance(kind, Table) else table:
        value = table[key]
        if isinstance(value, str):
            values.append(f"{_key(key)} = {_text(value)}")
        elif isinstance(value, dict) or (isinstance(value, list) and _are_tables(value)):
            inside.append(key)
        else:
            values.append(f"{_key(key)} = {_value(value)}")
    if header and (values or not inside or header[1] == "["):
        lines.append(f"\n{header}")
    lines += values
    for key in inside:
        child = kind.child(key) if kind else None
        name = f"{path}{_key(key)}"
        value = table[key]
        if isinstance(value, dict):
            _print(value, child, f"{name}.", f"[{name}]", lines)
        elif isinstance(value, list):
            item = child.item if isinstance(child, ListOf) else None
            for each in value:
                _print(each, item, f"{name}.", f"[[{name}]]", lines)


def _ordered(table: Mapping[str, object], kind: Table[object]) -> Iterable[str]:
    """The keys of *table*: those that are described first, as they are described."""
    keys = [key for key in kind.keys if key in table]
    return keys if len(keys) == len(table) else dict.fromkeys([*keys, *table])


def _are_tables(values: list[object]) -> bool:
    return bool(values) and {type(each) for each in values} == {dict}


@lru_cache(maxsize=1024)
def _key(key: str) -> str:
    return key if key and _BARE.issuperset(key) else _text(key)


def _value(value: object) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return f"[{', '.join([_value(each) for each in value])}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, dict):
        return f"{{{', '.join([f'{_key(key)} = {_value(each)}' for key, each in value.items()])}}}"
    return repr(value)


def _text(text: str) -> str:
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable() or char in _SPACES_OF_FRENCH:
        return char
    code = ord(char)
    return f"\\u{code:04X}" if code < _FIRST_LONG else f"\\U{code:08X}"
