"""A relay that makes a server on this machine as slow to reach as one far away."""

import contextlib
import select
import selectors
import socket
import threading
import time
from collections import deque
from typing import Self

_CHUNK = 1 << 16


class Far:
    """Passes one connection on to a port, every octet half a round trip later.

    The connection itself takes what it takes over a network: a round trip until it
    stands for the client, half of one more until the server has heard of it.
    """

    def __init__(self, port: int, trip: float) -> None:
        """Take the server's *port*, and the seconds of a round trip."""
        self._server = port
        self._trip = trip

    def __enter__(self) -> Self:
        """Listen."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._relay, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Wait for the end of the connection."""
        self._thread.join()
        self._listener.close()

    def _relay(self) -> None:
        client, _ = self._listener.accept()
        time.sleep(1.5 * self._trip)
        server = socket.create_connection(("127.0.0.1", self._server))
        with client, server, contextlib.suppress(OSError):
            # Who speaks first has done so too early, by the round trip of the connection:
            # what is there has just arrived.
            if select.select([client], [], [], 0)[0]:
                server.sendall(client.recv(_CHUNK))
            self._pass_on(client, server)

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        """Pass everything on until somebody hangs up and the last octet has arrived."""
        under_way: deque[tuple[float, socket.socket, bytes]] = deque()
        with selectors.DefaultSelector() as selector:
            for sock, other in ((client, server), (server, client)):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                selector.register(sock, selectors.EVENT_READ, other)
            while selector.get_map() or under_way:
                left = under_way[0][0] - time.monotonic() if under_way else None
                for key, _ in selector.select(None if left is None else max(left, 0)):
                    data = key.fileobj.recv(_CHUNK)  # type: ignore[union-attr]  # a socket
                    if not data:
                        selector.unregister(key.fileobj)
                    under_way.append((time.monotonic() + self._trip / 2, key.data, data))
                while under_way and under_way[0][0] <= time.monotonic():
                    _, target, data = under_way.popleft()
                    if data:
                        target.sendall(data)
                    else:
                        target.shutdown(socket.SHUT_WR)
