"""What sending costs, beside its goals: ``make bench``.

All of it happens on this machine: a scripted server takes the messages, and a relay
makes it as far away as is said. The exit status is 0 whether goals are met or not, and
1 where something could not be run at all.
"""

import argparse
import resource
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from delivery import COMMITS, in_turn, make_app, rendered
from far import Far

from followup_mail.mail.credentials import Secret
from followup_mail.mail.credentials.vault import system_vault
from followup_mail.mail.submission import connect
from followup_mail.posting import Account, Envelope, Security, SendState

if TYPE_CHECKING:
    from followup_mail.mail.submission import Session

ROOT = Path(__file__).resolve().parent.parent
TAKER = ROOT / "benchmarks" / "taker.py"
sys.path.append(str(ROOT / "tests"))

from servers import secret_service  # noqa: E402 - of the tests, which is found only now

TRIPS = (0.05, 0.1)
"""Seconds to the server and back."""
FIRST = {Security.STARTTLS: 9.5, Security.TLS: 7.5}
FURTHER = 4.2
RATE = 0.4
KEYRING = 14
"""Nearly all of it is importing the keyring package, which encrypts the password on the bus."""
AT_ONCE = 20
"""Messages after which it is SQLite's turn: a disk's speed changes within seconds."""
MESSAGE = (
    b"From: a@home.example\r\nTo: b@work.example\r\nSubject: Thank you\r\n\r\n" + b"Text.\r\n" * 150
)
USER, PASSWORD = "robin", Secret("correct horse")


class NotRunError(Exception):
    """Something could not be measured: a figure for it would mean nothing."""


@dataclass(frozen=True, slots=True)
class Server:
    """One that takes every message."""

    port: int
    authority: str
    """The file with who signed its certificate."""
    process: "subprocess.Popen[str]"

    def trusting(self) -> ssl.SSLContext:
        """Return a context that trusts it."""
        return ssl.create_default_context(cafile=self.authority)

    def heard(self) -> dict[str, int]:
        """End it, and return how often it heard what."""
        said, _ = self.process.communicate()
        pairs = (pair.split("=") for pair in said.split())
        return {name: int(count) for name, count in pairs}


@contextmanager
def serving(security: Security) -> Iterator[Server]:
    """Give a server, a process of its own.

    Raises:
        NotRunError: It did not start.

    """
    with subprocess.Popen(
        [sys.executable, TAKER, security.value],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise NotRunError("The server has no pipes.")
        port, _, authority = process.stdout.readline().strip().partition(" ")
        if not port:
            raise NotRunError("The server did not start; it needs the openssl command.")
        yield Server(int(port), authority, process)


def account(port: int, security: Security) -> Account:
    """Return an account with the server on *port*, to be used as fast as can be."""
    return Account("bench", "localhost", port, security, USER, per_minute=0)


def trips(server: Server, security: Security, trip: float) -> list[float]:
    """Return how many round trips each of four messages took, the first with all before it."""
    taken = []
    with Far(server.port, trip) as far:
        began = time.monotonic()
        session = connect(account(far.port, security), context=server.trusting)
        session.authenticate(USER, PASSWORD)
        for _ in range(4):
            _hand_over(session)
            taken.append((time.monotonic() - began) / trip)
            began = time.monotonic()
        session.quit()
    return taken


def _hand_over(session: "Session") -> None:
    outcome = session.deliver(
        Envelope("a@home.example", ("b@work.example",)),
        MESSAGE,
        before_mail=lambda: None,
        before_dot=lambda: None,
        after_reply=lambda _: None,
        partial=False,
    )
    if outcome.state is not SendState.SENT:
        raise NotRunError(outcome.told)


def print_trips(rounds: int) -> None:
    """Print how often a client waits for a server that is far away."""
    for security, limit in FIRST.items():
        for trip in TRIPS:
            with serving(security) as server:
                runs = [trips(server, security, trip) for _ in range(rounds)]
                server.heard()
            where = f"round trips of {trip * 1000:.0f} ms, {security}"
            print_goal(f"{where}: first message to its 250", limit, [run[0] for run in runs])
            further = [each for run in runs for each in run[1:]]
            print_goal(f"{where}: each further one", FURTHER, further)


def print_rate(folder: Path, count: int) -> None:
    """Print how fast messages leave with all their commits, in terms of the commits alone."""
    contexts = 0

    def context() -> ssl.SSLContext:
        nonlocal contexts
        contexts += 1
        return server.trusting()

    with serving(Security.TLS) as server:
        to = account(server.port, Security.TLS)
        app = make_app(folder)
        ready = rendered(app, folder, count, to)
        costs = list(
            in_turn(app, folder, ready, to, partial(connect, context=context), at_once=AT_ONCE)
        )
        heard = server.heard()
    ours, alone = (sum(cost[place] for cost in costs) / len(ready) for place in (0, 1))
    print(
        f"{len(ready):,} messages, {COMMITS} commits each: {1 / ours:.0f} a second "
        f"({ours * 1000:.1f} ms each; SQLite alone {alone * 1000:.1f} ms), "
        f"{heard['connections']} connection, {heard['AUTH']} login, {contexts} TLS context"
    )
    if (heard["messages"], heard["AUTH"], contexts) != (len(ready), 1, 1):
        print("missed: one TLS context and one login a run")
    shares = [bare / sent for sent, bare in costs]
    print_goal("messages sent / their commits by SQLite alone (at least)", RATE, shares, least=True)


def print_keyring(rounds: int) -> None:
    """Print what asking the system's keyring costs, in terms of a bare start of Python."""
    if absent := secret_service.absent():
        print(f"the keyring was not measured: {absent}")
        return
    with secret_service.running() as service:
        service.begin()
        vault = system_vault(service.environment)
        known = account(465, Security.TLS)
        vault.set(known, PASSWORD)

        def ask() -> None:
            found = vault.get(known)
            if found is None or found.reveal() != PASSWORD.reveal():
                raise NotRunError("The keyring gives back another password, or none.")

        ratios = [
            cpu(ask) / cpu(partial(_start_python, service.environment)) for _ in range(rounds)
        ]
    print_goal("CPU of asking the keyring / python -c pass", KEYRING, ratios)


def _start_python(environ: Mapping[str, str]) -> None:
    subprocess.run([sys.executable, "-c", "pass"], env=environ, check=True)


def cpu(call: Callable[[], None]) -> float:
    """Return the CPU seconds of *call*, here and in processes that it starts and waits for."""
    before = _used()
    call()
    return _used() - before


def _used() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def print_goal(name: str, limit: float, figures: Sequence[float], *, least: bool = False) -> None:
    """Print a goal, and whether the median of *figures* meets it."""
    median = statistics.median(figures)
    met = median >= limit if least else median <= limit
    print(
        f"{name:<74}{limit:>6g}{median:>8.2f}  {'met' if met else 'missed'}"
        f" ({min(figures):.2f}..{max(figures):.2f})"
    )


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="of connections from afar")
    parser.add_argument("--messages", type=int, default=1_000, help="over one connection")
    parser.add_argument("--keyring", type=int, default=20, help="rounds of asking the keyring")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        try:
            print_trips(asked.rounds)
            print_rate(Path(name), asked.messages)
            print_keyring(asked.keyring)
        except NotRunError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
