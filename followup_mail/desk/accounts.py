"""The accounts mail is sent through: as config.toml has them, added to it, taken out of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from followup_mail.accounts import ACCOUNT, ACCOUNTS, check_name
from followup_mail.config import Home, read_config
from followup_mail.desk.sending import account_for
from followup_mail.errors import UsageError
from followup_mail.intake.edits import remove_value, set_value
from followup_mail.posting import Account
from followup_mail.tables import Faults, Walk

if TYPE_CHECKING:
    from followup_mail.mail.submission import Session

_OPTIONS = {"password": "password-command"}
"""Keys whose option is called otherwise."""


class AccountBook:
    """The accounts of config.toml; passwords are elsewhere."""

    def __init__(self, home: Home) -> None:
        """Read what *home* has; raise ConfigError where that is faulty."""
        self._file = home.config_file
        self._config = read_config(home)

    @property
    def accounts(self) -> Mapping[str, Account]:
        """Name to account, in the order of the file; see :attr:`Config.accounts`."""
        return self._config.accounts

    @property
    def listed(self) -> Mapping[str, Account]:
        """The same, to be shown alone."""
        return self._config.listed

    @property
    def distrust(self) -> str:
        """Why they are to be shown alone, with the remedy; "" where they aren't."""
        return self._config.distrust

    @property
    def default(self) -> str | None:
        """The one that is taken where none is named; None where there is no such one."""
        if len(self.listed) == 1:
            return next(iter(self.listed))
        return self._config.default_account

    @property
    def own_address(self) -> str:
        """The user's, "" where it isn't known."""
        return str(self._config.me.get("email", ""))

    def check_trusted(self) -> None:
        """Pass where config.toml is the user's alone; see :meth:`Config.check` for the rest."""
        self._config.check()

    def pick(self, name: str | None) -> Account:
        """Return the account that is meant; see :func:`account_for` for what is raised."""
        config = self._config
        return account_for(config.accounts, config.default_account, name, config.source)

    def check(self, key: str, value: object) -> None:
        """Raise ValueError, with a sentence, where *value* can't stand at *key* of an account."""
        field = ACCOUNT.field(key)
        walk = Walk(Faults(key))
        if field is not None:
            field.kind.read(value, (key,), walk)
        if walk.faults:
            raise ValueError(str(walk.faults).partition(": ")[2].partition(": ")[2])

    def add(self, name: str, values: Mapping[str, object], *, default: bool) -> Path:
        """Put a new account with *values* into config.toml and return the path of that.

        All else in the file stays as it is. *default* makes it the one that is taken
        where none is named; it is so anyway as long as it is the only one.

        Raises:
            UsageError: There is one of that name, or a value is faulty.
            OutputError: The file can't be written; it is as it was.

        """
        self._refuse_faults(name, values)
        text = self._text()
        for key, value in values.items():
            text = set_value(text, ("accounts", name, key), value)
        if default and self.accounts:
            text = set_value(text, ("default_account",), name)
        elif self.default:
            # With a second one it would be open which is meant.
            text = set_value(text, ("default_account",), self.default)
        return self._written(text)

    def remove(self, name: str) -> Path:
        """Take the account *name* out of config.toml and return the path of that.

        Raises:
            OutputError: The file can't be written; it is as it was.

        """
        left = [each for each in self.accounts if each != name]
        # The table of the accounts is there by what is in it: with the last one it is gone.
        text = remove_value(self._text(), ("accounts", name) if left else ("accounts",))
        if self._config.default_account == name or not left:
            text = remove_value(text, ("default_account",))
        return self._written(text)

    def _refuse_faults(self, name: str, values: Mapping[str, object]) -> None:
        try:
            check_name(name)
        except ValueError as fault:
            raise UsageError(f"{name}: {fault}.") from None
        if name in self.accounts:
            raise UsageError(
                f"There is an account {name} already. Give another name, or remove it first: "
                f"followup-mail account remove {name}"
            )
        for key, value in values.items():
            try:
                self.check(key, value)
            except ValueError as fault:
                shown = " ".join(map(str, value.values())) if isinstance(value, dict) else value
                raise UsageError(f"--{_OPTIONS.get(key, key)} {shown}: {fault}.") from None
        walk = Walk(Faults("these options"))
        if ACCOUNTS.read({name: dict(values)}, ("accounts",), walk) is None:
            raise UsageError(f"{walk.faults}.")

    def _text(self) -> str:
        return self._file.read_text(encoding="utf-8") if self._file.exists() else ""

    def _written(self, text: str) -> Path:
        from followup_mail.handing import make_folder, replace_file

        make_folder(self._file.parent)
        replace_file(self._file, text.encode())
        return self._file


def account_json(account: Account, *, default: bool) -> dict[str, object]:
    """Return *account* for a program; where its password is, and never the password."""
    from followup_mail.mail.credentials.naming import command_of

    by_command = "command" if account.password_command else "keyring"
    in_keyring = account.user and not account.password_command
    return {
        "name": account.name,
        "default": default,
        "host": account.host,
        "port": account.port,
        "security": account.security.value,
        "user": account.user,
        "from": account.sender,
        "password": by_command if account.user else None,
        "keyring_set": command_of(account) if in_keyring else None,
        "fingerprint": account.fingerprint,
        "html": account.html,
        "per_minute": account.per_minute,
        "partial": account.partial,
    }


def session_lines(session: "Session", account: Account) -> list[str]:
    """Return what a connection to the server of *account* showed, a sentence a line."""
    if account.fingerprint:
        private = "encrypted; the certificate is the one that is pinned"
    elif account.security.value == "plain":
        private = "not encrypted, and within this machine"
    else:
        private = "encrypted; the certificate is valid"
    limit = session.size_limit
    size = f"messages of up to {limit / 1_000_000:.1f} MB" if limit else "it names no limit of size"
    wide = "all addresses" if session.smtputf8 else "ASCII addresses"
    offered = ", ".join(f"{key} {value}".strip() for key, value in session.capabilities.items())
    return [
        f"{account.name}: {session.peer} answers, {private}.",
        f"It took the login of {account.user}." if account.user else "It asks for no login.",
        f"It takes {size}, and {wide}.",
        f"It offers {offered or 'nothing more'}.",
        "Nothing was sent.",
    ]
