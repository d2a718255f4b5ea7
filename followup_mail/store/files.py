"""Where the store lies: whose it is, who else may reach it, and how it comes to be.

SQLite follows links and takes the mode of a new file from the umask; so the file
is looked at before SQLite opens it, and made without it.
"""

import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from followup_mail.errors import StoreError
from followup_mail.trust import OTHERS_WRITE, quoted

FILE_NAME: Final = "followup-mail.db"
HOME: Final = "FOLLOWUP_MAIL_HOME"
"""The variable that names another folder for the store."""
UNFINISHED: Final = "followup-mail.db.new"
"""The file while its first tables are made; left by a crash, it is made anew."""

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_DEVICE: Final = 2
_PLACE: Final = 4
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")
"""A blank, a tab, a line break or a backslash in the table of mounts."""
_PATIENCE: Final = 5.0
"""Seconds to wait for another program that is making the file."""
_FAR: Final = frozenset(
    {
        *("afs", "ceph", "cifs", "coda", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4"),
        *("smb3", "smbfs", "fuse.ceph", "fuse.curlftpfs", "fuse.davfs", "fuse.gcsfuse"),
        *("fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs"),
        "fuse.sshfs",
    }
)
"""File systems of other machines."""
_AROUND: Final = frozenset(
    {
        *("9p", "drvfs", "fuse.prl_fsd", "fuse.vmhgfs-fuse", "prl_fs", "vboxsf", "virtiofs"),
        "vmhgfs",
    }
)
"""File systems of the machine that this one, a virtual one, runs on."""
_SERVED_WELL: Final = frozenset({"fuse.fuse-overlayfs", "fuse.gocryptfs"})
"""Those that a program of this machine serves, and whose last commit outlasts a power cut.

So does that of ``fuseblk``, which lies on a disk. Under encfs, cryfs and mergerfs it was seen to
be lost, and of all others nobody knows.
"""


def found(folder: Path) -> bool:
    """Return whether *folder* holds a store, after a look at both.

    Raises:
        StoreError: One of them is a link, somebody else's, or open to others.

    """
    return folder_is_there(folder) and file_is_there(folder / FILE_NAME)


def folder_is_there(folder: Path, variable: str = HOME) -> bool:
    """Return whether there is *folder*, which *variable* can move, after a look at it.

    Raises:
        StoreError: It is a link, somebody else's, or others may write there.

    """
    status = _status(folder)
    if status is None:
        return False
    if stat.S_ISLNK(status.st_mode):
        raise StoreError(
            f"{folder}: is a link; what is kept lies in a folder of its own. "
            f"Give the folder that it leads to as {variable}."
        )
    if not stat.S_ISDIR(status.st_mode):
        raise StoreError(f"{folder}: is not a folder. Move it away: {_aside(folder)}")
    _check_owner(folder, status, variable)
    if status.st_mode & OTHERS_WRITE:
        raise StoreError(
            f"{folder}: others may write there, and could exchange what is kept. "
            f"Close it to them: chmod 700 {quoted(folder)}"
        )
    return True


def file_is_there(path: Path, variable: str = HOME) -> bool:
    """Return whether there is the file *path*, after a look at it, and at nobody else's will.

    Raises:
        StoreError: It is a link, somebody else's, or open to others.

    """
    status = _status(path)
    if status is None:
        return False
    if not stat.S_ISREG(status.st_mode):
        kind = "a link" if stat.S_ISLNK(status.st_mode) else "not a regular file"
        raise StoreError(f"{path}: is {kind}. Move it away: {_aside(path)}")
    _check_owner(path, status, variable)
    if status.st_nlink > 1:
        raise StoreError(
            f"{path}: has a second name (a hard link), so it can be changed from elsewhere. "
            f"Make it a file of its own: cp {quoted(path)} {quoted(path)}.copy && "
            f"mv {quoted(path)}.copy {quoted(path)}"
        )
    if status.st_mode & _OTHERS:
        try:
            path.chmod(0o600, follow_symlinks=False)
        except (OSError, NotImplementedError):
            raise StoreError(
                f"{path}: others may read it. Close it to them: chmod 600 {quoted(path)}"
            ) from None
    return True


def _aside(path: Path) -> str:
    return f"mv {quoted(path)} {quoted(path)}.old"


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(
            f"{path}: can't be looked at ({error.strerror}). "
            f"See what is in the way: ls -ld {quoted(path)}"
        ) from None


def _check_owner(path: Path, status: os.stat_result, variable: str) -> None:
    if os.name == "posix" and status.st_uid != os.geteuid():
        raise StoreError(
            f"{path}: belongs to somebody else (user {status.st_uid}). "
            f"Run this as its owner, or set {variable} to a folder of your own."
        )


@contextmanager
def making(folder: Path) -> Iterator[Path | None]:
    """Yield the path of an empty file to fill, which then becomes the store of *folder*.

    None where another program made the store meanwhile. The file gets its name only
    when it is whole: a store that is seen is never half made.

    Raises:
        StoreError: Folder or file can't be made, or lie on another machine.

    """
    try:
        make_folder(folder)
        with _alone(folder) as descriptor:
            if file_is_there(folder / FILE_NAME):
                yield None
                return
            unfinished = folder / UNFINISHED
            with suppress(FileNotFoundError):
                unfinished.unlink()
            flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
            made = os.open(unfinished, flags, 0o600)
            os.fchmod(made, 0o600)
            os.close(made)
            yield unfinished
            # SQLite has synchronised its bytes; that it bears the name is up to the folder.
            unfinished.rename(folder / FILE_NAME)
            os.fsync(descriptor)
    except OSError as error:
        raise StoreError(
            f"{folder}: the store can't be made there ({error.strerror}). "
            "Make room or allow writing there, or set FOLLOWUP_MAIL_HOME to another folder."
        ) from None


def make_folder(folder: Path, variable: str = HOME) -> None:
    """Make *folder*, which *variable* can move, if it isn't there.

    Raises:
        StoreError: It is there and not the user's alone, or lies on another machine.
        OSError: It can't be made.

    """
    if not folder_is_there(folder, variable):
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            folder.chmod(0o700)
            synchronise(folder.parent)
        folder_is_there(folder, variable)
    check_near(folder, variable)


def check_near(folder: Path, variable: str = HOME) -> None:
    """See that *folder* lies on a disk of this machine, which keeps what it was given.

    Raises:
        StoreError: It doesn't.

    """
    system = file_system(folder)
    if where := _unreliable(system):
        raise StoreError(
            f"{folder}: lies on {where} ({system}), where locks and power cuts can't be "
            f"relied on. Set {variable} to a folder on a disk of this one."
        )


def _unreliable(system: str) -> str:
    """Return whose the file system *system* is; "" if what it keeps can be relied on."""
    if system in _FAR:
        return "another machine"
    if system in _AROUND:
        return "the machine that this virtual one runs on"
    served = system == "fuse" or system.startswith("fuse.")
    if served and system not in _SERVED_WELL:
        return "a file system that a program of this machine serves"
    return ""


def synchronise(folder: Path) -> None:
    """See that the names in *folder* survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _alone(folder: Path) -> Iterator[int]:
    """Yield a descriptor of *folder*, locked against others who would make a store there."""
    import fcntl  # noqa: PLC0415 - start-up time: only when a store is made

    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise StoreError(
                        f"{folder}: another program is making the store. "
                        "Nothing was changed; try again when it has ended."
                    ) from None
                time.sleep(0.05)
        yield descriptor
    finally:
        os.close(descriptor)


def file_system(folder: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str:
    """Return the type of the file system on which *folder* lies; "" where that isn't told."""
    try:
        device = folder.stat().st_dev
        place = folder.resolve()
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    number = f"{os.major(device)}:{os.minor(device)}"
    around = {str(each) for each in (place, *place.parents)}
    found, deepest = "", ""
    # proc(5): number, parent, device, root, place; the type follows a lone hyphen.
    for fields in (line.split() for line in lines):
        if "-" not in fields[_PLACE:]:
            continue
        kind = fields[fields.index("-", _PLACE) + 1]
        if fields[_DEVICE] == number:
            return kind
        # Btrfs tells another device than stands in the table; then the place decides.
        mounted = _ESCAPED.sub(lambda match: chr(int(match[1], 8)), fields[_PLACE])
        if mounted in around and len(mounted) >= len(deepest):
            found, deepest = kind, mounted
    return found
