"""A private Postfix: submission (STARTTLS) and submissions (implicit TLS), delivering to Dovecot.

``postfix start`` would take two seconds, most of them for checks of folders that
are made here, and because each program naps until ``main.cf`` is two seconds old.
So ``master`` is started itself, as a child, beside settings that look old.
"""

import contextlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from servers.certificates import Pair
from servers.dovecot import DOMAIN, Dovecot
from servers.machine import (
    free_port,
    listens,
    missing,
    private_folder,
    wait_until,
)
from servers.machine import stop as stop_process

AT_RCPT = MappingProxyType(
    {
        f"gone@{DOMAIN}": "550 5.1.1 No such mailbox",
        f"grey@{DOMAIN}": "450 4.2.0 Greylisted, try again later",
        f"rush@{DOMAIN}": "421 4.7.0 Too many recipients, closing",
    }
)
"""Recipients that the server does not take, with what it answers to RCPT."""
AT_DOT = MappingProxyType(
    {
        f"spam@{DOMAIN}": "554 5.7.1 Message looks like spam",
        f"later@{DOMAIN}": "450 4.3.2 Not now",
    }
)
"""Recipients whose mail is turned away after its last line, with the answer.

For one recipient at a time. After such an answer Postfix 3.7 forgets to ask in the
session's next transaction, unless RSET comes between.
"""

_SBIN = Path("/usr/lib/postfix/sbin")
_MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
multi_instance_name =
myhostname = localhost
mydestination =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
biff = no
local_transport = error:nobody lives here
virtual_mailbox_domains = {domain}
virtual_transport = lmtp:unix:{lmtp}
default_transport = lmtp:unix:{lmtp}
relay_transport = lmtp:unix:{lmtp}
notify_classes =
queue_minfree = 0
in_flow_delay = 0
message_size_limit = {size}
smtputf8_enable = yes
smtpd_delay_reject = no
smtpd_tls_cert_file = {pair.certificate}
smtpd_tls_key_file = {pair.key}
smtpd_tls_auth_only = yes
smtpd_tls_loglevel = 1
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {sasl}
smtpd_sasl_security_options = noanonymous
smtpd_sender_login_maps = regexp:{folder}/etc/owners
smtpd_relay_restrictions =
smtpd_sender_restrictions = reject_authenticated_sender_login_mismatch
smtpd_recipient_restrictions =
  check_recipient_access inline:{{{at_rcpt}}}, permit_sasl_authenticated, reject
smtpd_end_of_data_restrictions = check_recipient_access inline:{{{at_dot}}}
"""
_MASTER = """\
{submission} inet n - n - - smtpd
  -o syslog_name=submission -o smtpd_tls_security_level=encrypt
{submissions} inet n - n - - smtpd
  -o syslog_name=submissions -o smtpd_tls_wrappermode=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""
_OF_THE_QUEUE = (
    *("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming"),
    *("private", "saved", "trace"),
)
_FOLDERS = (
    ("pid", "root", "root", 0o755),
    ("maildrop", "postfix", "postdrop", 0o730),
    ("public", "postfix", "postdrop", 0o710),
    *((name, "postfix", "root", 0o700) for name in _OF_THE_QUEUE),
)
"""Of the queue: name, owner, group, mode; as ``postfix check`` makes them."""
_WAITING = ("maildrop", "incoming", "active", "deferred")
_GOODBYE = re.compile(r"(?P<service>submissions?)/smtpd\[\d+\]: disconnect from \S+ (?P<counts>.*)")


def absent() -> str:
    """Return a sentence on why Postfix can't be started here, "" if it can."""
    return missing("postfix", os.fspath(_SBIN / "master"), root=True)


class Postfix:
    """One running server.

    Attributes:
        submission: Port that asks for STARTTLS.
        submissions: Port with TLS from the start.
        startup: Seconds until it took connections.

    """

    def __init__(self, folder: Path, pair: Pair, dovecot: Dovecot, *, size: int) -> None:
        """Start it in *folder*, which is empty; it takes messages of *size* octets."""
        began = time.monotonic()
        self.folder = folder
        self.submission, self.submissions = free_port(), free_port()
        self._read = 0
        self._write_settings(pair, dovecot, size)
        self._make_folders()
        with (folder / "out").open("wb") as out:
            self._process = subprocess.Popen(
                [_SBIN / "master", "-c", folder / "etc", "-s"],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # master signals its whole process group when it ends
            )
        try:
            wait_until(
                lambda: (
                    self._process.poll() is not None
                    or (listens(self.submission) and listens(self.submissions))
                ),
                "Postfix's ports",
            )
        except TimeoutError:
            self.stop()
            raise
        if self._process.poll() is not None:
            raise RuntimeError(f"Postfix did not start: {self.log()}{(folder / 'out').read_text()}")
        self.startup = time.monotonic() - began

    def _write_settings(self, pair: Pair, dovecot: Dovecot, size: int) -> None:
        etc = self.folder / "etc"
        etc.mkdir()
        main = _MAIN.format(
            folder=self.folder,
            domain=DOMAIN,
            lmtp=dovecot.lmtp,
            sasl=dovecot.sasl,
            pair=pair,
            size=size,
            at_rcpt=_table(AT_RCPT),
            at_dot=_table(AT_DOT),
        )
        master = _MASTER.format(submission=self.submission, submissions=self.submissions)
        owners = f"/^([^@]+@{re.escape(DOMAIN)})$/ ${{1}}\n"
        for name, text in (("main.cf", main), ("master.cf", master), ("owners", owners)):
            (etc / name).write_text(text)
            os.utime(etc / name, (0, 0))

    def _make_folders(self) -> None:
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        shutil.chown(data, "postfix", "root")
        for name, owner, group, mode in _FOLDERS:
            made = self.folder / "queue" / name
            made.mkdir(parents=True)
            shutil.chown(made, owner, group)
            made.chmod(mode)

    def stop(self) -> None:
        """End it."""
        stop_process(self._process)

    def log(self) -> str:
        """Return what it logged since :meth:`turn_over`."""
        with contextlib.suppress(FileNotFoundError):
            return (self.folder / "log").read_text(errors="replace")[self._read :]
        return ""

    def turn_over(self) -> None:
        """Wait until nobody is connected and nothing is queued, and begin a new page of the log."""
        wait_until(self._left_alone, "the end of all sessions with Postfix")
        self.settle()
        self._read += len(self.log())

    def _left_alone(self) -> bool:
        log = self.log()
        return log.count(": connect from ") == log.count(": disconnect from ")

    def queued(self) -> list[str]:
        """Return the messages that have neither arrived nor bounced, by the names of their files.

        One of them may still be on its way in.
        """
        queue = self.folder / "queue"
        return [
            name for stage in _WAITING for _, _, names in os.walk(queue / stage) for name in names
        ]

    def settle(self) -> None:
        """Wait until everything it has taken has arrived: then a mailbox holds all it will."""
        wait_until(lambda: not self.queued(), "Postfix's queue to become empty")

    def sessions(self, count: int) -> list[dict[str, str]]:
        """Wait for the end of *count* sessions and return what Postfix counted in each.

        As in ``{"service": "submission", "ehlo": "2", "auth": "0/1", "commands": "4/5"}``,
        where "0/1" is none that went well, of one; connections of this machine's own
        that say nothing don't count.
        """

        def ended() -> list[dict[str, str]]:
            found = [_counted(match) for match in _GOODBYE.finditer(self.log())]
            return [session for session in found if session["commands"] != "0/0"]

        wait_until(lambda: len(ended()) >= count, f"the end of {count} sessions in Postfix's log")
        return ended()


def _table(replies: Mapping[str, str]) -> str:
    return ", ".join(f"{{{address} = {reply}}}" for address, reply in replies.items())


def _counted(goodbye: "re.Match[str]") -> dict[str, str]:
    counts = dict(pair.split("=", 1) for pair in goodbye["counts"].split() if "=" in pair)
    return {"service": goodbye["service"], **counts}


@contextlib.contextmanager
def running(pair: Pair, dovecot: Dovecot, *, size: int = 10_240_000) -> Iterator[Postfix]:
    """Give a Postfix, then stop it and remove what it kept."""
    with private_folder("fm-postfix") as folder:
        server = Postfix(folder, pair, dovecot, size=size)
        try:
            yield server
        finally:
            server.stop()
