"""The documents say what the code says."""

import importlib.util
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
sys.path.append(str(DOCS))  # where make.py finds its neighbour
_SPEC = importlib.util.spec_from_file_location("docs_make", DOCS / "make.py")
assert _SPEC is not None
assert _SPEC.loader is not None
make = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(make)


@pytest.mark.parametrize("name", make.PAGES)
def test_a_page_is_made_from_the_code(name: str) -> None:
    """``docs/make.py`` would change nothing."""
    page = (DOCS / name).read_text(encoding="utf-8")

    assert make.made(page) == page


def test_every_row_of_faults_is_held_or_not_built() -> None:
    """None is left out, and what is not built names no test."""
    held = {row for row, _, _ in make.rows.promises()}

    assert list(make.rows.FAULTS) == list(range(1, len(make.rows.FAULTS) + 1))
    assert held.isdisjoint(make.rows.NOT_BUILT)
    assert held | set(make.rows.NOT_BUILT) == set(make.rows.FAULTS)
