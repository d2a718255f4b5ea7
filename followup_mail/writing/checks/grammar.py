"""French grammar that shows on the surface: tu and vous, agreement, elision; anglicisms."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from followup_mail.vocabulary import Agreement, Language, Role, Severity
from followup_mail.writing.checks import phrases
from followup_mail.writing.checks.check import FRENCH, Fault, check
from followup_mail.writing.checks.reading import Reading
from followup_mail.writing.phrasing.elision import elide

_TU = ("tu", "toi", "te", "t'ai", "t'as", "t'es", "t'a", "t'en", "t'y")
_VOUS = (
    r"(?<!\w)vous (?:\w+ ){0,2}?(?:\w+ez|êtes|faites|dites)(?!\w)"
    r"|(?<!\w)(?!rendez|chez|assez)\w+ez vous(?!\w)"
)

# What the writer says of themselves; the feminine adds an e unless it is given.
_ADJECTIVES = (
    "ravi intéressé enchanté content motivé convaincu impressionné touché disposé prêt persuadé "
    "certain honoré désolé surpris passionné attiré séduit inspiré marqué attaché spécialisé "
    "diplômé venu arrivé resté devenu né frappé étonné déçu navré emballé rassuré conquis captivé "
    "stimulé comblé flatté habitué engagé impliqué investi formé basé"
)
_IRREGULAR = {
    "heureux": "heureuse",
    "curieux": "curieuse",
    "reconnaissant": "reconnaissante",
    "fier": "fière",
    "soucieux": "soucieuse",
    "désireux": "désireuse",
    "confiant": "confiante",
    "seul": "seule",
    "sûr": "sûre",
}
_SELF = (
    "je suis", "je serais", "je serai", "je reste", "je demeure", "je me sens", "j'étais",
    "j'ai été", "j'aurais été", "me rend", "me rendrait", "me rendent", "m'a rendu", "m'ont rendu",
    "m'a laissé", "m'ont laissé",
)  # fmt: skip
_ADVERBS = frozenset(
    {
        *("très", "tout", "toujours", "vraiment", "bien", "aussi", "donc", "encore", "plus", "d"),
        *("autant", "particulièrement", "sincèrement", "également", "ressorti", "ressortie", "si"),
        *("extrêmement", "fort", "pas"),
    }
)
_COMPLETED = (",", " de ", " d ", " par ", " que ", " qu ", " à ")
"""What follows an adjective at the beginning that is about the writer: « Ravie de … »."""
_REACH = 60
_GENDERLESS = r"\(e\)|[·. ]e(?!\w)"
_ELIDED = frozenset(
    {
        *("de", "que", "le", "la", "je", "ne", "se", "me", "te", "ce"),
        *("jusque", "lorsque", "puisque", "quoique"),
    }
)
_JOINING = frozenset({"ou", "et"})
"""« le ou la responsable »"""

# A phrase and what a careful writer puts instead.
_ANGLICISMS = {
    "cancell~": "annuler",
    "canceler~": "annuler",
    "adresser un problème": "traiter",
    "adresser le problème": "traiter",
    "adresser ce problème": "traiter",
    "adresser une question": "traiter",
    "adresser cette question": "traiter",
    "adresser cet enjeu": "traiter",
    "appliquer pour": "postuler",
    "appliqué pour": "postulé",
    "applique pour": "postule",
    "appliquer sur le poste": "postuler",
    "appliquer sur un poste": "postuler",
    "appliqué sur le poste": "postulé",
    "définitivement": "certainement",
    "à date": "à ce jour",
    "faire du sens": "avoir du sens",
    "fait du sens": "a du sens",
    "prendre avantage de": "profiter de",
    "confortable avec": "à l'aise avec",
    "en charge de": "responsable de",
    "rencontrer les exigences": "satisfaire aux exigences",
    "rencontrer vos exigences": "satisfaire à vos exigences",
    "rencontrer vos attentes": "répondre à vos attentes",
    "rencontrer les échéances": "respecter les échéances",
    "céduler": "fixer",
    "cédulé~": "fixé",
    "booker": "réserver",
    "forwarder": "transférer",
    "checker": "vérifier",
    "un meeting": "une réunion",
    "du feedback": "des commentaires",
    "votre feedback": "vos commentaires",
    "follow-up": "suivi",
    "joindre l'équipe": "se joindre à l'équipe",
    "joindre votre équipe": "me joindre à votre équipe",
    "retourner mon appel": "me rappeler",
    "retourner votre appel": "vous rappeler",
    "supporter l'équipe": "soutenir l'équipe",
    "à la fin de la journée": "au bout du compte",
    "focusser": "se concentrer",
    "versatile": "polyvalent",
}
_CANADIAN = {
    "mail": "courriel",
    "mails": "courriels",
    "e-mail": "courriel",
    "e-mails": "courriels",
    "email": "courriel",
    "emails": "courriels",
    "week-end": "fin de semaine",
    "shopping": "magasinage",
    "parking": "stationnement",
    "entretien d'embauche": "entrevue d'embauche",
}


@check(
    "tu-vous",
    Severity.WARNING,
    rule="One message says tu or vous, not both; vous unless the other said tu first.",
    source="Montreal French Tutor; GoRH",
    languages=FRENCH,
)
def tu_vous(reading: Reading) -> Iterator[Fault]:
    """Yield tu beside vous, and tu to somebody who is no acquaintance."""
    tu = next(reading.hits(_TU, subject=False), None)
    if tu is None:
        return
    vous = re.search(_VOUS, reading.folded)
    if vous is not None:
        other = reading.body[slice(*vous.span())]
        yield Fault(f'{tu.said} and "{other}" stand in one message: keep to vous.', tu.span)
    elif reading.to is not None and reading.to.role is not Role.INSIDER:
        yield Fault(f"{tu.said} is familiar: write vous unless they said tu first.", tu.span)


@check(
    "agreement",
    Severity.WARNING,
    rule="What the writer says of themselves agrees as me.agreement has it.",
    source="the project's judgement",
    languages=FRENCH,
)
def agreement(reading: Reading) -> Iterator[Fault]:
    """Yield adjectives in another gender than the writer's, and parenthesised ones."""
    wanted = reading.draft.sender.agreement
    for start, end, gender in _own_adjectives(reading.folded, reading.sentences):
        open_ending = re.compile(_GENDERLESS).match(reading.folded, end)
        end = open_ending.end() if open_ending else end  # noqa: PLW2901 - the whole word
        said = reading.body[start:end]
        span = reading.at(start, end)
        key = f" (from {span.key})" if span.key else ""
        if open_ending:
            yield Fault(f'"{said}"{key} leaves the gender open: choose one, or rephrase.', span)
        elif wanted is Agreement.EPICENE:
            yield Fault(f'"{said}"{key} tells a gender: rephrase it, or set me.agreement.', span)
        elif gender is not wanted:
            mine = f'me.agreement = "{wanted.value}"'
            yield Fault(f'"{said}"{key} does not agree with {mine}: change it.', span)


def _own_adjectives(
    folded: str, sentences: tuple[tuple[int, int], ...]
) -> Iterator[tuple[int, int, Agreement]]:
    """Yield each adjective that is about the writer, with the gender it tells."""
    forms = _forms()
    after_self = {end for _, end in phrases.find(folded, _SELF)}
    for begin in sorted(after_self | {start for start, _ in sentences}):
        for found in re.finditer(r"[^\W\d_]+", folded[begin : begin + _REACH]):
            word = found[0]
            if word in _ADVERBS:
                continue
            start, end = begin + found.start(), begin + found.end()
            completed = folded[end : end + 6].startswith(_COMPLETED)
            if word in forms and (begin in after_self or completed):
                yield start, end, forms[word]
            break


@cache
def _forms() -> dict[str, Agreement]:
    """Return each form, folded, with its gender."""
    pairs = [(word, f"{word}e") for word in _ADJECTIVES.split()] + list(_IRREGULAR.items())
    return {m: Agreement.M for m, _ in pairs} | {f: Agreement.F for _, f in pairs}


@check(
    "elision",
    Severity.WARNING,
    rule="De, que, le, la, je, ne, se and their like lose their vowel before another.",
    source="the project's judgement",
    languages=FRENCH,
)
def elision(reading: Reading) -> Iterator[Fault]:
    """Yield missing apostrophes; « puis-je espérer » and « le onze » keep their vowel."""
    for one, other in pairwise(re.finditer(r"\w[\w'’-]*", reading.body)):
        little = one[0].casefold()
        if little not in _ELIDED or reading.body[one.end() : other.start()] not in {" ", "\u00a0"}:
            continue
        if reading.body[one.start() - 1 : one.start()] in {"-", "'", "’"} and one.start():
            continue
        if _keeps_vowel(little, other[0]) or phrases.MASK in reading.plain[slice(*one.span())]:
            continue  # the second: inside a name
        span = reading.at(one.start(), other.end())
        key = f" (from {span.key})" if span.key else ""
        said = f"{one[0]} {other[0]}"
        yield Fault(f'"{said}"{key} wants an apostrophe: {one[0][:-1]}\'{other[0]}.', span)


def _keeps_vowel(little: str, word: str) -> bool:
    """Return whether *little* stays whole before *word*."""
    folded = word.casefold()
    if folded in _JOINING or elide("de", word) == f"de {word}":
        return True
    if little == "ce":
        return folded not in {"est", "était", "étaient"}  # « ce » before a noun is another fault
    return little in {"le", "la"} and folded in {"un", "une"}  # the figure; the front page


@check(
    "anglicism",
    Severity.HINT,
    rule="A French turn is preferred to one modelled on English.",
    source="the project's judgement",
    languages=FRENCH,
)
def anglicism(reading: Reading) -> Iterator[Fault]:
    """Yield turns modelled on English, each with a French one."""
    canadian = reading.draft.language is Language.FR_CA
    wanted = _ANGLICISMS | _CANADIAN if canadian else _ANGLICISMS
    for hit in reading.hits(wanted):
        said = phrases.fold(hit.words)
        better = next(b for phrase, b in wanted.items() if any(phrases.find(said, (phrase,))))
        yield Fault(f"{hit.said} is modelled on English: « {better} » is safer.", hit.span)


CHECKS = (tu_vous, agreement, elision, anglicism)
