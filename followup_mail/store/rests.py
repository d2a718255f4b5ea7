"""Accounts that are left in peace for a while; they go with this file and into no export."""

from datetime import datetime
from typing import Final

from followup_mail.posting import Rest
from followup_mail.store.database import Row
from followup_mail.store.room import Room
from followup_mail.store.rows import stamp
from followup_mail.store.tables import ACCOUNT_REST, insertion

_COLUMNS: Final = ("account", "until_moment", "step", "told")
_NEW: Final = insertion(ACCOUNT_REST, _COLUMNS)
_ALL: Final = f"SELECT {', '.join(_COLUMNS)} FROM account_rest ORDER BY account"  # noqa: S608 - our own names
_ENDED: Final = "DELETE FROM account_rest WHERE account = ?"


class Rests(Room):
    """Which accounts are left in peace, and until when."""

    def rests(self) -> tuple[Rest, ...]:
        """Return all that are kept, over or not."""
        return tuple(self._noun(_rest, row) for row in self._database.ask(_ALL))

    def rest_of(self, account: str) -> Rest | None:
        """Return that of *account*."""
        return next((rest for rest in self.rests() if rest.account == account), None)

    def keep_rest(self, rest: Rest) -> None:
        """Keep *rest* in the place of the account's own."""
        with self.writing():
            self._database.many(_ENDED, [(rest.account,)])
            row = (rest.account, stamp(rest.until), rest.step, rest.told)
            self._database.many(_NEW, [row])

    def end_rest(self, account: str) -> None:
        """Forget that of *account*."""
        with self.writing():
            self._database.many(_ENDED, [(account,)])


def _rest(row: Row) -> Rest:
    account, until, step, told = row
    return Rest(account, datetime.fromisoformat(until), step, told)
