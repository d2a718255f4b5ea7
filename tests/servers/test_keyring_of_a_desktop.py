"""The keyring that desktops have: gnome-keyring behind a private D-Bus."""

import json
import subprocess
import sys
import time

import pytest
from servers import older_keyring
from servers.machine import program
from servers.secret_service import SecretService

from followup_mail.errors import CredentialError
from followup_mail.mail.credentials import Secret
from followup_mail.mail.credentials.between import WAITING
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
    """Row 21: gnome-keyring keeps a password of any letters, and forgets it."""
    kept = vault(keyring_daemon)
    assert kept.get(WORK) is None
    assert kept.set(WORK, Secret("old")) == Found(NAME, "")
    kept.set(WORK, Secret(CANARY))

    assert kept.get(WORK) == Secret(CANARY)
    assert kept.delete(WORK) is True
    assert kept.get(WORK) is None
    assert kept.delete(WORK) is False


ELSEWHERE = {
    "host": WORK._replace(host="smtp.northwind.example.evil.example"),
    "port": WORK._replace(port=587),
    "user": WORK._replace(user="sam"),
    "security": WORK._replace(security=Security.STARTTLS),
    "pin": WORK._replace(fingerprint="0" * 64),
    "another pin": WORK._replace(fingerprint="1" * 64),
}


def test_what_is_kept_for_one_account_is_found_by_no_other(keyring_daemon: SecretService) -> None:
    """Row 86: in gnome-keyring a password is for one server, port, user, security and pin."""
    kept = vault(keyring_daemon)
    accounts = {"as it was": WORK, **ELSEWHERE}
    for one, account in accounts.items():
        kept.set(account, Secret(CANARY))
        found = {other for other in accounts if kept.get(accounts[other]) is not None}
        assert found == {one}
        kept.delete(account)


def looked_up(of: SecretService, service: str) -> bytes:
    """Return what the desktop's own program finds under that name."""
    words = ("lookup", "service", service, "username", str(WORK.user))
    ran = subprocess.run(
        [program("secret-tool"), *words],
        env=of.environment,
        stdout=subprocess.PIPE,
        check=False,
    )
    return ran.stdout


def test_an_older_entry_is_found_and_renamed(keyring_daemon: SecretService) -> None:
    """Nobody is asked anew who has no pin; an entry for TLS has the name of now already."""
    older_keyring.keep(WORK, CANARY, keyring_daemon.environment)
    assert vault(keyring_daemon).get(WORK) == Secret(CANARY)
    assert looked_up(keyring_daemon, SERVICE) == CANARY.encode()

    starttls = WORK._replace(port=587, security=Security.STARTTLS)
    older_keyring.keep(starttls, "another", keyring_daemon.environment)
    older = older_keyring.service_of(starttls)
    assert vault(keyring_daemon).get(starttls) == Secret("another")
    assert looked_up(keyring_daemon, older) == b""
    assert looked_up(keyring_daemon, f"{older}+starttls") == b"another"
    assert vault(keyring_daemon).get(starttls) == Secret("another")


def test_an_older_entry_is_not_given_to_a_pin(keyring_daemon: SecretService) -> None:
    """Row 86: with a pin it is asked anew, and the older entry goes when another one is kept."""
    pinned = WORK._replace(fingerprint="0123456789abcdef" * 4)
    older_keyring.keep(pinned, CANARY, keyring_daemon.environment)
    assert vault(keyring_daemon).get(pinned) is None

    vault(keyring_daemon).set(pinned, Secret("another"))

    assert looked_up(keyring_daemon, SERVICE) == b""
    assert looked_up(keyring_daemon, f"{SERVICE}+pin:0123456789abcdef") == b"another"


def test_an_older_entry_goes_with_its_account(keyring_daemon: SecretService) -> None:
    """Taken out is what was kept before as well as now."""
    starttls = WORK._replace(security=Security.STARTTLS)
    older_keyring.keep(starttls, CANARY, keyring_daemon.environment)
    assert vault(keyring_daemon).delete(starttls) is True
    assert looked_up(keyring_daemon, SERVICE) == b""


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


def test_no_password_crosses_the_bus_in_clear(keyring_daemon: SecretService) -> None:
    """Row 85: whoever watches D-Bus sees a session that is encrypted, and no password."""
    kept = vault(keyring_daemon)
    with keyring_daemon.watched() as file:
        kept.set(WORK, Secret(CANARY))
        assert kept.get(WORK) == Secret(CANARY)
        assert kept.delete(WORK)
    seen = file.read_bytes()
    assert seen.count(b"dh-ietf1024-sha256-aes128-cbc-pkcs7") >= 3
    assert SERVICE.encode() in seen
    assert CANARY.encode() not in seen

    with keyring_daemon.watched() as file:
        older_keyring.keep(WORK, CANARY, keyring_daemon.environment)
    assert CANARY.encode() in file.read_bytes()  # it would have been seen


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


def waits(of: SecretService, do: str) -> bool:
    """Return whether somebody is said to be asked in order to *do* something."""
    request = {"do": do, "service": SERVICE, "user": WORK.user, "password": "x"}
    ran = subprocess.run(
        [sys.executable, "-m", "followup_mail.mail.credentials.child"],
        env=of.environment,
        input=json.dumps(request).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    return ran.stdout.startswith(WAITING)


def test_a_person_is_waited_for_only_where_one_is_asked(
    keyring_daemon: SecretService,
) -> None:
    """Row 57: the long deadline begins where a locked keyring asks, not where it may just hang."""
    assert not waits(keyring_daemon, "get")
    keyring_daemon.lock()
    assert not waits(keyring_daemon, "which")
    assert waits(keyring_daemon, "get")


def test_no_keyring_is_made_to_look_into_it(no_keyring: SecretService) -> None:
    """Row 56: a desktop whose keyring was never set up has no password, and asks nobody."""
    no_keyring.begin(empty=True)
    assert vault(no_keyring).get(WORK) is None
    assert vault(no_keyring).delete(WORK) is False
    assert not waits(no_keyring, "get")

    with pytest.raises(CredentialError, match="did not let followup-mail in"):
        vault(no_keyring).set(WORK, Secret(CANARY))  # which asks, and nobody answers


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
