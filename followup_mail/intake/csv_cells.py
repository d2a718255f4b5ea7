"""Cells of CSV files, made harmless for spreadsheets and read as they were meant.

A spreadsheet takes a cell that begins with one of a few characters for a formula
and runs it. An apostrophe in front keeps it from that (OWASP, CSV injection), and
is taken off again where such a cell is read: telephone numbers begin with "+".
"""

# What begins a formula; the last four are the wide forms that East Asian typing gives.
_FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def neutralised(text: str) -> str:
    """Return *text* as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _is_formula(text) else text


def restored(cell: str) -> str:
    """Return the text of *cell*, whether or not it is neutralised."""
    return cell[1:] if cell[:1] == "'" and _is_formula(cell) else cell


def _is_formula(text: str) -> bool:
    """Whether *text* is one, behind any number of apostrophes."""
    return text.lstrip("'")[:1] in _FORMULA
