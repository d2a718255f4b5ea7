"""What all tests share: hypothesis' profile, an empty home, the examples."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from followup_mail import shipped

settings.register_profile("suite", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("suite")

# Whoever starts the suite in the background may have these ignored, and so would the programs
# that the tests start: "nohup" does it, and "&" in a script.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

_OF_THE_MACHINE = ("COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR", "PYTHONPATH")
"""Variables that change what the program prints, or which program it is."""


@pytest.fixture(scope="session", autouse=True)
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return an empty home folder, which stands in for the user's during all tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in _OF_THE_MACHINE:
            patch.delenv(name, raising=False)
        patch.setenv("FOLLOWUP_MAIL_HOME", os.fspath(home))
        patch.setenv("XDG_STATE_HOME", os.fspath(tmp_path_factory.mktemp("state")))
        yield home


@pytest.fixture(scope="session")
def examples() -> Path:
    """Return the folder of the example application files."""
    return shipped.examples()
