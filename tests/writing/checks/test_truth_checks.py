"""Whether a message says only what is on file."""

from datetime import date

import pytest
from drafting import (
    ANSWERED,
    BOREAL,
    DAVID,
    FRIDAY,
    HELENE,
    MARIA,
    NORTHWIND,
    THURSDAY,
    blocks,
    case,
    found,
    letter,
    told,
)

from followup_mail.model import Answer, Application, Happening, Interview, Promise
from followup_mail.vocabulary import Did, Kind, Language, Severity

EN, CA, FR = Language.EN_CA, Language.FR_CA, Language.FR_FR
ANSWERED_FR = BOREAL._replace(answer=Answer(by=date(2026, 11, 27)))
VAGUE = NORTHWIND._replace(answer=Answer(said="we will be in touch soon"))
DELAYED = NORTHWIND._replace(
    history=(Happening(FRIDAY, Did.DELAYED, "maria", until=date(2026, 12, 4)),)
)
PROMISED = NORTHWIND._replace(promised=(Promise("the write-up", "maria"),))
TWICE = NORTHWIND._replace(interviews=NORTHWIND.interviews * 2)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (EN, "We talked about ‹interviews.0.talked_about.maria.0|how the data team is growing›."),
        (EN, "I liked hearing how your data team keeps growing."),
        (CA, "Merci de m'avoir parlé de l'arrivée du nouveau portail des membres."),
        (FR, "Le nouveau portail des membres et son arrivée m'occupent encore."),
    ],
)
def test_a_thank_you_with_their_subject_is_let_through(language: Language, words: str) -> None:
    """The subject counts as spliced in and as rephrased."""
    body = letter(words, language.base)

    assert told("topic", body, Kind.THANK_YOU, language=language) == []


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            EN,
            'Nothing here is what Maria Lopez spoke about: work in "how the data team is growing".',
        ),
        (
            CA,
            (
                "Nothing here is what Hélène Côté spoke about: work in \"l'arrivée du "
                "nouveau portail "
                'des membres".'
            ),
        ),
    ],
)
def test_a_thank_you_to_anyone_blocks(language: Language, message: str) -> None:
    """A thank-you without anything of theirs is named with what to say."""
    words = "Thank you for your time." if language is EN else "Merci de votre temps."
    judged = case(letter(words, language.base), Kind.THANK_YOU, language=language)

    findings = found("topic", judged)

    assert [(f.message, f.severity) for f in findings] == [(message, Severity.BLOCKED)]


def test_a_colleagues_subject_is_not_theirs() -> None:
    """What David spoke about does not make a note to Maria."""
    body = letter("It was about ‹interviews.0.talked_about.david.0|moving the nightly batch›.")

    assert len(told("topic", body, Kind.THANK_YOU)) == 1
    assert told("topic", body, Kind.THANK_YOU, to=DAVID) == []
    assert told("topic", body, Kind.CHECK_IN) == []


def test_a_thank_you_without_notes_asks_for_them() -> None:
    """Where nothing is on file, the key to fill in is named."""
    nobody = NORTHWIND._replace(interviews=(NORTHWIND.interviews[0]._replace(talked_about={}),))

    assert told("topic", letter("Thank you."), Kind.THANK_YOU, application=nobody) == [
        (
            "Nothing is on file that Maria Lopez spoke about: note it in talked_about under maria, "
            "and say it."
        )
    ]


@pytest.mark.parametrize(
    ("language", "words", "invented"),
    [
        (EN, "I cut costs by 30 percent.", "30"),
        (EN, "I have worked with Kubernetes before.", "Kubernetes"),
        (EN, "I would like to meet Bob O’Hara again.", "Bob"),
        (EN, "I learnt it at St. Foyle.", "Foyle"),
        (CA, "J'ai réduit les coûts de 30\u00a0%.", "30"),
        (CA, "J'ai travaillé avec Kubernetes.", "Kubernetes"),
        (FR, "J'ai travaillé chez d'Alembert.", "Alembert"),
    ],
)
def test_what_is_on_file_nowhere_is_named(language: Language, words: str, invented: str) -> None:
    """A number or name of the template's own is a warning."""
    judged = case(letter(words, language.base), language=language)
    first = found("invented", judged)[0]

    assert first.message == f'"{invented}" is on file nowhere: note it there, or leave it out.'
    assert first.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (EN, "I rebuilt it in 40 minutes at Northwind, as David Chen knows."),
        (EN, "We met on Thursday, November 19, 2026, at 14:00."),
        (EN, "I like ‹why|Kubernetes 1.31 and Kafka›."),
        (EN, "Maria’s team speaks French. English is fine too."),
        (EN, "It helps: I'd send my CV.\n\n1. First\n2) Second\n- Third"),
        (EN, "[Wait for it.] My number is 416 555 0142."),
        (CA, "Nous nous sommes vus le 19 novembre, avec Maria Lopez."),
        (FR, "Merci, Madame. J'ai parlé d'Hélène Côté."),
    ],
)
def test_what_is_on_file_is_let_through(language: Language, words: str) -> None:
    """Details, dates of the file, and words that begin a sentence are no inventions."""
    body = letter(words, language.base)

    assert told("invented", body, language=language, on=THURSDAY) == []


@pytest.mark.parametrize(
    ("language", "words", "messages"),
    [
        (
            EN,
            "It was good to talk on Monday.",
            ["No day on file is a Monday: correct the day, or note it."],
        ),
        (EN, "It was good to talk on Thursday.", []),
        (CA, "Merci pour lundi.", ["No day on file is a lundi: correct the day, or note it."]),
        (CA, "Merci pour jeudi.", []),
    ],
)
def test_a_weekday_is_one_on_file(language: Language, words: str, messages: list[str]) -> None:
    """A weekday alone has to be that of some date on file."""
    assert told("invented", letter(words, language.base), language=language) == messages


@pytest.mark.parametrize(
    ("application", "language", "words"),
    [
        (NORTHWIND, EN, "As you mentioned, I would hear by Friday."),
        (NORTHWIND, EN, "You said that a decision would be made next week."),
        (NORTHWIND, EN, "You said that I would hear by Thursday."),
        (NORTHWIND, EN, "You told me that I would hear by November 20."),
        (BOREAL, CA, "Vous pensiez décider avant jeudi."),
        (VAGUE, EN, "You told me that I would hear by November 27."),
        (ANSWERED, EN, "You mentioned that I would hear by December 4."),
        (DELAYED, EN, "You mentioned that I would hear by November 27."),
        (NORTHWIND, EN, "As promised, here it is."),
        (NORTHWIND, EN, "Thank you for our second interview."),
        (TWICE, EN, "Thank you for our three interviews."),
        (BOREAL, CA, "Vous aviez indiqué une décision d'ici le 27 novembre."),
        (BOREAL, FR, "Vous m'aviez dit que je saurais la semaine prochaine."),
        (ANSWERED_FR, CA, "Vous aviez indiqué une décision d'ici le 4 décembre."),
        (BOREAL, CA, "Comme promis, le voici."),
        (BOREAL, FR, "Merci pour notre deuxième entretien."),
    ],
)
def test_a_claim_that_is_not_on_file_blocks(
    application: Application, language: Language, words: str
) -> None:
    """No date, promise or meeting is put into their mouth."""
    judged = case(letter(words, language.base), application=application, language=language)

    assert [f.severity for f in found("unrecorded-date", judged)] == [Severity.BLOCKED]


@pytest.mark.parametrize(
    ("application", "language", "words"),
    [
        (ANSWERED, EN, "You mentioned that I might hear by ‹answer.by|Friday, November 27›."),
        (ANSWERED, EN, "As you said, I would hear by the end of next week."),
        (DELAYED, EN, "You mentioned that I would hear by December 4."),
        (VAGUE, EN, "You said that we will be in touch soon, perhaps next week."),
        (NORTHWIND, EN, "You mentioned how the team is growing."),
        (NORTHWIND, EN, "On Thursday you mentioned that the team is growing."),
        (NORTHWIND, EN, "On November 19 you mentioned that the team is growing."),
        (NORTHWIND, EN, "Yesterday you mentioned how the team is growing."),
        (ANSWERED, EN, "On November 19 you mentioned that I would hear by November 27."),
        (BOREAL, CA, "Jeudi, vous avez mentionné le portail des membres."),
        (NORTHWIND, EN, "You mentioned ‹interviews.0.talked_about.maria.0|the launch next month›."),
        (PROMISED, EN, "As promised, I will send you the write-up."),
        (NORTHWIND, EN, "I look forward to a second interview."),
        (TWICE, EN, "Thank you for our second interview."),
        (ANSWERED_FR, CA, "Vous aviez indiqué une décision d'ici le vendredi 27 novembre."),
        (BOREAL, CA, "Vous avez mentionné le portail des membres."),
        (BOREAL, FR, "J'espère un deuxième entretien."),
    ],
)
def test_a_claim_that_is_on_file_is_let_through(
    application: Application, language: Language, words: str
) -> None:
    """What they named may be recalled; a subject is no date."""
    judged = case(letter(words, language.base), application=application, language=language)

    assert found("unrecorded-date", judged) == []


def test_an_unrecorded_date_says_where_to_note_it() -> None:
    """The message names the words and the table of the file."""
    assert told("unrecorded-date", letter("You said I would hear by Friday.")) == [
        (
            '"You said" recalls a date, but none is on file: note what they said under '
            "[answer], or "
            "leave it out."
        )
    ]


@pytest.mark.parametrize(
    ("language", "words", "message"),
    [
        (
            EN,
            "We met on Thursday, November 20.",
            '"Thursday, November 20" is a Friday in 2026: correct one of the two.',
        ),
        (EN, "It is due Monday 4 January.", '"Monday 4 January" is a Monday in 2027'),
        (EN, "It is due on November 31.", 'There is no "November 31": correct the date.'),
        (
            CA,
            "Le jeudi 20 novembre me convient.",
            '"jeudi 20 novembre" is a vendredi in 2026: correct one of the two.',
        ),
        (
            FR,
            "Le mardi 1er décembre 2027 me convient.",
            '"mardi 1er décembre 2027" is a mercredi in 2027: correct one of the two.',
        ),
        (FR, "Le 31 novembre me convient.", 'There is no "31 novembre": correct the date.'),
    ],
)
def test_a_weekday_and_its_date_agree(language: Language, words: str, message: str) -> None:
    """Weekday and date are compared in the year that lies nearest."""
    expected = [] if message.endswith("2027") else [message]

    assert told("weekday", letter(words, language.base), language=language) == expected


def test_the_year_on_file_beats_the_nearest_one() -> None:
    """A date of last year's interview is of last year."""
    interview = NORTHWIND.interviews[0]._replace(at=NORTHWIND.interviews[0].at.replace(year=2025))
    old = NORTHWIND._replace(interviews=(interview,))
    body = letter("We met on Wednesday, November 19.")

    assert told("weekday", body, application=old) == []
    assert len(told("weekday", body)) == 1


@pytest.mark.parametrize(
    ("language", "words", "on", "number"),
    [
        (EN, "Thank you for meeting me today.", FRIDAY, 1),
        (EN, "Thank you for meeting me yesterday.", THURSDAY, 1),
        (EN, "Yesterday's interview was good.", THURSDAY, 1),
        (EN, "Our interview this morning was good.", FRIDAY, 1),
        (CA, "Merci pour l'entrevue d'hier.", THURSDAY, 1),
        (FR, "Merci pour notre entretien d'aujourd'hui.", FRIDAY, 1),
        (EN, "Thank you for meeting me today.", THURSDAY, 0),
        (EN, "Thank you for meeting me yesterday.", FRIDAY, 0),
        (EN, "I am writing today to ask about the date.", FRIDAY, 0),
        (EN, "Do you have time to talk today?", FRIDAY, 0),
        (EN, "We met, and ‹why|today's talk matters›.", FRIDAY, 0),
        (CA, "Merci pour l'entrevue d'hier.", FRIDAY, 0),
        (FR, "Je vous écris aujourd'hui.", FRIDAY, 0),
    ],
)
def test_today_and_yesterday_are_right_on_the_day_of_sending(
    language: Language, words: str, on: date, number: int
) -> None:
    """The interview of Thursday is "today" on Thursday and "yesterday" on Friday only."""
    body = letter(words, language.base)

    assert len(told("weekday", body, Kind.THANK_YOU, language=language, on=on)) == number


def test_a_misplaced_interview_says_both_days() -> None:
    """The message gives the day of the interview and that of sending."""
    body = letter("Thank you for meeting me today.")

    assert told("weekday", body, Kind.THANK_YOU) == [
        '"today" does not fit: the interview was on 2026-11-19, and the message is for 2026-11-20.'
    ]


def test_the_interview_is_on_the_day_it_has_where_they_work() -> None:
    """Half past eight in the evening in Toronto is the next day in UTC."""
    interview = Interview(NORTHWIND.interviews[0].at.replace(day=20, hour=1))
    late = NORTHWIND._replace(interviews=(interview,))
    body = letter("Thank you for meeting me today.")

    assert told("weekday", body, Kind.THANK_YOU, application=late, on=THURSDAY) == []


def test_a_forwarded_note_is_about_whom_it_thanks() -> None:
    """The subject that counts is that of the person thanked."""
    body = blocks(
        greeting="Hi Maria,", request="Please pass it on.", note="moving the nightly batch"
    )

    assert told("topic", body, Kind.FORWARD, about=DAVID, to=MARIA) == []
    assert len(told("topic", body, Kind.FORWARD, about=HELENE, to=MARIA)) == 1
