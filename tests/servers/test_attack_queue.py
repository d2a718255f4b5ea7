"""Attacks by time: what waits in the queue, and what has come to be true meanwhile.

Whoever queues ten messages and then makes a fool of the queue makes one of the candidate:
written to five times in a minute, at night, or by somebody whom they have just rejected.
"""

import threading
from collections.abc import Callable

from mail.peer import Caller
from servers.victim import MARIA, THANKED, Machine, Scene

MIA = "mia.stone@boreal.example"
FAST = "per_minute = 0\n"


def _waiting(
    scene: Scene, *, name: str = "here", config: str = FAST, at: str = "2026-12-02 10:00"
) -> Machine:
    """Return a machine with one application whose check-in is due, on 2 December."""
    machine = scene.machine(name, config=config)
    machine.at(at)
    machine.must("add", machine.job(end=THANKED))
    return machine


def _another(machine: Machine, name: str, **changes: str) -> None:
    machine.must("add", machine.job(name, end=THANKED, **changes), "--name", name)


def _boreal(machine: Machine) -> None:
    host = {"maria": MIA, "david": "dan.berg@boreal.example"}
    _another(machine, "boreal", employer="Boreal Systems", position="Site Engineer", **host)


def _queue(machine: Machine, name: str, later: str) -> None:
    machine.must("send", "check-in", name, "--yes", "--later", later)


def _queue_as_well(machine: Machine, name: str, later: str) -> bool:
    """Queue what is one too many, unless that is refused already; return whether it waits."""
    ran = machine.run("send", "check-in", name, "--yes", "--later", later)
    assert ran.status in {0, 3}, ran
    return ran.status == 0


def _readers(scene: Scene) -> list[str]:
    return [reader for each in scene.server.arrived for reader in each.rcpt_to]


def _held(machine: Machine) -> None:
    """See that where a message is held that is said, with something to type."""
    for words in (("outbox",), ("next",)):
        told = machine.run(*words)
        assert "held" in told.said, told
        assert "followup-mail" in told.said, told


def test_five_check_ins_to_one_recruiter_are_one(scene: Scene) -> None:
    """Row 90: the first asks about all five positions, and so counts for the others.

    Five mails in a minute from one candidate end all five applications.
    """
    machine = _waiting(scene)
    others = ("build", "test", "site", "web")
    for hour, name in enumerate(others, start=15):
        met = f"2026-11-19T{hour}:00:00-05:00"
        _another(machine, name, position=f"{name.capitalize()} Engineer", at=met)
    _queue(machine, "northwind", "2026-12-02 14:00")
    waiting = [_queue_as_well(machine, name, "2026-12-02 14:00") for name in others]
    machine.at("2026-12-02 14:05")

    for _ in range(3):
        machine.run("outbox", "deliver")

    assert _readers(scene) == [MARIA], machine.story
    if any(waiting):
        _held(machine)


def test_two_people_of_one_employer_are_not_written_to_on_one_day(scene: Scene) -> None:
    """Row 90: a touch a day and employer holds in the queue as it does by hand.

    The recruiter and her colleague compare what they found in the morning.
    """
    machine = _waiting(scene)
    text = machine.job("site", position="Site Engineer", end=THANKED).read_text("utf-8")
    text = text.replace("Maria Lopez", "Nora Ek").replace('"Maria"', '"Nora"')
    text = text.replace(MARIA, "nora.ek@northwind.example")
    text = text.replace("T14:00:00", "T16:00:00")
    machine.must("add", machine.file("site.toml", text), "--name", "site")
    _queue(machine, "northwind", "2026-12-02 14:00")
    _queue_as_well(machine, "site", "2026-12-02 14:00")
    machine.at("2026-12-02 14:05")

    machine.run("outbox", "deliver")
    machine.run("outbox", "deliver")

    assert _readers(scene) == [MARIA], machine.story


def test_the_gap_to_a_message_that_left_meanwhile_is_kept(scene: Scene) -> None:
    """Row 90: a check-in of today for one position, and one of tomorrow for another, to one person.

    Each was all right when it was queued; the second is too soon after the first.
    """
    machine = _waiting(scene)
    text = machine.job("site", position="Site Engineer", end=THANKED).read_text("utf-8")
    later = text.replace("2026-11-27", "2026-11-30").replace("T14:00:00", "T16:00:00")
    machine.must("add", machine.file("site.toml", later), "--name", "site")
    _queue(machine, "northwind", "2026-12-02 14:00")
    _queue_as_well(machine, "site", "2026-12-03 14:00")
    machine.at("2026-12-02 14:05")
    machine.must("outbox", "deliver")
    machine.at("2026-12-03 14:05")

    machine.run("outbox", "deliver")

    assert _readers(scene) == [MARIA], machine.story


def _edited(machine: Machine, old: str, new: str) -> None:
    text = machine.must("show", "northwind", "--file").out
    assert old in text
    machine.must("add", machine.file("northwind.toml", text.replace(old, new)))


def _do_not_contact(machine: Machine) -> None:
    _edited(machine, "[me]", "do_not_contact = true\n[me]")


def _corrected(machine: Machine) -> None:
    _edited(machine, MARIA, "maria@northwind.example")


def _rejected(machine: Machine) -> None:
    machine.must("log", "northwind", "rejected")


def _meanwhile(scene: Scene, what: Callable[[Machine], None], *, ahead: bool = False) -> None:
    """Queue a check-in, do *what* before its time comes, and see that it doesn't leave.

    With *ahead* the clock was six hours ahead when it was queued, and is set right then.
    """
    machine = _waiting(scene)
    if ahead:
        machine.at("2026-12-02 16:00")
    _queue(machine, "northwind", "2026-12-02 17:00")
    machine.at("2026-12-02 10:30")
    what(machine)
    machine.at("2026-12-02 17:05")

    machine.run("outbox", "deliver")
    machine.run("outbox", "deliver")

    assert scene.server.arrived == (), machine.story
    _held(machine)


def test_who_asked_not_to_be_contacted_is_not(scene: Scene) -> None:
    """Row 90: a wish not to be contacted that came while the message waited stops it.

    A mail against an explicit wish is the one that gets reported.
    """
    _meanwhile(scene, _do_not_contact)


def test_a_corrected_address_stops_the_mail_to_the_old_one(scene: Scene) -> None:
    """Row 90: an address that was corrected while the message waited stops it.

    The old one may be anybody's by now, who then reads about somebody's applications.
    """
    _meanwhile(scene, _corrected)


def test_an_answer_stops_what_waits(scene: Scene) -> None:
    """Row 90: an answer that was recorded while the message waited stops it.

    Asked for news an hour after they said no: nothing shows more plainly that a program wrote it.
    """
    _meanwhile(scene, _rejected)


def test_an_answer_at_another_application_stops_what_asks_about_it(scene: Scene) -> None:
    """Row 90: the check-in asks about two positions, and one of them is answered by a refusal.

    It would ask the recruiter about the job that she wrote about this morning.
    """
    machine = _waiting(scene)
    _another(machine, "site", position="Site Engineer")
    _queue(machine, "northwind", "2026-12-02 17:00")
    machine.must("log", "site", "rejected")
    machine.at("2026-12-02 17:05")

    machine.run("outbox", "deliver")

    assert scene.server.arrived == (), machine.story
    _held(machine)


def test_a_bounce_stops_what_waits_for_that_address(scene: Scene) -> None:
    """Row 90: a bounce that was recorded while the message waited stops it.

    Bounces are what a provider counts before it closes an account.
    """

    def bounced(machine: Machine) -> None:
        machine.must("log", "northwind", "bounced", "--to", "maria")

    _meanwhile(scene, bounced, ahead=True)


# Clocks


def test_a_clock_that_was_ahead_hides_no_answer(scene: Scene) -> None:
    """Row 55: six hours ahead at queueing, set right, and then they reject: it does not leave.

    By its time stamp the answer is older than the message, which so knows of it.
    """
    _meanwhile(scene, _rejected, ahead=True)


def test_a_clock_that_was_ahead_hides_no_change_of_the_file(scene: Scene) -> None:
    """Row 55: a wish not to be contacted stops what was queued by a clock that was ahead."""
    _meanwhile(scene, _do_not_contact, ahead=True)


def test_a_clock_that_was_ahead_hides_no_new_address(scene: Scene) -> None:
    """Row 55: so does an address that was corrected."""
    _meanwhile(scene, _corrected, ahead=True)


def test_what_waits_does_not_leave_at_night(scene: Scene) -> None:
    """Row 90: what a machine slept through waits for the morning there.

    A mail of 23:30 says at what hour somebody lies awake over an application.
    """
    machine = _waiting(scene)
    _queue(machine, "northwind", "2026-12-03 09:00")
    machine.at("2026-12-03 23:30")
    machine.run("outbox", "deliver")
    at_night = scene.server.arrived
    machine.at("2026-12-04 09:30")
    machine.run("outbox", "deliver")

    assert at_night == (), machine.story
    assert _readers(scene) == [MARIA], machine.story


def test_what_waits_does_not_leave_on_a_saturday(scene: Scene) -> None:
    """Row 90: nor on a Sunday; on Monday morning it leaves.

    The one working day on which they look is the one that was waited for.
    """
    machine = _waiting(scene)
    _queue(machine, "northwind", "2026-12-04 16:00")
    for moment in ("2026-12-05 10:00", "2026-12-06 15:00"):
        machine.at(moment)
        machine.run("outbox", "deliver")
    at_the_weekend = scene.server.arrived
    machine.at("2026-12-07 09:30")
    machine.run("outbox", "deliver")

    assert at_the_weekend == (), machine.story
    assert _readers(scene) == [MARIA], machine.story


def test_what_waits_does_not_leave_at_christmas(scene: Scene) -> None:
    """Row 90: nothing leaves on a holiday where the reader works, nor is it lost.

    The one mail on the morning of the 25th is the one that is remembered.
    """
    machine = _waiting(scene)
    _queue(machine, "northwind", "2026-12-23 16:00")
    machine.at("2026-12-25 10:00")
    machine.run("outbox", "deliver")

    assert scene.server.arrived == (), machine.story
    assert MARIA in machine.must("outbox").said


def test_an_hour_that_the_user_named_is_theirs(scene: Scene) -> None:
    """Row 90: what was asked for at nine in the evening leaves at nine in the evening.

    What nobody meant is stopped; what somebody said is not.
    """
    machine = _waiting(scene)
    _queue(machine, "northwind", "2026-12-02 21:00")
    machine.at("2026-12-02 21:05")

    machine.run("outbox", "deliver")

    assert _readers(scene) == [MARIA], machine.story


def test_a_reason_that_was_given_at_queueing_stands(scene: Scene) -> None:
    """Row 90: what was overruled once is not held for it when its time comes.

    Nothing else has changed since.
    """
    machine = _waiting(scene, at="2026-11-27 10:00")
    early = ("send", "check-in", "northwind", "--yes", "--later", "2026-11-27 15:00")
    blocked = machine.refused(*early)
    forced = [word for word in blocked.err.split() if word.endswith("=REASON.")]
    assert blocked.status == 3, blocked
    assert forced, blocked
    machine.must(*early, "--force", forced[0].replace("REASON.", "she asked me to"))
    machine.at("2026-11-27 15:05")

    machine.run("outbox", "deliver")

    assert _readers(scene) == [MARIA], machine.story


# While a batch is on its way


def _batch(
    scene: Scene, during: Callable[[Machine, Caller], None], *, name: str = "here", config: str
) -> Machine:
    """Deliver two messages; when the first one's end has come, something happens."""
    machine = _waiting(scene, name=name, config=config)
    _boreal(machine)
    _queue(machine, "northwind", "2026-12-02 14:00")
    _queue(machine, "boreal", "2026-12-02 14:00")
    machine.at("2026-12-02 14:05")
    scene.server.now(end=[lambda caller: during(machine, caller), b"250 2.0.0 ok\r\n"])
    machine.run("outbox", "deliver")
    machine.run("outbox", "deliver")
    return machine


def test_an_answer_stops_the_next_message_of_the_batch(scene: Scene) -> None:
    """Row 90: one that is recorded while the server thinks about the message before it.

    A batch of twenty takes a minute; what is known is known when each one leaves.
    """

    def during(machine: Machine, caller: Caller) -> None:
        machine.must("log", "boreal", "rejected")
        caller.send(b"250 2.0.0 ok\r\n")

    machine = _batch(scene, during, config=FAST)

    assert _readers(scene) == [MARIA], machine.story


def _answered_in_between(scene: Scene, name: str, rate: str) -> tuple[bool, list[str], str]:
    """Record an answer while the rate holds the second message back.

    Return whether that was done in time, who got mail, and what was typed.
    """
    before = len(scene.server.arrived)
    there: list[int] = []

    def log(machine: Machine) -> None:
        assert machine.run("log", "boreal", "rejected").status == 0
        there.append(len(scene.server.arrived) - before)

    def during(machine: Machine, caller: Caller) -> None:
        caller.send(b"250 2.0.0 ok\r\n")
        threading.Timer(0.5, log, [machine]).start()

    machine = _batch(scene, during, name=name, config=rate)
    return there == [1], _readers(scene)[before:], machine.story


def test_an_answer_stops_the_message_that_the_rate_holds_back(scene: Scene) -> None:
    """Row 90: one that is recorded in the three seconds that lie between two messages.

    Whatever was looked at before the wait is not looked at again behind it.
    """
    in_time, readers, story = _answered_in_between(scene, "here", "")
    if not in_time:  # on a machine that is busy otherwise
        in_time, readers, story = _answered_in_between(scene, "slow", "per_minute = 6\n")

    assert in_time, story
    assert readers == [MARIA], story


def test_held_messages_stop_no_others(scene: Scene) -> None:
    """Row 90: what waits behind one that is held, for somebody else, leaves.

    A queue that one answer stops is as good as none.
    """
    machine = _waiting(scene)
    _boreal(machine)
    _queue(machine, "northwind", "2026-12-02 14:00")
    _queue(machine, "boreal", "2026-12-02 14:00")
    _rejected(machine)
    machine.at("2026-12-02 14:05")

    told = machine.run("outbox", "deliver")

    assert _readers(scene) == [MIA], machine.story
    assert told.status == 4, told
    assert "held" in told.said
