"""Whether a process that had a message in hand is gone."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from store_nouns import NOW

from followup_mail.store import owners


def test_a_store_holds_what_it_claimed_until_it_is_closed() -> None:
    """Within one process each store counts."""
    owner = owners.enter()

    assert owners.alive(owner, NOW, NOW + timedelta(days=9))
    owners.leave(owner)
    assert not owners.alive(owner, NOW, NOW)
    assert not owners.alive("", NOW, NOW)


def test_a_process_is_gone_when_it_has_ended_though_nobody_asked_how() -> None:
    """Nor is one that was given its number, nor one of before the boot."""
    boot, namespace, _, _, token = owners.enter().split(" ")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        start = owners._start(process.pid)
        owner = f"{boot} {namespace} {process.pid} {start} {token}"
        assert owners.alive(owner, NOW, NOW)
        assert not owners.alive(owner.replace(f" {start} ", " 7 "), NOW, NOW)
        assert not owners.alive(owner.replace(boot, "another"), NOW, NOW)
        process.send_signal(signal.SIGKILL)
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # dead, and not buried
        assert not owners.alive(owner, NOW, NOW)
    assert not owners.alive(owner, NOW, NOW)


@pytest.mark.parametrize("namespace", ["pid:[1]", ""])
def test_a_process_that_cannot_be_looked_at_has_an_hour(namespace: str) -> None:
    """As one in another container."""
    boot, here, number, start, token = owners.enter().split(" ")
    owner = f"{boot} {namespace} {number} {start} {token}"

    assert here != namespace
    for late, alive in ((59, True), (60, False), (-60, False)):
        assert owners.alive(owner, NOW, NOW + timedelta(minutes=late)) is alive


def test_where_nothing_is_told_of_processes_there_is_an_hour(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As on systems without /proc."""
    monkeypatch.setattr(owners, "_PROC", tmp_path)
    owner = owners.enter()

    assert owner.rpartition(" ")[0] == f"  {os.getpid()} "
    assert owners.alive(owner, NOW, NOW + timedelta(minutes=59))
    assert not owners.alive(owner, NOW, NOW + timedelta(minutes=60))
