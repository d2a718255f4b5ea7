"""What a template may say: the facts of one message, each with its key.

Templates see nested dictionaries of plain text, numbers and booleans. Every
text that came from the user carries the mark of the detail it came from. What
this application has no value for is listed as absent with the question that
would mend it, so that a template can leave a sentence out but never print a
gap.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from followup_mail.errors import MissingDetailError
from followup_mail.model import Application, Choice, Interview, Me, Person, Promise
from followup_mail.record import Record
from followup_mail.vocabulary import Did, InterviewFormat, Kind, Role
from followup_mail.writing.absent import QUESTIONS, Absent
from followup_mail.writing.kinds import interview_of
from followup_mail.writing.marks import LINE_BREAK, Marks
from followup_mail.writing.news import News, Value, short_key
from followup_mail.writing.phrasing import Phrasing, phrasing
from followup_mail.writing.phrasing.numbers import spoken
from followup_mail.writing.strengths import Telling

_THANKING = {Did.THANK_YOU, Did.FORWARD, Did.CHECK_IN}
"""What thanks somebody for an interview; a check-in where no note of its own did."""


class Facts(Record):
    """Everything one rendering is given."""

    values: Mapping[str, Value]
    absent: Mapping[str, Absent] = MappingProxyType({})
    """Dotted names of facts that have no value here."""
    keys: tuple[str, ...] = ()
    """The keys of the marks in *values*, in the order of :class:`Marks`."""


def facts(kind: Kind, application: Application, choice: Choice, *, on: date) -> Facts:
    """Return what a message of *kind* to ``choice.to`` can say on the day *on*.

    Raises:
        MissingDetailError: The kind needs a detail that is not on file.

    """
    return _Builder(kind, application, choice, on).build()


def attachments_for(
    kind: Kind, application: Application, person: Person | None
) -> tuple[Path, ...]:
    """Return the attachments that go with a message to *person*.

    What was promised to somebody goes to them. Where nothing is promised to
    anybody, the attachments go with the thank-you notes, which is the message
    they are usually meant for; never twice, with a later chase.
    """
    return application.attachments if carries_files(kind, application, person) else ()


def carries_files(kind: Kind, application: Application, person: Person | None) -> bool:
    """Return whether attachments go with a message to *person*, where there are any."""
    if person is None or kind is not Kind.THANK_YOU:
        return False
    open_promises = [p for p in application.promised if not p.done]
    return not open_promises or any(p.to == person.id for p in open_promises)


class _Builder:
    """Collects the facts of one message."""

    def __init__(self, kind: Kind, application: Application, choice: Choice, on: date) -> None:
        self.kind = kind
        self.application = application
        self.choice = choice
        self.on = on
        self.marks = Marks()
        self.say: Phrasing = phrasing(application.language)
        self.interview = interview_of(application, choice.round)
        self.subject_person = choice.about or choice.to
        self.absent: dict[str, Absent] = {}

    def build(self) -> Facts:
        application, to = self.application, self.choice.to
        values: dict[str, Value] = {
            "br": LINE_BREAK,
            "language": application.language.value,
            "region": application.language.value.partition("-")[2],
            "register": application.register.value,
            "agreement": application.me.agreement.value,
            "variant": self.choice.position + self.choice.round - 1,
            "terms": dict(self.say.terms(self.interview)),
            "position": self.marks.put(application.position, "position"),
            "position_short": self._position_short(),
            "me": self._me(application.me),
            "interview": self._interview(),
            "closing": self.say.closing(to, application.register, self.marks),
            "signature": self._signature(application.me),
            "leads": self._leads(self.interview, self.subject_person),
            "agency": to is not None and to.role is Role.AGENCY,
            "through_agency": any(p.role is Role.AGENCY for p in application.people.values()),
            "told_why": self._told_why(),
            "unthanked": self._unthanked(),
        }
        self._text(values, "employer", application.employer, "employer")
        self._text(values, "reference", application.reference, "reference")
        self._text(values, "why", application.why, "why")
        if to is not None:
            values["greeting"] = self.say.greeting(to, application.register, self.marks)
            values["to"] = self._person(to, "to")
        else:
            self.absent["to"] = self.absent["greeting"] = Absent("people", QUESTIONS["to"])
        if self.choice.about is not None:
            about = self.choice.about
            values["about"] = {
                **self._person(about, "about"),
                "greeting": self.say.greeting(about, application.register, self.marks),
                "closing": self.say.closing(about, application.register, self.marks),
            }
        else:
            self.absent["about"] = Absent("people", QUESTIONS["about"])
        self._topics(values)
        self._strength(values)
        self._promise(values)
        self._first_round(values)
        self._met(values)
        self._also(values)
        since = self._day_of(self.interview) if self.interview else date.min
        news = News(application, self.subject_person, self.say, self.marks, self.on, since)
        self._group(values, "news", news.about_dates())
        self._group(values, "earlier", news.earlier())
        values.update(news.effort(self.interview))
        self._need(values)
        return Facts(values, self.absent, tuple(self.marks.keys))

    def _text(self, into: dict[str, Value], name: str, text: str | None, key: str) -> None:
        """Put *text* as the fact *name*, or list it as absent."""
        if text:
            into[name.rpartition(".")[2]] = self.marks.put(text, key)
        else:
            self.absent[name] = Absent(key, QUESTIONS[name.replace("about.", "to.")])

    def _group(self, into: dict[str, Value], name: str, found: dict[str, Value] | Absent) -> None:
        """Put a group of facts, or list it as absent."""
        if isinstance(found, Absent):
            self.absent[name] = found
        else:
            into[name] = found

    def _position_short(self) -> str:
        short = self.application.position_short
        if short:
            return self.marks.put(short, "position_short")
        return self.marks.put(self.application.position, "position")

    def _me(self, me: Me) -> dict[str, Value]:
        values: dict[str, Value] = {
            "name": self.marks.put(me.name, "me.name"),
            "email": self.marks.put(me.email, "me.email"),
        }
        self._text(values, "me.phone", me.phone, "me.phone")
        if me.phone and self.kind.spoken:
            digits = spoken(me.phone, self.application.language, self.application.place)
            values["phone_spoken"] = self.marks.put(digits, "me.phone")
        else:
            self.absent["me.phone_spoken"] = Absent("me.phone", QUESTIONS["me.phone"])
        return values

    def _signature(self, me: Me) -> str:
        lines = [self.marks.put(me.name, "me.name")]
        if me.phone:
            lines.append(self.marks.put(me.phone, "me.phone"))
        lines += [self.marks.put(line, "me.signature") for line in me.signature]
        return LINE_BREAK.join(lines)

    def _person(self, person: Person, name: str) -> dict[str, Value]:
        key = f"people.{person.id}"
        values: dict[str, Value] = {
            "name": self.marks.put(person.name, f"{key}.name"),
            "short": self.marks.put(person.short, short_key(person)),
            "role": self.say.role(person.role),
            "first_name_terms": person.goes_by is not None,
            "decides": person.role in {Role.HIRING_MANAGER, Role.CHAIR},
            "insider": person.role is Role.INSIDER,
            "called": self.say.called(person, self.marks),
            "asked_for": self.say.asked_for(person, self.marks),
            "met": self.interview is not None and person.id in self.interview.talked_about,
            "never_met": self._never_met(person),
        }
        for part in ("title", "relationship", "address", "say_as"):
            self._text(values, f"{name}.{part}", getattr(person, part), f"{key}.{part}")
        return values

    def _never_met(self, person: Person) -> bool:
        """Return whether the file tells who was met, and *person* is not among them."""
        met = [i.talked_about for i in self._held() if i.talked_about]
        known = person.role is Role.INSIDER
        return bool(met) and not known and not any(person.id in each for each in met)

    def _held(self) -> Sequence[Interview]:
        """Return the interviews up to the one this message is about."""
        return self.application.interviews[: self.choice.round]

    def _day_of(self, interview: Interview) -> date:
        reader = self.choice.to
        zone = (reader and reader.timezone) or self.application.timezone
        return interview.at.astimezone(ZoneInfo(zone)).date()

    def _interview(self) -> dict[str, Value]:
        if self.interview is None:
            raise MissingDetailError(
                "When was the interview?",
                "[[interviews]]",
                "[[interviews]]\nat = 2026-11-19T14:00:00-05:00",
            )
        day = self._day_of(self.interview)
        key = f"interviews.{self.choice.round - 1}.at"
        # A note to be passed on is read on another day than it is written.
        said = self.say.exact_day if self.kind is Kind.FORWARD else self.say.day
        return {
            "day": self.marks.put(said(day, self.on), key),
            "date": self.marks.put(self.say.calendar_date(day, self.on), key),
            "round": self.choice.round,
            "final": self.interview.final,
            "phone": self.interview.format is InterviewFormat.PHONE,
            "format": (self.interview.format or InterviewFormat.VIDEO).value,
            "today": day == self.on,
            "people": len(self.interview.talked_about),
        }

    def _leads(self, interview: Interview | None, person: Person | None) -> bool:
        """Return whether *person* is the one of a round to tell why the job is wanted.

        In one note of a round only, the one to whoever decides: a reason told in
        the same words to a whole panel reads as a form letter.
        """
        if person is None or interview is None or person.id not in interview.talked_about:
            return True
        met = [self.application.people[i] for i in interview.talked_about]
        for role in (Role.HIRING_MANAGER, Role.CHAIR):
            deciders = [p for p in met if p.role is role]
            if deciders:
                return person.id == deciders[0].id
        return person.id == met[0].id

    def _told_why(self) -> bool:
        """Return whether an earlier message told this reader why the job is wanted."""
        to = self.choice.to
        if to is None:
            return False
        thanked = any(e.did is Did.THANK_YOU and e.to == to.id for e in self.application.history)
        led = any(to.id in i.talked_about and self._leads(i, to) for i in self._held())
        asked = any(e.did is Did.CHECK_IN and e.to == to.id for e in self.application.history)
        return asked or (thanked and led)

    def _unthanked(self) -> bool:
        """Return whether the reader was met, and no note or check-in has thanked them since."""
        to, interview = self.choice.to, self.interview
        if to is None or interview is None or to.id not in interview.talked_about:
            return False
        day, number = self._day_of(interview), self.choice.round
        return not any(
            entry.did in _THANKING
            and entry.to == to.id
            and (entry.round == number if entry.round else entry.day >= day)
            for entry in self.application.history
        )

    def _topics(self, values: dict[str, Value]) -> None:
        person = self.subject_person
        for number in range(self.choice.round, 0, -1):
            interview = self.application.interviews[number - 1]
            topics = interview.talked_about.get(person.id, ()) if person else ()
            if topics:
                key = f"interviews.{number - 1}.talked_about.{person.id}" if person else ""
                marked = [self.marks.put(t, f"{key}.{i}") for i, t in enumerate(topics)]
                values["topic"] = marked[0]
                values["topics"] = self.say.topics(marked)
                values["subjects"] = self.say.join(marked)
                return
        where = person.id if person else "ID"
        name = person.name if person else "them"
        absent = Absent(
            f"interviews.{max(self.choice.round, 1) - 1}.talked_about.{where}",
            f"What did you talk about with {name}?",
            f'{where} = ["how the team is growing"]',
        )
        self.absent.update(topic=absent, topics=absent, subjects=absent)

    def _strength(self, values: dict[str, Value]) -> None:
        """Choose the strength to tell, or list it as absent."""
        told = Telling(self.kind, self.application, self.subject_person, self.interview)
        number = told.number()
        if number is not None:
            clause = self.application.strengths[number].i
            values["strength"] = self.marks.put(clause, f"strengths.{number}.i")
            values["new_strength"] = told.is_new(number)
            return
        person = self.subject_person
        where = person.id if person else "ID"
        name = person.name if person else "them"
        self.absent["strength"] = Absent(
            "[[strengths]]",
            f"What have you done that answers the subject you discussed with {name}?",
            '[[strengths]]\ni = "trained two analysts who now run their own pipelines"\n'
            f'about = "{where}"',
        )

    def _promise(self, values: dict[str, Value]) -> None:
        person = self.subject_person
        files = attachments_for(self.kind, self.application, self.choice.to)
        values["attached"] = bool(files)
        values["attachments"] = self.say.join(
            [self.marks.put(path.name, f"attachments.{i}") for i, path in enumerate(files)]
        )
        mine = [
            (number, promise)
            for number, promise in enumerate(self.application.promised)
            if person and promise.to == person.id and not promise.done
        ]
        self._kept(values)
        if not mine:
            self.absent["promise"] = Absent("[[promised]]", QUESTIONS["promise"])
            return
        # What was promised for another day is sent on that day.
        mine = [(n, p) for n, p in mine if p.by == mine[0][1].by]
        number, promise = mine[0]
        items = [self.marks.put(p.what, f"promised.{n}.what") for n, p in mine]
        values["promise"] = {
            "what": self.say.join(items),
            "several": len(items) > 1,
            **self._promise_day(number, promise),
        }

    def _kept(self, values: dict[str, Value]) -> None:
        """Put what was promised to this person and has been sent."""
        person = self.subject_person
        kept = [
            self.marks.put(promise.what, f"promised.{number}.what")
            for number, promise in enumerate(self.application.promised)
            if person and promise.to == person.id and promise.done
        ]
        if kept:
            values["kept"] = self.say.join(kept)
        else:
            self.absent["kept"] = Absent("[[promised]]", QUESTIONS["kept"])

    def _promise_day(self, number: int, promise: Promise) -> dict[str, Value]:
        if promise.by is None or promise.by < self.on:
            self.absent["promise.by"] = Absent(f"promised.{number}.by", QUESTIONS["promise.by"])
            return {"late": promise.by is not None}
        by = self.marks.put(self.say.deadline(promise.by, self.on), f"promised.{number}.by")
        return {"by": by, "late": False, "today": promise.by == self.on}

    def _first_round(self, values: dict[str, Value]) -> None:
        """Put what an earlier round was about, for the note after the last one."""
        for number, interview in enumerate(self._held()[:-1]):
            for person_id, topics in interview.talked_about.items():
                person = self.application.people[person_id]
                key = f"interviews.{number}"
                same = self.subject_person is not None and person_id == self.subject_person.id
                values["first"] = {
                    "topic": self.marks.put(topics[0], f"{key}.talked_about.{person_id}.0"),
                    "day": self.marks.put(
                        self.say.day(self._day_of(interview), self.on), f"{key}.at"
                    ),
                    "name": self.marks.put(person.short, short_key(person)),
                    "same": same,
                    "phone": interview.format is InterviewFormat.PHONE,
                }
                return
        self.absent["first"] = Absent("[[interviews]]", QUESTIONS["first"])

    def _also(self, values: dict[str, Value]) -> None:
        """Put the other positions that one message asks about as well."""
        if self.application.also:
            values["also"] = [
                self.marks.put(position, f"also.{number}")
                for number, position in enumerate(self.application.also)
            ]
        else:
            self.absent["also"] = Absent("also", QUESTIONS["also"])

    def _met(self, values: dict[str, Value]) -> None:
        """Put who else was met in the interview, by name; insiders only if they may be named."""
        reader = self.choice.to.id if self.choice.to else None
        met = self.interview.talked_about if self.interview else ()
        people = [self.application.people[i] for i in met]
        others = [
            self.marks.put(p.name, f"people.{p.id}.name")
            for p in people
            if p.id != reader and (p.role is not Role.INSIDER or p.may_be_named)
        ]
        if others:
            values["others"] = self.say.join(others)
        else:
            self.absent["others"] = Absent("interviews.0.talked_about", QUESTIONS["others"])

    def _need(self, values: dict[str, Value]) -> None:
        """Ask for what a message of this kind can't do without."""
        short = self.interview is not None and self.interview.format is InterviewFormat.PHONE
        needed: tuple[str, ...] = {
            Kind.THANK_YOU: ("topics",) if short else ("topics", "strength"),
            Kind.FORWARD: ("topics",) if short else ("topics", "strength"),
            Kind.CHECK_IN: () if "why" in values or "topics" in values else ("why",),
            Kind.NETWORK: ("to.relationship",),
            Kind.ESCALATION: ("earlier", "strength") if values_met(values) else ("earlier",),
            Kind.CALL: ("me.phone",),
            Kind.VOICEMAIL: ("me.phone",),
            Kind.REFLECTION: (),
        }[self.kind]
        for name in needed:
            if name in self.absent:
                raise self.absent[name].error()


def values_met(values: Mapping[str, Value]) -> bool:
    """Return whether the person written to was met in an interview."""
    to = values.get("to")
    return isinstance(to, dict) and bool(to["met"])
