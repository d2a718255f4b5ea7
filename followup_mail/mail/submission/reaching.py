"""From a host's name to a connected socket, whichever of its addresses answers."""

import errno
import os
import selectors
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread

from followup_mail.errors import TryLaterError
from followup_mail.visible import visible

Address = tuple[socket.AddressFamily, tuple[str, int] | tuple[str, int, int, int]]
"""Where a socket connects to."""
Resolve = Callable[[str, int], Sequence[Address]]

_HEAD_START = 0.25
"""Seconds that one address has before the next is tried as well (RFC 8305, 5)."""


def system_resolver(host: str, port: int) -> Sequence[Address]:
    """Return the addresses of *host*, as the operating system orders them.

    Raises:
        OSError: There are none, or nobody can be asked.
        UnicodeError: *host* can't be the name of one.

    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(family, where) for family, _, _, _, where in found if len(where) in {2, 4}]  # type: ignore[misc] # the stub's third form, of Pythons without IPv6, is left out


def reach(
    host: str, port: int, *, seconds: float, clock: Callable[[], float], resolve: Resolve
) -> socket.socket:
    """Return a socket that is connected to *port* of *host*.

    Args:
        host: A name or an address.
        port: Of TCP.
        seconds: For finding the addresses, and again for reaching one.
        clock: Monotonic, in seconds.
        resolve: Turns a name into addresses; may hang.

    Raises:
        TryLaterError: It has no address, or none of them answers.

    """
    addresses = _find(host, port, seconds, resolve)
    race = _Race(clock)
    try:
        return race.run(addresses, clock() + seconds)
    except _NoneAnswersError:
        raise TryLaterError(
            f"{visible(host)}:{port} can't be reached: {race.reasons()}. See whether this "
            "machine is online and whether host and port are right, then try again."
        ) from None
    finally:
        race.close()


def _find(host: str, port: int, seconds: float, resolve: Resolve) -> Sequence[Address]:
    """Ask *resolve* in a thread of its own: the system's has no deadline."""
    answers = SimpleQueue[Sequence[Address] | OSError | UnicodeError]()

    def ask() -> None:
        try:
            answers.put(resolve(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    Thread(target=ask, daemon=True, name="resolver").start()
    try:
        found = answers.get(timeout=seconds)
    except Empty:
        raise TryLaterError(
            f"The address of {visible(host)} was not found within {seconds:g} seconds: the name "
            "server does not answer. See whether this machine is online, then try again."
        ) from None
    if isinstance(found, socket.gaierror) and found.errno == socket.EAI_AGAIN:
        raise TryLaterError(
            f"The address of {visible(host)} can't be looked up now: no name server answers. "
            "See whether this machine is online, then try again."
        )
    if isinstance(found, Exception) or not found:
        raise TryLaterError(
            f"The host {visible(host)} was not found: check the spelling of `host` in "
            "config.toml, and whether this machine is online."
        )
    return found


class _NoneAnswersError(Exception):
    """No address answers."""


class _Race:
    """Attempts to connect, each begun a moment after the one before."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._selector = selectors.DefaultSelector()
        self._faults: dict[int, str] = {}

    def run(self, addresses: Sequence[Address], until: float) -> socket.socket:
        waiting = list(addresses)
        next_at = self._clock()
        while waiting or self._selector.get_map():
            now = self._clock()
            if now >= until:
                self._faults.setdefault(errno.ETIMEDOUT, "it does not answer")
                break
            if waiting and now >= next_at:
                if connected := self._begin(*waiting.pop(0)):
                    return connected
                next_at = now + _HEAD_START if self._selector.get_map() else now
                continue
            ends = min(until, next_at) if waiting else until
            if connected := self._first_of(self._selector.select(ends - now)):
                return connected
            if not self._selector.get_map():
                next_at = now
        raise _NoneAnswersError

    def reasons(self) -> str:
        """Return why no attempt came through."""
        return "; ".join(self._faults.values())

    def close(self) -> None:
        """Give up what is still being attempted."""
        for key in list(self._selector.get_map().values()):
            if isinstance(key.fileobj, socket.socket):
                self._selector.unregister(key.fileobj)
                key.fileobj.close()
        self._selector.close()

    def _begin(
        self, family: socket.AddressFamily, where: tuple[str, int] | tuple[str, int, int, int]
    ) -> socket.socket | None:
        try:
            sock = socket.socket(family, socket.SOCK_STREAM)
        except OSError as error:
            self._note(error.errno)
            return None
        sock.settimeout(0)
        try:
            sock.connect(where)
        except BlockingIOError:
            self._selector.register(sock, selectors.EVENT_WRITE)
            return None
        except OSError as error:
            self._note(error.errno)
            sock.close()
            return None
        except BaseException:
            sock.close()
            raise
        return sock

    def _first_of(self, ready: Sequence[tuple[selectors.SelectorKey, int]]) -> socket.socket | None:
        for key, _ in ready:
            sock = key.fileobj
            if not isinstance(sock, socket.socket):
                continue
            self._selector.unregister(sock)
            fault = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if not fault:
                return sock
            self._note(fault)
            with suppress(OSError):
                sock.close()
        return None

    def _note(self, fault: int | None) -> None:
        number = fault or errno.EIO
        self._faults.setdefault(number, os.strerror(number).lower())
