"""mailmerge from PyPI, in a virtual environment of its own, with something to merge."""

import subprocess
import sys
from pathlib import Path

PINNED = "mailmerge==2.3.0"

_TEMPLATE = """\
TO: {{email}}
SUBJECT: Thank you for Thursday
FROM: Sam Okafor <sam.okafor@example.com>

Hi {{name}},

Thank you for the conversation on Thursday. I liked hearing about {{topic}}, and
what it takes to get there without losing anything on the way.

At Brightwater I {{strength}}. That is the kind of work I would like to do more
of, and I would like to do it at {{employer}}, because data quality there has an
owner and a budget, not just good intentions.

As promised, I will send the write-up of our Kafka migration by tomorrow. If
anything is open on your side, I am glad to answer it.

Kind regards,

Sam Okafor
+1 416 555 0142
"""
_HEADER = "email,name,topic,strength,employer\n"
_ROW = (
    "david{}@northwind.example,David,moving the nightly batch to streaming,"
    "rebuilt the billing pipeline,Northwind Analytics\n"
)


def install(folder: Path) -> Path:
    """Return the mailmerge command, installed into the virtual environment *folder*."""
    command = folder / "bin" / "mailmerge"
    if not command.exists():
        print(f"Installing {PINNED} into {folder.name}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        pip = (str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check")
        subprocess.run([*pip, "--quiet", "install", PINNED], check=True)
    return command


def write_job(folder: Path, rows: int) -> None:
    """Put into *folder* what mailmerge needs to write *rows* messages."""
    folder.mkdir()
    (folder / "mailmerge_template.txt").write_text(_TEMPLATE, encoding="utf-8")
    (folder / "mailmerge_server.conf").write_text(
        "[smtp_server]\nhost = localhost\nport = 25\n", encoding="utf-8"
    )
    table = _HEADER + "".join(_ROW.format(number) for number in range(rows))
    (folder / "mailmerge_database.csv").write_text(table, encoding="utf-8")
