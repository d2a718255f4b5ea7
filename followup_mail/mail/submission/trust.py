"""Who the server is: certificates, a pinned one, and what went wrong, in words."""

import hashlib
import ssl
import sys
from collections.abc import Callable

from followup_mail.errors import TrustError
from followup_mail.mail.submission.wire import Wire
from followup_mail.posting import Account
from followup_mail.visible import visible

# Numbers of OpenSSL's X509_V_ERR_..., which the ssl module does not name.
_NOT_YET_VALID, _EXPIRED = 9, 10
_WRONG_HOST, _WRONG_ADDRESS = 62, 64
_UNKNOWN_ISSUER = {18, 19, 20, 21}

_CLOCK = "See first whether date and time of this machine are right; if they are"


def verifying_context() -> ssl.SSLContext:
    """Return how TLS is done: 1.2 at least, chain and host name verified.

    Reading the system's certificates takes several milliseconds: once a run is enough.
    """
    # Not ssl.create_default_context: it writes the keys of each session to the file that
    # SSLKEYLOGFILE names, for whoever may read that, and nobody looks into mail so by mistake.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if sys.version_info >= (3, 13):
        # As that function does from there on.
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | ssl.VERIFY_X509_STRICT
    context.load_default_certs()
    return context


def secure(
    wire: Wire, account: Account, context: Callable[[], ssl.SSLContext], seconds: float
) -> None:
    """Put *wire* under TLS with the server of *account*.

    Args:
        wire: The connection; closed where this fails.
        account: Its fingerprint, where it has one, takes the place of *context*.
        context: Makes what verifies the server.
        seconds: For all of it.

    Raises:
        TrustError: The server is not proven to be the one that is meant.
        TryLaterError: The connection broke.

    """
    pinned = account.fingerprint
    try:
        found = wire.start_tls(unverified_context() if pinned else context(), account.host, seconds)
    except ssl.SSLCertVerificationError as error:
        raise TrustError(_why(wire.peer, account, error)) from error
    except ssl.SSLError as error:
        raise TrustError(
            f"{wire.peer} could not agree on TLS ({visible(error.reason or 'no reason given')}); "
            "nothing was sent. At least TLS 1.2 is needed; see also whether the port is one for "
            '`security = "tls"` (usually 465) or "starttls" (usually 587).'
        ) from error
    if pinned:
        _compare(wire, account.name, pinned.lower(), hashlib.sha256(found).hexdigest())


def unverified_context() -> ssl.SSLContext:
    """Return a context for a certificate that is compared as a whole instead, or not needed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _compare(wire: Wire, name: str, meant: str, found: str) -> None:
    if found != meant:
        wire.close()
        raise TrustError(
            f"{wire.peer} has another certificate than the one that account “{visible(name)}” "
            f"is pinned to; nothing was sent.\n  pinned: {meant}\n  found:  {found}\n"
            "If the server's operator confirms the new one, put it into `fingerprint` in "
            "config.toml; else somebody stands between."
        )


def _why(peer: str, account: Account, error: ssl.SSLCertVerificationError) -> str:
    begin = f"The certificate of {peer}"
    code = error.verify_code
    if code == _EXPIRED:
        told = f"{begin} has expired. {_CLOCK}, the server's operator has to renew it."
    elif code == _NOT_YET_VALID:
        told = f"{begin} is not valid yet. {_CLOCK}, the server's operator has to replace it."
    elif code in {_WRONG_HOST, _WRONG_ADDRESS}:
        told = (
            f"{begin} belongs to another host. Check `host` in config.toml against what "
            "your provider says; if it is right, somebody may stand between."
        )
    elif code in _UNKNOWN_ISSUER:
        told = (
            f"{begin} is not signed by anybody this machine trusts. If the server is your own, "
            f"pin its certificate with `fingerprint` under [accounts.{visible(account.name)}], "
            "read on the server itself; else somebody may stand between."
        )
    else:
        told = f"{begin} was not accepted ({visible(error.verify_message)})."
    return f"{told} Nothing was sent."
