"""The timeline of one application in a terminal or a pipe."""

from collections.abc import Iterator
from datetime import datetime

from followup_mail.showing import agenda, deeds
from followup_mail.showing.screen import Ink, Run, Screen, cells, wrap
from followup_mail.showing.thread import BoardRow, Knot, Look, thread, verdict
from followup_mail.visible import visible

_MARKS = {
    Look.DONE: ("●", "*"),
    Look.DUE: ("◉", "!"),
    Look.TODAY: ("▶", ">"),
    Look.NEXT: ("○", "o"),
    Look.IF: ("┊", ":"),
    Look.LATER: ("○", "o"),
}
_LINES = {False: ("│", "|"), True: ("┊", ":")}
"""Between two marks: whether the stretch is dashed, to how it is drawn."""
_INKS = {
    Look.DUE: Ink.WARNING,
    Look.TODAY: Ink.STRONG,
    Look.IF: Ink.DIM,
}
_INDENT = "  "
_MARGIN = 4
"""Columns of the indent, the mark and the space after it."""
_LEAST_TEXT = 24
"""Columns; where dates in a column of their own would leave less, they stand in the text."""


def timeline_text(row: BoardRow, *, now: datetime, width: int, colour: bool, unicode: bool) -> str:
    """Return *row* as a line from top to bottom, with what happened, today and what comes.

    *width* is the terminal's; it is laid out for 40 to 80 columns. Without *unicode*
    the line and its marks are drawn in ASCII; names stay as they are.
    """
    screen = Screen(width, colour)
    whose = f"{row.name}, for {row.client}" if row.client else row.name
    lines = [
        *_title(visible(row.title), visible(whose), screen),
        screen.rule("─" if unicode else "-"),
        *screen.lay([Run(visible(verdict(row, now)), Ink.WARNING if row.due else Ink.PLAIN)]),
    ]
    if row.step is not None and (hint := deeds.hint(row.step)):
        lines += screen.lay([Run(visible(hint), Ink.DIM)])
    knots = thread(row, now)
    if knots:
        lines += ["", *_drawn(knots, screen, 0 if unicode else 1)]
    if row.due:
        # Not wrapped: the terminal folds it, and it can still be copied whole.
        lines += ["", f"Next: {visible(agenda.command_for(row.line, on=None))}"]
    return "\n".join(lines) + "\n"


def _title(title: str, name: str, screen: Screen) -> list[str]:
    if cells(title) + cells(name) < screen.width:
        return screen.title(title, name)
    return [*screen.lay([Run(title, Ink.STRONG)]), *screen.lay([Run(name, Ink.DIM)])]


def _drawn(knots: tuple[Knot, ...], screen: Screen, charset: int) -> Iterator[str]:
    dates = max(cells(knot.when) for knot in knots) + 2
    if screen.width - _MARGIN - dates < _LEAST_TEXT:
        dates = 0
    for knot, following in zip(knots, (*knots[1:], None), strict=True):
        ink = _INKS.get(knot.look, Ink.PLAIN)
        mark, line = Run(_MARKS[knot.look][charset], ink), Run(" ")
        if following is not None:
            line = Run(_LINES[knot.look is not Look.DONE][charset], Ink.DIM)
        when = knot.when if dates else ""
        for text in wrap(_runs(knot, ink, dated=not dates), screen.width - _MARGIN - dates):
            column = Run(f" {when:<{dates}}", Ink.DIM)
            yield screen.paint([Run(_INDENT), mark, column, *text]).rstrip()
            mark, when = line, ""


def _runs(knot: Knot, ink: Ink, *, dated: bool) -> Iterator[Run]:
    """Yield the text of *knot*, its day before it if *dated*."""
    if knot.when and dated:
        yield Run(f"{knot.when}: ", Ink.DIM)
    yield Run(visible(knot.text), ink)
    if knot.why:
        yield Run(f"\n{visible(knot.why)}", Ink.DIM)
