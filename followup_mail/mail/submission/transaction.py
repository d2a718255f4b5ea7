"""One mail transaction: MAIL, RCPT, DATA, the message, and its end in a step of its own.

Until the end of the data has left, whatever goes wrong is safe to try again:
nobody has the message. After it only the server's reply can say, and where that
does not come nobody can.
"""

from collections.abc import Callable, Sequence
from math import inf

from followup_mail.mail.submission.deadlines import Deadlines
from followup_mail.mail.submission.envelopes import needs_utf8, stuffed
from followup_mail.mail.submission.replies import quoted
from followup_mail.mail.submission.wire import LostError, Wire
from followup_mail.posting import Envelope, Outcome, Reply, SendState
from followup_mail.visible import visible

_DATA, _END = b"DATA", b".\r\n"
_TAKEN, _GO_ON, _CLOSING, _LOGIN_NEEDED = 250, 354, 421, 530

_TRY_LATER = "It stays in the outbox; try again later."
_SENDING = "while the message was sent"
_AT_END = "after the end of the message"


class Transaction:
    """How messages are handed over on one connection."""

    def __init__(
        self,
        wire: Wire,
        within: Deadlines,
        *,
        pipelining: bool,
        declares_size: bool,
        partial: bool,
        after_reply: Callable[[Outcome], None],
    ) -> None:
        """Take what the server of *wire* can do, and whether *partial* delivery is wanted.

        *after_reply* is told what the answer to the end of a message means, at once.
        """
        self._wire = wire
        self._within = within
        self._pipelining = pipelining
        self._declares_size = declares_size
        self._partial = partial
        self._after_reply = after_reply

    def run(self, envelope: Envelope, data: bytes, before_dot: Callable[[], None]) -> Outcome:
        """Return what became of *data*; see :meth:`Session.deliver`."""
        self._wire.allow(self._within.message)
        try:
            return self._begin(envelope, data, before_dot)
        except LostError as error:
            return Outcome(SendState.DEFERRED, f"{error.what}. {_TRY_LATER}", error.heard)

    def _begin(self, envelope: Envelope, data: bytes, before_dot: Callable[[], None]) -> Outcome:
        commands = [self._mail(envelope, len(data)), *map(_rcpt, envelope.rcpt_to)]
        # DATA goes along only where no second recipient could have been taken: a server
        # that has taken one and says 354 can't be told to forget it (RFC 2920, 3.1).
        if self._pipelining and len(envelope.rcpt_to) == 1:
            commands.append(_DATA)
        replies = self._ask(commands)
        if not replies[0].positive:
            self._forget(replies[-1])
            return self._stopped(replies[0], f"mail from {visible(envelope.mail_from)}")
        count = len(envelope.rcpt_to)
        answers = replies[1 : count + 1]
        if len(answers) < count or _ends_it("RCPT", replies[count]):
            return self._stopped(replies[-1], "any more")
        to_data = replies[-1] if len(replies) > count + 1 else None
        refused = {
            to: reply
            for to, reply in zip(envelope.rcpt_to, answers, strict=True)
            if not reply.positive
        }
        nobody = len(refused) == count
        if nobody or (refused and not self._partial):
            self._forget(to_data)
            return self._not_for(refused, nobody=nobody)
        to_data = to_data or self._ask([_DATA])[0]
        if to_data.code != _GO_ON:
            self._forget(to_data)
            return self._stopped(to_data, "the message")
        return self._send(stuffed(data), before_dot, tuple(refused))

    def _mail(self, envelope: Envelope, size: int) -> bytes:
        command = b"MAIL FROM:<%b>" % envelope.mail_from.encode()
        if self._declares_size:
            command += b" SIZE=%d" % size
        return command + b" SMTPUTF8" if needs_utf8(envelope) else command

    def _ask(self, commands: Sequence[bytes]) -> list[Reply]:
        """Return the replies to *commands*, up to one after which no other is worth asking.

        Together where the server takes them so (RFC 2920); the replies are read one by
        one all the same.
        """
        replies: list[Reply] = []
        if self._pipelining:
            self._write(commands)
        for command in commands:
            name = command[:4].decode()
            try:
                if not self._pipelining:
                    self._write([command])
                replies.append(self._wire.reply_to(f"after {name}", self._seconds(name)))
            except LostError:
                if not all(reply.positive for reply in replies):
                    break  # it has said why before it hung up
                raise
            if _ends_it(name, replies[-1]):
                self._wire.close()
                break
            if not (replies[0].positive or self._pipelining):
                break
        return replies

    def _write(self, commands: Sequence[bytes]) -> None:
        step = f"at {commands[0][:4].decode()}"
        lines = b"".join(command + b"\r\n" for command in commands)
        self._wire.write(lines, step, self._within.command)

    def _seconds(self, name: str) -> float:
        return self._within.data if name == "DATA" else self._within.command

    def _forget(self, to_data: Reply | None) -> None:
        """Make the server forget what it has heard of the message."""
        if to_data and to_data.code == _GO_ON:
            self._wire.close()  # anything but hanging up would be a message
        if self._wire.closed:
            return
        try:
            if not self._wire.command(b"RSET", "after RSET", self._within.command).positive:
                self._wire.close()
        except LostError:
            return

    def _send(
        self, lines: bytes, before_dot: Callable[[], None], refused: tuple[str, ...]
    ) -> Outcome:
        early = self._wire.write_unless_answered(lines, _SENDING, self._within.block)
        if not early:
            before_dot()
            early = self._wire.early_reply(_SENDING)
        if early:
            self._wire.close()
            return self._answered_early(early)
        self._wire.allow(inf)
        try:
            self._wire.write(_END, _AT_END, self._within.block)
        except LostError as error:
            if error.unsent:
                raise
            return self._unknown(error.what, error.heard)
        try:
            reply = self._wire.reply_to(_AT_END, self._within.dot)
        except LostError as error:
            return self._unknown(error.what, error.heard)
        return self._ended(reply, refused)

    def _ended(self, reply: Reply, refused: tuple[str, ...]) -> Outcome:
        """Return what *reply*, to the end of the data, means."""
        if reply.code == _TAKEN:
            outcome = self._taken(reply, refused)
            self._after_reply(outcome)
            return outcome
        if reply.code != _CLOSING and (reply.transient or _is_negative(reply)):
            outcome = self._stopped(reply, "the message")
            self._after_reply(outcome)
            # RFC 5321, 4.1.1.4, clears the buffers, but Postfix may keep a refused one.
            self._forget(None)
            return outcome
        self._wire.close()
        return self._unknown(f"{self._wire.peer} answered the message with {quoted(reply)}", reply)

    def _taken(self, reply: Reply, refused: tuple[str, ...]) -> Outcome:
        told = f"{self._wire.peer} took the message: {quoted(reply)}."
        if not refused:
            return Outcome(SendState.SENT, told, reply)
        told += f" It did not take it for {_listed(refused)}: check the address."
        return Outcome(SendState.PARTIAL, told, reply, refused)

    def _answered_early(self, reply: Reply) -> Outcome:
        """Return what *reply*, which came before the end of the data, means."""
        if reply.positive:
            # Nobody should have it; but a server that says it has is not asked twice.
            return self._unknown(
                f"{self._wire.peer} answered the message before its end: {quoted(reply)}", reply
            )
        return self._stopped(reply, "the message")

    def _unknown(self, what: str, reply: Reply | None) -> Outcome:
        return Outcome(
            SendState.UNKNOWN,
            f"{what}: the message may have arrived, or not. It is not sent again by itself; find "
            "out, then say so with `followup-mail outbox resolve`.",
            reply,
        )

    def _stopped(self, reply: Reply, what: str) -> Outcome:
        """Return that the server does not take *what*, now or at all."""
        peer, said = self._wire.peer, quoted(reply)
        if reply.code == _LOGIN_NEEDED:
            told = f"{peer} wants a login first: {said}. Set `user` for the account."
            return Outcome(SendState.REFUSED, told, reply)
        if _is_negative(reply):
            told = f"{peer} refuses {what}: {said}. Change what it objects to, then send again."
            return Outcome(SendState.REFUSED, told, reply)
        if not reply.transient:
            self._wire.close()
        told = f"{peer} does not take {what} now: {said}. {_TRY_LATER}"
        return Outcome(SendState.DEFERRED, told, reply)

    def _not_for(self, refused: dict[str, Reply], *, nobody: bool) -> Outcome:
        """Return that nothing was sent since these recipients were *refused*."""
        for_good = [reply for reply in refused.values() if _is_negative(reply)]
        waits = len(for_good) < len(refused) if self._partial and nobody else not for_good
        reply = next(iter(refused.values())) if waits else for_good[0]
        said = "; ".join(f"{visible(to)}: {quoted(said)}" for to, said in refused.items())
        told = f"{self._wire.peer} does not take mail for {said}. Nothing was sent."
        if waits:
            told = f"{told} {_TRY_LATER}"
            return Outcome(SendState.DEFERRED, told, reply, tuple(refused))
        told = f"{told} Check the address, then send again."
        return Outcome(SendState.REFUSED, told, reply, tuple(refused))


def _rcpt(address: str) -> bytes:
    return b"RCPT TO:<%b>" % address.encode()


def _ends_it(name: str, reply: Reply) -> bool:
    """Whether nothing can follow *reply*: the server hangs up, or does not speak SMTP."""
    if reply.code == _GO_ON and name == "DATA":
        return False
    return reply.code == _CLOSING or not (reply.positive or reply.transient or _is_negative(reply))


def _is_negative(reply: Reply) -> bool:
    """Whether *reply* is 5yz: not as it is."""
    return 500 <= reply.code < 600  # noqa: PLR2004 - as RFC 5321 groups them


def _listed(addresses: tuple[str, ...]) -> str:
    return ", ".join(map(visible, addresses))
