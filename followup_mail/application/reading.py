"""From the bytes of an application file to an Application, or to all of its faults."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from followup_mail.application.fields import APPLICATION
from followup_mail.application.gaps import Incomplete, incomplete
from followup_mail.application.rules import check_together
from followup_mail.application.settings import apply
from followup_mail.config import Config
from followup_mail.errors import ApplicationError, NotFoundError, OutputError
from followup_mail.model import Application, Me
from followup_mail.places import is_timezone, timezone_of
from followup_mail.tables import (
    LARGEST,
    Faults,
    Key,
    TomlError,
    Walk,
    nfc,
    parse_toml,
    read_bytes,
)
from followup_mail.visible import visible
from followup_mail.vocabulary import Language, Role

_TOP = frozenset(each.key for each in APPLICATION.fields)
_LANGUAGES = {each.value: each for each in Language}
# Files come by the thousand, but from few places: neither zone.tab nor the clock
# of a zone is read again for each. (ZoneInfo itself keeps eight.)
_zone_of_place = lru_cache(maxsize=1024)(timezone_of)
_zone_info = lru_cache(maxsize=64)(ZoneInfo)


def load(
    path: Path | None,
    stdin: BinaryIO,
    *,
    config: Config,
    fallback_timezone: str,
    settings: Sequence[str] = (),
) -> Application:
    """Return the application in the file *path*, or on *stdin* where that is None.

    Arguments are otherwise those of :func:`read_application`.

    Raises:
        ApplicationError: The file is faulty, or larger than 1 MiB.
        NotFoundError: There is no such file.
        OutputError: It can't be read, or isn't a regular file.
        UsageError: A setting is not of the form KEY=VALUE.

    """
    if path is None:
        data, source, folder = _all_of(stdin), "standard input", None
    else:
        try:
            data, source, folder = read_bytes(path), str(path), path.parent
        except FileNotFoundError:
            shown = visible(str(path))
            told = f"there is no file {shown}; give the path of a .toml file, or - for input"
            raise NotFoundError(told) from None
    return read_application(
        data,
        source=source,
        folder=folder,
        config=config,
        fallback_timezone=fallback_timezone,
        settings=settings,
    )


def read_application(
    data: bytes,
    *,
    source: str,
    folder: Path | None,
    config: Config,
    fallback_timezone: str,
    settings: Sequence[str] = (),
) -> Application:
    """Return the application that *data* describes.

    Args:
        data: What the file holds.
        source: How faults name the file.
        folder: Where attachments are; None where the file has no folder.
        config: Completes ``[me]`` and ``language``.
        fallback_timezone: IANA name, where neither file nor config nor place gives one.
        settings: ``KEY=VALUE``, put over what the file says.

    Raises:
        ApplicationError: It is faulty; the text has a line for every fault.
        UsageError: A setting is not of the form KEY=VALUE.

    """
    tree, faults = _parsed(data, source, settings)
    read = _read(tree, faults, None, folder, config, fallback_timezone)
    if read is None or faults:
        raise ApplicationError(str(faults))
    return read


def read_kept(
    data: bytes,
    *,
    source: str,
    folder: Path | None,
    config: Config,
    fallback_timezone: str,
    settings: Sequence[str] = (),
    absent: bool = False,
) -> Application | Incomplete:
    """Return the application that *data* describes, or what it lacks to be one.

    Arguments and failures are those of :func:`read_application`, but for people
    without a role and interviews without a date, which are no faults here; nor,
    where they may be *absent*, are attachments without a folder to look for them.
    """
    tree, faults = _parsed(data, source, settings)
    read = read_noting(
        tree, faults, folder=folder, absent=absent, config=config, fallback=fallback_timezone
    )
    if read is None or faults:
        raise ApplicationError(str(faults))
    return read


def read_so_far(
    data: bytes, *, source: str, folder: Path | None, config: Config, fallback_timezone: str
) -> Application | None:
    """Return what *data*, which :func:`read_kept` finds incomplete, tells all the same.

    It is for looking back, and never to be planned by: somebody without a role is an
    interviewer there, and an interview without a date is not. None where even so
    nothing can be made of it.
    """
    tree, _ = _parsed(data, source, ())
    people, rounds, history = (tree.get(key) for key in ("people", "interviews", "history"))
    for person in people.values() if isinstance(people, dict) else ():
        person.setdefault("role", Role.INTERVIEWER.value)
    if isinstance(rounds, list):
        tree["interviews"] = [each for each in rounds if "at" in each]
    for entry in history if isinstance(history, list) else ():
        entry.pop("round", None)  # which may count an interview that is left out
    return _read(tree, Faults(source), None, folder, config, fallback_timezone, absent=True)


def read_tree(
    tree: dict[str, object],
    *,
    source: str,
    folder: Path | None,
    config: Config,
    fallback_timezone: str,
    where: Callable[[Key], str] | None = None,
) -> Application | Incomplete:
    """Return as :func:`read_kept` what *tree* describes, which no file need have held.

    *where* returns what stands in front of the faults of a key, where *source* and
    the dotted key wouldn't lead there.

    Raises:
        ApplicationError: It is faulty; the text has a line for every fault.

    """
    faults = Faults(source, where)
    read = read_noting(tree, faults, folder=folder, config=config, fallback=fallback_timezone)
    if read is None:
        raise ApplicationError(str(faults))
    return read


def read_noting(
    tree: dict[str, object],
    faults: Faults,
    *,
    folder: Path | None,
    config: Config,
    fallback: str,
    absent: bool = False,
) -> Application | Incomplete | None:
    """Return as :func:`read_tree` what *tree* describes; None where it adds to *faults*."""
    gaps: list[Key] = []
    before = faults.count
    read = _read(tree, faults, gaps, folder, config, fallback, absent=absent)
    sound = faults.count == before and not faults.told
    return incomplete(tree, gaps) if gaps and sound else read


def _parsed(data: bytes, source: str, settings: Sequence[str]) -> tuple[dict[str, object], Faults]:
    """The tree of *data* with *settings* put in, and the faults of these."""
    try:
        tree = parse_toml(data, source)
    except TomlError as error:
        raise ApplicationError(str(error)) from None
    faults = Faults(source)
    apply(settings, tree, faults)
    return tree, faults


def _read(
    tree: dict[str, object],
    faults: Faults,
    gaps: list[Key] | None,
    folder: Path | None,
    config: Config,
    fallback_timezone: str,
    *,
    absent: bool = False,
) -> Application | None:
    """The application in *tree*; None with something added to *faults* or *gaps*."""
    before = faults.count
    zone = _timezone(tree, config, fallback_timezone)
    language = _language(tree, config)
    walk = Walk(
        faults,
        zone=_zone_info(zone) if zone else None,
        language=language,
        people=_people(tree.get("people", {})),
        folder=folder,
        absent=absent,
        top=_TOP,
        gaps=gaps,
    )
    values = APPLICATION.values(tree, (), walk)
    check_together(tree, values, config, walk)
    if zone is None and faults.count == before:
        told = "required key is missing, and the time zone of this machine is not known"
        faults.add(("timezone",), told)
    # What was told of before, as cells of a table are, is a fault all the same.
    if faults.count > before or faults.told or gaps or zone is None or language is None:
        return None
    return _made(values, config, zone, language)


def _made(values: dict[str, Any], config: Config, zone: str, language: Language) -> Application:
    me: dict[str, Any] = {**config.me, **values.pop("me", {})}
    people = values.pop("people", {})
    files: tuple[Path, ...] = values.pop("attachments", ())
    settled: dict[str, Any] = {**values, "timezone": zone, "language": language}
    return Application(
        me=Me(**me),
        people=people,
        attachments=tuple(path for path in files if path.is_absolute()),
        absent=tuple(str(path) for path in files if not path.is_absolute()),
        **settled,
    )


def _timezone(tree: Mapping[str, object], config: Config, fallback: str) -> str | None:
    """The zone of the people written to; None where the file's own word for it is faulty."""
    if "timezone" in tree:
        return _known_zone(tree["timezone"])
    place = tree.get("place")
    of_place = _zone_of_place(place) if isinstance(place, str) else None
    if of_place:
        return of_place
    me = tree.get("me")
    mine = me.get("timezone") if isinstance(me, Mapping) else None
    return _known_zone(mine or config.me.get("timezone") or fallback)


def _known_zone(name: object) -> str | None:
    return name if isinstance(name, str) and is_timezone(name) else None


def _language(tree: Mapping[str, object], config: Config) -> Language | None:
    """The language of the messages; None where it is missing or faulty."""
    if "language" not in tree:
        return config.default_language
    named = tree["language"]
    return _LANGUAGES.get(named) if isinstance(named, str) else None


def _people(table: object) -> frozenset[str] | None:
    if not isinstance(table, Mapping):
        return None
    return frozenset(nfc(str(name)).strip() for name in table)


def _all_of(stdin: BinaryIO) -> bytes:
    try:
        return stdin.read(LARGEST + 1)
    except OSError as error:
        raise OutputError(f"standard input can't be read: {error.strerror}") from None
