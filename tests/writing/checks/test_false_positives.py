"""The rate at which checks that go by words accuse good texts."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
_SPEC = importlib.util.spec_from_file_location(
    "false_positives", ROOT / "benchmarks" / "false_positives.py"
)
assert _SPEC is not None
assert _SPEC.loader is not None
script = importlib.util.module_from_spec(_SPEC)
sys.modules["false_positives"] = script
_SPEC.loader.exec_module(script)

GOOD = """To: Maria Lopez <maria@northwind.example>
Subject: Data Engineer – next steps

Hi Maria,

When do you expect to decide?

Best regards,
Sam Okafor
"""
BAD = """To: Hélène Côté <helene@boreal.example>
Subject: Analyste – suite

Bonjour Madame Côté,

J'attends toujours votre réponse. Désolée de vous déranger.

Meilleures salutations,
Noémie Gagnon
"""


def test_no_golden_text_is_accused() -> None:
    """Texts that were read and found good are let pass, every one."""
    accused = [
        (name, check)
        for name, message in script.texts(script.GOLDEN)
        for check, _ in script.accused(name, message)
    ]

    assert accused == []


def test_the_rate_of_each_check_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Texts are counted, not findings; what is said of them follows."""
    (tmp_path / "a_check-in.txt").write_text(GOOD + "\n" + "-" * 60 + "\n\n" + BAD, "utf-8")

    status = script.main([str(tmp_path)])

    printed = capsys.readouterr().out.splitlines()
    assert status == 1
    assert printed[0] == f"2 texts below {tmp_path}"
    assert "blame           1   50.0%" in printed
    assert "apology         1   50.0%" in printed
    assert "language        0    0.0%" in printed
    assert [line for line in printed if line.startswith("a_check-in.txt")] == [
        (
            'a_check-in.txt: blame: "J\'attends toujours" reads as a reproach: leave it out and '
            "ask when they expect to decide."
        ),
        (
            'a_check-in.txt: apology: "Désolée de vous déranger" apologises for an ordinary '
            "question: leave it out."
        ),
    ]


def test_good_texts_end_with_status_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without a false positive passes."""
    (tmp_path / "x.txt").write_text(GOOD, "utf-8")

    assert script.main([str(tmp_path)]) == 0
    assert re.search(r"^filler +0 +0\.0%$", capsys.readouterr().out, re.MULTILINE)


def test_an_empty_folder_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to measure in it."""
    assert script.main([str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"There is no .txt file below {tmp_path}.\n"
