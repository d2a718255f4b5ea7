"""Attacks by the server, and by what is too much: numbers, files, and asking again and again.

A server that answers anything at all is within reach of whoever runs a hotel's network; one
that locks an account after five logins is everybody's own.
"""

import time
from collections.abc import Callable
from pathlib import Path

from mail.peer import OFFERS, Step
from servers.machine import missing, program
from servers.need import need
from servers.victim import DAVID, MARIA, Machine, Ran, Scene

SEND = ("send", "thank-you", "northwind", "--to", "david", "--yes")
_LATER = ("--later", "2026-11-20 13:00")
_DIGITS = 5000
"""More than Python turns into a number (its limit is 4,300)."""
_GIGABYTE = 1 << 30
"""As much address space as a small machine has memory."""
_TOO_MANY = b" 4.7.0 too many login attempts, try again later\r\n"


def _offers(size: str) -> bytes:
    """Return a server's offers with another SIZE; "" for none at all."""
    lines = OFFERS.splitlines(keepends=True)
    mine = [f"250-SIZE{size}\r\n".encode()] if size else []
    return b"".join([lines[0], *mine, *(ln for ln in lines[1:] if b"SIZE" not in ln)])


def _told(ran: Ran) -> None:
    """See that a command which failed did so with a status of its own and a sentence."""
    assert ran.status in {0, 65, 69, 75}, ran
    assert ran.status == 0 or len(ran.err.split()) > 5, ran


# Numbers


def _sized(scene: Scene, size: str) -> Machine:
    machine = scene.machine()
    machine.must("add", machine.job())
    scene.server.now(EHLO=_offers(size))
    return machine


def test_a_size_of_five_thousand_digits_breaks_no_send(scene: Scene) -> None:
    """Row 15: it is sent, or refused in a sentence, once.

    A traceback in the middle of a hand-over leaves nobody knowing what became of it.
    """
    machine = _sized(scene, f" {'9' * _DIGITS}")

    _told(machine.run(*SEND))

    assert [each.rcpt_to for each in scene.server.arrived] in ([], [(DAVID,)])


def test_a_size_of_five_thousand_digits_breaks_no_check(scene: Scene) -> None:
    """Row 15: of an account."""
    _told(_sized(scene, f" {'9' * _DIGITS}").run("account", "check"))


def test_a_size_of_five_thousand_digits_breaks_no_timer(scene: Scene) -> None:
    """Row 15: whose output is a mail to somebody, every quarter of an hour."""
    machine = _sized(scene, f" {'9' * _DIGITS}")
    machine.must(*SEND, *_LATER)
    machine.at("2026-11-20 13:05")

    _told(machine.run("outbox", "deliver"))


def test_a_size_that_is_no_number_breaks_nothing(scene: Scene) -> None:
    """Row 15: nothing, a sign, a word, digits of another script."""
    machine = _sized(scene, "")
    for size in (" ", " 0", " -1", " many", " 1e9", " ٣٣٣", " 10 20"):
        scene.server.now(EHLO=_offers(size))
        _told(machine.run("account", "check"))


# Files


def _confine(machine: Machine) -> None:
    """Let no command have more than a gigabyte."""
    need(missing("prlimit"))
    machine.under = (program("prlimit"), f"--as={_GIGABYTE}")


def _attached(scene: Scene, **sizes: int) -> tuple[Machine, Path]:
    """Return a machine with sparse files of *sizes*, and an application that has them attached."""
    machine = scene.machine()
    scene.server.now(EHLO=_offers(""))
    for name, size in sizes.items():
        with machine.file(f"{name}.bin", "").open("r+b") as file:
            file.truncate(size)
    listed = ", ".join(f'"{name}.bin"' for name in sizes)
    _confine(machine)
    return machine, machine.job(top=f"attachments = [{listed}]")


def test_an_attachment_of_two_gigabytes_is_not_read(scene: Scene) -> None:
    """Row 23: its size is looked at, and told with its name, at once.

    A sparse file costs nothing to make, and twenty seconds and all memory to read.
    """
    machine, job = _attached(scene, big=2 * _GIGABYTE)
    begun = time.monotonic()

    runs = [machine.run("add", job), machine.run(*SEND, *_LATER), machine.run(*SEND)]

    assert time.monotonic() - begun < 10
    assert scene.server.arrived == (), machine.story
    refused = [ran for ran in runs if ran.status in {65, 69, 74} and "attach" in ran.said]
    assert refused, machine.story
    assert any(unit in refused[0].said for unit in (" mb", " gb", "large")), refused[0]


def test_attachments_together_are_not_too_large(scene: Scene) -> None:
    """Row 23: two of 14 MB are 38 MB as they travel, which hardly any server takes.

    Found out at the server, it is found out too late for today.
    """
    machine, job = _attached(scene, one=14 << 20, two=14 << 20)

    said = " ".join(machine.run(*words).said for words in (("add", job), (*SEND, "--dry-run")))

    assert any(word in said for word in ("25 mb", "too large", "limit")), machine.story


def test_an_attachment_that_never_ends_is_not_read(scene: Scene) -> None:
    """Row 23: a file that became a device, or a pipe, after it was added.

    Whoever may write beside the application file could stop the timer for ever.
    """
    machine = scene.machine()
    plan = machine.file("plan.txt", "One page.\n")
    machine.must("add", machine.job(top='attachments = ["plan.txt"]'))
    machine.must(*SEND, *_LATER)
    machine.at("2026-11-20 13:05")
    plan.unlink()
    plan.symlink_to(Path("/dev/zero"))
    _confine(machine)

    told = machine.run("outbox", "deliver")

    assert scene.server.arrived == (), machine.story
    assert "plan.txt" in told.said, told


# Asking again and again


def _three_runs(scene: Scene, count: Callable[[], int], **steps: Step) -> Machine:
    """Let a timer run three times within half an hour of the first refusal."""
    machine = scene.machine(config="per_minute = 0\n")
    machine.must("add", machine.job())
    for to in ("maria", "david"):
        machine.must("send", "thank-you", "northwind", "--to", to, "--yes", *_LATER)
    scene.server.now(**steps)
    statuses = []
    for moment in ("13:05", "13:15", "13:30"):
        machine.at(f"2026-11-20 {moment}")
        statuses.append(machine.run("outbox", "deliver").status)
    assert count() == 1, machine.story
    assert statuses[0] == 75, machine.story
    return machine


def test_a_greeting_of_421_is_left_in_peace(scene: Scene) -> None:
    """Row 17: three runs of a timer are one connection.

    What asks a busy server every few minutes is what it shuts out for a day.
    """
    _three_runs(scene, lambda: scene.server.connections, greeting=b"421" + _TOO_MANY)


def test_too_many_logins_are_not_made_more(scene: Scene) -> None:
    """Row 17: three runs of a timer are one login, with two messages waiting.

    Ten attempts later the account is locked, and nobody applied for anything.
    """
    machine = _three_runs(scene, lambda: scene.server.logins, AUTH=b"454" + _TOO_MANY)

    for words in (("outbox",), ("doctor",)):
        told = machine.run(*words)
        assert "13:3" in told.said, told


def test_a_login_that_ends_in_421_is_left_in_peace(scene: Scene) -> None:
    """Row 17: the server closes the connection over it."""
    _three_runs(scene, lambda: scene.server.logins, AUTH=b"421" + _TOO_MANY)


def test_each_refusal_doubles_the_rest_and_success_ends_it(scene: Scene) -> None:
    """Row 17: half an hour, then an hour; by hand at once; then as ever."""
    machine = _three_runs(scene, lambda: scene.server.logins, AUTH=b"454" + _TOO_MANY)

    logins = []
    for moment in ("13:40", "14:00", "14:30", "14:45"):
        machine.at(f"2026-11-20 {moment}")
        machine.run("outbox", "deliver")
        logins.append(scene.server.logins)
    assert logins == [2, 2, 2, 3], machine.story
    scene.server.now(AUTH=b"235 2.7.0 welcome\r\n")
    machine.must("outbox", "deliver", "1")
    machine.must("outbox", "deliver")

    assert [each.rcpt_to for each in scene.server.arrived] == [(MARIA,), (DAVID,)], machine.story


def test_a_rest_of_one_account_is_none_of_another(scene: Scene) -> None:
    """Row 17: who asks by hand is answered, and another account goes on."""
    machine = _three_runs(scene, lambda: scene.server.logins, AUTH=b"454" + _TOO_MANY)
    scene.server.now(AUTH=b"235 2.7.0 welcome\r\n")
    other = machine.config.read_text("utf-8").partition("[accounts.home]")[2]
    other = other.replace('user = "sam"', 'user = "kim"')
    machine.reconfigure("[accounts.home]", f"[accounts.other]{other}\n[accounts.home]")
    machine.reconfigure("[me]", 'default_account = "home"\n[me]')
    boreal = {"maria": "mia@boreal.example", "david": "dan@boreal.example"}
    machine.must("add", machine.job("boreal", employer="Boreal", **boreal))

    machine.must("send", "thank-you", "boreal", "--to", "maria", "--yes", "--account", "other")

    assert [each.rcpt_to for each in scene.server.arrived] == [("mia@boreal.example",)]
