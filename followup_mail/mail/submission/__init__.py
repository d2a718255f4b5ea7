"""Submitting messages over SMTP (RFC 6409, 5321, 8314), one step at a time.

A client of our own: the standard library's hides at which step a connection was
lost, tries a wrong password once per mechanism, waits anew after every byte, and
keeps whatever a server sends. ``connect`` gives a :class:`Session`, which logs in
once and delivers messages one after the other.
"""

from followup_mail.mail.submission.connecting import connect
from followup_mail.mail.submission.deadlines import Deadlines
from followup_mail.mail.submission.envelopes import check_envelope
from followup_mail.mail.submission.session import Session
from followup_mail.mail.submission.trust import verifying_context

__all__ = ["Deadlines", "Session", "check_envelope", "connect", "verifying_context"]
