"""``[accounts.NAME]`` in config.toml."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.accounts import check_host, is_loopback
from followup_mail.config import Config, Home, read_config
from followup_mail.errors import ConfigError
from followup_mail.posting import Account, Security

PRINT = "ab" * 32


def read(folder: Path, content: str) -> Config:
    """Return what a config.toml of *content* says."""
    (folder / "config.toml").write_text(content, encoding="utf-8")
    return read_config(Home(config=folder, data=folder))


def test_an_account_has_its_settings(tmp_path: Path) -> None:
    """In the form the program uses; more than one account needs a default."""
    config = read(
        tmp_path,
        f"""
        default_account = "work"
        [accounts.work]
        host = "SMTP.Northwind.example"
        user = "sam"
        from = "sam@Northwind.example"
        password.command = "pass show 'mail/my work'"
        fingerprint = "SHA256:{":".join([PRINT[:2].upper()] * 32)}"
        html = true
        per_minute = 0
        partial = true
        [accounts.relay]
        host = "::1"
        security = "plain"
        """,
    )
    assert config.default_account == "work"
    assert dict(config.accounts) == {
        "work": Account(
            name="work",
            host="smtp.northwind.example",
            port=465,
            security=Security.TLS,
            user="sam",
            sender="sam@northwind.example",
            password_command=("pass", "show", "mail/my work"),
            fingerprint=PRINT,
            html=True,
            per_minute=0,
            partial=True,
        ),
        "relay": Account("relay", "::1", 25, Security.PLAIN),
    }


def test_a_file_without_accounts_has_none(tmp_path: Path) -> None:
    """And costs nothing for them."""
    config = read(tmp_path, "[me]\nname = 'Sam'\n")
    assert (dict(config.accounts), config.default_account) == ({}, None)

    code = "import sys; import followup_mail.config; print('followup_mail.accounts' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert ran.stdout == "False\n"


@pytest.mark.parametrize(("security", "port"), [("tls", 465), ("starttls", 587), ("plain", 25)])
def test_the_port_follows_from_the_security(tmp_path: Path, security: str, port: int) -> None:
    """RFC 8314 and 6409."""
    config = read(tmp_path, f"[accounts.a]\nhost = '127.0.0.1'\nsecurity = '{security}'")
    assert config.accounts["a"].port == port


def test_a_command_may_be_a_list(tmp_path: Path) -> None:
    """Then nothing in it is split or unquoted."""
    text = "[accounts.a]\nhost = 'b.example'\npassword.command = ['pass', \"a 'b\", '']"
    assert read(tmp_path, text).accounts["a"].password_command == ("pass", "a 'b", "")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("user = 'sam'", "accounts.work.host: required key is missing"),
        ("host = 3", "accounts.work.host: expected text in quotes, got a number"),
        (
            "host = 'smtp.northwind.example:465'",
            (
                "accounts.work.host: expected a host, as smtp.company.example, without port, "
                "got 'smtp.northwind.example:465'"
            ),
        ),
        ("host = 'a b'", "accounts.work.host: 'a b' is not a domain such as company.example"),
        (
            "host = '1.2.3'",
            (
                "accounts.work.host: expected a host, as smtp.company.example, without port, "
                "got '1.2.3'"
            ),
        ),
        (
            "host = 'b.example'\nport = 0",
            "accounts.work.port: expected a number from 1 to 65535, got 0",
        ),
        (
            "host = 'b.example'\nsecurity = 'ssl'",
            "accounts.work.security: expected one of tls, starttls, plain, got 'ssl'",
        ),
        (
            "host = 'b.example'\nsecurity = 'plain'",
            (
                "accounts.work.security: plain is for this machine alone (127.0.0.1, ::1, "
                'localhost); use "tls"'
            ),
        ),
        (
            "host = 'b.example'\npassword = 'hunter2'",
            (
                "accounts.work.password: expected a table, as in "
                'password.command = "pass show mail/work", got text'
            ),
        ),
        (
            "host = 'b.example'\npassword.command = 7",
            (
                "accounts.work.password.command: expected a command: text in quotes, or a list "
                "of them, got a number"
            ),
        ),
        (
            "host = 'b.example'\npassword.command = ' '",
            ("accounts.work.password.command: expected a command, such as 'pass show mail/work'"),
        ),
        (
            "host = 'b.example'\npassword.command = \"pass 'x\"",
            "accounts.work.password.command: no closing quotation in the command",
        ),
        (
            "host = 'b.example'\nfingerprint = 'ab:cd'",
            (
                "accounts.work.fingerprint: expected the SHA-256 of a certificate: 64 "
                "hexadecimal digits"
            ),
        ),
    ],
)
def test_a_faulty_account_is_told_with_its_key(tmp_path: Path, content: str, told: str) -> None:
    """A password that somebody put there is not repeated."""
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, f"[accounts.work]\n{content}\n")
    assert str(caught.value) == f"{tmp_path}/config.toml: {told}"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("default_account = 'home'", "default_account: there is no [accounts.home]"),
        (
            "[accounts.'My Work']\nhost = 'b.example'",
            ("accounts.My Work: expected a short name of a-z, 0-9 and '-', such as work"),
        ),
    ],
)
def test_names_have_to_fit(tmp_path: Path, content: str, told: str) -> None:
    """A name is typed on the command line."""
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, content)
    assert str(caught.value) == f"{tmp_path}/config.toml: {told}"


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("[::1]", True),
        ("10.0.0.1", False),
        ("::2", False),
        ("mailhost", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("1.evil.example", False),
    ],
)
def test_plain_is_for_this_machine_alone(host: str, here: bool) -> None:  # noqa: FBT001 - a case
    """By what the host is, not by what it looks like."""
    assert is_loopback(check_host(host)) is here


@given(st.text(max_size=40))
def test_a_host_never_holds_what_could_end_a_line(text: str) -> None:
    """What is no host is refused, whatever it is."""
    try:
        host = check_host(text)
    except ValueError:
        return
    assert host.isascii()
    assert host.isprintable()
    assert " " not in host
    assert check_host(host) == host
