"""A kill at any moment, or a limit of the system: nothing kept is lost, no half is seen."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from store_nouns import NOW, dossier

from followup_mail.store import files, open_store

_CHILD = """
import os, resource, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from store_nouns import NOW, dossier, happening, planned, step
from followup_mail.errors import StoreError
from followup_mail.store import open_store
store = open_store(Path({folder!r}), create=True)
def die():
    os.kill(os.getpid(), signal.SIGKILL)
"""


def child(folder: Path, code: str) -> "subprocess.Popen[str]":
    """Start a process that does *code* with the store of *folder*."""
    begin = _CHILD.format(tests=os.fspath(Path(__file__).parent), folder=os.fspath(folder))
    environment = {**os.environ, "PYTHONPATH": os.fspath(Path(__file__).parents[2])}
    return subprocess.Popen(
        [sys.executable, "-c", f"{begin}\n{code}"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


_LARGE = 'store.add_many([dossier(f"large{n}", text="x" * 40960) for n in range(400)], at=NOW)'
"""More than SQLite holds in memory: it has begun to change the file itself."""


@pytest.mark.parametrize(
    "steps",
    [
        ("pass",),
        ("store.append(1, [happening(9)], at=NOW)",),
        ('store.add(dossier("other"), at=NOW)', "store.keep_plan(2, planned(step(NOW)))"),
        ("store.remove(1)",),
        (_LARGE,),
        (_LARGE, "store.remove(1)"),
    ],
    ids=["begun", "appended", "added", "removed", "in the file", "removed from the file"],
)
def test_a_kill_amid_a_write_leaves_what_was_before(kept: Path, steps: tuple[str, ...]) -> None:
    """Whoever opens the file next finds it so, if only to read it."""
    with open_store(kept.parent, create=False) as store:
        before = "".join(store.export())
    inner = "\n    ".join((*steps, "die()"))

    killed = child(kept.parent, f"with store.writing():\n    {inner}")

    with killed:
        assert killed.wait() == -signal.SIGKILL
    with open_store(kept.parent, create=False) as store:
        assert "".join(store.export()) == before
        assert store.integrity() == ""
        store.keep_setting("rules", "the next write")
    assert [path.name for path in kept.parent.iterdir()] == [files.FILE_NAME]


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.03, 0.07, 0.15])
def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(
    tmp_path: Path, seconds: float
) -> None:
    """And keeps no half of a write: each application comes with its two happenings."""
    folder = tmp_path / "data"
    writing = child(
        folder,
        "for n in range(100_000):\n"
        "    with store.writing():\n"
        '        number = store.add(dossier(f"n{n:06}"), at=NOW).id\n'
        "        store.append(number, [happening(3), happening(4)], at=NOW)\n"
        "    print(n, flush=True)",
    )
    with writing:
        assert writing.stdout is not None
        acknowledged = [writing.stdout.readline()]
        time.sleep(seconds)
        writing.kill()
        acknowledged += [line for line in writing.stdout if line.endswith("\n")]

    with open_store(folder, create=False) as store:
        names = [stored.dossier.name for stored, _ in store.listed()]
        assert names == [f"n{n:06}" for n in range(len(names))]
        assert len(names) - len(acknowledged) in {0, 1}
        assert {len(store.history(stored.id)) for stored, _ in store.listed()} == {2}
        assert store.integrity() == ""


def test_a_kill_while_the_store_is_made_leaves_none(tmp_path: Path) -> None:
    """The next program makes it anew."""
    folder = tmp_path / "data"
    killed = child(folder, "store._database._stamp = die\nstore.add(dossier('acme'), at=NOW)")
    with killed:
        assert killed.wait() == -signal.SIGKILL
    assert files.UNFINISHED in {path.name for path in folder.iterdir()}

    with open_store(folder, create=True) as store:
        assert store.names("", limit=9) == ()
        store.add(dossier("acme"), at=NOW)
        assert store.integrity() == ""
    assert [path.name for path in folder.iterdir()] == [files.FILE_NAME]


def test_a_quota_that_is_used_up_changes_nothing(kept: Path) -> None:
    """The system refuses to let the file grow; a sentence says so."""
    before = kept.read_bytes()
    limited = child(
        kept.parent,
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before)},) * 2)\n"
        f"try:\n    {_LARGE}\nexcept StoreError as error:\n    print(error)",
    )

    told, _ = limited.communicate()

    assert re.fullmatch(
        rf"{re.escape(os.fspath(kept))}: the disk refused to read or write \(disk I/O error\)\. "
        r"Nothing was changed; see whether it is full, over its quota, or failing\.\n",
        told,
    )
    with open_store(kept.parent, create=False) as store:
        assert store.names("", limit=9) == ("acme",)
        assert store.integrity() == ""
