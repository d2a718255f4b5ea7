"""Invitations: what is read from them, what is asked, and what hostile ones end in."""

import time
import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from followup_mail.application.printing import as_toml
from followup_mail.config import Config
from followup_mail.errors import ApplicationError
from followup_mail.intake.dialogues import Sheet, asking
from followup_mail.intake.invitation import (
    Guest,
    Invitation,
    joined,
    questions,
    read_invitation,
    tree_of,
)
from followup_mail.intake.questions import Dates
from followup_mail.visible import visible
from followup_mail.vocabulary import InterviewFormat, Language

TORONTO = ZoneInfo("America/Toronto")
ME = "sam.okafor@example.com"
TYPICAL = """\
BEGIN:VCALENDAR
PRODID:-//Northwind//Mail//EN
VERSION:2.0
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Eastern Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
ORGANIZER;CN="Maria Lopez":mailto:maria.lopez@northwind.example
ATTENDEE;ROLE=REQ-PARTICIPANT;CN=Sam Okafor:MAILTO:Sam.Okafor@example.com
ATTENDEE;CN="Chen, David (he/him)":mailto:david.chen@northwind.example
ATTENDEE;CN=lin.wei@northwind.example:mailto:lin.wei@northwind.example
ATTENDEE;CN=Maria Lopez:mailto:maria.lopez@northwind.example
ATTENDEE;CUTYPE=ROOM;CN=Room 4:mailto:room4@northwind.example
DESCRIPTION:Hello Sam\\,\\n\\nwe look forward to
  meeting you.\\nhttps://meet.northwind.example/x
UID:040000008200E00074C5
SUMMARY:Interview: Data Engineer
DTSTART;TZID=Eastern Standard Time:20261119T140000
DTEND;TZID=Eastern Standard Time:20261119T150000
SEQUENCE:2
STATUS:CONFIRMED
LOCATION:Northwind\\, 200 Bay St
BEGIN:VALARM
DESCRIPTION:REMINDER
TRIGGER:-PT15M
ACTION:DISPLAY
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def calendar(*lines: str, method: str = "REQUEST") -> bytes:
    """Return an iCalendar file with one event of *lines*."""
    event = ["BEGIN:VEVENT", *lines, "END:VEVENT"]
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", *event, "END:VCALENDAR", ""]
    ).encode()


def read(*lines: str, method: str = "REQUEST") -> Invitation:
    """Return what the invitation of *lines* says."""
    return read_invitation(calendar(*lines, method=method), source="invite.ics")


def told(data: bytes) -> str:
    """Return the text of the error that *data* ends in."""
    with pytest.raises(ApplicationError) as caught:
        read_invitation(data, source="invite.ics")
    return str(caught.value)


def outcome(data: bytes) -> Invitation | str:
    """Return what *data* says, or what is told of it."""
    try:
        return read_invitation(data, source="invite.ics")
    except ApplicationError as error:
        return str(error)


START = "DTSTART:20261119T190000Z"


def test_all_that_an_invitation_says_is_read() -> None:
    """Windows' name of the zone is known, folded lines are joined, rooms are nobody."""
    invitation = read_invitation(TYPICAL.encode(), source="invite.ics")

    assert invitation == Invitation(
        uid="040000008200E00074C5",
        sequence=2,
        cancelled=False,
        at=datetime(2026, 11, 19, 14, tzinfo=ZoneInfo("America/New_York")),
        end=datetime(2026, 11, 19, 15, tzinfo=ZoneInfo("America/New_York")),
        timezone="America/New_York",
        place="Northwind, 200 Bay St",
        link="",
        format=InterviewFormat.ONSITE,
        organizer=Guest("Maria Lopez", "maria.lopez@northwind.example"),
        attendees=(
            Guest("Sam Okafor", "Sam.Okafor@example.com"),
            Guest("Chen, David (he/him)", "david.chen@northwind.example", doubtful=True),
            Guest(None, "lin.wei@northwind.example"),
            Guest("Maria Lopez", "maria.lopez@northwind.example"),
        ),
        summary="Interview: Data Engineer",
        first_line="Hello Sam,",
    )


def test_its_tree_has_everybody_else_once_and_no_roles() -> None:
    """Neither employer nor position is guessed, and a name in no order is put in one."""
    invitation = read_invitation(TYPICAL.encode(), source="invite.ics")

    assert tree_of(invitation, me_email=ME) == {
        "timezone": "America/New_York",
        "people": {
            "maria": {"name": "Maria Lopez", "email": "maria.lopez@northwind.example"},
            "david": {"name": "David Chen", "email": "david.chen@northwind.example"},
            "lin": {"email": "lin.wei@northwind.example"},
        },
        "interviews": [
            {
                "at": datetime(2026, 11, 19, 19, tzinfo=UTC),
                "end": datetime(2026, 11, 19, 20, tzinfo=UTC),
                "format": "onsite",
            }
        ],
    }


def sheet(tree: dict[str, object], language: Language | None = Language.EN_CA) -> Sheet:
    """Return the file of *tree*, to be filled in."""

    def unread(text: str) -> date:
        raise ValueError(f"{text!r} is no date")

    return Sheet(
        as_toml(tree),
        config=Config(me={"name": "Sam", "email": ME}, default_language=language),
        fallback_timezone="America/Toronto",
        dates=Dates(unread, unread),
    )


def asked(invitation: Invitation, tree: dict[str, object]) -> list[tuple[str, str, str]]:
    """Return key, text and suggestion of what an invitation leaves open."""
    each = questions(invitation, sheet(tree), me_email=ME)
    return [(".".join(map(str, q.key)), q.text, q.default) for q in each]


def test_what_it_cannot_say_is_asked() -> None:
    """Names that nobody would sign are asked for with the likely one suggested."""
    invitation = read_invitation(TYPICAL.encode(), source="invite.ics")

    assert asked(invitation, tree_of(invitation, me_email=ME)) == [
        ("employer", "Which company is it?", ""),
        ("position", "What is the job called?", ""),
        ("people.maria.role", "What is Maria Lopez in this hiring process?", ""),
        ("people.david.name", "What is David Chen's whole name?", "David Chen"),
        ("people.david.role", "What is David Chen in this hiring process?", ""),
        ("people.lin.name", "What is lin.wei@northwind.example's whole name?", ""),
        ("people.lin.role", "What is lin.wei@northwind.example in this hiring process?", ""),
        ("place", "Where do the people work to whom you will write?", ""),
    ]


def test_what_is_known_already_is_not_asked() -> None:
    """Options of the command stand in the tree before the questions are made."""
    invitation = read(START, "LOCATION:https://meet.northwind.example/x")
    known: dict[str, object] = {"employer": "Northwind", "position": "Baker", "place": "CA-ON"}

    assert asked(invitation, {**known, **tree_of(invitation, me_email=ME)}) == []


def test_an_unknown_zone_is_asked_for_and_never_taken_for_another() -> None:
    """The zone that is answered gives beginning and end."""
    invitation = read(
        'DTSTART;TZID="Customized Time Zone":20261119T140000',
        'DTEND;TZID="Customized Time Zone":20261119T150000',
        "LOCATION:Zoom",
    )
    tree = tree_of(invitation, me_email=ME)
    paper = sheet({"employer": "N", "position": "B", "place": "CA-ON", **tree})
    (question,) = questions(invitation, paper, me_email=ME)

    assert (invitation.at, invitation.local) == (None, datetime(2026, 11, 19, 14))  # noqa: DTZ001 - as given
    assert tree["interviews"] == [{"format": "video"}]
    assert (question.text, question.hint, question.required) == (
        "In which time zone is the interview at 14:00 on 2026-11-19?",
        "The invitation calls it 'Customized Time Zone'. Such as America/Toronto.",
        True,
    )
    dialogue = asking(paper, [question])
    with pytest.raises(ValueError, match=r"^expected an IANA time zone such as America/Toronto"):
        dialogue.answer("Toronto")
    dialogue.answer("America/Toronto")
    assert dialogue.question is None
    assert tomllib.loads(dialogue.text)["interviews"] == [
        {
            "format": "video",
            "at": datetime(2026, 11, 19, 14, tzinfo=TORONTO),
            "end": datetime(2026, 11, 19, 15, tzinfo=TORONTO),
        }
    ]


def test_a_time_in_no_zone_is_asked_for() -> None:
    """RFC 5545 lets such a time float; an interview doesn't."""
    invitation = read("DTSTART:20261119T140000", "LOCATION:Zoom")

    assert asked(invitation, tree_of(invitation, me_email=ME))[2] == (
        "interviews.0",
        "In which time zone is the interview at 14:00 on 2026-11-19?",
        "",
    )


def test_the_hour_of_a_whole_day_is_asked_for() -> None:
    """A day without an hour is no appointment."""
    invitation = read("DTSTART;VALUE=DATE:20261119", "LOCATION:Zoom")
    paper = sheet(tree_of(invitation, me_email=ME))
    question = questions(invitation, paper, me_email=ME)[2]

    assert invitation.day == date(2026, 11, 19)
    assert question.text == "At what time on 2026-11-19 is the interview?"
    offset = timezone(timedelta(hours=-5))
    assert question.check("14 h 30") == datetime(2026, 11, 19, 14, 30, tzinfo=offset)
    assert question.check("9:05Z") == datetime(2026, 11, 19, 9, 5, tzinfo=UTC)
    for faulty, why in (
        ("noon", "expected an hour such as 14:00, or with its offset 14:00-05:00"),
        ("25:00", "there is no such hour"),
        ("", "an answer is needed to go on"),
    ):
        with pytest.raises(ValueError, match=f"^{why}$"):
            question.check(faulty)


@pytest.mark.parametrize(
    ("tzid", "zone"),
    [
        ("America/Toronto", "America/Toronto"),
        ("Romance Standard Time", "Europe/Paris"),
        ("/freeassociation.example/Europe/Paris", "Europe/Paris"),
        ("/vendor.example/20260101_1/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("Europe", None),
        ("posixrules", None),
        ("../../etc/passwd", None),
        ("/", None),
        ("(UTC-05:00) Eastern Time", None),
    ],
)
def test_a_zone_is_known_by_its_name_only(tzid: str, zone: str | None) -> None:
    """The rules that a file brings along are not run."""
    invitation = read(f'DTSTART;TZID="{tzid}":20261119T140000')

    assert invitation.timezone == zone
    assert (invitation.at is None) == (zone is None)


def test_a_time_in_utc_has_no_place() -> None:
    """UTC says nothing of where the people work."""
    invitation = read(START, "DURATION:PT45M")

    assert invitation.timezone is None
    assert invitation.at == datetime(2026, 11, 19, 19, tzinfo=UTC)
    assert invitation.end == datetime(2026, 11, 19, 19, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "DTEND:20261119T190000Z",
        "DTEND:20271119T190000Z",
        "DTEND:20261119T200000",
        "DTEND:soon",
        "DTEND;VALUE=DATE:20261120",
        "DURATION:-PT1H",
        "DURATION:P99999999999999D",
        f"DURATION:PT{'9' * 5000}H",
        "DURATION:P",
    ],
)
def test_an_end_that_makes_no_sense_is_left_out(line: str) -> None:
    """When it begins is what counts."""
    assert read(START, line).end is None


@pytest.mark.parametrize(
    ("lines", "format_", "link"),
    [
        (
            ["LOCATION:https://meet.northwind.example/x."],
            "video",
            "https://meet.northwind.example/x",
        ),
        (["LOCATION:Microsoft Teams Meeting"], "video", ""),
        (["LOCATION:Visioconférence"], "video", ""),
        (["DESCRIPTION:Join: https://zoom.us/j/1"], "video", "https://zoom.us/j/1"),
        (["DESCRIPTION:https://eu.zoom.us/j/1"], "video", "https://eu.zoom.us/j/1"),
        (["DESCRIPTION:See https://northwind.example/jobs"], None, ""),
        (["DESCRIPTION:https://zoom.us.evil.example/"], None, ""),
        (
            ["CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://call.northwind.example/1"],
            "video",
            "https://call.northwind.example/1",
        ),
        (["CONFERENCE;VALUE=URI:tel:+1-416-555-0142"], "phone", ""),
        (
            ["X-GOOGLE-CONFERENCE:https://call.northwind.example/2"],
            "video",
            "https://call.northwind.example/2",
        ),
        (["LOCATION:Phone call: +1 416 555 0142"], "phone", ""),
        (["LOCATION:Entrevue téléphonique"], "phone", ""),
        (["LOCATION:200 Bay St\\, Toronto"], "onsite", ""),
        (
            ["LOCATION:200 Bay St", "CONFERENCE:https://call.northwind.example/3"],
            None,
            "https://call.northwind.example/3",
        ),
        (["LOCATION:TBD"], None, ""),
        ([], None, ""),
    ],
)
def test_how_it_is_held_is_guessed_where_one_way_is_named(
    lines: list[str], format_: str | None, link: str
) -> None:
    """A link beside a street may mean either, and is asked about."""
    invitation = read(START, *lines)

    assert (invitation.format, invitation.link) == (format_, link)


def test_a_cancelled_one_says_so() -> None:
    """By the method of the calendar, or by the status of the event."""
    assert read(START, method="CANCEL").cancelled
    assert read(START, "STATUS:CANCELLED").cancelled
    assert not read(START, "STATUS:TENTATIVE").cancelled


def test_of_several_revisions_the_newest_counts() -> None:
    """One event is known by its UID, and a cancelled other one doesn't count."""
    events = [
        ("a", "1", "20261120T140000Z", "CONFIRMED"),
        ("a", "2", "20261121T140000Z", "CONFIRMED"),
        ("a", "0", "20261119T140000Z", "CONFIRMED"),
        ("b", "0", "20261122T140000Z", "CANCELLED"),
    ]
    body = "".join(
        f"BEGIN:VEVENT\nUID:{uid}\nSEQUENCE:{number}\nDTSTART:{at}\nSTATUS:{status}\nEND:VEVENT\n"
        for uid, number, at, status in events
    )

    invitation = read_invitation(
        f"BEGIN:VCALENDAR\n{body}END:VCALENDAR".encode(), source="invite.ics"
    )

    assert invitation.at == datetime(2026, 11, 21, 14, tzinfo=UTC)


def test_nobody_is_whom_only_a_machine_answers() -> None:
    """An address that takes no answers is left out, and so is a name that can't be one."""
    invitation = read(
        START,
        "ORGANIZER;CN=Maria Lopez:mailto:no-reply@calendar.example",
        "ATTENDEE:mailto:noreply@calendar.example",
        "ATTENDEE;CN=Ana:mailto:not an address",
        "ATTENDEE;CN=B\x1b[31m:urn:uuid:1",
        "ATTENDEE;CN='Éloi Roy':mailto:%C3%A9loi@northwind.example",
    )

    assert tree_of(invitation, me_email=None)["people"] == {
        "maria": {"name": "Maria Lopez"},
        "ana": {"name": "Ana"},
        "eloi": {"name": "Éloi Roy", "email": "éloi@northwind.example"},
    }


def test_an_invitation_joins_the_file_of_its_application() -> None:
    """Who is there already isn't added again; the same time is the same interview."""
    text = '# mine\nemployer = "N"\n\n[people.mia]\nname = "Maria Lopez"\nrole = "recruiter"\n'
    first = read_invitation(TYPICAL.encode(), source="invite.ics")
    later = datetime(2026, 11, 19, 16, tzinfo=ZoneInfo("America/New_York"))
    again = first._replace(format=InterviewFormat.VIDEO, end=later)

    once = joined(text, first, me_email=ME)
    twice = joined(once, again, me_email=ME)
    gone = joined(twice, first._replace(cancelled=True), me_email=ME)

    assert list(tomllib.loads(once)["people"]) == ["mia", "david", "lin"]
    assert twice == once.replace("T15:00:00", "T16:00:00")
    assert once.startswith(text)
    assert "interviews" not in tomllib.loads(gone)
    assert joined(gone, first._replace(cancelled=True), me_email=ME) == gone


NESTED = b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 3000 + b"END:X\n" * 3000 + b"END:VCALENDAR\n"
MANY = b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 101 + b"END:VCALENDAR\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "holds no event (VEVENT); give the .ics file of the invitation"),
        (b"\n\n", "holds no event (VEVENT); give the .ics file of the invitation"),
        (
            b"BEGIN:VCALENDAR\nEND:VCALENDAR\n",
            "holds no event (VEVENT); give the .ics file of the invitation",
        ),
        (b'employer = "N"\n', "is no iCalendar file; give the .ics file of the invitation"),
        (b"BEGIN:VCARD\nEND:VCARD\n", "is no iCalendar file; give the .ics file of the invitation"),
        (calendar(START)[:-15], "ends inside a VCALENDAR; get the whole file again"),
        (
            b"BEGIN:VCALENDAR\nEND:VEVENT\n",
            "ends a VEVENT inside a VCALENDAR; get the whole file again",
        ),
        (
            calendar(START, "SUMMARY:a\0b"),
            "line 6 holds a NUL byte; it is not a text file in UTF-8",
        ),
        (
            calendar(START, "SUMMARY:Entrevue").replace(b"vue", b"v\xe9e"),
            "line 6: byte 0xE9 is not UTF-8; save the file as UTF-8",
        ),
        (b"x" * (2**20 + 1), "is larger than 1 MiB, which is the most that is read"),
        (NESTED, "nests more than 8 components; no invitation does"),
        (MANY, "holds more than 100 events; give a file with the interview"),
        (calendar(*["X-A:1"] * 2001), "has an event of more than 2000 lines; no invitation has"),
        (calendar(), "says no time (DTSTART); give the invitation to one interview"),
        (calendar("DTSTART:20261332T140000Z"), "has '20261332T140000Z' for a time, which is none"),
        (calendar("DTSTART:P1D"), "has 'P1D' for a time, which is none"),
        (calendar("DTSTART:18991231T140000Z"), "is for 1899; expected 2000 to 2100"),
        (
            calendar(START, "RRULE:FREQ=SECONDLY"),
            "holds an event that repeats; give the invitation to one interview",
        ),
        (
            calendar(START, "RECURRENCE-ID:20261119T190000Z"),
            "holds an event that repeats; give the invitation to one interview",
        ),
        (
            calendar(START, method="REPLY"),
            "answers an invitation (METHOD:REPLY); give the invitation itself",
        ),
        (
            calendar("SUMMARY:A\x1b[2J", START, "END:VEVENT", "BEGIN:VEVENT", "SUMMARY:B", START),
            "holds 2 events ('A\\x1b[2J', 'B'); give the invitation to one interview",
        ),
        (
            calendar(START, *(f"ATTENDEE:mailto:a{n}@b.example" for n in range(101))),
            "invites 101 people; at most 100 fit in a file",
        ),
    ],
)
def test_what_is_no_invitation_is_refused_in_a_sentence(data: bytes, text: str) -> None:
    """The sentence names the file, the fault and what to do."""
    assert told(data) == f"invite.ics: {text}"


def test_rules_of_a_zone_are_never_run() -> None:
    """Row 81: A zone that changes every second would keep the library busy for hours."""
    rule = "RRULE:FREQ=SECONDLY"
    zone = f"BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:19700101T000000\n{rule}\n"
    zone += "TZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nEND:STANDARD\nEND:VTIMEZONE\n"
    event = "BEGIN:VEVENT\nDTSTART;TZID=Mine:20261119T140000\nEND:VEVENT\n"
    data = f"BEGIN:VCALENDAR\n{zone}{event}END:VCALENDAR\n".encode()

    assert read_invitation(data, source="invite.ics").unknown_zone == "Mine"


def test_control_characters_are_shown_and_never_sent_to_the_terminal() -> None:
    """Summary, place and first line can be printed as they are."""
    hostile = "a\x1b]0;gotcha\x07\u202eb\u200b"
    invitation = read(
        START,
        f"SUMMARY:{hostile}",
        f"LOCATION:{hostile}",
        f"DESCRIPTION:{hostile}",
        f"UID:{hostile}",
    )

    shown = "a\\x1b]0;gotcha\\x07\\u202eb\\u200b"
    assert invitation.summary == invitation.place == invitation.first_line == shown
    assert invitation.uid == shown


PIECES = st.sampled_from(
    [
        *TYPICAL.splitlines(),
        "BEGIN:VEVENT",
        "END:VEVENT",
        "DTSTART:20261119T190000Z/PT1H",
        "DTSTART;VALUE=DATE:20261119",
        "DTSTART;TZID=,:20261119T140000",
        'DTSTART;TZID="a":20261119',
        "DTEND:20261119T24",
        "ATTENDEE;CN=^n^':",
        "ATTENDEE;CN=,,;CUTYPE=,:x",
        "DURATION:P1W2D",
        "ORGANIZER",
        ";",
        ":",
        " folded",
        "\t",
    ]
)


@given(st.lists(PIECES | st.text(max_size=20), max_size=30), st.binary(max_size=4))
@example([*TYPICAL.splitlines()], b"")
def test_whatever_comes_is_an_invitation_or_a_sentence(lines: list[str], tail: bytes) -> None:
    """Row 81: No bytes end in anything else, and what is read can be shown and kept."""
    body = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", START, *lines, "END:VEVENT", "END:VCALENDAR"]
    data = "\n".join(body).encode("utf-8", "surrogatepass") + tail
    invitation = outcome(data)
    if isinstance(invitation, str):
        assert invitation.startswith("invite.ics: ")
        return
    for text in (invitation.summary, invitation.place, invitation.first_line, invitation.uid):
        assert visible(text) == text
    tree = tree_of(invitation, me_email=ME)
    assert tomllib.loads(as_toml(tree)) == tree


@pytest.mark.parametrize(
    "line",
    [
        "X-A" + ";B=c" * 200_000 + ":d",
        "X-A;B=" + "," * 900_000 + ":d",
        "DESCRIPTION:" + "\\" * 900_000,
        "LOCATION:" + "1 " * 400_000,
        "DESCRIPTION:" + "https://" * 100_000,
        "ATTENDEE;CN=" + "(" * 900_000 + ":mailto:a@b.example",
        "ATTENDEE:mailto:" + "a." * 400_000 + "@b.example",
    ],
)
def test_a_long_line_takes_seconds_at_most(line: str) -> None:
    """No line of a file that is small enough to be read keeps the program busy."""
    begun = time.process_time()

    read(START, line)

    assert time.process_time() - begun < 10
