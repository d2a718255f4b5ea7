"""One connection: bytes out, replies in, each within its seconds.

Every wait ends at a moment that is set when the step begins, not anew with each
byte. Nothing that was sent is ever part of an error.
"""

import selectors
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from math import inf

from followup_mail.errors import TryLaterError
from followup_mail.mail.submission.replies import FloodError, ReplyBuffer, quoted
from followup_mail.posting import Reply

_CHUNK = 64 * 1024
_READ, _WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE

# Made anew for each wait: one that needs no descriptor of its own, where there is one.
_Selector: type[selectors.BaseSelector] = getattr(
    selectors, "PollSelector", selectors.SelectSelector
)

_NOT_YET_READ = (BlockingIOError, ssl.SSLWantReadError)
_NOT_YET_WRITTEN = (BlockingIOError, ssl.SSLWantWriteError)


class LostError(TryLaterError):
    """The connection broke, or a deadline passed; it is closed.

    Attributes:
        what: What happened, as the beginning of a sentence.
        heard: What the server said last, unasked, where it did.
        unsent: Whether no octet of what was to be written last was taken.

    """

    unsent = False

    def __init__(self, what: str, heard: Reply | None) -> None:
        """Say *what* happened, and *heard* at the end."""
        self.what = what
        self.heard = heard
        super().__init__(f"{what}; try again later.")


class Wire:
    """A connected socket, in clear or under TLS."""

    def __init__(self, sock: socket.socket, peer: str, clock: Callable[[], float]) -> None:
        """Take the connected *sock*; *peer* is the server in sentences, as host:port."""
        sock.settimeout(0)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sock = sock
        self._clock = clock
        self._replies = ReplyBuffer()
        self.peer = peer
        self.secure = False
        """Whether TLS has begun."""
        self.closed = False
        self._no_later_than = inf
        self._silent_at = inf
        self._ask: Callable[[], None] = lambda: None

    def is_local(self) -> bool:
        """Return whether the other end is this machine."""
        from ipaddress import ip_address  # noqa: PLC0415 - start-up time: only asked in clear

        return ip_address(self._sock.getpeername()[0]).is_loopback

    def start_tls(self, context: ssl.SSLContext, host: str, seconds: float) -> bytes:
        """Agree on TLS and return the server's certificate (DER).

        What came before is forgotten: it was not protected (RFC 3207, 4.2).

        Raises:
            ssl.SSLError: The certificate or the server's TLS is not accepted.
            LostError: The connection broke, or it took too long.

        """
        step = "while TLS was agreed on"
        until = self._until(seconds)
        self._replies.clear()
        try:
            sock = context.wrap_socket(
                self._sock, server_hostname=host, do_handshake_on_connect=False
            )
            self._sock = sock
            while True:
                try:
                    sock.do_handshake()
                    break
                except ssl.SSLWantReadError:
                    self._wait(_READ, until, step)
                except ssl.SSLWantWriteError:
                    self._wait(_WRITE, until, step)
        except (ssl.SSLEOFError, ssl.SSLZeroReturnError, ConnectionError) as error:
            raise self._lost("closed the connection", step) from error
        except ssl.SSLError:
            self.close()
            raise
        except OSError as error:
            raise self._lost_by(error, step) from error
        self.secure = True
        return sock.getpeercert(binary_form=True) or b""

    def reply_to(self, step: str, seconds: float) -> Reply:
        """Return the next reply.

        Args:
            step: When that is, as it ends a sentence: "after MAIL".
            seconds: How long to wait for all of it.

        Raises:
            LostError: It did not come.

        """
        until = self._until(seconds)
        while (reply := self._taken(step)) is None:
            self._receive(until, step)
        return reply

    def early_reply(self, step: str) -> Reply | None:
        """Return a reply that is there already, without waiting.

        Raises:
            LostError: The connection has ended.

        """
        if (reply := self._taken(step)) is None and self._receive_now(step):
            return self._taken(step)
        return reply

    def command(self, line: bytes, step: str, seconds: float) -> Reply:
        """Send the command *line*, without its line end, and return the reply.

        Raises:
            LostError: The connection broke, or it took too long.

        """
        self.write(line + b"\r\n", step, seconds)
        return self.reply_to(step, seconds)

    def write(self, data: bytes, step: str, seconds: float) -> None:
        """Send *data*.

        Raises:
            LostError: The connection broke, or it took too long.

        """
        rest, until = memoryview(data), self._until(seconds)
        try:
            while rest:
                if taken := self._send_now(rest, step):
                    rest = rest[taken:]
                else:
                    self._wait(_WRITE, until, step)
        except LostError as error:
            error.unsent = len(rest) == len(data)
            raise

    def write_unless_answered(self, data: bytes, step: str, seconds: float) -> Reply | None:
        """Send *data*, or return the reply that came before its end.

        Args:
            data: A message's lines.
            step: As for :meth:`reply_to`.
            seconds: How long the server may take for any part of it.

        Raises:
            LostError: The connection broke, or the server takes no more.

        """
        rest = memoryview(data)
        until = self._until(seconds)
        while rest:
            if reply := self.early_reply(step):
                return reply
            try:
                taken = self._send_now(rest, step)
            except LostError as error:
                if error.heard:  # one that hangs up often has said why
                    return error.heard
                raise
            if taken:
                rest, until = rest[taken:], self._until(seconds)
            else:
                self._wait(_READ | _WRITE, until, step)
        return self.early_reply(step)

    def allow(self, seconds: float) -> None:
        """Let all that follows take no more than *seconds* together."""
        self._no_later_than = self._clock() + seconds

    def on_silence(self, seconds: float, ask: Callable[[], None]) -> None:
        """Call *ask*, once, if *seconds* pass with nothing to read or to write.

        What it raises passes through; else the waiting goes on. *seconds* may be infinite.
        """
        self._silent_at = self._clock() + seconds
        self._ask = ask

    def close(self) -> None:
        """End the connection at once; nothing more leaves."""
        self.closed = True
        with suppress(OSError):
            self._sock.close()

    def _until(self, seconds: float) -> float:
        return min(self._clock() + seconds, self._no_later_than)

    def _taken(self, step: str) -> Reply | None:
        try:
            return self._replies.take()
        except FloodError:
            raise self._lost("sent more than any reply has", step) from None

    def _receive(self, until: float, step: str) -> None:
        """Wait until more has come; under TLS, part of a record is no more."""
        while not self._receive_now(step):
            self._wait(_READ, until, step)

    def _receive_now(self, step: str) -> bool:
        """Take what is there and return whether anything was."""
        try:
            data = self._sock.recv(_CHUNK)
        except _NOT_YET_READ:
            return False
        except OSError as error:
            raise self._lost_by(error, step) from error
        if not data:
            raise self._lost("closed the connection", step)
        self._replies.feed(data)
        return True

    def _last_words(self) -> Reply | None:
        """Return a reply that came before the connection broke, from what is left of it."""
        with suppress(FloodError):
            return self._replies.take()
        return None

    def _send_now(self, rest: memoryview, step: str) -> int:
        """Return how many octets of *rest* were taken, 0 if none can be now."""
        try:
            return self._sock.send(rest[:_CHUNK])
        except _NOT_YET_WRITTEN:
            return 0
        except OSError as error:
            with suppress(OSError):
                self._replies.feed(self._sock.recv(_CHUNK))
            raise self._lost_by(error, step) from error

    def _wait(self, events: int, until: float, step: str) -> None:
        with _Selector() as selector:
            selector.register(self._sock, events)
            while True:
                left = until - self._clock()
                if left <= 0:
                    raise self._lost("took too long", step)
                if selector.select(min(left, max(0.0, self._silent_at - self._clock()))):
                    return
                if self._clock() >= self._silent_at:
                    self._silent_at = inf
                    self._ask()

    def _lost_by(self, error: OSError, step: str) -> LostError:
        reason = "" if isinstance(error, ConnectionError) else f" ({error.strerror or 'TLS'})"
        return self._lost(f"broke the connection{reason}", step)

    def _lost(self, what: str, step: str) -> LostError:
        """Close, and return the error that says *what* the server did."""
        self.close()
        heard = self._last_words()
        said = f", saying {quoted(heard)}" if heard else ""
        return LostError(f"{self.peer} {what} {step}{said}", heard)
