"""The store on real file systems: what is taken can be relied on, what can't be is refused."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import power, power_cuts, tracing, whole_send
from servers.file_systems import RELIABLE, SSHFS, Kind
from servers.forks import Forks
from servers.need import need
from servers.power_cuts import SENDER, Grounds, check
from servers.whole_send import REHEARSE, SEND, furnish

QUEUE = (*SEND, "--later", "tomorrow 9:00")


@pytest.fixture(params=RELIABLE.values(), ids=RELIABLE)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Return one of the kinds on which a store may lie."""
    found: Kind = request.param
    return found


@pytest.fixture
def forks_on_it(kind: Kind, tmp_path: Path) -> Iterator[tuple[Forks, Grounds]]:
    """Return a process that forks those who write on a disk of that kind, and their homes."""
    need(tracing.absent())
    need(kind.absent)
    if kind.unknown:
        pytest.skip(kind.unknown)
    modules = [whole_send.HERE, power_cuts.HERE]
    with (
        power.mounted(kind) as disk,
        Forks(modules, folder=tmp_path, environment={REHEARSE: "1"}, enter=disk.enter) as forks,
    ):
        yield forks, Grounds(forks, disk, tmp_path)


def test_a_store_can_be_relied_on_there(forks_on_it: tuple[Forks, Grounds], kind: Kind) -> None:
    """Row 53: eight programs queue one message, files are the user's alone, no cut loses an entry.

    On each real file system on which a store may lie, by its name in the table of mounts.
    """
    forks, grounds = forks_on_it
    home = grounds.place("first")
    furnish(grounds.from_here(home), 1)
    added = grounds.run(home, "add", os.fspath(home / "northwind.toml"))
    named = grounds.found(f"{power_cuts.HERE}:name_file_system", home)
    children = [forks.begin(SENDER, os.fspath(home), *QUEUE) for _ in range(8)]
    for child in children:
        child.go()
    ended = [forks.wait(child) for child in children]

    assert added.status == 0, added.output
    assert named.output == kind.name
    assert [each.status for each in ended] == [0] * 8
    assert grounds.held(home) == (1, 0, 1)
    assert grounds.from_here(home / "followup-mail.db").stat().st_mode & 0o777 == 0o600
    if kind.lasting:
        words = ("log", "northwind", "thank-you")
        check(list(grounds.outcomes(home, words, done="Recorded: ")), (1, 0, 1), (1, 2, 1))


@pytest.mark.parametrize("kind", [pytest.param(SSHFS, id=SSHFS.name)])
def test_a_folder_of_another_machine_is_refused(forks_on_it: tuple[Forks, Grounds]) -> None:
    """Row 53: a real one, over SFTP; its name is told, and nothing is left there."""
    _, grounds = forks_on_it
    home = grounds.place("first")
    furnish(grounds.from_here(home), 1)
    before = sorted(path.name for path in grounds.from_here(home).iterdir())

    added = grounds.run(home, "add", os.fspath(home / "northwind.toml"))

    assert added.status == 74, added.output
    assert "lies on another machine (fuse.sshfs)" in " ".join(added.output.split())
    assert sorted(path.name for path in grounds.from_here(home).iterdir()) == before
