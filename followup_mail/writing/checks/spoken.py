"""What is heard: the seconds of a script, the number said twice, words hard to say."""

import re
from collections.abc import Iterator

from followup_mail.vocabulary import Kind, Severity
from followup_mail.writing import measure
from followup_mail.writing.checks.check import Fault, check
from followup_mail.writing.checks.reading import Reading

_CALL = frozenset({Kind.CALL})
_VOICEMAIL = frozenset({Kind.VOICEMAIL})
_LONG = 30
_CUT_OFF = 40
_OPENING = 20
_PHONE_DIGITS = 7
_EMAIL = 20
"""Characters beyond which nobody writes an address down at first hearing."""


@check(
    "voicemail-length",
    Severity.BLOCKED,
    rule="A voicemail lasts at most 30 seconds; beyond 40 it is cut off.",
    source="IndustryWeek; Marc Cenedella",
    kinds=_VOICEMAIL,
)
def voicemail_length(reading: Reading) -> Iterator[Fault]:
    """Yield a message that is too long to be heard out."""
    wpm = reading.case.pace or measure.pace(reading.draft.language)
    seconds = measure.spoken_seconds(reading.body, wpm)
    if seconds > _LONG:
        severity = None if seconds > _CUT_OFF else Severity.WARNING
        yield Fault(
            f"The message takes {seconds:.0f} seconds at {wpm} words a minute: cut it to {_LONG}.",
            severity=severity,
        )


@check(
    "opening-length",
    Severity.WARNING,
    rule="The opening of a call lasts at most 20 seconds.",
    source="Do2Learn; Climb the Ladder",
    kinds=_CALL,
)
def opening_length(reading: Reading) -> Iterator[Fault]:
    """Yield an opening during which the other cannot get a word in."""
    wpm = reading.case.pace or measure.pace(reading.draft.language)
    seconds = measure.spoken_seconds(reading.draft.body.part("opening"), wpm)
    if seconds > _OPENING:
        took = f"{seconds:.0f} seconds at {wpm} words a minute"
        yield Fault(f"The opening takes {took}: cut it to {_OPENING}.")


@check(
    "number-twice",
    Severity.WARNING,
    rule="A voicemail says the number to call twice.",
    source="Marc Cenedella; Pro Recruiters",
    kinds=_VOICEMAIL,
)
def number_twice(reading: Reading) -> Iterator[Fault]:
    """Yield a number that is said once or never."""
    phone = reading.draft.sender.phone
    digits = re.sub(r"\D", "", phone or "")[-_PHONE_DIGITS:]
    if not digits:
        yield Fault("There is no number to call back: note yours under me.phone.")
        return
    times = re.sub(r"\D", "", reading.body).count(digits)
    if times < 2:  # noqa: PLR2004 - the rule itself
        said = "only once" if times else "nowhere"
        yield Fault(f"Your number is said {said}: say {phone} at the beginning and at the end.")


@check(
    "whole-name",
    Severity.WARNING,
    rule="A voicemail says the caller's whole name.",
    source="Marc Cenedella",
    kinds=_VOICEMAIL,
)
def whole_name(reading: Reading) -> Iterator[Fault]:
    """Yield a message from somebody without a family name."""
    name = reading.draft.sender.name
    if name not in reading.body:
        yield Fault(f'Your whole name is not said: say "{name}".')


@check(
    "hard-to-say",
    Severity.WARNING,
    rule="A script has nothing that cannot be read aloud at first sight.",
    source="Job Lounge; the project's judgement",
    kinds=_CALL | _VOICEMAIL,
)
def hard_to_say(reading: Reading) -> Iterator[Fault]:
    """Yield addresses, brackets, slashes and digits in a heap."""
    left = reading.body
    for pattern, remedy in (
        (r"https?://\S+|\bwww\.\S+", "cannot be heard: offer to send it by e-mail"),
        (
            rf"(?<![\w.+-])[\w.+-]{{2,}}@[\w.-]{{2,}}\w(?<=\S{{{_EMAIL}}})",
            "is too long to say: leave it out",
        ),
        (r"\b[^\W\d]+/[^\W\d]+\b", "has a slash: say one of the two, or both with a word between"),
        (r"\d{5,}", "is a heap of digits: write it in groups"),
    ):
        for found in re.finditer(pattern, left):
            yield _hard(reading, found.span(), remedy)
        left = re.sub(pattern, lambda found: " " * len(found[0]), left)
    for found in re.finditer(r"\([^()\n]*\)|\[[^\[\]\n]*\]|\{[^{}\n]*\}", reading.body):
        direction = found[0].startswith("[") and reading.unspanned[found.start()] == "["
        if not direction:
            yield _hard(reading, found.span(), "stands in brackets: say it without")


def _hard(reading: Reading, stretch: tuple[int, int], remedy: str) -> Fault:
    span = reading.at(*stretch)
    key = f" (from {span.key})" if span.key else ""
    return Fault(f'"{reading.body[slice(*stretch)]}"{key} {remedy}.', span)


CHECKS = (voicemail_length, opening_length, number_twice, whole_name, hard_to_say)
