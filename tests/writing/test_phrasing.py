"""How days, names, lists and numbers are said in each language."""

from datetime import date

import pytest

from followup_mail.errors import MissingDetailError
from followup_mail.model import Person
from followup_mail.vocabulary import Language, NameOrder, Register, Role
from followup_mail.writing.marks import Marks, bare
from followup_mail.writing.phrasing import finish, phrasing
from followup_mail.writing.phrasing.elision import de, elide
from followup_mail.writing.phrasing.french import in_sentence
from followup_mail.writing.phrasing.names import family_name, given_name
from followup_mail.writing.phrasing.numbers import spoken

THURSDAY = date(2026, 11, 19)

DAYS = [
    # day, day of sending, en-US, en-GB, fr-CA
    (THURSDAY, date(2026, 11, 19), "today", "today", "aujourd'hui"),
    (THURSDAY, date(2026, 11, 20), "yesterday", "yesterday", "hier"),
    (THURSDAY, date(2026, 11, 18), "tomorrow", "tomorrow", "demain"),
    (THURSDAY, date(2026, 11, 22), "on Thursday", "on Thursday", "jeudi"),
    (THURSDAY, date(2026, 11, 23), "last Thursday", "last Thursday", "jeudi dernier"),
    (THURSDAY, date(2026, 11, 25), "last Thursday", "last Thursday", "jeudi dernier"),
    (THURSDAY, date(2026, 11, 26), "on November 19", "on 19 November", "le 19\u00a0novembre"),
    (date(2026, 12, 30), date(2027, 1, 1), "on Wednesday", "on Wednesday", "mercredi"),
    (date(2026, 12, 31), date(2027, 1, 1), "yesterday", "yesterday", "hier"),
    (
        date(2026, 12, 18),
        date(2027, 1, 4),
        "on December 18",
        "on 18 December",
        "le 18\u00a0décembre",
    ),
    (
        date(2026, 12, 1),
        date(2026, 12, 20),
        "on December 1",
        "on 1 December",
        "le 1er\u00a0décembre",
    ),
    (
        date(2026, 1, 7),
        date(2026, 11, 20),
        "on January 7, 2026",
        "on 7 January 2026",
        "le 7\u00a0janvier 2026",
    ),
]


@pytest.mark.parametrize(("day", "on", "american", "british", "french"), DAYS)
def test_a_day_is_said_as_people_say_it(
    day: date, on: date, american: str, british: str, french: str
) -> None:
    """Near days by their distance, far ones by their date, right at a year's end."""
    said = [
        phrasing(language).day(day, on)
        for language in (Language.EN_US, Language.EN_GB, Language.FR_CA)
    ]

    assert said == [american, british, french]


def test_a_deadline_carries_its_weekday() -> None:
    """What follows "by" names weekday and date, so that neither can be misread."""
    by, on = date(2026, 11, 27), date(2026, 11, 20)

    assert phrasing(Language.EN_CA).deadline(by, on) == "Friday, November 27"
    assert phrasing(Language.EN_GB).deadline(by, on) == "Friday 27 November"
    assert phrasing(Language.FR_FR).deadline(by, on) == "au vendredi 27\u00a0novembre"


def test_lists_end_in_and() -> None:
    """Names are joined as each language does."""
    names = ["A", "B", "C"]

    assert phrasing(Language.EN_CA).join(names) == "A, B and C"
    assert phrasing(Language.FR_CA).join(names[:2]) == "A et B"


def test_each_topic_has_a_preposition_of_its_own() -> None:
    """Two topics never run into one another."""
    assert phrasing(Language.EN_CA).topics(["pay bands and levels", "the on-call rota"]) == (
        "pay bands and levels and about the on-call rota"
    )
    assert phrasing(Language.FR_CA).topics(["le portail", "l'arrivée d'une équipe"]) == (
        "du portail et de l'arrivée d'une équipe"
    )


CONTRACTED = [
    ("arriver", "d'arriver"),
    ("le portail", "du portail"),
    ("les outils", "des outils"),
    ("la façon", "de la façon"),
    ("l'arrivée", "de l'arrivée"),
    ("Alex", "d'Alex"),
    ("Maria", "de Maria"),
    ("Hélène", "d'Hélène"),
    ("Halden Robotics", "de Halden Robotics"),
    ("Hydro-Laurier", "d'Hydro-Laurier"),
    ("Yves", "d'Yves"),
    ("Yannick", "de Yannick"),
    ("des exemples", "d'exemples"),
    ("yeux", "d'yeux"),
    ("hall d'entrée", "de hall d'entrée"),
    ("hallucinations", "d'hallucinations"),
    ("hameaux", "de hameaux"),
    ("hausse des coûts", "de hausse des coûts"),
    ("horaires souples", "d'horaires souples"),
    ("onze sites", "de onze sites"),
    ("œuvres d'art", "d'œuvres d'art"),
    ("Les Aliments Boréal", "de Les Aliments Boréal"),
    ("analyste d'affaires", "d'analyste d'affaires"),
    ("UX", "d'UX"),
    ("IBM", "d'IBM"),
    ("aujourd'hui", "d'aujourd'hui"),
    ("jeudi", "de jeudi"),
    ("hier", "d'hier"),
    ("le 19 novembre", "du 19 novembre"),
]


@pytest.mark.parametrize(("text", "expected"), CONTRACTED)
def test_de_contracts_and_elides(text: str, expected: str) -> None:
    """« de » before any noun phrase, marked or not, is written as French writes it."""
    assert de(text) == expected
    assert bare(de(Marks().put(text, "k"))) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("on y travaille à deux", "parce qu'on y travaille à deux"),
        ("les outils servent", "parce que les outils servent"),
        ("Alex y croit", "parce qu'Alex y croit"),
    ],
)
def test_parce_que_elides(clause: str, expected: str) -> None:
    """« parce que » loses its e before a vowel."""
    assert elide("parce que", clause) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Analyste d'affaires", "analyste d'affaires"),
        ("Chef de projet TI", "chef de projet TI"),
        ("Product Owner", "Product Owner"),
        ("DevOps", "DevOps"),
        ("", ""),
    ],
)
def test_a_title_loses_its_capital_inside_a_sentence(title: str, expected: str) -> None:
    """French writes a job in lower case unless it is written as a name."""
    assert in_sentence(title) == expected


def person(name: str, **details: str) -> Person:
    """Return somebody of that name."""
    order = NameOrder(details.pop("order", "given-first"))
    return Person(id="p", name=name, role=Role.RECRUITER, order=order, **details)


@pytest.mark.parametrize(
    ("someone", "language", "register", "expected"),
    [
        (person("Maria Lopez", goes_by="Maria"), "en-CA", "plain", "Hi Maria,"),
        (person("Maria Lopez", goes_by="Maria"), "en-CA", "formal", "Dear Maria,"),
        (person("Lin Wei", order="family-first"), "en-US", "plain", "Dear Lin Wei,"),
        (person("Ana Chen", address="Dr."), "en-US", "warm", "Dear Dr. Chen,"),
        (
            person("Lin Wei", order="family-first", address="Ms"),
            "en-GB",
            "plain",
            "Dear Ms Lin,",
        ),
        (
            person("Rosa Côté", address="Madame"),
            "fr-CA",
            "plain",
            "Bonjour Madame Côté,",
        ),
        (person("Rosa Côté", address="Madame"), "fr-CA", "formal", "Madame,"),
        (person("Rosa Côté", address="Madame"), "fr-FR", "plain", "Bonjour Madame,"),
        (person("Rosa de la Tour", address="Madame"), "fr-CA", "plain", "Bonjour Madame,"),
        (person("Camille Beaudoin"), "fr-CA", "plain", "Bonjour Camille Beaudoin,"),
        (person("Camille Beaudoin"), "fr-CA", "formal", "Bonjour,"),
        (person("Julie Roy", goes_by="Julie"), "fr-CA", "warm", "Bonjour Julie,"),
    ],
)
def test_the_address_is_what_they_use(
    someone: Person, language: str, register: str, expected: str
) -> None:
    """A greeting uses a name or title on file, and invents neither."""
    greeting = phrasing(Language(language)).greeting(someone, Register(register), Marks())

    assert bare(greeting) == expected


@pytest.mark.parametrize(
    ("someone", "language", "expected"),
    [
        (person("Rosa Côté", address="Madame"), "fr-CA", "Madame Côté"),
        (person("Rosa Côté", address="Madame", goes_by="Rosa"), "fr-FR", "Madame Côté"),
        (
            person("Rosa de la Tour", address="Madame", family="de la Tour"),
            "fr-CA",
            "Madame de la Tour",
        ),
        (person("Rosa de la Tour", address="Madame"), "fr-CA", "Rosa de la Tour"),
        (person("Rosa Côté"), "fr-CA", "Rosa Côté"),
        (person("Ana Chen", address="Dr."), "en-US", "Ana Chen"),
    ],
)
def test_whoever_answers_first_is_asked_for_somebody_by_a_name_that_is_known(
    someone: Person, language: str, expected: str
) -> None:
    """A French title stands before the family name alone; a whole name goes without."""
    assert bare(phrasing(Language(language)).asked_for(someone, Marks())) == expected


def test_a_formal_french_closing_repeats_the_address() -> None:
    """The full formula names the reader exactly as the message began."""
    madame = person("Rosa Côté", address="Madame")
    say = phrasing(Language.FR_CA)

    assert bare(say.closing(madame, Register.FORMAL, Marks())) == (
        "Veuillez agréer, Madame, mes salutations distinguées."
    )
    assert say.closing(person("Camille Beaudoin"), Register.FORMAL, Marks()) == (
        "Veuillez agréer mes salutations distinguées."
    )


def test_a_family_name_is_asked_for_and_not_guessed() -> None:
    """With three words, which one is the family name is the file's to tell."""
    sofia = person("Sofía de la Cruz", address="Ms")

    with pytest.raises(MissingDetailError) as raised:
        phrasing(Language.EN_US).greeting(sofia, Register.PLAIN, Marks())

    assert raised.value.key == "people.p.family"


def test_order_tells_given_from_family_name() -> None:
    """Two words and the stated order decide; a stated name beats both."""
    assert given_name(person("Lin Wei", order="family-first")) == "Wei"
    assert family_name(person("Lin Wei", order="family-first")) == "Lin"
    assert given_name(person("Ana Chen", given="Annie")) == "Annie"
    assert given_name(person("Cher")) is None


@pytest.mark.parametrize(
    ("phone", "language", "place", "expected"),
    [
        ("+1 416 555 0142", "en-CA", "CA-ON", "4 1 6 … 5 5 5 … 0 1 4 2"),
        ("+1 416 555 0142", "en-CA", None, "4 1 6 … 5 5 5 … 0 1 4 2"),
        ("+1 416 555 0142", "en-GB", "GB", "+ 1 … 4 1 6 … 5 5 5 … 0 1 4 2"),
        ("+33 6 39 98 12 34", "fr-FR", "FR", "06, 39, 98, 12, 34"),
        ("+44 7700 900123", "en-GB", "GB", "0 7 7 0 0 … 9 0 0 … 1 2 3"),
        ("555-0142", "en-CA", "CA-ON", "5 5 5 … 0 1 4 2"),
        ("+1 416 555 0142 ext. 7", "en-CA", "CA-ON", "4 1 6 … 5 5 5 … 0 1 4 2 … extension 7"),
    ],
)
def test_a_number_is_said_in_the_groups_of_its_country(
    phone: str, language: str, place: str | None, expected: str
) -> None:
    """Digits one by one (in France in pairs), the country code only to another country."""
    assert spoken(phone, Language(language), place) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr-CA", "Oui\u00a0: «\u00a0non\u00a0»; vrai? À 14\u00a0h."),
        ("fr-FR", "Oui\u00a0: «\u00a0non\u00a0»\u202f; vrai\u202f? À 14\u00a0h."),
    ],
)
def test_french_spaces_are_the_program_s_work(language: str, expected: str) -> None:
    """Templates may be typed with plain spaces."""
    assert finish("Oui : « non » ; vrai ? À 14 h.", Language(language)) == expected


def test_the_users_own_words_keep_their_spaces() -> None:
    """Typography is laid on the template's words, never on a value."""
    value = Marks().put("a ; b ? c", "k")

    assert finish(f"« {value} »", Language.FR_FR) == f"«\u00a0{value}\u00a0»"


@pytest.mark.parametrize("language", list(Language))
def test_a_detail_that_ends_in_a_full_stop_ends_the_sentence(language: Language) -> None:
    """A "Jr." at the end of a sentence is followed by no second stop."""
    assert bare(finish(f"{Marks().put('Tom Hall Jr.', 'k')}. So", language)) == "Tom Hall Jr. So"


def test_english_typography_is_left_alone() -> None:
    """English needs no other spaces."""
    assert finish("Yes : no ?", Language.EN_CA) == "Yes : no ?"
