"""Whether what is attached or linked to is there."""

import re
from collections.abc import Iterator

from followup_mail.vocabulary import Kind, Severity
from followup_mail.writing.checks import phrases
from followup_mail.writing.checks.check import MAILED, Fault, check
from followup_mail.writing.checks.reading import Reading
from followup_mail.writing.checks.words import words
from followup_mail.writing.facts import carries_files

_RESUME = frozenset(
    {"cv", "resume", "résumé", "resumé", "curriculum", "lebenslauf", "vitae", "currículum"}
)


@check(
    "attachment",
    Severity.BLOCKED,
    rule="What the message says is attached is attached, and the reverse.",
    source="the project's judgement",
    kinds=MAILED,
)
def attachment(reading: Reading) -> Iterator[Fault]:
    """Yield a promise of files without files, files without a word, and files that are absent."""
    said = list(reading.hits(words(reading.base).ATTACHED, own=True, subject=False))
    draft, application = reading.draft, reading.application
    files = draft.attachments
    absent = carries_files(draft.kind, application, draft.choice.to) and application.absent
    if said and not files and not absent:
        yield Fault(
            f"{said[0].said} promises an attachment, but there is none: attach it, or leave the "
            "words out.",
            said[0].span,
        )
    elif absent:
        yield Fault(
            f"{', '.join(absent)} should go with it, but an import brings no files: add the "
            "application's own file again (followup-mail add FILE), or take it out of there."
        )
    elif files and not said and not any(path.name in reading.body for path in files):
        names = ", ".join(path.name for path in files)
        yield Fault(f"The text does not mention {names}: say what is attached, or leave it out.")


@check(
    "resume-attached",
    Severity.WARNING,
    rule="A résumé is attached only where they asked for it.",
    source="careerrush.com",
    kinds=frozenset({Kind.THANK_YOU, Kind.FORWARD, Kind.CHECK_IN}),
)
def resume_attached(reading: Reading) -> Iterator[Fault]:
    """Yield a résumé that nobody was promised."""
    if any(_is_resume(promise.what) for promise in reading.application.promised):
        return
    for path in reading.draft.attachments:
        if _is_resume(path.stem):
            yield Fault(
                f"{path.name} looks like a résumé, which makes a follow-up read like a new "
                "application: leave it out unless they asked for it."
            )


def _is_resume(text: str) -> bool:
    return any(word in _RESUME for word in re.findall(r"[^\W\d_]+", phrases.fold(text)))


@check(
    "link",
    Severity.BLOCKED,
    rule="A link looks as if it led somewhere.",
    source="the project's judgement",
    kinds=MAILED,
)
def link(reading: Reading) -> Iterator[Fault]:
    """Yield links without a host, to this machine, or cut short."""
    if "http" not in reading.body and "www." not in reading.body:
        return
    for found in re.finditer(r"https?:\S*|\bwww\.\S*", reading.body):
        address = found[0].rstrip(".,;!?)>»”\"'")
        host = re.sub(r"^https?:/*", "", address).partition("/")[0].partition(":")[0]
        host = host.removeprefix("www.")
        cut_short = "…" in found[0] or "..." in found[0]
        if cut_short or not re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}", host):
            span = reading.at(found.start(), found.start() + len(address))
            key = f" (from {span.key})" if span.key else ""
            yield Fault(f'"{address}"{key} leads nowhere: paste the whole link.', span)


CHECKS = (attachment, resume_attached, link)
