"""An application to plan: people in Ontario, an interview on 19 November, a date to wait for."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from followup_mail.ladder.days import Calendar, Calendars
from followup_mail.ladder.plan import plan
from followup_mail.model import Answer, Application, Happening, Interview, Me, Person
from followup_mail.planning import Plan, Rules, Step, Touch
from followup_mail.vocabulary import Act, Did, Language, Role

MARIA = Person(
    "maria",
    "Maria Lopez",
    Role.RECRUITER,
    goes_by="Maria",
    email="maria@northwind.example",
    phone="+1 416 555 0100",
)
DAVID = Person(
    "david", "David Chen", Role.HIRING_MANAGER, goes_by="David", email="david@northwind.example"
)
PRIYA = Person("priya", "Priya Raman", Role.INSIDER, goes_by="Priya", email="priya@north.example")
BEN = Person("ben", "Ben Adeyemi", Role.INTERVIEWER)
JO = Person("jo", "Jo Park", Role.HR, goes_by="Jo", email="jo@northwind.example")
OWEN = Person(
    "owen",
    "Owen Blake",
    Role.AGENCY,
    goes_by="Owen",
    email="owen@fairlane.example",
    phone="+1 617 555 0160",
)
RUTH = Person("ruth", "Ruth Fair", Role.AGENCY, goes_by="Ruth", email="ruth@fairlane.example")

HELD = datetime(2026, 11, 19, 19, tzinfo=UTC)
"""14:00 on Thursday 19 November 2026 in Toronto."""
INTERVIEW = Interview(HELD, talked_about={"maria": ("the team",), "david": ("the batch",)})
NAMED = Answer(date(2026, 11, 27), "by the end of next week", "maria")
RULES = Rules()
DONE_AS = {
    Act.CHECK_IN: Did.CHECK_IN,
    Act.NETWORK: Did.NETWORK,
    Act.ESCALATION: Did.ESCALATION,
    Act.CALL: Did.CALLED,
    Act.VOICEMAIL: Did.VOICEMAIL,
}
"""What is recorded of a rung."""


def nov(day: int) -> date:
    """Return a day of November 2026."""
    return date(2026, 11, day)


def dec(day: int) -> date:
    """Return a day of December 2026."""
    return date(2026, 12, day)


def did(what: Did, on: date, to: str | None = "maria", until: date | None = None) -> Happening:
    """Return something that happened."""
    return Happening(on, what, to, until)


CHECKED = did(Did.CHECK_IN, dec(2))
ASKED = did(Did.NETWORK, dec(8), "priya")
THANKED = (did(Did.THANK_YOU, nov(19), "maria"), did(Did.THANK_YOU, nov(19), "david"))


def application(*history: Happening, **details: object) -> Application:
    """Return the application, everybody met thanked, with *history* after that."""
    people = details.get("people", (MARIA, DAVID, PRIYA))
    assert isinstance(people, tuple)
    base = Application(
        employer="Northwind",
        position="Data Engineer",
        language=Language.EN_CA,
        me=Me("Sam Okafor", "sam@example.com"),
        timezone="America/Toronto",
        place="CA-ON",
        people={person.id: person for person in people},
        interviews=(INTERVIEW,),
        answer=NAMED,
        history=(*(t for t in THANKED if t.to in {p.id for p in people}), *history),
    )
    met = {k: v for k, v in INTERVIEW.talked_about.items() if k in base.people}
    base = base._replace(interviews=(INTERVIEW._replace(talked_about=met),))
    return base._replace(**details | {"people": base.people})


def planned(calendars: Calendars, *history: Happening, **details: object) -> Plan:
    """Return the plan of the application with *history*, by the usual rules."""
    return plan(application(*history, **details), calendars, RULES)


def owing(*history: Happening, **details: object) -> Application:
    """Return the application, nobody thanked yet, with *history*."""
    return application(**details)._replace(history=history)


def step_of(act: Act, app: Application, calendars: Calendars) -> Step | None:
    """Return the step *act* of the plan of *app*; None where it has none."""
    found = plan(app, calendars, RULES).steps
    return next((each for each in found if each.act is act), None)


def rung(found: Plan) -> Step:
    """Return the last step in order of preference: the rung, not what is owed beside it."""
    return found.steps[-1]


def told(step: Step) -> tuple[str, str, str, str]:
    """Return act, day, whom and why of *step*."""
    return step.act.value, step.due.isoformat(), ", ".join(step.to), step.why


def climb(
    app: Application, calendars: Calendars, *, elsewhere: Sequence[Touch] = (), rules: Rules = RULES
) -> list[tuple[str, str, str]]:
    """Return act, day and whom of each rung if each is done on its day and nobody answers."""
    seen: list[tuple[str, str, str]] = []
    while len(seen) < 12:
        step = rung(plan(app, calendars, rules, elsewhere=elsewhere))
        seen.append(told(step)[:3])
        if step.act not in DONE_AS:
            break
        done = did(DONE_AS[step.act], step.due, step.to[0])
        app = app._replace(history=(*app.history, done))
    return seen


_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DATE = rf"(\d+) ({'|'.join(_MONTHS)})( \d{{4}})?"


def day_of_reason(why: str, calendar: Calendar, due: date) -> date:
    """Return the day that *why* comes to, read as a person would read it.

    A date without a year is in that of the day before any move; *due* tells which
    that is. Each move has to lead forward, and from where the one before it led.
    """
    moves = re.findall(
        rf"; (?:moved to \w+|you put it off until) {_DATE}(: {_DATE} is a quiet)?", why
    )
    year = due.year - bool(moves and moves[-1][2])
    day = _first_day(why, calendar, year)
    for move in moves:
        assert day < _day(move[:3], year), why
        assert not move[3] or _day(move[4:], year) == day, why
        day = _day(move[:3], year)
    return day


def _first_day(why: str, calendar: Calendar, year: int) -> date:
    counted = re.match(rf"(\w+) business days? after {_DATE}", why)
    if counted:
        word, *parts = counted.groups()
        count = _NUMBERS.index(word) if word in _NUMBERS else int(word)
        return calendar.add(_day(parts, year), count)
    started = re.match(rf"from {_DATE}", why)
    assert started, why
    return calendar.next_business(_day(started.groups(), year))


def _day(parts: Sequence[str | None], year: int) -> date:
    day, month, spelt = parts
    assert day
    assert month
    return date(int(spelt) if spelt else year, _MONTHS.index(month) + 1, int(day))


def calendar_of(step: Step, app: Application, calendars: Calendars) -> Calendar:
    """Return the business days of the person whom *step* concerns."""
    person = app.people.get(step.to[0]) if step.to else None
    return Calendar.of(calendars, (person and person.place) or app.place or "")
