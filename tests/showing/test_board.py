"""The board as a page."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from samples_of_applications import BOREAL, NORTHWIND, NOW, ROWS, THISTLE

from followup_mail.showing.board import MOST, Counts, board
from followup_mail.showing.frame import document
from followup_mail.showing.thread import BoardRow

Golden = Callable[[str, str], None]

COUNTS = Counts(due=2, waiting=1, ended=1)
VOID = {"meta"}


class Reader(HTMLParser):
    """Reads a page as a browser would, and insists that it is well formed."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.headings: list[tuple[str, str]] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open *tag*."""
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((tag, ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep what is read, and of a heading apart."""
        if "style" in self.open:
            return
        self.text += data
        if self.open and re.fullmatch("h[1-6]", self.open[-1]):
            tag, text = self.headings[-1]
            self.headings[-1] = (tag, text + data)

    def values(self, name: str) -> list[str]:
        """Return all values of the attribute *name*, in order."""
        return [value for _, each, value in self.attributes if each == name]


def drawn(rows: tuple[BoardRow, ...] = ROWS, counts: Counts = COUNTS) -> str:
    """Return the board of *rows*."""
    return board(rows, now=NOW, counts=counts)


def without_style(source: str) -> str:
    """Return *source* without the style sheets, which have no behaviour to test."""
    return re.sub(r"(?s)<style>.*</style>", "<style></style>", source)


def test_the_board_is_a_page(same_as_golden: Golden) -> None:
    """Counts, links to what is due, and a card with a timeline for each application."""
    same_as_golden("board.html", without_style(drawn()))


def test_the_due_ones_come_first_and_the_ended_ones_last() -> None:
    """Headings are in order, without a step left out; a group nobody is in is not there."""
    assert Reader(drawn()).headings == [
        ("h1", "Where everything stands"),
        ("h2", "Due"),
        ("h3", "Cheffe de projet"),
        ("h3", "Data Engineer"),
        ("h2", "Waiting"),
        ("h3", "Analyste d’affaires"),
        ("h2", "Ended"),
        ("h3", "Site Reliability Engineer"),
    ]
    assert Reader(drawn((BOREAL,))).headings[1:] == [
        ("h2", "Waiting"),
        ("h3", "Analyste d’affaires"),
    ]


def test_every_link_leads_to_a_place_on_the_page() -> None:
    """Each place has a name of its own."""
    read = Reader(drawn())
    ids = read.values("id")
    assert len(set(ids)) == len(ids)
    links = read.values("href")
    assert len(links) == COUNTS.due
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_dates_are_marked_as_dates() -> None:
    """A program reads the day that a person reads in words."""
    stamps = [value for tag, name, value in Reader(drawn((BOREAL,))).attributes if tag == "time"]
    assert stamps == ["2026-12-02", "2026-11-19", "2026-12-02", "2026-12-03"]


def test_the_board_needs_nothing_from_elsewhere() -> None:
    """No script, no picture, no address, and a policy that forbids them."""
    source = drawn()
    read = Reader(source)
    tags = {tag for tag, _, _ in read.attributes} | set(re.findall(r"<([a-z]+)", source))
    assert not tags & {"script", "img", "link", "iframe", "form", "object", "base"}
    assert not [name for _, name, _ in read.attributes if name == "src" or name.startswith("on")]
    assert not re.search(r"https?:|url\(|@import|javascript:", source)
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    assert policy in read.values("content")


def test_what_is_left_out_is_counted() -> None:
    """A page shows five hundred; the due ones are not those left out."""
    rows = (THISTLE, *[BOREAL] * (MOST - 1), NORTHWIND)
    source = drawn(rows, Counts(due=3, waiting=4_709, ended=12))
    assert source.count("<article ") == MOST
    assert source.index("Northwind Analytics") < source.index("Analyste")
    assert "Not shown: 2 more due, 4,210 waiting, 12 ended." in source
    assert "Not shown" not in drawn()


def test_links_to_what_is_due_stay_within_bounds() -> None:
    """Hundreds of links would push the first card off the page."""
    read = Reader(drawn((NORTHWIND,) * 60, Counts(60, 0, 0)))
    assert len(read.values("href")) == 24


def test_an_empty_board_says_so() -> None:
    """A page without cards would look broken."""
    assert "Nothing is kept yet." in drawn((), Counts(0, 0, 0))


def test_all_text_of_a_row_is_on_the_page() -> None:
    """Verdict, hint, notes, reasons and the command of what is due."""
    read = Reader(drawn()).text
    for text in (
        "Call Élodie Marchand, was due on Friday 27 November, 5 days ago.",
        "Before she left, she gave no other name.",
        "Five business days after 20 November, when you wrote to Élodie",
        "followup-mail script due rivage",
        "for Amina Diallo",
        "Nothing until Thursday 3 December.",
        "They said no on 25 November.",
        "Ben\\x1b[2J Ames said no",
        "Thistle & Co <Ltd>",
        "If nobody answers",
    ):
        assert text in read


def test_text_is_readable_on_its_ground() -> None:
    """Every pair of colours that text stands in has a contrast of 4.5 or more, light and dark."""
    style = document("", "", footer="", styles=("board",))
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    pairs = [
        ("ink", "paper"), ("ink", "ground"), ("soft", "paper"), ("soft", "ground"),
        ("mark-ink", "paper"), ("warning", "ground"), ("warning", "warning-ground"),
        ("paper", "warning"),
    ]  # fmt: skip
    for theme in (light, dark):
        colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", theme))
        for text, ground in pairs:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, 1.4.3)."""
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


HOSTILE = st.text(st.sampled_from("a<>&\"'\x1b\u202e\n/é"), max_size=20)


@given(texts=st.tuples(*[HOSTILE] * 8))
def test_no_text_from_outside_becomes_markup(texts: tuple[str, ...]) -> None:
    """The tags and attributes are ours whatever a name or a note holds."""
    name, client, employer, position, note, who, why, hint = texts
    plain = drawn((NORTHWIND._replace(client="x", employer="x"),))
    assert NORTHWIND.step is not None
    row = NORTHWIND._replace(
        name=name,
        client=client or "x",
        employer=employer or "x",
        position=position,
        note=note,
        step=NORTHWIND.step._replace(hint=hint, whom=(who,)),
        marks=tuple(mark._replace(who=who, why=why or "x") for mark in NORTHWIND.marks),
    )
    source = drawn((row,))
    assert {each[:2] for each in Reader(source).attributes} <= {
        each[:2] for each in Reader(plain).attributes
    }
    assert set(re.findall(r"</?([a-z0-9]+)", source)) <= set(re.findall(r"</?([a-z0-9]+)", plain))
    assert all(char == "\n" or char.isprintable() for char in source)
