"""What is told of a faulty file: whole texts, as they are printed."""

import os
from pathlib import Path

import pytest

from followup_mail.application import read_application
from followup_mail.config import Config
from followup_mail.errors import ApplicationError
from followup_mail.vocabulary import Language

HEAD = 'employer = "Halyard"\nposition = "Rigger"\nlanguage = "en-CA"\n'
ME = '[me]\nname = "Sam Okafor"\nemail = "sam@okafor.example"\n'
MARIA = '[people.maria]\nname = "Maria Lopez"\nrole = "recruiter"\n'
ROUND = "[[interviews]]\nat = 2026-03-12T13:00:00-07:00\n"
PLACE = "code of a country or its subdivision, such as CA-ON or FR"
LANGUAGES = "en-CA, en-US, en-GB, fr-CA, fr-FR"
ROLES = "recruiter, agency, hr, coordinator, hiring-manager, chair, interviewer, insider"


def faults_of(data: str | bytes, folder: Path | None = None, zone: str = "America/Toronto") -> str:
    """Return the text of the error that *data*, as northwind.toml, ends in."""
    with pytest.raises(ApplicationError) as caught:
        read_application(
            data.encode() if isinstance(data, str) else data,
            source="northwind.toml",
            folder=folder,
            config=Config(),
            fallback_timezone=zone,
        )
    return str(caught.value)


def test_all_faults_of_a_file_are_told_at_once_in_its_order() -> None:
    """Each line names file, key, what was expected, and the nearest word that is known."""
    text = f"""
        employer = 3
        position = "{"x" * 81}"
        langauge = "en-CA"
        place = "ca-on"
        timezone = "America/Tornto"
        no_calls = "yes"
        [me]
        name = ""
        phone = "ask me"
        langage = "en-CA"
        posting = "https://halyard.example"
        {MARIA}
        rol = "hr"
        email = "Maria <maria@halyard.example>"
        [people."the boss"]
        name = "Ana"
        role = "manager"
        [[interviews]]
        at = "2026-03-12T13:00:00-07:00"
        format = "vido"
        [interviews.talked_about]
        mria = ["The arrival of spring."]
        [[strengths]]
        about = "marai"
        [answer]
        by = 2026-11-20T10:00:00
        [[history]]
        on = 2026-11-20
        did = "checkin"
        round = 0
    """
    assert faults_of(text) == "\n".join(
        f"northwind.toml: {line}"
        for line in (
            "employer: expected text in quotes, got a number",
            "position: is 81 characters long; at most 80 fit",
            "langauge: unknown key; did you mean language?",
            f"place: expected the {PLACE}; did you mean CA-ON?",
            (
                "timezone: expected an IANA time zone such as America/Toronto, "
                "got 'America/Tornto'; did you mean America/Toronto?"
            ),
            "no_calls: expected true or false, without quotes, got text",
            "me.name: expected text, got none; fill it in or take the line out",
            (
                "me.phone: expected a telephone number such as +1 416 555 0142 "
                "or 514-555-0188 x12, got 'ask me'"
            ),
            "me.langage: unknown key; did you mean language, at the top of the file?",
            (
                "me.posting: unknown key here; it belongs at the top of the file, "
                "above the first [table]"
            ),
            "people.maria.rol: unknown key; did you mean role?",
            "people.maria.email: expected the bare address, without name, quotes or brackets",
            "people.the boss: expected a short name of letters, digits, '-' and '_', such as maria",
            (
                f"people.the boss.role: expected one of {ROLES}, got 'manager'; "
                "did you mean hiring-manager?"
            ),
            (
                "interviews.0.at: expected a date-time such as 2026-11-19T14:00:00-05:00, "
                "got text; take the quotes off"
            ),
            (
                "interviews.0.format: expected one of phone, video, onsite, panel, got 'vido'; "
                "did you mean video?"
            ),
            (
                "interviews.0.talked_about.mria: there is no [people.mria] in the file; "
                "did you mean maria?"
            ),
            (
                "interviews.0.talked_about.mria.0: ends with '.', but stands inside a sentence; "
                "leave the mark out"
            ),
            "strengths.0.about: there is no [people.marai] in the file; did you mean maria?",
            "strengths.0.i: required key is missing",
            "answer.by: expected a date such as 2026-11-20, got a date-time",
            (
                "history.0.did: expected one of thank-you, forward, promise, check-in, network, "
                "escalation, called, voicemail, no-answer, gatekeeper, acknowledged, delayed, "
                "next-round, rejected, offer, on-hold, away, bounced, redirected, network-reply, "
                "left, withdrew, moved-on, reopened, snoozed, retired, got 'checkin'; "
                "did you mean check-in?"
            ),
            "history.0.round: expected a number from 1 to 99, got another",
            (
                f"language: required key is missing; one of {LANGUAGES} "
                "(or default_language in config.toml)"
            ),
            "me.email: required key is missing, here and in config.toml",
        )
    )


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            'posting = "halyard.example/jobs"',
            (
                "posting: expected a link that begins with https:// or "
                "http://, got 'halyard.example/jobs'"
            ),
        ),
        (
            'place = "UK"',
            f"place: expected the {PLACE}; did you mean GB?",
        ),
        ('place = "CA-OT"', f"place: expected the {PLACE}"),
        ('place = "Ontario"', f"place: expected the {PLACE}; did you mean CA-ON?"),
        ('place = "Louisiane"', f"place: expected the {PLACE}; did you mean US-LA?"),
        ('register = "cold"', "register: expected one of plain, warm, formal, got 'cold'"),
        ("register = 1", "register: expected one of plain, warm, formal, got a number"),
        (
            'reference = "a\\tb"',
            ("reference: holds a control character (U+0009) as character 2; take it out"),
        ),
        (
            'reference = "a\\nb"',
            "reference: holds a line break (U+000A) as character 2; take it out",
        ),
        (
            'reference = "a\\u202Eb"',
            ("reference: holds a bidirectional control (U+202E) as character 2; take it out"),
        ),
        (
            'reference = "\\uE000"',
            ("reference: holds a private-use character (U+E000) as character 1; take it out"),
        ),
        (
            'reference = "a\\u200Bb"',
            ("reference: holds an invisible character (U+200B) as character 2; take it out"),
        ),
        (
            'reference = "\\u001B]0;x\\u0007"',
            ("reference: holds a control character (U+001B) as character 1; take it out"),
        ),
        (
            'reference = "   "',
            "reference: expected text, got none; fill it in or take the line out",
        ),
        (f'reference = "{"x" * 301}"', "reference: is 301 characters long; at most 300 fit"),
        ('attachments = "cv.pdf"', "attachments: expected a list in square brackets, got text"),
        (
            'attachments = ["cv.pdf"]',
            (
                "attachments.0: has no folder to be looked for in; give the "
                "application as a file, not as input"
            ),
        ),
        ('people = "maria"', "people: expected a table, got text"),
        (
            'people = {name = "Maria"}',
            ("people.name: expected a table, as in [people.maria], got text"),
        ),
        (
            'people = {-x = {name = "Maria", role = "hr"}}',
            ("people.-x: expected a short name of letters, digits, '-' and '_', such as maria"),
        ),
        (
            "interviews = {at = 2026-03-12T13:00:00-07:00}",
            ("interviews: expected a list of tables, each under [[interviews]], got a table"),
        ),
        ("interviews = [3]", "interviews.0: expected a table, got a number"),
        ("answer = true", "answer: expected a table, as in [answer], got true or false"),
        (
            "answer = {by = 14:00:00}",
            ("answer.by: expected a date such as 2026-11-20, got a time of day"),
        ),
        ("answer = {by = 0226-03-12}", "answer.by: the year 226 is not between 2000 and 2100"),
        ('answer = {by = "soon"}', "answer.by: expected a date such as 2026-11-20, got text"),
        (
            'answer = {by = "2026-03-12"}',
            ("answer.by: expected a date such as 2026-11-20, got text; take the quotes off"),
        ),
        ('promised = [{what = "the plan"}]', "promised.0.to: required key is missing"),
        (
            'strengths = [{i = "won", abuot = 3}]',
            ("strengths.0.abuot: unknown key; did you mean about?"),
        ),
        (
            'strengths = [{i = "won", why = "x"}]',
            (
                "strengths.0.why: unknown key here; it belongs at "
                "the top of the file, above the first [table]"
            ),
        ),
        (
            'strengths = [{i = "won", zzz = "x"}]',
            ("strengths.0.zzz: unknown key; known here: i, about"),
        ),
    ],
)
def test_a_faulty_value_is_told_with_its_key(lines: str, told: str) -> None:
    """Row 80: one fault makes one line."""
    assert faults_of(f"{HEAD}{lines}\n{ME}") == f"northwind.toml: {told}"


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        (
            f"{ROUND}end = 2026-03-12T13:00:00-07:00",
            ("interviews.0.end: is not later than the interview's at"),
        ),
        (
            f"{ROUND}[[interviews]]\nat = 2026-03-12T12:59:00-07:00",
            ("interviews.1.at: lies before the interview above it; put them in order"),
        ),
        (
            "[[interviews]]\nat = 2026-03-08T02:30:00",
            (
                "interviews.0.at: 02:30 was skipped by the "
                "clocks in America/Toronto on that day; "
                "add the offset, as in 2026-03-08T02:30:00-04:00"
            ),
        ),
        (
            "[[interviews]]\nat = 2026-11-01T01:30:00",
            (
                "interviews.0.at: 01:30 was shown twice by the "
                "clocks in America/Toronto on that day; "
                "add the offset, as in 2026-11-01T01:30:00-05:00"
            ),
        ),
        (
            f"{MARIA}{ROUND}talked_about = {{maria = []}}",
            ("interviews.0.talked_about.maria: expected 1 to 3 entries, got 0"),
        ),
        (
            f"{MARIA}{ROUND}talked_about = {{maria = ['a', 'b', 'c', 'd']}}",
            "interviews.0.talked_about.maria: expected 1 to 3 entries, got 4",
        ),
        (f"{ROUND}[answer]\nby = 2026-03-11", "answer.by: lies before the first interview"),
        (f"{ROUND}[answer]\nby = 2026-03-13\non = 2026-03-14", "answer.by: lies before answer.on"),
        (
            f"{ROUND}[[history]]\non = 2026-03-14\ndid = 'thank-you'\nround = 2",
            ("history.0.round: there is no interview 2; the file has 1"),
        ),
        (
            "[[history]]\non = 2026-03-14\ndid = 'thank-you'\nround = 1",
            ("history.0.round: there is no interview 1; the file has none"),
        ),
        (
            "[[history]]\non = 2026-03-14\ndid = 'snoozed'",
            ("history.0.until: required key is missing: snoozed needs the day on which it ends"),
        ),
        (
            "[[history]]\non = 2026-03-14\ndid = 'redirected'",
            ("history.0.to: required key is missing: to whom they sent you"),
        ),
        (
            "[[history]]\non = 2026-03-14T09:00:00\ndid = 'delayed'\nuntil = 2026-03-13",
            "history.0.until: lies before the entry's on",
        ),
        (
            (
                '[people."zoe\u0301"]\nname = "Z"\nrole = "hr"\n[people."zo\u00e9"]\nname = "Z"\n'
                'role = "hr"'
            ),
            "people.zo\u00e9: is given twice, spelled in two ways",
        ),
    ],
)
def test_what_holds_between_keys_is_told_with_the_key_to_mend(tables: str, told: str) -> None:
    """Days are compared in the zone of the people written to."""
    assert faults_of(f"{HEAD}{ME}{tables}") == f"northwind.toml: {told}"


def test_only_an_agency_may_leave_its_client_unnamed() -> None:
    """Without somebody of an agency, "" is a name that was forgotten."""
    text = f'employer = ""\nposition = "Rigger"\nlanguage = "en-CA"\n{ME}{MARIA}'
    assert faults_of(text) == (
        'northwind.toml: employer: "" is for an agency\'s unnamed client, '
        'but nobody here has role = "agency"'
    )


def test_an_unknown_machine_zone_is_asked_for() -> None:
    """What the machine calls its zone may be none that IANA knows."""
    assert faults_of(HEAD + ME, zone="Custom") == (
        "northwind.toml: timezone: required key is missing, "
        "and the time zone of this machine is not known"
    )


def test_of_very_many_faults_the_first_are_shown() -> None:
    """A screenful is enough to begin with."""
    lines = "\n".join(f"k{number} = 1" for number in range(1000))
    told = faults_of(f"{HEAD}{lines}\n{ME}").split("\n")
    assert len(told) == 51
    assert told[0] == "northwind.toml: k0: unknown key"
    assert told[-1] == "and 950 more"


def test_what_was_typed_is_shown_safely_and_shortened() -> None:
    """An error is printed on a terminal too."""
    told = faults_of(f'{HEAD}"\\u001b[2J" = 1\nregister = "\\u202e{"x" * 99}"\n{ME}')
    assert told == (
        "northwind.toml: \\x1b[2J: unknown key\n"
        "northwind.toml: register: expected one of plain, warm, formal, "
        f"got '\\u202e{'x' * 58}…'"
    )


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/etc/passwd", "'/etc/passwd' has to be a path inside the folder of the file"),
        ("../secret.txt", "'../secret.txt' has to be a path inside the folder of the file"),
        ("C:/cv.pdf", "'C:/cv.pdf' has to be a path inside the folder of the file"),
        ("~/cv.pdf", "'~/cv.pdf' has to be a path inside the folder of the file"),
        ("gone.pdf", "there is no file 'gone.pdf' beside the application file"),
        ("inner", "there is no file 'inner' beside the application file"),
        ("pipe", "there is no file 'pipe' beside the application file"),
        ("out.txt", "'out.txt' leads out of the folder of the file"),
        ("out/secret.txt", "'out/secret.txt' leads out of the folder of the file"),
        ("loop", "'loop' can't be read"),
        ("x" * 300, f"'{'x' * 59}…' can't be read"),
    ],
)
def test_an_attachment_is_a_file_inside_the_folder(tmp_path: Path, path: str, told: str) -> None:
    """Neither dots nor links lead out of it."""
    (tmp_path / "secret.txt").write_text("x", "utf-8")
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    os.mkfifo(folder / "pipe")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "out").symlink_to(tmp_path)
    (folder / "loop").symlink_to("loop")
    assert faults_of(f'{HEAD}attachments = ["{path}"]\n{ME}', folder) == (
        f"northwind.toml: attachments.0: {told}"
    )


def test_a_link_inside_the_folder_keeps_its_own_name(tmp_path: Path) -> None:
    """The recipient reads the name in the file, not the one behind the link."""
    (tmp_path / "draft-7.txt").write_text("x", "utf-8")
    (tmp_path / "plan.txt").symlink_to("draft-7.txt")
    application = read_application(
        f'{HEAD}attachments = ["plan.txt"]\n{ME}'.encode(),
        source="a.toml",
        folder=tmp_path,
        config=Config(default_language=Language.EN_CA),
        fallback_timezone="UTC",
    )
    assert application.attachments == (tmp_path.resolve() / "plan.txt",)


def test_a_language_of_the_united_kingdom_is_told_by_its_code() -> None:
    """UK is what people say, GB what the tag has."""
    text = f"{HEAD}{ME}".replace("en-CA", "en-UK")

    with pytest.raises(ApplicationError) as caught:
        read_application(
            text.encode(), source="a", folder=None, config=Config(), fallback_timezone="UTC"
        )

    assert str(caught.value) == (
        f"a: language: expected one of {LANGUAGES}, got 'en-UK'; did you mean en-GB?"
    )
