"""The README shows what the program prints."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_session_in_the_readme_is_real() -> None:
    """The first console block is what the demo prints, to the byte."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    session = re.search(r"```console\n(\$ [^\n]+\n.*?)```", readme, re.DOTALL)
    assert session is not None

    printed = subprocess.run(
        [sys.executable, "-m", "followup_mail", "demo"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
        encoding="utf-8",
    )

    assert session[1] in printed.stdout


def test_the_readme_s_own_file_is_enough_for_a_note(tmp_path: Path) -> None:
    """What a stranger types from the README becomes a message."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```toml\n(.*?)```", readme, re.DOTALL)
    assert block is not None
    file = tmp_path / "mine.toml"
    file.write_text(block[1], encoding="utf-8")

    printed = subprocess.run(
        [sys.executable, "-m", "followup_mail", "draft", "thank-you", file, "--on=2026-11-20"],
        stdout=subprocess.PIPE,
        check=True,
        encoding="utf-8",
    )

    assert printed.stdout.startswith("To: David Chen <david.chen@northwind.example>\n")
