"""What is decided of messages that wait: held, put off, or confirmed by whoever wrote them."""

from datetime import datetime
from typing import Final

from followup_mail.posting import NewPosting, SendState
from followup_mail.store.journal import Journal
from followup_mail.store.rows import encode, stamp

_HELD: Final = "UPDATE posting SET held = ?, owner = '', changed_at = ? WHERE id = ?"
_RELEASED: Final = "UPDATE posting SET held = '' WHERE id = ?"
# Not deferred: no server has asked to be left in peace.
_PUT_OFF: Final = (
    "UPDATE posting SET state = 'queued', not_before = ?, told = ?, owner = '', changed_at = ? "
    "WHERE id = ?"
)
_CONFIRMED: Final = (
    "UPDATE posting SET held = '', after_entry = ?, file_digest = ?, digests = ?, "
    "overruled = ? WHERE id = ?"
)
_LAST_ENTRY: Final = "SELECT value FROM counter WHERE name = 'entry'"
_WAITS: Final = frozenset({SendState.QUEUED, SendState.DEFERRED})


class Waiting(Journal):
    """What becomes of a message before it leaves."""

    def last_entry(self) -> int:
        """Return the number that the newest entry of any history was given; 0 for none."""
        found = self._database.ask(_LAST_ENTRY)
        return int(found[0][0]) if found else 0

    def hold(self, number: int, why: str, *, at: datetime) -> None:
        """Let go of a claimed message that isn't to be sent, and keep *why*.

        Raises:
            StoreError: Somebody else has it by now, or it may have left.

        """
        with self.writing():
            self._own(number, _WAITS)
            self._do(_HELD, why, stamp(at), number)

    def release(self, number: int) -> None:
        """Keep that nothing is known any more against a claimed message.

        Raises:
            StoreError: Somebody else has it by now, or it may have left.

        """
        with self.writing():
            self._own(number, _WAITS)
            self._do(_RELEASED, number)

    def put_off(self, number: int, until: datetime, told: str, *, at: datetime) -> None:
        """Let go of a claimed message that isn't to be sent before *until*; *told* says why.

        Raises:
            StoreError: Somebody else has it by now, or it may have left.

        """
        with self.writing():
            self._own(number, _WAITS)
            self._do(_PUT_OFF, stamp(until), told, stamp(at), number)

    def confirm(self, number: int, new: NewPosting) -> None:
        """Keep that a message that waits was written anew as *new*, with the same words.

        It leans on what is known now. One that is being sent, or was, stays as it is.

        Raises:
            NotFoundError: There is no such message.

        """
        with self.writing():
            if self._progress(number)[0] in _WAITS:
                noted = encode(new.digests), encode(new.overruled)
                self._do(_CONFIRMED, new.after, new.file_digest, *noted, number)
