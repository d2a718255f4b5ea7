"""How the program put passwords into a keyring before it used the ``keyring`` package.

Word for word what it sent over D-Bus, to make entries of that time; it is not to be mended.
"""

import os
from unittest.mock import patch

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection

from followup_mail.posting import Account

_BUS = "org.freedesktop.secrets"
_API = "org.freedesktop.Secret"
_PATH = "/org/freedesktop/secrets"
_DEFAULT = f"{_PATH}/aliases/default"


def service_of(account: Account) -> str:
    """Return the name that the entry of *account* had: security and pin weren't in it."""
    host = account.host.lower()
    return f"followup-mail smtp://{f'[{host}]' if ':' in host else host}:{account.port}"


def keep(account: Account, password: str, environment: dict[str, str]) -> None:
    """Keep *password* for *account* in the keyring that is found by *environment*."""
    with patch.dict(os.environ, environment, clear=True):
        bus = open_dbus_connection()

    def call(path: str, interface: str, method: str, signature: str, *body: object) -> tuple:
        address = DBusAddress(path, _BUS, f"{_API}.{interface}")
        reply = bus.send_and_get_reply(new_method_call(address, method, signature, body))
        assert reply.header.message_type is not MessageType.error, reply
        return reply.body

    _, session = call(_PATH, "Service", "OpenSession", "sv", "plain", ("s", ""))
    service, user = service_of(account), account.user or ""
    attributes = {"application": "Python keyring library", "service": service, "username": user}
    properties = {
        f"{_API}.Item.Label": ("s", f"Password for '{user}' on '{service}'"),
        f"{_API}.Item.Attributes": ("a{ss}", attributes),
    }
    secret = (session, b"", password.encode(), "text/plain")
    replace = True
    _, prompt = call(
        _DEFAULT, "Collection", "CreateItem", "a{sv}(oayays)b", properties, secret, replace
    )
    assert prompt == "/"
    bus.close()
