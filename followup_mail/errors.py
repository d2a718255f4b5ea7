"""Every failure the program reports, with the exit status it ends in.

Statuses are those of ``<sysexits.h>`` where one fits, so that a script can tell
"try later" from "wrong file"::

    FollowupMailError            1
    ├── UsageError               2   options that contradict each other
    ├── BlockedError             3   a check blocks the message
    ├── DataError               65   a faulty file, or a detail that is missing
    │   ├── ApplicationError         the application file
    │   ├── TemplateError            a template
    │   ├── MissingDetailError       one question is open
    │   └── MessageError             a message that could not be written safely
    ├── NotFoundError           66   no such application, person or template
    ├── OutputError             74   a file could not be read or written
    │   └── StoreError               what is kept could not be read or written
    └── ConfigError             78   config.toml

The text of an error names the thing, the place and the remedy; it may hold text
from outside and is made visible by whoever prints it.
"""

from typing import ClassVar


class FollowupMailError(Exception):
    """The root of the tree; raised itself only where nothing narrower fits."""

    exit_status: ClassVar[int] = 1


class UsageError(FollowupMailError):
    """Options that contradict each other or the file (status 2, as Click's)."""

    exit_status = 2


class BlockedError(FollowupMailError):
    """At least one check blocks the message."""

    exit_status = 3


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
        told = f"{told}, for example:\n\n{self.example}\n" if self.example else f"{told}."
        return f"{told}\n{self.hint}" if self.hint else told


class MessageError(DataError):
    """A message whose header fields would not read back as meant."""


class NotFoundError(FollowupMailError):
    """There is no application, person or template of that name."""

    exit_status = 66


class OutputError(FollowupMailError):
    """A file or folder could not be read or written."""

    exit_status = 74


class StoreError(OutputError):
    """What is kept could not be read or written; it is as it was before."""


class ConfigError(FollowupMailError):
    """config.toml is faulty."""

    exit_status = 78
