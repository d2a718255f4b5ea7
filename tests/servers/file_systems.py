"""File systems of several kinds, each mounted from a file, where only the tests see it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from servers.machine import missing

MIB = 1024 * 1024
_LOOP = 'mount -t {name} -o loop,nodev,nosuid "$1" "$2"'
_BELOW = """
mkdir -p "$1.below" && mount -t ext4 -o loop,nodev,nosuid "$1" "$1.below" &&
mkdir -p "$1.below/upper" "$1.below/work" "$1.lower" && """
_LEAVE = 'umount "$2"'
# A program that serves a file system ends a moment after that was unmounted.
_LEAVE_BELOW = """
umount "$2" && for _ in 1 2 3 4 5 6 7 8 9 10
do
    umount "$1.below" && break || sleep 0.1
done"""
_EXT4 = ("mkfs.ext4", "-q", "-F")


class Kind(NamedTuple):
    """How a file system is made and mounted.

    The commands are a shell's, with the image as ``$1`` and the folder as ``$2``.
    """

    name: str
    """As the table of mounts has it."""
    make: tuple[str, ...]
    """The command that makes it of an image; none where it needs none."""
    up: str
    down: str = _LEAVE
    programs: tuple[str, ...] = ()
    """Those needed beside."""
    size: int = 64 * MIB
    below: bool = False
    """Whether it lies on another file system, ext4, that is on the image."""
    lasting: bool = True
    """Whether anything is left of it once it was unmounted."""
    stops: bool = True
    """Whether what it lies on can be told that the power fails."""

    @property
    def absent(self) -> str:
        """A sentence on why none can be mounted here, "" if one can."""
        return _absent(self)

    @property
    def unknown(self) -> str:
        """A sentence on why this kernel can't mount it, "" if it can; nothing installs that."""
        name = self.name.partition(".")[0]
        lines = Path("/proc/filesystems").read_text(encoding="ascii").splitlines()
        known = name in {line.split()[-1] for line in lines}
        return "" if known else f"this kernel knows no {name}"


@cache
def _absent(kind: Kind) -> str:
    needed = (*kind.make[:1], *kind.programs, "unshare", "nsenter", "mount")
    lacking = missing(*needed, root=True)
    if lacking or Path("/dev/loop-control").exists():
        return lacking
    return "there are no loop devices"


def _loop(name: str, *make: str, size: int = 64 * MIB) -> Kind:
    return Kind(name, make, _LOOP.format(name=name), size=size)


def _layer(name: str, up: str, *programs: str) -> Kind:
    return Kind(name, _EXT4, _BELOW + up, _LEAVE_BELOW, programs, below=True)


EXT4 = _loop("ext4", *_EXT4)
XFS = _loop("xfs", "mkfs.xfs", "-q", size=320 * MIB)
RELIABLE: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            EXT4,
            XFS,
            _loop("btrfs", "mkfs.btrfs", "-q", size=128 * MIB)._replace(stops=False),
            Kind("tmpfs", (), 'mount -t tmpfs -o nodev,nosuid none "$2"', lasting=False),
            _layer(
                "overlay",
                'mount -t overlay -o lowerdir="$1.lower",upperdir="$1.below/upper",'
                'workdir="$1.below/work" none "$2"',
            ),
            Kind(
                "fuseblk",
                ("mkntfs", "-q", "-Q", "-F"),
                'mount -t ntfs-3g -o loop,nodev,nosuid,permissions "$1" "$2"',
                programs=("ntfs-3g",),
                stops=False,
            ),
            _layer(
                "fuse.gocryptfs",
                """
                echo word >"$1.word" &&
                if ! [ -e "$1.below/upper/gocryptfs.conf" ]
                then
                    gocryptfs -q -init -scryptn 10 -passfile "$1.word" "$1.below/upper"
                fi && gocryptfs -q -nosyslog -passfile "$1.word" "$1.below/upper" "$2" """,
                "gocryptfs",
            ),
            _layer(
                "fuse.fuse-overlayfs",
                'fuse-overlayfs -o lowerdir="$1.lower",upperdir="$1.below/upper",'
                'workdir="$1.below/work" "$2"',
                "fuse-overlayfs",
            ),
        )
    }
)
SSHFS = _layer(
    "fuse.sshfs",
    """
    rm -f "$1.wire" && mkfifo "$1.wire" &&
    { /usr/lib/openssh/sftp-server <"$1.wire" |
        sshfs -f -o passive :"$1.below/upper" "$2" >"$1.wire" 2>&1 & } &&
    for _ in 1 2 3 4 5 6 7 8 9 10
    do
        mountpoint -q "$2" && break || sleep 0.1
    done && mountpoint -q "$2" """,
    *("sshfs", "/usr/lib/openssh/sftp-server"),
)
"""Another machine's, played by this one: without a network, what SFTP says goes through a pipe."""
