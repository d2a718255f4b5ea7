"""Pure: a server's bytes as replies (RFC 5321, 4.2), within limits."""

import re

from followup_mail.posting import Reply
from followup_mail.visible import visible

LONGEST_LINE = 8 * 1024
MOST_LINES = 128
LONGEST_REPLY = 64 * 1024
"""Octets. RFC 5321, 4.5.3.1.5, has 512 a line; some servers say more."""

NO_REPLY = 0
"""The code of what can't be read as a reply."""

_LINE = re.compile(rb"([2-5][0-9]{2})(?:([ -])(.*))?", re.DOTALL)
_SHOWN = 300
"""Characters of a reply that go into a sentence."""


class FloodError(Exception):
    """A reply is longer than any honest one."""


class ReplyBuffer:
    """What has come from the server and is not yet taken."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> None:
        """Add *data*."""
        self._held += data

    def clear(self) -> None:
        """Forget everything that was not taken."""
        self._held.clear()

    def take(self) -> Reply | None:
        r"""Return the next reply, None if its end has not come yet.

        A line may end in LF alone. What is not a reply, or has lines that
        disagree, comes back with the code :data:`NO_REPLY`.

        Raises:
            FloodError: It has too many lines or octets.

        """
        begin, code, texts = 0, NO_REPLY, list[str]()
        while (end := self._held.find(b"\n", begin)) >= 0:
            line = bytes(self._held[begin:end]).removesuffix(b"\r")
            begin = end + 1
            matched = _LINE.fullmatch(line)
            if len(line) > LONGEST_LINE or begin > LONGEST_REPLY or len(texts) == MOST_LINES:
                raise FloodError
            if not matched or (texts and int(matched[1]) != code):
                del self._held[:begin]
                return Reply(NO_REPLY, "\n".join([*texts, _readable(line)]))
            code = int(matched[1])
            texts.append(_readable(matched[3] or b""))
            if matched[2] != b"-":
                del self._held[:begin]
                return Reply(code, "\n".join(texts))
        if len(self._held) - begin > LONGEST_LINE or len(self._held) > LONGEST_REPLY:
            raise FloodError
        return None


def capabilities(reply: Reply) -> dict[str, str]:
    """Return what the answer *reply* to EHLO offers: keywords in upper case, parameters."""
    offered: dict[str, str] = {}
    for line in reply.text.split("\n")[1:]:
        keyword, _, parameters = line.strip().partition(" ")
        if not keyword:
            continue
        keyword = keyword.upper()
        if keyword.startswith("AUTH="):  # how it was written before RFC 2554
            keyword, parameters = "AUTH", f"{keyword[5:]} {parameters}"
        known = offered.get(keyword, "")
        offered[keyword] = f"{known} {parameters.strip()}".strip()
    return offered


def quoted(reply: Reply) -> str:
    """Return *reply* for a sentence: its code and the beginning of its text, on one line."""
    text = " ".join(reply.text.split())
    told = f"{reply.code} {text}".strip() if reply.code else text or "an empty line"
    return f"“{told if len(told) <= _SHOWN else told[: _SHOWN - 1] + '…'}”"


def _readable(text: bytes) -> str:
    return visible(text.decode(errors="backslashreplace"))
