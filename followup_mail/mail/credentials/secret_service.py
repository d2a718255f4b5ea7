"""The Secret Service of Linux desktops (GNOME Keyring, KeePassXC, KWallet 6).

What keyring's own backend does, with the same attributes, so that either finds what
the other kept. keyring itself isn't imported, which costs more than everything else
in a send; nor is the secret encrypted between here and the daemon, which would cost
as much again: the bus is a socket of the user's own, and whoever may listen on it
may ask the daemon as well (freedesktop.org, Secret Service API 0.2, "Transfer of
Secrets": algorithm ``plain``).
"""

from collections.abc import Callable
from typing import Any

from jeepney import (  # type: ignore[import-untyped]  # it has no types, nor has below
    DBusAddress,
    HeaderFields,
    MatchRule,
    MessageType,
    Properties,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]  # as above

from followup_mail.mail.credentials.between import AbsentError, DeniedError, LockedError

_BUS = "org.freedesktop.secrets"
_API = "org.freedesktop.Secret"
_PATH = "/org/freedesktop/secrets"
_DEFAULT = f"{_PATH}/aliases/default"
_NO_PROMPT = "/"
_APPLICATION = "Python keyring library"
_ABSENT = frozenset({"ServiceUnknown", "ExecFailed", "NoReply", "NameHasNoOwner", "Disconnected"})
_NOTHING = frozenset({"NoSuchObject", "UnknownObject", "UnknownMethod", "UnknownInterface"})


class ServiceError(Exception):
    """The daemon answered with an error that is no other one's."""


class _NothingError(Exception):
    """There is no such collection or item."""


class SecretService:
    """The user's default collection, over one connection of its own."""

    def __init__(self, waiting: Callable[[], None]) -> None:
        """Find it; *waiting* is called before somebody has to unlock it.

        Raises:
            AbsentError: There is none.

        """
        self._waiting = waiting
        self._open = False
        try:
            self._bus = open_dbus_connection()
        except (KeyError, ValueError, OSError) as error:  # no address; a wrong one; nobody there
            raise AbsentError from error
        _, self._session = self._service("OpenSession", "sv", "plain", ("s", ""))

    def get_password(self, service: str, user: str) -> str | None:
        """Return the password, None for none.

        Raises:
            LockedError: Nobody unlocked it.
            DeniedError: It lets nobody in.

        """
        for item in self._items(service, user):
            if self._property(item, "Item", "Locked"):
                self._unlock(item)
            secret = self._call(item, "Item", "GetSecret", "o", self._session)[0]
            return bytes(secret[2]).decode()
        return None

    def set_password(self, service: str, user: str, password: str) -> None:
        """Keep *password* in the place of another; for what is raised see above."""
        self._unlocked(create=True)
        attributes = {"application": _APPLICATION, "service": service, "username": user}
        properties = {
            f"{_API}.Item.Label": ("s", f"Password for '{user}' on '{service}'"),
            f"{_API}.Item.Attributes": ("a{ss}", attributes),
        }
        secret = (self._session, b"", password.encode(), "text/plain")
        replace = True
        _, prompt = self._call(
            _DEFAULT, "Collection", "CreateItem", "a{sv}(oayays)b", properties, secret, replace
        )
        self._ask(prompt)

    def delete_password(self, service: str, user: str) -> None:
        """Forget the password; a second one under the same name stays, for the caller to find."""
        for item in self._items(service, user)[:1]:
            self._ask(self._call(item, "Item", "Delete", "")[0])

    def _items(self, service: str, user: str) -> list[str]:
        """Return the paths of what is kept under that name."""
        attributes = {"service": service, "username": user}
        try:
            self._unlocked(create=False)
            found = self._call(_DEFAULT, "Collection", "SearchItems", "a{ss}", attributes)[0]
        except _NothingError:
            return []
        return list(found)

    def _unlocked(self, *, create: bool) -> None:
        """Make sure that there is a default collection, if it is to be made, and it is open."""
        if self._open:
            return
        try:
            locked = self._property(_DEFAULT, "Collection", "Locked")
        except _NothingError:
            if not create:
                raise
            properties = {f"{_API}.Collection.Label": ("s", "Default")}
            _, prompt = self._service("CreateCollection", "a{sv}s", properties, "default")
            self._ask(prompt)
            locked = False
        if locked:
            self._unlock(_DEFAULT)
        self._open = True

    def _unlock(self, path: str) -> None:
        _, prompt = self._service("Unlock", "ao", [path])
        try:
            self._ask(prompt)
        except DeniedError as error:
            raise LockedError from error

    def _ask(self, prompt: str) -> None:
        """Let the daemon ask the user what *prompt* is about; DeniedError where they decline."""
        if prompt == _NO_PROMPT:
            return
        self._waiting()
        rule = MatchRule(
            type=MessageType.signal, path=prompt, interface=f"{_API}.Prompt", member="Completed"
        )
        self._bus.send_and_get_reply(message_bus.AddMatch(rule))
        with self._bus.filter(rule) as signals:
            self._call(prompt, "Prompt", "Prompt", "s", "")
            dismissed, _ = self._bus.recv_until_filtered(signals).body
        if dismissed:
            raise DeniedError

    def _service(self, method: str, signature: str, *body: object) -> Any:  # noqa: ANN401 - as D-Bus has it
        return self._call(_PATH, "Service", method, signature, *body)

    def _property(self, path: str, interface: str, name: str) -> object:
        """Return the value of a property."""
        address = DBusAddress(path, _BUS, f"{_API}.{interface}")
        return self._answered(Properties(address).get(name))[0][1]

    def _call(self, path: str, interface: str, method: str, signature: str, *body: object) -> Any:  # noqa: ANN401 - as above
        address = DBusAddress(path, _BUS, f"{_API}.{interface}")
        return self._answered(new_method_call(address, method, signature or None, body))

    def _answered(self, message: Any) -> Any:  # noqa: ANN401 - jeepney has no types
        """Return the body of the answer to *message*, whose kind of values is the method's."""
        try:
            reply = self._bus.send_and_get_reply(message)
        except OSError as error:  # the bus went away
            raise AbsentError from error
        if reply.header.message_type is not MessageType.error:
            return reply.body
        name = str(reply.header.fields.get(HeaderFields.error_name, "")).rpartition(".")[2]
        if name in _ABSENT:
            raise AbsentError
        if name in _NOTHING:
            raise _NothingError
        if name == "IsLocked":
            raise LockedError
        if name == "AccessDenied":
            raise DeniedError
        raise ServiceError(name)
