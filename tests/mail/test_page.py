"""The text as HTML."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from followup_mail.mail.page import as_html

TAGS = {"html", "head", "meta", "title", "body", "p", "br"}


class Reader(HTMLParser):
    """Collects tags, and the text of paragraphs."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag; a paragraph begins a text."""
        self.tags.append(tag)
        assert attrs in ([], [("charset", "utf-8")], [("lang", "en-CA")])
        if tag == "p":
            self.text.append("")

    def handle_data(self, data: str) -> None:
        """Add to the paragraph that is open."""
        if "p" in self.tags:
            self.text[-1] += data


def test_a_page_is_the_text_in_paragraphs() -> None:
    """Single line ends are kept; quotation marks and no-break spaces stand as they are."""
    assert as_html("A & B", "Hi <b>,\n\n\nIt's\u00a0« here ».\nSam\n", "fr-CA") == (
        "<!doctype html>\n"
        '<html lang="fr-CA">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        "<title>A &amp; B</title>\n"
        "</head>\n"
        "<body>\n"
        "<p>Hi &lt;b&gt;,</p>\n"
        "<p>It's\u00a0« here ».<br>\n"
        "Sam</p>\n"
        "</body>\n"
        "</html>\n"
    )


@given(st.text(st.one_of(st.sampled_from("<>&\"'/a \n"), st.characters(codec="utf-8"))))
def test_no_text_becomes_markup(text: str) -> None:
    """Whatever a value holds, the page has the program's own tags alone."""
    reader = Reader()
    reader.feed(as_html(text, text, "en-CA"))
    assert set(reader.tags) <= TAGS
