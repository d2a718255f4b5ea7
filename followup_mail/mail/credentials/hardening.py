"""Keeping this process's memory to itself while a password is in it."""

import sys

_PR_SET_DUMPABLE = 4
"""prctl(2); then nobody but root may trace the process, read its memory or its core."""


def harden() -> None:
    """Allow no core dump, and no look into this process by others of the same user.

    To be called before a secret is read. Where the system knows no such thing it
    does nothing; it never fails.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - start-up time: only where a secret is read

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
