"""How often the checks that go by words accuse texts that were read and found good.

    python benchmarks/false_positives.py [FOLDER]

FOLDER (tests/golden/drafts) holds texts as ``draft`` prints them: ``To:``,
``Subject:``, an empty line and the body; several may stand in one file, parted by
a line of dashes. Whatever a check warns of there is a false positive. The kind is
read from the file's name, the language from the text. Whether the writer is a
woman is not known, so what agrees with either gender is let pass.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from followup_mail.model import Application, Choice, Draft, Me, Person, TemplateOrigin, Text
from followup_mail.vocabulary import Agreement, Kind, Language, Role, Severity
from followup_mail.writing.checks import Case, run
from followup_mail.writing.checks.language import SMALL

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden" / "drafts"
BY_WORDS = (
    "language",
    "blame",
    "desperation",
    "filler",
    "apology",
    "pressure",
    "flattery",
    "tu-vous",
    "agreement",
    "elision",
)
_BETWEEN = "\n" + "-" * 60 + "\n"


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name of the file and the text of each message below *folder*."""
    for path in sorted(folder.rglob("*.txt")):
        for message in path.read_text(encoding="utf-8").split(_BETWEEN):
            yield path.name, message.strip("\n")


def accused(name: str, message: str) -> list[tuple[str, str]]:
    """Return the checks that warn of *message*, each with what it says."""
    either = [_warnings(name, message, agreement) for agreement in (Agreement.F, Agreement.M)]
    return min(either, key=len)


def _warnings(name: str, message: str, agreement: Agreement) -> list[tuple[str, str]]:
    found = run(_case(name, message, agreement))
    return [
        (finding.check, finding.message)
        for finding in found
        if finding.check in BY_WORDS and finding.severity is not Severity.HINT
    ]


def _case(name: str, message: str, agreement: Agreement) -> Case:
    header, _, body = message.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in header.splitlines() if ": " in line)
    kinds = [kind for kind in Kind if kind.value in name.removesuffix(".txt").split("_")]
    kind = kinds[0] if kinds else Kind.CHECK_IN
    if kind.spoken:  # its headings are the program's, not said
        body = "\n".join(line for line in body.splitlines() if not line.endswith(":"))
    language = _language(body)
    me = Me("Sam Okafor", "sam@example.com", agreement=agreement)
    role = Role.INSIDER if kind is Kind.NETWORK else Role.RECRUITER
    to = Person("to", fields.get("To", "").partition(" <")[0], role)
    application = Application("", "", language, me, "UTC", {"to": to})
    draft = Draft(
        kind=kind,
        language=language,
        on=date(2026, 11, 20),
        sender=me,
        choice=Choice(to, "", 1),
        subject=Text(fields.get("Subject", "")),
        body=Text(body),
        template=TemplateOrigin(kind.value, Path(name), built_in=True),
    )
    return Case(draft, application)


def _language(body: str) -> Language:
    """Return French where its small words prevail; Canada's, whose lists have the more."""
    words = re.findall(r"[^\W\d_]+", body.casefold())
    french, english = (sum(word in SMALL[base] for word in words) for base in ("fr", "en"))
    return Language.FR_CA if french > english else Language.EN_CA


def main(arguments: Sequence[str]) -> int:
    """Print the rate of each check; return 1 where one accused a text."""
    folder = Path(arguments[0]) if arguments else GOLDEN
    messages = list(texts(folder))
    if not messages:
        sys.stderr.write(f"There is no .txt file below {folder}.\n")
        return 1
    found = [(name, accused(name, message)) for name, message in messages]
    counts = Counter(check for _, accusations in found for check in {c for c, _ in accusations})
    print(f"{len(messages)} texts below {folder}")
    for check in BY_WORDS:
        print(f"{check:<12} {counts[check]:>4}  {counts[check] / len(messages):6.1%}")
    for name, accusations in found:
        for check, message in accusations:
            print(f"{name}: {check}: {message}")
    return 1 if counts else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
