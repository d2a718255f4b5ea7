"""Who is attacked: the installed command, with a machine, a clock and a mail server of its own.

Everything is judged from outside: what the server received, how the command ended, and
what it said. Only the clock is not the machine's.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from fake_keyring import FakeKeyring
from mail.peer import Caller, Peer, Step
from servers.certificates import Certificates, Pair, make_certificates
from servers.machine import private_folder

from followup_mail import shipped

COMMAND = Path(sys.executable).with_name("followup-mail")
"""As installing the package made it."""
MARIA = "maria.lopez@northwind.example"
DAVID = "david.chen@northwind.example"
SAM = "sam.okafor@example.com"
PASSWORD = "correct horse"  # noqa: S105 - of nobody
THANKED = "".join(
    f'\n[[history]]\non = 2026-11-20\ndid = "{did}"\nto = "{to}"\n'
    for did, to in (("thank-you", "maria"), ("thank-you", "david"), ("promise", "david"))
)
"""So that the check-in is next, which is due on 2 December."""
CONFIG = """\
[me]
name = "Sam Okafor"
email = "{sam}"
timezone = "America/Toronto"

[accounts.home]
host = "localhost"
port = {port}
security = "tls"
user = "sam"
password.command = ["sh", "-c", "echo asked >> {marker}; echo {password}"]
{more}"""
_TORONTO = ZoneInfo("America/Toronto")
_PATIENCE = 30
_CLOCKED = """
import runpy, sys, time
from datetime import datetime, timedelta
from followup_mail.cli import shell

begun, built = time.monotonic(), shell.build_app
now = datetime.fromisoformat(sys.argv[1])

def build():
    app = built()
    app.now = lambda: now + timedelta(seconds=time.monotonic() - begun)
    return app

shell.build_app = build
del sys.argv[0:2]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Runs a script of Python's; the clock that the program reads begins where it is told."""


class Arrived:
    """A message that the server received whole, and its envelope."""

    def __init__(self, mail_from: str, rcpt_to: tuple[str, ...], data: bytes) -> None:
        """Keep what came."""
        self.mail_from = mail_from
        self.rcpt_to = rcpt_to
        self.data = data

    @property
    def message(self) -> EmailMessage:
        """The message as a mail program reads it."""
        undotted = self.data.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n.")
        return message_from_bytes(undotted, policy=default)

    def __repr__(self) -> str:
        """Return it in a line."""
        return f"{self.message['Subject']!r} from {self.mail_from} to {', '.join(self.rcpt_to)}"


class MailServer(Peer):
    """A server that takes what it is given, and writes down what that was."""

    def _read_message(self, caller: Caller) -> None:
        lines = self.lines
        begun = max(n for n, line in enumerate(lines) if line.upper().startswith(b"MAIL FROM:"))
        named = [_address(line) for line in lines[begun:] if line.upper().startswith(b"RCPT TO:")]
        super()._read_message(caller)
        self._arrived.append(Arrived(_address(lines[begun]), tuple(named), self.bodies[-1]))

    @property
    def _arrived(self) -> list[Arrived]:
        return cast("list[Arrived]", self.__dict__.setdefault("taken", []))

    @property
    def arrived(self) -> tuple[Arrived, ...]:
        """What came, whatever was answered to it."""
        return tuple(self._arrived)

    @property
    def logins(self) -> int:
        """How often somebody tried to log in."""
        return sum(line.upper().startswith(b"AUTH") for line in self.lines)

    def shows(self, certificate: Pair | None) -> None:
        """Show another *certificate* from here on; None for no TLS at all."""
        self._tls = certificate.serving() if certificate else None

    def now(self, **steps: Step | Sequence[Step]) -> None:
        """Do other *steps* from here on, as :class:`Peer` takes them."""
        for stage, step in steps.items():
            known = isinstance(step, bytes) or callable(step)
            self._script[stage] = [cast("Step", step)] if known else list(cast("list[Step]", step))


def _address(line: bytes) -> str:
    return line.partition(b"<")[2].partition(b">")[0].decode("utf-8", "replace")


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it said."""

    words: tuple[str, ...]
    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Both, in lower case, as one line."""
        return " ".join(f"{self.out}\n{self.err}".lower().split())

    def __repr__(self) -> str:
        """Return what was typed and how it ended, without the message that was shown."""
        end = "\n".join(self.out.splitlines()[-6:])
        typed = " ".join(self.words)
        return f"$ followup-mail {typed}\n{end}\n{self.err}(status {self.status})"


@dataclass
class Machine:
    """Somebody's machine: a home folder, a clock, and the folder of what is kept."""

    folder: Path
    server: MailServer
    certificates: Certificates
    environment: dict[str, str] = field(init=False)
    now: datetime = field(init=False)
    log: list[Ran] = field(default_factory=list)
    under: tuple[str, ...] = ()
    """A program that starts it."""

    def __post_init__(self) -> None:
        """Make the home, at noon of the day after the example's interview."""
        self.folder.mkdir(mode=0o700)
        self.environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.folder),
            "FOLLOWUP_MAIL_HOME": str(self.data),
            "TMPDIR": str(self.folder),
            "TZ": "America/Toronto",
            "LANG": "C.UTF-8",
            **self.certificates.environment,
        }
        self.at("2026-11-20 12:00")

    @property
    def data(self) -> Path:
        """Where the program keeps everything but its list of what was sent."""
        return self.folder / "kept"

    @property
    def state(self) -> Path:
        """Where programs keep what belongs to this machine (XDG Base Directory 0.8)."""
        return self.folder / ".local" / "state" / "followup-mail"

    @property
    def config(self) -> Path:
        """The configuration."""
        return self.data / "config.toml"

    @property
    def story(self) -> str:
        """What was typed here, and what came of it."""
        return "\n".join(map(str, self.log))

    @property
    def asked(self) -> int:
        """How often the command was run that prints the password."""
        marker = self.folder / "asked"
        return len(marker.read_text().splitlines()) if marker.exists() else 0

    def configure(self, more: str = "") -> None:
        """Write the configuration of somebody with one account; *more* belongs to that."""
        self.data.mkdir(mode=0o700, exist_ok=True)
        marker, port = self.folder / "asked", self.server.port
        text = CONFIG.format(sam=SAM, port=port, marker=marker, password=PASSWORD, more=more)
        self.config.write_text(text, encoding="utf-8")
        self.config.chmod(0o600)

    def reconfigure(self, old: str, new: str) -> None:
        """Exchange words of the configuration."""
        text = self.config.read_text(encoding="utf-8")
        assert old in text, (old, text)
        self.config.write_text(text.replace(old, new), encoding="utf-8")

    def with_keyring(self, kept: Mapping[str, str]) -> FakeKeyring:
        """Take the password's command out, and return a keyring that holds *kept*."""
        lines = self.config.read_text(encoding="utf-8").splitlines(keepends=True)
        self.config.write_text("".join(ln for ln in lines if not ln.startswith("password.")))
        modules = self.folder / "modules"
        modules.mkdir()
        keyring = FakeKeyring(modules)
        (modules / "keyring_pass" / "kept.json").write_text(json.dumps(dict(kept)))
        self.environment |= {"PYTHONPATH": str(modules), "PYTHON_KEYRING_BACKEND": keyring.name}
        return keyring

    def at(self, moment: str) -> None:
        """Set the clock to *moment*, in Toronto."""
        self.now = datetime.fromisoformat(moment).replace(tzinfo=_TORONTO).astimezone(UTC)

    def later(self, **time: float) -> None:
        """Let some *time* pass, as timedelta has it."""
        self.now += timedelta(**time)

    def start(
        self,
        *words: str | Path,
        environment: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> "subprocess.Popen[str]":
        """Start the command; its clock begins where the machine's is."""
        script = [sys.executable, "-P", "-c", _CLOCKED, self.now.isoformat(), str(COMMAND)]
        return subprocess.Popen(
            [*self.under, *script, *map(str, words)],
            cwd=cwd or self.folder,
            env={**self.environment, **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )

    def run(
        self,
        *words: str | Path,
        stdin: str = "",
        environment: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Ran:
        """Run the command to its end; whatever was asked for, a traceback is a fault."""
        begun = time.monotonic()
        started = self.start(*words, environment=environment, cwd=cwd)
        ran = self.ended(started, *words, stdin=stdin)
        self.later(seconds=1 + time.monotonic() - begun)
        return ran

    def ended(self, process: "subprocess.Popen[str]", *words: str | Path, stdin: str = "") -> Ran:
        """Wait for the end of the command *words*, which was started."""
        with process:
            try:
                out, err = process.communicate(stdin, timeout=_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        ran = Ran(tuple(map(str, words)), process.returncode, out, err)
        self.log.append(ran)
        assert "Traceback (most recent call last)" not in err, ran
        return ran

    def must(self, *words: str | Path, stdin: str = "") -> Ran:
        """Run a command that has to end well."""
        ran = self.run(*words, stdin=stdin)
        assert ran.status == 0, ran
        return ran

    def refused(self, *words: str | Path) -> Ran:
        """Run a command that has to fail, with a sentence of what can be done."""
        ran = self.run(*words)
        assert ran.status not in {0, 1}, ran
        assert ran.err.strip(), ran
        return ran

    def file(self, name: str, text: str) -> Path:
        """Write a file into the home."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        return path

    def job(self, name: str = "northwind", **changes: str) -> Path:
        """Write the example's application, with *changes* of words, as ``NAME.toml``."""
        return self.file(f"{name}.toml", job(**changes))

    def copy(self, name: str) -> Path:
        """Return a copy of all that is kept, as a backup or a sync makes one."""
        made = self.folder.parent / name
        shutil.copytree(self.data, made, symlinks=True)
        return made

    def restore(self, copy: Path) -> None:
        """Put a copy in the place of what is kept."""
        shutil.rmtree(self.data)
        shutil.copytree(copy, self.data, symlinks=True)


def job(**changes: str) -> str:
    """Return the example's application; a key of *changes* names what is exchanged.

    ``employer``, ``position``, ``maria`` and ``david`` (their addresses), ``at`` (of the
    interview), ``top`` (more keys), ``end`` (more tables).
    """
    text = (shipped.examples() / "northwind.toml").read_text(encoding="utf-8")
    known = {
        "employer": "Northwind Analytics",
        "position": "Data Engineer",
        "maria": MARIA,
        "david": DAVID,
        "at": "2026-11-19T14:00:00-05:00",
    }
    for key, new in changes.items():
        if key in known:
            assert known[key] in text
            text = text.replace(known[key], new)
    return text.replace("[me]", f"{changes.get('top', '')}\n[me]", 1) + changes.get("end", "")


@dataclass
class Scene:
    """Where an attack is played: a mail server, and as many machines as it takes."""

    folder: Path
    server: MailServer
    certificates: Certificates

    def machine(self, name: str = "here", *, config: str = "") -> Machine:
        """Return a machine on which nothing is kept yet, with an account."""
        made = Machine(self.folder / name, self.server, self.certificates)
        made.configure(config)
        return made


@contextmanager
def scene(certificates: Certificates | None = None) -> Iterator[Scene]:
    """Give a place for an attack, then take it away."""
    with ExitStack() as stack:
        folder = stack.enter_context(private_folder("fm-attack"))
        if certificates is None:
            certificates = make_certificates(stack.enter_context(private_folder("fm-tls")))
        server = stack.enter_context(MailServer(tls=certificates["good"].serving()))
        yield Scene(folder, server, certificates)
