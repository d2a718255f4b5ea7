"""One mechanism, one attempt, never in clear."""

import base64
import traceback

import pytest
from peer import (
    OFFERS,
    PASSWORD,
    PATIENT,
    Peer,
    Step,
    account,
    hang_up,
    patient,
    plain_login,
    stall,
)
from servers.certificates import Certificates

from followup_mail.errors import (
    CredentialError,
    FollowupMailError,
    RefusedError,
    TrustError,
    TryLaterError,
)
from followup_mail.mail.credentials.secret import Secret
from followup_mail.mail.submission import connect
from followup_mail.posting import Security

ONLY_LOGIN = OFFERS.replace(b"AUTH PLAIN LOGIN", b"AUTH LOGIN XOAUTH2")
USER_ASKED, PASSWORD_ASKED = b"334 VXNlcm5hbWU6\r\n", b"334 UGFzc3dvcmQ6\r\n"
SET_ANEW = "set it with `followup-mail account password home`. It was tried once; nothing was sent."


def said(
    peer: Peer, password: Secret = PASSWORD, user: str = "robin", command: float = PATIENT
) -> None:
    """Log in at *peer*."""
    opened = connect(account(peer.port), deadlines=patient())
    opened._within = patient(command=command)
    try:
        opened.authenticate(user, password)
        assert opened.usable
    except FollowupMailError:
        assert not opened.usable
        raise
    finally:
        opened.quit()


def attempts(peer: Peer) -> list[bytes]:
    """Return what was said after EHLO."""
    return [line for line in peer.lines if line not in {b"EHLO [127.0.0.1]", b"QUIT"}]


def told(
    script: dict[str, Step], error: type[FollowupMailError], command: float = PATIENT
) -> tuple[str, list[bytes]]:
    """Return the sentence of the *error* with which a login ends, and what was said for it."""
    with Peer(script) as peer:
        with pytest.raises(error) as caught:
            said(peer, command=command)
        sentence = str(caught.value).replace(f"127.0.0.1:{peer.port}", "HOST")
    return sentence, attempts(peer)


def test_plain_takes_one_round_trip() -> None:
    """The answer goes along with the command (RFC 4954, 4)."""
    with Peer() as peer:
        said(peer)
    assert attempts(peer) == [plain_login("robin", "correct horse")]


def test_login_is_taken_where_plain_is_not_offered() -> None:
    """User and password follow what the server asks."""
    asked: dict[str, Step | list[Step]] = {
        "EHLO": ONLY_LOGIN,
        "AUTH": USER_ASKED,
        "secret": [PASSWORD_ASKED, b"235 2.7.0 ok\r\n"],
    }
    with Peer(asked) as peer:
        said(peer)
    assert attempts(peer) == [
        b"AUTH LOGIN",
        base64.b64encode(b"robin"),
        base64.b64encode(b"correct horse"),
    ]


def test_a_password_that_makes_the_line_too_long_follows_on_its_own() -> None:
    """A command has 512 octets at most (RFC 5321, 4.5.3.1.4)."""
    password = "x" * 500
    with Peer({"AUTH": b"334 \r\n"}) as peer:
        said(peer, Secret(password))
    answer = base64.b64encode(f"\0robin\0{password}".encode())
    assert attempts(peer) == [b"AUTH PLAIN", answer]


def test_a_password_may_have_any_letters() -> None:
    """Row 21: it is sent in UTF-8."""
    with Peer() as peer:
        said(peer, Secret("pässwörd€ 密碼"), user="rené")
    assert attempts(peer) == [plain_login("rené", "pässwörd€ 密碼")]


@pytest.mark.parametrize("password", ["a\0b", "a\udc80b", "\ud800"])
def test_what_no_password_holds_is_never_sent(password: str) -> None:
    """Row 21: neither a NUL nor half a character leaves, nor stands in a traceback."""
    with Peer() as peer, pytest.raises(CredentialError) as caught:
        said(peer, Secret(password))
    assert attempts(peer) == []
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_wrong_password_is_tried_once() -> None:
    """Row 16: one attempt, by the first mechanism alone, then a sentence."""
    sentence, spoken = told({"AUTH": b"535 5.7.8 authentication failed\r\n"}, CredentialError)
    assert sentence == (
        "HOST does not take this password: “535 5.7.8 authentication failed”. Check the user "
        "name; with many providers an app password, made in their security settings, is needed "
        f"instead of the one you sign in with: {SET_ANEW}"
    )
    assert spoken == [plain_login("robin", "correct horse")]


@pytest.mark.parametrize("reply", [USER_ASKED, b"535 5.7.8 no\r\n"])
def test_a_user_that_is_refused_is_not_followed_by_the_password(reply: bytes) -> None:
    """Row 16: with LOGIN too, one attempt is all there is."""
    script: dict[str, Step] = {"EHLO": ONLY_LOGIN, "AUTH": reply, "secret": b"535 5.7.8 no\r\n"}
    _, spoken = told(script, CredentialError)
    expected = [b"AUTH LOGIN", base64.b64encode(b"robin")]
    assert spoken == (expected if reply is USER_ASKED else expected[:1])


@pytest.mark.parametrize("code", [b"454 4.7.0", b"421 4.3.0", b"432 4.7.12"])
def test_a_server_that_cannot_tell_is_asked_later(code: bytes) -> None:
    """Row 17: no second attempt in this run."""
    sentence, spoken = told({"AUTH": code + b" backend down\r\n"}, TryLaterError)
    assert sentence == (
        f"HOST can't check passwords now: “{code.decode()} backend down”. Nothing was sent; try "
        "again later."
    )
    assert len(spoken) == 1


@pytest.mark.parametrize("step", [hang_up(), stall])
def test_a_login_without_an_answer_is_tried_later(step: Step) -> None:
    """Row 17: nor where the connection breaks or nothing comes."""
    sentence, spoken = told({"AUTH": step}, TryLaterError, command=0.3)
    what = "took too long" if step is stall else "closed the connection"
    assert sentence == f"HOST {what} during the login; try again later."
    assert len(spoken) == 1


@pytest.mark.parametrize(
    ("reply", "hint"),
    [
        (
            (
                b"534-5.7.9 Application-specific password required. For more\r\n"
                b"534 5.7.9 information, visit https://provider.example/ \x1b[2J\r\n"
            ),
            (
                "“534 5.7.9 Application-specific password required. For more 5.7.9 information, "
                "visit https://provider.example/ \\x1b[2J”. Your provider wants an app password, "
                "made in its security settings, instead of the one you sign in with: "
                f"{SET_ANEW}"
            ),
        ),
        (
            b"535 5.7.139 Authentication unsuccessful, basic authentication is disabled.\r\n",
            (
                "“535 5.7.139 Authentication unsuccessful, basic authentication is disabled.”. "
                "Login by password over SMTP is switched off for this mailbox; only its "
                "administrator can switch it on. It was tried once; nothing was sent."
            ),
        ),
    ],
)
def test_a_provider_is_quoted_and_explained(reply: bytes, hint: str) -> None:
    """Row 18: its own words, made visible, and what to do about them."""
    sentence, _ = told({"AUTH": reply}, CredentialError)
    assert sentence == f"HOST does not take this password: {hint}"


@pytest.mark.parametrize(
    "reply", [b"502 5.5.1 what?\r\n", b"334 go on\r\n", b"250 ok\r\n", b"hello\r\n"]
)
def test_an_answer_that_is_none_is_no_login(reply: bytes) -> None:
    """Only 235 says that somebody is logged in."""
    script: dict[str, Step] = {"AUTH": reply, "secret": b"334 more\r\n"}
    sentence, spoken = told(script, RefusedError)
    assert sentence == (
        f"HOST answered the login with “{reply.decode().strip()}”. Check host, port and user "
        "name against what your provider says. Nothing was sent."
    )
    assert spoken == [plain_login("robin", "correct horse")]


@pytest.mark.parametrize(
    ("offers", "how"),
    [
        (b"250-here\r\n250 AUTH XOAUTH2 GSSAPI\r\n", "only offers XOAUTH2 GSSAPI"),
        (b"250-here\r\n250 SIZE\r\n", "offers no login"),
    ],
)
def test_a_server_without_a_login_we_know_is_not_tried(offers: bytes, how: str) -> None:
    """Nothing of the password leaves where it could only fail."""
    sentence, spoken = told({"EHLO": offers}, RefusedError)
    assert sentence == (
        f"HOST {how}; PLAIN or LOGIN is needed. Check the port against what your provider says: "
        "mail is usually submitted on 465 or 587."
    )
    assert spoken == []


def test_no_password_leaves_in_clear() -> None:
    """Row 10: even a session that should not exist does not send it."""
    with Peer() as peer, pytest.MonkeyPatch.context() as patch:
        opened = connect(account(peer.port), deadlines=patient())
        patch.setattr("followup_mail.mail.submission.wire.Wire.is_local", lambda _: False)
        with pytest.raises(TrustError, match="is not private: no password is sent"):
            opened.authenticate("robin", PASSWORD)
    assert attempts(peer) == []


def test_under_starttls_the_login_is_private(certificates: Certificates) -> None:
    """Row 10: the transcript has AUTH after TLS only."""
    with Peer(starttls=certificates["good"].serving()) as peer:
        to = account(peer.port, Security.STARTTLS)
        opened = connect(to, deadlines=patient(), context=certificates.trusting)
        opened.authenticate("robin", PASSWORD)
        opened.quit()
    assert [secure for secure, line in peer.heard if line.startswith(b"AUTH")] == [True]


def test_no_error_shows_the_password() -> None:
    """Neither its text, nor its cause, nor what a traceback prints."""
    canary = Secret(f"canary-{7}")  # not in a line that a traceback quotes
    for step in (b"535 5.7.8 no\r\n", hang_up(), b"454 4.7.0 no\r\n"):
        with Peer({"AUTH": step}) as peer, pytest.raises(FollowupMailError) as caught:
            said(peer, canary)
        shown = "".join(traceback.format_exception(caught.value))
        assert "canary-7" not in shown
        assert base64.b64encode(b"\0robin\0canary-7").decode() not in shown
