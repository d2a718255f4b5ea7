"""The answer of ``next``."""

import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples_of_applications import AGENDA, BOREAL, CALL, CHECK_IN, LATER, NORTHWIND, NOW, RIVAGE

from followup_mail.kept import Agenda, AgendaLine
from followup_mail.ladder.steps import DECISION
from followup_mail.planning import Step
from followup_mail.showing.agenda import agenda_json, agenda_text, command_for
from followup_mail.showing.screen import cells
from followup_mail.vocabulary import Act, State

SGR = re.compile(r"\x1b\[[0-9;]*m")


def shown(agenda: Agenda, *, width: int | None = 80, now: datetime = NOW) -> str:
    """Return *agenda* without colour."""
    return agenda_text(agenda, now=now, width=width, colour=False)


def line(step: Step | None, *, due: bool = True, name: str = "northwind") -> AgendaLine:
    """Return a line about *step*."""
    return NORTHWIND.line._replace(name=name, step=step, due=due)


def alone(step: Step, *, now: datetime = NOW) -> str:
    """Return what is said of *step*, which is due, as the only one."""
    return shown(Agenda((line(step),), 1, 0, 0), width=None, now=now).split("\n")[0]


def test_what_is_due_comes_with_its_reason_and_a_command_to_type() -> None:
    """Each application has a line under its name; further lines hang under the text."""
    assert (
        shown(AGENDA)
        == """\
DUE  northwind  check in with Maria Lopez, due today, Wednesday 2 December:
                three business days after 27 November, the date Maria named on
                19 November.
DUE  rivage     call Élodie Marchand, was due on Friday 27 November, 5 days ago:
                five business days after 20 November, when you wrote to Élodie.
                Before she left, she gave no other name.
     boreal     nothing until Thursday 3 December, because that is when to check
                in with Hélène Côté-Ouellet: ten business days after the
                interview on 19 November; nobody named a date.

Next: followup-mail draft due northwind
"""
    )


def test_in_a_pipe_an_application_is_one_line() -> None:
    """Without a width nothing wraps, so that grep and cut find whole lines."""
    text = shown(AGENDA, width=None)
    assert [each[:15].strip() for each in text.split("\n")] == [
        "DUE  northwind",
        "DUE  rivage",
        "boreal",
        "",
        "Next: followup-",
        "",
    ]


def test_only_names_and_the_mark_are_coloured() -> None:
    """Taking the colour out gives the text without colour."""
    text = agenda_text(AGENDA, now=NOW, width=80, colour=True)
    assert text.startswith("\x1b[1;33mDUE\x1b[0m  \x1b[1mnorthwind\x1b[0m  check in")
    assert SGR.sub("", text) == shown(AGENDA)


def test_the_client_is_named_where_there_is_one() -> None:
    """A coach sees whose application it is."""
    text = shown(Agenda((RIVAGE.line, NORTHWIND.line), 2, 0, 0), width=None)
    assert "rivage     for Amina Diallo: call Élodie Marchand" in text
    assert "northwind  check in with Maria Lopez" in text


def test_the_rest_is_counted() -> None:
    """What is not shown is said, with the command that shows it."""
    text = shown(Agenda((NORTHWIND.line, BOREAL.line), 313, 4211, 9))
    assert "\nand 312 more due, 4,210 waiting: followup-mail next --all\n" in text
    assert "more due" not in shown(AGENDA)


def test_an_ended_application_with_an_answer_due_counts_as_due() -> None:
    """Counts are taken as the agenda takes them."""
    refused = line(CHECK_IN._replace(act=Act.REPLY))._replace(state=State.REJECTED)
    assert "followup-mail next --all" not in shown(Agenda((refused,), 1, 0, 3))


def test_where_nothing_is_due_it_says_so() -> None:
    """With applications that wait, that have ended, and with none."""
    assert shown(Agenda((BOREAL.line,), 0, 1, 0), width=None).endswith(
        "\n\nNothing is due. When somebody answers: followup-mail log NAME EVENT\n"
    )
    assert shown(Agenda((), 0, 0, 2)) == (
        "Nothing is due: all that is kept has ended. Next: followup-mail add FILE\n"
    )
    assert shown(Agenda((), 0, 0, 0), width=None) == (
        "Nothing is kept yet. Next: followup-mail init, then followup-mail add "
        "(or followup-mail demo)\n"
    )


def test_an_application_without_a_step_says_why() -> None:
    """The note of the plan stands in its place."""
    asked = line(None, due=False)._replace(
        state=State.DO_NOT_CONTACT, note="Northwind asked you not to write."
    )
    text = shown(Agenda((asked,), 0, 1, 0))
    assert text.startswith("     northwind  Northwind asked you not to write.\n")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "check in with Maria Lopez, due today, Wednesday 2 December: "),
        (1, "check in with Maria Lopez, was due on Wednesday 2 December, yesterday: "),
        (4, "check in with Maria Lopez, was due on Wednesday 2 December, 4 days ago: "),
        (30, "check in with Maria Lopez, was due on Wednesday 2 December 2026, 30 days ago: "),
    ],
)
def test_a_late_step_says_how_late(days: int, said: str) -> None:
    """The year is said where it is another."""
    assert said in alone(CHECK_IN, now=NOW + timedelta(days=days))


def test_the_day_is_that_of_the_person_concerned() -> None:
    """At three in the morning in London it is still the evening before in Toronto."""
    assert "due today" in alone(CHECK_IN, now=datetime(2026, 12, 3, 3, tzinfo=UTC))
    assert "yesterday" in alone(CHECK_IN, now=datetime(2026, 12, 3, 6, tzinfo=UTC))


@pytest.mark.parametrize("act", [Act.MOVE_ON, Act.DEBRIEF])
def test_a_question_to_the_writer_is_never_late(act: Act) -> None:
    """Nobody waits for it."""
    said = alone(CHECK_IN._replace(act=act), now=NOW + timedelta(days=4))
    assert ", since Wednesday 2 December: " in said
    assert "ago" not in said


def test_an_open_question_has_no_day() -> None:
    """It has been open for as long as the record has."""
    asked = CHECK_IN._replace(act=Act.COMPLETE, why="When is the interview?", to=(), whom=())
    assert alone(asked) == "DUE  northwind  answer a question: When is the interview?"


def test_a_step_of_today_that_is_not_due_yet_names_the_hour() -> None:
    """After an interview thanks wait until it is over, by the clocks there."""
    step = CHECK_IN._replace(act=Act.THANK_YOU, opens=datetime(2026, 12, 2, 21, tzinfo=UTC))
    text = shown(Agenda((line(step, due=False),), 0, 1, 0), width=None)
    assert "nothing until 16:00 on Wednesday 2 December, because that is when to thank" in text


@pytest.mark.parametrize(
    ("act", "command"),
    [
        (Act.THANK_YOU, "followup-mail draft due northwind"),
        (Act.FORWARD, "followup-mail draft due northwind"),
        (Act.CHECK_IN, "followup-mail draft due northwind"),
        (Act.NETWORK, "followup-mail draft due northwind"),
        (Act.ESCALATION, "followup-mail draft due northwind"),
        (Act.CALL, "followup-mail script due northwind"),
        (Act.VOICEMAIL, "followup-mail script due northwind"),
        (Act.PROMISE, "followup-mail log northwind promise --to maria"),
        (Act.REPLY, "followup-mail log northwind thank-you --to maria"),
        (Act.MOVE_ON, "followup-mail close northwind"),
        (Act.DEBRIEF, "followup-mail debrief northwind"),
        (Act.COMPLETE, "followup-mail edit northwind"),
    ],
)
def test_each_step_has_its_command(act: Act, command: str) -> None:
    """What is written is written by ``draft`` and ``script``, the rest is recorded."""
    assert command_for(line(CHECK_IN._replace(act=act)), on=None) == command


def test_an_offer_that_is_to_be_decided_about_is_closed_and_never_late() -> None:
    """Confirming it is due; the decision is the writer's own."""
    decision = CHECK_IN._replace(
        act=Act.REPLY,
        due=date(2026, 11, 27),
        occurrence=f"reply/e5/{DECISION}",
        why="Maria made an offer on 27 November: decide about it, and tell them",
    )
    assert command_for(line(decision), on=None) == "followup-mail close northwind"
    assert alone(decision) == (
        "DUE  northwind  answer Maria Lopez, since Friday 27 November: Maria made an offer on "
        "27 November: decide about it, and tell them."
    )


def test_an_application_without_an_interview_waits_for_it() -> None:
    """It is not due, and says what to type."""
    waits = line(None, due=False)._replace(state=State.INCOMPLETE, note="No interview is on file.")
    assert shown(Agenda((waits,), 0, 1, 0), width=None).split("\n")[0].split("  ")[-1] == (
        "nothing until the interview is on file: followup-mail edit northwind, "
        "or followup-mail add INVITE.ics --for northwind"
    )


def test_a_day_that_was_asked_about_stands_in_what_is_written() -> None:
    """The draft is then that of that day; what is recorded is recorded today."""
    day = date(2026, 12, 2)
    assert command_for(line(CHECK_IN), on=day) == (
        "followup-mail draft due northwind --on 2026-12-02"
    )
    promise = CHECK_IN._replace(act=Act.PROMISE, to=())
    assert command_for(line(promise), on=day) == "followup-mail log northwind promise"
    assert command_for(line(None), on=day) == ""
    assert command_for(line(CHECK_IN, name="two words"), on=None) == (
        "followup-mail draft due 'two words'"
    )


def test_a_long_command_can_be_copied_over_its_breaks() -> None:
    """A backslash joins its lines; a quoted word is not broken."""
    promise = CHECK_IN._replace(act=Act.PROMISE)
    text = shown(Agenda((line(promise),), 1, 0, 0), width=40)
    assert text.endswith("\nNext: followup-mail log northwind \\\n      promise --to maria\n")
    quoted = shown(Agenda((line(promise, name="two words"),), 1, 0, 0), width=40)
    assert quoted.endswith("\nNext: followup-mail log 'two words' promise --to maria\n")


def test_the_agenda_as_data_has_every_key() -> None:
    """It survives JSON; text is as on file, and the command is that of a due step."""
    data = agenda_json(Agenda((NORTHWIND.line, line(None, due=False)), 1, 1, 0), NOW)
    assert json.loads(json.dumps(data)) == {
        "now": "2026-12-02T14:30:00+00:00",
        "lines": [
            {
                "name": "northwind",
                "client": "",
                "employer": "Northwind Analytics",
                "position": "Data Engineer",
                "state": "overdue",
                "due": True,
                "note": "",
                "step": {
                    "act": "check-in",
                    "due": "2026-12-02",
                    "opens": "2026-12-02T05:00:00+00:00",
                    "closes": None,
                    "days_late": 0,
                    "why": CHECK_IN.why,
                    "hint": "",
                    "round": 1,
                    "timezone": "America/Toronto",
                    "to": [{"id": "maria", "name": "Maria Lopez"}],
                },
                "command": "followup-mail draft due northwind",
            },
            {
                "name": "northwind",
                "client": "",
                "employer": "Northwind Analytics",
                "position": "Data Engineer",
                "state": "overdue",
                "due": False,
                "note": "",
                "step": None,
                "command": None,
            },
        ],
        "due": 1,
        "waiting": 1,
        "ended": 0,
        "held": [],
    }


HOSTILE = st.text(st.sampled_from("ab é表\x1b\u202e\n\t'"), max_size=30)


@st.composite
def hostile_lines(draw: st.DrawFn) -> AgendaLine:
    """Return a line with text from outside that is up to no good in every field."""
    step = draw(st.sampled_from([CHECK_IN, CALL, LATER]))
    bad = step._replace(
        act=draw(st.sampled_from(Act)),
        why=draw(HOSTILE),
        hint=draw(HOSTILE),
        whom=(draw(HOSTILE),),
        closes=None,
    )
    return AgendaLine(
        name=draw(HOSTILE),
        client=draw(HOSTILE),
        employer=draw(HOSTILE),
        position=draw(HOSTILE),
        state=draw(st.sampled_from(State)),
        step=draw(st.sampled_from([bad, None])),
        note=draw(HOSTILE),
        due=draw(st.booleans()),
    )


@given(lines=st.lists(hostile_lines(), max_size=3), colour=st.booleans(), width=st.integers(1, 100))
def test_no_line_is_too_wide_and_no_control_gets_through(
    lines: list[AgendaLine], *, colour: bool, width: int
) -> None:
    """Only line feeds and the program's own colours are left; a command is never cut."""
    text = agenda_text(Agenda(tuple(lines), len(lines), 0, 0), now=NOW, width=width, colour=colour)
    bare = SGR.sub("", text) if colour else text
    assert all(char == "\n" or char.isprintable() for char in bare)
    told, _, _ = bare.partition("\nNext: ")
    assert max(map(cells, told.split("\n"))) <= max(40, width)


def test_the_agenda_loads_nothing_heavy() -> None:
    """``next`` runs at every login: what it prints is made of what is loaded anyway."""
    code = (
        "import sys; before = set(sys.modules); import followup_mail.showing.agenda\n"
        "heavy = {'textwrap', 'json', 'dataclasses', 'zoneinfo', 'email', 'html', 'unicodedata'}\n"
        "print(*sorted(heavy & set(sys.modules) - before))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, text=True
    )
    assert (ended.stdout, ended.stderr) == ("\n", "")
