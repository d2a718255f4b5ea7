"""A private Dovecot 2.3: it checks passwords for Postfix and keeps the mail that arrives.

It listens on two Unix sockets only: one for SASL, one for delivery (LMTP). Each
recipient's mail lies in a Maildir, so a test reads what arrived from the disk.
"""

import contextlib
import grp
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from servers.certificates import Pair
from servers.machine import carried_out, listens_at, missing, private_folder, program, wait_until
from servers.machine import stop as stop_process

DOMAIN = "mail.example"
USERS = MappingProxyType({f"alice@{DOMAIN}": "s3cret-Päss wörd", f"bob@{DOMAIN}": "tr0ub4dor&3"})
"""Who may send, with which passwords: one of them is not ASCII."""

_SETTINGS = """\
protocols = lmtp
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
instance_name = {name}
log_path = {folder}/log
auth_mechanisms = plain login
auth_verbose = yes
auth_failure_delay = 0
disable_plaintext_auth = yes
ssl = required
ssl_cert = <{pair.certificate}
ssl_key = <{pair.key}
mail_location = maildir:~/Maildir
mail_uid = nobody
mail_gid = nogroup
first_valid_uid = 1
hostname = localhost
postmaster_address = postmaster@mail.example

passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={folder}/mail/%u allow_all_users=yes
}}
service lmtp {{
  unix_listener {folder}/lmtp {{
    mode = 0666
  }}
}}
service auth {{
  unix_listener {folder}/sasl {{
    mode = 0666
  }}
}}
# Dovecot makes who mistypes a password wait up to 15 s; here that is nobody.
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


def absent() -> str:
    """Return a sentence on why Dovecot can't be started here, "" if it can."""
    if lacking := missing("dovecot", "/usr/lib/dovecot/lmtp", root=True):
        return lacking
    version = carried_out([program("dovecot"), "--version"]).split()[0]
    if not version.startswith("2.3."):
        return f"these settings are for Dovecot 2.3, and this is {version}"
    return ""


class Dovecot:
    """One running server.

    Attributes:
        sasl: Socket that Postfix asks about passwords.
        lmtp: Socket that takes mail for any address.
        startup: Seconds until it took connections.

    """

    def __init__(self, folder: Path, pair: Pair) -> None:
        """Start it in *folder*, which is empty."""
        began = time.monotonic()
        self.folder = folder
        self.sasl = folder / "sasl"
        self.lmtp = folder / "lmtp"
        for name in ("run", "state", "mail"):
            (folder / name).mkdir()
        users = "".join(f"{user}:{{PLAIN}}{password}::::::\n" for user, password in USERS.items())
        (folder / "users").write_text(users, encoding="utf-8")
        self._mail = folder / "mail"
        os.chown(self._mail, pwd.getpwnam("nobody").pw_uid, grp.getgrnam("nogroup").gr_gid)
        settings = folder / "dovecot.conf"
        settings.write_text(_SETTINGS.format(folder=folder, name=folder.name, pair=pair))
        with (folder / "out").open("wb") as out:
            self._process = subprocess.Popen(
                [program("dovecot"), "-F", "-c", os.fspath(settings)],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            wait_until(
                lambda: (
                    self._process.poll() is not None
                    or (listens_at(self.sasl) and listens_at(self.lmtp))
                ),
                "Dovecot's sockets",
            )
        except TimeoutError:
            self.stop()
            raise
        if self._process.poll() is not None:
            raise RuntimeError(f"Dovecot did not start: {(folder / 'out').read_text()}")
        self.startup = time.monotonic() - began

    def stop(self) -> None:
        """End it."""
        stop_process(self._process)

    def mail(self, user: str) -> list[bytes]:
        """Return the messages in the mailbox of *user*, oldest first."""
        folder = self._mail / user / "Maildir"
        found = [*folder.glob("new/*"), *folder.glob("cur/*")]
        return [path.read_bytes() for path in sorted(found, key=lambda p: p.stat().st_mtime_ns)]

    def everything(self) -> dict[str, list[bytes]]:
        """Return the messages of every mailbox that holds any."""
        held = {path.name: self.mail(path.name) for path in self._mail.iterdir()}
        return {user: messages for user, messages in sorted(held.items()) if messages}

    def maildir(self, user: str) -> Path:
        """Return the Maildir of *user*, for other mail programs to read."""
        return self._mail / user / "Maildir"

    def empty(self) -> None:
        """Throw all mail away."""
        for path in self._mail.iterdir():
            shutil.rmtree(path)

    def log(self) -> str:
        """Return what it logged."""
        return (self.folder / "log").read_text(errors="replace")


@contextlib.contextmanager
def running(pair: Pair) -> Iterator[Dovecot]:
    """Give a Dovecot, then stop it and remove what it kept."""
    with private_folder("fm-dovecot") as folder:
        server = Dovecot(folder, pair)
        try:
            yield server
        finally:
            server.stop()
