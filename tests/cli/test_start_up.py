"""What a command loads: the heavy libraries only where they have something to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_PRINT_MODULES = """
import sys
from followup_mail.cli import main
try:
    main(prog_name="followup-mail")
except SystemExit as end:
    assert not end.code, end.code
print(*sys.modules, sep="\\n", file=sys.stderr)
"""
HEAVY_FOR_A_NOTE = {
    "babel",
    "email",
    "email_validator",
    "holidays",
    "keyring",
    "peewee",
    "phonenumbers",
    "rich",
}
OF_SENDING = {"jeepney", "keyring", "secretstorage", "smtplib", "ssl"}
_ASK_THE_KEYRING = """
import sys
from followup_mail.errors import CredentialError
from followup_mail.mail.credentials.vault import system_vault
from followup_mail.posting import Account, Security
try:
    system_vault({}).get(Account("home", "mail.example", 465, Security.TLS, "sam"))
except CredentialError as error:
    print(error, file=sys.stderr)
print(*sys.modules, sep="\\n")
"""
ACCOUNT = """
[accounts.home]
host = "mail.example"
user = "sam"
"""
HEAVY_FOR_HELP = {"email", "jinja2", "msgspec", "tomllib"} | HEAVY_FOR_A_NOTE


def loaded_by(*arguments: str, home: Path | None = None) -> set[str]:
    """Return the top-level modules that the command of *arguments* has loaded at its end."""
    ended = subprocess.run(
        [sys.executable, "-c", _PRINT_MODULES, *arguments],
        capture_output=True,
        check=False,
        env=os.environ if home is None else {**os.environ, "FOLLOWUP_MAIL_HOME": str(home)},
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    return {line.partition(".")[0] for line in ended.stderr.splitlines()}


def test_an_english_note_loads_what_it_needs(examples: Path) -> None:
    """Plain addresses, English dates and no terminal ask for no library of their own."""
    application = examples / "northwind.toml"
    loaded = loaded_by(
        "draft", "thank-you", str(application), "--to", "david", "--on", "2026-11-20"
    )
    assert "jinja2" in loaded
    assert not HEAVY_FOR_A_NOTE & loaded


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["draft", "--help"], ["template", "--help"]],
    ids=" ".join,
)
def test_help_loads_no_more_than_click(arguments: list[str]) -> None:
    """No template, file or message is touched where only words about them are asked for."""
    assert not HEAVY_FOR_HELP & loaded_by(*arguments)


def test_only_sending_loads_what_sends(tmp_path: Path, examples: Path) -> None:
    """An account on file costs nothing where nothing is sent: no TLS, no keyring, no D-Bus."""
    (tmp_path / "config.toml").write_text(ACCOUNT)
    loaded_by("add", str(examples / "northwind.toml"), home=tmp_path)
    draft = ("draft", "thank-you", "northwind", "--to", "david", "--on", "2026-11-20")

    for arguments in (("next",), draft, ("show", "northwind"), ("list",), ("account", "list")):
        assert not OF_SENDING & loaded_by(*arguments, home=tmp_path), arguments


def test_keyring_is_loaded_by_the_process_that_asks_it_alone() -> None:
    """Whoever waits for the answer doesn't load it as well."""
    ended = subprocess.run(
        [sys.executable, "-c", _ASK_THE_KEYRING], capture_output=True, text=True, check=True
    )
    assert ended.stderr.startswith("No keyring can be reached from here")
    assert not OF_SENDING & {line.partition(".")[0] for line in ended.stdout.splitlines()}
