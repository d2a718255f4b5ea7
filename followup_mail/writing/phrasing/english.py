"""English as written in Canada, the United States and Britain."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from followup_mail.model import Interview, Person
from followup_mail.vocabulary import Did, InterviewFormat, Language, Register, Role
from followup_mail.writing.marks import CLOSE, Marks, bare
from followup_mail.writing.phrasing.days import Distance, distance, needs_year
from followup_mail.writing.phrasing.names import family_key, need_family_name

# strftime would follow the process's locale, which is not the message's.
_MONTHS = (
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
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_ROLES = {
    Role.RECRUITER: "recruiter",
    Role.AGENCY: "agency consultant",
    Role.HR: "HR contact",
    Role.COORDINATOR: "coordinator",
    Role.HIRING_MANAGER: "hiring manager",
    Role.CHAIR: "chair of the panel",
    Role.INTERVIEWER: "interviewer",
    Role.INSIDER: "contact inside",
}

_DID = {
    Did.CHECK_IN: "check-in",
    Did.NETWORK: "a question",
    Did.ESCALATION: "a note",
    Did.CALLED: "phone call",
    Did.NO_ANSWER: "unanswered call",
    Did.GATEKEEPER: "call, not put through",
    Did.DELAYED: "a new date from them",
    Did.ACKNOWLEDGED: "an answer from them",
    Did.NETWORK_REPLY: "an answer",
}


class English:
    """The turns of English; see :class:`followup_mail.writing.phrasing.Phrasing`."""

    def __init__(self, language: Language) -> None:
        self._british = language is Language.EN_GB

    def greeting(self, person: Person, register: Register, marks: Marks) -> str:
        """Return "Hi Maria," to who signed so, else "Dear David Chen,"."""
        word = "Hi" if person.goes_by and register is not Register.FORMAL else "Dear"
        return f"{word} {self.called(person, marks)},"

    def called(self, person: Person, marks: Marks) -> str:
        """Return "Maria", "Dr. Chen" or "David Chen", by what they use themselves."""
        key = f"people.{person.id}"
        if person.goes_by:
            return marks.put(person.goes_by, f"{key}.goes_by")
        if person.address:
            title = marks.put(person.address, f"{key}.address")
            return f"{title} {marks.put(need_family_name(person), family_key(person))}"
        return marks.put(person.name, f"{key}.name")

    def asked_for(self, person: Person, marks: Marks) -> str:
        """Return the whole name."""
        return marks.put(person.name, f"people.{person.id}.name")

    def closing(self, person: Person | None, register: Register, marks: Marks) -> str:  # noqa: ARG002 - the protocol's; French repeats the address here
        """Return the complimentary close for *register*; a warmer one to a friend."""
        if person and person.role is Role.INSIDER and register is not Register.FORMAL:
            return "All the best,"
        if register is Register.WARM:
            return "Warm regards,"
        if register is Register.FORMAL:
            return "Yours sincerely," if self._british else "Sincerely,"
        return "Kind regards," if self._british else "Best regards,"

    def day(self, day: date, on: date) -> str:
        """Return "yesterday", "on Thursday", "last Thursday", "on November 19"."""
        match distance(day, on):
            case Distance.TODAY:
                return "today"
            case Distance.YESTERDAY:
                return "yesterday"
            case Distance.TOMORROW:
                return "tomorrow"
            case Distance.THIS_WEEK:
                return f"on {_WEEKDAYS[day.weekday()]}"
            case Distance.LAST_WEEK:
                return f"last {_WEEKDAYS[day.weekday()]}"
            case Distance.FAR:
                return f"on {self.calendar_date(day, on)}"

    def deadline(self, day: date, on: date) -> str:
        """Return "today", "tomorrow", or weekday and date."""
        match distance(day, on):
            case Distance.TODAY:
                return "today"
            case Distance.TOMORROW:
                return "tomorrow"
            case _:
                comma = "" if self._british else ","
                return f"{_WEEKDAYS[day.weekday()]}{comma} {self.calendar_date(day, on)}"

    def exact_day(self, day: date, on: date) -> str:
        """Return "on November 20": a weekday would ask for a comma behind it."""
        return f"on {self.calendar_date(day, on)}"

    def calendar_date(self, day: date, on: date) -> str:
        """Return "November 19", in Britain "19 November"; the year where needed."""
        month = _MONTHS[day.month - 1]
        if self._british:
            return f"{day.day} {month} {day.year}" if needs_year(day, on) else f"{day.day} {month}"
        return f"{month} {day.day}, {day.year}" if needs_year(day, on) else f"{month} {day.day}"

    def join(self, items: Sequence[str]) -> str:
        """Return "A", "A and B" or "A, B and C"."""
        if len(items) < 2:  # noqa: PLR2004 - nothing to join
            return "".join(items)
        return f"{', '.join(items[:-1])} and {items[-1]}"

    def topics(self, topics: Sequence[str]) -> str:
        """Return the topics, each further one with an "about" of its own."""
        return self.join([topics[0], *(f"about {topic}" for topic in topics[1:])])

    def role(self, role: Role) -> str:
        """Return the role without an article."""
        return _ROLES[role]

    def record(self, when: str, did: Did, whom: str) -> str:
        """Return "December 2: check-in, Maria Lopez"."""
        what = _DID.get(did, did.value.replace("-", " "))
        return f"{when}: {what}, {whom}" if whom else f"{when}: {what}"

    def terms(self, interview: Interview | None) -> Mapping[str, str]:
        """Return ``interview``: what a round is called; a phone screen is a call."""
        phone = interview is not None and interview.format is InterviewFormat.PHONE
        return {"interview": "phone interview" if phone else "interview"}

    def number(self, number: int) -> str:
        """Return "three"; figures from ten on."""
        return _NUMBERS[number] if number < len(_NUMBERS) else str(number)

    def filters(self) -> Mapping[str, Callable[..., str]]:
        """Return ``first_up``, a capital at the beginning."""
        return {"first_up": first_up}

    def finish(self, marked: str) -> str:
        """Return *marked* with one full stop where a detail brings its own."""
        return one_stop(marked)


def one_stop(marked: str) -> str:
    """Return *marked* without the full stop behind a detail that ends in one ("Jr.")."""
    return re.sub(rf"(\.{CLOSE})\.(?!\.)", r"\1", marked)


def first_up(marked: str) -> str:
    """Return *marked* with a capital first letter, whatever marks precede it."""
    plain = bare(marked)
    if not plain:
        return marked
    at = marked.index(plain[0])
    return marked[:at] + marked[at].upper() + marked[at + 1 :]
