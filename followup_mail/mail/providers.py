"""What is known of mail providers: their server for submission, and what they ask for.

Each fact has the page it comes from. ``ISPDB`` is the database that Thunderbird sets
accounts up with. A provider about whose server two sources disagree is left out; any
server can be named by hand.
"""

from followup_mail.errors import NotFoundError
from followup_mail.posting import Security
from followup_mail.record import Record

_ISPDB = "https://github.com/thunderbird/autoconfig/blob/master/ispdb"
_NODEMAILER = "https://github.com/nodemailer/nodemailer/blob/master/lib/well-known/services.json"
_APP_PASSWORD = "Wants an app password, not the one you log in with."  # noqa: S105 - a sentence
_TURN_ON = "Let other programs in first: settings of the mailbox, POP3 and IMAP."


class Provider(Record):
    """A provider's server for submission."""

    id: str
    name: str
    domains: tuple[str, ...]
    """Of addresses that are its own; () for one that hosts other people's."""
    host: str
    port: int
    security: Security
    sources: tuple[str, ...]
    note: str = ""
    """What its users have to know before they log in."""
    local_user: bool = False
    """Whether one logs in with what stands before the @ alone."""

    def user(self, address: str) -> str:
        """Return what the owner of *address* logs in with."""
        return address.rpartition("@")[0] if self.local_user else address


PROVIDERS = (
    Provider(
        id="gmail",
        name="Gmail, Google Workspace",
        domains=("gmail.com", "googlemail.com"),
        host="smtp.gmail.com",
        port=465,
        security=Security.TLS,
        note=f"{_APP_PASSWORD} It needs 2-Step Verification; a Workspace may not allow it.",
        sources=(
            f"{_ISPDB}/googlemail.com.xml",
            "https://support.google.com/accounts/answer/185833",
        ),
    ),
    Provider(
        id="fastmail",
        name="Fastmail",
        domains=("fastmail.com", "fastmail.fm"),
        host="smtp.fastmail.com",
        port=465,
        security=Security.TLS,
        note=_APP_PASSWORD,
        sources=("https://www.fastmail.com/help/technical/servernamesandports.html",),
    ),
    Provider(
        id="icloud",
        name="iCloud Mail",
        domains=("icloud.com", "me.com", "mac.com"),
        host="smtp.mail.me.com",
        port=587,
        security=Security.STARTTLS,
        note="Wants an app-specific password, from your Apple account.",
        sources=(f"{_ISPDB}/me.com.xml", "https://support.apple.com/en-us/102525"),
    ),
    Provider(
        id="outlook",
        name="Outlook.com, Hotmail (personal)",
        domains=(
            "outlook.com",
            "outlook.fr",
            "hotmail.com",
            "hotmail.ca",
            "hotmail.co.uk",
            "hotmail.fr",
            "live.com",
            "live.ca",
            "live.co.uk",
            "live.fr",
            "msn.com",
            "windowslive.com",
        ),
        host="smtp-mail.outlook.com",
        port=587,
        security=Security.STARTTLS,
        note=(
            "Microsoft asks personal accounts for a sign-in (OAuth) that followup-mail does not "
            "do; whether it still takes an app password, sources disagree. If the check is "
            "refused, hand drafts to your mail program instead."
        ),
        sources=(f"{_ISPDB}/hotmail.com.xml",),
    ),
    Provider(
        id="microsoft365",
        name="Microsoft 365 (work or school)",
        domains=("onmicrosoft.com",),
        host="smtp.office365.com",
        port=587,
        security=Security.STARTTLS,
        note=(
            "Works with a password only where the organization lets SMTP AUTH on. Microsoft "
            "turns it off by default at the end of December 2026, for new organizations for "
            "good; administrators of others can turn it on again, until a date that is to be "
            "announced in the second half of 2027."
        ),
        sources=(
            f"{_ISPDB}/office365.com.xml",
            "https://techcommunity.microsoft.com/blog/exchange/exchange-online-to-retire-basic-auth-for-client-submission-smtp-auth/4114750",
        ),
    ),
    Provider(
        id="yahoo",
        name="Yahoo Mail",
        domains=(
            "yahoo.com",
            "yahoo.co.uk",
            "yahoo.de",
            "yahoo.es",
            "yahoo.fr",
            "yahoo.it",
            "yahoo.com.au",
            "ymail.com",
            "myyahoo.com",
            "rocketmail.com",
        ),
        host="smtp.mail.yahoo.com",
        port=465,
        security=Security.TLS,
        note=_APP_PASSWORD,
        sources=(
            f"{_ISPDB}/yahoo.com.xml",
            "https://help.yahoo.com/kb/generate-manage-rd-party-passwords-sln15241.html",
        ),
    ),
    Provider(
        id="aol",
        name="AOL Mail",
        domains=("aol.com", "aol.co.uk", "aol.de", "aol.fr", "aim.com", "netscape.net"),
        host="smtp.aol.com",
        port=465,
        security=Security.TLS,
        sources=(f"{_ISPDB}/aol.com.xml",),
    ),
    Provider(
        id="zoho",
        name="Zoho Mail (United States)",
        domains=("zoho.com", "zohomail.com"),
        host="smtp.zoho.com",
        port=465,
        security=Security.TLS,
        note="Paid accounts of a domain of their own: smtppro.zoho.com. With 2FA, an app password.",
        sources=(f"{_ISPDB}/zoho.com.xml", "https://www.zoho.com/mail/help/zoho-smtp.html"),
    ),
    Provider(
        id="zoho-canada",
        name="Zoho Mail (Canada)",
        domains=("zohocloud.ca", "zohomailcloud.ca"),
        host="smtp.zohocloud.ca",
        port=465,
        security=Security.TLS,
        note="With 2FA, an app password.",
        sources=(f"{_ISPDB}/zohocloud.ca.xml",),
    ),
    Provider(
        id="zoho-europe",
        name="Zoho Mail (Europe)",
        domains=("zoho.eu", "zohomail.eu"),
        host="smtp.zoho.eu",
        port=465,
        security=Security.TLS,
        note="With 2FA, an app password.",
        sources=(f"{_ISPDB}/zoho.eu.xml",),
    ),
    Provider(
        id="gmx",
        name="GMX (gmx.net)",
        domains=("gmx.net", "gmx.de", "gmx.at", "gmx.ch", "gmx.eu", "gmx.org", "gmx.info"),
        host="mail.gmx.net",
        port=465,
        security=Security.TLS,
        note=_TURN_ON,
        sources=(f"{_ISPDB}/gmx.net.xml",),
    ),
    Provider(
        id="gmx-com",
        name="GMX (gmx.com)",
        domains=(
            "gmx.com",
            "gmx.ca",
            "gmx.co.uk",
            "gmx.us",
            "gmx.fr",
            "gmx.ie",
            "gmx.es",
            "gmx.it",
        ),
        host="mail.gmx.com",
        port=465,
        security=Security.TLS,
        note=_TURN_ON,
        sources=(f"{_ISPDB}/gmx.com.xml", "https://support.gmx.com/pop-imap/toggle.html"),
    ),
    Provider(
        id="web-de",
        name="WEB.DE",
        domains=("web.de",),
        host="smtp.web.de",
        port=465,
        security=Security.TLS,
        local_user=True,
        note=_TURN_ON,
        sources=(f"{_ISPDB}/web.de.xml",),
    ),
    Provider(
        id="mailbox-org",
        name="mailbox.org",
        domains=("mailbox.org",),
        host="smtp.mailbox.org",
        port=465,
        security=Security.TLS,
        note="With two-factor authentication, an application password.",
        sources=(f"{_ISPDB}/mailbox.org.xml",),
    ),
    Provider(
        id="posteo",
        name="Posteo",
        domains=(
            "posteo.de",
            "posteo.net",
            "posteo.org",
            "posteo.com",
            "posteo.ca",
            "posteo.co.uk",
            "posteo.uk",
            "posteo.us",
            "posteo.ie",
            "posteo.eu",
            "posteo.me",
            "posteo.at",
            "posteo.be",
            "posteo.ch",
            "posteo.lu",
        ),
        host="posteo.de",
        port=465,
        security=Security.TLS,
        sources=(f"{_ISPDB}/posteo.de.xml",),
    ),
    Provider(
        id="proton",
        name="Proton Mail, through Proton Bridge",
        domains=("proton.me", "protonmail.com", "protonmail.ch", "pm.me"),
        host="127.0.0.1",
        port=1025,
        security=Security.STARTTLS,
        note=(
            "Bridge has to run, needs a paid plan, and shows port and password of its own; its "
            "certificate is self-signed, so give its fingerprint."
        ),
        sources=(
            _NODEMAILER,
            "https://proton.me/mail/bridge",
            "https://github.com/pimalaya/himalaya/issues/60",
        ),
    ),
    Provider(
        id="infomaniak",
        name="Infomaniak",
        domains=("ik.me", "ikmail.com", "etik.com"),
        host="mail.infomaniak.com",
        port=465,
        security=Security.TLS,
        sources=(
            _NODEMAILER,
            "https://www.infomaniak.com/en/support/faq/admin2/email-service?i=2",
        ),
    ),
    Provider(
        id="ovh",
        name="OVHcloud MX Plan (Europe)",
        domains=(),
        host="ssl0.ovh.net",
        port=465,
        security=Security.TLS,
        sources=(
            "https://github.com/ovh/docs/blob/master/pages/web_cloud/email_and_collaborative_solutions/mx_plan/how_to_configure_thunderbird_windows/guide.fr-fr.md",
        ),
    ),
    Provider(
        id="ovh-canada",
        name="OVHcloud MX Plan (Canada)",
        domains=(),
        host="smtp.mail.ovh.ca",
        port=465,
        security=Security.TLS,
        sources=(
            "https://github.com/ovh/docs/blob/master/pages/web_cloud/email_and_collaborative_solutions/mx_plan/how_to_configure_thunderbird_windows/guide.en-ca.md",
        ),
    ),
    Provider(
        id="orange",
        name="Orange (France)",
        domains=("orange.fr", "wanadoo.fr"),
        host="smtp.orange.fr",
        port=465,
        security=Security.TLS,
        sources=(f"{_ISPDB}/orange.fr.xml",),
    ),
    Provider(
        id="free",
        name="Free (France)",
        domains=("free.fr",),
        host="smtp.free.fr",
        port=465,
        security=Security.TLS,
        local_user=True,
        sources=(f"{_ISPDB}/free.fr.xml",),
    ),
    Provider(
        id="bell",
        name="Bell (Canada)",
        domains=("bell.net", "sympatico.ca"),
        host="smtphm.sympatico.ca",
        port=587,
        security=Security.STARTTLS,
        sources=(f"{_ISPDB}/bell.net.xml",),
    ),
)


def provider_of(address: str) -> Provider | None:
    """Return the provider whose own *address* is, None where that isn't known."""
    domain = address.rpartition("@")[2].lower()
    for provider in PROVIDERS:
        if domain in provider.domains:
            return provider
    by_tenant = next(each for each in PROVIDERS if each.id == "microsoft365")
    return by_tenant if domain.endswith(".onmicrosoft.com") else None


def provider_called(name: str) -> Provider:
    """Return the provider with the ID *name*.

    Raises:
        NotFoundError: None has it.

    """
    for provider in PROVIDERS:
        if provider.id == name:
            return provider
    known = ", ".join(each.id for each in PROVIDERS)
    raise NotFoundError(f"No provider is called '{name}' here. Known: {known}.")
