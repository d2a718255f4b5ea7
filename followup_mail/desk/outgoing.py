"""From drafts to what is to be sent: envelope, thread, and what it may be sent once as."""

import re
from datetime import datetime
from typing import TYPE_CHECKING

from followup_mail.config import check_own_words
from followup_mail.desk.desk import Desk
from followup_mail.desk.sending import TAKEN
from followup_mail.errors import UsageError
from followup_mail.model import Draft
from followup_mail.posting import Account, Envelope, NewPosting, Posting
from followup_mail.record import Record

if TYPE_CHECKING:
    from email.message import EmailMessage

    from followup_mail.drafting import Written
    from followup_mail.kept import Stored
    from followup_mail.model import Application

_REPLIES = re.compile(r"\s*(?:re|ré|aw)\s*:\s*", re.IGNORECASE)
_TEST = "[Test] "


class Way(Record):
    """How messages are to go out, as it was asked for."""

    account: Account
    test: bool = False
    """To the user alone."""
    not_before: datetime | None = None
    forced: tuple[tuple[str, str], ...] = ()
    after: int = 0
    """The number of the newest entry of any history before they were written."""


def as_it_leaves(desk: Desk, stored: "Stored", draft: Draft, account: Account) -> Draft:
    """Return *draft* with the subject of the thread that it goes on in, from *account*'s address.

    So that what is shown and checked is what is sent.
    """
    from followup_mail.model import Text

    if account.sender:
        draft = draft._replace(sender=draft.sender._replace(email=account.sender))
    thread = _thread(desk, stored, draft)
    if thread:
        subject = _answering(thread[-1].what.subject)
        draft = draft._replace(subject=Text(subject))
    return draft


def outgoing(desk: Desk, stored: "Stored", written: "Written", way: Way) -> tuple[NewPosting, ...]:
    """Return what is to be sent of *written*, in its order.

    Raises:
        UsageError: A message is no e-mail, or names somebody as the file doesn't.
        ConfigError: Others may have written the template of one.

    """
    for draft in written.drafts:
        if not draft.template.built_in:
            check_own_words(draft.template.path)
    if written.drafts:
        _check_names(desk.complete(stored), written, stored.dossier.name)
    return tuple(_one(desk, stored, written, draft, way) for draft in written.drafts)


def _check_names(application: "Application", written: "Written", name: str) -> None:
    """Pass where names and addresses are those on file, which the message is addressed by.

    Raises:
        UsageError: One was given for this once, and would not be in the header.

    """
    for draft in written.drafts:
        to = draft.choice.to
        kept = application.people.get(to.id) if to else None
        theirs = (kept.name, kept.email) if kept else None
        same_reader = to is None or theirs == (to.name, to.email)
        if not same_reader or application.me.name != draft.sender.name:
            raise UsageError(
                "A name or an address that is given with --set can't be sent: put it into the file "
                f"with followup-mail edit {name}."
            )


def _one(desk: Desk, stored: "Stored", written: "Written", draft: Draft, way: Way) -> NewPosting:
    from followup_mail.desk.enclosing import digest, digests
    from followup_mail.desk.traces import key_of
    from followup_mail.ladder.occurrences import occurrence
    from followup_mail.mail.message import new_message_id

    recipient = draft.recipient
    if recipient is None:
        raise UsageError(_no_mail(draft, stored.dossier.name))
    person = draft.choice.about or draft.choice.to
    mail_from = way.account.sender or draft.sender.email
    thread = tuple(posting.what.message_id for posting in _thread(desk, stored, draft))
    what = occurrence(draft.kind, written.application, draft.choice, draft.on)
    key = f"test/{desk.new_token()}" if way.test else key_of(stored.dossier, what)
    subject = draft.subject.text
    return NewPosting(
        key=key,
        kind=draft.kind,
        to=person.id if person else "",
        subject=f"{_TEST}{subject}" if way.test else subject,
        body=draft.body.text,
        envelope=Envelope(mail_from, (mail_from if way.test else recipient.addr_spec,)),
        message_id=new_message_id(mail_from, desk.new_token()),
        account=way.account.name,
        attachments=tuple(str(path) for path in draft.attachments),
        in_reply_to=thread[-1] if thread else None,
        references=thread,
        language=draft.language.value,
        test=way.test,
        not_before=way.not_before,
        forced=way.forced,
        opened=what.opened,
        whom=what.whom,
        after=way.after,
        file_digest=digest(stored.dossier.text.encode()),
        digests=digests(draft.attachments),
    )


def _no_mail(draft: Draft, name: str) -> str:
    if draft.kind.spoken:
        return (
            f"A {draft.kind} is no e-mail: followup-mail script {draft.kind} {name} shows what "
            "to say."
        )
    return f"A {draft.kind} is no e-mail: followup-mail draft {draft.kind} {name} shows it."


def _thread(desk: Desk, stored: "Stored", draft: Draft) -> "list[Posting]":
    """Return what was sent from here to the reader of *draft*, the oldest first."""
    if draft.recipient is None:
        return []
    address = draft.recipient.addr_spec
    sent = desk.store.outbox(states=TAKEN, application=stored.id)
    found = [p for p in sent if address in p.what.envelope.rcpt_to and not p.what.test]
    return sorted(found, key=lambda posting: posting.changed_at)


def _answering(subject: str) -> str:
    """Return *subject* with one "Re:", which is what mail programs look for in any language."""
    bare = subject
    while match := _REPLIES.match(bare):
        bare = bare[match.end() :]
    return f"Re: {bare}"


def compose(desk: Desk, posting: Posting, account: Account, *, now: datetime) -> "EmailMessage":
    """Return *posting* as the message that leaves now.

    Raises:
        MessageError: It can't be written so that it reads back as meant.
        ApplicationError: The application's file can't be read any more.
        OutputError: An attachment can't be read, or is another one by now.

    """
    from followup_mail.desk.enclosing import enclosed
    from followup_mail.mail.message import compose as composed
    from followup_mail.model import Mailbox

    what = posting.what
    application = desk.complete(desk.store.by_id(posting.application))
    address = what.envelope.rcpt_to[0]
    named = (p.name for p in application.people.values() if p.email == address)
    return composed(
        sender=Mailbox(application.me.name, what.envelope.mail_from),
        to=Mailbox(application.me.name if what.test else next(named, ""), address),
        subject=what.subject,
        body=what.body,
        # In UTC: an offset would tell where the writer is.
        date=now,
        message_id=what.message_id,
        attachments=enclosed(what),
        thread=what.references,
        html=account.html,
        language=what.language,
    )


def rehearsed(desk: Desk, stored: "Stored", new: NewPosting, account: Account) -> int:
    """Return how many octets *new* would have on the wire, having built it as for sending.

    Raises:
        MessageError: It can't be written so that it reads back as meant.
        OutputError: An attachment can't be read.

    """
    from followup_mail.mail.message import to_bytes
    from followup_mail.mail.submission import check_envelope
    from followup_mail.posting import SendState

    check_envelope(new.envelope)
    now = desk.now()
    posting = Posting(
        id=0, application=stored.id, what=new, state=SendState.QUEUED, queued_at=now, changed_at=now
    )
    return len(to_bytes(compose(desk, posting, account, now=now)))
