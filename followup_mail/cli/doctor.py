"""``doctor``: whether everything is in order, and what to put into a timer."""

import os
import shlex
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from followup_mail.cli import output as out
from followup_mail.cli.options import json_option
from followup_mail.cli.shell import pass_app
from followup_mail.errors import ConfigError, FollowupMailError, SendingError

if TYPE_CHECKING:
    from followup_mail.app import App
    from followup_mail.desk.health import Health
    from followup_mail.posting import Account

_TIMER = """\
To send by itself what waits, every quarter of an hour, put this into
~/.config/systemd/user/followup-mail.service

[Service]
Type=oneshot
{environment}ExecStart={unit} outbox deliver

and this into ~/.config/systemd/user/followup-mail.timer

[Timer]
OnCalendar=*:0/15
Persistent=true
[Install]
WantedBy=timers.target

then type: systemctl --user enable --now followup-mail.timer

Or, without systemd, put this line into what crontab -e opens:

*/15 * * * * {cron} outbox deliver

Cron can't reach most keyrings: let a command print the password (password.command).
"""


@click.command()
@click.option(
    "--trust-store",
    is_flag=True,
    help="Send from this store although it is not the one from which was sent last.",
)
@json_option
@pass_app
def doctor(app: "App", *, trust_store: bool, as_json: bool) -> None:
    """See whether everything that sending leans on is in order; nothing is sent.

    \b
    Example:
      followup-mail doctor
    """
    found, accounts = _examined(app, trust_store=trust_store)
    if as_json:
        out.show_json([{"what": h.what, "good": h.good, "told": h.told} for h in found])
    else:
        for health in found:
            out.print_line(f"{'ok ' if health.good else 'BAD'}  {health.what}: {health.told}")
        if accounts:
            out.show_text(f"\n{timer(sys.argv[0], sys.executable, app.environ)}")
        else:
            out.say("\nNo account to send through. Next: followup-mail account add")
    if not all(health.good for health in found):
        raise SendingError("Not everything is in order; see what is BAD above.")


def _examined(app: "App", *, trust_store: bool) -> "tuple[list[Health], Mapping[str, Account]]":
    """Return what there is to say of everything, and the accounts there are."""
    from followup_mail.desk.health import Health, of_accounts, of_store
    from followup_mail.mail.credentials.vault import system_vault

    found: list[Health] = []
    try:
        with app.desk() as desk:
            risk = desk.store.trust() if trust_store else ""
            if risk:
                out.say(risk)
            found += of_store(desk, app.here().tzinfo)
    except FollowupMailError as error:
        found.append(Health("store", good=False, told=str(error)))
    accounts: Mapping[str, Account] = {}
    try:
        accounts = app.config.listed
        app.config.check()
    except ConfigError as error:
        found.append(Health("config.toml", good=False, told=str(error)))
    found += of_accounts(accounts.values(), system_vault(app.environ))
    return found, accounts


def timer(argv0: str, python: str, environ: Mapping[str, str]) -> str:
    """Return what to put into a timer that sends what waits, with the program's whole path.

    Args:
        argv0: As the program was called.
        python: The interpreter that runs it, for when it was called as a module.
        environ: Whose home the timer is to send from.

    """
    path = os.path.abspath(argv0)  # noqa: PTH100 - a link in bin is what the user calls
    script = os.access(path, os.X_OK) and not path.endswith(".py")
    command = shlex.quote(path) if script else f"{shlex.quote(python)} -m followup_mail"
    home = environ.get("FOLLOWUP_MAIL_HOME", "")
    home = home and os.path.abspath(home)  # noqa: PTH100 - the same
    state = environ.get("XDG_STATE_HOME", "").strip()
    # What the store and its list of what was sent depend on, and a timer doesn't know.
    variables = {
        "FOLLOWUP_MAIL_HOME": home,
        "XDG_STATE_HOME": state if state.startswith(os.sep) else "",
    }
    given = {name: value for name, value in variables.items() if value}
    settings = [shlex.quote(f"{name}={value}") for name, value in given.items()]
    before = "".join(f"{name}={shlex.quote(value)} " for name, value in given.items())
    return _TIMER.format(
        environment="".join(f"Environment={each}\n" for each in settings).replace("%", "%%"),
        # A percent sign begins a name to systemd, and ends the line to cron.
        unit=command.replace("%", "%%").replace("$", "$$"),
        cron=f"{before}{command}".replace("%", "\\%"),
    )
