"""A password in a box, and a process whose memory is its own."""

import copy
import pickle
import subprocess
import sys
import traceback

import pytest

from followup_mail.mail.credentials import Secret

CANARY = "canary-Zw4r-ßé"


def test_a_secret_shows_itself_nowhere() -> None:
    """Row 85: no way of printing a password in its box shows any of it."""
    secret = Secret(CANARY)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret!r:>40}", f"{secret}", f"{[secret]}"]
    assert not [text for text in shown if "canary" in text]
    assert secret.reveal() == CANARY


def test_a_traceback_with_variables_does_not_show_it() -> None:
    """Row 85: a traceback that prints its variables does not show a password."""

    def fail(secret: Secret) -> None:
        raise ValueError(secret)

    with pytest.raises(ValueError, match="<secret>") as caught:
        fail(Secret(CANARY))
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    shown = "".join(told.format())
    assert "secret = <secret>" in shown
    assert CANARY not in shown


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_secret_is_not_written(protocol: int) -> None:
    """Row 85: a password in its box can't be pickled."""
    with pytest.raises(TypeError, match="can't be pickled"):
        pickle.dumps(Secret(CANARY), protocol)


def test_a_secret_is_not_copied_or_hashed() -> None:
    """There is one box."""
    for doing in (copy.copy, copy.deepcopy, hash):
        with pytest.raises(TypeError):
            doing(Secret(CANARY))


def test_secrets_are_compared_by_what_they_hold() -> None:
    """And with nothing else."""
    assert Secret(CANARY) == Secret(CANARY)
    assert Secret(CANARY) != Secret("other")
    assert Secret(CANARY) != CANARY
    assert (bool(Secret("")), bool(Secret(" "))) == (False, True)


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux'")
def test_a_hardened_process_leaves_no_core_and_lets_nobody_look() -> None:
    """Row 85: a process that holds a password leaves no core and can't be traced."""
    code = (
        "import ctypes, resource; from followup_mail.mail.credentials.hardening import harden\n"
        "harden(); harden()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "(0, 0) 0\n"
