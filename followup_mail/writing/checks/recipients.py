"""Whether this message may go to this person, and calls them what they are called."""

import re
from collections.abc import Iterator

from followup_mail.model import Person
from followup_mail.vocabulary import NameOrder, PersonStatus, Role, Severity
from followup_mail.writing.checks import phrases
from followup_mail.writing.checks.check import CHASES, MAILED, Fault, check
from followup_mail.writing.checks.reading import Reading
from followup_mail.writing.checks.words import words
from followup_mail.writing.phrasing.names import family_name, given_name

_TITLES = {
    "en": r"\b(?:Mr|Mrs|Ms|Miss|Sir|Madam)\b\.?(?=\s+[^\W\d_a-z])|\b(?:Sir|Madam|Ma['’]am)\b(?=,)",
    "fr": r"\b(?:Madame|Monsieur|Mademoiselle|Mme|Mlle|Mr)\b|(?<!\w )\bM\.(?=\s[^\W\d_a-z])",
}
_BEGIN_TITLES = ("Mr", "Ms", "Mi", "Sir", "Mad", "Ma'", "Ma’", "Mon", "Mme", "Mll", "M.")
_ANY_TITLE = frozenset(
    {
        *("mr", "mrs", "ms", "mx", "miss", "dr", "dre", "prof", "professor"),
        *("madame", "monsieur", "mademoiselle", "mme", "mlle", "m"),
    }
)
_GOES_ON = 3
_NEVER = ("mrs", "miss", "mademoiselle", "mlle")
_OFFICE = ("la ", "le ", "l'")


@check(
    "do-not-contact",
    Severity.BLOCKED,
    rule="Who asked not to be contacted, left, or cannot be reached is not written to.",
    source="NWjobs; Boston.com",
    overridable=False,
)
def do_not_contact(reading: Reading) -> Iterator[Fault]:
    """Yield the flags of the file that forbid this message."""
    application, to = reading.application, reading.to
    if application.do_not_contact:
        yield Fault(
            "do_not_contact is set: they asked not to be contacted, so write nothing until they do."
        )
    if application.no_calls and reading.kind.spoken:
        yield Fault("no_calls is set: they asked not to be called, so write instead.")
    if to is None:
        return
    status = f"people.{to.id}.status"
    if to.status is PersonStatus.LEFT:
        yield Fault(f"{to.name} has left ({status}): write to whoever took over.")
    elif to.status is PersonStatus.BOUNCED and not reading.kind.spoken:
        yield Fault(f"Mail to {to.name} bounced ({status}): correct the address first.")
    elif to.status is PersonStatus.AWAY:
        yield Fault(
            f"{to.name} is away ({status}): wait until they are back.", severity=Severity.WARNING
        )


@check(
    "bypass-agency",
    Severity.BLOCKED,
    rule="Where an agency runs the process, the agency is chased and not its client.",
    source="Careers Done Write; ClearPoint",
    kinds=CHASES,
)
def bypass_agency(reading: Reading) -> Iterator[Fault]:
    """Yield a chase that goes past the agency."""
    to, application = reading.to, reading.application
    agency = next((p for p in application.people.values() if p.role is Role.AGENCY), None)
    if agency is None or to is None or to.role is Role.AGENCY or application.agency_allows_direct:
        return
    yield Fault(
        f"{to.name} is the agency's client: ask {agency.name}, or set agency_allows_direct once "
        "the agency agrees."
    )


@check(
    "employer-domain",
    Severity.BLOCKED,
    rule="Nothing goes from or to an address of your present employer.",
    source="c-spartners.com",
    kinds=MAILED,
)
def employer_domain(reading: Reading) -> Iterator[Fault]:
    """Yield addresses at the present employer."""
    domain = (reading.draft.sender.current_employer_domain or "").casefold().strip(".@ ")
    if not domain:
        return
    if _is_at(reading.draft.sender.email, domain):
        email = reading.draft.sender.email
        yield Fault(f"{email} is an address at your present employer: set me.email to your own.")
    to = reading.to
    if to is not None and to.email and _is_at(to.email, domain):
        yield Fault(f"{to.email} is at your present employer: use another address of {to.name}'s.")


def _is_at(address: str, domain: str) -> bool:
    host = address.rpartition("@")[2].casefold().rstrip(".")
    return host == domain or host.endswith("." + domain)


@check(
    "generic-address",
    Severity.BLOCKED,
    rule="Whoever has a name is addressed by it.",
    source="paperanswers.com",
    kinds=MAILED,
)
def generic_address(reading: Reading) -> Iterator[Fault]:
    """Yield addresses to nobody in particular."""
    for (start, end), person in reading.greetings:
        line = reading.body[start:end]
        if _is_generic(line, reading.base):
            said = line.rstrip(",: ")
            yield Fault(
                f'"{said}" could be to anyone: greet {person.name} by name.', reading.at(start, end)
            )


def _is_generic(line: str, base: str) -> bool:
    folded = phrases.fold(line).strip(" ,:.!")
    return folded in {phrases.fold(phrase) for phrase in words(base).GENERIC}


@check(
    "mass-mail",
    Severity.BLOCKED,
    rule="Each person met gets a note of their own.",
    source="c-spartners.com; Climb the Ladder",
    kinds=MAILED,
)
def mass_mail(reading: Reading) -> Iterator[Fault]:
    """Yield greetings to several people."""
    for (start, end), person in reading.greetings:
        others = _greeted_besides(reading, (start, end), person)
        if others:
            yield Fault(
                f"The greeting is to {others} as well as {person.name}: write to each alone.",
                reading.at(start, end),
            )


def _greeted_besides(reading: Reading, stretch: tuple[int, int], person: Person) -> str:
    """Return who else a greeting names; "" where it is to *person* alone."""
    line = reading.body[slice(*stretch)]
    if _is_generic(line, reading.base):
        return ""
    named = _named(line, reading.base)
    if phrases.fold(named) in {phrases.fold(p) for p in words(reading.base).SEVERAL}:
        return f'"{named}"'
    own = {word for name in _accepted(person) for word in name.split()}
    others = [
        other.name
        for other in reading.application.people.values()
        if other.id != person.id
        and any(
            name in line and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line)
            for name in {other.name, other.short, given_name(other) or other.name}
            if name not in own
        )
    ]
    return " and ".join(others)


@check(
    "greeting-name",
    Severity.BLOCKED,
    rule="The greeting has the reader's name as they write it: case, accents and order.",
    source="Avid Careerist; Considine Search",
    kinds=MAILED,
)
def greeting_name(reading: Reading) -> Iterator[Fault]:
    """Yield greetings whose name is not on file for the reader."""
    for (start, end), person in reading.greetings:
        line = reading.body[start:end]
        if _is_generic(line, reading.base) or _greeted_besides(reading, (start, end), person):
            continue
        named = _named(line, reading.base)
        first, _, rest = named.partition(" ")
        titled = first.rstrip(".").casefold() in _ANY_TITLE
        if titled and person.address and rest.casefold().startswith(_OFFICE):
            continue  # « Madame la Directrice »
        # A title that is not on file is the fault of another check.
        guessed = titled and not person.address
        bare = rest if guessed else named
        accepted = {name.rstrip(".") for name in _accepted(person)}
        # A name may begin with what looks like a title, and end in a stop ("Dr. Z", "T.J.").
        if not bare or {bare, named} & accepted or (guessed and bare == family_name(person)):
            continue
        shown = person.goes_by or person.name
        yield Fault(
            f'The greeting says "{named}" where people.{person.id} has "{shown}": write the name '
            "as on file, or correct the file.",
            reading.at(start, end),
        )


def _named(line: str, base: str) -> str:
    """Return what a greeting calls the reader, without its salutation and comma."""
    rest = _same(line)
    before, comma, after = rest.partition(",")
    if comma and after.count(" ") >= _GOES_ON:  # the letter goes on in the same line
        rest = before
    rest = rest.rstrip(" ,:.!")
    for word in words(base).SALUTATIONS:
        if rest.casefold().startswith(word) and not rest[len(word) : len(word) + 1].isalnum():
            return rest[len(word) :].lstrip(" ,")
    return rest


def _same(text: str) -> str:
    """Return *text* with one kind of space and of apostrophe."""
    return re.sub(r"\s+", " ", text.replace("’", "'")).strip()


def _accepted(person: Person) -> set[str]:
    """Return every form in which *person* may be greeted."""
    given, family = given_name(person), family_name(person)
    forms = [person.goes_by, person.name, given]
    if given and family:
        first_given = person.order is NameOrder.GIVEN_FIRST
        forms.append(f"{given} {family}" if first_given else f"{family} {given}")
    if person.address:
        names = (family, person.name, person.goes_by)
        forms += [person.address, *(f"{person.address} {name}" for name in names if name)]
    return {_same(form) for form in forms if form}


@check(
    "title",
    Severity.WARNING,
    rule="A title that tells a gender is used only where the person uses it; Mrs and Miss never.",
    source="University of Lausanne on forms of address; OQLF",
    kinds=MAILED,
)
def title(reading: Reading) -> Iterator[Fault]:
    """Yield titles that nobody recorded."""
    if not any(begin in reading.body for begin in _BEGIN_TITLES):
        return
    for found in re.finditer(_TITLES[reading.base], reading.body):
        span = reading.at(*found.span())
        if span.key and not span.key.endswith(".address"):
            continue
        if _is_generic(_line_at(reading.body, found.start()), reading.base):
            continue
        word = found[0]
        person = _titled(reading, found.end())
        if word.casefold().rstrip(".") in _NEVER:
            yield Fault(f'"{word}" tells more than a title should: use the name alone.', span)
        elif person is not None and not person.address:
            yield Fault(
                f'"{word}" is a guess: use the name alone, or record people.{person.id}.address.',
                span,
            )


def _titled(reading: Reading, at: int) -> Person | None:
    """Return whom a title that ends at *at* is given to: who is named next, or the reader."""
    after = reading.body[at : at + 60].split("\n")[0]
    for person in reading.application.people.values():
        last = person.name.split()[-1:]
        if last and re.match(rf"\.?\s+(?:\w+\s+)?{re.escape(last[0])}\b", after):
            return person
    return reading.to


def _line_at(text: str, at: int) -> str:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return text[start : end if end >= 0 else len(text)]


CHECKS = (
    do_not_contact,
    bypass_agency,
    employer_domain,
    generic_address,
    mass_mail,
    greeting_name,
    title,
)
