"""Changes to application files: what is changed, and that nothing else is."""

import re
import tomllib
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_mail.errors import ApplicationError
from followup_mail.intake import edits
from followup_mail.vocabulary import Role

NOTED = """\
# Northwind, found through Priya.

employer = "Northwind"   # as on their site
position = "Data Engineer"
# ask again whether this is right
language = "en-CA"

# Who I met.
[people.maria]
name = "Maria Lopez"
role = "recruiter"
# she signs as Mia

# The rounds.
[[interviews]]
at     = 2026-11-19T14:00:00-05:00   # on video
format = "video"

[interviews.talked_about]
maria = [
    "how the team grows",   # her words
]

# What I owe them.
[[promised]]
what = "the plan"
to   = "maria"
by   = 2026-11-27   # a Friday
[answer]
said = "by the end of next week"
from = "maria"
# she sounded sure

[[history]]
on  = 2026-11-20
did = "thank-you"   # sent from the train

[[history]]
on  = 2026-11-21
did = "forward"
# nothing since
"""


def test_a_new_person_stands_behind_the_others_and_before_the_comment_of_the_next_table() -> None:
    """What is noted above a header stays above it, and what is noted below a key below it."""
    changed = edits.add_person(
        NOTED, "david", {"name": "David Chen", "role": Role.HIRING_MANAGER, "email": None}
    )

    assert changed == NOTED.replace(
        "# she signs as Mia\n",
        '# she signs as Mia\n\n[people.david]\nname = "David Chen"\nrole = "hiring-manager"\n',
    )


def test_a_value_is_replaced_where_it_stands_and_keeps_its_comment() -> None:
    """The comment behind a value stays."""
    changed = edits.set_value(NOTED, ("employer",), "Northwind Analytics")

    assert changed == NOTED.replace('"Northwind"', '"Northwind Analytics"')


def test_a_new_key_stands_below_those_of_its_table_in_line_with_them() -> None:
    """The signs of a table that are in one column stay so."""
    end = datetime(2026, 11, 19, 15, tzinfo=timezone(timedelta(hours=-5)))

    changed = edits.set_interview(NOTED, 0, {"end": end, "final": True, "format": None})

    assert changed == NOTED.replace(
        'format = "video"\n',
        'format = "video"\nend    = 2026-11-19T15:00:00-05:00\nfinal  = true\n',
    )


def test_a_new_key_at_the_top_stands_above_all_tables() -> None:
    """Below a header it would be a key of that table."""
    changed = edits.set_value(NOTED, ("no_calls",), value=True)

    assert changed == NOTED.replace('language = "en-CA"\n', 'language = "en-CA"\nno_calls = true\n')


def test_topics_join_those_of_the_same_person() -> None:
    """A list over several lines stays one, and nothing is noted twice."""
    changed = edits.add_topics(NOTED, 1, "maria", ["how the team grows", "the move", "the move"])

    assert changed == NOTED.replace("# her words\n", '# her words\n    "the move",\n')


def test_topics_with_somebody_new_get_a_key_of_their_own() -> None:
    """The table is found below its interview."""
    changed = edits.add_topics(NOTED, 1, "david", ["streaming"])

    assert changed == NOTED.replace(
        '    "how the team grows",   # her words\n]\n',
        ('    "how the team grows",   # her words\n]\ndavid = ["streaming"]\n'),
    )


def test_an_interview_with_topics_is_added_behind_the_others() -> None:
    """The table of topics stands below it."""
    at = datetime(2026, 12, 1, 9, tzinfo=UTC)

    changed = edits.add_interview(NOTED, {"at": at, "talked_about": {"maria": ("pay", "place")}})

    assert changed == NOTED.replace(
        "# her words\n]\n",
        "# her words\n]\n\n[[interviews]]\nat = 2026-12-01T09:00:00Z\n\n"
        '[interviews.talked_about]\nmaria = ["pay", "place"]\n',
    )


def test_topics_of_the_first_of_two_interviews_stand_below_the_first() -> None:
    """A table below the second header would belong to the second."""
    text = "[[interviews]]\nat = 2026-11-19\n\n[[interviews]]\nat = 2026-11-20\n"

    changed = edits.add_topics(text, 1, "maria", ["pay"])

    assert changed == text.replace("19\n", '19\n\n[interviews.talked_about]\nmaria = ["pay"]\n')


def test_a_removed_interview_takes_its_topics_along() -> None:
    """The comment above its header stays, as those elsewhere do."""
    changed = edits.remove_interview(NOTED, 0)

    start, end = NOTED.index("[[interviews]]"), NOTED.index("# What I owe")
    assert changed == NOTED[:start] + "\n" + NOTED[end:]


def test_the_history_goes_and_the_comment_at_the_end_stays() -> None:
    """Comments between the keys of an entry go with it."""
    changed = edits.drop_history(NOTED)

    assert changed == NOTED[: NOTED.index("[[history]]")] + "# nothing since\n"


def test_a_file_without_history_stays_as_it_is() -> None:
    """Nothing is taken out."""
    text = 'employer = "Northwind"'

    assert edits.drop_history(text) == text


def test_another_answer_replaces_the_whole_of_the_old_one() -> None:
    """Who said the old words didn't say the new ones."""
    changed = edits.set_answer(
        NOTED, {"said": "in December", "by": date(2026, 12, 4), "from": None}
    )

    assert changed == NOTED.replace(
        'said = "by the end of next week"\nfrom = "maria"\n',
        'said = "in December"\nby   = 2026-12-04\n',
    )


def test_a_promise_is_marked_as_kept() -> None:
    """The key is added or replaced."""
    changed = edits.mark_promise_done(NOTED, 0)

    assert changed == NOTED.replace("# a Friday\n", "# a Friday\ndone = true\n")
    assert edits.mark_promise_done(changed, 0) == changed


def test_a_file_grows_from_nothing_in_the_order_of_the_documented_keys() -> None:
    """Whatever comes first, people stand before interviews, and these before promises."""
    text = edits.add_promise("", {"what": "the plan", "to": "maria"})
    text = edits.add_strength(text, {"i": "won", "about": None})
    text = edits.add_person(text, "maria", {"name": "Maria Lopez"})
    text = edits.set_value(text, ("interviews", 0, "talked_about", "maria"), ["pay"])
    text = edits.set_value(text, ("me", "name"), "Sam Okafor")
    text = edits.set_value(text, ("employer",), "Northwind")

    assert text == (
        'employer = "Northwind"\n\n'
        '[me]\nname = "Sam Okafor"\n\n'
        '[people.maria]\nname = "Maria Lopez"\n\n'
        '[[interviews]]\n\n[interviews.talked_about]\nmaria = ["pay"]\n\n'
        '[[strengths]]\ni = "won"\n\n'
        '[[promised]]\nwhat = "the plan"\nto   = "maria"\n'
    )


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    """A file from Windows stays one."""
    text = '\ufeffemployer = "Northwind"\r\n\r\n[me]\r\nname = "Sam Okafor"\r\n'

    changed = edits.add_person(text, "maria", {"name": "Maria"})

    assert changed == f'{text}\r\n[people.maria]\r\nname = "Maria"\r\n'


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (
            "people = {maria = {name = 'M'}}\n",
            "people = {maria = {name = 'M'},jo = {name = \"J\"}}\n",
        ),
        ("people.maria.name = 'M'\n", "people.maria.name = 'M'\npeople.jo = {name = \"J\"}\n"),
        (
            "[people]\nmaria.name = 'M'\n",
            "[people]\nmaria.name = 'M'\n\n[people.jo]\nname = \"J\"\n",
        ),
        ("people = {}", 'people = {jo = {name = "J"}}\n'),
    ],
)
def test_a_person_is_added_however_the_others_are_written(text: str, after: str) -> None:
    """A header would be refused where the table is closed."""
    assert edits.add_person(text, "jo", {"name": "J"}) == after


def test_interviews_in_square_brackets_are_added_to_and_removed_there() -> None:
    """The list stays in its brackets; an empty one goes."""
    text = "interviews = [{at = 2026-11-19}]  # one so far\n"

    added = edits.add_interview(text, {"at": date(2026, 11, 20)})
    with_topics = edits.add_topics(added, 2, "jo", ["pay"])
    removed = edits.remove_interview(edits.remove_interview(with_topics, 1), 0)

    assert added == "interviews = [{at = 2026-11-19}, {at = 2026-11-20}]  # one so far\n"
    assert tomllib.loads(with_topics)["interviews"][1]["talked_about"] == {"jo": ["pay"]}
    assert removed.strip() == ""


def test_what_leads_through_no_table_is_refused_in_a_sentence() -> None:
    """Nothing is written that would not read back."""
    with pytest.raises(ApplicationError) as caught:
        edits.set_value("people = 3\n", ("people", "jo", "name"), "Jo")
    with pytest.raises(ApplicationError) as faulty:
        edits.set_value("people = \n", ("people", "jo", "name"), "Jo")

    assert str(caught.value) == (
        "the file: people.jo.name: is written in a way that can't be changed here; "
        "change it in an editor"
    )
    assert str(faulty.value) == (
        "the file, line 1, column 10: expected a value; text stands in quotes"
    )


def test_nobody_is_added_twice() -> None:
    """Whose ID is taken would be lost."""
    with pytest.raises(ApplicationError) as caught:
        edits.add_person(NOTED, "maria", {"name": "Maria Cruz"})

    assert str(caught.value) == "the file: people.maria: is there already"


# What holds for any layout. A file is put together from pieces, each with comments
# that are counted afterwards.

Change = tuple[Callable[[str], str], Callable[[dict[str, Any]], object]]

TEXTS = st.text(max_size=12) | st.sampled_from(['"', "# no comment", "[me]", "a\nb", "\\", "'''"])
NAMES = st.sampled_from(["maria", "jo-2", "élodie", "李"])
COMMENTS = st.lists(st.sampled_from(["", "\n", "# c\n", "# [me]\n", '# "\n', "\n\n"]), max_size=3)
TAILS = st.sampled_from(["\n", "  # c\n", " # ''' [\n"])
PEOPLE = ["table", "inline", "dotted", "super"]
ROUNDS = ["tables", "inline", "none"]


def quoted(text: str) -> str:
    """Return *text* as TOML."""
    return '"' + "".join(f"\\U{ord(char):08X}" for char in text) + '"'


@st.composite
def files(draw: st.DrawFn) -> str:
    """Return an application file, laid out in one of the ways that TOML has."""

    def noted() -> str:
        return "".join(draw(COMMENTS))

    def pair(key: str, value: str) -> str:
        return f"{key} = {value}{draw(TAILS)}"

    people = draw(st.sampled_from(PEOPLE))
    rounds = draw(st.sampled_from(ROUNDS))
    top = [pair("employer", quoted(draw(TEXTS))), pair("posting", "'''a\n[me]\n# x'''")]
    if people == "inline":
        top.append(pair("people", "{ana = {name = 'Ana', role = 'hr'}, 'b' = {}}"))
    if people == "dotted":
        top += [pair("people.ana.name", "'Ana'"), pair("people.b.name", "'B'")]
    if rounds == "inline":
        top.append(pair("interviews", "[\n  {at = 2026-11-19}, # c\n  {},\n]"))
    tables = []
    if people == "super":
        tables.append("[people]\n" + pair("ana", "{name = 'Ana'}") + pair("b.name", "'B'"))
    if people == "table":
        tables.append("[people.ana] # c\n" + noted() + pair("name", "'Ana'"))
        tables.append('[people."b"]\n')
    if rounds == "tables":
        first = "[[interviews]]\n" + pair("at", "2026-11-19T10:00:00Z")
        topics = "[interviews.talked_about]\n" + pair("ana", '["pay", # c\n "#"]') + noted()
        tables += [first + topics + "[[ interviews ]]\n" + pair("format", "'video'")]
    tables += ["[[promised]]\n" + pair("what", "'x'") + noted() + pair("to", "'ana'")]
    tables += ["[answer]\n" + pair("by", "2026-11-27") + noted() + pair("said", '"""soon"" """')]
    tables += ["[[history]]\n" + pair("on", "2026-11-27"), "[me]"]
    order = draw(st.permutations(tables))
    text = noted() + "".join(top) + "".join(f"{noted()}{table}\n" for table in order) + noted()
    return text if draw(st.booleans()) else text.rstrip("\n")


def put(tree: Any, way: tuple[Any, ...], value: object) -> None:  # noqa: ANN401 - as tomllib's
    """Put *value* into *tree*, making what is missing on the *way*."""
    for part, after in pairwise(way):
        if isinstance(part, int) and part == len(tree):
            tree.append([] if isinstance(after, int) else {})
        elif isinstance(tree, dict) and part not in tree:
            tree[part] = [] if isinstance(after, int) else {}
        tree = tree[part]
    if isinstance(tree, list) and way[-1] == len(tree):
        tree.append(value)
    else:
        tree[way[-1]] = value


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """Return a change of the text, and the same of the tree."""
    text, who = draw(TEXTS), draw(NAMES)
    day = date(2026, 12, draw(st.integers(1, 28)))

    def setting(*way: str | int, value: object) -> Change:
        return (lambda file: edits.set_value(file, way, value), lambda tree: put(tree, way, value))

    def fresh(tree: dict[str, Any]) -> str:
        return f"{who}{len(tree.get('people', ()))}"

    def adding(name: str, add: Callable[[str, edits.Values], str], entry: edits.Values) -> Change:
        return (
            lambda file: add(file, {**entry, "none": None}),
            lambda tree: put(tree, (name, len(tree.get(name, []))), dict(entry)),
        )

    each: list[Change] = [
        setting("employer", value=text),
        setting("no_calls", value=True),
        setting("me", "name", value=text),
        setting("people", "ana", "role", value="hr"),
        setting("people", "ana", "name", value=text),
        setting("answer", "by", value=day),
        setting("answer", "from", value=who),
        setting("interviews", 0, "at", value=day),
        setting("interviews", 0, "talked_about", who, value=[text]),
        setting("promised", 0, "to", value=who),
        adding("interviews", edits.add_interview, {"at": day, "talked_about": {who: [text]}}),
        adding("interviews", edits.add_interview, {}),
        adding("strengths", edits.add_strength, {"i": text, "about": who}),
        adding("promised", edits.add_promise, {"what": text}),
        (
            lambda file: edits.add_person(file, fresh(tomllib.loads(file)), {"name": text}),
            lambda tree: put(tree, ("people", fresh(tree)), {"name": text}),
        ),
        (
            lambda file: edits.mark_promise_done(file, 0),
            lambda tree: put(tree, ("promised", 0, "done"), value=True),
        ),
        (
            lambda file: edits.set_answer(file, {"said": text, "by": None}),
            lambda tree: put(tree, ("answer",), {"said": text}),
        ),
    ]
    return draw(st.sampled_from(each))


def comments(text: str) -> int:
    """Return how many comments there are in *text*."""
    strings = r"'''(?:.|\n)*?'{3,5}|\"\"\"(?:\\.|[^\\])*?\"{3,5}|'[^'\n]*'|\"(?:\\.|[^\"\\\n])*\""
    return sum(found[0].startswith("#") for found in re.finditer(f"{strings}|#.*", text))


@given(files(), st.lists(changes(), min_size=1, max_size=4))
def test_a_change_reads_back_as_meant_and_loses_no_comment(text: str, each: list[Change]) -> None:
    """However the file is laid out, the tree is changed as told and all comments stay."""
    for change, meant in each:
        expected = deepcopy(tomllib.loads(text))
        meant(expected)
        before = text
        text = change(text)
        assert tomllib.loads(text) == expected
        gone = tomllib.loads(before)["answer"].keys() - expected["answer"].keys()
        assert comments(text) >= comments(before) - len(gone)


@given(files())
def test_without_its_history_a_file_says_the_rest(text: str) -> None:
    """Every line that isn't of the history stays, in its order."""
    expected = tomllib.loads(text)
    del expected["history"]

    changed = edits.drop_history(text)

    assert tomllib.loads(changed) == expected
    lines = [line for line in changed.splitlines() if line.strip()]
    kept = iter(text.splitlines())
    assert all(line in kept for line in lines)


@given(files(), st.integers(0, 1))
def test_without_an_interview_a_file_says_the_rest(text: str, index: int) -> None:
    """The other interview, and all else, stays."""
    expected = tomllib.loads(text)
    if "interviews" not in expected:
        return
    del expected["interviews"][index]

    assert tomllib.loads(edits.remove_interview(text, index)) == expected
