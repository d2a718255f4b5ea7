"""Pure: a message's text as HTML that loads nothing and links nowhere."""

import re
from html import escape

_PARTING = re.compile(r"\n{2,}")


def as_html(subject: str, body: str, language: str) -> str:
    """Return a whole page with *body* in paragraphs; nothing in it is markup.

    Args:
        subject: Stands in the title.
        body: Paragraphs parted by empty lines; single line ends are kept.
        language: BCP 47 tag of the text.

    """
    paragraphs = "\n".join(
        f"<p>{escape(paragraph, quote=False).replace(chr(10), '<br>' + chr(10))}</p>"
        for paragraph in _PARTING.split(body.strip("\n"))
    )
    return (
        "<!doctype html>\n"
        f'<html lang="{escape(language)}">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        f"<title>{escape(subject, quote=False)}</title>\n"
        "</head>\n"
        "<body>\n"
        f"{paragraphs}\n"
        "</body>\n"
        "</html>\n"
    )
