"""French as written in Canada and in France."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property

from followup_mail.model import Interview, Person
from followup_mail.vocabulary import Did, InterviewFormat, Language, Register, Role
from followup_mail.writing.marks import CLOSE, LINE_BREAK, Marks, bare
from followup_mail.writing.phrasing.days import Distance, distance, needs_year
from followup_mail.writing.phrasing.elision import de, elide
from followup_mail.writing.phrasing.names import family_key, family_name

_NBSP = "\u00a0"
_NNBSP = "\u202f"
_NUMBERS = ("aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")

_ROLES = {
    Role.RECRUITER: "responsable du recrutement",
    Role.AGENCY: "agence",
    Role.HR: "ressources humaines",
    Role.COORDINATOR: "coordination",
    Role.HIRING_MANAGER: "gestionnaire",
    Role.CHAIR: "présidence du comité",
    Role.INTERVIEWER: "membre du comité",
    Role.INSIDER: "contact sur place",
}
_DID = {
    Did.CHECK_IN: "message de suivi",
    Did.NETWORK: "question",
    Did.ESCALATION: "message",
    Did.CALLED: "appel",
    Did.NO_ANSWER: "appel sans réponse",
    Did.GATEKEEPER: "appel filtré",
    Did.VOICEMAIL: "message vocal",
    Did.DELAYED: "nouvelle date reçue",
    Did.ACKNOWLEDGED: "réponse reçue",
    Did.NETWORK_REPLY: "réponse",
}
_VALUE = re.compile(f"[\U000f0000-\U000ffffd][^{CLOSE}]*{CLOSE}?")


class French:
    """The turns of French; see :class:`followup_mail.writing.phrasing.Phrasing`."""

    def __init__(self, language: Language) -> None:
        self._canadian = language is Language.FR_CA

    @cached_property
    def _locale(self) -> str:
        return "fr_CA" if self._canadian else "fr_FR"

    def greeting(self, person: Person, register: Register, marks: Marks) -> str:
        """Return « Bonjour Madame Tremblay, », « Madame, » where formal."""
        key = f"people.{person.id}"
        if register is Register.FORMAL and person.address:
            return f"{marks.put(person.address, f'{key}.address')},"
        if register is Register.FORMAL and not person.goes_by:
            return "Bonjour,"
        # In France, written, the surname after the title is felt to be a slip.
        if person.address and not person.goes_by and not self._canadian:
            return f"Bonjour {marks.put(person.address, f'{key}.address')},"
        return f"Bonjour {self.called(person, marks)},"

    def called(self, person: Person, marks: Marks) -> str:
        """Return « Julie », « Madame Tremblay », « Madame » or « Camille Beaudoin »."""
        key = f"people.{person.id}"
        if person.goes_by:
            return marks.put(person.goes_by, f"{key}.goes_by")
        if person.address:
            title = marks.put(person.address, f"{key}.address")
            family = family_name(person)
            return f"{title} {marks.put(family, family_key(person))}" if family else title
        return marks.put(person.name, f"{key}.name")

    def asked_for(self, person: Person, marks: Marks) -> str:
        """Return « Madame Tremblay », else the whole name: a title never stands before that."""
        key = f"people.{person.id}"
        family = family_name(person)
        if person.address and family:
            title = marks.put(person.address, f"{key}.address")
            return f"{title} {marks.put(family, family_key(person))}"
        return marks.put(person.name, f"{key}.name")

    def closing(self, person: Person | None, register: Register, marks: Marks) -> str:
        """Return the formula of closing; a full one repeats the address exactly."""
        if register is Register.FORMAL:
            title = person.address if person and person.address else ""
            address = (
                f", {marks.put(title, f'people.{person.id}.address')}," if person and title else ""
            )
            begin = "Veuillez agréer" if self._canadian else "Je vous prie d'agréer"
            return f"{begin}{address} mes salutations distinguées."
        if register is Register.WARM:
            return "Cordialement," if self._canadian else "Bien cordialement,"
        return "Meilleures salutations," if self._canadian else "Cordialement,"

    def day(self, day: date, on: date) -> str:
        """Return « hier », « jeudi », « jeudi dernier », « le 19 novembre »."""
        match distance(day, on):
            case Distance.TODAY:
                return "aujourd'hui"
            case Distance.YESTERDAY:
                return "hier"
            case Distance.TOMORROW:
                return "demain"
            case Distance.THIS_WEEK:
                return self._words(day, "EEEE")
            case Distance.LAST_WEEK:
                return f"{self._words(day, 'EEEE')} dernier"
            case Distance.FAR:
                return f"le {self.calendar_date(day, on)}"

    def deadline(self, day: date, on: date) -> str:
        """Return what follows « d'ici »: « demain », « au vendredi 27 novembre »."""
        match distance(day, on):
            case Distance.TODAY:
                return "la fin de la journée"
            case Distance.TOMORROW:
                return "demain"
            case _:
                return f"au {self._words(day, 'EEEE')} {self.calendar_date(day, on)}"

    def exact_day(self, day: date, on: date) -> str:
        """Return « le vendredi 20 novembre »."""
        return f"le {self._words(day, 'EEEE')} {self.calendar_date(day, on)}"

    def calendar_date(self, day: date, on: date) -> str:
        """Return « 19 novembre », « 1er décembre »; the year where needed."""
        number = "1er" if day.day == 1 else str(day.day)
        words = f"{number}{_NBSP}{self._words(day, 'MMMM')}"
        return f"{words} {day.year}" if needs_year(day, on) else words

    def _words(self, day: date, pattern: str) -> str:
        from babel.dates import format_date  # noqa: PLC0415 - 25 ms, only where French is written

        return str(format_date(day, pattern, locale=self._locale))

    def join(self, items: Sequence[str]) -> str:
        """Return « A », « A et B » or « A, B et C »."""
        if len(items) < 2:  # noqa: PLR2004 - nothing to join
            return "".join(items)
        return f"{', '.join(items[:-1])} et {items[-1]}"

    def topics(self, topics: Sequence[str]) -> str:
        """Return the topics as they follow « nous avons parlé »: each with its « de »."""
        return self.join([de(topic) for topic in topics])

    def role(self, role: Role) -> str:
        """Return the role without an article."""
        return _ROLES[role]

    def record(self, when: str, did: Did, whom: str) -> str:
        """Return « 1er décembre : suivi, Julie Tremblay »."""
        what = _DID.get(did, did.value)
        if did is Did.CHECK_IN and not self._canadian:
            what = "relance"
        return f"{when}{_NBSP}: {what}, {whom}" if whom else f"{when}{_NBSP}: {what}"

    def terms(self, interview: Interview | None) -> Mapping[str, str]:
        """Return « entrevue » or « entretien », « courriel » or « e-mail », and their like."""
        phone = " téléphonique" if interview and interview.format is InterviewFormat.PHONE else ""
        if self._canadian:
            return {
                "interview": f"entrevue{phone}",
                "talk": "entrevue",
                "last_interview": "dernière entrevue",
                "an_interview": f"une entrevue{phone}",
                "this_last": "cette dernière entrevue",
                "email": "courriel",
                "join": "me joindre à votre équipe",
            }
        return {
            "interview": f"entretien{phone}",
            "talk": "entretien",
            "last_interview": "dernier entretien",
            "an_interview": f"un entretien{phone}",
            "this_last": "ce dernier entretien",
            "email": "e-mail",
            "join": "rejoindre votre équipe",
        }

    def number(self, number: int) -> str:
        """Return « trois »; figures from ten on."""
        return _NUMBERS[number] if number < len(_NUMBERS) else str(number)

    def filters(self) -> Mapping[str, Callable[..., str]]:
        """Return the contractions and elisions, and the capital that begins a sentence."""
        from followup_mail.writing.phrasing.english import first_up  # noqa: PLC0415 - the same in both

        return {
            "de": de,
            "que": lambda marked: elide("que", marked),
            "first_up": first_up,
            "in_sentence": in_sentence,
        }

    def finish(self, marked: str) -> str:
        """Return *marked* with no-break spaces in the template's own words.

        Canada keeps a space before the colon and inside guillemets only; France
        before the semicolon, question and exclamation marks too (OQLF; Lexique
        of the Imprimerie nationale). The user's own words stay as they are.
        """
        from followup_mail.writing.phrasing.english import one_stop  # noqa: PLC0415 - the same in both

        marked = one_stop(marked)
        pieces = []
        at = 0
        for value in _VALUE.finditer(marked):
            pieces += [self._spaced(marked[at : value.start()]), value.group()]
            at = value.end()
        return "".join([*pieces, self._spaced(marked[at:])])

    def _spaced(self, text: str) -> str:
        text = re.sub(rf"[ {_NBSP}]?:(?=[\s{LINE_BREAK}]|$)", f"{_NBSP}:", text)
        text = re.sub(r"« ?", f"«{_NBSP}", text)
        text = re.sub(r" ?»", f"{_NBSP}»", text)
        text = re.sub(r"(?<=\d) (?=[h%$€])", _NBSP, text)
        if self._canadian:
            return re.sub(r" +([;!?])", r"\1", text)
        return re.sub(r" *([;!?])", rf"{_NNBSP}\1", text)


def in_sentence(marked: str) -> str:
    """Return a job's title as it stands inside a sentence: « analyste d'affaires ».

    French gives a title no capital there; it keeps one that any later word has
    too, since the title is then written as a name (« Product Owner »).
    """
    plain = bare(marked)
    words = plain.split()
    if not words or not words[0][1:].islower():
        return marked
    if any(word[0].isupper() and word[1:].islower() for word in words[1:]):
        return marked
    at = marked.index(plain[0])
    return marked[:at] + marked[at].lower() + marked[at + 1 :]
