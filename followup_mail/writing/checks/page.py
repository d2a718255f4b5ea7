"""The page of all checks, ``docs/checks.md``, made from what the code says.

Run as ``python -m followup_mail.writing.checks.page > docs/checks.md``.
"""

import sys
from collections import Counter

from followup_mail.writing.checks import CHECKS

_LANGUAGES = {"en": "English", "fr": "French"}

_BEGIN = """\
# Checks

Each draft is read as a careful friend would read it before it goes out. What blocks ends
`draft` with status 3; `--force NAME=REASON` overrides one check by its name, and the reason is
shown with the finding. A check that blocks may also find smaller faults of its sort, which are
warnings then. Words that are matched against lists are warnings at most, since a list cannot
judge a sentence; only a complaint about a colleague blocks.

This page is written by `python -m followup_mail.writing.checks.page`; a test holds it to the code.
"""


def page() -> str:
    """Return the page in Markdown."""
    rows = [
        (
            f"`{info.name}`",
            info.severity.value if info.overridable else f"{info.severity.value}, always",
            info.rule,
            info.source,
            ", ".join(_LANGUAGES[base] for base in info.languages),
        )
        for info in CHECKS.values()
    ]
    counts = Counter(info.severity.value for info in CHECKS.values())
    told = ", ".join(f"{number} {severity}" for severity, number in counts.items())
    lines = [
        _BEGIN,
        f"{len(rows)} checks by their heaviest finding: {told}.\n",
        "| name | severity | rule | source | languages |",
        "|---|---|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
