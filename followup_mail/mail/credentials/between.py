"""What goes between the keyring's process and who asked; users are told by the vault.

As little as can be: importing this is part of what every send waits for.
"""

WAITING = b"waiting\n"
"""What the process says first when it now waits for a person."""


class AbsentError(Exception):
    """There is none that works here."""
