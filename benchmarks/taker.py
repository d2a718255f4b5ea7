"""A server that takes every message: ``taker.py tls|starttls``, until standard input ends.

It is the tests' scripted peer with the tests' certificates. Prints its port and the
file with the authority to trust, and at its end how often it heard what.
"""

import collections
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "mail")]

from peer import Peer  # noqa: E402 - of the tests, which is found only now
from servers.certificates import make_certificates  # noqa: E402 - the same
from servers.machine import private_folder  # noqa: E402 - the same

LARGEST = 100_000
OFFERS = f"250-mail.example\r\n250-PIPELINING\r\n250-SIZE {LARGEST}\r\n"


def main(security: str) -> None:
    """Serve, and say what was heard."""
    with private_folder("fm-taker") as folder:
        certificates = make_certificates(folder)
        serving = certificates["good"].serving()
        implicit = security == "tls"
        offers = OFFERS + ("" if implicit else "250-STARTTLS\r\n") + "250 AUTH PLAIN\r\n"
        tls = serving if implicit else None
        with Peer({"EHLO": offers.encode()}, tls=tls, starttls=serving) as peer:
            print(peer.port, certificates.authority, flush=True)
            sys.stdin.read()
            verbs = collections.Counter(line.split(b" ")[0].decode() for line in peer.lines)
            heard = {"connections": peer.connections, "messages": peer.ended, **verbs}
    print(*(f"{name}={count}" for name, count in heard.items()))


if __name__ == "__main__":
    main(sys.argv[1])
