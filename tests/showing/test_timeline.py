"""The timeline of one application, in text."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples_of_applications import BOREAL, CHECK_IN, NORTHWIND, NOW, RIVAGE, ROWS, THISTLE

from followup_mail.kept import Agenda
from followup_mail.showing.agenda import agenda_text
from followup_mail.showing.screen import cells
from followup_mail.showing.thread import BoardRow, Look, thread, verdict
from followup_mail.showing.timeline import timeline_text
from followup_mail.vocabulary import Act, Did, State

SGR = re.compile(r"\x1b\[[0-9;]*m")


def shown(row: BoardRow, *, width: int = 80, unicode: bool = True) -> str:
    """Return the timeline of *row* without colour."""
    return timeline_text(row, now=NOW, width=width, colour=False, unicode=unicode)


def test_what_is_due_stands_between_what_was_done_and_what_would_follow() -> None:
    """A full dot was done, a ringed one is due, a hollow one may come."""
    assert (
        shown(NORTHWIND)
        == """\
Data Engineer, Northwind Analytics                                     northwind
────────────────────────────────────────────────────────────────────────────────
Check in with Maria Lopez, due today, Wednesday 2 December.

  ● 19 November  Interview with Maria Lopez, David Chen
  │              by video
  ● 20 November  You thanked David Chen
  ● 20 November  You sent David Chen what you promised
  │              the Kafka write-up
  ● 27 November  The date Maria named on 19 November
  ▶ 2 December   Today
  ◉ 2 December   Check in with Maria Lopez
  ┊              Three business days after 27 November, the date Maria named on
  ┊              19 November
  ┊              If nobody answers
  ○ 8 December   Ask Priya Raman whether there is news
  ┊              Four business days after the check-in
  ○ 14 December  Write to David Chen
                 Four business days after the question to Priya

Next: followup-mail draft due northwind
"""
    )


def test_a_wait_is_dashed_and_every_reason_stands_below_its_step() -> None:
    """Today stands where the wait has got to."""
    assert (
        shown(BOREAL, width=60)
        == """\
Analyste d’affaires                                   boreal
────────────────────────────────────────────────────────────
Nothing until Thursday 3 December.

  ● 19 November  Interview with Hélène Côté-Ouellet
  ▶ 2 December   Today
  ○ 3 December   Check in with Hélène Côté-Ouellet
                 Ten business days after the interview on 19
                 November; nobody named a date
"""
    )


def test_what_is_late_stands_before_today() -> None:
    """The client is named, and what else is to be known."""
    assert (
        shown(RIVAGE, width=60)
        == """\
Cheffe de projet, Éditions du Rivage
rivage, for Amina Diallo
────────────────────────────────────────────────────────────
Call Élodie Marchand, was due on Friday 27 November, 5 days
ago.
Before she left, she gave no other name.

  ● 18 December 2025  Interview with Élodie Marchand
  │                   on site
  ● 20 November       You wrote to Élodie Marchand
  ◉ 27 November       Call Élodie Marchand
  ┊                   Five business days after 20 November,
  ┊                   when you wrote to Élodie
  ▶ 2 December        Today

Next: followup-mail script due rivage
"""
    )


def test_of_several_due_each_is_marked_and_only_what_asks_waits_for_an_answer() -> None:
    """A promise brings no answer: what follows it does not depend on one."""
    promise = CHECK_IN._replace(act=Act.PROMISE, due=date(2026, 11, 20), whom=("David Chen",))
    named, *ahead = NORTHWIND.marks[3:]
    promised = named._replace(
        day=promise.due, what="promise", who="David Chen", why="you promised it", done=False
    )
    row = NORTHWIND._replace(step=promise, marks=(promised, named, *ahead))
    assert [(knot.look.value, knot.text) for knot in thread(row, NOW)] == [
        ("due", "Send David Chen what you promised"),
        ("done", "The date Maria named on 19 November"),
        ("today", "Today"),
        ("due", "Check in with Maria Lopez"),
        ("if", "If nobody answers"),
        ("later", "Ask Priya Raman whether there is news"),
        ("later", "Write to David Chen"),
    ]


def test_seen_from_an_earlier_day_what_was_done_later_lies_ahead_of_today() -> None:
    """A day in the past can be asked about."""
    earlier = thread(NORTHWIND, NOW - timedelta(days=12))
    assert [knot.look for knot in earlier][:5] == [
        Look.DONE, Look.DONE, Look.DONE, Look.TODAY, Look.DONE,
    ]  # fmt: skip


def test_an_ended_application_has_no_today() -> None:
    """Nothing waits; text from outside is made visible."""
    assert (
        shown(THISTLE, width=60)
        == """\
Site Reliability Engineer, Thistle & Co <Ltd>   thistle & co
────────────────────────────────────────────────────────────
They said no on 25 November.

  ● 12 November  Interview
  │              by phone
  ● 25 November  Ben\\x1b[2J Ames said no
                 “not this time”
"""
    )


def test_when_a_step_lapses_is_told_beside_what_else_is_to_be_known() -> None:
    """Here there is room for it, in the one line of `next` there is not."""
    thanks = CHECK_IN._replace(
        act=Act.THANK_YOU, closes=datetime(2026, 12, 3, 5, tzinfo=UTC), hint="Two are left."
    )
    said = NORTHWIND._replace(step=thanks)
    for row, hint in (
        (said, "Two are left. After Wednesday 2 December, thanks go into the check-in."),
        (said._replace(step=thanks._replace(closes=None)), "Two are left."),
    ):
        text = shown(row)
        assert text.split("\n")[3] == hint
    (line, *_) = agenda_text(
        Agenda((said.line,), 1, 0, 0), now=NOW, width=None, colour=False
    ).split("\n")
    assert line.endswith(" Two are left.")


def test_an_application_without_an_interview_says_what_it_waits_for() -> None:
    """It is not due; the commands that end the wait are named."""
    row = BOREAL._replace(
        state=State.INCOMPLETE, step=None, marks=(), note="No interview is on file."
    )
    assert verdict(row, NOW) == (
        "Nothing until the interview is on file: followup-mail edit boreal, "
        "or followup-mail add INVITE.ics --for boreal"
    )


def test_in_ascii_and_on_a_narrow_terminal_it_is_the_same_line() -> None:
    """Dates stand in the text where a column of their own would be too narrow."""
    assert (
        shown(NORTHWIND._replace(marks=NORTHWIND.marks[3:6]), width=40, unicode=False)
        == """\
Data Engineer, Northwind Analytics
northwind
----------------------------------------
Check in with Maria Lopez, due today,
Wednesday 2 December.

  * 27 November: The date Maria named on
  | 19 November
  > 2 December: Today
  ! 2 December: Check in with Maria
  : Lopez
  : Three business days after 27
  : November, the date Maria named on 19
  : November
  : If nobody answers
  o 8 December: Ask Priya Raman whether
    there is news
    Four business days after the
    check-in

Next: followup-mail draft due northwind
"""
    )


def test_colour_adds_nothing_but_colour() -> None:
    """Without it the text is the same."""
    for row in ROWS:
        coloured = timeline_text(row, now=NOW, width=80, colour=True, unicode=True)
        assert SGR.search(coloured)
        assert SGR.sub("", coloured) == shown(row)


def test_an_open_question_is_asked_and_not_drawn() -> None:
    """It has no day."""
    step = CHECK_IN._replace(act=Act.COMPLETE, why="When is the interview?", to=(), whom=())
    asked = NORTHWIND.marks[4]._replace(what="complete", day=date(2000, 1, 1), why=step.why)
    row = NORTHWIND._replace(step=step, state=State.INCOMPLETE, marks=(asked,))
    assert shown(row, width=50).split("\n")[2:] == [
        "Answer a question: When is the interview?",
        "",
        "Next: followup-mail edit northwind",
        "",
    ]


def test_an_application_to_which_nothing_happened_is_its_title() -> None:
    """There is no line to draw."""
    bare = BOREAL._replace(marks=(), step=None)
    assert shown(bare, width=40) == (
        f"Analyste d’affaires               boreal\n{'─' * 40}\nNothing is to be done.\n"
    )


@pytest.mark.parametrize("did", list(Did))
def test_everything_that_can_happen_has_words(did: Did) -> None:
    """With and without a person; never the bare word of the list."""
    for who in ("Maria Lopez", ""):
        mark = NORTHWIND.marks[0]._replace(what=did.value, who=who, why="")
        (knot,) = thread(BOREAL._replace(marks=(mark,), step=None), NOW)
        assert (knot.look, "{" in knot.text) == (Look.DONE, False)
        assert knot.text != did.value.replace("-", " ").capitalize()


@pytest.mark.parametrize("act", sorted(set(Act) - {Act.COMPLETE}))
def test_everything_that_can_come_has_words(act: Act) -> None:
    """A coming step is said as what to do."""
    mark = BOREAL.marks[-1]._replace(what=act.value, who="", why="")
    _, knot = thread(BOREAL._replace(marks=(mark,), step=None), NOW)
    assert knot.look is Look.LATER
    assert knot.text != act.value.replace("-", " ").capitalize()


HOSTILE = st.text(st.sampled_from("ab é表\x1b\u202e\n\t"), max_size=30)


@given(
    texts=st.tuples(*[HOSTILE] * 7), width=st.integers(1, 120), colour=st.booleans(),
    unicode=st.booleans(),
)  # fmt: skip
def test_no_line_is_too_wide_and_nothing_hides(
    texts: tuple[str, ...], width: int, *, colour: bool, unicode: bool
) -> None:
    """Only line feeds and the program's own colours are left."""
    name, client, employer, position, note, who, why = texts
    marks = tuple(mark._replace(who=who, why=why) for mark in NORTHWIND.marks)
    row = NORTHWIND._replace(
        name=name, client=client, employer=employer, position=position, note=note, marks=marks
    )
    text = timeline_text(row, now=NOW, width=width, colour=colour, unicode=unicode)
    bare = SGR.sub("", text) if colour else text
    assert all(char == "\n" or char.isprintable() for char in bare)
    drawn, _, _ = bare.partition("\nNext: ")
    assert max(map(cells, drawn.split("\n"))) <= max(40, min(width, 80))
