"""What is said about a draft, in the program's own English and in visible form."""

from collections.abc import Iterator
from datetime import date

from followup_mail.addresses import domain_of, mixed_script_domain, readable_domain
from followup_mail.model import Draft, Finding, Mailbox
from followup_mail.showing.sheet import Sheet
from followup_mail.visible import visible
from followup_mail.vocabulary import Kind, Severity

_TITLES = {
    Kind.THANK_YOU: "Thank-you note to {}",
    Kind.FORWARD: "Thank-you note to pass on, to {}",
    Kind.CHECK_IN: "Check-in with {}",
    Kind.NETWORK: "Question to {}",
    Kind.ESCALATION: "Escalation to {}",
    Kind.CALL: "Call to {}",
    Kind.VOICEMAIL: "Voicemail for {}",
    Kind.REFLECTION: "Private note",
}

SIGNS = {Severity.BLOCKED: "✗", Severity.WARNING: "!", Severity.HINT: "i"}
"""The sign of each severity, the heaviest first."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_KILO, _MEGA = 1_000, 1_000_000


def title(draft: Draft) -> str:
    """Return the kind in words, with the name of who reads or hears it."""
    to = draft.choice.to
    return _TITLES[draft.kind].format(visible(to.name) if to is not None else "nobody yet")


def header_rows(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield label and value of each line above the body."""
    draft = sheet.draft
    to = draft.choice.to
    if draft.kind.mailed:
        yield "From", mailbox(draft.sender.mailbox)
        yield "To", destination(draft)
        yield "Subject", visible(draft.subject.text) or "(none)"
    elif to is not None:
        yield "Call", f"{visible(to.name)}, {visible(to.phone or 'no number on file')}"
    else:
        yield "For", "you alone: a private note, never sent"
    yield "Date", long_date(draft.on)
    label = "Attached"
    for name, number in sheet.attached:
        yield label, visible(name) if number is None else f"{visible(name)}, {size(number)}"
        label = ""


def mailbox(box: Mailbox) -> str:
    """Return *box* as a mail program shows it, with a warning if its domain poses as another."""
    shown, imitates = address(box.addr_spec)
    told = f"{visible(box.display_name)} <{shown}>"
    return f"{told} ({imitates})" if imitates else told


def address(addr_spec: str) -> tuple[str, str]:
    """Return *addr_spec* as it is shown, and what its domain looks like where it deceives.

    An international domain is shown in its letters; one whose letters may pass
    for others is shown as it is sent (``xn--``).
    """
    domain = domain_of(addr_spec)
    readable = readable_domain(domain)
    if mixed_script_domain(domain) is not None:
        return visible(addr_spec), f"look-alike letters: {visible(readable)}"
    return visible(addr_spec.removesuffix(domain) + readable), ""


def destination(draft: Draft) -> str:
    """Return whom a message goes to, or that there is no address."""
    if draft.recipient is not None:
        return mailbox(draft.recipient)
    to = draft.choice.to
    return f"{visible(to.name)} (no address on file)" if to is not None else "(nobody yet)"


def length(sheet: Sheet) -> str:
    """Return the words against the budget."""
    told = count(sheet.words, "word")
    if sheet.budget is None:
        return told
    low, high = sheet.budget
    place = "under" if sheet.words < low else "over" if sheet.words > high else "within"
    return f"{told}, {place} {low} to {high}"


def duration(sheet: Sheet) -> str:
    """Return how long it takes to read, or to say."""
    return f"about {sheet.seconds} s to {'say' if sheet.draft.kind.spoken else 'read'}"


def reason(draft: Draft) -> str:
    """Return why this person, as a sentence of its own."""
    told = visible(draft.choice.reason)
    return told[:1].upper() + told[1:]


def template(draft: Draft) -> str:
    """Return which template wrote *draft*, and the path of one of the user's."""
    origin = draft.template
    if origin.built_in:
        return f"{visible(origin.name)}, built in"
    return f"{visible(origin.name)}, yours: {visible(str(origin.path))}"


def rule(finding: Finding) -> str:
    """Return what the check holds and where that comes from."""
    return visible(f"{finding.rule} ({finding.source})" if finding.source else finding.rule)


def verdict(sheet: Sheet) -> tuple[str, Severity | None]:
    """Return where the draft stands in a sentence, and the heaviest finding's severity."""
    if blocked := len(sheet.of(Severity.BLOCKED)):
        return f"Not ready: {count(blocked, 'point')} to mend first.", Severity.BLOCKED
    if warnings := len(sheet.of(Severity.WARNING)):
        return f"Almost ready: {count(warnings, 'warning')} to consider.", Severity.WARNING
    if hints := len(sheet.of(Severity.HINT)):
        return f"Ready, with {count(hints, 'hint')}.", Severity.HINT
    if sheet.draft.kind is Kind.REFLECTION:
        return "The checks found nothing.", None
    return "Ready: the checks found nothing.", None


def lines(text: str) -> str:
    """Return *text* of several lines in visible form; a tab counts as hidden."""
    return visible(text, multiline=True).replace("\t", visible("\t"))


def long_date(day: date) -> str:
    """Return *day* in words, whatever the locale of the machine."""
    return f"{weekday(day)} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def weekday(day: date) -> str:
    """Return the name of the day of the week."""
    return _DAYS[day.weekday()]


def size(number: int) -> str:
    """Return *number* of bytes as a person reads it, in decimal units."""
    if number < _KILO:
        return count(number, "byte")
    if number < _MEGA:
        return f"{number // _KILO} kB"
    return f"{number / _MEGA:.1f} MB"


def count(number: int, noun: str) -> str:
    """Return *number* with *noun* in its number."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
