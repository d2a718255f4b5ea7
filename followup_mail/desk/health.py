"""Whether everything that sending leans on is in order; nothing is sent or changed."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import TYPE_CHECKING

from followup_mail.desk.desk import Desk
from followup_mail.desk.planning import held_back
from followup_mail.desk.resting import rests_now
from followup_mail.desk.sending import DOUBTFUL
from followup_mail.errors import FollowupMailError
from followup_mail.posting import Account, SendState
from followup_mail.record import Record
from followup_mail.showing.postings import line, rest_line

if TYPE_CHECKING:
    from followup_mail.mail.credentials.vault import KeyringVault


class Health(Record):
    """One thing that was looked at."""

    what: str
    good: bool
    told: str
    """What was found; where it is not good, with the remedy."""


def of_store(desk: Desk, zone: tzinfo | None) -> Iterator[Health]:
    """Yield what there is to say of the store and the outbox, held messages first."""
    for posting in held_back(desk):
        yield Health("held message", good=False, told=line(posting))
    store = desk.store
    fault = store.integrity()
    lies = f"{store.path}" if store.generation() else "nothing is kept yet"
    yield Health("store", not fault, fault or lies)
    doubt = store.distrust()
    yield Health("sent mail", not doubt, doubt or store.judged().trust.value)
    for rest in rests_now(desk):
        yield Health(f"account {rest.account}", good=True, told=rest_line(rest, zone))
    unknown = store.outbox(states=DOUBTFUL)
    waiting = store.outbox(states=[SendState.QUEUED, SendState.DEFERRED])
    lost = store.unrecorded()
    counted = {"waiting": waiting, "unknown": unknown, "sent and not recorded": lost}
    told = ", ".join(f"{len(found)} {word}" for word, found in counted.items() if found)
    remedy = ": followup-mail outbox" if unknown or lost else ""
    yield Health("outbox", not unknown and not lost, f"{told or 'nothing waits'}{remedy}")


def of_accounts(accounts: Iterable[Account], vault: "KeyringVault") -> Iterator[Health]:
    """Yield what there is to say of each account's password; no password is read."""
    for account in accounts:
        what = f"account {account.name}"
        where = f"{account.host}:{account.port} ({account.security})"
        if account.user is None:
            yield Health(what, good=True, told=f"{where}, without a password")
        elif account.password_command:
            command = account.password_command[0]
            yield Health(what, good=True, told=f"{where}, password by the command {command}")
        else:
            yield _of_keyring(account, where, vault)


def _of_keyring(account: Account, where: str, vault: "KeyringVault") -> Health:
    what = f"account {account.name}"
    try:
        return Health(what, good=True, told=f"{where}, password in {vault.which(account).name}")
    except FollowupMailError as error:
        return Health(what, good=False, told=f"{where}: {error}")
