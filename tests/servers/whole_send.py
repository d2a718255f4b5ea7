"""A whole ``send``, as a child of :mod:`servers.forks` does it: command line to mailbox.

Importing this does all that a first run does once: the program's modules, templates
and tables are loaded, so that what a child then asks of the system is the sending.
Only the password comes from elsewhere; the test of the canary has the program ask for it.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from io import BytesIO, StringIO
from itertools import count
from pathlib import Path
from typing import BinaryIO

from servers.dovecot import USERS

from followup_mail import shipped
from followup_mail.app import App
from followup_mail.cli import main
from followup_mail.mail.credentials import Secret
from followup_mail.posting import Account
from followup_mail.store import open_store

HERE = __name__
REHEARSE = "FOLLOWUP_MAIL_REHEARSE"
ALICE, BOB = USERS
SEND = ("send", "thank-you", "northwind", "--to", "maria", "--yes")
LEFT = [
    *("config.toml", "followup-mail.db", "followup-mail.unrecorded", "northwind.toml"),
]
"""The files of a home from which something was sent."""
_NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
"""In Toronto, on the day after the example's interview."""
_BEGUN = time.monotonic()
_LAZY = (
    "followup_mail.desk.courier",
    "followup_mail.mail.credentials.vault",
    "followup_mail.mail.submission",
    "followup_mail.showing.postings",
)
"""What a rehearsal doesn't load."""
_CONFIG = """\
[accounts.bob]
host = "localhost"
port = {port}
security = "{security}"
user = "{user}"
"""


class Informed(App):
    """The program, where somebody has told it Bob's password."""

    def password(
        self,
        account: Account,
        *,
        ask: Callable[[Account, str], Secret | None],  # noqa: ARG002 - as the program has it
    ) -> Secret:
        """Return it."""
        return Secret(USERS[account.user or ""])


def run(home: str, *words: str) -> None:
    """Run the command line for who lives in *home*, at noon of the day of a thank-you note."""
    # As a shell starts it; what is started in the background may have none.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _run(Informed, {"FOLLOWUP_MAIL_HOME": home, "XDG_STATE_HOME": f"{home}.state"}, words)


def run_detached(home: str, *words: str) -> None:
    """Run the command line as ``nohup`` does."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    run(home, *words)


def run_on(terminal: str, home: str, *words: str) -> None:
    """Run the command line on a terminal, where the password is typed: there is no keyring."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()  # so that the terminal that is opened next becomes this session's
    descriptor = os.open(terminal, os.O_RDWR)
    for standard in range(3):
        os.dup2(descriptor, standard)
    environ = {
        "FOLLOWUP_MAIL_HOME": home,
        "XDG_STATE_HOME": f"{home}.state",
        "HOME": home,
        "PATH": os.defpath,
    }
    _run(App, environ, words)


def _run(
    kind: type[App],
    environ: Mapping[str, str],
    words: Sequence[str],
    stdin: BinaryIO | None = None,
) -> None:
    numbers = count(os.getpid() << 32)
    app = kind(
        environ=environ,
        stdin=stdin or BytesIO(),
        now=lambda: _NOON + timedelta(seconds=time.monotonic() - _BEGUN),
        new_token=lambda: f"{next(numbers):024x}",
        local_timezone=lambda: "America/Toronto",
    )
    main(list(words), prog_name="followup-mail", obj=lambda: app)


def twice_more(home: str) -> None:
    """Send again, twice, then ask what is next; :func:`found` returns what came of it."""
    statuses = [_ended(home, *words) for words in (SEND, SEND, ("next",))]
    with open_store(Path(home), create=False) as store:
        (posting,) = store.outbox()
        entries = len(store.history(posting.application))
        faults = store.integrity()
    left = sorted(path.name for path in Path(home).iterdir())
    _beside(home).write_text(
        json.dumps([statuses, posting.state, entries, faults, posting.what.message_id, left])
    )


@dataclass(frozen=True)
class Found:
    """What was found after a send, of which anything may have become, and two more.

    Attributes:
        statuses: In which the two more ended, and ``next`` after them.
        state: Of the one message of the outbox.
        entries: How many of the history say that it was sent.
        faults: What is wrong with the store as a whole.
        message_id: Of that message.
        left: The names of all files.

    """

    statuses: tuple[int, ...]
    state: str
    entries: int
    faults: str
    message_id: str
    left: list[str]


def found(home: Path) -> Found:
    """Return what :func:`twice_more` found in *home*."""
    statuses, *rest = json.loads(_beside(home).read_text())
    return Found(tuple(statuses), *rest)


def _beside(home: Path | str) -> Path:
    return Path(f"{home}.found")


def _ended(home: str, *words: str) -> object:
    """Run the command line and return the status that it ended in."""
    try:
        run(home, *words)
    except SystemExit as leaving:
        return leaving.code
    return 0


def furnish(home: Path, port: int, *, security: str = "tls") -> None:
    """Give *home* an application to write to Alice about, and Bob's account."""
    text = (shipped.examples() / "northwind.toml").read_text(encoding="utf-8")
    for old, new in (("maria.lopez@northwind.example", ALICE), ("sam.okafor@example.com", BOB)):
        text = text.replace(old, new)
    home.mkdir(mode=0o700)
    (home / "northwind.toml").write_text(text, encoding="utf-8")
    (home / "config.toml").write_text(_CONFIG.format(port=port, security=security, user=BOB))


def _rehearse() -> None:
    """Load everything, by everything but sending."""
    folder = Path(tempfile.mkdtemp())
    try:
        home = folder / "home"
        furnish(home, 1)
        for words in (("add", str(home / "northwind.toml")), (*SEND[:-1], "--dry-run")):
            with redirect_stdout(StringIO()):  # which Forks answers on
                _ended(str(home), *words)
    finally:
        shutil.rmtree(folder)
    for name in _LAZY:
        import_module(name)


if os.environ.get(REHEARSE):
    _rehearse()
if __name__ == "__main__":
    _run(App, os.environ, sys.argv[1:], sys.stdin.buffer)
