"""One request to the keyring, as a process of its own.

A keyring may hang for ever: its library has no deadline, and a thread that waits for
it can't be ended. So the parent starts this, and ends it when it takes too long; see
:mod:`followup_mail.mail.credentials.vault`. The request comes in as JSON on standard
input, the answer goes out as JSON on standard output; of an error it says the class
and never the text, which may quote what was to be kept.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, BinaryIO

from followup_mail.mail.credentials.backends import (
    Backend,
    RefusedBackendError,
    open_backend,
    strangers,
)
from followup_mail.mail.credentials.between import WAITING, AbsentError
from followup_mail.mail.credentials.hardening import harden

_Json = dict[str, Any]  # what json makes of the other side's message; checked where it is read
_LOCKED = frozenset({"KeyringLocked", "LockedException", "IsLocked"})
_SAID = _LOCKED | {
    "AccessDenied",
    "PasswordDeleteError",
    "PasswordSetError",
    "PromptDismissedException",
}
"""Names of errors that say how it is; those that aren't of something locked: denied."""


def main() -> int:
    """Answer the request on standard input; return the exit status."""
    harden()
    request = json.load(sys.stdin.buffer)
    with _only_output() as output:
        said = False

        def waiting() -> None:
            nonlocal said
            if not said:
                said = True
                output.write(WAITING)
                output.flush()

        answer = answered(request, os.environ, waiting)
        output.write(json.dumps(answer).encode())
    return 0


def answered(request: _Json, environ: Mapping[str, str], waiting: Callable[[], None]) -> _Json:
    """Return the answer to *request*; *waiting* is called before a person is asked."""
    name = ""
    try:
        name, where, backend = open_backend(environ, waiting)
        return _done(request, backend) | {"backend": name, "where": where}
    except RefusedBackendError as error:
        return {"status": "refused", "backend": error.name, "where": error.where}
    except AbsentError:
        return {"status": "absent", "strangers": strangers()}
    except Exception as error:  # noqa: BLE001 - what backends raise is no closed list; all is told
        return {"status": _kind(error), "backend": name, "error": type(error).__name__}


def _done(request: _Json, backend: Backend) -> _Json:
    match request["do"]:
        case "set":
            kept = _kept(backend, request, request["password"])
            return {"status": "ok", "kept": kept, "settled": kept and _settled(backend, request)}
        case "delete":
            return _deleted(backend, request["user"], [request["service"], request["older"]])
        case "get":
            return _got(backend, request)
        case _:
            return {"status": "none"}


def _got(backend: Backend, request: _Json) -> _Json:
    """Return the password; that of an older entry is kept under the name of now first."""
    password = backend.get_password(request["service"], request["user"])
    named = password is not None
    if not named and request["older"] and request["rename"]:
        password = backend.get_password(request["older"], request["user"])
        # Whoever asks gets it, whatever comes of naming it anew: that is tried again then.
        with suppress(Exception):
            named = password is not None and _kept(backend, request, password)
            if password is not None and not named:  # what isn't the password is found by nobody
                backend.delete_password(request["service"], request["user"])
    if password is None:
        return {"status": "none"}
    return {"status": "ok", "password": password, "settled": named and _settled(backend, request)}


def _settled(backend: Backend, request: _Json) -> bool:
    """Take out an older entry, whose place another one has; return whether none is left."""
    with suppress(Exception):
        older = request["older"]
        return not older or not _deleted(backend, request["user"], [older]).get("kept")
    return False


def _deleted(backend: Backend, user: str, services: Sequence[str]) -> _Json:
    """Take out what is kept for *user*, and say where it still is."""
    found = [each for each in services if each and backend.get_password(each, user) is not None]
    for service in found:
        backend.delete_password(service, user)
    left = [service for service in found if backend.get_password(service, user) is not None]
    return {"status": "ok", "kept": left[0] if left else ""} if found else {"status": "none"}


def _kept(backend: Backend, request: _Json, password: str) -> bool:
    """Keep *password*; return whether the keyring gives back what it was given."""
    backend.set_password(request["service"], request["user"], password)
    found = backend.get_password(request["service"], request["user"])
    return bool(found == password)


def _kind(error: BaseException) -> str:
    """Return what went wrong, by the names of *error* and of what led to it."""
    names = []
    cause: BaseException | None = error
    while cause is not None:
        names.append(type(cause).__name__)
        names.append(str(getattr(cause, "name", "")).rpartition(".")[2])  # of a D-Bus error
        cause = cause.__cause__ or cause.__context__
    if "KeychainDenied" in names:  # which macOS' backend calls locked
        return "denied"
    kinds = ("locked" if name in _LOCKED else "denied" for name in names if name in _SAID)
    return next(kinds, "failed")


def _only_output() -> BinaryIO:
    """Return standard output, and let whatever else is printed go nowhere."""
    output = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return output


if __name__ == "__main__":
    sys.exit(main())
