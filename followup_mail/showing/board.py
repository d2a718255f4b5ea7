"""The picture of where every application stands: one page, a timeline each.

No script and nothing to load; what stands on it is escaped text. The line is
drawn by the style sheet: past dots are full, coming ones hollow, the wait dashed.
Beside each dot stands in words what it means.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from followup_mail.record import Record
from followup_mail.showing import agenda, deeds, wording
from followup_mail.showing.frame import document, sign
from followup_mail.showing.thread import BoardRow, Knot, Look, thread, verdict
from followup_mail.visible import visible

MOST = 500
"""Applications that a page shows; more make it heavy, and nobody scrolls so far."""

_MOST_LINKS = 24
_TITLE = "Where everything stands"
_GROUPS = ("Due", "Waiting", "Ended")
_TOLD = {
    Look.DONE: '<span class="unseen">Past: </span>',
    Look.DUE: '<b class="tag">Due</b> ',
    Look.NEXT: '<span class="unseen">Next: </span>',
    Look.LATER: '<span class="unseen">Later: </span>',
}


class Counts(Record):
    """How many applications there are, shown or not."""

    due: int
    waiting: int
    """Open, and nothing is due."""
    ended: int


def board(rows: Sequence[BoardRow], *, now: datetime, counts: Counts) -> str:
    """Return *rows* as one HTML page: the due ones first, then those that wait, then the ended.

    *now* is in the writer's zone. At most :data:`MOST` are shown, and how many are
    left out, by *counts*, stands below.
    """
    shown = sorted(rows, key=_group)[:MOST]
    numbered = list(enumerate(shown, 1))
    groups = [
        (heading, [(number, row) for number, row in numbered if _group(row) == group])
        for group, heading in enumerate(_GROUPS)
    ]
    sections = [_section(heading, members, now) for heading, members in groups if members]
    body = f"""<header class="top">
<h1>{_TITLE}</h1>
<p class="day"><time datetime="{now.date()}">{wording.long_date(now)}</time></p>
{_counted(counts)}
{_links(groups[0][1])}</header>
<main>
{"".join(sections)}{_left_out(shown, counts)}</main>"""
    footer = "For your eyes only; nothing has been sent."
    return document(_TITLE, body, footer=footer, styles=("board",))


def _group(row: BoardRow) -> int:
    """Return the place of the group in which *row* stands."""
    return 0 if row.due else 2 if row.state.ended else 1


def _counted(counts: Counts) -> str:
    items = "".join(
        f'<li class="{name}"><b>{number:,}</b> {name}</li>\n'
        for name, number in (
            ("due", counts.due),
            ("waiting", counts.waiting),
            ("ended", counts.ended),
        )
    )
    return f'<ul class="counts" aria-label="Applications">\n{items}</ul>'


def _links(due: Sequence[tuple[int, BoardRow]]) -> str:
    if not due:
        return ""
    items = "".join(
        f'<li><a href="#application-{number}">{sign("!", "warning")}{_text(row.title)}</a></li>\n'
        for number, row in due[:_MOST_LINKS]
    )
    return f'<nav aria-label="What is due"><ol>\n{items}</ol></nav>\n'


def _section(heading: str, members: Sequence[tuple[int, BoardRow]], now: datetime) -> str:
    cards = "".join(_card(number, row, now) for number, row in members)
    return (
        f'<section class="group" id="{heading.lower()}">\n<h2>{heading}</h2>\n'
        f'<div class="cards">\n{cards}</div>\n</section>\n'
    )


def _card(number: int, row: BoardRow, now: datetime) -> str:
    look = sign("!", "warning") if row.due else ""
    whose = f" · for {_text(row.client)}" if row.client else ""
    employer = f'<p class="employer">{_text(row.employer)}</p>\n' if row.employer else ""
    hint = deeds.hint(row.step) if row.step is not None else ""
    knots = "".join(_knot(knot) for knot in thread(row, now))
    following = _text(agenda.command_for(row.line, on=None)) if row.due else ""
    return f"""<article class="card" id="application-{number}">
<header>
<p class="name"><code>{_text(row.name)}</code>{whose}</p>
<h3>{_text(row.position)}</h3>
{employer}<p class="verdict">{look}{_text(verdict(row, now))}</p>
{f'<p class="hint">{_text(hint)}</p>' if hint else ""}</header>
<ol class="thread" role="list">
{knots}</ol>
{f'<p class="command"><code>{following}</code></p>' if following else ""}</article>
"""


def _knot(knot: Knot) -> str:
    """Return one line of the thread; what the dot says to the eye stands in words too."""
    told = _TOLD.get(knot.look, "") + _text(knot.text)
    when = f'<time datetime="{knot.day}">{_text(knot.when)}</time>' if knot.day else ""
    why = f'<p class="why">{_text(knot.why)}</p>' if knot.why else ""
    return f'<li class="{knot.look}">{when}<div><p>{told}</p>{why}</div></li>\n'


def _left_out(shown: Sequence[BoardRow], counts: Counts) -> str:
    seen = [_group(row) for row in shown]
    told = agenda.rest(
        counts.due - seen.count(0), counts.waiting - seen.count(1), counts.ended - seen.count(2)
    )
    if told:
        return f'<p class="rest">Not shown: {told}. <code>followup-mail list</code> has all.</p>\n'
    return "" if shown else '<p class="rest">Nothing is kept yet.</p>\n'


def _text(text: str) -> str:
    return escape(visible(text))
