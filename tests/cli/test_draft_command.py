"""``draft``, ``preview`` and ``script``, as they are typed."""

import email
import json
from collections.abc import Callable
from email.policy import default
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_draft_prints_the_message_and_nothing_else(run: Run, northwind: Path) -> None:
    """To, Subject, an empty line and the body are all there is on standard output."""
    result = run("draft", "thank-you", northwind, "--to", "maria")

    assert result.exit_code == 0
    assert result.stdout == (
        "To: Maria Lopez <maria.lopez@northwind.example>\n"
        "Subject: Thank you – Data Engineer interview\n"
        "\n"
        "Hi Maria,\n"
        "\n"
        "Thank you for talking with me yesterday about the Data Engineer position.\n"
        "\n"
        "Our conversation about how the data team is growing from four people to nine was "
        "especially helpful. It also speaks to my own experience: I trained two analysts who now "
        "run their own pipelines.\n"
        "\n"
        "I came away more interested in the position than before. You mentioned that I might hear "
        "by Friday, November 27, and I look forward to it. If you need anything from me before "
        "then, just ask.\n"
        "\n"
        "Best regards,\n"
        "Sam Okafor\n"
        "+1 416 555 0142\n"
    )


def test_draft_says_on_standard_error_for_whom_why_and_what_is_next(
    run: Run, northwind: Path
) -> None:
    """Everything about the message that is not the message goes to standard error."""
    result = run("draft", "check-in", northwind, "--on", "2026-12-02")

    assert result.stderr == (
        "To Maria Lopez: the recruiter, who runs the process.\n"
        "\n"
        "\n"
        f"Next: followup-mail draft check-in {northwind} --on=2026-12-02 --format eml -o drafts/\n"
    )


def test_several_notes_are_parted_by_a_line(run: Run, northwind: Path) -> None:
    """One note a person met, with a rule between two."""
    notes = run("draft", "thank-you", northwind).stdout.split(f"\n{'-' * 60}\n\n")

    assert [note.splitlines()[0] for note in notes] == [
        "To: Maria Lopez <maria.lopez@northwind.example>",
        "To: David Chen <david.chen@northwind.example>",
    ]


def test_several_notes_go_into_a_folder(run: Run, northwind: Path, tmp_path: Path) -> None:
    """``-o DIR/`` makes the folder and writes a file a person."""
    folder = tmp_path / "drafts"

    result = run("draft", "thank-you", northwind, "--format", "eml", "-o", f"{folder}/")

    assert result.exit_code == 0
    assert result.stdout == ""
    assert sorted(path.name for path in folder.iterdir()) == [
        "thank-you-david.eml",
        "thank-you-maria.eml",
    ]


def test_an_eml_file_opens_as_a_draft(run: Run, northwind: Path, tmp_path: Path) -> None:
    """The file is a complete message, marked unsent, that says what the text says."""
    file = tmp_path / "note.eml"

    run("draft", "thank-you", northwind, "--to", "maria", "--format", "eml", "-o", file)

    message = email.message_from_bytes(file.read_bytes(), policy=default)
    assert {name: str(value) for name, value in message.items() if name != "Date"} == {
        "From": "Sam Okafor <sam.okafor@example.com>",
        "To": "Maria Lopez <maria.lopez@northwind.example>",
        "Subject": "Thank you – Data Engineer interview",
        "Message-ID": "<0123456789abcdef@example.com>",
        "MIME-Version": "1.0",
        "X-Unsent": "1",
        "Content-Type": str(message["Content-Type"]),
        "Content-Transfer-Encoding": str(message["Content-Transfer-Encoding"]),
    }


def test_an_attachment_is_in_the_message_and_announced(
    run: Run, northwind: Path, tmp_path: Path
) -> None:
    """A file that was promised goes to whom it was promised, and the text says so."""
    (tmp_path / "write-up.pdf").write_bytes(b"%PDF-1.4 synthetic")
    file = tmp_path / "application.toml"
    # Before the first table: afterwards the key would belong to the last one.
    file.write_text(f'attachments = ["write-up.pdf"]\n{northwind.read_text()}')

    result = run("draft", "thank-you", file, "--to", "david", "--format", "eml")

    message = email.message_from_bytes(result.stdout_bytes, policy=default)
    assert [part.get_filename() for part in message.iter_attachments()] == ["write-up.pdf"]
    body = message.get_body()
    assert body is not None
    text = " ".join(body.get_content().split())
    assert "attached the write-up of our Kafka migration (write-up.pdf), as promised." in text


def test_a_link_opens_a_mail_program(run: Run, northwind: Path) -> None:
    """``--format mailto`` is one line."""
    result = run("draft", "thank-you", northwind, "--to", "maria", "--format", "mailto")

    assert result.stdout.startswith(
        "mailto:maria.lopez@northwind.example?subject=Thank%20you%20%E2%80%93%20Data%20Engineer"
        "%20interview&body=Hi%20Maria%2C%0D%0A%0D%0AThank%20you"
    )
    assert result.stdout.count("\n") == 1


def test_html_is_the_text_in_paragraphs(run: Run, northwind: Path) -> None:
    """``--format html`` holds each paragraph and no markup of its own."""
    result = run("draft", "thank-you", northwind, "--to", "maria", "--format", "html")

    assert "<p>Hi Maria,</p>" in result.stdout
    assert "<p>Best regards,<br>" in result.stdout


def test_json_tells_where_each_word_came_from(run: Run, northwind: Path) -> None:
    """``--format json`` gives spans with the key of each detail."""
    result = run("draft", "thank-you", northwind, "--to", "maria", "--format", "json")

    (data,) = json.loads(result.stdout)
    first = data["spans"][0]
    assert (data["body"][first["start"] : first["end"]], first["key"]) == (
        "Maria",
        "people.maria.goes_by",
    )


def test_a_missing_detail_is_one_question_with_its_key(run: Run, examples: Path) -> None:
    """Where a strength is missing the program asks for it, and writes nothing."""
    result = run(
        "draft", "thank-you", examples / "panel.toml", "--on", "2026-11-21",
        "--to", "sofia", "--set", "strengths.1.about=lin",
    )  # fmt: skip

    assert result.exit_code == 65
    assert result.stdout == ""
    assert result.stderr == (
        "Error: What have you done that answers the subject you discussed with Sofía de la Cruz?\n"
        "Fill in `[[strengths]]` in the application file, for example:\n"
        "\n"
        "[[strengths]]\n"
        'i = "trained two analysts who now run their own pipelines"\n'
        'about = "sofia"\n'
        "\n"
    )


def test_a_missing_detail_names_the_notes_that_can_be_written(run: Run, examples: Path) -> None:
    """One gap holds nobody else's note up."""
    result = run(
        "draft", "thank-you", examples / "panel.toml", "--on", "2026-11-21",
        "--set", "strengths.1.about=lin",
    )  # fmt: skip

    assert result.exit_code == 65
    assert result.stderr.endswith("\nThe other notes can be written now: --to lin.\n")


def test_the_ending_of_a_file_says_its_form(run: Run, northwind: Path, tmp_path: Path) -> None:
    """``-o note.eml`` needs no ``--format``, and says what to record once it is sent."""
    file = tmp_path / "note.eml"

    result = run("draft", "check-in", northwind, "--on", "2026-12-02", "-o", file)

    assert file.read_bytes().startswith(b"From: ")
    assert result.stderr == (
        "To Maria Lopez: the recruiter, who runs the process.\n"
        "\n"
        f"Written: {file}\n"
        "\n"
        "Once it is sent, add to the application file:\n"
        "\n"
        '[[history]]\non = 2026-12-02\ndid = "check-in"\nto = "maria"\n'
        "\n"
        f"Next: followup-mail draft network {northwind}\n"
    )


def test_several_notes_do_not_go_into_one_file(run: Run, northwind: Path, tmp_path: Path) -> None:
    """A name that ends like a file is no folder."""
    result = run("draft", "thank-you", northwind, "-o", tmp_path / "one.eml")

    assert result.exit_code == 2
    assert list(tmp_path.glob("*.eml")) == []


def test_several_notes_as_json_are_one_list(run: Run, northwind: Path) -> None:
    """A program reads one value."""
    data = json.loads(run("draft", "thank-you", northwind, "--format", "json").stdout)

    assert [each["to"]["id"] for each in data] == ["maria", "david"]


def test_a_draft_that_was_edited_is_kept(run: Run, northwind: Path, tmp_path: Path) -> None:
    """Writing again over a file that says something else keeps it under another name."""
    file = tmp_path / "note.txt"
    file.write_text("edited")

    result = run("draft", "thank-you", northwind, "--to", "maria", "-o", file)

    assert file.with_name("note.txt~").read_text() == "edited"
    assert f"Written: {file} (what was there is now note.txt~)\n" in result.stderr


def test_an_edited_draft_outlives_a_third_writing(
    run: Run, northwind: Path, tmp_path: Path
) -> None:
    """What was kept once is never written over."""
    file = tmp_path / "note.eml"
    file.write_text("edited")

    for day in ("2026-12-02", "2026-12-03"):
        run("draft", "check-in", northwind, "--on", day, "-o", file)

    assert file.with_name("note.eml~").read_text() == "edited"


def test_a_slash_at_the_end_means_a_folder(run: Run, northwind: Path, tmp_path: Path) -> None:
    """One message goes into a folder that is not there yet as well."""
    day = ("--on", "2026-12-02")
    run("draft", "check-in", northwind, *day, "--format", "eml", "-o", f"{tmp_path}/drafts/")

    assert [path.name for path in (tmp_path / "drafts").iterdir()] == ["check-in-maria.eml"]


def test_links_in_a_circle_are_told(run: Run, northwind: Path, tmp_path: Path) -> None:
    """A path that leads to itself ends in one sentence."""
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    result = run("draft", "check-in", northwind, "--on", "2026-12-02", "-o", tmp_path / "loop")

    assert result.exit_code == 74
    assert "its links lead in a circle" in result.stderr


def test_a_link_is_refused_where_files_go_with_the_message(
    run: Run, northwind: Path, tmp_path: Path
) -> None:
    """A mailto link would announce an attachment and carry none."""
    (tmp_path / "cv.txt").write_text("synthetic")
    file = tmp_path / "application.toml"
    file.write_text(f'attachments = ["cv.txt"]\n{northwind.read_text()}')

    result = run("draft", "thank-you", file, "--to", "david", "--format", "mailto")

    assert result.exit_code == 2
    assert "--format eml" in result.stderr


def test_a_check_in_before_the_date_is_blocked(run: Run, northwind: Path) -> None:
    """Who named a date is not asked before it is over; the day that is all right is named."""
    result = run("draft", "check-in", northwind, "--on", "2026-11-24")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        "To Maria Lopez: the recruiter, who runs the process.\n"
        "blocked (too-early): A check-in waits at least two business days after 27 November, the "
        "date Maria named on 19 November: Tuesday 1 December would be all right.\n"
        "\n"
        "Error: Nothing was written. Mend what blocks it, see it whole with `followup-mail "
        "preview`, or overrule it: --force too-early=REASON.\n"
    )


def test_a_check_in_before_the_date_asks_whether_it_holds(run: Run, northwind: Path) -> None:
    """Nothing is said of delays while the date lies ahead."""
    result = run(
        "draft", "check-in", northwind, "--on", "2026-11-24", "--force", "too-early=they asked"
    )

    assert "You mentioned that I might hear by Friday, November 27. " in result.stdout.replace(
        "\n", " "
    )
    assert "Does that date still hold?" in result.stdout


def test_a_blocked_message_is_not_written(run: Run, northwind: Path) -> None:
    """A check that blocks ends in status 3 with nothing on standard output."""
    result = run("draft", "check-in", northwind, "--set", "do_not_contact=true")

    assert result.exit_code == 3
    assert result.stdout == ""
    assert "do-not-contact" in result.stderr


def test_nobody_who_asked_not_to_be_contacted_is_written_to_by_force(
    run: Run, northwind: Path
) -> None:
    """The flag beats ``--force``."""
    result = run(
        "draft", "check-in", northwind, "--set", "do_not_contact=true",
        "--force", "do-not-contact=I really want to",
    )  # fmt: skip

    assert result.exit_code != 0
    assert result.stdout == ""


def test_a_check_overridden_with_a_reason_lets_the_message_through(
    run: Run, northwind: Path
) -> None:
    """``--force NAME=REASON`` turns a block into a warning that carries the reason."""
    blocked = ["draft", "thank-you", northwind, "--to", "maria", "--set", "why=it has {{ 7*7 }} in"]

    assert (
        run(*blocked, "--set", 'interviews.0.talked_about.maria=["the {{ 7*7 }} rule"]').exit_code
        == 3
    )
    forced = run(
        *blocked,
        "--set",
        'interviews.0.talked_about.maria=["the {{ 7*7 }} rule"]',
        "--force",
        "placeholder=that is what the rule is called",
    )

    assert forced.exit_code == 0
    assert "the {{ 7*7 }} rule" in forced.stdout
    assert "that is what the rule is called" in forced.stderr


def test_force_without_a_reason_is_a_usage_error(run: Run, northwind: Path) -> None:
    """An override has to say why."""
    result = run("draft", "check-in", northwind, "--force", "length")

    assert result.exit_code == 2
    assert "give a reason" in result.stderr


def test_a_bare_word_is_no_file(run: Run) -> None:
    """A name without slash or ending is answered with how a path is written."""
    result = run("draft", "thank-you", "northwind")

    assert result.exit_code == 66
    assert result.stderr == (
        "Error: northwind: no application of that name is kept. `followup-mail list` shows the "
        "names; a file is given by its path (./northwind) or a name that ends in .toml.\n"
    )


def test_an_unknown_kind_is_answered_with_the_nearest(run: Run, northwind: Path) -> None:
    """A near miss is named and never taken."""
    result = run("draft", "thankyou", northwind)

    assert result.exit_code == 2
    assert "did you mean thank-you?" in result.stderr


def test_everyone_thanked_is_no_failure(run: Run, examples: Path) -> None:
    """Nothing left to do is said, and the status is 0."""
    result = run("draft", "thank-you", examples / "northwind-checked-in.toml", "--on", "2026-12-03")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "Maria Lopez was thanked already" in result.stderr


def test_history_after_the_day_of_sending_has_not_happened(run: Run, examples: Path) -> None:
    """``--on`` looks back: later entries do not count."""
    result = run(
        "draft", "thank-you", examples / "northwind-checked-in.toml",
        "--on", "2026-11-19", "--to", "maria",
    )  # fmt: skip

    assert "talking with me today" in result.stdout


def test_preview_shows_a_blocked_message_and_says_so(run: Run, northwind: Path) -> None:
    """A preview is for looking: it shows what a draft would refuse."""
    result = run("preview", "check-in", northwind, "--set", "do_not_contact=true")

    assert result.exit_code == 0
    assert "Not ready" in result.stdout


def test_preview_writes_a_page(run: Run, northwind: Path, tmp_path: Path) -> None:
    """``-o FILE.html`` is one page with every note on it."""
    page = tmp_path / "notes.html"

    run("preview", "thank-you", northwind, "-o", page)

    text = page.read_text(encoding="utf-8")
    assert "Maria Lopez" in text
    assert "David Chen" in text


def test_preview_json_is_a_list(run: Run, northwind: Path) -> None:
    """Programs get a list, however many messages there are."""
    data = json.loads(run("preview", "check-in", northwind, "--json").stdout)

    assert [each["kind"] for each in data] == ["check-in"]


def test_a_card_is_for_what_is_spoken(run: Run, northwind: Path) -> None:
    """``script`` takes calls and voicemails only."""
    result = run("script", "check-in", northwind)

    assert result.exit_code == 2


def test_a_faster_speaker_takes_less_time(run: Run, northwind: Path) -> None:
    """``--pace`` changes the seconds on the card."""
    slow, fast = (
        json.loads(
            run(
                "script",
                "voicemail",
                northwind,
                "--pace",
                pace,
                "--json",
                "--force",
                "voicemail-length=x",
            ).stdout
        )
        for pace in ("90", "180")
    )

    assert slow["seconds"]["most"] > fast["seconds"]["most"]
