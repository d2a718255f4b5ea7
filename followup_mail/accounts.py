"""``[accounts.NAME]`` of config.toml: what its keys are.

Stands by itself because only a file that has such tables needs it.
"""

import re
from typing import Any

from followup_mail.addresses import check_domain
from followup_mail.posting import Account, Security
from followup_mail.tables import (
    Choice,
    Field,
    Flag,
    Key,
    Kind,
    Leaf,
    Line,
    ListOf,
    Names,
    Table,
    Walk,
    expected,
    shortened,
)
from followup_mail.tables.counts import Count
from followup_mail.tables.forms import EMAIL

PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.PLAIN: 25}
"""Where no port is named: RFC 8314, 3.3; RFC 6409, 3.1."""

_NAME = "[a-z0-9][a-z0-9-]{0,29}"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_LOOPBACK_NAME = "localhost"
_HEXADECIMAL = 64
"""Digits of a SHA-256."""


def check_name(text: str) -> str:
    """Return *text*, the name of an account; raise ValueError where it can't be one."""
    if not re.fullmatch(_NAME, text):
        raise ValueError("expected a short name of a-z, 0-9 and '-', such as work")
    return text


def check_host(text: str) -> str:
    """Return *text*, a host name or IP address, in lower-case ASCII.

    Raises:
        ValueError: It is none.

    """
    bare = text.removeprefix("[").removesuffix("]")
    if ":" in bare or re.fullmatch(r"[0-9.]+", bare):
        import ipaddress  # noqa: PLC0415 - start-up time: hardly any server is called so

        try:
            return str(ipaddress.ip_address(bare))
        except ValueError:
            told = "expected a host, as smtp.company.example, without port"
            raise ValueError(f"{told}, got '{shortened(text)}'") from None
    return text.lower() if re.fullmatch(_LABEL, text) else check_domain(text)


def is_loopback(host: str) -> bool:
    """Return whether *host*, as :func:`check_host` returns it, is this machine."""
    if host == _LOOPBACK_NAME:
        return True
    if ":" not in host and not re.fullmatch(r"[0-9.]+", host):
        return False
    import ipaddress  # noqa: PLC0415 - as above

    return ipaddress.ip_address(host).is_loopback


def check_fingerprint(text: str) -> str:
    """Return the 64 hexadecimal digits of *text*; raise ValueError where it is no SHA-256."""
    digits = re.sub("^sha-?256[:=]? *", "", text, flags=re.IGNORECASE).replace(":", "").lower()
    if not re.fullmatch(f"[0-9a-f]{{{_HEXADECIMAL}}}", digits):
        raise ValueError("expected the SHA-256 of a certificate: 64 hexadecimal digits")
    return digits


class Command(Leaf[tuple[str, ...]]):
    """A program and its arguments: a list, or a line that is split as a shell would."""

    __slots__ = ()
    _LIST = ListOf(Line(1000), least=1, most=40)

    def decode(self, value: object, walk: Walk) -> tuple[str, ...]:  # noqa: ARG002 - as Leaf has it
        """Return the words; no shell ever reads them."""
        if isinstance(value, str):
            import shlex  # noqa: PLC0415 - start-up time

            try:
                words = shlex.split(value)
            except ValueError as error:
                raise ValueError(f"{str(error).lower()} in the command") from None
        elif isinstance(value, list) and all(isinstance(word, str) for word in value):
            words = value
        else:
            raise expected("a command: text in quotes, or a list of them", value)
        if not words or not words[0] or any("\0" in word for word in words):
            raise ValueError("expected a command, such as 'pass show mail/work'")
        return tuple(words)

    def schema(self) -> dict[str, object]:
        """Return the schema of a text or a list of texts."""
        return {"anyOf": [{"type": "string"}, self._LIST.schema()]}


def _command_of(command: tuple[str, ...] = ()) -> tuple[str, ...]:
    return command


def _account(**values: Any) -> Account:  # noqa: ANN401 - each field's kind has checked its own
    security = values.setdefault("security", Security.TLS)
    values.setdefault("port", PORTS[security])
    return Account(**values)


def _plain_stays_here(account: Account, key: Key, walk: Walk) -> None:
    """Note a password that would go over the network in clear."""
    if account.security is Security.PLAIN and not is_loopback(account.host):
        told = 'plain is for this machine alone (127.0.0.1, ::1, localhost); use "tls"'
        walk.faults.add((*key, "security"), told)


ACCOUNT: Table[Account] = Table(
    _account,
    (
        Field("host", Line(254, check_host), "The server that takes your mail.", required=True),
        Field("port", Count(1, 65535), "Else 465 for tls, 587 for starttls, 25 for plain."),
        Field("security", Choice(Security), "Else tls, from the first byte. plain: this machine."),
        Field("user", Line(255), "As you log in; left out where the server asks for no login."),
        Field("from", EMAIL, "The address you send from; else that of [me].", into="sender"),
        Field(
            "password",
            Table(
                _command_of,
                (Field("command", Command(), "Prints the password on its first line."),),
                form='a table, as in password.command = "pass show mail/work"',
            ),
            "Where the password is, if not in the keyring.",
            into="password_command",
        ),
        Field(
            "fingerprint",
            Line(200, check_fingerprint),
            "SHA-256 of the one certificate that is taken, whoever signed it.",
        ),
        Field("html", Flag(), "Whether the text goes along as HTML too; else false."),
        Field("per_minute", Count(0, 600), "The most messages in a minute; else 20, 0: no limit."),
        Field("partial", Flag(), "Whether one refused recipient stops the others; false: it does."),
    ),
    form="a table, as in [accounts.work]",
    name_as="name",
    rule=_plain_stays_here,
)
ACCOUNTS: Kind[dict[str, Account]] = Names(Line(30, check_name), ACCOUNT)
