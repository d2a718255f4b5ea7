# ruff: noqa: INP001 - a script's module beside the documents that it writes
"""What the tests say of faults and abuse: the table of docs/reliability.md.

A test that holds a promise about a fault begins its docstring with the number of
the fault's row: "Row 35: the answer that was lost makes …", "Rows 34, 44: …".
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
_ROWS = re.compile(
    r"Rows? (?P<rows>\d+(?:(?:, | and )(?:Row )?\d+)*)[:,]\s*(?P<promise>.+)", re.DOTALL
)
_TESTS = ("test_*.py", "*_contract.py")

FAULTS: Mapping[int, str] = {
    1: "the host's name is unknown",
    2: "the resolver is silent",
    3: "the connection is refused",
    4: "packets vanish, the host can't be reached",
    5: "IPv6 is broken, IPv4 works",
    6: "the certificate has expired, or is not valid yet",
    7: "the certificate is another host's, self-signed, of an unknown authority",
    8: "a pinned certificate has changed",
    9: "TLS is too old, stalls, or isn't spoken",
    10: "STARTTLS is missing or refused",
    11: "answers are injected before TLS begins",
    12: "the greeting says no",
    13: "the greeting never ends",
    14: "only HELO is understood",
    15: "the answer to EHLO floods",
    16: "the password is wrong",
    17: "the server can't check passwords now",
    18: "the provider explains itself",
    19: "a token has expired, was revoked, or is another user's",
    20: "two programs renew one token",
    21: "the password is not ASCII",
    22: "the sender is not taken",
    23: "the message is too large",
    24: "the server lacks SMTPUTF8 or 8BITMIME",
    25: "some recipients are refused",
    26: "all recipients are refused",
    27: "greylisting",
    28: "the server closes between recipients",
    29: "DATA is refused",
    30: "the connection ends after 354",
    31: "the connection breaks within the body",
    32: "the server stops reading",
    33: "the server refuses while the body goes out",
    34: "the connection breaks just before the end",
    35: "the answer to the end is lost",
    36: "the answer is late",
    37: "the answer drips in",
    38: "the end is answered with 4yz",
    39: "the end is answered with 421",
    40: "the end is answered with 554",
    41: "the end is answered with something else",
    42: "QUIT goes wrong",
    43: "the program is killed at any moment",
    44: "the program is interrupted",
    45: "the power fails",
    46: "the order of commits and bytes",
    47: "eight programs send at once",
    48: "a program that was sending is gone",
    49: "the disk is full before sending",
    50: "the disk is full after sending",
    51: "the store is damaged",
    52: "the store is newer than the program",
    53: "the store is locked, read-only, on a network",
    54: "the store is an older copy, or gone",
    55: "the clock is wrong",
    56: "there is no keyring",
    57: "the keyring is locked",
    58: "the keyring hangs",
    59: "the keyring is one that keeps no secrets",
    60: "the keyring forgets",
    61: "a template is faulty",
    62: "a template never ends, or floods",
    63: "a template tries to get out",
    64: "a template includes what it must not",
    65: "a placeholder is left over",
    66: "text tries to become a header",
    67: "headers are long or international",
    68: "an address is none",
    69: "blind copies",
    70: "what the message says about the machine",
    71: "text tries to control the terminal",
    72: "a domain looks like another",
    73: "IMAP: the session is said to be open, or STARTTLS is taken away",
    74: "IMAP: a Message-ID or a mailbox's name is hostile",
    75: "IMAP: the answers flood",
    76: "IMAP: the answer to APPEND is lost",
    77: "IMAP: a copy for the folder of sent mail",
    78: "a table to be read is faulty, or huge",
    79: "a cell of a table that is written begins a formula",
    80: "an application file is faulty, or deep",
    81: "calendars, in and out",
    82: "config.toml, other files and folders are somebody else's",
    83: "the umask",
    84: "a crash while config.toml is written",
    85: "secrets anywhere but where they belong",
    86: "a configuration that points elsewhere",
    87: "something else than a mail server answers",
    88: "the third of ten messages fails",
    89: "an export is hostile, or old",
    90: "what waits is overtaken by what happens",
    91: "the same thing is written down in another way",
    92: "an application is removed while its message is on its way",
    93: "the program is exchanged for a newer one",
}
_NO_TOKENS = "Not built: nobody is signed in with a token (OAuth)."
_NO_MAILBOX = "Not built: no mailbox is read or written (IMAP)."
NOT_BUILT: Mapping[int, str] = {
    **dict.fromkeys((19, 20), _NO_TOKENS),
    **dict.fromkeys((73, 74, 75, 76, 77), _NO_MAILBOX),
}
"""Rows of what the program doesn't do."""


def promises() -> Iterator[tuple[int, str, str]]:
    """Yield row, promise and test, for every test that names a row."""
    found = (path for name in _TESTS for path in (ROOT / "tests").rglob(name))
    for path in sorted(found):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
                continue
            said = _ROWS.match(ast.get_docstring(node) or "")
            if said is None:
                continue
            told = " ".join(said["promise"].split("\n\n")[0].split())
            for row in re.findall(r"\d+", said["rows"]):
                yield int(row), told, f"{path.relative_to(ROOT)}::{node.name}"


def table() -> str:
    """Return the rows in order, each with its promises and the tests that hold them."""
    held: dict[int, list[tuple[str, str]]] = {row: [] for row in FAULTS}
    for row, told, test in promises():
        held[row].append((told, test))
    lines = ["| row | fault | promise | test |", "|---|---|---|---|"]
    for row, fault in FAULTS.items():
        for number, (told, test) in enumerate(held[row]):
            first = (str(row), fault) if number == 0 else ("", "")
            where, _, name = test.partition("::")
            lines.append(f"| {first[0]} | {first[1]} | {_cell(told)} | `{name}` in {where} |")
        if not held[row]:
            lines.append(f"| {row} | {fault} | {NOT_BUILT.get(row, '(no test)')} | |")
    return "\n".join(lines)


def _cell(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text.replace("|", "\\|").replace("``", "`")
