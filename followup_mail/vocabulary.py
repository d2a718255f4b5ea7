"""The closed lists of words that files, commands and code share.

Light on purpose: the command line reads its choices here before it knows what
it will have to do, so this module imports nothing but :mod:`enum`.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What can be written; the names are those typed on the command line."""

    THANK_YOU = "thank-you"
    FORWARD = "forward"
    CHECK_IN = "check-in"
    NETWORK = "network"
    ESCALATION = "escalation"
    CALL = "call"
    VOICEMAIL = "voicemail"
    REFLECTION = "reflection"

    @property
    def spoken(self) -> bool:
        """Whether it is read aloud instead of being mailed."""
        return self in {Kind.CALL, Kind.VOICEMAIL}

    @property
    def mailed(self) -> bool:
        """Whether it is an e-mail at all: not spoken and not private."""
        return not self.spoken and self is not Kind.REFLECTION

    @property
    def chases(self) -> bool:
        """Whether it asks the employer for an answer (counts as a chase)."""
        return self in {Kind.CHECK_IN, Kind.ESCALATION, Kind.CALL, Kind.VOICEMAIL}


class Language(StrEnum):
    """Languages of a hiring process, as BCP 47 tags."""

    EN_CA = "en-CA"
    EN_US = "en-US"
    EN_GB = "en-GB"
    FR_CA = "fr-CA"
    FR_FR = "fr-FR"

    @property
    def base(self) -> str:
        """The primary subtag, which is also the folder of its templates."""
        return self.value.partition("-")[0]


class Role(StrEnum):
    """What a person is in this hiring process."""

    RECRUITER = "recruiter"
    AGENCY = "agency"
    HR = "hr"
    COORDINATOR = "coordinator"
    HIRING_MANAGER = "hiring-manager"
    CHAIR = "chair"
    INTERVIEWER = "interviewer"
    INSIDER = "insider"

    @property
    def runs_the_process(self) -> bool:
        """Whether questions about dates go to them first."""
        return self in {Role.RECRUITER, Role.AGENCY, Role.HR, Role.COORDINATOR}


class Register(StrEnum):
    """How formal the address, the closing and a few turns are."""

    PLAIN = "plain"
    WARM = "warm"
    FORMAL = "formal"


class NameOrder(StrEnum):
    """Which name a person writes first."""

    GIVEN_FIRST = "given-first"
    FAMILY_FIRST = "family-first"


class Agreement(StrEnum):
    """French agreement of the writer."""

    F = "f"
    M = "m"
    EPICENE = "epicene"


class PersonStatus(StrEnum):
    """Whether a person can be reached at the address on file."""

    ACTIVE = "active"
    AWAY = "away"
    LEFT = "left"
    BOUNCED = "bounced"


class InterviewFormat(StrEnum):
    """How an interview was held."""

    PHONE = "phone"
    VIDEO = "video"
    ONSITE = "onsite"
    PANEL = "panel"


class Did(StrEnum):
    """What can have happened: by you, by them, or decided by you."""

    THANK_YOU = "thank-you"
    FORWARD = "forward"
    PROMISE = "promise"
    CHECK_IN = "check-in"
    NETWORK = "network"
    ESCALATION = "escalation"
    CALLED = "called"
    VOICEMAIL = "voicemail"
    NO_ANSWER = "no-answer"
    GATEKEEPER = "gatekeeper"
    ACKNOWLEDGED = "acknowledged"
    DELAYED = "delayed"
    NEXT_ROUND = "next-round"
    REJECTED = "rejected"
    OFFER = "offer"
    ON_HOLD = "on-hold"
    AWAY = "away"
    BOUNCED = "bounced"
    REDIRECTED = "redirected"
    NETWORK_REPLY = "network-reply"
    LEFT = "left"
    WITHDREW = "withdrew"
    MOVED_ON = "moved-on"
    REOPENED = "reopened"
    SNOOZED = "snoozed"
    RETIRED = "retired"


class Act(StrEnum):
    """What a step of the ladder asks for; those that are written are named as their kind."""

    THANK_YOU = "thank-you"
    FORWARD = "forward"
    PROMISE = "promise"
    CHECK_IN = "check-in"
    NETWORK = "network"
    ESCALATION = "escalation"
    CALL = "call"
    VOICEMAIL = "voicemail"
    REPLY = "reply"
    MOVE_ON = "move-on"
    DEBRIEF = "debrief"
    COMPLETE = "complete"

    @property
    def kind(self) -> Kind | None:
        """The message it is made of; None where nothing is written here."""
        return next((kind for kind in Kind if kind.value == self.value), None)


class State(StrEnum):
    """Where an application stands."""

    INCOMPLETE = "incomplete"
    INTERVIEW_TO_COME = "interview-to-come"
    INTERVIEWED = "interviewed"
    THANKED = "thanked"
    OVERDUE = "overdue"
    CHECKED_IN = "checked-in"
    NETWORK_ASKED = "network-asked"
    ESCALATED = "escalated"
    CALLED = "called"
    FINAL_WAIT = "final-wait"
    WAITING_NEW_DATE = "waiting-new-date"
    NEXT_ROUND = "next-round"
    ON_HOLD = "on-hold"
    DO_NOT_CONTACT = "do-not-contact"
    OFFER = "offer"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    MOVED_ON = "moved-on"
    RETIRED = "retired"

    @property
    def ended(self) -> bool:
        """Whether nothing more is to be done unless somebody writes again."""
        return self in _ENDED


_ENDED = frozenset({State.OFFER, State.REJECTED, State.WITHDRAWN, State.MOVED_ON, State.RETIRED})


class Severity(StrEnum):
    """How much a finding weighs."""

    BLOCKED = "blocked"
    WARNING = "warning"
    HINT = "hint"


class DraftFormat(StrEnum):
    """The forms in which ``draft`` can hand a message over."""

    TEXT = "text"
    EML = "eml"
    HTML = "html"
    JSON = "json"
    MAILTO = "mailto"
