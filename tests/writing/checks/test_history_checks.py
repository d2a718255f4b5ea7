"""Whether this is the moment for the message."""

from datetime import UTC, date, datetime

import pytest
from drafting import DAVID, MARIA, case, letter

from followup_mail.model import Finding
from followup_mail.vocabulary import Kind, Severity
from followup_mail.writing.checks import CHECKS, run
from followup_mail.writing.checks.case import Background
from followup_mail.writing.checks.shape import bare_subject

HISTORY = ("touches", "too-soon", "too-early", "stale", "new-thread", "sending-time")
THANK_YOU, CHECK_IN, CALL = Kind.THANK_YOU, Kind.CHECK_IN, Kind.CALL
WARNING, HINT = Severity.WARNING, Severity.HINT
BODY = letter("When do you expect to decide?")
CAP = "Maria Lopez has had two e-mails without an answer: wait, or ask somebody else."


def found(background: Background, kind: Kind = CHECK_IN, **others: object) -> list[Finding]:
    """Return what the checks of history say of a message with that background."""
    judged = case(BODY, kind, **others)._replace(background=background)  # type: ignore[arg-type] - by keyword
    return [finding for finding in run(judged) if finding.check in HISTORY]


def said(background: Background, kind: Kind = CHECK_IN, **others: object) -> list[tuple[str, str]]:
    """Return the checks and their messages."""
    return [(f.check, f.message) for f in found(background, kind, **others)]


@pytest.mark.parametrize(
    ("rule", "kind", "check"),
    [
        ("cap", CHECK_IN, "touches"),
        ("cap", CALL, "touches"),
        ("gap", Kind.NETWORK, "too-soon"),
        ("early", CHECK_IN, "too-early"),
        ("early", CALL, "too-early"),
    ],
)
def test_a_breach_of_the_ladder_blocks_under_its_own_name(
    rule: str, kind: Kind, check: str
) -> None:
    """What the ladder forbids is said in its own sentence, and can be overridden one by one."""
    (finding,) = found(Background(breaches=((rule, CAP),)), kind)

    assert (finding.check, finding.severity, finding.message) == (check, Severity.BLOCKED, CAP)
    assert CHECKS[check].overridable


def test_each_breach_is_a_finding() -> None:
    """Two caps and a gap are three things to know."""
    breaches = (("cap", CAP), ("gap", "It is one day since the last."), ("cap", "Three in all."))

    assert said(Background(breaches=breaches)) == [
        ("touches", CAP),
        ("touches", "Three in all."),
        ("too-soon", "It is one day since the last."),
    ]


def test_a_thank_you_is_never_too_early() -> None:
    """Only what asks for an answer waits, and other words of the ladder's are another's."""
    assert said(Background(breaches=(("early", CAP),)), THANK_YOU) == []
    assert said(Background(breaches=(("agency", CAP),))) == []


def test_a_message_older_than_the_news_is_stale() -> None:
    """The newest thing that happened is named."""
    newer = ((date(2026, 12, 1), "they made an offer"), (date(2026, 11, 25), "they wrote back"))

    assert said(Background(newer=newer)) == [
        (
            "stale",
            (
                "The message is for 2026-11-20, but on 2026-12-01 there was news: they made an "
                "offer. Write it anew for a later day, or leave it."
            ),
        )
    ]


@pytest.mark.parametrize(
    ("thread", "subject", "number"),
    [
        ("Your interview on Thursday", "‹position|Data Engineer› – next steps", 1),
        ("Your interview on Thursday", "Re: Your interview on Thursday", 0),
        ("RE: Your interview", "Fwd: Re: your interview", 0),
        (None, "‹position|Data Engineer› – next steps", 0),
    ],
)
def test_a_thread_goes_on_in_its_own_subject(thread: str | None, subject: str, number: int) -> None:
    """A question beside the thread loses what was said in it."""
    assert len(said(Background(thread=thread), subject=subject)) == number


def test_the_thread_is_named() -> None:
    """The message says with whom, and what it is called."""
    assert said(Background(thread="Your interview")) == [
        (
            "new-thread",
            (
                'You and Maria Lopez have a thread, "Your interview": answer in it, so that all '
                "of it stands together."
            ),
        )
    ]


def test_a_thank_you_may_begin_a_thread() -> None:
    """Thanks are no question that somebody has to find again."""
    assert said(Background(thread="Your interview"), THANK_YOU) == []


@pytest.mark.parametrize("background", [Background(thread="Your talk on Thursday"), None])
def test_a_reply_keeps_the_subject_it_answers(background: Background | None) -> None:
    """Where there is a thread, "Re:" is right and the position need not be in it."""
    judged = case(BODY, subject="Re: Your talk on Thursday")._replace(background=background)
    complaints = [finding for finding in run(judged) if finding.check == "subject"]

    assert bool(complaints) == (background is None)


@pytest.mark.parametrize(
    ("subject", "bare"),
    [("Re: RE : Fwd: Hello", "hello"), ("Rép : Suite", "suite"), ("Rescue", "rescue"), ("", "")],
)
def test_a_subject_is_compared_without_its_prefixes(subject: str, bare: str) -> None:
    """As many as there are, in both languages."""
    assert bare_subject(subject) == bare


TUESDAY, FRIDAY, SATURDAY = 24, 27, 28
HARD, SOFT = ("hard", "Thanksgiving"), ("soft", "Civic Holiday")


@pytest.mark.parametrize(
    ("kind", "day", "clock", "day_off", "severities"),
    [
        (CHECK_IN, TUESDAY, (9, 0), None, []),
        (CHECK_IN, TUESDAY, (7, 0), None, []),
        (CHECK_IN, TUESDAY, (6, 59), None, [WARNING]),
        (CHECK_IN, TUESDAY, (18, 59), None, []),
        (CHECK_IN, TUESDAY, (19, 0), None, [WARNING]),
        (CHECK_IN, TUESDAY, (9, 0), HARD, [WARNING]),
        (CHECK_IN, TUESDAY, (9, 0), SOFT, [HINT]),
        (CHECK_IN, TUESDAY, (22, 0), HARD, [WARNING, WARNING]),
        (CHECK_IN, FRIDAY, (11, 59), None, []),
        (CHECK_IN, FRIDAY, (12, 0), None, [HINT]),
        (CHECK_IN, SATURDAY, (9, 0), None, [HINT]),
        (CHECK_IN, SATURDAY, (9, 0), HARD, [WARNING]),
        (THANK_YOU, FRIDAY, (16, 0), None, []),
        (THANK_YOU, SATURDAY, (9, 0), None, []),
        (THANK_YOU, SATURDAY, (9, 0), HARD, [WARNING]),
        (THANK_YOU, SATURDAY, (23, 0), None, [WARNING]),
        (CALL, TUESDAY, (8, 30), None, []),
        (CALL, TUESDAY, (8, 29), None, [WARNING]),
        (CALL, TUESDAY, (17, 29), None, []),
        (CALL, TUESDAY, (17, 30), None, [WARNING]),
        (CALL, FRIDAY, (16, 0), None, []),
        (CALL, SATURDAY, (10, 0), None, [WARNING]),
        (Kind.VOICEMAIL, TUESDAY, (20, 0), None, [WARNING]),
        (CALL, TUESDAY, (10, 0), SOFT, [HINT]),
    ],
)
def test_people_are_written_to_when_they_are_at_work(
    kind: Kind,
    day: int,
    clock: tuple[int, int],
    day_off: tuple[str, str] | None,
    severities: list[Severity],
) -> None:
    """Mail keeps to the day, calls to office hours; only thanks go out on a weekend."""
    moment = datetime(2026, 11, day, *clock, tzinfo=UTC)

    findings = found(Background(moment=moment, day_off=day_off), kind)

    assert [f.check for f in findings] == ["sending-time"] * len(severities)
    assert [f.severity for f in findings] == severities


def test_hour_and_day_are_told_in_the_readers_clock() -> None:
    """The message says where it is that late, and what day it is there."""
    night = datetime(2026, 11, 24, 21, 40, tzinfo=UTC)
    saturday = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)

    assert said(Background(moment=night, day_off=HARD)) == [
        (
            "sending-time",
            "It is 21:40 where Maria works: send it between 7:00 and 19:00 there.",
        ),
        (
            "sending-time",
            (
                "2026-11-24 is a day off (Thanksgiving) where Maria works: send it on a working "
                "day there."
            ),
        ),
    ]
    assert said(Background(moment=saturday), CALL, to=DAVID) == [
        (
            "sending-time",
            "It is 08:00 where David works: call between 8:30 and 17:30 there.",
        ),
        (
            "sending-time",
            "2026-11-28 is a weekend where David works: call on a working day there.",
        ),
    ]


@pytest.mark.parametrize("background", [None, Background()])
def test_without_a_background_nothing_is_said_of_history(background: Background | None) -> None:
    """A file on its own tells nothing of what was sent, and an empty background neither."""
    judged = case(BODY, to=MARIA)._replace(background=background)

    assert not [finding for finding in run(judged) if finding.check in HISTORY]
