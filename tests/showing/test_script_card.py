"""The card to read from."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_terminal_preview import HOSTILE, SGR

from followup_mail.model import Choice, Draft, Person, Span, Text
from followup_mail.showing.card import card, card_json
from followup_mail.showing.script import headings, labelled, script
from followup_mail.vocabulary import Language, Role

Golden = Callable[[str, str], None]

NOON = datetime(2026, 12, 14, 18, 0, tzinfo=UTC)
THERE = NOON.astimezone(ZoneInfo("America/Vancouver"))
HERE = NOON.astimezone(ZoneInfo("America/Toronto"))


def test_a_call_is_laid_out_with_its_branches(call: Draft, same_as_golden: Golden) -> None:
    """Whoever answers first, what is said, then one heading for each answer."""
    shown = card(call, wpm=120, width=60, colour=False, there=THERE, here=HERE)
    same_as_golden("call-60.txt", shown)


def test_a_voicemail_is_laid_out_with_its_seconds(voicemail: Draft, same_as_golden: Golden) -> None:
    """The number stands on a line of its own, both times."""
    same_as_golden("voicemail-60.txt", card(voicemail, wpm=130, width=60, colour=False))


def test_a_card_in_colour_says_the_same(voicemail: Draft, same_as_golden: Golden) -> None:
    """Colour adds nothing that is not there without."""
    shown = card(voicemail, wpm=130, width=60, colour=True)
    same_as_golden("voicemail-60-colour.txt", shown)
    assert SGR.sub("", shown) == card(voicemail, wpm=130, width=60, colour=False)


def test_a_voicemail_that_is_too_long_is_warned_of(voicemail: Draft) -> None:
    """At a slow pace the same words pass thirty seconds."""
    shown = card(voicemail, wpm=100, width=80, colour=False)
    assert shown.splitlines()[-3:] == [
        "████████████████████  Voicemail 36 of 30 s",
        "Timed at 100 words a minute.",
        "! Warning: 6 s too long; some mailboxes stop there. Say less of the position.",
    ]


def test_an_opening_that_is_too_long_is_warned_of(call: Draft) -> None:
    """The opening of a call has twenty seconds."""
    shown = card(call, wpm=40, width=80, colour=False)
    assert "! Warning: 4 s too long; a listener is lost by then. Say less of the position." in shown


@pytest.mark.parametrize(
    ("zone", "hour", "told"),
    [
        ("America/Toronto", 18, "13:00 on Monday, America/Toronto"),
        ("America/St_Johns", 18, "14:30 on Monday, America/St_Johns, 1 h 30 ahead of you"),
        (
            "Europe/Paris",
            18,
            "19:00 on Monday, Europe/Paris, 6 h ahead of you; outside office hours",
        ),
        (
            "America/Vancouver",
            16,
            "08:00 on Monday, America/Vancouver, 3 h behind you; outside office hours",
        ),
    ],
)
def test_the_time_where_they_are_stands_on_the_card(
    call: Draft, zone: str, hour: int, told: str
) -> None:
    """How far it is from the writer's, and whether anybody will be at their desk."""
    now = NOON.replace(hour=hour)
    there, here = now.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo("America/Toronto"))
    shown = card(call, wpm=120, width=80, colour=False, there=there, here=here)
    assert told in " ".join(shown.split())


def test_a_weekend_is_outside_office_hours(call: Draft) -> None:
    """Saturday at ten is no time to call."""
    there = datetime(2026, 12, 12, 10, 0, tzinfo=ZoneInfo("America/Toronto"))
    saturday = call._replace(on=date(2026, 12, 12))
    shown = card(saturday, wpm=120, width=80, colour=False, there=there)
    assert "There     10:00 on Saturday, America/Toronto; outside office hours\n" in shown


def test_on_another_day_only_the_distance_of_their_clocks_is_told(call: Draft) -> None:
    """What time it is now says nothing of the day for which the card is made."""
    later = call._replace(on=date(2026, 12, 18))
    shown = card(later, wpm=120, width=80, colour=False, there=THERE, here=HERE)
    assert "There     America/Vancouver, 3 h behind you\n" in shown


def test_other_people_are_said_as_they_sound(call: Draft) -> None:
    """A template that gives the sound itself is not answered with it again."""
    body = Text("Ask Lin Wei (leen way) or Siobhán Daly. Siobhán Daly knows.")
    lin = Person("lin", "Lin Wei", Role.CHAIR, say_as="leen way")
    daly = Person("daly", "Siobhán Daly", Role.HR, say_as="shi-VAWN DAY-lee")
    shown = card(call._replace(body=body), wpm=120, width=80, colour=False, people=(lin, daly))
    assert (
        "  Ask Lin Wei (leen way) or Siobhán Daly (shi-VAWN DAY-lee). Siobhán Daly knows.\n"
        in shown
    )


def test_a_french_call_has_its_headings_in_french(call: Draft, voicemail: Draft) -> None:
    """What is said next is looked for among headings in the same language."""
    for draft in (call, voicemail):
        french = draft._replace(language=Language.FR_CA)
        labels = [said.label for said in script(draft, 120).parts]
        theirs = [said.label for said in script(french, 120).parts]
        assert not set(labels) & set(theirs)
        assert len(theirs) == len(set(theirs)) == len(labels)
        assert list(headings(french).values()) == theirs
        assert [each.partition("\n")[0] for each in labelled(french).split("\n\n")] == [
            f"{label}\u00a0:" for label in theirs
        ]
    unnamed = call._replace(language=Language.FR_CA, body=call.body._replace(parts=()))
    assert [said.label for said in script(unnamed, 120).parts] == ["Dites"]


def test_what_a_template_writes_between_the_blocks_is_kept(voicemail: Draft) -> None:
    """A user's own template may have text of its own."""
    body = voicemail.body
    moved = body._replace(parts=body.parts[1:])
    parts = script(voicemail._replace(body=moved), 120).parts
    assert [said.name for said in parts] == ["", "reason", "question", "reply", "again"]
    assert " ".join(said.text for said in parts).split() == body.text.split()


def test_a_card_as_data(voicemail: Draft) -> None:
    """The parts with their seconds, and the limit they are held to."""
    told = card_json(voicemail, wpm=130, there=THERE)
    parts = told.pop("parts")
    assert json.loads(json.dumps(told)) == {
        "kind": "voicemail",
        "language": "en-CA",
        "on": "2026-12-14",
        "to": {
            "id": "maria",
            "name": "Maria Lopez",
            "say_as": "mah-REE-ah LOH-pez",
            "phone": "+1 604 555 0100",
            "now": "2026-12-14T10:00-08:00",
            "timezone": "America/Vancouver",
        },
        "reason": "Maria was the last to be asked",
        "words_per_minute": 130,
        "seconds": {"least": 28, "most": 28},
        "limit": {"seconds": 30, "takes": 28, "over": False},
    }
    assert isinstance(parts, list)
    assert [(said["name"], said["branch"], said["seconds"]) for said in parts] == [
        ("name", False, 9),
        ("reason", False, 7),
        ("question", False, 3),
        ("reply", False, 2),
        ("again", False, 8),
    ]


def test_the_branches_of_a_call_are_marked_in_the_data(call: Draft) -> None:
    """The time in all runs from the shortest answer to the longest."""
    told = card_json(call, wpm=120)
    parts = told["parts"]
    assert isinstance(parts, list)
    branches = ["delay", "filled", "elsewhere", "no_news"]
    assert [said["name"] for said in parts if said["branch"]] == branches
    assert told["seconds"] == {"least": 36, "most": 39}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), colour=st.booleans())
def test_no_text_on_a_card_reaches_the_terminal_as_a_control(
    voicemail: Draft, data: st.DataObject, *, colour: bool
) -> None:
    """Names, numbers and the script itself are shown in visible form."""
    said, phone = data.draw(HOSTILE), data.draw(HOSTILE)
    person = Person("x", data.draw(HOSTILE), Role.HR, say_as=data.draw(HOSTILE), phone=phone)
    draft = voicemail._replace(
        choice=Choice(person, data.draw(HOSTILE), 1),
        body=Text(said + phone, (Span(len(said), len(said + phone), "me.phone"),)),
    )
    shown = card(draft, wpm=120, width=60, colour=colour)
    bare = SGR.sub("", shown) if colour else shown
    assert all(char == "\n" or char.isprintable() or char == "\u00a0" for char in bare)
