"""The keyring of the system, asked in a process of its own; see :mod:`.child`."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from followup_mail.errors import CredentialError
from followup_mail.mail.credentials.between import WAITING
from followup_mail.mail.credentials.children import Patience, run_child
from followup_mail.mail.credentials.known import Known, digest_of, known_here
from followup_mail.mail.credentials.naming import older_service_of, service_of
from followup_mail.mail.credentials.secret import Secret
from followup_mail.posting import Account
from followup_mail.record import Record

_PACKAGE_PARENT = str(Path(__file__).resolve().parents[3])
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from followup_mail.mail.credentials.child import main; sys.exit(main())"
)
_CHOSEN = "PYTHON_KEYRING_BACKEND"
"""Is passed on, to be judged; no other variable that changes Python or keyring is."""
_PLAIN = ("plaintext", "keyrings.alt.file", "keyrings.alt.windows.registry", "filebackend")
_Json = dict[str, Any]  # what json makes of the child's answer; checked where it is read


class Found(Record):
    """The keyring that is used here."""

    name: str
    """Module and class, as keyring names them."""
    where: str
    """The variable or file that names it; "" where nobody did."""


class KeyringVault:
    """Passwords in the system's keyring, each for all that decides where it goes.

    A configuration that points elsewhere finds none: the entry of another server is
    never asked for. One of before names said all of it is taken over once; see
    :mod:`.known`.
    """

    def __init__(self, run: Callable[[bytes], bytes | None], known: Known) -> None:
        """Ask by *run*, which takes a request and returns the answer, None where none came.

        *known* is kept up.
        """
        self._run = run
        self._known = known

    def get(self, account: Account) -> Secret | None:
        """Return the password of *account*, None where the keyring has none.

        Raises:
            CredentialError: The keyring can't be asked; nothing else is tried.

        """
        # A pin says that nobody else can vouch for the server: what was kept without one
        # may have been for another.
        older, rename = self._older(account), not account.fingerprint
        answer = self._ask(account, "get", older=older, rename=rename)
        if answer["status"] == "none":
            return None
        self._note(account, answer)
        return Secret(str(answer["password"]))

    def set(self, account: Account, password: Secret) -> Found:
        """Keep *password* for *account*, make sure of it, and return where it is.

        Raises:
            CredentialError: It is not kept.

        """
        older = self._older(account)
        answer = self._ask(account, "set", older=older, password=password.reveal())
        if not answer["kept"]:
            raise CredentialError(
                f"The keyring ({answer['backend']}) took the password of account {account.name} "
                "but gives back another one, or none: it is not relied on. Look for "
                f"'{service_of(account)}' in the keyring's own program, or {_command(account)}."
            )
        self._note(account, answer)
        return Found(str(answer["backend"]), str(answer["where"]))

    def delete(self, account: Account) -> bool:
        """Forget the password of *account*; return whether there was one.

        Raises:
            CredentialError: It may still be there.

        """
        older = older_service_of(account)
        answer = self._ask(account, "delete", older=older if older != service_of(account) else "")
        if answer.get("kept"):
            raise CredentialError(
                f"The keyring ({answer['backend']}) still has a password of account "
                f"{account.name}: take '{answer['kept']}' out in the keyring's own program."
            )
        return bool(answer["status"] == "ok")

    def which(self, account: Account) -> Found:
        """Return which keyring *account* would use.

        Raises:
            CredentialError: None that can be used.

        """
        answer = self._ask(account, "which")
        return Found(str(answer["backend"]), str(answer["where"]))

    def _older(self, account: Account) -> str:
        """Return how an older entry of *account* may be called; "" where none can be."""
        older = older_service_of(account)
        same = older == service_of(account)
        return "" if same or digest_of(account) in self._known else older

    def _note(self, account: Account, answer: _Json) -> None:
        """Note that what *account* has stands under the name of now, and nowhere else."""
        if answer.get("settled"):
            self._known.add(digest_of(account))

    def _ask(self, account: Account, do: str, **more: str | bool) -> _Json:
        request = {"do": do, "service": service_of(account), "user": account.user or "", **more}
        raw = self._run(json.dumps(request).encode())
        if raw is None:
            raise CredentialError(
                "The keyring did not answer and was given up. Restart its service (as "
                "gnome-keyring-daemon or KWallet), or log out and in again; or "
                f"{_command(account)}."
            )
        try:
            answer = json.loads(raw.removeprefix(WAITING))
            known = isinstance(answer, dict) and "status" in answer
        except ValueError:
            known = False
        if not known:
            raise CredentialError(
                "The process that asks the keyring broke off. Try again; if it happens "
                f"again, {_command(account)}."
            )
        if answer["status"] not in {"ok", "none"}:
            raise CredentialError(_told(answer, account))
        return dict(answer)


def system_vault(environ: Mapping[str, str], patience: Patience | None = None) -> KeyringVault:
    """Return the keyring of whoever *environ* belongs to."""
    passed = {
        name: value
        for name, value in environ.items()
        if name == _CHOSEN or not name.startswith(("PYTHON", "KEYRING_PROPERTY_"))
    }

    def run(request: bytes) -> bytes | None:
        # The modules that this process sees, from where it sees them; nothing from the folder
        # one happens to be in, and no site-packages hooks.
        path = [os.path.abspath(entry) for entry in sys.path if entry]  # noqa: PTH100 - keeps links
        if _PACKAGE_PARENT not in path:
            path.insert(0, _PACKAGE_PARENT)
        ran = run_child(
            [sys.executable, "-I", "-S", "-c", _START, *path],
            environ=passed,
            patience=patience or Patience(),
            request=request,
        )
        return None if ran.status is None else ran.output

    return KeyringVault(run, known_here(environ))


def _command(account: Account) -> str:
    return f"let a command print the password: password.command under [accounts.{account.name}]"


def _told(answer: Mapping[str, Any], account: Account) -> str:
    """Return the sentence about a keyring that gave nothing, with a way out."""
    backend = answer.get("backend", "")
    match answer["status"]:
        case "absent":
            return _absent(answer, account)
        case "refused":
            return _refused(str(backend), str(answer["where"]), account)
        case "locked":
            return (
                f"The keyring ({backend}) is locked, and was not unlocked. Unlock it (log in on "
                "the desktop, or open it in the keyring's own program) and try again; or "
                f"{_command(account)}."
            )
        case "denied":
            return (
                f"The keyring ({backend}) did not let followup-mail in. Allow it when you are "
                f"asked, or in the keyring's own program; or {_command(account)}."
            )
        case _:
            return (
                f"The keyring ({backend}) failed ({answer.get('error', 'unknown')}). See whether "
                f"its own program can open it; or {_command(account)}."
            )


def _absent(answer: Mapping[str, Any], account: Account) -> str:
    passed_over = ", ".join(map(str, answer.get("strangers", ())))
    told = f" Installed, but not trusted with a password: {passed_over}." if passed_over else ""
    return (
        "No keyring can be reached from here, and a password is never put into a file instead."
        f"{told} Log in on a desktop that has one (GNOME, KDE, macOS, Windows), install pass with "
        f"the Python package keyring-pass, or {_command(account)}."
    )


def _refused(backend: str, where: str, account: Account) -> str:
    lower = backend.lower()
    if any(word in lower for word in _PLAIN):
        why = "which keeps passwords in a file in plain text or as good as that"
    elif "null" in lower:
        why = "which keeps nothing and says nothing of it"
    elif ".fail." in lower:
        why = "which refuses everything"
    else:
        why = "which is not among the keyrings that are trusted with a password"
    return (
        f"{where} names {backend}, {why}: it is not used. Take the name out there, so that the "
        f"system's own keyring is used; or {_command(account)}."
    )
