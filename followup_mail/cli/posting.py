"""Sending what is in the outbox, and what is said about it."""

import signal
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Self

import click

from followup_mail.cli import asking
from followup_mail.cli.output import print_line, say, show_one
from followup_mail.errors import (
    BlockedError,
    ConfigError,
    FollowupMailError,
    NotFoundError,
    StoreError,
    UnknownOutcomeError,
)

if TYPE_CHECKING:
    from followup_mail.app import App
    from followup_mail.desk import Desk
    from followup_mail.desk.courier import Carried, Courier
    from followup_mail.desk.holding import Held
    from followup_mail.mail.credentials import Secret
    from followup_mail.posting import Account, Posting


def deliver(
    app: "App",
    postings: "Sequence[Posting]",
    errors: list[FollowupMailError],
    *,
    by_hand: bool,
) -> "list[Carried]":
    """Send messages of the outbox, say what became of each, and return that.

    Args:
        app: What connects.
        postings: What is to be sent.
        errors: Is given what went wrong.
        by_hand: Whether somebody asked for these now, whatever the hour.

    """
    from followup_mail.desk.courier import Courier
    from followup_mail.desk.holding import decided

    carried: list[Carried] = []
    try:
        with app.desk() as desk, _stoppable(), _Progress(len(postings)) as progress:
            for account, some in _by_account(app.config.accounts, postings, errors):
                courier = Courier(
                    desk,
                    account,
                    connect=app.connect,
                    password=lambda account: app.password(account, ask=ask_password),
                    wait=app.wait,
                    decide=partial(decided, desk, by_hand=by_hand),
                    by_hand=by_hand,
                )
                _carry(app, courier, some, carried, errors, progress)
    except KeyboardInterrupt:
        _tell_interrupted(app, postings)
        raise
    return carried


def _carry(
    app: "App",
    courier: "Courier",
    numbers: Sequence[int],
    carried: "list[Carried]",
    errors: list[FollowupMailError],
    progress: "_Progress",
) -> None:
    """Send the messages called *numbers*, which go through one account."""
    from followup_mail.desk.sending import failure
    from followup_mail.posting import SendState

    begun = len(carried)
    try:
        with courier:
            for each in courier.carry(numbers):
                progress.clear()
                carried.append(each)
                if each.held is not None:
                    errors += _tell_held(each.posting, each.held, by_hand=courier.by_hand)
                    continue
                _tell_carried(app, each)
                # What waits for a morning wasn't refused just now.
                asked = each.attempted or each.outcome.state is not SendState.DEFERRED
                error = failure(each.outcome) if asked else None
                if each.unrecorded:
                    error = StoreError(_UNRECORDED.format(each.unrecorded))
                errors += [error] if error else []
                progress.show(len(carried))
    except StoreError:
        raise
    except FollowupMailError as error:
        progress.clear()
        errors.append(error)
        if not isinstance(error, NotFoundError):
            first = numbers[len(carried) - begun]
            say(f"Message {first} waits. To try again: followup-mail outbox deliver {first}")
    left = len(numbers) - (len(carried) - begun)
    if left and len(numbers) > 1:
        say(f"{left} of {len(numbers)} messages were left for later, as they were.")


_UNRECORDED = (
    "A message was sent, but that could not be recorded; it stands in {}. Make room on the disk, "
    "then type followup-mail outbox."
)


def _by_account(
    accounts: "Mapping[str, Account]",
    postings: "Iterable[Posting]",
    errors: list[FollowupMailError],
) -> "list[tuple[Account, list[int]]]":
    """Return the numbers of *postings* by the account they go through."""
    found: dict[str, list[int]] = {}
    for posting in postings:
        name = posting.what.account
        if name in accounts:
            found.setdefault(name, []).append(posting.id)
        else:
            told = (
                f"Message {posting.id} goes through the account {name}, which is not on file any "
                f"more; add it again, or take the message out: followup-mail outbox cancel "
                f"{posting.id}"
            )
            errors.append(ConfigError(told))
    return [(accounts[name], numbers) for name, numbers in found.items()]


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let what ends a program politely end it as Ctrl-C does: with all put in order."""

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - as signal calls it
        raise KeyboardInterrupt

    names = ("SIGTERM", "SIGHUP")
    before = {
        number: signal.signal(number, stop)
        for name in names
        if (number := getattr(signal, name, None)) is not None
        and signal.getsignal(number) is not signal.SIG_IGN  # as nohup leaves it
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell_interrupted(app: "App", postings: "Sequence[Posting]") -> None:
    """Say where messages stand after the user broke off.

    Raises:
        UnknownOutcomeError: Nobody knows whether one arrived.

    """
    from followup_mail.desk.settling import take_over
    from followup_mail.posting import SendState

    with app.desk() as desk:
        take_over(desk)
        now = [desk.store.posting(posting.id) for posting in postings]
    click.echo(err=True)
    for posting in now:
        tell_posting(app, posting)
    unknown = [posting.told for posting in now if posting.state is SendState.UNKNOWN]
    if unknown:
        raise UnknownOutcomeError("\n".join(unknown)) from None


class _Progress:
    """How many messages have left, on a terminal, where there are several."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._shown = count > 1 and sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def show(self, done: int) -> None:
        """Show that *done* have left."""
        if self._shown and done < self._count:
            width = 20
            bar = "#" * (width * done // self._count)
            click.echo(f"[{bar:<{width}}] {done} of {self._count}", nl=False, err=True)

    def clear(self) -> None:
        """Take the line away, for another one."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def _tell_carried(app: "App", carried: "Carried") -> None:
    """Say what became of a message that was to be sent."""
    if not carried.attempted:
        tell_posting(app, carried.posting, before=True)
        return
    # What the server said stands in the error that follows.
    posting = carried.posting._replace(state=carried.outcome.state, told="")
    if carried.removed:
        from followup_mail.showing.postings import line_without_record

        print_line(line_without_record(posting))
        return
    tell_posting(app, posting)
    for name in carried.also:
        say(f"It counts for {name} as well: the same person, and its check-in was due.")


def _tell_held(posting: "Posting", held: "Held", *, by_hand: bool) -> list[FollowupMailError]:
    """Say that a message is held and why; return the error that follows, if there is one.

    Whoever asked for it by hand hears of it as a failure in any case.
    """
    from followup_mail.showing.postings import line

    told = line(posting)
    error = held.error or (BlockedError if by_hand else None)
    if error is not None:
        return [error(told)]
    say(told)
    return []


def tell_posting(app: "App", posting: "Posting", *, before: bool = False) -> None:
    """Say in a line where a message of the outbox stands."""
    from followup_mail.showing.postings import line

    print_line(line(posting, before=before, zone=app.here().tzinfo))


def tell_taken_over(app: "App", desk: "Desk") -> None:
    """Record what earlier runs left behind, and say what was sent of it."""
    from followup_mail.desk.settling import take_over
    from followup_mail.showing.postings import line

    for posting in take_over(desk):
        told = line(posting, zone=app.here().tzinfo)
        say(f"Recorded now, since it could not be then. {told}")


def tell_next(desk: "Desk", posting: "Posting") -> None:
    """Say what is to be done about the application of a message that was sent."""
    if not posting.what.test:
        stored = desk.store.by_id(posting.application)
        show_one(desk, stored, desk.plan_now(stored))


def moment(app: "App", when: datetime) -> str:
    """Return *when*, where the user is, as "on 2026-12-02 at 09:00"."""
    return f"on {when.astimezone(app.here().tzinfo):%Y-%m-%d at %H:%M}"


def ask_password(account: "Account", why: str) -> "Secret | None":
    """Return what is typed as the password of *account*, having said *why* it is asked for.

    None where nobody is there, or nothing is typed. It is kept for this run only.
    """
    from followup_mail.cli.passwords import ask_password as typed

    if not asking.somebody_is_there():
        return None
    say(f"{why} What you type is kept for this run only.")
    return typed(account) or None
