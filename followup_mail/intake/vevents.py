"""The events of an iCalendar file (RFC 5545), whoever sent it.

The library takes lines apart; which of them are looked at is decided here. It would
also build time zones from the rules in the file, and a rule that repeats every
second keeps it busy for hours.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from followup_mail.errors import ApplicationError
from followup_mail.record import Record
from followup_mail.tables import LARGEST, shortened
from followup_mail.visible import visible

if TYPE_CHECKING:
    from icalendar.parser import Contentline

_DEEPEST = 8
"""Components inside each other; an invitation has three."""
_MOST_EVENTS = 100
_MOST_LINES = 2000
"""Of one event."""
_EVENT = ["VCALENDAR", "VEVENT"]
"""Components that an event stands in, itself included; what is deeper is an alarm's."""


class Property(Record):
    """A content line."""

    value: str
    params: Mapping[str, tuple[str, ...]]
    """Values by name in capitals."""

    def param(self, name: str) -> str:
        """Return the first value of the parameter *name*, "" where it has none."""
        return next(iter(self.params.get(name, ())), "")


class VEvent(Record):
    """An event with what its calendar says of it."""

    method: str
    """In capitals; "" where the calendar is no scheduling message (RFC 5546)."""
    properties: Mapping[str, tuple[Property, ...]]
    """By name in capitals."""

    def first(self, name: str) -> Property | None:
        """Return the first property *name*, None where there is none."""
        return next(iter(self.properties.get(name, ())), None)

    def text(self, name: str) -> str:
        """Return the value of the first property *name*, "" where there is none."""
        found = self.first(name)
        return found.value if found else ""


def read_vevents(data: bytes, source: str) -> tuple[VEvent, ...]:
    """Return the events in *data*, at least one.

    Args:
        data: What the file holds.
        source: How faults name the file.

    Raises:
        ApplicationError: It is no iCalendar file, or larger than 1 MiB, or nested or
            repeated beyond what an invitation can be.

    """
    source = visible(source)
    try:
        found = tuple(_events(_decoded(data)))
    except ValueError as fault:
        raise ApplicationError(f"{source}: {fault}") from None
    if not found:
        told = "holds no event (VEVENT); give the .ics file of the invitation"
        raise ApplicationError(f"{source}: {told}")
    return found


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST:
        raise ValueError("is larger than 1 MiB, which is the most that is read")
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise ValueError(f"line {line} holds a NUL byte; it is not a text file in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"line {line}: byte 0x{data[error.start]:02X} is not UTF-8; save the file as UTF-8"
        ) from None


def _events(text: str) -> Iterator[VEvent]:
    """The events in *text*; raises ValueError, whose text continues "FILE: "."""
    open_: list[str] = []
    method = ""
    events: list[list[Contentline]] = []
    for line in _unfolded(text):
        word, _, rest = line.partition(":")
        word, name = word.strip().upper(), rest.strip().upper()
        if word == "BEGIN":
            open_.append(name)
            _check_begun(open_)
            if open_ == _EVENT:
                events.append([])
        elif not open_:
            raise ValueError("is no iCalendar file; give the .ics file of the invitation")
        elif word == "END":
            _check_ended(open_, name)
            if not open_:
                yield from (VEvent(method, _properties(lines)) for lines in events)
                method, events = "", []
        elif open_ == _EVENT:
            events[-1].append(line)
        elif word == "METHOD" and open_ == _EVENT[:1]:
            method = name
        _check_amount(events)
    if open_:
        raise ValueError(f"ends inside a {shortened(open_[-1])}; get the whole file again")


def _unfolded(text: str) -> "list[Contentline]":
    from icalendar.parser import Contentlines  # noqa: PLC0415 - start-up time

    lines = Contentlines.from_ical(text)  # type: ignore[no-untyped-call] # the library's lack
    return [line for line in lines if line.strip()]


def _properties(lines: "list[Contentline]") -> dict[str, tuple[Property, ...]]:
    """The properties in *lines*; those that can't be read are left out."""
    found: dict[str, tuple[Property, ...]] = {}
    for line in lines:
        try:
            name, params, value = line.parts()
        except ValueError:
            continue
        listed = {
            key.upper(): (each,) if isinstance(each, str) else tuple(each)
            for key, each in params.items()
        }
        found[name.upper()] = (*found.get(name.upper(), ()), Property(value, listed))
    return found


def _check_begun(open_: list[str]) -> None:
    if open_[0] != _EVENT[0]:
        raise ValueError("is no iCalendar file; give the .ics file of the invitation")
    if len(open_) > _DEEPEST:
        raise ValueError(f"nests more than {_DEEPEST} components; no invitation does")


def _check_ended(open_: list[str], name: str) -> None:
    begun = open_.pop()
    if begun != name:
        told = f"ends a {shortened(name)} inside a {shortened(begun)}"
        raise ValueError(f"{told}; get the whole file again")


def _check_amount(events: "list[list[Contentline]]") -> None:
    if len(events) > _MOST_EVENTS:
        raise ValueError(f"holds more than {_MOST_EVENTS} events; give a file with the interview")
    if events and len(events[-1]) > _MOST_LINES:
        raise ValueError(f"has an event of more than {_MOST_LINES} lines; no invitation has")
