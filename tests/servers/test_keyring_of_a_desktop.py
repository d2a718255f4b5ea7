"""The keyring that desktops have: gnome-keyring behind a private D-Bus."""

import subprocess
import sys
import time

import pytest
from servers.machine import program
from servers.secret_service import SecretService

from followup_mail.errors import CredentialError
from followup_mail.mail.credentials import Secret
from followup_mail.mail.credentials.children import Patience
from followup_mail.mail.credentials.vault import Found, KeyringVault, system_vault
from followup_mail.posting import Account, Security

CANARY = "canary-Zw4r-ßé \N{GRINNING FACE}"
WORK = Account("work", "smtp.northwind.example", 465, Security.TLS, user="sam@northwind.example")
SERVICE = "followup-mail smtp://smtp.northwind.example:465"
_OFTEN = 60
NAME = "keyring.backends.SecretService.Keyring"


def vault(of: SecretService) -> KeyringVault:
    """Return the vault of whoever has that desktop."""
    return system_vault(of.environment, Patience(seconds=5, person=5))


def told(of: SecretService) -> str:
    """Return the sentence about a keyring that gives nothing."""
    with pytest.raises(CredentialError) as caught:
        vault(of).get(WORK)
    return str(caught.value)


def test_a_desktop_s_keyring_keeps_a_password(keyring_daemon: SecretService) -> None:
    """Rows 21, 86: gnome-keyring keeps a password for one server, port and user."""
    kept = vault(keyring_daemon)
    assert kept.get(WORK) is None
    assert kept.set(WORK, Secret("old")) == Found(NAME, "")
    kept.set(WORK, Secret(CANARY))

    assert kept.get(WORK) == Secret(CANARY)
    assert kept.get(WORK._replace(port=587)) is None
    assert kept.get(WORK._replace(user="sam")) is None
    assert kept.delete(WORK) is True
    assert kept.get(WORK) is None
    assert kept.delete(WORK) is False


def test_keyring_itself_finds_what_is_kept_and_keeps_what_is_found(
    keyring_daemon: SecretService,
) -> None:
    """The entry is the one that the library would make, so its own tools manage it."""

    def keyring(code: str) -> str:
        ran = subprocess.run(
            [sys.executable, "-c", f"import keyring; {code}"],
            env=keyring_daemon.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return ran.stdout

    entry = f"{SERVICE!r}, {WORK.user!r}"
    vault(keyring_daemon).set(WORK, Secret(CANARY))
    assert keyring(f"print(ascii(keyring.get_password({entry})))") == f"{CANARY!a}\n"

    keyring(f"keyring.set_password({entry}, 'another')")
    assert vault(keyring_daemon).get(WORK) == Secret("another")
    keyring(f"keyring.delete_password({entry})")
    assert vault(keyring_daemon).get(WORK) is None


def test_two_entries_of_one_name_are_not_taken_for_one(keyring_daemon: SecretService) -> None:
    """Row 60: a password is kept only if it, and not another program's, is what comes back.

    Which of two entries of the same name a daemon gives back is open, so both are met.
    """
    kept, met = vault(keyring_daemon), set()
    for number in range(_OFTEN):
        work = WORK._replace(user=f"sam{number}@northwind.example")
        stored = (program("secret-tool"), "store", "--label=x", "service", SERVICE)
        subprocess.run(
            [*stored, "username", str(work.user), "since", "long ago"],
            input=b"another",
            env=keyring_daemon.environment,
            check=True,
        )
        try:
            kept.set(work, Secret(CANARY))
            sentence = ""
        except CredentialError as error:
            sentence = str(error)
        refused = "it is not relied on" in sentence
        assert refused == bool(sentence)
        assert kept.get(work) == Secret("another" if refused else CANARY)
        with pytest.raises(CredentialError, match="still has a password of account work"):
            kept.delete(work)
        met.add(refused)
        if met == {True, False}:
            return
    pytest.fail(f"Of {_OFTEN} times, the daemon gave back the same one of two: {met}")


def test_a_desktop_without_a_keyring_is_told(no_keyring: SecretService) -> None:
    """Row 56: a bus with no keyring on it is told."""
    assert told(no_keyring).startswith("No keyring can be reached from here, and a password ")


def test_a_locked_keyring_is_told(keyring_daemon: SecretService) -> None:
    """Row 57: a locked gnome-keyring is told, and how to unlock it."""
    vault(keyring_daemon).set(WORK, Secret(CANARY))
    keyring_daemon.lock()

    assert told(keyring_daemon).startswith(
        f"The keyring ({NAME}) is locked, and was not unlocked. Unlock it "
    )
    assert vault(keyring_daemon).which(WORK) == Found(NAME, "")


def test_a_frozen_keyring_is_given_up(keyring_daemon: SecretService) -> None:
    """Row 58: a frozen gnome-keyring is given up at the deadline; thawed, it works again."""
    vault(keyring_daemon).set(WORK, Secret(CANARY))
    keyring_daemon.freeze()
    began = time.monotonic()

    with pytest.raises(CredentialError, match="did not answer and was given up"):
        system_vault(keyring_daemon.environment, Patience(seconds=1, person=30)).get(WORK)

    assert 1 <= time.monotonic() - began < 5
    keyring_daemon.thaw()
    assert vault(keyring_daemon).get(WORK) == Secret(CANARY)
