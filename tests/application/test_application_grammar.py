"""What clauses and noun phrases may begin and end with."""

import pytest

from followup_mail.application import read_application
from followup_mail.config import Config
from followup_mail.errors import ApplicationError
from followup_mail.model import Application
from followup_mail.vocabulary import Language

CONFIG = Config(me={"name": "Sam Okafor", "email": "sam@okafor.example"})
TABLES = {
    "why": 'why = "{}"',
    "topic": '[people.maria]\nname = "Maria"\nrole = "hr"\n[[interviews]]\n'
    'at = 2026-03-12T13:00:00Z\ntalked_about = {{maria = ["{}"]}}',
    "strength": '[[strengths]]\ni = "{}"',
    "relationship": '[people.maria]\nname = "Maria"\nrole = "insider"\nrelationship = "{}"',
    "promise": '[people.maria]\nname = "Maria"\nrole = "hr"\n'
    '[[promised]]\nto = "maria"\nwhat = "{}"',
}


def read(kind: str, language: str, text: str) -> Application:
    """Return an application in *language* with *text* as its *kind*."""
    head = f'employer = "Halyard"\nposition = "Rigger"\nlanguage = "{language}"\n'
    return read_application(
        (head + TABLES[kind].format(text)).encode(),
        source="a.toml",
        folder=None,
        config=CONFIG,
        fallback_timezone="UTC",
    )


@pytest.mark.parametrize(
    ("kind", "language", "text"),
    [
        ("why", "en-CA", "Kafka is run there by people who like it"),
        ("why", "en-CA", "The Hague is where the archive is"),
        ("why", "en-CA", "I like rope"),
        ("why", "en-CA", "IT is treated as a craft"),
        ("why", "fr-CA", "Le Devoir publie ses corrections"),
        ("why", "fr-CA", "L'Oréal publie ses corrections"),
        ("why", "fr-CA", "La Presse a tout changé"),
        ("topic", "en-CA", "Python packaging"),
        ("topic", "en-CA", "A/B tests of the checkout"),
        ("topic", "en-CA", "iOS releases"),
        ("topic", "en-CA", "Halden's safety work"),
        ("topic", "en-CA", "May"),
        ("topic", "en-CA", "Will's plan for the archive"),
        ("topic", "en-CA", "aboutness in catalogues"),
        ("topic", "en-CA", "{{ 7*7 }}"),
        ("topic", "en-CA", "the release at Yahoo! (the second)"),
        ("topic", "fr-CA", "devis et délais"),
        ("topic", "fr-CA", "The arrival of English words"),
        ("strength", "en-CA", "introduced a rota"),
        ("strength", "en-CA", "GitHub-hosted the whole archive"),
        ("strength", "en-CA", "Will wrote of"),
        ("strength", "fr-FR", "jeté les bases d'un atelier"),
        ("relationship", "en-CA", "because of rope"),
        ("promise", "fr-FR", "d'anciens plans"),
    ],
)
def test_what_may_be_meant_is_let_through(kind: str, language: str, text: str) -> None:
    """A false refusal is worse than a miss."""
    assert read(kind, language, text)


@pytest.mark.parametrize(
    ("kind", "language", "text", "told"),
    [
        ("why", "en-CA", "the work matters.", "ends with '.'"),
        ("why", "en-CA", "the work matters!", "ends with '!'"),
        ("why", "en-CA", "the work matters…", "ends with '…'"),
        ("relationship", "en-CA", "we met in Leeds?", "ends with '?'"),
        ("promise", "en-CA", "the plan,", "ends with ','"),
        ("strength", "fr-FR", "animé des ateliers ;", "ends with ';'"),
    ],
)
def test_an_end_mark_is_refused(kind: str, language: str, text: str, told: str) -> None:
    """The program's sentence has one of its own."""
    with pytest.raises(ApplicationError) as caught:
        read(kind, language, text)
    assert str(caught.value).partition(": ")[2].partition(": ")[2] == (
        f"{told}, but stands inside a sentence; leave the mark out"
    )


@pytest.mark.parametrize(
    ("kind", "language", "text", "told"),
    [
        ("why", "en-GB", "Because rope is honest", "Because"),
        ("why", "fr-CA", "parce que la corde est honnête", "parce que"),
        ("why", "fr-CA", "Parce qu’elle est honnête", "Parce qu’"),
        ("why", "fr-CA", "car la corde est honnête", "car"),
        ("topic", "en-US", "about the new rig", "about"),
        ("topic", "fr-FR", "de la nouvelle corde", "de"),
        ("topic", "fr-FR", "d’anciens gréements", "d’"),
        ("topic", "fr-FR", "d'anciens gréements", "d'"),
        ("strength", "en-CA", "I rebuilt the rig", "I"),
        ("strength", "en-CA", "I’ve rebuilt the rig", "I’ve"),
        ("strength", "fr-CA", "J'ai refait le gréement", "J'ai"),
        ("strength", "fr-CA", "j’ai refait le gréement", "j’ai"),
    ],
)
def test_words_that_the_sentence_has_are_refused(
    kind: str, language: str, text: str, told: str
) -> None:
    """They would stand there twice."""
    with pytest.raises(ApplicationError) as caught:
        read(kind, language, text)
    assert str(caught.value).partition(": ")[2].partition(": ")[2] == (
        f"begins with '{told}', which the sentence says already; leave it out"
    )


@pytest.mark.parametrize(
    ("kind", "language", "text", "mended"),
    [
        ("why", "en-CA", "The arm can be repaired", "the arm can be repaired"),
        ("topic", "en-CA", "How the team grows", "how the team grows"),
        ("topic", "en-CA", "A 40 % cut", "a 40 % cut"),
        ("topic", "en-CA", "Moving the nightly batch", "moving the nightly batch"),
        ("topic", "fr-CA", "L'arrivée du portail", "l'arrivée du portail"),
        ("topic", "fr-CA", "L’arrivée du portail", "l’arrivée du portail"),
        ("topic", "fr-CA", "Votre atelier", "votre atelier"),
        ("strength", "en-CA", "Rebuilt the rig", "rebuilt the rig"),
        ("strength", "fr-CA", "Écrit le manuel", "écrit le manuel"),
        ("relationship", "en-CA", "We shared a rota", "we shared a rota"),
        ("promise", "en-CA", "My notes on rope", "my notes on rope"),
    ],
)
def test_a_capital_that_no_name_has_is_refused(
    kind: str, language: str, text: str, mended: str
) -> None:
    """The mended text can be copied from the error."""
    with pytest.raises(ApplicationError) as caught:
        read(kind, language, text)
    assert str(caught.value).partition(": ")[2].partition(": ")[2] == (
        f"begins with a capital, but stands inside a sentence; write '{mended}'"
    )


def test_without_a_language_only_the_end_is_looked_at() -> None:
    """The one fault is that the language is missing, not what its words would be."""
    with pytest.raises(ApplicationError) as caught:
        read_application(
            b'employer = "Halyard"\nposition = "Rigger"\nwhy = "The rig holds"\n',
            source="a.toml",
            folder=None,
            config=CONFIG,
            fallback_timezone="UTC",
        )
    assert str(caught.value) == (
        f"a.toml: language: required key is missing; one of {', '.join(Language)} "
        "(or default_language in config.toml)"
    )
