"""What happens to a test where a server can't be started."""

import os

import pytest


def need(absent: str) -> None:
    """Skip the test if *absent* says that something is; fail it where everything has to be."""
    if absent and os.environ.get("FOLLOWUP_MAIL_SERVERS") == "required":
        pytest.fail(absent)
    if absent:
        pytest.skip(absent)
