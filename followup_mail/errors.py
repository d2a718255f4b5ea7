"""Every failure the program reports, with the exit status it ends in.

Statuses are those of ``<sysexits.h>`` where one fits, so that a script can tell
"try later" from "wrong file"::

    FollowupMailError            1
    ├── SendingError             1   a message that can't be sent, for want of anything narrower
    ├── UsageError               2   options that contradict each other
    ├── BlockedError             3   a check blocks the message
    ├── AnsweredError            4   they have answered since a message was written
    ├── UnknownOutcomeError      5   the server may have the message, or not
    ├── DataError               65   a faulty file, or a detail that is missing
    │   ├── ApplicationError         the application file
    │   ├── TemplateError            a template
    │   ├── MissingDetailError       one question is open
    │   └── MessageError             a message that could not be written safely
    ├── NotFoundError           66   no such application, person or template
    ├── RefusedError            69   the mail server said no
    ├── OutputError             74   a file could not be read or written
    │   └── StoreError               what is kept could not be read or written
    ├── TryLaterError           75   the mail server can't be reached, or says: not now
    │   └── BusyError                that was its own word
    ├── TrustError              76   the mail server could not prove who it is
    ├── CredentialError         77   no password, or one that the server doesn't take
    └── ConfigError             78   config.toml

The text of an error names the thing, the place and the remedy; it may hold text
from outside and is made visible by whoever prints it.
"""

from typing import ClassVar


class FollowupMailError(Exception):
    """The root of the tree; raised itself only where nothing narrower fits."""

    exit_status: ClassVar[int] = 1


class SendingError(FollowupMailError):
    """A message can't be sent, and nothing narrower says why."""


class UsageError(FollowupMailError):
    """Options that contradict each other or the file (status 2, as Click's)."""

    exit_status = 2


class BlockedError(FollowupMailError):
    """At least one check blocks the message."""

    exit_status = 3


class AnsweredError(FollowupMailError):
    """They have answered since a message was written that waits to be sent; it is held."""

    exit_status = 4


class UnknownOutcomeError(FollowupMailError):
    """The server may have a message, or not; only a person can find out."""

    exit_status = 5


class DataError(FollowupMailError):
    """Something the user wrote is faulty or incomplete."""

    exit_status = 65


class ApplicationError(DataError):
    """The application file is faulty; the text lists every fault, one a line."""


class TemplateError(DataError):
    """A template is faulty, or was stopped; the text names file and line."""


class MissingDetailError(DataError):
    """A message needs a detail that is not on file.

    Attributes:
        key: The dotted key to fill in.
        question: The question whose answer goes there.

    """

    def __init__(self, question: str, key: str, example: str = "") -> None:
        """Ask *question*; *example* is TOML to copy, of one line or several."""
        self.question = question
        self.key = key
        self.example = example
        self.hint = ""
        """What can be done without an answer."""
        super().__init__(question, key, example)

    def __str__(self) -> str:
        """Return the question, where the answer goes, and lines to copy."""
        told = f"{self.question}\nFill in `{self.key}` in the application file"
        example = f"{self._header()}{self.example}"
        told = f"{told}, for example:\n\n{example}\n" if self.example else f"{told}."
        return f"{told}\n{self.hint}" if self.hint else told

    def _header(self) -> str:
        """Return the header under which the example stands, where it has none of its own."""
        *table, _ = self.key.split(".")
        if self.example.startswith("[") or not table:
            return ""
        number = next((part for part in table if part.isdecimal()), "")
        names = ".".join(part for part in table if part != number)
        if not number:
            return f"[{names}]\n"
        which = f"  # number {int(number) + 1}" if number != "0" else ""
        return f"[[{names}]]{which}\n" if table[-1] == number else f"[{names}]{which}\n"


class MessageError(DataError):
    """A message whose header fields would not read back as meant."""


class NotFoundError(FollowupMailError):
    """There is no application, person or template of that name."""

    exit_status = 66


class RefusedError(FollowupMailError):
    """The mail server said no, and would again."""

    exit_status = 69


class OutputError(FollowupMailError):
    """A file or folder could not be read or written."""

    exit_status = 74


class StoreError(OutputError):
    """What is kept could not be read or written; it is as it was before."""


class TryLaterError(FollowupMailError):
    """The mail server can't be reached or says "not now"; nothing has been sent."""

    exit_status = 75


class BusyError(TryLaterError):
    """The server itself said "not now", before any message: it is to be left in peace."""


class TrustError(FollowupMailError):
    """The connection can't be made private, or the server's certificate isn't to be trusted."""

    exit_status = 76


class CredentialError(FollowupMailError):
    """There is no password to be had, or the server doesn't take the one there is."""

    exit_status = 77


class ConfigError(FollowupMailError):
    """config.toml is faulty."""

    exit_status = 78
