"""Questions whose answers go into an application file.

A question is data: what is asked, where the answer goes, and the kind of value it
has to be. What refuses a faulty answer is what would refuse it in the file, and in
the same words.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from followup_mail.application.fields import APPLICATION
from followup_mail.application.references import PersonRef
from followup_mail.intake.answers import (
    DayTyped,
    MomentTyped,
    NameTyped,
    PlaceTyped,
    Who,
    WordTyped,
    YesNo,
)
from followup_mail.intake.layout import Way
from followup_mail.record import Record
from followup_mail.tables import (
    Choice,
    Day,
    Faults,
    Field,
    Flag,
    Kind,
    Leaf,
    ListOf,
    Moment,
    Table,
    Walk,
)
from followup_mail.tables.forms import PLACE
from followup_mail.vocabulary import Language

SKIP = "-"
"""What is typed to leave open a question that suggests an answer."""

# Key to question and hint; "*" stands for what the user calls or counts.
_TEXTS = {
    "employer": (
        "Which company is it?",
        "Spelled as they write it; leave it empty if an agency has not named its client.",
    ),
    "position": ("What is the job called?", "Exactly as they wrote it."),
    "language": ("In which language do they write to you?", "Every message will be in it."),
    "place": (
        "Where do the people work to whom you will write?",
        "Its name or code, such as Ontario, CA-ON or France: its holidays will count.",
    ),
    "timezone": (
        "In which time zone do they work?",
        "Such as America/Toronto; empty for your own.",
    ),
    "why": ("Why would you like this job?", "Completes the sentence: I would like it because …"),
    "no_calls": ("Did they ask you not to call?", ""),
    "do_not_contact": ("Did they ask you not to contact them at all?", ""),
    "me.name": ("What is your name?", "Whole, as you sign."),
    "me.email": ("What is your e-mail address?", "The one that you will write from."),
    "people.*.name": ("What is {who}'s whole name?", "Spelled as they write it."),
    "people.*.role": ("What is {who} in this hiring process?", ""),
    "people.*.email": ("What is {who}'s e-mail address?", "Empty if you don't have it."),
    "interviews.*.at": (
        "When is the interview, or when was it?",
        "The day and the hour it begins, such as 2026-11-19 14:00.",
    ),
    "interviews.*.format": ("How is it held?", ""),
    "interviews.*.talked_about.*.*": (
        "What did you and {who} talk about?",
        "One thing, in words that complete the sentence: we talked about …",
    ),
    "strengths.*.i": (
        "What did you say that you are proud of?",
        "Completes the sentence: I … (a fact with its proof).",
    ),
    "promised.*.what": ("What did you promise to send?", "Empty if nothing."),
    "promised.*.to": ("Who did you promise it to?", ""),
    "promised.*.by": ("By which day?", "Empty if you named none."),
    "answer.said": ("When did they say you would hear back?", "In their own words."),
    "answer.by": ("Which day is that?", "The last one, if they named several; empty if none."),
    "answer.from": ("Who said so?", ""),
}
_OF_PEOPLE = frozenset({"people", "talked_about"})
"""Tables whose keys are people."""


class Setting(Record):
    """What answers are read by: as far as it is known, that of the file they go into."""

    language: Language | None = None
    zone: ZoneInfo | None = None
    """Takes hours without an offset; None leaves them local."""
    people: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """ID to what each person is called, what they are called by first."""

    def called(self, person: str) -> str:
        """Return what to call *person* in a question."""
        return next(iter(self.people.get(person, ())), person)


class Dates(Record):
    """How days and hours are read that people say as they like: "tomorrow", "next friday".

    Both raise ValueError, with a sentence, for what they don't understand.
    """

    day: Callable[[str], date]
    moment: Callable[[str], date | datetime]


class Question(Record):
    """Something to ask, and where the answer goes."""

    key: Way
    """The place in the file; () where the answer only decides what is asked next."""
    text: str
    kind: Kind[object]
    hint: str = ""
    """What to know before answering: a whole sentence."""
    default: str = ""
    """What an empty answer stands for."""
    choices: tuple[str, ...] = ()
    required: bool = False
    """Whether an empty answer is refused, where there is no default."""
    setting: Setting = Setting()

    def check(self, typed: str) -> object:
        """Return the value that *typed* stands for, as tomllib would have read it.

        It is None where the question was left open.

        Raises:
            ValueError: It can't be an answer; the text says what is expected.

        """
        if typed.strip() == SKIP and self.default and not self.required:
            return None
        text = typed if typed.strip() else self.default
        if not text:
            if self.required:
                raise ValueError("an answer is needed to go on")
            return None
        walk = Walk(
            Faults(""),
            zone=self.setting.zone,
            language=self.setting.language,
            people=frozenset(self.setting.people),
        )
        if not isinstance(self.kind, Leaf):
            raise TypeError(f"{self.key}: only single values can be asked for")
        return as_read(self.kind.decode(self.kind.parse(text), walk))


def question_for(key: Way, setting: Setting, dates: Dates) -> Question:
    """Return the question whose answer goes to *key* of an application file.

    Raises:
        KeyError: The file has no such key.

    """
    names = tuple(map(str, key))
    described = _described(names)
    text, hint = _TEXTS.get(described.form, (f"What is {described.form}?", described.about))
    who = next((names[at + 1] for at, name in enumerate(names[:-1]) if name in _OF_PEOPLE), "")
    words = described.kind.schema().get("enum")
    return Question(
        key=key,
        text=text.format(who=setting.called(who)),
        kind=NameTyped() if names[-1] == "name" else _typed(described.kind, setting, dates),
        hint=hint,
        choices=tuple(map(str, words)) if isinstance(words, list) else (),
        required=described.required,
        setting=setting,
    )


def way_of(dotted: str) -> Way:
    """Return the way to the key *dotted*, as it is typed after ``--set``.

    Raises:
        KeyError: An application file has no such key.

    """
    return _described(tuple(dotted.split("."))).way


class _Described(Record):
    """A key of the application file."""

    way: Way
    form: str
    """The key with "*" for what is called or counted by the user."""
    kind: Kind[object]
    about: str
    required: bool


def _described(names: tuple[str, ...]) -> _Described:
    found = _Described((), "", APPLICATION, "", required=False)
    for name in names:
        above = found.kind
        kind = above.child(name)
        if kind is None:
            raise KeyError(".".join(names))
        field = next((f for f in _fields(above) if f.key == name), None)
        found = _Described(
            way=(*found.way, int(name) if isinstance(above, ListOf) else name),
            form=f"{found.form}.{name if field else '*'}".removeprefix("."),
            kind=kind,
            about=field.about if field else found.about,
            required=field.required if field else False,
        )
    return found


def _fields(kind: Kind[object]) -> tuple[Field, ...]:
    return kind.fields if isinstance(kind, Table) else ()


def _typed(kind: Kind[object], setting: Setting, dates: Dates) -> Kind[object]:
    """Return what reads an answer of *kind* as people type it."""
    if isinstance(kind, Day):
        return DayTyped(dates.day)
    if isinstance(kind, Moment):
        return MomentTyped(dates.moment)
    if isinstance(kind, PersonRef):
        return Who(setting.people)
    if isinstance(kind, Choice):
        return WordTyped(kind)
    if kind is PLACE:
        return PlaceTyped()
    return YesNo() if isinstance(kind, Flag) else kind


def as_read(value: object) -> object:
    """Return *value* as tomllib would have read it."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime) and value.tzinfo:
        return value.replace(tzinfo=timezone(value.utcoffset() or timedelta()))
    if isinstance(value, dict):
        return {name: as_read(each) for name, each in value.items()}
    return value
