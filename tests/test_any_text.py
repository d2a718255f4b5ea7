"""Whatever stands in a file: a clear refusal, or exactly the message that was meant."""

import email
import tomllib
from datetime import UTC, datetime
from email import policy
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from followup_mail import shipped
from followup_mail.app import App
from followup_mail.drafting import Request
from followup_mail.errors import FollowupMailError
from followup_mail.vocabulary import Kind

NORTHWIND = (shipped.examples() / "northwind.toml").read_text(encoding="utf-8")
KEYS = [
    "employer",
    "position",
    "position_short",
    "reference",
    "why",
    "me.name",
    "me.email",
    "me.phone",
    "people.maria.name",
    "people.maria.goes_by",
    "people.maria.email",
    "strengths.1.i",
    "answer.said",
]
FIELDS = [
    "Content-Transfer-Encoding",
    "Content-Type",
    "Date",
    "From",
    "MIME-Version",
    "Message-ID",
    "Subject",
    "To",
    "X-Unsent",
]
CODE = ["{{ 7*7 }}", "{% raw %}", "{% include '/etc/passwd' %}", "{{ me.__class__ }}"]
HOSTILE = [
    "=?utf-8?q?a=0ABcc=3A_evil=40evil.example?=",
    "a\r\nBcc: evil@evil.example",
    "a\nBcc: evil@evil.example",
    "a\u2028Bcc: evil@evil.example",
    'x" <evil@evil.example>, "y',
    "maria@northwind.example, evil@evil.example",
    "\x1b]0;gotcha\x07",
    "\u202eevil",
    "\ue000\U000f0001",
    *CODE,
]
APP = App(
    environ={"FOLLOWUP_MAIL_HOME": "/nowhere"},
    stdin=BytesIO(),
    now=lambda: datetime(2026, 11, 20, 17, tzinfo=UTC),
    new_token=lambda: "token",
    local_timezone=lambda: "UTC",
)
ANY = st.one_of(st.text(max_size=90), st.sampled_from(HOSTILE))


def written(tmp_path: Path, key: str, text: str) -> bytes | None:
    """Return the eml that the example gives with *text* as *key*; None where it is refused."""
    file = tmp_path / "application.toml"
    file.write_text(NORTHWIND, encoding="utf-8")
    request = Request(Kind.THANK_YOU, str(file), to=("maria",), settings=(f"{key}={text}",))
    try:
        return APP.forms(APP.write(request), "eml")[0].content
    except FollowupMailError:
        return None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the file."""
    return tmp_path_factory.mktemp("any")


@given(key=st.sampled_from(KEYS), text=ANY)
@example(key="position", text=HOSTILE[0])
@example(key="people.maria.name", text=HOSTILE[0])
@example(key="me.name", text=HOSTILE[1])
def test_any_text_in_any_field_is_refused_or_leaves_the_fields_as_they_are(
    folder: Path, key: str, text: str
) -> None:
    """No value adds, drops or doubles a header field, whichever parser reads the bytes."""
    content = written(folder, key, text)
    if content is None:
        return

    for reader in (policy.default, policy.compat32):
        message = email.message_from_bytes(content, policy=reader)
        assert sorted(message.keys()) == FIELDS
    to = email.message_from_bytes(content, policy=policy.default)["To"]
    assert [address.addr_spec for address in to.addresses] == [
        text.strip() if key == "people.maria.email" else "maria.lopez@northwind.example"
    ]


@pytest.mark.parametrize("code", CODE)
def test_template_code_in_a_value_is_printed_as_it_stands(folder: Path, code: str) -> None:
    """Data is never run: the text of the note holds it letter by letter."""
    file = folder / "code.toml"
    file.write_text(NORTHWIND, encoding="utf-8")
    setting = f'interviews.0.talked_about.maria=["the {code} rule"]'
    request = Request(Kind.THANK_YOU, str(file), to=("maria",), settings=(setting,))

    (draft,) = APP.write(request).drafts

    assert f"the {code} rule" in draft.body.text


def test_the_example_says_what_it_says() -> None:
    """The file these tests change is the one in examples/."""
    assert tomllib.loads(NORTHWIND)["people"]["maria"]["email"] == "maria.lopez@northwind.example"
