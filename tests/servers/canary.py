"""A password that sings: whoever writes it anywhere is found out."""

import base64
import os
import re
import secrets
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from servers.machine import program

_EXPORTS = ("execve", "execveat")
_SAYS = (
    *("write", "pwrite64", "writev", "pwritev", "pwritev2"),
    *("sendto", "sendmsg", "sendmmsg", "msgsnd", "prctl"),
)
_CALL = re.compile(r"^(?P<process>\d+) +(?P<name>\w+)\((?P<rest>.*)$")
_LONGEST = 1_000_000


def new_canary() -> str:
    """Return a password that nothing else contains; in ASCII, as strace shows it."""
    return f"canary-{secrets.token_hex(12)}"


def songs(canary: str, user: str) -> frozenset[bytes]:
    """Return every form in which *canary* might be written down.

    As it is, in hexadecimal, backwards, in UTF-16, and in base64, wherever it begins in
    what is encoded: as in SMTP's AUTH PLAIN, AUTH LOGIN and in Basic.
    """
    plain = canary.encode()
    inner = {_inner(b"x" * shift + plain) for shift in range(3)}
    sasl = {_inner(f"\0{user}\0{canary}".encode())}
    return frozenset(
        {plain, plain.hex().encode(), plain[::-1], canary.encode("utf-16-le"), *inner, *sasl}
    )


def _inner(text: bytes) -> bytes:
    """Return of *text* in base64 what doesn't depend on what is around it."""
    return base64.b64encode(text)[4:-4]


def singing(folder: Path, song: frozenset[bytes]) -> list[Path]:
    """Return the files under *folder* in which the canary is heard."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return [path for path in files if heard(path.read_bytes(), song)]


def heard(text: bytes, song: frozenset[bytes]) -> bool:
    """Return whether any form of the canary is in *text*."""
    return any(form in text for form in song)


@dataclass(frozen=True)
class Overheard:
    """What a program and all it started said to the world.

    Attributes:
        status: As the program ended.
        output: What it wrote to standard output and standard error.
        started: The arguments and the whole environment of every process.
        said: What each process wrote, other than into a pipe between them, by call.
        piped: What went into pipes.

    """

    status: int
    output: bytes
    started: tuple[str, ...]
    said: tuple[str, ...]
    piped: tuple[str, ...]


def overheard(
    command: Sequence[str], *, environment: Mapping[str, str], log: Path, typed: bytes = b""
) -> Overheard:
    """Return what *command* and its children say, all of it written down by strace."""
    calls = ",".join(f"?{name}" for name in (*_EXPORTS, *_SAYS))
    options = ("-f", "-v", "-yy", "-s", str(_LONGEST), "-e", "signal=none", "-e", f"trace={calls}")
    ran = subprocess.run(
        [program("strace"), *options, "-o", os.fspath(log), *command],
        env=dict(environment),
        input=typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=60,
    )
    lines = list(_lines(log))
    piped = [rest for name, rest in lines if name not in _EXPORTS and "<pipe:" in rest[:24]]
    return Overheard(
        ran.returncode,
        ran.stdout,
        tuple(rest for name, rest in lines if name in _EXPORTS),
        tuple(rest for name, rest in lines if name not in _EXPORTS and rest not in piped),
        tuple(piped),
    )


def _lines(log: Path) -> Iterator[tuple[str, str]]:
    for line in log.read_text(errors="replace").splitlines():
        if match := _CALL.match(line):
            yield match["name"], match["rest"]
