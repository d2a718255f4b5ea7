"""``init``: who you are, asked once."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Said = Callable[..., str]
Typed = Callable[..., Result]

WHO = ("--name", "Sam Okafor", "--email", "sam.okafor@example.com")


def test_everything_can_be_an_option(run: Run, home: Path) -> None:
    """Nothing is asked, and the file holds what was given."""
    result = run(
        "init", *WHO, "--phone", "+1 416 555 0142", "--timezone", "America/Toronto",
        "--language", "fr-CA", "--agreement", "f",
        "--current-employer-domain", "brightwater.example",
    )  # fmt: skip

    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "",
        (
            f"Written: {home}/config.toml\n\n"
            "Next: followup-mail add FILE.toml, or followup-mail add to be asked.\n"
        ),
    )
    assert tomllib.loads((home / "config.toml").read_text(encoding="utf-8")) == {
        "default_language": "fr-CA",
        "me": {
            "name": "Sam Okafor",
            "email": "sam.okafor@example.com",
            "phone": "+1 416 555 0142",
            "timezone": "America/Toronto",
            "agreement": "f",
            "current_employer_domain": "brightwater.example",
        },
    }


def test_without_a_terminal_what_is_needed_is_named(refused: Said, home: Path) -> None:
    """No question where nobody can answer, and nothing is written."""
    assert refused(2, "init") == (
        "Error: There is no terminal to ask on; give --name … --email ….\n"
    )
    assert refused(2, "init", "--name", "Sam Okafor") == (
        "Error: There is no terminal to ask on; give --email ….\n"
    )
    assert not home.exists()


def test_on_a_terminal_it_asks_until_an_answer_will_do(typed: Typed, home: Path) -> None:
    """A faulty answer is told in one line; an empty one leaves a question open."""
    result = typed("\nSam Okafor\nnobody\nsam.okafor@example.com\n\n\nen-CA\n", "init")

    assert result.exit_code == 0
    assert result.stderr == (
        "Your whole name, as you sign: \n"
        "  this one is needed\n"
        "Your whole name, as you sign: Sam Okafor\n"
        "The address you write from: nobody\n"
        "  'nobody' is not an e-mail address such as name@company.example\n"
        "The address you write from: sam.okafor@example.com\n"
        "Your phone number (empty for none): \n"
        "Your time zone [UTC]: \n"
        "The usual language of your applications: en-CA, en-US, en-GB, fr-CA or fr-FR (empty for "
        "none; every file then has to say its own): en-CA\n"
        f"Written: {home}/config.toml\n"
        "\n"
        "Next: followup-mail add FILE.toml, or followup-mail add to be asked.\n"
    )
    assert tomllib.loads((home / "config.toml").read_text(encoding="utf-8")) == {
        "default_language": "en-CA",
        "me": {"name": "Sam Okafor", "email": "sam.okafor@example.com", "timezone": "UTC"},
    }


def test_a_second_time_suggests_what_is_known(typed: Typed, run: Run, home: Path) -> None:
    """Empty answers leave everything as it is."""
    run("init", *WHO, "--timezone", "America/Toronto", "--language", "en-CA")
    before = (home / "config.toml").read_bytes()

    result = typed("\n\n\n\n\n", "init")

    assert "Your whole name, as you sign [Sam Okafor]: \n" in result.stderr
    assert "Your time zone [America/Toronto]: \n" in result.stderr
    assert (home / "config.toml").read_bytes() == before


def test_what_the_user_wrote_into_the_file_stays(run: Run, home: Path) -> None:
    """Comments, rules and order are the user's."""
    home.mkdir()
    config = home / "config.toml"
    config.write_text(
        "# mine\n[ladder]\nafter_date = 4  # they are slow\n\n[me]\nname = 'Sam'\n",
        encoding="utf-8",
    )

    run("init", *WHO)

    assert config.read_text(encoding="utf-8") == (
        "# mine\n[ladder]\nafter_date = 4  # they are slow\n\n[me]\n"
        'name = "Sam Okafor"\nemail = "sam.okafor@example.com"\n'
    )


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--email", "nope", "'nope' is not an e-mail address such as name@company.example."),
        (
            "--timezone",
            "Mars/Olympus",
            "expected an IANA time zone such as America/Toronto, got 'Mars/Olympus'.",
        ),
        (
            "--language",
            "de-DE",
            "expected one of en-CA, en-US, en-GB, fr-CA, fr-FR, got 'de-DE'.",
        ),
    ],
)
def test_an_option_that_cannot_be_the_answer_writes_nothing(
    refused: Said, home: Path, option: str, value: str, told: str
) -> None:
    """The sentence is the one that the file would get."""
    assert refused(2, "init", *WHO, option, value) == f"Error: {option} {value}: {told}\n"
    assert not home.exists()


def test_the_end_of_input_writes_nothing(typed: Typed, home: Path) -> None:
    """Whoever leaves in the middle has begun nothing."""
    result = typed("Sam Okafor\n", "init")

    assert result.exit_code == 1
    assert not home.exists()


def test_a_faulty_configuration_is_told_first(refused: Said, home: Path) -> None:
    """A file that can't be read is not written over."""
    home.mkdir()
    config = home / "config.toml"
    config.write_text("me = 3\n", encoding="utf-8")

    assert refused(78, "init", *WHO) == (
        f"Error: {config}: me: expected a table, as in [me], got a number\n"
    )
    assert config.read_text(encoding="utf-8") == "me = 3\n"
