"""From an account to a session: reached, private, and knowing what the server can do."""

import math
import ssl
import time
from collections.abc import Callable

from followup_mail.errors import BusyError, ConfigError, RefusedError, TrustError, TryLaterError
from followup_mail.mail.submission import trust
from followup_mail.mail.submission.deadlines import Deadlines
from followup_mail.mail.submission.reaching import Resolve, reach, system_resolver
from followup_mail.mail.submission.replies import NO_REPLY, capabilities, quoted
from followup_mail.mail.submission.session import Session
from followup_mail.mail.submission.wire import Wire
from followup_mail.posting import Account, Reply, Security
from followup_mail.record import Record
from followup_mail.visible import visible

_HELLO = b"EHLO [127.0.0.1]"
"""An address literal that says nothing about the machine (RFC 5321, 4.1.3)."""
_GREETING, _OK, _READY_FOR_TLS, _CLOSING = 220, 250, 220, 421


def connect(
    account: Account,
    *,
    deadlines: Deadlines | None = None,
    context: Callable[[], ssl.SSLContext] = trust.verifying_context,
    clock: Callable[[], float] = time.monotonic,
    resolve: Resolve = system_resolver,
) -> Session:
    """Return a session with the server of *account*: private, not yet logged in.

    Args:
        account: Where to connect to, and how.
        deadlines: Those of :class:`Deadlines` if left out.
        context: Makes the context that verifies the server; asked at most once, and
            not for an account that is pinned or in clear.
        clock: Monotonic, in seconds.
        resolve: Turns a host into addresses.

    Raises:
        BusyError: The server says: not now.
        TryLaterError: It can't be reached, or broke off.
        RefusedError: It wants no mail, or is none that mail can be submitted to.
        TrustError: The connection can't be made private with the server that is meant.
        ConfigError: The port speaks TLS from the start where STARTTLS is meant, or the reverse.

    """
    within = deadlines or Deadlines()
    # An address of IPv6 needs brackets to be told from its port.
    host = visible(f"[{account.host}]" if ":" in account.host else account.host)
    sock = reach(account.host, account.port, seconds=within.connect, clock=clock, resolve=resolve)
    wire = Wire(sock, f"{host}:{account.port}", clock)
    port = _Port(account, wire.peer, within, clock, resolve)
    try:
        if account.security is Security.TLS:
            wire.on_silence(within.silence, port.check_not_in_clear)
            _secured_at_once(wire, account, context, within, port)
        elif account.security is Security.PLAIN:
            _only_here(wire)
        else:
            wire.on_silence(within.silence, port.check_not_tls)
        _greeted(wire, within)
        wire.on_silence(math.inf, _nothing)
        offered = _hello(wire, within)
        if account.security is Security.STARTTLS:
            _begin_tls(wire, offered, within)
            trust.secure(wire, account, context, within.connect)
            offered = _hello(wire, within)
    except BaseException:
        wire.close()
        raise
    return Session(wire, account, offered, within)


class _Port(Record):
    """What may be looked at once more, where it doesn't speak as the account says."""

    account: Account
    peer: str
    within: Deadlines
    clock: Callable[[], float]
    resolve: Resolve

    def check_not_tls(self) -> None:
        """Raise ConfigError if the port speaks TLS from the start.

        Nothing is sent, and nothing is believed of who answers.
        """
        wire = self._reached()
        if wire is None:
            return
        try:
            wire.start_tls(trust.unverified_context(), self.account.host, self.within.probe)
        except TryLaterError:
            return
        except ssl.SSLError as error:
            if "ALERT" not in (error.reason or ""):
                return  # no TLS at all: the greeting has come here
        finally:
            wire.close()
        raise self._set("tls", "speaks TLS from the start")

    def check_not_in_clear(self) -> None:
        """Raise ConfigError if the port greets in clear, as before STARTTLS."""
        wire = self._reached()
        if wire is None:
            return
        try:
            reply = wire.reply_to("before its greeting", self.within.probe)
        except TryLaterError:
            return
        finally:
            wire.close()
        if reply.code == _GREETING:
            raise self._set("starttls", "begins in clear, not with TLS")

    def _reached(self) -> Wire | None:
        host, port, seconds = self.account.host, self.account.port, self.within.probe
        try:
            sock = reach(host, port, seconds=seconds, clock=self.clock, resolve=self.resolve)
        except TryLaterError:
            return None
        return Wire(sock, self.peer, self.clock)

    def _set(self, meant: str, does: str) -> ConfigError:
        return ConfigError(
            f'{self.peer} {does}; nothing was sent. Set security = "{meant}" under '
            f"[accounts.{visible(self.account.name)}] in config.toml, or the port that your "
            "provider names."
        )


def _nothing() -> None:
    """Ask nothing: the port speaks as it should."""


def _secured_at_once(
    wire: Wire,
    account: Account,
    context: Callable[[], ssl.SSLContext],
    within: Deadlines,
    port: _Port,
) -> None:
    """Put *wire* under TLS before anything is said; where that fails, see whether it may."""
    try:
        trust.secure(wire, account, context, within.connect)
    except (TrustError, TryLaterError) as error:
        if _is_no_tls(error.__cause__):
            port.check_not_in_clear()
        raise
    wire.on_silence(math.inf, _nothing)


def _is_no_tls(cause: BaseException | None) -> bool:
    """Return whether what came was no TLS at all, or ended at once."""
    if isinstance(cause, ssl.SSLError):
        return cause.reason == "WRONG_VERSION_NUMBER" or isinstance(cause, ssl.SSLEOFError)
    return isinstance(cause, ConnectionError)


def _only_here(wire: Wire) -> None:
    if not wire.is_local():
        raise TrustError(
            f"{wire.peer} is not this machine, and to others nothing is sent in clear: set "
            '`security` to "tls" or "starttls" in config.toml.'
        )


def _greeted(wire: Wire, within: Deadlines) -> None:
    reply = wire.reply_to("before its greeting", within.greeting)
    if reply.code == _GREETING:
        return
    if reply.transient:
        raise BusyError(f"{wire.peer} is busy: {quoted(reply)}. Try again later.")
    if reply.code == NO_REPLY:
        raise RefusedError(
            f"{wire.peer} is no mail server: it says {quoted(reply)}. Check host and port; on "
            "a public network, log in to that first. Nothing was sent."
        )
    raise RefusedError(
        f"{wire.peer} takes no mail from here: {quoted(reply)}. Check host and port against "
        "what your provider says."
    )


def _hello(wire: Wire, within: Deadlines) -> dict[str, str]:
    reply = wire.command(_HELLO, "after EHLO", within.command)
    if reply.code == _OK:
        return capabilities(reply)
    if reply.transient:
        raise BusyError(f"{wire.peer} is busy: {quoted(reply)}. Try again later.")
    raise RefusedError(
        f"{wire.peer} does not know EHLO ({quoted(reply)}), so nobody can log in there. Check "
        "host and port against what your provider says. Nothing was sent."
    )


def _begin_tls(wire: Wire, offered: dict[str, str], within: Deadlines) -> None:
    reply: Reply | None = None
    if "STARTTLS" in offered:
        reply = wire.command(b"STARTTLS", "after STARTTLS", within.command)
        if reply.code == _READY_FOR_TLS:
            return
    how = f"answers STARTTLS with {quoted(reply)}" if reply else "does not offer STARTTLS"
    raise TrustError(
        f"{wire.peer} {how}, so the connection can't be made private; nothing was sent, the "
        "password least of all. Where your provider has port 465, use that with "
        '`security = "tls"`; else somebody may stand between.'
    )
