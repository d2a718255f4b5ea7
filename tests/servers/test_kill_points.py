"""A whole send, broken off wherever it can be: it is sent once, or nobody knows and it waits."""

import os
import select
import signal
import sys
import termios
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from servers import tracing
from servers.certificates import Certificates
from servers.dovecot import Dovecot
from servers.kill_points import (
    COMMITS,
    Course,
    Progress,
    Theatre,
    is_commit,
    is_listed,
    is_wire,
    theatre,
)
from servers.machine import wait_until
from servers.need import need
from servers.postfix import Postfix
from servers.tracing import Tamper
from servers.whole_send import HERE, LEFT, SEND, Found

EVERY = "FOLLOWUP_MAIL_EVERY_KILL_POINT"
"""Set, nothing is left out; that takes minutes."""
_AT_ONCE = 2
_MOST_UNKNOWN = 9
"""Between the announcement and the answer a few things are asked of the system, and no more."""
_FIGURES = Path(__file__).parents[2] / "docs" / "kill-points.md"
_TOLD = """\
Killed at each of the {killed} calls at which a whole `send` asks something of the system, it left \
{unknown} times nobody knowing: between the
announcement that the end of the message is about to leave and the server's answer. At all others \
it was sent once, then or by the next run.
"""
_AFTERWARDS = {
    Progress.BEFORE: ("sent", 1, 1, (0, 0, 0)),
    Progress.ANNOUNCED: ("unknown", 0, 0, (5, 5, 0)),
    Progress.ENDED: ("unknown", 0, 1, (5, 5, 0)),
    Progress.NOTED: ("sent", 1, 1, (0, 0, 0)),
    Progress.RECORDED: ("sent", 1, 1, (0, 0, 0)),
}
"""After two more sends: state, entries of the history, messages that arrived, statuses."""


@pytest.fixture(scope="module")
def stage(
    certificates: Certificates,
    postfix_for_all: Postfix,
    dovecot: Dovecot,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Theatre]:
    """Return homes from which messages can be sent, and what forks senders."""
    folder = tmp_path_factory.mktemp("theatre")
    with theatre(certificates, postfix_for_all, dovecot, folder) as made:
        yield made
    postfix_for_all.turn_over()
    dovecot.empty()


@pytest.fixture(scope="module")
def course(stage: Theatre) -> Course:
    """Return the course of a send that nothing breaks."""
    need(tracing.absent())
    whole = stage.send(stage.home())
    assert whole.status == 0, whole.output
    return Course(whole.calls)


def test_a_kill_at_any_call_leaves_one_message_or_nobody_knowing(
    stage: Theatre, course: Course, record_property: Callable[[str, object], None]
) -> None:
    """Row 43, Row 48: after two more runs; unknown only from announcing the end to the answer.

    The store can be read, and nothing is left that would have to be deleted by hand. How
    many points were tried, of how many, goes to standard output and into the report; where
    nothing is left out, into the documents as well.
    """
    every = bool(os.environ.get(EVERY))

    def killed_at(point: tuple[str, int]) -> tuple[Progress, Found, int]:
        home = stage.home()
        ended = stage.send(home, Tamper(*point, signal="KILL"))
        return course.progress(ended.calls), stage.twice_more(home), ended.status

    tried = course.every() if every else course.sample()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        results = list(pool.map(killed_at, tried))
    arrived = stage.arrived()

    for point, (progress, found, status) in zip(tried, results, strict=True):
        assert status in {-signal.SIGKILL, 0}, point
        seen = (found.state, found.entries, arrived.get(found.message_id, 0), found.statuses)
        assert seen == _AFTERWARDS[progress], (point, progress)
        assert (found.faults, found.left) == ("", LEFT), point
    killed = sum(status != 0 for _, _, status in results)
    counts = {each.name: sum(p is each for p, _, _ in results) for each in Progress}
    unknown = sum(found.state == "unknown" for _, found, _ in results)
    told = f"{killed} kill points of {len(course.every())}, {unknown} left it unknown: {counts}"
    record_property("kill points", told)
    sys.stdout.write(f"{told}\n")
    assert killed > len(tried) - 5
    assert all(counts.values())
    assert unknown <= _MOST_UNKNOWN
    if every:
        _FIGURES.write_text(_TOLD.format(killed=killed, unknown=unknown), encoding="utf-8")


def test_the_end_is_announced_on_disk_before_it_leaves(course: Course) -> None:
    """Row 46: the announcement is synced before the dot's write, the record comes after the 250."""
    calls = course.calls
    body, dot = course.body(calls), course.dot(calls)
    assert body is not None
    assert dot is not None
    between = [call for call in calls[body + 1 : dot] if not is_wire(call, "read")]
    after = [call for call in calls[dot + 1 :] if call.name != "connect"]
    (commit,) = [n for n, call in enumerate(between) if is_commit(call)]
    recorded = next(n for n, call in enumerate(after) if call.name == "pwrite64")
    (listed,) = [n for n, call in enumerate(between) if is_listed(call)]

    # The pages are on disk, then the journal is gone, then that is on disk too; then the dot.
    # Before that, the line on the list outside, which is on disk too.
    assert [call.name for call in between[listed : listed + 2]] == ["write", "fsync"]
    assert "/sent>" in between[listed + 1].text
    assert listed + 1 < commit - 1
    names = [call.name for call in between[commit - 1 :]]
    assert names == ["fdatasync", "unlink", "fdatasync"]
    assert ".db>" in between[commit - 1].text
    assert [call.text.partition("= ")[2] for call in between[commit - 1 :]] == ["0", "0", "0"]
    heard = [call for call in after[:recorded] if is_wire(call, "read")]
    assert [call for call in heard if "EAGAIN" not in call.text]
    assert not [call for call in after[:recorded] if is_wire(call, "write")]


def test_of_eight_senders_at_once_one_sends(stage: Theatre) -> None:
    """Row 47: one message; to the others it was sent already, or is being sent."""
    home = stage.home()
    children = [stage.begin(home) for _ in range(8)]
    for child in children:
        child.go()
    ended = [stage.forks.wait(child) for child in children]
    found = stage.twice_more(home)

    told = Counter(outcome_in(each.output) for each in ended)
    assert stage.arrived()[found.message_id] == 1
    assert (found.state, found.entries, found.statuses) == ("sent", 1, (0, 0, 0))
    assert [each.status for each in ended] == [0] * 8, told
    assert told["Sent"] == 1
    assert set(told) <= {"Sent", "Already sent on 2026-11-20", "Is being sent", "Waits"}


@pytest.mark.parametrize(
    ("commit", "error"),
    [
        ("queued", "EIO"),
        ("claimed", "ENOSPC"),
        ("frozen", "EIO"),
        ("announced", "EIO"),
        ("announced", "ENOSPC"),
    ],
)
def test_what_cannot_be_kept_is_not_sent(
    stage: Theatre, course: Course, commit: str, error: str
) -> None:
    """Row 49: no sync of a commit before the dot fails without the message staying here.

    It is said which file can't be written; the next run sends it.
    """
    *_, pages, folder = course.syncs(commit)
    point = pages if error == "EIO" else folder
    home, before = stage.home(), sum(stage.arrived().values())

    ended = stage.send(home, Tamper(*point, error=error))

    assert sum(stage.arrived().values()) == before
    assert ended.status == 74, ended.output
    assert f"Error: {home}/followup-mail.db" in unwrapped(ended.output)
    found = stage.twice_more(home)
    assert (found.state, found.entries, found.statuses) == ("sent", 1, (0, 0, 0))
    assert stage.arrived()[found.message_id] == 1


@pytest.mark.parametrize(
    ("place", "error"),
    [
        pytest.param(0, "ENOSPC", id="journal"),
        pytest.param(-2, "EIO", id="pages"),
        pytest.param(-1, "EIO", id="folder"),
    ],
)
def test_what_was_sent_and_could_not_be_recorded_is_recorded_later(
    stage: Theatre, course: Course, place: int, error: str
) -> None:
    """Row 50: the answer stands beside the store, which is told so, and the next run records it."""
    home = stage.home()
    point = course.syncs("recorded")[place]

    ended = stage.send(home, Tamper(*point, error=error, onwards=True))

    assert ended.status == 74, ended.output
    assert "A message was sent, but that could not be recorded" in unwrapped(ended.output)
    found = stage.twice_more(home)
    assert (found.state, found.entries, found.statuses) == ("sent", 1, (0, 0, 0))
    assert stage.arrived()[found.message_id] == 1


def test_what_was_sent_and_can_be_recorded_nowhere_is_told(stage: Theatre, course: Course) -> None:
    """Row 50: with no file that takes the answer it is printed; nothing is sent again."""
    home = stage.home()
    point = course.syncs("recorded")[0]

    ended = stage.send(
        home,
        Tamper(*point, error="EIO", onwards=True),
        Tamper("fsync", len(course.calls_of("fsync")) + 1, error="EIO", onwards=True),
    )

    assert ended.status == 74, ended.output
    assert "Note by hand that message 1 was answered: 250 2.0.0 Ok" in unwrapped(ended.output)
    found = stage.twice_more(home)
    assert stage.arrived()[found.message_id] == 1


@pytest.mark.parametrize(
    ("step", "number", "state", "arrived"),
    [
        pytest.param("frozen", signal.SIGINT, "sent", 1, id="SIGINT before MAIL"),
        pytest.param("body", signal.SIGHUP, "sent", 1, id="SIGHUP after the body"),
        pytest.param("announced", signal.SIGTERM, "unknown", 0, id="SIGTERM before the dot"),
        pytest.param("dot", signal.SIGINT, "unknown", 1, id="SIGINT after the dot"),
        pytest.param("dot", signal.SIGTERM, "unknown", 1, id="SIGTERM after the dot"),
        pytest.param("dot", signal.SIGHUP, "unknown", 1, id="SIGHUP after the dot"),
        pytest.param("recorded", signal.SIGINT, "sent", 1, id="SIGINT in the record"),
        pytest.param("quit", signal.SIGTERM, "sent", 1, id="SIGTERM at QUIT"),
    ],
)
def test_who_is_asked_to_end_says_where_the_message_stands(
    stage: Theatre, course: Course, step: str, number: signal.Signals, state: str, arrived: int
) -> None:
    """Row 44: in each stage the state is that of a kill there, and it is printed."""
    home = stage.home()
    point = course.syncs(step)[-1] if step in COMMITS else course.write(step)

    ended = stage.send(home, Tamper(*point, signal=number.name.removeprefix("SIG")))

    *_, told, last = filter(None, ended.output.splitlines())
    assert "thank-you to alice@mail.example" in told
    if state == "unknown":
        assert (ended.status, told.partition(":")[0]) == (5, "Nobody knows whether it arrived")
    else:
        assert (ended.status, last) == (1, "Aborted!")
    found = stage.twice_more(home)
    assert (found.state, stage.arrived().get(found.message_id, 0)) == (state, arrived)


def test_who_is_left_to_run_alone_runs_on(stage: Theatre, course: Course) -> None:
    """Row 44: with nohup the end of the terminal ends nothing."""
    home = stage.home()

    ended = stage.send(home, Tamper(*course.write("dot"), signal="HUP"), how="run_detached")

    assert ended.status == 0, ended.output
    assert stage.arrived()[stage.twice_more(home).message_id] == 1


@pytest.mark.parametrize("how", ["Ctrl-C", "SIGTERM", "SIGHUP"])
def test_who_is_asked_to_end_at_the_password_leaves_the_terminal_as_it_was(
    stage: Theatre, how: str
) -> None:
    """Row 44: what is typed can be seen again, and the message waits."""
    home = stage.home()
    master, slave = os.openpty()
    before = termios.tcgetattr(slave)
    call = f"{HERE}:run_on"
    child = stage.forks.begin(call, os.ttyname(slave), os.fspath(home), *SEND)

    child.go()
    shown = read_until(master, b"Password of")
    wait_until(lambda: not termios.tcgetattr(slave)[3] & termios.ECHO, "the echo to be off")
    if how == "Ctrl-C":
        os.write(master, b"\x03")
    else:
        child.signal(signal.Signals[how])
    ended = stage.forks.wait(child)
    shown += drained(master)

    assert ended.status == 77
    assert b"Message 1 waits. To try again: followup-mail outbox deliver 1" in shown
    assert termios.tcgetattr(slave) == before
    found = stage.twice_more(home)
    assert (found.state, found.statuses) == ("sent", (0, 0, 0))
    os.close(master)
    os.close(slave)


def read_until(terminal: int, wanted: bytes) -> bytes:
    """Return what is shown on *terminal* up to *wanted*."""
    shown = b""
    while wanted not in shown:
        assert select.select([terminal], [], [], 10)[0], shown
        shown += os.read(terminal, 4096)
    return shown


def drained(terminal: int) -> bytes:
    """Return what is shown on *terminal* by now."""
    shown = b""
    while select.select([terminal], [], [], 0.1)[0]:
        shown += os.read(terminal, 4096)
    return shown


def unwrapped(output: str) -> str:
    """Return *output* as one line."""
    return " ".join(output.split())


def outcome_in(output: str) -> str:
    """Return what the program says in *output* became of the message."""
    lines = [line for line in output.splitlines() if ": thank-you to alice@" in line]
    return lines[-1].partition(":")[0]
