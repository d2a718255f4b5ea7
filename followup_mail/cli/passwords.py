"""Passwords on their way into the keyring: typed, or on standard input."""

from typing import TYPE_CHECKING

import click

from followup_mail.errors import CredentialError

if TYPE_CHECKING:
    from followup_mail.app import App
    from followup_mail.mail.credentials import Secret
    from followup_mail.mail.credentials.vault import KeyringVault
    from followup_mail.posting import Account

_LONGEST = 4096
"""Bytes; no password is longer."""


def vault(app: "App") -> "KeyringVault":
    """Return the user's keyring, having closed this process to others."""
    from followup_mail.mail.credentials.hardening import harden
    from followup_mail.mail.credentials.vault import system_vault

    harden()
    return system_vault(app.environ)


def ask_password(account: "Account") -> "Secret":
    """Return what is typed, unseen; empty where nothing is, or input ends."""
    from followup_mail.mail.credentials import Secret
    from followup_mail.mail.credentials.hardening import harden
    from followup_mail.visible import visible

    harden()
    question = f"Password of {account.user} at {account.host}"
    try:
        typed: str = click.prompt(
            visible(question), default="", show_default=False, hide_input=True, err=True
        )
    except click.Abort:
        click.echo(err=True)
        return Secret("")
    return Secret(typed)


def read_password(app: "App") -> "Secret":
    """Return the first line of standard input.

    Raises:
        CredentialError: There is none that can be a password.

    """
    from followup_mail.mail.credentials import Secret
    from followup_mail.mail.credentials.hardening import harden

    harden()
    line = app.stdin.readline(_LONGEST + 1)
    try:
        text = line.removesuffix(b"\n").removesuffix(b"\r").decode()
    except UnicodeDecodeError:
        text = ""
    if not text or len(line) > _LONGEST or "\0" in text:
        raise CredentialError(
            "Standard input holds no password: it has to stand on its first line, in UTF-8."
        )
    return Secret(text)
