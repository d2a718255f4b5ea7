"""What is asked after an interview, for a new application, and for one with gaps.

A dialogue is handed one answer at a time and has the next question ready; who was
met decides what is asked about them. Nothing is read or printed here.
"""

import tomllib
from collections.abc import Generator, Iterable
from datetime import date, datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from followup_mail.config import Config
from followup_mail.intake import edits
from followup_mail.intake.answers import DayTyped, MomentTyped, NameTyped, Who, YesNo
from followup_mail.intake.layout import Way
from followup_mail.intake.names import person_id
from followup_mail.intake.questions import SKIP, Dates, Question, Setting, question_for, way_of
from followup_mail.places import is_timezone, timezone_of
from followup_mail.vocabulary import Language, Role

Steps: TypeAlias = Generator[Question, object, None]
Asked: TypeAlias = Generator[Question, object, Any]
"""Asks, and returns what was answered."""


class Dialogue:
    """Questions one after the other, and the file that the answers make.

    Attributes:
        question: What is to be answered next; None at the end.

    """

    def __init__(self, sheet: "Sheet", steps: Steps) -> None:
        """Begin with the first question of *steps*, which write on *sheet*."""
        self._sheet = sheet
        self._steps = steps
        self.question: Question | None = next(steps, None)

    @property
    def text(self) -> str:
        """The application file with all answers so far."""
        return self._sheet.text

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to know of what the answers left out: whole sentences."""
        return tuple(self._sheet.remarks)

    def answer(self, typed: str) -> None:
        """Take *typed* as the answer to the question, and go on to the next one.

        Raises:
            ValueError: It can't be the answer; the question stays.

        """
        if self.question is None:
            raise ValueError("there is nothing left to answer")
        value = self.question.check(typed)
        try:
            self.question = self._steps.send(value)
        except StopIteration:
            self.question = None


class Sheet:
    """The text of an application file while it is being filled in."""

    def __init__(self, text: str, *, config: Config, fallback_timezone: str, dates: Dates) -> None:
        """Take the *text*; the rest is what its reader is told as well."""
        self.text = text
        self.remarks: list[str] = []
        self.config = config
        self.dates = dates
        self._fallback = fallback_timezone

    @property
    def tree(self) -> dict[str, Any]:
        """What the text says now."""
        return tomllib.loads(self.text)

    def find(self, *way: str | int) -> Any:  # noqa: ANN401 - whatever the file holds there
        """Return what stands at *way*, None where nothing does."""
        node: Any = self.tree
        for part in way:
            inside = part in node if isinstance(node, dict) else int(part) < len(node)
            if not inside:
                return None
            node = node[part]
        return node

    def put(self, key: Way, value: object) -> None:
        """Put an answer at *key*; None leaves it open, a table goes below it key by key."""
        if isinstance(value, dict):
            for name, each in value.items():
                self.put((*key, name), each)
        elif value is not None:
            self.text = edits.set_value(self.text, key, value)

    def question(self, *key: str | int) -> Question:
        """Return the question whose answer goes to *key*."""
        question = question_for(key, self.setting(), self.dates)
        if key[0] == "interviews" and key[-1] == "at":
            before = self.find("interviews", int(key[1]) - 1, "at") if key[1] else None
            return question._replace(kind=MomentTyped(self.dates.moment, earliest=before))
        return question

    def setting(self) -> Setting:
        """Return what answers are read by."""
        tree = self.tree
        language = tree.get("language", self.config.default_language)
        people = {
            person: tuple(each[key] for key in ("goes_by", "name", "email") if key in each)
            for person, each in tree.get("people", {}).items()
        }
        return Setting(Language(language) if language else None, self._zone(tree), people)

    def _zone(self, tree: dict[str, Any]) -> ZoneInfo | None:
        """The zone that the file's reader will take hours in."""
        names = (
            tree.get("timezone"),
            timezone_of(tree["place"]) if "place" in tree else None,
            tree.get("me", {}).get("timezone"),
            self.config.me.get("timezone"),
            self._fallback,
        )
        name = next((str(each) for each in names if each), "")
        return ZoneInfo(name) if is_timezone(name) else None


def new_application(sheet: Sheet) -> Dialogue:
    """Return the questions for an application of which nothing is known; *sheet* is empty."""
    return Dialogue(sheet, _new(sheet))


def debrief(sheet: Sheet, round_: int | None = None) -> Dialogue:
    """Return the questions after interview *round_*, counted from 1; None for the last one."""
    return Dialogue(sheet, _debrief(sheet, round_))


def completion(sheet: Sheet, keys: Iterable[str]) -> Dialogue:
    """Return the questions for the dotted *keys*, which are required and missing."""
    ways = [way_of(key) for key in keys]
    return Dialogue(sheet, _each(sheet, (sheet.question(*way) for way in ways)))


def asking(sheet: Sheet, questions: Iterable[Question]) -> Dialogue:
    """Return the dialogue of *questions*, whose answers go where they say."""
    return Dialogue(sheet, _each(sheet, questions))


def _each(sheet: Sheet, questions: Iterable[Question]) -> Steps:
    for question in questions:
        sheet.put(question.key, (yield question))


def _ask(sheet: Sheet, *key: str | int, **changes: object) -> Asked:
    """Ask for *key*, with *changes* to its question, put the answer there and return it."""
    value = yield sheet.question(*key)._replace(**changes)
    sheet.put(key, value)
    return value


def _new(sheet: Sheet) -> Steps:
    for key in ("name", "email"):
        if key not in sheet.config.me:
            yield from _ask(sheet, "me", key, required=True)
    employer = yield from _ask(sheet, "employer", required=False)
    if employer is None:
        sheet.put(("employer",), "")
    yield from _ask(sheet, "position")
    if sheet.config.default_language is None:
        yield from _ask(sheet, "language", required=True)
    place = yield from _ask(sheet, "place")
    if place is None or timezone_of(place) is None:
        yield from _ask(sheet, "timezone")
    yield from _ask(sheet, "why")
    at = sheet.question("interviews", 0, "at")
    hint = f"{at.hint} Empty if there is none yet."
    if (yield from _ask(sheet, "interviews", 0, "at", required=False, hint=hint)) is not None:
        yield from _ask(sheet, "interviews", 0, "format")
    if employer is None:
        name = yield _name_asked("Who is your contact at the agency?", required=True)
        yield from _new_person(sheet, name, Role.AGENCY)
    yield from _others(sheet, "Who is in touch with you, or will you meet?")


def _debrief(sheet: Sheet, round_: int | None) -> Steps:
    index = (round_ or len(sheet.tree.get("interviews", ())) or 1) - 1
    if sheet.find("interviews", index, "at") is None:
        yield from _ask(sheet, "interviews", index, "at")
    if sheet.find("interviews", index, "format") is None:
        yield from _ask(sheet, "interviews", index, "format", text="How was it held?")
    met = yield from _met(sheet, index)
    yield from _proud(sheet, index, met)
    yield from _promises(sheet, met)
    yield from _answer(sheet, met)
    for key in ("no_calls", "do_not_contact"):
        known = sheet.find(key) or False
        asked = yield sheet.question(key)._replace(default="yes" if known else "no")
        if asked != known:
            sheet.put((key,), asked)


def _met(sheet: Sheet, index: int) -> Asked:
    """Ask who was met at the interview *index*, and what about; return the IDs."""
    met: list[str] = []
    for person, known in sheet.tree.get("people", {}).items():
        if sheet.find("interviews", index, "talked_about", person):
            met.append(person)
        elif known.get("role") != Role.INSIDER:
            name = sheet.setting().called(person)
            if (yield Question((), f"Did you meet {name}?", YesNo(), default="yes")):
                for key in ("name", "role", "email"):
                    if key not in known:
                        yield from _ask(sheet, "people", person, key)
                yield from _talked(sheet, index, person)
                met.append(person)
    while True:
        named = yield _name_asked("Who else did you meet?" if met else "Whom did you meet?")
        if named is None:
            return met
        person = yield from _new_person(sheet, named)
        yield from _talked(sheet, index, person)
        met.append(person)


def _talked(sheet: Sheet, index: int, person: str) -> Steps:
    """Ask what was talked about with *person*, again where that was skipped."""
    question = sheet.question("interviews", index, "talked_about", person, 0)
    topic = yield question
    name = sheet.setting().called(person)
    if topic is None:
        told = f"Without one thing you talked about, no note can be written to {name}."
        hint = f"{told} Nothing once more, or '{SKIP}', leaves them out."
        topic = yield question._replace(hint=hint)
    if topic is None or topic == SKIP:
        sheet.remarks.append(f"{name} is not noted as met, for want of one thing you talked about.")
    else:
        sheet.text = edits.add_topics(sheet.text, index + 1, person, [str(topic)])


def _others(sheet: Sheet, text: str) -> Steps:
    """Ask for people until nobody is named."""
    while (name := (yield _name_asked(text))) is not None:
        yield from _new_person(sheet, name)
        text = "Who else?"


def _name_asked(text: str, *, required: bool = False) -> Question:
    hint = "The whole name, spelled as they write it" + ("." if required else "; empty for nobody.")
    return Question((), text, NameTyped(), hint=hint, required=required)


def _new_person(sheet: Sheet, name: object, role: Role | None = None) -> Asked:
    """Add somebody called *name*, ask what else is needed, and return the ID."""
    known = sheet.tree.get("people", {})
    person = person_id(str(name), known.__contains__)
    sheet.text = edits.add_person(sheet.text, person, {"name": name, "role": role})
    if role is None:
        yield from _ask(sheet, "people", person, "role")
    yield from _ask(sheet, "people", person, "email")
    return person


def _proud(sheet: Sheet, index: int, met: list[str]) -> Steps:
    """Ask for a strength for each who was met, since a note to them needs one; else for any."""
    known = {each.get("about") for each in sheet.tree.get("strengths", ())}
    talked = sheet.find("interviews", index, "talked_about") or {}
    noted = [person for person in met if person in talked]
    whom: list[str | None] = [*noted] or [None]
    for person in whom:
        if person is not None and person in known:
            continue
        number = len(sheet.tree.get("strengths", ()))
        question = sheet.question("strengths", number, "i")._replace(required=False)
        if person is not None:
            what = f"{sheet.setting().called(person)} said about {talked[person][0]}"
            question = question._replace(text=f"What have you done that answers what {what}?")
        fact = yield question
        if fact is not None:
            sheet.text = edits.add_strength(sheet.text, {"i": fact, "about": person})


def _promises(sheet: Sheet, met: list[str]) -> Steps:
    changes: dict[str, object] = {"required": False}
    while sheet.tree.get("people"):
        number = len(sheet.tree.get("promised", ()))
        what = yield sheet.question("promised", number, "what")._replace(**changes)
        if what is None:
            return
        to = yield from _whom(sheet, sheet.question("promised", number, "to"), met)
        by = yield sheet.question("promised", number, "by")
        sheet.text = edits.add_promise(sheet.text, {"what": what, "to": to, "by": by})
        changes["text"] = "What else did you promise to send?"


def _answer(sheet: Sheet, met: list[str]) -> Steps:
    """Ask when they will answer; where nothing is known of it, what was known stays."""
    said = yield sheet.question("answer", "said")
    by = yield _day_asked(sheet, said)
    if said is None and by is None:
        return
    told_by = yield from _whom(sheet, sheet.question("answer", "from"), met)
    sheet.text = edits.set_answer(sheet.text, {"by": by, "said": said, "from": told_by})


def _day_asked(sheet: Sheet, said: object) -> Question:
    """Return the question which day *said* means; it suggests one where it can."""
    first = sheet.find("interviews", 0, "at")
    kind = DayTyped(sheet.dates.day, earliest=_day(first, sheet), event="the first interview")
    question = sheet.question("answer", "by")._replace(kind=kind)
    try:
        meant = question.check(str(said or ""))
    except ValueError:
        meant = None
    return question._replace(default=meant.isoformat()) if isinstance(meant, date) else question


def _day(at: object, sheet: Sheet) -> date | None:
    if not isinstance(at, datetime):
        return None
    zone = sheet.setting().zone
    return at.astimezone(zone).date() if zone and at.tzinfo else at.date()


def _whom(sheet: Sheet, question: Question, met: list[str]) -> Asked:
    """Return the ID that *question* is about: of the only one who was met, or else asked."""
    if len(met) == 1:
        return met[0]
    people = sheet.setting().people
    if not people:
        return None
    return (yield question._replace(kind=Who(people), choices=tuple(met or people)))
