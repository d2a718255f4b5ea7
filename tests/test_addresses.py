"""Addresses in the form mail is sent to."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.addresses import (
    check_addr_spec,
    check_domain,
    domain_of,
    is_plain,
    mixed_script_domain,
    readable_domain,
)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("maria.lopez@northwind.example", "maria.lopez@northwind.example"),
        ("Sam.Okafor+jobs@Example.COM", "Sam.Okafor+jobs@example.com"),
        ("o'brien_x-1@mail.a-b.example", "o'brien_x-1@mail.a-b.example"),
        ("a!b=c@company.example", "a!b=c@company.example"),
        ("josé@company.example", "josé@company.example"),
        ("jose\u0301@company.example", "josé@company.example"),
        ("info@bücher.example", "info@xn--bcher-kva.example"),
        ("info@xn--bcher-kva.example", "info@xn--bcher-kva.example"),
        ("山田@例え.example", "山田@xn--r8jz45g.example"),
        (f"{'a' * 64}@company.example", f"{'a' * 64}@company.example"),
    ],
)
def test_an_address_is_returned_as_it_is_sent_to(text: str, address: str) -> None:
    """The domain in lower-case ASCII, the part before the @ as typed."""
    assert check_addr_spec(text) == address


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "'' is not an e-mail address such as name@company.example"),
        ("maria", "'maria' is not an e-mail address such as name@company.example"),
        (
            "@company.example",
            ("'@company.example' is not an e-mail address such as name@company.example"),
        ),
        (
            "a@b.example, c@d.example",
            ("expected one address, got several; give each person their own"),
        ),
        (
            "a@b.example;c@d.example",
            ("expected one address, got several; give each person their own"),
        ),
        (
            "a@b.example c@d.example",
            ("expected one address, got several; give each person their own"),
        ),
        ("Maria <maria@b.example>", "expected the bare address, without name, quotes or brackets"),
        ('"maria lopez"@b.example', "expected the bare address, without name, quotes or brackets"),
        ("maria@[192.0.2.1]", "expected the bare address, without name, quotes or brackets"),
        ("maria@b.example)x", "expected the bare address, without name, quotes or brackets"),
        ("ma ria@b.example", "holds a space; an address has none"),
        ("maria\u00a0@b.example", "holds a space; an address has none"),
        ("maria@b.example\r\nBcc: x", "holds a line break (U+000D)"),
        ("maria@b.example\n", "holds a line break (U+000A)"),
        ("maria\x00@b.example", "holds a control character (U+0000)"),
        ("maria\u200b@b.example", "holds an invisible character (U+200B)"),
        (f"{'a' * 65}@b.example", "has more than 64 octets before the @"),
        (
            f"{'a' * 64}@{'b' * 60}.{'b' * 60}.{'b' * 60}.example",
            ("is longer than the 254 octets an address may have"),
        ),
    ],
)
def test_what_is_not_one_bare_address_is_refused(text: str, told: str) -> None:
    """The text says why."""
    with pytest.raises(ValueError, match=r"^") as caught:
        check_addr_spec(text)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    "text",
    [
        "a..b@c.example",
        ".a@c.example",
        "a.@c.example",
        "a@localhost",
        "a@c",
        "a@-c.example",
        "a@c-.example",
        "a@c..example",
        "a@.example",
        "a@192.0.2.1",
        "a@c.example.",
        f"a@{'b' * 64}.example",
        "a@ab--c.example",
        "a@xn--a.example",
        "é" * 33 + "@c.example",
        "a@c_d.example",
        "a\\b@c.example",
        "a@\u2100.example",
    ],
)
def test_what_no_server_takes_is_refused(text: str) -> None:
    """In plain ASCII and beyond."""
    with pytest.raises(ValueError, match=r"e-mail address|octets"):
        check_addr_spec(text)


@given(st.text(st.characters(codec="utf-8"), max_size=30), st.sampled_from(["", "@b.example"]))
def test_a_checked_address_is_one_token(start: str, end: str) -> None:
    """Whatever is accepted has one @, no blank, no bracket and no line break, and stays so."""
    try:
        address = check_addr_spec(start + end)
    except ValueError:
        return
    assert address.count("@") == 1
    assert not any(char.isspace() or char in '<>()[],;"\\' for char in address)
    assert domain_of(address).isascii()
    assert check_addr_spec(address) == address


def test_plain_addresses_are_checked_without_the_library() -> None:
    """Importing it would cost every start."""
    code = (
        "import sys; from followup_mail.addresses import check_addr_spec as check\n"
        "check('maria.lopez@northwind.example')\n"
        "print('email_validator' in sys.modules)\n"
        "check('josé@northwind.example')\n"
        "print('email_validator' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    ("domain", "warned"),
    [
        ("northwind.example", None),
        ("bücher.example", None),
        ("例え.example", None),
        ("テスト例え.example", None),
        ("пример.example", None),
        ("рaypal.example", "xn--aypal-uye.example"),
        ("аррӏе.example", "xn--80ak6aa92e.example"),
        ("nοrthwind.example", "xn--nrthwind-zdg.example"),
        ("mail.соrр.example", "mail.xn--r-0tbhb.example"),
    ],
)
def test_a_domain_that_may_pass_for_another_is_shown_as_sent(
    domain: str, warned: str | None
) -> None:
    """Row 72: Cyrillic or Greek among Latin letters, or in their stead."""
    assert mixed_script_domain(check_domain(domain)) == warned


def test_a_domain_reads_as_its_owner_writes_it() -> None:
    """What is no valid encoding is shown as it is."""
    assert readable_domain("mail.xn--bcher-kva.example") == "mail.bücher.example"
    assert readable_domain("xn--é.example") == "xn--é.example"


def test_a_domain_stands_alone() -> None:
    """Neither an address nor a link is one."""
    assert check_domain("Oldhouse.example") == "oldhouse.example"
    for text in (
        "sam@oldhouse.example",
        "https://oldhouse.example",
        "oldhouse",
        "old house.example",
    ):
        with pytest.raises(ValueError, match=r"domain such as company\.example$"):
            check_domain(text)


def test_what_is_asked_of_an_address_is_answered() -> None:
    """Whether every server takes it, and where it goes."""
    assert is_plain("maria@northwind.example")
    assert not is_plain("josé@northwind.example")
    assert domain_of("maria@northwind.example") == "northwind.example"
    assert domain_of("maria") == ""
