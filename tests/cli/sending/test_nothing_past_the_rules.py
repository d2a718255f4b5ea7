"""Whatever happens while a message waits, it never leaves where ``send`` would refuse it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from hypothesis import event, given, settings
from hypothesis import strategies as st
from mailroom import CONFIG, Server, office

from followup_mail import shipped
from followup_mail.cli import main

NORTHWIND = (shipped.examples() / "northwind.toml").read_text(encoding="utf-8")
TORONTO = ZoneInfo("America/Toronto")
QUEUED = datetime(2026, 12, 2, 17, tzinfo=UTC)
CHECK_IN = ("send", "check-in", "northwind", "--to", "maria")
OTHER = NORTHWIND.replace("Data Engineer", "Platform Lead").replace("T14:00:00", "T10:00:00")
TEXTS = {
    "as it was": NORTHWIND,
    "they asked for peace": f"do_not_contact = true\n{NORTHWIND}",
    "another address": NORTHWIND.replace("maria.lopez@", "m.lopez@"),
    "she left": NORTHWIND.replace('"recruiter"', '"recruiter"\nstatus = "left"'),
    "another name": NORTHWIND.replace("Maria Lopez", "Mariah Lopez"),
    "a second round": NORTHWIND.replace(
        "[answer]", "[[interviews]]\nat = 2026-12-09T10:00:00-05:00\n\n[answer]"
    ),
}


class Play:
    """A home with a check-in that waits, and all that may happen meanwhile."""

    def __init__(self, home: Path) -> None:
        """Begin at the moment it was queued."""
        self.home = home
        self.server = Server()
        self.now = QUEUED
        self._tokens = count(0xABCDEF)

    def run(self, *words: str) -> Result:
        """Run a command line, as another process would."""
        environ = {
            "FOLLOWUP_MAIL_HOME": str(self.home / "home"),
            "XDG_STATE_HOME": str(self.home / "state"),
        }
        return CliRunner().invoke(
            main,
            list(words),
            obj=lambda: office(self.server, environ, self._tick, self._tokens),
            prog_name="followup-mail",
        )

    def _tick(self) -> datetime:
        self.now += timedelta(microseconds=1)
        return self.now

    def begin(self) -> None:
        """Keep two applications at one employer, and a check-in for the next morning."""
        (self.home / "home").mkdir()
        mine = '[me]\ntimezone = "America/Toronto"\n'
        (self.home / "home" / "config.toml").write_text(f"{mine}{CONFIG}", encoding="utf-8")
        for name, text in (("northwind", NORTHWIND), ("lead", OTHER)):
            self.add(name, text)
            for did in ("thank-you", "promise"):
                self.run("log", name, did, "--to", "david", "--on", "2026-11-20")
        waits = self.run(*CHECK_IN, "--yes", "--later", "2026-12-03 9:00")
        assert "\nWaits: check-in" in waits.stdout, waits.output

    def add(self, name: str, text: str) -> Result:
        """Put *text* into the place of what is kept of *name*."""
        file = self.home / f"{name}.toml"
        file.write_text(text, encoding="utf-8")
        return self.run("add", str(file), "--name", name)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a home to be copied, with a check-in that waits."""
    home = tmp_path_factory.mktemp("begun")
    Play(home).begin()
    return home


LOGGED = st.tuples(
    st.just("log"),
    st.sampled_from(["northwind", "lead"]),
    st.sampled_from(
        [
            *("acknowledged", "rejected", "offer", "on-hold", "next-round", "reopened", "moved-on"),
            *("check-in", "network", "escalation", "called", "voicemail", "thank-you", "bounced"),
            *("left", "away", "snoozed", "network-reply", "retired"),
        ]
    ),
    st.sampled_from(["", "maria", "david", "priya"]),
)
STEPS = st.one_of(
    LOGGED,
    st.tuples(st.just("undo"), st.sampled_from(["northwind", "lead"])),
    st.tuples(st.just("file"), st.sampled_from(sorted(TEXTS))),
    st.tuples(st.just("clock"), st.integers(-30, 300)),
    st.tuples(st.just("rules"), st.sampled_from(["gap = 9", "cap_day = 1", "after_date = 8"])),
)


def happen(play: Play, step: tuple[object, ...]) -> None:
    """Let *step* happen; what makes no sense then is refused, and changes nothing."""
    match step:
        case ("log", str(name), str(did), str(to)):
            until = ("--until", "2026-12-11") if did in {"away", "snoozed"} else ()
            play.run("log", name, did, *(("--to", to) if to else ()), *until)
        case ("undo", str(name)):
            play.run("undo", name)
        case ("file", str(which)):
            play.add("northwind", TEXTS[which])
        case ("clock", int(hours)):
            play.now += timedelta(hours=hours)
        case ("rules", str(rule)):
            file = play.home / "home" / "config.toml"
            text = file.read_text(encoding="utf-8").partition("[ladder]")[0]
            file.write_text(f"{text}\n[ladder]\n{rule}\n", encoding="utf-8")


def may_go_by_itself(play: Play) -> bool:
    """Return whether it is working time in Toronto, or the hour that was named."""
    there = play.now.astimezone(TORONTO)
    named = timedelta() <= play.now - datetime(2026, 12, 3, 14, tzinfo=UTC) <= timedelta(hours=1)
    return named or (there.weekday() < 5 and 7 <= there.hour < 19)


@settings(max_examples=60)
@given(steps=st.lists(STEPS, max_size=4), by_hand=st.booleans())
def test_what_send_would_refuse_never_leaves(
    begun: Path, *, steps: list[tuple[object, ...]], by_hand: bool
) -> None:
    """Row 90: whatever happens meanwhile, what ``send`` would refuse by then never leaves."""
    with TemporaryDirectory() as folder:
        shutil.copytree(begun, folder, dirs_exist_ok=True)
        play = Play(Path(folder))
        for step in steps:
            happen(play, step)
        would = play.run(*CHECK_IN, "--dry-run")

        result = play.run("outbox", "deliver", *(("1",) if by_hand else ()))

        left = bool(play.server.offered)
        event(f"left: {left}, refused: {would.exit_code != 0}")
        if left:
            assert would.exit_code == 0, (would.output, result.output)
            assert "Would send now: " in would.stdout
            assert by_hand or may_go_by_itself(play)
        elif by_hand:
            assert result.exit_code != 0
