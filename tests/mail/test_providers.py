"""What is known of mail providers."""

import pytest

from followup_mail.accounts import ACCOUNTS, PORTS, is_loopback
from followup_mail.addresses import check_domain
from followup_mail.errors import NotFoundError
from followup_mail.mail.providers import PROVIDERS, Provider, provider_called, provider_of
from followup_mail.posting import Account
from followup_mail.tables import Faults, Walk


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda each: each.id)
def test_a_preset_is_an_account_that_the_file_takes(provider: Provider) -> None:
    """Private from the machine on, and on a port of its security, but for Proton's own."""
    faults = Faults("presets")
    table = {
        provider.id: {
            "host": provider.host,
            "port": provider.port,
            "security": provider.security.value,
            "user": provider.user("sam@company.example"),
        }
    }
    made = ACCOUNTS.read(table, (), Walk(faults))
    assert not faults, str(faults)
    assert made == {
        provider.id: Account(
            provider.id,
            provider.host,
            provider.port,
            provider.security,
            user="sam" if provider.local_user else "sam@company.example",
        )
    }
    assert is_loopback(provider.host) or provider.port == PORTS[provider.security]


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda each: each.id)
def test_a_preset_says_where_its_facts_come_from(provider: Provider) -> None:
    """Pages that anybody can open."""
    assert provider.sources
    assert all(source.startswith("https://") for source in provider.sources)


def test_no_domain_belongs_to_two() -> None:
    """Nor does an ID; and a domain is written as addresses have it."""
    domains = [domain for provider in PROVIDERS for domain in provider.domains]
    assert len(domains) == len(set(domains))
    assert len(PROVIDERS) == len({provider.id for provider in PROVIDERS})
    assert [check_domain(domain) for domain in domains] == domains


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("sam@gmail.com", "gmail"),
        ("sam@Hotmail.CA", "outlook"),
        ("sam@northwind.onmicrosoft.com", "microsoft365"),
        ("sam@free.fr", "free"),
        ("sam@company.example", None),
        ("sam@gmail.com.evil.example", None),
        ("gmail.com@evil.example", None),
    ],
)
def test_an_address_tells_its_provider(address: str, found: str | None) -> None:
    """By its whole domain, never by a part of it."""
    provider = provider_of(address)
    assert (provider.id if provider else None) == found


def test_a_provider_is_found_by_its_id() -> None:
    """For addresses in a domain of one's own; an unknown one names those that are known."""
    assert provider_called("fastmail").host == "smtp.fastmail.com"
    with pytest.raises(NotFoundError, match=r"No provider is called 'x' here. Known: gmail, "):
        provider_called("x")
