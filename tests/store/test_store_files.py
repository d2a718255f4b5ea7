"""Where the store lies: closed to others whatever the umask, and refused where it is not."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from store_nouns import NOW, dossier

from followup_mail.errors import StoreError
from followup_mail.store import files, open_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that isn't there yet."""
    return tmp_path / "home" / "data"


@pytest.fixture
def kept(folder: Path) -> Path:
    """Return the file of a store with one application."""
    with open_store(folder, create=True) as store:
        store.add(dossier("acme"), at=NOW)
        return store.path


@pytest.fixture(params=[0o000, 0o022, 0o777])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Set the umask of this process for the time of one test."""
    mask: int = request.param
    before = os.umask(mask)
    yield mask
    os.umask(before)


def mode(path: Path) -> int:
    """Return the permissions of *path*."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("umask")
def test_folder_and_files_are_the_users_alone(tmp_path: Path) -> None:
    """Row 83: Whatever the umask, and the journal as well as the database."""
    folder = tmp_path / "data"
    with open_store(folder, create=True) as store, store.writing():
        store.add(dossier("acme"), at=NOW)
        modes = {path.name: mode(path) for path in folder.iterdir()}

    assert modes == {"followup-mail.db": 0o600, "followup-mail.db-journal": 0o600}
    assert mode(folder) == 0o700


def test_reading_where_nothing_is_kept_leaves_no_trace(folder: Path) -> None:
    """Every question has an answer, and neither file nor folder is made."""
    with open_store(folder, create=False) as store:
        assert store.get("acme") is None
        assert store.names("", limit=9) == ()
        assert list(store.listed()) == []
        assert store.newest() is None
        assert store.days_off("CA", 2026) is None
        assert store.generation() == store.integrity() == ""
        agenda = store.agenda(NOW)
        exported = "".join(store.export())

    assert (agenda.lines, agenda.due, agenda.waiting, agenda.ended) == ((), 0, 0, 0)
    assert '"applications":[]' in exported
    assert not folder.parent.exists()


def test_opening_for_a_write_that_never_comes_leaves_no_trace(folder: Path) -> None:
    """The file is made by the first write."""
    with open_store(folder, create=True) as store:
        assert store.names("", limit=9) == ()

    assert not folder.parent.exists()


def test_writing_where_nothing_is_kept_asks_for_a_first_application(folder: Path) -> None:
    """Only what adds one makes the file."""
    with (
        open_store(folder, create=False) as store,
        pytest.raises(StoreError, match=r"nothing is kept there yet\. .*followup-mail add FILE"),
    ):
        store.keep_setting("rules", "a")

    assert not folder.parent.exists()


def test_reading_changes_nothing(kept: Path) -> None:
    """Not a byte, not a time stamp, no file beside it."""
    before = kept.read_bytes(), kept.stat().st_mtime_ns, kept.parent.stat().st_mtime_ns

    with open_store(kept.parent, create=True) as store:
        assert store.agenda(NOW).waiting == 1
        assert len(list(store.listed())) == 1
        "".join(store.export())
        assert store.integrity() == ""

    assert before == (kept.read_bytes(), kept.stat().st_mtime_ns, kept.parent.stat().st_mtime_ns)


def test_a_folder_with_other_things_may_be_read_by_others(folder: Path) -> None:
    """Configuration and templates may lie beside it; the file itself is closed."""
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    (folder / "config.toml").touch()

    with open_store(folder, create=True) as store:
        store.add(dossier("acme"), at=NOW)

    assert (mode(folder), mode(store.path)) == (0o755, 0o600)


def test_a_file_that_others_may_read_is_closed_to_them(kept: Path) -> None:
    """Without a word: whose it is, it stays."""
    kept.chmod(0o644)

    with open_store(kept.parent, create=False) as store:
        assert store.names("", limit=9) == ("acme",)

    assert mode(kept) == 0o600


class Case(NamedTuple):
    """What can be wrong, and what is said of it."""

    spoil: Callable[[Path], object]
    """Takes the file."""
    told: str
    """With {folder} and {file}."""


def _link_folder(file: Path) -> None:
    elsewhere = file.parent.rename(file.parent.with_name("elsewhere"))
    file.parent.symlink_to(elsewhere)


def _link_file(file: Path) -> None:
    file.symlink_to(file.rename(file.with_name("elsewhere")))


def _second_name(file: Path) -> None:
    file.with_name("second").hardlink_to(file)


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _file_for_folder(file: Path) -> None:
    file.unlink()
    file.parent.rmdir()
    file.parent.touch()


REFUSED = {
    "the folder is a link": Case(
        _link_folder,
        "{folder}: is a link; what is kept lies in a folder of its own. "
        "Give the folder that it leads to as FOLLOWUP_MAIL_HOME.",
    ),
    "the folder is a file": Case(
        _file_for_folder, "{folder}: is not a folder. Move it away: mv {folder} {folder}.old"
    ),
    "the group may write": Case(
        lambda file: file.parent.chmod(0o770),
        "{folder}: others may write there, and could exchange what is kept. "
        "Close it to them: chmod 700 {folder}",
    ),
    "everybody may write": Case(
        lambda file: file.parent.chmod(0o707),
        "{folder}: others may write there, and could exchange what is kept. "
        "Close it to them: chmod 700 {folder}",
    ),
    "the file is a link": Case(_link_file, "{file}: is a link. Move it away: mv {file} {file}.old"),
    "the file is a pipe": Case(
        _pipe, "{file}: is not a regular file. Move it away: mv {file} {file}.old"
    ),
    "the file has a second name": Case(
        _second_name,
        "{file}: has a second name (a hard link), so it can be changed from elsewhere. "
        "Make it a file of its own: cp {file} {file}.copy && mv {file}.copy {file}",
    ),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("create", [False, True])
def test_what_others_could_change_is_refused(
    kept: Path,
    case: Case,
    create: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """With the path and the command to type; nothing is opened."""
    case.spoil(kept)

    with pytest.raises(StoreError) as refused:
        open_store(kept.parent, create=create)

    assert str(refused.value) == case.told.format(folder=kept.parent, file=kept)


@pytest.mark.parametrize("whose", ["the folder", "the file"])
def test_what_belongs_to_somebody_else_is_refused(
    kept: Path, whose: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 82: Even for root, who could open it."""
    owner = kept.stat().st_uid
    place = kept.parent if whose == "the folder" else kept
    lstat = Path.lstat

    def as_somebody_elses(path: Path) -> os.stat_result:
        status = lstat(path)
        if path != place:
            return status
        fields = list(status)
        fields[stat.ST_UID] = owner + 1
        return os.stat_result(fields)

    monkeypatch.setattr(Path, "lstat", as_somebody_elses)

    with pytest.raises(StoreError, match="belongs to somebody else") as refused:
        open_store(kept.parent, create=False)
    assert str(refused.value) == (
        f"{place}: belongs to somebody else (user {owner + 1}). "
        "Run this as its owner, or set FOLLOWUP_MAIL_HOME to a folder of your own."
    )


def test_a_path_with_spaces_is_quoted_for_the_shell(tmp_path: Path) -> None:
    """What is to be typed can be typed."""
    folder = tmp_path / "my data"
    folder.mkdir()
    folder.chmod(0o777)

    with pytest.raises(StoreError, match=f"chmod 700 '{folder}'$"):
        open_store(folder, create=False)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file stands in the way."""
    (tmp_path / "home").touch()

    with pytest.raises(StoreError, match=r"Not a directory"):
        open_store(tmp_path / "home" / "data", create=True)


def test_a_store_is_not_begun_on_another_machine(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locks and power cuts can't be relied on there."""
    monkeypatch.setattr(files, "file_system", lambda _: "nfs4")

    with (
        open_store(folder, create=True) as store,
        pytest.raises(StoreError, match=r"lies on another machine \(nfs4\)"),
    ):
        store.add(dossier("acme"), at=NOW)
    assert not list(folder.iterdir())


def test_the_file_system_is_read_from_the_table_of_mounts(tmp_path: Path) -> None:
    """The line of the same device tells; none tells nothing."""
    device = tmp_path.stat().st_dev
    number = f"{os.major(device)}:{os.minor(device)}"
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 0:99 / /proc rw - proc proc rw\n"
        f"23 1 {number} / /home rw,noatime shared:1 - nfs4 server.example:/home rw\n"
    )

    assert files.file_system(tmp_path, mounts) == "nfs4"
    mounts.write_text("")
    assert files.file_system(tmp_path, mounts) == ""
    assert files.file_system(tmp_path, tmp_path / "missing") == ""
