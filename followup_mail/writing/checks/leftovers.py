"""What a template or a keyboard left behind: slots, odd characters, doubled words."""

import re
import unicodedata
from collections.abc import Iterator

from followup_mail.model import Span
from followup_mail.visible import first_forbidden, visible
from followup_mail.vocabulary import Severity
from followup_mail.writing.checks.check import EVERY, Fault, check
from followup_mail.writing.checks.reading import Reading

_SLOT_WORDS = (
    "your|insert|add|enter|fill|name|first|last|full|company|employer|organi[sz]ation|position|role"
    "|job|title|date|day|time|place|topic|interviewer|recruiter|manager|hiring|phone|number|email|e-mail"
    "|recipient|sender|signature|link|reason|votre|ins[ée]rer|ajouter|indiquer|compl[ée]ter|nom"
    "|pr[ée]nom|entreprise|employeur|soci[ée]t[ée]|poste|titre|jour|heure|lieu|sujet|recruteur|num[ée]ro"
    "|t[ée]l[ée]phone|courriel|destinataire|lien|xx+"
)
# One that a user may have typed themselves: "the [0] index" and "<algorithm>" are words.
_SLOT = rf"(?<!\w)[\[<{{](?:{_SLOT_WORDS})\b[^\[\]<>{{}}\n]{{0,50}}[\]>}}]"
_ANYWHERE = (
    r"\{\{[^\n]{0,60}?\}\}|\{[%#][^\n]{0,60}?[%#]\}|%\(\w+\)s|<#|\{\{|\}\}|_{3,}"
    r"|\b(?:TODO|FIXME|TBD|TKTK|XXX+|À COMPLÉTER)\b|(?i:lorem ipsum)"
    r"|\b(?:Your|Company|Recipient|Recruiter|Interviewer|Employer) Name\b|\bYour Company\b"
    r"|\bVotre Nom\b|\bNom de l['’]entreprise\b"
)
_BY_TEMPLATE = r"\[[^\[\]\n]{1,60}\]|\{[^{}\n]{1,60}\}|<(?!https?:)[^\W\d][^<>@\n]{0,60}>"
# Whether any of this can be in a text, far cheaper to tell than where.
_SIGNS = ("[", "{", "<", "}", "%(", "__", "TODO", "FIXME", "TBD", "TKTK", "XXX", "orem", " Name",
          "COMPL", " Nom", "Nom de", "LOREM", " Company")  # fmt: skip

# UTF-8 read as Windows-1252 or Latin-1: "Ã©", "â€™", "Â«", and the byte-order mark.
_MOJIBAKE = "Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€.|Â[\u0080-\u00bf]|ï»¿|\ufffd"
_DECODED = frozenset("Ãâ€Âï\ufffd")
# Spaces of other widths than French typography has.
_ODD = frozenset("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u200a\u205f\u3000\u1680")
_SHOWN = 3
"""Words that lead to an odd character."""
_STYLED = ("\U0001d400", "\U0001d7ff")
"""Mathematical letters, which pass for bold ones and are read out as symbols."""

_DOUBLED = r"\b([^\W\d_]+)[ \u00a0]+\1\b"
_MAY_DOUBLE = frozenset({"had", "that", "nous", "vous", "is", "bye", "knock", "très", "very"})
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"))


@check(
    "placeholder",
    Severity.BLOCKED,
    rule="No slot of a template is left unfilled.",
    source="Considine Search; Drawiin",
    kinds=EVERY,
)
def placeholder(reading: Reading) -> Iterator[Fault]:
    """Yield slots that nobody filled in.

    Any bracket of the template's own counts, but what a script has in brackets
    is a direction; in the user's words only what reads like the name of a slot.
    """
    for text, spans, body in (
        (reading.body, reading.draft.body.spans, True),
        (reading.subject, reading.draft.subject.spans, False),
    ):
        if not any(sign in text for sign in _SIGNS):
            continue
        wanted = f"{_ANYWHERE}|(?i:{_SLOT})"
        if not reading.kind.spoken:
            wanted += f"|(?P<own>{_BY_TEMPLATE})"
        for found in re.finditer(wanted, text):
            if found.groupdict().get("own") and _meets(found.span(), spans):
                continue
            where = "" if body else " in the subject"
            span = reading.at(*found.span()) if body else None
            key = f" (from {span.key})" if span and span.key else ""
            yield Fault(f'"{found[0]}"{key}{where} is an unfilled slot: fill it in.', span)


def _meets(stretch: tuple[int, int], spans: tuple[Span, ...]) -> bool:
    return any(span.start < stretch[1] and stretch[0] < span.end for span in spans)


@check(
    "odd-characters",
    Severity.BLOCKED,
    rule="No invisible, decomposed or wrongly decoded characters; no line break in a header.",
    source="RFC 5322; Unicode Standard Annex 15",
    kinds=EVERY,
    overridable=False,
)
def odd_characters(reading: Reading) -> Iterator[Fault]:
    """Yield characters that break a mail or show as something else."""
    to = reading.to
    fields = [("The subject", reading.subject), ("Your name", reading.draft.sender.name)]
    if to is not None:
        fields.append((f"people.{to.id}.name", to.name))
    for name, text in fields:
        if told := _odd(text):
            yield Fault(f"{name} holds {told[1]}: type it anew.")
    if told := _odd(reading.body.replace("\n", " ")):
        at, what = told
        span = reading.at(at, at + 1)
        key = f" (from {span.key})" if span.key else ""
        before = visible(" ".join(reading.body[:at].split()[-_SHOWN:]))
        after = f' after "{before}"' if before else " at its beginning"
        yield Fault(f"The text holds {what}{after}{key}: type it anew.", span)


def _odd(text: str) -> tuple[int, str] | None:
    """Return where *text* holds something odd, and what."""
    if text.isascii() and text.isprintable():
        return None
    if forbidden := first_forbidden(text):
        return forbidden
    if not _DECODED.isdisjoint(text) and (found := re.search(_MOJIBAKE, text)):
        return found.start(), f'"{visible(found[0])}", a letter that was wrongly decoded'
    odd = (i for i, char in enumerate(text) if char in _ODD or _STYLED[0] <= char <= _STYLED[1])
    if (at := next(odd, None)) is not None:
        name = unicodedata.name(text[at], "a nameless character").lower()
        return at, f"{name} (U+{ord(text[at]):04X})"
    if not unicodedata.is_normalized("NFC", text):
        same = zip(text, unicodedata.normalize("NFC", text), strict=False)
        at = next((i for i, (one, other) in enumerate(same) if one != other), len(text) - 1)
        return at, "a letter and its accent as two characters"
    return None


@check(
    "doubled-word",
    Severity.WARNING,
    rule="No word stands twice in a row.",
    source="AACN career centre; Net-Temps",
)
def doubled_word(reading: Reading) -> Iterator[Fault]:
    """Yield doubled words, "that that" and « nous nous » apart."""
    for found in re.finditer(_DOUBLED, reading.folded):
        if found[1] not in _MAY_DOUBLE and "\n" not in reading.body[slice(*found.span())]:
            span = reading.at(*found.span())
            key = f" (from {span.key})" if span.key else ""
            yield Fault(f'"{reading.body[slice(*found.span())]}"{key}: write it once.', span)


@check(
    "quotes",
    Severity.WARNING,
    rule="Quotation marks and brackets come in pairs.",
    source="AACN career centre; Net-Temps",
)
def quotes(reading: Reading) -> Iterator[Fault]:
    """Yield the first mark of a pair whose other is missing."""
    text = re.sub(r"(?m)^\w{1,2}\)|(?<!\S)[:;][-o]?[)(]", lambda f: " " * len(f[0]), reading.body)
    for opening, closing in _PAIRS:
        if text.count(opening) != text.count(closing):
            at = max(text.find(opening), text.find(closing))
            less = closing if text.count(opening) > text.count(closing) else opening
            yield Fault(f"A {less} is missing: close what is opened.", reading.at(at, at + 1))
    straight = [found.start() for found in re.finditer('"', text)]
    # After a digit it may stand for inches or seconds.
    sure = [at for at in straight if not text[at - 1 : at].isdigit()]
    if len(straight) % 2 and len(sure) % 2:
        yield Fault('A " is missing: close what is opened.', reading.at(sure[-1], sure[-1] + 1))


CHECKS = (placeholder, odd_characters, doubled_word, quotes)
