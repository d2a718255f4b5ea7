"""One self-contained page that shows drafts in a browser.

No script, no picture, no address to load from: what stands on it is escaped
text, and its policy forbids the rest. The numbers of the marked stretches are
drawn by the style sheet, so that a message copied from the page is the message.
"""

from collections.abc import Iterator, Sequence
from html import escape

from followup_mail.model import Draft, Finding, Mailbox
from followup_mail.showing import wording
from followup_mail.showing.frame import document, sign
from followup_mail.showing.script import headings
from followup_mail.showing.sheet import Sheet, pieces
from followup_mail.visible import visible

_CLIP = (
    '<svg viewBox="0 0 16 16" aria-hidden="true">'
    '<path d="M13.5 7.5 8 13a3.2 3.2 0 0 1-4.6-4.6l5.8-5.8a2.2 2.2 0 0 1 3.1 3.1L6.6 11.4'
    'a1.1 1.1 0 0 1-1.6-1.6l5-5"/></svg>'
)


def page(sheets: Sequence[Sheet]) -> str:
    """Return *sheets* as one HTML page, English around each message's own language."""
    several = len(sheets) > 1
    title = wording.count(len(sheets), "draft") if len(sheets) != 1 else _title(sheets[0])
    drafts = "\n".join(_draft(sheet, n, several=several) for n, sheet in enumerate(sheets, 1))
    body = f"""{_top(sheets, title) if several else ""}<main>
{drafts}
</main>"""
    return document(title, body, footer="A preview: nothing has been sent.")


def _title(sheet: Sheet) -> str:
    return escape(wording.title(sheet.draft))


def _top(sheets: Sequence[Sheet], title: str) -> str:
    items = "\n".join(
        f'<li><a href="#draft-{n}">{_verdict_sign(sheet)}{_title(sheet)}</a></li>'
        for n, sheet in enumerate(sheets, 1)
    )
    return f'<header class="top">\n<h1>{title}</h1>\n<nav><ol>\n{items}\n</ol></nav>\n</header>\n'


def _draft(sheet: Sheet, number: int, *, several: bool) -> str:
    level = "h2" if several else "h1"
    told, _ = wording.verdict(sheet)
    return f"""<section class="draft" id="draft-{number}">
<header>
<{level}>{_title(sheet)}</{level}>
<p class="verdict">{_verdict_sign(sheet)}{told}</p>
</header>
<div class="columns">
<article class="message">
{_headers(sheet)}
<div class="body" lang="{sheet.draft.language}">
<p>{"".join(_body(sheet))}</p>
</div>
{_attached(sheet)}</article>
<aside class="notes">
{"".join(_notes(sheet))}</aside>
</div>
</section>"""


def _verdict_sign(sheet: Sheet) -> str:
    _, severity = wording.verdict(sheet)
    return sign("✓", "good") if severity is None else sign(wording.SIGNS[severity], severity)


def _headers(sheet: Sheet) -> str:
    draft = sheet.draft
    shown = [row for row in wording.header_rows(sheet) if row[0] not in {"Subject", "Attached", ""}]
    boxes = {"From": draft.sender.mailbox, "To": draft.recipient} if draft.kind.mailed else {}
    rows = "\n".join(
        f"<dt>{label}</dt><dd>{_box(boxes.get(label)) or escape(value)}</dd>"
        for label, value in shown
    )
    face = draft.sender if draft.kind.mailed or draft.choice.to is None else draft.choice.to
    initial = escape(visible(face.name[:1]).upper())
    return f"""<header>
{_subject(draft)}<div class="who">
<span class="initial" aria-hidden="true">{initial}</span>
<dl class="headers">
{rows}
</dl>
</div>
</header>"""


def _subject(draft: Draft) -> str:
    if not draft.kind.mailed:
        return ""
    subject = escape(visible(draft.subject.text)) or "(no subject)"
    return f'<h3 class="subject" lang="{draft.language}">{subject}</h3>\n'


def _box(box: Mailbox | None) -> str:
    if box is None:
        return ""
    address, imitated = wording.address(box.addr_spec)
    told = f'<bdi>{escape(visible(box.display_name))}</bdi> <span class="address">'
    told += f"&lt;{escape(address).replace('@', '@<wbr>')}&gt;</span>"
    return f'{told} <span class="imitates">{escape(imitated)}</span>' if imitated else told


def _body(sheet: Sheet) -> Iterator[str]:
    """Yield the body with ``mark`` around what came from a detail.

    A value cut in two by a fault is numbered once, at its end.
    """
    labels = headings(sheet.draft)
    cut = list(pieces(sheet.draft.body, sheet.findings, labels))
    for i, piece in enumerate(cut):
        after = cut[i + 1].key if i + 1 < len(cut) else None
        before, behind = "", ""
        if piece.key is not None:
            number = f' data-n="{sheet.keys.index(piece.key) + 1}"' if after != piece.key else ""
            before = f'<mark title="{escape(visible(piece.key))}"{number}>'
            behind = "</mark>"
        if piece.fault is not None:
            name = escape(visible(piece.fault.check))
            before += f'<span class="fault {piece.fault.severity}" title="{name}">'
            behind = "</span>" + behind
        if piece.start in labels:
            yield f'<span class="part" data-label="{labels[piece.start]}"></span>'
        yield "</p>\n<p>".join(
            f"{before}{paragraph}{behind}" if paragraph else ""
            for paragraph in _paragraphs(piece.text)
        )


def _paragraphs(text: str) -> list[str]:
    shown = escape(wording.lines(text), quote=False)
    return [paragraph.replace("\n", "<br>") for paragraph in shown.split("\n\n")]


def _attached(sheet: Sheet) -> str:
    if not sheet.attached:
        return ""
    items = "".join(
        f"<li>{_CLIP}<span>{escape(visible(name))}"
        + (f" <small>{wording.size(number)}</small>" if number is not None else "")
        + "</span></li>\n"
        for name, number in sheet.attached
    )
    return f'<ul class="attached" aria-label="Attachments">\n{items}</ul>\n'


def _notes(sheet: Sheet) -> Iterator[str]:
    draft = sheet.draft
    if sheet.findings:
        found = [f for severity in wording.SIGNS for f in sheet.of(severity)]
        yield _note("Checks", f'<ul class="findings">\n{"".join(map(_finding, found))}</ul>')
    yield _note(
        "Length", f"{_meter(sheet)}<p>{wording.length(sheet)}<br>{wording.duration(sheet)}</p>"
    )
    if draft.choice.reason and draft.choice.to is not None:
        about = escape(f"Why {visible(draft.choice.to.name)}")
        yield _note(about, f"<p>{escape(wording.reason(draft))}</p>")
    if sheet.keys:
        items = "\n".join(
            f"<li><b>{n}</b> <code>{escape(visible(key))}</code></li>"
            for n, key in enumerate(sheet.keys, 1)
        )
        yield _note("From your details", f'<ol class="details">\n{items}\n</ol>')
    yield _note("Template", f"<p>{escape(wording.template(draft))}</p>")
    if sheet.next_command:
        command = f"<code>{escape(visible(sheet.next_command))}</code>"
        yield _note("Next", command, look="next")


def _note(heading: str, content: str, *, look: str = "note") -> str:
    return f'<section class="{look}">\n<h3>{heading}</h3>\n{content}\n</section>\n'


def _finding(finding: Finding) -> str:
    severity = finding.severity
    name = escape(visible(finding.check))
    return f"""<li class="{severity}">
<h4>{sign(wording.SIGNS[severity], severity)}<span>{severity.capitalize()}: {name}</span></h4>
<p>{escape(visible(finding.message))}</p>
<p>{escape(wording.rule(finding))}</p>
</li>
"""


def _meter(sheet: Sheet) -> str:
    """Return a bar with the budget as a band and the words as a dot; decoration only."""
    if sheet.budget is None:
        return ""
    low, high = sheet.budget
    whole = max(high * 1.3, sheet.words * 1.1) / 100
    band = f"left:{low / whole:.1f}%;width:{(high - low) / whole:.1f}%"
    return (
        f'<div class="meter" aria-hidden="true"><i style="{band}"></i>'
        f'<b style="left:{sheet.words / whole:.1f}%"></b></div>\n'
    )
