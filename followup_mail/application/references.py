"""Values that point elsewhere: to a person of the file, to a file beside it."""

from pathlib import Path, PureWindowsPath

from followup_mail.tables import Leaf, Line, Walk, shortened

_LONGEST_ID = 40
_LINE = Line()


class PersonId(Leaf[str]):
    """The short name a person has in the file."""

    __slots__ = ()

    def decode(self, value: object, walk: Walk) -> str:
        """Return the name, in NFC."""
        text = _LINE.decode(value, walk)
        word = "_" + text.replace("-", "_")
        if not word.isidentifier() or text.startswith("-") or len(text) > _LONGEST_ID:
            raise ValueError("expected a short name of letters, digits, '-' and '_', such as maria")
        return text

    def schema(self) -> dict[str, object]:
        """Return a string's schema."""
        return {"type": "string", "pattern": r"^[^\s.-][^\s.]{0,39}$"}


class PersonRef(Leaf[str]):
    """The short name of a person whom the file describes."""

    __slots__ = ()

    def decode(self, value: object, walk: Walk) -> str:
        """Return the name; raise ValueError where nobody has it."""
        name = _LINE.decode(value, walk)
        if walk.people is not None and name not in walk.people:
            hint = walk.nearest(name, walk.people)
            raise ValueError(f"there is no [people.{shortened(name)}] in the file{hint}")
        return name

    def schema(self) -> dict[str, object]:
        """Return a string's schema."""
        return PersonId().schema()


class Attachment(Leaf[Path]):
    """A file in the folder of the application file."""

    __slots__ = ()

    def decode(self, value: object, walk: Walk) -> Path:
        """Return the absolute path, with the name as it is written in the file.

        Where nobody knows in which folder it lies, and it may be so, the name alone.
        """
        text = _LINE.decode(value, walk)
        if walk.folder is None and not walk.absent:
            raise ValueError(
                "has no folder to be looked for in; give the application as a file, not as input"
            )
        path = Path(text)
        anchored = path.is_absolute() or PureWindowsPath(text).anchor or text.startswith("~")
        if anchored or ".." in path.parts:
            raise ValueError(f"{_quoted(text)} has to be a path inside the folder of the file")
        if walk.folder is None:
            return path
        try:
            folder = walk.folder.resolve()
            inside = (folder / path).resolve().is_relative_to(folder)
            regular = (folder / path).is_file()
        except (OSError, RuntimeError):  # RuntimeError: a loop of symbolic links
            raise ValueError(f"{_quoted(text)} can't be read") from None
        if not inside:
            raise ValueError(f"{_quoted(text)} leads out of the folder of the file")
        if not regular:
            raise ValueError(f"there is no file {_quoted(text)} beside the application file")
        return folder / path

    def schema(self) -> dict[str, object]:
        """Return a string's schema."""
        return Line().schema()


def _quoted(text: str) -> str:
    return f"'{shortened(text)}'"
