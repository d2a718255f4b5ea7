"""The Secret Service of Linux desktops (GNOME Keyring, KeePassXC, KWallet 6).

keyring's own backend, which talks to it through SecretStorage: in a session whose key
the two agree upon, so that no password crosses the bus in clear. What is added here is
said beforehand where a person may be asked, since only then is the keyring waited for
so long; and no keyring is made just to look into it.
"""

from collections.abc import Callable
from contextlib import closing

from keyring.backends.SecretService import Keyring
from secretstorage import (
    Collection,
    Item,
    ItemNotFoundException,
    SecretServiceNotAvailableException,
    dbus_init,
)

from followup_mail.mail.credentials.between import AbsentError


class Desktop(Keyring):
    """The user's default collection."""

    def __init__(self, waiting: Callable[[], None]) -> None:
        """Find it; *waiting* is called before somebody may be asked.

        Raises:
            AbsentError: There is no service, or none that can be started.

        """
        super().__init__()
        self._waiting = waiting
        try:
            self._locked = _locked()
        except SecretServiceNotAvailableException as error:
            raise AbsentError from error

    def get_password(self, service: str, username: str) -> str | None:
        """Return the password, None for none."""
        if self._locked is None:
            return None
        password: str | None = super().get_password(service, username)
        return password

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep *password* in the place of another."""
        self._waiting()  # for a keyring to be made; or some ask whether it may be kept
        super().set_password(service, username, password)
        self._locked = False

    def delete_password(self, service: str, username: str) -> None:
        """Forget the password; a second one under the same name stays, for the caller to find."""
        self._waiting()  # some ask whether it may go
        super().delete_password(service, username)

    def get_preferred_collection(self) -> Collection:
        """Return the collection, unlocked, as keyring's own methods ask for it."""
        if self._locked:
            self._waiting()
        collection: Collection = super().get_preferred_collection()
        return collection

    def unlock(self, item: Item) -> None:
        """Unlock *item*, which may be locked where the collection isn't."""
        if item.is_locked():
            self._waiting()
        super().unlock(item)


def _locked() -> bool | None:
    """Return whether the default collection is locked; None where there is none."""
    with closing(dbus_init()) as bus:
        try:
            return Collection(bus).is_locked()
        except ItemNotFoundException:
            return None
