"""Whose an application is: by which two of them are one writer's.

Whatever looks across applications asks here: what may be sent once, caps, other
applications at the same employer, phrases of another one, one check-in for two.
"""

from collections.abc import Iterable
from typing import Final

from followup_mail.ladder.counting import caseless

ME: Final = "me"
"""The user of this program, as config.toml tells of them."""


def writer_of(
    client: str, name: str, email: str, *, own_name: str = "", own_addresses: Iterable[str] = ()
) -> str:
    """Return by what the writer of an application is told apart.

    The client where a coach names one; else the user, where the name is config.toml's
    or the address one of those that it lists; else name and address together.

    Args:
        client: The application's ``client``, "" for none.
        name: The application's ``me.name``; "" where it leaves that to config.toml.
        email: The same of ``me.email``.
        own_name: ``me.name`` of config.toml.
        own_addresses: ``me.email`` and ``me.also`` of config.toml.

    """
    if client:
        return f"client/{bare(client)}"
    addresses = [bare(address) for address in own_addresses if address]
    named, addressed = bare(name or own_name), bare(email) or next(iter(addresses), "")
    mine = named == bare(own_name) or addressed in addresses
    return ME if mine or not (named or addressed) else f"person/{named}/{addressed}"


def bare(text: str) -> str:
    """Return *text* as names are compared: no case, no odd spaces."""
    return caseless(" ".join(text.split()))
