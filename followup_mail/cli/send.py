"""``send``: a message through the user's own account, once, or not at all."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from followup_mail.cli import asking
from followup_mail.cli import output as out
from followup_mail.cli import posting as tell
from followup_mail.cli.options import force_option, takes_request, yes_option
from followup_mail.cli.shell import pass_app
from followup_mail.errors import BlockedError, FollowupMailError, UsageError
from followup_mail.visible import visible

if TYPE_CHECKING:
    from datetime import tzinfo

    from followup_mail.app import App
    from followup_mail.desk import Desk
    from followup_mail.desk.outgoing import Way
    from followup_mail.drafting import Request, Written
    from followup_mail.kept import Stored
    from followup_mail.model import Draft
    from followup_mail.posting import NewPosting, Posting


@click.command()
@takes_request()
@click.option("--account", metavar="NAME", help="Through this account. Default: the usual one.")
@yes_option
@click.option("--dry-run", is_flag=True, help="Do everything but connect, and keep nothing.")
@click.option("--to-myself", is_flag=True, help="Send it to your own address, marked as a test.")
@click.option(
    "--later",
    metavar="WHEN",
    help='Keep it for `outbox deliver`, as in "tomorrow 9:00".',
)
@force_option
@pass_app
def send(
    app: "App",
    request: "Request",
    *,
    account: str | None,
    yes: bool,
    dry_run: bool,
    to_myself: bool,
    later: str | None,
    force: tuple[str, ...],
) -> None:
    """Send a message of KIND about a kept application, through your own account.

    It is shown with what the checks found, and asked about: yes, no, edit or quit. What
    was sent once for a step is not sent again. Several notes go over one connection.

    \b
    Example:
      followup-mail send due northwind --dry-run
      followup-mail send check-in northwind
      followup-mail send thank-you northwind --to-myself
    """
    from followup_mail.desk.outgoing import Way
    from followup_mail.desk.sending import account_for, gravest
    from followup_mail.drafting import parse_overrides

    config = app.config
    with app.desk() as desk:
        # Whatever is recorded from here on, the messages can't know.
        after = desk.store.last_entry()
    way = Way(
        account_for(config.accounts, config.default_account, account, config.source),
        test=to_myself,
        not_before=_moment(app, request, later) if later else None,
        forced=tuple(parse_overrides(force).items()),
        after=after,
    )
    if not (yes or dry_run or asking.somebody_is_there()):
        raise UsageError("There is no terminal to ask on; give --yes, or look with --dry-run.")
    written, stored, errors = _written(app, request, way, keep=not dry_run)
    if dry_run:
        _rehearse(app, stored, written, way)
    else:
        written = _chosen(app, written, way, yes=yes)
        _sent(app, stored, written, way, errors)
    if errors:
        raise gravest(errors)


def _moment(app: "App", request: "Request", text: str) -> datetime:
    """Return when *text* is, in UTC; a day alone is its morning where its reader is.

    Whoever names no hour didn't mean the night there.
    """
    from datetime import UTC, time

    from followup_mail.when import read_moment

    try:
        when = read_moment(text, today=app.today(), prefer="future")
    except ValueError as fault:
        raise UsageError(f"--later {text}: {fault}") from None
    if not isinstance(when, datetime):
        when = datetime.combine(when, time(9), _there(app, request))
    if when.tzinfo is None:
        when = when.replace(tzinfo=app.here().tzinfo)
    if when <= app.now():
        raise UsageError(f"--later {text}: {when:%Y-%m-%d %H:%M} is past.")
    return when.astimezone(UTC)


def _written(
    app: "App", request: "Request", way: "Way", *, keep: bool
) -> "tuple[Written, Stored, list[FollowupMailError]]":
    """Return the messages as they are to leave, without those that were sent before.

    The errors tell of those of which nobody knows. Without *keep* nothing is changed.
    """
    from followup_mail.desk.occurring import elsewhere, standing
    from followup_mail.desk.outgoing import as_it_leaves, outgoing
    from followup_mail.desk.sending import (
        ALREADY,
        OWN_CHECKS,
        TAKEN,
        check_kept,
        check_trust,
        failure,
    )
    from followup_mail.posting import Outcome

    checks = [f"{name}={reason}" for name, reason in way.forced if name not in OWN_CHECKS]
    written = app.write(_dated(app, request, way), checks)
    stored = check_kept(written.subject.stored, request.application)
    with app.desk() as desk:
        check_trust(desk)
        if keep:
            tell.tell_taken_over(app, desk)
        drafts = [as_it_leaves(desk, stored, draft, way.account) for draft in written.drafts]
        new = outgoing(desk, stored, written._replace(drafts=tuple(drafts)), way)
        before = [standing(desk, stored, each) for each in new]
        beside = [note for each in new for note in elsewhere(desk, stored, each)]
        if not new:
            before += _thanked(desk, stored, written)
    for number, draft in enumerate(drafts):
        if draft != written.drafts[number] and before[number] is None:
            written = app.redone(written, number, draft)
    errors = []
    for posting in filter(None, before):
        tell.tell_posting(app, posting, before=True)
        error = failure(Outcome(posting.state, posting.told))
        errors += [error] if error else []
    if any(posting is not None and posting.state in TAKEN for posting in before):
        out.say(f"To send it again: --force {ALREADY}=REASON")
    written = _only(written, [n for n in range(len(drafts)) if before[n] is None])
    for note in beside:
        out.say(note)
    if new or not before:
        _tell_notes(written)
    return written, stored, errors


def _dated(app: "App", request: "Request", way: "Way") -> "Request":
    """Return *request* for the day on which the message leaves, where its reader is.

    Raises:
        UsageError: It names another day.

    """
    from followup_mail.drafting import is_file

    if request.on is not None and (way.not_before or request.on != app.today()):
        raise UsageError(
            f"--on {request.on}: a message is dated when it is sent; --later keeps it for a day."
        )
    if way.not_before is None or is_file(request.application):
        return request
    return request._replace(on=way.not_before.astimezone(_there(app, request)).date())


def _there(app: "App", request: "Request") -> "tzinfo | None":
    """Return the time zone where the application is; of a file on its own, the user's."""
    from zoneinfo import ZoneInfo

    from followup_mail.drafting import is_file

    if is_file(request.application):
        return app.here().tzinfo
    with app.desk() as desk:
        return ZoneInfo(desk.complete(desk.find(request.application)).timezone)


def _thanked(desk: "Desk", stored: "Stored", written: "Written") -> "list[Posting]":
    """Return what was sent of the kind that was asked for, where nobody is left to write to."""
    from followup_mail.desk.sending import TAKEN

    sent = desk.store.outbox(states=TAKEN, application=stored.id)
    return [p for p in sent if p.what.kind is written.kind and not p.what.test]


def _only(written: "Written", numbers: Sequence[int]) -> "Written":
    """Return *written* with those drafts alone."""
    return written._replace(
        drafts=tuple(written.drafts[n] for n in numbers),
        findings=tuple(written.findings[n] for n in numbers),
    )


def _tell_notes(written: "Written") -> None:
    """Say who was left out; raise BlockedError where a check blocks a message."""
    try:
        written.stop_if_blocked()
    except BlockedError:
        out.tell(written)
        raise
    for note in written.notes:
        out.say(note)


def _chosen(app: "App", written: "Written", way: "Way", *, yes: bool) -> "Written":
    """Show each message and ask about it; return those that are to leave, as they are to."""
    chosen: list[int] = []
    for number in range(len(written.drafts)):
        written, answer = _decided(app, written, number, yes=yes)
        if answer == "q":
            chosen = []
            break
        if answer == "y" and _means_that_domain(written.drafts[number], way, yes=yes):
            chosen.append(number)
    if written.drafts and not chosen:
        out.say("Nothing was sent.")
    return _only(written, chosen)


def _decided(app: "App", written: "Written", number: int, *, yes: bool) -> "tuple[Written, str]":
    """Show a message, and again after each edit; return it with "y", "n" or "q"."""
    from followup_mail.vocabulary import Severity

    while True:
        _show(app, written, number)
        if yes:
            return written, "y"
        blocked = any(f.severity is Severity.BLOCKED for f in written.findings[number])
        answer = _asked(written.drafts[number], blocked=blocked)
        if answer != "e":
            return written, answer
        written = _edited(app, written, number)


def _show(app: "App", written: "Written", number: int) -> None:
    """Print a message as it is to leave, with its findings."""
    if number:
        click.echo()
    out.show_preview([app.sheets(written)[number]._replace(next_command="")])


def _asked(draft: "Draft", *, blocked: bool) -> str:
    """Return "y", "n", "e" or "q"; end of input means no. What is *blocked* gets no yes."""
    to = visible(draft.recipient.addr_spec) if draft.recipient else ""
    answers = "neq" if blocked else "yneq"
    if blocked:
        question = "A check blocks it as it stands: [n]o [e]dit [q]uit"
    else:
        question = f"Send it to {to}? [y]es [n]o [e]dit [q]uit"
    while True:
        try:
            typed: str = click.prompt(question, default="n", show_default=False, err=True)
        except click.Abort as abort:
            click.echo(err=True)
            return "q" if isinstance(abort.__context__, KeyboardInterrupt) else "n"
        word = typed.strip().lower()[:1]
        if word and word in answers:
            return word


def _means_that_domain(draft: "Draft", way: "Way", *, yes: bool) -> bool:
    """Return whether a domain that may pass for another one is meant; ask where it may.

    Raises:
        BlockedError: It may, and nobody is to be asked.

    """
    from followup_mail.addresses import domain_of, mixed_script_domain, readable_domain
    from followup_mail.desk.sending import LOOK_ALIKE

    address = draft.recipient.addr_spec if draft.recipient else ""
    if way.test or LOOK_ALIKE in dict(way.forced):
        return True
    domain = mixed_script_domain(domain_of(address))
    if domain is None:
        return True
    told = f"{address}: the domain {domain} is shown as {readable_domain(domain)}, like another one"
    if yes:
        raise BlockedError(
            f"{told}. Nothing was sent. Look at it without --yes, or say that it is meant: "
            f"--force {LOOK_ALIKE}=REASON"
        )
    return asking.ask_yes(f"{told}. Is it meant?", f"--force {LOOK_ALIKE}=REASON")


def _edited(app: "App", written: "Written", number: int) -> "Written":
    """Open the words of a message in the editor, and check what comes back."""
    from followup_mail.cli.editing import Draft as File
    from followup_mail.cli.editing import editor
    from followup_mail.model import Text

    draft = written.drafts[number]
    text = f"Subject: {draft.subject.text}\n\n{draft.body.text}\n"
    with File(draft.kind.value, text, ".txt") as file:
        changed = file.opened_in(editor(app.environ))
        if changed == text:
            return written
        head, _, body = changed.partition("\n\n")
        if not head.startswith("Subject:") or "\n" in head or not body.strip():
            raise UsageError(
                "The first line has to begin with Subject: and an empty line has to follow; "
                f"nothing was sent. What you typed is in {file.path}."
            )
    subject = " ".join(head.removeprefix("Subject:").split())
    edited = draft._replace(subject=Text(subject), body=Text(body.strip()))
    return app.redone(written, number, edited)


def _rehearse(app: "App", stored: "Stored", written: "Written", way: "Way") -> None:
    """Go through everything but the network, and say what would be sent."""
    from followup_mail.desk.outgoing import outgoing, rehearsed

    for number, draft in enumerate(written.drafts):
        _show(app, written, number)
        _means_that_domain(draft, way, yes=True)
    with app.desk() as desk:
        for each in outgoing(desk, stored, written, way):
            size = rehearsed(desk, stored, each, way.account)
            to = ", ".join(each.envelope.rcpt_to)
            through = f"{way.account.name} ({way.account.host}:{way.account.port})"
            when = tell.moment(app, way.not_before) if way.not_before else "now"
            out.print_line(
                f"Would send {when}: {each.kind} to {to}, {size:,} bytes, through {through}."
            )


def _sent(
    app: "App",
    stored: "Stored",
    written: "Written",
    way: "Way",
    errors: list[FollowupMailError],
) -> None:
    """Put messages into the outbox, send them unless they are for later, and say what follows."""
    from followup_mail.desk.outgoing import outgoing, rehearsed
    from followup_mail.desk.rebuilding import noted
    from followup_mail.desk.sending import TAKEN

    with app.desk() as desk:
        new = outgoing(desk, stored, written, way)
        for each in new:
            # What can't be written is found before anything is kept.
            rehearsed(desk, stored, each, way.account)
        postings = [_queued(desk, stored, each) for each in noted(desk, stored, new, written)]
    if way.not_before is not None:
        for posting in postings:
            tell.tell_posting(app, posting)
        if postings:
            out.say("\nNext: followup-mail outbox")
        return
    carried = tell.deliver(app, postings, errors, by_hand=True)
    sent = [each for each in carried if each.attempted and each.outcome.state in TAKEN]
    taken = [each.posting for each in sent if not (each.unrecorded or each.removed)]
    if taken:
        with app.desk() as desk:
            tell.tell_next(desk, taken[0])


def _queued(desk: "Desk", stored: "Stored", new: "NewPosting") -> "Posting":
    """Put a message into the outbox and return it as it is there."""
    from followup_mail.desk.occurring import queue

    queued = queue(desk, stored, new)
    if queued.instead_of is not None:
        out.say(f"Message {queued.instead_of}, which waited with other words, is cancelled.")
    elif not queued.new:
        out.say(f"Message {queued.posting.id} waits already; it goes on.")
    return queued.posting
