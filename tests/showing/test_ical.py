"""The calendar: what stands in it, and how it changes from export to export."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from samples_of_applications import CALL, CHECK_IN, NETWORK

from followup_mail.kept import CalendarEntry
from followup_mail.model import Answer, Application, Happening, Interview, Me, Person, Promise
from followup_mail.planning import Plan, Step
from followup_mail.showing.ical import CalendarItem, calendar, items, merge
from followup_mail.visible import visible
from followup_mail.vocabulary import Act, Did, InterviewFormat, Language, Role, State

STAMP = datetime(2026, 12, 1, 12, tzinfo=UTC)
UID = "8f0c2a61d94b4d7c"
TORONTO = ZoneInfo("America/Toronto")

APPLICATION = Application(
    employer="Northwind Analytics",
    position="Data Engineer",
    language=Language.EN_CA,
    me=Me("Sam Okafor", "sam.okafor@mail.example"),
    timezone="America/Toronto",
    people=MappingProxyType(
        {
            "maria": Person("maria", "Maria Lopez", Role.RECRUITER),
            "david": Person("david", "David Chen", Role.HIRING_MANAGER),
        }
    ),
    interviews=(
        Interview(
            datetime(2026, 11, 19, 19, tzinfo=UTC),
            format=InterviewFormat.VIDEO,
            talked_about=MappingProxyType({"maria": ("the team",), "david": ("late events",)}),
        ),
    ),
    answer=Answer(
        by=date(2026, 11, 27), said="by the end of next week", from_="maria", on=date(2026, 11, 19)
    ),
)
PLAN = Plan(
    State.OVERDUE,
    (CHECK_IN,),
    decision=date(2026, 11, 27),
    decision_source="the date Maria named on 19 November",
)
LATER_CALL = CALL._replace(due=date(2026, 12, 21), occurrence="call/h4/elodie", hint="")
FORECAST = (CHECK_IN, NETWORK, LATER_CALL)


def made(
    plan: Plan = PLAN,
    forecast: tuple[Step, ...] = FORECAST,
    application: Application = APPLICATION,
) -> tuple[CalendarItem, ...]:
    """Return the entries of the sample, but for what is done."""
    found = items("northwind", application, plan, forecast, uid=UID)
    return tuple(item for item in found if not item.done)


def with_done(
    *history: Happening,
    plan: Plan = PLAN,
    forecast: tuple[Step, ...] = (),
    application: Application = APPLICATION,
) -> tuple[CalendarItem, ...]:
    """Return the entries of the sample to which *history* has happened, with what is done."""
    told = application._replace(history=history)
    return items("northwind", told, plan, forecast, uid=UID)


def read(written: bytes) -> list[Event]:
    """Return the events of a calendar, read by icalendar."""
    return Calendar.from_ical(written).events


def text(event: Event, name: str) -> str:
    """Return the property *name* as text."""
    return str(event[name])


def export(
    known: tuple[CalendarEntry, ...], found: tuple[CalendarItem, ...]
) -> tuple[dict[str, tuple[int, bool]], tuple[CalendarEntry, ...]]:
    """Return sequence and cancellation of each entry by what it is about, and what is kept."""
    exported, kept = merge(known, found)
    assert {item.uid for item in exported} == {entry.uid for entry in kept}
    return {item.occurrence: (item.sequence, item.cancelled) for item in exported}, kept


def test_a_calendar_is_written_as_rfc_5545_asks() -> None:
    """The step is a whole day with an alarm at nine; the file ends its lines with CR LF."""
    (step,) = (item for item in made(forecast=()) if item.occurrence == "check-in/1")
    written = calendar((step._replace(uid="u@followup-mail.invalid"),), stamp=STAMP)
    lines = written.decode().replace("\r\n ", "").replace("\r\n", "\n")
    assert "\r" not in lines
    header, _, event = lines.partition("BEGIN:VEVENT")
    assert header.startswith("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//followup-mail//followup-mail")
    assert header.endswith("METHOD:PUBLISH\n")
    assert (
        "BEGIN:VEVENT" + event
        == """\
BEGIN:VEVENT
SUMMARY:Check in with Maria Lopez (Data Engineer\\, Northwind Analytics)
DTSTART;VALUE=DATE:20261202
DTSTAMP:20261201T120000Z
UID:u@followup-mail.invalid
SEQUENCE:0
DESCRIPTION:Three business days after 27 November\\, the date Maria named on \
19 November.\\nThen type: followup-mail draft due northwind
STATUS:CONFIRMED
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Check in with Maria Lopez (Data Engineer\\, Northwind Analytics)
TRIGGER:PT9H
END:VALARM
END:VEVENT
END:VCALENDAR
"""
    )


def test_what_stands_in_the_calendar_of_an_application() -> None:
    """Its interview, the date they named, the step, and those that would follow."""
    assert [
        (item.occurrence, item.day, item.summary, item.tentative, item.busy) for item in made()
    ] == [
        (
            "interview/1",
            date(2026, 11, 19),
            "Interview with Maria Lopez and David Chen (Data Engineer, Northwind Analytics)",
            False,
            True,
        ),
        (
            "decision",
            date(2026, 11, 27),
            "Hear back (Data Engineer, Northwind Analytics)",
            False,
            False,
        ),
        (
            "check-in/1",
            date(2026, 12, 2),
            "Check in with Maria Lopez (Data Engineer, Northwind Analytics)",
            False,
            False,
        ),
        (
            "network/1",
            date(2026, 12, 8),
            "Ask Priya Raman whether there is news (Data Engineer, Northwind Analytics)",
            True,
            False,
        ),
        (
            "call/1",
            date(2026, 12, 21),
            "Call Élodie Marchand (Data Engineer, Northwind Analytics)",
            True,
            False,
        ),
    ]


def test_descriptions_give_the_reason() -> None:
    """Their words on the date; what would follow only if nobody answers."""
    by = {item.occurrence: item.description for item in made()}
    assert by["interview/1"] == "By video"
    assert by["decision"] == (
        "The date Maria named on 19 November.\nThey said: by the end of next week"
    )
    assert by["network/1"] == (
        "Only if nobody answers before.\nFour business days after the check-in.\n"
        "Then type: followup-mail draft due northwind"
    )
    newer = made(PLAN._replace(decision=date(2026, 12, 4), decision_source=""))
    assert {item.occurrence: item.description for item in newer}["decision"] == ""


def test_a_call_stands_in_the_office_hours_of_who_is_called() -> None:
    """Ten o'clock there, in a zone that the file describes; the alarm an hour before."""
    written = calendar(made(), stamp=STAMP)
    (call,) = (each for each in read(written) if "Call" in text(each, "SUMMARY"))
    assert call.start == datetime(2026, 12, 21, 10, tzinfo=ZoneInfo("Europe/Paris"))
    assert call.end - call.start == timedelta(minutes=15)
    assert [alarm.decoded("TRIGGER") for alarm in call.walk("VALARM")] == [-timedelta(hours=1)]
    assert [str(zone["TZID"]) for zone in Calendar.from_ical(written).walk("VTIMEZONE")] == [
        "Europe/Paris"
    ]


def test_an_interview_to_come_takes_its_time_and_one_that_is_over_is_left_out() -> None:
    """Leaving it out does not cancel it: it stays where it was imported."""
    before = calendar(made(), stamp=datetime(2026, 11, 18, tzinfo=UTC))
    event = read(before)[0]
    assert event.start == datetime(2026, 11, 19, 14, tzinfo=TORONTO)
    assert event.end == datetime(2026, 11, 19, 15, tzinfo=TORONTO)
    assert (text(event, "TRANSP"), text(event, "STATUS")) == ("OPAQUE", "CONFIRMED")
    after = read(calendar(made(), stamp=STAMP))
    assert not [each for each in after if text(each, "UID") == text(event, "UID")]
    _, kept = merge((), made())
    exported, _ = merge(kept, made())
    assert not any(item.cancelled for item in exported)


def test_a_step_that_has_lapsed_is_left_out() -> None:
    """Thanks that nobody sent are no news weeks later."""
    thanks = CHECK_IN._replace(act=Act.THANK_YOU, closes=STAMP)
    plan = Plan(State.INTERVIEWED, (thanks,))
    assert read(calendar(made(plan, ()), stamp=STAMP)) == []
    assert len(read(calendar(made(plan, ()), stamp=STAMP - timedelta(hours=1)))) == 1


def test_an_open_question_has_no_day_to_stand_on() -> None:
    """It is asked by ``next``, not by the calendar."""
    asked = CHECK_IN._replace(act=Act.COMPLETE, due=date(2000, 1, 1))
    plan = Plan(State.INCOMPLETE, (asked,))
    assert [item.occurrence for item in made(plan, (asked,))] == ["interview/1"]


def test_rounds_are_told_apart() -> None:
    """An interview without a known partner or form has its number alone."""
    first = APPLICATION.interviews[0]
    second = Interview(
        datetime(2026, 12, 3, 15, tzinfo=UTC), end=datetime(2026, 12, 3, 17, 30, tzinfo=UTC)
    )
    found = made(application=APPLICATION._replace(interviews=(first, second)))
    assert [(item.occurrence, item.description) for item in found[:2]] == [
        ("interview/1", "Round 1, by video"),
        ("interview/2", "Round 2"),
    ]
    assert found[1].summary == "Interview (Data Engineer, Northwind Analytics)"
    assert found[1].end == datetime(2026, 12, 3, 12, 30, tzinfo=TORONTO)


def test_an_agency_s_client_and_a_coach_s_are_named_as_far_as_known() -> None:
    """No employer is invented."""
    found = made(application=APPLICATION._replace(employer="", client="Amina Diallo"))
    assert found[2].summary == "Check in with Maria Lopez (Data Engineer, for Amina Diallo)"


def test_an_ended_application_waits_for_no_date() -> None:
    """What is left is its past."""
    ended = PLAN._replace(state=State.REJECTED, steps=())
    assert [item.occurrence for item in made(ended, ())] == ["interview/1"]


def test_importing_again_changes_nothing_where_nothing_changed() -> None:
    """The same arguments give the same bytes."""
    first, kept = merge((), made())
    second, again = merge(kept, made())
    assert second == first
    assert again == kept
    assert calendar(second, stamp=STAMP) == calendar(first, stamp=STAMP)


def test_no_entry_names_the_machine() -> None:
    """The UID holds the dossier's random one and what the entry is about, unreadable."""
    uids = [item.uid for item in made()]
    assert len(set(uids)) == len(uids)
    for uid in uids:
        assert uid.startswith(f"{UID}-")
        assert uid.endswith("@followup-mail.invalid")
    assert "maria" not in "".join(uids)


def test_a_moved_step_keeps_its_place_in_the_calendar() -> None:
    """The sequence rises, so that importing again moves the entry."""
    _, kept = export((), made())
    moved = PLAN._replace(steps=(CHECK_IN._replace(due=date(2026, 12, 4)),))
    numbers, _ = export(kept, made(moved))
    assert numbers == {
        "interview/1": (0, False),
        "decision": (0, False),
        "check-in/1": (1, False),
        "network/1": (0, False),
        "call/1": (0, False),
    }


def test_a_step_that_comes_true_is_the_entry_that_was_forecast() -> None:
    """What opened the wait has another name then; the calendar entry is still the same."""
    _, kept = export((), made())
    asked = NETWORK._replace(occurrence="network/e12/priya")
    numbers, _ = export(kept, made(PLAN._replace(steps=(asked,)), (asked, LATER_CALL)))
    assert numbers["network/1"] == (1, False)
    assert numbers["check-in/1"] == (1, True)
    assert numbers["call/1"] == (0, False)


def test_what_has_vanished_is_cancelled_and_what_comes_back_is_not() -> None:
    """A cancelled entry stays cancelled in every later export, with its day and title."""
    first, kept = merge((), made(forecast=()))
    step = next(item for item in first if item.occurrence == "check-in/1")
    waiting = PLAN._replace(steps=())
    exported, kept = merge(kept, made(waiting, ()))
    gone = exported[-1]
    assert (gone.uid, gone.sequence, gone.cancelled) == (step.uid, 1, True)
    assert (gone.start, gone.summary) == (step.start, step.summary)
    event = read(calendar((gone,), stamp=STAMP))[0]
    assert (text(event, "STATUS"), event["SEQUENCE"], event.alarms.times) == ("CANCELLED", 1, [])
    still, kept = merge(kept, made(waiting, ()))
    assert still[-1] == gone
    numbers, _ = export(kept, made(forecast=()))
    assert numbers["check-in/1"] == (2, False)


def test_two_calls_of_one_round_are_two_entries() -> None:
    """A second attempt does not overwrite the first."""
    second = LATER_CALL._replace(due=date(2026, 12, 29), occurrence="call/h6/elodie")
    found = made(forecast=(*FORECAST, second))
    assert [item.occurrence for item in found[-2:]] == ["call/1", "call/1#2"]


def test_promises_go_on_beside_each_other() -> None:
    """Each is an entry of its own."""
    steps = tuple(
        CHECK_IN._replace(act=Act.PROMISE, occurrence=f"promise/p{n}/david") for n in (1, 2)
    )
    found = made(PLAN._replace(steps=steps), ())
    assert [item.occurrence for item in found[2:]] == ["promise/p1/david", "promise/p2/david"]


def test_several_zones_stand_in_the_order_of_their_names() -> None:
    """The bytes do not depend on the order of a set."""
    told = made()
    there = told[0]._replace(
        uid="z@followup-mail.invalid",
        start=datetime(2027, 3, 1, 9, tzinfo=ZoneInfo("Asia/Tokyo")),
        end=datetime(2027, 3, 1, 10, tzinfo=ZoneInfo("Asia/Tokyo")),
    )
    written = calendar((*told, there), stamp=datetime(2026, 11, 1, tzinfo=UTC))
    zones = [str(zone["TZID"]) for zone in Calendar.from_ical(written).walk("VTIMEZONE")]
    assert zones == ["America/Toronto", "Asia/Tokyo", "Europe/Paris"]


def test_an_empty_calendar_is_a_calendar() -> None:
    """Nothing to show is no error."""
    assert read(calendar((), stamp=STAMP)) == []


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r", "\u2028"])
def test_a_line_break_in_a_title_or_reason_stays_within_it(newline: str) -> None:
    """Nothing from outside can begin a property of its own."""
    evil = f"Engineer{newline}ATTENDEE:mailto:a@evil.example{newline}BEGIN:VALARM"
    step = CHECK_IN._replace(why=f"because{newline}END:VEVENT")
    written = calendar(
        made(PLAN._replace(steps=(step,)), (), APPLICATION._replace(position=evil)), stamp=STAMP
    )
    event = read(written)[-1]
    assert "ATTENDEE" not in event
    assert len(event.walk("VALARM")) == 1
    assert "Engineer ATTENDEE:mailto:a@evil.example BEGIN:VALARM" in text(event, "SUMMARY")
    assert text(event, "DESCRIPTION").startswith("Because\nEND:VEVENT.\n")


TEXT = st.text(st.sampled_from('aé,;:\\"表\x00\x1b\u202e\r\n\t '), max_size=120)


@given(position=TEXT, why=TEXT)
def test_any_text_reads_back_and_no_line_is_too_long(position: str, why: str) -> None:
    """Row 81: Commas, semicolons, quotes and letters of several octets come back as they were."""
    step = CHECK_IN._replace(why=f"x{why}", hint="")
    application = APPLICATION._replace(position=position, employer="Northwind")
    item = made(PLAN._replace(steps=(step,)), (), application)[-1]
    written = calendar((item,), stamp=STAMP)
    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert all(each >= 32 or each in b"\t\r\n" for each in written)
    assert all(one == 13 for one, other in pairwise(written) if other == 10)
    (event,) = read(written)
    assert text(event, "SUMMARY") == visible(" ".join(item.summary.split()))
    told = "\n".join(item.description.splitlines())
    assert text(event, "DESCRIPTION") == visible(told, multiline=True)


CHECKED = Happening(date(2026, 12, 3), Did.CHECK_IN, "maria", id=7)
NO_STEPS = PLAN._replace(steps=())


def events_of(found: tuple[CalendarItem, ...]) -> list[tuple[str, str, str]]:
    """Return day, title and status of all but interviews, as a calendar shows them."""
    events = read(calendar(found, stamp=STAMP))
    told = [
        (str(e.start)[:10], text(e, "SUMMARY").split(" (")[0], text(e, "STATUS")) for e in events
    ]
    return [each for each in told if not each[1].startswith(("Interview", "Hear back"))]


def test_what_was_done_stays_on_its_day_and_says_so() -> None:
    """Cancelled is only what was overtaken; a later export changes nothing more."""
    _, kept = merge((), made())
    exported, kept = merge(kept, with_done(CHECKED, plan=NO_STEPS, forecast=(NETWORK,)))
    again, _ = merge(kept, with_done(CHECKED, plan=NO_STEPS, forecast=(NETWORK,)))

    assert events_of(exported) == [
        ("2026-12-08", "Ask Priya Raman whether there is news", "TENTATIVE"),
        ("2026-12-02", "Done: Check in with Maria Lopez", "CONFIRMED"),
        ("2026-12-21", "Call Élodie Marchand", "CANCELLED"),
    ]
    done = next(item for item in exported if item.done and item.summary)
    assert (done.sequence, done.alarm, done.description) == (
        1,
        None,
        "You did it on Thursday 3 December.",
    )
    assert again == exported


def test_what_was_done_and_taken_back_is_to_be_done_again() -> None:
    """The entry is the same one, once more changed."""
    _, kept = merge((), made(forecast=()))
    _, kept = merge(kept, with_done(CHECKED, plan=NO_STEPS))
    exported, _ = merge(kept, with_done())

    step = next(item for item in exported if item.occurrence == "check-in/1")
    assert (step.summary[:8], step.sequence, step.done) == ("Check in", 2, False)


def test_what_never_stood_in_the_calendar_is_not_put_there_as_done() -> None:
    """The calendar holds what was to be done, not a record of the past."""
    exported, _ = merge((), with_done(CHECKED, plan=NO_STEPS))

    assert events_of(exported) == []


def test_a_second_check_in_or_call_is_an_entry_beside_the_one_that_is_done() -> None:
    """All that is said of one call on one day is one attempt."""
    _, kept = merge((), made(forecast=(LATER_CALL,)))
    called = Happening(date(2026, 12, 21), Did.NO_ANSWER, "maria")
    history = (CHECKED, called, called._replace(did=Did.VOICEMAIL))
    more = PLAN._replace(steps=(CHECK_IN._replace(due=date(2027, 1, 5)),))

    exported, _ = merge(kept, with_done(*history, plan=more, forecast=(LATER_CALL,)))

    assert [item.occurrence for item in exported if item.summary and "/" in item.occurrence] == [
        "interview/1",
        "check-in/1#2",
        "call/1#2",
        "check-in/1",
        "call/1",
    ]


@pytest.mark.parametrize(
    ("step", "history", "status"),
    [
        (
            CHECK_IN._replace(act=Act.THANK_YOU, round=1),
            (Happening(date(2026, 11, 20), Did.THANK_YOU, "maria"),),
            "CONFIRMED",
        ),
        (CHECK_IN._replace(act=Act.THANK_YOU, round=1), (), "CANCELLED"),
        (
            CHECK_IN._replace(act=Act.MOVE_ON),
            (Happening(date(2026, 12, 30), Did.MOVED_ON),),
            "CONFIRMED",
        ),
        (
            CHECK_IN._replace(act=Act.MOVE_ON),
            (Happening(date(2026, 12, 30), Did.REJECTED),),
            "CANCELLED",
        ),
        (
            CHECK_IN._replace(act=Act.PROMISE, occurrence="promise/p1/david"),
            (Happening(date(2026, 11, 24), Did.PROMISE, "david"),),
            "CONFIRMED",
        ),
        (CHECK_IN._replace(act=Act.PROMISE, occurrence="promise/p2/maria"), (), "CONFIRMED"),
        (CHECK_IN._replace(act=Act.PROMISE, occurrence="promise/p1/david"), (), "CANCELLED"),
        (
            CHECK_IN._replace(act=Act.REPLY, occurrence="reply/e3/maria"),
            (
                Happening(date(2026, 12, 1), Did.DELAYED, id=3),
                Happening(date(2026, 12, 1), Did.THANK_YOU, "maria"),
            ),
            "CONFIRMED",
        ),
        (
            CHECK_IN._replace(act=Act.REPLY, occurrence="reply/e3/maria"),
            (
                Happening(date(2026, 12, 1), Did.DELAYED, id=3),
                Happening(date(2026, 12, 2), Did.RETIRED),
            ),
            "CANCELLED",
        ),
        (
            CHECK_IN._replace(act=Act.REPLY, occurrence="reply/e3/?"),
            (
                Happening(date(2026, 12, 1), Did.OFFER, id=3),
                Happening(date(2026, 12, 2), Did.MOVED_ON),
            ),
            "CONFIRMED",
        ),
    ],
)
def test_what_is_done_is_told_from_what_was_overtaken(
    step: Step, history: tuple[Happening, ...], status: str
) -> None:
    """By what has happened, and by what the file says was kept."""
    promised = (Promise("the plan", "david"), Promise("the list", "maria", done=True))
    application = APPLICATION._replace(promised=promised)
    before = PLAN._replace(steps=(step._replace(round=1),))
    _, kept = merge((), with_done(plan=before, application=application))

    exported, _ = merge(kept, with_done(*history, plan=NO_STEPS, application=application))

    assert [each[2] for each in events_of(exported)] == [status]


def test_a_debrief_is_done_once_somebody_is_noted_as_met() -> None:
    """The file says so, without a day."""
    (held,) = APPLICATION.interviews
    unknown = APPLICATION._replace(interviews=(held._replace(talked_about=MappingProxyType({})),))
    asked = PLAN._replace(steps=(CHECK_IN._replace(act=Act.DEBRIEF),))
    _, kept = merge((), with_done(plan=asked, application=unknown))

    exported, _ = merge(kept, with_done(plan=NO_STEPS))

    assert events_of(exported) == [("2026-12-02", "Done: Note how the interview went", "CONFIRMED")]
