"""The program is exchanged for a newer one: what was sent stays sent, what waits is not lost.

The store, the seal and the answer beside them were written by another version; see
``make.py`` here.
"""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from servers.certificates import Certificates
from servers.victim import PASSWORD, Machine, MailServer, Ran, Scene
from upgrade import former
from upgrade.former import Held

MAY_HAVE_LEFT = ("sent", "unknown", "dot")
AT_ONCE = {"nina.falk@jetty.example", "tess.moor@knoll.example", "cora.lang@reed.example"}
"""Said not to have been sent; put off for half an hour; broken off before its end."""
ON_MONDAY = {"otto.brandt@palette.example", "nils.berg@fjord.example", "anna.weber@quill.example"}
"""For 9:30 there."""
_NEW = ("thank-you", "osprey", "--to", "david", "--yes")
_NEW_READER = "amir.khan@osprey.example"


def _again(message: Held, machine: Machine) -> Ran:
    return machine.run("send", message.kind, message.application, "--to", message.to, "--yes")


def _readers(machine: Machine) -> Counter[str]:
    return Counter(reader for each in machine.server.arrived for reader in each.rcpt_to)


def _told(runs: Iterable[Ran]) -> str:
    return "\n".join(map(str, runs))


@pytest.mark.parametrize("state", MAY_HAVE_LEFT)
def test_what_left_before_an_upgrade_is_not_sent_after_it(machine: Machine, state: str) -> None:
    """Row 93: neither what was sent nor what may have been, and each says why."""
    left = [each for each in former.held() if each.state == state and not each.test]

    runs = [_again(each, machine) for each in left]

    assert left
    assert machine.server.arrived == (), _told(runs)
    assert all(ran.said for ran in runs)


@pytest.mark.parametrize("name", former.REMOVED)
def test_what_left_for_a_removed_application_is_not_sent_again(machine: Machine, name: str) -> None:
    """Row 93: the digests that an earlier version kept are known to this one."""
    text = (former.KEPT / f"{name}.toml").read_text(encoding="utf-8")
    machine.must("add", machine.file(f"{name}.toml", text))

    refused = machine.refused("send", "thank-you", name, "--to", "maria", "--yes")

    assert machine.server.arrived == ()
    assert "already-sent" in refused.said


def test_what_waited_before_an_upgrade_is_sent_once_in_its_time(machine: Machine) -> None:
    """Row 93: whatever its state was, and nothing else, however often the timer runs."""
    machine.run("outbox", "deliver")
    machine.run("outbox", "deliver")
    at_once = _readers(machine)
    machine.at("2026-11-23 09:45")
    machine.run("outbox", "deliver")
    machine.run("outbox", "deliver")

    assert at_once == Counter(AT_ONCE), _told(machine.log)
    assert _readers(machine) == Counter(AT_ONCE | ON_MONDAY), _told(machine.log)
    with_a_file = [a for a in machine.server.arrived if a.rcpt_to == ("nils.berg@fjord.example",)]
    files = [part.get_filename() for a in with_a_file for part in a.message.iter_attachments()]
    assert files == ["rota.txt"]


def test_nothing_of_the_outbox_is_lost(machine: Machine) -> None:
    """Row 93: every message is there, in the state in which it was or the one that follows."""
    follows = {"sending": "deferred", "dot": "unknown"}
    before = {each.number: follows.get(each.state, each.state) for each in former.held()}
    before[_recorded_late()] = "sent"

    listed = json.loads(machine.must("outbox", "list", "--all", "--json").out)

    assert {each["id"]: each["state"] for each in listed} == before


def _recorded_late() -> int:
    """Return the message whose answer stood beside the store."""
    return int(json.loads((former.KEPT / "unrecorded").read_text("utf-8"))["posting"])


def test_an_upgraded_program_works_and_asks_for_nothing(machine: Machine) -> None:
    """Row 93: nobody has to trust the store anew, and only what was doubtful is in doubt."""
    for words in (("next",), ("list",), ("outbox",), ("export",), ("show", "palette"), ("board",)):
        assert "--trust-store" not in machine.must(*words).said

    found = json.loads(machine.run("doctor", "--json").out)

    bad = [each["told"] for each in found if not each["good"]]
    assert all("unknown" in told for told in bad), bad
    assert machine.server.arrived == ()


@pytest.mark.parametrize(
    ("words", "reader"),
    [
        (_NEW, _NEW_READER),
        (("thank-you", "quill", "--to", "david", "--yes"), "finn.olsen@quill.example"),
        (("thank-you", "knoll", "--to", "david", "--yes"), "ivan.petrov@knoll.example"),
    ],
    ids=["new", "cancelled", "refused"],
)
def test_what_never_left_can_be_sent_after_an_upgrade(
    machine: Machine, words: tuple[str, ...], reader: str
) -> None:
    """Row 93: at once, without a question; once."""
    machine.must("send", *words)
    machine.run("send", *words)

    assert _readers(machine) == Counter([reader]), _told(machine.log)


def test_a_hand_over_of_an_earlier_version_is_known_as_sent(machine: Machine) -> None:
    """Rows 50, 93: its server took the message, which could not be recorded then."""
    told = machine.must("outbox")

    assert "lola.pin@tarn.example" in told.said
    machine.run("send", "thank-you", "tarn", "--to", "maria", "--yes")
    assert machine.server.arrived == ()


@pytest.mark.parametrize("seal", ["seal.newer", None], ids=["older", "gone"])
def test_a_store_that_an_earlier_version_refused_is_refused(
    machine: Machine, seal: str | None
) -> None:
    """Rows 54, 93: an older copy of the store, and one whose seal is gone."""
    if seal is None:
        (machine.data / "followup-mail.seal").unlink()
    else:
        (machine.data / "followup-mail.seal").write_bytes((former.KEPT / seal).read_bytes())

    refused = machine.refused("send", *_NEW)

    assert machine.server.arrived == ()
    assert refused.status == 74
    assert "doctor --trust-store" in refused.said


def test_an_earlier_export_sends_nothing_that_was_sent(upgraded: Scene) -> None:
    """Row 93: not even once the store that was made of it is trusted."""
    machine = upgraded.machine("elsewhere", config="per_minute = 0\n")
    export = (former.KEPT / "export.json").read_text("utf-8")
    machine.file("samples/rota.txt", "Mondays: Priya\n")
    machine.at(former.MADE_AT)
    home = str(machine.folder)
    machine.must("import", machine.file("export.json", export.replace(former.FOLDER, home)))
    machine.run("doctor", "--trust-store")

    left = [each for each in former.held() if each.state in MAY_HAVE_LEFT and not each.test]
    runs = [_again(each, machine) for each in left]

    assert machine.server.arrived == (), _told(runs)


def test_an_earlier_entry_of_the_keyring_is_found(authority: Certificates, tmp_path: Path) -> None:
    """Row 93: it was made for host, port and user alone, and nobody is asked for it anew."""
    with MailServer(starttls=authority["good"].serving()) as server:
        machine = Machine(tmp_path / "here", server, authority)
        machine.configure()
        machine.reconfigure('security = "tls"', 'security = "starttls"')
        entry = f"sam@followup-mail smtp://localhost:{server.port}"
        keyring = machine.with_keyring({entry: PASSWORD})

        machine.must("account", "check")
        machine.must("account", "check")

    assert server.logins == 2
    assert list(keyring.kept.values()) == [PASSWORD]
