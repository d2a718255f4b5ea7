"""A command that asks on the terminal, and all that it starts: who ends it, and when."""

import os
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from followup_mail.errors import CredentialError
from followup_mail.mail.credentials.children import Patience
from followup_mail.mail.credentials.command import password_of_command
from followup_mail.posting import Account, Security

PATIENCE = 20
ON_TERMINAL = """
import os, sys
os.setsid()
terminal = os.open(sys.argv[1], os.O_RDWR)
for standard in range(3):
    os.dup2(terminal, standard)
os.execvp(sys.argv[2], sys.argv[2:])
"""
ASKING = """
import os, signal, sys
from followup_mail.errors import CredentialError
from followup_mail.mail.credentials.children import Patience
from followup_mail.mail.credentials.command import password_of_command
from followup_mail.posting import Account, Security

signal.signal(signal.SIGINT, signal.default_int_handler)
account = Account("work", "smtp.example", 465, Security.TLS, "sam",
                  password_command=("sh", "-c", sys.argv[1]))
try:
    found = password_of_command(account, os.environ, Patience(seconds=float(sys.argv[2])))
except CredentialError as error:
    print(error)
except KeyboardInterrupt:
    print("Interrupted.")
else:
    print(f"The password is {found.reveal()}.")
"""
ASK = 'printf "Passphrase: " >/dev/tty; read said </dev/tty; echo "$said"'
STUBBORN = "import signal, time; [signal.signal(n, signal.SIG_IGN) for n in (1, 2, 15)]; "


def stubborn(folder: Path, *, after: str) -> str:
    """Return a command that leaves behind what ends by no polite signal, and holds its output.

    *after* is what the command then does itself.
    """
    code = f"{STUBBORN}open('{folder}/pid', 'w').write(str(__import__('os').getpid())); "
    wait = f"while ! [ -s '{folder}/pid' ]; do sleep 0.01; done"
    return f'{sys.executable} -c "{code}time.sleep(60)" & {wait}; {after}'


def left_behind(folder: Path) -> int:
    """Return the process that such a command has left behind."""
    return int((folder / "pid").read_text())


def gone(process: int) -> bool:
    """Return whether *process* ends within a moment; who buries it doesn't matter."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            stat = Path(f"/proc/{process}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return True
        if stat.rpartition(")")[2].split()[0] in {"Z", "X"}:
            return True
        time.sleep(0.01)
    return False


class Session:
    """Programs on a terminal of their own, as somebody at a desk has one."""

    def __init__(self, *argv: str, **variables: str) -> None:
        """Start *argv* there, with *variables*."""
        self.mine, theirs = os.openpty()
        self.terminal = os.ttyname(theirs)
        self.shown = ""
        self.process = subprocess.Popen(
            [sys.executable, "-c", ON_TERMINAL, self.terminal, *argv],
            env={**os.environ, "PS1": "$ ", "ENV": "", **variables},
        )
        self._theirs = theirs  # or reading fails until the program has opened it

    def until(self, text: str) -> None:
        """Wait until *text* is shown, after what was waited for before."""
        end = time.monotonic() + PATIENCE
        while text not in self.shown:
            assert time.monotonic() < end, f"{text!r} never came: {self.shown!r}"
            if select.select([self.mine], [], [], 0.2)[0]:
                self.shown += os.read(self.mine, 4096).decode().replace("\r\n", "\n")
        self.shown = self.shown.partition(text)[2]

    def insist(self, typed: str, text: str) -> None:
        """Type *typed* again and again until *text* is shown."""
        end = time.monotonic() + PATIENCE
        while text not in self.shown:
            assert time.monotonic() < end, f"{text!r} never came: {self.shown!r}"
            self.type(typed)
            if select.select([self.mine], [], [], 0.2)[0]:
                self.shown += os.read(self.mine, 4096).decode()
        self.shown = self.shown.partition(text)[2]

    def type(self, text: str) -> None:
        """Type *text*."""
        os.write(self.mine, text.encode())

    def close(self) -> None:
        """Take the terminal away."""
        os.close(self.mine)
        os.close(self._theirs)
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()


@pytest.fixture
def on_terminal(tmp_path: Path) -> Iterator[Callable[..., Session]]:
    """Return what asks a command for a password, on a terminal."""
    script = tmp_path / "asking.py"
    script.write_text(ASKING)
    sessions: list[Session] = []

    def start(
        command: str, *, seconds: float = 60, of_shell: bool = False, background: bool = False
    ) -> Session:
        argv = (sys.executable, str(script), command, str(seconds))
        session = Session(*(("sh", "-i") if of_shell else argv), COMMAND=command)
        sessions.append(session)
        if of_shell:
            session.until("$ ")
            end = " &" if background else ""
            session.type(f'{sys.executable} {script} "$COMMAND" {seconds}{end}\n')
        return session

    yield start
    for session in sessions:
        session.close()


@pytest.mark.parametrize("after", ["sleep 60", "exit 0"], ids=["with it", "orphaned"])
def test_all_that_a_command_started_ends_at_the_deadline(tmp_path: Path, after: str) -> None:
    """Row 58: what a password command has started ends with it at the deadline, unwillingly too."""
    command = ("sh", "-c", stubborn(tmp_path, after=after))
    work = Account("work", "smtp.example", 465, Security.TLS, "sam", password_command=command)

    with pytest.raises(CredentialError, match="did not end within 2 seconds and was stopped"):
        password_of_command(work, os.environ, Patience(seconds=2))

    assert gone(left_behind(tmp_path))


def test_it_ends_at_the_deadline_on_a_terminal_too(
    tmp_path: Path, on_terminal: Callable[..., Session]
) -> None:
    """Row 58: so it does on a terminal, which echoes again what is typed."""
    hush = "stty -echo </dev/tty; printf Hush. >/dev/tty; sleep 60"
    session = on_terminal(stubborn(tmp_path, after=hush), seconds=2)
    session.until("Hush.")

    session.until("did not end within 2 seconds and was stopped.")

    assert gone(left_behind(tmp_path))
    assert termios.tcgetattr(session.mine)[3] & termios.ECHO


def test_a_command_asks_on_the_terminal(on_terminal: Callable[..., Session]) -> None:
    """As a password manager does for its passphrase."""
    session = on_terminal(ASK)
    session.until("Passphrase: ")
    session.type("open sesame\n")
    session.until("The password is open sesame.")


def test_ctrl_c_ends_all_of_it(tmp_path: Path, on_terminal: Callable[..., Session]) -> None:
    """Row 44: Ctrl-C while a command asks ends it, what it started, and the wait."""
    session = on_terminal(stubborn(tmp_path, after=ASK))
    session.until("Passphrase: ")

    session.type("\x03")

    session.until("Interrupted.")
    assert gone(left_behind(tmp_path))


def test_ctrl_z_stops_the_program_as_well(on_terminal: Callable[..., Session]) -> None:
    """The shell has the terminal meanwhile; after fg the question is still open."""
    session = on_terminal(ASK, of_shell=True)
    session.until("Passphrase: ")

    session.type("\x1a")
    session.until("Stopped")
    session.type("echo here $((6 * 7))\n")
    session.until("here 42")
    session.type("fg\n")
    session.until("asking.py")
    session.type("open sesame\n")

    session.until("The password is open sesame.")


def test_in_the_background_it_waits_to_be_brought_to_the_front(
    on_terminal: Callable[..., Session],
) -> None:
    """As any job that asks: it is stopped, and asks after fg."""
    session = on_terminal(ASK, of_shell=True, background=True)
    session.until("Passphrase: ")
    session.insist("jobs\n", "Stopped")
    session.type("fg\n")
    session.until("asking.py")
    session.type("open sesame\n")

    session.until("The password is open sesame.")
