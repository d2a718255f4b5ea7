"""The installed command as other programs start it: a process with a home of its own."""

import os
import subprocess
import sys
from pathlib import Path

from followup_mail.store import open_store

COMMAND = (sys.executable, "-m", "followup_mail")
_AT = """
import sys
from datetime import datetime
from followup_mail.cli import main
from followup_mail.cli.shell import build_app

def build():
    app = build_app()
    app.now = lambda: datetime.fromisoformat({now!r})
    return app

main(sys.argv[1:], obj=build, prog_name="followup-mail")
"""
_PATIENCE = 60
"""Seconds after which a command counts as hung."""


class Program:
    """The command with one home; `file` is what it keeps."""

    def __init__(self, home: Path, cwd: Path) -> None:
        """Begin without a home."""
        self.home = home
        self.file = home / "followup-mail.db"
        self._cwd = cwd

    def start(
        self, *arguments: str | Path, prefix: tuple[str, ...] = ()
    ) -> "subprocess.Popen[str]":
        """Start it with *arguments*; *prefix* is a program that starts it."""
        return self._started((*prefix, *COMMAND, *map(str, arguments)))

    def run(
        self, *arguments: str | Path, prefix: tuple[str, ...] = (), stdin: str = ""
    ) -> "subprocess.CompletedProcess[str]":
        """Run it to its end."""
        return self._ended(self.start(*arguments, prefix=prefix), stdin)

    def said(self, *arguments: str | Path) -> str:
        """Return what it prints, where it has to end well."""
        done = self.run(*arguments)
        assert done.returncode == 0, done
        return done.stdout

    def refused(self, status: int, *arguments: str | Path, prefix: tuple[str, ...] = ()) -> str:
        """Return what it says where it has to fail with *status*, printing nothing else."""
        done = self.run(*arguments, prefix=prefix)
        assert (done.returncode, done.stdout) == (status, ""), done
        return done.stderr

    def at(self, now: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run it to its end, its clock standing still at *now*."""
        return self._ended(
            self._started((sys.executable, "-c", _AT.format(now=now), *arguments)), ""
        )

    def exported(self) -> str:
        """Return all that is kept, having looked whether the file is whole."""
        with open_store(self.home, create=False) as store:
            assert store.integrity() == ""
            return "".join(store.export())

    def notes(self, name: str) -> list[str | None]:
        """Return the notes of what happened to the application *name*."""
        with open_store(self.home, create=False) as store:
            stored = store.get(name)
            assert stored is not None
            return [happening.note for happening in store.history(stored.id)]

    def _started(self, command: tuple[str, ...]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            command,
            cwd=self._cwd,
            env={
                **os.environ,
                "FOLLOWUP_MAIL_HOME": str(self.home),
                "XDG_STATE_HOME": str(self.home.with_name("state")),
                "EDITOR": "true",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    @staticmethod
    def _ended(process: "subprocess.Popen[str]", stdin: str) -> "subprocess.CompletedProcess[str]":
        with process:
            try:
                out, err = process.communicate(stdin, timeout=_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        assert "Traceback" not in err, err
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)
