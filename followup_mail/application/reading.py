"""From the bytes of an application file to an Application, or to all of its faults."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from followup_mail.application.fields import APPLICATION
from followup_mail.application.rules import check_together
from followup_mail.application.settings import apply
from followup_mail.config import Config
from followup_mail.errors import ApplicationError, NotFoundError, OutputError
from followup_mail.model import Application, Me
from followup_mail.places import is_timezone, timezone_of
from followup_mail.tables import LARGEST, Faults, TomlError, Walk, nfc, parse_toml, read_bytes
from followup_mail.visible import visible
from followup_mail.vocabulary import Language


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
    try:
        tree = parse_toml(data, source)
    except TomlError as error:
        raise ApplicationError(str(error)) from None
    faults = Faults(source)
    apply(settings, tree, faults)
    zone = _timezone(tree, config, fallback_timezone)
    language = _language(tree, config)
    walk = Walk(
        faults,
        zone=ZoneInfo(zone) if zone else None,
        language=language,
        people=_people(tree.get("people", {})),
        folder=folder,
        top=frozenset(each.key for each in APPLICATION.fields),
    )
    values = APPLICATION.values(tree, (), walk)
    check_together(tree, values, config, walk)
    if zone is None and not faults:
        told = "required key is missing, and the time zone of this machine is not known"
        faults.add(("timezone",), told)
    if faults or zone is None or language is None:
        raise ApplicationError(str(faults))
    return _made(values, config, zone, language)


def _made(values: dict[str, Any], config: Config, zone: str, language: Language) -> Application:
    me: dict[str, Any] = {**config.me, **values.pop("me", {})}
    people = values.pop("people", {})
    settled: dict[str, Any] = {**values, "timezone": zone, "language": language}
    return Application(me=Me(**me), people=people, **settled)


def _timezone(tree: Mapping[str, object], config: Config, fallback: str) -> str | None:
    """The zone of the people written to; None where the file's own word for it is faulty."""
    if "timezone" in tree:
        return _known_zone(tree["timezone"])
    place = tree.get("place")
    of_place = timezone_of(place) if isinstance(place, str) else None
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
    return next((each for each in Language if each.value == tree["language"]), None)


def _people(table: object) -> frozenset[str] | None:
    if not isinstance(table, Mapping):
        return None
    return frozenset(nfc(str(name)).strip() for name in table)


def _all_of(stdin: BinaryIO) -> bytes:
    try:
        return stdin.read(LARGEST + 1)
    except OSError as error:
        raise OutputError(f"standard input can't be read: {error.strerror}") from None
