"""``init``: who you are, asked once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from followup_mail.cli import output as out
from followup_mail.cli.asking import ask, somebody_is_there
from followup_mail.cli.shell import pass_app
from followup_mail.errors import UsageError

if TYPE_CHECKING:
    from followup_mail.app import App
    from followup_mail.desk.introduction import Introduction

_QUESTIONS = {
    "name": "Your whole name, as you sign",
    "email": "The address you write from",
    "phone": "Your phone number (empty for none)",
    "timezone": "Your time zone",
    "language": "The usual language of your applications: en-CA, en-US, en-GB, fr-CA or fr-FR "
    "(empty for none; every file then has to say its own)",
}
_NEEDED = ("name", "email")


@click.command()
@click.option("--name", metavar="TEXT", help="Your whole name, as you sign.")
@click.option("--email", metavar="ADDRESS", help="The address you write from.")
@click.option("--phone", metavar="NUMBER", help="For the signature, and to be said in calls.")
@click.option("--timezone", metavar="ZONE", help="Yours, as in America/Toronto.")
@click.option(
    "--language",
    metavar="TAG",
    help="Of files that name none: en-CA, fr-CA, … Without it every file and invitation has to.",
)
@click.option("--agreement", metavar="f|m|epicene", help="French agreement. Default: epicene.")
@click.option("--current-employer-domain", metavar="DOMAIN", help="Never written to or from.")
@pass_app
def init(app: "App", /, **given: str | None) -> None:
    """Say who you are, once for all applications.

    What is not given as an option is asked for, on a terminal. It is kept in
    config.toml; comments and everything else in that file stay as they are.

    \b
    Example:
      followup-mail init
      followup-mail init --name "Sam Okafor" --email sam.okafor@example.com
    """
    from followup_mail.desk.introduction import Introduction

    introduction = Introduction(app.home)
    said = {key: text for key, text in given.items() if text is not None}
    if somebody_is_there():
        said |= _asked(introduction, app.local_timezone(), said)
    lacking = [key for key in _NEEDED if not said.get(key) and not introduction.known(key)]
    if lacking:
        options = " ".join(f"--{key} …" for key in lacking)
        raise UsageError(f"There is no terminal to ask on; give {options}.")
    out.say(f"Written: {introduction.write(said)}")
    out.say("\nNext: followup-mail add FILE.toml, or followup-mail add to be asked.")


def _asked(introduction: "Introduction", zone: str, said: Mapping[str, str]) -> dict[str, str]:
    """Ask for what *said* leaves open; an empty answer leaves it as it is."""
    answers = {}
    for key, question in _QUESTIONS.items():
        if key in said:
            continue
        known = introduction.known(key) or (zone if key == "timezone" else "")

        def check(text: str, key: str = key) -> None:
            if text:
                introduction.check(key, text)
            elif key in _NEEDED:
                raise ValueError("this one is needed")

        answer = ask(question, default=known, check=check)
        if answer:
            answers[key] = answer
    return answers
