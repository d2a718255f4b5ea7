"""What other people's mail programs make of a mailbox: notmuch, NeoMutt, SpamAssassin."""

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from servers.machine import missing, program, wait_until

_NOTMUCH = """\
[database]
path={maildir}
[user]
name=Alice
primary_email=alice@mail.example
[new]
tags=
ignore=/dovecot.*/;maildirfolder
[maildir]
synchronize_flags=false
"""
_NEOMUTT = """\
set folder = '{maildir}'
set sort = threads
set text_flowed
set mark_old = no
set help = no
set markers = no
set pager_index_lines = 0
set index_format = '%4C %s'
ignore *
unignore from to subject date
"""


def absent() -> str:
    """Return a sentence on which of them is not here, "" if all are."""
    return missing("notmuch", "neomutt", "tmux", "spamassassin")


def _environment(home: Path) -> dict[str, str]:
    return {
        "HOME": os.fspath(home),
        "LC_ALL": "C.UTF-8",
        "NOTMUCH_CONFIG": os.fspath(home / "notmuch"),
        "PATH": os.defpath,
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }


def notmuch(maildir: Path, home: Path) -> list[Mapping[str, object]]:
    """Return the messages of *maildir* as notmuch shows them, each with its ``depth``.

    In the order of their threads; whoever is answered has a depth one less.
    """
    (home / "notmuch").write_text(_NOTMUCH.format(maildir=maildir))
    for words in (("new", "--quiet"), ("show", "--format=json", "--body=true", "*")):
        done = subprocess.run(
            [program("notmuch"), *words],
            env=_environment(home),
            capture_output=True,
            check=True,
        )
    return [message for thread in json.loads(done.stdout) for message in _threaded(thread, 0)]


def _threaded(nodes: list[object], depth: int) -> Iterator[Mapping[str, object]]:
    """Yield the messages of *nodes*: pairs of a message and the nodes that answer it."""
    for node in nodes:
        match node:
            case [dict(message), list(replies)]:
                yield {**message, "depth": depth}
                yield from _threaded(replies, depth + 1)
            case _:
                raise ValueError(node)


class NeoMutt:
    """NeoMutt with a mailbox open, on a screen of 100 by 40."""

    def __init__(self, maildir: Path, home: Path) -> None:
        """Start it."""
        (home / "neomuttrc").write_text(_NEOMUTT.format(maildir=maildir))
        self._environment = _environment(home)
        self._tmux = (program("tmux"), "-S", os.fspath(home / "tmux"), "-f", os.devnull)
        command = f"{program('neomutt')} -n -F {home}/neomuttrc -f {maildir}"
        self._run("new-session", "-d", "-x", "100", "-y", "40", command)

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [*self._tmux, *words],
            env=self._environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        return done.stdout

    def screen_with(self, text: str) -> str:
        """Wait until the screen shows *text*, and return all of it."""
        wait_until(lambda: text in self._run("capture-pane", "-p"), f"{text!r} in NeoMutt")
        return self._run("capture-pane", "-p")

    def press(self, key: str) -> None:
        """Press a key."""
        self._run("send-keys", key)

    def close(self) -> None:
        """End it."""
        self._run("kill-server")


def spam_rules(message: bytes, home: Path) -> dict[str, float]:
    """Return SpamAssassin's rules that *message* meets, with their points; no network is used."""
    done = subprocess.run(
        [program("spamassassin"), "--local", "--test-mode", "--nocreate-prefs"],
        env=_environment(home),
        input=message,
        capture_output=True,
        check=True,
    )
    report = done.stdout.decode(errors="replace").rpartition("pts rule name")[2]
    found = re.findall(r"^ *(-?\d+\.\d) ([A-Z0-9_]+) ", report, re.MULTILINE)
    return {name: float(points) for points, name in found}
