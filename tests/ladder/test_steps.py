"""Which command comes after which."""

import pytest

from followup_mail.ladder.steps import log_command, next_command
from followup_mail.model import Application, Me, Person
from followup_mail.vocabulary import Kind, Language, Role


def application(*roles: Role, **details: bool) -> Application:
    """Return an application with one person of each role."""
    return Application(
        employer="Northwind",
        position="Data Engineer",
        language=Language.EN_CA,
        me=Me("Sam Okafor", "sam@example.com"),
        timezone="America/Toronto",
        people={role.value: Person(role.value, "Jo Park", role) for role in roles},
        agency_allows_direct=details.get("agency_allows_direct", False),
    )


FULL = application(Role.RECRUITER, Role.HIRING_MANAGER, Role.INSIDER)


def test_text_is_followed_by_the_same_message_for_the_mail_program() -> None:
    """The same details are asked for again, quoted for a shell."""
    command = next_command(
        Kind.CHECK_IN, "my file.toml", FULL, "text", details=["--set=why=it's good"]
    )

    assert command == (
        "followup-mail draft check-in 'my file.toml' '--set=why=it'\"'\"'s good' "
        "--format eml -o drafts/"
    )


def test_a_script_s_text_is_followed_by_its_card() -> None:
    """A call is read from a card, not from text."""
    assert next_command(Kind.CALL, "a.toml", FULL, "text") == "followup-mail script call a.toml"


LADDER = [
    (Kind.THANK_YOU, FULL, "draft check-in"),
    (Kind.FORWARD, FULL, "draft check-in"),
    (Kind.CHECK_IN, FULL, "draft network"),
    (Kind.CHECK_IN, application(Role.RECRUITER, Role.HIRING_MANAGER), "draft escalation"),
    (Kind.CHECK_IN, application(Role.HIRING_MANAGER), "script call"),
    (Kind.NETWORK, FULL, "draft escalation"),
    (Kind.NETWORK, application(Role.AGENCY, Role.HIRING_MANAGER), "script call"),
    (
        Kind.NETWORK,
        application(Role.AGENCY, Role.HIRING_MANAGER, agency_allows_direct=True),
        "draft escalation",
    ),
    (Kind.ESCALATION, FULL, "script call"),
    (Kind.CALL, FULL, "script voicemail"),
    (Kind.VOICEMAIL, FULL, "draft reflection"),
]


@pytest.mark.parametrize(("kind", "app", "after"), LADDER)
def test_after_a_message_for_the_mail_program_comes_the_next_step(
    kind: Kind, app: Application, after: str
) -> None:
    """The order of the ladder, without rungs that are not there."""
    assert next_command(kind, "a.toml", app, "eml") == f"followup-mail {after} a.toml"


def test_nothing_follows_a_reflection() -> None:
    """The ladder has an end."""
    assert next_command(Kind.REFLECTION, "a.toml", FULL, "eml") == ""


def test_a_message_for_a_kept_application_is_recorded_by_a_command() -> None:
    """Quoted for a shell, with everybody it went to; of a call there are several outcomes."""
    jo, ann = (Person(name, name.title(), Role.RECRUITER) for name in ("jo", "ann"))

    assert log_command(Kind.THANK_YOU, "north wind", (jo, ann)) == (
        "Once it is sent:\n\n  followup-mail log 'north wind' thank-you --to jo --to ann"
    )
    assert log_command(Kind.CALL, "northwind", (jo,)) == (
        "Once you have called, say what came of it (called, no-answer, voicemail, gatekeeper):\n\n"
        "  followup-mail log northwind called --to jo"
    )
