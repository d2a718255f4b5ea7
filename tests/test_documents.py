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
