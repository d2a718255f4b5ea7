"""Files that are written: all of it or nothing, whatever happens on the way."""

import os
from pathlib import Path

import pytest

from followup_mail.errors import OutputError
from followup_mail.handing import replace_file


def test_a_file_is_on_the_disk_before_it_takes_the_place_of_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 84: what is new is synced, then put in place, then the folder is synced."""
    file = tmp_path / "config.toml"
    file.write_bytes(b"old")
    order: list[str] = []
    sync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        order.append("folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "file")  # noqa: PTH112 - a link of the kernel's
        sync(handle)

    def replaced(self: Path, target: Path) -> Path:
        order.append("replace")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)

    replace_file(file, b"new")

    assert order == ["file", "replace", "folder"]
    assert file.read_bytes() == b"new"


def test_a_file_that_cannot_be_replaced_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 84: after a failure there is the old file, and nothing beside it."""
    file = tmp_path / "config.toml"
    file.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OutputError, match="No space left on device"):
        replace_file(file, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]
    assert file.read_bytes() == b"old"
