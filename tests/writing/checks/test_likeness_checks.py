"""Names of other applications, names nearly right, and words sent before."""

from datetime import date

import pytest
from drafting import BOREAL, DAVID, HELENE, MARIA, NORTHWIND, blocks, case, draft, found, letter
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.model import Application, Draft, Finding, Person
from followup_mail.vocabulary import Kind, Language, Role, Severity
from followup_mail.writing.checks import Case, run
from followup_mail.writing.checks.case import Background, Earlier
from followup_mail.writing.checks.likeness import ends, mention_keys, phrases
from followup_mail.writing.checks.lookalikes import slips

EN, CA = Language.EN_CA, Language.FR_CA
BLOCKED, WARNING = Severity.BLOCKED, Severity.WARNING


def at(employer: str, *people: Person) -> Application:
    """Return another application."""
    return NORTHWIND._replace(employer=employer, people={p.id: p for p in people})


ERIK = Person("erik", "Erik Blom", Role.RECRUITER, goes_by="Erik", email="erik@contoso.example")
CONTOSO = at("Contoso Robotics Inc.", ERIK)


def beside(other: Application, judged: Case) -> Case:
    """Return *judged* as it is where *other* is kept too, under the name "other"."""
    known = mention_keys(other) & phrases(judged.draft)
    return judged._replace(background=Background(foreign=tuple((key, "other") for key in known)))


def named(other: Application, words: str, **others: object) -> list[Finding]:
    """Return what is said of names from *other*."""
    language = others.get("language", EN)
    base = language.base if isinstance(language, Language) else ""
    judged = case(letter(words, base), **others)  # type: ignore[arg-type] - by keyword
    return found("other-application", beside(other, judged))


@pytest.mark.parametrize(
    ("employer", "keys"),
    [
        ("Contoso Robotics Inc.", {"contoso robotics inc", "contoso robotics"}),
        ("Contoso, Ltd.", {"contoso ltd", "contoso"}),
        ("The Bay", {"the bay"}),
        ("Target", {"target"}),
        ("AT&T", {"at and t"}),
        ("L’Oréal", {"l oreal"}),
        ("Hydro-Québec", {"hydro quebec"}),
        ("3M", {"3m"}),
        (
            "Ministère de la Santé et des Services sociaux",
            {"ministere de la sante et des"},
        ),
        ("Monday", set()),
        ("Février", set()),
        ("LinkedIn", set()),
        ("X", set()),
        ("1908", set()),
        ("", set()),
    ],
)
def test_an_employer_is_sought_by_names_that_tell(employer: str, keys: set[str]) -> None:
    """Without its legal form, without accents, six words at most, and never by a day's name."""
    assert mention_keys(at(employer)) == keys


@pytest.mark.parametrize(
    ("person", "keys"),
    [
        (ERIK, {"erik blom", "contoso.example"}),
        (ERIK._replace(email="erik.blom@gmail.com"), {"erik blom"}),
        (ERIK._replace(name="Erik", email=None), set()),
        (
            ERIK._replace(name="Lin Wei", given="Wei", family="Lin", email=None),
            {"lin wei", "wei lin"},
        ),
    ],
)
def test_a_person_is_sought_by_the_whole_name(person: Person, keys: set[str]) -> None:
    """Half the world is called Erik, and has an address at a public provider."""
    assert mention_keys(at("", person)) == keys


@pytest.mark.parametrize(
    ("employer", "words"),
    [
        ("Contoso Robotics Inc.", "I would like to join Contoso Robotics."),
        ("Contoso Robotics Inc.", "Contoso Robotics is where I would like to work."),
        ("Contoso Robotics Inc.", "I admire CONTOSO ROBOTICS’ work."),
        ("Target", "I would like to join Target very much."),
        ("Target", "It is Target’s team that draws me."),
        ("The Bay", "I would like to join The Bay."),
        ("EY", "I would like to join EY."),
        ("AT&T", "I would like to join AT&T."),
        ("Ville de Laval", "I would work for Ville de Laval."),
        ("de Havilland", "I would like to join de Havilland."),
        ("eBay", "I would like to join eBay."),
        ("Institut national de la santé", "Institut national de la santé is where I belong."),
        ("X", "Write to erik@mail.contoso.example, please."),
        ("X", "See https://www.contoso.example/jobs for it."),
        ("X", "I spoke to Erik Blom about it."),
    ],
)
def test_another_applications_name_blocks(employer: str, words: str) -> None:
    """The classic error of whoever copies a message."""
    (finding,) = named(at(employer, ERIK), words)

    assert finding.severity is BLOCKED


@pytest.mark.parametrize(
    ("employer", "words"),
    [
        ("Target", "We reached the target."),
        ("Target", "Target dates matter to me."),
        ("Indeed", "Indeed, I would like to join."),
        ("The Bay", "The bay was blue, and the bay was wide."),
        ("EY", "I said ey to it."),
        ("AT&T", "I worked at T-Mobile."),
        ("Contoso Robotics", "Contoso is not all of the name."),
        ("Contoso Robotics", "We met at Contoso. Robotics was the subject."),
        ("Contoso Robotics", "I like contoso robotics in small letters."),
        ("Data Engineer", "I would like to be a Data Engineer."),
        ("Northwind Analytics", "I would like to join Northwind Analytics."),
        ("Analytics", "I would like to join Northwind Analytics."),
        ("Sam Okafor Consulting", "I am called Sam Okafor."),
        ("Monday", "I am free on Monday."),
        ("X", "I spoke to Erik about it."),
        ("X", "I spoke to Maria Lopez about it."),
    ],
)
def test_ordinary_words_and_own_names_are_nobody_elses(employer: str, words: str) -> None:
    """A word is a name only where it is written as one, and what is on file here is right."""
    known = MARIA._replace(email=None)

    assert named(at(employer, ERIK._replace(email=None), known), words) == []


@pytest.mark.parametrize(
    ("words", "severities"),
    [
        ("I want this since ‹why|Contoso has the best arm›.", [BLOCKED]),
        (
            "We spoke about ‹interviews.0.talked_about.maria.0|moving off Contoso's cloud›.",
            [WARNING],
        ),
        ("I ‹strengths.0.i|rebuilt billing at Contoso›.", [WARNING]),
        ("I want to join ‹employer|Contoso›.", []),
    ],
)
def test_a_detail_may_mean_another_employer(words: str, severities: list[Severity]) -> None:
    """Where somebody worked, and what tools they spoke of, may be another application too."""
    assert [f.severity for f in named(at("Contoso"), words)] == severities


def test_the_words_and_their_application_are_named() -> None:
    """Each name is told once, the longest of those that stand in one place."""
    words = "I want to join Contoso Robotics Inc, as ‹why|Erik Blom of Contoso Robotics said›."

    assert [f.message for f in named(CONTOSO, words)] == [
        (
            '"Contoso Robotics Inc" belongs to another application, other: leave it out, or put '
            "the right name."
        ),
        (
            '"Erik Blom" (from why) belongs to another application, other: leave it out, or put '
            "the right name."
        ),
        (
            '"Contoso Robotics" (from why) belongs to another application, other: leave it out, '
            "or put the right name."
        ),
    ]


def test_a_subject_is_read_too() -> None:
    """A wrong name there is seen before anything else."""
    (finding,) = named(CONTOSO, "When?", subject="Data Engineer at Contoso Robotics")

    assert finding.message == (
        '"Contoso Robotics" in the subject belongs to another application, other: leave it out, '
        "or put the right name."
    )
    assert finding.span is None


@pytest.mark.parametrize(
    ("name", "employer", "severities"),
    [
        ("Sam-Okafor-Contoso.pdf", "Contoso", [BLOCKED]),
        ("ContosoResume.pdf", "Contoso", [BLOCKED]),
        ("LinkedOut_notes.pdf", "LinkedOut", [BLOCKED]),
        ("letter_contoso_robotics.pdf", "Contoso Robotics", [BLOCKED]),
        ("target-list.pdf", "Target", [WARNING]),
        ("targets.pdf", "Target", []),
    ],
)
def test_the_name_of_a_file_is_read_too(
    name: str, employer: str, severities: list[Severity]
) -> None:
    """There case tells nothing, so one small word is a warning only."""
    findings = named(at(employer), "It is attached.", attachments=(name,))

    assert [f.severity for f in findings] == severities


def test_a_wrong_greeting_is_one_finding() -> None:
    """Who is greeted is the greeting's own check."""
    judged = beside(CONTOSO, case("Dear Erik Blom,\n\nWhen do you decide?\n\nSam Okafor"))

    assert found("other-application", judged) == []
    assert len(found("greeting-name", judged)) == 1


def test_a_name_of_another_application_is_not_invented_too() -> None:
    """One slip gives one finding, from the check that knows most."""
    judged = case(letter("I want to join Contoso."))

    assert len(found("invented", judged)) == 1
    assert found("invented", beside(at("Contoso"), judged)) == []


def test_french_names_are_found_behind_an_elision() -> None:
    """« d'Acme » names Acme."""
    (finding,) = named(at("Acmé inc."), "J'aime le travail d'Acme.", language=CA)

    assert finding.message.startswith('"Acme" belongs to')


@pytest.mark.parametrize(
    ("words", "nearly"),
    [
        ("I would like to join Northwnd.", "Northwind"),
        ("I would like to join Northwind Analitics.", "Northwind Analytics"),
        ("Norhtwind is where I want to work.", "Northwind"),
        ("I spoke to Marta about it.", "Maria"),
        ("I spoke to Chan about it.", "Chen"),
        ("I spoke to David Chan about it.", "David Chen"),
        ("Davide Chen told me so.", "David Chen"),
        ("I want this since ‹why|Northwid has the best data›.", "Northwind"),
        ("The Data Enginer role suits me.", "Data Engineer"),
        ("I spoke to Pryia about it.", "Priya"),
    ],
)
def test_a_name_nearly_on_file_blocks(words: str, nearly: str) -> None:
    """A misspelt name is the first thing its owner sees."""
    (finding,) = found("look-alike", case(letter(words)))

    assert finding.severity is BLOCKED
    assert f'is nearly "{nearly}"' in finding.message


@pytest.mark.parametrize(
    ("words", "nearly"),
    [
        ("J'ai parlé à Helene.", "Hélène"),
        ("J'ai parlé à Hélène Cote.", "Hélène Côté"),
        ("J'aime la Coopérative Boreal.", "Coopérative Boréal"),
        ("J'aime l'équipe d'Helène.", "Hélène"),
    ],
)
def test_a_missing_accent_blocks(words: str, nearly: str) -> None:
    """« Helene » is not how Hélène writes herself."""
    (finding,) = found("look-alike", case(letter(words, "fr"), language=CA))

    assert f'is nearly "{nearly}"' in finding.message


def people(*names: str) -> Application:
    """Return Northwind with these people on file."""
    found = [Person(f"p{n}", name, Role.INTERVIEWER) for n, name in enumerate(names)]
    return NORTHWIND._replace(people={p.id: p for p in found})


@pytest.mark.parametrize(
    ("application", "words"),
    [
        (people("Dan Roy", "Dana Roy"), "I met Dan Roy, Dana Roy, Dan and Dana."),
        (people("Marie Lin", "Maria Lin"), "I met Marie Lin and Maria Lin."),
        (people("Marie Lin", "Maria Wu"), "I met Maria Lin and Marie Wu."),
        (people("David Chen"), "Then we talked. When can I call? I know Then is a word."),
        (people("Jana Roth"), "We spoke about ‹why|how Java and SQL fit together›."),
        (people("Sal Roth"), "I have written SQL for years."),
        (people("Yu Li"), "I liked You and Lin."),
        (people("Karin White"), "While we talked, I had an idea."),
        (people("Hank Monda"), "Thank you. I am free on Monday."),
        (people("Mark Ota"), "I can do it in March."),
        (people("Mara Roth"), "We spoke of Marathons and of the mark of it, a Mark."),
        (NORTHWIND, "The Data Engineers told me about Northwind's data and Data Engineering."),
        (NORTHWIND._replace(position="Product Manager"), "I like how Project Managers plan here."),
        (NORTHWIND, "Write to maria@northwnd.example, please."),
        (NORTHWIND, "I like northwnd in small letters."),
        (NORTHWIND, "I met ‹people.maria.name|Marya›."),
        (NORTHWIND._replace(employer="Université de Montréal"), "I live in Montreal."),
    ],
)
def test_other_names_and_ordinary_words_are_no_slips(application: Application, words: str) -> None:
    """Among short names every other one is somebody's."""
    assert found("look-alike", case(letter(words), application=application, to=MARIA)) == []


def test_a_form_of_the_position_is_no_slip() -> None:
    """« Conseillère » is what a woman is where the posting says « Conseiller »."""
    adviser = BOREAL._replace(position="Conseiller principal")
    words = "J'ai vu la Conseillère et les Conseillers."

    assert found("look-alike", case(letter(words, "fr"), application=adviser, language=CA)) == []


def test_a_slip_is_told_once_with_where_it_stands() -> None:
    """Detail, subject and remedy are in the sentence."""
    body = letter("I want this since ‹why|Northwid has data›. Northwid, I said, Northwid.")
    judged = case(body, subject="Role at Nortwind Analytics")

    assert [f.message for f in found("look-alike", judged)] == [
        (
            '"Northwid" (from why) is nearly "Northwind", as employer has it: write that, or put '
            "the other name on file."
        ),
        (
            '"Nortwind Analytics" in the subject is nearly "Northwind Analytics", as employer has '
            "it: write that, or put the other name on file."
        ),
    ]


def test_a_slip_in_the_greeting_is_the_greetings() -> None:
    """One slip gives one finding."""
    judged = case("Hi Mariah,\n\nI liked Nortwind.\n\nSam Okafor")

    assert [f.span and f.span.start for f in found("look-alike", judged)] == [20]
    assert len(found("greeting-name", judged)) == 1
    assert found("invented", judged) == []


def test_a_word_of_the_dictionary_is_no_slip() -> None:
    """Where a dictionary is installed, it decides."""
    judged = case(letter("I spoke to Chan about it."))._replace(knows=lambda word: word == "chan")

    assert found("look-alike", judged) == []


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("", "", 0),
        ("maria", "maria", 0),
        ("maria", "marta", 1),
        ("maria", "mraia", 1),
        ("chen", "cheng", 1),
        ("", "abc", 3),
        ("kitten", "sitting", 3),
    ],
)
def test_slips_are_letters_added_left_out_changed_or_swapped(
    one: str, other: str, number: int
) -> None:
    """Swapped neighbours are one slip, not two."""
    assert slips(one, other) == number


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_slips_are_the_same_from_both_sides(one: str, other: str) -> None:
    """No word is nearer to another than that one to it, and only the same is at nought."""
    assert slips(one, other) == slips(other, one)
    assert (slips(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= slips(one, other) <= max(len(one), len(other))


THANKS = (
    "Thank you for talking with me yesterday about the Data Engineer position at Northwind "
    "Analytics. "
)
TALK = "It was good to hear about ‹interviews.0.talked_about.{}.0|how the data team is growing›. "
LONG = "I have done such work for years, most of it under pressure and all of it in the open. "


def note(to: Person, paragraph: str, kind: Kind = Kind.THANK_YOU) -> Draft:
    """Return a note to *to*."""
    body = letter(paragraph).replace("Maria", to.short, 1)
    return draft(body, kind, to=to)


def alike(one: Draft, *others: Draft, notes: tuple[Earlier, ...] = ()) -> list[str]:
    """Return what is said of *one* beside *others*."""
    judged = Case(one, NORTHWIND, siblings=others, background=Background(notes=notes))
    return [f.message for f in run(judged) if f.check == "alike-notes"]


def test_two_notes_in_the_same_words_block() -> None:
    """Interviewers lay them side by side."""
    one = note(MARIA, THANKS + TALK.format("maria") + LONG)
    other = note(DAVID, THANKS + "Streaming is what I liked. " + LONG)

    assert alike(one, other) == [
        (
            "71% of this note stands in the one to David Chen too, and they may compare: say it "
            "in other words."
        )
    ]
    assert alike(one, one._replace(kind=Kind.CHECK_IN)) == []
    assert alike(one, note(MARIA, THANKS + LONG)) == []


def test_what_every_note_has_does_not_make_two_alike() -> None:
    """Greeting, signature, position and employer are the same by nature."""
    one = note(MARIA, "The Data Engineer position at Northwind Analytics suits me well. " + LONG)
    other = note(
        DAVID,
        "What you said of the Data Engineer position at Northwind Analytics stays with me, "
        "and the nightly batch is a problem that I would enjoy from the first day on.",
    )

    assert alike(one, other) == []
    assert alike(other, one) == []


def test_the_same_sentence_about_the_talk_blocks() -> None:
    """It says that two people were told the same."""
    own = "A short beginning of my own, for once, and a long one too, as it were. "
    one = note(MARIA, own + TALK.format("maria") + "I would gladly come back.")
    other = note(DAVID, LONG + TALK.format("david") + LONG)

    assert alike(one, other) == [
        (
            "The sentence about the talk stands in the note to David Chen too, and they may "
            "compare: say it in other words."
        )
    ]
    assert alike(one, note(DAVID, LONG + "It was good to hear about the batch.")) == []


def test_a_note_written_before_is_laid_beside_it_too() -> None:
    """One note after the other is no other than both at once."""
    one = note(MARIA, THANKS + LONG)
    written = note(DAVID, THANKS + LONG)
    earlier = Earlier(Kind.THANK_YOU, "david", date(2026, 11, 20), "", written.body.text)

    assert len(alike(one, notes=(earlier,))) == 1
    assert alike(one, notes=(earlier._replace(to="maria"),)) == []


def test_a_note_to_be_passed_on_is_compared_without_its_request() -> None:
    """Whoever passes it on is asked in the same words each time."""
    request = "Could you please pass on the note below? I have no address, and would be grateful."

    def forward(about: Person, words: str) -> Draft:
        inner = f"–––\n\nHi {about.short},\n\n{words}\n\nBest regards,\nSam Okafor"
        body = blocks(
            greeting="Hi Maria,",
            request=request,
            closing="Best regards,",
            signature="Sam Okafor",
            note=inner,
        )
        return draft(body, Kind.FORWARD, about=about)

    one = forward(DAVID, "The batch is a problem I would enjoy from the first day on.")

    assert alike(one, forward(HELENE, LONG)) == []
    assert len(alike(forward(DAVID, LONG), forward(HELENE, LONG))) == 1


def earlier(paragraph: str, to: str = "maria", kind: Kind = Kind.THANK_YOU) -> Earlier:
    """Return a message that was sent."""
    return Earlier(kind, to, date(2026, 11, 20), "Thank you", letter(paragraph))


@pytest.mark.parametrize(
    ("before", "number"),
    [
        (earlier(LONG), 1),
        (earlier(LONG, to="david"), 0),
        (earlier(LONG, kind=Kind.CALL), 0),
        (earlier("Thank you for the talk about the batch and its many moods."), 0),
    ],
)
def test_a_message_says_something_new(before: Earlier, number: int) -> None:
    """What the same person read before adds nothing."""
    judged = case(letter(LONG + "When do you now expect to decide on the next step?"))
    judged = judged._replace(background=Background(earlier=(before,)))

    assert len(found("repetition", judged)) == number


def test_the_message_that_is_repeated_most_is_named() -> None:
    """Every message to that person counts, not the newest alone."""
    judged = case(letter(LONG))._replace(
        background=Background(earlier=(earlier("Thank you. " + LONG), earlier("Thank you."))),
    )

    assert [(f.severity, f.message) for f in found("repetition", judged)] == [
        (
            WARNING,
            (
                "100% of this message stood in the thank-you of 2026-11-20 to Maria Lopez: say "
                "something new."
            ),
        )
    ]


BEGIN, END = "It is me again, about the role.", "I look forward to it."


@pytest.mark.parametrize(
    ("openers", "messages"),
    [
        (((BEGIN, ""), (BEGIN, "")), []),
        (
            ((BEGIN, ""), ("It is me again – about the role!", ""), ("Hello.", "")),
            [f'3 of your 4 messages begin with "{BEGIN}": begin another way.'],
        ),
        (((BEGIN, ""), ("Hello.", ""), ("Good day.", "")), []),
        (((END, BEGIN), (END, BEGIN), (END, BEGIN)), []),
        (
            (("", END), ("", END), ("", END)),
            [f'4 of your 4 messages end with "{END}": end another way.'],
        ),
    ],
)
def test_a_habit_is_a_hint(openers: tuple[tuple[str, str], ...], messages: list[str]) -> None:
    """From four messages on, a first or last sentence in more than half of them shows."""
    judged = case(letter(f"{BEGIN} When do you decide?\n\nThank you. {END}"))
    findings = found("sameness", judged._replace(background=Background(openers=openers)))

    assert [f.message for f in findings] == messages
    assert {f.severity for f in findings} <= {Severity.HINT}


@pytest.mark.parametrize(
    ("body", "pair"),
    [
        (letter("One sentence. Another.\n\nA third? The last."), ("One sentence.", "The last.")),
        ("Hi Maria,\n\nSam Okafor", ("", "")),
        ("", ("", "")),
    ],
)
def test_first_and_last_sentence_stand_inside_the_frame(body: str, pair: tuple[str, str]) -> None:
    """Greeting and signature are nobody's habit."""
    assert ends(body, draft(""), NORTHWIND) == pair


def test_without_a_background_only_the_run_itself_is_compared() -> None:
    """A file on its own has no other applications and no earlier messages."""
    judged = case(letter(LONG + "I want to join Contoso Robotics."))
    names = {"other-application", "alike-notes", "repetition", "sameness"}

    assert not {finding.check for finding in run(judged)} & names


WORDS = st.sampled_from(["Contoso", "contoso", "the", "Maria", "Marta", "Lopez", "é", "&", "–"])
TEXTS = st.text(max_size=60) | st.lists(WORDS, max_size=12).map(" ".join)


@given(TEXTS, TEXTS, st.sampled_from(Kind), st.text(max_size=20))
def test_any_text_is_compared_to_its_end(body: str, other: str, kind: Kind, name: str) -> None:
    """No text and no name makes the comparison fail, and every finding points into the body."""
    written = draft(body, kind, subject=other, attachments=(f"{name.replace('/', '')}.pdf",))
    before = Earlier(kind, "david", date(2026, 11, 20), body, other)
    background = Background(
        foreign=tuple((phrase, "other") for phrase in phrases(written)),
        earlier=(before, before._replace(to="maria")),
        notes=(before,),
        openers=(ends(other, written, NORTHWIND),) * 3,
    )
    application = NORTHWIND._replace(employer=name)

    assert all(isinstance(key, str) for key in mention_keys(application))
    for finding in run(Case(written, application, background=background)):
        if finding.span is not None:
            assert 0 <= finding.span.start <= finding.span.end <= len(body)
