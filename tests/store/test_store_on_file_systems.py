"""On which file systems a store may lie: on those whose locks and syncs can be relied on."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from posting_nouns import queued
from store_nouns import NOW, dossier

from followup_mail.errors import StoreError
from followup_mail.posting import SendState
from followup_mail.store import Store, files, open_store

Place = Callable[[str], None]

_ANOTHER = "another machine"
_AROUND = "the machine that this virtual one runs on"
_SERVED = "a file system that a program of this machine serves"
# As the kernel shows them, or the program that mounts them; proc(5) tells the fields.
REFUSED = {
    "nfs": (_ANOTHER, "rw,relatime shared:1 - nfs server.example:/home rw,vers=3"),
    "nfs4": (_ANOTHER, "rw,relatime shared:1 - nfs4 server.example:/home rw,vers=4.2"),
    "cifs": (_ANOTHER, "rw,relatime - cifs //server.example/home rw,vers=3.1.1"),
    "smb3": (_ANOTHER, "rw,relatime - smb3 //server.example/home rw"),
    "ceph": (_ANOTHER, "rw,relatime - ceph server.example:/ rw"),
    "lustre": (_ANOTHER, "rw - lustre server.example@tcp:/home rw"),
    "fuse.sshfs": (_ANOTHER, "rw,nosuid,nodev - fuse.sshfs sam@server.example: rw,user_id=1000"),
    "fuse.rclone": (_ANOTHER, "rw,nosuid,nodev - fuse.rclone drive: rw,user_id=1000"),
    "fuse.gvfsd-fuse": (_ANOTHER, "rw,nosuid,nodev - fuse.gvfsd-fuse gvfsd-fuse rw"),
    "fuse.glusterfs": (_ANOTHER, "rw - fuse.glusterfs server.example:/home rw,allow_other"),
    "9p": (_AROUND, "rw,noatime - 9p C:\\134 rw,aname=drvfs;path=C:\\;uid=1000,trans=fd"),
    "drvfs": (_AROUND, "rw,noatime - drvfs C: rw"),
    "virtiofs": (_AROUND, "rw,relatime - virtiofs home rw"),
    "vboxsf": (_AROUND, "rw,nodev,relatime - vboxsf home rw,iocharset=utf8,uid=1000"),
    "fuse.vmhgfs-fuse": (_AROUND, "rw,nosuid,nodev - fuse.vmhgfs-fuse vmhgfs-fuse rw"),
    "prl_fs": (_AROUND, "rw,nosuid,nodev - prl_fs none rw,sync"),
    "fuse": (_SERVED, "rw,nosuid,nodev - fuse https://cloud.example/dav rw,user_id=1000"),
    "fuse.encfs": (_SERVED, "rw,nosuid,nodev - fuse.encfs encfs rw,user_id=1000"),
    "fuse.cryfs": (_SERVED, "rw,nosuid,nodev - fuse.cryfs cryfs@/home/sam/.vault rw"),
    "fuse.mergerfs": (_SERVED, "rw,relatime - fuse.mergerfs a:b rw,allow_other"),
    "fuse.of-which-nobody-heard": (_SERVED, "rw - fuse.of-which-nobody-heard none rw"),
}
TAKEN = {
    "ext4": "rw,relatime shared:1 - ext4 /dev/sda2 rw",
    "xfs": "rw,relatime - xfs /dev/sda2 rw,attr2,inode64",
    "btrfs": "rw,relatime - btrfs /dev/sda2 rw,space_cache=v2,subvolid=256,subvol=/home",
    "zfs": "rw,noatime - zfs pool/home rw,xattr,posixacl",
    "tmpfs": "rw,nosuid,nodev - tmpfs tmpfs rw,size=1g",
    "overlay": "rw,relatime - overlay overlay rw,lowerdir=/l,upperdir=/u,workdir=/w",
    "vfat": "rw,relatime - vfat /dev/sdb1 rw,fmask=0077,dmask=0077",
    "fuseblk": "rw,nosuid,nodev,relatime - fuseblk /dev/sdb1 rw,default_permissions",
    "fuse.gocryptfs": "rw,nosuid,nodev - fuse.gocryptfs /home/sam/.vault rw,max_read=131072",
    "fuse.fuse-overlayfs": "rw,nodev,noatime - fuse.fuse-overlayfs fuse-overlayfs rw",
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Return a function that lets the table of mounts say where all of the disk lies."""
    told = files.file_system
    device = tmp_path.stat().st_dev
    mounts = tmp_path / "mountinfo"

    def put(line: str) -> None:
        number = f"{os.major(device)}:{os.minor(device)}"
        mounts.write_text(
            f"22 1 0:99 / /proc rw - proc proc rw\n23 1 {number} / / {line}\n", encoding="utf-8"
        )
        monkeypatch.setattr(files, "file_system", partial(told, mounts=mounts))

    return put


@pytest.mark.parametrize("name", REFUSED)
def test_a_store_is_not_begun_where_nothing_can_be_relied_on(
    name: str, place: Place, tmp_path: Path
) -> None:
    """Row 53: on another machine, around a virtual one, or served by just any program."""
    where, line = REFUSED[name]
    place(line)
    folder = tmp_path / "data"

    with (
        open_store(folder, create=True) as store,
        pytest.raises(StoreError) as refused,
    ):
        store.add(dossier("acme"), at=NOW)

    assert str(refused.value) == (
        f"{folder}: lies on {where} ({name}), where locks and power cuts can't be relied on. "
        "Set FOLLOWUP_MAIL_HOME to a folder on a disk of this one."
    )
    assert not list(folder.iterdir())


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_is_sent_from_where_nothing_can_be_relied_on(
    name: str, place: Place, store: Store
) -> None:
    """Row 53: nor from a store that was there before; what is kept can still be read."""
    queued(store)
    place(REFUSED[name][1])

    with pytest.raises(StoreError, match=rf"lies on .* \({name}\)"):
        store.claim(1, at=NOW)
    assert store.posting(1).state is SendState.QUEUED


@pytest.mark.parametrize("name", TAKEN)
def test_a_disk_of_this_machine_is_taken(name: str, place: Place, tmp_path: Path) -> None:
    """Row 53: whatever its file system, as long as its locks and syncs are known to hold."""
    place(TAKEN[name])

    assert files.file_system(tmp_path) == name
    with open_store(tmp_path / "data", create=True) as store:
        store.add(dossier("acme"), at=NOW)
        queued(store)
        assert store.claim(1, at=NOW) is not None


def test_where_the_device_is_not_in_the_table_the_place_decides(tmp_path: Path) -> None:
    """Row 53: as under Btrfs; the deepest and latest mount around it, its blanks escaped."""
    folder = tmp_path / "at home" / "data"
    folder.mkdir(parents=True)
    home = str(folder.parent).replace(" ", "\\040")
    mounts = tmp_path / "mountinfo"
    lines = [
        f"25 1 0:97 / {home} rw - ext4 /dev/sda2 rw",
        f"26 1 0:96 / {home} rw - btrfs /dev/sda2 rw",
        f"27 1 0:95 / {home}/data-of-others rw - cifs //server.example/a rw",
        f"28 1 0:94 / {tmp_path} rw - nfs4 server.example:/ rw",
        "29 1 0:93 / / rw - xfs /dev/sda1 rw",
    ]
    mounts.write_text("\n".join(lines))

    assert files.file_system(folder, mounts) == "btrfs"
    assert files.file_system(tmp_path, mounts) == "nfs4"
    assert files.file_system(tmp_path.parent, mounts) == "xfs"
