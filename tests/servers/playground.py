"""``python -m servers.playground``, in the folder ``tests``: servers to try the program on.

Starts Dovecot, Postfix and a keyring of their own, says how to reach them, and shows
what arrives until Enter is pressed or input ends. What was kept is removed then.
"""

import contextlib
import select
import sys

from servers import dovecot, postfix, secret_service
from servers.certificates import make_certificates
from servers.machine import missing, private_folder


def main() -> int:
    """Run until a line comes; return the exit status."""
    lacking = [
        sentence
        for sentence in (
            missing("openssl"),
            dovecot.absent(),
            postfix.absent(),
            secret_service.absent(),
        )
        if sentence
    ]
    if lacking:
        _say("\n".join(lacking))
        return 1
    with contextlib.ExitStack() as stack:
        certificates = make_certificates(stack.enter_context(private_folder("fm-tls")))
        mail = stack.enter_context(dovecot.running(certificates["good"]))
        server = stack.enter_context(postfix.running(certificates["good"], mail))
        secrets = stack.enter_context(secret_service.running())
        secrets.begin()
        _say(f"host          localhost\nsubmission    {server.submission} (starttls)")
        _say(f"submissions   {server.submissions} (tls)")
        for user, password in dovecot.USERS.items():
            _say(f"user          {user}, password {password}")
        for name, value in {**certificates.environment, **secrets.environment}.items():
            if name.startswith(("SSL", "DBUS")):
                _say(f"export {name}={value}")
        _show_arrivals(mail)
    return 0


def _show_arrivals(mail: dovecot.Dovecot) -> None:
    """Show each message once, until a line comes on standard input."""
    shown: set[bytes] = set()
    while not select.select([sys.stdin], [], [], 0.2)[0]:
        for user, messages in mail.everything().items():
            for message in messages:
                if message not in shown:
                    shown.add(message)
                    _say(f"\n== {user}\n{message.decode(errors='backslashreplace')}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
