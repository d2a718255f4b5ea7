"""The calendar read by programs that people use: khal, and the CalDAV server Radicale."""

import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest
from icalendar import Calendar, Event
from samples_of_applications import CALL, CHECK_IN, NETWORK
from test_ical import APPLICATION, PLAN, made

from followup_mail.showing.ical import calendar, merge

BEFORE = datetime(2026, 11, 18, 12, tzinfo=UTC)
AFTER = datetime(2026, 12, 3, 12, tzinfo=UTC)
HARD = "Ingénieur·e, data; platform \\ “streaming” " + "é" * 60
CALLED = CALL._replace(due=date(2026, 12, 15), occurrence="call/h4/elodie")


@pytest.fixture(scope="module")
def exports() -> tuple[bytes, bytes]:
    """Return a calendar, and the one after the check-in was taken as done and the call moved."""
    application = APPLICATION._replace(position=HARD)
    first, kept = merge((), made(PLAN, (CHECK_IN, NETWORK, CALLED), application))
    later = CALLED._replace(due=date(2026, 12, 18))
    then = made(PLAN._replace(steps=(NETWORK,)), (NETWORK, later), application)
    second, _ = merge(kept, then)
    return calendar(first, stamp=BEFORE), calendar(second, stamp=AFTER)


@pytest.fixture
def khal(tmp_path: Path) -> Callable[..., str]:
    """Return a function that runs khal with a calendar of its own."""
    (tmp_path / "calendar").mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(
        f"""\
[calendars]
[[follow-ups]]
path = {tmp_path}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = America/Toronto
default_timezone = America/Toronto
[sqlite]
path = {tmp_path}/khal.db
[default]
default_calendar = follow-ups
""",
        encoding="utf-8",
    )
    folders = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    environment = {
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        **{name: os.fspath(tmp_path) for name in folders},
    }

    def run(*arguments: str) -> str:
        ended = subprocess.run(
            [sys.executable, "-m", "khal", "-c", os.fspath(config), *arguments],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env=environment,
            encoding="utf-8",
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    return run


def listed(khal: Callable[..., str]) -> dict[str, dict[str, str]]:
    """Return what khal knows of each entry by the beginning of its title; none is there twice."""
    fields = ("title", "start", "end", "status", "description")
    asked = [argument for name in fields for argument in ("--json", name)]
    shown = khal("list", "--once", *asked, "2026-11-15", "2026-12-31")
    entries = [entry for day in shown.splitlines() for entry in json.loads(day)]
    by_title = {entry["title"].split(" (")[0]: entry for entry in entries}
    assert len(by_title) == len(entries)
    return by_title


def test_khal_updates_what_it_imported(
    khal: Callable[..., str], exports: tuple[bytes, bytes], tmp_path: Path
) -> None:
    """The second import moves the call and cancels the check-in; nothing is there twice."""
    file = tmp_path / "follow-ups.ics"
    for written in (exports[0], exports[0]):
        file.write_bytes(written)
        khal("import", "--batch", os.fspath(file))
    first = listed(khal)
    assert {title: entry["start"] for title, entry in first.items()} == {
        "Interview with Maria Lopez and David Chen": "2026-11-19 14:00",
        "Hear back": "2026-11-27",
        "Check in with Maria Lopez": "2026-12-02",
        "Ask Priya Raman whether there is news": "2026-12-08",
        "Call Élodie Marchand": "2026-12-15 04:00",
    }
    check_in = first["Check in with Maria Lopez"]
    assert check_in["title"] == f"Check in with Maria Lopez ({HARD}, Northwind Analytics)"
    assert check_in["description"].endswith("Then type: followup-mail draft due northwind")
    file.write_bytes(exports[1])
    khal("import", "--batch", os.fspath(file))
    second = listed(khal)
    assert {
        title: (entry["start"], entry["status"].strip()) for title, entry in second.items()
    } == {
        "Interview with Maria Lopez and David Chen": ("2026-11-19 14:00", "CONFIRMED"),
        "Hear back": ("2026-11-27", "CONFIRMED"),
        "Check in with Maria Lopez": ("2026-12-02", "CANCELLED"),
        "Ask Priya Raman whether there is news": ("2026-12-08", "CONFIRMED"),
        "Call Élodie Marchand": ("2026-12-18 04:00", "TENTATIVE"),
    }


@pytest.fixture
def radicale(tmp_path: Path) -> Callable[..., tuple[str, bytes]]:
    """Return a function that asks Radicale, which keeps its collections in a folder."""
    from radicale import config  # noqa: PLC0415 - it sets up its log when imported
    from radicale.app import Application  # noqa: PLC0415 - the same

    settings = config.load()
    settings.update(
        {
            "auth": {"type": "none"},
            "rights": {"type": "owner_only"},
            "storage": {"filesystem_folder": os.fspath(tmp_path)},
        },
        "test",
    )
    application = Application(settings)

    def ask(method: str, path: str, content: bytes = b"") -> tuple[str, bytes]:
        answered = []
        environment = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "CONTENT_TYPE": "text/calendar; charset=utf-8",
            "CONTENT_LENGTH": str(len(content)),
            "HTTP_AUTHORIZATION": f"Basic {b64encode(b'sam:any').decode()}",
            "wsgi.input": BytesIO(content),
        }
        setup_testing_defaults(environment)
        body = b"".join(application(environment, lambda status, _: answered.append(status)))
        return answered[0], body

    return ask


def test_radicale_keeps_what_it_is_given(
    radicale: Callable[..., tuple[str, bytes]], exports: tuple[bytes, bytes]
) -> None:
    """Every entry comes back as it was, and the newer one takes the place of the older."""
    for written in (exports[0], exports[0]):
        status, _ = radicale("PUT", "/sam/follow-ups/", written)
        assert status == "201 Created"
        assert said(radicale("GET", "/sam/follow-ups/")[1]) == said(written)
    for event in Calendar.from_ical(exports[1]).events:
        alone = Calendar()
        alone.add("version", "2.0")
        alone.add("prodid", "-//test//test//EN")
        alone.add_component(event)
        alone.add_missing_timezones()
        status, _ = radicale("PUT", f"/sam/follow-ups/{event['UID']}.ics", alone.to_ical())
        assert status == "204 No Content"
    kept = said(radicale("GET", "/sam/follow-ups/")[1])
    assert kept == said(exports[0]) | said(exports[1])
    assert len(kept) == len(said(exports[0]))


def said(written: bytes) -> dict[str, tuple[object, ...]]:
    """Return what each entry says by its UID; none is there twice."""
    events = Calendar.from_ical(written).events
    by_uid = {str(event["UID"]): _said(event) for event in events}
    assert len(by_uid) == len(events)
    return by_uid


def _said(event: Event) -> tuple[object, ...]:
    names = ("SUMMARY", "DESCRIPTION", "SEQUENCE", "STATUS", "TRANSP")
    alarms = tuple(alarm.decoded("TRIGGER") for alarm in event.walk("VALARM"))
    times = event.start, event.end if "DTEND" in event else None
    return (*(str(event.get(name)) for name in names), *times, alarms)
