"""Attacks by copies of what is kept: restored, synchronised, or without the list of what left.

Nobody needs to mean harm: a backup is put back, two laptops share a folder. Who gains is
the one who wants a candidate to look careless, and every copy is a way to it.
"""

import shutil

from servers.victim import DAVID, MARIA, Machine, Ran, Scene

NOTE = ("send", "thank-you", "northwind", "--yes", "--to")


def _kept(machine: Machine) -> Machine:
    machine.must("add", machine.job())
    return machine


def _readers(scene: Scene) -> list[str]:
    return [reader for each in scene.server.arrived for reader in each.rcpt_to]


def _refuses(machine: Machine, to: str) -> Ran:
    """See that nothing more leaves from here, and that this and ``next`` say what to type."""
    before = machine.server.arrived
    refused = machine.refused(*NOTE, to)
    assert machine.server.arrived == before, machine.story
    assert "doctor --trust-store" in refused.said, refused
    shown = machine.run("next")
    assert "--trust-store" in shown.said, shown
    return refused


def test_a_restored_folder_sends_nothing_again(scene: Scene) -> None:
    """Row 54: the copy is older than the first message, and knows of none.

    A backup that is put back makes a candidate thank twice, in the same words.
    """
    machine = _kept(scene.machine())
    copy = machine.copy("backup")
    machine.must(*NOTE, "maria")
    machine.restore(copy)

    _refuses(machine, "maria")

    assert _readers(scene) == [MARIA]


def test_a_restored_folder_with_its_seal_sends_nothing_again(scene: Scene) -> None:
    """Row 54: whatever lies in the folder was copied with it, and agrees with itself.

    A seal that is restored together with what it seals is no seal.
    """
    machine = _kept(scene.machine())
    machine.must(*NOTE, "maria")
    copy = machine.copy("backup")
    machine.must(*NOTE, "david")
    machine.restore(copy)

    _refuses(machine, "david")

    assert _readers(scene) == [MARIA, DAVID]
    told = machine.run("doctor")
    assert told.status, "doctor must not call this in order"
    assert "--trust-store" in told.said, told


def test_a_restored_timer_delivers_nothing_again(scene: Scene) -> None:
    """Row 54: a message that waited when the backup was made, and left since.

    Nobody types anything: the timer does it the minute after the backup is put back.
    """
    machine = _kept(scene.machine())
    machine.must(*NOTE, "maria", "--later", "2026-11-20 14:00")
    copy = machine.copy("backup")
    machine.at("2026-11-20 14:15")
    machine.must("outbox", "deliver")
    machine.restore(copy)
    machine.later(minutes=15)

    machine.run("outbox", "deliver")

    assert _readers(scene) == [MARIA], machine.story


def _imported_anew(machine: Machine) -> None:
    """Lose the folder, and import ``backup.json`` into an empty one."""
    config = machine.config.read_text("utf-8")
    shutil.rmtree(machine.data)
    machine.data.mkdir(mode=0o700)
    machine.file("kept/config.toml", config)
    machine.run("import", machine.folder / "backup.json")


def test_an_export_older_than_the_newest_message_sends_nothing_again(scene: Scene) -> None:
    """Row 54: the folder was lost, and last week's export is imported into an empty one.

    It is the advice for a damaged store, and forgets a week of sent mail.
    """
    machine = _kept(scene.machine())
    machine.must(*NOTE, "maria")
    machine.must("export", "-o", machine.folder / "backup.json")
    machine.must(*NOTE, "david")
    _imported_anew(machine)

    machine.run(*NOTE, "david")

    assert _readers(scene) == [MARIA, DAVID], machine.story


def test_an_export_older_than_every_message_sends_nothing_again(scene: Scene) -> None:
    """Row 54: the same, of a time when nothing had been sent yet.

    What is imported then looks like a store from which nothing ever left.
    """
    machine = _kept(scene.machine())
    machine.must("export", "-o", machine.folder / "backup.json")
    machine.must(*NOTE, "maria")
    _imported_anew(machine)

    machine.run(*NOTE, "maria")

    assert _readers(scene) == [MARIA], machine.story


def test_two_homes_on_one_machine_do_not_stop_each_other(scene: Scene) -> None:
    """Row 54: what left from one is not missing from the other, as for two candidates.

    A refusal that is always there is one that somebody learns to talk away.
    """
    machine = _kept(scene.machine())
    machine.must(*NOTE, "maria")
    second = {"FOLLOWUP_MAIL_HOME": str(machine.folder / "second")}
    machine.file("second/config.toml", machine.config.read_text("utf-8"))
    boreal = machine.job("boreal", employer="Boreal", maria="mia@boreal.example")
    machine.run("add", boreal, environment=second)

    send = ("send", "thank-you", "boreal", "--to", "maria", "--yes")
    machine.run(*send, environment=second)
    machine.run(*NOTE, "david")

    assert _readers(scene) == [MARIA, "mia@boreal.example", DAVID], machine.story


def test_a_synchronised_copy_on_another_machine_sends_nothing(scene: Scene) -> None:
    """Row 54: a shared folder that lags behind, on a machine that sent nothing yet.

    Two laptops of one candidate write the same note; the second one an hour later.
    """
    machine = _kept(scene.machine())
    machine.must(*NOTE, "maria")
    copy = machine.copy("shared")
    machine.must(*NOTE, "david")
    other = scene.machine("other")
    other.restore(copy)
    other.now = machine.now

    _refuses(other, "david")

    assert _readers(scene) == [MARIA, DAVID]


def test_a_folder_that_another_machine_sent_from_is_refused_here(scene: Scene) -> None:
    """Row 54: it was trusted there once, with the answer that this needs; now it is back.

    The list of this machine knows nothing of what left from the other.
    """
    machine = _kept(scene.machine())
    machine.must(*NOTE, "maria")
    other = scene.machine("other")
    other.restore(machine.copy("there"))
    other.now = machine.now
    answered = other.run("doctor", "--trust-store")
    assert answered.said
    other.must(*NOTE, "david")
    machine.restore(other.copy("back"))
    machine.must("add", machine.job("boreal", employer="Boreal", maria="mia@boreal.example"))

    refused = machine.refused("send", "thank-you", "boreal", "--to", "maria", "--yes")

    assert _readers(scene) == [MARIA, DAVID], machine.story
    assert "doctor --trust-store" in refused.said, refused


def test_a_new_machine_is_trusted_by_one_answer(scene: Scene) -> None:
    """Row 54: said once, it sends; nobody who moves to another machine is asked for ever.

    A question that comes back every day is answered without being read.
    """
    machine = _kept(scene.machine())
    machine.must(*NOTE, "maria")
    other = scene.machine("other")
    other.restore(machine.copy("moved"))
    other.now = machine.now
    _refuses(other, "david")

    other.run("doctor", "--trust-store")
    other.must(*NOTE, "david")
    other.must("add", other.job("boreal", employer="Boreal", maria="mia@boreal.example"))
    other.must("send", "thank-you", "boreal", "--to", "maria", "--yes")

    assert _readers(scene) == [MARIA, DAVID, "mia@boreal.example"], other.story


def test_a_list_that_is_gone_stops_sending(scene: Scene) -> None:
    """Row 54: something was sent, and what this machine wrote down of it is not there.

    Whoever wants a message to leave twice begins by deleting the list.
    """
    machine = _kept(scene.machine())
    machine.must(*NOTE, "maria")
    shutil.rmtree(machine.state, ignore_errors=True)

    _refuses(machine, "david")

    assert _readers(scene) == [MARIA]


def test_a_list_that_can_not_be_written_stops_sending(scene: Scene) -> None:
    """Row 54: nothing leaves that could not be written down first.

    A full disk, or a folder of root's, must not make the machine forgetful.
    """
    machine = _kept(scene.machine())
    machine.file(".local/state", "not a folder\n")

    refused = machine.refused(*NOTE, "maria")

    assert scene.server.arrived == (), machine.story
    assert refused.status == 74, refused


def test_a_list_that_leads_elsewhere_is_not_followed(scene: Scene) -> None:
    """Row 54: a link in its place would let what is kept lie in the folder that is copied.

    The trace would be restored together with what it is to be compared with.
    """
    machine = _kept(scene.machine())
    inside = machine.data / "state"
    inside.mkdir(mode=0o700)
    machine.state.parent.mkdir(parents=True, mode=0o700)
    machine.state.symlink_to(inside)
    copy = machine.copy("backup")
    first = machine.run(*NOTE, "maria")
    machine.restore(copy)

    machine.run(*NOTE, "maria")

    assert _readers(scene) in ([], [MARIA]), machine.story
    assert first.status in {0, 74}, first


def test_a_state_folder_inside_what_is_kept_does_not_count(scene: Scene) -> None:
    """Row 54: FOLLOWUP_MAIL_HOME may be XDG_STATE_HOME itself, and a copy takes both.

    Somebody keeps everything in one folder so that the backup has it all.
    """
    machine = _kept(scene.machine())
    machine.environment["XDG_STATE_HOME"] = str(machine.data)
    copy = machine.copy("backup")
    machine.run(*NOTE, "maria")
    machine.restore(copy)

    machine.run(*NOTE, "maria")

    assert _readers(scene) in ([], [MARIA]), machine.story
