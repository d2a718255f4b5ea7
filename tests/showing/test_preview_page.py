"""The preview as a page."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_terminal_preview import hostile_sheets

from followup_mail.showing.page import page
from followup_mail.showing.sheet import Sheet
from followup_mail.showing.wording import lines

Golden = Callable[[str, str], None]

VOID = {"meta", "br", "wbr"}


class Reader(HTMLParser):
    """Reads a page as a browser would, and insists that it is well formed."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.bodies: list[list[str]] = []
        self.attributes: set[tuple[str, str]] = set()
        self.tags: set[str] = set()
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open *tag*."""
        self.tags.add(tag)
        values = {name: value or "" for name, value in attrs}
        self.attributes |= {(name, values[name]) for name in values}
        if tag == "br":
            self.handle_data("\n")
        elif tag not in VOID:
            self.open.append((tag, values.get("class", "")))
            if values.get("class") == "body":
                self.bodies.append([])
            elif tag == "p" and self._in_body():
                self.bodies[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over a shape of the picture of a clip."""
        assert (tag, [name for name, _ in attrs]) == ("path", ["d"])

    def handle_endtag(self, tag: str) -> None:
        """Close the tag opened last."""
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Keep what stands in a paragraph of a message."""
        if self._in_body() and any(tag == "p" for tag, _ in self.open):
            self.bodies[-1][-1] += data

    def _in_body(self) -> bool:
        return any(look == "body" for _, look in self.open)

    @property
    def texts(self) -> list[str]:
        """The text of each message."""
        return ["\n\n".join(paragraphs) for paragraphs in self.bodies]


def without_style(source: str) -> str:
    """Return *source* without the style sheet, which has no behaviour to test."""
    return re.sub(r"(?s)<style>.*</style>", "<style></style>", source)


def test_one_draft_is_a_page(note: Sheet, same_as_golden: Golden) -> None:
    """Headers, marked paragraphs, attachments and notes; the message has its own language."""
    same_as_golden("note.html", without_style(page([note])))


def test_several_drafts_have_a_list_that_leads_to_each(
    note: Sheet, merci: Sheet, same_as_golden: Golden
) -> None:
    """The page speaks English; each message says its own language."""
    same_as_golden("two.html", without_style(page([note, merci])))


def test_the_text_on_a_page_is_the_body(note: Sheet, merci: Sheet, private: Sheet) -> None:
    """Marks and numbers add no text."""
    sheets = [note, merci, private]
    assert Reader(page(sheets)).texts == [sheet.draft.body.text for sheet in sheets]


def test_a_page_needs_nothing_from_elsewhere(note: Sheet, merci: Sheet) -> None:
    """No script, no picture, no address: links lead to places on the page."""
    source = page([note, merci])
    read = Reader(source)
    assert not read.tags & {"script", "img", "link", "iframe", "form", "object", "base"}
    assert {value[:7] for name, value in read.attributes if name == "href"} == {"#draft-"}
    assert not {name for name, _ in read.attributes if name == "src" or name.startswith("on")}
    assert "http:" not in source
    assert "https:" not in source
    assert "url(" not in source
    assert "@import" not in source
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    assert ("content", policy) in read.attributes


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_text_from_outside_becomes_markup(note: Sheet, data: st.DataObject) -> None:
    """The tags are ours, the text is the body in visible form, nothing is hidden."""
    sheet = data.draw(hostile_sheets(note))
    source = page([sheet])
    read = Reader(source)
    assert read.tags <= Reader(page([note])).tags | {"code", "li", "ol", "mark", "section"}
    assert all(char == "\n" or char.isprintable() or char == "\u00a0" for char in source)
    assert "".join(read.texts).replace("\n", "") == lines(sheet.draft.body.text).replace("\n", "")
