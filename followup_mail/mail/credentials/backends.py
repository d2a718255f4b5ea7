"""Which keyrings are trusted with a password, and the one to be used here.

keyring takes the backend that an environment variable or ``keyringrc.cfg`` names,
else the one that ranks highest among all that are installed; with ``keyrings.alt``
that may be a file in plain text, and nothing is said. So the choice is made here:
only what stands in :data:`TRUSTED` is ever loaded, whoever named it.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Protocol

from followup_mail.mail.credentials.between import AbsentError

VARIABLE = "PYTHON_KEYRING_BACKEND"
SECRET_SERVICE = "keyring.backends.SecretService.Keyring"  # noqa: S105 - the name of a class
CHAINER = "keyring.backends.chainer.ChainerBackend"
KWALLET = "keyring.backends.kwallet.DBusKeyring"
LIBSECRET = "keyring.backends.libsecret.Keyring"
PASS = "keyring_pass.PasswordStoreBackend"  # noqa: S105 - the name of a class
MACOS = "keyring.backends.macOS.Keyring"
WINDOWS = "keyring.backends.Windows.WinVaultKeyring"
TRUSTED = frozenset(
    {
        SECRET_SERVICE,
        LIBSECRET,
        KWALLET,
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        MACOS,
        WINDOWS,
        PASS,
    }
)


class Backend(Protocol):
    """What keyring calls a backend."""

    def get_password(self, service: str, user: str, /) -> str | None:
        """Return the password, None for none."""

    def set_password(self, service: str, user: str, password: str, /) -> None:
        """Keep *password*."""

    def delete_password(self, service: str, user: str, /) -> None:
        """Forget the password."""


class RefusedBackendError(Exception):
    """Somebody named a backend that isn't trusted.

    Attributes:
        name: Its module and class; of a chainer, those of the members that aren't.
        where: The variable or file that names it.

    """

    def __init__(self, name: str, where: str) -> None:
        """Keep what was named, and where."""
        self.name = name
        self.where = where
        super().__init__(name, where)


def open_backend(
    environ: Mapping[str, str], waiting: Callable[[], None]
) -> tuple[str, str, Backend]:
    """Return the name of the backend to use, who named it ("" for nobody), and the backend.

    *waiting* is called where from now on a person may be asked.

    Raises:
        RefusedBackendError: One was named that isn't trusted.
        AbsentError: There is none that works here.

    """
    name, where = _named(environ)
    if name == CHAINER:
        strangers = sorted(set(_chained()) - TRUSTED)
        if strangers:
            raise RefusedBackendError(", ".join(strangers), f"the chainer in {where}")
    elif name:
        if name not in TRUSTED:
            raise RefusedBackendError(name, where)
        return name, where, _opened(name, waiting)
    for each in _usual(environ):
        try:
            return each, where, _opened(each, waiting)
        except AbsentError:
            continue
    raise AbsentError


def strangers() -> tuple[str, ...]:
    """Return the modules that installed packages offer as backends, and that aren't trusted.

    None of them is loaded.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 - only where none was found

    trusted = {name.rpartition(".")[0] for name in TRUSTED}
    offered = {each.module for each in entry_points(group="keyring.backends")}
    return tuple(sorted(name for name in offered - trusted if not name.startswith("keyring.")))


def keyringrc(environ: Mapping[str, str]) -> str:
    """Return where keyring's own configuration lies."""
    if sys.platform == "win32":
        data = environ.get("LOCALAPPDATA") or environ.get("PROGRAMDATA") or "."
        return f"{data}\\Python Keyring\\keyringrc.cfg"
    config = environ.get("XDG_CONFIG_HOME") or f"{environ.get('HOME', '')}/.config"
    return f"{config}/python_keyring/keyringrc.cfg"


def _named(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return the backend that somebody named and where, or "" twice."""
    if VARIABLE in environ:
        return environ[VARIABLE].strip(), VARIABLE
    file = keyringrc(environ)
    if not os.path.exists(file):  # noqa: PTH110 - start-up time
        return "", ""
    import configparser  # noqa: PLC0415 - start-up time: hardly anybody has that file

    parser = configparser.RawConfigParser()
    try:
        parser.read(file, encoding="utf-8")
        name = parser.get("backend", "default-keyring", fallback="").strip()
    except (configparser.Error, UnicodeDecodeError):
        return "what can't be read", file
    return (name, file) if name else ("", "")


def _usual(environ: Mapping[str, str]) -> Iterator[str]:
    """Yield what may be used where nobody named one, the best first, as keyring ranks them."""
    if sys.platform == "darwin":
        yield MACOS
    elif sys.platform == "win32":
        yield WINDOWS
    elif "KDE" in environ.get("XDG_CURRENT_DESKTOP", "").split(":"):
        yield from (KWALLET, SECRET_SERVICE, LIBSECRET)
    else:
        yield from (SECRET_SERVICE, KWALLET, LIBSECRET)
    yield PASS


def _opened(name: str, waiting: Callable[[], None]) -> Backend:
    """Return the backend *name*.

    Raises:
        AbsentError: It does not work here.

    """
    module, _, class_name = name.rpartition(".")
    try:
        if name == SECRET_SERVICE:
            from followup_mail.mail.credentials.desktop import Desktop  # noqa: PLC0415 - Linux

            return Desktop(waiting)
        found = getattr(import_module(module), class_name)
        waiting()  # the others ask people as they please, and say nothing of it
        _ = found.priority
        backend: Backend = found()
    except Exception as error:  # RuntimeError by the book, others too
        raise AbsentError from error
    return backend


def _chained() -> Iterable[str]:
    """Yield the names of what keyring's chainer would ask."""
    from keyring.backends.chainer import ChainerBackend  # noqa: PLC0415 - start-up time

    for each in ChainerBackend.backends:
        yield f"{type(each).__module__}.{type(each).__qualname__}"
