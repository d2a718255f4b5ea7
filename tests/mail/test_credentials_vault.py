"""The keyring, asked in a process of its own."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_keyring import FakeKeyring
from hypothesis import example, given
from hypothesis import strategies as st

from followup_mail.errors import CredentialError
from followup_mail.mail.credentials import Secret
from followup_mail.mail.credentials.backends import TRUSTED, keyringrc
from followup_mail.mail.credentials.children import Patience
from followup_mail.mail.credentials.naming import service_of
from followup_mail.mail.credentials.vault import (
    Found,
    KeyringVault,
    system_vault,
)
from followup_mail.posting import Account, Security

CANARY = "canary-Zw4r-ßé \N{GRINNING FACE}"
WORK = Account("work", "smtp.northwind.example", 465, Security.TLS, user="sam@northwind.example")
SERVICE = "followup-mail smtp://smtp.northwind.example:465"
COMMAND = "let a command print the password: password.command under [accounts.work]."


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    """Return a keyring that is found where no other one is."""
    monkeypatch.syspath_prepend(tmp_path)
    return FakeKeyring(tmp_path)


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Return the variables of somebody without a desktop."""
    return {"HOME": str(tmp_path / "user"), "PATH": os.defpath}


@pytest.fixture
def vault(environ: dict[str, str]) -> KeyringVault:
    """Return the vault of that somebody."""
    return system_vault(environ)


def told(doing: Callable[..., object], *arguments: object) -> str:
    """Return the sentence about a keyring that gives nothing; it never holds a password."""
    with pytest.raises(CredentialError) as caught:
        doing(*arguments)
    assert "canary" not in str(caught.value)
    return str(caught.value)


def installed(folder: Path, package: str, module: str) -> None:
    """Have *package* installed in *folder*, which offers the backends of *module*."""
    facts = folder / f"{package}-1.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text(f"[keyring.backends]\nit = {module}\n")


def test_what_is_kept_comes_back(keyring: FakeKeyring, vault: KeyringVault) -> None:
    """Row 21: the keyring keeps and returns a password of any letters, and forgets it."""
    assert vault.get(WORK) is None
    assert vault.set(WORK, Secret(CANARY)) == Found(keyring.name, "")
    assert keyring.kept == {f"sam@northwind.example@{SERVICE}": CANARY}
    assert vault.get(WORK) == Secret(CANARY)
    assert vault.delete(WORK) is True
    assert keyring.kept == {}
    assert vault.delete(WORK) is False


@pytest.mark.parametrize(
    "elsewhere",
    [
        WORK._replace(host="smtp.northwind.example.evil.example"),
        WORK._replace(port=587),
        WORK._replace(user="sam"),
        WORK._replace(security=Security.STARTTLS),
        WORK._replace(host="localhost", security=Security.PLAIN),
        WORK._replace(fingerprint="0" * 64),
    ],
    ids=["host", "port", "user", "security", "to nobody but this machine", "pin"],
)
def test_a_configuration_that_points_elsewhere_gets_nothing(
    keyring: FakeKeyring, vault: KeyringVault, elsewhere: Account
) -> None:
    """Row 86: a password is bound to server, port, user, security and pin; another finds none."""
    vault.set(WORK, Secret(CANARY))
    assert vault.get(elsewhere) is None
    assert len(keyring.kept) == 1

    vault.delete(WORK)
    vault.set(elsewhere, Secret(CANARY))
    assert vault.get(WORK) is None
    assert len(keyring.kept) == 1


def test_the_entry_does_not_depend_on_the_name_of_the_account() -> None:
    """Nor on capitals of the host; an IPv6 address stands in brackets."""
    assert service_of(WORK._replace(name="other", host="SMTP.Northwind.example")) == SERVICE
    assert service_of(WORK._replace(host="::1")) == "followup-mail smtp://[::1]:465"


PINS = st.sampled_from([None, "0" * 64, "0" * 15 + "1" + "0" * 48])
PLACES = st.tuples(
    st.text("ab.:+", min_size=1), st.integers(1, 65535), st.sampled_from(Security), PINS
)


@given(one=PLACES, two=PLACES)
@example(one=("a", 11, Security.TLS, None), two=("a:1", 1, Security.TLS, None))
@example(one=("a", 1, Security.TLS, "0" * 64), two=("a", 1, Security.PLAIN, "0" * 64))
def test_two_servers_never_share_an_entry(
    one: tuple[str, int, Security, str | None], two: tuple[str, int, Security, str | None]
) -> None:
    """Row 86: no two sets of host, port, security and pin share an entry of the keyring."""
    services = [
        service_of(Account("work", host, port, security, "sam", fingerprint=pin))
        for host, port, security, pin in (one, two)
    ]
    assert (services[0] == services[1]) == (one == two)


def test_a_name_says_what_decides_where_a_password_goes() -> None:
    """As it is documented: what is set is appended, in one order."""
    pinned = WORK._replace(port=587, security=Security.STARTTLS, fingerprint="0123456789abcdef" * 4)
    assert service_of(pinned) == (
        "followup-mail smtp://smtp.northwind.example:587+starttls+pin:0123456789abcdef"
    )


@pytest.mark.parametrize("mood", ["forgets", "mangles"])
def test_a_keyring_that_does_not_keep_is_not_relied_on(
    keyring: FakeKeyring, vault: KeyringVault, mood: str
) -> None:
    """Row 60: a password is read back after it is set; another one, or none, is an error."""
    keyring.be(mood)
    assert told(vault.set, WORK, Secret(CANARY)) == (
        f"The keyring ({keyring.name}) took the password of account work but gives back another "
        "one, or none: it is not relied on. Look for "
        f"'{SERVICE}' in the keyring's own program, or {COMMAND}"
    )


def test_a_keyring_that_does_not_forget_is_told(keyring: FakeKeyring, vault: KeyringVault) -> None:
    """Row 60: a password is looked for after it is deleted; finding it is an error."""
    vault.set(WORK, Secret(CANARY))
    keyring.be("clings")
    assert told(vault.delete, WORK) == (
        f"The keyring ({keyring.name}) still has a password of account work: take "
        f"'{SERVICE}' out in the keyring's own program."
    )


def test_without_any_keyring_it_says_what_to_do(vault: KeyringVault) -> None:
    """Row 56: without a keyring it is said what to do; nothing else is tried."""
    for doing in (vault.get, vault.delete, vault.which):
        assert told(doing, WORK) == (
            "No keyring can be reached from here, and a password is never put into a file "
            "instead. Log in on a desktop that has one (GNOME, KDE, macOS, Windows), install "
            f"pass with the Python package keyring-pass, or {COMMAND}"
        )


def test_a_keyring_that_is_installed_and_not_trusted_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vault: KeyringVault
) -> None:
    """Row 59: a backend that is installed and not trusted is named, and never loaded."""
    monkeypatch.syspath_prepend(tmp_path)
    installed(tmp_path, "keyrings.alt", "keyrings_alt.file")
    (tmp_path / "keyrings_alt").mkdir()
    (tmp_path / "keyrings_alt" / "file.py").write_text("open(__file__ + '.loaded', 'w').close()")

    sentence = told(vault.set, WORK, Secret(CANARY))

    assert " Installed, but not trusted with a password: keyrings_alt.file. " in sentence
    assert [file.name for file in (tmp_path / "keyrings_alt").iterdir()] == ["file.py"]


@pytest.mark.parametrize(
    ("mood", "sentence"),
    [
        (
            "locked",
            (
                " is locked, and was not unlocked. Unlock it (log in on the desktop, or open it "
                "in the keyring's own program) and try again; or "
            ),
        ),
        (
            "denied",
            (
                " did not let followup-mail in. Allow it when you are asked, or in the keyring's "
                "own program; or "
            ),
        ),
        ("breaks", " failed (KeyringError). See whether its own program can open it; or "),
    ],
)
def test_each_way_of_giving_nothing_has_its_sentence(
    keyring: FakeKeyring, vault: KeyringVault, mood: str, sentence: str
) -> None:
    """Row 57: locked and denied each say what to do; of other errors no text is told."""
    keyring.be(mood)
    expected = f"The keyring ({keyring.name}){sentence}{COMMAND}"

    assert told(vault.get, WORK) == expected
    assert told(vault.set, WORK, Secret(CANARY)) == expected
    assert keyring.kept == {}


def test_a_keyring_that_hangs_is_given_up(keyring: FakeKeyring, environ: dict[str, str]) -> None:
    """Row 58: the keyring is asked by a process that is ended at a deadline."""
    keyring.be("hangs")
    vault = system_vault(environ, Patience(seconds=20, person=2))
    began = time.monotonic()

    assert told(vault.get, WORK) == (
        "The keyring did not answer and was given up. Restart its service (as "
        f"gnome-keyring-daemon or KWallet), or log out and in again; or {COMMAND}"
    )

    assert time.monotonic() - began < 15
    with pytest.raises(ProcessLookupError):
        os.kill(keyring.process, 0)


def test_a_process_that_breaks_off_is_told(keyring: FakeKeyring, vault: KeyringVault) -> None:
    """Whatever takes it down."""
    keyring.be("ends")
    assert told(vault.get, WORK) == (
        f"The process that asks the keyring broke off. Try again; if it happens again, {COMMAND}"
    )


@pytest.mark.parametrize("answer", [b"", b"waiting\n", b"[]", b"null", b"{}", b"\xff", b"1"])
def test_an_answer_that_is_none_is_never_a_password(answer: bytes) -> None:
    """What comes through the pipe is looked at before it is used."""
    assert "broke off" in told(KeyringVault(lambda _: answer, set()).get, WORK)


NAMED = [
    ("keyring.backends.null.Keyring", "which keeps nothing and says nothing of it"),
    ("keyring.backends.fail.Keyring", "which refuses everything"),
    (
        "keyrings.alt.file.PlaintextKeyring",
        "which keeps passwords in a file in plain text or as good as that",
    ),
    (
        "evil.Keyring",
        "which is not among the keyrings that are trusted with a password",
    ),
]


@pytest.mark.usefixtures("keyring")
@pytest.mark.parametrize(("name", "why"), NAMED)
def test_a_variable_can_not_choose_another_keyring(
    tmp_path: Path, environ: dict[str, str], name: str, why: str
) -> None:
    """Row 59: a backend that the environment names is refused, told, and not loaded."""
    (tmp_path / "evil.py").write_text("open(__file__ + '.loaded', 'w').close()")
    vault = system_vault(environ | {"PYTHON_KEYRING_BACKEND": name})

    for doing in (vault.get, vault.which):
        assert told(doing, WORK) == (
            f"PYTHON_KEYRING_BACKEND names {name}, {why}: it is not used. Take the name out "
            f"there, so that the system's own keyring is used; or {COMMAND}"
        )
    assert not (tmp_path / "evil.py.loaded").exists()


@pytest.mark.usefixtures("keyring")
@pytest.mark.parametrize(("name", "why"), NAMED)
def test_a_file_can_not_choose_another_keyring(
    environ: dict[str, str], name: str, why: str
) -> None:
    """Row 59: so is one that keyring's own file names; nor is its path followed."""
    file = Path(keyringrc(environ))
    file.parent.mkdir(parents=True)
    file.write_text(f"[backend]\ndefault-keyring={name}\nkeyring-path={file.parent}\n")
    (file.parent / "evil.py").write_text("open(__file__ + '.loaded', 'w').close()")

    sentence = told(system_vault(environ).get, WORK)

    assert sentence.startswith(f"{file} names {name}, {why}: it is not used. ")
    assert not (file.parent / "evil.py.loaded").exists()


def test_a_trusted_keyring_may_be_chosen(environ: dict[str, str], keyring: FakeKeyring) -> None:
    """By variable or file; and it is said who did."""
    file = Path(keyringrc(environ))
    file.parent.mkdir(parents=True)
    file.write_text(f"[backend]\ndefault-keyring={keyring.name}\n")
    assert system_vault(environ).which(WORK) == Found(keyring.name, str(file))

    chosen = environ | {"PYTHON_KEYRING_BACKEND": keyring.name}
    assert system_vault(chosen).which(WORK) == Found(keyring.name, "PYTHON_KEYRING_BACKEND")


@pytest.mark.usefixtures("keyring")
def test_a_file_that_can_not_be_read_chooses_nothing(environ: dict[str, str]) -> None:
    """Row 59: a file of keyring that can't be read is told, and nothing taken instead."""
    file = Path(keyringrc(environ))
    file.parent.mkdir(parents=True)
    file.write_bytes(b"default-keyring\xff")
    assert told(system_vault(environ).get, WORK).startswith(f"{file} names what can't be read, ")


CHAINER = "keyring.backends.chainer.ChainerBackend"


def test_a_chainer_is_let_in_with_trusted_members_alone(
    tmp_path: Path, keyring: FakeKeyring, environ: dict[str, str]
) -> None:
    """Row 59: keyring's chainer is taken only if all its members are trusted."""
    installed(tmp_path, "keyring_pass", "keyring_pass")
    vault = system_vault(environ | {"PYTHON_KEYRING_BACKEND": CHAINER})
    assert vault.set(WORK, Secret(CANARY)) == Found(keyring.name, "PYTHON_KEYRING_BACKEND")

    installed(tmp_path, "stranger", "stranger")
    (tmp_path / "stranger.py").write_text(
        "from keyring_pass import PasswordStoreBackend\n"
        "class Keyring(PasswordStoreBackend):\n    priority = 9\n"
    )
    assert told(vault.get, WORK).startswith(
        "the chainer in PYTHON_KEYRING_BACKEND names stranger.Keyring, which is not among "
    )


def test_nobody_can_see_the_password_pass_by(keyring: FakeKeyring, environ: dict[str, str]) -> None:
    """Row 85: a password is in neither the arguments nor the environment of a process."""
    odd = {"PYTHONPATH": "/nowhere", "KEYRING_PROPERTY_SCHEME": "other", "LANG": "C.UTF-8"}
    system_vault(environ | odd).set(WORK, Secret(CANARY))

    assert "canary" not in keyring.argv_and_environ
    assert keyring.argv_and_environ
    passed = keyring.environment.keys() - {"LC_CTYPE"}
    assert passed == environ.keys() | {"LANG"}


def test_modules_are_not_looked_for_where_one_happens_to_be(
    tmp_path: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 86: no module is loaded from the folder that one happens to be in."""
    here = tmp_path / "shared"
    here.mkdir()
    for name in ("json", "keyring", "keyring_pass", "secretstorage"):
        (here / f"{name}.py").write_text("open('loaded', 'w').close()")
    monkeypatch.chdir(here)

    told(system_vault(environ).get, WORK)

    assert not (here / "loaded").exists()


def test_only_real_keyrings_are_trusted() -> None:
    """The list is closed: none of them keeps passwords in a file of its own in clear."""
    assert sorted(TRUSTED) == [
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.macOS.Keyring",
        "keyring_pass.PasswordStoreBackend",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="the other platform's folder")
def test_the_file_is_the_one_that_keyring_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With and without the variable that moves it."""
    from keyring.util import platform_  # noqa: PLC0415 - for this comparison alone

    monkeypatch.setenv("HOME", str(tmp_path))
    for config in ("", "/srv/config"):
        monkeypatch.setenv("XDG_CONFIG_HOME", config)
        expected = platform_.config_root() / "keyringrc.cfg"
        assert Path(keyringrc(os.environ)) == expected
