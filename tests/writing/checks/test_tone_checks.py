"""Turns of phrase that work against their writer."""

import pytest
from drafting import BOREAL, DAVID, HELENE, MARIA, NORTHWIND, PRIYA, case, found, letter, told

from followup_mail.vocabulary import Kind, Language, Severity

EN, CA, FR = Language.EN_CA, Language.FR_CA, Language.FR_FR
CHECK_IN, THANKS, NETWORK = Kind.CHECK_IN, Kind.THANK_YOU, Kind.NETWORK
ESCALATION = Kind.ESCALATION

CAUGHT = [
    ("blame", EN, CHECK_IN, "I am still waiting for your answer."),
    ("blame", EN, CHECK_IN, "You said you would call, and it’s now Friday."),
    ("blame", EN, CHECK_IN, "As per my last e-mail, I remain available."),
    ("blame", EN, ESCALATION, "I haven't heard back from Maria."),
    ("blame", EN, NETWORK, "They promised, and why haven't they called?"),
    ("blame", CA, CHECK_IN, "J'attends toujours votre réponse."),
    ("blame", FR, CHECK_IN, "Je suis sans nouvelles de votre part."),
    ("blame", CA, CHECK_IN, "Malgré mes relances, rien n’est venu."),
    ("desperation", EN, CHECK_IN, "I really need this job."),
    ("desperation", EN, CHECK_IN, "I would take any position you have."),
    ("desperation", EN, THANKS, "It is my dream job."),
    ("desperation", CA, CHECK_IN, "J'ai vraiment besoin d'un emploi."),
    ("desperation", FR, CHECK_IN, "C’est l’emploi de mes rêves."),
    ("filler", EN, CHECK_IN, "I am just checking in."),
    ("filler", EN, CHECK_IN, "I hope this finds you well."),
    ("filler", EN, CHECK_IN, "I wanted to circle back on this."),
    ("filler", CA, CHECK_IN, "J'espère que vous allez bien."),
    ("filler", FR, CHECK_IN, "Je me permets de vous écrire. Je me permets de vous relancer."),
    ("apology", EN, CHECK_IN, "Sorry to bother you again."),
    ("apology", EN, CHECK_IN, "I know you're busy."),
    ("apology", CA, CHECK_IN, "Désolée de vous déranger."),
    ("apology", FR, CHECK_IN, "Désolé(e) de vous déranger."),
    ("pressure", EN, CHECK_IN, "I need to hear by Monday."),
    ("pressure", EN, CHECK_IN, "I have another offer to answer."),
    ("pressure", CA, CHECK_IN, "Il me faut une réponse rapidement."),
    ("pressure", FR, CHECK_IN, "J'ai reçu une autre offre."),
    ("flattery", EN, THANKS, "I am a perfect fit for the team."),
    ("flattery", EN, THANKS, "What an amazing team, and what an incredible office."),
    ("flattery", EN, THANKS, "It was good to meet you! Thank you!"),
    ("flattery", EN, ESCALATION, "It was good to meet you!"),
    ("flattery", CA, THANKS, "Je suis la candidate idéale."),
    ("flattery", FR, THANKS, "Une équipe exceptionnelle et un projet extraordinaire."),
    ("any-update", EN, CHECK_IN, "Do you have any updates?"),
    ("any-update", EN, Kind.VOICEMAIL, "Did I get the job?"),
    ("any-update", CA, CHECK_IN, "Avez-vous des nouvelles?"),
    ("any-update", FR, CHECK_IN, "Où en est ma candidature ?"),
    ("wrong-moment", EN, THANKS, "When can I expect a decision?"),
    ("wrong-moment", EN, THANKS, "Could you tell me the salary?"),
    ("wrong-moment", CA, THANKS, "Quand pensez-vous prendre une décision?"),
    ("wrong-moment", FR, THANKS, "Quelle est la fourchette salariale ?"),
    ("sensitive", EN, CHECK_IN, "My children start school soon."),
    ("sensitive", EN, CHECK_IN, "My work permit ends in May."),
    ("sensitive", EN, CHECK_IN, "The Employment Standards Act gives you a deadline."),
    ("sensitive", CA, CHECK_IN, "Mon permis de travail prend fin en mai."),
    ("sensitive", FR, CHECK_IN, "Mes enfants changent d'école."),
    ("casual", EN, CHECK_IN, "Hey, that was fun."),
    ("casual", EN, CHECK_IN, "Looking forward to it 😀"),
    ("casual", EN, CHECK_IN, "Looking forward to it :-)"),
    ("casual", EN, CHECK_IN, "THANK YOU for the talk."),
    ("casual", CA, CHECK_IN, "Coucou, c'était super cool."),
    ("casual", FR, CHECK_IN, "Bisous et à plus."),
]

LET_PASS = [
    ("blame", EN, CHECK_IN, "You mentioned that the team is growing."),
    ("blame", EN, CHECK_IN, "I can see why the team works this way."),
    ("blame", EN, NETWORK, "I have not heard since."),
    ("blame", CA, CHECK_IN, "Je vous remercie de votre réponse."),
    ("blame", FR, CHECK_IN, "Vous avez expliqué pourquoi l'équipe grandit."),
    ("desperation", EN, CHECK_IN, "This position would be a good use of what I know."),
    ("desperation", CA, CHECK_IN, "Ce poste demande ce que je sais faire."),
    ("desperation", EN, CHECK_IN, "I like ‹employer|Dream Job Inc.› for its people."),
    ("filler", EN, CHECK_IN, "We check in code every day."),
    ("filler", CA, CHECK_IN, "Je me permets de vous écrire au sujet du poste."),
    ("apology", EN, CHECK_IN, "I am sorry that I missed your call."),
    ("apology", CA, CHECK_IN, "Je suis désolée d'avoir manqué votre appel."),
    ("pressure", EN, CHECK_IN, "When do you expect to decide?"),
    ("pressure", EN, CHECK_IN, "I look forward to hearing from you by Friday."),
    ("pressure", CA, CHECK_IN, "Quand pensez-vous décider?"),
    ("flattery", EN, THANKS, "It was a wonderful afternoon!"),
    ("flattery", EN, ESCALATION, "I work at ‹employer|Yahoo!› now."),
    ("flattery", CA, THANKS, "Ce fut une rencontre passionnante!"),
    ("any-update", EN, CHECK_IN, "When do you expect to decide?"),
    ("any-update", EN, THANKS, "Is there any news from the team?"),
    ("any-update", CA, CHECK_IN, "J'espère avoir de vos nouvelles."),
    ("wrong-moment", EN, CHECK_IN, "When do you expect to decide?"),
    (
        "wrong-moment",
        EN,
        THANKS,
        "We talked about ‹interviews.0.talked_about.maria.0|how soon to act›.",
    ),
    ("wrong-moment", CA, THANKS, "Merci de m'avoir parlé du portail."),
    ("sensitive", EN, CHECK_IN, "We talked about ‹why|health data and family medicine›."),
    (
        "sensitive",
        EN,
        CHECK_IN,
        "I interviewed for ‹position|Head of Salary and Visa Sponsorship›.",
    ),
    ("sensitive", CA, CHECK_IN, "Nous avons parlé des données de santé."),
    ("casual", EN, CHECK_IN, "I wrote about ‹position|EMOJI DESIGNER 😀›."),
    ("casual", EN, CHECK_IN, "We talked about the SQL server: it is fast."),
    ("casual", CA, CHECK_IN, "Veuillez recevoir mes salutations."),
]


@pytest.mark.parametrize(("check", "language", "kind", "words"), CAUGHT)
def test_what_works_against_the_writer_is_caught(
    check: str, language: Language, kind: Kind, words: str
) -> None:
    """Each turn of phrase is found, in both languages, and never blocks."""
    findings = found(check, case(letter(words, language.base), kind, language=language))

    assert findings
    assert {finding.severity for finding in findings} == {Severity.WARNING}


@pytest.mark.parametrize(("check", "language", "kind", "words"), LET_PASS)
def test_what_only_looks_like_it_is_let_pass(
    check: str, language: Language, kind: Kind, words: str
) -> None:
    """Ordinary sentences and names that contain such words are left alone."""
    assert told(check, letter(words, language.base), kind, language=language) == []


def test_the_message_names_the_detail_to_edit() -> None:
    """Words that the user wrote are shown with the key they stand under."""
    body = letter("I would like this, because ‹why|it is my dream job›.")

    assert told("desperation", body) == [
        '"dream job" (from why) reads as pleading: say what draws you to this work instead.'
    ]


def test_the_message_about_own_words_names_no_detail() -> None:
    """Words of the template are quoted as they stand, with what to do instead."""
    assert told("apology", letter("Sorry to  bother you. Sorry to bother you.")) == [
        '"Sorry to bother" apologises for an ordinary question: leave it out.'
    ]


def test_the_subject_is_read_too() -> None:
    """Filler in the subject is found, and said to stand there."""
    judged = case(letter("When do you decide?"), subject="Just checking in – Data Engineer")

    assert [(f.message, f.span) for f in found("filler", judged)] == [
        (
            '"Just checking in" in the subject says nothing: begin with what you have to say.',
            None,
        )
    ]


def test_a_finding_points_at_the_words() -> None:
    """The span covers the words at fault and nothing else."""
    body = letter("I am just checking in today.")
    (finding,) = found("filler", case(body))

    assert finding.span is not None
    assert body[finding.span.start : finding.span.end] == "just checking in"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (EN, "Maria never replied to my message."),
        (EN, "I asked Maria, who has not got back to me."),
        (CA, "Maria ne m'a pas répondu."),
        (FR, "J'ai écrit à Maria, sans réponse de sa part."),
    ],
)
def test_a_complaint_about_a_colleague_blocks(language: Language, words: str) -> None:
    """A hiring manager is not told that the recruiter did not answer."""
    to = HELENE if language.base == "fr" else DAVID
    judged = case(letter(words, language.base), ESCALATION, language=language, to=to)

    assert [f.severity for f in found("burned-bridge", judged)] == [Severity.BLOCKED]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (EN, "I wrote to Maria on Monday, and an answer may well be on its way."),
        (CA, "J'ai écrit à Maria lundi, et sa réponse est peut-être en route."),
    ],
)
def test_saying_when_one_wrote_is_no_complaint(language: Language, words: str) -> None:
    """The neutral fact is let through."""
    to = HELENE if language.base == "fr" else DAVID
    body = letter(words, language.base)

    assert told("burned-bridge", body, ESCALATION, language=language, to=to) == []


def test_the_recruiter_may_be_told_that_nobody_replied() -> None:
    """The check is about colleagues; blame has its own."""
    assert told("burned-bridge", letter("Your office never replied."), to=MARIA) == []


@pytest.mark.parametrize("application", [NORTHWIND, BOREAL])
@pytest.mark.parametrize("name", ["Priya Raman", "Priya"])
def test_an_insider_is_not_named_to_others(application: object, name: str) -> None:
    """Who has not agreed to be named is named to nobody else."""
    language = EN if application is NORTHWIND else CA
    body = letter(f"{name} told me about the team.", language.base)

    assert told("burned-bridge", body, language=language) == [
        (
            f"{name} is named, who has not agreed to it: leave the name out, or set "
            "people.priya.may_be_named once you have asked."
        )
    ]


@pytest.mark.parametrize("words", ["Priya told me.", "We met in Priyamvada street."])
def test_an_insider_is_named_to_herself_and_found_in_no_other_word(words: str) -> None:
    """A message to the insider has her name; a longer word is another word."""
    to = PRIYA if words.startswith("Priya ") else MARIA

    assert told("burned-bridge", letter(words), NETWORK, to=to) == []
