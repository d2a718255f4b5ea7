"""Write the golden drafts anew: python tests/golden/update.py.

Read what changed (``git diff tests/golden``) aloud before committing it.
"""

import shlex
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from followup_mail import shipped
from followup_mail.app import App
from followup_mail.drafting import Request, Written
from followup_mail.showing.plain import as_text, together
from followup_mail.vocabulary import Kind

GOLDEN = Path(__file__).parent / "drafts"


@dataclass(frozen=True)
class Case:
    """One line of cases.txt."""

    example: str
    kind: Kind
    on: date
    to: tuple[str, ...]
    settings: tuple[str, ...]

    @property
    def path(self) -> Path:
        """The file its draft is kept in."""
        further = [text.replace("=", "-") for text in (*self.settings, *self.to)]
        return GOLDEN / ("_".join([self.example, self.kind.value, str(self.on), *further]) + ".txt")

    def written(self) -> Written:
        """Return what the program writes for it today."""
        request = Request(
            self.kind,
            str(shipped.examples() / f"{self.example}.toml"),
            self.to,
            self.on,
            self.settings,
        )
        return APP.write(request)

    def text(self) -> str:
        """Return what ``draft`` prints for it."""
        return together([as_text(draft) for draft in self.written().drafts])


APP = App(
    environ={"FOLLOWUP_MAIL_HOME": str(GOLDEN / "nowhere")},
    stdin=BytesIO(),
    now=lambda: datetime(2026, 11, 19, 21, 30, tzinfo=UTC),
    new_token=lambda: "token",
    local_timezone=lambda: "UTC",
)


def cases() -> list[Case]:
    """Return the lines of cases.txt."""
    found = []
    for line in (GOLDEN.parent / "cases.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        example, kind, day, *further = shlex.split(line)
        options = list(zip(further[::2], further[1::2], strict=True))
        to = tuple(value for name, value in options if name == "--to")
        settings = tuple(value for name, value in options if name == "--set")
        found.append(Case(example, Kind(kind), date.fromisoformat(day), to, settings))
    return found


def main() -> None:
    """Write every golden draft; remove those that no case names."""
    GOLDEN.mkdir(exist_ok=True)
    for old in GOLDEN.glob("*.txt"):
        old.unlink()
    for case in cases():
        case.path.write_text(case.text(), encoding="utf-8")


if __name__ == "__main__":
    main()
