"""JSON read piece by piece gives what the whole gives."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.store.pieces import Pieces

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


def cut(text: str, size: int) -> Iterator[str]:
    """Yield *text* in pieces, of which every other one is empty."""
    for start in range(0, len(text), size):
        yield text[start : start + size]
        yield ""


@given(
    document=st.dictionaries(st.text(max_size=3), st.lists(_VALUES, max_size=4), max_size=3),
    size=st.integers(1, 20),
    indent=st.none() | st.integers(0, 2),
)
def test_the_pieces_make_the_whole(
    document: dict[str, list[object]], size: int, indent: int | None
) -> None:
    """Wherever they are cut, however they are laid out."""
    pieces = Pieces(cut(f" {json.dumps(document, indent=indent)}\n", size))

    assert {key: list(pieces.values()) for key in pieces.members()} == document
    pieces.end()


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ("", "Expecting {"),
        ("[]", "Expecting {"),
        ("{", "Expecting value"),
        ('{"a"', "Expecting :"),
        ('{"a" 1}', "Expecting :"),
        ("{1: 2}", "Expecting property name enclosed in double quotes"),
        ('{"a": 1', "Expecting , or }"),
        ('{"a": 1]', "Expecting , or }"),
        ('{"a": "b', "Unterminated string starting at"),
        ('{"a": 1} {', "Extra data"),
    ],
)
@pytest.mark.parametrize("size", [1, 99])
def test_a_fault_is_told_as_the_standard_library_would(
    document: str, fault: str, size: int
) -> None:
    """In whatever piece it stands."""

    def read() -> None:
        pieces = Pieces(cut(document, size))
        for _ in pieces.members():
            pieces.value()
        pieces.end()

    with pytest.raises(json.JSONDecodeError) as told:
        read()
    assert told.value.msg == fault


def test_a_value_that_never_ends_is_not_read_for_ever() -> None:
    """At most some ten million characters are held of one."""
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        yield '{"a": "'
        while True:
            read += 1 << 20
            yield "x" * (1 << 20)

    pieces = Pieces(endless())
    next(pieces.members())

    with pytest.raises(json.JSONDecodeError, match="a value is too long"):
        pieces.value()
    assert read < 1 << 28
