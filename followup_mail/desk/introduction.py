"""Who the user is: questions for config.toml, and the answers put into it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from followup_mail.config import CONFIG, ME, Home, read_config
from followup_mail.errors import UsageError
from followup_mail.intake.edits import set_value
from followup_mail.tables import Choice, Faults, Walk

if TYPE_CHECKING:
    from followup_mail.tables import Field

_PLACES = {"language": ("default_language",)}
"""Where an answer goes; all others are keys of [me]."""


class Introduction:
    """config.toml as it is, and what is to be said in it."""

    def __init__(self, home: Home) -> None:
        """Read what *home* has; raise ConfigError where that is faulty, or not the user's alone."""
        self.home = home
        self._known = read_config(home)
        self._known.check()

    def known(self, key: str) -> str:
        """Return what is said already; "" for nothing."""
        if key == "language":
            return self._known.default_language or ""
        return str(self._known.me.get(key, ""))

    def check(self, key: str, text: str) -> None:
        """Raise ValueError, with a sentence, where *text* can't be the answer for *key*."""
        walk = Walk(Faults(key))
        self._field(key).kind.read(self._as_meant(key, text), (key,), walk)
        if walk.faults:
            raise ValueError(str(walk.faults).partition(": ")[2].partition(": ")[2])

    def write(self, answers: Mapping[str, str]) -> Path:
        """Put *answers* into config.toml, which keeps all else, and return its path.

        Raises:
            UsageError: An answer is faulty.
            OutputError: The file can't be written; it is as it was.

        """
        from followup_mail.handing import make_folder, replace_file

        file = self.home.config_file
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        for key, answer in answers.items():
            try:
                self.check(key, answer)
            except ValueError as fault:
                raise UsageError(f"--{key.replace('_', '-')} {answer}: {fault}.") from None
            meant = self._as_meant(key, answer)
            text = set_value(text, _PLACES.get(key, ("me", key)), meant)
        make_folder(file.parent)
        replace_file(file, text.encode())
        return file

    def _as_meant(self, key: str, text: str) -> str:
        """Return *text*, or the word of a closed list that it stands for."""
        kind = self._field(key).kind
        return kind.as_typed(text) if isinstance(kind, Choice) else text

    @staticmethod
    def _field(key: str) -> "Field":
        name = _PLACES.get(key, (key,))[0]
        fields = CONFIG.fields if key in _PLACES else ME.fields
        return next(field for field in fields if field.key == name)
