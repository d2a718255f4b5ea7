"""A password is sent to the server, and written nowhere."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from servers.canary import Overheard, heard, new_canary, overheard, singing, songs
from servers.certificates import Certificates
from servers.dovecot import DOMAIN, Dovecot
from servers.postfix import Postfix
from servers.secret_service import SecretService
from servers.whole_send import ALICE, BOB, SEND, furnish

USER = f"carol@{DOMAIN}"
TESTS = Path(__file__).parents[1]


@dataclass
class Carol:
    """Who has the canary for a password, and uses the program.

    Attributes:
        canary: Her password.
        home: Where the program keeps what is hers.
        environment: Hers.
        log: For what the program says.

    """

    canary: str
    home: Path
    environment: dict[str, str]
    log: Path
    program: tuple[str, ...] = (sys.executable, "-m", "servers.whole_send")

    def runs(self, *words: str, typed: bytes = b"") -> Overheard:
        """Return what the program says while it does what *words* ask for."""
        command = (*self.program, *words)
        return overheard(command, environment=self.environment, log=self.log, typed=typed)


@pytest.fixture
def carol(
    keyring_daemon: SecretService,
    certificates: Certificates,
    postfix: Postfix,
    mailboxes: Dovecot,
    traced: Path,
) -> Iterator[Carol]:
    """Return Carol, whose password is a canary; the server knows it, and nothing else yet."""
    canary, home = new_canary(), traced / "home"
    users = mailboxes.folder / "users"
    before = users.read_text()
    users.write_text(f"{before}{USER}:{{PLAIN}}{canary}::::::\n")
    furnish(home, postfix.submissions)
    config = home / "config.toml"
    config.write_text(config.read_text().replace(BOB, USER) + f'from = "{USER}"\n')
    environment = {
        **keyring_daemon.environment,
        **certificates.environment,
        "FOLLOWUP_MAIL_HOME": os.fspath(home),
        "PYTHONPATH": os.pathsep.join([os.fspath(TESTS), os.fspath(TESTS.parent), *sys.path]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    made = Carol(canary, home, environment, traced / "said")
    added = (*made.program, "add", os.fspath(home / "northwind.toml"))
    subprocess.run(added, env=environment, check=True, capture_output=True)
    yield made
    users.write_text(before)


def kept_silent(said: Overheard, carol: Carol) -> bool:
    """Return whether the canary is heard nowhere but in pipes between the processes."""
    song = songs(carol.canary, USER)
    loud = [text for text in (*said.started, *said.said) if heard(text.encode(), song)]
    homes = (carol.home, *map(Path, {v for k, v in carol.environment.items() if "HOME" in k}))
    files = [path for home in homes for path in singing(home, song)]
    assert (loud, files) == ([], [])
    return not heard(said.output, song)


def test_a_password_leaves_to_the_server_alone(
    carol: Carol, postfix: Postfix, mailboxes: Dovecot
) -> None:
    """Row 85: no file, output, argument, environment or other socket has it, on its whole way.

    It goes into the keyring, out of it, and to the server, each time encrypted; between the
    program's processes it goes through pipes. When the server takes another one by now,
    the error doesn't quote it either.
    """
    song = songs(carol.canary, USER)

    kept = carol.runs("account", "password", "bob", "-", typed=carol.canary.encode() + b"\n")
    sent = carol.runs(*SEND)

    assert (kept.status, sent.status) == (0, 0), (kept.output, sent.output)
    postfix.settle()
    assert len(mailboxes.mail(ALICE)) == 1
    assert kept_silent(kept, carol)
    assert kept_silent(sent, carol)
    # It was there to be heard.
    assert any(heard(text.encode(), song) for text in sent.piped)

    users = mailboxes.folder / "users"
    users.write_text(users.read_text().replace(carol.canary, "another"))
    refused = carol.runs(*SEND, "--to-myself")

    assert refused.status == 77
    assert b"535" in refused.output
    assert kept_silent(refused, carol)


def test_a_password_of_a_command_is_in_no_place_either(
    carol: Carol, postfix: Postfix, mailboxes: Dovecot
) -> None:
    """Row 85: what the user's command prints goes through a pipe, and no further."""
    secret = carol.log.with_name("secret")
    secret.write_text(carol.canary)
    with (carol.home / "config.toml").open("a") as config:
        config.write(f'password.command = ["cat", "{secret}"]\n')

    sent = carol.runs(*SEND)

    assert sent.status == 0, sent.output
    postfix.settle()
    assert len(mailboxes.mail(ALICE)) == 1
    assert kept_silent(sent, carol)
