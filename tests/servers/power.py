"""A disk whose power can be cut: a file system on a file, whose journal is never written out.

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
from pathlib import Path

from servers.file_systems import EXT4, Kind
from servers.machine import carried_out, private_folder, program
from servers.machine import stop as stop_process

_FS_IOC_SHUTDOWN = 0x8004587D
"""From ``linux/fs.h``: _IOR('X', 125, __u32)."""
_WITHOUT_JOURNAL = 2
"""EXT4_GOING_FLAGS_NOLOGFLUSH, and that of XFS: what is not on the disk yet never gets there."""

_HOLD = """
up() {{
    {up}
}}
down() {{
    {down}
}}
up "$@" && echo mounted || echo failed
while read -r order
do
    down "$@" && if [ -e "$1.cut" ]; then mv "$1.cut" "$1"; fi && up "$@" &&
        echo mounted || echo failed
done
down "$@"
"""
"""Keeps the mount while its standard input is open; each line mounts it anew."""


class Disk:
    """A file system on a file.

    Attributes:
        folder: Where it is mounted, for whom :attr:`enter` leads there.
        enter: The beginning of a command that is to see it.

    """

    def __init__(self, folder: Path, kind: Kind = EXT4) -> None:
        """Make one of *kind* in *folder*, and mount it."""
        image = folder / "disk"
        self.folder = folder / "mounted"
        self.folder.mkdir()
        with image.open("wb") as file:
            file.truncate(kind.size)
        if kind.make:
            carried_out([program(kind.make[0]), *kind.make[1:], image])
        self._image = image
        self._below = folder / "disk.below" if kind.below else self.folder
        self._stops = kind.stops
        hold = _HOLD.format(up=kind.up, down=kind.down)
        apart = (program("unshare"), "--mount", "--propagation", "private")
        with (folder / "out").open("wb") as errors:
            self._holder = subprocess.Popen(
                [*apart, "/bin/sh", "-c", hold, "hold", image, self.folder],
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

    def from_here(self, path: Path) -> Path:
        """Return where *path*, which is on the disk, is seen from here."""
        return Path(f"/proc/{self._holder.pid}/root{path}")

    def listed(self) -> dict[str, bytes]:
        """Return the files of its uppermost folder, by name, with what they hold."""
        found = (path for path in self.from_here(self.folder).iterdir() if path.is_file())
        return {path.name: path.read_bytes() for path in sorted(found)}

    def reach(self) -> None:
        """Let all that was written get to the disk."""
        folders = {self.folder: 0, self._below: 0}
        carried_out([*self.enter, program("sync"), "--file-system", *folders])

    def cut(self) -> None:
        """Cut the power: nothing gets to the disk any more, and whoever writes gets an error.

        Where the file system can't be told so, what the disk holds now is put aside until
        :meth:`start_again`, and whoever writes is to be stopped before.
        """
        if not self._stops:
            carried_out(["cp", "--sparse=always", self._image, f"{self._image}.cut"])
            return
        descriptor = os.open(self.from_here(self._below), os.O_RDONLY)
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
def mounted(kind: Kind = EXT4) -> Iterator[Disk]:
    """Give a disk, then remove it."""
    with private_folder("fm-disk") as folder:
        disk = Disk(folder, kind)
        try:
            yield disk
        finally:
            disk.close()
