"""Facts from what was said about dates and from what has happened since."""

from datetime import date
from zoneinfo import ZoneInfo

from followup_mail.model import Answer, Application, Happening, Interview, Person
from followup_mail.record import Record
from followup_mail.vocabulary import Did, Role
from followup_mail.writing.absent import QUESTIONS, Absent
from followup_mail.writing.marks import LINE_BREAK, Marks
from followup_mail.writing.phrasing import Phrasing

Value = str | int | bool | list[str] | dict[str, "Value"]
"""What a fact can be."""

_CALLS = {Did.CALLED, Did.VOICEMAIL, Did.NO_ANSWER, Did.GATEKEEPER}
_TOUCHES = {Did.CHECK_IN, Did.NETWORK, Did.ESCALATION} | _CALLS
_THANKS = {Did.THANK_YOU, Did.FORWARD, Did.PROMISE}
_ANSWERS = {Did.DELAYED, Did.ACKNOWLEDGED, Did.NETWORK_REPLY}
_DATED = {Did.DELAYED, Did.ON_HOLD, Did.ACKNOWLEDGED, Did.REOPENED}
"""What names another date by its ``until``; what an insider said is never quoted."""
_THEIRS = {
    Did.ACKNOWLEDGED,
    Did.DELAYED,
    Did.NEXT_ROUND,
    Did.REJECTED,
    Did.OFFER,
    Did.ON_HOLD,
    Did.NETWORK_REPLY,
}


class News(Record):
    """What has been said and done in *application*, as told to *to* on the day *on*."""

    application: Application
    to: Person | None
    say: Phrasing
    marks: Marks
    on: date
    since: date
    """The day of the interview that the message is about; what was before is past."""

    def about_dates(self) -> dict[str, Value] | Absent:
        """Return the newest date they named, who named it and when.

        A new date given in a reply (``delayed`` with ``until``) replaces the first.
        """
        delays = [
            (number, entry, entry.until)
            for number, entry in enumerate(self.application.history)
            if entry.did in _DATED and entry.until and entry.day >= self.since
        ]
        answer = self.application.answer
        said_on = self._said_on(answer) if answer and answer.by else date.min
        newest = max(reversed(delays), key=lambda delay: delay[1].day) if delays else None
        told = ""
        if newest and newest[1].day >= said_on:
            number, entry, by = newest
            key, said_by = f"history.{number}.until", entry.to
            told = self.marks.put(self.say.day(entry.day, self.on), f"history.{number}.on")
        elif answer and answer.by and self.since <= min(answer.by, said_on) and said_on <= self.on:
            by, key, said_by = answer.by, "answer.by", answer.from_
        else:
            return Absent("answer.by", QUESTIONS["news"], "by = 2026-11-27")
        source = self.application.people.get(said_by) if said_by else None
        return {
            "by": self.marks.put(self.say.deadline(by, self.on), key),
            "date": self.marks.put(self.say.calendar_date(by, self.on), key),
            "past": by < self.on,
            "revised": key.startswith("history."),
            "told": told,
            "from_you": source is not None and self.to is not None and source.id == self.to.id,
            "name": self._short(source) if source and self._may_name(source) else "",
        }

    def _said_on(self, answer: Answer) -> date:
        """Return the day on which they named a date: usually that of the last interview."""
        if answer.on:
            return answer.on
        zone = ZoneInfo(self.application.timezone)
        days = [interview.at.astimezone(zone).date() for interview in self.application.interviews]
        return max(days, default=date.min)

    def earlier(self) -> dict[str, Value] | Absent:
        """Return the last check-in: when, and with whom."""
        found = [
            (number, entry)
            for number, entry in enumerate(self.application.history)
            if entry.did is Did.CHECK_IN and entry.to and entry.day >= self.since
        ]
        if not found:
            return Absent(
                "[[history]]",
                QUESTIONS["earlier"],
                '[[history]]\non = 2026-12-02\ndid = "check-in"\nto = "maria"',
            )
        number, entry = max(reversed(found), key=lambda pair: pair[1].day)
        person = self.application.people[entry.to or ""]
        return {
            "day": self.marks.put(self.say.day(entry.day, self.on), f"history.{number}.on"),
            "date": self.marks.put(
                self.say.calendar_date(entry.day, self.on), f"history.{number}.on"
            ),
            "name": self.marks.put(person.name, f"people.{person.id}.name"),
            "short": self._short(person),
            "called": self.say.called(person, self.marks),
            "met": any(person.id in i.talked_about for i in self.application.interviews),
            "to_you": self.to is not None and person.id == self.to.id,
            "answered": any(
                e.did in _THEIRS and e.day >= entry.day for e in self.application.history
            ),
        }

    def effort(self, interview: Interview | None) -> dict[str, Value]:
        """Return what has been done so far: ``touches`` line by line, and counts."""
        history = tuple(e for e in self.application.history if e.day >= self.since)
        # A voicemail on the day of a call that reached nobody is the same attempt.
        calls = {(entry.day, entry.to) for entry in history if entry.did in _CALLS}
        chases = sum(entry.did in _TOUCHES - _CALLS for entry in history) + len(calls)
        values: dict[str, Value] = {
            "checked_in": self._count(Did.CHECK_IN, to=self.to),
            "chases": chases,
            "chases_words": self.say.number(chases),
            "thanks": sum(1 for entry in history if entry.did in _THANKS),
            "answers": sum(1 for entry in history if entry.did in _THEIRS),
            "touches": LINE_BREAK.join(
                self._line(entry, number)
                for number, entry in enumerate(self.application.history)
                if entry.did in _TOUCHES | _ANSWERS and entry.day >= self.since
            ),
        }
        if interview is not None:
            day = interview.at.astimezone(ZoneInfo(self.application.timezone)).date()
            values["days_since"] = (self.on - day).days
        return values

    def _count(self, did: Did, *, to: Person | None) -> int:
        if to is None:
            return 0
        return sum(
            1
            for e in self.application.history
            if e.did is did and e.to == to.id and e.day >= self.since
        )

    def _may_name(self, source: Person) -> bool:
        """Return whether *source* may be named as having said something."""
        return source.role is not Role.INSIDER or source.may_be_named

    def _short(self, person: Person) -> str:
        return self.marks.put(person.short, short_key(person))

    def _line(self, entry: Happening, number: int) -> str:
        person = self.application.people.get(entry.to) if entry.to else None
        when = self.marks.put(self.say.calendar_date(entry.day, self.on), f"history.{number}.on")
        whom = self.marks.put(person.name, f"people.{person.id}.name") if person else ""
        return f"- {self.say.record(when, entry.did, whom)}"


def short_key(person: Person) -> str:
    """Return the key that ``person.short`` comes from."""
    return f"people.{person.id}.{'goes_by' if person.goes_by else 'name'}"
