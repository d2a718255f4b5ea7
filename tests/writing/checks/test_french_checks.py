"""French typography, forms of letters, grammar."""

import pytest
from drafting import BOREAL, HELENE, PRIYA, SAM, case, found, letter, told

from followup_mail.vocabulary import Agreement, Kind, Language, Severity

EN, CA, FR = Language.EN_CA, Language.FR_CA, Language.FR_FR
F, M, EPICENE = Agreement.F, Agreement.M, Agreement.EPICENE
NB, NNB = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("language", "words", "message"),
    [
        (CA, "Poste: analyste.", '"Poste:" needs a no-break space before the colon.'),
        (CA, "Poste : analyste.", '"Poste :" needs a no-break space before the colon.'),
        (FR, "Poste : analyste.", '"Poste :" needs a no-break space before the colon.'),
        (CA, "Le « portail » avance.", '"« portail" needs a no-break space inside the guillemets.'),
        (
            CA,
            "Une baisse de 30 % se voit.",
            '"30 %" needs a no-break space between number and sign.',
        ),
        (CA, "Une baisse de 30% se voit.", '"30%" needs a no-break space between number and sign.'),
        (FR, "Un coût de 30 € se voit.", '"30 €" needs a no-break space between number and sign.'),
        (CA, "Jeudi à 14h30.", '"14h30" is written as « 14 h 30 », with no-break spaces.'),
        (FR, "Jeudi à 14h.", '"14h" is written as « 14 h 30 », with no-break spaces.'),
        (CA, "Jeudi à 14:30.", '"14:30" is written with an h, as « 14 h 30 ».'),
        (
            CA,
            'Le "portail" avance.',
            '""portail"" has straight quotation marks: write « » instead.',
        ),
        (
            CA,
            f"Quand décidez-vous{NB}?",
            f'"décidez-vous{NB}?" has a space before the mark, which Canada leaves out.',
        ),
        (CA, "Merci !", '"Merci !" has a space before the mark, which Canada leaves out.'),
        (FR, "Quand décidez-vous?", '"décidez-vous?" needs a no-break space before the mark.'),
        (FR, "Merci !", '"Merci !" needs a no-break space before the mark.'),
        (
            CA,
            "J'aime ‹why|le travail: tout›.",
            '"travail:" (from why) needs a no-break space before the colon.',
        ),
    ],
)
def test_french_spacing_is_checked(language: Language, words: str, message: str) -> None:
    """Canada and France differ; a detail is named where it holds the fault."""
    assert told("french-spacing", letter(words, "fr"), language=language) == [message]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (CA, f"Poste{NB}: le «{NB}portail{NB}», à 14{NB}h{NB}30, baisse de 30{NB}%. Quand?"),
        (FR, f"Quand décidez-vous{NNB}? Bien{NB}; merci{NNB}! Oui{NB}: 30{NNB}%."),
        (CA, "Voir https://example.com/x?y=1, merci… Vraiment?"),
        (CA, 'Le poste ‹position|Analyste: 30% "senior"› m\'intéresse.'),
        (EN, "Position: analyst at 14h30 !"),
    ],
)
def test_good_spacing_is_let_through(language: Language, words: str) -> None:
    """The norm of each country, addresses, names and English are left alone."""
    assert told("french-spacing", letter(words, language.base), language=language) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("Merci pour ce Mardi.", '"Mardi" takes no capital in French: write it small.'),
        ("Merci pour le 13 Août.", '"13 Août" takes no capital in French: write it small.'),
        (
            "Merci pour mardi, le 13 août.",
            '"mardi, le 13 août" has its article too late: write « le mardi 13 août ».',
        ),
        (
            "Je vous prie d'agréer l'expression de mes salutations.",
            (
                '"l\'expression de mes salutations" mixes two formulas: one expresses sentiments '
                "and gives salutations."
            ),
        ),
        (
            "Recevez l’expression de mes cordiales salutations.",
            (
                '"l’expression de mes cordiales salutations" mixes two formulas: one expresses '
                "sentiments and gives salutations."
            ),
        ),
    ],
)
def test_french_forms_are_checked(words: str, message: str) -> None:
    """Dates and formulas of closing follow the norm."""
    assert told("french-form", letter(words, "fr"), language=CA) == [message]


@pytest.mark.parametrize(
    "words",
    [
        "Merci pour le mardi 13 août 2026. Mardi me convient.",
        "Le nouveau portail de Mars s'appelle ‹employer|Mardi 13 Août›.",
        "Recevez l'expression de mes sentiments distingués.",
    ],
)
def test_good_forms_are_let_through(words: str) -> None:
    """A capital at the beginning, a planet and a name are no slips."""
    assert told("french-form", letter(words, "fr"), language=CA) == []


LINES = "{}\n\n{}\n\n{}\nSam Okafor\n+1 416 555 0142"


@pytest.mark.parametrize(
    ("greeting", "begin", "closing", "messages"),
    [
        (
            "Bonjour Mme Côté,",
            "Merci.",
            "Meilleures salutations,",
            ['"Mme" is short for a title: write it out in the greeting.'],
        ),
        (
            "Bonjour Madame",
            "Merci.",
            "Cordialement,",
            ['"Bonjour Madame" needs a comma at the end.'],
        ),
        (
            "Madame,",
            "merci de votre temps.",
            "Cordialement,",
            ['"merci de votre" follows the greeting: begin it with a capital.'],
        ),
        (
            "Madame,",
            "Merci.",
            "Veuillez agréer, Monsieur, mes salutations distinguées.",
            [
                (
                    'The closing says "Monsieur" where the greeting says "Madame": repeat the '
                    "greeting exactly."
                )
            ],
        ),
        ("Madame,", "Merci.", "Cordialement", ['"Cordialement" needs a comma before the name.']),
        ("Madame,", "Merci.", "Veuillez agréer, Madame, mes salutations distinguées.", []),
        (
            "Bonjour Madame Côté,",
            "Merci.",
            "Veuillez agréer, Madame Côté, mes salutations distinguées.",
            [],
        ),
        ("Bonjour,", "Merci.", "Meilleures salutations,", []),
    ],
)
@pytest.mark.parametrize("language", [CA, FR])
def test_address_and_closing_belong_together(
    language: Language, greeting: str, begin: str, closing: str, messages: list[str]
) -> None:
    """The title is written out, the comma there, and the closing repeats the greeting."""
    body = LINES.format(greeting, begin, closing)

    assert told("french-form", body, language=language) == messages


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "Comme tu le sais, je vous remercie. Vous avez raison.",
            '"tu" and "Vous avez" stand in one message: keep to vous.',
        ),
        (
            "Je t'ai écrit, et vous pourriez répondre.",
            '"t\'ai" and "vous pourriez" stand in one message: keep to vous.',
        ),
        ("Je voulais te remercier.", '"te" is familiar: write vous unless they said tu first.'),
    ],
)
def test_tu_is_not_mixed_with_vous(words: str, message: str) -> None:
    """One register a message, and vous to people who are no acquaintances."""
    assert told("tu-vous", letter(words, "fr"), language=CA) == [message]


@pytest.mark.parametrize(
    ("words", "to"),
    [
        ("Vous avez raison, et votre ton me plaît.", HELENE),
        ("Je voulais te demander si tu travailles toujours chez vous.", PRIYA),
        ("Merci à ‹people.x.name|Tu Nguyen›, que vous connaissez.", HELENE),
        ("A-t-il été décidé quand vous répondrez?", HELENE),
    ],
)
def test_one_register_is_let_through(words: str, to: object) -> None:
    """A noun, a name and an inversion are no tu; to a friend it may be said."""
    assert told("tu-vous", letter(words, "fr"), language=FR, to=to) == []


@pytest.mark.parametrize(
    ("agreement", "words", "message"),
    [
        (
            F,
            "Je suis très intéressé par ce poste.",
            '"intéressé" does not agree with me.agreement = "f": change it.',
        ),
        (
            M,
            "Je serais ravie d'en parler.",
            '"ravie" does not agree with me.agreement = "m": change it.',
        ),
        (
            M,
            "Enchantée de vous avoir rencontré, je vous remercie.",
            '"Enchantée" does not agree with me.agreement = "m": change it.',
        ),
        (
            F,
            "J'ai été particulièrement touché.",
            '"touché" does not agree with me.agreement = "f": change it.',
        ),
        (
            EPICENE,
            "Je suis convaincu que oui.",
            '"convaincu" tells a gender: rephrase it, or set me.agreement.',
        ),
        (
            F,
            "Je suis intéressé(e) par ce poste.",
            '"intéressé(e)" leaves the gender open: choose one, or rephrase.',
        ),
        (M, "Je reste motivé·e.", '"motivé·e" leaves the gender open: choose one, or rephrase.'),
        (
            F,
            "J'aime ce poste ‹why|parce que je suis curieux›.",
            '"curieux" (from why) does not agree with me.agreement = "f": change it.',
        ),
    ],
)
def test_the_writer_agrees_with_themselves(agreement: Agreement, words: str, message: str) -> None:
    """What the writer says of themselves has the gender on file, or none."""
    me = SAM._replace(agreement=agreement)

    assert told("agreement", letter(words, "fr"), language=CA, me=me) == [message]


@pytest.mark.parametrize(
    ("agreement", "words"),
    [
        (F, "Je suis ravie et très intéressée."),
        (M, "Je suis ravi. Enchanté de vous connaître."),
        (EPICENE, "C'est avec intérêt que je vous écris. Je suis disponible."),
        (F, "Seul le portail est passionné de lumière, dit-on."),
        (M, "Certaines équipes sont intéressées par le portail."),
    ],
)
def test_what_agrees_is_let_through(agreement: Agreement, words: str) -> None:
    """The right form, an epicene turn and words about others are left alone."""
    me = SAM._replace(agreement=agreement)

    assert told("agreement", letter(words, "fr"), language=FR, me=me) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("J'ai parlé de arrivée.", '"de arrivée" wants an apostrophe: d\'arrivée.'),
        ("Je pense que Alex viendra.", '"que Alex" wants an apostrophe: qu\'Alex.'),
        ("Je ai écrit.", '"Je ai" wants an apostrophe: J\'ai.'),
        ("Voici le horaire.", '"le horaire" wants an apostrophe: l\'horaire.'),
        ("Ce est bien.", '"Ce est" wants an apostrophe: C\'est.'),
        ("C'est prêt lorsque on veut.", '"lorsque on" wants an apostrophe: lorsqu\'on.'),
        (
            "J'aime ‹why|le esprit de équipe›.",
            '"le esprit" (from why) wants an apostrophe: l\'esprit.',
        ),
    ],
)
def test_a_missing_apostrophe_is_found(words: str, message: str) -> None:
    """De, que, je and their like lose their vowel before another."""
    assert told("elision", letter(words, "fr"), language=CA)[:1] == [message]


@pytest.mark.parametrize(
    "words",
    [
        "Le hasard et la hiérarchie de haut niveau.",
        "Le onze, le oui, la une et le un.",
        "Puis-je espérer? Envoyez-le à Maria.",
        "Le ou la responsable de demain.",
        "Ce entretien, dit-il.",
        "Le yaourt de Yannick.",
        "Merci à ‹people.x.name|Maria de Ávila›.",
    ],
)
def test_what_keeps_its_vowel_is_let_through(words: str) -> None:
    """An aspirated h, numerals, inversions and names elide nothing."""
    assert told("elision", letter(words, "fr"), language=FR) == []


@pytest.mark.parametrize(
    ("language", "words", "messages"),
    [
        (
            CA,
            "J'ai appliqué pour ce poste.",
            ['"appliqué pour" is modelled on English: « postulé » is safer.'],
        ),
        (CA, "Je vous envoie un mail.", ['"mail" is modelled on English: « courriel » is safer.']),
        (FR, "Je vous envoie un mail.", []),
        (
            FR,
            "À date, rien n'a changé.",
            ['"À date" is modelled on English: « à ce jour » is safer.'],
        ),
        (CA, "J'ai postulé, et à la date dite.", []),
        (CA, "Je connais ‹employer|Mail Boréal›.", []),
    ],
)
def test_an_anglicism_is_a_hint(language: Language, words: str, messages: list[str]) -> None:
    """A French turn is proposed; France lets « mail » pass."""
    findings = found("anglicism", case(letter(words, "fr"), language=language))

    assert [f.message for f in findings] == messages
    assert {f.severity for f in findings} <= {Severity.HINT}


@pytest.mark.parametrize(
    ("language", "words", "messages"),
    [
        (
            EN,
            "Je vous remercie de votre temps et de votre accueil.",
            ['The sentence that begins "Je vous remercie de" is in French: write it in English.'],
        ),
        (
            EN,
            "I like it, because ‹why|les outils sont conçus avec les membres›.",
            ["why is in French: write it in English."],
        ),
        (
            CA,
            "Thank you for the time that you have given me.",
            ['The sentence that begins "Thank you for the" is in English: write it in French.'],
        ),
        (
            FR,
            "J'aime ce poste, car ‹why|the tools are made with the members›.",
            ["why is in English: write it in French."],
        ),
        (EN, "I like the plan, and the sur-place team of Les Aliments.", []),
        (CA, "Nous avons parlé du data mesh et du machine learning.", []),
    ],
)
def test_a_message_keeps_to_one_language(
    language: Language, words: str, messages: list[str]
) -> None:
    """A sentence or clause in the other language is named; single words are not."""
    assert told("language", letter(words, language.base), language=language) == messages


@pytest.mark.parametrize(
    ("language", "base", "message"),
    [
        (EN, "fr", '"bonjour" is French in a letter in English: use one language.'),
        (CA, "en", '"hi" is English in a letter in French: use one language.'),
    ],
)
def test_greeting_and_closing_are_in_the_language(
    language: Language, base: str, message: str
) -> None:
    """A French greeting does not open an English letter."""
    assert told("language", letter("Merci. Thanks.", base), language=language)[0] == message


def test_a_draft_in_another_language_than_the_process_is_found() -> None:
    """The file says in which language the process is held."""
    judged = case(letter("Merci.", "fr"), Kind.CHECK_IN, BOREAL, language=CA)
    english = judged._replace(application=BOREAL._replace(language=EN))

    assert [(f.message, f.severity) for f in found("language", english)] == [
        (
            (
                "The message is in French but the process in English: write it in English, or "
                "correct language."
            ),
            Severity.WARNING,
        )
    ]
