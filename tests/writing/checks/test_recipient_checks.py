"""Whether a message may go to this person, and calls them what they are called."""

import pytest
from drafting import (
    BOREAL,
    DAVID,
    HELENE,
    MARIA,
    NORTHWIND,
    PRIYA,
    SAM,
    blocks,
    case,
    found,
    letter,
    told,
)

from followup_mail.model import Application, Person
from followup_mail.vocabulary import Kind, Language, NameOrder, PersonStatus, Role, Severity

EN, CA, FR = Language.EN_CA, Language.FR_CA, Language.FR_FR
OWEN = Person("owen", "Owen O'Brien", Role.AGENCY, goes_by="Owen", email="owen@fairlane.example")
LIN = Person(
    "lin", "Lin Wei", Role.HIRING_MANAGER, order=NameOrder.FAMILY_FIRST, email="l@x.example"
)
SOFIA = Person("sofia", "Sofía de la Cruz", Role.INTERVIEWER, email="sofia@x.example")
DOCTOR = DAVID._replace(goes_by=None, address="Dr.")


def greeted(greeting: str, base: str = "en") -> str:
    """Return a letter that begins with *greeting*."""
    first, _, rest = letter("Thank you for the talk.", base).partition("\n")
    assert first
    return f"{greeting}\n{rest}"


@pytest.mark.parametrize(
    ("application", "kind", "message"),
    [
        (
            NORTHWIND._replace(do_not_contact=True),
            Kind.CHECK_IN,
            (
                "do_not_contact is set: they asked not to be contacted, so write nothing until "
                "they do."
            ),
        ),
        (
            NORTHWIND._replace(no_calls=True),
            Kind.VOICEMAIL,
            "no_calls is set: they asked not to be called, so write instead.",
        ),
    ],
)
def test_who_asked_for_silence_gets_it(application: Application, kind: Kind, message: str) -> None:
    """The flags of the file beat the ladder."""
    findings = found("do-not-contact", case(letter("Hello."), kind, application))

    assert [(f.message, f.severity) for f in findings] == [(message, Severity.BLOCKED)]


def test_no_calls_says_nothing_of_letters() -> None:
    """Who wants no calls may be written to."""
    judged = case(letter("Hello."), Kind.CHECK_IN, NORTHWIND._replace(no_calls=True))

    assert found("do-not-contact", judged) == []


@pytest.mark.parametrize(
    ("status", "kind", "severities"),
    [
        (PersonStatus.ACTIVE, Kind.CHECK_IN, []),
        (PersonStatus.LEFT, Kind.CHECK_IN, [Severity.BLOCKED]),
        (PersonStatus.LEFT, Kind.CALL, [Severity.BLOCKED]),
        (PersonStatus.BOUNCED, Kind.CHECK_IN, [Severity.BLOCKED]),
        (PersonStatus.BOUNCED, Kind.CALL, []),
        (PersonStatus.AWAY, Kind.CHECK_IN, [Severity.WARNING]),
    ],
)
def test_nobody_is_written_to_who_cannot_read_it(
    status: PersonStatus, kind: Kind, severities: list[Severity]
) -> None:
    """Who has left or whose mail bounced is not written to; who is away can wait."""
    judged = case(letter("Hello."), kind, to=MARIA._replace(status=status))

    assert [f.severity for f in found("do-not-contact", judged)] == severities


AGENCY = NORTHWIND._replace(people={**NORTHWIND.people, "owen": OWEN})


@pytest.mark.parametrize(
    ("application", "kind", "to", "messages"),
    [
        (
            AGENCY,
            Kind.CHECK_IN,
            MARIA,
            [
                (
                    "Maria Lopez is the agency's client: ask Owen O'Brien, or set "
                    "agency_allows_direct once the agency agrees."
                )
            ],
        ),
        (AGENCY, Kind.CHECK_IN, OWEN, []),
        (AGENCY, Kind.THANK_YOU, MARIA, []),
        (AGENCY, Kind.NETWORK, PRIYA, []),
        (AGENCY._replace(agency_allows_direct=True), Kind.CALL, MARIA, []),
        (NORTHWIND, Kind.CHECK_IN, MARIA, []),
    ],
)
def test_a_chase_goes_to_the_agency(
    application: Application, kind: Kind, to: Person, messages: list[str]
) -> None:
    """An agency's client is chased with the agency's leave only; thanks are no chase."""
    findings = found("bypass-agency", case(letter("Hello."), kind, application, to=to))

    assert [f.message for f in findings] == messages


@pytest.mark.parametrize(
    ("domain", "sender", "recipient", "number"),
    [
        ("northwind.example", "sam@example.com", MARIA.email, 1),
        ("example.com", "sam@example.com", MARIA.email, 1),
        ("Example.com", "sam@mail.EXAMPLE.com", MARIA.email, 1),
        ("ample.com", "sam@example.com", MARIA.email, 0),
        (None, "sam@example.com", MARIA.email, 0),
    ],
)
def test_the_present_employer_sees_nothing(
    domain: str | None, sender: str, recipient: str, number: int
) -> None:
    """No address of the present employer's is written from or to."""
    me = SAM._replace(email=sender, current_employer_domain=domain)
    judged = case(letter("Hello."), me=me, to=MARIA._replace(email=recipient))

    assert [f.severity for f in found("employer-domain", judged)] == [Severity.BLOCKED] * number


@pytest.mark.parametrize(
    ("language", "greeting"),
    [
        (EN, "To whom it may concern,"),
        (EN, "Dear Hiring Manager,"),
        (EN, "Hi there,"),
        (CA, "À qui de droit,"),
        (FR, "Madame, Monsieur,"),
    ],
)
def test_a_greeting_to_anyone_blocks(language: Language, greeting: str) -> None:
    """Whoever has a name is greeted by it, and is told so once."""
    judged = case(greeted(greeting, language.base), language=language)

    assert [f.severity for f in found("generic-address", judged)] == [Severity.BLOCKED]
    assert found("greeting-name", judged) == []
    assert found("title", judged) == []


@pytest.mark.parametrize(
    ("language", "greeting"), [(EN, "Hi Maria,"), (EN, "Hello,"), (CA, "Bonjour,"), (FR, "Madame,")]
)
def test_a_plain_greeting_is_not_generic(language: Language, greeting: str) -> None:
    """A bare greeting, or a name, is let through."""
    body = greeted(greeting, language.base)

    assert told("generic-address", body, language=language) == []


@pytest.mark.parametrize(
    ("language", "greeting", "message"),
    [
        (EN, "Hi all,", 'The greeting is to "all" as well as {}: write to each alone.'),
        (
            EN,
            "Hi Maria and David,",
            "The greeting is to David Chen as well as {}: write to each alone.",
        ),
        (CA, "Bonjour à tous,", 'The greeting is to "à tous" as well as {}: write to each alone.'),
        (
            FR,
            "Bonjour Hélène, bonjour Maria,",
            "The greeting is to Maria Lopez as well as {}: write to each alone.",
        ),
    ],
)
def test_a_greeting_to_several_blocks(language: Language, greeting: str, message: str) -> None:
    """Each person met gets a note of their own."""
    to = HELENE if language.base == "fr" else MARIA
    judged = case(greeted(greeting, language.base), Kind.THANK_YOU, language=language, to=to)

    assert [f.message for f in found("mass-mail", judged)] == [message.format(to.name)]
    assert found("greeting-name", judged) == []


@pytest.mark.parametrize("greeting", ["Hi Maria,", "Dear Maria Lopez,", "Hello,"])
def test_a_greeting_to_one_is_no_mass_mail(greeting: str) -> None:
    """One name is one person."""
    assert told("mass-mail", greeted(greeting), Kind.THANK_YOU) == []


RIGHT = [
    (EN, MARIA, "Hi Maria,"),
    (EN, MARIA, "Dear Maria Lopez,"),
    (EN, MARIA, "Good morning Maria,"),
    (EN, MARIA, "Hi Maria, thank you for the talk today,"),
    (EN, OWEN, "Dear Owen O’Brien,"),
    (EN, LIN, "Dear Lin Wei,"),
    (EN, SOFIA, "Dear Sofía de la Cruz,"),
    (EN, DOCTOR, "Dear Dr. Chen,"),
    (CA, HELENE, "Bonjour Madame Côté,"),
    (CA, HELENE, "Madame,"),
    (CA, HELENE, "Bonjour,"),
    (FR, HELENE, "Madame la Directrice,"),
    (FR, HELENE, "Bonjour Hélène Côté,"),
]
WRONG = [
    (EN, MARIA, "Hi Marie,"),
    (EN, MARIA, "Hi maria,"),
    (EN, MARIA, "Dear Lopez Maria,"),
    (EN, OWEN, "Dear Owen Obrien,"),
    (EN, LIN, "Dear Wei Lin,"),
    (EN, SOFIA, "Dear Sofia de la Cruz,"),
    (EN, DOCTOR, "Dear Mr. Chen,"),
    (EN, DOCTOR, "Dear Dr. Cheng,"),
    (CA, HELENE, "Bonjour Madame Cote,"),
    (CA, HELENE, "Bonjour Helene,"),
    (FR, HELENE, "Bonjour Madame Coté,"),
]


@pytest.mark.parametrize(("language", "to", "greeting"), RIGHT)
def test_a_name_on_file_is_let_through(language: Language, to: Person, greeting: str) -> None:
    """Every form that the record gives is right."""
    body = greeted(greeting, language.base)

    assert told("greeting-name", body, language=language, to=to) == []


@pytest.mark.parametrize(("language", "to", "greeting"), WRONG)
def test_a_wrong_name_blocks(language: Language, to: Person, greeting: str) -> None:
    """Case, accents and order count."""
    judged = case(greeted(greeting, language.base), language=language, to=to)

    assert [f.severity for f in found("greeting-name", judged)] == [Severity.BLOCKED]


def test_a_wrong_name_is_shown_beside_the_record() -> None:
    """The message names what stands there, what is on file, and where."""
    assert told("greeting-name", greeted("Hi Marie,")) == [
        (
            'The greeting says "Marie" where people.maria has "Maria": write the name as on file, '
            "or correct the file."
        )
    ]


def test_the_note_to_pass_on_greets_whom_it_thanks() -> None:
    """Both greetings of a forwarded note are held to their own person."""
    note = "–––\n\nHi Davide,\n\nThank you for the talk.\n\nBest regards,\nSam Okafor"
    body = blocks(
        greeting="Hi Maria,",
        request="Could you please pass on the note below?",
        closing="Best regards,",
        signature="Sam Okafor",
        note=note,
    )

    assert told("greeting-name", body, Kind.FORWARD, about=DAVID) == [
        (
            'The greeting says "Davide" where people.david has "David": write the name as on file, '
            "or correct the file."
        )
    ]


@pytest.mark.parametrize(
    ("language", "to", "body"),
    [
        (EN, DAVID, greeted("Dear Mr. Chen,")),
        (EN, DAVID, letter("I spoke to Ms. Lopez on the phone.")),
        (EN, DOCTOR, greeted("Dear Mrs. Chen,")),
        (CA, HELENE._replace(address=None), greeted("Bonjour Madame Côté,", "fr")),
        (FR, HELENE, greeted("Mademoiselle Côté,", "fr")),
        (CA, HELENE, letter("J'ai parlé à Mme Lopez.", "fr")),
    ],
)
def test_a_title_that_is_not_on_file_is_a_guess(language: Language, to: Person, body: str) -> None:
    """No title is invented, and some are never used."""
    assert len(told("title", body, language=language, to=to)) == 1


@pytest.mark.parametrize(
    ("language", "to", "body"),
    [
        (EN, DOCTOR, greeted("Dear ‹people.david.address|Dr.› Chen,")),
        (EN, MARIA, letter("I would not Miss it.")),
        (EN, MARIA, letter("I interviewed for ‹position|Miss Universe Coordinator›.")),
        (CA, HELENE, greeted("Bonjour Madame Côté,", "fr")),
        (FR, HELENE, letter("Veuillez agréer, Madame, mes salutations distinguées.", "fr")),
    ],
)
def test_a_recorded_title_is_let_through(language: Language, to: Person, body: str) -> None:
    """A title on file is no guess, and a name or verb is no title."""
    assert told("title", body, language=language, to=to) == []


def test_a_guessed_title_is_not_a_wrong_name_too() -> None:
    """One slip gives one finding."""
    judged = case(greeted("Dear Mr. Chen,"), to=DAVID)

    assert found("greeting-name", judged) == []
    assert [f.message for f in found("title", judged)] == [
        '"Mr." is a guess: use the name alone, or record people.david.address.'
    ]


def test_a_script_has_no_greeting_to_judge() -> None:
    """What is said on the telephone is not a letter."""
    assert told("greeting-name", "Hello Bob, this is Sam Okafor.", Kind.VOICEMAIL) == []


def test_the_private_note_is_nobody_elses_business() -> None:
    """A reflection is read for leftovers and odd characters only."""
    body = "Hey {{ name }}, I am desperate and still waiting 😀"
    judged = case(body, Kind.REFLECTION, BOREAL._replace(do_not_contact=True), to=None)

    assert {finding.check for finding in found("placeholder", judged)} == {"placeholder"}
    assert len(found("placeholder", judged)) == 1
    assert not any(found(name, judged) for name in ("desperation", "casual", "do-not-contact"))
