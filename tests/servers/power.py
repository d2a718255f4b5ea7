"""A disk whose power can be cut: ext4 on a file, whose journal is never written out.

It is mounted where only one process sees it (a mount namespace): when the tests end,
however that may be, the process ends, and with it the mount. What is to run on the
disk is started through :attr:`Disk.enter`.
"""

import contextlib
import fcntl
import os
import struct
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from servers.machine import carried_out, missing, private_folder, program
from servers.machine import stop as stop_process

_FS_IOC_SHUTDOWN = 0x8004587D
"""From ``linux/fs.h``: _IOR('X', 125, __u32)."""
_WITHOUT_JOURNAL = 2
"""EXT4_GOING_FLAGS_NOLOGFLUSH: what is not on the disk yet never gets there."""
_SIZE = 64 * 1024 * 1024

_HOLD = """
mount -t ext4 -o loop,nodev,nosuid "$1" "$2" && echo mounted
while read -r order
do
    umount "$2" && mount -t ext4 -o loop,nodev,nosuid "$1" "$2" && echo mounted || echo failed
done
"""
"""Keeps the mount while its standard input is open; each line mounts it anew."""


@cache
def absent() -> str:
    """Return a sentence on why no disk can be mounted here, "" if one can."""
    lacking = missing("mkfs.ext4", "unshare", "nsenter", "mount", root=True)
    if lacking or Path("/dev/loop-control").exists():
        return lacking
    return "there are no loop devices"


class Disk:
    """An ext4 file system on a file.

    Attributes:
        folder: Where it is mounted, for whom :attr:`enter` leads there.
        enter: The beginning of a command that is to see it.

    """

    def __init__(self, folder: Path) -> None:
        """Make it in *folder*, and mount it."""
        image = folder / "disk"
        self.folder = folder / "mounted"
        self.folder.mkdir()
        with image.open("wb") as file:
            file.truncate(_SIZE)
        carried_out([program("mkfs.ext4"), "-q", "-F", image])
        apart = (program("unshare"), "--mount", "--propagation", "private")
        with (folder / "out").open("wb") as errors:
            self._holder = subprocess.Popen(
                [*apart, "/bin/sh", "-c", _HOLD, "hold", image, self.folder],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        self._errors = folder / "out"
        try:
            self._mounted()
        except OSError:
            self.close()
            raise
        self.enter = (program("nsenter"), f"--mount=/proc/{self._holder.pid}/ns/mnt")

    def _mounted(self) -> None:
        assert self._holder.stdout is not None
        if self._holder.stdout.readline() != b"mounted\n":
            raise OSError(f"The disk was not mounted: {self._errors.read_text()}")

    @property
    def _seen(self) -> Path:
        """The mounted folder as it is seen from here."""
        return Path(f"/proc/{self._holder.pid}/root{self.folder}")

    def listed(self) -> dict[str, bytes]:
        """Return the files of its uppermost folder, by name, with what they hold."""
        found = (path for path in self._seen.iterdir() if path.is_file())
        return {path.name: path.read_bytes() for path in sorted(found)}

    def cut(self) -> None:
        """Cut the power: nothing gets to the disk any more, and whoever writes gets an error."""
        descriptor = os.open(self._seen, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, _FS_IOC_SHUTDOWN, struct.pack("I", _WITHOUT_JOURNAL))
        finally:
            os.close(descriptor)

    def start_again(self) -> None:
        """Mount it anew, as after a cut; nobody may have files on it open."""
        assert self._holder.stdin is not None
        self._holder.stdin.write(b"\n")
        self._holder.stdin.flush()
        self._mounted()

    def close(self) -> None:
        """Unmount it for good."""
        assert self._holder.stdin is not None
        assert self._holder.stdout is not None
        self._holder.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._holder.wait(5)
        stop_process(self._holder)
        self._holder.stdout.close()


@contextlib.contextmanager
def mounted() -> Iterator[Disk]:
    """Give a disk, then remove it."""
    with private_folder("fm-disk") as folder:
        disk = Disk(folder)
        try:
            yield disk
        finally:
            disk.close()
