"""Leaving a server in peace that asked for it: for how long, and who may try all the same.

Whoever logs in again and again after "too many login attempts" is locked out for longer.
"""

from datetime import datetime, timedelta
from typing import Final

from followup_mail.desk.desk import Desk
from followup_mail.posting import Rest

SHORTEST: Final = timedelta(minutes=30)
"""The least wait before another attempt (RFC 5321, 4.5.4.1)."""
LONGEST: Final = timedelta(hours=8)
LOCKED_OUT: Final = timedelta(days=1)
"""The wait after a wrong password: tried again and again, it locks the mailbox."""
_WRONG_CLOCK: Final = LOCKED_OUT + timedelta(hours=1)
"""Further ahead no rest ends, unless the clock was wrong when it began."""


def wait_after(step: int) -> timedelta:
    """Return how long a server is left in peace that has said no *step* times before."""
    return min(LONGEST, SHORTEST * (1 << min(step, 10)))


def rest_now(desk: Desk, account: str) -> Rest | None:
    """Return the rest that *account* is having, None where it may be tried."""
    rest = desk.store.rest_of(account)
    now = desk.now()
    return rest if rest is not None and now < rest.until <= now + _WRONG_CLOCK else None


def rests_now(desk: Desk) -> tuple[Rest, ...]:
    """Return the rests of all accounts that are having one."""
    return tuple(rest for rest in desk.store.rests() if rest_now(desk, rest.account))


def asked_for(desk: Desk, account: str, told: str) -> None:
    """Keep that the server of *account* said not now, in the words of *told*."""
    with desk.writing():
        before = desk.store.rest_of(account)
        step = before.step + 1 if before else 0
        desk.store.keep_rest(Rest(account, desk.now() + wait_after(step), step, told))


def locked_out(desk: Desk, account: str, told: str) -> None:
    """Keep that the password of *account* was not taken."""
    with desk.writing():
        before = desk.store.rest_of(account)
        until: datetime = desk.now() + LOCKED_OUT
        desk.store.keep_rest(Rest(account, until, before.step if before else 0, told))


def ended(desk: Desk, account: str) -> None:
    """Keep that *account* may be tried: its server took something, or its password is another."""
    if desk.store.rest_of(account) is not None:
        desk.store.end_rest(account)
