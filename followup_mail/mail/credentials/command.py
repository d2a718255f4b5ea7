"""A password from a command of the user's."""

from collections.abc import Mapping

from followup_mail.errors import CredentialError
from followup_mail.mail.credentials.children import Patience, run_child
from followup_mail.mail.credentials.secret import Secret
from followup_mail.posting import Account

_MOST = 4096
"""Bytes; no password is longer."""
_PATIENCE = Patience(seconds=60)
"""Long enough for a person to type the passphrase of a password manager."""


def password_of_command(
    account: Account, environ: Mapping[str, str], patience: Patience = _PATIENCE
) -> Secret:
    """Return the first line that the command of *account* prints; no shell reads it.

    Raises:
        CredentialError: It fails, takes too long or prints nothing; what it printed is
            in no text.

    """
    where = f"The command that prints the password of account {account.name}"
    mend = f"Run it yourself, and mend password.command under [accounts.{account.name}]."
    try:
        ran = run_child(
            account.password_command, environ=environ, patience=patience, most=_MOST, alone=False
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no such command can be"
        program = account.password_command[0]
        raise CredentialError(f"{where} can't be started: {program} ({why}). {mend}") from None
    if ran.status is None and len(ran.output) <= _MOST:
        raise CredentialError(
            f"{where} did not end within {patience.seconds:g} seconds and was stopped. {mend}"
        )
    if ran.status:
        how = f"status {ran.status}" if ran.status > 0 else f"signal {-ran.status}"
        raise CredentialError(f"{where} failed ({how}). {mend}")
    try:
        line = ran.output.partition(b"\n")[0].removesuffix(b"\r").decode()
    except UnicodeDecodeError:
        raise CredentialError(f"{where} printed what is no UTF-8 text. {mend}") from None
    if not line or len(line) > _MOST or "\0" in line:
        raise CredentialError(f"{where} printed no password on its first line. {mend}")
    return Secret(line)
