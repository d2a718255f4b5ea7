"""``account``: where mail is sent through, and where the password for that is."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from fake_keyring import FakeKeyring
from mail.peer import Peer

from followup_mail.cli import posting

Run = Callable[..., Result]
Said = Callable[..., str]
Typed = Callable[..., Result]

CANARY = "canary-Zw4r-ßé"
WHO = ("init", "--name", "Sam Okafor", "--email", "sam.okafor@example.com")


@pytest.fixture
def config(home: Path) -> Path:
    """Return the path of config.toml."""
    return home / "config.toml"


@pytest.fixture
def keyring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]
) -> FakeKeyring:
    """Return the keyring of the user, who has no other."""
    folder = tmp_path / "modules"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    environ |= {"HOME": str(tmp_path / "user"), "PATH": os.defpath}
    return FakeKeyring(folder)


def local(peer: Peer, *more: str) -> tuple[str, ...]:
    """Return the command that adds an account with *peer*."""
    where = ("--host", "127.0.0.1", "--security", "plain", "--port", str(peer.port))
    return ("account", "add", "here", "--email", "sam@northwind.example", *where, *more)


def test_a_common_provider_needs_an_address_alone(run: Run, config: Path) -> None:
    """Server, port and security are known; so is what one has to know before."""
    result = run("account", "add", "--email", "sam.okafor@gmail.com")

    assert (result.exit_code, result.stdout) == (0, "")
    assert config.read_text(encoding="utf-8") == (
        "[accounts.gmail]\n"
        'host = "smtp.gmail.com"\n'
        'security = "tls"\n'
        "port = 465\n"
        'user = "sam.okafor@gmail.com"\n'
        'from = "sam.okafor@gmail.com"\n'
    )
    assert result.stderr == (
        f"Written: {config}\n"
        "Gmail, Google Workspace: Wants an app password, not the one you log in with. It needs "
        "2-Step Verification; a Workspace may not allow it.\n"
        "\n"
        "No password is kept yet. Next: followup-mail account password gmail\n"
        "then: followup-mail account check gmail\n"
    )


def test_the_user_s_own_address_is_not_written_twice(run: Run, config: Path) -> None:
    """It is that of [me]; comments and all else in the file stay."""
    config.parent.mkdir()
    config.write_text("# mine\n[me]\nname = 'Sam'\nemail = 'sam@web.de'\n", encoding="utf-8")

    run("account", "add", "--no-check", "--html", "--fingerprint", "AB" * 32)

    assert config.read_text(encoding="utf-8") == (
        "# mine\n[me]\nname = 'Sam'\nemail = 'sam@web.de'\n\n"
        '[accounts.web-de]\nhost = "smtp.web.de"\nsecurity = "tls"\nport = 465\nuser = "sam"\n'
        f'fingerprint = "{"AB" * 32}"\nhtml = true\n'
    )


def test_options_go_before_what_is_known(said: Said) -> None:
    """A port belongs to the server and security that it comes with."""
    said("account", "add", "a", "--email", "sam@gmail.com", "--security", "starttls", "--user", "x")
    said("account", "add", "b", "--email", "sam@work.example", "--provider", "microsoft365")

    assert [
        (each["name"], each["host"], each["port"], each["security"], each["user"], each["default"])
        for each in json.loads(said("account", "list", "--json"))
    ] == [
        ("a", "smtp.gmail.com", 587, "starttls", "x", True),
        ("b", "smtp.office365.com", 587, "starttls", "sam@work.example", False),
    ]


def test_a_second_account_leaves_the_first_as_the_usual_one(said: Said, config: Path) -> None:
    """Unless it is to be; what was the usual one goes with its account."""
    for name in ("one", "two"):
        said("account", "add", name, "--email", "sam@gmail.com")
    assert 'default_account = "one"\n' in config.read_text(encoding="utf-8")
    said("account", "add", "three", "--email", "sam@gmail.com", "--default")

    entry = "    keyring set 'followup-mail smtp://smtp.gmail.com:465' sam@gmail.com\n"
    assert said("account", "list") == (
        "  one  smtp.gmail.com:465 (tls)  sam@gmail.com, password by keyring\n"
        f"{entry}"
        "  two  smtp.gmail.com:465 (tls)  sam@gmail.com, password by keyring\n"
        f"{entry}"
        "* three  smtp.gmail.com:465 (tls)  sam@gmail.com, password by keyring\n"
        f"{entry}"
    )
    said("account", "remove", "three", "--yes")
    assert "default_account" not in config.read_text(encoding="utf-8")


def test_without_accounts_the_list_says_what_to_do(run: Run) -> None:
    """For a program it is an empty list."""
    assert run("account", "list").stderr == (
        "There is no account yet. Next: followup-mail account add\n"
    )
    assert run("account", "list", "--json").stdout == "[]\n"


@pytest.mark.parametrize(
    ("status", "options", "told"),
    [
        (2, (), "Whose mail is it? Give --email ADDRESS, or run followup-mail init."),
        (
            2,
            ("--email", "sam@northwind.example"),
            (
                "The server of northwind.example is not known here. Give --host NAME, and "
                "--security and --port if they aren't tls and 465; or --provider ID (see "
                "docs/accounts.md)."
            ),
        ),
        (
            2,
            ("--email", "sam@b.example", "--host", "b.example", "--security", "plain"),
            (
                "these options: accounts.mail.security: plain is for this machine alone "
                '(127.0.0.1, ::1, localhost); use "tls".'
            ),
        ),
        (
            2,
            ("--email", "sam@b.example", "--host", "b.example:25"),
            (
                "--host b.example:25: expected a host, as smtp.company.example, without port, "
                "got 'b.example:25'."
            ),
        ),
        (
            2,
            ("--email", "sam@gmail.com", "--password-command", "x 'y"),
            "--password-command x 'y: no closing quotation in the command.",
        ),
        (
            2,
            ("My Work", "--email", "sam@gmail.com"),
            "My Work: expected a short name of a-z, 0-9 and '-', such as work.",
        ),
        (66, ("--email", "a@b.example", "--provider", "x"), "No provider is called 'x' here. "),
    ],
)
def test_what_can_not_be_an_account_writes_nothing(
    refused: Said, home: Path, status: int, options: tuple[str, ...], told: str
) -> None:
    """The sentence names the option and the remedy."""
    assert refused(status, "account", "add", *options).startswith(f"Error: {told}")
    assert not home.exists()


def test_an_account_is_not_written_over(refused: Said, said: Said) -> None:
    """Its name is taken until it is removed."""
    said("account", "add", "--email", "sam@gmail.com")
    assert refused(2, "account", "add", "--email", "other@gmail.com") == (
        "Error: There is an account gmail already. Give another name, or remove it first: "
        "followup-mail account remove gmail\n"
    )


def test_on_a_terminal_everything_is_asked_for(typed: Typed, keyring: FakeKeyring) -> None:
    """Server, security and password; the password is kept and tried at once."""
    with Peer() as peer:
        lines = f"sam@northwind.example\nsmtp:25\n127.0.0.1\nplain\n{CANARY}\n"
        result = typed(lines, "account", "add", "--port", str(peer.port))

    assert result.exit_code == 0, result.output
    assert "The address you send from: " in result.stderr
    assert "The server that takes your mail (SMTP): " in result.stderr
    assert "  expected a host, as smtp.company.example, without port" in result.stderr
    assert "How it is made private: tls, starttls, plain [tls]: " in result.stderr
    assert "Password of sam@northwind.example at 127.0.0.1: " in result.stderr
    assert f"Kept in the keyring ({keyring.name}).\n" in result.stderr
    assert result.stdout == (
        f"mail: 127.0.0.1:{peer.port} answers, not encrypted, and within this machine.\n"
        "It took the login of sam@northwind.example.\n"
        "It takes messages of up to 0.1 MB, and all addresses.\n"
        "It offers PIPELINING, SIZE 100000, 8BITMIME, SMTPUTF8, STARTTLS, AUTH PLAIN LOGIN.\n"
        "Nothing was sent.\n"
    )
    assert "canary" not in result.output
    assert peer.verbs == []


def test_the_end_of_input_writes_nothing(typed: Typed, home: Path) -> None:
    """Whoever leaves in the middle has begun nothing."""
    assert typed("sam@northwind.example\n", "account", "add").exit_code == 1
    assert not home.exists()


def test_no_password_typed_leaves_it_for_later(typed: Typed, keyring: FakeKeyring) -> None:
    """The account is there; what comes next is said."""
    result = typed("\n", "account", "add", "--email", "sam@gmail.com")

    assert result.stderr.endswith(
        "No password is kept yet. Next: followup-mail account password gmail\n"
        "then: followup-mail account check gmail\n"
    )
    assert keyring.kept == {}


def test_a_check_connects_and_logs_in_and_sends_nothing(
    said: Said, run: Run, keyring: FakeKeyring
) -> None:
    """Row 16: a check logs in once, with the password from the keyring."""
    with Peer() as peer:
        said(*local(peer))
        said("account", "password", "here", "-", stdin=f"{CANARY}\nmore".encode())
        result = run("account", "check")

    assert result.exit_code == 0
    assert result.stdout.startswith(f"here: 127.0.0.1:{peer.port} answers, ")
    assert keyring.kept == {
        f"sam@northwind.example@followup-mail smtp://127.0.0.1:{peer.port}+plain": CANARY
    }
    assert [line.split(b" ")[0] for line in peer.lines] == [b"EHLO", b"AUTH", b"QUIT"]


def test_a_server_that_asks_for_no_login_gets_none(said: Said) -> None:
    """As one on this machine may; no keyring is asked."""
    with Peer() as peer:
        assert "It asks for no login.\n" in said(*local(peer, "--no-login"))
    assert [line.split(b" ")[0] for line in peer.lines] == [b"EHLO", b"QUIT"]


def test_a_wrong_password_is_one_attempt(run: Run, said: Said) -> None:
    """Row 16: a check with a wrong password makes one attempt; the account stays."""
    with Peer({"AUTH": b"535 5.7.8 no\r\n"}) as peer:
        result = run(*local(peer, "--password-command", f"echo {CANARY}"))

    assert result.exit_code == 77
    assert [line.split(b" ")[0] for line in peer.lines].count(b"AUTH") == 1
    assert "canary" not in result.output
    assert json.loads(said("account", "list", "--json"))[0]["password"] == "command"  # noqa: S105 - where it is


def test_the_password_command_of_a_file_that_others_may_write_is_not_run(
    run: Run, said: Said, refused: Said, config: Path, tmp_path: Path
) -> None:
    """Row 82: nor is the server that config.toml names asked anything; after chmod both are."""
    ran = tmp_path / "ran"
    with Peer() as peer:
        said(*local(peer, "--no-check", "--password-command", f"sh -c 'touch {ran}; echo secret'"))
        config.chmod(0o666)

        told = refused(78, "account", "check")
        assert "everybody may write there, so what config.toml says may not" in told
        assert run("doctor").exit_code == 1
        assert (peer.connections, ran.exists()) == (0, False)

        config.chmod(0o644)
        said("account", "check")
        assert (peer.connections, ran.exists()) == (1, True)


def test_the_keyring_is_asked_only_once_the_server_answers(refused: Said, run: Run) -> None:
    """Row 3: no password is asked for while the server can't be reached."""
    with Peer() as peer:
        port = peer.port
    run("account", "add", "x", "--email", "a@b.example", "--host", "127.0.0.1", "--port", str(port))

    assert f"127.0.0.1:{port}" in refused(75, "account", "check", "x")


def test_a_password_comes_from_a_terminal_unseen(typed: Typed, keyring: FakeKeyring) -> None:
    """It is said where it went, and nothing of what it is."""
    typed("\n", "account", "add", "--email", "sam@gmail.com")
    result = typed(f"{CANARY}\n", "account", "password")

    assert result.stderr == (
        f"Password of sam@gmail.com at smtp.gmail.com: \nKept in the keyring ({keyring.name}).\n"
    )
    assert list(keyring.kept.values()) == [CANARY]
    assert typed("\n", "account", "password").stderr.endswith(
        "Nothing was typed; the keyring is as it was.\n"
    )
    assert list(keyring.kept.values()) == [CANARY]


def test_a_password_is_taken_out(run: Run, said: Said, keyring: FakeKeyring) -> None:
    """By itself, or with its account."""
    said("account", "add", "--email", "sam@gmail.com")
    for _ in range(2):
        said("account", "password", "-", stdin=CANARY.encode())
        assert keyring.kept
        assert run("account", "password", "--delete").stderr == "Taken out of the keyring.\n"
        assert keyring.kept == {}
    said("account", "password", "-", stdin=CANARY.encode())

    result = run("account", "remove", "gmail", "--yes")

    assert result.stderr.endswith("Its password is out of the keyring.\n")
    assert keyring.kept == {}
    assert json.loads(said("account", "list", "--json")) == []


def test_an_account_goes_though_its_password_can_not(
    run: Run, said: Said, keyring: FakeKeyring
) -> None:
    """And it is said that the keyring may still have it."""
    said("account", "add", "--email", "sam@gmail.com")
    keyring.be("locked")

    result = run("account", "remove", "gmail", "--yes")

    assert result.exit_code == 0
    assert "The keyring may still have its password. The keyring (" in result.stderr


def test_removing_asks_first(typed: Typed, refused: Said, said: Said, config: Path) -> None:
    """No is no, as is the end of input."""
    said("account", "add", "--email", "sam@gmail.com")
    before = config.read_text(encoding="utf-8")
    for answer in ("n\n", ""):
        result = typed(answer, "account", "remove", "gmail")
        assert result.stderr.endswith("Nothing was changed.\n")
    assert refused(2, "account", "remove", "gmail") == (
        "Error: Remove the account gmail? There is no terminal to ask on; say so with --yes.\n"
    )
    assert config.read_text(encoding="utf-8") == before


def test_a_password_is_never_an_argument(refused: Said, said: Said) -> None:
    """Row 85: a password is not taken as an argument, which others could read."""
    said("account", "add", "--email", "sam@gmail.com")

    assert refused(2, "account", "password", "gmail", CANARY) == (
        "Error: A password is no argument: others could read it. Type it when asked, or give it "
        "on standard input: followup-mail account password gmail -\n"
    )
    assert refused(2, "account", "password", "gmail") == (
        "Error: There is no terminal to ask on; give the password on standard input: "
        "followup-mail account password gmail -\n"
    )


@pytest.mark.parametrize("stdin", [b"", b"\n", b"\xff\n", b"a\0b", b"x" * 5000])
def test_what_is_no_password_is_not_kept(
    refused: Said, said: Said, keyring: FakeKeyring, stdin: bytes
) -> None:
    """The keyring stays as it is."""
    said("account", "add", "--email", "sam@gmail.com")

    assert refused(77, "account", "password", "-", stdin=stdin) == (
        "Error: Standard input holds no password: it has to stand on its first line, in UTF-8.\n"
    )
    assert keyring.kept == {}


def test_without_a_keyring_nothing_is_written_instead(
    refused: Said, said: Said, environ: dict[str, str], home: Path, tmp_path: Path
) -> None:
    """Row 56: without a keyring a password is not put into any file."""
    environ["HOME"] = str(tmp_path / "user")
    said("account", "add", "--email", "sam@gmail.com")

    told = refused(77, "account", "password", "-", stdin=CANARY.encode())

    assert told.startswith("Error: No keyring can be reached from here, and a password is never ")
    assert "canary" not in "".join(
        file.read_text("latin-1") for file in home.rglob("*") if file.is_file()
    )


def test_the_password_is_in_no_file_and_on_no_screen(
    typed: Typed, run: Run, keyring: FakeKeyring, tmp_path: Path
) -> None:
    """Row 85: a password is in no file but the keyring's, and in nothing printed."""
    results = [run(*WHO)]
    with Peer({"AUTH": [b"235 ok\r\n", b"535 5.7.8 no\r\n"]}) as peer:
        results += [run(*local(peer, "--no-check")), typed(f"{CANARY}\n", "account", "password")]
        results += [run("account", "check"), run("account", "check"), run("doctor")]
    results += [run("account", "list"), run("account", "list", "--json")]
    assert [result.exit_code for result in results][:4] == [0, 0, 0, 0]
    assert results[4].exit_code == 77

    assert "canary" not in "".join(result.output for result in results)
    with_it = [
        file.name
        for file in tmp_path.rglob("*")
        if file.is_file() and b"canary" in file.read_bytes()
    ]
    assert with_it == ["kept.json"]
    assert "canary" not in keyring.argv_and_environ
    assert not any("canary" in f"{name}{value}" for name, value in os.environ.items())


def test_the_prompt_of_a_check_is_for_that_run_alone(
    typed: Typed, said: Said, keyring: FakeKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the keyring has nothing, a person may type it; it isn't kept."""
    monkeypatch.setattr(posting, "ask_password", lambda *_: None)
    with Peer() as peer:
        said(*local(peer, "--no-check"))
        result = typed("", "account", "check")

    assert result.exit_code == 77
    assert keyring.kept == {}
