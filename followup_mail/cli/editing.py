"""``edit``: the file of an application in the user's editor, until it has no fault."""

import os
from collections.abc import Mapping
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Self

from followup_mail.cli import output as out
from followup_mail.cli.adding import show_added
from followup_mail.cli.asking import ask_yes, somebody_is_there
from followup_mail.errors import ApplicationError, FollowupMailError, StoreError

if TYPE_CHECKING:
    from followup_mail.app import App


def edited(app: "App", name: str) -> None:
    """Open the file of an application in the editor until it has no fault."""
    from followup_mail.desk.adding import change_text

    with app.desk() as desk:
        stored = desk.find(name)
        text = stored.dossier.text
        with Draft(stored.dossier.name, text) as draft:
            while True:
                changed = draft.opened_in(editor(app.environ))
                if changed == text:
                    out.say("Nothing was changed.")
                    return
                try:
                    added = change_text(desk, stored, changed, source=draft.path.name)
                except ApplicationError as error:
                    _again_or_keep(draft, error)
                    continue
                except StoreError as error:
                    raise StoreError(f"{error} What you typed is in {draft.path}.") from None
                break
        show_added(desk, added)


class Draft:
    """A file that somebody edits; it is taken away only once it is kept elsewhere."""

    def __init__(self, name: str, text: str, ending: str = ".toml") -> None:
        """Write *text* to a new file that only its owner can read."""
        import tempfile

        # The folder is made with mode 0700 by mkdtemp.
        self.folder = Path(tempfile.mkdtemp(prefix="followup-mail-"))
        self.path = self.folder / f"{name}{ending}"
        self.path.write_text(text, encoding="utf-8")
        self._written = self.path.read_bytes()

    def opened_in(self, command: str) -> str:
        """Return what the file holds after *command* was run on it.

        Raises:
            FollowupMailError: The editor can't be started, or says that it failed.

        """
        import shlex
        import subprocess

        try:
            ended = subprocess.run([*shlex.split(command), str(self.path)], check=False)  # noqa: S603 - the user's own editor
        except (OSError, ValueError) as error:
            raise FollowupMailError(
                f"The editor {command} can't be started ({error}); set EDITOR to another one."
            ) from None
        if ended.returncode != 0:
            kept = f" What you typed is in {self.path}." if self._touched() else ""
            raise FollowupMailError(
                f"The editor {command} ended with status {ended.returncode}; nothing was "
                f"changed.{kept}"
            )
        try:
            return self.path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise FollowupMailError(f"{self.path}: can't be read ({error}).") from None

    def __enter__(self) -> Self:
        """Return the file."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Take the file away, unless something went wrong with what was typed."""
        if kind is None or not self._touched():
            self.path.unlink(missing_ok=True)
            # An editor may have put a copy beside it.
            rmtree(self.folder, ignore_errors=True)

    def _touched(self) -> bool:
        """Return whether the file is no longer as it was written."""
        return self.path.exists() and self.path.read_bytes() != self._written


def editor(environ: Mapping[str, str]) -> str:
    """Return the command of the user's editor."""
    return (
        environ.get("VISUAL") or environ.get("EDITOR") or ("notepad" if os.name == "nt" else "vi")
    )


def _again_or_keep(draft: Draft, error: ApplicationError) -> None:
    """Tell *error*, and come back if the editor is to be opened again."""
    out.say(f"{error}\n")
    if somebody_is_there() and ask_yes("Open the editor again?", "", default=True):
        return
    raise ApplicationError(
        f"The file is faulty, so the old one stays. What you typed is in {draft.path}; "
        f"mend it there, then type: followup-mail add {draft.path} --name {draft.path.stem}"
    )
