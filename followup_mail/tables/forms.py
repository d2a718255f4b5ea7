"""Lines of text that have a form of their own: addresses, zones, numbers, links."""

import re
from functools import lru_cache

from followup_mail.addresses import LONGEST_ADDRESS, check_addr_spec, check_domain
from followup_mail.places import check_place, is_timezone, timezones
from followup_mail.tables.faults import nearest, shortened
from followup_mail.tables.kinds import Choice, Line
from followup_mail.vocabulary import Language

_DIGITS = (5, 15)
"""The fewest and the most of a number; the most is E.164's."""
# What digits are grouped with, no-break spaces and hyphens among it.
_GROUPING = str.maketrans("", "", "().-/ \u00a0\u202f\u2011\u2013")
_EXTENSION = r",? *(?:x|ext\.?|poste) *[0-9]{1,8}"
_URL = r"https?://[^\s/?#@<>\"\\^`{|}]+(?:[/?#][^\s<>\"\\^`{|}]*)?"


def check_timezone(text: str) -> str:
    """Return *text*, an IANA time zone; raise ValueError where it is none."""
    if not is_timezone(text):
        hint = nearest(text, timezones())
        told = "expected an IANA time zone such as America/Toronto"
        raise ValueError(f"{told}, got '{shortened(text)}'{hint}")
    return text


def check_phone(text: str) -> str:
    """Return *text*, a telephone number as people write it; raise ValueError where it is none.

    Only the form is looked at; whether the number can be dialled is known where it is spoken.
    """
    number = text
    if not set(text).isdisjoint("xXtTeE"):  # an extension, in English or French
        number = re.sub(f"{_EXTENSION}$", "", text, flags=re.IGNORECASE)
    digits = number.removeprefix("+").translate(_GROUPING)
    fewest, most = _DIGITS
    if not (digits.isascii() and digits.isdecimal() and fewest <= len(digits) <= most):
        told = "expected a telephone number such as +1 416 555 0142 or 514-555-0188 x12"
        raise ValueError(f"{told}, got '{shortened(text)}'")
    return text


def check_url(text: str) -> str:
    """Return *text*, the address of a page; raise ValueError where it is none."""
    if not re.fullmatch(_URL, text, re.IGNORECASE):
        told = "expected a link that begins with https:// or http://"
        raise ValueError(f"{told}, got '{shortened(text)}'")
    return text


EMAIL = Line(LONGEST_ADDRESS, check_addr_spec, facets={"format": "idn-email"})
DOMAIN = Line(LONGEST_ADDRESS, check_domain, facets={"format": "idn-hostname"})


@lru_cache(maxsize=1024)  # files come by the thousand, but from few places
def _check_place(text: str) -> str:
    """Return *text*, the code of a place; raise ValueError, with the code of a name, else."""
    try:
        return check_place(text)
    except ValueError as fault:
        from followup_mail.tables.place_names import place_named  # noqa: PLC0415 - faults only

        code = None if "did you mean" in str(fault) else place_named(text)
        raise ValueError(f"{fault}; did you mean {code}?" if code else str(fault)) from None


PLACE = Line(80, _check_place, facets={"pattern": "^[A-Z]{2}(-[A-Z0-9]{1,3})?$", "maxLength": 6})
LANGUAGE = Choice(Language, meant={"en-uk": Language.EN_GB})
TIMEZONE = Line(64, check_timezone)
PHONE = Line(60, check_phone)
URL = Line(2000, check_url, facets={"format": "iri"})
