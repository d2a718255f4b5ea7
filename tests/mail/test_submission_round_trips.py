"""How often the client waits for the server, which is what a distant one costs."""

import pytest
from peer import OFFERS, ONE_BY_ONE, PASSWORD, Peer, Relay, account, hand_over, patient
from servers.certificates import Certificates

from followup_mail.mail.submission import connect
from followup_mail.posting import Security, SendState


@pytest.mark.parametrize(
    ("security", "offers", "first", "further"),
    [
        (Security.STARTTLS, OFFERS, 9, 2),
        (Security.TLS, OFFERS, 7, 2),
        (Security.PLAIN, OFFERS, 5, 2),
        (Security.STARTTLS, ONE_BY_ONE, 11, 4),
        (Security.TLS, ONE_BY_ONE, 9, 4),
    ],
)
def test_waits_are_few(
    certificates: Certificates, security: Security, offers: bytes, first: int, further: int
) -> None:
    """From the connection, which is one itself, to the reply that the message was taken."""
    serving = certificates["good"].serving()
    serving.num_tickets = 0  # tickets come unasked, and would be counted or not by chance
    tls = serving if security is Security.TLS else None
    with (
        Peer({"EHLO": offers}, tls=tls, starttls=serving) as peer,
        Relay(peer.port) as relay,
    ):
        opened = connect(
            account(relay.port, security), deadlines=patient(), context=certificates.trusting
        )
        if security is not Security.PLAIN:
            opened.authenticate("robin", PASSWORD)
        counts = [1 + relay.waits]
        for _ in range(3):
            assert hand_over(opened).state is SendState.SENT
            counts.append(1 + relay.waits)
        opened.quit()
    assert [counts[1], counts[2] - counts[1], counts[3] - counts[2]] == [first, further, further]
    assert peer.connections == 1
