"""``add``: from a file, an invitation, a table of many, or by questions."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Said = Callable[..., str]
Typed = Callable[..., Result]

HISTORY = '\n[[history]]\non = 2026-11-20\ndid = "thank-you"\nto = "maria"\n'
INVITATION = """\
BEGIN:VCALENDAR
METHOD:REQUEST
VERSION:2.0
BEGIN:VEVENT
UID:round-1@northwind.example
SEQUENCE:0
ORGANIZER;CN=Maria Lopez:mailto:maria.lopez@northwind.example
ATTENDEE;CN=Sam Okafor:mailto:sam.okafor@example.com
ATTENDEE;CN=David Chen:mailto:david.chen@northwind.example
DTSTART;TZID=America/Toronto:20261124T140000
DTEND;TZID=America/Toronto:20261124T150000
LOCATION:Room 4
SUMMARY:Interview
END:VEVENT
END:VCALENDAR
"""
ROLES = "recruiter, agency, hr, coordinator, hiring-manager, chair, interviewer, insider"
JOB = ("--employer", "Northwind Analytics", "--position", "Data Engineer")
TABLE = (
    "name,employer,position,language,me.name,me.email,people.jo.name,people.jo.role,"
    "people.jo.email,interviews.0.at,interviews.0.talked_about.jo\n"
    "vole,Vole & Sons,Binder,en-GB,Sam Okafor,sam.okafor@example.com,Jo Park,hr,"
    "jo.park@vole.example,2026-11-19T14:00Z,glue\n"
    ",Quillfeather Press,Editor,en-US,Sam Okafor,sam.okafor@example.com,Bo Reed,recruiter,"
    "bo.reed@quillfeather.example,2026-11-19T09:00-05:00,atlases\n"
)


@pytest.fixture
def copy(northwind: Path, tmp_path: Path) -> Path:
    """Return a copy of the example that can be changed."""
    file = tmp_path / "mine.toml"
    file.write_bytes(northwind.read_bytes())
    return file


def edit(file: Path, before: str, after: str) -> None:
    """Put *after* into the place of *before*, which has to be there."""
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_an_added_file_is_named_after_the_employer(run: Run, northwind: Path) -> None:
    """What became of it goes to standard error, what is to be done to standard output."""
    result = run("add", northwind)

    assert result.stderr == "Added: northwind.\n"
    assert result.stdout.startswith("DUE  northwind  thank Maria Lopez and David Chen, ")


def test_the_same_file_again_changes_nothing(run: Run, northwind: Path) -> None:
    """A second time is no second application."""
    first = run("add", northwind)

    again = run("add", northwind)

    assert again.stderr == "Unchanged: northwind.\n"
    assert again.stdout == first.stdout


def test_a_changed_file_is_shown_as_a_diff_and_keeps_the_history(
    run: Run, said: Said, copy: Path
) -> None:
    """The file is the source of what is known; what happened stays."""
    said("add", copy)
    said("log", "northwind", "thank-you")
    said("log", "northwind", "promise")
    edit(copy, "by   = 2026-11-27", "by   = 2026-12-01")

    changed = run("add", copy)

    assert changed.stderr == (
        "--- northwind (kept)\n"
        "+++ northwind (new)\n"
        "@@ -61,3 +61,3 @@\n"
        " [answer]\n"
        "-by   = 2026-11-27\n"
        "+by   = 2026-12-01\n"
        ' said = "by the end of next week"\n'
        "Changed: northwind.\n"
    )
    assert changed.stdout.startswith(
        "     northwind  nothing until Friday 4 December, because that is when to check in with "
        "Maria Lopez: three business days after 1 December, "
    )
    assert said("show", "northwind").count("You thanked") == 2


def test_the_history_of_a_file_is_taken_over_once(run: Run, said: Said, copy: Path) -> None:
    """Entries become events, leave the file that is kept, and are not taken over again."""
    original = copy.read_text(encoding="utf-8")
    copy.write_text(original + HISTORY, encoding="utf-8")

    first = run("add", copy)
    again = run("add", copy)

    assert first.stderr == "Added: northwind, with one entry of its history.\n"
    assert again.stderr == "Unchanged: northwind.\n"
    assert said("show", "northwind").count("You thanked Maria Lopez") == 1
    assert said("show", "northwind", "--file") == original
    copy.write_text(original + HISTORY + HISTORY.replace("maria", "david"), encoding="utf-8")
    assert run("add", copy).stderr == "Changed: northwind, with one entry of its history.\n"
    assert said("show", "northwind").count("You thanked David Chen") == 1


def test_what_the_user_logged_is_not_doubled_by_the_file(run: Run, said: Said, copy: Path) -> None:
    """The same thing on the same day to the same person is one event."""
    said("add", copy)
    said("log", "northwind", "thank-you", "--to", "maria")
    copy.write_text(copy.read_text(encoding="utf-8") + HISTORY, encoding="utf-8")

    assert run("add", copy).stderr == "Unchanged: northwind.\n"


def test_somebody_with_a_history_cannot_be_left_out(said: Said, refused: Said, copy: Path) -> None:
    """Whoever was written to stays in the file; the old one is kept whole."""
    said("add", copy)
    said("log", "northwind", "network", "--to", "priya")
    kept = said("show", "northwind", "--file")
    begun = kept.index("[people.priya]")
    copy.write_text(kept[:begun] + kept[kept.index("[[interviews]]") :], encoding="utf-8")

    assert refused(65, "add", copy) == (
        "Error: northwind: people.priya: is part of what has happened, so it has to stay; set "
        'status = "left" there instead.\n'
    )
    assert said("show", "northwind", "--file") == kept


def test_a_faulty_file_adds_nothing_and_lists_every_fault(
    said: Said, refused: Said, copy: Path
) -> None:
    """Each fault has its line, and nothing is kept."""
    edit(copy, 'format = "video"', 'format = "zoom"')
    edit(copy, '"CA-ON"', '"Narnia"')

    assert refused(65, "add", copy) == (
        f"Error: {copy}: place: expected the code of a country or its subdivision, such as CA-ON "
        "or FR\n"
        f"{copy}: interviews.0.format: expected one of phone, video, onsite, panel, got 'zoom'; "
        "did you mean video?\n"
    )
    assert said("list") == ""


def test_a_name_of_ones_own_finds_its_application_again(run: Run, said: Said, copy: Path) -> None:
    """``--name`` names a new one, and changes the one that has it."""
    assert run("add", copy, "--name", "dream-job").stderr == "Added: dream-job.\n"
    edit(copy, '"Data Engineer"', '"Senior Data Engineer"')

    assert run("add", copy, "--name", "dream-job").stderr.endswith("Changed: dream-job.\n")
    assert said("list").startswith("dream-job            Senior Data Engineer, Northwind ")


def test_the_same_job_under_a_second_name_is_pointed_out(run: Run, copy: Path) -> None:
    """Two of the same would be written to twice."""
    run("add", copy)

    result = run("add", copy, "--name", "twin")

    assert result.exit_code == 0
    assert result.stderr == (
        "Added: twin.\n"
        "Warning: northwind is an application for the same position at the same employer; if it "
        "is the same one, remove one of them: followup-mail remove twin\n"
    )


@pytest.mark.parametrize("name", ["Bad Name", "-x", "", "naïve", "a/b", "a.toml"])
def test_a_name_that_could_not_be_typed_is_refused(
    refused: Said, northwind: Path, name: str
) -> None:
    """Names are small letters, digits and hyphens."""
    assert refused(2, "add", northwind, f"--name={name}") == (
        f"Error: --name {name}: a name is made of small letters, digits and hyphens, such as "
        "northwind-data.\n"
    )


def test_no_file_and_no_terminal_ends_with_what_to_give(refused: Said, tmp_path: Path) -> None:
    """Nothing is asked where nobody can answer; a path that leads nowhere is named."""
    assert refused(2, "add") == (
        "Error: There is no terminal to ask on; give a FILE, or - for standard input.\n"
    )
    missing = tmp_path / "missing.toml"
    assert refused(66, "add", missing) == (
        f"Error: there is no file {missing}; give the path of a file, or - for standard input.\n"
    )
    assert refused(74, "add", tmp_path) == f"Error: {tmp_path}: can't be read (Is a directory).\n"


def test_options_of_an_invitation_are_for_invitations(refused: Said, northwind: Path) -> None:
    """A file says itself what it is about."""
    assert refused(2, "add", northwind, "--employer", "X") == (
        "Error: --for, --employer, --position and --language: an application file says itself "
        "what it is about.\n"
    )
    assert refused(2, "add", "-", "--name", "x", stdin=TABLE.encode()) == (
        "Error: --name, --for, --employer, --position and --language: a table of many says it in "
        "its columns.\n"
    )


def test_standard_input_is_told_by_how_it_begins(run: Run, said: Said, northwind: Path) -> None:
    """A file, an invitation and a table all come through a pipe."""
    assert run("add", "-", stdin=northwind.read_bytes()).stderr == "Added: northwind.\n"
    table = run("add", "-", stdin=TABLE.encode())
    assert (table.stdout, table.stderr) == ("2 added.\n", "\nNext: followup-mail next\n")
    said("init", "--name", "Sam Okafor", "--email", "sam.okafor@example.com", "--language", "en-CA")
    job = ("--employer", "Eastwind Labs", "--position", "Analyst")
    assert run("add", "-", *job, stdin=INVITATION.encode()).stderr.startswith("Added: eastwind.\n")


def test_columns_and_a_filled_table_are_printed(said: Said) -> None:
    """The filled example can be read as it is printed."""
    printed = said("add", "--columns").splitlines()
    table = said("add", "--template-csv")

    assert [line.split()[0] for line in printed] == table.splitlines()[0].split(",")
    assert " ".join(printed[5].split()) == (
        "language Of the hiring process. Required here or as default_language in config.toml. "
        "(one of en-CA, en-US, en-GB, fr-CA, fr-FR)"
    )
    said("init", "--name", "Sam Okafor", "--email", "sam.okafor@example.com")
    assert said("add", "-", stdin=table.encode()) == "2 added.\n"


def test_a_table_updates_what_it_added(said: Said) -> None:
    """A row is known again by its name, or by its position at its employer."""
    assert said("add", "-", stdin=TABLE.encode()) == "2 added.\n"
    assert said("add", "-", stdin=TABLE.encode()) == "0 added, 2 unchanged.\n"
    changed = TABLE.replace("glue", "leather").replace("Binder", "Bookbinder")
    assert said("add", "-", stdin=changed.encode()) == "0 added, 1 changed, 1 unchanged.\n"
    assert said("list") == (
        "quillfeather         Editor, Quillfeather Press: interviewed; thank Bo Reed, was due on "
        "Thursday 19 November, yesterday\n"
        "vole                 Bookbinder, Vole & Sons: interviewed; thank Jo Park, was due on "
        "Thursday 19 November, yesterday\n"
    )


def test_a_table_is_taken_whole_or_not_at_all(said: Said, refused: Said) -> None:
    """Row 78: one faulty row keeps all others out, those that would change something included."""
    said("add", "-", stdin=TABLE.encode())
    before = said("export")
    faulty = TABLE.replace("glue", "leather").replace(",recruiter,", ",boss,")

    assert refused(65, "add", "-", stdin=faulty.encode()) == (
        "Error: standard input, line 3, column people.jo.role: expected one of recruiter, agency, "
        "hr, coordinator, hiring-manager, chair, interviewer, insider, got 'boss'\n"
        "Nothing was added.\n"
    )
    assert said("export") == before


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("\nvole,", "\nBad Name,",
         ("line 2: --name Bad Name: a name is made of small letters, digits and hyphens, such as "
         "northwind-data.\nNothing was added.\n")),
        ("\n,Quill", "\nvole,Quill",
         ("line 3: name: vole is the name of another application; choose another.\n"
         "Nothing was added.\n")),
    ],
)  # fmt: skip
def test_a_row_with_a_bad_name_is_told_with_its_line(
    said: Said, refused: Said, before: str, after: str, told: str
) -> None:
    """Names are checked as those of options are."""
    error = refused(65, "add", "-", stdin=TABLE.replace(before, after).encode())

    assert error == f"Error: standard input, {told}"
    assert said("list") == ""


def test_a_row_that_lacks_a_role_is_kept_as_incomplete(run: Run, said: Said) -> None:
    """What is missing is counted, and asked for by next."""
    result = run("add", "-", stdin=TABLE.replace(",hr,", ",,").encode())

    assert result.stdout == "2 added.\n"
    assert result.stderr == (
        "One is incomplete; followup-mail next asks for what is missing.\n\n"
        "Next: followup-mail next\n"
    )
    assert "vole          answer a question: What is Jo Park's role?" in said("next")


OPEN = """\
It is incomplete: 2 required answers are open.
  What is Maria Lopez's role?
  What is David Chen's role?
"""


def test_an_invitation_asks_for_what_it_cannot_say(run: Run, refused: Said, said: Said) -> None:
    """Without a terminal the options are named; roles stay open."""
    invitation = INVITATION.encode()
    assert refused(2, "add", "-", stdin=invitation) == (
        "Error: standard input: an invitation does not say the employer, position and language, "
        "and there is no terminal to ask on; give --employer TEXT, --position TEXT and --language "
        "TAG, or --for NAME if the application is kept.\n"
    )
    said("init", "--name", "Sam Okafor", "--email", "sam.okafor@example.com", "--language", "en-CA")

    result = run("add", "-", *JOB, stdin=invitation)

    assert result.stderr == f"Added: northwind.\n{OPEN}"
    assert said("show", "northwind", "--file") == (
        'employer = "Northwind Analytics"\n'
        'position = "Data Engineer"\n'
        'timezone = "America/Toronto"\n'
        "\n"
        "[people.maria]\n"
        'name = "Maria Lopez"\n'
        'email = "maria.lopez@northwind.example"\n'
        "\n"
        "[people.david]\n"
        'name = "David Chen"\n'
        'email = "david.chen@northwind.example"\n'
        "\n"
        "[[interviews]]\n"
        "at = 2026-11-24T14:00:00-05:00\n"
        "end = 2026-11-24T15:00:00-05:00\n"
        'format = "onsite"\n'
    )


def test_an_invitation_moves_the_interview_it_is_to(run: Run, said: Said) -> None:
    """A second one with the same UID needs no option, even while details are missing."""
    said("init", "--name", "Sam Okafor", "--email", "sam.okafor@example.com", "--language", "en-CA")
    said("add", "-", *JOB, stdin=INVITATION.encode())
    moved = INVITATION.replace("1124T14", "1125T09").replace("1124T15", "1125T10")

    result = run("add", "-", stdin=moved.replace("SEQUENCE:0", "SEQUENCE:1").encode())

    assert result.stderr.splitlines()[2:] == [
        "@@ -13,4 +13,4 @@",
        " [[interviews]]",
        "-at = 2026-11-24T14:00:00-05:00",
        "-end = 2026-11-24T15:00:00-05:00",
        "+at = 2026-11-25T09:00:00-05:00",
        "+end = 2026-11-25T10:00:00-05:00",
        ' format = "onsite"',
        "Changed: northwind.",
        *OPEN.splitlines(),
    ]


def test_an_invitation_to_a_further_round_and_its_end(
    run: Run, said: Said, northwind: Path
) -> None:
    """``--for`` adds an interview; calling it off takes it out, at whatever hour it says it was."""
    said("add", northwind)
    before = said("show", "northwind", "--file")
    said("log", "northwind", "thank-you")
    said("log", "northwind", "promise")
    thanked = said("next")
    added = run("add", "-", "--for", "north", stdin=INVITATION.encode())
    assert added.stderr.endswith("Changed: northwind.\n")
    assert "at     = 2026-11-24T14:00:00-05:00" in said("show", "northwind", "--file")
    again = run("add", "-", stdin=INVITATION.encode())
    assert again.stderr == "Unchanged: northwind.\n"

    cancelled = INVITATION.replace("REQUEST", "CANCEL").replace("1124T14", "1124T13")
    assert run("add", "-", stdin=cancelled.encode()).stderr.endswith("Changed: northwind.\n")

    assert said("show", "northwind", "--file") == before
    assert said("next") == thanked
    # Invited anew, it is a new interview, and not one of the others that is moved.
    said("add", "-", stdin=INVITATION.encode())
    assert "at     = 2026-11-19T14:00:00-05:00" in said("show", "northwind", "--file")
    assert said("show", "northwind", "--file").count("[[interviews]]") == 2


def test_an_invitation_finds_its_application_by_job(run: Run, said: Said, northwind: Path) -> None:
    """Employer and position are enough, spelled in small letters or not."""
    said("add", northwind)

    result = run("add", "-", *JOB, stdin=INVITATION.encode())

    assert result.stderr.endswith("Changed: northwind.\n")


def test_calling_off_what_is_not_kept_is_told(refused: Said, said: Said) -> None:
    """No application begins with a cancelled interview, whatever is given."""
    cancelled = INVITATION.replace("REQUEST", "CANCEL").encode()
    told = (
        "Error: standard input: calls an interview off that is not kept here; name the "
        "application it belongs to with --for NAME.\n"
    )

    assert refused(66, "add", "-", stdin=cancelled) == told
    assert refused(66, "add", "-", *JOB, stdin=cancelled) == told
    assert said("list") == ""


def test_an_invitation_is_completed_by_questions(typed: Typed, said: Said, tmp_path: Path) -> None:
    """On a terminal it asks for what it can't say, and nothing else."""
    said("init", "--name", "Sam Okafor", "--email", "sam.okafor@example.com", "--language", "en-CA")
    file = tmp_path / "invitation.ics"
    file.write_text(INVITATION, encoding="utf-8")
    answers = ("Northwind Analytics", "Data Engineer", "recruiter", "hiring-manager", "CA-ON", "")

    result = typed("\n".join(answers), "add", file)

    assert result.stderr == (
        "  Spelled as they write it; leave it empty if an agency has not named its client.\n"
        "Which company is it? Northwind Analytics\n"
        "  Exactly as they wrote it.\n"
        "What is the job called? Data Engineer\n"
        f"  One of: {ROLES}\n"
        "What is Maria Lopez in this hiring process? recruiter\n"
        f"  One of: {ROLES}\n"
        "What is David Chen in this hiring process? hiring-manager\n"
        "  The invitation says: Room 4. Its name or code, such as Ontario, CA-ON or France: its "
        "holidays will count.\n"
        "Where do the people work to whom you will write? CA-ON\n"
        "Added: northwind.\n"
    )
    assert result.stdout == (
        "     northwind  nothing until Tuesday 24 November, because that is when to note how the "
        "interview went: the interview was on Tuesday 24 November, and nobody is noted as met.\n"
        "\n"
        "Nothing is due. When somebody answers: followup-mail log NAME EVENT\n"
    )


def test_guests_without_a_name_are_left_out_of_what_is_kept(
    run: Run, said: Said, northwind: Path
) -> None:
    """Nobody is made up of an address; who is on file already is nobody new."""
    said("add", northwind)
    nameless = INVITATION.replace("CN=David Chen", "CN=lin@northwind.example").replace(
        "mailto:david.chen", "mailto:lin"
    )

    result = run("add", "-", "--for", "northwind", stdin=nameless.encode())

    assert result.stderr.endswith("Changed: northwind.\n")
    assert "lin@" not in said("show", "northwind", "--file")


def test_questions_make_an_application(typed: Typed, said: Said) -> None:
    """Faulty answers are asked again; empty ones leave a question open."""
    answers = [
        "Sam Okafor", "sam.okafor@example", "sam.okafor@example.com", "Vole & Sons", "", "Binder",
        "en-GB", "GB-ENG", "you bind by hand", "19/11/2026", "2026-11-19 14:00", "video",
        "Jo Park", "boss", "hr", "jo.park@vole.example", "",
    ]  # fmt: skip

    result = typed("\n".join([*answers, ""]), "add")

    assert result.exit_code == 0, result.output
    assert result.stderr.count("  an answer is needed to go on\n") == 1
    assert result.stderr.endswith("Added: vole.\n")
    assert result.stdout.startswith("DUE  vole  ")
    assert said("show", "vole", "--file") == (
        'employer = "Vole & Sons"\n'
        'position = "Binder"\n'
        'language = "en-GB"\n'
        'place    = "GB-ENG"\n'
        'why      = "you bind by hand"\n'
        "\n"
        "[me]\n"
        'name = "Sam Okafor"\n'
        'email = "sam.okafor@example.com"\n'
        "\n"
        "[people.jo]\n"
        'name = "Jo Park"\n'
        'role = "hr"\n'
        'email = "jo.park@vole.example"\n'
        "\n"
        "[[interviews]]\n"
        "at = 2026-11-19T14:00:00Z\n"
        'format = "video"\n'
    )


def test_answers_are_kept_where_input_ends_early(typed: Typed, said: Said) -> None:
    """What was answered is in a file, which the message names."""
    result = typed("Sam Okafor\nsam.okafor@example.com\nVole & Sons\n", "add")

    assert result.exit_code == 1
    told = result.stderr.splitlines()[-1]
    path = Path(told.rpartition(" ")[2])
    assert told.endswith(
        f"Error: Stopped. What you answered is in {path}; go on there, then type: followup-mail "
        f"add {path}"
    )
    assert path.read_text(encoding="utf-8") == (
        'employer = "Vole & Sons"\n\n[me]\nname = "Sam Okafor"\nemail = "sam.okafor@example.com"\n'
    )
    assert path.stat().st_mode & 0o777 == 0o600
    path.unlink()
    assert said("list") == ""
