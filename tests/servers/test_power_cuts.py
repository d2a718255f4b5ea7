"""The power fails while something is kept or sent: it is old or new, and never sent twice."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from servers import power, power_cuts, tracing, whole_send
from servers.certificates import Certificates
from servers.dovecot import Dovecot
from servers.file_systems import EXT4
from servers.forks import Forks
from servers.kill_points import Course, Progress, arrived
from servers.need import need
from servers.postfix import Postfix
from servers.power_cuts import REACHED, Grounds, Held, check, is_said, lasting
from servers.tracing import Tamper
from servers.whole_send import REHEARSE, SEND, furnish

EVERY = "FOLLOWUP_MAIL_EVERY_POWER_CUT"
"""Set, nothing is left out; that takes minutes."""


@pytest.fixture(scope="module")
def grounds(
    certificates: Certificates, postfix_for_all: Postfix, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Grounds]:
    """Return a disk with a home from which a message can be sent, named "first"."""
    need(tracing.absent())
    need(EXT4.absent)
    folder = tmp_path_factory.mktemp("cuts")
    environment = {**certificates.environment, REHEARSE: "1"}
    modules = [whole_send.HERE, power_cuts.HERE]
    with (
        power.mounted() as disk,
        Forks(modules, folder=folder, environment=environment, enter=disk.enter) as forks,
    ):
        made = Grounds(forks, disk, folder)
        first = made.place("first")
        furnish(made.from_here(first), postfix_for_all.submissions)
        added = made.run(first, "add", os.fspath(first / "northwind.toml"))
        assert added.status == 0, added.output
        yield made


@pytest.fixture
def first(grounds: Grounds) -> Path:
    """Return that home; it is left as it is."""
    return grounds.place("first")


def test_a_power_cut_at_any_call_leaves_one_message_or_nobody_knowing(
    grounds: Grounds,
    first: Path,
    postfix: Postfix,
    mailboxes: Dovecot,
    record_property: Callable[[str, object], None],
) -> None:
    """Row 45: at most one message after two more runs; what had been synced is not lost.

    How many cuts were tried, and how many left nobody knowing, goes to standard output and
    into the report.
    """
    home = grounds.home(first)
    course = Course(grounds.run(home, *SEND, trace=True).calls)
    grounds.remove(home)
    points = course.every() if _every() else course.sample()
    tried = [(each, way) for each in points for way in (REACHED if _every() else REACHED[:1])]
    if not _every():
        tried += [(each, REACHED[1 + n % 2]) for n, each in enumerate(points[::3])]

    results = []
    for point, way in tried:
        home = grounds.home(first)
        calls = grounds.cut(home, *SEND, point=point, reached=way).calls
        ended = grounds.found(f"{whole_send.HERE}:twice_more", home)
        assert ended.status == 0, (point, way, ended.output)
        found = whole_send.found(grounds.from_here(home))
        grounds.remove(home)
        told = is_said("Sent: ", calls)
        least = Progress.RECORDED if told else course.progress(lasting(calls))
        results.append((least, course.progress(calls), found))
    there = arrived(postfix, mailboxes)

    for (point, way), (least, most, found) in zip(tried, results, strict=True):
        seen = (found.state, there.get(found.message_id, 0), found.entries, found.faults)
        assert seen in _afterwards(least) | _afterwards(most), (point, way, least, most)
    counts = Counter(most.name for _, most, _ in results)
    unknown = sum(found.state == "unknown" for _, _, found in results)
    _figures(
        f"{len(tried)} power cuts at {len(points)} of {len(course.every())} calls of a send: "
        f"{dict(counts)}, unknown after {unknown}",
        record_property,
    )
    assert set(counts) == {each.name for each in Progress}


def _every() -> bool:
    return bool(os.environ.get(EVERY))


def _figures(told: str, record_property: Callable[[str, object], None]) -> None:
    record_property("power cuts", told)
    sys.stdout.write(f"{told}\n")


def _afterwards(progress: Progress) -> set[tuple[str, int, int, str]]:
    """Return what may be found: state, messages that arrived, entries, faults of the store."""
    match progress:
        case Progress.BEFORE | Progress.RECORDED:
            return {("sent", 1, 1, "")}
        case Progress.ANNOUNCED:
            return {("unknown", 0, 0, "")}
        case _:
            return {("unknown", 1, 0, ""), ("sent", 1, 1, "")}


def test_an_answer_beside_the_store_outlasts_a_power_cut(
    grounds: Grounds, first: Path, postfix: Postfix, mailboxes: Dovecot
) -> None:
    """Row 45: it could not be recorded, and the power fails when that has been said."""
    home = grounds.home(first)
    course = Course(grounds.run(home, *SEND, trace=True).calls)
    grounds.remove(home)
    home = grounds.home(first)
    refused = Tamper(*course.syncs("recorded")[0], error="EIO", onwards=True)

    ended = grounds.cut(home, *SEND, tamper=[refused])

    assert ended.status == 74, ended.output
    grounds.found(f"{whole_send.HERE}:twice_more", home)
    found = whole_send.found(grounds.from_here(home))
    assert (found.state, found.entries, found.statuses) == ("sent", 1, (0, 0, 0))
    assert arrived(postfix, mailboxes)[found.message_id] == 1


@pytest.mark.parametrize(
    ("words", "done", "old", "new"),
    [
        pytest.param(("add", "{first}/northwind.toml"), "Added: ", (0, 0, 0), (1, 0, 0), id="add"),
        pytest.param(("log", "northwind", "thank-you"), "DUE ", (1, 0, 0), (1, 2, 0), id="log"),
        pytest.param(
            (*SEND, "--later", "tomorrow 9:00"), "Waits: ", (1, 0, 0), (1, 0, 1), id="queue"
        ),
    ],
)
def test_a_power_cut_at_any_call_leaves_the_store_old_or_new(
    grounds: Grounds,
    first: Path,
    words: Sequence[str],
    done: str,
    old: Held,
    new: Held,
    record_property: Callable[[str, object], None],
) -> None:
    """Row 45: whole, and new once it was said to be done; the next command goes on."""
    begin = first if old[0] else grounds.place("nothing")
    said = [word.format(first=first) for word in words]

    outcomes = list(grounds.outcomes(begin, said, done=done, every=_every()))

    _figures(f"{words[0]}: {check(outcomes, old, new)}", record_property)
