"""Facts that have no value: the key to fill in and the question that fills it."""

from followup_mail.errors import MissingDetailError
from followup_mail.record import Record


class Absent(Record):
    """A fact with no value in this application."""

    key: str
    question: str
    example: str = ""

    def error(self) -> MissingDetailError:
        """Return the error that asks for it."""
        return MissingDetailError(self.question, self.key, self.example)


QUESTIONS = {
    "to": "Whom is this message for?",
    "about": "Whom is the note meant to thank?",
    "employer": "What is the employer called, as they write it themselves?",
    "reference": "Which reference number did they give the position?",
    "why": "Why would you like this role, in half a sentence?",
    "me.phone": "What is your phone number?",
    "to.title": "What is their job title?",
    "to.relationship": "How do you know each other?",
    "to.address": "Which title do they use themselves?",
    "to.say_as": "How is their name said?",
    "about.title": "What is their job title?",
    "promise": "What did you promise to send them?",
    "kept": "What did you promise them and have sent since?",
    "promise.by": "By when did you promise it?",
    "first": "What was the earlier interview about, and with whom?",
    "also": "Which other position there is the same person to be asked about?",
    "others": "Whom else did you meet?",
    "news": "When did they say that you would hear, and who said so?",
    "news.said": "In which words did they say when you would hear?",
    "earlier": "When did you check in, and with whom?",
}
