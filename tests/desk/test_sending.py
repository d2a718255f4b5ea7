"""Which account, which error, and what is due or held."""

import pytest

from followup_mail.desk.sending import account_for, check_kept, failure, gravest
from followup_mail.errors import (
    ConfigError,
    CredentialError,
    FollowupMailError,
    MissingDetailError,
    OutputError,
    RefusedError,
    StoreError,
    TryLaterError,
    UnknownOutcomeError,
    UsageError,
)
from followup_mail.posting import Account, Outcome, Security, SendState

HOME = Account("home", "mail.home.example", 465, Security.TLS)
WORK = HOME._replace(name="work")
MISSING = MissingDetailError("Whom did you meet?", "people")


def test_the_only_account_is_the_usual_one() -> None:
    """Nothing has to be named."""
    assert account_for({"home": HOME}, None, None, "c") == HOME


def test_a_named_account_beats_the_usual_one() -> None:
    """Which beats none."""
    both = {"home": HOME, "work": WORK}

    assert account_for(both, "work", None, "c") == WORK
    assert account_for(both, "work", "home", "c") == HOME


@pytest.mark.parametrize(
    ("accounts", "name", "told"),
    [
        ({}, None, "c: no account to send through is on file. Next: followup-mail account add"),
        ({}, "home", "c: no account to send through is on file. Next: followup-mail account add"),
        ({"home": HOME}, "work", "c: there is no account work; there are: home."),
        (
            {"home": HOME, "work": WORK},
            None,
            "c: several accounts are on file (home, work); name one with --account, or the usual "  # noqa: ISC004 - one sentence
            "one as default_account.",
        ),
    ],
)
def test_an_account_that_cannot_be_told_is_asked_for(
    accounts: dict[str, Account], name: str | None, told: str
) -> None:
    """With what there is."""
    with pytest.raises(ConfigError) as error:
        account_for(accounts, None, name, "c")
    assert str(error.value) == told


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (SendState.SENT, None),
        (SendState.PARTIAL, None),
        (SendState.SENDING, None),
        (SendState.DEFERRED, TryLaterError),
        (SendState.REFUSED, RefusedError),
        (SendState.UNKNOWN, UnknownOutcomeError),
        (SendState.DOT, None),
    ],
)
def test_each_outcome_ends_in_its_own_error(
    state: SendState, kind: type[FollowupMailError] | None
) -> None:
    """Which is the exit status; what was taken ends well, as does what another program has."""
    error = failure(Outcome(state, "It is told."))

    assert (type(error), str(error)) == ((kind, "It is told.") if kind else (type(None), "None"))


@pytest.mark.parametrize(
    ("errors", "kind", "told"),
    [
        ([TryLaterError("a")], TryLaterError, "a"),
        ([MISSING], MissingDetailError, str(MISSING)),
        ([TryLaterError("a"), UnknownOutcomeError("b")], UnknownOutcomeError, "a\nb"),
        ([RefusedError("a"), CredentialError("b"), RefusedError("a")], CredentialError, "a\nb"),
        ([OutputError("a"), StoreError("b")], StoreError, "a\nb"),
        ([TryLaterError("a"), UsageError("b")], TryLaterError, "a\nb"),
    ],
)
def test_of_several_errors_the_gravest_is_the_status(
    errors: list[FollowupMailError], kind: type[FollowupMailError], told: str
) -> None:
    """And each is told once, in order."""
    error = gravest(errors)

    assert (type(error), str(error)) == (kind, told)


def test_only_what_is_kept_can_be_sent() -> None:
    """Of a file on its own nobody knows what was sent."""
    with pytest.raises(UsageError, match=r"^a\.toml: only for a kept application"):
        check_kept(None, "a.toml")
