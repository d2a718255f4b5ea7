"""What is shown of a draft, before it is known where: terminal, page or JSON.

Everything here is plain data; making text from outside visible is left to those
who put it on a screen, stretch by stretch, because the visible form of a
character can be longer than the character and would move every later position.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from followup_mail.model import Draft, Finding, Interview, Span, Text
from followup_mail.showing.script import script
from followup_mail.vocabulary import Severity
from followup_mail.writing import kinds, measure


class Sheet(NamedTuple):
    """One draft with all that is shown beside it."""

    draft: Draft
    findings: tuple[Finding, ...] = ()
    interview: Interview | None = None
    """The round the draft is about; it decides the budget of words."""
    sizes: tuple[int, ...] = ()
    """Bytes of each attachment, in the order of ``draft.attachments``."""
    next_command: str = ""
    """The command that comes next, as it would be typed."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The details the body was written from, in the order of first use."""
        return tuple(dict.fromkeys(span.key for span in self.draft.body.spans))

    @property
    def words(self) -> int:
        """Words of the body without greeting, closing and signature."""
        return measure.words(without_frame(self.draft.body))

    @property
    def seconds(self) -> int:
        """Seconds it takes to read; of a script, at most to say."""
        if self.draft.kind.spoken:
            return script(self.draft, measure.pace(self.draft.language)).most
        return round(measure.reading_seconds(self.draft.body.text))

    @property
    def budget(self) -> tuple[int, int] | None:
        """The least and the most words it should have; None where nothing is said."""
        low, high = kinds.budget(self.draft.kind, self.draft.language, self.interview)
        return (low, high) if low else None

    @property
    def attached(self) -> tuple[tuple[str, int | None], ...]:
        """Name and bytes of each attachment; None where the size is not known."""
        sizes = self.sizes + (None,) * len(self.draft.attachments)
        return tuple((p.name, n) for p, n in zip(self.draft.attachments, sizes, strict=False))

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings that weigh *severity*."""
        return tuple(f for f in self.findings if f.severity is severity)


class Piece(NamedTuple):
    """A stretch of text that one detail wrote, or none, and that one check faults, or none."""

    start: int
    text: str
    key: str | None
    fault: Finding | None


def pieces(text: Text, faults: Iterable[Finding] = (), also: Iterable[int] = ()) -> Iterator[Piece]:
    """Yield *text* cut wherever a detail or a fault begins or ends, and at each of *also*."""
    marked = [(f.span, f) for f in faults if f.span is not None]
    cuts = {0, len(text.text), *also}
    for span in (*text.spans, *(span for span, _ in marked)):
        cuts |= {span.start, span.end}
    edges = sorted(cut for cut in cuts if 0 <= cut <= len(text.text))
    starts = [span.start for span in text.spans]  # in order, and none within another
    for start, end in pairwise(edges):
        at = bisect_right(starts, start) - 1
        key = text.spans[at].key if at >= 0 and _covers(text.spans[at], start) else None
        fault = next((f for s, f in marked if _covers(s, start)), None)
        yield Piece(start, text.text[start:end], key, fault)


def _covers(span: Span, at: int) -> bool:
    return span.start <= at < span.end


def without_frame(text: Text) -> str:
    """Return *text* without the parts that are not counted as the body's words."""
    out: list[str] = []
    at = 0
    for part in text.parts:
        if part.name in kinds.FRAME and part.end > at:
            out.append(text.text[at : max(at, part.start)])
            at = part.end
    out.append(text.text[at:])
    return "\n\n".join(piece.strip() for piece in out if piece.strip())
