"""A mail server that does as it is told, and a relay that counts round trips.

A script has a step for each stage: ``greeting``, ``EHLO``, ``STARTTLS``, ``AUTH``,
``secret`` (a line after 334), ``MAIL``, ``RCPT``, ``DATA``, ``body`` (its beginning
has come), ``end`` (all of it has), ``RSET``, ``QUIT``. A step is the reply, or a
function that does something to the conversation; of a list each turn takes one,
and the last one stays.
"""

import base64
import contextlib
import selectors
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Self

from followup_mail.mail.credentials.secret import Secret
from followup_mail.mail.submission import Deadlines, Session, connect
from followup_mail.posting import Account, Envelope, Outcome, Security

PATIENT = 10.0
"""Seconds after which a test has failed anyway."""
OFFERS = (
    b"250-mail.northwind.example\r\n250-PIPELINING\r\n250-SIZE 100000\r\n250-8BITMIME\r\n"
    b"250-SMTPUTF8\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n"
)
ONE_BY_ONE = OFFERS.replace(b"250-PIPELINING\r\n", b"")
MESSAGE = b"From: a@home.example\r\nTo: b@work.example\r\n\r\nHello\r\n.\r\n..\r\nBye\r\n"
SENDER, READER = "robin@home.example", "sam@work.example"


class HungUpError(Exception):
    """The conversation is over."""


class Caller:
    """The other end of one connection."""

    def __init__(self, sock: socket.socket, stopping: threading.Event) -> None:
        self.sock = sock
        self.stopping = stopping
        self.held = b""
        self.secure = isinstance(sock, ssl.SSLSocket)

    def send(self, data: bytes) -> None:
        """Send *data* at once."""
        self.sock.sendall(data)

    def receive(self) -> bytes:
        """Return what comes next."""
        data = self.sock.recv(1 << 16)
        if not data:
            raise HungUpError
        return data

    def line(self) -> bytes:
        """Return the next line without its end."""
        while b"\r\n" not in self.held:
            self.held += self.receive()
        line, _, self.held = self.held.partition(b"\r\n")
        return line

    def encrypt(self, context: ssl.SSLContext) -> None:
        """Begin TLS; what came before it is forgotten."""
        self.held = b""
        self.sock = context.wrap_socket(self.sock, server_side=True)
        self.secure = True


Step = bytes | Callable[[Caller], None]

_USUAL: dict[str, Step] = {
    "greeting": b"220 mail.northwind.example ESMTP\r\n",
    "EHLO": OFFERS,
    "STARTTLS": b"220 go ahead\r\n",
    "AUTH": b"235 2.7.0 welcome\r\n",
    "secret": b"235 2.7.0 welcome\r\n",
    "MAIL": b"250 2.1.0 ok\r\n",
    "RCPT": b"250 2.1.5 ok\r\n",
    "DATA": b"354 go ahead\r\n",
    "body": b"",
    "end": b"250 2.0.0 queued as 4XyZ\r\n",
    "RSET": b"250 2.0.0 ok\r\n",
    "QUIT": b"221 2.0.0 bye\r\n",
}


def hang_up(last: bytes = b"") -> Step:
    """Return the step that sends *last* and closes (FIN)."""

    def step(caller: Caller) -> None:
        caller.send(last)
        raise HungUpError

    return step


def reset(last: bytes = b"") -> Step:
    """Return the step that sends *last* and breaks the connection (RST)."""

    def step(caller: Caller) -> None:
        caller.send(last)
        caller.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise HungUpError

    return step


def stall(caller: Caller) -> None:
    """Do nothing until the test is over, or the caller hangs up."""
    caller.stopping.wait(PATIENT)
    raise HungUpError


def drip(reply: bytes, pause: float) -> Step:
    """Return the step that sends *reply* by single octets."""

    def step(caller: Caller) -> None:
        for octet in reply:
            caller.send(bytes([octet]))
            if caller.stopping.wait(pause):
                raise HungUpError

    return step


class Peer:
    """A server on a free port of this machine, with what it heard."""

    def __init__(
        self,
        script: Mapping[str, Step | Sequence[Step]] | None = None,
        *,
        tls: ssl.SSLContext | None = None,
        starttls: ssl.SSLContext | None = None,
    ) -> None:
        self._script: dict[str, list[Step]] = {
            stage: [step] if isinstance(step, bytes) or callable(step) else list(step)
            for stage, step in {**_USUAL, **(script or {})}.items()
        }
        self._tls, self._starttls = tls, starttls
        self._stopping = threading.Event()
        self.hung_up = threading.Event()
        """Set once a conversation is over."""
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []
        self.heard: list[tuple[bool, bytes]] = []
        """Each line, and whether it came under TLS."""
        self.bodies: list[bytes] = []
        """What came after each 354, as it came."""
        self.pieces: list[bytes] = []
        """The same, as it arrived."""
        self.ended = 0
        """Messages whose end has come."""
        self.connections = 0

    def __enter__(self) -> Self:
        """Listen."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        # Little enough that a large message is still on its way when it is answered.
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
        self.port: int = self._listener.getsockname()[1]
        self._begin(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up and wait for the threads."""
        self._stopping.set()
        for sock in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(PATIENT)
        self._listener.close()

    @property
    def lines(self) -> list[bytes]:
        """What was heard outside of messages."""
        return [line for _, line in self.heard]

    @property
    def verbs(self) -> list[str]:
        """The first words of those lines, without EHLO, AUTH and QUIT."""
        spoken = [line.split(b" ")[0].decode() for line in self.lines]
        return [verb for verb in spoken if verb not in {"EHLO", "AUTH", "QUIT"}]

    def wait_until_hung_up(self) -> None:
        """Return once a conversation is over."""
        assert self.hung_up.wait(PATIENT)

    def _begin(self, target: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open.append(sock)
            self._begin(self._talk, sock)

    def _talk(self, sock: socket.socket) -> None:
        caller = Caller(sock, self._stopping)
        with contextlib.suppress(HungUpError, OSError):
            if self._tls:
                caller.encrypt(self._tls)
            self._open.append(caller.sock)
            self._play("greeting", caller)
            while True:
                line = caller.line()
                self.heard.append((caller.secure, line))
                self._answer(line.split(b" ")[0].decode("latin-1").upper(), caller)
        caller.sock.close()
        self.hung_up.set()

    def _answer(self, verb: str, caller: Caller) -> None:
        if verb not in self._script:
            caller.send(b"502 5.5.2 unknown command\r\n")
            return
        said = self._play(verb, caller)
        if verb == "STARTTLS" and said.startswith(b"220") and self._starttls:
            caller.encrypt(self._starttls)
            self._open.append(caller.sock)
        while verb == "AUTH" and said.startswith(b"334"):
            self.heard.append((caller.secure, caller.line()))
            said = self._play("secret", caller)
        if verb == "DATA" and said.startswith(b"354 "):
            self._read_message(caller)
            self._play("end", caller)
        if verb == "QUIT":
            raise HungUpError

    def _read_message(self, caller: Caller) -> None:
        self.bodies.append(caller.held)
        caller.held = b""
        begun = False
        while not (self.bodies[-1] == b".\r\n" or self.bodies[-1].endswith(b"\r\n.\r\n")):
            self.pieces.append(caller.receive())
            self.bodies[-1] += self.pieces[-1]
            if not begun:
                self._play("body", caller)
                begun = True
        self.ended += 1

    def _play(self, stage: str, caller: Caller) -> bytes:
        steps = self._script[stage]
        step = steps.pop(0) if len(steps) > 1 else steps[0]
        if isinstance(step, bytes):
            caller.send(step)
            return step
        step(caller)
        return b""


class Relay:
    """Passes bytes on to a port and counts how often the client had to wait for some."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._turns: list[str] = []

    def __enter__(self) -> Self:
        """Listen."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._pass_on, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Wait for the end of the connection."""
        self._thread.join(PATIENT)
        self._listener.close()

    @property
    def waits(self) -> int:
        """How often the server spoke after the client, or first."""
        return self._turns.count("server")

    def _pass_on(self) -> None:
        client, _ = self._listener.accept()
        server = socket.create_connection(("127.0.0.1", self._port))
        other = {client: server, server: client}
        with client, server, selectors.DefaultSelector() as selector:
            for sock in other:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                selector.register(sock, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    sock = client if key.fileobj is client else server
                    with contextlib.suppress(ConnectionError):
                        if data := sock.recv(1 << 16):
                            self._note("client" if sock is client else "server")
                            other[sock].sendall(data)
                            continue
                    return

    def _note(self, who: str) -> None:
        if self._turns[-1:] != [who]:
            self._turns.append(who)


def account(port: int, security: Security = Security.PLAIN, **changes: object) -> Account:
    """Return an account with the server on *port* of this machine."""
    return Account("home", "127.0.0.1", port, security)._replace(**changes)


def patient(**seconds: float) -> Deadlines:
    """Return deadlines that no honest answer misses, but for those named."""
    usual = dict.fromkeys(Deadlines._fields, PATIENT)
    return Deadlines(**{**usual, **seconds})


@contextlib.contextmanager
def session(peer: Peer, **seconds: float) -> Iterator[Session]:
    """Give a session with *peer* in clear, from here on within *seconds* for some steps."""
    opened = connect(account(peer.port), deadlines=patient())
    opened._within = patient(**seconds)
    try:
        yield opened
    finally:
        opened.quit()


def hand_over(
    opened: Session,
    to: Sequence[str] = (READER,),
    *,
    data: bytes = MESSAGE,
    before_mail: Callable[[], None] = lambda: None,
    before_dot: Callable[[], None] = lambda: None,
    after_reply: Callable[[Outcome], None] = lambda _: None,
    partial: bool = False,
) -> Outcome:
    """Return what became of *data*, from one person to others."""
    return opened.deliver(
        Envelope(SENDER, tuple(to)),
        data,
        before_mail=before_mail,
        before_dot=before_dot,
        after_reply=after_reply,
        partial=partial,
    )


def delivered(script: Mapping[str, Step | Sequence[Step]], **seconds: float) -> Outcome:
    """Return what becomes of the message with a server that follows *script*."""
    with Peer(script) as peer, session(peer, **seconds) as opened:
        return hand_over(opened)


def plain_login(user: str, password: str) -> bytes:
    """Return the one line that logs in by PLAIN."""
    return b"AUTH PLAIN " + base64.b64encode(f"\0{user}\0{password}".encode())


PASSWORD = Secret("correct horse")
