"""The program, the keyring of a desktop and keyring's own program, together."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from mail.peer import Peer
from servers.certificates import Certificates
from servers.secret_service import SecretService

CANARY = "canary-Zw4r-ßé"
USER = "sam o'kafor $HOME"
PINNED = "fingerprint = '{}'\n"
CONFIG = """\
[accounts.{name}]
host = "{host}"
port = {port}
security = "{security}"
user = "{user}"
from = "sam@northwind.example"
"""


class Desk:
    """Somebody at a desktop, whose config.toml a test writes."""

    def __init__(self, desktop: SecretService, home: Path) -> None:
        """Give them a home."""
        self.environment = {
            **desktop.environment,
            "FOLLOWUP_MAIL_HOME": os.fspath(home),
            # Where both programs are installed, as a user's shell finds them.
            "PATH": os.pathsep.join([os.fspath(Path(sys.executable).parent), os.defpath]),
        }
        self._config = home / "config.toml"

    def configure(self, *accounts: str) -> None:
        """Write config.toml."""
        self._config.write_text("\n".join(accounts))

    def runs(self, command: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
        """Return what a shell makes of *command*."""
        return subprocess.run(
            ["/bin/sh", "-c", command],
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def desk(keyring_daemon: SecretService, tmp_path: Path) -> Desk:
    """Return somebody with an unlocked keyring."""
    return Desk(keyring_daemon, tmp_path)


def account(name: str, peer: Peer, security: str, host: str = "127.0.0.1") -> str:
    """Return the table of an account with *peer*."""
    return CONFIG.format(name=name, host=host, port=peer.port, security=security, user=USER)


def logins(peer: Peer) -> list[bytes]:
    """Return what was said to log in."""
    return [line for line in peer.lines if line.startswith(b"AUTH")]


def test_what_the_printed_line_keeps_is_found(desk: Desk, certificates: Certificates) -> None:
    """The line of ``account list``, typed into a shell, makes the entry that the program reads."""
    pair = certificates["self_signed"]
    with Peer(starttls=pair.serving()) as peer, Peer(tls=pair.serving()) as other, Peer() as plain:
        desk.configure(
            account("a", peer, "starttls") + PINNED.format(pair.fingerprint),
            account("b", other, "tls") + PINNED.format(pair.fingerprint),
            account("c", plain, "plain", host="localhost"),
        )
        listed = desk.runs("followup-mail account list").stdout.splitlines()
        lines = [line.strip() for line in listed if "keyring set " in line]
        assert len(lines) == 3
        for line, name in zip(lines, "abc", strict=True):
            kept = desk.runs(line, typed=f"{CANARY}\n")
            assert (kept.returncode, kept.stderr) == (0, "")
            found = desk.runs(f"followup-mail account check {name}")
            assert found.returncode == 0, found.stderr
            assert "It took the login of" in found.stdout
        assert [len(logins(each)) for each in (peer, other, plain)] == [1, 1, 1]

    as_json = json.loads(desk.runs("followup-mail account list --json").stdout)
    assert [each["keyring_set"] for each in as_json] == lines


def test_an_attacker_s_certificate_gets_no_password(desk: Desk, certificates: Certificates) -> None:
    """Row 86: with another fingerprint in config.toml whoever has that certificate gets nothing."""
    with Peer(tls=certificates["self_signed"].serving()) as peer:
        theirs = account("work", peer, "tls")
        for before in ("", PINNED.format(certificates["good"].fingerprint)):
            desk.configure(theirs + before)
            kept = desk.runs("followup-mail account password work -", typed=f"{CANARY}\n")
            assert kept.returncode == 0, kept.stderr

            desk.configure(theirs + PINNED.format(certificates["self_signed"].fingerprint))
            checked = desk.runs("followup-mail account check")

            assert checked.returncode == 77
            assert f"certificate {certificates['self_signed'].fingerprint}) is" in (
                " ".join(checked.stderr.split())
            )
            assert logins(peer) == []
            desk.configure(theirs + before)
            assert "Taken out" in desk.runs("followup-mail account password --delete work").stderr


def test_a_changed_security_gets_no_password(desk: Desk) -> None:
    """Row 86: with another security in config.toml nothing is sent in clear instead."""
    with Peer() as peer:
        desk.configure(account("work", peer, "tls"))
        desk.runs("followup-mail account password work -", typed=f"{CANARY}\n")

        desk.configure(account("work", peer, "plain"))

        assert desk.runs("followup-mail account check").returncode == 77
        assert logins(peer) == []
