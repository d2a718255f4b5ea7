"""Places (ISO 3166-1 and -2) and time zones (IANA).

The lists are those of the tzdata package, not of the machine, so that a file
reads alike everywhere. Nothing is loaded before it is asked for.
"""

from functools import cache
from importlib import import_module
from pathlib import Path

_LONGEST_SUBDIVISION = 3

# Countries with several entries in zone.tab whose clocks nevertheless agree today
# and will by the rules in force: the zone of the capital.
_ONE_CLOCK = {
    "AR": "America/Argentina/Buenos_Aires",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MY": "Asia/Kuala_Lumpur",
    "PS": "Asia/Hebron",
    "UZ": "Asia/Tashkent",
}

# Subdivisions of countries with several zones. One stands here where at least 98 in
# 100 inhabitants live by the clock named: so Ontario (but for Kenora and Rainy River)
# and Quebec (but for the Magdalen Islands and Blanc-Sablon) do, British Columbia,
# Labrador's province, Texas or Florida do not, and a file has to give their zone.
_SEVERAL = ""
_SUBDIVISIONS = {
    "AU": {
        "Australia/Sydney": "ACT NSW",
        "Australia/Darwin": "NT",
        "Australia/Brisbane": "QLD",
        "Australia/Adelaide": "SA",
        "Australia/Hobart": "TAS",
        "Australia/Melbourne": "VIC",
        "Australia/Perth": "WA",
    },
    "CA": {
        "America/Edmonton": "AB NT",
        "America/Winnipeg": "MB",
        "America/Moncton": "NB",
        "America/Halifax": "NS PE",
        "America/Toronto": "ON QC",
        "America/Regina": "SK",
        "America/Whitehorse": "YT",
        _SEVERAL: "BC NL NU",
    },
    "US": {
        "America/New_York": "CT DC DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV",
        "America/Detroit": "MI",
        "America/Chicago": "AL AR IA IL KS LA MN MO MS OK WI",
        "America/Denver": "CO MT NM UT WY",
        "America/Phoenix": "AZ",
        "America/Los_Angeles": "CA NV OR WA",
        "America/Anchorage": "AK",
        "Pacific/Honolulu": "HI",
        "Pacific/Pago_Pago": "AS",
        "Pacific/Guam": "GU",
        "Pacific/Saipan": "MP",
        "America/Puerto_Rico": "PR",
        "America/St_Thomas": "VI",
        _SEVERAL: "FL ID IN KY ND NE SD TN TX UM",
    },
}

# Subdivisions that have a country code of their own as well, and so its clock.
_ALSO_COUNTRIES = {
    "FR-971": "GP",
    "FR-972": "MQ",
    "FR-973": "GF",
    "FR-974": "RE",
    "FR-976": "YT",
    **{f"FR-{code}": code for code in ("BL", "MF", "NC", "PF", "PM", "TF", "WF")},
    **{f"NL-{code}": code for code in ("AW", "CW", "SX")},
    **{f"NL-BQ{number}": "BQ" for number in (1, 2, 3)},
    **{f"CN-{code}": code for code in ("HK", "MO", "TW")},
}


def check_place(text: str) -> str:
    """Return *text*, a code of ISO 3166-1 or -2.

    Subdivisions are looked up for Australia, Canada and the United States; of other
    countries' the form is checked.

    Raises:
        ValueError: It is no such code; the text, which continues a sentence, says
            what is expected.

    """
    if _is_place(text):
        return text
    mended = "GB" if text.upper() == "UK" else text.upper()
    hint = f"; did you mean {mended}?" if _is_place(mended) else ""
    told = "expected the code of a country or its subdivision, such as CA-ON or FR"
    raise ValueError(f"{told}{hint}")


def timezone_of(place: str) -> str | None:
    """Return the IANA zone of *place*, None where it has more than one or is unknown."""
    country, _, subdivision = place.partition("-")
    if place in _ALSO_COUNTRIES:
        return timezone_of(_ALSO_COUNTRIES[place])
    if subdivision and country in _SUBDIVISIONS:
        return _zone_of_subdivision(country, subdivision) or None
    zones = _zones_of(country)
    return zones[0] if len(zones) == 1 else _ONE_CLOCK.get(country)


def is_timezone(name: str) -> bool:
    """Return whether *name* is an IANA time zone, in IANA's own spelling."""
    return name in timezones()


@cache
def timezones() -> frozenset[str]:
    """Return the names of all IANA time zones, links included."""
    return frozenset(_tzdata("zones").read_text("ascii").split())


def _is_place(text: str) -> bool:
    country, hyphen, subdivision = text.partition("-")
    if country not in _countries():
        return False
    if not hyphen:
        return True
    if country in _SUBDIVISIONS:
        return _zone_of_subdivision(country, subdivision) is not None
    in_capitals = (
        subdivision.isascii() and subdivision.isalnum() and subdivision.upper() == subdivision
    )
    return in_capitals and len(subdivision) <= _LONGEST_SUBDIVISION


def _zone_of_subdivision(country: str, subdivision: str) -> str | None:
    """The zone in the table, ``_SEVERAL``, or None where there is no such subdivision."""
    for zone, codes in _SUBDIVISIONS[country].items():
        if subdivision in codes.split():
            return zone
    return None


@cache
def _countries() -> frozenset[str]:
    return frozenset(columns[0] for columns in _rows("iso3166.tab"))


def _zones_of(country: str) -> list[str]:
    return [columns[2] for columns in _rows("zone.tab") if columns[0] == country]


def _rows(name: str) -> list[list[str]]:
    lines = _tzdata(f"zoneinfo/{name}").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _tzdata(name: str) -> Path:
    # By name, since the package comes without types; it holds nothing but its data files.
    return Path(str(import_module("tzdata").__file__)).parent / name
