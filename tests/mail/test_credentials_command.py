"""A password from a command of the user's."""

import os
import sys
import time
from pathlib import Path

import pytest

from followup_mail.errors import CredentialError
from followup_mail.mail.credentials import Secret
from followup_mail.mail.credentials.children import Patience
from followup_mail.mail.credentials.command import password_of_command
from followup_mail.posting import Account, Security

CANARY = "canary-Zw4r-ßé"
WHERE = "The command that prints the password of account work"
MEND = "Run it yourself, and mend password.command under [accounts.work]."


def account(*command: str) -> Account:
    """Return an account whose password *command* prints."""
    return Account("work", "smtp.example", 465, Security.TLS, user="sam", password_command=command)


def python(code: str) -> Account:
    """Return an account whose password some Python prints."""
    return account(sys.executable, "-c", code)


def told(owner: Account, seconds: float = 60) -> str:
    """Return the sentence about a command that gives no password."""
    with pytest.raises(CredentialError) as caught:
        password_of_command(owner, os.environ, Patience(seconds=seconds))
    assert caught.value.__cause__ is None
    assert "canary" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "printed",
    [
        CANARY,
        f"{CANARY}\n",
        f"{CANARY}\r\n",
        f"{CANARY}\nlogin: sam\nurl: smtp.example\n",
        f"{CANARY}\n" + "a note\n" * 10_000,
    ],
)
def test_the_password_is_the_first_line(printed: str) -> None:
    """As password managers print it, however much comes after it."""
    code = f"import sys; sys.stdout.buffer.write({printed!r}.encode())"
    assert password_of_command(python(code), os.environ) == Secret(CANARY)


def test_blanks_belong_to_the_password() -> None:
    """Only the end of the line is cut off."""
    found = password_of_command(python("print('  two words \\t')"), os.environ)
    assert found == Secret("  two words \t")


def test_no_shell_reads_the_command() -> None:
    """What a shell would expand or run stays text."""
    text = "$HOME `id` ; rm *"
    found = password_of_command(account("printf", "%s", text), os.environ)
    assert found == Secret(text)


def test_the_command_has_nothing_to_read() -> None:
    """A command that would ask on standard input finds its end."""
    found = password_of_command(python("import sys; print(repr(sys.stdin.read()))"), os.environ)
    assert found == Secret("''")


def test_a_command_that_fails_is_told_by_its_status_alone() -> None:
    """Row 85: what a failing password command printed is in no message."""
    code = f"import sys; print({CANARY!r}); print({CANARY!r}, file=sys.stderr); sys.exit(7)"
    assert told(python(code)) == f"{WHERE} failed (status 7). {MEND}"
    assert (
        told(python("import os; os.kill(os.getpid(), 9)")) == f"{WHERE} failed (signal 9). {MEND}"
    )


def test_a_command_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With what the system says."""
    gone = tmp_path / "gone"
    assert told(account(str(gone))) == (
        f"{WHERE} can't be started: {gone} (No such file or directory). {MEND}"
    )


def test_a_command_that_does_not_end_is_stopped() -> None:
    """Row 58: a password command is stopped at its deadline."""
    began = time.monotonic()
    code = f"import sys, time; print({CANARY!r}, flush=True); time.sleep(60)"
    assert told(python(code), seconds=0.5) == (
        f"{WHERE} did not end within 0.5 seconds and was stopped. {MEND}"
    )
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("printed", [b"", b"\n", b"\nsecond line\n", b"a\0b\n"])
def test_a_command_that_prints_no_password_is_told(printed: bytes) -> None:
    """An empty line is none, nor is one that no server could be told."""
    code = f"import sys; sys.stdout.buffer.write({printed!r})"
    assert told(python(code)) == f"{WHERE} printed no password on its first line. {MEND}"


def test_bytes_that_are_no_text_are_told() -> None:
    """Row 21: a password command has to print UTF-8."""
    code = "import sys; sys.stdout.buffer.write(b'caf\\xe9\\n')"
    assert told(python(code)) == f"{WHERE} printed what is no UTF-8 text. {MEND}"
