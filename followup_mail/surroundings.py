"""What a command is given from outside: clock, environment, standard input, home, store."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import cached_property
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zoneinfo import ZoneInfo

from followup_mail.errors import ApplicationError, NotFoundError, OutputError
from followup_mail.visible import visible
from followup_mail.vocabulary import Language

if TYPE_CHECKING:
    from followup_mail.config import Config, Home
    from followup_mail.desk import Desk
    from followup_mail.mail.credentials import Secret
    from followup_mail.mail.submission import Session
    from followup_mail.posting import Account

_HEAD = 4096
"""Bytes; enough to tell what a file is."""
_MOST_COMPLETED = 200
"""Names; more than that nobody reads in a shell."""


class Surroundings:
    """Clock, random words, environment and standard input, and what follows from them."""

    def __init__(
        self,
        *,
        environ: Mapping[str, str],
        stdin: BinaryIO,
        now: Callable[[], datetime],
        new_token: Callable[[], str],
        local_timezone: Callable[[], str],
    ) -> None:
        """Keep what comes from outside.

        Args:
            environ: Environment variables.
            stdin: Standard input.
            now: Returns the time, with a zone.
            new_token: Returns a fresh random word for a Message-ID.
            local_timezone: Returns the IANA name of the machine's zone.

        """
        self.environ = environ
        self.stdin = stdin
        self.now = now
        self.new_token = new_token
        self.local_timezone = local_timezone

    @cached_property
    def home(self) -> "Home":
        """Where configuration, templates and data are."""
        from followup_mail.config import find_home

        return find_home(self.environ)

    @cached_property
    def config(self) -> "Config":
        """What config.toml says."""
        from followup_mail.config import read_config

        return read_config(self.home)

    @property
    def default_language(self) -> Language | None:
        """The language of files that name none."""
        return self.config.default_language

    def today(self) -> date:
        """Return the day it is where the user is."""
        return self.here().date()

    def here(self) -> datetime:
        """Return the time where the user is."""
        return self.now().astimezone(self._zone())

    def moment(self, on: date | None) -> datetime:
        """Return the end of the day *on* where the user is; now, where that is None or today."""
        if on is None or on == self.today():
            return self.now()
        return datetime.combine(on, time(23, 59, 59), self._zone()).astimezone(UTC)

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(str(self.config.me.get("timezone") or self.local_timezone()))

    def names(self, prefix: str) -> tuple[str, ...]:
        """Return the names of kept applications that begin with *prefix*, for the shell."""
        with self.desk() as desk:
            return desk.store.names(prefix, limit=_MOST_COMPLETED)

    def connect(self, account: "Account") -> "Session":
        """Return a connection to the server of *account*, not logged in yet."""
        from followup_mail.mail.submission import connect

        return connect(account)

    def wait(self, seconds: float) -> None:
        """Let *seconds* pass."""
        from time import sleep

        sleep(seconds)

    def password(
        self, account: "Account", *, ask: "Callable[[Account, str], Secret | None]"
    ) -> "Secret":
        """Return the password of *account*: of its command, the keyring, or as it is typed.

        *ask* is told why there is none, and returns what is typed.

        Raises:
            CredentialError: There is none, or it can't be read.

        """
        from followup_mail.errors import CredentialError
        from followup_mail.mail.credentials.hardening import harden

        harden()
        if account.password_command:
            from followup_mail.mail.credentials.command import password_of_command

            return password_of_command(account, self.environ)
        from followup_mail.mail.credentials.vault import system_vault

        pin = f", certificate {account.fingerprint}" if account.fingerprint else ""
        where = f"{account.host}:{account.port} ({account.security}{pin})"
        missing = f"No password of account {account.name} for {where} is in the keyring."
        try:
            found = system_vault(self.environ).get(account)
        except CredentialError as error:
            found, missing = None, str(error)
        secret = found or ask(account, missing)
        if secret is None:
            raise CredentialError(f"{missing} Next: followup-mail account password {account.name}")
        return secret

    @contextmanager
    def desk(self, *, create: bool = False) -> Iterator["Desk"]:
        """Open what is kept; *create* where something is to be added.

        Raises:
            StoreError: It can't be opened, or must not be.

        """
        from followup_mail.desk import Desk
        from followup_mail.store import open_store

        home = self.home
        with open_store(home.data, create=create, state=home.state, config=home.config) as store:
            yield Desk(
                store,
                config=lambda: self.config,
                config_file=self.home.config_file,
                now=self.now,
                new_token=self.new_token,
                fallback_timezone=self.local_timezone,
            )

    @contextmanager
    def input(self, file: Path) -> Iterator[tuple[str, BinaryIO, bytes]]:
        """Open *file*, "-" being standard input: how it is called, its bytes, its first ones.

        Raises:
            NotFoundError: There is no such file.
            OutputError: It can't be read.

        """
        if str(file) == "-":
            yield "standard input", *_peeked(self.stdin)
            return
        try:
            with file.open("rb") as stream:
                yield str(file), *_peeked(stream)
        except FileNotFoundError:
            told = f"there is no file {visible(str(file))}"
            raise NotFoundError(
                f"{told}; give the path of a file, or - for standard input."
            ) from None
        except OSError as error:
            told = f"{visible(str(file))}: can't be read ({error.strerror})."
            raise OutputError(told) from None

    def whole(self, stream: BinaryIO, source: str) -> bytes:
        """Return all of *stream*, which is a file that somebody typed.

        Raises:
            ApplicationError: It is larger than such files can be.

        """
        from followup_mail.tables import LARGEST

        data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ApplicationError(
                f"{source}: is larger than 1 MiB, which is the most that is read."
            )
        return data


def _peeked(stream: BinaryIO) -> tuple[BinaryIO, bytes]:
    """Return *stream* with its first bytes, which are still to be read."""
    if isinstance(stream, BufferedReader):
        return stream, stream.peek()
    head = stream.read(_HEAD)
    stream.seek(0)
    return stream, head
