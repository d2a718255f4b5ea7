"""Telephone numbers as they are said: digit by digit, in the groups of their country."""

import re

from followup_mail.vocabulary import Language

PAUSE = " … "
_KEPT_IN_MIND = 5
"""Digits; British area codes have five, and are known as a whole."""


def spoken(phone: str, language: Language, place: str | None = None) -> str:
    """Return *phone* in groups to be read out: "4 1 6 … 5 5 5 … 0 1 4 2".

    The country code is said only to somebody in another country (*place*, ISO
    3166). In France digits are said in pairs, so they are written in pairs.
    """
    import phonenumbers  # noqa: PLC0415 - a large library, needed for calls alone

    region = (place or language.value)[-2:] if place is None else place[:2]
    try:
        number = phonenumbers.parse(phone, region)
    except phonenumbers.NumberParseException:
        return PAUSE.join(_apart(group) for group in re.findall(r"\d+", phone))
    abroad = place is not None and number.country_code != phonenumbers.country_code_for_region(
        region
    )
    style = phonenumbers.PhoneNumberFormat
    written = phonenumbers.format_number(number, style.INTERNATIONAL if abroad else style.NATIONAL)
    number_part, _, extension = written.partition(" ext. ")
    groups = [part for group in re.findall(r"\d+", number_part) for part in _halves(group)]
    pairs = language is Language.FR_FR and not abroad
    said = ", ".join(groups) if pairs else PAUSE.join(map(_apart, groups))
    said = f"+ {said}" if abroad else said
    if extension:
        word = "poste" if language.base == "fr" else "extension"
        said = f"{said}{PAUSE}{word} {_apart(extension)}"
    return said


def _apart(digits: str) -> str:
    return " ".join(digits)


def _halves(group: str) -> tuple[str, ...]:
    """Return *group*, in two where it is too long to be kept in mind at once."""
    if len(group) <= _KEPT_IN_MIND:
        return (group,)
    half = len(group) // 2
    return (group[:half], group[half:])
