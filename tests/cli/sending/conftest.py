"""A program that sends through a server that is played."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mailroom import CONFIG, Office, Server, office

if TYPE_CHECKING:
    from conftest import Clock

Said = Callable[..., str]
Build = Callable[..., Office]


@pytest.fixture
def server() -> Server:
    """Return the server of the user's account."""
    return Server()


@pytest.fixture
def mine() -> str:
    """Return what config.toml says beside the account."""
    return ""


@pytest.fixture
def build(server: Server, environ: dict[str, str], clock: "Clock", home: Path, mine: str) -> Build:
    """Return what makes an app as a new process has it, which sends through the server."""
    home.mkdir()
    (home / "config.toml").write_text(f"{mine}{CONFIG}", encoding="utf-8")
    tokens = count(0xABC)
    return lambda stdin=b"": office(server, environ, clock.read, tokens, stdin)


@pytest.fixture
def kept(said: Said, northwind: Path) -> Said:
    """Return ``said`` with the example kept, whose thanks are due."""
    said("add", northwind)
    return said


@pytest.fixture
def thanked(kept: Said, clock: "Clock") -> Said:
    """Return ``said`` on the day of the check-in."""
    for did in ("thank-you", "promise"):
        kept("log", "northwind", did)
    clock.set("2026-12-02")
    return kept


@pytest.fixture
def waiting(thanked: Said) -> Said:
    """Return ``said`` on the day before a check-in is to be sent, at nine in the morning in UTC."""
    thanked("send", "check-in", "northwind", "--yes", "--later", "2026-12-03 9:00")
    return thanked


@pytest.fixture
def changed(tmp_path: Path, northwind: Path) -> Callable[..., Path]:
    """Return what writes the example with texts put for others."""

    def write(*pairs: str, name: str = "northwind") -> Path:
        text = northwind.read_text(encoding="utf-8")
        for old, put in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in text
            text = text.replace(old, put)
        file = tmp_path / f"{name}.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write
