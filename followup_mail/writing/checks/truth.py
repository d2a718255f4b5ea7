"""Whether the message says only what is on file: topics, numbers, names, days."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from followup_mail.model import Application, Span
from followup_mail.record import Record
from followup_mail.vocabulary import Kind, Severity
from followup_mail.writing.checks import days, phrases
from followup_mail.writing.checks.check import MAILED, Fault, check
from followup_mail.writing.checks.reading import Reading, is_clause, masked
from followup_mail.writing.checks.words import words
from followup_mail.writing.kinds import interview_of

_ALIKE = 0.6
"""Share of a topic's longer words that a rephrasing keeps."""
_LONGER = 4

_NUMBER = r"\d+(?:[.,:\u00a0 ]\d+)*"
_ELIDED = 2
"""Letters before an apostrophe that a French name can follow: « d'Acme », « qu'Alex »."""
_OPENERS = ' \t\n\u00a0\u202f"“«([*•-–—'
_STOPS = frozenset(":–—…|")
"""After these a capital is no name."""
COMMON = frozenset(
    {
        *("i", "i'm", "i'd", "i've", "i'll", "a", "cv", "pdf", "hr", "rh", "ok", "ps", "re"),
        *("english", "french", "anglais", "français", "canadian", "american", "british"),
        *("mr", "ms", "mx", "dr", "dre", "prof", "madame", "monsieur", "m", "mme", "st"),
        *("linkedin", "christmas", "easter", "noël", "pâques", "internet", "web"),
    }
)  # fmt: skip
"""Words that need be on no file, however they are written."""

_MEETING = {
    "en": r"(?:interview|met|meet(?:ing)?|spoke|speaking|spoken|talk(?:ed|ing)?|conversation|chat|"
    r"discussion|your time)\b",
    "fr": r"(?:entrevue|entretien|rencontrer?|rencontrés?e?s?|conversation|échange|échangé|parlé|"
    r"discussion|votre temps|reçue?)\b",
}
_SOON = {
    "en": {"today": 0, "this morning": 0, "this afternoon": 0, "yesterday": 1},
    "fr": {"aujourd hui": 0, "ce matin": 0, "cet après midi": 0, "hier": 1},
}


@check(
    "topic",
    Severity.BLOCKED,
    rule="A thank-you names something this person spoke about.",
    source="Robert Half Canada; Grenier",
    kinds=frozenset({Kind.THANK_YOU, Kind.FORWARD}),
)
def topic(reading: Reading) -> Iterator[Fault]:
    """Yield a thank-you that could have gone to anyone."""
    person = reading.draft.choice.about or reading.to
    if person is None:
        return
    keys = (span.key for span in reading.draft.body.spans)
    if any(".talked_about." in key and f".{person.id}." in f"{key}." for key in keys):
        return
    topics = [
        topic
        for interview in reading.application.interviews
        for topic in interview.talked_about.get(person.id, ())
    ]
    if not topics:
        yield Fault(
            f"Nothing is on file that {person.name} spoke about: note it in talked_about under "
            f"{person.id}, and say it."
        )
    elif not any(_echoes(topic, reading.body) for topic in topics):
        yield Fault(f'Nothing here is what {person.name} spoke about: work in "{topics[0]}".')


def _echoes(topic: str, text: str) -> bool:
    longer = {w for w in re.findall(r"\w+", topic.casefold()) if len(w) >= _LONGER}
    if not longer:
        return topic.casefold() in text.casefold()
    said = set(re.findall(r"\w+", text.casefold()))
    return len(longer & said) >= _ALIKE * len(longer)


@check(
    "invented",
    Severity.WARNING,
    rule="Every number and name is on file.",
    source="ai-job-search; the project's judgement",
)
def invented(reading: Reading) -> Iterator[Fault]:
    """Yield numbers, names and weekdays of the template's own that no detail has."""
    own = reading.unspanned
    yield from _weekdays_from_nowhere(reading, own)
    numbers = list(re.finditer(_NUMBER, own))
    capitals = list(_capitalised(reading))
    if not numbers and not capitals:
        return
    known = _texts(reading.application)
    digits = " ".join(re.sub(r"\D", "", text) for text in known)
    dated = _numbers_of_days(reading)
    starts = {start for start, _ in reading.sentences}
    for found in numbers:
        figures = [re.sub(r"^0+(?=\d)", "", figure) for figure in re.findall(r"\d+", found[0])]
        if all(figure in dated for figure in figures) or re.sub(r"\D", "", found[0]) in digits:
            continue
        if found.start() in starts and own[found.end() : found.end() + 1] in {".", ")"}:
            continue  # the number of an item
        yield _from_nowhere(found[0], reading.at(*found.span()))
    spoken_of = set(re.findall(r"\w+", phrases.fold(" ".join(known))))
    spoken_of |= COMMON | days.names(reading.base)
    done = set()
    for at, word in capitals:
        parts = re.split("[-']", word.casefold())
        if word not in done and not ("'".join(parts) in spoken_of or spoken_of.issuperset(parts)):
            done.add(word)
            yield _from_nowhere(word, reading.at(at, at + len(word)))


def _from_nowhere(said: str, span: Span) -> Fault:
    return Fault(f'"{said}" is on file nowhere: note it there, or leave it out.', span)


def _capitalised(reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield where a word with a capital stands inside a sentence, and the word."""
    text = reading.unspanned
    begins = {_first_letter(text, *sentence) for sentence in reading.sentences}
    for found in re.finditer(r"\w[\w'’-]*", text):
        at, word = found.start(), found[0].replace("’", "'")
        elided = word.find("'")
        if 0 < elided <= _ELIDED and word[elided + 1 :][:1].isupper():
            at, word = at + elided + 1, word[elided + 1 :]
        led = text[max(0, at - 8) : at].rstrip(_OPENERS)
        if word[0].isupper() and at not in begins and led[-1:] not in _STOPS:
            yield at, re.sub(r"'s?$", "", word)


def _first_letter(text: str, start: int, end: int) -> int:
    return next((at for at in range(start, end) if text[at].isalpha()), start)


def _weekdays_from_nowhere(reading: Reading, own: str) -> Iterator[Fault]:
    known = {day.weekday() for day in days.on_file(reading.application, reading.draft)}
    for found in days.named(own, reading.base):
        if found.day is None and found.weekday is not None and found.weekday not in known:
            name = days.weekday_name(found.weekday, reading.base)
            yield Fault(
                f"No day on file is a {name}: correct the day, or note it.",
                reading.at(found.start, found.end),
            )


def _texts(application: Application) -> tuple[str, ...]:
    return tuple(_walk(application))


def _walk(value: object) -> Iterator[str]:
    """Yield every text in *value*, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Record):
        for name in value._fields:
            yield from _walk(getattr(value, name))
    elif isinstance(value, Path):
        yield value.stem
    elif isinstance(value, Mapping):
        yield from _walk(tuple(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _walk(item)


def _numbers_of_days(reading: Reading) -> frozenset[str]:
    """Return the numbers that dates and hours on file are written with."""
    found: set[int] = set()
    for day in days.on_file(reading.application, reading.draft):
        found |= {day.day, day.month, day.year}
    for interview in reading.application.interviews:
        for at in (interview.at, interview.end or interview.at):
            for told in (at, days.local(at, reading.application)):
                found |= {told.hour, told.hour % 12 or 12, told.minute}
        found.add(len(interview.talked_about))
    return frozenset(map(str, found))


@check(
    "unrecorded-date",
    Severity.BLOCKED,
    rule="No date, promise or meeting is recalled that is not on file.",
    source="Ask a Manager",
)
def unrecorded_date(reading: Reading) -> Iterator[Fault]:
    """Yield claims about what the reader said, and about meetings that were not."""
    lists = words(reading.base)
    yield from _claimed_dates(reading, lists.CLAIMS)
    if not reading.application.promised and not days.answers(reading.application):
        for hit in reading.hits(lists.AGREED, subject=False):
            remedy = "note it under [[promised]]"
            yield Fault(f"{hit.said} recalls a promise, but none is on file: {remedy}.", hit.span)
    held = len(reading.application.interviews)
    for number, wanted in ((2, lists.SECOND), (3, lists.THIRD)):
        for hit in reading.hits(wanted, own=True, subject=False) if held < number else ():
            yield Fault(f"{hit.said} is not on file: add it under [[interviews]].", hit.span)


def _claimed_dates(reading: Reading, wanted: tuple[str, ...]) -> Iterator[Fault]:
    """Yield sentences that have the reader name a date which is not on file."""
    claims = sorted(phrases.find(reading.folded, wanted), reverse=True)
    if not claims:
        return
    answer = reading.application.answer
    quoted = phrases.fold(answer.said) if answer and answer.said else phrases.MASK
    # What was talked about, and when, is no date that they named for an answer.
    dated = masked(reading.draft.body, lambda key: is_clause(key) or key.startswith("interviews."))
    for start, end in reading.sentences:
        claim = None
        while claims and claims[-1][0] < end:
            claim = claim or claims[-1]
            claims.pop()
        if claim is None or quoted in phrases.fold(reading.body[start:end]):
            continue
        named = _named_for_an_answer(reading, dated[start:end])
        if named and not days.answers(reading.application):
            message = f'"{reading.body[slice(*claim)]}" recalls a date, but none is on file'
            remedy = "note what they said under [answer], or leave it out"
            yield Fault(f"{message}: {remedy}.", reading.at(*claim))
        elif named and named[1]:
            message = f'"{named[0]}" is not the date on file for an answer'
            yield Fault(f"{message}: correct it, or answer.by.", reading.at(start, end))


def _named_for_an_answer(reading: Reading, text: str) -> tuple[str, bool] | None:
    """Return the day by which *text* has them answer, and whether the file has another.

    None where no such day is named; the interview's own day is none.
    """
    answers = days.answers(reading.application)
    known = days.on_file(reading.application, reading.draft)
    weekdays = {day.weekday() for day in known - answers}
    vague = None
    for found in days.named(text, reading.base):
        said = text[found.start : found.end]
        day = days.resolve(found, known, reading.draft.on)
        deadline = days.is_deadline(text, found, reading.base)
        if day is None and (deadline or found.weekday not in weekdays):
            vague = vague or said
        elif day is not None and (deadline or day in answers or day not in known):
            return said, day not in answers
    if vague is None:
        ahead = phrases.find(phrases.fold(text), days.ahead(reading.base))
        vague = next((text[start:end] for start, end in ahead), None)
    return (vague, False) if vague else None


@check(
    "weekday",
    Severity.BLOCKED,
    rule="Weekday and date agree; today and yesterday are right on the day of sending.",
    source="the project's judgement",
)
def weekday(reading: Reading) -> Iterator[Fault]:
    """Yield dates that do not exist, and interviews that were not on that day."""
    known = days.on_file(reading.application, reading.draft)
    for found in days.named(reading.body, reading.base):
        if found.day is None:
            continue
        said = reading.body[found.start : found.end]
        span = reading.at(found.start, found.end)
        day = days.resolve(found, known, reading.draft.on)
        if day is None:
            yield Fault(f'There is no "{said}": correct the date.', span)
        elif found.weekday not in {None, day.weekday()}:
            name = days.weekday_name(day.weekday(), reading.base)
            yield Fault(f'"{said}" is a {name} in {day.year}: correct one of the two.', span)
    if reading.kind in MAILED:
        yield from _misplaced_interview(reading)


def _misplaced_interview(reading: Reading) -> Iterator[Fault]:
    """Yield an interview "yesterday" that was another day."""
    interview = interview_of(reading.application, reading.draft.choice.round)
    if interview is None:
        return
    held = days.interview_day(interview, reading.application)
    ago = (reading.draft.on - held).days
    meeting = _MEETING[reading.base]
    for word, distance in _SOON[reading.base].items():
        if distance == ago:
            continue
        for start, end in phrases.find(reading.own, (word,)):
            before = re.search(
                rf"{meeting}[^.!?]{{0,24}}$", reading.own[max(0, start - 60) : start]
            )
            after = re.match(rf"\W?s?\W*{meeting}", reading.own[end : end + 24])
            if (before or after) and not _asks(reading, start):
                yield Fault(
                    f'"{reading.body[start:end]}" does not fit: the interview was on {held}, and '
                    f"the message is for {reading.draft.on}.",
                    reading.at(start, end),
                )


def _asks(reading: Reading, at: int) -> bool:
    """Return whether the sentence around *at* is a question."""
    return any(s <= at < e and reading.body[s:e].endswith("?") for s, e in reading.sentences)


CHECKS = (topic, invented, unrecorded_date, weekday)
