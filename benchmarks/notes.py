"""Drafts many notes in one process; prints what each cost and how much memory was held.

Run as a program, so that its memory is its own: ``notes.py COUNT APPLICATION``.
"""

import io
import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

_LOOK_AT = (1_000, 5_000, 10_000)
"""Numbers of notes after which memory is read."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run found."""

    seconds: float
    """CPU time of one note."""
    memory: tuple[tuple[int, float], ...]
    """After how many notes the process held how many MiB."""

    def __str__(self) -> str:
        """Return the lines that :meth:`read` takes."""
        held = "".join(f"\n{count} {size}" for count, size in self.memory)
        return f"{self.seconds}{held}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the run that printed *text*."""
        seconds, *held = text.split("\n")
        pairs = (line.split() for line in held if line)
        return cls(float(seconds), tuple((int(count), float(size)) for count, size in pairs))


def draft_many(count: int, application: str) -> Run:
    """Draft the same thank-you note *count* times, each from the file *application*."""
    from followup_mail.app import App  # noqa: PLC0415 - only the child drafts
    from followup_mail.drafting import Request  # noqa: PLC0415 - the same
    from followup_mail.vocabulary import Kind  # noqa: PLC0415 - the same

    app = App(
        environ=os.environ,
        stdin=io.BytesIO(),
        now=lambda: datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        new_token=lambda: "benchmark",
        local_timezone=lambda: "America/Toronto",
    )
    request = Request(Kind.THANK_YOU, application, to=("david",), on=date(2026, 11, 20))
    app.write(request)  # the first one imports
    memory = []
    begun = time.process_time()
    for number in range(1, count + 1):
        app.write(request)
        if number in _LOOK_AT:
            memory.append((number, resident_mebibytes()))
    return Run((time.process_time() - begun) / count, tuple(memory))


def resident_mebibytes() -> float:
    """Return the memory that this process holds now (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    print(draft_many(int(sys.argv[1]), sys.argv[2]))
