"""Attacks by config.toml: whoever can write it says what runs, and where a password goes.

A folder that is shared, a dotfile that a script installed with the wrong mode, a line that was
changed while nobody looked.
"""

import os
from collections.abc import Callable

import pytest
from servers.victim import MARIA, PASSWORD, Machine, Scene

THANK = ("send", "thank-you", "northwind", "--to", "maria", "--yes")
_NOBODY = 65534
_LATER = ("--later", "2026-11-20 14:00")


def _kept(scene: Scene) -> Machine:
    """Return a machine with one note due and another one in the queue."""
    machine = scene.machine()
    machine.must("add", machine.job())
    machine.must("send", "thank-you", "northwind", "--to", "david", "--yes", *_LATER)
    machine.at("2026-11-20 14:05")
    return machine


def _not_believed(machine: Machine) -> None:
    """See that nothing of the configuration runs or sends, and that all the rest goes on."""
    for words in (THANK, ("outbox", "deliver"), ("account", "check")):
        refused = machine.refused(*words)
        assert refused.status == 78, refused
        assert "chmod" in refused.said or "chown" in refused.said, refused
    assert machine.asked == 0, "the password's command was run"
    assert machine.server.arrived == (), machine.story
    assert machine.server.connections == 0, machine.story
    machine.must("next")
    machine.must("draft", "thank-you", "northwind", "--to", "maria")
    assert machine.run("doctor").status, "doctor calls it in order"


def _as_root() -> None:
    if os.geteuid():
        pytest.skip("only root can give a file to somebody else")


def test_a_configuration_that_anybody_may_write_is_not_believed(scene: Scene) -> None:
    """Row 82: mode 0666.

    Every user of the machine could have put a command of theirs into it.
    """
    machine = _kept(scene)
    machine.config.chmod(0o666)

    _not_believed(machine)


def test_a_configuration_of_somebody_else_is_not_believed(scene: Scene) -> None:
    """Row 82: whatever its mode, its owner can change it.

    They name the server that gets the next message, and the command that runs before.
    """
    _as_root()
    machine = _kept(scene)
    os.chown(machine.config, _NOBODY, _NOBODY)
    machine.config.chmod(0o644)

    _not_believed(machine)


def test_a_configuration_that_a_group_may_write_is_not_believed(scene: Scene) -> None:
    """Row 82: a group that others are in.

    On a machine of a team, or of a family.
    """
    _as_root()
    machine = _kept(scene)
    os.chown(machine.config, -1, _NOBODY)
    machine.config.chmod(0o660)

    _not_believed(machine)


def _linked(machine: Machine) -> None:
    elsewhere = machine.folder / "dotfiles"
    elsewhere.mkdir(mode=0o700)
    target = machine.config.rename(elsewhere / "followup-mail.toml")
    machine.config.symlink_to(target)


def test_a_link_hides_no_mode(scene: Scene) -> None:
    """Row 82: the link is the user's own, and what it leads to is everybody's.

    As where dotfiles lie in a repository of their own.
    """
    machine = _kept(scene)
    _linked(machine)
    machine.config.chmod(0o666)

    _not_believed(machine)


def test_a_link_to_a_file_of_one_s_own_is_believed(scene: Scene) -> None:
    """Row 82: whoever keeps dotfiles elsewhere sends as before; so does mode 0644."""
    machine = _kept(scene)
    _linked(machine)
    machine.config.chmod(0o644)

    machine.must(*THANK)

    assert [each.rcpt_to for each in scene.server.arrived] == [(MARIA,)]


# Where a password goes


def _entered(scene: Scene, *, pinned: bool = False) -> Machine:
    """Return a machine whose keyring holds the password, for the server as it is now."""
    machine = scene.machine()
    machine.must("add", machine.job())
    machine.with_keyring({})
    if pinned:
        _pin(machine, "good")
    machine.must("account", "password", "home", "-", stdin=f"{PASSWORD}\n")
    return machine


def _pin(machine: Machine, name: str) -> None:
    lines = machine.config.read_text("utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith("fingerprint"))
    pin = machine.certificates[name].fingerprint
    machine.config.write_text(f'{kept}fingerprint = "{pin}"\n', encoding="utf-8")


def _keeps_its_secret(machine: Machine, change: Callable[[], None]) -> None:
    """See that the password is not told to whoever answers after *change*."""
    change()
    refused = [machine.run(*words) for words in (THANK, ("account", "check"))]
    assert machine.server.logins == 0, machine.story
    assert machine.server.arrived == ()
    for ran in refused:
        assert ran.status in {76, 77, 78}, ran
        assert "account password" in ran.said, ran


def test_a_pin_that_is_added_gets_no_password(scene: Scene) -> None:
    """Row 86: a certificate that nobody signed, vouched for by a line of the configuration.

    The man in the middle pins his own certificate, and the keyring gives him the password.
    """
    machine = _entered(scene)
    scene.server.shows(scene.certificates["self_signed"])

    _keeps_its_secret(machine, lambda: _pin(machine, "self_signed"))


def test_a_pin_that_is_changed_gets_no_password(scene: Scene) -> None:
    """Row 86: the same where another one was pinned before."""
    machine = _entered(scene, pinned=True)
    scene.server.shows(scene.certificates["self_signed"])

    _keeps_its_secret(machine, lambda: _pin(machine, "self_signed"))


def test_a_connection_in_clear_gets_no_password(scene: Scene) -> None:
    """Row 86: the entry was made for TLS.

    Whoever listens on that port of this machine, once the mail program has let go of it.
    """
    machine = _entered(scene)
    scene.server.shows(None)

    _keeps_its_secret(
        machine, lambda: machine.reconfigure('security = "tls"', 'security = "plain"')
    )


def test_another_server_gets_no_password(scene: Scene) -> None:
    """Row 86: the entry was made for the usual port, and somebody else answers at this one."""
    machine = scene.machine()
    machine.must("add", machine.job())
    machine.with_keyring({"sam@followup-mail smtp://localhost:465": PASSWORD})

    _keeps_its_secret(machine, lambda: None)
