"""A proxy between client and mail server that breaks the connection where a test says.

It ends TLS on both sides, so that it reads what is said line by line and knows the
moment: "the server has taken the message, and its 250 gets lost". Behind it stands a
real server in its real state.

One thread serves one connection at a time, in turn for both directions: SMTP without
pipelining takes turns too, and an object of OpenSSL must not be shared by threads.
"""

import contextlib
import re
import select
import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from servers.certificates import Certificates
from servers.machine import wait_until

from followup_mail.posting import Security

_CHUNK = 65_536
_PATIENCE = 30.0
"""Seconds that one leg may keep the other waiting: no test hangs for ever."""


class Side(Enum):
    """Who says a line."""

    CLIENT = "C"
    SERVER = "S"


class Do(Enum):
    """What happens at a line."""

    RESET = "reset"
    """Both legs are torn down (RST)."""
    CLOSE = "close"
    """Both legs are closed in order (FIN)."""
    STALL = "stall"
    """Nothing more gets through in this direction, and both legs stay open."""
    DEAFEN = "deafen"
    """Nothing more is read from this side: its window closes."""
    PASS = "pass"  # noqa: S105 - not a password
    """Nothing but what the other fields say: a line is replaced, or comes later."""
    DRIP = "drip"
    """From here on this side's octets get through one by one, ``seconds`` apart."""


@dataclass(frozen=True)
class Fault:
    """What goes wrong, and where.

    Attributes:
        side: Who says the line.
        pattern: A regular expression, searched for in each of its lines.
        do: What happens then.
        nth: At which match; 0 for each of them.
        instead: What gets through in place of the line, before *do*. None for the line
            itself with PASS and DRIP, and for nothing with all others.
        seconds: How long the line waits before, or between octets (DRIP).

    """

    side: Side
    pattern: bytes
    do: Do
    nth: int = 1
    instead: bytes | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class Line:
    """One line that somebody said."""

    side: Side
    text: bytes
    """As it came, with its end."""
    private: bool
    """Whether it travelled in TLS between client and proxy."""


class Proxy:
    """A running proxy.

    Attributes:
        port: Where clients connect.
        transcript: All lines that were said, by either side, before any fault.
        connections: How many clients came.
        done: What was done to them, in order.

    """

    def __init__(
        self, upstream: int, certificates: Certificates, *, implicit: bool, faults: Sequence[Fault]
    ) -> None:
        """Start it before the server on port *upstream*; TLS is *implicit* or by STARTTLS."""
        self.transcript: list[Line] = []
        self.connections = 0
        self.done: list[Do] = []
        self._upstream = upstream
        self._implicit = implicit
        self._faults = tuple(faults)
        self._matches = [0] * len(self._faults)
        self._serving = certificates["good"].serving()
        self._trusting = certificates.trusting()
        self._stopping = threading.Event()
        self._conversations: list[tuple[threading.Thread, _Legs]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, name="proxy", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it, and all connections through it."""
        self._stopping.set()
        self._thread.join(_PATIENCE)
        self._listener.close()
        for conversation, legs in self._conversations:
            legs.wake()
            conversation.join(_PATIENCE)

    def settle(self) -> None:
        """Wait until both legs of every connection are closed."""
        wait_until(
            lambda: not any(thread.is_alive() for thread, _ in self._conversations),
            "the end of the connections through the proxy",
        )

    def said(self, side: Side, pattern: bytes) -> list[Line]:
        """Return the lines of *side* in which *pattern* is found, whatever their case."""
        return [
            line
            for line in self.transcript
            if line.side is side and re.search(pattern, line.text, re.IGNORECASE)
        ]

    def _serve(self) -> None:
        while not self._stopping.is_set():
            if not select.select([self._listener], [], [], 0.02)[0]:
                continue
            client, _ = self._listener.accept()
            self.connections += 1
            server = socket.create_connection(("127.0.0.1", self._upstream), _PATIENCE)
            legs = _Legs(client, server)
            conversation = threading.Thread(target=self._converse, args=(legs,), daemon=True)
            self._conversations.append((conversation, legs))
            conversation.start()

    def _converse(self, legs: "_Legs") -> None:
        """Carry one connection from its beginning to its end."""
        try:
            with contextlib.suppress(OSError):  # either side may break it off, or be made to
                if self._implicit:
                    legs.encrypt(*self.contexts)
                _Conversation(self, legs).carry()
        finally:
            legs.close()

    def fault_at(self, line: Line) -> Fault | None:
        """Return what is to go wrong at *line*, and count its matches."""
        struck = None
        for number, fault in enumerate(self._faults):
            if fault.side is line.side and re.search(fault.pattern, line.text, re.IGNORECASE):
                self._matches[number] += 1
                if fault.nth in {0, self._matches[number]}:
                    struck = struck or fault
        if struck:
            self.done.append(struck.do)
        return struck

    def pause(self, seconds: float) -> None:
        """Wait, but not beyond the end of the proxy."""
        self._stopping.wait(seconds)

    @property
    def stopping(self) -> bool:
        """Whether the proxy is to end."""
        return self._stopping.is_set()

    @property
    def contexts(self) -> tuple[ssl.SSLContext, ssl.SSLContext]:
        """What the proxy shows to clients, and what it asks of the server."""
        return self._serving, self._trusting


class MakeProxy(Protocol):
    """Starts a proxy before a server that a test has; the fixture ``broken`` is one."""

    def __call__(self, security: Security, *faults: Fault) -> Proxy:
        """Return a proxy before the port for *security*, with *faults*."""


class _Legs:
    """The two connections of one conversation."""

    def __init__(self, client: socket.socket, server: socket.socket) -> None:
        self._sockets = {Side.CLIENT: client, Side.SERVER: server}
        self._held = {Side.CLIENT: b"", Side.SERVER: b""}
        self.private = False
        for leg in self._sockets.values():
            leg.settimeout(_PATIENCE)
            leg.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def encrypt(self, serving: ssl.SSLContext, trusting: ssl.SSLContext) -> None:
        """Put TLS on both."""
        server = trusting.wrap_socket(
            self._sockets[Side.SERVER], do_handshake_on_connect=False, server_hostname="localhost"
        )
        self._sockets[Side.SERVER] = server
        server.do_handshake()
        client = serving.wrap_socket(
            self._sockets[Side.CLIENT], do_handshake_on_connect=False, server_side=True
        )
        self._sockets[Side.CLIENT] = client
        client.do_handshake()
        self.private = True

    def ready(self, sides: set[Side]) -> list[Side]:
        """Return those of *sides* that have something to say, or nothing more, within 20 ms."""
        legs = {self._sockets[side]: side for side in sides}
        waiting = [
            side for leg, side in legs.items() if isinstance(leg, ssl.SSLSocket) and leg.pending()
        ]
        readable, _, _ = select.select(list(legs), [], [], 0 if waiting else 0.02)
        return list(dict.fromkeys([*waiting, *(legs[leg] for leg in readable)]))

    def read(self, side: Side) -> list[bytes] | None:
        """Return the whole lines that have come, and None at the end."""
        leg = self._sockets[side]
        leg.settimeout(0)  # what has come may be TLS' own (a session ticket) and no octet of SMTP
        try:
            chunk = leg.recv(_CHUNK)
        except ssl.SSLWantReadError:
            return []
        finally:
            leg.settimeout(_PATIENCE)
        if not chunk:
            return None
        *lines, self._held[side] = (self._held[side] + chunk).split(b"\n")
        return [line + b"\n" for line in lines]

    def rest(self, side: Side) -> bytes:
        """Return, once, what has come of a line without its end."""
        held, self._held[side] = self._held[side], b""
        return held

    def tell(self, heard_from: Side, data: bytes) -> None:
        """Pass *data* on to the other side."""
        other = Side.SERVER if heard_from is Side.CLIENT else Side.CLIENT
        if data:
            self._sockets[other].sendall(data)

    def wake(self) -> None:
        """End whatever another thread waits for."""
        for leg in self._sockets.values():
            with contextlib.suppress(OSError):  # it is closed already
                socket.socket.shutdown(leg, socket.SHUT_RDWR)

    def reset(self) -> None:
        """Tear both down."""
        for leg in self._sockets.values():
            leg.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def close(self) -> None:
        """Close both."""
        for leg in self._sockets.values():
            leg.close()


class _Conversation:
    """What is said over two legs, and what is done about it."""

    def __init__(self, proxy: Proxy, legs: _Legs) -> None:
        self._proxy = proxy
        self._legs = legs
        self._heard = {Side.CLIENT, Side.SERVER}
        self._stalled: set[Side] = set()
        self._drips: dict[Side, float] = {}
        self._starting_tls = False
        self._over = False

    def carry(self) -> None:
        """Pass everything on, line by line, until somebody hangs up."""
        while not (self._over or self._proxy.stopping):
            for side in self._legs.ready(self._heard):
                lines = self._legs.read(side)
                if lines is None:
                    self._hang_up(side)
                    break
                for line in lines:
                    self._take(side, line)
                    if self._over or side not in self._heard:
                        break

    def _hang_up(self, side: Side) -> None:
        """End with *side*'s last words, unless the other one is to notice nothing."""
        if side in self._stalled:
            self._heard.discard(side)
            return
        self._legs.tell(side, self._legs.rest(side))
        self._over = True

    def _take(self, side: Side, text: bytes) -> None:
        line = Line(side, text, self._legs.private)
        self._proxy.transcript.append(line)
        fault = self._proxy.fault_at(line)
        if fault is None:
            self._pass_on(side, text)
        else:
            self._strike(fault, text)
        self._start_tls(side, text)

    def _strike(self, fault: Fault, text: bytes) -> None:
        harmless = fault.do in {Do.PASS, Do.DRIP}
        if fault.do is Do.DRIP:
            self._drips[fault.side] = fault.seconds
        else:
            self._proxy.pause(fault.seconds)
        spoken = fault.instead if fault.instead is not None else text if harmless else b""
        self._pass_on(fault.side, spoken)
        match fault.do:
            case Do.RESET:
                self._legs.reset()
                self._over = True
            case Do.CLOSE:
                self._over = True
            case Do.STALL:
                self._stalled.add(fault.side)
            case Do.DEAFEN:
                self._heard.discard(fault.side)
            case Do.PASS | Do.DRIP:
                pass

    def _pass_on(self, side: Side, data: bytes) -> None:
        if side in self._stalled:
            return
        if side not in self._drips:
            self._legs.tell(side, data)
            return
        for octet in data:
            if self._proxy.stopping:
                return
            self._legs.tell(side, bytes([octet]))
            time.sleep(self._drips[side])

    def _start_tls(self, side: Side, text: bytes) -> None:
        """Put TLS on both legs after the server's 220 to STARTTLS, as the server said it."""
        if side is Side.CLIENT:
            self._starting_tls = text.strip().upper() == b"STARTTLS"
        elif self._starting_tls and not self._over:
            self._starting_tls = False
            if text.startswith(b"220"):
                self._legs.encrypt(*self._proxy.contexts)


@contextlib.contextmanager
def running(
    upstream: int, certificates: Certificates, *, implicit: bool, faults: Sequence[Fault] = ()
) -> Iterator[Proxy]:
    """Give a proxy before the server on port *upstream*, then stop it."""
    proxy = Proxy(upstream, certificates, implicit=implicit, faults=faults)
    try:
        yield proxy
    finally:
        proxy.stop()
