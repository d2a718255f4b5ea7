"""What the servers share: a folder, a port, waiting, stopping, and what the machine lacks.

The servers are Debian's own programs, each started in a folder of its own, on
loopback, as a child that is stopped by its process id. Nothing under ``/etc`` or
``/var`` is read or written, and no service of the machine is touched.
"""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

_SHORT = "/tmp"  # noqa: S108 - the path of a Unix socket holds 107 bytes; mkdtemp makes it private
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def program(name: str) -> str:
    """Return the path of a program; daemons are not on every user's PATH.

    Raises:
        FileNotFoundError: It is not installed.

    """
    if found := shutil.which(name, path=_PATH):
        return found
    raise FileNotFoundError(f"{name} is not installed; `make servers` does it.")


def missing(*programs: str, root: bool = False) -> str:
    """Return a sentence on what the machine lacks, "" if nothing.

    Args:
        programs: Names, or paths where no PATH leads to them.
        root: Whether only root can start them.

    """
    absent = [name for name in programs if not shutil.which(name, path=_PATH)]
    if absent:
        return f"not installed: {', '.join(absent)}; `make servers` installs it"
    if root and os.geteuid() != 0:
        return f"only root can start {programs[0]} in a private folder"
    return ""


@contextlib.contextmanager
def private_folder(prefix: str) -> Iterator[Path]:
    """Give a folder with a short path that other users may pass through, then remove it.

    Postfix and Dovecot give up root for users of their own, who must get to their files.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"{prefix}.", dir=_SHORT))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on.

    It lies below those that the system hands out by itself, so that no outgoing
    connection takes it before the server does.
    """
    for _ in range(100):
        port = random.randrange(20_000, 32_000)  # noqa: S311 - not a secret
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("No free port was found in a hundred attempts.")


def wait_until(condition: Callable[[], object], what: str, *, seconds: float = 10.0) -> None:
    """Wait until *condition* returns something true.

    Raises:
        TimeoutError: It did not in time; *what* says what was waited for.

    """
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds:g} s")
        time.sleep(0.003)


def listens(port: int) -> bool:
    """Return whether a server takes connections on *port* of 127.0.0.1."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def listens_at(path: Path) -> bool:
    """Return whether a server takes connections on the Unix socket *path*."""
    with socket.socket(socket.AF_UNIX) as probe, contextlib.suppress(OSError):
        probe.connect(os.fspath(path))
        return True
    return False


def stop(process: "subprocess.Popen[bytes]", *, seconds: float = 5.0) -> None:
    """End one process that the tests started, however it is feeling."""
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGCONT)
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def carried_out(command: Iterable[str | os.PathLike[str]], *, folder: Path | None = None) -> str:
    """Return what *command* printed.

    Raises:
        RuntimeError: It failed; the text holds what it said.

    """
    words = [os.fspath(word) for word in command]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: status {done.returncode}\n{done.stderr}")
    return done.stdout
