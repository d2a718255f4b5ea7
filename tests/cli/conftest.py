"""A program whose clock and home are the test's."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from followup_mail.app import App
from followup_mail.cli import adding, asking, editing, main, setup

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
"""Noon in Toronto, on the day after the examples' interview."""
_TORONTO = ZoneInfo("America/Toronto")
_MOMENT = timedelta(microseconds=1)
_FIRST_TOKEN = 0x0123456789ABCDEF


class Clock:
    """A clock that hardly moves until it is set."""

    def __init__(self) -> None:
        """Begin at noon of the day after the interview."""
        self.now = NOON

    def read(self) -> datetime:
        """Return the time; a moment passes whenever somebody looks, as it does elsewhere."""
        self.now += _MOMENT
        return self.now

    def set(self, day: str, hour: str = "12:00") -> None:
        """Make it *hour* of *day*, in Toronto."""
        moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), _TORONTO)
        self.now = moment.astimezone(UTC)


@pytest.fixture
def clock() -> Clock:
    """Return the clock of the program."""
    return Clock()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the user's folder, which is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def environ(home: Path) -> dict[str, str]:
    """Return the program's environment variables, which a test may add to."""
    return {"FOLLOWUP_MAIL_HOME": str(home), "XDG_STATE_HOME": str(home.parent / "state")}


@pytest.fixture
def build(environ: dict[str, str], clock: Clock) -> Callable[[bytes], App]:
    """Return what makes an app as a new process has it, with its standard input."""
    tokens = count(_FIRST_TOKEN)

    def build_it(stdin: bytes = b"") -> App:
        return App(
            environ=environ,
            stdin=BytesIO(stdin),
            now=clock.read,
            new_token=lambda: f"{next(tokens):016x}",
            local_timezone=lambda: "UTC",
        )

    return build_it


@pytest.fixture
def run(build: Callable[[bytes], App]) -> Callable[..., Result]:
    """Return a function that runs a command line, with standard input if given."""

    def run_it(*arguments: str | Path, stdin: bytes = b"") -> Result:
        return CliRunner().invoke(
            main,
            [str(argument) for argument in arguments],
            input=stdin,
            obj=lambda: build(stdin),
            prog_name="followup-mail",
        )

    return run_it


@pytest.fixture
def said(run: Callable[..., Result]) -> Callable[..., str]:
    """Return a function that runs a command line that ends well, and returns what it prints."""

    def run_it(*arguments: str | Path, stdin: bytes = b"") -> str:
        result = run(*arguments, stdin=stdin)
        assert result.exit_code == 0, (arguments, result.output)
        return result.stdout

    return run_it


@pytest.fixture
def refused(run: Callable[..., Result]) -> Callable[..., str]:
    """Return a function that runs a command line that has to fail, and returns the error.

    Its first argument is the exit status. Nothing may be printed as data.
    """

    def run_it(status: int, *arguments: str | Path, stdin: bytes = b"") -> str:
        result = run(*arguments, stdin=stdin)
        assert (result.exit_code, result.stdout) == (status, ""), (arguments, result.output)
        return result.stderr

    return run_it


@pytest.fixture
def typed(run: Callable[..., Result]) -> Callable[..., Result]:
    """Return a function that runs a command line with somebody there who types lines.

    Its first argument is what is typed; input ends behind the last line.
    """

    def run_it(lines: str, *arguments: str | Path) -> Result:
        with pytest.MonkeyPatch.context() as patch:
            for module in (asking, adding, editing, setup):
                patch.setattr(module, "somebody_is_there", lambda: True)
            return run(*arguments, stdin=lines.encode())

    return run_it


@pytest.fixture
def northwind(examples: Path) -> Path:
    """Return the English example."""
    return examples / "northwind.toml"
