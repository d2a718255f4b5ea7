"""What people call the places where most files are from, in English and French.

Four countries and what they are divided into; other places are typed as codes.
"""

import unicodedata
from functools import cache

# Code to names; small letters without accents or hyphens, parted by commas.
_NAMES = {
    "CA": "canada",
    "CA-AB": "alberta, ab",
    "CA-BC": "british columbia, colombie britannique, bc, b c, cb",
    "CA-MB": "manitoba, mb",
    "CA-NB": "new brunswick, nouveau brunswick, nb, n b",
    "CA-NL": "newfoundland and labrador, newfoundland, terre neuve et labrador, terre neuve, tnl",
    "CA-NS": "nova scotia, nouvelle ecosse, ns, n s",
    "CA-NT": "northwest territories, territoires du nord ouest, nt, tno",
    "CA-NU": "nunavut",
    "CA-ON": "ontario, on, ont",
    "CA-PE": "prince edward island, ile du prince edouard, pei, ipe",
    "CA-QC": "quebec, qc, pq",
    "CA-SK": "saskatchewan",
    "CA-YT": "yukon",
    "FR": "france",
    "FR-ARA": "auvergne rhone alpes",
    "FR-BFC": "bourgogne franche comte",
    "FR-BRE": "bretagne, brittany",
    "FR-CVL": "centre val de loire",
    "FR-20R": "corse, corsica",
    "FR-GES": "grand est",
    "FR-GF": "guyane, french guiana",
    "FR-GP": "guadeloupe",
    "FR-HDF": "hauts de france",
    "FR-IDF": "ile de france",
    "FR-MQ": "martinique",
    "FR-NAQ": "nouvelle aquitaine",
    "FR-NOR": "normandie, normandy",
    "FR-OCC": "occitanie",
    "FR-PAC": "provence alpes cote d'azur, provence, paca",
    "FR-PDL": "pays de la loire",
    "FR-RE": "reunion, la reunion",
    "FR-YT": "mayotte",
    "GB": "united kingdom, great britain, britain, royaume uni, grande bretagne, uk, u k",
    "GB-ENG": "england, angleterre",
    "GB-NIR": "northern ireland, irlande du nord",
    "GB-SCT": "scotland, ecosse",
    "GB-WLS": "wales, pays de galles",
    "US": "united states, united states of america, america, usa, u s a, u s, etats unis",
    "US-AK": "alaska",
    "US-AL": "alabama",
    "US-AR": "arkansas",
    "US-AZ": "arizona",
    "US-CA": "california, californie",
    "US-CO": "colorado",
    "US-CT": "connecticut",
    "US-DC": "district of columbia, washington dc, washington d c",
    "US-DE": "delaware",
    "US-FL": "florida, floride",
    "US-HI": "hawaii, hawai",
    "US-IA": "iowa",
    "US-ID": "idaho",
    "US-IL": "illinois",
    "US-IN": "indiana",
    "US-KS": "kansas",
    "US-KY": "kentucky",
    "US-LA": "louisiana, louisiane",
    "US-MA": "massachusetts",
    "US-MD": "maryland",
    "US-ME": "maine",
    "US-MI": "michigan",
    "US-MN": "minnesota",
    "US-MO": "missouri",
    "US-MS": "mississippi",
    "US-MT": "montana",
    "US-NC": "north carolina, caroline du nord",
    "US-ND": "north dakota, dakota du nord",
    "US-NE": "nebraska",
    "US-NH": "new hampshire",
    "US-NJ": "new jersey",
    "US-NM": "new mexico, nouveau mexique",
    "US-NV": "nevada",
    "US-NY": "new york",
    "US-OH": "ohio",
    "US-OK": "oklahoma",
    "US-OR": "oregon",
    "US-PA": "pennsylvania, pennsylvanie",
    "US-PR": "puerto rico, porto rico",
    "US-RI": "rhode island",
    "US-SC": "south carolina, caroline du sud",
    "US-SD": "south dakota, dakota du sud",
    "US-TN": "tennessee",
    "US-TX": "texas",
    "US-UT": "utah",
    "US-VA": "virginia, virginie",
    "US-VT": "vermont",
    "US-WA": "washington, washington state",
    "US-WI": "wisconsin",
    "US-WV": "west virginia, virginie occidentale",
    "US-WY": "wyoming",
}


def place_named(text: str) -> str | None:
    """Return the code (ISO 3166) of the place that *text* names: "Ontario, Canada", "Québec".

    It is None where no such place is known, or the country is not that of the rest.
    """
    codes = [_codes().get(_plain(part)) for part in text.split(",")]
    first, *others = codes
    if first is None or any(code is None or not first.startswith(code) for code in others):
        return None
    return first


@cache
def _codes() -> dict[str, str]:
    return {name: code for code, names in _NAMES.items() for name in names.split(", ")}


def _plain(text: str) -> str:
    """Return *text* in small letters, without accents, hyphens, dots and an article."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    words = bare.replace("-", " ").replace(".", " ").replace("&", " and ").split()
    return " ".join(words).removeprefix("the ").removeprefix("les ").removeprefix("l'")
