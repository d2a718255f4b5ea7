"""``python -m servers.attacks [WORD]...``, in the folder ``tests``: the program under attack.

Plays every attack of ``test_attack_*.py`` here against the installed command, or those
whose name holds one of the words, and prints a line for each: whether it was held, and
what should have been. Mail servers, homes and clocks are played, on loopback; what was
made is removed. It ends in the number of attacks that went through.
"""

import importlib
import inspect
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from servers.certificates import make_certificates
from servers.machine import missing, private_folder
from servers.victim import Scene, scene

Attack = Callable[[Scene], None]


def attacks() -> Iterator[tuple[str, Attack]]:
    """Yield the attacks with their names, as the files have them."""
    for path in sorted(Path(__file__).parent.glob("test_attack_*.py")):
        module = importlib.import_module(f"servers.{path.stem}")
        for name, found in vars(module).items():
            if name.startswith("test_") and inspect.isfunction(found):
                yield name.removeprefix("test_"), found


def main(words: list[str]) -> int:
    """Play them; return how many went through."""
    if absent := missing("openssl", "prlimit"):
        _say(absent)
        return 1
    through = 0
    with private_folder("fm-tls") as folder:
        certificates = make_certificates(folder)
        for name, attack in attacks():
            if words and not any(word in name for word in words):
                continue
            begun = time.monotonic()
            try:
                with scene(certificates) as made:
                    attack(made)
            except pytest.skip.Exception as lacking:
                held, why = "not played", str(lacking)
            except Exception:  # noqa: BLE001 - whatever it is, it's told, and the others go on
                through += 1
                held, why = "WENT THROUGH", traceback.format_exc() if words else ""
            else:
                held, why = "held", ""
            called = name.replace("_", " ")
            _say(f"{held:<12}  {time.monotonic() - begun:4.1f} s  {called}\n{why}".rstrip())
    return through


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
