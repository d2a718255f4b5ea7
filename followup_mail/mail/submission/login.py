"""Logging in: one mechanism, one attempt (RFC 4954, 4616)."""

from binascii import b2a_base64

from followup_mail.errors import BusyError, CredentialError, RefusedError, TrustError
from followup_mail.mail.credentials.secret import Secret
from followup_mail.mail.submission.replies import quoted
from followup_mail.mail.submission.wire import Wire
from followup_mail.posting import Reply
from followup_mail.visible import visible

_LOGGED_IN, _GO_ON = 235, 334
_UNKNOWN_COMMAND = range(500, 505)
_LONGEST_COMMAND = 510
"""Octets without the line end; RFC 5321, 4.5.3.1.4."""

_NO_BASIC_LOGIN = ("5.7.139", "basic authentication", "smtpclientauth", "client not authenticated")
_APP_PASSWORD = ("5.7.9", "app password", "application-specific", "app-specific", "two-factor")
"""How the large providers say it, in lower case."""


def log_in(
    wire: Wire, name: str, mechanisms: str, user: str, password: Secret, seconds: float
) -> None:
    """Log in as *user*, by PLAIN or else LOGIN; at most one attempt leaves.

    Args:
        wire: Private, or to this machine.
        name: The account's, for the errors.
        mechanisms: What the server offers, separated by spaces; "" for no AUTH.
        user: As the server knows the user.
        password: For *user*.
        seconds: For each answer.

    Raises:
        CredentialError: The server does not take the password.
        BusyError: The server can't tell now.
        TryLaterError: It broke off.
        RefusedError: No login that this program knows is possible.
        TrustError: The connection is open to others.

    """
    if not (wire.secure or wire.is_local()):
        raise TrustError(f"The connection to {wire.peer} is not private: no password is sent.")
    steps = _steps(wire.peer, mechanisms.upper().split(), _octets(user), _octets(password.reveal()))
    for number, step in enumerate(steps, 1):
        reply = wire.command(step, "during the login", seconds)
        if reply.code != _GO_ON or number == len(steps):
            break
    if reply.code != _LOGGED_IN:
        raise _refusal(wire.peer, name, reply)


def _octets(text: str) -> bytes:
    """Return *text* as it is sent (RFC 4616, 2); an error shows nothing of it."""
    try:
        octets = text.encode()
    except UnicodeEncodeError:
        octets = b"\0"
    if b"\0" in octets:
        raise CredentialError(
            "User name or password holds a character that can't be sent; set it anew with "
            "`followup-mail account password`."
        )
    return octets


def _steps(peer: str, mechanisms: list[str], user: bytes, password: bytes) -> list[bytes]:
    if "PLAIN" in mechanisms:
        answer = _base64(b"\0" + user + b"\0" + password)
        at_once = b"AUTH PLAIN " + answer
        return [at_once] if len(at_once) <= _LONGEST_COMMAND else [b"AUTH PLAIN", answer]
    if "LOGIN" in mechanisms:
        return [b"AUTH LOGIN", _base64(user), _base64(password)]
    offers = f"only offers {visible(' '.join(mechanisms))}" if mechanisms else "offers no login"
    raise RefusedError(
        f"{peer} {offers}; PLAIN or LOGIN is needed. Check the port against what your provider "
        "says: mail is usually submitted on 465 or 587."
    )


def _base64(octets: bytes) -> bytes:
    return b2a_base64(octets, newline=False)


def _refusal(peer: str, name: str, reply: Reply) -> CredentialError | RefusedError | BusyError:
    said = quoted(reply)
    if reply.transient:
        return BusyError(
            f"{peer} can't check passwords now: {said}. Nothing was sent; try again later."
        )
    if reply.code in _UNKNOWN_COMMAND or reply.code < min(_UNKNOWN_COMMAND):
        return RefusedError(
            f"{peer} answered the login with {said}. Check host, port and user name against "
            "what your provider says. Nothing was sent."
        )
    return CredentialError(
        f"{peer} does not take this password: {said}. {_hint(reply.text, visible(name))} "
        "It was tried once; nothing was sent."
    )


def _hint(text: str, name: str) -> str:
    said = text.lower()
    anew = f"set it with `followup-mail account password {name}`"
    if any(words in said for words in _NO_BASIC_LOGIN):
        return (
            "Login by password over SMTP is switched off for this mailbox; only its "
            "administrator can switch it on."
        )
    if any(words in said for words in _APP_PASSWORD):
        return (
            "Your provider wants an app password, made in its security settings, instead of "
            f"the one you sign in with: {anew}."
        )
    return (
        "Check the user name; with many providers an app password, made in their security "
        f"settings, is needed instead of the one you sign in with: {anew}."
    )
