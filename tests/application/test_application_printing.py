"""The text of an application file, made from its tree."""

import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from followup_mail.application import as_toml

FILES = Path(__file__).parent / "files"
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
KEYS = st.text(max_size=8) | st.sampled_from(["employer", "people", "interviews", "at", "maria"])
VALUES = st.recursive(
    st.text(max_size=20)
    | st.integers()
    | st.floats(allow_nan=False)
    | st.booleans()
    | st.dates()
    | st.times()
    | st.datetimes(timezones=st.none() | OFFSETS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)
TREE: dict[str, object] = {
    "answer": {"said": 'by "Friday"', "by": date(2026, 11, 27)},
    "promised": [],
    "strengths": [{"about": "zoé", "i": "won C:\\"}],
    "interviews": [
        {"talked_about": {"zoé": ["rope", "l'épissure"]}, "final": True,
         "at": datetime(2026, 11, 19, 14, tzinfo=UTC)},
        {"at": datetime.fromisoformat("2026-11-20T09:30:00")},
    ],
    "people": {"zoé": {"role": "hr", "name": "Zoé\u00a0Roy"}, "li-n": {}},
    "position": "Rigger",
    "wyh": 1.5,
    "employer": "Halyard",
    "me": {"signature": "Rigger\nToronto\t\x1b\u202e"},
}  # fmt: skip
TEXT = """\
employer = "Halyard"
position = "Rigger"
promised = []
wyh = 1.5

[me]
signature = "Rigger\\nToronto\\t\\u001B\\u202E"

[people."zoé"]
name = "Zoé\u00a0Roy"
role = "hr"

[people.li-n]

[[interviews]]
at = 2026-11-19T14:00:00+00:00
final = true

[interviews.talked_about]
"zoé" = ["rope", "l'épissure"]

[[interviews]]
at = 2026-11-20T09:30:00

[[strengths]]
i = "won C:\\\\"
about = "zoé"

[answer]
by = 2026-11-27
said = "by \\"Friday\\""
"""


def test_keys_stand_in_the_order_in_which_they_are_described() -> None:
    """Tables under headers of their own; what no reader knows comes after what is known."""
    assert as_toml(TREE) == TEXT
    assert tomllib.loads(TEXT) == TREE


def test_nothing_is_no_text() -> None:
    """An empty tree is an empty file."""
    assert as_toml({}) == ""


def test_files_come_back_as_they_are(examples: Path) -> None:
    """The examples, and the file that has every key."""
    for path in [*examples.glob("*.toml"), *FILES.glob("*.toml")]:
        tree = tomllib.loads(path.read_text("utf-8"))
        assert tomllib.loads(as_toml(tree)) == tree
        assert list(tomllib.loads(as_toml(tree)).get("people", {})) == list(tree.get("people", {}))


@given(st.dictionaries(KEYS, VALUES, max_size=6))
@example({"a": [{}, 1], "b": {"c": {}}, "d": [{"e": [{"": {}}]}], "\n": {"\x7f": "\x7f\u0085"}})
def test_any_tree_comes_back(tree: dict[str, object]) -> None:
    """Whatever TOML can hold."""
    assert tomllib.loads(as_toml(tree)) == tree
