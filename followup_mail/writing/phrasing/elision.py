"""French elision and contraction: « d'arriver », « du portail », « qu'Alex »."""

import unicodedata

from followup_mail.writing.marks import bare

# Words that begin with an h that bars elision, by their beginnings; the list of
# the aspirated h's that a working life meets.
_ASPIRATED = (
    "hach",
    "halle",
    "hameau",
    "hanche",
    "haras",
    "home",
    "haie",
    "hain",
    "hair",
    "hamac",
    "hamb",
    "hand",
    "hang",
    "hant",
    "hapax",
    "happ",
    "harc",
    "hard",
    "harem",
    "haren",
    "harg",
    "haric",
    "harn",
    "harp",
    "hasard",
    "hât",
    "hausse",
    "haut",
    "havre",
    "hayon",
    "heaum",
    "hein",
    "hennir",
    "héraut",
    "hère",
    "hériss",
    "hernie",
    "héron",
    "héros",
    "herse",
    "hêtr",
    "heurt",
    "hibou",
    "hic",
    "hideu",
    "hiérarch",
    "hip-hop",
    "hippie",
    "hiss",
    "hit",
    "hobby",
    "hoche",
    "hockey",
    "hold",
    "holding",
    "hollan",
    "homard",
    "hongr",
    "honte",
    "hoquet",
    "horde",
    "hors",
    "hot",
    "houbl",
    "houe",
    "houille",
    "houle",
    "housse",
    "houx",
    "hublot",
    "huche",
    "huée",
    "huit",
    "hurl",
    "husky",
    "hutte",
    "hub",
    "hacker",
    "hardware",
    "hashtag",
    "hedge",
)
# Whole words, whose beginnings have a mute h in others (« hallucination »).
_ASPIRATED_WORDS = ("hall", "halls", "halte", "haltes")
# Capitalised words in h are names: those that French elides before.
_MUTE_NAMES = (
    "haïti",
    "hervé",
    "hélène",
    "hélo",
    "henri",
    "hector",
    "hortense",
    "hubert",
    "hugu",
    "hydro",
    "hôpit",
    "hôtel",
)
_NOT_ELIDED = (
    "onze",
    "onzi",
    "oui",
    "ouistiti",
    "uhlan",
    "ululer",
    "yaourt",
    "yacht",
    "yoga",
    "yen",
)
_VOWELS = set("aeiouy")


def _begins_with_vowel(word: str) -> bool:
    """Return whether « de » and « que » lose their e before *word*."""
    low = word.casefold()
    plain = unicodedata.normalize("NFD", low)
    if not plain or low.startswith(_NOT_ELIDED):
        return False
    spelled_out = word.isupper() and len(word) > 1
    match plain[0]:
        case "h" if spelled_out:
            return False
        case "h" if word[0].isupper():
            return low.startswith(_MUTE_NAMES)
        case "h":
            return low not in _ASPIRATED_WORDS and not low.startswith(_ASPIRATED)
        case "y":  # « d'Yves », « d'yeux », « de Yannick »
            return plain.startswith("yeux") or (plain[1:2].isalpha() and plain[1:2] not in _VOWELS)
        case letter:
            return letter in _VOWELS or letter in "œæ"


def elide(word: str, marked: str) -> str:
    """Return *word* (« de », « que », « parce que ») before *marked*, elided where it must be."""
    first = bare(marked).lstrip("«\u00a0 ").split(" ")[0]
    return f"{word[:-1]}'{marked}" if _begins_with_vowel(first) else f"{word} {marked}"


def de(marked: str) -> str:
    """Return *marked* after « de »: « du portail », « des outils », « de l'arrivée »."""
    plain = bare(marked)
    if plain.startswith("des "):  # « de » swallows the article: « profit d'exemples »
        at = marked.index("des ")
        return elide("de", f"{marked[:at]}{marked[at + 4 :]}")
    for article, contracted in (("le ", "du "), ("les ", "des ")):
        # A capital article belongs to a name (« de Les Aliments Boréal »).
        if plain.startswith(article):
            at = marked.index(article)
            return f"{marked[:at]}{contracted}{marked[at + len(article) :]}"
    return elide("de", marked)
