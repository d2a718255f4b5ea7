"""How an interview is held, guessed from what its invitation says of the place."""

import re
from collections.abc import Iterator

from followup_mail.intake.vevents import VEvent
from followup_mail.record import Record
from followup_mail.tables.forms import check_phone, check_url
from followup_mail.vocabulary import InterviewFormat

_LINK = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_LONGEST_SEARCHED = 20_000
"""Characters of a description; the link to a call stands near its beginning."""
# Properties that hold nothing but the link to a call.
_LINK_PROPERTIES = (
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
)
# Where video calls are held: a link to elsewhere in a description may lead to anything.
_HOSTS = (
    "meet.google.com",
    "meet.goto.com",
    "meet.jit.si",
    "teams.live.com",
    "teams.microsoft.com",
    "webex.com",
    "whereby.com",
    "zoom.us",
)
_ON_VIDEO = re.compile(
    r"\b(?:(?:microsoft )?teams(?: meeting)?|réunion microsoft teams|zoom(?: meeting)?"
    r"|google meet|webex(?: meeting)?|skype(?: meeting)?|online|en ligne|remote|à distance"
    r"|virtual|virtuel(?:le)?|visio(?:conférence|phone)?"
    r"|video ?(?:call|conference)?|vidéo(?:conférence)?)\b",
    re.IGNORECASE,
)
_BY_PHONE = re.compile(
    r"\b(?:(?:tele)?phone(?: ?(?:call|screen|interview))?|by phone|(?:par )?téléphone"
    r"|(?:entrevue |entretien |appel )?téléphonique|call|appel)\b|\btel:",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:tb[acd]|to be (?:announced|confirmed|determined)|à (?:confirmer|déterminer))\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\+?[0-9(][0-9 ().\-]{6,}[0-9]")


class Whereabouts(Record):
    """Where an interview is."""

    link: str
    """To the video call; "" where there is none."""
    format: InterviewFormat | None
    """None where nothing is said, or several things are."""


def whereabouts(event: VEvent) -> Whereabouts:
    """Return where *event* is."""
    location = event.text("LOCATION")[:_LONGEST_SEARCHED]
    link = next(_links(event, location), "")
    rest = _LINK.sub(" ", location)
    video = bool(link) or bool(_ON_VIDEO.search(rest))
    phone = bool(_BY_PHONE.search(rest)) or _has_number(rest) or _is_dialled(event)
    for form in (_ON_VIDEO, _BY_PHONE, _OPEN, _NUMBER):
        rest = form.sub(" ", rest)
    onsite = any(char.isalnum() for char in rest)
    each = {
        InterviewFormat.VIDEO: video,
        InterviewFormat.PHONE: phone,
        InterviewFormat.ONSITE: onsite,
    }
    said = [way for way, meant in each.items() if meant]
    return Whereabouts(link, said[0] if len(said) == 1 else None)


def _links(event: VEvent, location: str) -> Iterator[str]:
    """The links to a video call, the surest first."""
    for conference in event.properties.get("CONFERENCE", ()):
        yield from _good(_LINK.findall(conference.value[:_LONGEST_SEARCHED]))
    for name in _LINK_PROPERTIES:
        yield from _good(_LINK.findall(event.text(name)[:_LONGEST_SEARCHED]))
    yield from _good(_LINK.findall(location))
    for name in ("URL", "DESCRIPTION"):
        for link in _good(_LINK.findall(event.text(name)[:_LONGEST_SEARCHED])):
            host = link.split("/")[2].partition(":")[0].lower()
            if any(f".{host}".endswith(f".{known}") for known in _HOSTS):
                yield link


def _good(links: list[str]) -> Iterator[str]:
    for link in links:
        try:
            yield check_url(link.rstrip(".,;:!?)'\u00bb"))
        except ValueError:
            continue


def _is_dialled(event: VEvent) -> bool:
    return any(
        each.value.strip().lower().startswith("tel:")
        for each in event.properties.get("CONFERENCE", ())
    )


def _has_number(text: str) -> bool:
    """Whether *text* is a telephone number, but for words."""
    for found in _NUMBER.findall(text):
        try:
            check_phone(found.strip())
        except ValueError:
            continue
        return True
    return False
