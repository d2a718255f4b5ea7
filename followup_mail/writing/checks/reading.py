"""A draft laid out for the checks: its frame, its paragraphs, whose words are whose."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from followup_mail.model import Person, Span, Text
from followup_mail.record import Record
from followup_mail.writing import kinds, measure
from followup_mail.writing.checks import phrases
from followup_mail.writing.checks.case import Case

Stretch = tuple[int, int]
"""Start and end in the body, end exclusive."""

_CLAUSES = {"why", "i", "what", "relationship", "said", "note"}
_SALUTATIONS = {
    "en": ("hi", "hello", "hey", "dear", "good morning", "good afternoon", "to whom"),
    "fr": ("bonjour", "bonsoir", "salut", "cher", "chère", "chers", "chères", "madame", "monsieur",
           "mesdames", "messieurs", "mademoiselle", "à qui", "à l", "allô"),
}  # fmt: skip
_GREETING_WORDS = 8
_ENDING_WORDS = 14
_CLOSING_WORDS = 5


class Hit(Record):
    """Words of the draft that a check sought."""

    words: str
    span: Span | None
    """Where they stand in the body; None for the subject."""

    @property
    def said(self) -> str:
        """The words in quotes, with the detail or field they stand in."""
        if self.span is None:
            return f'"{self.words}" in the subject'
        return f'"{self.words}" (from {self.span.key})' if self.span.key else f'"{self.words}"'


class Letter(Record):
    """The outer form of a letter."""

    greeting: Stretch | None
    paragraphs: tuple[Stretch, ...]
    """Without greeting, closing and signature."""
    ending: Stretch | None
    """Closing and signature, where they were found."""


def is_clause(key: str) -> bool:
    """Return whether *key* is a detail in the user's own words, not a name, date or number."""
    return key.rpartition(".")[2] in _CLAUSES or ".talked_about." in key


class Reading:
    """One draft while it is being checked; what checks share is worked out once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.draft = case.draft
        self.application = case.application
        self.kind = case.draft.kind
        self.base = case.draft.language.base
        self.body = case.draft.body.text
        self.subject = case.draft.subject.text
        self.to = case.draft.choice.to

    @cached_property
    def plain(self) -> str:
        """The body with names, dates and the like masked, which nobody chose as words."""
        return masked(self.draft.body, lambda key: not is_clause(key))

    @cached_property
    def folded(self) -> str:
        """The same for seeking phrases."""
        return phrases.fold(self.plain)

    @cached_property
    def plain_subject(self) -> str:
        """The subject with the same masked."""
        return masked(self.draft.subject, lambda key: not is_clause(key))

    @cached_property
    def folded_subject(self) -> str:
        """The same for seeking phrases."""
        return phrases.fold(self.plain_subject)

    @cached_property
    def unspanned(self) -> str:
        """The body with everything masked that came from the application file."""
        return masked(self.draft.body, lambda _: True)

    @cached_property
    def own(self) -> str:
        """The same for seeking phrases."""
        return phrases.fold(self.unspanned)

    def at(self, start: int, end: int) -> Span:
        """Return the stretch as a span that names the detail it lies in, if any."""
        found = (s.key for s in self.draft.body.spans if s.start < end and start < s.end)
        return Span(start, end, next(found, ""))

    def hits(
        self, wanted: Iterable[str], *, own: bool = False, subject: bool = True
    ) -> Iterator[Hit]:
        """Yield the places where one of the phrases *wanted* stands, none overlapping.

        Args:
            wanted: Phrases as :mod:`followup_mail.writing.checks.phrases` reads them.
            own: Leave out the user's clauses and topics.
            subject: Look into the subject too.

        """
        wanted = tuple(wanted)
        done = 0
        places = phrases.find(self.own if own else self.folded, wanted)
        for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
            if start >= done:
                yield Hit(_line(self.body[start:end]), self.at(start, end))
                done = end
        if subject and self.subject:
            for start, end in phrases.find(self.folded_subject, wanted):
                yield Hit(_line(self.subject[start:end]), None)
                return

    def has(self, wanted: Iterable[str], *, own: bool = False) -> bool:
        """Return whether one of the phrases *wanted* stands in the body."""
        return any(True for _ in phrases.find(self.own if own else self.folded, wanted))

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        """The sentences of the body."""
        return measure.sentences(self.body)

    @cached_property
    def note(self) -> Letter | None:
        """The letter in the letter of a ``forward``."""
        part = next((p for p in self.draft.body.parts if p.name == "note"), None)
        return None if part is None else self._guess(part.start, part.end)

    @cached_property
    def letter(self) -> Letter:
        """The letter itself, without the note that is to be passed on."""
        parts = self.draft.body.parts
        frame = [p for p in parts if p.name in kinds.FRAME]
        if not frame:
            return self._guess(0, len(self.body))
        note = next((p for p in parts if p.name == "note"), None)
        end = len(self.body)
        paragraphs: list[Stretch] = []
        at = 0
        for part in sorted((*frame, *([note] if note else ())), key=lambda p: p.start):
            paragraphs += _paragraphs(self.body, at, part.start)
            at = max(at, part.end)
        paragraphs += _paragraphs(self.body, at, end)
        greeting = next(((p.start, p.end) for p in frame if p.name == "greeting"), None)
        closing = [p for p in frame if p.name != "greeting"]
        if not closing:
            return Letter(greeting, tuple(paragraphs), None)
        start, stop = min(p.start for p in closing), max(p.end for p in closing)
        if note and start < note.start < stop:  # the note stands below the signature
            stop = note.start
        return Letter(greeting, tuple(paragraphs), (start, stop))

    def _guess(self, start: int, end: int) -> Letter:
        """Tell frame from letter by its looks, where no block of the template tells."""
        left = [
            s for s in _paragraphs(self.body, start, end) if measure.words(self.body[s[0] : s[1]])
        ]
        greeting = ending = None
        if left and self._greets(self.body[left[0][0] : left[0][1]]):
            greeting = left.pop(0)
        if left and self._signs(self.body[left[-1][0] : left[-1][1]]):
            ending = left.pop()
            before = self.body[left[-1][0] : left[-1][1]] if left else ""
            if before.endswith(",") and measure.words(before) <= _CLOSING_WORDS:
                ending = (left.pop()[0], ending[1])
        return Letter(greeting, tuple(left), ending)

    def _greets(self, paragraph: str) -> bool:
        if "\n" in paragraph or measure.words(paragraph) > _GREETING_WORDS:
            return False
        return paragraph.endswith((",", ":")) or phrases.fold(paragraph).startswith(
            _SALUTATIONS[self.base]
        )

    def _signs(self, paragraph: str) -> bool:
        return self.draft.sender.name in paragraph and measure.words(paragraph) <= _ENDING_WORDS

    @cached_property
    def counted(self) -> tuple[Stretch, ...]:
        """The paragraphs that are the letter's, and those of the note in it."""
        return self.letter.paragraphs + (self.note.paragraphs if self.note else ())

    @cached_property
    def greetings(self) -> tuple[tuple[Stretch, Person], ...]:
        """Each line of address with the person it should name."""
        found = []
        about = self.draft.choice.about
        if self.letter.greeting and self.to:
            found.append((self.letter.greeting, self.to))
        if self.note and self.note.greeting and about:
            found.append((self.note.greeting, about))
        return tuple(found)

    @property
    def ending(self) -> str:
        """Closing and signature of the letter."""
        return self.body[slice(*self.letter.ending)] if self.letter.ending else ""


def masked(text: Text, hides: Callable[[str], bool]) -> str:
    """Return *text* with every stretch masked whose key *hides* is true of."""
    out = []
    at = 0
    for span in text.spans:
        if hides(span.key):
            out += [text.text[at : span.start], phrases.MASK * (span.end - span.start)]
            at = span.end
    return "".join([*out, text.text[at:]])


def _paragraphs(text: str, start: int, end: int) -> list[Stretch]:
    """Return the paragraphs between *start* and *end*, without the space around them."""
    found = []
    at = start
    while at < end:
        stop = text.find("\n\n", at, end)
        stop = end if stop < 0 else stop
        piece = text[at:stop]
        if piece.strip():
            left = at + len(piece) - len(piece.lstrip())
            found.append((left, at + len(piece.rstrip())))
        at = stop + 2
    return found


def _line(words: str) -> str:
    return words.replace("\n", " ")
