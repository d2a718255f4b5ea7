"""Addr-specs (RFC 5322, 3.4.1) and domains in the form mail is sent to.

A domain is always given in its ASCII form (RFC 5891: ``xn--``), so that equal
domains are equal texts and nothing that looks like another domain goes unseen.
"""

from followup_mail.visible import first_forbidden, visible

LONGEST_LOCAL_PART = 64
"""Octets; RFC 5321, 4.5.3.1.1."""
LONGEST_ADDRESS = 254
"""Octets; RFC 5321, 4.5.3.1.3 less the angle brackets."""

_LONGEST_LABEL = 63
"""Octets; RFC 1035, 2.3.4."""

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ALPHANUMERIC = _LETTERS | frozenset("0123456789")
_IN_LOCAL_PART = _ALPHANUMERIC | frozenset("_+-'")
_IN_LABEL = _ALPHANUMERIC | frozenset("-")

# Letters of other scripts that are drawn like Latin ones in common typefaces.
_LATIN_LOOKALIKES = frozenset("аеорсухіјѕԁһԛԝӏьαονρυικ")
# Scripts that are written together (Unicode Technical Standard 39, "Highly Restrictive").
_WRITTEN_TOGETHER = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
)


_MARKS = frozenset('<>()[]"')


def check_addr_spec(text: str) -> str:
    """Return *text* as the address to use: domain in lower-case ASCII, the rest in NFC.

    No network is asked. Without a library for plain ASCII, with one for the rest.

    Raises:
        ValueError: It is not exactly one bare address; the text, which continues
            a sentence about the field, says why.

    """
    _refuse_what_is_not_bare(text)
    local, at, domain = text.rpartition("@")
    if not (at and local and domain):
        raise ValueError(f"{_quoted(text)} is not an e-mail address such as name@company.example")
    if _is_plain_local_part(local) and _is_plain_domain(domain):
        address = f"{local}@{domain.lower()}"
    else:
        address = _by_library(text)
    local = address.rpartition("@")[0]
    if len(local.encode()) > LONGEST_LOCAL_PART:
        raise ValueError(f"has more than {LONGEST_LOCAL_PART} octets before the @")
    if len(address.encode()) > LONGEST_ADDRESS:
        raise ValueError(f"is longer than the {LONGEST_ADDRESS} octets an address may have")
    return address


def check_domain(text: str) -> str:
    """Return the domain *text* in lower-case ASCII.

    Raises:
        ValueError: It is no domain; the text, which continues a sentence, says why.

    """
    if "@" in text or "/" in text:
        raise ValueError(f"{_quoted(text)} is not a bare domain such as company.example")
    try:
        return domain_of(check_addr_spec(f"someone@{text}"))
    except ValueError:
        raise ValueError(f"{_quoted(text)} is not a domain such as company.example") from None


def is_plain(address: str) -> bool:
    """Return whether *address* is ASCII, so that any server can take it."""
    return address.isascii()


def domain_of(address: str) -> str:
    """Return the domain of *address*, "" where it has none."""
    return address.rpartition("@")[2] if "@" in address else ""


def readable_domain(domain: str) -> str:
    """Return *domain*, in ASCII form, with the letters it stands for."""
    return ".".join(_readable_label(label) for label in domain.split("."))


def mixed_script_domain(domain: str) -> str | None:
    """Return *domain* as it is sent (``xn--``) where its letters may pass for others, else None.

    That is a label that mixes scripts which are not written together, or one that
    consists of Cyrillic or Greek letters which all look Latin.
    """
    return (
        domain if any(_is_suspect(_readable_label(label)) for label in domain.split(".")) else None
    )


def _refuse_what_is_not_bare(text: str) -> None:
    found = first_forbidden(text)
    if found:
        raise ValueError(f"holds {found[1]}")
    if text.count("@") > 1 or "," in text or ";" in text:
        raise ValueError("expected one address, got several; give each person their own")
    if not _MARKS.isdisjoint(text):
        raise ValueError("expected the bare address, without name, quotes or brackets")
    if text.split() not in ([text], []):
        raise ValueError("holds a space; an address has none")


def _is_plain_local_part(local: str) -> bool:
    return all(atom and _IN_LOCAL_PART.issuperset(atom) for atom in local.split("."))


def _is_plain_domain(domain: str) -> bool:
    """Whether it is ASCII, dotted, and means what it says: "xn--" is for the library."""
    labels = domain.split(".")
    return (
        len(labels) > 1
        and labels[-1][:1] in _LETTERS
        and all(
            0 < len(label) <= _LONGEST_LABEL
            and _IN_LABEL.issuperset(label)
            and "-" not in (label[0], label[-1])
            and label[2:4] != "--"
            for label in labels
        )
    )


def _by_library(text: str) -> str:
    import email_validator  # noqa: PLC0415 - start-up time: most addresses are plain ASCII

    try:
        checked = email_validator.validate_email(text, check_deliverability=False)
    except email_validator.EmailNotValidError as error:
        reason = visible(str(error)).rstrip(".")
        raise ValueError(f"{_quoted(text)} is not an e-mail address: {reason}") from None
    return f"{checked.local_part}@{checked.ascii_domain}"


def _readable_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _is_suspect(label: str) -> bool:
    if label.isascii():
        return False
    scripts = {_script(char) for char in label if char.isalpha()}
    if len(scripts) > 1:
        return not any(scripts <= together for together in _WRITTEN_TOGETHER)
    letters = {char for char in label if char.isalpha()}
    return bool(letters) and letters <= _LATIN_LOOKALIKES


def _script(char: str) -> str:
    """The script, as Unicode's character names begin with it: "LATIN SMALL LETTER A"."""
    import unicodedata  # noqa: PLC0415 - start-up time: plain ASCII does without

    return unicodedata.name(char, "UNKNOWN").replace("-", " ").split(" ", 1)[0]


def _quoted(text: str) -> str:
    longest = 60
    return f"'{visible(text if len(text) <= longest else text[: longest - 1] + '…')}'"
