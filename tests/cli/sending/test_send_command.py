"""``send``: shown, asked about, sent once, and recorded; the server is played."""

import getpass
import json
import shlex
import socket
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import Result
from mailroom import CONFIG, Office, Server

from followup_mail import __version__
from followup_mail.errors import TryLaterError
from followup_mail.posting import Posting, SendState

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]
Build = Callable[..., Office]

MARIA, DAVID = "maria.lopez@northwind.example", "david.chen@northwind.example"
LEAD = "northwind-analytics-lead"
TYPING = """
import pathlib, sys
path = pathlib.Path(sys.argv[1])
old, new = {change!r}
path.write_text(path.read_text().replace(old, new))
"""


@pytest.fixture
def editor(environ: dict[str, str], tmp_path: Path) -> Callable[[str, str], None]:
    """Return what makes the user's editor put one text for another."""

    def make(old: str, new: str) -> None:
        script = tmp_path / "typing.py"
        script.write_text(TYPING.format(change=(old, new)), encoding="utf-8")
        environ["EDITOR"] = shlex.join([sys.executable, str(script)])

    return make


def postings(build: Build) -> tuple[Posting, ...]:
    """Return what is in the outbox, whatever became of it."""
    with build().desk() as desk:
        return tuple(desk.store.posting(posting.id) for posting in desk.store.outbox())


def told(result: Result) -> list[str]:
    """Return what was printed after the preview."""
    return result.stdout.partition("Ready: the checks found nothing.\n")[2].splitlines()


# Once


def test_what_is_due_is_sent_recorded_and_followed(
    thanked: Said, server: Server, build: Build
) -> None:
    """One message, one entry of the history in its transaction, and what is to be done next."""
    shown = thanked("send", "due", "northwind", "--yes")

    assert shown.startswith("Check-in with Maria Lopez ")
    assert "Next: followup-mail draft" not in shown
    assert shown.partition("Ready: the checks found nothing.\n")[2] == (
        f"Sent: check-in to {MARIA} (message 1)\n"
        "     northwind  nothing until Tuesday 8 December, because that is when to ask Priya Raman "
        "whether there is news: four business days after 2 December, when you wrote to Maria.\n"
        "\n"
        "Nothing is due. When somebody answers: followup-mail log NAME EVENT\n"
    )
    (posting,) = postings(build)
    with build().desk() as desk:
        entry = desk.store.entries(posting.application)[-1]
        (message,) = [m for m in desk.store.messages(posting.application) if m.entry]
    assert (entry.happening.did, entry.happening.to) == ("check-in", "maria")
    assert entry.happening.id == posting.entry == message.entry
    assert entry.recorded_at == posting.changed_at
    assert message.subject == posting.what.subject == "Data Engineer – next steps"
    assert (server.connections, server.logins) == (
        ["mail.home.example:465"],
        [("sam", "correct horse")],
    )


def test_what_was_sent_is_not_sent_again(thanked: Said, server: Server) -> None:
    """The second time it says when, ends well, and connects to nobody."""
    thanked("send", "check-in", "northwind", "--yes")

    for _ in range(2):
        assert thanked("send", "check-in", "northwind", "--yes") == (
            f"Already sent on 2026-12-02: check-in to {MARIA}\n"
        )

    assert len(server.connections) == len(server.taken) == 1


def test_notes_that_were_sent_are_not_sent_again(kept: Said, server: Server) -> None:
    """Nor is one that is asked for by name, while the other is sent."""
    kept("send", "thank-you", "northwind", "--to", "maria", "--yes")
    assert kept("send", "thank-you", "northwind", "--to", "maria", "--yes") == (
        f"Already sent on 2026-11-20: thank-you to {MARIA}\n"
    )
    both = kept("send", "thank-you", "northwind", "--to", "maria", "--to", "david", "--yes")
    assert both.startswith(f"Already sent on 2026-11-20: thank-you to {MARIA}\nThank-you note to D")

    assert kept("send", "thank-you", "northwind", "--yes").splitlines() == [
        f"Already sent on 2026-11-20: thank-you to {MARIA}",
        f"Already sent on 2026-11-20: thank-you to {DAVID}",
    ]
    assert server.readers == [MARIA, DAVID]


def test_a_check_in_after_a_new_date_is_another_one(
    thanked: Said, server: Server, clock: "Clock"
) -> None:
    """They named a later day, and it has passed: the step has come again."""
    thanked("send", "check-in", "northwind", "--yes")
    clock.set("2026-12-03")
    thanked("log", "northwind", "delayed", "--until", "2026-12-11")
    clock.set("2026-12-16")

    thanked("send", "due", "northwind", "--yes")

    assert server.readers == [MARIA, MARIA]
    first, second = server.messages
    assert first["In-Reply-To"] is None
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
    assert second["Subject"] == f"Re: {first['Subject']}"
    # … which is one occurrence again, with both numbers of the history undone or not.
    thanked("undo", "northwind")
    said = thanked("send", "check-in", "northwind", "--yes")
    assert said == f"Already sent on 2026-12-16: check-in to {MARIA}\n"


def test_the_user_may_say_otherwise_by_name_and_reason(
    thanked: Said, run: Run, server: Server, build: Build
) -> None:
    """It is sent a second time, and the reason is kept."""
    thanked("send", "check-in", "northwind", "--yes")
    thanked("undo", "northwind")
    again = ("send", "check-in", "northwind", "--yes", "--force")

    assert run(*again, "already-sent").exit_code == 2
    thanked(*again, "already-sent=it went to their junk")

    assert server.readers == [MARIA, MARIA]
    assert postings(build)[1].what.forced == (("already-sent", "it went to their junk"),)


def test_an_application_that_was_added_again_is_known(
    thanked: Said, refused: Said, server: Server, northwind: Path
) -> None:
    """Who had such a message of one that was removed gets no second one unasked."""
    thanked("send", "check-in", "northwind", "--yes")
    thanked("remove", "northwind", "--yes")
    thanked("add", northwind)
    again = ("send", "check-in", "northwind", "--yes")

    assert refused(3, *again) == (
        f"Error: {MARIA} had such a message on 2026-12-02, for an application that was removed "
        "since. To send it again: --force already-sent=REASON\n"
    )
    assert refused(3, *again[:-1], "--dry-run").startswith(f"Error: {MARIA} had such a message")
    assert len(server.connections) == 1
    thanked(*again, "--force", "already-sent=they lost it")
    assert len(server.taken) == 2
    assert thanked(*again).startswith("Already sent on 2026-12-02")


def test_one_check_in_counts_for_both_positions_it_names(
    thanked: Said, run: Run, northwind: Path, tmp_path: Path
) -> None:
    """As one that is recorded by hand does, and one undo takes back both."""
    second = tmp_path / "second.toml"
    text = northwind.read_text(encoding="utf-8")
    second.write_text(text.replace('"Data Engineer"', '"Analytics Lead"'), encoding="utf-8")
    thanked("add", second)
    thanked("log", LEAD, "thank-you", "--to", "maria", "--to", "david", "--on", "2026-11-20")
    thanked("log", LEAD, "promise")
    before = thanked("next")

    result = run("send", "check-in", "northwind", "--yes")

    assert f"It counts for {LEAD} as well: the same person, and its check-in was due.\n" in (
        result.stderr
    )
    assert "You checked in with Maria Lopez" in thanked("show", LEAD)
    assert thanked("next", "--due") == ""
    thanked("undo", "northwind")
    assert thanked("next") == before


# Without sending


def test_a_dry_run_touches_neither_network_nor_store(
    thanked: Said, server: Server, home: Path
) -> None:
    """It goes as far as the bytes, and says what would be sent through what."""
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}

    shown = thanked("send", "due", "northwind", "--dry-run")

    assert shown.startswith("Check-in with Maria Lopez ")
    assert shown.splitlines()[-1] == (
        f"Would send now: check-in to {MARIA}, 903 bytes, through home (mail.home.example:465)."
    )
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
    assert (server.connections, server.asked) == ([], 0)


def test_to_myself_sends_the_real_thing_marked_as_a_test(
    thanked: Said, server: Server, build: Build
) -> None:
    """As often as one likes; it counts for nothing, and the real one is sent all the same."""
    before = thanked("next")
    for number in (1, 2):
        shown = thanked("send", "check-in", "northwind", "--to-myself", "--yes")
        assert shown.splitlines()[-1] == (
            f"Sent: test of a check-in to sam.okafor@example.com (message {number})"
        )
    assert thanked("next") == before
    assert [m["Subject"] for m in server.messages] == ["[Test] Data Engineer – next steps"] * 2
    assert [m["To"] for m in server.messages] == ["Sam Okafor <sam.okafor@example.com>"] * 2
    assert all(p.what.test and p.entry is None for p in postings(build))

    thanked("send", "check-in", "northwind", "--yes")
    assert server.readers[-1] == MARIA
    assert server.messages[-1]["References"] is None


def test_later_keeps_it_for_then(thanked: Said, run: Run, server: Server, build: Build) -> None:
    """It is dated and checked for that day, and nobody is called today."""
    result = run("send", "check-in", "northwind", "--yes", "--later", "tomorrow 9:30")

    assert result.stdout.splitlines()[-1] == (
        f"Waits: check-in to {MARIA} (message 1), not before 2026-12-03 09:30"
    )
    assert "\nDate      Thursday 3 December 2026\n" in result.stdout
    assert result.stderr == "\nNext: followup-mail outbox\n"
    assert server.connections == []
    assert postings(build)[0].not_before == datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
    assert f"{MARIA}, 903 bytes" in thanked(
        "send", "check-in", "northwind", "--dry-run", "--later", "friday"
    )


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--later", "yesterday"), "Error: --later yesterday: "),
        (("--later", "sometime"), "Error: --later sometime: "),
        (("--later", "2026-12-02 08:00"), "Error: --later 2026-12-02 08:00: 2026-12-02 08:00 is"),
        (("--on", "2026-12-04"), "Error: --on 2026-12-04: a message is dated when it is sent;"),
        (("--force", "nonsense=x"), 'Error: There is no check "nonsense"'),
        (("--force", "do-not-contact=x"), 'Error: The check "do-not-contact" cannot be overr'),
    ],
)
@pytest.mark.usefixtures("thanked")
def test_options_that_make_no_sense_are_refused(
    refused: Said, more: tuple[str, ...], told: str
) -> None:
    """With a sentence, and nothing is shown or kept."""
    assert refused(2, "send", "check-in", "northwind", "--yes", *more).startswith(told)


@pytest.mark.usefixtures("thanked")
def test_what_is_no_mail_is_not_sent(refused: Said, northwind: Path, server: Server) -> None:
    """A call, a private note, and what is not kept: each says what to do instead."""
    assert refused(2, "send", "call", "northwind", "--yes") == (
        "Error: A call is no e-mail: followup-mail script call northwind shows what to say.\n"
    )
    assert refused(2, "send", "reflection", "northwind", "--yes") == (
        "Error: A reflection is no e-mail: followup-mail draft reflection northwind shows it.\n"
    )
    assert refused(2, "send", "check-in", northwind, "--yes") == (
        f"Error: {northwind}: only for a kept application is it known what was sent before. Type "
        "followup-mail add FILE, then send by its name.\n"
    )
    assert server.connections == []


# Asking


@pytest.mark.usefixtures("thanked")
def test_it_asks_before_it_sends(typed: Run, server: Server) -> None:
    """What is not an answer is asked again; yes sends."""
    result = typed("what?\nyes\n", "send", "check-in", "northwind")

    assert result.exit_code == 0
    assert result.stderr.count(f"Send it to {MARIA}? [y]es [n]o [e]dit [q]uit: ") == 2
    assert server.readers == [MARIA]


@pytest.mark.parametrize("lines", ["n\n", "\n", "", "q\n"])
@pytest.mark.usefixtures("thanked")
def test_nothing_but_yes_sends(typed: Run, server: Server, build: Build, lines: str) -> None:
    """No, an empty line and the end of input leave all as it was."""
    result = typed(lines, "send", "check-in", "northwind")

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (0, "Nothing was sent.")
    assert (server.connections, postings(build)) == ([], ())


@pytest.mark.usefixtures("kept")
def test_no_leaves_one_out_and_quit_all(typed: Run, server: Server) -> None:
    """Whoever quits has sent nothing, whatever was said before."""
    assert typed("y\nq\n", "send", "thank-you", "northwind").stderr.endswith("Nothing was sent.\n")
    assert server.connections == []

    result = typed("n\ny\n", "send", "thank-you", "northwind")

    assert result.exit_code == 0
    assert server.readers == [DAVID]


@pytest.mark.usefixtures("kept")
def test_ctrl_c_at_the_question_sends_nothing(
    typed: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 44: not even what was said yes to before."""
    broken_off = click.Abort()
    broken_off.__context__ = KeyboardInterrupt()
    answers = iter(["y"])

    def ask(*_: object, **__: object) -> str:
        for answer in answers:
            return answer
        raise broken_off

    monkeypatch.setattr(click, "prompt", ask)

    result = typed("", "send", "thank-you", "northwind")

    assert (result.exit_code, result.stderr) == (0, "\nNothing was sent.\n")
    assert server.connections == []


@pytest.mark.usefixtures("thanked")
def test_without_a_terminal_nothing_is_sent_unasked(refused: Said, server: Server) -> None:
    """Neither is anything shown: the option to give is named."""
    assert refused(2, "send", "check-in", "northwind", stdin=b"y\n") == (
        "Error: There is no terminal to ask on; give --yes, or look with --dry-run.\n"
    )
    assert server.connections == []


@pytest.mark.usefixtures("thanked")
def test_what_is_edited_is_what_is_sent(
    typed: Run,
    server: Server,
    build: Build,
    editor: Callable[[str, str], None],
) -> None:
    """It is shown again with the new words, and those are kept and sent."""
    editor("I'm still very interested", "I'm as interested as I was")

    result = typed("e\ny\n", "send", "check-in", "northwind")

    assert result.exit_code == 0
    assert result.stdout.count("Check-in with Maria Lopez") == 2
    assert "I'm as interested as I was in joining" in server.taken[0].decode().replace(" \r\n", " ")
    assert "I'm as interested as I was" in postings(build)[0].what.body


@pytest.mark.usefixtures("thanked")
def test_an_edit_that_changes_nothing_finds_nothing_new(
    typed: Run, environ: dict[str, str]
) -> None:
    """The same preview again, with no finding that the edit brought about."""
    environ["EDITOR"] = "true"

    result = typed("e\nn\n", "send", "check-in", "northwind")

    first, _, second = result.stdout.partition("Ready: the checks found nothing.\n")
    assert second == f"{first}Ready: the checks found nothing.\n"


@pytest.mark.usefixtures("thanked")
def test_an_edit_that_a_check_blocks_never_leaves(
    typed: Run,
    server: Server,
    editor: Callable[[str, str], None],
) -> None:
    """A leftover typed into it blocks it: yes is no answer until it is mended."""
    editor("Hi Maria", "Hi {{ name }}")

    result = typed("e\ny\nn\n", "send", "check-in", "northwind")

    assert result.stderr.count("A check blocks it as it stands: [n]o [e]dit [q]uit: ") == 2
    assert result.stderr.endswith("Nothing was sent.\n")
    assert server.connections == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("Subject:", "Title:"), ("\n\nHi Maria", "\nHi Maria"), ("Subject:", "Bcc: x\nSubject:")],
)
@pytest.mark.usefixtures("thanked")
def test_an_edit_without_a_subject_is_kept_and_not_sent(
    typed: Run,
    server: Server,
    editor: Callable[[str, str], None],
    old: str,
    new: str,
) -> None:
    """Row 66: one line of subject, and nothing else that could become a header."""
    editor(old, new)

    result = typed("e\n", "send", "check-in", "northwind")

    assert result.exit_code == 2
    message = result.stderr.partition("Error: ")[2]
    assert message.startswith("The first line has to begin with Subject: and an empty line has")
    path = Path(message.split()[-1].rstrip("."))
    assert new.strip().splitlines()[0] in path.read_text(encoding="utf-8")
    path.unlink()
    assert server.connections == []


# Checks


def test_what_a_check_blocks_never_leaves(kept: Said, refused: Said, server: Server) -> None:
    """Row 65: a check-in before its time is not even shown; by name and reason it is sent."""
    error = refused(3, "send", "check-in", "northwind", "--yes")
    assert "blocked (too-early)" in error
    assert error.splitlines()[-1].startswith("Error: Nothing was written. Mend what blocks it")
    assert server.connections == []

    kept("send", "check-in", "northwind", "--yes", "--force", "too-early=they asked me to write")
    assert server.readers == [MARIA]


def test_the_reason_of_a_check_that_was_overridden_is_kept(kept: Said, build: Build) -> None:
    """With the message, for whoever asks later."""
    kept("send", "check-in", "northwind", "--yes", "--force", "too-early=they asked me to write")

    assert postings(build)[0].what.forced == (("too-early", "they asked me to write"),)


@pytest.mark.usefixtures("thanked")
def test_an_address_at_the_present_employer_is_blocked(
    refused: Said, home: Path, server: Server
) -> None:
    """Though only the account sends from there; ``[me]`` has another one."""
    text = '[me]\ncurrent_employer_domain = "brightwater.example"\n'
    theirs = CONFIG.replace("sam.okafor@example.com", "sam@mail.brightwater.example")
    (home / "config.toml").write_text(text + theirs, encoding="utf-8")

    error = refused(3, "send", "check-in", "northwind", "--yes")

    assert "blocked (employer-domain): sam@mail.brightwater.example is an address at" in error
    assert server.connections == []


def test_a_domain_that_may_pass_for_another_is_asked_about(
    said: Said,
    run: Run,
    typed: Run,
    server: Server,
    northwind: Path,
    tmp_path: Path,
    clock: "Clock",
) -> None:
    """Row 72: the form in which it is sent stands beside the one that is seen."""
    file = tmp_path / "northwind.toml"
    text = northwind.read_text(encoding="utf-8")
    file.write_text(text.replace("lopez@northwind", "lopez@n\u043erthwind"), encoding="utf-8")
    said("add", file)
    for did in ("thank-you", "promise"):
        said("log", "northwind", did)
    clock.set("2026-12-02")
    command = ("send", "check-in", "northwind")
    domain = "xn--nrthwind-nbh.example"
    shown = f"maria.lopez@{domain}: the domain {domain} is shown as n\u043erthwind.example, like"

    unasked = run(*command, "--yes")
    assert unasked.exit_code == 3
    assert unasked.stderr.startswith(f"Error: {shown} another one. Nothing was sent.")
    for answer, sent in (("n", 0), ("y", 1)):
        result = typed(f"y\n{answer}\n", *command)
        assert result.exit_code == 0, result.output
        assert shown in result.stderr
        assert len(server.taken) == sent


# On the wire


def test_nothing_tells_where_it_was_written(
    thanked: Said, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 70: no name of machine, user or program, and no time zone."""
    monkeypatch.setenv("USER", "sokafor-laptop")
    thanked("send", "check-in", "northwind", "--yes")

    (data,) = server.taken
    (message,) = server.messages
    assert list(message) == [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Content-Transfer-Encoding",
        "Content-Type",
        "MIME-Version",
    ]
    assert message["Date"] == "Wed, 02 Dec 2026 17:00:00 +0000"
    assert message["Message-ID"].endswith("@example.com>")
    header = data.partition(b"\r\n\r\n")[0].decode().lower()
    for word in (socket.gethostname(), getpass.getuser(), "followup", __version__, "python"):
        assert word.lower() not in header.replace("sam.okafor", "")


def test_the_thread_with_a_person_goes_on(thanked: Said, server: Server, clock: "Clock") -> None:
    """What David had is no part of the thread with Maria; a test is part of none."""
    thanked("undo", "northwind")
    thanked("undo", "northwind")
    clock.set("2026-11-20")
    thanked("send", "thank-you", "northwind", "--yes")
    thanked("log", "northwind", "promise")
    clock.set("2026-12-02")
    thanked("send", "check-in", "northwind", "--to-myself", "--yes")
    thanked("send", "check-in", "northwind", "--yes")

    to_maria, to_david, _, again = server.messages
    assert again["References"] == again["In-Reply-To"] == to_maria["Message-ID"]
    assert to_david["Message-ID"] != to_maria["Message-ID"]
    assert again["Subject"] == f"Re: {to_maria['Subject']}"


@pytest.mark.usefixtures("thanked")
def test_a_display_name_shows_no_control_character(run: Run, server: Server) -> None:
    """Row 71: what a name or a server says to the terminal is never obeyed."""
    server.unreachable = TryLaterError("mail.home.example:465: \x1b]0;PWNED\x07\u202e busy.")

    result = run("send", "check-in", "northwind", "--yes")

    assert "\x1b" not in result.output
    assert r"\x1b]0;PWNED\x07\u202e busy." in result.stderr
    listing = run("outbox").output
    assert "\x1b" not in listing
    assert r"\x1b]0;PWNED\x07\u202e busy." in listing


def test_a_header_cannot_be_slipped_in(
    said: Said, run: Run, server: Server, northwind: Path, tmp_path: Path, clock: "Clock"
) -> None:
    """Row 66: a name that reads as another header once it is decoded stays a name."""
    file = tmp_path / "northwind.toml"
    text = northwind.read_text(encoding="utf-8")
    named = "=?utf-8?q?a=0ABcc=3A_eve=40evil.example?="
    file.write_text(text.replace('"Maria Lopez"', f'"{named}"'), encoding="utf-8")
    said("add", file)
    clock.set("2026-12-02")

    run("send", "check-in", "northwind", "--yes", "--force", "too-early=test")

    for message in server.messages:
        assert message["Bcc"] is None
        # Python 3.11 reads a space between two encoded words.
        assert message["To"].addresses[0].display_name.replace(" ", "") == named
    assert server.readers == [MARIA]


@pytest.mark.parametrize(
    "detail",
    [
        "people.maria.name=Maria\r\nBcc: eve@evil.example",
        "people.maria.name=Maria\u2028Bcc: eve",
        "people.maria.email=maria@northwind.example>, <eve@evil.example",
        "people.maria.email=maria@northwind.example\nBcc: eve@evil.example",
    ],
)
@pytest.mark.usefixtures("thanked")
def test_what_could_end_a_line_is_refused(refused: Said, server: Server, detail: str) -> None:
    """Rows 66, 68: in a name or in an address, before anybody is called."""
    told = refused(65, "send", "check-in", "northwind", "--yes", "--set", detail)

    assert told.startswith("Error: ")
    assert server.connections == []


@pytest.mark.usefixtures("thanked")
def test_a_name_for_this_once_is_not_sent(refused: Said, server: Server) -> None:
    """The header has what is on file, so the preview must not show another one."""
    for detail in ("people.maria.name=Marie Lopez", "me.name=Samuel Okafor"):
        told = refused(2, "send", "check-in", "northwind", "--yes", "--set", detail)
        assert told.endswith("put it into the file with followup-mail edit northwind.\n")
    assert server.connections == []


# Templates


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("{% block subject %}{{ nobody }}{% endblock %}{% block body %}Hi{% endblock %}", 65),
        ("{% block subject %}x{% endblock %}{% block body %}{% if %}{% endblock %}", 65),
        ("{% block subject %}x{% endblock %}{% block body %}{{ [].append }}{% endblock %}", 65),
        (
            "{% block subject %}x{% endblock %}{% block body %}{% for a in range(99999) %}"  # noqa: ISC004 - one text
            "{% for b in range(99999) %}{% endfor %}{% endfor %}{% endblock %}",
            65,
        ),
        ("{% include '../secret.txt' %}", 65),
    ],
)
@pytest.mark.usefixtures("thanked")
def test_a_faulty_template_is_found_before_anybody_is_called(
    run: Run, server: Server, build: Build, tmp_path: Path, text: str, status: int
) -> None:
    """Rows 61, 62, 63, 64: its file and line are named; nothing is queued or sent."""
    template = tmp_path / "mine.txt"
    template.write_text(text, encoding="utf-8")

    result = run("send", "check-in", "northwind", "--yes", "--template", template)

    assert result.exit_code == status, result.output
    assert "mine.txt" in result.stderr
    assert (server.connections, postings(build)) == ([], ())


# Accounts


def test_one_of_several_accounts_has_to_be_named(
    thanked: Said, refused: Said, home: Path, server: Server
) -> None:
    """By option or in config.toml; the message goes from its address, and its domain."""
    work = CONFIG.replace("accounts.home", "accounts.work").replace("mail.home", "mail.work")
    work = work.replace("sam.okafor@example.com", "sam@okafor.example")
    (home / "config.toml").write_text(f"{CONFIG}{work}", encoding="utf-8")
    send = ("send", "check-in", "northwind", "--yes")

    assert refused(78, *send) == (
        f"Error: {home / 'config.toml'}: several accounts are on file (home, work); name one with "
        "--account, or the usual one as default_account.\n"
    )
    assert refused(78, *send, "--account", "shop").endswith(
        "there is no account shop; there are: home, work.\n"
    )
    thanked(*send, "--account", "work")

    assert server.connections == ["mail.work.example:465"]
    assert server.messages[0]["From"] == "Sam Okafor <sam@okafor.example>"
    assert server.messages[0]["Message-ID"].endswith("@okafor.example>")


@pytest.mark.usefixtures("thanked")
def test_without_an_account_it_says_how_to_add_one(refused: Said, home: Path) -> None:
    """Before anything is shown."""
    (home / "config.toml").unlink()

    assert refused(78, "send", "check-in", "northwind", "--yes").endswith(
        "no account to send through is on file. Next: followup-mail account add\n"
    )


def test_an_account_without_a_user_asks_for_no_password(
    thanked: Said, home: Path, server: Server
) -> None:
    """As this machine's own mail server needs none."""
    config = '[accounts.here]\nhost = "localhost"\nsecurity = "plain"\n'
    (home / "config.toml").write_text(config, encoding="utf-8")

    thanked("send", "check-in", "northwind", "--yes")

    assert (server.asked, server.logins, len(server.taken)) == (0, [], 1)


def test_html_goes_along_where_the_account_says_so(
    thanked: Said, home: Path, server: Server
) -> None:
    """The same words, twice."""
    (home / "config.toml").write_text(f"{CONFIG}html = true\n", encoding="utf-8")

    thanked("send", "check-in", "northwind", "--yes")

    assert server.messages[0].get_content_type() == "multipart/alternative"


def test_the_outbox_is_told_as_data(thanked: Said, server: Server) -> None:
    """What was sent, from and to whom, and what the server said."""
    thanked("send", "check-in", "northwind", "--yes")

    (found,) = json.loads(thanked("outbox", "list", "--all", "--json"))

    assert (found["state"], found["to"], found["kind"]) == (SendState.SENT, [MARIA], "check-in")
    assert found["message_id"] == server.messages[0]["Message-ID"]
    assert found["reply"] == {"code": 250, "text": "queued as 7"}
