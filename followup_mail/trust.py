"""Who but the user may change a file: judged from its owner, its mode and its groups.

As sshd and sudo judge theirs: the file, every folder on the way to it, and every link,
with what it leads to. From the root on, because what nobody else may change cannot be
exchanged any more once it has been passed. Windows has neither such owners nor such
modes; nothing is judged there.
"""

import errno
import os
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from followup_mail.record import Record

OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH
_ROOT: Final = 0
_LINKS: Final = 40
"""Most links on one way, as Linux has it."""


class Loose(Record):
    """Something that others than the user may change."""

    path: Path
    owner: int | None
    """Whose it is, where that is somebody else's; None where it isn't."""
    letters: str
    """Of chmod: "g", "o" or "go" may write there and must not; "" for nobody."""
    link: bool = False

    def command(self, user: int) -> str:
        """Return what *user* types against it."""
        own = f"sudo chown {'-h ' if self.link else ''}{user} {quoted(self.path)}"
        close = f"chmod {self.letters}-w {quoted(self.path)}"
        needed = ((self.owner is not None, own), (self.letters, close))
        return " && ".join(command for need, command in needed if need)


def strangers(
    mode: int, uid: int, gid: int, *, user: int, private: Callable[[int], bool]
) -> tuple[int | None, str]:
    """Return whose the file is, None for *user*'s or root's, and who else may write it.

    Args:
        mode: Type and permissions.
        uid: The owner.
        gid: The group.
        user: Who is to trust it.
        private: Returns whether a group is that user's alone.

    """
    owner = uid if uid not in {user, _ROOT} else None
    # A link has no mode of its own; in a sticky folder, as /tmp, others move only their own.
    if stat.S_ISLNK(mode) or (stat.S_ISDIR(mode) and mode & stat.S_ISVTX):
        return owner, ""
    group = "g" if mode & stat.S_IWGRP and not private(gid) else ""
    return owner, group + ("o" if mode & stat.S_IWOTH else "")


def is_private(
    gid: int, user: int, *, users: Iterable[tuple[str, int, int]], members: Iterable[str]
) -> bool:
    """Return whether nobody but *user* is in a group, and the user is.

    Args:
        gid: The group.
        user: Who asks.
        users: Name, number and primary group of each user there is.
        members: The names that the group lists.

    """
    numbers = {name: number for name, number, _ in users}
    primarily = {number for _, number, group in users if group == gid}
    # A name without a user may be one of another directory of users.
    return {numbers.get(name, -1) for name in members} | primarily == {user}


def loose_on_the_way(path: Path, *, user: int, private: Callable[[int], bool]) -> Iterator[Loose]:
    """Yield what is loose of the folders and links on the way to *path*.

    What is there in the end isn't looked at: only who has opened it knows what that is.

    Raises:
        OSError: It can't be walked, or ends nowhere.

    """
    for passed, status in _way(path):
        found = of_status(passed, status, user=user, private=private)
        if found is not None:
            yield found


def of_status(
    path: Path, status: os.stat_result, *, user: int, private: Callable[[int], bool]
) -> Loose | None:
    """Return how *path* is loose, whose *status* that is; None where it isn't."""
    mode = status.st_mode
    owner, letters = strangers(mode, status.st_uid, status.st_gid, user=user, private=private)
    if owner is None and not letters:
        return None
    return Loose(path, owner, letters, stat.S_ISLNK(mode))


def _way(path: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield each folder and link that the system passes on the way to *path*."""
    whole = path if path.is_absolute() else Path.cwd() / path
    here = Path(whole.anchor)
    left = deque(whole.parts[1:])
    links = 0
    yield here, here.lstat()
    while left:
        part = left.popleft()
        if part == "..":  # of where a link has led to, and passed already
            here = here.parent
            continue
        status = (here / part).lstat()
        if not stat.S_ISLNK(status.st_mode):
            here /= part
            if left:
                yield here, status
            continue
        yield here / part, status
        links += 1
        if links > _LINKS:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        target = (here / part).readlink()
        here = Path(target.anchor) if target.is_absolute() else here
        left.extendleft(reversed(target.parts[1 if target.is_absolute() else 0 :]))


def user_and_groups() -> tuple[int, Callable[[int], bool]]:
    """Return who runs this, and whether a group is theirs alone."""
    user = os.geteuid()

    def private(gid: int) -> bool:
        import grp  # noqa: PLC0415 - not on Windows
        import pwd  # noqa: PLC0415 - as above

        try:
            members = grp.getgrgid(gid).gr_mem
        except KeyError:
            return False
        users = [(each.pw_name, each.pw_uid, each.pw_gid) for each in pwd.getpwall()]
        return is_private(gid, user, users=users, members=members)

    return user, private


def quoted(path: Path) -> str:
    """Return *path* as a shell takes it."""
    from shlex import quote  # noqa: PLC0415 - start-up time: only in errors

    return quote(str(path))
