"""config.toml, where it lies, and whether it is the user's alone."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from followup_mail.errors import ConfigError, OutputError
from followup_mail.planning import Rules
from followup_mail.record import Record
from followup_mail.tables import (
    Choice,
    Faults,
    Field,
    Flag,
    Key,
    Kind,
    Line,
    Lines,
    ListOf,
    Table,
    TomlError,
    Walk,
    parse_toml,
    read_opened,
    shortened,
)
from followup_mail.tables.counts import Count
from followup_mail.tables.forms import DOMAIN, EMAIL, LANGUAGE, PHONE, TIMEZONE
from followup_mail.trust import Loose, loose_on_the_way, of_status, user_and_groups
from followup_mail.vocabulary import Agreement, Language

if TYPE_CHECKING:
    from followup_mail.posting import Account

ME: Table[dict[str, object]] = Table(
    dict,
    (
        Field("name", Line(), "Your whole name, as you sign. Required here or in config.toml."),
        Field("email", EMAIL, "The address you write from. Required here or in config.toml."),
        Field("phone", PHONE, "Your number, for the signature and to be said in calls."),
        Field("timezone", TIMEZONE, "Your IANA time zone."),
        Field("signature", Lines(), "Extra lines under the name."),
        Field("agreement", Choice(Agreement), "French agreement for the writer; else epicene."),
        Field(
            "current_employer_domain",
            DOMAIN,
            "The domain of your present employer: never sent from, never written to.",
        ),
    ),
    form="a table, as in [me]",
)

_OWN_ME: Table[dict[str, object]] = Table(
    dict,
    (
        *ME.fields,
        Field("also", ListOf(EMAIL), "Your other addresses: applications with them are yours."),
    ),
    form="a table, as in [me]",
)
_WRITERS = {
    "g": "its group may write there",
    "o": "everybody may write there",
    "go": "everybody may write there",
}
_WAIT = Count(1, 60)
_CAP = Count(0, 20)
# Each default, and where it comes from, stands in planning.Rules and docs/ladder.md.
LADDER: Table[Rules] = Table(
    Rules,
    (
        Field("after_date", _WAIT, "Business days from the date they named to the check-in."),
        Field("no_date", _WAIT, "From the last interview, where nobody named a date."),
        Field("no_date_phone", _WAIT, "The same after a phone screen."),
        Field("earliest_after_date", _WAIT, "A check-in sooner after the date is too early."),
        Field("after_delay", _WAIT, "From a new date they gave to the next check-in."),
        Field("delay_without_date", _WAIT, "Assumed where they asked for time, without a date."),
        Field("on_hold_days", Count(1, 365), "Calendar days on hold, where no date was named."),
        Field("network", _WAIT, "From the check-in to the question to somebody inside."),
        Field("escalation_after_network", _WAIT, "From that to the hiring manager."),
        Field("escalation", _WAIT, "From the check-in, where nobody inside was asked."),
        Field("call", _WAIT, "From the last message to the call."),
        Field("second_call", _WAIT, "From a call that reached nobody to the second."),
        Field("after_absence", _WAIT, "From the day on which somebody is back."),
        Field("move_on", _WAIT, "From the last touch to the offer to move on."),
        Field("thank_you_lapses", _WAIT, "After the interview, thanks go into the check-in."),
        Field("reply", _WAIT, "Within which what they wrote is answered."),
        Field("gap", _WAIT, "Between two touches to one person."),
        Field("cap_person", _CAP, "Unanswered e-mails to one person."),
        Field("cap_employer", _CAP, "Unanswered chases at one employer."),
        Field("cap_day", Count(1, 20), "Touches at one employer on one day."),
        Field("calls", _CAP, "Attempts to call."),
        Field("ask_insider", Flag(), "Whether somebody inside is asked, as by default."),
        Field("ask_manager", Flag(), "The same of the hiring manager."),
        Field("ask_by_phone", Flag(), "The same of calls."),
    ),
    form="a table, as in [ladder]",
)


class _Accounts(Kind[dict[str, "Account"]]):
    """The accounts, whose description is loaded where a file has one: start-up time."""

    __slots__ = ()

    def read(self, value: object, key: Key, walk: Walk) -> dict[str, "Account"] | None:
        """Return name to account, None where one is faulty."""
        from followup_mail.accounts import ACCOUNTS  # noqa: PLC0415 - as above

        return ACCOUNTS.read(value, key, walk)

    def schema(self) -> dict[str, object]:
        """Return an object's schema."""
        from followup_mail.accounts import ACCOUNTS  # noqa: PLC0415 - as above

        return ACCOUNTS.schema()


CONFIG: Table[dict[str, object]] = Table(
    dict,
    (
        Field("default_language", LANGUAGE, "Language of files that name none."),
        Field("default_account", Line(30), "Which of several accounts mail is sent through."),
        Field("me", _OWN_ME, "You; an application file overrides each key but also."),
        Field("ladder", LADDER, "Waits in business days, and caps."),
        Field("accounts", _Accounts(), "Where mail is submitted."),
    ),
)


class Home(Record):
    """The folders of one user."""

    config: Path
    data: Path
    state: Path | None = None
    """Where a trace is kept of what left this machine; None where no such folder is known."""

    @property
    def templates(self) -> Path:
        """Where the user's own templates are."""
        return self.config / "templates"

    @property
    def config_file(self) -> Path:
        """Where config.toml is, if there is one."""
        return self.config / "config.toml"


class Config(Record):
    """What config.toml says."""

    source: str = "config.toml"
    """How the file is called, whether or not there is one."""
    me: Mapping[str, object] = MappingProxyType({})
    """Parameters of ``model.Me``, checked; those of an application file go before them."""
    also: tuple[str, ...] = ()
    """The user's other addresses."""
    default_language: Language | None = None
    rules: Rules = Rules()
    """The waits and caps in force."""
    listed: Mapping[str, "Account"] = MappingProxyType({})
    """Name to account, in the order of the file; to be shown, see :attr:`accounts`."""
    default_account: str | None = None
    """A key of :attr:`accounts`; None where the file names none."""
    distrust: str = ""
    """Why what the file says may be somebody else's, with the remedy; "" where it isn't."""

    @property
    def accounts(self) -> Mapping[str, "Account"]:
        """Name to account, in the order of the file; to be used.

        Raises:
            ConfigError: Others could have written what the file says: see :attr:`distrust`.

        """
        self.check()
        return self.listed

    def check(self) -> None:
        """Pass where nobody but the user could have written what the file says.

        To be called before anything that it names is run or sent to, and before it is
        written, which would make it the user's own.

        Raises:
            ConfigError: Others could.

        """
        if self.distrust:
            raise ConfigError(self.distrust)

    @property
    def addresses(self) -> tuple[str, ...]:
        """All that the user writes from, as far as the file says so."""
        email = self.me.get("email")
        return (*((str(email),) if email else ()), *self.also)


def find_home(environ: Mapping[str, str]) -> Home:
    """Return the folders: those of ``FOLLOWUP_MAIL_HOME``, else the platform's.

    The state is the machine's, not that of a home that may be copied: no variable of
    this program moves it.
    """
    home = environ.get("FOLLOWUP_MAIL_HOME")
    state = _state(environ)
    if home:
        return Home(config=Path(home), data=Path(home), state=state)
    if sys.platform == "linux":
        # What platformdirs says as well, which a test holds; but importing it costs
        # two thirds of a start of Python, in every run.
        return Home(
            config=_xdg(environ, "XDG_CONFIG_HOME", ".config"),
            data=_xdg(environ, "XDG_DATA_HOME", ".local/share"),
            state=state,
        )
    import platformdirs  # noqa: PLC0415 - as above

    return Home(
        config=platformdirs.user_config_path("followup-mail", appauthor=False),
        data=platformdirs.user_data_path("followup-mail", appauthor=False),
        state=state,
    )


def _state(environ: Mapping[str, str]) -> Path | None:
    """Return the folder for what belongs to this machine; None where none can be told.

    What isn't absolute counts for nothing: it would be another folder wherever one is.
    """
    if sys.platform == "linux":
        named = Path(environ.get("XDG_STATE_HOME", "").strip())
        base = named if named.is_absolute() else Path(environ.get("HOME", ""), ".local/state")
        return base / "followup-mail" if base.is_absolute() else None
    import platformdirs  # noqa: PLC0415 - start-up time

    # By a name of its own: elsewhere state and data are one folder.
    found = platformdirs.user_state_path("followup-mail-state", appauthor=False)
    return found if found.is_absolute() else None


def _xdg(environ: Mapping[str, str], variable: str, usual: str) -> Path:
    """Return a folder of the XDG Base Directory Specification 0.8."""
    named = environ.get(variable, "").strip()
    if named:
        return Path(named) / "followup-mail"
    try:
        return Path.home() / usual / "followup-mail"
    except RuntimeError as error:
        raise ConfigError(
            "You have no home folder here: set FOLLOWUP_MAIL_HOME to a folder of yours."
        ) from error


def read_config(home: Home) -> Config:
    """Return what config.toml says; a file that isn't there says nothing.

    Raises:
        ConfigError: The file is faulty or can't be read; the text lists every fault.

    """
    source = str(home.config_file)
    loose = _way_to(home.config_file)
    try:
        data, status = read_opened(home.config_file)
    except FileNotFoundError:
        return Config(source)
    except OutputError as error:
        raise ConfigError(str(error)) from None
    try:
        tree = parse_toml(data, source)
    except TomlError as error:
        raise ConfigError(str(error)) from None
    faults = Faults(source)
    walk = Walk(faults, top=frozenset(each.key for each in CONFIG.fields))
    values = CONFIG.values(tree, (), walk)
    accounts = values.get("accounts", {})
    default = values.get("default_account")
    if default is not None and default not in accounts and not faults:
        faults.add(("default_account",), f"there is no [accounts.{shortened(default)}]")
    if faults:
        raise ConfigError(str(faults))
    me = values.get("me", {})
    also = me.pop("also", ())
    return Config(
        source,
        me,
        also,
        values.get("default_language"),
        values.get("ladder", Rules()),
        accounts,
        default,
        _distrust(home.config_file, loose, status),
    )


_NOTHING = "Nothing in it is run, and nothing is sent."


def _way_to(file: Path) -> list[Loose] | OSError:
    """Return what others could exchange on the way to *file*, before that is opened."""
    if sys.platform == "win32":
        return []
    user, private = user_and_groups()
    try:
        return list(loose_on_the_way(file, user=user, private=private))
    except OSError as error:
        return error


def _distrust(file: Path, way: list[Loose] | OSError, status: os.stat_result) -> str:
    """Return why others may have written what was read of *file*; "" for no reason.

    *status* is of the very file that was read: what is called so now may be another.
    """
    if sys.platform == "win32":
        return ""
    return _told_of(file, way, status, "what config.toml says", _NOTHING)


def check_own_words(template: Path) -> None:
    """Pass where only the user may change *template*, whose words are to be sent.

    Raises:
        ConfigError: Others may; or it is gone.

    """
    if sys.platform == "win32":
        return
    try:
        way, status = _way_to(template), template.stat()
    except OSError as error:
        raise ConfigError(f"{template}: can't be looked at ({error.strerror}).") from None
    if told := _told_of(template, way, status, "what it says", "Nothing is sent."):
        raise ConfigError(told)


def _told_of(
    file: Path, way: list[Loose] | OSError, status: os.stat_result, what: str, nothing: str
) -> str:
    if isinstance(way, OSError):
        return f"{file}: the way there can't be looked at ({way.strerror}). {nothing} Try again."
    user, private = user_and_groups()
    read = of_status(file, status, user=user, private=private)
    loose = way if read is None else [*way, read._replace(path=file.resolve())]
    if not loose:
        return ""
    first = loose[0]
    whose = f"belongs to somebody else (user {first.owner})"
    return (
        f"{first.path}: {_WRITERS[first.letters] if first.owner is None else whose}, "
        f"so {what} may not be yours. {nothing} "
        f"Read it through, then type: {' && '.join(each.command(user) for each in loose)}"
    )
