"""``outbox``: what waits to be sent, what was sent, and what nobody knows of."""

from typing import TYPE_CHECKING

import click

from followup_mail.cli import asking
from followup_mail.cli import output as out
from followup_mail.cli import posting as tell
from followup_mail.cli.options import NUMBER, json_option
from followup_mail.cli.shell import pass_app
from followup_mail.errors import FollowupMailError, UsageError

if TYPE_CHECKING:
    from followup_mail.app import App


@click.group(invoke_without_command=True)
@click.pass_context
def outbox(ctx: click.Context) -> None:
    """See what waits to be sent, send it, and say what became of it.

    \b
    Example:
      followup-mail outbox
      followup-mail outbox deliver
      followup-mail outbox resolve 12 --sent
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@outbox.command("list")
@click.option("--all", "everything", is_flag=True, help="What was sent as well.")
@json_option
@pass_app
def list_(app: "App", *, everything: bool, as_json: bool) -> None:
    """List the messages that are not settled, those that are held first.

    \b
    Example:
      followup-mail outbox list --all
    """
    from followup_mail.desk.holding import with_reasons
    from followup_mail.desk.resting import rests_now
    from followup_mail.desk.sending import UNSETTLED
    from followup_mail.showing.postings import as_json as data
    from followup_mail.showing.postings import rest_line

    with app.desk() as desk:
        tell.tell_taken_over(app, desk)
        found = with_reasons(desk, desk.store.outbox(states=None if everything else UNSETTLED))
        for rest in rests_now(desk):
            out.say(rest_line(rest, app.here().tzinfo))
    if as_json:
        out.show_json([data(posting) for posting in found])
        return
    for posting in found:
        tell.tell_posting(app, posting)
    if not found:
        out.say("Nothing waits to be sent.")


@outbox.command("deliver")
@click.argument("numbers", type=NUMBER, nargs=-1, metavar="[ID]...")
@pass_app
def deliver_(app: "App", numbers: tuple[int, ...]) -> None:
    """Send what waits and is due, as a timer does; followup-mail doctor prints one.

    What a server put off waits half an hour at least. One that takes no login now is left
    in peace for half an hour, doubled each time up to eight hours, and for a day after a
    wrong password; account password ends that. Outside 7 to 19 o'clock where it is read,
    and on days off, a message waits for the next working morning unless that hour was named
    with --later. One whose ID is given goes at once. A message is held where send would
    refuse it by now: something was recorded, the file or an attachment was changed, another
    one went out first. That is told once; it then waits for its ID.

    \b
    Example:
      followup-mail outbox deliver
      followup-mail outbox deliver 12
    """
    from followup_mail.desk.holding import due_postings, named_postings
    from followup_mail.desk.sending import check_trust, gravest

    errors: list[FollowupMailError] = []
    with app.desk() as desk:
        tell.tell_taken_over(app, desk)
        due = named_postings(desk, numbers) if numbers else due_postings(desk)
        if due:
            check_trust(desk)
        elif asking.somebody_is_there():
            # Said to a person only: what a timer prints is mailed to somebody.
            out.say("Nothing is to be sent now. Next: followup-mail outbox")
    tell.deliver(app, due, errors, by_hand=bool(numbers))
    if errors:
        raise gravest(errors)


@outbox.command()
@click.argument("number", type=NUMBER, metavar="ID")
@click.option("--sent", is_flag=True, help="It arrived, or is among your sent mail.")
@click.option("--not-sent", is_flag=True, help="It did not; it may be sent again as it was.")
@pass_app
def resolve(app: "App", number: int, *, sent: bool, not_sent: bool) -> None:
    """Say whether a message arrived of which nobody knew.

    \b
    Example:
      followup-mail outbox resolve 12 --sent
    """
    from followup_mail.desk import settling

    if sent == not_sent:
        raise UsageError("Say one of --sent and --not-sent.")
    with app.desk() as desk:
        tell.tell_taken_over(app, desk)
        posting = settling.resolve(desk, number, sent=sent)
        tell.tell_posting(app, posting)
        if sent:
            tell.tell_next(desk, posting)
        again = f"followup-mail outbox deliver {number}"
        if posting.imported:
            name = desk.store.by_id(posting.application).dossier.name
            again = f"followup-mail send {posting.what.kind} {name}"
    if not_sent:
        out.say(f"\nNext: {again}")


@outbox.command()
@click.argument("number", type=NUMBER, metavar="ID")
@pass_app
def cancel(app: "App", number: int) -> None:
    """Take a message out that has not left.

    \b
    Example:
      followup-mail outbox cancel 12
    """
    with app.desk() as desk:
        desk.store.cancel(number, at=desk.now())
        tell.tell_posting(app, desk.store.posting(number))
