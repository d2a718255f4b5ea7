"""Pure: paragraphs as text/plain; format=flowed (RFC 3676), and back.

A paragraph leaves in short lines that a mail program joins again, so it reads
well both where ``format=flowed`` is known and where it isn't.
"""

import re

_WIDTH = 72  # RFC 3676, 4.2: 66 to 72 is usual, 78 the most
_WORDS = re.compile(" *[^ ]+ *")  # only U+0020: a no-break space never breaks
_TO_BE_STUFFED = (" ", ">", "From ")


def flow(text: str) -> str:
    """Return *text* in flowed lines; blanks at the end of its lines are dropped."""
    return "\n".join(_stuffed(part) for line in _trimmed(text) for part in _parts(line))


def unflow(flowed: str) -> str:
    """Return the text of which *flowed* is the flowed form."""
    lines, open_line = [], ""
    for raw in flowed.split("\n"):
        line = raw.removeprefix(" ")
        open_line += line
        if line.endswith(" ") and line != "-- ":
            continue
        lines.append(open_line)
        open_line = ""
    return "\n".join([*lines, open_line] if open_line else lines)


def trim(text: str) -> str:
    """Return *text* without the blanks at the ends of its lines."""
    return "\n".join(_trimmed(text))


def _trimmed(text: str) -> list[str]:
    return [line.rstrip(" ") for line in text.split("\n")]


def _parts(line: str) -> list[str]:
    """Return *line* cut after spaces; all parts but the last end with one."""
    parts, part = [], ""
    for word in _WORDS.findall(line):
        # A part "-- " would be taken for the line above a signature.
        if part not in {"", "-- "} and len(part) + len(word.rstrip(" ")) > _WIDTH:
            parts.append(part)
            part = ""
        part += word
    return [*parts, part]


def _stuffed(line: str) -> str:
    return f" {line}" if line.startswith(_TO_BE_STUFFED) else line
