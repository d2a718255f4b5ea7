"""What was said so far to a person and at an employer, and what that still allows.

Thank-yous, forwarded notes, promised things and replies are counted by no cap.
Neither is a message that bounced, or that went to somebody who had left.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from followup_mail.ladder.days import Calendar
from followup_mail.ladder.wording import many, number, say_date
from followup_mail.model import Application, Happening, Person
from followup_mail.planning import Rules, Touch
from followup_mail.vocabulary import Act, Did

MAILS = frozenset({Did.CHECK_IN, Did.NETWORK, Did.ESCALATION})
CALLS = frozenset({Did.CALLED, Did.VOICEMAIL, Did.NO_ANSWER, Did.GATEKEEPER})
TOUCHES = MAILS | CALLS
CHASES = TOUCHES - {Did.NETWORK}
ANSWERS = frozenset(
    {
        Did.ACKNOWLEDGED,
        Did.DELAYED,
        Did.NEXT_ROUND,
        Did.ON_HOLD,
        Did.REDIRECTED,
        Did.REJECTED,
        Did.OFFER,
    }
)
"""What the employer says; the ladder begins again after it."""
_LOST = {Did.BOUNCED: MAILS | {Did.THANK_YOU, Did.FORWARD, Did.PROMISE}, Did.LEFT: TOUCHES}
_TURNS = {*_LOST, Did.REDIRECTED}
_SAID = TOUCHES | ANSWERS | {Did.NETWORK_REPLY}
_CHASING = {Act.CHECK_IN, Act.ESCALATION, Act.CALL, Act.VOICEMAIL}
_MAILING = {Act.CHECK_IN, Act.ESCALATION, Act.NETWORK}
_DAY = timedelta(days=1)

_LEGAL = (
    "ab ag aps as asa bv cie co company compagnie corp corporation enr eurl gmbh inc incorporated "
    "kg limited limitee llc llp lp ltd ltee nv oy oyj plc pllc pte pty sa sarl sas sasu se senc "
    "sencrl snc srl ug ulc"
)
_ENDINGS = frozenset(_LEGAL.split())
_UNACCENTED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
_MARKS = re.compile("[\u0300-\u036f]")
_INNER = re.compile(r"[.'’ʼ]")
_OUTER = re.compile(r"[\W_]+")


def person_key(person: Person) -> str:
    """Return by what *person* is told apart across applications: e-mail, else name."""
    return caseless(person.email or " ".join(person.name.split()))


def employer_key(name: str) -> str:
    """Return *name* as employers are compared: no case, accents, legal endings, punctuation.

    "" stays "": an agency's unnamed client is like no other.
    """
    bare = " ".join(name.split())
    if not bare:
        return ""
    folded = unaccented(bare)
    words = _OUTER.sub(" ", _INNER.sub("", folded)).split()
    while len(words) > 1 and words[-1] in _ENDINGS:
        words.pop()
    return " ".join(words) or folded


def touches_of(application: Application, name: str) -> tuple[Touch, ...]:
    """Return what was said to and by the employer about *application*, in order.

    This is what it contributes to the counts of another application, where it is
    called *name*. A message that nobody read is followed by the word for that.
    """
    ordered = sorted(application.history, key=lambda entry: entry.day)
    gone = {by: ordered[at] for at, by in lost(ordered).items() if ordered[at].did in TOUCHES}
    said = []
    for place, entry in enumerate(ordered):
        if entry.did in _SAID or place in gone:
            # Somebody who was taken out of the record since is nobody in particular.
            person = application.people.get(gone.get(place, entry).to or "")
            said.append(Touch(entry.day, entry.did, person_key(person) if person else "", name))
    return tuple(said)


def lost(ordered: Sequence[Happening]) -> Mapping[int, int]:
    """Return which messages came back, or went to somebody who had left.

    By place, to the place of the entry that says so. Each such entry tells of the
    last message before it; those earlier may have been read.
    """
    found: dict[int, int] = {}
    for place, entry in enumerate(ordered):
        kinds = _LOST.get(entry.did)
        if kinds is None:
            continue
        for at in range(place - 1, -1, -1):
            earlier = ordered[at]
            if earlier.did in kinds and entry.to in {None, earlier.to} and at not in found:
                found[at] = place
                break
    return found


def touches(application: Application, *, elsewhere: Sequence[Touch] = ()) -> tuple[Touch, ...]:
    """Return what was read and said about *application*, called "" here, and then *elsewhere*.

    What begins its ladder anew, as an interview does, is told as "reopened". A
    message about two applications at once, recorded for both, is told once.
    """
    return _read(_all(application, elsewhere))


def _all(application: Application, elsewhere: Sequence[Touch]) -> list[Touch]:
    """Return the same with what was lost, each followed by the word for that."""
    own = list(touches_of(application, ""))
    first = next((touch.day for touch in own if touch.did in TOUCHES), None)
    if first is not None:
        new = [Touch(day, Did.REOPENED, "", "") for day in _beginnings(application) if day > first]
        # Sorting keeps the order of a day: they are taken to have come before what was sent.
        own = sorted([*new, *own], key=lambda touch: touch.day) if new else own
    twice = {_message(touch) for touch in elsewhere if touch.did in TOUCHES}
    own = [touch._replace(joint=_message(touch) in twice) for touch in own]
    once = {_message(touch): "" for touch in own}
    # In whatever order the others are given, the reasons name the same of them.
    for touch in sorted(elsewhere, key=lambda touch: touch.application):
        twin = once.setdefault(_message(touch), touch.application)
        if touch.did not in TOUCHES or twin == touch.application:
            own.append(touch)
    return own


def _message(touch: Touch) -> tuple[date, Did, str]:
    """Return what the records of one message have in common, whatever it was about."""
    return touch.day, touch.did, touch.person


def _beginnings(application: Application) -> Iterator[date]:
    """Give the days of the interviews, of reopening, and of being told the date on file."""
    zone = ZoneInfo(application.timezone)
    yield from (interview.at.astimezone(zone).date() for interview in application.interviews)
    yield from (entry.day for entry in application.history if entry.did is Did.REOPENED)
    answer = application.answer
    if answer and answer.by and answer.on:
        yield answer.on


def _read(said: Sequence[Touch]) -> tuple[Touch, ...]:
    """Return *said* without what was lost."""
    gone: set[int] = set()
    for place, touch in enumerate(said):
        for at in range(place - 1, -1, -1) if touch.did in _LOST else ():
            sent = said[at]
            same = (sent.application, sent.person) == (touch.application, touch.person)
            if same and sent.did in TOUCHES & _LOST[touch.did] and at not in gone:
                gone |= {at, place}
                break
    return tuple(touch for place, touch in enumerate(said) if place not in gone)


def unanswered(said: Sequence[Touch], person: str | None = None) -> tuple[Touch, ...]:
    """Return the touches of *said* that nobody has answered: the employer, or *person* (a key).

    Within one application the order decides; an answer about another one counts
    for what was said on the days before it. To one person's counters, what
    colleagues answered about another application is no answer.
    """
    answers = [(at, touch) for at, touch in enumerate(said) if touch.did not in TOUCHES]
    silent = []
    for place, touch in enumerate(said):
        if touch.did not in TOUCHES or person not in {None, touch.person}:
            continue
        later = (
            answer
            for at, answer in answers
            if (at > place if answer.application == touch.application else answer.day > touch.day)
        )
        if not any(_answers(answer, touch, person) for answer in later):
            silent.append(touch)
    return tuple(silent)


def _answers(answer: Touch, touch: Touch, person: str | None) -> bool:
    same = answer.application == touch.application
    match answer.did:
        case Did.REOPENED:
            # Of this application alone: nobody has answered about the others.
            return same and not touch.joint
        case Did.NETWORK_REPLY:
            unnamed = same and not answer.person and touch.did is Did.NETWORK
            return person is not None and (answer.person == person or unnamed)
        case Did.REDIRECTED:
            # Names the new owner, not who answered.
            return same or person is None
        case did if did in ANSWERS:
            return same or person in {None, answer.person}
        case _:
            return False


def unanswered_mails(said: Sequence[Touch], person: Person) -> int:
    """Return how many e-mails *person* has left unanswered, whatever they were about."""
    return sum(touch.did in MAILS for touch in unanswered(said, person_key(person)))


def unanswered_chases(said: Sequence[Touch]) -> int:
    """Return how many chases the employer has left unanswered.

    All calls about one application since then are one chase.
    """
    silent = unanswered(said)
    mails = sum(touch.did in CHASES & MAILS for touch in silent)
    return mails + len({touch.application for touch in silent if touch.did in CALLS})


def fruitless_calls(said: Sequence[Touch], person: Person) -> tuple[Touch, ...]:
    """Return the calls to *person*, and to anybody about this application, without an answer."""
    key = person_key(person)
    calls = (touch for touch in unanswered(said) if touch.did in CALLS)
    return tuple(touch for touch in calls if not touch.application or touch.person == key)


def cap_reached(
    act: Act,
    application: Application,
    person: Person,
    rules: Rules,
    *,
    elsewhere: Sequence[Touch] = (),
) -> str:
    """Return the first of :func:`caps_reached`, "" where there is none."""
    return next(iter(caps_reached(act, application, person, rules, elsewhere=elsewhere)), "")


def caps_reached(
    act: Act,
    application: Application,
    person: Person,
    rules: Rules,
    *,
    elsewhere: Sequence[Touch] = (),
) -> tuple[str, ...]:
    """Return which caps forbid *act* towards *person*, each as a clause.

    The cap of a day is no part of it: see :func:`first_allowed_day`.
    """
    if act not in _CHASING | _MAILING:
        return ()
    said = touches(application, elsewhere=elsewhere)
    return tuple(_caps(act, application, said, person, rules))


def _caps(
    act: Act, application: Application, said: Sequence[Touch], person: Person, rules: Rules
) -> Iterator[str]:
    if act in _CHASING:
        yield from _employer_cap(act, application, said, rules)
    yield from (_mail_caps if act in _MAILING else _call_caps)(act, said, person, rules)


def _employer_cap(
    act: Act, application: Application, said: Sequence[Touch], rules: Rules
) -> Iterator[str]:
    chases = unanswered_chases(said)
    # One more call is the same chase.
    called = any(touch.did in CALLS and not touch.application for touch in unanswered(said))
    if chases >= rules.cap_employer and (act in _MAILING or not called):
        yield (
            f"{many(chases, 'chase')} at {_at(application)} {_are(chases)} unanswered, "
            f"and the most is {number(rules.cap_employer)}"
        )


def _mail_caps(act: Act, said: Sequence[Touch], person: Person, rules: Rules) -> Iterator[str]:
    mails = unanswered_mails(said, person)
    if mails >= rules.cap_person:
        yield (
            f"{many(mails, 'e-mail')} to {person.short} {_are(mails)} unanswered, "
            f"and the most is {number(rules.cap_person)}"
        )
    key = person_key(person)
    asked = [touch for touch in said if touch.did is Did.NETWORK and touch.person == key]
    if act is Act.NETWORK and asked:
        yield f"{person.short} was asked already{_about(asked[0])}, and the most is once"


def _call_caps(act: Act, said: Sequence[Touch], person: Person, rules: Rules) -> Iterator[str]:
    calls = fruitless_calls(said, person)
    # A voicemail on the day of a call that reached nobody is the same attempt.
    attempts = len({(touch.day, touch.person) for touch in calls})
    if act is Act.VOICEMAIL and any(touch.did is Did.VOICEMAIL for touch in calls):
        yield "you left a voicemail already, and the most is one"
    elif act is Act.CALL and attempts >= rules.calls:
        yield (
            f"{many(attempts, 'attempt')} to call brought nothing, "
            f"and the most is {number(rules.calls)}"
        )


def first_allowed_day(
    application: Application,
    person: Person,
    on: date,
    calendar: Calendar,
    rules: Rules,
    *,
    elsewhere: Sequence[Touch] = (),
    assumed: date | None = None,
) -> tuple[date, str]:
    """Return the first day from *on* that the gap and the cap of a day leave free, and why.

    Nor is it before the day on which what stood in the way was gone. The reason is
    a clause, "" where the day is *on* itself; a day that was moved is one on which
    something can be sent. From *assumed* on, touches are only assumed.
    """
    said = _all(application, elsewhere)
    made = [touch for touch in _read(said) if touch.did in TOUCHES]
    day, gap = after_gap(made, person, on, calendar, rules, assumed=assumed)
    day, taken = untaken(made, application, day, calendar, rules)
    free, news = _since_known(application, said, person, day, rules)
    day = max(day, calendar.next_sendable(free)) if news else day
    return day, "; ".join(clause for clause in (gap, taken, news) if clause)


def _since_known(
    application: Application, said: Sequence[Touch], person: Person, on: date, rules: Rules
) -> tuple[date, str]:
    """Return the first day from *on* since which nothing has stood in the way, and what did.

    Nobody could have acted earlier on somebody's leaving, or on room below a cap.
    """
    turns = (entry.day for entry in application.history if entry.did in _TURNS)
    newest, why = max(turns, default=on), ""
    if newest > on:
        on, why = newest, f"what you learnt on {say_date(newest, on)} changes whom to ask"
    days = sorted({touch.day for touch in said})
    if not days or days[-1] <= on:
        return on, why
    for before, day in reversed(list(pairwise(days))):
        if day <= on:
            break
        if any(touch.did in _LOST and touch.day == day for touch in said):
            return day, f"until {say_date(day, on)}, a message of yours seemed to be on its way"
        known = _read([touch for touch in said if touch.day <= before])
        if any(any(_caps(act, application, known, person, rules)) for act in _CHASING):
            return day, f"until {say_date(day, on)}, too many messages were unanswered"
    return on, why


def after_gap(
    made: Iterable[Touch],
    person: Person,
    on: date,
    calendar: Calendar,
    rules: Rules,
    *,
    assumed: date | None = None,
) -> tuple[date, str]:
    """Return the first day from *on* that is far enough from the last touch to *person*.

    From *assumed* on, touches are only assumed.
    """
    key = person_key(person)
    newest = max((t for t in made if t.person == key), key=lambda t: t.day, default=None)
    if newest is None or on >= calendar.add(newest.day, rules.gap):
        return on, ""
    called, if_so = newest.did in CALLS, assumed is not None and assumed <= newest.day
    if if_so:
        verb, then = "if you call" if called else "if you write to", ""
    else:
        verb, then = "you called" if called else "you wrote to", " and"
    return calendar.next_sendable(calendar.add(newest.day, rules.gap)), (
        f"{verb} {person.short}{_about(newest)} on {say_date(newest.day, on)},{then} what "
        f"comes next waits at least {many(rules.gap, 'business day')}"
    )


def untaken(
    made: Sequence[Touch], application: Application, on: date, calendar: Calendar, rules: Rules
) -> tuple[date, str]:
    """Return the first day from *on* on which the employer hears of nothing else.

    That is a day after all that is taken: what was not done before can't be done there.
    """
    days = {touch.day for touch in made if touch.day >= on}
    full = [day for day in days if len(of_day(made, day)) >= rules.cap_day]
    if not full:
        return on, ""
    newest = max(full)
    about = _about(of_day(made, newest)[0])
    return calendar.next_sendable(newest + _DAY), (
        f"{_at(application)} hears from you{about} on {say_date(newest, on)}"
    )


def of_day(made: Iterable[Touch], day: date) -> tuple[Touch, ...]:
    """Return the touches of *day*; all calls of a day to one person are one."""
    apart: dict[object, Touch] = {}
    for touch in made:
        if touch.day == day and touch.did in TOUCHES:
            apart.setdefault(touch.person if touch.did in CALLS else len(apart), touch)
    return tuple(apart.values())


def unaccented(text: str) -> str:
    """Return *text* without case and accents."""
    folded = caseless(text)
    if folded.isascii():
        return folded
    import unicodedata  # noqa: PLC0415 - start-up time: plain ASCII does without

    apart = unicodedata.normalize("NFD", folded)
    return unicodedata.normalize("NFC", _MARKS.sub("", apart)).translate(_UNACCENTED)


def caseless(text: str) -> str:
    """Return *text* as Unicode compares it where case doesn't count."""
    if text.isascii():
        return text.casefold()
    import unicodedata  # noqa: PLC0415 - start-up time: plain ASCII does without

    # Unicode 3.13, canonical caseless matching: folding can undo a normal form.
    apart = unicodedata.normalize("NFD", text).casefold()
    return unicodedata.normalize("NFC", apart)


def _at(application: Application) -> str:
    return application.employer or "the employer"


def _about(touch: Touch) -> str:
    return f" about {touch.application}" if touch.application else ""


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
