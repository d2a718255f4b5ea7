"""Attacks by edits: the same message twice, because something around it was written differently.

None of it needs malice: a date that was forgotten, a file that was added again, a slip in an
address. Who reads the same note twice asks no further.
"""

import json
from pathlib import Path

from mail.peer import Caller, Step
from servers.victim import MARIA, THANKED, Machine, Ran, Scene

THANK = ("send", "thank-you", "northwind", "--to", "maria", "--yes")
CHECK_IN = ("send", "check-in", "northwind", "--yes")
_EARLIER = """\
[[interviews]]
at     = 2026-10-29T10:00:00-04:00
format = "phone"

[[interviews]]"""
_INVITATION = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Northwind//Calendar//EN
METHOD:{method}
BEGIN:VEVENT
UID:{name}@northwind.example
SEQUENCE:{sequence}
STATUS:{status}
DTSTAMP:20261027T150000Z
DTSTART:{begins}
DURATION:PT30M
SUMMARY:Interview
ORGANIZER;CN=Maria Lopez:mailto:maria.lopez@northwind.example
END:VEVENT
END:VCALENDAR
"""


def _readers(scene: Scene) -> list[str]:
    return [reader for each in scene.server.arrived for reader in each.rcpt_to]


def _thanked(scene: Scene) -> Machine:
    """Return a machine from which Maria was thanked."""
    machine = scene.machine()
    machine.must("add", machine.job())
    machine.must(*THANK)
    return machine


def _checked_in(scene: Scene) -> Machine:
    """Return a machine from which Maria was asked for news, on 2 December."""
    machine = scene.machine()
    machine.at("2026-12-02 10:00")
    machine.must("add", machine.job(end=THANKED))
    machine.must(*CHECK_IN)
    return machine


def _edited(machine: Machine, old: str, new: str) -> None:
    text = machine.must("show", "northwind", "--file").out
    assert old in text
    machine.must("add", machine.file("northwind.toml", text.replace(old, new, 1)))


def _invitation(
    machine: Machine, name: str, begins: str, *, method: str = "REQUEST", sequence: int = 0
) -> Path:
    """Return a calendar file about the interview *name*."""
    status = "CANCELLED" if method == "CANCEL" else "CONFIRMED"
    text = _INVITATION.format(
        name=name, begins=begins, method=method, sequence=sequence, status=status
    )
    return machine.file(f"{name}.ics", text.replace("\n", "\r\n"))


def _once(machine: Machine, *again: str, names: bool = True) -> Ran:
    """See that Maria has one message, and that the refusal says so and how to overrule it."""
    machine.later(minutes=5)
    ran = machine.run(*again)
    assert [each.rcpt_to for each in machine.server.arrived] == [(MARIA,)], machine.story
    if names:
        assert "already" in ran.said, ran
    return ran


# Interviews


def test_an_earlier_interview_added_later_is_no_reason_to_thank_again(scene: Scene) -> None:
    """Row 91: what was the first round is the second one then, and the same conversation.

    Whoever remembers a phone call of October thanks for November twice.
    """
    machine = _thanked(scene)
    _edited(machine, "[[interviews]]", _EARLIER)

    _once(machine, *THANK)


def test_an_earlier_interview_added_later_opens_no_new_wait(scene: Scene) -> None:
    """Row 91: nor to ask again, where they have not answered.

    A week later, when no wait between two mails stands in the way any more.
    """
    machine = _checked_in(scene)
    _edited(machine, "[[interviews]]", _EARLIER)
    machine.at("2026-12-10 10:00")

    _once(machine, *CHECK_IN, names=False)


def test_an_invitation_to_an_earlier_interview_is_no_reason_to_thank_again(scene: Scene) -> None:
    """Row 91: a calendar file that somebody sends puts a round before the one that was thanked for.

    Whoever can send an invitation could make a candidate repeat themselves.
    """
    machine = _thanked(scene)
    machine.run("add", _invitation(machine, "first", "20261029T140000Z"), "--for", "northwind")

    _once(machine, *THANK)


def test_an_interview_called_off_is_no_reason_to_thank_again(scene: Scene) -> None:
    """Row 91: a calendar calls the second round off after the third was thanked for.

    The third is the second then, by number, and still the same conversation.
    """
    machine = scene.machine()
    machine.must("add", machine.job())
    for name, begins in (("second", "20261120T140000Z"), ("third", "20261120T153000Z")):
        machine.must("add", _invitation(machine, name, begins), "--for", "northwind")
    text = machine.must("show", "northwind", "--file").out
    topics = '\n[interviews.talked_about]\nmaria = ["what the first month would look like"]\n'
    machine.must("add", machine.file("northwind.toml", text + topics))
    machine.must(*THANK)
    called_off = _invitation(machine, "second", "20261120T140000Z", method="CANCEL", sequence=1)
    machine.must("add", called_off)

    _once(machine, *THANK)


def test_a_corrected_hour_makes_no_new_interview(scene: Scene) -> None:
    """Row 91: an interview that began at half past, as the file says now, was thanked for."""
    machine = _thanked(scene)
    _edited(machine, "2026-11-19T14:00:00", "2026-11-19T14:30:00")

    _once(machine, *THANK)


def test_an_interview_that_is_taken_out_and_put_back_is_the_same(scene: Scene) -> None:
    """Row 91: an interview put into the file and taken out again changes nothing."""
    machine = _thanked(scene)
    before = machine.must("show", "northwind", "--file").out
    _edited(machine, "[[interviews]]", _EARLIER)
    machine.must("add", machine.file("northwind.toml", before))

    _once(machine, *THANK)


# Applications


def test_the_same_file_under_another_name_thanks_nobody_again(scene: Scene) -> None:
    """Row 91: the name is what the user calls it; the person thanked is the same one.

    A second copy of a file is the most common way to do a thing twice.
    """
    machine = _thanked(scene)
    machine.must("add", machine.folder / "northwind.toml", "--name", "other")

    ran = _once(machine, "send", "thank-you", "other", "--to", "maria", "--yes")

    assert "already-sent" in ran.said, ran


def test_a_table_of_many_thanks_nobody_again(scene: Scene) -> None:
    """Row 91: a row of a shared table, with a name of its own, is about the same conversation.

    A coach's table comes back every week with what is in the store already.
    """
    machine = _thanked(scene)
    columns = {
        "name": "again",
        "employer": "Northwind Analytics",
        "position": "Data Engineer",
        "language": "en-CA",
        "place": "CA-ON",
        "people.maria.name": "Maria Lopez",
        "people.maria.role": "recruiter",
        "people.maria.email": MARIA,
        "interviews.0.at": "2026-11-19T14:00:00-05:00",
        "interviews.0.talked_about.maria": "how the data team is growing from four to nine",
        "strengths.0.i": "trained two analysts who now run their own pipelines",
        "strengths.0.about": "maria",
    }
    rows = [",".join(f'"{value}"' for value in line) for line in (columns, columns.values())]
    added = machine.run("add", machine.file("shared.csv", "\n".join(rows) + "\n"))
    assert added.status == 0, added

    _once(machine, "send", "thank-you", "again", "--to", "maria", "--yes", names=False)


def test_two_spaces_in_a_position_are_no_other_job(scene: Scene) -> None:
    """Row 91: removed, and added again with two spaces where there was one, or one that joins.

    What stays of a removed application has to know it again however it is typed.
    """
    machine = _thanked(scene)
    for space in ("  ", "\N{NO-BREAK SPACE}"):
        machine.must("remove", "northwind", "--yes")
        machine.must("add", machine.job(position=f"Data{space}Engineer"))

        ran = _once(machine, *THANK)

        assert "already-sent" in ran.said, ran


def test_an_employer_written_differently_is_the_same_one(scene: Scene) -> None:
    """Row 91: removed, and added again with its legal form, as the store compares employers."""
    machine = _thanked(scene)
    machine.must("remove", "northwind", "--yes")
    machine.must("add", machine.job(employer="NORTHWIND  Analytics"), "--name", "northwind")

    _once(machine, *THANK)


# Histories


def test_what_was_recorded_by_hand_is_not_sent_as_well(scene: Scene) -> None:
    """Row 91: whoever thanked from their phone and noted it down has thanked.

    The program knows of it, and says so in its own history.
    """
    machine = scene.machine()
    machine.must("add", machine.job())
    machine.must("log", "northwind", "thank-you", "--to", "maria")

    ran = machine.run(*THANK)

    assert scene.server.arrived == (), machine.story
    assert "already-sent" in ran.said, ran


def test_a_check_in_recorded_by_hand_is_not_sent_as_well(scene: Scene) -> None:
    """Row 91: nor is a question that was asked elsewhere, once no wait stands in the way."""
    machine = scene.machine()
    machine.at("2026-12-02 10:00")
    machine.must("add", machine.job(end=THANKED))
    machine.must("log", "northwind", "check-in", "--to", "maria")
    machine.at("2026-12-10 10:00")

    machine.run(*CHECK_IN, "--to", "maria")

    assert scene.server.arrived == (), machine.story


def test_what_a_file_says_was_done_is_not_sent_as_well(scene: Scene) -> None:
    """Row 91: [[history]] that comes with the application counts as what was recorded later."""
    machine = scene.machine()
    machine.must("add", machine.job(end=THANKED))

    machine.run(*THANK)

    assert scene.server.arrived == (), machine.story


def test_what_was_taken_back_can_be_sent(scene: Scene) -> None:
    """Row 91: a slip in `log`, undone, keeps nobody from being thanked."""
    machine = scene.machine()
    machine.must("add", machine.job())
    machine.must("log", "northwind", "thank-you", "--to", "maria")
    machine.must("undo", "northwind")

    machine.must(*THANK)

    assert _readers(scene) == [MARIA]


# People


def test_a_corrected_address_is_the_same_person(scene: Scene) -> None:
    """Row 91: a note that arrived is not sent to the address that was mended since.

    Whoever has two addresses reads both.
    """
    machine = _thanked(scene)
    _edited(machine, MARIA, "maria@northwind.example")

    ran = _once(machine, *THANK)

    assert "already-sent" in ran.said, ran


def test_after_a_bounce_a_corrected_address_is_written_to(scene: Scene) -> None:
    """Row 91: what bounced was not read, and the same goes to the address that was mended."""
    machine = _thanked(scene)
    machine.must("log", "northwind", "bounced", "--to", "maria")
    _edited(machine, MARIA, "maria@northwind.example")

    machine.run(*THANK)

    assert _readers(scene) == [MARIA, "maria@northwind.example"], machine.story


def test_another_candidate_may_write_to_the_same_person(scene: Scene) -> None:
    """Row 91: two people who share a store, whose files name them, are two writers.

    What holds a mail back because somebody else wrote is a way to silence them.
    """
    machine = _checked_in(scene)
    text = machine.job("kim", position="Site Engineer", end=THANKED).read_text("utf-8")
    kims = text.replace("Sam Okafor", "Kim Soto").replace("sam.okafor@", "kim.soto@")
    machine.must("add", machine.file("kim.toml", kims), "--name", "kim")

    machine.run("send", "check-in", "kim", "--yes")

    senders = [each.mail_from for each in scene.server.arrived]
    assert senders == ["sam.okafor@example.com", "kim.soto@example.com"], machine.story


# Removal


def _removed_meanwhile(scene: Scene, stage: str, reply: bytes) -> tuple[Machine, Ran, Ran]:
    """Send while *stage* of the server takes until the application was removed."""
    machine = scene.machine()
    machine.must("add", machine.job())
    removals: list[Ran] = []

    def remove(caller: Caller) -> None:
        removals.append(machine.run("remove", "northwind", "--yes"))
        caller.send(reply)

    steps: dict[str, list[Step]] = {stage: [remove, reply]}
    scene.server.now(**steps)
    sent = machine.run(*THANK)
    (removal,) = removals
    return machine, sent, removal


def test_removing_what_is_on_its_way_loses_no_outcome(scene: Scene) -> None:
    """Row 92: the server takes the message while its application is being removed.

    "It waits; to try again …" sends it twice.
    """
    machine, sent, removal = _removed_meanwhile(scene, "end", b"250 2.0.0 ok\r\n")

    assert _readers(scene) == [MARIA]
    assert sent.status != 66, sent
    assert "to try again" not in sent.said, sent
    assert "waits" not in sent.said, sent
    if removal.status:
        listed = json.loads(machine.must("outbox", "list", "--all", "--json").out)
        assert [each["state"] for each in listed] == ["sent"], machine.story
        assert "followup-mail" in removal.said, removal
    machine.must("add", machine.folder / "northwind.toml")
    _once(machine, *THANK)


def test_removing_what_is_about_to_leave_tells_what_became_of_it(scene: Scene) -> None:
    """Row 92: the same before the message has gone out: it is sent and said to be, or neither."""
    machine, sent, removal = _removed_meanwhile(scene, "DATA", b"354 go ahead\r\n")

    if scene.server.arrived:
        assert "sent" in sent.said, sent
        machine.must("add", machine.folder / "northwind.toml")
        _once(machine, *THANK)
    elif removal.status == 0:
        assert "to try again" not in sent.said, sent
