"""Make the fixture of an upgrade: what the program wrote as it was at commit 186c8ef.

``python -m upgrade.make``, in the folder ``tests`` of a checkout whose package is that
commit's. The commands are the installed ones, their mail server a played one that loses
answers when it is told to; two commands are ended by force on the way. People and hosts
are invented. What stands in the folder ``kept`` is replaced; see :mod:`upgrade.former`.
"""

import json
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mail.peer import Caller, Step, hang_up
from servers.victim import PASSWORD, Machine, job, scene
from upgrade.former import FOLDER, KEPT, MADE_AT, REMOVED

MARIA = ("--to", "maria", "--yes")
DAVID = ("--to", "david", "--yes")
LATER = ("--later", "2026-11-23 09:30")
TODAY = "2026-11-20 12:00"
_BUSY = b"451 4.3.2 not now\r\n"
_NEVER = b"550 5.1.1 nobody here\r\n"
_PATIENCE = 20
_INVITATION = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Osprey//Calendar//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:round-two@osprey.example
SEQUENCE:0
DTSTAMP:20261119T150000Z
DTSTART:20261126T190000Z
DTEND:20261126T200000Z
SUMMARY:Second interview
ORGANIZER;CN=Vera Stone:mailto:vera.stone@osprey.example
END:VEVENT
END:VCALENDAR
"""
_ROUND_ONE = """
[[interviews]]
at     = 2026-11-05T10:00:00-05:00
format = "phone"

[interviews.talked_about]
maria = ["where the team is and where it wants to be"]

"""


def _application(machine: Machine, name: str, maria: str, david: str, **changes: str) -> None:
    """Keep an application of *name*, with people of its own."""
    host = f"{name}.example"
    addresses = {
        who: f"{called.lower().replace(' ', '.')}@{host}"
        for who, called in (("maria", maria), ("david", david))
    }
    mine = changes.pop("mine", "")
    known = {
        "employer": f"{name.capitalize()} Systems",
        "position": f"{name.capitalize()} Engineer",
    }
    text = job(**{**known, **addresses, **changes})
    for old, new in (("Maria Lopez", maria), ("David Chen", david)):
        text = text.replace(old, new)
        text = text.replace(f'"{old.split()[0]}"', f'"{new.split()[0]}"')
    text = text.replace("northwind.example", host)
    if mine:
        called, address = mine.split(" <")
        text = text.replace('"Sam Okafor"', f'"{called}"')
        text = text.replace("sam.okafor@example.com", address.rstrip(">"))
    machine.file(f"{name}.toml", text)
    # As somebody types it who is in that folder.
    machine.must("add", f"{name}.toml", "--name", name)


def _sent(machine: Machine, name: str, kind: str = "thank-you", *more: str) -> None:
    machine.must("send", kind, name, *(more or MARIA))


def _tried(machine: Machine, status: int, *words: str, **steps: Step) -> None:
    """Run a command while the server does *steps*; it has to end in *status*."""
    usual = {stage: machine.server._script[stage] for stage in steps}
    machine.server.now(**steps)
    ran = machine.run("send", *words)
    assert ran.status == status, ran
    machine.server.now(**usual)


def _usual(machine: Machine) -> None:
    """Do what anybody does: thank, note, ask, be told, draft, put off, be invited."""
    _application(machine, "northwind", "Maria Lopez", "David Chen")
    _sent(machine, "northwind")
    _tried(machine, 5, "thank-you", "northwind", *DAVID, end=hang_up())
    machine.must("log", "northwind", "promise", "--to", "david", "--note", "sent by hand")
    machine.must("send", "thank-you", "northwind", *MARIA, "--to-myself")

    _application(machine, "aurora", "Ines Duarte", "Tom Reid", top='client = "Robin Vale"')
    _sent(machine, "aurora")
    _sent(machine, "aurora", "thank-you", *MARIA, "--force", "already-sent=she asked for it again")

    _application(
        machine, "birch", "Noor Haddad", "Jan Kowal", mine="Samuel Okafor <sam.okafor@example.com>"
    )
    _sent(machine, "birch")
    _application(machine, "dune", "Ruth Abel", "Paul Weiss", mine="Kim Soto <kim@soto.example>")
    _sent(machine, "dune")

    _two_rounds(machine)

    (machine.folder / "samples").mkdir(exist_ok=True)
    machine.file("samples/rota.txt", "Mondays: Priya\n")
    files = 'attachments = ["samples/rota.txt"]'
    _application(machine, "fjord", "Eva Lind", "Nils Berg", top=files)
    _sent(machine, "fjord")
    machine.must("send", "thank-you", "fjord", *DAVID, *LATER)

    _application(machine, "osprey", "Vera Stone", "Amir Khan")
    machine.file("invitation.ics", _INVITATION.replace("\n", "\r\n"))
    machine.must("add", "invitation.ics", "--for", "osprey")
    machine.must("draft", "thank-you", "osprey", "--to", "maria")
    machine.must("log", "osprey", "thank-you", "--to", "maria")
    machine.must("snooze", "osprey", "2026-12-10", "--note", "on holiday")
    machine.must("calendar", "osprey", "-o", "follow-up.ics")


def _two_rounds(machine: Machine) -> None:
    """Keep an application with two rounds, each thanked for in its time."""
    early = _ROUND_ONE.strip() + "\n\n[[interviews]]"
    text = job(employer="Palette Works", position="Build Engineer").replace(
        "[[interviews]]", early, 1
    )
    for old, new in (("Maria Lopez", "Lea Morin"), ("David Chen", "Otto Brandt")):
        text = text.replace(old, new).replace(f'"{old.split()[0]}"', f'"{new.split()[0]}"')
    text = text.replace("maria.lopez@", "lea.morin@").replace("david.chen@", "otto.brandt@")
    machine.file("palette.toml", text.replace("northwind.example", "palette.example"))
    machine.at("2026-11-06 10:00")
    machine.must("add", "palette.toml", "--name", "palette")
    _sent(machine, "palette")
    machine.at("2026-11-20 12:40")
    _sent(machine, "palette")
    machine.must("send", "thank-you", "palette", *DAVID, *LATER)


def _checked_in(machine: Machine) -> None:
    """Ask where nobody answered, and where they named another day."""
    times = {"at": "2026-10-29T14:00:00-04:00"}
    _application(machine, "glade", "Rosa Blum", "Karl Holm", **times)
    _application(machine, "heath", "Mona Faber", "Luis Prado", **times)
    for name in ("glade", "heath"):
        text = machine.must("show", name, "--file").out.replace("2026-11-27", "2026-11-06")
        machine.must("add", machine.file(f"{name}.toml", text), "--name", name)
        for did, to in (("thank-you", "maria"), ("thank-you", "david"), ("promise", "david")):
            machine.must("log", name, did, "--to", to, "--on", "2026-10-30")
    # The same recruiter: one check-in asks about both.
    text = machine.must("show", "glade", "--file").out.replace("Glade Engineer", "Glade Analyst")
    machine.must("add", machine.file("glade-two.toml", text), "--name", "glade-two")
    machine.must("log", "heath", "delayed", "--until", "2026-11-16", "--on", "2026-11-09")
    _sent(machine, "glade", "check-in")
    _sent(machine, "heath", "check-in")


def _troubles(machine: Machine) -> None:
    """Meet a server that loses answers, says "not now", and says "never"."""
    _application(machine, "islet", "Dora Wolf", "Hugo Lenz")
    _tried(machine, 5, "thank-you", "islet", *MARIA, end=hang_up())
    machine.must("outbox", "resolve", _newest(machine), "--sent")
    _application(machine, "jetty", "Nina Falk", "Omar Said")
    _tried(machine, 5, "thank-you", "jetty", *MARIA, end=hang_up())
    machine.must("outbox", "resolve", _newest(machine), "--not-sent")
    _application(machine, "knoll", "Tess Moor", "Ivan Petrov")
    _tried(machine, 75, "thank-you", "knoll", *MARIA, end=_BUSY)
    _tried(machine, 69, "thank-you", "knoll", *DAVID, RCPT=_NEVER)
    _application(machine, "larch", "Gina Costa", "Emil Roth")
    _sent(machine, "larch")
    _application(machine, "marsh", "Olga Brik", "Sven Dahl")
    _tried(machine, 5, "thank-you", "marsh", *MARIA, end=hang_up())
    _application(machine, "quill", "Anna Weber", "Finn Olsen")
    machine.must("send", "thank-you", "quill", *MARIA, *LATER)
    machine.must("send", "thank-you", "quill", *DAVID, *LATER)
    machine.must("outbox", "cancel", _newest(machine))
    for name in REMOVED:
        machine.must("remove", name, "--yes")


def _newest(machine: Machine) -> str:
    listed = json.loads(machine.must("outbox", "list", "--all", "--json").out)
    return str(max(each["id"] for each in listed))


@contextmanager
def _broken_off(machine: Machine) -> Iterator[None]:
    """Leave one message in the middle, one behind its end, and one that is not recorded.

    Three commands at once, since each begins by tidying up after those that are gone.
    """
    for name, maria, david in (
        ("reed", "Cora Lang", "Theo Winter"),
        ("sable", "Mira Sand", "Jens Krog"),
        ("tarn", "Lola Pin", "Max Adler"),
    ):
        _application(machine, name, maria, david)
    server, going = machine.server, []
    for stage in ("DATA", "end"):
        there, over = threading.Event(), threading.Event()

        def stop(_: Caller, there: threading.Event = there, over: threading.Event = over) -> None:
            there.set()
            over.wait(_PATIENCE)

        usual = server._script[stage]
        server.now(**{stage: stop})
        name = "reed" if stage == "DATA" else "sable"
        process = machine.start("send", "thank-you", name, *MARIA)
        assert there.wait(_PATIENCE)
        server.now(**{stage: usual})
        going.append((process, over))
    _unrecorded(machine)
    for process, _ in going:
        process.kill()
        process.communicate()
    yield
    for _, over in going:
        over.set()


def _unrecorded(machine: Machine) -> None:
    """Keep the store busy until the program gives up recording what the server said."""
    released = threading.Event()

    def lock(caller: Caller) -> None:
        with closing(sqlite3.connect(machine.data / "followup-mail.db")) as database:
            database.execute("BEGIN EXCLUSIVE")
            caller.send(b"250 2.0.0 queued as 77\r\n")
            released.wait(_PATIENCE)

    machine.server.now(end=lock)
    process = machine.start("send", "thank-you", "tarn", *MARIA)
    lines = machine.data / "followup-mail.unrecorded"
    for _ in range(_PATIENCE * 10):
        if b"queued as 77" in lines.read_bytes():
            break
        threading.Event().wait(0.1)
    released.set()
    ended = machine.ended(process, "send", "thank-you", "tarn", *MARIA)
    assert ended.status == 74, ended
    machine.server.now(end=b"250 2.0.0 ok\r\n")


def main() -> None:
    """Make all of it."""
    with scene() as made:
        machine = made.machine()
        machine.at(TODAY)
        for step in (_usual, _checked_in, _troubles):
            step(machine)
            machine.later(minutes=5)
        machine.at(MADE_AT)
        with _broken_off(machine):
            copy = machine.copy("copy")
        held = _held(copy)
        machine.must("export", "-o", "export.json")
        _sent(machine, "osprey", "thank-you", *DAVID)
        shutil.rmtree(KEPT, ignore_errors=True)
        KEPT.mkdir()
        _write(machine, copy, held)


def _held(copy: Path) -> list[dict[str, object]]:
    """Return each message of the outbox, as it was left."""
    with closing(sqlite3.connect(copy / "followup-mail.db")) as database:
        names = ("number", "application", "kind", "to", "state", "test", "address")
        found = database.execute(
            "SELECT posting.id, name, kind, person, posting.state, test, rcpt_to FROM posting "
            "JOIN application ON application.id = application_id ORDER BY posting.id"
        ).fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]


def _write(machine: Machine, copy: Path, held: list[dict[str, object]]) -> None:
    home = str(machine.folder)
    with closing(sqlite3.connect(copy / "followup-mail.db")) as database:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        dump = "\n".join(database.iterdump()).replace(home, FOLDER)
        # Read as text by whoever looks at it, and whatever git does about line ends.
        dump = dump.replace(boot, "0" * 8).replace("\r", "'||char(13)||'")
    (KEPT / "store.sql").write_text(f"{dump}\n", encoding="utf-8")
    (KEPT / "seal").write_bytes((copy / "followup-mail.seal").read_bytes())
    (KEPT / "seal.newer").write_bytes((machine.data / "followup-mail.seal").read_bytes())
    lines = (copy / "followup-mail.unrecorded").read_text("utf-8").strip()
    (KEPT / "unrecorded").write_text(f"{lines}\n", encoding="utf-8")
    export = (machine.folder / "export.json").read_text("utf-8").replace(home, FOLDER)
    (KEPT / "export.json").write_text(export, encoding="utf-8")
    for name in REMOVED:
        shutil.copyfile(machine.folder / f"{name}.toml", KEPT / f"{name}.toml")
    (KEPT / "held.json").write_text(f"{json.dumps(held, indent=1)}\n", encoding="utf-8")
    assert PASSWORD not in "".join(p.read_text("latin-1") for p in KEPT.iterdir())


if __name__ == "__main__":
    main()
