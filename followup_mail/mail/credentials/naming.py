"""What the keyring's entry of an account is called: all that decides where a password goes.

A changed server, port, user, security or pinned certificate is another entry, so that
no configuration gets a password that was kept for another one.
"""

from shlex import quote

from followup_mail.posting import Account, Security

_PINNED = 16
"""Hexadecimal digits of the pinned certificate's fingerprint."""
_SECURED = {Security.TLS: "", Security.STARTTLS: "+starttls", Security.PLAIN: "+plain"}


def service_of(account: Account) -> str:
    """Return what keyring calls the service; the user name is the account's."""
    pin = f"+pin:{account.fingerprint[:_PINNED]}" if account.fingerprint else ""
    return f"{older_service_of(account)}{_SECURED[account.security]}{pin}"


def older_service_of(account: Account) -> str:
    """Return what it was called when it didn't yet say how the connection is made private."""
    host = account.host.lower()
    return f"followup-mail smtp://{f'[{host}]' if ':' in host else host}:{account.port}"


def command_of(account: Account) -> str:
    """Return the line that makes the entry by keyring's own program, for a shell."""
    user = account.user or ""
    options = "-- " if user.startswith("-") else ""
    return f"keyring set {options}{quote(service_of(account))} {quote(user)}"
