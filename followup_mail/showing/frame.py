"""What all pages have in common: one file, its style inside, nothing loaded, no script."""

from pathlib import Path

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def document(title: str, body: str, *, footer: str, styles: tuple[str, ...] = ()) -> str:
    """Return a page in English; *title*, *body* and *footer* are HTML.

    *styles* names style sheets beside this file that follow the common one.
    """
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{"".join(map(_style, ("page", *styles)))}</style>
</head>
<body>
{body}
<footer>{footer}</footer>
</body>
</html>
"""


def sign(character: str, look: str) -> str:
    """Return *character* in a round ground, for the eye only."""
    return f'<span class="sign {look}" aria-hidden="true">{character}</span>'


def _style(name: str) -> str:
    return Path(__file__).with_name(f"{name}.css").read_text(encoding="utf-8")
