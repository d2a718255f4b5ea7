"""A program whose clock and home are the test's."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from followup_mail.app import App
from followup_mail.cli import main

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
"""Noon in Toronto, on the day after the examples' interview."""


@pytest.fixture
def app(tmp_path: Path) -> App:
    """Return an app with an empty home."""
    return App(
        environ={"FOLLOWUP_MAIL_HOME": str(tmp_path / "home")},
        stdin=BytesIO(),
        now=lambda: NOON,
        new_token=lambda: "0123456789abcdef",
        local_timezone=lambda: "UTC",
    )


@pytest.fixture
def run(app: App) -> Callable[..., Result]:
    """Return a function that runs a command line, with standard input if given."""

    def run_it(*arguments: str | Path, stdin: bytes = b"") -> Result:
        app.stdin = BytesIO(stdin)
        return CliRunner().invoke(
            main,
            [str(argument) for argument in arguments],
            obj=lambda: app,
            prog_name="followup-mail",
        )

    return run_it


@pytest.fixture
def northwind(examples: Path) -> Path:
    """Return the English example."""
    return examples / "northwind.toml"
