"""Passwords: in a box, from the keyring or a command, never anywhere else.

Only the box stands here: the process that asks the keyring imports this too, and a
send waits for it.
"""

from followup_mail.mail.credentials.secret import Secret

__all__ = ["Secret"]
