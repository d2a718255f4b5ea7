"""``account``: where mail is sent through, and where the password for that is."""

from typing import TYPE_CHECKING

import click

from followup_mail.cli import asking, passwords
from followup_mail.cli import output as out
from followup_mail.cli.shell import pass_app
from followup_mail.errors import UsageError

if TYPE_CHECKING:
    from followup_mail.app import App
    from followup_mail.desk.accounts import AccountBook
    from followup_mail.mail.credentials import Secret
    from followup_mail.mail.providers import Provider
    from followup_mail.posting import Account

_SECURITY = ("tls", "starttls", "plain")
_STDIN = "-"


@click.group()
def account() -> None:
    """Set up where mail is sent through."""


@account.command()
@click.argument("name", required=False)
@click.option("--email", "--from", metavar="ADDRESS", help="To send from. Default: yours.")
@click.option("--provider", metavar="ID", help="Whose server it is, where the address can't tell.")
@click.option("--host", metavar="NAME", help="The server that takes your mail.")
@click.option("--port", type=int, metavar="NUMBER", help="Default: 465, or 587 for starttls.")
@click.option("--security", metavar="|".join(_SECURITY), help="Default: tls, from the first byte.")
@click.option("--user", metavar="TEXT", help="As you log in. Default: the address.")
@click.option("--no-login", is_flag=True, help="The server asks for none: this machine's.")
@click.option("--html", is_flag=True, help="Send the text as HTML too.")
@click.option("--password-command", metavar="COMMAND", help="Prints the password; no keyring.")
@click.option("--fingerprint", metavar="SHA256", help="Of the one certificate that is taken.")
@click.option("--default", is_flag=True, help="Take this account where none is named.")
@click.option("--no-check", is_flag=True, help="Don't try it.")
@pass_app
def add(app: "App", /, name: str | None, *, default: bool, no_check: bool, **given: object) -> None:
    """Add an account, keep its password in the keyring, and try it.

    For the common providers the address is enough; otherwise the server is asked for
    on a terminal. The password never stands in a file of this program, nor in an
    option. Nothing is sent.

    \b
    Example:
      followup-mail account add --email sam.okafor@gmail.com
      followup-mail account add work --host smtp.company.example --user sam
      followup-mail account add work --provider fastmail --password-command "pass show mail"
    """
    from followup_mail.desk.accounts import AccountBook

    book = AccountBook(app.home)
    book.check_trusted()
    provider, values = _settings(book, given)
    name = name or (provider.id if provider else "mail")
    out.say(f"Written: {book.add(name, values, default=default)}")
    if provider and provider.note:
        out.say(f"{provider.name}: {provider.note}")
    added = AccountBook(app.home).pick(name)
    typed = _keep_typed(app, added)
    _end_rest(app, added)
    if added.user and not added.password_command and not typed:
        out.say(
            f"\nNo password is kept yet. Next: followup-mail account password {name}\n"
            f"then: followup-mail account check {name}"
        )
    elif not no_check:
        _check(app, added)


@account.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print for a program.")
@pass_app
def list_(app: "App", *, as_json: bool) -> None:
    """Show the accounts; * marks the one that is taken where none is named.

    Below each whose password is in the keyring stands the command that puts it there by
    the keyring package's own program.

    \b
    Example:
      followup-mail account list
    """
    from followup_mail.desk.accounts import AccountBook, account_json
    from followup_mail.visible import visible

    book = AccountBook(app.home)
    listed = [
        account_json(each, default=each.name == book.default) for each in book.listed.values()
    ]
    if book.distrust:
        out.say(book.distrust)
    if as_json:
        out.show_json(listed)
        return
    for each in listed:
        mark = "*" if each["default"] else " "
        login = f"{each['user']}, password by {each['password']}" if each["user"] else "no login"
        where = f"{each['host']}:{each['port']} ({each['security']})"
        click.echo(visible(f"{mark} {each['name']}  {where}  {login}"))
        if each["keyring_set"]:
            click.echo(visible(f"    {each['keyring_set']}"))
    if not listed:
        out.say("There is no account yet. Next: followup-mail account add")


@account.command()
@click.argument("name", required=False)
@pass_app
def check(app: "App", name: str | None) -> None:
    """Connect, verify the certificate and log in, once; nothing is sent.

    \b
    Example:
      followup-mail account check
    """
    from followup_mail.desk.accounts import AccountBook

    _check(app, AccountBook(app.home).pick(name))


@account.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Don't ask.")
@pass_app
def remove(app: "App", name: str, *, yes: bool) -> None:
    """Take an account out of config.toml, and its password out of the keyring.

    \b
    Example:
      followup-mail account remove work
    """
    from followup_mail.desk.accounts import AccountBook
    from followup_mail.errors import CredentialError

    book = AccountBook(app.home)
    found = book.pick(name)
    if not yes and not asking.ask_yes(f"Remove the account {found.name}?", "--yes"):
        out.say("Nothing was changed.")
        return
    out.say(f"Written: {book.remove(found.name)}")
    _end_rest(app, found)
    if not found.user or found.password_command:
        return
    try:
        gone = passwords.vault(app).delete(found)
    except CredentialError as error:
        out.say(f"The keyring may still have its password. {error}")
    else:
        out.say("Its password is out of the keyring." if gone else "The keyring had no password.")


@account.command()
@click.argument("name", required=False)
@click.argument("source", required=False, metavar="[-]")
@click.option("--delete", is_flag=True, help="Take the password out of the keyring.")
@pass_app
def password(app: "App", name: str | None, source: str | None, *, delete: bool) -> None:
    """Put the password of an account into the keyring of this system.

    It is asked for on a terminal, unseen; "-" reads the first line of standard input.
    It is kept for exactly this server, port, user, security and fingerprint, and read
    back to be sure.

    \b
    Example:
      followup-mail account password work
      pass show mail/work | followup-mail account password work -
    """
    from followup_mail.desk.accounts import AccountBook

    if name == _STDIN and source is None:
        name, source = None, _STDIN
    if source not in {None, _STDIN}:
        raise UsageError(
            f"A password is no argument: others could read it. Type it when asked, or give it on "
            f"standard input: followup-mail account password {name} -"
        )
    found = AccountBook(app.home).pick(name)
    if not found.user:
        raise UsageError(
            f"Account {found.name} logs in nowhere: it has no user. Put user under "
            f"[accounts.{found.name}] in config.toml first."
        )
    if delete:
        gone = passwords.vault(app).delete(found)
        out.say("Taken out of the keyring." if gone else "The keyring had no password of it.")
    elif source == _STDIN:
        _keep(app, found, passwords.read_password(app))
    elif not asking.somebody_is_there():
        raise UsageError(
            "There is no terminal to ask on; give the password on standard input: "
            f"followup-mail account password {found.name} -"
        )
    elif not _keep_typed(app, found):
        out.say("Nothing was typed; the keyring is as it was.")


def _settings(
    book: "AccountBook", given: dict[str, object]
) -> tuple["Provider | None", dict[str, object]]:
    """Return the provider, where it is known, and what goes under [accounts.NAME].

    Raises:
        UsageError: Something is missing and there is nobody to ask.

    """
    email = _email(book, given)
    provider = _provider(email, given)
    named = {key: given[key] for key in ("host", "security", "port", "user") if given[key]}
    values = _of_provider(provider, email, named) if provider else _asked(book, email, named)
    if given["no_login"]:
        del values["user"]
    if email != book.own_address:
        values["from"] = email
    if given["password_command"]:
        values["password"] = {"command": given["password_command"]}
    values |= {key: given[key] for key in ("fingerprint", "html") if given[key]}
    return provider, values


def _email(book: "AccountBook", given: dict[str, object]) -> str:
    email = str(given["email"] or book.own_address)
    if not email and asking.somebody_is_there():
        email = asking.ask("The address you send from", check=lambda text: book.check("from", text))
    if not email:
        raise UsageError("Whose mail is it? Give --email ADDRESS, or run followup-mail init.")
    return email


def _provider(email: str, given: dict[str, object]) -> "Provider | None":
    from followup_mail.mail.providers import provider_called, provider_of

    if given["provider"]:
        return provider_called(str(given["provider"]))
    return None if given["host"] else provider_of(email)


def _of_provider(provider: "Provider", email: str, named: dict[str, object]) -> dict[str, object]:
    """Return the settings of *provider*, but for those *named*."""
    usual: dict[str, object] = {
        "host": provider.host,
        "security": provider.security.value,
        "port": provider.port,
        "user": provider.user(email),
    }
    if named.keys() & {"host", "security"}:
        del usual["port"]  # which is that of the server and security it comes with
    return usual | named


def _asked(book: "AccountBook", email: str, named: dict[str, object]) -> dict[str, object]:
    """Return *named* with what it leaves open, asked for."""
    if "host" not in named and not asking.somebody_is_there():
        domain = email.rpartition("@")[2]
        raise UsageError(
            f"The server of {domain} is not known here. Give --host NAME, and --security and "
            "--port if they aren't tls and 465; or --provider ID (see docs/accounts.md)."
        )
    values = dict(named)
    if "host" not in named:
        values["host"] = asking.ask(
            "The server that takes your mail (SMTP)", check=lambda text: book.check("host", text)
        )
        if "security" not in named:
            values["security"] = asking.ask(
                f"How it is made private: {', '.join(_SECURITY)}",
                default=_SECURITY[0],
                check=lambda text: book.check("security", text),
            )
    values.setdefault("user", email)
    return values


def _keep_typed(app: "App", added: "Account") -> bool:
    """Ask for the password and keep it; return whether there was one."""
    if not added.user or added.password_command or not asking.somebody_is_there():
        return False
    typed = passwords.ask_password(added)
    if typed:
        _keep(app, added, typed)
    return bool(typed)


def _keep(app: "App", owner: "Account", typed: "Secret") -> None:
    found = passwords.vault(app).set(owner, typed)
    named = f", which {found.where} names" if found.where else ""
    _end_rest(app, owner)
    out.say(f"Kept in the keyring ({found.name}{named}).")


def _end_rest(app: "App", owner: "Account") -> None:
    """Let a timer try the account *owner* again, whatever its server said before."""
    from followup_mail.desk.resting import ended

    with app.desk() as desk:
        ended(desk, owner.name)


def _check(app: "App", checked: "Account") -> None:
    """Connect and log in; the password is asked for only once the server answers."""
    from followup_mail.cli.posting import ask_password
    from followup_mail.desk.accounts import session_lines
    from followup_mail.visible import visible

    session = app.connect(checked)
    try:
        if checked.user:
            session.authenticate(checked.user, app.password(checked, ask=ask_password))
        for line in session_lines(session, checked):
            click.echo(visible(line))
        _end_rest(app, checked)
    finally:
        session.quit()
