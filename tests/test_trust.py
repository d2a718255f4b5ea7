"""Who but the user could have written config.toml."""

import os
import shlex
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from followup_mail.config import Home, read_config
from followup_mail.errors import ConfigError
from followup_mail.trust import is_private, loose_on_the_way, strangers, user_and_groups

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has no such owners and modes")

ROOT, SAM, EVE = 0, 1000, 1001
OWN, STAFF = 1000, 50
FILE, FOLDER, LINK = stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK
ACCOUNT = """\
[me]
name = "Sam Okafor"

[accounts.home]
host = "mail.home.example"
user = "sam"
"""
REST = "so what config.toml says may not be yours. Nothing in it is run, and nothing is sent. "


@pytest.mark.parametrize(
    ("mode", "uid", "gid", "found"),
    [
        (FILE | 0o644, SAM, OWN, (None, "")),
        (FILE | 0o600, SAM, STAFF, (None, "")),
        (FILE | 0o664, SAM, OWN, (None, "")),
        (FILE | 0o664, SAM, STAFF, (None, "g")),
        (FILE | 0o646, SAM, OWN, (None, "o")),
        (FILE | 0o666, SAM, OWN, (None, "o")),
        (FILE | 0o666, SAM, STAFF, (None, "go")),
        (FILE | 0o644, ROOT, ROOT, (None, "")),
        (FILE | 0o664, ROOT, STAFF, (None, "g")),
        (FILE | 0o400, EVE, OWN, (EVE, "")),
        (FILE | 0o666, EVE, STAFF, (EVE, "go")),
        (FILE | stat.S_ISVTX | 0o666, SAM, OWN, (None, "o")),
        (FOLDER | 0o755, ROOT, ROOT, (None, "")),
        (FOLDER | 0o775, SAM, OWN, (None, "")),
        (FOLDER | 0o775, ROOT, STAFF, (None, "g")),
        (FOLDER | 0o777, ROOT, ROOT, (None, "go")),
        (FOLDER | stat.S_ISVTX | 0o777, ROOT, ROOT, (None, "")),
        (FOLDER | stat.S_ISVTX | 0o777, EVE, OWN, (EVE, "")),
        (LINK | 0o777, SAM, OWN, (None, "")),
        (LINK | 0o777, EVE, OWN, (EVE, "")),
    ],
)
def test_who_may_change_it_follows_from_owner_mode_and_group(
    mode: int, uid: int, gid: int, found: tuple[int | None, str]
) -> None:
    """Row 82: the owner is the user or root, and nobody else may write, but in sticky folders."""
    assert strangers(mode, uid, gid, user=SAM, private=lambda group: group == OWN) == found


USERS = [("root", ROOT, 0), ("sam", SAM, OWN), ("eve", EVE, EVE)]


@pytest.mark.parametrize(
    ("users", "members", "alone"),
    [
        (USERS, [], True),
        (USERS, ["sam"], True),
        (USERS, ["eve"], False),
        (USERS, ["sam", "somebody in another directory"], False),
        ([*USERS, ("bob", 1002, OWN)], [], False),
        ([("sam", SAM, 100)], [], False),
        ([("sam", SAM, 100)], ["sam"], True),
        ([], [], False),
    ],
)
def test_a_group_is_the_user_s_alone_if_nobody_else_is_in_it(
    users: list[tuple[str, int, int]],
    members: list[str],
    alone: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """Row 82: neither by the list of the group nor by another user's primary group."""
    assert is_private(OWN, SAM, users=users, members=members) is alone


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that is the user's alone, with config.toml in it."""
    mask = os.umask(0o022)
    made = tmp_path / "my home"
    made.mkdir()
    (made / "config.toml").write_text(ACCOUNT)
    yield made
    os.umask(mask)


def distrust(folder: Path) -> str:
    """Return why config.toml isn't trusted; what it says is read all the same."""
    config = read_config(Home(config=folder, data=folder))
    assert config.me == {"name": "Sam Okafor"}
    assert list(config.listed) == ["home"]
    if not config.distrust:
        assert config.accounts == config.listed
        return ""
    with pytest.raises(ConfigError) as caught:
        _ = config.accounts
    assert str(caught.value) == config.distrust
    return config.distrust


def test_what_is_the_user_s_alone_is_trusted(folder: Path) -> None:
    """As it is after ``init``, and for whoever has a group of their own."""
    assert distrust(folder) == ""


@pytest.mark.parametrize(("mode", "letters"), [(0o666, "go"), (0o646, "o"), (0o606, "o")])
def test_a_file_that_everybody_may_write_is_not_trusted(
    folder: Path, mode: int, letters: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 82: with the command to type, after which it is."""
    user, _ = user_and_groups()
    monkeypatch.setattr(
        "followup_mail.config.user_and_groups", lambda: (user, lambda _: letters == "o")
    )
    file = folder / "config.toml"
    file.chmod(mode)

    told = distrust(folder)

    assert told == (
        f"{file}: everybody may write there, {REST}"
        f"Read it through, then type: chmod {letters}-w '{file}'"
    )
    typed(told)
    assert distrust(folder) == ""


def typed(told: str) -> None:
    """Do what a sentence says."""
    subprocess.run(
        ["/bin/sh", "-c", told.partition("then type: ")[2].replace("sudo ", "")], check=True
    )


def test_a_group_of_others_is_not_trusted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 82: whoever else is in the group could write it."""
    user, _ = user_and_groups()
    monkeypatch.setattr("followup_mail.config.user_and_groups", lambda: (user, lambda _: False))
    (folder / "config.toml").chmod(0o664)

    assert distrust(folder).startswith(f"{folder}/config.toml: its group may write there, ")

    monkeypatch.setattr("followup_mail.config.user_and_groups", lambda: (user, lambda _: True))
    assert distrust(folder) == ""


def test_a_folder_that_everybody_may_write_is_not_trusted(folder: Path) -> None:
    """Row 82: whoever may write there can exchange the file; in a sticky folder they can't."""
    above = folder.parent
    above.chmod(0o777)
    (folder / "config.toml").chmod(0o666)
    told = distrust(folder)

    assert told.startswith(f"{above}: everybody may write there, ")
    typed(told)  # which names both
    assert distrust(folder) == ""

    above.chmod(0o1777)
    assert distrust(folder) == ""


def test_a_link_is_followed_and_each_target_judged(folder: Path, tmp_path: Path) -> None:
    """Row 82: every link on the way, every folder that one leads through, and the file."""
    elsewhere, open_folder = tmp_path / "elsewhere", tmp_path / "open"
    elsewhere.mkdir()
    open_folder.mkdir()
    file = elsewhere / "dotfiles.toml"
    (folder / "config.toml").rename(file)
    (folder / "config.toml").symlink_to(f"../{open_folder.name}/../hop")
    (tmp_path / "hop").symlink_to(file)
    assert distrust(folder) == ""

    open_folder.chmod(0o777)
    assert distrust(folder).startswith(f"{open_folder}: everybody may write there, ")
    open_folder.chmod(0o755)
    elsewhere.chmod(0o777)
    assert distrust(folder).startswith(f"{elsewhere}: everybody may write there, ")
    elsewhere.chmod(0o755)
    file.chmod(0o666)
    assert distrust(folder).startswith(f"{file}: everybody may write there, ")


@pytest.fixture
def given_away(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], int]:
    """Return what makes a path somebody else's, and returns whose it is then."""

    def give(path: Path) -> int:
        if os.geteuid() == ROOT:
            os.chown(path, 12345, -1, follow_symlinks=False)
            return 12345
        # Only root can give files away; so the user becomes another one.
        user = os.geteuid()
        monkeypatch.setattr(os, "geteuid", lambda: user + 1)
        return user

    return give


def test_what_is_somebody_else_s_is_not_trusted(
    folder: Path, given_away: Callable[[Path], int]
) -> None:
    """Row 82: its owner may change a file whatever its mode is: the user is it, or root."""
    file = folder / "config.toml"
    file.chmod(0o444)
    owner = given_away(file)

    told = distrust(folder)

    assert f"belongs to somebody else (user {owner}), {REST}" in told
    assert f"sudo chown {os.geteuid()} {shlex.quote(str(file))}" in told
    if os.geteuid() == ROOT:
        typed(told)
        assert distrust(folder) == ""


@pytest.mark.skipif(os.geteuid() != ROOT, reason="only root can give a link away")
def test_a_link_of_somebody_else_s_is_not_trusted(
    folder: Path, given_away: Callable[[Path], int]
) -> None:
    """Row 82: in a folder where everybody may lay links, whose it is decides."""
    shared = folder.parent / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    link = shared / "home"
    link.symlink_to(folder)
    assert distrust(link) == ""
    owner = given_away(link)

    told = distrust(link)

    assert told.startswith(f"{link}: belongs to somebody else (user {owner}), ")
    typed(told)
    assert distrust(link) == ""


def test_what_was_read_is_judged_and_not_what_is_called_so_now(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 82: exchanged for a good one once it was opened, the bad one is found out."""
    file = folder / "config.toml"
    file.chmod(0o666)
    fstat = os.fstat

    def exchange(descriptor: int) -> os.stat_result:
        better = folder / "better"
        better.write_text(ACCOUNT)
        better.replace(file)
        return fstat(descriptor)

    monkeypatch.setattr("followup_mail.tables.toml.os.fstat", exchange)
    assert distrust(folder).startswith(f"{file}: everybody may write there, ")
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


def test_links_that_lead_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    """As the system has it, after forty of them."""
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="symbolic links"):
        list(loose_on_the_way(tmp_path / "a", user=os.geteuid(), private=lambda _: True))


def test_a_way_that_can_not_be_looked_at_is_not_trusted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that comes to be while it is looked for is not believed unseen."""

    def vanish(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("followup_mail.config.loose_on_the_way", vanish)
    assert distrust(folder) == (
        f"{folder}/config.toml: the way there can't be looked at (No such file or directory). "
        "Nothing in it is run, and nothing is sent. Try again."
    )
