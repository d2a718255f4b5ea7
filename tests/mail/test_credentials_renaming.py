"""Entries of the keyring from when they were named by server and port alone."""

import stat
from pathlib import Path

import pytest
from fake_keyring import FakeKeyring

from followup_mail.errors import CredentialError
from followup_mail.mail.credentials import Secret
from followup_mail.mail.credentials.vault import KeyringVault, system_vault
from followup_mail.posting import Account, Security

OLDER = "followup-mail smtp://smtp.northwind.example:587"
USER = "sam@northwind.example"
NAMED = f"{USER}@{OLDER}+starttls"
WORK = Account("work", "smtp.northwind.example", 587, Security.STARTTLS, user=USER)
TLS = WORK._replace(security=Security.TLS)
PINNED = WORK._replace(fingerprint="0123456789abcdef" * 4)
OLD, NEW = Secret("old"), Secret("new")


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    """Return a keyring with an entry of then."""
    monkeypatch.syspath_prepend(tmp_path)
    made = FakeKeyring(tmp_path)
    made.keep(OLDER, USER, OLD.reveal())
    return made


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Return where the program keeps what isn't to be copied with anything."""
    return tmp_path / "state"


@pytest.fixture
def vault(state: Path) -> KeyringVault:
    """Return the vault of who has that keyring."""
    return system_vault({"XDG_STATE_HOME": str(state), "PATH": ""})


def test_an_older_entry_is_found_once_and_renamed(
    keyring: FakeKeyring, vault: KeyringVault
) -> None:
    """Nobody is asked anew; from then on only the name of now is looked for."""
    assert vault.get(WORK) == OLD
    assert keyring.kept == {NAMED: "old"}
    assert vault.get(WORK) == OLD

    vault.delete(WORK)
    keyring.keep(OLDER, USER, "another")
    assert vault.get(WORK) is None


def test_an_older_entry_of_tls_has_the_name_of_now(
    keyring: FakeKeyring, vault: KeyringVault
) -> None:
    """So it stays."""
    assert vault.get(TLS) == OLD
    assert keyring.kept == {f"{USER}@{OLDER}": "old"}


@pytest.mark.usefixtures("keyring")
@pytest.mark.parametrize("used", ["found", "kept"])
def test_what_tls_has_used_is_no_older_entry_of_another_security(
    vault: KeyringVault, used: str
) -> None:
    """Row 86: a changed security asks anew, though an older entry would have the same name."""
    if used == "found":
        vault.get(TLS)
    else:
        vault.set(TLS, OLD)

    assert vault.get(WORK) is None
    assert vault.get(WORK._replace(security=Security.PLAIN)) is None
    assert vault.get(TLS) == OLD


def test_with_a_pin_it_is_asked_anew(keyring: FakeKeyring, vault: KeyringVault) -> None:
    """Row 86: an older entry isn't given to a pinned certificate, and goes when one is kept."""
    assert vault.get(PINNED) is None
    assert list(keyring.kept.values()) == ["old"]

    vault.set(PINNED, NEW)

    assert list(keyring.kept.values()) == ["new"]
    assert vault.get(PINNED) == NEW
    assert vault.get(TLS) is None


def test_with_a_pin_it_goes_too_when_keyring_s_own_program_kept_another(
    keyring: FakeKeyring, vault: KeyringVault
) -> None:
    """Row 86: what was kept without a pin isn't left for who takes the pin away."""
    keyring.keep(f"{OLDER}+starttls+pin:0123456789abcdef", USER, "new")

    assert vault.get(PINNED) == NEW
    assert list(keyring.kept.values()) == ["new"]


@pytest.mark.parametrize("mood", ["forgets", "mangles", "is full", "clings"])
def test_what_can_not_be_renamed_is_found_all_the_same(
    keyring: FakeKeyring, vault: KeyringVault, mood: str
) -> None:
    """The older entry goes only once the other one is kept; it is tried again each time."""
    keyring.be(mood)
    assert vault.get(WORK) == OLD
    assert keyring.kept[f"{USER}@{OLDER}"] == "old"
    keyring.be("good")
    assert vault.get(WORK) == OLD
    assert keyring.kept == {NAMED: "old"}


@pytest.mark.parametrize("account", [WORK, PINNED, TLS], ids=["starttls", "pinned", "tls"])
def test_both_are_taken_out(keyring: FakeKeyring, vault: KeyringVault, account: Account) -> None:
    """Whether or not the older one was ever found; one that clings is named."""
    vault.set(account, NEW)
    keyring.keep(OLDER, USER, "old")
    keyring.be("clings")
    with pytest.raises(CredentialError, match="still has a password of account work: take 'foll"):
        vault.delete(account)
    keyring.be("good")

    assert vault.delete(account) is True
    assert keyring.kept == {}
    assert vault.delete(account) is False


def test_what_is_known_says_nothing_and_is_the_user_s_alone(
    keyring: FakeKeyring, vault: KeyringVault, state: Path
) -> None:
    """A file of digests outside the folders of configuration and data, a line each."""
    assert vault.get(TLS) == OLD
    vault.get(TLS)
    file = state / "followup-mail" / "keyring"

    assert len(file.read_text().split()) == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "northwind" not in file.read_text()
    assert list(keyring.kept.values()) == ["old"]


@pytest.mark.usefixtures("keyring")
def test_without_knowing_nothing_older_is_taken(vault: KeyringVault, state: Path) -> None:
    """A file that can't be read may say anything; one that can't be written stops nobody."""
    (state / "followup-mail" / "keyring").mkdir(parents=True)
    assert vault.get(WORK) is None
    assert vault.get(TLS) == OLD
