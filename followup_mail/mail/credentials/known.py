"""Which entries of the keyring were asked for under the names that they have now.

Before, an entry was named by server and port alone, and so is still one for TLS without
a pinned certificate. What is found under such a name is an older entry of an account
only as long as nothing else was ever found or kept for its server, port and user: else
a changed security would get what was kept for another one.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from followup_mail.config import find_home
from followup_mail.mail.credentials.naming import older_service_of
from followup_mail.posting import Account

_FILE = "keyring"


class Known(Protocol):
    """The digests of servers, ports and users; a set is one."""

    def __contains__(self, digest: object, /) -> bool:
        """Return whether *digest* is among them."""

    def add(self, digest: str, /) -> None:
        """Put it there."""


class KnownInFile:
    """Those that stand in a file, a line each."""

    def __init__(self, file: Path) -> None:
        """Read and write *file*, which need not be there."""
        self._file = file

    def __contains__(self, digest: object) -> bool:
        """Return whether it stands there; so does everything, where the file can't be read."""
        try:
            return digest in self._file.read_text(encoding="ascii").split()
        except FileNotFoundError:
            return False
        except (OSError, ValueError):
            return True

    def add(self, digest: str) -> None:
        """Append it; where that can't be, an older entry may be looked for once more."""
        if digest in self:
            return
        with suppress(OSError), _appending(self._file) as descriptor:
            os.write(descriptor, f"{digest}\n".encode())


@contextmanager
def _appending(file: Path) -> Iterator[int]:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def known_here(environ: Mapping[str, str]) -> Known:
    """Return those of the user of *environ*, on this machine.

    Outside the folders of configuration and data: a copy of those knows nothing else.
    """
    state = find_home(environ).state
    return set[str]() if state is None else KnownInFile(state / _FILE)


def digest_of(account: Account) -> str:
    """Return what stands for server, port and user of *account*."""
    return sha256(f"{older_service_of(account)}\0{account.user}".encode()).hexdigest()
