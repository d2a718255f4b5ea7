"""How large what goes with a message may be."""

from collections.abc import Iterable
from typing import Final

MOST: Final = 25_000_000
"""Octets that all attachments of a message may have together, as mail carries them. Most
providers take no larger message; a server that takes less says so when it is asked."""
_LINE, _ENCODED_LINE = 57, 78
"""Octets in a line of base64, and what that makes with its line end (RFC 2045, 6.8)."""


def encoded_size(octets: int) -> int:
    """Return how many octets a file of *octets* has in a message."""
    lines, rest = divmod(octets, _LINE)
    return lines * _ENCODED_LINE + (4 * -(-rest // 3) + 2 if rest else 0)


def too_large(sizes: Iterable[int]) -> str:
    """Return what is to be said of attachments of *sizes*, in octets; "" if they are taken."""
    together = sum(map(encoded_size, sizes))
    if together <= MOST:
        return ""
    return (
        f"{together / 1e6:,.0f} MB together as mail carries them, and {MOST // 1_000_000} MB is "
        "the most: send a link instead, or a smaller file"
    )
