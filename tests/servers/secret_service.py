"""A private Secret Service: gnome-keyring under a D-Bus of its own, as a desktop has it.

Programs that run in :attr:`SecretService.environment` find this one and no other: the
bus starts no services by itself, and home and XDG folders are private.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from servers.machine import (
    carried_out,
    listens_at,
    missing,
    private_folder,
    program,
    stop,
    wait_until,
)

_BUS = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
_NAME = "org.freedesktop.secrets"
_SERVICE = "/org/freedesktop/secrets"
_COLLECTION = "/org/freedesktop/secrets/collection/login"
_MASTER_PASSWORD = b"opens the login keyring"


def absent() -> str:
    """Return a sentence on why no Secret Service can be started here, "" if one can."""
    tools = ("dbus-daemon", "dbus-monitor", "dbus-send", "secret-tool")
    return missing("gnome-keyring-daemon", *tools)


class SecretService:
    """A bus with, once :meth:`begin` was called, an unlocked keyring on it.

    Attributes:
        environment: All variables of a program that is to use it.
        startup: Seconds until the keyring answered.

    """

    def __init__(self, folder: Path) -> None:
        """Start the bus in *folder*, which is empty."""
        self._folder = folder
        self._daemon: subprocess.Popen[bytes] | None = None
        self.startup = 0.0
        socket = folder / "bus"
        self.environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={socket}",
        }
        for variable in ("HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            made = folder / variable.lower()
            made.mkdir(mode=0o700)
            self.environment[variable] = os.fspath(made)
        settings = folder / "bus.conf"
        settings.write_text(_BUS.format(socket=socket))
        self._bus = self._start("dbus-daemon", "--nofork", f"--config-file={settings}")
        wait_until(lambda: listens_at(socket), "the bus")

    def _start(self, name: str, *options: str) -> "subprocess.Popen[bytes]":
        with (self._folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [program(name), *options],
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def begin(self, *, empty: bool = False) -> None:
        """Start the keyring, unlocked; *empty* without any collection in it."""
        began = time.monotonic()
        unlock = () if empty else ("--unlock",)
        self._daemon = self._start(
            "gnome-keyring-daemon", "--foreground", *unlock, "--components=secrets"
        )
        assert self._daemon.stdin is not None
        with self._daemon.stdin as password:
            password.write(_MASTER_PASSWORD)
        wait_until(self._answers, "the Secret Service")
        self.startup = time.monotonic() - began

    def _answers(self) -> bool:
        asked = ("org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner")
        return "boolean true" in self._send(*asked, f"string:{_NAME}")

    def _send(self, destination: str, path: str, method: str, *arguments: str) -> str:
        address = self.environment["DBUS_SESSION_BUS_ADDRESS"]
        how = (f"--bus={address}", "--print-reply", "--reply-timeout=5000")
        what = (f"--dest={destination}", path, method, *arguments)
        return carried_out((program("dbus-send"), *how, *what))

    @contextlib.contextmanager
    def watched(self) -> Iterator[Path]:
        """Give a file with all that crosses the bus meanwhile, as it is; it is whole at the end."""
        address = self.environment["DBUS_SESSION_BUS_ADDRESS"]
        file = self._folder / "watched"
        with (
            file.open("wb") as log,
            subprocess.Popen(
                [program("dbus-monitor"), "--address", address, "--binary"],
                env=self.environment,
                stdout=log,
                start_new_session=True,
            ) as watcher,
        ):
            try:
                wait_until(lambda: self._answers() and file.stat().st_size, "who watches the bus")
                yield file
                length = file.stat().st_size
                wait_until(lambda: self._answers() and file.stat().st_size > length, "the end")
            finally:
                stop(watcher)

    def lock(self) -> None:
        """Lock the keyring; nobody is there who could be asked to unlock it."""
        locking = "org.freedesktop.Secret.Service.Lock"
        self._send(_NAME, _SERVICE, locking, f"array:objpath:{_COLLECTION}")

    def freeze(self) -> None:
        """Let the keyring hang: it keeps its name on the bus and answers nothing."""
        self._running().send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._running().send_signal(signal.SIGCONT)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._daemon is None:
            raise ValueError("begin() starts the keyring first.")
        return self._daemon

    def end(self) -> None:
        """Stop the keyring; the bus stays. What it keeps on disk goes too."""
        stop(self._running())
        self._daemon = None
        shutil.rmtree(Path(self.environment["XDG_DATA_HOME"]) / "keyrings", ignore_errors=True)

    def close(self) -> None:
        """Stop everything."""
        if self._daemon is not None:
            stop(self._daemon)
        stop(self._bus)
        if self._bus.stdin:
            self._bus.stdin.close()


@contextlib.contextmanager
def running() -> Iterator[SecretService]:
    """Give a bus without a keyring, then stop whatever runs and remove what it kept."""
    with private_folder("fm-secrets") as folder:
        folder.chmod(0o700)
        service = SecretService(folder)
        try:
            yield service
        finally:
            service.close()
