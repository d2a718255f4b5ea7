"""The same message by other ways: edited, added twice, removed, recorded by hand, corrected."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import Result
from mailroom import UNKNOWN, Office, Server

from followup_mail.posting import SendState

if TYPE_CHECKING:
    from conftest import Clock

Run = Callable[..., Result]
Said = Callable[..., str]
Build = Callable[..., Office]

MARIA, DAVID = "maria.lopez@northwind.example", "david.chen@northwind.example"
THANKS = ("send", "thank-you", "northwind", "--to", "maria", "--yes")
MINE = """
[me]
name = "A. Silva"
email = "ana@example.com"
also = ["sam.okafor@example.com"]
"""
AGAIN = "To send it again: --force already-sent=REASON\n"
EARLIER = """
[[interviews]]
at = 2026-11-12T10:00:00-05:00

[interviews.talked_about]
maria = ["what the team is for"]

[[interviews]]
at     = 2026-11-19T14:00:00-05:00"""


def test_an_earlier_interview_makes_no_new_note(
    kept: Said, server: Server, changed: Callable[..., Path]
) -> None:
    """It renumbers the rounds; the one that was thanked for stays what it was."""
    kept(*THANKS)
    old = "\n[[interviews]]\nat     = 2026-11-19T14:00:00-05:00"
    kept("add", changed(old, EARLIER), "--name", "northwind")

    assert kept(*THANKS) == f"Already sent on 2026-11-20: thank-you to {MARIA}\n"
    assert server.readers == [MARIA]


@pytest.mark.parametrize(
    "moved", ["2026-11-19T15:30:00-05:00", "2026-11-18T14:00:00-05:00"], ids=["hour", "day"]
)
def test_a_corrected_interview_makes_no_new_note(
    kept: Said, server: Server, changed: Callable[..., Path], moved: str
) -> None:
    """Whatever its date and time are corrected to; twice, and in another file as well."""
    kept(*THANKS)
    file = changed("2026-11-19T14:00:00-05:00", moved)
    kept("add", file, "--name", "northwind")

    assert kept(*THANKS).startswith("Already sent on 2026-11-20")
    kept("add", file, "--name", "other")
    assert kept("send", "thank-you", "northwind", "--to", "maria", "--yes").startswith("Already")
    assert server.readers == [MARIA]


def test_the_same_file_under_another_name_sends_nothing(
    kept: Said, refused: Said, run: Run, server: Server, northwind: Path
) -> None:
    """Two applications may be for one job; the sentence names the message and its application."""
    kept(*THANKS)
    kept("add", northwind, "--name", "other")

    told = refused(3, "send", "thank-you", "other", "--to", "maria", "--yes")

    assert told == (
        f"Error: {MARIA} had this thank-you on 2026-11-20 (message 1), for northwind. {AGAIN}"
    )
    assert server.readers == [MARIA]
    forced = run("send", "thank-you", "other", "--to", "maria", "--yes", "--force",
                 "already-sent=lost")  # fmt: skip
    assert forced.exit_code == 0
    assert server.readers == [MARIA, MARIA]


def test_what_waits_for_one_is_not_queued_for_the_other(
    kept: Said, refused: Said, northwind: Path
) -> None:
    """Whichever is asked for first has it."""
    kept(*THANKS, "--later", "2026-11-21 9:00")
    kept("add", northwind, "--name", "other")

    told = refused(3, "send", "thank-you", "other", "--to", "maria", "--yes", "--later", "tomorrow")

    assert told == (
        "Error: Message 1, of northwind, is this thank-you and waits already; to write it anew: "
        "followup-mail outbox cancel 1\n"
    )


@pytest.mark.parametrize(
    "other",
    [("Data Engineer", "Data  Engineer"), ("Northwind Analytics", "NORTHWIND Analytics, Inc.")],
    ids=["position", "employer"],
)
def test_what_was_removed_is_known_however_it_is_typed(
    kept: Said, refused: Said, server: Server, changed: Callable[..., Path], other: tuple[str, str]
) -> None:
    """Two spaces in the position, or another way to write the employer."""
    kept(*THANKS)
    kept("remove", "northwind", "--yes")
    kept("add", changed(*other), "--name", "northwind")

    assert refused(3, *THANKS) == (
        f"Error: {MARIA} had such a message on 2026-11-20, for an application that was removed "
        f"since. {AGAIN}"
    )
    assert server.readers == [MARIA]


def test_what_was_recorded_by_hand_is_not_sent(kept: Said, refused: Said, server: Server) -> None:
    """The sentence says when, and how to send it all the same."""
    kept("log", "northwind", "thank-you", "--to", "maria")

    assert refused(3, *THANKS) == (
        "Error: A thank-you to Maria Lopez on 2026-11-20 is on record for northwind, and this is "
        f"the same one. {AGAIN}"
    )
    kept(*THANKS, "--force", "already-sent=the first one never left")
    assert server.readers == [MARIA]


def test_what_was_recorded_by_hand_outlasts_its_application(
    kept: Said, refused: Said, northwind: Path
) -> None:
    """As what was sent does."""
    kept("log", "northwind", "thank-you", "--to", "maria")
    kept("remove", "northwind", "--yes")
    kept("add", northwind)

    assert "had such a message on 2026-11-20" in refused(3, *THANKS)


def test_a_corrected_address_is_the_same_message(
    kept: Said, refused: Said, server: Server, changed: Callable[..., Path]
) -> None:
    """Unless it is recorded that the mail came back."""
    kept(*THANKS)
    new = "maria.lopez@northwind-analytics.example"
    kept("add", changed(MARIA, new), "--name", "northwind")

    assert refused(3, *THANKS) == (
        f"Error: {MARIA} had this thank-you on 2026-11-20 (message 1), at the address of then. "
        f"{AGAIN}"
    )
    assert server.readers == [MARIA]


def test_what_came_back_goes_to_the_corrected_address(
    kept: Said, server: Server, changed: Callable[..., Path]
) -> None:
    """Once it is recorded, the same words are no repetition either."""
    kept(*THANKS)
    kept("log", "northwind", "bounced", "--to", "maria")
    new = "maria.lopez@northwind-analytics.example"
    kept("add", changed(MARIA, new), "--name", "northwind")

    kept(*THANKS)
    assert kept(*THANKS).startswith("Already sent on 2026-11-20")
    assert server.readers == [MARIA, new]


def test_nobody_hears_the_same_twice_within_two_days(
    kept: Said, refused: Said, server: Server, changed: Callable[..., Path], clock: "Clock"
) -> None:
    """Of another interview in another file, which neither name nor time tells to be the same."""
    kept(*THANKS)
    other = changed("2026-11-19T14:00:00-05:00", "2026-11-11T14:00:00-05:00")
    kept("add", other, "--name", "other")
    asked = ("send", "thank-you", "other", "--to", "maria", "--yes")

    assert refused(3, *asked) == (
        f"Error: {MARIA} had a thank-you from you on 2026-11-20, and since then nothing has "
        f"happened that asks for another one. {AGAIN}"
    )
    clock.set("2026-11-23")
    kept(*asked)
    assert server.readers == [MARIA, MARIA]


def test_another_writer_is_nobody_s_business(
    kept: Said, server: Server, changed: Callable[..., Path]
) -> None:
    """Two candidates of one coach, without a client, write to one recruiter."""
    kept(*THANKS)
    ana = changed("Sam Okafor", "Ana Silva", "sam.okafor@example.com", "ana@example.com")
    kept("add", ana, "--name", "ana")

    kept("send", "thank-you", "ana", "--to", "maria", "--yes")
    assert server.readers == [MARIA, MARIA]


@pytest.mark.parametrize("mine", [MINE])
def test_one_s_other_addresses_are_one_writer(
    kept: Said, refused: Said, changed: Callable[..., Path]
) -> None:
    """As config.toml lists them."""
    kept(*THANKS)
    ana = changed("Sam Okafor", "Ana Silva", "sam.okafor@example.com", "ana@example.com")
    kept("add", ana, "--name", "ana")

    assert "for northwind" in refused(3, "send", "thank-you", "ana", "--to", "maria", "--yes")


def test_at_another_employer_it_is_only_pointed_out(
    kept: Said, run: Run, server: Server, changed: Callable[..., Path]
) -> None:
    """An agency's recruiter hears of several jobs."""
    kept(*THANKS)
    other = changed("Northwind Analytics", "Halden", "Data Engineer", "Clerk")
    kept("add", other, "--name", "halden")

    result = run("send", "thank-you", "halden", "--to", "maria", "--yes")

    assert result.exit_code == 0
    told = f"{MARIA} had a thank-you from you on 2026-11-20 (message 1), for northwind.\n"
    assert told in result.stderr
    assert server.readers == [MARIA, MARIA]


def test_an_unknown_one_of_another_application_is_told(
    kept: Said, run: Run, server: Server, northwind: Path, build: Build
) -> None:
    """Nobody knows whether it arrived: it isn't sent again, even if that is forced."""
    server.answers = [UNKNOWN]
    run(*THANKS)
    kept("add", northwind, "--name", "other")
    asked = ("send", "thank-you", "other", "--to", "maria", "--yes")

    for forced in ((), ("--force", "already-sent=sure")):
        assert run(*asked, *forced).stdout.startswith("Nobody knows whether it arrived")
    with build().desk() as desk:
        assert [p.state for p in desk.store.outbox()] == [SendState.UNKNOWN]


# As an attacker found them


def test_an_interview_that_is_moved_while_one_is_added_is_the_nearer_one(
    kept: Said, server: Server, changed: Callable[..., Path]
) -> None:
    """Row 91: the earlier one that was forgotten takes nothing from it."""
    kept(*THANKS)
    old = "\n[[interviews]]\nat     = 2026-11-19T14:00:00-05:00"
    both = EARLIER.replace("2026-11-12T10", "2026-11-13T10").replace(
        "2026-11-19T14", "2026-11-18T14"
    )
    kept("add", changed(old, both), "--name", "northwind")

    assert kept(*THANKS).startswith("Already sent on 2026-11-20")
    assert server.readers == [MARIA]


def test_a_name_spelled_otherwise_is_the_same_person(
    kept: Said, refused: Said, server: Server, changed: Callable[..., Path]
) -> None:
    """Row 91: at the same address, in another file for the job."""
    kept(*THANKS)
    kept("add", changed('"Maria Lopez"', '"M. Lopez"'), "--name", "other")

    assert "for northwind" in refused(3, "send", "thank-you", "other", "--to", "maria", "--yes")
    assert server.readers == [MARIA]


def test_another_position_with_its_own_interview_is_thanked_for(
    kept: Said, server: Server, changed: Callable[..., Path], clock: "Clock"
) -> None:
    """Row 91: the day after, though the recruiter is the same."""
    kept(*THANKS)
    lead = changed("Data Engineer", "Analytics Lead", "2026-11-19T14", "2026-11-20T10")
    kept("add", lead, "--name", "lead")
    clock.set("2026-11-21")

    kept("send", "thank-you", "lead", "--to", "maria", "--yes")
    assert server.readers == [MARIA, MARIA]


def test_a_new_interview_after_a_removed_application_is_thanked_for(
    kept: Said, server: Server, changed: Callable[..., Path], clock: "Clock"
) -> None:
    """Row 91: a digest forbids the round that it is of, not the employer for good."""
    kept(*THANKS)
    kept("remove", "northwind", "--yes")
    clock.set("2027-11-20")
    later = ("2026-11-19T14", "2027-11-19T14", "2026-11-27", "2027-11-27")
    kept("add", changed(*later), "--name", "northwind")

    kept(*THANKS)
    assert server.readers == [MARIA, MARIA]
