# ruff: noqa: INP001, S603, T201 - a script beside the documents, which starts the program it shows
"""Make the pictures of the README from the program's real output.

    .venv/bin/python docs/screenshots/make.py [board]

With "board", only those of the board. Needs Chromium (or Chrome) on the PATH and a
POSIX system: commands run in a terminal of their own, so that they print what they
print for a person. Every picture is made from the examples, in an empty home folder,
the board from people and employers invented in board.py; nothing is sent.
"""

import fcntl
import html
import os
import pty
import re
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import textwrap
from pathlib import Path
from typing import NamedTuple

import board

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAM = (sys.executable, "-m", "followup_mail")
COLUMNS = 80

PREVIEW = "preview thank-you examples/northwind.toml --to david --on 2026-11-20"
PAGES = {
    "en.html": PREVIEW,
    "fr.html": "preview thank-you examples/boreal.toml --on 2026-11-18",
}
TERMINALS = {
    "terminal-preview.png": PREVIEW,
    "terminal-call.png": "script call examples/northwind-escalated.toml --on 2026-12-21",
    "terminal-voicemail.png": "script voicemail examples/northwind-escalated.toml --on 2026-12-21",
}

CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--run-all-compositor-stages-before-draw",
)

TERMINAL = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>terminal</title><style>
body { margin: 0; padding: 28px; background: #e9e6df; display: inline-block; }
figure { margin: 0; border-radius: 12px; overflow: hidden; background: #1b1e22; color: #d9d7d1;
  box-shadow: 0 2px 6px rgb(0 0 0 / 18%), 0 18px 44px rgb(0 0 0 / 20%); }
figcaption { display: flex; gap: 8px; padding: 13px 16px; background: #25292e; }
figcaption i { width: 12px; height: 12px; border-radius: 50%; background: #4a5058; }
pre { margin: 0; padding: 20px 26px 26px;
  width: 81ch; white-space: pre-wrap; word-break: break-all;
  font: 14px/1.5 "DejaVu Sans Mono", Menlo, Consolas, monospace; }
.c1 { font-weight: 700; color: #f4f2ec; } .c2 { color: #858c95; }
.c36 { color: #7fd3c4; } .c4 { text-decoration: underline; text-underline-offset: 3px;
  text-decoration-color: #4f9b8d; } .c32 { color: #8fd6a6; } .c33 { color: #e8c06f; }
.c31 { color: #f2958b; } .c34 { color: #9dbfea; } .prompt { color: #8fd6a6; }
</style></head><body><figure><figcaption><i></i><i></i><i></i></figcaption>
<pre><span class="prompt">$</span> COMMAND
OUTPUT</pre></figure></body></html>
"""

PHONES = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>phones</title><style>
body { margin: 0; padding: 36px; display: flex; gap: 36px; background: #d9d5cc; width: 828px; }
iframe { width: 390px; height: 844px; border: 9px solid #23262a; border-radius: 44px;
  background: #fff; box-shadow: 0 18px 44px rgb(0 0 0 / 24%); }
</style></head><body><iframe src="LEFT"></iframe><iframe src="RIGHT"></iframe></body></html>
"""


class Picture(NamedTuple):
    """A page to be drawn."""

    name: str
    page: Path
    width: int
    dark: bool = False


def main(*only: str) -> None:
    """Make every picture, or those of the board *only*."""
    with tempfile.TemporaryDirectory(prefix="followup-mail-pictures-") as folder:
        work = Path(folder)
        pictures = of_the_board(work)
        if only != ("board",):
            pictures += of_previews(work)
        for picture in pictures:
            draw(picture, work)
            print(HERE / picture.name)


def of_previews(work: Path) -> list[Picture]:
    """Return the previews of a message, in a browser and in a terminal."""
    pages = {name: run_page(command, work / name, work) for name, command in PAGES.items()}
    pictures = [
        Picture("page.png", pages["en.html"], 1200),
        Picture("page-dark.png", pages["en.html"], 1200, dark=True),
        Picture("page-french.png", pages["fr.html"], 1200),
        Picture("phones.png", phones("en.html", "fr.html", work / "phones.html"), 900),
    ]
    for name, command in TERMINALS.items():
        page = work / f"{name}.html"
        page.write_text(framed(command, in_terminal(command, work)), encoding="utf-8")
        pictures.append(Picture(name, page, 796))
    return pictures


def of_the_board(work: Path) -> list[Picture]:
    """Return the board: light, dark, and on a phone its beginning and what waits."""
    page, waiting = work / "board.html", work / "board-waiting.html"
    source = board.page()
    page.write_text(source, encoding="utf-8")
    # A frame shows the beginning of a page: here of one without what comes before.
    cut = re.sub(r'(?s)<header class="top">.*(?=<section class="group" id="waiting">)', "", source)
    waiting.write_text(cut, encoding="utf-8")
    frames = phones(page.name, waiting.name, work / "board-phones.html")
    return [
        Picture("board.png", page, 1200),
        Picture("board-dark.png", page, 1200, dark=True),
        Picture("board-phones.png", frames, 900),
    ]


def phones(left: str, right: str, page: Path) -> Path:
    """Write a page that shows two others on telephones, and return it."""
    shown = PHONES.replace("LEFT", left).replace("RIGHT", right)
    page.write_text(shown, encoding="utf-8")
    return page


def environment(work: Path) -> dict[str, str]:
    """Return the environment of a command: an empty home, colour, plain UTF-8."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    home = {"FOLLOWUP_MAIL_HOME": str(work / "home")}
    return {**kept, **home, "TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "America/Toronto"}


def run_page(command: str, page: Path, work: Path) -> Path:
    """Run *command* so that it writes *page*, and return that."""
    arguments = [*PROGRAM, *shlex.split(command), "-o", str(page)]
    subprocess.run(arguments, cwd=ROOT, env=environment(work), check=True, capture_output=True)
    return page


def in_terminal(command: str, work: Path) -> str:
    """Return what *command* prints in a terminal of its own."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 60, COLUMNS, 0, 0))
    with subprocess.Popen(
        [*PROGRAM, *shlex.split(command)],
        cwd=ROOT,
        env=environment(work),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        chunks = []
        while chunk := _read(ours):
            chunks.append(chunk)
    os.close(ours)
    if process.returncode != 0:
        raise SystemExit(b"".join(chunks).decode())
    return b"".join(chunks).decode().replace("\r\n", "\n").rstrip("\n")


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65_536)
    except OSError:  # Linux: the other end of the terminal is closed
        return b""


def framed(command: str, output: str) -> str:
    """Return a page that shows *output* in the frame of a terminal."""
    parts = re.split(r"\x1b\[([0-9;]*)m", output)
    shown = html.escape(parts[0])
    for codes, text in zip(parts[1::2], parts[2::2], strict=True):
        classes = " ".join(f"c{code}" for code in codes.split(";") if code not in {"", "0"})
        shown += f'<span class="{classes}">{html.escape(text)}</span>'
    typed = html.escape(" \\\n    ".join(textwrap.wrap(f"followup-mail {command}", COLUMNS - 4)))
    return TERMINAL.replace("COMMAND", typed).replace("OUTPUT", shown)


def draw(picture: Picture, work: Path) -> None:
    """Draw *picture* at one and a half times its size in pixels, as high as its page is."""
    size = f"--window-size={picture.width},{height_of(picture, work)}"
    target = f"--screenshot={HERE / picture.name}"
    chromium(picture, work, "--force-device-scale-factor=1.5", size, target, picture.page.as_uri())


def height_of(picture: Picture, work: Path) -> int:
    """Return how high the page is, asked of a copy that may run one line of script."""
    source = picture.page.read_text(encoding="utf-8")
    source = re.sub(r"<meta http-equiv=[^>]*>", "", source)
    ask = "<script>document.title = document.documentElement.scrollHeight</script></body>"
    copy = work / "measured.html"
    copy.write_text(source.replace("</body>", ask), encoding="utf-8")
    size = f"--window-size={picture.width},200"
    dom = chromium(picture, work, size, "--dump-dom", copy.as_uri())
    found = re.search(r"<title>(\d+)</title>", dom)
    if found is None:
        raise SystemExit(f"{picture.page}: Chromium did not say how high it is.")
    return int(found[1])


def chromium(picture: Picture, work: Path, *arguments: str) -> str:
    """Run Chromium with a profile of its own and return what it prints."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next((path for name in names if (path := shutil.which(name))), None)
    if program is None:
        raise SystemExit("Chromium is needed to draw pages: install it, or Chrome.")
    profile = tempfile.mkdtemp(dir=work)
    scheme = f"--blink-settings=preferredColorScheme={0 if picture.dark else 1}"
    done = subprocess.run(
        [program, *CHROMIUM_FLAGS, f"--user-data-dir={profile}", scheme, *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


if __name__ == "__main__":
    main(*sys.argv[1:])
