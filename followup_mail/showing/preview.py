"""The preview in a terminal or a pipe, and the same as data for a program.

A stretch that came from the user's details is underlined where there is colour
and stands in brackets where there is none; its number leads to the key. The
number is a superscript, so that the message still reads as the message.
"""

from collections.abc import Iterator, Sequence

from followup_mail.model import Finding
from followup_mail.showing import wording
from followup_mail.showing.screen import LABELS, Ink, Run, Screen
from followup_mail.showing.script import headings
from followup_mail.showing.sheet import Sheet, pieces
from followup_mail.visible import visible
from followup_mail.vocabulary import Severity

_BODY = 2
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_INKS = {
    Severity.BLOCKED: Ink.BLOCKED,
    Severity.WARNING: Ink.WARNING,
    Severity.HINT: Ink.HINT,
}


def preview(sheets: Sequence[Sheet], *, width: int, colour: bool) -> str:
    """Return *sheets* as a person reads them, with a double rule between two.

    *width* is the terminal's; prose is laid out for 40 to 80 columns. Without
    *colour* there is no control character but the line feed.
    """
    screen = Screen(width, colour)
    between = f"\n\n{screen.rule('═')}\n\n"
    return between.join("\n".join(_one(sheet, screen)) for sheet in sheets) + "\n"


def _one(sheet: Sheet, screen: Screen) -> Iterator[str]:
    draft = sheet.draft
    yield from screen.title(wording.title(draft), draft.language.value)
    yield screen.rule()
    for label, value in wording.header_rows(sheet):
        yield from screen.row(label, value)
    yield screen.rule()
    yield ""
    yield from screen.lay(_marked(sheet, colour=screen.colour), indent=_BODY)
    yield ""
    yield screen.rule()
    yield from _notes(sheet, screen)
    for severity in wording.SIGNS:
        for finding in sheet.of(severity):
            yield ""
            yield from _finding(finding, screen)
    yield ""
    yield from _closing(sheet, screen)


def _marked(sheet: Sheet, *, colour: bool) -> Iterator[Run]:
    keys, labels = sheet.keys, headings(sheet.draft)
    for piece in pieces(sheet.draft.body, also=labels):
        if piece.start in labels:
            yield Run(f"{labels[piece.start]}:\n", Ink.DIM)
        text = wording.lines(piece.text)
        if piece.key is None:
            yield Run(text)
            continue
        number = str(keys.index(piece.key) + 1).translate(_SUPERSCRIPT)
        if colour:
            yield Run(text, Ink.DETAIL)
            yield Run(number, Ink.DIM)
        else:
            yield Run(f"[{text}]{number}")


def _notes(sheet: Sheet, screen: Screen) -> Iterator[str]:
    if sheet.draft.choice.reason and sheet.draft.choice.to is not None:
        yield from screen.row("Why", wording.reason(sheet.draft))
    if sheet.keys:
        numbered = [f"{i} {visible(key)}" for i, key in enumerate(sheet.keys, 1)]
        how = "underlined" if screen.colour else "in brackets"
        yield from screen.row("Details", f"{how} above; each came from")
        yield from screen.table(numbered, indent=LABELS)
    yield from screen.row("Length", f"{wording.length(sheet)}; {wording.duration(sheet)}")
    yield from screen.row("Template", wording.template(sheet.draft))


def _finding(finding: Finding, screen: Screen) -> Iterator[str]:
    sign, word = wording.SIGNS[finding.severity], finding.severity.capitalize()
    named = Run(f"{sign} {word}: {visible(finding.check)}", _INKS[finding.severity])
    yield from screen.lay([named])
    yield from screen.lay([Run(visible(finding.message))], indent=_BODY)
    yield from screen.lay([Run(f"Rule: {wording.rule(finding)}", Ink.DIM)], indent=_BODY)


def _closing(sheet: Sheet, screen: Screen) -> Iterator[str]:
    told, severity = wording.verdict(sheet)
    yield from screen.lay([Run(told, Ink.GOOD if severity is None else _INKS[severity])])
    if sheet.next_command:
        # Not wrapped here: the terminal folds it, and it can still be copied whole.
        yield screen.paint([Run("Next: ", Ink.DIM), Run(visible(sheet.next_command))])
