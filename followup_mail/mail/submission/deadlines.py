"""How long a server may take."""

from followup_mail.record import Record


class Deadlines(Record):
    """Seconds for each step as a whole, however the server's bytes drip in.

    The minima of RFC 5321, 4.5.3.2, but for the greeting: a person waits for it.
    """

    connect: float = 30
    """For finding the host, for reaching it, and for agreeing on TLS: each."""
    greeting: float = 60
    silence: float = 5
    """Before the greeting or TLS, after which it is seen whether the port speaks otherwise.
    Greetings are held back for 30 s by some servers, so that alone ends nothing."""
    probe: float = 10
    """For that look: reaching the server, and its answer, each."""
    command: float = 300
    """For the answer to a command."""
    data: float = 120
    """For the answer to DATA."""
    block: float = 180
    """For the server to take any more of a message."""
    message: float = 3600
    """From MAIL to just before the end of the data."""
    dot: float = 600
    """For the answer to the end of the data; giving up early makes duplicates."""
    quit: float = 2
