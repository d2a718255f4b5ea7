"""Whose an application is."""

from hypothesis import given
from hypothesis import strategies as st

from followup_mail.ladder.writers import ME, writer_of

OWN = "Sam Okafor"
ADDRESSES = ("sam@example.com", "s.okafor@work.example")


def writer(client: str = "", name: str = "", email: str = "", *, own: bool = True) -> str:
    """Return the writer beside Sam's config.toml, or without one."""
    name_, addresses = (OWN, ADDRESSES) if own else ("", ())
    return writer_of(client, name, email, own_name=name_, own_addresses=addresses)


def test_a_client_is_whoever_the_coach_says() -> None:
    """However the name is spaced and spelled, and whatever the file says besides."""
    assert writer("Ana") == writer(" ana ", "Sam Okafor", "sam@example.com")
    assert writer("Ana") != writer("Ben")
    assert writer("Ana") != writer()


def test_the_user_is_known_by_name_or_by_an_address() -> None:
    """One of config.toml's, with ``me.also``."""
    assert writer() == ME
    assert writer(name="sam  OKAFOR", email="new@example.com") == ME
    assert writer(name="Samuel Okafor", email="S.Okafor@work.example") == ME
    assert writer(name="Samuel Okafor") == ME


def test_others_are_told_apart_by_name_and_address_together() -> None:
    """Two of one name are two; so are two at one address."""
    first = writer(name="Ana Silva", email="ana@example.com")

    assert first not in {ME, writer("Ana Silva")}
    assert first == writer(name="ana silva", email="Ana@example.com")
    assert first != writer(name="Ana Silva", email="other@example.com")
    assert first != writer(name="Bilal Amin", email="ana@example.com")
    assert writer(name="Ana Silva", email="ana@example.com", own=False) == first


_WORDS = st.sampled_from(["", "Ana", "Ben", "Sam Okafor", "sam@example.com", "x@example.com"])


@given(client=_WORDS, name=_WORDS, email=_WORDS, other=_WORDS)
def test_no_client_is_the_user_and_no_two_are_one(
    client: str, name: str, email: str, other: str
) -> None:
    """Whatever name and address the file has."""
    if client:
        assert writer(client, name, email) != ME
        assert (writer(client, name, email) == writer(other, name, email)) == (client == other)
