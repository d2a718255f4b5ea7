"""What breaks the program in the tests does so exactly where they say."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

from servers.forks import Forks
from servers.power import Disk
from servers.tracing import Tamper, attached, points, wait_stopped

HERE = Path(__file__).stem


def write_three(folder: str) -> None:
    """Write three files, each with its sync; called in a child."""
    for number in range(3):
        descriptor = os.open(Path(folder) / f"{number}", os.O_CREAT | os.O_WRONLY, 0o600)
        os.write(descriptor, b"written")
        os.fsync(descriptor)
        os.close(descriptor)
    os.write(1, b"done\n")


def forking(folder: Path, *, enter: Sequence[str] = ()) -> Forks:
    """Return what forks children that know this file's functions."""
    path = os.fspath(Path(__file__).parent)
    return Forks([HERE], folder=folder, environment={"PYTHONPATH": path}, enter=enter)


def test_a_child_is_killed_before_each_of_its_calls(traced: Path) -> None:
    """As many files are written as it had written by then, and never half of one."""
    data = traced / "data"
    data.mkdir()
    found = []
    with forking(traced) as forks:
        whole = forks.run(f"{HERE}:write_three", os.fspath(data), calls=["write", "fsync"])
        for call, number in points(whole.calls):
            for path in data.iterdir():
                path.unlink()
            kill = Tamper(call, number, signal="KILL")
            ended = forks.run(f"{HERE}:write_three", os.fspath(data), tamper=[kill])
            assert ended.status == -signal.SIGKILL
            found.append((call, number, [path.read_text() for path in sorted(data.iterdir())]))

    assert (whole.status, whole.output) == (0, "done\n")
    assert found == [
        ("write", 1, [""]),
        ("fsync", 1, ["written"]),
        ("write", 2, ["written", ""]),
        ("fsync", 2, ["written", "written"]),
        ("write", 3, ["written", "written", ""]),
        ("fsync", 3, ["written", "written", "written"]),
        ("write", 4, ["written", "written", "written"]),
    ]


def test_a_sync_can_fail(traced: Path) -> None:
    """The child gets the error that the test names, and what it says about it is kept."""
    fail = Tamper("fsync", 2, error="EIO")
    with forking(traced) as forks:
        ended = forks.run(f"{HERE}:write_three", os.fspath(traced), tamper=[fail])

    assert ended.status == 70
    assert ended.output.endswith("OSError: [Errno 5] Input/output error\n")
    assert [call.text.partition("=")[2] for call in ended.calls if call.name == "fsync"] == [
        " 0",
        " -1 EIO (Input/output error) (INJECTED)",
    ]


def test_children_begin_together(traced: Path) -> None:
    """None does anything before it is told to."""
    folders = [traced / f"of-{number}" for number in range(8)]
    with forking(traced) as forks:
        for folder in folders:
            folder.mkdir()
        children = [forks.begin(f"{HERE}:write_three", os.fspath(path)) for path in folders]
        assert [path for folder in folders for path in folder.iterdir()] == []

        for child in children:
            child.go()

        assert [forks.wait(child).status for child in children] == [0] * 8


def test_a_power_cut_loses_what_was_not_synced(traced: Path, disk: Disk) -> None:
    """Two files were synced; the third was written, and is gone with the power."""
    log, stop = traced / "calls", Tamper("write", 3, signal="STOP")
    with forking(traced, enter=disk.enter) as forks:
        child = forks.begin(f"{HERE}:write_three", os.fspath(disk.folder))
        with attached(child.process, log, tamper=[stop]):
            child.go()
            wait_stopped(log)
            before = disk.listed()
            disk.cut()
            child.signal(signal.SIGKILL)
            forks.wait(child)
    disk.start_again()

    assert before == {"0": b"written", "1": b"written", "2": b"written"}
    assert disk.listed() == {"0": b"written", "1": b"written"}
