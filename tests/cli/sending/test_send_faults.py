"""``send`` where something fails: what leaves, what waits, what is said, and how it ends."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result
from mailroom import CONFIG, GREYLISTED, REFUSED, TOOK, UNKNOWN, Office, Server

from followup_mail.errors import RefusedError, StoreError, TrustError, TryLaterError
from followup_mail.posting import Outcome, Posting, SendState
from followup_mail.store import Store
from followup_mail.vocabulary import Did

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]
Build = Callable[..., Office]

MARIA, DAVID = "maria.lopez@northwind.example", "david.chen@northwind.example"
SEND = ("send", "check-in", "northwind", "--yes")
NOTES = ("send", "thank-you", "northwind", "--yes")
GONE = TryLaterError("mail.home.example: host not found; check its spelling.")


@pytest.fixture
def outbox(build: Build) -> Callable[[], tuple[Posting, ...]]:
    """Return what gives all that is in the outbox."""

    def read() -> tuple[Posting, ...]:
        with build().desk() as desk:
            return tuple(desk.store.posting(posting.id) for posting in desk.store.outbox())

    return read


@pytest.fixture
def recorded(build: Build) -> Callable[[], list[Did]]:
    """Return what gives all that is recorded of the example."""

    def read() -> list[Did]:
        with build().desk() as desk:
            return [entry.did for entry in desk.store.history(desk.find("northwind").id)]

    return read


Outbox = Callable[[], tuple[Posting, ...]]
Recorded = Callable[[], list[Did]]


# Before a message leaves


def test_a_host_that_is_not_there_asks_for_no_password(
    thanked: Said, run: Run, server: Server, outbox: Outbox
) -> None:
    """Row 1: it waits, and the next send goes on with the same Message-ID."""
    server.unreachable = GONE

    result = run(*SEND)

    assert (result.exit_code, server.asked) == (75, 0)
    assert result.stderr == (
        "Message 1 waits. To try again: followup-mail outbox deliver 1\n"
        "Error: mail.home.example: host not found; check its spelling.\n"
    )
    (waiting,) = outbox()
    assert waiting.state is SendState.DEFERRED
    server.unreachable = None
    again = run(*SEND)
    assert again.exit_code == 0
    assert again.stderr.startswith("Message 1 waits already; it goes on.\n")
    assert [m["Message-ID"] for m in server.messages] == [waiting.what.message_id]
    assert len(outbox()) == 1
    assert thanked(*SEND) == f"Already sent on 2026-12-02: check-in to {MARIA}\n"


@pytest.mark.usefixtures("thanked")
def test_a_wrong_password_is_tried_once(run: Run, server: Server, outbox: Outbox) -> None:
    """Row 16: by a timer not again within a day, by hand at once."""
    server.wrong_password = True

    result = run(*SEND)

    assert (result.exit_code, len(server.logins), server.asked) == (77, 1, 1)
    assert result.stderr.endswith("does not take the password; tried once.\n")
    assert run("outbox", "deliver").exit_code == 0
    assert len(server.logins) == 1
    assert run("outbox", "deliver", "1").exit_code == 77
    assert len(server.logins) == 2
    server.wrong_password = False
    assert run("outbox", "deliver", "1").exit_code == 0
    assert [p.state for p in outbox()] == [SendState.SENT]


@pytest.mark.usefixtures("kept")
def test_one_wrong_password_keeps_all_messages_of_the_account(
    run: Run, server: Server, outbox: Outbox, clock: "Clock"
) -> None:
    """Row 16: neither the second note nor the next run of the timer tries it again."""
    server.wrong_password = True
    assert run(*NOTES).exit_code == 77
    for hour in ("12:15", "12:30", "13:00"):
        clock.set("2026-11-20", hour)
        assert run("outbox", "deliver").exit_code == 0

    assert len(server.logins) == 1
    assert [p.state for p in outbox()] == [SendState.DEFERRED, SendState.QUEUED]


@pytest.mark.usefixtures("thanked")
@pytest.mark.parametrize(
    ("error", "status"),
    [
        (TrustError("mail.home.example:465: the certificate expired; nothing was sent."), 76),
        (RefusedError("mail.home.example:465 takes no mail from here: 554 no."), 69),
    ],
)
def test_a_server_that_is_not_to_be_trusted_gets_nothing(
    run: Run, server: Server, error: Exception, status: int, outbox: Outbox
) -> None:
    """Rows 6, 7, 12: no password is asked for, and the message waits."""
    server.unreachable = error

    result = run(*SEND)

    assert (result.exit_code, server.asked) == (status, 0)
    assert result.stderr.endswith(f"Error: {error}\n")
    assert [p.state for p in outbox()] == [SendState.DEFERRED]


def test_an_attachment_that_has_vanished_stops_it(
    said: Said, run: Run, server: Server, northwind: Path, tmp_path: Path, outbox: Outbox
) -> None:
    """Neither a host is called nor a password asked for; the file is named."""
    cv = tmp_path / "cv.pdf"
    cv.write_bytes(b"%PDF-1.7\n")
    text = northwind.read_text(encoding="utf-8").replace("[me]", 'attachments = ["cv.pdf"]\n[me]')
    (tmp_path / "northwind.toml").write_text(text, encoding="utf-8")
    said("add", tmp_path / "northwind.toml")
    result = run(*NOTES, "--to", "maria", "--later", "2026-11-20 18:00")
    assert result.exit_code == 0, result.output
    cv.unlink()

    late = run("outbox", "deliver", "1")

    assert late.exit_code in {65, 74}
    assert "cv.pdf" in late.stderr
    assert (server.connections, server.asked) == ([], 0)
    (posting,) = outbox()
    assert posting.state is SendState.QUEUED
    assert "cv.pdf" in posting.held


def test_one_faulty_message_stops_no_other(
    said: Said, run: Run, server: Server, northwind: Path, tmp_path: Path, clock: "Clock"
) -> None:
    """Its attachment is gone; what waits behind it is sent, and the status tells."""
    cv = tmp_path / "cv.pdf"
    cv.write_bytes(b"%PDF-1.7\n")
    text = northwind.read_text(encoding="utf-8").replace("[me]", 'attachments = ["cv.pdf"]\n[me]')
    (tmp_path / "boreal.toml").write_text(
        text.replace("Northwind Analytics", "Boreal").replace(
            "northwind.example", "boreal.example"
        ),
        encoding="utf-8",
    )
    said("add", tmp_path / "boreal.toml")
    said("add", northwind)
    later = ("--yes", "--later", "2026-11-20 18:00")
    said("send", "thank-you", "boreal", "--to", "maria", *later)
    said("send", "thank-you", "northwind", "--to", "maria", *later)
    cv.unlink()
    clock.set("2026-11-20", "13:30")

    result = run("outbox", "deliver")

    assert result.exit_code in {65, 74}
    assert result.stdout.splitlines() == [
        f"Sent: thank-you to {MARIA} (message 2)",
    ]
    assert "Held: thank-you to maria.lopez@boreal.example (message 1), since" in result.stderr
    assert server.readers == [MARIA]


@pytest.mark.usefixtures("thanked")
def test_a_message_over_the_limit_never_leaves(
    run: Run, server: Server, outbox: Outbox, recorded: Recorded
) -> None:
    """Row 23: refused before its body, status 69; a mended one is sent under the same key."""
    server.answers = [Outcome(SendState.REFUSED, "The message has 9 octets, and 8 are taken.")]

    result = run(*SEND)

    assert result.exit_code == 69
    assert f"Refused: check-in to {MARIA} (message 1)\n" in result.stdout
    assert result.stderr.endswith("Error: The message has 9 octets, and 8 are taken.\n")
    assert Did.CHECK_IN not in recorded()
    assert run(*SEND).exit_code == 0
    assert [p.state for p in outbox()] == [SendState.REFUSED, SendState.SENT]


# What the server answers


@pytest.mark.usefixtures("thanked")
def test_a_greylisted_message_is_tried_again_after_half_an_hour(
    run: Run, server: Server, outbox: Outbox, clock: "Clock"
) -> None:
    """Rows 27, 38: with the same Message-ID and a new Date, by the timer; by hand at once."""
    server.answers = [GREYLISTED, GREYLISTED]
    assert run(*SEND).exit_code == 75
    first = server.offered[0][1]
    clock.set("2026-12-02", "12:29")
    assert run("outbox", "deliver").exit_code == 0
    assert len(server.offered) == 1
    clock.set("2026-12-02", "12:31")
    assert run("outbox", "deliver").exit_code == 75
    clock.set("2026-12-02", "12:40")

    assert run("outbox", "deliver", "1").exit_code == 0

    last = server.taken[0]
    assert [p.attempts for p in outbox()] == [3]
    assert b"17:00:00 +0000" in first
    assert b"17:40:00 +0000" in last
    assert first.replace(b"17:00:00", b"17:40:00") == last


@pytest.mark.usefixtures("thanked")
def test_a_refusal_says_so_and_is_final(run: Run, server: Server, outbox: Outbox) -> None:
    """Row 40: status 69, with what the server said; no timer tries it again."""
    server.answers = [REFUSED]

    result = run(*SEND)

    assert result.exit_code == 69
    assert result.stderr.endswith(f"Error: {REFUSED.told}\n")
    assert run("outbox", "deliver").exit_code == 0
    assert [p.state for p in outbox()] == [SendState.REFUSED]
    assert len(server.offered) == 1


@pytest.mark.usefixtures("thanked")
def test_what_nobody_knows_is_never_sent_again_by_itself(
    run: Run, server: Server, outbox: Outbox, recorded: Recorded
) -> None:
    """Row 35: status 5 with what to type, every time; a person finds out."""
    server.answers = [UNKNOWN]

    result = run(*SEND)

    line = (
        f"Nobody knows whether it arrived: check-in to {MARIA} (message 1); look for it, then say "
        "so: followup-mail outbox resolve 1 --sent, or --not-sent\n"
    )
    assert result.exit_code == 5
    assert line in result.stdout
    for _ in range(2):
        again = run(*SEND)
        assert (again.exit_code, again.stdout) == (5, line)
        assert run("outbox", "deliver").exit_code == 0
        assert run("outbox", "deliver", "1").exit_code == 5
    assert len(server.offered) == 1
    assert Did.CHECK_IN not in recorded()
    (posting,) = outbox()
    assert posting.data == server.offered[0][1]


@pytest.mark.usefixtures("thanked")
def test_an_unknown_one_that_arrived_is_recorded(
    run: Run, server: Server, recorded: Recorded, clock: "Clock"
) -> None:
    """Row 35: on the day it left, not on that of finding out."""
    server.answers = [UNKNOWN]
    run(*SEND)
    clock.set("2026-12-04")

    result = run("outbox", "resolve", "1", "--sent")

    assert result.exit_code == 0
    assert result.stdout.startswith(f"Sent: check-in to {MARIA} (message 1)\n     northwind  noth")
    assert recorded()[-1] is Did.CHECK_IN
    assert "four business days after 2 December" in run("next").stdout
    assert run(*SEND).exit_code == 0
    assert len(server.offered) == 1


@pytest.mark.usefixtures("thanked")
def test_an_unknown_one_that_did_not_arrive_leaves_as_it_was(
    run: Run, server: Server, outbox: Outbox, clock: "Clock"
) -> None:
    """Row 35: the same bytes, Date included, so that a mailbox that has it drops it."""
    server.answers = [UNKNOWN]
    run(*SEND)
    clock.set("2026-12-02", "18:00")

    result = run("outbox", "resolve", "1", "--not-sent")

    assert result.stderr == "\nNext: followup-mail outbox deliver 1\n"
    assert run("outbox", "deliver", "1").exit_code == 0
    assert server.offered[0][1] == server.taken[0]
    assert [p.state for p in outbox()] == [SendState.SENT]


@pytest.mark.usefixtures("thanked")
def test_words_that_may_have_arrived_are_not_replaced(run: Run, server: Server) -> None:
    """Row 35: another day would give other words; the old ones have to go, or be taken out."""
    server.answers = [UNKNOWN]
    run(*SEND)
    run("outbox", "resolve", "1", "--not-sent")

    result = run("send", "check-in", "northwind", "--yes", "--set", "why=of the people there")

    assert result.exit_code == 3
    assert "Message 1 may have arrived once, and can only be sent again as it was" in result.stderr
    assert len(server.offered) == 1


@pytest.mark.usefixtures("thanked")
def test_words_that_wait_give_way_to_new_ones(run: Run, server: Server, outbox: Outbox) -> None:
    """What is shown is what is sent: the old message is cancelled."""
    server.unreachable = GONE
    run(*SEND)
    server.unreachable = None

    result = run(*SEND, "--set", "why=of the people there")

    assert result.exit_code == 0
    assert result.stderr.startswith("Message 1, which waited with other words, is cancelled.\n")
    assert b"of the people there" in server.taken[0].replace(b" \r\n", b" ")
    assert [p.state for p in outbox()] == [SendState.CANCELLED, SendState.SENT]


# Several


@pytest.mark.usefixtures("kept")
def test_several_notes_go_over_one_connection(run: Run, server: Server) -> None:
    """Row 88: one login, and the account's rate is kept between them."""
    assert run(*NOTES).exit_code == 0

    assert server.readers == [MARIA, DAVID]
    assert (server.connections, server.logins, server.quits) == (
        ["mail.home.example:465"],
        [("sam", "correct horse")],
        1,
    )
    assert server.waits == [3.0]


@pytest.mark.usefixtures("kept")
def test_without_a_rate_nothing_waits(run: Run, server: Server, home: Path) -> None:
    """``per_minute = 0``."""
    (home / "config.toml").write_text(f"{CONFIG}per_minute = 0\n", encoding="utf-8")

    run(*NOTES)

    assert (len(server.taken), server.waits) == (2, [])


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("answer", "status", "left", "then"),
    [
        (UNKNOWN, 5, [SendState.UNKNOWN, SendState.QUEUED], [MARIA, DAVID]),
        (GREYLISTED, 75, [SendState.DEFERRED, SendState.QUEUED], [MARIA, MARIA, DAVID]),
    ],
)
def test_a_batch_stops_and_is_gone_on_with(
    run: Run,
    server: Server,
    outbox: Outbox,
    answer: Outcome,
    status: int,
    left: list[SendState],
    then: list[str],
) -> None:
    """Row 88: at what nobody knows, and at 421 and 450; only the rest is sent afterwards."""
    server.answers = [answer]

    result = run(*NOTES)

    assert result.exit_code == status
    assert "1 of 2 messages were left for later, as they were.\n" in result.stderr
    assert [p.state for p in outbox()] == left
    again = run(*NOTES)
    assert again.exit_code == (5 if answer is UNKNOWN else 0)
    assert server.readers == then


@pytest.mark.usefixtures("kept")
def test_a_refusal_in_a_batch_stops_no_other(run: Run, server: Server, outbox: Outbox) -> None:
    """Row 88: it concerns one reader alone; the status tells."""
    server.answers = [REFUSED]

    assert run(*NOTES).exit_code == 69

    assert [p.state for p in outbox()] == [SendState.REFUSED, SendState.SENT]


@pytest.mark.usefixtures("kept")
def test_a_batch_whose_host_is_gone_waits_whole(run: Run, server: Server, outbox: Outbox) -> None:
    """Row 88: tried once, for all of them."""
    server.unreachable = GONE

    result = run(*NOTES)

    assert result.exit_code == 75
    assert "2 of 2 messages were left for later, as they were.\n" in result.stderr
    assert [p.state for p in outbox()] == [SendState.DEFERRED, SendState.QUEUED]


# The store


def test_what_cannot_be_recorded_is_recorded_by_the_next_run(
    thanked: Said, run: Run, server: Server, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 50: it was sent, it is said so, and it isn't sent again."""
    with monkeypatch.context() as full:

        def refuse(*_: object, **__: object) -> None:
            raise StoreError("The disk is full. Nothing was changed; make room on it.")

        full.setattr(Store, "finish", refuse)
        result = run(*SEND)

    assert result.exit_code == 74
    assert f"Sent: check-in to {MARIA} (message 1)\n" in result.stdout
    assert "followup-mail.unrecorded. Make room on the disk, then type followup-mail outbox." in (
        result.stderr
    )
    assert Did.CHECK_IN not in recorded()

    again = run(*SEND)

    assert (again.exit_code, again.stdout) == (
        0,
        f"Already sent on 2026-12-02: check-in to {MARIA}\n",
    )
    assert again.stderr == (
        f"Recorded now, since it could not be then. Sent: check-in to {MARIA} (message 1)\n"
        "To send it again: --force already-sent=REASON\n"
    )
    assert recorded()[-1] is Did.CHECK_IN
    assert len(server.offered) == 1
    assert thanked("outbox") == ""


@pytest.mark.parametrize(
    ("answer", "told", "state"),
    [
        (REFUSED, "Refused: check-in to", SendState.REFUSED),
        (GREYLISTED, ", not before 2026-12-02 17:30. ", SendState.DEFERRED),
    ],
)
def test_a_no_that_cannot_be_recorded_is_recorded_by_the_next_run(
    thanked: Said,
    run: Run,
    server: Server,
    outbox: Outbox,
    monkeypatch: pytest.MonkeyPatch,
    answer: Outcome,
    told: str,
    state: SendState,
) -> None:
    """Row 50: it is not unknown, and not on record; what may be tried again waits as usual."""
    server.answers = [lambda: answer]
    with monkeypatch.context() as full:

        def refuse(*_: object, **__: object) -> None:
            raise StoreError("The disk is full. Nothing was changed; make room on it.")

        full.setattr(Store, "finish", refuse)
        assert run(*SEND).exit_code == 74

    result = run("outbox")

    assert result.stderr.startswith("Recorded now, since it could not be then. ")
    assert told in result.stdout
    [posting] = outbox()
    assert (posting.state, posting.reply) == (state, answer.reply)
    assert thanked("outbox", "deliver") == ""
    assert len(server.offered) == 1


@pytest.mark.usefixtures("thanked")
@pytest.mark.parametrize("step", ["freeze", "dot"])
def test_what_cannot_be_kept_is_not_sent(
    run: Run, server: Server, outbox: Outbox, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Row 49: without room for a step, the step isn't taken; later it is sent once."""
    with monkeypatch.context() as full:

        def refuse(*_: object, **__: object) -> None:
            raise StoreError("The disk is full. Nothing was changed; make room on it.")

        full.setattr(Store, step, refuse)
        result = run(*SEND)

    assert (result.exit_code, server.taken) == (74, [])
    assert run(*SEND).exit_code == 0
    assert len(server.taken) == 1
    assert [p.state for p in outbox()] == [SendState.SENT]


@pytest.mark.usefixtures("thanked")
def test_an_older_copy_of_the_home_sends_nothing(
    run: Run, server: Server, home: Path, tmp_path: Path
) -> None:
    """Row 54: before anything is shown; next and the doctor name it, and the user may trust it."""
    run("send", "check-in", "northwind", "--to-myself", "--yes")
    shutil.copytree(home, tmp_path / "copy")
    run(*SEND)
    shutil.rmtree(home)
    shutil.copytree(tmp_path / "copy", home)
    told = (
        f"{home / 'followup-mail.db'}: is an older copy: {tmp_path / 'state'}/followup-mail/sent "
        "names one message that it doesn't know of. Nothing is sent from it. Send from where you "
        "did before, or restore the newest copy; or, if this one is right after all, type "
        "followup-mail doctor --trust-store"
    )

    for words in (SEND, (*SEND[:-1], "--dry-run")):
        result = run(*words)
        assert (result.exit_code, result.stdout, len(server.taken)) == (74, "", 2)
        assert result.stderr == f"Error: {told}\n"
    for words in (("next",), ("next", "--due"), ("next", "--json")):
        assert run(*words).stderr == f"{told}\n"
        assert run(*words).exit_code == 0
    assert f"BAD  sent mail: {told}\n" in run("doctor").stdout

    trusted = run("doctor", "--trust-store")

    assert "ok   sent mail: it is the one from which was sent last\n" in trusted.stdout
    assert "names one message that this store does not know of; what was sent" in trusted.stderr
    assert run("next").stderr == ""
    assert run(*SEND).exit_code == 0


@pytest.mark.usefixtures("thanked")
def test_a_synced_home_sends_from_one_machine(
    run: Run, server: Server, environ: dict[str, str], tmp_path: Path
) -> None:
    """Row 54: the other one says so, also of what waits; being asked to trust it is enough."""
    run("send", "check-in", "northwind", "--to-myself", "--yes")
    run(*SEND[:3], "--later", "2026-12-03 12:00", "--yes")
    environ["XDG_STATE_HOME"] = str(tmp_path / "another")

    for words in (("outbox", "deliver", "2"), SEND):
        result = run(*words)
        assert (result.exit_code, len(server.taken)) == (74, 1)
        assert f"{tmp_path / 'another'}/followup-mail/sent knows of none" in result.stderr
    run("doctor", "--trust-store")
    assert run("outbox", "deliver", "2").exit_code == 0
    assert len(server.taken) == 2


@pytest.mark.usefixtures("thanked")
def test_without_a_place_to_note_it_nothing_is_sent(
    run: Run, server: Server, environ: dict[str, str], home: Path
) -> None:
    """Row 54: no home folder, or one within what is copied; everything else goes on."""
    del environ["XDG_STATE_HOME"]
    result = run(*SEND)
    assert (result.exit_code, server.offered) == (74, [])
    assert "set HOME, or XDG_STATE_HOME to a folder of yours" in result.stderr

    environ["HOME"] = str(home)
    result = run(*SEND)
    assert (result.exit_code, server.offered) == (74, [])
    assert "one must not lie within the other" in result.stderr
    assert run("next").exit_code == run("draft", "check-in", "northwind").exit_code == 0

    environ["HOME"] = str(home.parent)
    assert run(*SEND).exit_code == 0
    assert (home.parent / ".local/state/followup-mail/sent").exists()


# Broken off


@pytest.mark.usefixtures("thanked")
def test_breaking_off_before_the_end_leaves_it_waiting(
    run: Run, server: Server, outbox: Outbox
) -> None:
    """Row 44: Ctrl-C while a host is called; it is said where the message stands."""
    server.unreachable = KeyboardInterrupt()  # type: ignore[assignment]

    result = run(*SEND)

    assert result.exit_code == 1
    assert f"Waits: check-in to {MARIA} (message 1)\n" in result.stdout
    assert result.stderr.endswith("Aborted!\n")
    server.unreachable = None
    assert run(*SEND).exit_code == 0
    assert [p.state for p in outbox()] == [SendState.SENT]


@pytest.mark.usefixtures("thanked")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_breaking_off_after_the_end_leaves_it_unknown(
    run: Run, server: Server, outbox: Outbox, name: str
) -> None:
    """Row 44: whatever ends the program, nobody knows, it is said, and the status tells."""

    def die() -> Outcome:
        os.kill(os.getpid(), getattr(signal, name))
        return TOOK

    server.answers = [die]
    before = signal.getsignal(signal.SIGTERM)

    result = run(*SEND)

    assert result.exit_code == 5
    assert f"Nobody knows whether it arrived: check-in to {MARIA} (message 1)" in result.stdout
    assert [p.state for p in outbox()] == [SendState.UNKNOWN]
    assert signal.getsignal(signal.SIGTERM) is before
    assert run(*SEND).exit_code == 5
    assert len(server.offered) == 1


@pytest.mark.usefixtures("thanked")
def test_breaking_off_after_the_answer_leaves_it_sent(
    run: Run, server: Server, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 44: though nothing was recorded by then, the answer is known."""
    with monkeypatch.context() as patch:

        def broken_off(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(Store, "finish", broken_off)
        result = run(*SEND)

    assert (result.exit_code, result.stdout.splitlines()[-1]) == (
        1,
        f"Sent: check-in to {MARIA} (message 1)",
    )
    assert recorded()[-1] is Did.CHECK_IN
    assert run(*SEND).exit_code == 0
    assert len(server.taken) == 1
