"""Every message the templates write for the examples, whole."""

import importlib.util
import re
import sys
from itertools import combinations
from pathlib import Path

import pytest

from followup_mail.vocabulary import Kind, Severity

UPDATE = Path(__file__).parents[1] / "golden" / "update.py"
_SPEC = importlib.util.spec_from_file_location("golden_update", UPDATE)
assert _SPEC is not None
assert _SPEC.loader is not None
golden = importlib.util.module_from_spec(_SPEC)
sys.modules["golden_update"] = golden  # dataclasses look their module up
_SPEC.loader.exec_module(golden)

CASES = golden.cases()
NAMES = [case.path.stem for case in CASES]
SHINGLE = 5
MOST_ALIKE = 0.6
"""From which share of five-word runs on two notes count as the same note."""


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the five-word runs of *text*."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_draft_reads_as_it_was_read_and_graded(case: "golden.Case") -> None:
    """Not a word of a message changes without somebody having read it."""
    assert case.text() == case.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_golden_draft_passes_its_own_checks(case: "golden.Case") -> None:
    """The program never warns about words of its own."""
    findings = [
        f"{finding.check}: {finding.message}"
        for each in case.written().findings
        for finding in each
        if finding.severity is not Severity.HINT
    ]

    assert findings == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.kind is Kind.THANK_YOU and not case.to]
)
def test_notes_of_one_panel_are_not_alike(case: "golden.Case") -> None:
    """Colleagues who lay their notes side by side find different ones."""
    bodies = [draft.body.text for draft in case.written().drafts]

    for one, other in combinations(bodies, 2):
        a, b = shingles(one), shingles(other)
        assert len(a & b) / min(len(a), len(b)) < MOST_ALIKE / 3
