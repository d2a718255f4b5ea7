"""Pure: a message as a mailto link (RFC 6068), which opens it in a mail program."""

from urllib.parse import quote

from followup_mail.mail import gate


def mailto_url(to: str, subject: str, body: str) -> str:
    """Return the link that starts a message to the address *to*.

    Raises:
        MessageError: *to* is no address, or a text holds what no message may.

    """
    local, domain = gate.address("To", to).split("@")
    subject = gate.one_line("Subject", subject)
    body = gate.several_lines("The body", body).replace("\n", "\r\n")
    return (
        f"mailto:{quote(local, safe='')}@{domain}"
        f"?subject={quote(subject, safe='')}&body={quote(body, safe='')}"
    )
