"""Changes to the text of an application file that leave the rest of it as it was typed.

Each takes the text and returns it changed: comments, order and layout stay, and it
reads back as exactly what the change says. Whether the values are good is not
looked at here; see :mod:`followup_mail.intake.questions`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from enum import StrEnum
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from followup_mail.application.fields import APPLICATION
from followup_mail.errors import ApplicationError
from followup_mail.intake.layout import Section, Way, put_in, put_line, sections, take_out
from followup_mail.tables import TomlError, dotted, parse_toml, shortened

if TYPE_CHECKING:
    from tomlkit.items import Item

Values: TypeAlias = Mapping[str, object]
"""Key to value; a key whose value is None is left out."""
Node: TypeAlias = Any
"""A table or list, of tomllib's or tomlkit's; both are walked alike."""

_ORDER = tuple(each.key for each in APPLICATION.fields)
_SOURCE = "the file"
_BOM = "\ufeff"
_SIGN = re.compile("^[A-Za-z0-9_-]+ *(?= = )", re.MULTILINE)


def set_value(text: str, key: Way, value: object) -> str:
    """Return *text* with *value* at *key*; tables and lists on the way are made.

    Raises:
        ApplicationError: *text* is no TOML, or *key* leads through what is no table.

    """
    plain = _plain(value)

    def written(bare: str) -> str:
        owner = _owner(bare, key[:-1])
        if owner is None:
            return _with_table(bare, key[:-1], {str(key[-1]): plain})
        rest = key[len(owner.way) :]
        if len(rest) == 1 and rest[0] not in _tree(_body(bare, owner)):
            return _with_line(bare, owner, str(rest[0]), plain)
        return _in_body(bare, owner, partial(_put, way=rest, value=_item(plain)))

    return _changed(text, key, partial(_put, way=key, value=plain), written)


def add_person(text: str, person: str, values: Values) -> str:
    """Return *text* with somebody new, under the ID *person*.

    Raises:
        ApplicationError: Somebody has that ID.

    """
    if _found(_tree_of(text), ("people", person)) is not None:
        raise ApplicationError(f"{_SOURCE}: people.{shortened(person)}: is there already")
    return _added(text, ("people", person), values)


def add_interview(text: str, values: Values) -> str:
    """Return *text* with one interview more, behind the others."""
    return _appended(text, "interviews", values)


def set_interview(text: str, index: int, values: Values) -> str:
    """Return *text* with *values* put into the interview at *index*, from 0."""
    for name, value in values.items():
        if value is not None:
            text = set_value(text, ("interviews", index, name), value)
    return text


def remove_interview(text: str, index: int) -> str:
    """Return *text* without the interview at *index*, from 0, and what was talked about."""
    return _without(text, ("interviews", index))


def add_topics(text: str, round_: int, person: str, phrases: Sequence[str]) -> str:
    """Return *text* with *phrases* among what was talked about with *person*.

    *round_* counts interviews from 1. What stands there already isn't added again.
    """
    key: Way = ("interviews", round_ - 1, "talked_about", person)
    known: list[str] = _found(_tree_of(text), key) or []
    new = [phrase for phrase in dict.fromkeys(phrases) if phrase not in known]
    if not known or not new:
        return set_value(text, key, new) if new else text

    def put(tree: Node) -> None:
        _inside(tree, key).extend(new)

    def written(bare: str) -> str:
        owner = _owner(bare, key[:-1])
        if owner is None:
            return bare
        rest = key[len(owner.way) :]
        return _in_body(bare, owner, lambda doc: _inside(doc, rest).extend(new))

    return _changed(text, key, put, written)


def add_strength(text: str, values: Values) -> str:
    """Return *text* with one strength more."""
    return _appended(text, "strengths", values)


def add_promise(text: str, values: Values) -> str:
    """Return *text* with one promise more."""
    return _appended(text, "promised", values)


def mark_promise_done(text: str, index: int) -> str:
    """Return *text* with the promise at *index*, from 0, kept."""
    return set_value(text, ("promised", index, "done"), value=True)


def set_answer(text: str, values: Values) -> str:
    """Return *text* with *values* as all that is known of when the writer will hear."""
    for name in _found(_tree_of(text), ("answer",)) or {}:
        if values.get(name) is None:
            text = _without(text, ("answer", name))
    for name, value in values.items():
        if value is not None:
            text = set_value(text, ("answer", name), value)
    return text


def remove_value(text: str, key: Way) -> str:
    """Return *text* without what stands at *key*; as it is where nothing does."""
    return text if _found(_tree_of(text), key) is None else _without(text, key)


def drop_history(text: str) -> str:
    """Return *text* without what has happened, once that is kept elsewhere."""
    return _without(text, ("history",)) if "history" in _tree_of(text) else text


def _added(text: str, key: Way, values: Values) -> str:
    plain = {name: _plain(value) for name, value in values.items() if value is not None}
    put = partial(_put, way=key, value=plain)
    return _changed(text, key, put, lambda bare: _with_table(bare, key, plain))


def _appended(text: str, name: str, values: Values) -> str:
    return _added(text, (name, len(_tree_of(text).get(name, ()))), values)


def _without(text: str, key: Way) -> str:
    def take(tree: Node) -> None:
        above = _inside(tree, key[:-1])
        del above[key[-1]]
        if above == [] and len(key) > 1:
            del _inside(tree, key[:-2])[key[-2]]

    def written(bare: str) -> str:
        own = [each for each in sections(bare) if each.way[: len(key)] == key]
        for section in reversed(own):
            bare = take_out(bare, section)
        owner = None if own else _owner(bare, key)
        if owner is None:
            return bare
        rest = key[len(owner.way) :]
        return _in_body(bare, owner, partial(_delete, way=rest))

    return _changed(text, key, take, written)


def _changed(
    text: str, key: Way, change: Callable[[Node], None], written: Callable[[str], str]
) -> str:
    """Return what *written* makes of *text*, which has to read back as *change* says.

    *written* is handed, and returns, text without a byte-order mark or CR.
    """
    bare = text.removeprefix(_BOM).replace("\r\n", "\n")
    expected = deepcopy(_tree(bare))
    try:
        change(expected)
        result = written(bare)
    except (KeyError, IndexError, TypeError, AttributeError):
        result = ""
    if _tree(result) != expected:
        where = dotted(tuple(map(str, key)))
        told = "is written in a way that can't be changed here; change it in an editor"
        raise ApplicationError(f"{_SOURCE}: {where}: {told}")
    restored = result.replace("\n", "\r\n") if "\r\n" in text else result
    return _BOM + restored if text.startswith(_BOM) else restored


def _tree_of(text: str) -> dict[str, Any]:
    return _tree(text.removeprefix(_BOM))


def _tree(text: str) -> dict[str, Any]:
    try:
        return parse_toml(text.encode(), _SOURCE)
    except TomlError as error:
        raise ApplicationError(str(error)) from None


def _plain(value: object) -> object:
    """Return *value* as tomllib would have read it."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def _found(node: Node, way: Way) -> Node:
    """Return what stands at *way* in *node*, None where nothing does."""
    try:
        return _inside(node, way)
    except (KeyError, IndexError, TypeError):
        return None


def _inside(node: Node, way: Way) -> Node:
    """Return what stands at *way* in *node*."""
    for part in way:
        node = node[part]
    return node


def _put(node: Node, way: Way, value: object) -> None:
    """Put *value* at *way* in *node*; tables and lists on the way are made."""
    for part, following in pairwise(way):
        if _found(node, (part,)) is None:
            _put(node, (part,), [] if isinstance(following, int) else {})
        node = node[part]
    if isinstance(node, list) and way[-1] == len(node):
        node.append(value)
    else:
        node[way[-1]] = value


def _owner(bare: str, way: Way) -> Section | None:
    """Return the section that the table or list at *way* is written in, if there is one."""
    for section in _above(bare, way):
        inner = _found(_tree(_body(bare, section)), way[len(section.way) :])
        if inner is not None:
            return section
    return None


def _above(bare: str, way: Way) -> list[Section]:
    """Return the sections on *way*, the nearest first."""
    on_way = [each for each in sections(bare) if way[: len(each.way)] == each.way]
    return sorted(on_way, key=lambda each: -len(each.way))


def _body(bare: str, section: Section) -> str:
    return bare[section.body : section.body_end]


def _with_table(bare: str, way: Way, values: Mapping[str, object]) -> str:
    """Return *bare* with a new table of *values* at *way*."""
    for depth, part in enumerate(way[:-1], start=1):
        if isinstance(part, int) and _found(_tree(bare), way[:depth]) is None:
            bare = _with_table(bare, way[:depth], {})
    above = _above(bare, way)
    for section in above:
        rest = way[len(section.way) :]
        if rest[0] in _tree(_body(bare, section)):
            return _in_body(bare, section, partial(_put, way=rest, value=_item(values)))
    names = tuple(part for part in way if isinstance(part, str))
    block = _block(names, values, listed=isinstance(way[-1], int))
    within_entry = any(isinstance(part, int) for part in way[:-1])
    place = above[0].tail if within_entry else _place(bare, way[0])
    return put_in(bare, place, block)


def _place(bare: str, name: object) -> int:
    """Return where a table called *name* comes: behind its like, else in the order of fields."""
    all_ = sections(bare)
    alike = [each for each in all_ if each.way[:1] == (name,)]
    earlier = _ORDER[: _ORDER.index(name)] if name in _ORDER else _ORDER
    before = [each for each in all_ if not each.way or each.way[0] in earlier]
    return (alike or before)[-1].tail


def _block(names: tuple[str, ...], values: Mapping[str, object], *, listed: bool) -> str:
    """Return a header with *values* below it, as lines."""
    header = ".".join(map(_key, names))
    lines = [f"[[{header}]]\n" if listed else f"[{header}]\n"]
    flat = {_key(name): each for name, each in values.items() if not isinstance(each, dict)}
    widest = max(map(len, flat), default=0)
    lines += [f"{key:{widest}} = {_item(each).as_string()}\n" for key, each in flat.items()]
    for key, each in values.items():
        if isinstance(each, dict):
            lines.append(f"\n{_block((*names, key), each, listed=False)}")
    return "".join(lines)


def _with_line(bare: str, owner: Section, name: str, value: object) -> str:
    """Return *bare* with a line more in *owner*, its sign below those above where they align."""
    body = _body(bare, owner)
    columns = {len(found[0]) for found in _SIGN.finditer(body)}
    line = f"{_key(name):{min(columns) if len(columns) == 1 else 0}} = {_item(value).as_string()}\n"
    if owner.body_end == 0:
        return put_in(bare, owner.tail, line)
    return put_line(bare, owner.body_end, line)


def _key(name: str) -> str:
    import tomlkit  # noqa: PLC0415 - start-up time: only what changes a file needs it

    return tomlkit.key(name).as_string()


def _item(value: Node) -> "Item":
    """Return *value* as it is written on one line."""
    import tomlkit  # noqa: PLC0415 - as above

    if isinstance(value, dict):
        table = tomlkit.inline_table()
        for name, each in value.items():
            table.append(name, _item(each))
        return table
    if isinstance(value, list):
        array = tomlkit.array()
        for each in value:
            array.append(_item(each))
        return array
    return tomlkit.item(value)


def _in_body(bare: str, section: Section, edit: Callable[[Node], None]) -> str:
    """Return *bare* with what *edit* makes of the keys of *section*."""
    import tomlkit  # noqa: PLC0415 - as above

    body = _body(bare, section)
    doc = tomlkit.parse(body if body.endswith("\n") else f"{body}\n")
    edit(doc)
    return bare[: section.body] + doc.as_string() + bare[section.body_end :]


def _delete(doc: Node, way: Way) -> None:
    above = _inside(doc, way[:-1])
    del above[way[-1]]
    if isinstance(above, list) and not above:
        del _inside(doc, way[:-2])[way[-2]]
