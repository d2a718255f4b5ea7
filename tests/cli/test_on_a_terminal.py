"""Questions on a real terminal: a pseudo-terminal, and the program in a process of its own."""

import os
import pty
import select
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

END_OF_INPUT = "\x04"
_PATIENCE = 20
"""Seconds in which a question has to come."""


class Terminal:
    """A program on a terminal: what it has shown so far, and what is typed."""

    def __init__(self, home: Path, *arguments: str) -> None:
        """Start the program."""
        self._mine, theirs = pty.openpty()
        self.shown = ""
        environ = {"FOLLOWUP_MAIL_HOME": str(home), "TERM": "dumb", "TZ": "America/Toronto"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "followup_mail", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, **environ},
        )
        os.close(theirs)

    def answer(self, question: str, typed: str) -> None:
        """Wait for *question* and type the answer."""
        self._until(question)
        os.write(self._mine, typed.encode())

    def end(self) -> int:
        """Wait for the end, and return the exit status."""
        self._until(None)
        os.close(self._mine)
        return self.process.wait(_PATIENCE)

    def _until(self, question: str | None) -> None:
        limit = time.monotonic() + _PATIENCE
        seen = len(self.shown)
        while question is None or question not in self.shown[seen:]:
            assert time.monotonic() < limit, f"{question} never came:\n{self.shown}"
            ready, _, _ = select.select([self._mine], [], [], 0.2)
            if not ready:
                continue
            try:
                read = os.read(self._mine, 4096)
            except OSError:  # what Linux says once nobody has the other end
                read = b""
            if not read:
                assert question is None, f"{question} never came:\n{self.shown}"
                return
            self.shown += read.decode().replace("\r\n", "\n")


def test_init_asks_and_writes(tmp_path: Path) -> None:
    """Each question comes, the machine's zone is suggested, and the answers are kept."""
    terminal = Terminal(tmp_path, "init")
    terminal.answer("as you sign: ", "Zoé Côté\n")
    terminal.answer("write from: ", "zoe.cote@example.com\n")
    terminal.answer("for none): ", "\n")
    terminal.answer("Your time zone [America/Toronto]: ", "\n")
    terminal.answer("has to say its own): ", "fr-ca\n")

    assert terminal.end() == 0
    assert tomllib.loads((tmp_path / "config.toml").read_text(encoding="utf-8")) == {
        "default_language": "fr-CA",
        "me": {
            "name": "Zoé Côté",
            "email": "zoe.cote@example.com",
            "timezone": "America/Toronto",
        },
    }


@pytest.mark.parametrize(("typed", "left"), [("y\n", 0), ("\n", 1), (END_OF_INPUT, 1)])
def test_remove_asks_and_the_end_of_input_means_no(
    tmp_path: Path, northwind: Path, typed: str, left: int
) -> None:
    """A yes erases; an empty line and the end of input don't."""
    home = tmp_path / "home"
    assert Terminal(home, "add", str(northwind)).end() == 0
    terminal = Terminal(home, "remove", "northwind")
    terminal.answer("[y/N]: ", typed)

    assert terminal.end() == 0

    listing = Terminal(home, "list", "--all")
    assert listing.end() == 0
    assert listing.shown.count("northwind ") == left


def test_an_interrupted_question_keeps_the_answers(tmp_path: Path) -> None:
    """What was typed before is in the file that is named."""
    terminal = Terminal(tmp_path, "add")
    terminal.answer("What is your name? ", "Sam Okafor\n")
    terminal.answer("What is your e-mail address? ", END_OF_INPUT)

    assert terminal.end() == 1
    path = Path(terminal.shown.split()[-1])
    assert path.read_text(encoding="utf-8") == '[me]\nname = "Sam Okafor"\n'
    path.unlink()
