"""``doctor``: what is good, what is bad, and what to put into a timer."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from followup_mail.cli.doctor import timer

Run = Callable[..., Result]
Said = Callable[..., str]

CONFIG = """\
[accounts.here]
host = "localhost"
security = "plain"

[accounts.work]
host = "mail.work.example"
user = "sam"
password.command = "pass show mail/work"
"""


@pytest.fixture(autouse=True)
def config(home: Path) -> Path:
    """Return config.toml, which has accounts that need no keyring."""
    home.mkdir()
    path = home / "config.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


def test_all_is_well_where_nothing_was_sent_yet(said: Said, home: Path) -> None:
    """A line each, and nothing is made or changed by looking."""
    lines = said("doctor").splitlines()

    assert lines[:5] == [
        "ok   store: nothing is kept yet",
        "ok   sent mail: nothing was sent from here yet",
        "ok   outbox: nothing waits",
        "ok   account here: localhost:25 (plain), without a password",
        "ok   account work: mail.work.example:465 (tls), password by the command pass",
    ]
    assert [path.name for path in home.iterdir()] == ["config.toml"]


def test_the_timer_has_the_whole_path_of_the_program(
    said: Said, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it was called: a timer has another PATH, another folder and no environment."""
    program = tmp_path / "bin" / "followup-mail"
    program.parent.mkdir()
    program.touch(mode=0o755)
    monkeypatch.chdir(program.parent)
    monkeypatch.setattr(sys, "argv", ["./followup-mail", "doctor"])

    shown = said("doctor")

    assert f"\nExecStart={program} outbox deliver\n" in shown
    assert f"\nEnvironment=FOLLOWUP_MAIL_HOME={home}\n" in shown
    state = f"XDG_STATE_HOME={home.parent / 'state'}"
    assert f"\nEnvironment={state}\nExecStart=" in shown
    assert f"\n*/15 * * * * FOLLOWUP_MAIL_HOME={home} {state} {program} outbox" in shown


def test_called_as_a_module_the_timer_names_the_interpreter() -> None:
    """``python -m followup_mail`` has no program of its own."""
    shown = timer("/lib/followup_mail/__main__.py", "/usr/bin/python3", {})

    assert "\nExecStart=/usr/bin/python3 -m followup_mail outbox deliver\n" in shown
    assert "\n*/15 * * * * /usr/bin/python3 -m followup_mail outbox deliver\n" in shown
    assert "Environment" not in shown


def test_odd_paths_survive_the_timers_own_rules(tmp_path: Path) -> None:
    """A space is quoted; a percent sign means something to both."""
    program = tmp_path / "my 100% tools"
    program.touch(mode=0o755)

    shown = timer(str(program), sys.executable, {"FOLLOWUP_MAIL_HOME": "/home/sam/a b%"})

    assert f"\nExecStart='{tmp_path}/my 100%% tools' outbox deliver\n" in shown
    assert "\nEnvironment='FOLLOWUP_MAIL_HOME=/home/sam/a b%%'\n" in shown
    assert (
        f"\n*/15 * * * * FOLLOWUP_MAIL_HOME='/home/sam/a b\\%' '{tmp_path}/my 100\\% tools' "
        "outbox deliver\n"
    ) in shown


def test_a_keyring_that_cannot_be_used_is_named(
    run: Run, config: Path, environ: dict[str, str]
) -> None:
    """Rows 56, 59: status 1, with what to do; the others are told all the same."""
    config.write_text('[accounts.home]\nhost = "mail.home.example"\nuser = "sam"\n')
    environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

    result = run("doctor")

    assert result.exit_code == 1
    assert (
        "BAD  account home: mail.home.example:465 (tls): PYTHON_KEYRING_BACKEND names keyring."
        in (result.stdout)
    )
    assert "ok   outbox: nothing waits\n" in result.stdout
    assert result.stderr == "Error: Not everything is in order; see what is BAD above.\n"


def test_without_an_account_it_says_what_comes_first(run: Run, config: Path) -> None:
    """A timer would have nothing to send through."""
    config.unlink()

    result = run("doctor")

    assert result.exit_code == 0
    assert result.stderr == "\nNo account to send through. Next: followup-mail account add\n"
    assert "crontab" not in result.stdout


def test_faulty_files_are_bad_and_hide_nothing_else(
    run: Run, said: Said, config: Path, home: Path, northwind: Path
) -> None:
    """Row 51: neither the store nor config.toml ends it at once."""
    said("add", northwind)
    (home / "followup-mail.db").write_bytes(b"no database" * 1000)
    config.write_text("[accounts.work]\n", encoding="utf-8")

    result = run("doctor")

    assert result.exit_code == 1
    store, settings = result.stdout.splitlines()[:2]
    assert store.startswith("BAD  store: ")
    assert settings.startswith("BAD  config.toml: ")


def test_it_can_be_read_by_a_program(said: Said) -> None:
    """What was looked at, whether it is good, and what is to be said."""
    found = json.loads(said("doctor", "--json"))

    assert [(each["what"], each["good"]) for each in found] == [
        ("store", True),
        ("sent mail", True),
        ("outbox", True),
        ("account here", True),
        ("account work", True),
    ]
